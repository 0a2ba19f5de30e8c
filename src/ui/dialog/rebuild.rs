//! Building a plan anew that was changed by hand: keep the changes, start again, or leave it.

use eframe::egui::{ScrollArea, Ui};

use super::{buttons, primary, title};
use crate::app::action::{Action, Outbox};
use crate::app::editing::PlanAction;
use crate::ui::scene::Scene;
use crate::ui::widget::{heading, section_title, wrapped};

/// Asks what becomes of the changes.
pub fn rebuild_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    edits: &[String],
    lost: &[String],
    out: &mut Outbox,
) {
    title(ui, "Rebuild the plan?");
    wrapped(
        ui,
        "You have edited it. Keep your edits in the new plan, or start again without them.",
    );
    ScrollArea::vertical().id_salt("edits").max_height(260.0).show(ui, |ui| {
        heading(ui, section_title(scene.colours, "Your edits"));
        for edit in edits {
            wrapped(ui, edit.as_str());
        }
        if !lost.is_empty() {
            heading(ui, section_title(scene.colours, "These no longer fit"));
            for line in lost {
                wrapped(ui, line.as_str());
            }
        }
    });
    buttons(ui, |ui| {
        if primary(ui, scene, "Keep my edits") {
            out.plan(PlanAction::RebuildKeeping(true));
        }
        if ui.button("Start again").clicked() {
            out.plan(PlanAction::RebuildKeeping(false));
        }
        if ui.button("Cancel").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}
