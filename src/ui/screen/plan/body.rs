//! The body beside the rows: minutes, limits and places on the figure, under it the step that is
//! chosen. Where it has no room there, the cautions have the figure behind a button.

use std::collections::BTreeSet;

use eframe::egui::{self, Align, Layout, Ui, vec2};

use crate::app::action::{Action, Outbox, WindowAction};
use crate::app::body::BodyPlace;
use crate::app::editing::PlanAction;
use crate::app::highlight::Pointed;
use crate::app::words;
use crate::model::{Plan, RegionId, Side, Step};
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{BodyMap, BodyMode, bold, legend_height, legend_ui, secondary};

/// What the words about the chosen step need.
const CHOSEN: f32 = 38.0;
const TITLE: f32 = 16.0;

/// The figure with its words, over all of `ui`.
pub fn beside_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    let colours = scene.colours;
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    ui.allocate_ui_with_layout(vec2(width, TITLE), Layout::left_to_right(Align::Min), |ui| {
        ui.label(secondary(colours, "Back view").font(theme::semibold(theme::SMALL)));
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.label(secondary(colours, "minutes"));
        });
    });
    let marks = &scene.state.visit.standing().body;
    let legend = legend_height(marks);
    let high = ui.available_height() - CHOSEN - legend - 10.0;
    map_ui(ui, scene, plan, vec2(width, high.max(0.0)), out);
    ui.add_space(4.0);
    ui.allocate_ui_with_layout(vec2(width, CHOSEN), Layout::top_down(Align::Center), |ui| {
        ui.set_min_height(CHOSEN);
        if let Some(step) = chosen(scene, plan) {
            let (title, about) = about(scene, step);
            ui.add(egui::Label::new(bold(title)).truncate());
            ui.add(egui::Label::new(secondary(colours, about)).truncate());
        }
    });
    ui.add_space(6.0);
    legend_ui(ui, scene, marks);
}

fn chosen<'a>(scene: Scene<'_>, plan: &'a Plan) -> Option<&'a Step> {
    let chosen = scene.state.visit.selected?;
    plan.steps.iter().find(|step| step.number == chosen)
}

/// A step in two lines: what and where, then how long and how firmly.
fn about(scene: Scene<'_>, step: &Step) -> (String, String) {
    let place = words::places(step, scene.knowledge);
    let title = if place.is_empty() { step.phase.label().to_owned() } else { place };
    let mut about = format!("{} min", step.minutes);
    if let Some(level) = step.pressure {
        about = format!("{about} · level {level}");
        let highest = scene.state.visit.editing.highest.as_ref();
        if let Some(highest) = highest.and_then(|all| all.get(&step.number)) {
            about = format!("{about}, at most {highest}");
        }
    }
    (title, about)
}

/// The figure alone, in a room of this size.
pub fn map_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, size: egui::Vec2, out: &mut Outbox) {
    let marks = &scene.state.visit.standing().body;
    let selected = chosen(scene, plan).map(places).unwrap_or_default();
    let highlight = &scene.state.visit.highlight.regions;
    let map = BodyMap { salt: "plan", marks, highlight, selected: &selected, mode: BodyMode::Plan };
    let answer = map.show(ui, scene, size);
    let pointed = answer.hovered.map(|(region, side)| Pointed::Region(region, side));
    let is_region = matches!(scene.state.visit.pointed, Some(Pointed::Region(..)));
    // The pointer counts before the focus, also where it is on something else.
    let counts = answer.by_pointer || is_region || scene.state.visit.pointed.is_none();
    if counts && scene.state.visit.pointed != pointed {
        out.send(Action::Point(pointed));
    }
    let Some(place) = answer.clicked else { return };
    let steps = marks.get(&place).map(|mark| mark.steps.clone()).unwrap_or_default();
    // Pressed again, the next of its steps is chosen.
    let at = steps.iter().position(|step| Some(*step) == scene.state.visit.selected);
    if let Some(step) = steps.get(at.map_or(0, |at| (at + 1) % steps.len())) {
        out.send(Action::Select(Some(*step)));
        return;
    }
    // Nothing is planned there: a step is offered.
    let name = scene.knowledge.region_name(&place.0);
    out.plan(PlanAction::Quick(format!("{} {} ", name.to_lowercase(), place.1.word())));
    out.send(Action::Window(WindowAction::FocusQuickAdd));
}

/// Where a step works.
fn places(step: &Step) -> BTreeSet<BodyPlace> {
    let sides = step.side.map(Side::each).unwrap_or_default();
    let of = |region: &RegionId| sides.iter().map(|side| (region.clone(), *side)).collect();
    step.regions.iter().flat_map(|region| -> Vec<BodyPlace> { of(region) }).collect()
}
