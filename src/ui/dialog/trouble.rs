//! Something didn't work: what, where, and what to do.

use eframe::egui::{ScrollArea, Ui};

use super::{buttons, primary, title};
use crate::app::action::{Action, Outbox};
use crate::ui::scene::Scene;
use crate::ui::widget::wrapped;

/// Says what went wrong.
pub fn trouble_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    heading: &str,
    lines: &[String],
    advice: &str,
    out: &mut Outbox,
) {
    title(ui, heading);
    ScrollArea::vertical().id_salt("faults").max_height(260.0).show(ui, |ui| {
        for line in lines {
            wrapped(ui, line.as_str());
        }
    });
    wrapped(ui, advice);
    buttons(ui, |ui| {
        if primary(ui, scene, "Close") {
            out.send(Action::CloseDialog);
        }
        if ui.button("Copy the text").clicked() {
            out.send(Action::Copy(lines.join("\n")));
        }
    });
}
