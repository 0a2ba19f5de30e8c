//! Over the steps: how far the plan is, how many of the booked minutes it takes, and what can be
//! done with the plan as a whole.

use eframe::egui::{
    Align, Button, CornerRadius, Frame, Layout, Margin, Response, RichText, Stroke, Ui,
};

use super::findings;
use crate::app::action::Outbox;
use crate::app::command::Command;
use crate::app::editing::PlanAction;
use crate::model::Plan;
use crate::planner::Level;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, link, section_title};
use crate::ui::{icons, theme};

/// What the link that adds a step needs.
const ADD_STEP: f32 = 110.0;

/// The line over the minutes; two where there is little room.
pub fn header_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    let narrow = ui.available_width() < 540.0;
    ui.horizontal(|ui| {
        ui.set_min_height(22.0);
        ui.label(section_title(scene.colours, "Session plan"));
        if scene.state.visit.work().ready {
            ready_ui(ui, scene);
        }
        findings::word_ui(ui, scene, out);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !narrow {
                actions_ui(ui, scene, out);
            }
            ui.spacing_mut().item_spacing.x = 4.0;
            minutes_ui(ui, scene, plan);
        });
    });
    if narrow {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| actions_ui(ui, scene, out));
        });
    }
}

fn ready_ui(ui: &mut Ui, scene: Scene<'_>) {
    let colours = scene.colours;
    Frame::NONE
        .fill(colours.accent_ground)
        .stroke(Stroke::new(1.0, colours.accent))
        .corner_radius(CornerRadius::same(9))
        .inner_margin(Margin::symmetric(7, 0))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(icons::text(icons::DONE, 13.0).color(colours.accent));
            let text = RichText::new("Ready").font(theme::semibold(theme::SMALL));
            ui.label(text.color(colours.accent));
        });
}

/// What can be done with the plan; drawn from the right.
fn actions_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let colours = scene.colours;
    ui.spacing_mut().item_spacing.x = 2.0;
    let fit = quiet(ui, scene, "Fit to time");
    let fit = fit.on_hover_text("Spread the booked minutes over the steps that aren't held");
    if fit.clicked() {
        out.plan(PlanAction::Fit);
    }
    let changed = scene.state.visit.work().hand.is_some();
    let rebuild = ui.add_enabled_ui(changed, |ui| quiet(ui, scene, "Rebuild")).inner;
    let rebuild = rebuild
        .on_hover_text("Build the plan anew from the answers")
        .on_disabled_hover_text("Nothing was changed since it was built");
    if rebuild.clicked() {
        out.plan(PlanAction::Rebuild);
    }
    // The field in the foot does the same.
    if ui.available_width() < ADD_STEP {
        return;
    }
    ui.add_space(6.0);
    let add = link(ui, colours, "Add step").on_hover_text("Ctrl+Enter, or /");
    if add.clicked() {
        out.send(Command::AddStep.action(scene.state));
    }
    ui.label(icons::text(icons::ADD, 15.0).color(colours.accent));
    ui.add_space(10.0);
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
    let response = ui.add(Button::new(text).frame_when_inactive(false));
    response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}
