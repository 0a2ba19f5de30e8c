//! What is entered of how a session went: it is kept as it is, and becomes an outcome once it is whole.
//!
//! Decides nothing: what it lacks is said in the order in which it is asked.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::{
    Activity, Day, FurthestPoint, Minutes, Nprs, Outcome, OwnNote, Plan, Pressure, Response,
    SkipReason, Step, StepOutcome, StepWent, Unwanted,
};

/// What has to be answered before a session can be closed, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClosingQuestion {
    /// On which day it was.
    Day,
    /// Leg pain after it.
    Leg,
    /// Back pain after it.
    Back,
    /// Whether anything came up that nobody wanted.
    Unwanted,
    /// When the client comes again.
    NextVisit,
}

impl ClosingQuestion {
    /// What is still open, in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "Day of the session",
            Self::Leg => "Leg pain now",
            Self::Back => "Back pain now",
            Self::Unwanted => "Anything unwanted",
            Self::NextVisit => "Next visit",
        }
    }
}

/// What was said of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepEntered {
    /// Done, left out or changed.
    pub went: StepWent,
    /// The minutes, where they were others.
    #[serde(default)]
    pub minutes: Option<Minutes>,
    /// The level, where it was another.
    #[serde(default)]
    pub level: Option<Pressure>,
    /// What was different.
    #[serde(default)]
    pub word: String,
    /// Why it was left out, where that was pressed.
    #[serde(default)]
    pub reason: Option<SkipReason>,
    /// Why it was left out, where that is typed.
    #[serde(default)]
    pub own_reason: Option<String>,
}

impl StepEntered {
    /// A step of which nothing else is known.
    pub fn new(went: StepWent) -> Self {
        let (minutes, level, word) = (None, None, String::new());
        Self { went, minutes, level, word, reason: None, own_reason: None }
    }

    fn of(told: &StepOutcome) -> Self {
        let note = told.note.clone().unwrap_or_default();
        let mut entered = Self::new(told.went);
        match told.went {
            StepWent::Skipped => {
                entered.reason = SkipReason::of_label(&note);
                entered.own_reason =
                    Some(note).filter(|note| entered.reason.is_none() && !note.is_empty());
            }
            StepWent::Done | StepWent::Changed => entered.word = note,
        }
        (entered.minutes, entered.level) = (told.minutes, told.pressure);
        entered
    }

    fn outcome(&self, step: &Step) -> Option<StepOutcome> {
        let note = match self.went {
            StepWent::Skipped => {
                let typed = self.own_reason.clone();
                typed.or(self.reason.map(|reason| reason.label().to_owned()))
            }
            StepWent::Done | StepWent::Changed => Some(self.word.clone()),
        };
        let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
        let is_changed = self.went == StepWent::Changed;
        // A note on a step that was done as planned comes from a file, and stays.
        if self.went == StepWent::Done && note.is_none() {
            return None;
        }
        Some(StepOutcome {
            step: step.number,
            went: self.went,
            minutes: self.minutes.filter(|it| is_changed && *it != step.minutes),
            pressure: self.level.filter(|it| is_changed && Some(*it) != step.pressure),
            note,
        })
    }
}

/// Whether anything came up that nobody wanted: nothing is preset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnwantedEntered {
    /// Nothing did.
    pub none: bool,
    /// What did, where that was pressed.
    pub pressed: BTreeSet<Unwanted>,
    /// What else did, in words.
    pub other: Option<String>,
}

impl UnwantedEntered {
    /// Whether it is answered.
    pub fn is_answered(&self) -> bool {
        let typed = self.other.as_ref().is_some_and(|other| !other.trim().is_empty());
        self.none || !self.pressed.is_empty() || typed
    }

    fn of(said: Option<&str>) -> Self {
        let Some(said) = said else { return Self::default() };
        let (pressed, typed) = Unwanted::split(said);
        let none = said.trim().is_empty();
        let other = (!typed.is_empty()).then(|| typed.to_owned());
        Self { none, pressed: pressed.into_iter().collect(), other }
    }

    fn said(&self) -> Option<String> {
        let typed = self.other.as_deref().unwrap_or_default();
        let said = Unwanted::join(self.pressed.iter().copied(), typed);
        self.is_answered().then_some(said)
    }
}

/// When the client comes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextVisit {
    /// So many days after the session.
    After(u16),
    /// On a day, as it is typed.
    On(String),
    /// Nothing is agreed on.
    NotAgreed,
    /// The course ends.
    Discharged,
}

/// What is entered of how a session went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Entered {
    /// The day of the session, as it is typed.
    pub on: String,
    /// What was said of steps, by number; all others were done.
    pub steps: BTreeMap<usize, StepEntered>,
    /// Leg pain after it.
    pub leg: Option<Nprs>,
    /// Back pain after it.
    pub back: Option<Nprs>,
    /// How far down symptoms reach after it.
    pub reaches: Option<FurthestPoint>,
    /// The activities that were scored again, by name.
    pub activities: BTreeMap<String, Nprs>,
    /// How the client took it.
    pub response: Option<Response>,
    /// The same in a line.
    pub response_note: String,
    /// What to keep or change next time.
    pub next_time: String,
    /// What was seen and felt.
    pub note: String,
    /// Whether anything came up that nobody wanted.
    pub unwanted: UnwantedEntered,
    /// When the client comes again.
    pub next: Option<NextVisit>,
    /// Words in the place of those that the note writes itself.
    pub own_note: OwnNote,
}

