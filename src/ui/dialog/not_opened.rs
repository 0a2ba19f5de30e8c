//! A file that can't be opened: why, in a sentence; and every fault with its place, for whoever can
//! correct it.

use eframe::egui::{Button, ScrollArea, Ui};

use super::{buttons, primary, title};
use crate::app::action::{Action, FileAction, Outbox};
use crate::app::files::NotOpened;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, secondary, wrapped};

/// Says why.
pub fn not_opened_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    file: &str,
    why: &NotOpened,
    shows_details: bool,
    out: &mut Outbox,
) {
    title(ui, "This file can't be opened");
    wrapped(ui, bold(file));
    wrapped(ui, why.why.as_str());
    if !why.advice.is_empty() {
        wrapped(ui, why.advice.as_str());
    }
    wrapped(ui, secondary(scene.colours, "What was open stays as it was."));
    if shows_details {
        ScrollArea::vertical().id_salt("faults").max_height(220.0).show(ui, |ui| {
            for line in &why.details {
                wrapped(ui, secondary(scene.colours, line.as_str()));
            }
        });
    }
    buttons(ui, |ui| {
        if primary(ui, scene, "Close") {
            out.send(Action::CloseDialog);
        }
        if why.details.is_empty() {
            return;
        }
        if ui.add(Button::selectable(shows_details, "Details")).clicked() {
            out.send(Action::File(FileAction::Details(!shows_details)));
        }
        if shows_details && ui.button("Copy the text").clicked() {
            out.send(Action::Copy(why.details.join("\n")));
        }
    });
}
