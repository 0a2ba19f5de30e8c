//! The questions, the usual ones first; what is rarely needed stands in folded sections below.

mod basics;
mod clearances;
mod places;
mod questions;
mod series;
mod story;
mod today;
mod wishes;

use eframe::egui::{self, CollapsingHeader, RichText, Ui};

use super::sheet;
use crate::ui::action::{Action, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::{Field, TextField};
use crate::ui::theme;
use crate::ui::widget::{bold, card, secondary};

/// The intake.
pub fn intake_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    sheet(ui, "intake", |ui| {
        if cx.state.judged.plan.is_some() {
            back_to_plan(ui, cx, out);
        }
        basics::basics_ui(ui, cx, out);
        for group in &cx.knowledge.tables().groups {
            questions::group_ui(ui, cx, group, out);
        }
        today::today_ui(ui, cx, out);
        clearances::clearances_ui(ui, cx, out);
        let places = places::wanted(cx);
        section(ui, cx, "Places on the body", places, |ui| {
            places::places_ui(ui, cx, out);
        });
        let since = |field: &Field| matches!(field, Field::Text(TextField::Since(_)));
        if cx.state.work.intake.answers.values().any(|yes| *yes) {
            section(ui, cx, "When findings first appeared", marked(cx, since), |ui| {
                questions::since_ui(ui, cx, out);
            });
        }
        section(ui, cx, "Earlier visits", marked(cx, series::is_here), |ui| {
            series::series_ui(ui, cx, out);
        });
        section(ui, cx, "Wishes", false, |ui| wishes::wishes_ui(ui, cx, out));
        section(ui, cx, "The complaint as told", marked(cx, story::is_here), |ui| {
            story::story_ui(ui, cx, out);
        });
    });
}

fn back_to_plan(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    card(ui, cx.palette, None, |ui| {
        ui.horizontal(|ui| {
            ui.label(secondary(cx.palette, "Every change builds the plan anew."));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let withheld = cx.state.judged.referral().is_some();
                let text = if withheld { "Show what to do" } else { "Show the plan" };
                let text = bold(text).color(cx.palette.accent);
                if ui.button(text).clicked() {
                    out.send(Action::ShowPlan);
                }
            });
        });
    });
}

/// A folded section; opened by the hand, or where something in it is wanted.
fn section(ui: &mut Ui, cx: Cx<'_>, title: &str, wanted: bool, content: impl FnOnce(&mut Ui)) {
    card(ui, cx.palette, None, |ui| {
        let heading =
            RichText::new(title).font(theme::semibold(theme::BODY)).color(cx.palette.secondary);
        CollapsingHeader::new(heading)
            .id_salt((title, cx.state.generation))
            .open(wanted.then_some(true))
            .show_unindented(ui, |ui| {
                ui.add_space(4.0);
                content(ui);
            });
    });
}

fn marked(cx: Cx<'_>, is_here: impl Fn(&Field) -> bool) -> bool {
    cx.state.marked.as_ref().is_some_and(is_here)
}
