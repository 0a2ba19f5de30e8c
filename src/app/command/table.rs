//! The menus: which command stands where, and how it shows. Words and keys, nothing else.

use super::keys::{Held, Key, Keys};
use super::{Command, Entry, Menu, Symbol};

const fn ctrl(key: Key) -> Keys {
    Keys { held: Held::Ctrl, key }
}

const fn ctrl_shift(key: Key) -> Keys {
    Keys { held: Held::CtrlShift, key }
}

const fn plain(key: Key) -> Keys {
    Keys { held: Held::Nothing, key }
}

pub(super) const fn entry(
    command: Command,
    (text, mnemonic): (&'static str, char),
    icon: Option<Symbol>,
    keys: &'static [Keys],
    tip: &'static str,
) -> Entry {
    Entry { command, text, mnemonic, icon, keys, tip }
}

/// Stands for a command that has no entry.
pub(super) const MISSING: Entry = entry(Command::About, ("", ' '), None, &[], "");

/// Every menu with its groups.
pub const MENUS: [(Menu, &[&[Entry]]); 4] =
    [(Menu::File, FILE), (Menu::Edit, EDIT), (Menu::View, VIEW), (Menu::Help, HELP)];

const FILE: &[&[Entry]] = &[
    &[
        entry(
            Command::NewClient,
            ("New client", 'n'),
            Some(Symbol::NewClient),
            &[ctrl(Key::N)],
            "Adds a client; a name is enough",
        ),
        entry(
            Command::NewPlan,
            ("New plan", 'p'),
            Some(Symbol::Add),
            &[ctrl_shift(Key::N)],
            "Begins an empty intake, for the client that is chosen",
        ),
    ],
    &[
        entry(
            Command::OpenPlan,
            ("Open a plan file…", 'o'),
            Some(Symbol::Open),
            &[ctrl(Key::O)],
            "Opens a plan or an intake from a file of its own",
        ),
        entry(
            Command::OpenPractice,
            ("Open or make a practice…", 'r'),
            None,
            &[ctrl_shift(Key::O)],
            "Opens a practice folder; in a new or empty folder a practice is made",
        ),
        entry(
            Command::OpenTyped,
            ("Open a typed path…", 't'),
            None,
            &[],
            "Opens a file or a practice folder whose path is typed",
        ),
        entry(
            Command::NewPractice,
            ("New practice…", 'w'),
            None,
            &[],
            "Makes a folder for clients and their plans",
        ),
        entry(
            Command::ClosePractice,
            ("Close the practice", 'c'),
            None,
            &[],
            "Shows the page from which the window starts",
        ),
        entry(
            Command::Lock,
            ("Lock the practice", 'l'),
            Some(Symbol::Lock),
            &[ctrl(Key::L)],
            "Shows nothing of the practice until its passphrase is typed",
        ),
    ],
    &[
        entry(
            Command::Save,
            ("Save", 's'),
            Some(Symbol::Save),
            &[ctrl(Key::S)],
            "Saves the plan in the practice, or in its own file",
        ),
        entry(
            Command::SaveCopy,
            ("Save a copy…", 'a'),
            None,
            &[ctrl_shift(Key::S)],
            "Saves the plan into another file",
        ),
        entry(
            Command::SaveTyped,
            ("Save to a typed path…", 'y'),
            None,
            &[],
            "Saves the plan into a file whose path is typed",
        ),
    ],
    &[
        entry(
            Command::ExportMd,
            ("Export as Markdown…", 'm'),
            Some(Symbol::Export),
            &[],
            "Writes the sheet with its headings and tables",
        ),
        entry(
            Command::ExportTxt,
            ("Export as plain text…", 'x'),
            None,
            // Where people look for printing.
            &[ctrl(Key::P)],
            "Writes the sheet for a mail or any printer",
        ),
        entry(
            Command::ExportJson,
            ("Export as JSON…", 'j'),
            None,
            &[],
            "Writes the plan for another program",
        ),
        entry(
            Command::ExportRon,
            ("Export as RON…", 'e'),
            None,
            &[],
            "Writes the plan in the notation of its own files",
        ),
    ],
    &[
        entry(
            Command::BackUp,
            ("Back up the practice…", 'b'),
            None,
            &[],
            "Puts everything in the practice into one file",
        ),
        entry(
            Command::Restore,
            ("Restore a backup…", 'u'),
            None,
            &[],
            "Brings a backup back into a new folder",
        ),
        entry(
            Command::Settings,
            ("Settings…", 'g'),
            None,
            &[ctrl(Key::Comma)],
            "Name, letterhead, therapist, defaults, sealing",
        ),
    ],
    &[entry(Command::Quit, ("Quit", 'q'), None, &[ctrl(Key::Q)], "Closes the window")],
];

const EDIT: &[&[Entry]] = &[
    &[
        entry(
            Command::Undo,
            ("Undo", 'u'),
            Some(Symbol::Undo),
            &[ctrl(Key::Z)],
            "Takes the last change back",
        ),
        entry(
            Command::Redo,
            ("Redo", 'r'),
            Some(Symbol::Redo),
            &[ctrl_shift(Key::Z), ctrl(Key::Y)],
            "Makes the change again that was taken back last",
        ),
    ],
    &[entry(
        Command::CopyPlan,
        ("Copy the plan as text", 'c'),
        Some(Symbol::Copy),
        &[],
        "Puts the whole sheet on the clipboard",
    )],
    &[
        entry(
            Command::AddStep,
            ("Add a step", 'a'),
            Some(Symbol::Add),
            &[ctrl_shift(Key::A)],
            "Words pick region, side, modality, level and minutes",
        ),
        entry(
            Command::Rebuild,
            ("Rebuild the plan", 'b'),
            Some(Symbol::Rebuild),
            &[ctrl(Key::R)],
            "Builds the plan anew from the answers",
        ),
        entry(
            Command::FitToTime,
            ("Fit to time", 'i'),
            None,
            &[],
            "Spreads the booked minutes over the steps that aren't held",
        ),
        entry(
            Command::Ready,
            ("Ready for the session", 'y'),
            None,
            &[],
            "Calls the plan ready, or a draft again",
        ),
    ],
    &[
        entry(
            Command::NextMissing,
            ("Next missing answer", 'n'),
            Some(Symbol::Next),
            &[ctrl(Key::J)],
            "Shows the next question without an answer",
        ),
        entry(
            Command::Rescreen,
            ("Ask today's questions", 't'),
            None,
            &[],
            "Takes out what was answered on another day and holds for one day only",
        ),
        entry(
            Command::FindClient,
            ("Find a client", 'f'),
            Some(Symbol::Search),
            &[ctrl(Key::F)],
            "Searches names, codes and notes",
        ),
        entry(
            Command::ClientDetails,
            ("Client details…", 'd'),
            None,
            &[ctrl(Key::I)],
            "Name, contact, important note, allergies, retention",
        ),
        entry(
            Command::RemoveClient,
            ("Remove the client", 'm'),
            None,
            &[],
            "Takes the chosen client off the lists; the records stay",
        ),
        entry(
            Command::EraseClient,
            ("Erase the client for good…", 'e'),
            None,
            &[],
            "Deletes the chosen client with all plans, after the name is typed",
        ),
        entry(
            Command::RemovedClients,
            ("Removed clients…", 'o'),
            None,
            &[],
            "Who was taken off the lists, to bring back or to erase",
        ),
    ],
];

const VIEW: &[&[Entry]] = &[
    &[
        entry(
            Command::ShowIntake,
            ("Intake", 'i'),
            None,
            &[ctrl(Key::Num1)],
            "Shows the questions",
        ),
        entry(Command::ShowPlan, ("Plan", 'p'), None, &[ctrl(Key::Num2)], "Shows the plan"),
        entry(
            Command::Rail,
            ("Clients", 'e'),
            None,
            &[ctrl(Key::B)],
            "Shows the clients, or folds them away",
        ),
    ],
    &[
        entry(
            Command::ZoomIn,
            ("Larger", 'l'),
            Some(Symbol::ZoomIn),
            &[ctrl(Key::Plus), ctrl(Key::Equals)],
            "Everything larger, up to 150 %",
        ),
        entry(
            Command::ZoomOut,
            ("Smaller", 's'),
            Some(Symbol::ZoomOut),
            &[ctrl(Key::Minus)],
            "Everything smaller, down to 75 %",
        ),
        entry(
            Command::ZoomReset,
            ("Normal size", 'n'),
            None,
            &[ctrl(Key::Num0)],
            "Everything at 100 %",
        ),
    ],
    &[
        entry(
            Command::ThemeSystem,
            ("Theme as the system", 'y'),
            None,
            &[],
            "Light or dark as the system says",
        ),
        entry(Command::ThemeLight, ("Light theme", 't'), None, &[], "Ink on warm paper"),
        entry(Command::ThemeDark, ("Dark theme", 'd'), None, &[], "Light on dark"),
    ],
    &[entry(
        Command::Palette,
        ("Find a command…", 'c'),
        Some(Symbol::Search),
        &[ctrl(Key::K)],
        "Finds commands and clients by a few letters",
    )],
];

const HELP: &[&[Entry]] = &[&[
    entry(
        Command::Keys,
        ("Keys", 'k'),
        Some(Symbol::Keys),
        &[plain(Key::F1)],
        "Everything that the keyboard does",
    ),
    entry(
        Command::About,
        ("About the knowledge", 'a'),
        None,
        &[],
        "What the clinical files are for, and who has read them",
    ),
]];
