//! The form of a clearance record: who allowed what, when, until when, and within which limits. It
//! stands among the questions, and where a session is withheld.
//!
//! What it can cover, which levels could hold and what it would release, the planner says.

use eframe::egui::{self, Button, Id, Label, ScrollArea, Sense, Ui, vec2};

use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::{ClearanceDraft, ClearanceField, Field, TextField};
use crate::app::explanation::Explanation;
use crate::app::state::Screen;
use crate::model::{ClearedPressure, GateId};
use crate::planner::Refusal;
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::widget::{
    FieldSize, asks_why, chip, chip_width, control_height, field_under_name, keep_together, levels,
    mark, secondary, side_by_side, text_width,
};
use crate::ui::{icons, theme};

/// Widths of its fields, in points.
const BY: f32 = 140.0;
const ON: f32 = 96.0;
const UNTIL: f32 = 128.0;
const MINUTES: f32 = 148.0;
const LEVEL: f32 = 146.0;
/// Of the button at the end.
const END: f32 = 108.0;

/// What a record takes that isn't begun yet.
pub const NOT_BEGUN: &str = "counts once Given by, Given on and the words are filled in";

/// What a record is called.
pub fn name_of(at: usize) -> String {
    format!("Clearance {}", at + 1)
}

/// The fields of one record, also where it isn't begun yet. `end` stands at the end of the last row.
pub fn clearance_form_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    at: usize,
    record: &ClearanceDraft,
    end: impl FnOnce(&mut Ui, &mut Outbox),
    out: &mut Outbox,
) {
    let name = name_of(at);
    let field = |part| TextField::Clearance(at, part);
    let whole = ui.available_width();
    let gap = 10.0;
    let narrow = whole < ON + UNTIL + BY + 2.0 * gap;
    let by_width = if narrow { whole } else { whole - ON - UNTIL - 2.0 * gap };
    let one_line = |width| FieldSize { width, rows: 1 };
    side_by_side(ui, ON + UNTIL + BY + 2.0 * gap, |ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let by = field(ClearanceField::By);
        field_under_name(ui, scene, &by, &name, "Name and role", one_line(by_width), out);
        let on = field(ClearanceField::On);
        field_under_name(ui, scene, &on, &name, "2026-11-24", one_line(ON), out);
        let until = field(ClearanceField::Until);
        field_under_name(ui, scene, &until, &name, "90 days if empty", one_line(UNTIL), out);
    });
    covers_ui(ui, scene, at, record, &name, out);
    let limits = field(ClearanceField::Limits);
    let words = "In the doctor’s words, with any limits";
    let lines = FieldSize { width: whole, rows: 2 };
    field_under_name(ui, scene, &limits, &name, words, lines, out);
    let limits = |ui: &mut Ui, out: &mut Outbox| {
        ui.spacing_mut().item_spacing.x = gap;
        level_ui(ui, scene, at, record, &name, out);
        let hands_on = field(ClearanceField::HandsOn);
        field_under_name(ui, scene, &hands_on, &name, "any", one_line(MINUTES), out);
    };
    let needed = LEVEL + gap + MINUTES;
    if whole < needed + gap + END {
        side_by_side(ui, needed, |ui| limits(ui, out));
        end(ui, out);
        return;
    }
    ui.horizontal(|ui| {
        limits(ui, out);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Max), |ui| end(ui, out));
    });
}

/// The highest level that it allows, of those that could hold.
fn level_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    at: usize,
    record: &ClearanceDraft,
    name: &str,
    out: &mut Outbox,
) {
    let standing = scene.state.visit.standing();
    let given = standing.cleared().highest.iter().find(|(place, ..)| *place == at);
    let given = given.map(|(_, level, why)| (level, why));
    let opening = standing.withheld().and_then(|withheld| withheld.opening.as_ref());
    let limit = given.or(opening.map(|opening| (&opening.highest, &opening.why)));
    let most = ClearedPressure::MAX.get();
    let highest = limit.map_or(most, |(level, _)| level.get().min(most));
    let now = record.max_pressure.map(ClearedPressure::get);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label("Highest pressure level");
        ui.horizontal(|ui| {
            let group = format!("{name}: highest level");
            if let Some(level) = levels(ui, scene.colours, &group, now, highest) {
                // The same level once more takes it back: a record need not state one.
                let is_back = now == Some(level);
                let level = if is_back { None } else { ClearedPressure::new(level).ok() };
                out.change(Change::ClearedPressure(at, level));
            }
            // It keeps its room: an answer may bring it, and what stands beside it stays.
            let room = text_width(ui, "0 at most", theme::regular(theme::SMALL));
            let (rect, _) = ui.allocate_exact_size(vec2(room, 18.0), Sense::hover());
            if let Some((_, why)) = limit.filter(|_| highest < most) {
                let text = secondary(scene.colours, format!("{highest} at most"));
                ui.put(rect, Label::new(text)).on_hover_text(capital(&why.text));
            }
        });
    });
}

/// Adds a record that is being filled in, once nothing is missing in it.
pub fn finish_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    at: usize,
    record: &ClearanceDraft,
    out: &mut Outbox,
) {
    if !record.is_pending {
        return;
    }
    let intake = &scene.state.visit.work().intake;
    let is_complete = intake.pending_clearance(scene.knowledge).is_ok();
    let add = Button::new("Add clearance").min_size(egui::vec2(0.0, 28.0));
    let add = ui.add_enabled(is_complete, add);
    let still = intake.open_in_clearance(at, scene.knowledge);
    let still = still.unwrap_or_else(|| NOT_BEGUN.to_owned());
    if add.on_disabled_hover_text(still).clicked() {
        out.change(Change::FinishClearance(at));
    }
}

