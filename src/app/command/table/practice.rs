//! What can be done with the practice as a whole. It stands in the settings, at the start, and in the
//! palette.

use super::row;
use crate::app::action::PracticeAction;
use crate::app::command::{Command, CommandRow, Symbol, can};
use crate::app::forms::FormKind;

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[&[
    row(
        Command::Alone,
        "Draft a plan without a client",
        "Starts an empty intake without a client",
        |state| {
            can::unlocked(state)?;
            let waits = state.is_at_start() || state.waits_for_client();
            if waits { Ok(()) } else { Err("An intake is open already") }
        },
        |_| PracticeAction::Alone.into(),
    ),
    row(
        Command::Sample,
        "Try the sample practice…",
        "Writes made-up clients and plans into a new folder",
        can::idle,
        |_| PracticeAction::Ask(FormKind::Sample).into(),
    ),
    row(
        Command::Seal,
        "Seal the practice…",
        "Makes it unreadable without a passphrase",
        |state| {
            can::idle(state)?;
            let sealed = can::in_practice(state)?.store.seal().is_some();
            if sealed { Err("The practice is sealed") } else { Ok(()) }
        },
        |_| PracticeAction::Ask(FormKind::Seal).into(),
    )
    .symbol(Symbol::Lock),
    row(
        Command::Passphrase,
        "Change the passphrase…",
        "Sets a new passphrase for the sealed practice",
        can::be_sealed,
        |_| PracticeAction::Ask(FormKind::Passphrase).into(),
    ),
    row(
        Command::RecoveryKey,
        "Recovery key…",
        "Opens the sealed practice if the passphrase is lost",
        can::be_sealed,
        |_| PracticeAction::RecoveryKey.into(),
    ),
    row(
        Command::Unseal,
        "Unseal the practice…",
        "Makes the sealed practice readable again",
        can::be_sealed,
        |_| PracticeAction::Ask(FormKind::Unseal).into(),
    ),
    row(
        Command::Proposals,
        "Readable records…",
        "Accepts or removes records that were saved without the seal",
        can::be_sealed,
        |_| PracticeAction::ShowProposals.into(),
    ),
    row(
        Command::OldFolders,
        "Earlier copies…",
        "Copies that sealing and unsealing left beside the practice, to delete",
        can::keep,
        |_| PracticeAction::ShowOld.into(),
    ),
]];
