//! The pages of a client as tabs, at the left of the bar at the top: the plan, and past sessions. There is
//! room for a third.

use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::menus::ring;
use super::top::is_narrow;
use crate::app::action::{Action, Outbox};
use crate::app::command::Command;
use crate::app::state::Page;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::text_width;

/// Height of the ground, and of a tab on it.
const GROUND: f32 = 30.0;
const TAB: f32 = 24.0;
/// Around the words of a tab; the same in a narrow window.
const PAD: f32 = 13.0;
const PAD_NARROW: f32 = 7.0;

/// The tabs, where a client of the practice is chosen.
pub fn tabs_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let state = scene.state;
    if !state.has_pages() {
        return;
    }
    ui.add_space(if is_narrow(ui) { 0.0 } else { 10.0 });
    let shown = state.shown_page();
    let history = Command::ShowHistory;
    let tabs = [
        ("Plan", shown != Page::History, Action::Show(state.page_of_plan()), String::new()),
        ("History", shown == Page::History, history.action(state), history.keys()),
    ];
    let pad = if is_narrow(ui) { PAD_NARROW } else { PAD };
    // As wide as in bold, so that none moves when another one is chosen.
    let wide = |ui: &Ui, word: &str| {
        (text_width(ui, word, theme::semibold(theme::BODY)) + 2.0 * pad).ceil()
    };
    let inside: f32 = tabs.iter().map(|(word, ..)| wide(ui, word)).sum();
    let edge = (GROUND - TAB) / 2.0;
    let (ground, _) = ui.allocate_exact_size(vec2(inside + 2.0 * edge, GROUND), Sense::hover());
    let colours = scene.colours;
    ui.painter().rect_filled(ground, CornerRadius::same(8), colours.line.gamma_multiply(0.62));
    let mut left = ground.left() + edge;
    let is_there = history.enabled(state).is_ok();
    for (word, on, action, keys) in tabs {
        let width = wide(ui, word);
        let rect = Rect::from_min_size(pos2(left, ground.top() + edge), vec2(width, TAB));
        left += width;
        // While the records of the client are on their way there is nothing to turn to.
        let enabled = ui.is_enabled() && (on || is_there);
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let tab = ui.interact(rect, ui.make_persistent_id(("tab", word)), sense);
        tab.widget_info(|| WidgetInfo::selected(Role::Button, enabled, on, word));
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        let (font, ink) = match (on, enabled) {
            (true, _) => (theme::semibold(theme::BODY), colours.ink),
            (false, true) => (theme::regular(theme::BODY), colours.ink),
            (false, false) => (theme::regular(theme::BODY), colours.secondary),
        };
        if on {
            let line = Stroke::new(1.0, colours.line);
            ui.painter().rect(rect, radius, colours.panel, line, StrokeKind::Inside);
        } else if tab.hovered() && enabled {
            ui.painter().rect_filled(rect, radius, colours.panel.gamma_multiply(0.5));
        }
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, word, font, ink);
        ring(ui, scene, &tab);
        let tab = if enabled { tab.on_hover_cursor(CursorIcon::PointingHand) } else { tab };
        let tab = if keys.is_empty() { tab } else { tab.on_hover_text(keys) };
        if tab.clicked() && !on {
            out.send(action);
        }
    }
}
