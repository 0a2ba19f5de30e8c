//! Texts that are longer than usual: kept whole, after one question.

use eframe::egui::{ScrollArea, Ui};

use super::{buttons, primary, title};
use crate::app::action::{Action, FileAction, Outbox};
use crate::app::length::LongText;
use crate::ui::scene::Scene;
use crate::ui::widget::wrapped;

/// Asks whether they are meant to be.
pub fn long_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    texts: &[LongText],
    go_on: &Action,
    out: &mut Outbox,
) {
    title(ui, if texts.len() == 1 { "Keep this long text?" } else { "Keep these long texts?" });
    ScrollArea::vertical().id_salt("long texts").max_height(260.0).show(ui, |ui| {
        for text in texts {
            wrapped(ui, text.said());
        }
    });
    wrapped(ui, "Nothing is cut: all of it is kept. On paper it takes more room.");
    buttons(ui, |ui| {
        if primary(ui, scene, "Keep all of it") {
            out.send(Action::File(FileAction::KeepLong(Box::new(go_on.clone()))));
        }
        if ui.button("Back").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}
