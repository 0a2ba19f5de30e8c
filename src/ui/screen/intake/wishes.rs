//! What the client would rather have.

use eframe::egui::Ui;

use crate::model::{Position, Pressure};
use crate::ui::action::{Change, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::IntakeDraft;
use crate::ui::widget::{chip, scale};

/// How many wishes there are.
pub fn filled(draft: &IntakeDraft) -> usize {
    draft.wishes.as_ref().map_or(0, |wishes| {
        let some = usize::from(!wishes.heat) + usize::from(wishes.max_pressure.is_some());
        some + wishes.avoid_positions.len() + wishes.declined.len()
    })
}

/// The wishes.
pub fn wishes_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let wishes = cx.state.work.intake.wishes.clone().unwrap_or_default();
    ui.horizontal(|ui| {
        ui.label("Warm packs");
        for (welcome, label) in [(true, "Welcome"), (false, "Rather not")] {
            let on = wishes.heat == welcome;
            if chip(ui, cx.palette, on, "Warm packs", label).clicked() {
                out.change(Change::HeatWelcome(welcome));
            }
        }
    });
    ui.horizontal(|ui| {
        ui.label("Firmest pressure");
        let range = Pressure::MIN.get()..=Pressure::MAX.get();
        let now = wishes.max_pressure;
        if let Some(level) = scale(ui, cx.palette, "Firmest pressure", range, now) {
            let level = Some(level).filter(|_| now != Some(level));
            out.change(Change::WishedPressure(level));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.label("Positions to avoid");
        for position in Position::ALL {
            let on = wishes.avoid_positions.contains(&position);
            if chip(ui, cx.palette, on, "Positions to avoid", position.label()).clicked() {
                out.change(Change::AvoidPosition(position));
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.label("Declines");
        for modality in &cx.knowledge.tables().modalities {
            let on = wishes.declined.contains(&modality.id);
            if chip(ui, cx.palette, on, "Declines", &modality.name).clicked() {
                out.change(Change::DeclineModality(modality.id.clone()));
            }
        }
    });
}
