//! The last session: what was planned against what was done, place by place, and what followed.

use std::fmt::Display;

use super::said_with_weekday;
use crate::knowledge::Knowledge;
use crate::knowledge::words::{Voice, with_one_side};
use crate::model::{Laterality, Phase, RegionId, Side, StepWent};
use crate::planner::course::{CourseSession, Done, StepDone};
use crate::text::inside_sentence;

/// The last session that took place.
#[derive(Debug, PartialEq, Eq)]
pub struct LastView {
    /// Its day.
    pub day: String,
    /// Minutes that were done.
    pub minutes: u16,
    /// Minutes that were booked.
    pub booked: u16,
    /// What was planned against what was done, in the order of the plan.
    pub rows: Vec<AreaRow>,
    /// Leg pain.
    pub leg: Score,
    /// Back pain.
    pub back: Score,
    /// How far down symptoms reached.
    pub reached: Score,
    /// What came up that nobody wanted, in a word: none, not asked, or that there was something.
    pub unwanted: &'static str,
    /// What was written about it.
    pub quotes: Vec<Quote>,
}

/// Something that was planned, and what became of it.
#[derive(Debug, PartialEq, Eq)]
pub struct AreaRow {
    /// What it is, such as “Gluteals”.
    pub name: String,
    /// Minutes of the plan.
    pub planned: u16,
    /// Minutes of the session.
    pub done: u16,
    /// What became of it.
    pub went: StepWent,
    /// What was said of that, or how it differed; empty where nothing did.
    pub word: String,
}

/// Something before the session and after it.
#[derive(Debug, PartialEq, Eq)]
pub struct Score {
    /// Before.
    pub before: String,
    /// After, where it was asked.
    pub after: Option<String>,
}

/// Words of somebody under a heading.
#[derive(Debug, PartialEq, Eq)]
pub struct Quote {
    /// The heading.
    pub label: &'static str,
    /// The words.
    pub text: String,
    /// Whether it asks for care.
    pub is_care: bool,
}

impl Score {
    /// A score, said as it is.
    pub fn of<T: Display>(before: T, after: Option<T>) -> Self {
        Self { before: before.to_string(), after: after.map(|after| after.to_string()) }
    }

    /// In words, for those who don't see it.
    pub fn words(&self) -> String {
        match &self.after {
            Some(after) => format!("{} before, {after} after", self.before),
            None => format!("{} before", self.before),
        }
    }
}

impl LastView {
    pub(super) fn new(
        session: &CourseSession<'_>,
        knowledge: &Knowledge,
        today: crate::model::Day,
    ) -> Self {
        let reach = |point: crate::model::FurthestPoint| inside_sentence(point.label());
        let unwanted = session.unwanted.map(str::trim);
        Self {
            day: said_with_weekday(session.date, today),
            minutes: session.minutes,
            booked: session.booked,
            rows: rows(&Done::of(session.record), knowledge),
            leg: Score::of(session.leg.0, session.leg.1),
            back: Score::of(session.back.0, session.back.1),
            reached: Score::of(reach(session.furthest.0), session.furthest.1.map(reach)),
            unwanted: match unwanted {
                None => "not asked",
                Some("") => "none",
                Some(_) => "yes",
            },
            quotes: quotes(session),
        }
    }
}