/// What was offered to be covered since the form is open, in the order in which it came.
type Offered = Vec<(GateId, String)>;

/// What records can cover, offered from the gates that apply. What came stays in its place as long as
/// this visit is open, also where it applies no more, and what comes later stands at the end: the same
/// in every record, whichever was removed.
fn offered(ui: &Ui, scene: Scene<'_>, record: &ClearanceDraft) -> Offered {
    let id = Id::unique(("what a clearance can cover", scene.state.visit.generation));
    let mut offered: Offered = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let before = offered.len();
    let topics = record.covers.iter().map(|id| (id, scene.knowledge.gate_topic(id)));
    let apply = scene.state.visit.standing().cleared().names.iter();
    let apply = apply.map(|(id, name)| (id, name.as_str()));
    for (id, name) in apply.chain(topics) {
        if offered.iter().all(|(other, _)| other != id) {
            offered.push((id.clone(), name.to_owned()));
        }
    }
    if offered.len() != before {
        ui.data_mut(|data| data.insert_temp(id, offered.clone()));
    }
    offered
}

/// Beside the questions the chips have this many rows, and scroll inside.
const ROWS: f32 = 2.0;
/// Between two chips, sideways and down.
const BETWEEN: egui::Vec2 = egui::vec2(6.0, 4.0);

/// What the record covers.
fn covers_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    at: usize,
    record: &ClearanceDraft,
    name: &str,
    out: &mut Outbox,
) {
    let offered = offered(ui, scene, record);
    let chips = |ui: &mut Ui, out: &mut Outbox| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = BETWEEN;
            ui.set_min_height(control_height(ui));
            ui.label("Covers");
            if offered.is_empty() {
                let text = "Nothing in the answers so far asks for a clearance.";
                ui.label(secondary(scene.colours, text));
            }
            for (id, label) in &offered {
                cover_ui(ui, scene, at, record, (id, label, name), out);
            }
        });
    };
    mark(ui, scene, &Field::Covers(at), |ui| {
        if scene.state.visit.screen == Screen::Plan {
            // Nothing is answered here that brings another.
            return chips(ui, out);
        }
        let height = ROWS * control_height(ui) + BETWEEN.y;
        let salt = ("covers", at, scene.state.visit.generation);
        let area = ScrollArea::vertical().id_salt(salt).max_height(height);
        area.min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - ui.spacing().scroll.allocated_width());
            chips(ui, out);
        });
    });
}

fn cover_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    at: usize,
    record: &ClearanceDraft,
    (id, label, name): (&GateId, &str, &str),
    out: &mut Outbox,
) {
    let on = record.covers.contains(id);
    let names = &scene.state.visit.standing().cleared().names;
    let applies = names.iter().any(|(other, _)| other == id);
    let group = format!("{name} covers");
    let width = chip_width(ui, label);
    keep_together(ui, width);
    let ticked = ui.add_enabled_ui(applies || on, |ui| {
        if applies {
            return chip(ui, scene.colours, on, &group, label);
        }
        // As wide as before: what it says more is said at the pointer, and to who doesn't see it.
        ui.set_opacity(0.6);
        let shown = chip(ui, scene.colours, on, &group, label);
        let text = format!("{label}: doesn't apply today");
        shown.accessible_name(format!("{group}: {text}")).on_hover_text(text)
    });
    let ticked = ticked.inner;
    if ticked.clicked() {
        out.change(Change::Covers(at, id.clone()));
    }
    if asks_why(ui, &ticked, false)
        && let Some(known) = scene.knowledge.gate(id)
    {
        out.send(Action::Explain(Explanation {
            title: label.to_owned(),
            paragraphs: vec![known.released_by.clone()],
            sources: known.sources.clone(),
        }));
    }
}

/// What is still open or wrong in a record, in a line.
pub fn open_ui(ui: &mut Ui, scene: Scene<'_>, text: &str) {
    let words = secondary(scene.colours, text);
    ui.add(Label::new(words).wrap());
}

/// Whether a record releases what it covers, or why not; of one that isn't added yet, whether it would.
pub fn outcome_ui(ui: &mut Ui, scene: Scene<'_>, refusal: Option<&Refusal>, is_pending: bool) {
    let (icon, colour, text) = match refusal {
        None if is_pending => (icons::YES, scene.colours.accent, "Would release it".to_owned()),
        None => (icons::YES, scene.colours.accent, "Releases it".to_owned()),
        Some(refusal) => {
            let icon = icons::severity(crate::model::Severity::Warn);
            (icon, scene.colours.care, format!("Not released: {refusal}"))
        }
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        icons::sign(ui, icon, 14.0, colour);
        ui.add(Label::new(secondary(scene.colours, text).color(colour)).wrap());
    });
}

/// How wide the longest outcome is on one line, and how high a line is.
const OUTCOME: f32 = 412.0;
const LINE: f32 = 15.0;

/// The height that an outcome needs at most in this width: its room from the beginning, so that it
/// moves nothing when it comes.
pub fn outcome_height(width: f32) -> f32 {
    (OUTCOME / width.max(1.0)).ceil().clamp(1.0, 4.0) * LINE + 5.0
}
