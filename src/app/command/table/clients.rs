//! What can be done with the list of clients, and with what isn't saved of one. It stands at the list,
//! and in the palette.

use super::{asked, row};
use crate::app::action::PracticeAction;
use crate::app::command::{Command, CommandRow, can};
use crate::app::forms::FormKind;
use crate::store::index::Order;

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[&[
    row(
        Command::SortRecent,
        "Sort clients by latest session",
        "Most recent visit first",
        can::be_in_practice,
        |_| PracticeAction::Sort(Order::Recent).into(),
    )
    .on(|state| state.prefs.order == Order::Recent),
    row(Command::SortByName, "Sort clients by name", "A to Z", can::be_in_practice, |_| {
        PracticeAction::Sort(Order::Name).into()
    })
    .on(|state| state.prefs.order == Order::Name),
    row(
        Command::ImportClients,
        "Add clients from a list…",
        "Takes in the client list of another program, as CSV",
        can::keep,
        |_| PracticeAction::Ask(FormKind::ClientList).into(),
    ),
    row(
        Command::DiscardChanges,
        "Discard the unsaved changes",
        "The plan is as it was saved; one that never was begins anew. Can be undone",
        |state| can::discard(state).map(drop),
        |state| asked(can::discard(state), |key| PracticeAction::Forget(key).into()),
    ),
    row(
        Command::StopIndexing,
        "Stop reading the practice",
        "The list of clients stays as it is",
        |state| {
            let reads = can::in_practice(state)?.indexing.is_some();
            if reads { Ok(()) } else { Err("The practice is read") }
        },
        |_| PracticeAction::StopIndexing.into(),
    ),
]];
