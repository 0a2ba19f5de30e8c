//! Unsaved changes: save, don't save, or stay. An intake that isn't complete can't be saved, but kept
//! as a draft where it belongs to a client.

use eframe::egui::Ui;

use super::{buttons, primary, title};
use crate::app::action::{Action, FileAction, Outbox, Then};
use crate::ui::scene::Scene;
use crate::ui::widget::wrapped;

/// Asks before something is lost.
pub fn unsaved_ui(ui: &mut Ui, scene: Scene<'_>, then: &Then, out: &mut Outbox) {
    let complete = scene.state.visit.standing().plan.is_some();
    let keeps = scene.state.keeps_drafts();
    if complete {
        title(ui, "Save the changes first?");
        wrapped(ui, "Otherwise the changes since the last save are lost.");
    } else if keeps {
        title(ui, "Leave this intake?");
        let text = "It isn't complete, so there is no plan to save yet. As a draft it stays on this \
                    computer alone, and is offered again when you choose the client.";
        wrapped(ui, text);
    } else {
        title(ui, "Leave this intake?");
        let text = "It isn't complete, so there is no plan to save yet. The answers are lost.";
        wrapped(ui, text);
    }
    buttons(ui, |ui| {
        if !complete && keeps && primary(ui, scene, "Keep as draft") {
            out.send(Action::File(FileAction::PutAside(then.clone())));
        }
        if complete && primary(ui, scene, "Save") {
            out.send(Action::File(FileAction::SaveThen(Some(then.clone()))));
        }
        if ui.button("Don't save").clicked() {
            out.send(Action::File(FileAction::LeaveUnsaved(then.clone())));
        }
        if ui.button("Cancel").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}
