//! The map of the body at the lower end of the right panel: in the plan what is worked and limited,
//! in the intake a way to say how far symptoms reach and which places are left out or numb.
//!
//! Decides nothing: what a region shows stands in `body`, what a press asks for goes to the outbox.

use std::collections::BTreeSet;

use eframe::egui::{
    self, Align2, Frame, Id, Margin, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2,
};

use crate::app::action::{Change, Outbox};
use crate::app::body;
use crate::app::draft::Field;
use crate::app::state::Screen;
use crate::knowledge::schema::RegionList;
use crate::model::Plan;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::screen::{body_map_ui, shows_body_beside};
use crate::ui::theme;
use crate::ui::widget::{BodyMap, BodyMode, heading, legend_ui, section_title, side_or_both};

/// More than this makes the map no clearer.
const MOST_ROOM: f32 = 380.0;

/// Height of the map beside the questions, always the same: it stays where it is.
pub const BESIDE_QUESTIONS: f32 = 236.0;
/// Width of the drawing there.
const DRAWING: f32 = 104.0;
/// What can be chosen to be marked, each on two lines.
const CHOICE: f32 = 41.0;

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
    const ALL: [Sets; 5] = [
        Sets::Reach,
        Sets::Places(RegionList::Excluded),
        Sets::Places(RegionList::Numb),
        Sets::Places(RegionList::Inflamed),
        Sets::Places(RegionList::Injured),
    ];

    fn field(self) -> Field {
        match self {
            Self::Reach => Field::FurthestPoint,
            Self::Places(list) => Field::Places(list),
        }
    }

    /// Whether an answer allows it.
    fn is_open(self, scene: Scene<'_>) -> bool {
        match self {
            Self::Reach => true,
            Self::Places(list) => {
                scene.state.visit.work().intake.takes_places(list, scene.knowledge)
            }
        }
    }

    /// What is marked so far; while no answer allows it, what it waits for.
    fn words(self, scene: Scene<'_>) -> String {
        let draft = &scene.state.visit.work().intake;
        let list = match self {
            Self::Reach => {
                let side = draft.side.map(|side| side.word().to_owned());
                let reach = draft.furthest_point.map(|point| point.label().to_lowercase());
                return match (side, reach) {
                    (Some(side), Some(reach)) => format!("{side} {reach}"),
                    (None, Some(reach)) => reach,
                    (_, None) => "asked today: open".to_owned(),
                };
            }
            Self::Places(list) => list,
        };
        if !self.is_open(scene) {
            return list.reason().to_owned();
        }
        let places = draft.places.list(list).iter().map(|(region, side)| {
            format!("{} {}", side.word(), scene.knowledge.region_name(region).to_lowercase())
        });
        let places: Vec<String> = places.collect();
        if places.is_empty() { "mark the place".to_owned() } else { places.join(", ") }
    }

    /// How many places are marked, where it is a list of them that an answer allows.
    fn number(self, scene: Scene<'_>) -> Option<String> {
        let Self::Places(list) = self else { return None };
        let marked = scene.state.visit.work().intake.places.list(list).len();
        self.is_open(scene).then(|| counted(marked, "place"))
    }
}

/// What is marked so far, in a line: how far symptoms reach, and how many places.
pub fn in_a_line(scene: Scene<'_>) -> (String, String) {
    let lists = &scene.state.visit.work().intake.places;
    let marked: usize = RegionList::ALL.iter().map(|list| lists.list(*list).len()).sum();
    let places = match marked {
        0 => "no place marked".to_owned(),
        count => format!("{} marked", counted(count, "place")),
    };
    let reach = Sets::Reach;
    (scene.label(&reach.field()), format!("{} · {places}", reach.words(scene)))
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
    let plan = match scene.state.visit.screen {
        Screen::Plan => scene.state.visit.standing().plan.as_ref(),
        Screen::Intake => None,
    };
    let most = if plan.is_some() { MOST_ROOM } else { BESIDE_QUESTIONS };
    panel.exact_size(room.min(most)).show(ui, |ui| {
        if let Some(plan) = plan {
            heading(ui, section_title(scene.colours, "Back view"));
            plan_map(ui, scene, plan, out);
        } else {
            intake_map(ui, scene, out);
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
    if let Some(jumped) = Sets::ALL.into_iter().find(|one| scene.is_jumped_to(&one.field()))
        && jumped != sets
    {
        sets = jumped;
        ui.data_mut(|data| data.insert_temp(id, jumped));
    }
    if !sets.is_open(scene) {
        sets = Sets::Reach;
    }
    let room = ui.available_rect_before_wrap();
    let left = room.with_max_x(room.right() - DRAWING - 8.0);
    for (at, one) in (0_u8..).zip(Sets::ALL) {
        let top = left.top() + CHOICE * f32::from(at);
        let place = left.with_min_y(top).with_max_y(top + CHOICE - 1.0);
        if choice_ui(ui, scene, one, sets == one, place) {
            sets = one;
            ui.data_mut(|data| data.insert_temp(id, one));
        }
    }
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
    let right = room.with_min_x(room.right() - DRAWING);
    let mut drawing = ui.new_child(UiBuilder::new().id_salt("drawing").max_rect(right));
    let answer = map.show(&mut drawing, scene, right.size());
    ui.advance_cursor_after_rect(room);
    if let Some((point, _)) = answer.clicked_zone {
        out.change(Change::FurthestPoint(point));
    }
    if let (Some((region, side)), Sets::Places(list)) = (answer.clicked, sets) {
        out.change(Change::Place(list, region, side));
    }
}

/// Something that can be marked, greyed until an answer allows it; gives whether it was pressed.
fn choice_ui(ui: &mut Ui, scene: Scene<'_>, sets: Sets, on: bool, place: Rect) -> bool {
    let colours = scene.colours;
    let label = scene.label(&sets.field());
    let words = sets.words(scene);
    let mut part = ui.new_child(UiBuilder::new().id_salt(&label).max_rect(place));
    if !sets.is_open(scene) {
        part.disable();
    }
    let response = part.allocate_rect(place, Sense::click());
    response.widget_info(|| {
        let name = format!("The map sets: {label}");
        WidgetInfo::selected(Role::Button, part.is_enabled(), on, name)
    });
    part.ctx().accesskit_node_builder(response.id, |node| node.set_description(words.as_str()));
    let painter = part.painter().with_clip_rect(place);
    if on {
        painter.rect_filled(place, theme::CONTROL_RADIUS, colours.accent_ground);
    }
    let ink = if on { colours.accent } else { colours.ink };
    let corner = place.min + vec2(8.0, 4.0);
    painter.text(corner, Align2::LEFT_TOP, &label, theme::semibold(theme::BODY), ink);
    let below = corner + vec2(0.0, 17.0);
    let lay = |words: &str| {
        let small = theme::regular(theme::SMALL);
        painter.layout_no_wrap(words.to_owned(), small, colours.secondary)
    };
    let whole = lay(&words);
    // No name of a place is cut: of more than there is room for, the number is said.
    let fits = below.x + whole.size().x <= place.right();
    let shown = if fits { whole } else { sets.number(scene).map_or(whole, |number| lay(&number)) };
    painter.galley(below, shown, colours.secondary);
    response.on_hover_text(format!("{label}: {words}")).clicked()
}
