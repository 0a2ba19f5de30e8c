//! What the client would rather have.

use eframe::egui::{Sense, Ui};

use super::grid;
use crate::app::action::{Change, Outbox};
use crate::app::draft::IntakeDraft;
use crate::knowledge::schema::Asked;
use crate::model::{Position, Pressure};
use crate::ui::scene::Scene;
use crate::ui::widget::{AskedName, asked_keys, asked_name, chip, scale};

/// How many wishes there are.
pub fn filled(draft: &IntakeDraft) -> usize {
    draft.wishes.as_ref().map_or(0, |wishes| {
        let some = usize::from(!wishes.heat) + usize::from(wishes.max_pressure.is_some());
        some + wishes.avoid_positions.len() + wishes.declined.len()
    })
}

pub fn wishes_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let wishes = scene.state.visit.work().intake.wishes.clone().unwrap_or_default();
    grid::row(ui, |ui| {
        let asked = AskedName { asked: &Asked::Heat, name: "Warm packs" };
        asked_name(ui, scene, asked, "Warm packs", Sense::CLICK, out);
        for (welcome, label) in [(true, "Welcome"), (false, "Rather not")] {
            let on = wishes.heat == welcome;
            let shown = chip(ui, scene.colours, on, "Warm packs", label);
            asked_keys(ui, scene, asked, &shown, false, out);
            if shown.clicked() {
                out.change(Change::HeatWelcome(welcome));
            }
        }
    });
    grid::row(ui, |ui| {
        // The levels take keys of their own, so that the name is reached by Tab.
        let asked = AskedName { asked: &Asked::FirmestPressure, name: "Firmest pressure" };
        asked_name(ui, scene, asked, "Firmest pressure", Sense::click(), out);
        let range = Pressure::MIN.get()..=Pressure::MAX.get();
        let now = wishes.max_pressure.map(Pressure::get);
        if let Some(level) = scale(ui, scene.colours, "Firmest pressure", range, now) {
            let is_back = now == Some(level);
            let level = if is_back { None } else { Pressure::new(level).ok() };
            out.change(Change::WishedPressure(level));
        }
    });
    grid::row(ui, |ui| {
        let asked = AskedName { asked: &Asked::AvoidPositions, name: "Positions to avoid" };
        asked_name(ui, scene, asked, "Positions to avoid", Sense::CLICK, out);
        for position in Position::ALL {
            let on = wishes.avoid_positions.contains(&position);
            let shown = chip(ui, scene.colours, on, "Positions to avoid", position.label());
            asked_keys(ui, scene, asked, &shown, false, out);
            if shown.clicked() {
                out.change(Change::AvoidPosition(position));
            }
        }
    });
    grid::row(ui, |ui| {
        let asked = AskedName { asked: &Asked::Declined, name: "Declines" };
        asked_name(ui, scene, asked, "Declines", Sense::CLICK, out);
        for modality in &scene.knowledge.tables().modalities {
            let on = wishes.declined.contains(&modality.id);
            let shown = chip(ui, scene.colours, on, "Declines", &modality.name);
            asked_keys(ui, scene, asked, &shown, false, out);
            if shown.clicked() {
                out.change(Change::DeclineModality(modality.id.clone()));
            }
        }
    });
}
