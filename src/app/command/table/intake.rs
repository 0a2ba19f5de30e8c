//! What can be done with the intake. It stands beside its questions, and in the palette.

use super::row;
use crate::app::action::{Action, ConsentAction};
use crate::app::command::{Command, CommandRow, Symbol, can};
use crate::model::ConsentItem;

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[&[
    row(
        Command::AddClearance,
        "Add clearance",
        "Adds a record of who allowed what, and with which limits",
        can::unlocked,
        |_| Action::AddClearance,
    )
    .symbol(Symbol::Add),
    row(
        Command::RecordConsent,
        "Record consent",
        "Records today's date for what is marked under consent",
        |state| {
            can::consent(state)?;
            let none = state.ticked_consents().is_empty();
            if none { Err("Consent is complete") } else { Ok(()) }
        },
        |state| Action::Consent(ConsentAction::Record(state.ticked_consents())),
    ),
    row(
        Command::RecordDraping,
        "Record consent to draping",
        "Records today's date for draping alone",
        |state| {
            can::consent(state)?;
            let open = state.open_consents().contains(&ConsentItem::Draping);
            if open { Ok(()) } else { Err("Consent to draping is recorded already") }
        },
        |_| Action::Consent(ConsentAction::Record(vec![ConsentItem::Draping])),
    ),
    row(
        Command::FullQuestions,
        "Questions in full",
        "Shows questions as they are asked, or their labels only",
        can::unlocked,
        |state| Action::FullQuestions(!state.full_questions),
    )
    .on(|state| state.full_questions),
]];
