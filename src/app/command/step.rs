//! What can be done with a step of the plan: the same for its row, its menu and the keys.
//!
//! In the palette it is about the chosen step, and only while the plan is in sight.

use super::{Command, able};
use crate::app::editing::PlanAction;
use crate::app::state::State;
use crate::model::{Plan, Step};
use crate::planner::edit::Edit;

const NO_STEP: &str = "Choose a step of the plan first";

impl Command {
    /// What it asks for of this step; none where it is about something else.
    ///
    /// # Errors
    /// Why it can't be done with this one.
    pub fn of_step(self, plan: &Plan, step: &Step) -> Option<Result<PlanAction, &'static str>> {
        let number = step.number;
        let change = |edit| Ok(PlanAction::Change(vec![edit]));
        #[expect(clippy::wildcard_enum_match_arm, reason = "all others are about something else")]
        let asked = match self {
            Self::WhyStep => Ok(PlanAction::Why(number)),
            Self::WriteStep => Ok(PlanAction::Write(number, step.instructions.clone())),
            Self::AddBelow => Ok(PlanAction::OfferBelow(number)),
            Self::StepUp if number <= 1 => Err("It is the first step"),
            Self::StepUp => change(Edit::Move { step: number, to: number - 1 }),
            Self::StepDown if number >= plan.steps.len() => Err("It is the last step"),
            Self::StepDown => change(Edit::Move { step: number, to: number + 1 }),
            Self::DuplicateStep => change(Edit::Duplicate { step: number }),
            Self::RemoveStep => change(Edit::Remove { step: number }),
            Self::HoldStep if !step.counted => Err("It has no minutes of its own"),
            Self::HoldStep => Ok(PlanAction::Hold(number)),
            _ => return None,
        };
        Some(asked)
    }
}

/// The plan, where it is in sight: nothing in it is changed unseen.
pub(super) fn shown(state: &State) -> Result<&Plan, &'static str> {
    able::built(state)?;
    let plan = state.judged.plan.as_ref().filter(|_| state.shows_plan());
    plan.ok_or("Show the plan first")
}

/// What a command asks for of the chosen step.
pub(super) fn chosen(command: Command, state: &State) -> Result<PlanAction, &'static str> {
    let plan = shown(state)?;
    let step = plan.steps.iter().find(|step| Some(step.number) == state.selected);
    let asked = command.of_step(plan, step.ok_or(NO_STEP)?);
    asked.unwrap_or(Err(NO_STEP))
}
