//! The line over the minutes: what can be done with the whole plan, and how many minutes it has.

use eframe::egui::{Align, Button, CursorIcon, Layout, Popup, Response, RichText, Ui, vec2};

use super::frame::PlanFrame;
use super::{findings, notes, state};
use crate::app::action::Outbox;
use crate::app::command::Command;
use crate::app::editing::PlanAction;
use crate::model::Plan;
use crate::planner::Level;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, heading};
use crate::ui::{icons, theme};

const HEIGHT: f32 = 22.0;
/// Narrower headers have no title.
const TITLED: f32 = 400.0;
/// Still narrower ones add a step by a sign alone.
const IN_WORDS: f32 = 270.0;

/// The line.
pub fn header_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, frame: PlanFrame, out: &mut Outbox) {
    let size = vec2(ui.available_width(), HEIGHT);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        ui.spacing_mut().item_spacing.x = 12.0;
        if size.x >= TITLED {
            let title = RichText::new("Session plan").font(theme::semibold(theme::TITLE));
            heading(ui, title.color(scene.colours.ink));
        }
        state::state_ui(ui, scene, out);
        findings::word_ui(ui, scene, out);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if frame.compact {
                more_ui(ui, scene, plan, out);
                add_ui(ui, scene, size.x >= IN_WORDS, out);
            } else {
                rebuild_ui(ui, scene, out);
                fit_ui(ui, scene, out);
            }
            ui.spacing_mut().item_spacing.x = 4.0;
            minutes_ui(ui, scene, plan);
        });
    });
}

/// Adds a step; the sign alone where its words have no room.
pub fn add_ui(ui: &mut Ui, scene: Scene<'_>, in_words: bool, out: &mut Outbox) {
    let colours = scene.colours;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        let icon = icons::text(icons::ADD, 15.0).color(colours.accent);
        let text = bold("Add step").color(colours.accent);
        let button = if in_words { Button::new((icon, text)) } else { Button::new(icon) };
        let button = button.frame(false);
        let button = ui.add(button).accessible_name("Add step");
        let button = button.on_hover_cursor(CursorIcon::PointingHand);
        if button.on_hover_text(Command::AddStep.keys()).clicked() {
            out.send(Command::AddStep.action(scene.state));
        }
    });
}

fn fit_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let fit = quiet(ui, scene, "Fit to time");
    let fit = fit.on_hover_text("Spread the booked minutes over the steps that aren't held");
    if fit.clicked() {
        out.plan(PlanAction::Fit);
    }
}

fn rebuild_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let changed = scene.state.visit.work().hand.is_some();
    let rebuild = ui.add_enabled_ui(changed, |ui| quiet(ui, scene, "Rebuild")).inner;
    let rebuild = rebuild
        .on_hover_text("Build the plan again from the answers")
        .on_disabled_hover_text("Nothing was changed since it was built");
    if rebuild.clicked() {
        out.plan(PlanAction::Rebuild);
    }
}

/// What is seldom wanted, where there is little room.
fn more_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    let icon = icons::text(icons::DOTS, 18.0).color(scene.colours.ink);
    let button = ui.add(Button::new(icon).frame(false)).accessible_name("More for the plan");
    let button = button.on_hover_cursor(CursorIcon::PointingHand);
    Popup::menu(&button).width(200.0).show(|ui| {
        fit_ui(ui, scene, out);
        rebuild_ui(ui, scene, out);
        ui.separator();
        notes::links_ui(ui, scene, plan, out);
    });
}

/// How many minutes are planned; drawn from the right.
fn minutes_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan) {
    let booked = plan.intake.minutes.get();
    let over = plan.total_minutes.saturating_sub(booked);
    let left = booked.saturating_sub(plan.total_minutes);
    let wrong = scene.state.visit.standing().findings.iter().any(|finding| {
        let rule = finding.rule.as_str();
        finding.level == Level::Conflict && matches!(rule, "minutes-sum" | "unused-without-cause")
    });
    let colour = if wrong { scene.colours.stop } else { scene.colours.ink };
    let mut rest = format!("of {booked} min");
    match (over, left) {
        (0, 0) => {}
        (0, left) => rest = format!("{rest}, {left} unused"),
        (over, _) => rest = format!("{rest}, {over} too many"),
    }
    ui.label(RichText::new(rest).color(colour));
    ui.label(bold(plan.total_minutes.to_string()).color(colour));
    if wrong {
        ui.label(icons::text(icons::CONFLICT, 14.0).color(colour));
    }
}

/// Something that can be pressed and is seldom wanted.
fn quiet(ui: &mut Ui, scene: Scene<'_>, text: &str) -> Response {
    let text = RichText::new(text).font(theme::regular(theme::BODY)).color(scene.colours.secondary);
    let response = ui.add(Button::new(text).frame(false));
    response.on_hover_cursor(CursorIcon::PointingHand)
}
