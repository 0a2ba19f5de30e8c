//! The steps of an earlier session as edits of today's plan: what was worked, how, how deep, how long and in
//! which order, as far as today's gates, caps and checks let it.
//!
//! Each change is tried; one that would bring a conflict or a warning that wasn't there is left out, with a
//! sentence that says so. Steps that today's answers bring stay. Must not live here: judging (`check`), and
//! anything that loosens a limit.

use std::collections::BTreeSet;

use super::keep::pairs;
use super::sheet::cells;
use super::{Edit, NewStep, StepField, apply_numbered};
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{Phase, Plan, Step, TechniqueId};
use crate::planner::{Assessment, Finding, Level, check_assessed};
use crate::text::{inside_sentence, listed};

/// An earlier session's steps as edits of today's plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Again {
    /// What makes today's plan like that session, one after the other.
    pub edits: Vec<Edit>,
    /// What of that session found no place, and what today brings beside it, a sentence each.
    pub notes: Vec<String>,
}

/// The edits that bring the steps of an earlier session, as they were done, into today's plan, which the
/// assessment is of.
pub fn again(steps: &[Step], today: &Plan, assessment: &Assessment<'_>) -> Again {
    let knowledge = assessment.facts.knowledge;
    let wanted: Vec<&Step> = steps.iter().filter(|step| is_work(step.phase)).collect();
    let cloned: Vec<Step> = wanted.iter().copied().cloned().collect();
    let meets = |old: &Step, new: &Step| cells(knowledge, old).meets(cells(knowledge, new));
    let found = pairs(&cloned, &today.steps, meets);
    let mut trial = Trial {
        assessment,
        knowledge,
        faults: faults(&check_assessed(today, assessment)),
        plan: today.clone(),
        places: found.iter().map(|at| at.map(|at| at + 1)).collect(),
        again: Again::default(),
    };
    let known: BTreeSet<usize> = trial.places.iter().flatten().copied().collect();
    let extra: Vec<String> = today
        .steps
        .iter()
        .filter(|step| is_work(step.phase) && !known.contains(&step.number))
        .map(|step| name(knowledge, step))
        .collect();
    for (at, step) in wanted.iter().enumerate() {
        match trial.place(at) {
            Some(_) => trial.make_like(at, step),
            None => trial.add(at, step),
        }
    }
    trial.order(&wanted);
    trial.minutes(&wanted);
    let extra: Vec<&str> = extra.iter().map(String::as_str).collect();
    if !extra.is_empty() {
        trial
            .again
            .notes
            .push(format!("Also in today's plan: {}", inside_sentence(&listed(&extra))));
    }
    trial.again
}

/// Whether a step is chosen for its place: the others belong to every session.
fn is_work(phase: Phase) -> bool {
    match phase {
        Phase::WarmUp | Phase::Focus | Phase::Stretch => true,
        Phase::CheckIn
        | Phase::Heat
        | Phase::Cold
        | Phase::Rest
        | Phase::ReTest
        | Phase::HomeCare => false,
    }
}

/// A step in a few words, such as “Gluteals, right”.
fn name(knowledge: &Knowledge, step: &Step) -> String {
    let place = knowledge.place(&step.regions, step.side, Voice::Row);
    match step.phase {
        Phase::Focus if !place.is_empty() => place,
        Phase::Stretch if !step.techniques.is_empty() => {
            knowledge.technique_names(&step.techniques)
        }
        Phase::CheckIn
        | Phase::Heat
        | Phase::WarmUp
        | Phase::Focus
        | Phase::Stretch
        | Phase::Cold
        | Phase::Rest
        | Phase::ReTest
        | Phase::HomeCare => step.phase.label().to_owned(),
    }
}

/// How many conflicts, and how many findings in all.
fn faults(findings: &[Finding]) -> (usize, usize) {
    let conflicts = findings.iter().filter(|one| one.level == Level::Conflict).count();
    (conflicts, findings.len())
}

/// Today's plan on its way.
struct Trial<'a, 'k> {
    assessment: &'a Assessment<'k>,
    knowledge: &'k Knowledge,
    plan: Plan,
    faults: (usize, usize),
    /// For each step of that session its number in today's plan.
    places: Vec<Option<usize>>,
    again: Again,
}

impl Trial<'_, '_> {
    fn place(&self, at: usize) -> Option<usize> {
        self.places.get(at).copied().flatten()
    }

    fn step(&self, at: usize) -> Option<Step> {
        let number = self.place(at)?;
        self.plan.steps.iter().find(|step| step.number == number).cloned()
    }

    fn note(&mut self, text: String) {
        self.again.notes.push(text);
    }

