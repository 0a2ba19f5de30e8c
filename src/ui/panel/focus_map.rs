//! The map of the body at the lower end of the right panel: in the plan what is worked and limited,
//! in the intake a way to say how far symptoms reach and which places are left out or numb.
//!
//! Decides nothing: what a region shows stands in `body`, what a press asks for goes to the outbox.

use std::collections::BTreeSet;

use eframe::egui::{self, Frame, Id, Margin, Ui, vec2};

use crate::knowledge::schema::RegionList;
use crate::model::Plan;
use crate::ui::action::{Action, Change, Explanation, Outbox};
use crate::ui::app::Cx;
use crate::ui::body::{self, Place, place_name};
use crate::ui::draft::{Field, places_label};
use crate::ui::screen::words;
use crate::ui::state::Screen;
use crate::ui::widget::{BodyMap, BodyMode, chip, legend_ui, section_title, side_or_both};

/// Where there is less room than this, the words need it all.
const LEAST_ROOM: f32 = 470.0;

/// What a press on the map sets in the intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Sets {
    /// How far symptoms reach.
    #[default]
    Reach,
    /// A list of places.
    Places(RegionList),
}

impl Sets {
    const ALL: [Sets; 3] =
        [Sets::Reach, Sets::Places(RegionList::Excluded), Sets::Places(RegionList::Numb)];
}

/// The map, while there is room for it.
pub fn focus_map_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let room = ui.available_height();
    let withheld = cx.state.judged.status().withholds();
    if room < LEAST_ROOM || (withheld && cx.state.screen == Screen::Plan) {
        return;
    }
    let frame = Frame::NONE.inner_margin(Margin { left: 0, right: 0, top: 8, bottom: 0 });
    let height = (room * 0.46).min(360.0);
    let panel = egui::Panel::bottom("focus map").frame(frame).resizable(false);
    panel.exact_size(height).show(ui, |ui| {
        ui.label(section_title(cx.palette, "Focus map · posterior"));
        match (cx.state.screen, &cx.state.judged.plan) {
            (Screen::Plan, Some(plan)) => plan_map(ui, cx, plan, out),
            (Screen::Plan, None) | (Screen::Intake, _) => intake_map(ui, cx, out),
        }
    });
}

fn plan_map(ui: &mut Ui, cx: Cx<'_>, plan: &Plan, out: &mut Outbox) {
    let marks = &cx.state.judged.body;
    let none = BTreeSet::new();
    let map = BodyMap { salt: "plan", marks, lit: &none, selected: &none, mode: BodyMode::Plan };
    let pressed = beside_legend(ui, cx, map).clicked;
    if let Some(place) = pressed {
        out.send(Action::Explain(about(cx, plan, &place)));
    }
}

fn intake_map(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let id = Id::unique("what the map sets");
    let mut sets: Sets = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for one in Sets::ALL {
            let label = match one {
                Sets::Reach => Field::FurthestPoint.label(cx.knowledge),
                Sets::Places(list) => places_label(list).to_owned(),
            };
            if chip(ui, cx.palette, sets == one, "The map sets", &label).clicked() {
                sets = one;
                ui.data_mut(|data| data.insert_temp(id, one));
            }
        }
    });
    let draft = &cx.state.work.intake;
    let marks = body::of_draft(draft);
    let none = BTreeSet::new();
    let (mode, selected) = match sets {
        Sets::Reach => {
            let side = side_or_both(draft.side);
            (BodyMode::Reach { chosen: draft.furthest_point, side }, &none)
        }
        Sets::Places(list) => (BodyMode::Mark, draft.places.list(list)),
    };
    let map = BodyMap { salt: "intake", marks: &marks, lit: &none, selected, mode };
    let answer = beside_legend(ui, cx, map);
    if let Some((point, _)) = answer.clicked_zone {
        out.change(Change::FurthestPoint(point));
    }
    if let (Some((region, side)), Sets::Places(list)) = (answer.clicked, sets) {
        out.change(Change::Place(list, region, side));
    }
}

fn beside_legend(ui: &mut Ui, cx: Cx<'_>, map: BodyMap<'_>) -> crate::ui::widget::BodyMapResponse {
    let marks = map.marks;
    let room = ui.available_size();
    ui.horizontal_top(|ui| {
        let answer = map.show(ui, cx, vec2(room.x * 0.54, room.y));
        ui.vertical(|ui| {
            ui.add_space(12.0);
            legend_ui(ui, cx, marks);
        });
        answer
    })
    .inner
}

/// Everything about a region on one side: its limits, its steps, how it is worked.
fn about(cx: Cx<'_>, plan: &Plan, place: &Place) -> Explanation {
    let mark = cx.state.judged.body.get(place).cloned().unwrap_or_default();
    let mut paragraphs = mark.lines();
    let mut sources = mark.sources();
    for step in plan.steps.iter().filter(|step| mark.steps.contains(&step.number)) {
        let (what, how) = words::title(step, cx.knowledge);
        let parts = [format!("Step {}", step.number), what, how];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        paragraphs.push(parts.join(" · "));
    }
    if let Some(region) = cx.knowledge.region(&place.0) {
        paragraphs.push(region.guidance.text.clone());
        let new = region.guidance.sources.iter().filter(|source| !sources.contains(source));
        let new: Vec<_> = new.cloned().collect();
        sources.extend(new);
    }
    Explanation { title: place_name(place, cx.knowledge), paragraphs, sources }
}
