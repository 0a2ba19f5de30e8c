//! Clearance records: who allowed what, when, until when, and within which limits.

use eframe::egui::{self, Sense, Ui};

use crate::app::action::{Change, Outbox};
use crate::app::draft::ClearanceDraft;
use crate::knowledge::schema::Asked;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::screen::clearance::{clearance_form_ui, finish_ui, name_of, outcome_ui};
use crate::ui::widget::{AskedName, asked_name, bold, card, head, section_title};

const TITLE: &str = "Clearance records";

/// The card with every record; nothing where there is none.
pub fn clearances_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if scene.state.visit.work().intake.clearances.is_empty() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        let title = |ui: &mut Ui, out: &mut Outbox| {
            let shown = section_title(scene.colours, TITLE);
            let asked = AskedName { asked: &Asked::Clearance, name: TITLE };
            asked_name(ui, scene, asked, shown, Sense::click(), out);
        };
        head(ui, out, title, &[]);
        for (at, record) in scene.state.visit.work().intake.clearances.iter().enumerate() {
            record_ui(ui, scene, at, record, out);
        }
    });
}

fn record_ui(ui: &mut Ui, scene: Scene<'_>, at: usize, record: &ClearanceDraft, out: &mut Outbox) {
    let name = name_of(at);
    ui.separator();
    ui.horizontal(|ui| {
        ui.label(bold(name.as_str()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let remove = ui.button(icons::text(icons::REMOVE, 14.0));
            let remove = remove.accessible_name(format!("Remove {name}"));
            if remove.on_hover_text("Remove").clicked() {
                out.change(Change::RemoveClearance(at));
            }
        });
    });
    clearance_form_ui(ui, scene, at, record, |ui, out| finish_ui(ui, scene, at, record, out), out);
    let standing = scene.state.visit.standing();
    let outcomes = standing.cleared().outcomes.iter().filter(|(place, ..)| *place == at);
    for (_, _, refusal) in outcomes {
        outcome_ui(ui, scene, refusal.as_ref());
    }
}
