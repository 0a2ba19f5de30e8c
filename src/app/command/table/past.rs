//! What can be done with past plans and with versions of a plan. It stands beside them, and in the
//! palette.

use super::{asked, row};
use crate::app::action::{Action, FileAction, PracticeAction, Then};
use crate::app::command::{Command, CommandRow, can, past};
use crate::app::state::State;

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[&[
    row(
        Command::ReadBefore,
        "Read the previous plan",
        "Shows the client's last plan as it was; again, the one before it",
        |state| past::before(state).map(drop),
        |state| {
            asked(past::before(state), |(plan, revision)| {
                PracticeAction::Show(plan, revision).into()
            })
        },
    ),
    row(
        Command::Beside,
        "Compare with today",
        "Shows the past plan next to today's, or alone again",
        |state| {
            let beside = past::read(state)?.beside;
            let fits = beside || state.two_plans_fit();
            if fits { Ok(()) } else { Err("This window is too narrow for two plans: widen it") }
        },
        |state| PracticeAction::Beside(!is_beside(state)).into(),
    )
    .on(is_beside),
    row(
        Command::StopReading,
        "Back to today's plan",
        "Closes the past plan",
        |state| past::any(state).map(drop),
        |_| PracticeAction::StopReading.into(),
    ),
    row(
        Command::EditRead,
        "Edit the past plan",
        "Opens the past plan for editing",
        can::read_past,
        |state| {
            asked(past::shown(state), |(key, revision)| {
                Action::File(FileAction::Leave(Then::Plan(key, revision)))
            })
        },
    ),
    row(
        Command::KeepVersion,
        "Keep this version",
        "Of two versions of a plan, keeps the one that is shown",
        |state| can::idle(state).and_then(|()| past::two_versions(state)),
        |_| PracticeAction::KeepVersion.into(),
    ),
    row(
        Command::RemovePlan,
        "Remove this plan",
        "Takes the plan that is shown off the lists; its records stay",
        |state| can::idle(state).and_then(|()| past::shown(state).map(drop)),
        |state| asked(past::shown(state), |(key, _)| PracticeAction::RemovePlan(key).into()),
    ),
    row(
        Command::RestorePlan,
        "Bring back a removed plan",
        "The client's most recently removed plan comes back",
        |state| can::idle(state).and_then(|()| past::removed(state).map(drop)),
        |state| asked(past::removed(state), |key| PracticeAction::RestorePlan(key).into()),
    ),
]];

fn is_beside(state: &State) -> bool {
    state.visit.reading.as_ref().is_some_and(|reading| reading.beside)
}
