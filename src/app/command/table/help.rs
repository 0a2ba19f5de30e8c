//! What the Help menu offers.

use super::{plain, row};
use crate::app::action::{Action, WindowAction};
use crate::app::command::keys::CommandKey;
use crate::app::command::{Command, CommandRow, Symbol, can};

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[&[
    row(Command::Keys, "Keyboard shortcuts", "Everything the keyboard can do", can::always, |_| {
        Action::Window(WindowAction::Keys)
    })
    .letter('k')
    .symbol(Symbol::Keys)
    .keys(&[plain(CommandKey::F1)]),
    row(
        Command::About,
        "About the guidance and sources",
        "Where the clinical guidance comes from, and who has reviewed it",
        can::always,
        |_| Action::About,
    )
    .letter('a'),
]];
