//! What is in sight of a page that scrolls: what Tab came to, what pages of keys turn to, and the
//! question that is lit.
//!
//! A page scrolls for somebody's key or press. By itself it does so only where another size of the
//! window or of the text took the lit question out of sight.

use eframe::egui::{
    self, Align, Event, Id, Key, Modifiers, Popup, Response, Ui, Vec2, style::ScrollAnimation, vec2,
};

use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{QuestionPlace, types_lines};

/// What of one page is still in sight on the next.
const OVERLAP: f32 = 32.0;
/// After how many frames a page shows that it was scrolled.
const SHOWS: u8 = 3;
/// In how many frames a new size may still move what is laid out: three looks.
const SETTLES: u8 = 2 * SHOWS + 1;

/// Brings what Tab came to into sight, where it lies on this sheet. What was jumped to comes to the middle
/// by itself.
pub fn follow_focus(ui: &Ui, scene: Scene<'_>) {
    let focused = ui.memory(egui::Memory::focused);
    let followed = Id::unique("what was brought into sight");
    if focused == ui.data(|data| data.get_temp(followed)) {
        return;
    }
    let Some(shown) = focused_here(ui) else { return };
    ui.data_mut(|data| data.insert_temp(followed, shown.id));
    let is_here = ui.min_rect().x_range().contains(shown.rect.center().x);
    // What isn't cut off by the edge of the sheet is in sight.
    let is_cut = !shown.interact_rect.contains_rect(shown.rect.shrink(1.0));
    if is_here && is_cut && !scene.state.visit.scroll_to_marked {
        ui.scroll_to_rect(shown.rect.expand(theme::GRID * 4.0), None);
    }
}

/// What has the focus, where it lies on this layer.
fn focused_here(ui: &Ui) -> Option<Response> {
    let focused = ui.memory(egui::Memory::focused);
    let shown = focused.and_then(|id| ui.read_response(id));
    shown.filter(|shown| shown.layer_id == ui.layer_id())
}

/// Whether keys are the page's: nothing stands in front of it.
fn has_keys(ui: &Ui, scene: Scene<'_>) -> bool {
    let in_front = !scene.state.dialogs.is_empty()
        || scene.state.menu.is_some()
        || scene.state.panes.rail_over
        || Popup::is_any_open(ui.ctx());
    ui.is_enabled() && !in_front
}

/// Page Up and Page Down turn the page, wherever the focus is but in a text of several lines. Called at
/// the end of what scrolls; what has no further page leaves the keys to what it lies on.
pub fn page_keys(ui: &Ui, scene: Scene<'_>) {
    if !has_keys(ui, scene) || types_lines(ui) {
        return;
    }
    let (sight, whole) = (ui.clip_rect(), ui.min_rect());
    let page = (sight.height() - OVERLAP).max(sight.height() * 0.5);
    let turns = [
        (Key::PageDown, -page, whole.bottom() > sight.bottom() + 1.0),
        (Key::PageUp, page, whole.top() < sight.top() - 1.0),
    ];
    for (key, by, is_there) in turns {
        if is_there && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta(vec2(0.0, by));
            let focused = ui.memory(egui::Memory::focused);
            ui.data_mut(|data| data.insert_temp(left_id(), focused));
        }
    }
}

fn left_id() -> Id {
    Id::unique("what had the focus when the page was turned")
}

/// Once a page was turned away from what has the focus, the next key brings it back into sight and does
/// nothing else: nobody answers what isn't seen. Called before anything that reads keys; gives what is to
/// be brought back, for [`bring_back`].
pub fn keys_of_unseen(ui: &Ui, scene: Scene<'_>) -> Option<Id> {
    let left = ui.data(|data| data.get_temp::<Option<Id>>(left_id())).flatten()?;
    let shown = focused_here(ui).filter(|shown| shown.id == left);
    let is_unseen = |shown: &Response| !shown.interact_rect.contains(shown.rect.center());
    if !shown.as_ref().is_some_and(is_unseen) || !has_keys(ui, scene) {
        // While the page is turning it is still seen.
        if shown.is_none() {
            ui.data_mut(|data| data.remove_temp::<Option<Id>>(left_id()));
        }
        return None;
    }
    let is_typed = |event: &Event| matches!(event, Event::Text(text) if !text.is_empty());
    let presses = |event: &Event| {
        let key = |key: &Key| matches!(key, Key::Enter | Key::Space) || key.name().len() == 1;
        matches!(event, Event::Key { key: pressed, pressed: true, modifiers, .. }
            if modifiers.is_none() && key(pressed))
    };
    let is_key = ui.input(|input| input.events.iter().any(|one| is_typed(one) || presses(one)));
    if !is_key {
        return None;
    }
    ui.data_mut(|data| data.remove_temp::<Option<Id>>(left_id()));
    // What is typed into a text is seen as soon as it is there.
    if !ui.ctx().text_edit_focused() {
        ui.input_mut(|input| input.events.retain(|one| !is_typed(one) && !presses(one)));
    }
    Some(left)
}

/// Scrolls to what was turned away from.
pub fn bring_back(ui: &Ui, left: Option<Id>) {
    if let Some(shown) = left.and_then(|id| ui.read_response(id)) {
        ui.scroll_to_rect(shown.rect, Some(Align::Center));
    }
}

/// How the lit question lay in the last frame.
#[derive(Debug, Clone, Copy, Default)]
struct Sight {
    /// Of which visit.
    generation: u64,
    /// How large the window was, in points.
    window: Vec2,
    /// Whether it was in sight, or is on its way there.
    is_seen: bool,
    /// In how many frames more it is brought back.
    owed: u8,
}

/// Brings the lit question back into sight, where another size of the window or of the text took it out
/// of it. `all` are the questions that lie on this page.
pub fn keep_lit_in_sight(ui: &Ui, scene: Scene<'_>, all: &[QuestionPlace]) {
    let kept = Id::unique("how the lit question lay");
    let before = ui.data(|data| data.get_temp::<Sight>(kept)).unwrap_or_default();
    let visit = &scene.state.visit;
    let mut now = Sight {
        generation: visit.generation,
        window: ui.content_rect().size(),
        is_seen: false,
        owed: 0,
    };
    let lit = visit.lit_question();
    let is_lit = |place: &&QuestionPlace| Some(&place.field) == lit && place.layer == ui.layer_id();
    if let Some(place) = all.iter().rev().find(is_lit) {
        let sight = ui.clip_rect().y_range().expand(1.0);
        let lies = place.rect.shrink(3.0).y_range();
        // Of what is higher than the page the beginning counts.
        let end = lies.max.min(lies.min + sight.span() * 0.5);
        now.is_seen = sight.contains(lies.min) && sight.contains(end);
        let is_resized = before.generation == now.generation && before.window != now.window;
        let owed = if is_resized && before.is_seen { SETTLES } else { before.owed };
        if owed > 0 {
            if !now.is_seen && owed % SHOWS == 1 {
                let align = if lies.span() < sight.span() { None } else { Some(Align::TOP) };
                ui.scroll_to_rect_animation(place.rect, align, ScrollAnimation::none());
            }
            // What is laid out may follow the new size a frame later.
            ui.ctx().request_repaint();
            (now.is_seen, now.owed) = (true, owed - 1);
        }
    }
    ui.data_mut(|data| data.insert_temp(kept, now));
}
