//! Unsaved changes that can't be kept as a draft: save, don't save, or stay.

use eframe::egui::Ui;

use super::{buttons, primary, title};
use crate::app::action::{Action, FileAction, Outbox, Then};
use crate::ui::scene::Scene;
use crate::ui::widget::{secondary, wrapped};

/// Asks before something is lost.
pub fn unsaved_ui(ui: &mut Ui, scene: Scene<'_>, then: &Then, out: &mut Outbox) {
    let visit = &scene.state.visit;
    let is_here = visit.is_unsaved();
    let is_complete = visit.standing().plan.is_some();
    let open = scene.state.practice.open();
    if !is_here {
        title(ui, "Leave without the unsaved work?");
        let names = open.into_iter().flat_map(|open| &open.put_aside);
        let mut names: Vec<&str> = names.map(|found| found.name.as_str()).collect();
        names.dedup();
        let text =
            format!("It is in this window alone: {}. Choose each, and save.", names.join(", "));
        wrapped(ui, text);
    } else if is_complete {
        title(ui, "Save the changes first?");
        wrapped(ui, "Otherwise the changes since the last save are lost.");
    } else {
        title(ui, "Leave this intake?");
        wrapped(ui, "It isn't complete, so there is no plan to save yet. The answers are lost.");
    }
    if let Some(trouble) = open.and_then(|open| open.draft_trouble.as_deref()) {
        let text = format!("It can't be kept as a draft on this computer: {trouble}.");
        wrapped(ui, secondary(scene.colours, text));
    }
    buttons(ui, |ui| {
        if is_here && is_complete && primary(ui, scene, "Save") {
            out.send(Action::File(FileAction::SaveThen(Some(then.clone()))));
        }
        let word = if is_here { "Don't save" } else { "Leave without it" };
        if ui.button(word).clicked() {
            out.send(Action::File(FileAction::LeaveUnsaved(then.clone())));
        }
        if ui.button("Cancel").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}
