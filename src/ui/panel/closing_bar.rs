//! The bar at the top while a session is closed: whose it is and when, the way back, and the one button
//! that writes it down.

use eframe::egui::{
    Align, Button, Layout, RichText, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::menus::{button_ui, ring};
use super::tabs::tabs_ui;
use super::top::{BUTTON, about, mark_ui, title_ui};
use crate::app::action::{Action, Outbox};
use crate::app::closing::{Closing, ClosingAction, ClosingQuestion};
use crate::app::command::Command;
use crate::app::state::Page;
use crate::text::{capital, inside_sentence};
use crate::ui::scene::Scene;
use crate::ui::{icons, theme};

/// Windows narrower than this say the way back by a sign alone.
const NARROW: f32 = 860.0;

/// The bar.
pub fn closing_bar_ui(ui: &mut Ui, scene: Scene<'_>, closing: &Closing, out: &mut Outbox) {
    let (whole, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let left = UiBuilder::new().max_rect(whole).layout(Layout::left_to_right(Align::Center));
    let left = ui.scope_builder(left, |ui| {
        mark_ui(ui, scene);
        tabs_ui(ui, scene, out);
    });
    let left = left.response.rect;
    let right = UiBuilder::new().max_rect(whole).layout(Layout::right_to_left(Align::Center));
    let right = ui.scope_builder(right, |ui| {
        if !scene.state.prefs.menu_bar {
            button_ui(ui, scene, out);
        }
        close_ui(ui, scene, closing, out);
        back_ui(ui, scene, out);
    });
    let right = right.response.rect;
    title_ui(ui, whole, (left, right), || title(scene, closing));
}

fn title(scene: Scene<'_>, closing: &Closing) -> LayoutJob {
    let colours = scene.colours;
    let word = if closing.is_amendment() { "Amending" } else { "Closing" };
    let name = about(scene, false).name;
    let mut job = LayoutJob::default();
    let bold = TextFormat::simple(theme::semibold(theme::BODY), colours.ink);
    job.append(&format!("{word}: {name}"), 0.0, bold);
    let day = closing.entered.day().map(crate::model::Day::with_weekday);
    let course = closing.of.record.plan.intake.course.as_ref();
    let visit = course.map(|course| format!("visit {}", course.visit));
    for part in scene.state.told_apart().into_iter().chain(day).chain(visit) {
        let plain = TextFormat::simple(theme::regular(theme::BODY), colours.secondary);
        job.append(&format!(" · {part}"), 0.0, plain);
    }
    job
}

fn back_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    const WORDS: &str = "Back to the plan";
    let icon = icons::text(icons::BACK, 16.0);
    let is_narrow = ui.ctx().content_rect().width() < NARROW;
    let back = if is_narrow { Button::new(icon) } else { Button::new((icon, WORDS)) };
    let back = ui.add(back.min_size(vec2(0.0, BUTTON))).accessible_name(WORDS);
    ring(ui, scene, &back);
    if back.on_hover_text("What is entered is kept (Escape)").clicked() {
        out.send(Action::Show(Page::Visit));
    }
}

/// The one primary button. It is off until what has to be known is.
fn close_ui(ui: &mut Ui, scene: Scene<'_>, closing: &Closing, out: &mut Outbox) {
    let colours = scene.colours;
    let idle = Command::CloseSession.enabled(scene.state).err().map(str::to_owned);
    let unchanged = closing.is_amendment() && !closing.is_begun();
    let unchanged = unchanged.then(|| "Nothing was changed".to_owned());
    let reason = still_open(closing).or(unchanged).or(idle);
    ui.add_enabled_ui(reason.is_none(), |ui| {
        let text = RichText::new(closing.button()).font(theme::semibold(theme::BODY));
        let icon = icons::text(icons::CHOSEN, 15.0).color(colours.on_accent);
        let button = Button::new((icon, text.color(colours.on_accent)));
        let button = button.fill(colours.accent).stroke(Stroke::new(1.0, colours.accent));
        let button = ui.add(button.min_size(vec2(0.0, BUTTON)));
        let button = button.accessible_name(closing.button());
        if button.has_focus() {
            let stroke = Stroke::new(2.0, colours.ink);
            ui.painter().rect_stroke(
                button.rect,
                theme::CONTROL_RADIUS,
                stroke,
                StrokeKind::Outside,
            );
        }
        let button = button.on_hover_text("Writes it down and signs the note");
        if button.on_disabled_hover_text(reason.unwrap_or_default()).clicked() {
            out.send(ClosingAction::Close.into());
        }
    });
}

/// What is still open, in a sentence; none where nothing is.
pub fn still_open(closing: &Closing) -> Option<String> {
    let missing: Vec<String> = closing
        .missing()
        .iter()
        .map(|question| inside_sentence(ClosingQuestion::label(*question)))
        .collect();
    (!missing.is_empty()).then(|| format!("Still open: {}", capital(&missing.join(", "))))
}
