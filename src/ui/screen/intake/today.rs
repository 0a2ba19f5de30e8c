//! Inflammation, when it began, who named it, and what the doctor said.

use eframe::egui::Ui;

use crate::model::{Diagnosis, DoctorOnMassage, Inflammation};
use crate::ui::action::{Change, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::{Field, TextField};
use crate::ui::widget::{card, chip, chip_row, gap, section_title, side_by_side, text_field};

/// The card.
pub fn today_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let draft = &cx.state.work.intake;
    card(ui, cx.palette, None, |ui| {
        ui.label(section_title(cx.palette, "Today, and what the doctor said"));
        side_by_side(ui, 620.0, |ui| {
            let on = |how| draft.inflammation == Some(how);
            let (all, label) = (Inflammation::ALL, Inflammation::label);
            if let Some(how) = chip_row(ui, cx, &Field::Inflammation, all, on, label) {
                out.change(Change::Inflammation(how));
            }
            gap(ui);
            ui.horizontal(|ui| {
                text_field(ui, cx, &TextField::OnsetWeeks, "", 44.0, "", out);
                let on = draft.onset_unknown;
                if chip(ui, cx.palette, on, "Weeks since it began", "Not known").clicked() {
                    out.change(Change::OnsetUnknown);
                }
            });
        });
        side_by_side(ui, 620.0, |ui| {
            let on = |who| draft.diagnosis == Some(who);
            let (all, label) = (Diagnosis::ALL, Diagnosis::label);
            if let Some(who) = chip_row(ui, cx, &Field::Diagnosis, all, on, label) {
                out.change(Change::Diagnosis(who));
            }
            if draft.diagnosis == Some(Diagnosis::ByDoctor) {
                gap(ui);
                let on = |known| draft.cause_known == Some(known);
                let label = |known| if known { "Yes" } else { "No" };
                let choices = [false, true];
                let pressed = chip_row(ui, cx, &Field::CauseKnown, &choices, on, label);
                if let Some(known) = pressed {
                    out.change(Change::CauseKnown(known));
                }
            }
        });
        let on = |word| draft.doctor == Some(word);
        let (all, label) = (DoctorOnMassage::ALL, DoctorOnMassage::label);
        if let Some(word) = chip_row(ui, cx, &Field::Doctor, all, on, label) {
            out.change(Change::Doctor(word));
        }
    });
}