    /// Makes these changes together, unless the plan would be worse for them; gives whether it did.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let (mut plan, mut places) = (self.plan.clone(), self.places.clone());
        for edit in edits {
            let Ok(applied) = apply_numbered(&plan, edit, self.assessment) else { return false };
            let moved = |number: usize| {
                number.checked_sub(1).and_then(|at| applied.numbers.get(at).copied().flatten())
            };
            places = places.into_iter().map(|place| place.and_then(moved)).collect();
            plan = applied.plan;
        }
        let now = faults(&check_assessed(&plan, self.assessment));
        if now.0 > self.faults.0 || now.1 > self.faults.1 {
            return false;
        }
        (self.plan, self.places, self.faults) = (plan, places, now);
        self.again.edits.extend_from_slice(edits);
        true
    }

    /// Makes today's step like the one of that session.
    fn make_like(&mut self, at: usize, old: &Step) {
        let Some(now) = self.step(at) else { return };
        let what = name(self.knowledge, old);
        let step = now.number;
        if let Some(modality) = old.modality.clone().filter(|_| old.modality != now.modality)
            && StepField::Modality.is_of(now.phase)
        {
            let words = self.knowledge.modality_in_sentence(&modality);
            if !self.take(&[Edit::Modality { step, modality }]) {
                self.note(format!("{what}: no {words} today"));
            }
        }
        if let Some(pressure) = old.pressure.filter(|_| old.pressure != now.pressure)
            && StepField::Pressure.is_of(now.phase)
            && !self.take(&[Edit::Pressure { step, pressure }])
        {
            let kept = self.step(at).and_then(|step| step.pressure);
            let kept = kept.map_or_else(String::new, |level| format!(", {level} instead"));
            self.note(format!("{what}: no level {pressure} today{kept}"));
        }
        if old.position != now.position {
            let position = old.position;
            if !self.take(&[Edit::Position { step, position }]) {
                let lies = inside_sentence(position.label());
                self.note(format!("{what}: not {lies} today"));
            }
        }
        if now.phase == Phase::Stretch && old.techniques != now.techniques {
            self.stretch(at, step, &old.techniques);
        }
    }

    /// The stretches of that session, or those of them that are open today.
    fn stretch(&mut self, at: usize, step: usize, wanted: &[TechniqueId]) {
        if wanted.is_empty() || self.take(&[Edit::Techniques { step, techniques: wanted.to_vec() }])
        {
            return;
        }
        let mut open: Vec<TechniqueId> = Vec::new();
        let mut shut: Vec<&str> = Vec::new();
        for technique in wanted {
            let before = (self.plan.clone(), self.places.clone(), self.faults);
            let edits = self.again.edits.len();
            let mut techniques = open.clone();
            techniques.push(technique.clone());
            if self.take(&[Edit::Techniques { step, techniques }]) {
                // Tried alone: all that are open are set at once below.
                (self.plan, self.places, self.faults) = before;
                self.again.edits.truncate(edits);
                open.push(technique.clone());
            } else {
                shut.push(self.knowledge.technique_name(technique));
            }
        }
        if !open.is_empty() {
            self.take(&[Edit::Techniques { step, techniques: open }]);
        }
        if self.step(at).is_some() && !shut.is_empty() {
            self.note(format!("Not today: {}", inside_sentence(&listed(&shut))));
        }
    }

    /// Adds a step that today's plan hasn't.
    fn add(&mut self, at: usize, old: &Step) {
        let new = NewStep {
            regions: old.regions.clone(),
            side: old.side,
            modality: old.modality.clone(),
            pressure: old.pressure,
            minutes: Some(old.minutes.get()),
            techniques: old.techniques.clone(),
            ..NewStep::of(old.phase)
        };
        let count = self.plan.steps.len();
        let fit = Edit::Fit { held: BTreeSet::new() };
        let add = Edit::Add { at: None, new };
        if !(self.take(std::slice::from_ref(&add)) || self.take(&[add, fit])) {
            let what = name(self.knowledge, old);
            return self.note(format!("{what}: not in today's plan"));
        }
        // Its number is that of the one step that no step had before.
        if self.plan.steps.len() == count + 1 {
            let now: BTreeSet<usize> = self.places.iter().flatten().copied().collect();
            let is_it = |step: &&Step| {
                step.phase == old.phase
                    && step.regions == old.regions
                    && step.side == old.side
                    && !now.contains(&step.number)
            };
            let number = self.plan.steps.iter().find(is_it).map(|step| step.number);
            if let Some(place) = self.places.get_mut(at) {
                *place = number;
            }
        }
    }

    /// Puts the steps of a phase in the order of that session.
    fn order(&mut self, wanted: &[&Step]) {
        let mut before: Option<(usize, Phase)> = None;
        for (at, step) in wanted.iter().enumerate() {
            if let (Some((earlier, phase)), Some(own)) = (before, self.place(at))
                && phase == step.phase
                && let Some(to) = self.place(earlier)
                && own < to
            {
                self.take(&[Edit::Move { step: own, to }]);
            }
            if self.place(at).is_some() {
                before = Some((at, step.phase));
            }
        }
    }

    /// The minutes of that session, where they fill today's as well.
    fn minutes(&mut self, wanted: &[&Step]) {
        let edits: Vec<Edit> = wanted
            .iter()
            .enumerate()
            .filter_map(|(at, old)| {
                let now = self.step(at).filter(|now| now.minutes != old.minutes)?;
                Some(Edit::Minutes { step: now.number, minutes: old.minutes.get() })
            })
            .collect();
        if edits.is_empty() || self.take(&edits) {
            return;
        }
        let fitted: Vec<Edit> =
            edits.into_iter().chain([Edit::Fit { held: BTreeSet::new() }]).collect();
        if self.take(&fitted) {
            self.note("Minutes are fitted to today's length".to_owned());
        } else {
            self.note("Minutes are those of today's plan".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Intake, Pressure};
    use crate::planner;

    fn plan(extra: &str, minutes: u16, knowledge: &Knowledge) -> Plan {
        let text = format!(
            r#"{{ "date": "2026-11-24", "category": "chronic", "side": "Left", "pain_back": 3,
            "pain_leg": 4, "furthest_point": "Knee", "trend": "Same", "inflammation": "None",
            "onset_weeks": 40, "diagnosis": "ByDoctor", "cause_known": true,
            "doctor_on_massage": "InFavour", "minutes": {minutes}, "findings": [] {extra} }}"#
        );
        let intake: Intake = serde_json::from_str(&text).unwrap();
        planner::plan(&knowledge.accept(intake).unwrap(), knowledge).unwrap()
    }

    /// Today's plan with these edits, and how many findings it has.
    fn with(today: &Plan, again: &Again, knowledge: &Knowledge) -> (Plan, usize) {
        let accepted = knowledge.accept(today.intake.clone()).unwrap();
        let assessment = planner::assess(&accepted, knowledge);
        let mut plan = today.clone();
        for edit in &again.edits {
            plan = super::super::apply(&plan, edit, &assessment).unwrap();
        }
        let count = check_assessed(&plan, &assessment).len();
        (plan, count)
    }

    fn again_on(steps: &[Step], today: &Plan, knowledge: &Knowledge) -> Again {
        let accepted = knowledge.accept(today.intake.clone()).unwrap();
        again(steps, today, &planner::assess(&accepted, knowledge))
    }

    #[test]
    fn the_same_session_changes_nothing() {
        let knowledge = Knowledge::shipped().unwrap();
        let today = plan("", 60, &knowledge);
        assert_eq!(again_on(&today.steps, &today, &knowledge), Again::default());
    }

    #[test]
    fn a_lighter_step_and_its_minutes_come_along() {
        let knowledge = Knowledge::shipped().unwrap();
        let today = plan("", 60, &knowledge);
        let mut steps = today.steps.clone();
        let at = steps
            .iter()
            .position(|step| step.phase == Phase::Focus && step.pressure == Pressure::new(2).ok())
            .unwrap();
        steps[at].pressure = Pressure::new(1).ok();
        let found = again_on(&steps, &today, &knowledge);
        assert!(found.notes.is_empty(), "{:?}", found.notes);
        let (plan, _) = with(&today, &found, &knowledge);
        assert_eq!(plan.steps[at].pressure, Pressure::new(1).ok());
    }

    #[test]
    fn what_is_above_todays_limit_stays_out_and_is_told() {
        let knowledge = Knowledge::shipped().unwrap();
        let today = plan("", 60, &knowledge);
        let mut steps = today.steps.clone();
        for step in steps.iter_mut().filter(|step| step.phase == Phase::Focus) {
            step.pressure = Pressure::new(5).ok();
        }
        let before = with(&today, &Again::default(), &knowledge).1;
        let found = again_on(&steps, &today, &knowledge);
        let (plan, count) = with(&today, &found, &knowledge);
        assert!(count <= before, "nothing is worse for it");
        assert!(found.notes.iter().any(|note| note.contains("no level 5 today")));
        assert!(plan.steps.iter().all(|step| step.pressure.is_none_or(|level| level.get() < 5)));
    }

    #[test]
    fn a_longer_session_is_fitted_to_todays_length() {
        let knowledge = Knowledge::shipped().unwrap();
        let today = plan("", 45, &knowledge);
        let longer = plan("", 90, &knowledge);
        let found = again_on(&longer.steps, &today, &knowledge);
        let (plan, count) = with(&today, &found, &knowledge);
        let minutes: u16 =
            plan.steps.iter().filter(|step| step.counted).map(|step| step.minutes.get()).sum();
        assert!(minutes <= 45, "{minutes}");
        assert_eq!(count, with(&today, &Again::default(), &knowledge).1);
    }
}
