//! The questions, the usual ones first; what is rarely needed unfolds below, and says what is in it.

mod basics;
mod beside;
mod clearances;
mod consent;
mod more;
mod places;
mod questions;
mod series;
mod still;
mod story;
mod today;
mod wishes;

use eframe::egui::{self, Frame, Id, Key, Margin, Modifiers, Panel, Ui, UiBuilder};

pub use consent::unrecorded_ui;

use super::sheet;
use crate::app::action::{Action, Outbox};
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, card, secondary, unconfirmed_ui};

pub fn intake_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    keys(ui, scene, out);
    if scene.state.visit.work().intake.carried.is_some() {
        let frame = Frame::NONE.fill(scene.colours.panel).inner_margin(Margin::symmetric(14, 6));
        let foot = Panel::bottom("intake-foot").frame(frame);
        foot.show(ui, |ui| unconfirmed_ui(ui, scene, out));
    }
    sheet(ui, scene, "intake", |ui| {
        if scene.state.visit.standing().plan.is_some() {
            back_to_plan(ui, scene, out);
        }
        rescreen_ui(ui, scene, out);
        consent::consent_ui(ui, scene, out);
        part(ui, "basics", |ui| basics::basics_ui(ui, scene, out));
        let groups = || scene.knowledge.tables().groups.iter().filter(|group| !group.compact);
        for group in groups().filter(|group| group.one_by_one) {
            part(ui, group.id.as_str(), |ui| questions::group_ui(ui, scene, group, out));
        }
        part(ui, "still", |ui| still::still_ui(ui, scene, out));
        for group in groups().filter(|group| !group.one_by_one) {
            part(ui, group.id.as_str(), |ui| questions::group_ui(ui, scene, group, out));
        }
        part(ui, "for today", |ui| today::today_ui(ui, scene, out));
        part(ui, "clearance records", |ui| clearances::clearances_ui(ui, scene, out));
        part(ui, "and more", |ui| more::more_ui(ui, scene, out));
    });
}

/// A part whose fields keep the focus when something comes or goes above it.
fn part(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let id = Id::unique(("part of the intake", name));
    ui.scope_builder(UiBuilder::new().scope_id(id), content);
}

/// F goes to the next open question, wherever the focus is, except in a text.
fn keys(ui: &Ui, scene: Scene<'_>, out: &mut Outbox) {
    if !scene.state.dialogs.is_empty() || ui.ctx().text_edit_focused() || !ui.is_enabled() {
        return;
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F)) {
        out.send(Action::NextMissing(None));
    }
}

/// Says that answers of another day don't count today.
fn rescreen_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(day) = scene.state.visit.rescreen else { return };
    card(ui, scene.colours, Some(scene.colours.care), |ui| {
        ui.horizontal(|ui| {
            let day = day.short();
            if scene.state.visit.asked_anew {
                let text =
                    format!("The answers of {day} don't count today: ask what is open anew.");
                ui.label(bold(text).color(scene.colours.care));
                return;
            }
            let text =
                format!("This was answered on {day}. It isn't ready until it is asked anew.");
            ui.label(bold(text).color(scene.colours.care));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let text = bold("Ask today's questions").color(scene.colours.accent);
                if ui.button(text).clicked() {
                    out.send(Action::Rescreen);
                }
            });
        });
    });
}

fn back_to_plan(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    card(ui, scene.colours, None, |ui| {
        ui.horizontal(|ui| {
            ui.label(secondary(scene.colours, "Every change builds the plan anew."));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let withheld = scene.state.visit.standing().referral().is_some();
                let text = if withheld { "Show what to do" } else { "Show the plan" };
                let text = bold(text).color(scene.colours.accent);
                if ui.button(text).clicked() {
                    out.send(Action::ShowPlan);
                }
            });
        });
    });
}
