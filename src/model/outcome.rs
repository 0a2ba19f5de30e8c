//! How a session went: what was done of the plan, the scores after it, what the client and the therapist
//! say, and when to come again.
//!
//! The shape is that of the outcome file. Whether its steps and activities are those of the plan, only
//! the plan can tell: that is `planner::course`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Activity, Day, FurthestPoint, Minutes, Nprs, Pressure};

/// How a session went. A later one is whole in itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The day of the session.
    pub on: Day,
    /// What became of each step; a step that isn't named was done as planned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepOutcome>,
    /// Back pain afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_back: Option<Nprs>,
    /// Leg pain afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_leg: Option<Nprs>,
    /// How far down symptoms reach afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub furthest_point: Option<FurthestPoint>,
    /// The activities of the intake, scored again: 0 (unable) to 10 (as before).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity>,
    /// How the client took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The same in a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_note: Option<String>,
    /// What to keep or change next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_time: Option<String>,
    /// What came up that nobody wanted; empty where it was asked and there was nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unwanted: Option<String>,
    /// Notes on the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The day on which the client comes again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_visit: Option<Day>,
    /// Whether the course ends with this session.
    #[serde(default, skip_serializing_if = "is_false")]
    pub discharged: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_false(it: &bool) -> bool {
    !it
}

impl Outcome {
    /// An outcome of which only the day is known: everything was done as planned.
    pub fn on(day: Day) -> Self {
        Self {
            on: day,
            steps: Vec::new(),
            pain_back: None,
            pain_leg: None,
            furthest_point: None,
            activities: Vec::new(),
            response: None,
            response_note: None,
            next_time: None,
            unwanted: None,
            note: None,
            next_visit: None,
            discharged: false,
        }
    }

    /// Pain afterwards: the larger of what was asked.
    pub fn pain(&self) -> Option<Nprs> {
        self.pain_back.max(self.pain_leg)
    }

    /// What was said of a step; none where it was done and nothing said.
    pub fn step(&self, number: usize) -> Option<&StepOutcome> {
        self.steps.iter().find(|one| one.step == number)
    }

    /// What became of a step.
    pub fn went(&self, number: usize) -> StepWent {
        self.step(number).map_or(StepWent::Done, |one| one.went)
    }

    /// The numbers of the steps that went so, ascending.
    pub fn numbers(&self, went: StepWent) -> Vec<usize> {
        let steps = self.steps.iter().filter(|one| one.went == went);
        let mut numbers: Vec<usize> = steps.map(|one| one.step).collect();
        numbers.sort_unstable();
        numbers
    }

    /// Everything that somebody typed into it, in its order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let typed = [&self.response_note, &self.next_time, &self.unwanted, &self.note];
        let steps = self.steps.iter().filter_map(|step| step.note.as_deref());
        typed.into_iter().filter_map(|text| text.as_deref()).chain(steps)
    }
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepOutcome {
    /// The step's number in the plan.
    pub step: usize,
    /// Done, left out or changed.
    pub went: StepWent,
    /// How long it took, where that was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// How deep it was, where that was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure: Option<Pressure>,
    /// What was different, or why it was left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl StepOutcome {
    /// A step of which only this is known.
    pub fn new(step: usize, went: StepWent) -> Self {
        Self { step, went, minutes: None, pressure: None, note: None }
    }
}

choices! {
    /// What became of a step.
    StepWent {
        /// As planned; a step that nobody names counts as done.
        Done = "Done",
        /// Left out of the session.
        Skipped = "Skipped",
        /// In another way.
        Changed = "Changed",
    }
    /// Why a step was left out, where it is said in a press.
    SkipReason {
        /// The client didn't want it.
        NotWanted = "Not wanted",
        /// It brought symptoms, or would have.
        Symptoms = "Symptoms",
        /// There was no time left.
        NoTime = "No time",
    }
    /// Something that came up and nobody wanted, where it is said in a press.
    Unwanted {
        /// More pain in the leg.
        LegWorse = "Leg worse",
        /// Soreness.
        Sore = "Sore",
        /// Dizziness.
        Dizzy = "Dizzy",
        /// Something on the skin.
        Skin = "Skin",
    }
    /// How the client took the session.
    Response {
        /// Better than before it.
        Better = "Better",
        /// As before it.
        Same = "Same",
        /// Worse than before it.
        Worse = "Worse",
    }
}

