//! Inflammation, who named the diagnosis, what the doctor said, and the health history as chips.

use eframe::egui::{self, Ui};

use super::beside::beside_ui;
use super::questions;
use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::Field;
use crate::knowledge::schema::Asked;
use crate::model::{Diagnosis, DoctorOnMassage, HomeCareKept, Inflammation};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, card, chip_row, gap, head, section_title, side_by_side};

const TITLE: &str = "Today, and health history";

pub fn today_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    card(ui, scene.colours, None, |ui| {
        let title = |ui: &mut Ui, _: &mut Outbox| {
            ui.label(section_title(scene.colours, TITLE));
        };
        let clearance = |ui: &mut Ui, out: &mut Outbox| {
            let words = bold("Clearance record").color(scene.colours.accent);
            let icon = icons::text(icons::ADD, 14.0).color(scene.colours.accent);
            let add = ui.add(egui::Button::new((icon, words)).frame(false));
            if add.accessible_name("Add a clearance").clicked() {
                out.send(Action::AddClearance);
            }
        };
        head(ui, out, title, &[&clearance]);
        side_by_side(ui, 560.0, |ui| {
            let on = |how| draft.inflammation == Some(how);
            let (all, label) = (Inflammation::ALL, Inflammation::label);
            if let Some(how) = chip_row(ui, scene, &Field::Inflammation, all, on, label, out) {
                out.change(Change::Inflammation(how));
            }
            gap(ui);
            let on = |who| draft.diagnosis == Some(who);
            let (all, label) = (Diagnosis::ALL, Diagnosis::label);
            if let Some(who) = chip_row(ui, scene, &Field::Diagnosis, all, on, label, out) {
                out.change(Change::Diagnosis(who));
            }
        });
        beside_ui(ui, scene, &Asked::Diagnosis, out);
        side_by_side(ui, 640.0, |ui| {
            if draft.diagnosis == Some(Diagnosis::ByDoctor) {
                let on = |known| draft.cause_known == Some(known);
                let label = |known| if known { "Yes" } else { "No" };
                let choices = [false, true];
                let pressed = chip_row(ui, scene, &Field::CauseKnown, &choices, on, label, out);
                if let Some(known) = pressed {
                    out.change(Change::CauseKnown(known));
                }
                gap(ui);
            }
            let on = |word| draft.doctor == Some(word);
            let (all, label) = (DoctorOnMassage::ALL, DoctorOnMassage::label);
            if let Some(word) = chip_row(ui, scene, &Field::Doctor, all, on, label, out) {
                out.change(Change::Doctor(word));
            }
        });
        if draft.is_returning() {
            let on = |how| draft.home_care_kept == Some(how);
            let (all, label) = (HomeCareKept::ALL, HomeCareKept::label);
            if let Some(how) = chip_row(ui, scene, &Field::HomeCareKept, all, on, label, out) {
                // The same once more takes it back: it need not be told.
                out.change(Change::HomeCareKept(Some(how).filter(|how| !on(*how))));
            }
        }
        for group in scene.knowledge.tables().groups.iter().filter(|group| group.compact) {
            ui.add_space(4.0);
            questions::compact_ui(ui, scene, group, out);
        }
    });
}