fn quotes(session: &CourseSession<'_>) -> Vec<Quote> {
    let typed = |text: Option<&str>| {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    let response = match (session.response, typed(session.response_note)) {
        (Some(response), Some(note)) => Some(format!("{}: {note}", response.label())),
        (Some(response), None) => Some(response.label().to_owned()),
        (None, note) => note,
    };
    let all = [
        ("Unwanted", typed(session.unwanted), true),
        ("Response", response, false),
        ("For next time", typed(session.next_time), false),
        ("Note", typed(session.note), false),
    ];
    let told = all
        .into_iter()
        .filter_map(|(label, text, is_care)| Some(Quote { label, text: text?, is_care }));
    told.collect()
}

/// What stands in one row.
#[derive(PartialEq)]
enum Part<'a> {
    /// Focus work at a place.
    Place(&'a [RegionId], Option<Side>),
    /// All stretching.
    Stretch,
    /// A step that went otherwise than planned.
    Step(usize),
}

/// What was planned, place by place; of what is no place only what went otherwise.
fn rows(done: &Done<'_>, knowledge: &Knowledge) -> Vec<AreaRow> {
    let mut parts: Vec<(Part<'_>, Vec<&StepDone<'_>>)> = Vec::new();
    for one in &done.steps {
        let step = one.step;
        let part = match step.phase {
            Phase::Focus => Part::Place(&step.regions, step.side),
            Phase::Stretch => Part::Stretch,
            _ if one.went == StepWent::Done => continue,
            Phase::CheckIn
            | Phase::Heat
            | Phase::WarmUp
            | Phase::Cold
            | Phase::ReTest
            | Phase::HomeCare
            | Phase::Rest => Part::Step(step.number),
        };
        match parts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, steps)) => steps.push(one),
            None => parts.push((part, vec![one])),
        }
    }
    let sides = parts.iter().filter_map(|(part, _)| match part {
        Part::Place(_, side) => side.and_then(Side::single),
        Part::Stretch | Part::Step(_) => None,
    });
    let sides: Vec<Laterality> = sides.collect();
    // Where all of it was on one side, the side is said at the top.
    let one_side = sides.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    let named = parts.iter().map(|(part, steps)| {
        let name = match part {
            Part::Place(regions, side) => {
                let name = knowledge.place(regions, None, Voice::Row);
                with_one_side(&name, side.filter(|_| !one_side))
            }
            Part::Stretch => "Stretch".to_owned(),
            Part::Step(_) => steps.first().map(|one| step_name(one, knowledge)).unwrap_or_default(),
        };
        AreaRow::new(name, steps)
    });
    named.collect()
}

fn step_name(one: &StepDone<'_>, knowledge: &Knowledge) -> String {
    let place = knowledge.place(&one.step.regions, None, Voice::Row);
    let phase = one.step.phase.label();
    if place.is_empty() || one.step.phase.is_pack() {
        phase.to_owned()
    } else {
        format!("{phase}, {}", inside_sentence(&place))
    }
}

impl AreaRow {
    fn new(name: String, steps: &[&StepDone<'_>]) -> Self {
        let planned = steps.iter().map(|one| one.step.minutes.get()).sum();
        let done = steps.iter().map(|one| one.minutes).sum();
        let all = |went| steps.iter().all(|one| one.went == went);
        let went = if all(StepWent::Done) {
            StepWent::Done
        } else if all(StepWent::Skipped) {
            StepWent::Skipped
        } else {
            StepWent::Changed
        };
        let mut words: Vec<String> = Vec::new();
        for one in steps.iter().filter(|one| one.went != StepWent::Done) {
            let word = one.note.map(str::trim).filter(|note| !note.is_empty());
            let word = word.map(str::to_owned).or_else(|| differs(one));
            words.extend(word.filter(|word| !words.contains(word)));
        }
        Self { name, planned, done, went, word: words.join(", ") }
    }

    /// In words, for those who don't see it.
    pub fn words(&self) -> String {
        let Self { name, planned, done, .. } = self;
        let went = inside_sentence(self.went.label());
        let word = if self.word.is_empty() { String::new() } else { format!(": {}", self.word) };
        format!("{name}: {done} of {planned} minutes, {went}{word}")
    }
}

/// How a step differs from the plan, where nobody wrote that down.
fn differs(one: &StepDone<'_>) -> Option<String> {
    if one.went == StepWent::Skipped {
        return None;
    }
    let planned = one.step.minutes.get();
    match one.pressure.filter(|_| one.pressure != one.step.pressure) {
        Some(level) => Some(format!("level {level}")),
        None if one.minutes > planned => Some("longer".to_owned()),
        None if one.minutes < planned => Some("shorter".to_owned()),
        None => None,
    }
}
