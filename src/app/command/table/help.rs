//! What the Help menu offers.

use super::{plain, row};
use crate::app::action::{Action, WindowAction};
use crate::app::command::keys::CommandKey;
use crate::app::command::{Command, CommandRow, Symbol, can};

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[&[
    row(Command::Keys, "Keys", "Everything that the keyboard does", can::always, |_| {
        Action::Window(WindowAction::Keys)
    })
    .letter('k')
    .symbol(Symbol::Keys)
    .keys(&[plain(CommandKey::F1)]),
    row(
        Command::About,
        "About the knowledge",
        "What the clinical files are for, and who has read them",
        can::always,
        |_| Action::About,
    )
    .letter('a'),
]];
