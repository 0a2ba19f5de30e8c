//! Two sessions side by side, row by row: what was found, what was worked where and how, what followed.
//!
//! Rows that both leave empty are left out. What a row says is in words; how it differs is told beside it.

use serde::Serialize;

use super::{Done, StepDone, outcome_of};
use crate::knowledge::Knowledge;
use crate::knowledge::words::{Voice, with_one_side};
use crate::model::{
    FurthestPoint, Nprs, Outcome, Phase, Plan, PlanId, PlanRecord, RegionId, Response, Side,
    StepWent,
};
use crate::text::inside_sentence;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum ComparedPart {
    /// What the client came with.
    Presentation,
    /// Work by hand at a place.
    Area,
    /// A warm pack.
    Heat,
    /// Stretch and movement.
    Stretch,
    /// A cold pack.
    Cold,
    /// What followed.
    Outcome,
    /// What was written down.
    Note,
}

/// How the second session differs from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Difference {
    /// Not at all.
    Same,
    /// There is more of it.
    More,
    /// There is less of it.
    Less,
    /// The first had none.
    New,
    /// The second has none.
    Gone,
    /// In another way.
    Other,
}

impl Difference {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::More => "more",
            Self::Less => "less",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Other => "other",
        }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedRow {
    /// What it is about.
    pub part: ComparedPart,
    /// What it is of, such as “gluteals, right”.
    pub what: String,
    /// In the first session.
    pub a: Option<String>,
    /// In the second.
    pub b: Option<String>,
    /// Whether both say the same.
    pub same: bool,
    /// How they differ.
    pub difference: Difference,
}

/// Two sessions, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The first.
    pub a: PlanId,
    /// The second.
    pub b: PlanId,
    /// The rows.
    pub rows: Vec<ComparedRow>,
}

/// Two sessions side by side: as they went, where that is known and asked for, else as they were planned.
pub fn compare(
    a: (PlanId, &PlanRecord),
    b: (PlanId, &PlanRecord),
    as_done: bool,
    knowledge: &Knowledge,
) -> Comparison {
    let sides = [a.1, b.1].map(|record| Told::new(record, as_done, knowledge));
    let [first, second] = &sides;
    let find = |told: &Told, of: &Cell| {
        told.cells.iter().find(|it| (it.part, &it.what) == (of.part, &of.what)).cloned()
    };
    let mut rows: Vec<ComparedRow> =
        first.cells.iter().filter_map(|cell| row(Some(cell.clone()), find(second, cell))).collect();
    // What only the second has stands behind what stands before it there.
    let mut behind = 0;
    for cell in &second.cells {
        let known = rows.iter().position(|row| (row.part, &row.what) == (cell.part, &cell.what));
        if let Some(at) = known {
            behind = at + 1;
        } else if let Some(new) = row(None, Some(cell.clone())) {
            rows.insert(behind, new);
            behind += 1;
        }
    }
    rows.sort_by_key(|row| row.part);
    Comparison { a: a.0, b: b.0, rows }
}

impl Comparison {
    /// How many rows differ.
    pub fn differences(&self) -> usize {
        self.rows.iter().filter(|row| !row.same).count()
    }
}

fn row(a: Option<Cell>, b: Option<Cell>) -> Option<ComparedRow> {
    let (part, what) = a.as_ref().or(b.as_ref()).map(|cell| (cell.part, cell.what.clone()))?;
    let difference = match (&a, &b) {
        (None, _) => Difference::New,
        (_, None) => Difference::Gone,
        (Some(a), Some(b)) if a.text == b.text => Difference::Same,
        (Some(a), Some(b)) => match (&a.amount, &b.amount) {
            (Some((how, before)), Some((other, after))) if how == other && before < after => {
                Difference::More
            }
            (Some((how, before)), Some((other, after))) if how == other && before > after => {
                Difference::Less
            }
            _ => Difference::Other,
        },
    };
    let text = |cell: Option<Cell>| cell.map(|cell| cell.text);
    let same = difference == Difference::Same;
    Some(ComparedRow { part, what, a: text(a), b: text(b), same, difference })
}

/// What a session says in a row.
#[derive(Clone)]
struct Cell {
    part: ComparedPart,
    what: String,
    text: String,
    /// How, and how much of it, where there can be more or less.
    amount: Option<(String, u16)>,
}

