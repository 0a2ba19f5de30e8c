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
