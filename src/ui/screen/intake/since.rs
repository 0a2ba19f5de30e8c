//! When findings first appeared, a day for each yes.

use eframe::egui::{Id, Ui};

use super::grid::row;
use crate::app::action::Outbox;
use crate::app::draft::TextField;
use crate::model::FindingId;
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::widget::{secondary, text_field};

/// A day for each yes. One that became a no keeps its line as long as this intake is open, and what
/// comes later stands below, so that no answer moves a field.
pub fn since_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let text = "Where it is known, a clearance has to be newer than this.";
    ui.label(secondary(scene.colours, text));
    let draft = &scene.state.visit.work().intake;
    let id = Id::unique(("findings with a day", scene.state.visit.generation));
    let mut lines: Vec<FindingId> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let before = lines.len();
    for finding in &scene.knowledge.tables().findings {
        if draft.counts_as_yes(&finding.id) && !lines.contains(&finding.id) {
            lines.push(finding.id.clone());
        }
    }
    if lines.len() != before {
        ui.data_mut(|data| data.insert_temp(id, lines.clone()));
    }
    for finding in lines {
        let label = capital(scene.knowledge.finding_label(&finding));
        let is_yes = draft.counts_as_yes(&finding);
        ui.add_enabled_ui(is_yes, |ui| {
            row(ui, |ui| {
                ui.label(label.as_str());
                let field = TextField::Since(finding);
                text_field(ui, scene, &field, &label, 90.0, "2026-11-24", out);
            });
        });
    }
}
