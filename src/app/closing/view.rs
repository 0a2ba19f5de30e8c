//! What the page shows of a session that is being closed: words and numbers, made once for each change.

use super::{Closing, ClosingQuestion};
use crate::app::words;
use crate::knowledge::Knowledge;
use crate::model::{Day, Entry, FurthestPoint, Nprs, Phase, Pressure, Step};
use crate::planner::course::{Done, ReachChange, Trend};
use crate::text::inside_sentence;

/// How a change is meant; words say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing follows from it.
    #[default]
    Plain,
    /// For the better.
    Better,
    /// For the worse.
    Worse,
}

/// A step, as a row shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Its number in the plan.
    pub number: usize,
    /// What it is for.
    pub phase: Phase,
    /// Whether its minutes count toward the booked length.
    pub counted: bool,
    /// What is done, and where.
    pub name: String,
    /// The minutes that were planned.
    pub minutes: u16,
    /// The level that was planned, and the highest that it may have; none where no hands work.
    pub level: Option<(u16, u16)>,
}

/// An activity, as a row shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRow {
    /// What it is.
    pub name: String,
    /// Its score before the session.
    pub before: Nprs,
    /// After it, where that is known.
    pub after: Option<Nprs>,
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosingView {
    /// The steps of the plan.
    pub rows: Vec<StepRow>,
    /// Minutes of what was done.
    pub minutes: u16,
    /// Minutes that were booked.
    pub booked: u16,
    /// Leg pain before, and what became of it.
    pub leg: ScoreChange,
    /// Back pain before, and what became of it.
    pub back: ScoreChange,
    /// How far down symptoms reached before, and what became of it.
    pub reaches: (Option<FurthestPoint>, String, Tone),
    /// The activities of the intake.
    pub activities: Vec<ActivityRow>,
    /// What is said beside the next visit.
    pub suggested: String,
    /// The days to the next visit that the plan proposes.
    pub interval: Option<u16>,
    /// What is still to be answered.
    pub missing: Vec<ClosingQuestion>,
    /// How many steps were done as planned.
    pub done: usize,
}

/// A score before, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScoreChange {
    /// Before the session.
    pub before: Option<Nprs>,
    /// What the difference comes to, in words; empty while there is none.
    pub words: String,
    /// How that is meant.
    pub tone: Tone,
}

impl ScoreChange {
    fn of(before: Nprs, after: Option<Nprs>, knowledge: &Knowledge) -> Self {
        let change = after.map(|after| Trend::of(before, after, knowledge));
        let (words, tone) = change.map(change_words).unwrap_or_default();
        Self { before: Some(before), words, tone }
    }
}

/// "2 less: a real change".
fn change_words(change: Trend) -> (String, Tone) {
    let by = change.change.unsigned_abs();
    match (change.change, change.meaningful) {
        (0, _) => ("same".to_owned(), Tone::Plain),
        (..0, true) => (format!("{by} less: a real change"), Tone::Better),
        (..0, false) => (format!("{by} less: no real change yet"), Tone::Plain),
        // Pain that rises while hands are at work is never played down (K04).
        (_, _) => (format!("{by} more: worse"), Tone::Worse),
    }
}

impl ClosingView {
    /// What is shown of a closing, seen from this day.
    pub(super) fn of(closing: &Closing, knowledge: &Knowledge, today: Day) -> Self {
        let entered = &closing.entered;
        let plan = &closing.of.record.plan;
        let intake = &plan.intake;
        // Who enters it and when changes no minute.
        let record = closing.record(Entry { at: jiff::Timestamp::UNIX_EPOCH, by: String::new() });
        let went = |step: &&Step| {
            entered
                .steps
                .get(&step.number)
                .is_some_and(|it| it.went != crate::model::StepWent::Done)
        };
        let reaches = match entered.reaches {
            None => (String::new(), Tone::Plain),
            Some(after) => {
                let change = ReachChange::of(intake.furthest_point, after);
                let tone = match change {
                    ReachChange::DrawnUp => Tone::Better,
                    ReachChange::Same => Tone::Plain,
                    ReachChange::FurtherDown => Tone::Worse,
                };
                (change.words(knowledge).to_owned(), tone)
            }
        };
        let row = |step: &Step| {
            let highest = closing.highest.get(&step.number).copied().unwrap_or(Pressure::MAX);
            StepRow {
                number: step.number,
                phase: step.phase,
                counted: step.counted,
                name: name(step, knowledge),
                minutes: step.minutes.get(),
                level: step.pressure.map(|level| (level.get(), highest.max(level).get())),
            }
        };
        let activity = |one: &crate::model::Activity| ActivityRow {
            name: one.name.clone(),
            before: one.score,
            after: entered.activities.get(&one.name).copied(),
        };
        let interval = super::interval(plan);
        let suggested = match (&plan.follow_up, interval) {
            (_, Some(days)) => format!("suggested: in {}", crate::text::counted(days, "day")),
            (Some(follow_up), None) => {
                let text = crate::text::sentences(&follow_up.text).next().unwrap_or_default();
                inside_sentence(text.trim_end_matches('.'))
            }
            (None, None) => String::new(),
        };
        Self {
            rows: plan.steps.iter().map(row).collect(),
            minutes: Done::of(&record).minutes,
            booked: intake.minutes.get(),
            leg: ScoreChange::of(intake.pain_leg, entered.leg, knowledge),
            back: ScoreChange::of(intake.pain_back, entered.back, knowledge),
            reaches: (Some(intake.furthest_point), reaches.0, reaches.1),
            activities: intake.activities.iter().map(activity).collect(),
            suggested,
            interval,
            missing: entered.missing(today),
            done: plan.steps.len() - plan.steps.iter().filter(went).count(),
        }
    }
}

/// What is done and where, as a row of the plan says it in bold.
fn name(step: &Step, knowledge: &Knowledge) -> String {
    let parts = words::parts(step, knowledge);
    let strong = parts.iter().filter(|part| part.strong);
    let mut name = String::new();
    for part in strong {
        name.push_str(part.before);
        name.push_str(&part.text);
    }
    name
}
