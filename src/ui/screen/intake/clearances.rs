//! Clearance records: who allowed what, when, until when, and within which limits.

use eframe::egui::{self, Ui};

use crate::model::{ClearedPressure, GateId};
use crate::ui::action::{Change, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::{ClearanceDraft, ClearanceField, Field, TextField};
use crate::ui::icons;
use crate::ui::widget::{
    bold, card, chip, link, mark, scale, secondary, section_title, side_by_side, text_field,
};

/// The card with every record.
pub fn clearances_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    card(ui, cx.palette, None, |ui| {
        ui.horizontal(|ui| {
            ui.label(section_title(cx.palette, "Clearance records"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if link(ui, cx.palette, "Add a clearance").clicked() {
                    out.change(Change::AddClearance);
                }
            });
        });
        for (at, record) in cx.state.work.intake.clearances.iter().enumerate() {
            record_ui(ui, cx, at, record, out);
        }
    });
}

fn record_ui(ui: &mut Ui, cx: Cx<'_>, at: usize, record: &ClearanceDraft, out: &mut Outbox) {
    let name = format!("Clearance {}", at + 1);
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
    let field = |part| TextField::Clearance(at, part);
    side_by_side(ui, 800.0, |ui| {
        let by = field(ClearanceField::By);
        text_field(ui, cx, &by, &name, 220.0, "Name and role", out);
        let on = field(ClearanceField::On);
        text_field(ui, cx, &on, &name, 92.0, "2026-11-24", out);
        let until = field(ClearanceField::Until);
        text_field(ui, cx, &until, &name, 92.0, "90 days", out);
    });
    let limits = field(ClearanceField::Limits);
    let width = (ui.available_width() - 180.0).max(160.0);
    text_field(ui, cx, &limits, &name, width, "As it was said", out);
    covers_ui(ui, cx, at, record, &name, out);
    side_by_side(ui, 560.0, |ui| {
        ui.horizontal(|ui| {
            ui.label("Highest pressure level");
            let group = format!("{name}: highest level");
            let range = ClearedPressure::MIN.get()..=ClearedPressure::MAX.get();
            let pressed = scale(ui, cx.palette, &group, range, record.max_pressure);
            if let Some(level) = pressed {
                // The same level once more takes it back: a record need not state one.
                let level = Some(level).filter(|_| record.max_pressure != Some(level));
                out.change(Change::ClearedPressure(at, level));
            }
        });
        let hands_on = field(ClearanceField::HandsOn);
        text_field(ui, cx, &hands_on, &name, 44.0, "", out);
    });
}

/// What the record covers, offered from the gates that apply.
fn covers_ui(
    ui: &mut Ui,
    cx: Cx<'_>,
    at: usize,
    record: &ClearanceDraft,
    name: &str,
    out: &mut Outbox,
) {
    let gates = cx.state.judged.gates();
    let mut offered: Vec<GateId> = gates.iter().map(|gate| gate.id.clone()).collect();
    let others = record.covers.iter().filter(|id| !offered.contains(id));
    let others: Vec<GateId> = others.cloned().collect();
    offered.extend(others);
    mark(ui, cx, &Field::Covers(at), |ui| {
        ui.label("Covers");
        if offered.is_empty() {
            let text = "Nothing in the answers so far asks for a clearance.";
            ui.label(secondary(cx.palette, text));
        }
        for id in offered {
            let text = gates.iter().find(|gate| gate.id == id).map(|gate| &gate.text);
            let label = match text {
                Some(text) => format!("{id} · {text}"),
                None => format!("{id} · doesn't apply today"),
            };
            ui.horizontal_wrapped(|ui| {
                let on = record.covers.contains(&id);
                let group = format!("{name} covers");
                if chip(ui, cx.palette, on, &group, &label).clicked() {
                    out.change(Change::Covers(at, id));
                }
            });
        }
    });
}