struct Told {
    cells: Vec<Cell>,
}

impl Told {
    fn new(record: &PlanRecord, as_done: bool, knowledge: &Knowledge) -> Self {
        let outcome = outcome_of(record).filter(|_| as_done);
        let done = if outcome.is_some() { Done::of(record) } else { Done::planned(record) };
        let mut told = Self { cells: Vec::new() };
        told.presentation(&record.plan, knowledge);
        told.work(&done, knowledge);
        if let Some(outcome) = outcome {
            told.outcome(outcome);
        }
        let notes = record.plan.intake.notes.as_deref();
        told.text(ComparedPart::Note, "notes before", notes);
        told
    }

    fn say(&mut self, part: ComparedPart, what: &str, text: impl Into<String>) {
        let (what, text) = (what.to_owned(), text.into());
        self.cells.push(Cell { part, what, text, amount: None });
    }

    fn text(&mut self, part: ComparedPart, what: &str, text: Option<&str>) {
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            self.say(part, what, text);
        }
    }

    fn number(&mut self, part: ComparedPart, what: &str, text: String, number: u16) {
        let amount = Some((String::new(), number));
        self.cells.push(Cell { part, what: what.to_owned(), text, amount });
    }

    fn score(&mut self, part: ComparedPart, what: &str, score: Option<Nprs>) {
        if let Some(score) = score {
            self.number(part, what, score.to_string(), score.get());
        }
    }

    fn presentation(&mut self, plan: &Plan, knowledge: &Knowledge) {
        let part = ComparedPart::Presentation;
        let intake = &plan.intake;
        self.score(part, "leg pain", Some(intake.pain_leg));
        self.score(part, "back pain", Some(intake.pain_back));
        self.reach(part, "symptoms reach", intake.furthest_point);
        self.say(part, "category", knowledge.category_name(&intake.category));
        self.say(part, "painful side", intake.side.and_worse(intake.worse_side));
        self.say(part, "status", plan.status.label());
        let known = knowledge.tables().findings.iter().map(|finding| &finding.id);
        let found: Vec<&str> = known
            .filter(|id| intake.findings.contains(*id))
            .map(|id| knowledge.finding_tag(id))
            .collect();
        let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
        self.say(part, "findings", found);
        self.say(part, "inflammation", inside_sentence(intake.inflammation.label()));
        for activity in &intake.activities {
            self.score(part, &inside_sentence(&activity.name), Some(activity.score));
        }
        let wishes = intake.preferences.as_ref().map(|it| knowledge.wishes(it));
        self.text(part, "wishes", wishes.as_deref());
        let minutes = intake.minutes.get();
        self.number(part, "booked", format!("{minutes} min"), minutes);
    }

    fn reach(&mut self, part: ComparedPart, what: &str, point: FurthestPoint) {
        // Further down is more of it.
        let down = FurthestPoint::ALL.iter().position(|one| *one == point);
        let down = u16::try_from(down.unwrap_or_default()).unwrap_or_default();
        self.number(part, what, inside_sentence(point.label()), down);
    }

    /// The steps with hands and packs, by their places.
    fn work(&mut self, done: &Done<'_>, knowledge: &Knowledge) {
        let warm: Vec<&StepDone<'_>> =
            done.steps.iter().filter(|one| one.step.phase == Phase::WarmUp).collect();
        self.pieces(ComparedPart::Area, "warm-up", &warm, knowledge);
        for (regions, side) in places(&done.steps, knowledge) {
            let is_there = |one: &&StepDone<'_>| place_of(one) == Some((regions, side));
            let there: Vec<&StepDone<'_>> = done.steps.iter().filter(is_there).collect();
            let name = inside_sentence(&knowledge.place(regions, None, Voice::Row));
            let has_no_side = regions.iter().all(|region| knowledge.has_no_side(region));
            let side = (!has_no_side).then_some(side);
            self.pieces(ComparedPart::Area, &with_one_side(&name, side), &there, knowledge);
        }
        for (phase, part, name) in [
            (Phase::Heat, ComparedPart::Heat, "warm pack"),
            (Phase::Stretch, ComparedPart::Stretch, "stretch and movement"),
            (Phase::Cold, ComparedPart::Cold, "cold pack"),
        ] {
            let there: Vec<&StepDone<'_>> =
                done.steps.iter().filter(|one| one.step.phase == phase).collect();
            self.pieces(part, name, &there, knowledge);
        }
    }

    /// What was done in these steps; nothing where there are none.
    fn pieces(
        &mut self,
        part: ComparedPart,
        what: &str,
        steps: &[&StepDone<'_>],
        knowledge: &Knowledge,
    ) {
        let texts: Vec<String> = steps.iter().map(|one| piece(one, knowledge)).collect();
        if texts.is_empty() {
            return;
        }
        let how: Vec<String> = steps.iter().map(|one| how(one, knowledge)).collect();
        let minutes = steps.iter().map(|one| one.minutes).fold(0, u16::saturating_add);
        let is_skipped = steps.iter().all(|one| one.went == StepWent::Skipped);
        self.cells.push(Cell {
            part,
            what: what.to_owned(),
            text: texts.join("; "),
            amount: (!is_skipped).then(|| (how.join("; "), minutes)),
        });
    }

    fn outcome(&mut self, outcome: &Outcome) {
        let part = ComparedPart::Outcome;
        self.score(part, "leg pain after", outcome.pain_leg);
        self.score(part, "back pain after", outcome.pain_back);
        if let Some(point) = outcome.furthest_point {
            self.reach(part, "symptoms reach after", point);
        }
        for activity in &outcome.activities {
            let name = format!("{} after", inside_sentence(&activity.name));
            self.score(part, &name, Some(activity.score));
        }
        let response = outcome.response.map(Response::label);
        self.text(part, "response", response.map(inside_sentence).as_deref());
        if let Some(unwanted) = &outcome.unwanted {
            let unwanted = unwanted.trim();
            self.say(part, "unwanted", if unwanted.is_empty() { "none" } else { unwanted });
        }
        let part = ComparedPart::Note;
        self.text(part, "response in a line", outcome.response_note.as_deref());
        self.text(part, "for next time", outcome.next_time.as_deref());
        self.text(part, "note", outcome.note.as_deref());
    }
}

