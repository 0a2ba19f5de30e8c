//! What comes from an earlier session into the visit of today: lasting facts at once, its steps once there is
//! a plan.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Visit;
use crate::app::draft::IntakeDraft;
use crate::model::{Day, Minutes, PlanRecord, Step, StepWent};
use crate::planner::course::Done;

/// What comes from an earlier session.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenOver {
    /// The intake of today as it would follow that session.
    pub facts: IntakeDraft,
    /// The day of that session.
    pub from: Day,
    /// Whether facts that are there give way.
    pub replaces: bool,
    /// Its steps, where it had some.
    pub steps: Option<StepsAgain>,
}

/// Steps of an earlier session, as they were done, for a plan of today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepsAgain {
    /// The day of that session.
    pub from: Day,
    /// The steps.
    #[serde(with = "super::shared")]
    pub steps: Arc<Vec<Step>>,
}

impl StepsAgain {
    /// Those of a record; none where no session took place or could have.
    pub fn of(record: &PlanRecord) -> Option<Self> {
        if record.plan.status.withholds() {
            return None;
        }
        let done = if record.is_closed() { Done::of(record) } else { Done::planned(record) };
        let steps = done.steps.into_iter().map(|one| {
            let mut step = one.step.clone();
            // What was left out that day was planned all the same.
            if one.went == StepWent::Changed {
                step.minutes = Minutes::new(one.minutes).unwrap_or(step.minutes);
                step.pressure = one.pressure;
            }
            step
        });
        Some(Self { from: record.day(), steps: Arc::new(steps.collect()) })
    }
}

impl Visit {
    /// The steps of an earlier session that wait for a plan, once there is one; they wait no longer then.
    pub fn take_steps_again(&mut self) -> Option<StepsAgain> {
        if self.work.again.is_none() || self.standing.session().is_none() {
            return None;
        }
        self.changed = true;
        Arc::make_mut(&mut self.work).again.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::visit::Work;
    use crate::knowledge::Knowledge;
    use crate::model::{Entry, Intake, Outcome, Phase, Pressure, StepOutcome};
    use crate::planner;

    fn record() -> PlanRecord {
        let knowledge = Knowledge::shipped().unwrap();
        let text = r#"{ "date": "2026-11-10", "category": "chronic", "side": "Left",
            "pain_back": 3, "pain_leg": 4, "furthest_point": "Knee", "trend": "Same",
            "inflammation": "None", "onset_weeks": 40, "diagnosis": "ByDoctor",
            "cause_known": true, "findings": [], "doctor_on_massage": "InFavour", "minutes": 60 }"#;
        let intake: Intake = serde_json::from_str(text).unwrap();
        let accepted = knowledge.accept(intake).unwrap();
        PlanRecord::draft(planner::plan(&accepted, &knowledge).unwrap())
    }

    #[test]
    fn steps_come_as_they_went_and_those_left_out_as_they_were_planned() {
        let mut record = record();
        let focus: Vec<Step> =
            record.plan.steps.iter().filter(|step| step.phase == Phase::Focus).cloned().collect();
        let (changed, skipped) = (&focus[0], &focus[1]);
        let mut outcome = Outcome::on(record.day());
        outcome.steps = vec![
            StepOutcome {
                minutes: Minutes::new(2).ok(),
                pressure: Pressure::new(1).ok(),
                ..StepOutcome::new(changed.number, StepWent::Changed)
            },
            StepOutcome::new(skipped.number, StepWent::Skipped),
        ];
        let at = "2026-11-10T12:00:00Z".parse().unwrap();
        record.close(outcome, Entry { at, by: String::new() });
        let again = StepsAgain::of(&record).unwrap();
        let step = |number: usize| again.steps.iter().find(|step| step.number == number).unwrap();
        let was = step(changed.number);
        assert_eq!((was.minutes.get(), was.pressure), (2, Pressure::new(1).ok()));
        assert_eq!(step(skipped.number), skipped);
    }

    #[test]
    fn steps_that_wait_are_kept_with_what_is_not_saved() {
        let again = StepsAgain::of(&record());
        let work = Work { again, ..Work::default() };
        let text = serde_json::to_string(&work).unwrap();
        assert_eq!(serde_json::from_str::<Work>(&text).unwrap(), work);
        let none = serde_json::to_string(&Work::default()).unwrap();
        assert!(!none.contains("again"), "others read it as before");
    }
}