impl SkipReason {
    /// The reason that is said so; none where it is somebody's own words.
    pub fn of_label(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.label() == label)
    }
}

impl Unwanted {
    /// What was pressed, and what was typed behind it.
    pub fn split(said: &str) -> (Vec<Self>, &str) {
        let mut pressed = Vec::new();
        let mut rest = said.trim();
        while !rest.is_empty() {
            let (first, after) = rest.split_once(',').unwrap_or((rest, ""));
            let known = Self::ALL.iter().find(|one| one.label().eq_ignore_ascii_case(first.trim()));
            let Some(known) = known else { break };
            pressed.push(*known);
            rest = after.trim_start();
        }
        (pressed, rest)
    }

    /// The same in one text, to be split again.
    pub fn join(pressed: impl IntoIterator<Item = Self>, typed: &str) -> String {
        let mut said: Vec<&str> = pressed.into_iter().map(Self::label).collect();
        said.extend(Some(typed.trim()).filter(|typed| !typed.is_empty()));
        said.join(", ")
    }
}

/// Who wrote something down, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// When, on the clock of the machine.
    pub at: Timestamp,
    /// Who; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// What was written down of a session before it was amended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierOutcome {
    /// How the session went, as it was told then.
    pub outcome: Outcome,
    /// Who wrote it down, and when; none where the record doesn't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Entry>,
    /// Words of the note that somebody changed.
    #[serde(default, skip_serializing_if = "OwnNote::is_empty")]
    pub own_note: OwnNote,
}

choices! {
    /// A part of the session note.
    NotePart {
        /// What the client says.
        Subjective = "Subjective",
        /// What was seen and measured.
        Objective = "Objective",
        /// What it comes to.
        Assessment = "Assessment",
        /// What was done, and what is next.
        Plan = "Plan",
    }
}

/// Words of the session note that somebody put in the place of what was written by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnNote {
    /// What the client says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subjective: Option<String>,
    /// What was seen and measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// What it comes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<String>,
    /// What was done, and what is next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
}

impl OwnNote {
    /// Whether nothing was put in the place of anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The words of a part; none where it writes itself.
    pub fn of(&self, part: NotePart) -> Option<&str> {
        match part {
            NotePart::Subjective => &self.subjective,
            NotePart::Objective => &self.objective,
            NotePart::Assessment => &self.assessment,
            NotePart::Plan => &self.plan,
        }
        .as_deref()
    }

    /// Puts words in the place of a part, or lets it write itself again.
    pub fn put(&mut self, part: NotePart, words: Option<String>) {
        *match part {
            NotePart::Subjective => &mut self.subjective,
            NotePart::Objective => &mut self.objective,
            NotePart::Assessment => &mut self.assessment,
            NotePart::Plan => &mut self.plan,
        } = words;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pressed_is_told_from_what_was_typed() {
        let pressed = [Unwanted::LegWorse, Unwanted::Sore];
        let said = Unwanted::join(pressed, " a cramp, once ");
        assert_eq!(said, "Leg worse, Sore, a cramp, once");
        assert_eq!(Unwanted::split(&said), (pressed.to_vec(), "a cramp, once"));
        assert_eq!(Unwanted::split("soreness"), (Vec::new(), "soreness"));
        assert_eq!(Unwanted::split(" "), (Vec::new(), ""));
        assert_eq!(SkipReason::of_label("No time"), Some(SkipReason::NoTime));
        assert_eq!(SkipReason::of_label("no time left"), None);
    }
}