/// The place of focus work.
fn place_of<'a>(one: &StepDone<'a>) -> Option<(&'a [RegionId], Side)> {
    let is_focus = one.step.phase == Phase::Focus;
    Some((one.step.regions.as_slice(), one.step.side?)).filter(|_| is_focus)
}

/// The places of focus work, in the order of the knowledge's regions, each side by itself.
fn places<'a>(steps: &[StepDone<'a>], knowledge: &Knowledge) -> Vec<(&'a [RegionId], Side)> {
    let mut places: Vec<(&'a [RegionId], Side)> = Vec::new();
    for place in steps.iter().filter_map(place_of) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let first = |regions: &[RegionId]| regions.first().and_then(|id| knowledge.region_index(id));
    places.sort_by_key(|(regions, side)| (first(regions), *side));
    places
}

/// A step as it went, such as "Swedish, level 2, 8 min".
fn piece(one: &StepDone<'_>, knowledge: &Knowledge) -> String {
    if one.went == StepWent::Skipped {
        return match one.note {
            Some(note) => format!("skipped: {note}"),
            None => "skipped".to_owned(),
        };
    }
    let how = how(one, knowledge);
    let minutes = format!("{} min", one.minutes);
    let said = if how.is_empty() { minutes } else { format!("{how}, {minutes}") };
    match one.note.filter(|_| one.went == StepWent::Changed) {
        Some(note) => format!("{said}: {note}"),
        None => said,
    }
}

/// The same without its minutes.
fn how(one: &StepDone<'_>, knowledge: &Knowledge) -> String {
    let step = one.step;
    let modality = step.modality.as_ref().map(|id| knowledge.modality_in_row(id).to_owned());
    let level = one.pressure.map(|level| format!("level {level}"));
    let techniques = knowledge.techniques_in_sentence(&step.techniques);
    let techniques = (!techniques.is_empty()).then_some(techniques);
    let place = step
        .phase
        .is_pack()
        .then(|| inside_sentence(&knowledge.place(&step.regions, step.side, Voice::Row)));
    let parts: Vec<String> = [place, modality, level, techniques].into_iter().flatten().collect();
    parts.join(", ")
}