impl Entered {
    /// What stands there before anything is entered: every step was done, and the next visit is the one
    /// that the plan proposes.
    pub fn begun(plan: &Plan, on: Day) -> Self {
        let next = interval(plan).map(NextVisit::After);
        Self { on: on.to_string(), next, ..Self::default() }
    }

    /// What was entered before, to be amended.
    pub fn of(outcome: &Outcome, own_note: &OwnNote, plan: &Plan) -> Self {
        let next = match outcome.next_visit {
            _ if outcome.discharged => NextVisit::Discharged,
            None => NextVisit::NotAgreed,
            Some(day) => {
                let days = u16::try_from(day.days_since(outcome.on)).ok();
                let offered = |days: &u16| Some(*days) == interval(plan) || *days == WEEK;
                days.filter(offered)
                    .map_or_else(|| NextVisit::On(day.to_string()), NextVisit::After)
            }
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let scores = outcome.activities.iter().map(|one| (one.name.clone(), one.score));
        Self {
            on: outcome.on.to_string(),
            steps: outcome.steps.iter().map(|it| (it.step, StepEntered::of(it))).collect(),
            leg: outcome.pain_leg,
            back: outcome.pain_back,
            reaches: outcome.furthest_point,
            activities: scores.collect(),
            response: outcome.response,
            response_note: text(&outcome.response_note),
            next_time: text(&outcome.next_time),
            note: text(&outcome.note),
            unwanted: UnwantedEntered::of(outcome.unwanted.as_deref()),
            next: Some(next),
            own_note: own_note.clone(),
        }
    }

    /// The day of the session; none while what is typed is no day.
    pub fn day(&self) -> Option<Day> {
        Day::parse(self.on.trim()).ok()
    }

    /// The day of the next visit; none where none is agreed on, or what is typed is none that could be.
    pub fn next_day(&self) -> Option<Day> {
        match self.next.as_ref()? {
            NextVisit::After(days) => Some(self.day()?.plus_days(i32::from(*days))),
            NextVisit::On(typed) => {
                let day = Day::parse(typed.trim()).ok()?;
                self.day().is_none_or(|on| day > on).then_some(day)
            }
            NextVisit::NotAgreed | NextVisit::Discharged => None,
        }
    }

    /// What is still to be answered, seen from this day.
    pub fn missing(&self, today: Day) -> Vec<ClosingQuestion> {
        let next = match &self.next {
            None => false,
            Some(NextVisit::After(_) | NextVisit::On(_)) => self.next_day().is_some(),
            Some(NextVisit::NotAgreed | NextVisit::Discharged) => true,
        };
        // What hasn't been yet can't be told.
        let is_day = self.day().is_some_and(|on| on <= today && on >= Day::FIRST);
        let answered = [
            (ClosingQuestion::Day, is_day),
            (ClosingQuestion::Leg, self.leg.is_some()),
            (ClosingQuestion::Back, self.back.is_some()),
            (ClosingQuestion::Unwanted, self.unwanted.is_answered()),
            (ClosingQuestion::NextVisit, next),
        ];
        answered.into_iter().filter(|(_, is_answered)| !is_answered).map(|(it, _)| it).collect()
    }

    /// The outcome as far as it is entered; `usual` is the day where none is typed.
    pub fn outcome(&self, plan: &Plan, usual: Day) -> Outcome {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let told = |step: &Step| self.steps.get(&step.number)?.outcome(step);
        let scored = plan.intake.activities.iter().filter_map(|one| {
            let score = *self.activities.get(&one.name)?;
            Some(Activity { name: one.name.clone(), score })
        });
        Outcome {
            steps: plan.steps.iter().filter_map(told).collect(),
            pain_back: self.back,
            pain_leg: self.leg,
            furthest_point: self.reaches,
            activities: scored.collect(),
            response: self.response,
            response_note: text(&self.response_note),
            next_time: text(&self.next_time),
            unwanted: self.unwanted.said(),
            note: text(&self.note),
            next_visit: self.next_day(),
            discharged: self.next == Some(NextVisit::Discharged),
            ..Outcome::on(self.day().unwrap_or(usual))
        }
    }

    /// Follows the plan where that was changed since: what was said of a step goes with it, also where its
    /// number is another one now. What was said of a step that is gone goes.
    pub fn follow(&mut self, before: &Plan, now: &Plan) {
        let is_like = |one: &Step, other: &Step| {
            let place = (&one.regions, one.side) == (&other.regions, other.side);
            one.phase == other.phase && place && one.modality == other.modality
        };
        // Of several that are alike the first stays the first.
        let moved = |number: usize| {
            let step = before.steps.iter().find(|step| step.number == number)?;
            let alike = before.steps.iter().filter(|other| is_like(other, step));
            let at = alike.take_while(|other| other.number != number).count();
            let mut alike = now.steps.iter().filter(|other| is_like(other, step));
            alike.nth(at).map(|step| step.number)
        };
        let said = std::mem::take(&mut self.steps).into_iter();
        self.steps = said.filter_map(|(number, it)| Some((moved(number)?, it))).collect();
        let names = |name: &str| now.intake.activities.iter().any(|one| one.name == name);
        self.activities.retain(|name, _| names(name));
    }
}

/// Days of a week.
pub const WEEK: u16 = 7;

/// The days to the next visit that the plan proposes.
pub fn interval(plan: &Plan) -> Option<u16> {
    Some(plan.follow_up.as_ref()?.interval_days?.get())
}
