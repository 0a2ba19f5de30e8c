//! What the File menu offers: opening, saving, leaving.

use super::{ctrl, ctrl_shift, row};
use crate::app::action::{Action, FileAction, PracticeAction, Then, WindowAction};
use crate::app::command::keys::CommandKey;
use crate::app::command::{Command, CommandRow, Symbol, can};
use crate::app::forms::FormKind;
use crate::app::history::HistoryAction;
use crate::app::practice::OpenPractice;
use crate::app::print::PrintAction;
use crate::app::state::{Page, PathUse};
use crate::app::target::Target;

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[
    &[
        row(
            Command::NewClient,
            "New client",
            "Adds a client; a name is enough",
            can::open,
            |state| match state.practice.open() {
                Some(_) => Action::Window(WindowAction::FocusNewClient),
                None => Action::File(FileAction::Leave(Then::New)),
            },
        )
        .letter('n')
        .symbol(Symbol::NewClient)
        .keys(&[ctrl(CommandKey::N)]),
        row(
            Command::NewPlan,
            "New plan",
            "Starts an empty intake for the chosen client",
            can::open,
            |state| match state.practice.open().and_then(OpenPractice::chosen_row) {
                Some(client) => Action::File(FileAction::Leave(Then::NewPlan(client.id))),
                None => Action::File(FileAction::Leave(Then::New)),
            },
        )
        .letter('p')
        .symbol(Symbol::Add)
        .keys(&[ctrl_shift(CommandKey::N)]),
    ],
    &[
        row(
            Command::OpenPlan,
            "Open a plan file…",
            "Opens a plan or an intake from a file",
            can::open,
            |_| Action::File(FileAction::Leave(Then::Open)),
        )
        .letter('o')
        .symbol(Symbol::Open)
        .keys(&[ctrl(CommandKey::O)]),
        row(
            Command::OpenPractice,
            "Open or create a practice…",
            "Opens a practice folder; a new or empty folder becomes a practice",
            can::idle,
            |_| Action::File(FileAction::Leave(Then::ChoosePractice)),
        )
        .letter('r')
        .keys(&[ctrl_shift(CommandKey::O)]),
        row(
            Command::OpenTyped,
            "Open from a path…",
            "Opens a file or a practice folder by its path",
            can::open,
            |_| Action::File(FileAction::Leave(Then::OpenTyped)),
        )
        .letter('t'),
        row(
            Command::NewPractice,
            "New practice…",
            "Creates a folder for clients and their plans",
            can::idle,
            |_| PracticeAction::Ask(FormKind::NewPractice).into(),
        )
        .letter('w'),
        row(
            Command::ClosePractice,
            "Close the practice",
            "Goes back to the start page",
            |state| {
                can::idle(state)?;
                if state.is_at_start() { Err("No practice is open") } else { Ok(()) }
            },
            |_| Action::File(FileAction::Leave(Then::Start)),
        )
        .letter('c'),
        row(
            Command::Lock,
            "Lock the practice",
            "Hides the practice until its passphrase is typed",
            |state| {
                let seal = state.practice.open().and_then(|open| open.store.seal());
                seal.map(drop).ok_or("Only an open, sealed practice can be locked")
            },
            |_| Action::File(FileAction::Leave(Then::Lock)),
        )
        .letter('l')
        .symbol(Symbol::Lock)
        .keys(&[ctrl(CommandKey::L)]),
    ],
    &[
        row(
            Command::Save,
            "Save",
            "Saves the plan to the practice, or to its own file",
            can::save,
            |_| Action::File(FileAction::SaveThen(None)),
        )
        .letter('s')
        .symbol(Symbol::Save)
        .keys(&[ctrl(CommandKey::S)]),
        row(
            Command::SaveCopy,
            "Save a copy…",
            "Saves the plan into another file",
            can::write,
            |_| Action::File(FileAction::Write(Target::Copy)),
        )
        .letter('a')
        .keys(&[ctrl_shift(CommandKey::S)]),
        row(
            Command::SaveTyped,
            "Save to a path…",
            "Saves the plan into a file by its path",
            can::write,
            |_| Action::File(FileAction::TypePath(PathUse::Write(Target::Copy))),
        )
        .letter('h'),
    ],
    &[
        row(
            Command::Print,
            "Print or save…",
            "Shows the pages of plan, home care or referral, to print or save them",
            can::print,
            |state| {
                let of_past = state.shown_page() == Page::History && state.print.is_none();
                if of_past && state.history.chosen().is_some() {
                    return HistoryAction::Print.into();
                }
                Action::Print(PrintAction::Show)
            },
        )
        .letter('i')
        .symbol(Symbol::Print)
        .keys(&[ctrl(CommandKey::P)]),
        row(
            Command::SaveFiles,
            "Save plans as files…",
            "Writes documents of a client or of all clients into a folder",
            can::keep,
            |_| PracticeAction::Ask(FormKind::Files).into(),
        )
        .letter('f'),
    ],
    &[
        row(
            Command::BackUp,
            "Back up the practice…",
            "Puts everything in the practice into one file",
            can::keep,
            |_| Action::BackUp,
        )
        .letter('b'),
        row(
            Command::Restore,
            "Restore a backup…",
            "Restores a backup into a new folder",
            can::idle,
            |_| Action::Restore,
        )
        .letter('u'),
        row(
            Command::Settings,
            "Settings…",
            "Name, letterhead, therapist, defaults, sealing",
            can::keep,
            |_| Action::Settings,
        )
        .letter('g')
        .keys(&[ctrl(CommandKey::Comma)]),
    ],
    &[row(Command::Quit, "Quit", "Closes the window", can::always, |_| {
        Action::File(FileAction::Leave(Then::Quit))
    })
    .letter('q')
    .keys(&[ctrl(CommandKey::Q)])],
];
