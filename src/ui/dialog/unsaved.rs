//! Unsaved changes: save, don't save, or stay.

use eframe::egui::Ui;

use super::{buttons, primary, title};
use crate::ui::action::{Action, Outbox, Then};
use crate::ui::app::Cx;
use crate::ui::widget::wrapped;

/// Asks before something is lost.
pub fn unsaved_ui(ui: &mut Ui, cx: Cx<'_>, then: &Then, out: &mut Outbox) {
    let complete = cx.state.judged.plan.is_some();
    if complete {
        title(ui, "Save the changes first?");
        wrapped(ui, "What was changed since the last save is lost otherwise.");
    } else {
        title(ui, "Leave this intake?");
        let text = "It isn't complete, so there is no plan to save yet. The answers are lost.";
        wrapped(ui, text);
    }
    buttons(ui, |ui| {
        if complete && primary(ui, cx, "Save") {
            out.send(Action::SaveThen(Some(then.clone())));
        }
        if ui.button("Don't save").clicked() {
            out.send(Action::LeaveUnsaved(then.clone()));
        }
        if ui.button("Cancel").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}
