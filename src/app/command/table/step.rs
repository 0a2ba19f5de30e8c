//! What can be done with a step of the plan, and with what was found about it. It stands at its row,
//! in its menu and in the palette, where it is about the chosen step.

use super::{asked, change, of_step, row};
use crate::app::action::Action;
use crate::app::command::{Command, CommandRow, Symbol, can};
use crate::app::editing::PlanAction;
use crate::planner::edit::Edit;

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[&[
    of_step(
        Command::WhyStep,
        "Why this step",
        "Why the chosen step is there, and where that comes from",
        |_, step| Ok(PlanAction::Why(step.number)),
    )
    .symbol(Symbol::Why),
    of_step(
        Command::WriteStep,
        "Edit text",
        "Rewrites the chosen step's instructions in your own words",
        |_, step| Ok(PlanAction::Write(step.number, step.instructions.clone())),
    )
    .symbol(Symbol::Write),
    of_step(
        Command::AddBelow,
        "Add a step below",
        "Lists the steps that can follow the chosen one",
        |_, step| Ok(PlanAction::OfferBelow(step.number)),
    )
    .symbol(Symbol::Add),
    of_step(
        Command::StepUp,
        "Move the step up",
        "Moves the chosen step one place up",
        |_, step| match step.number {
            0 | 1 => Err("It is the first step"),
            number => Ok(change(Edit::Move { step: number, to: number - 1 })),
        },
    ),
    of_step(
        Command::StepDown,
        "Move the step down",
        "Moves the chosen step one place down",
        |plan, step| match step.number {
            number if number >= plan.steps.len() => Err("It is the last step"),
            number => Ok(change(Edit::Move { step: number, to: number + 1 })),
        },
    ),
    of_step(
        Command::DuplicateStep,
        "Duplicate the step",
        "Repeats the chosen step below it",
        |_, step| Ok(change(Edit::Duplicate { step: step.number })),
    )
    .symbol(Symbol::Copy),
    of_step(Command::RemoveStep, "Remove the step", "Removes the chosen step", |_, step| {
        Ok(change(Edit::Remove { step: step.number }))
    })
    .symbol(Symbol::Delete),
    of_step(
        Command::HoldStep,
        "Hold the minutes",
        "Keeps the chosen step's minutes when the rest is fitted to time, or lets them change \
         again",
        |_, step| {
            if step.counted {
                Ok(PlanAction::Hold(step.number))
            } else {
                Err("It has no minutes of its own")
            }
        },
    )
    .on(|state| state.visit.selected.is_some_and(|step| state.visit.work().held.contains(&step))),
    row(Command::StepBelow, "Next step", "Chooses the step below", can::walk, |_| {
        Action::Plan(PlanAction::Walk(1))
    }),
    row(Command::StepAbove, "Previous step", "Chooses the step above", can::walk, |_| {
        Action::Plan(PlanAction::Walk(-1))
    }),
    row(
        Command::ShowFindings,
        "What the check found",
        "Shows conflicts and warnings about the whole plan",
        |state| {
            can::see_plan(state)?;
            let found = state.visit.standing().findings.iter().any(|one| one.step.is_none());
            if found { Ok(()) } else { Err("The check found nothing about the whole plan") }
        },
        |_| Action::Plan(PlanAction::ShowFindings),
    ),
    row(
        Command::SaveNote,
        "Save the words to hand over…",
        "Saves what the client and the doctor are told as a text file",
        |state| can::idle(state).and_then(|()| can::hand_over(state)),
        |state| asked(state.handover().ok_or(can::NO_WORDS), Action::SaveNote),
    )
    .symbol(Symbol::SaveFile),
    row(
        Command::CopyNote,
        "Copy the words to hand over",
        "Puts what the client and the doctor are told on the clipboard",
        can::hand_over,
        |state| asked(state.handover().ok_or(can::NO_WORDS), Action::Copy),
    )
    .symbol(Symbol::Copy),
]];
