//! The map of the body at the lower end of the right panel: in the plan what is worked and limited,
//! in the intake a way to say how far symptoms reach and which places are left out or numb.
//!
//! Decides nothing: what a region shows stands in `body`, what a press asks for goes to the outbox.

use std::collections::BTreeSet;

use eframe::egui::{self, Frame, Id, Margin, Ui, vec2};

use crate::app::action::{Change, Outbox};
use crate::app::body;
use crate::app::draft::Field;
use crate::app::state::Screen;
use crate::knowledge::schema::RegionList;
use crate::model::Plan;
use crate::ui::scene::Scene;
use crate::ui::screen::{body_map_ui, shows_body_beside};
use crate::ui::widget::{BodyMap, BodyMode, chip, heading, legend_ui, section_title, side_or_both};

/// More than this makes the map no clearer.
const MOST_ROOM: f32 = 380.0;

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

/// Whether there is something for the map to show, and it doesn't stand beside the rows of the plan.
pub fn has_map(ui: &Ui, scene: Scene<'_>) -> bool {
    match scene.state.visit.screen {
        Screen::Plan => {
            !scene.state.visit.standing().status().withholds() && !shows_body_beside(ui)
        }
        Screen::Intake => true,
    }
}

/// The map, in the room of this height at the lower end of the panel.
pub fn focus_map_ui(ui: &mut Ui, scene: Scene<'_>, room: f32, out: &mut Outbox) {
    let frame = Frame::NONE.inner_margin(Margin { left: 0, right: 0, top: 8, bottom: 0 });
    let panel = egui::Panel::bottom("focus map").frame(frame).resizable(false);
    panel.exact_size(room.min(MOST_ROOM)).show(ui, |ui| {
        heading(ui, section_title(scene.colours, "Back view"));
        match (scene.state.visit.screen, &scene.state.visit.standing().plan) {
            (Screen::Plan, Some(plan)) => plan_map(ui, scene, plan, out),
            (Screen::Plan, None) | (Screen::Intake, _) => intake_map(ui, scene, out),
        }
    });
}

fn plan_map(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    let room = ui.available_size();
    ui.horizontal_top(|ui| {
        body_map_ui(ui, scene, plan, vec2(room.x * 0.54, room.y), out);
        ui.vertical(|ui| {
            ui.add_space(12.0);
            legend_ui(ui, scene, &scene.state.visit.standing().body);
        });
    });
}

fn intake_map(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let id = Id::unique("what the map sets");
    let mut sets: Sets = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for one in Sets::ALL {
            let label = match one {
                Sets::Reach => Field::FurthestPoint.label(scene.knowledge),
                Sets::Places(list) => list.label().to_owned(),
            };
            if chip(ui, scene.colours, sets == one, "The map sets", &label).clicked() {
                sets = one;
                ui.data_mut(|data| data.insert_temp(id, one));
            }
        }
    });
    let draft = &scene.state.visit.work().intake;
    let marks = body::of_draft(draft);
    let none = BTreeSet::new();
    let (mode, selected) = match sets {
        Sets::Reach => {
            let side = side_or_both(draft.side);
            (BodyMode::Reach { chosen: draft.furthest_point, side }, &none)
        }
        Sets::Places(list) => (BodyMode::Mark, draft.places.list(list)),
    };
    let map = BodyMap { salt: "intake", marks: &marks, highlight: &none, selected, mode };
    let answer = beside_legend(ui, scene, map);
    if let Some((point, _)) = answer.clicked_zone {
        out.change(Change::FurthestPoint(point));
    }
    if let (Some((region, side)), Sets::Places(list)) = (answer.clicked, sets) {
        out.change(Change::Place(list, region, side));
    }
}

fn beside_legend(
    ui: &mut Ui,
    scene: Scene<'_>,
    map: BodyMap<'_>,
) -> crate::ui::widget::BodyMapResponse {
    let marks = map.marks;
    let room = ui.available_size();
    ui.horizontal_top(|ui| {
        let answer = map.show(ui, scene, vec2(room.x * 0.54, room.y));
        ui.vertical(|ui| {
            ui.add_space(12.0);
            legend_ui(ui, scene, marks);
        });
        answer
    })
    .inner
}
