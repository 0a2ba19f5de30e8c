//! The line at the bottom while a session is closed: whether what was entered is kept, and what is open.

use eframe::egui::{Button, RichText, Ui};

use super::closing_bar::still_open;
use crate::app::action::Outbox;
use crate::app::closing::{Closing, ClosingAction};
use crate::app::state::Busy;
use crate::ui::scene::Scene;
use crate::ui::widget::secondary;
use crate::ui::{icons, theme};

/// Between two parts of the line.
const GAP: f32 = 10.0;

/// The left of the line.
pub fn closing_status_ui(ui: &mut Ui, scene: Scene<'_>, closing: &Closing, out: &mut Outbox) {
    let colours = scene.colours;
    ui.spacing_mut().item_spacing.x = 5.0;
    let trouble = scene.state.practice.open().is_some_and(|open| !open.keeps_drafts());
    let (icon, ink, text) = match &closing.kept_at {
        Some(_) if trouble => (icons::UNSAVED, colours.care, "Not kept yet".to_owned()),
        Some(time) => (icons::DONE, colours.accent, format!("Draft kept {time}")),
        None => (icons::NOTHING, colours.secondary, "Nothing entered yet".to_owned()),
    };
    icons::sign(ui, icon, 14.0, ink);
    ui.label(RichText::new(text).font(theme::regular(theme::SMALL)).color(ink));
    if closing.kept_at.is_some() {
        let discard = Button::new(secondary(colours, "Discard").underline()).frame(false);
        let discard = ui.add(discard).accessible_name("Discard what was entered");
        if discard.on_hover_text("As it was before anything was entered").clicked() {
            out.send(ClosingAction::Discard.into());
        }
    }
    ui.add_space(GAP);
    if let Some(busy) = scene.state.busy.filter(|busy| *busy == Busy::Saving) {
        ui.label(secondary(colours, busy.label()));
        ui.add_space(GAP);
    }
    let missing = closing.missing();
    let Some(first) = missing.first() else {
        let ready =
            if closing.is_amendment() { "All answered" } else { "All answered: ready to close" };
        ui.label(secondary(colours, ready));
        return;
    };
    let text = format!("{} still open", missing.len());
    let open = Button::new(secondary(colours, &text).underline()).frame(false);
    let open = ui.add(open).accessible_name(text);
    if open.on_hover_text(still_open(closing).unwrap_or_default()).clicked() {
        out.send(ClosingAction::Jump(*first).into());
    }
}
