//! What can be done with the past sessions of the chosen client.

use super::{WhyNot, row};
use crate::app::command::{Command, CommandRow, can};
use crate::app::history::HistoryAction;
use crate::app::past::SessionRow;
use crate::app::state::State;

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[&[
    row(
        Command::PlanAgain,
        "New plan from this session",
        "Begins today's plan with the facts and steps of the chosen session",
        |state| again(state).map(drop),
        |_| HistoryAction::PlanAgain.into(),
    ),
    row(
        Command::Discharge,
        "Discharge…",
        "Ends the course, after a look at what it came to",
        |state| {
            can::idle(state)?;
            can::past(state)?.sessions.last_open.map(drop).ok_or("No course is open")
        },
        |_| HistoryAction::AskDischarge.into(),
    ),
]];

/// The session that today's plan can begin from.
fn again(state: &State) -> Result<&SessionRow, WhyNot> {
    can::idle(state)?;
    can::past(state)?;
    let row = state.history.chosen().ok_or("There is no past session")?;
    let stored = state.visit.stored.record();
    let is_open = stored.is_some_and(|stored| stored.key.plan == row.plan);
    if is_open && row.day == state.today {
        return Err("This is the plan of today");
    }
    Ok(row)
}
