//! Commands that stand in no menu of the bar: beside what they are about, and in the palette.
//!
//! Words only. Their keys, where they have any, count at the plan alone.

use super::table::entry;
use super::{Command, Entry, Symbol};

/// What they are about, and the commands.
pub(super) const BESIDE: [(&str, &[Entry]); 5] = [
    ("Step", STEP),
    ("Past plan", PAST),
    ("Clients", CLIENTS),
    ("Intake", INTAKE),
    ("Practice", PRACTICE),
];

/// The letter of what stands in no menu.
const NO_LETTER: char = ' ';

const fn one(
    command: Command,
    text: &'static str,
    icon: Option<Symbol>,
    tip: &'static str,
) -> Entry {
    entry(command, (text, NO_LETTER), icon, &[], tip)
}

const STEP: &[Entry] = &[
    one(
        Command::WhyStep,
        "Why this step",
        Some(Symbol::Why),
        "Why the chosen step is there, and where that comes from",
    ),
    one(
        Command::WriteStep,
        "Write own words",
        Some(Symbol::Write),
        "The instruction of the chosen step in your own words",
    ),
    one(
        Command::AddBelow,
        "Add a step below",
        Some(Symbol::Add),
        "Lists the steps that can be added after the chosen one",
    ),
    one(Command::StepUp, "Move the step up", None, "The chosen step comes one place earlier"),
    one(Command::StepDown, "Move the step down", None, "The chosen step comes one place later"),
    one(
        Command::DuplicateStep,
        "Duplicate the step",
        Some(Symbol::Copy),
        "The chosen step once more, below it",
    ),
    one(Command::RemoveStep, "Remove the step", Some(Symbol::Delete), "Takes the chosen step out"),
    one(
        Command::HoldStep,
        "Hold the minutes",
        None,
        "Fitting to time leaves the chosen step's minutes as they are, or may change them again",
    ),
    one(Command::StepBelow, "Next step", None, "Chooses the step below"),
    one(Command::StepAbove, "Previous step", None, "Chooses the step above"),
    one(
        Command::ShowFindings,
        "What the check found",
        None,
        "Shows conflicts and warnings about the whole plan",
    ),
    one(
        Command::SaveNote,
        "Save the words to hand over…",
        Some(Symbol::SaveFile),
        "Saves what the client and the doctor are told as a text file",
    ),
    one(
        Command::CopyNote,
        "Copy the words to hand over",
        Some(Symbol::Copy),
        "Puts what the client and the doctor are told on the clipboard",
    ),
];

const PAST: &[Entry] = &[
    one(
        Command::ReadBefore,
        "Read the plan before",
        None,
        "Shows the chosen client's last plan as it was; once more, the one before that",
    ),
    one(
        Command::Beside,
        "Past and present plan side by side",
        None,
        "Shows the past plan that is read beside the present one, or alone again",
    ),
    one(Command::StopReading, "Leave the past plan", None, "Goes back to the present plan"),
    one(
        Command::EditRead,
        "Edit the past plan",
        None,
        "Opens the past plan that is read for editing",
    ),
    one(
        Command::KeepVersion,
        "Keep this version",
        None,
        "Of two versions of a plan, the one that is shown takes the place of the other",
    ),
    one(
        Command::RemovePlan,
        "Remove this plan",
        None,
        "Takes the plan that is shown off the lists; its records stay",
    ),
    one(
        Command::RestorePlan,
        "Bring back a removed plan",
        None,
        "The plan of the chosen client that was removed last comes back",
    ),
];

const CLIENTS: &[Entry] = &[
    one(
        Command::SortRecent,
        "Sort clients by latest session",
        None,
        "Who was here last stands first",
    ),
    one(Command::SortByName, "Sort clients by name", None, "Clients in the order of their names"),
    one(
        Command::StopIndexing,
        "Stop reading the practice",
        None,
        "The list of clients stays as it is",
    ),
];

const INTAKE: &[Entry] = &[
    one(
        Command::AddClearance,
        "Add a clearance",
        Some(Symbol::Add),
        "One more record of who allowed what, and within which limits",
    ),
    one(
        Command::RecordConsent,
        "Record consent",
        None,
        "Records today's date for what is marked under consent",
    ),
    one(
        Command::RecordDraping,
        "Record agreement to the draping",
        None,
        "Records today's date for the draping alone",
    ),
    one(
        Command::FullQuestions,
        "Questions in full",
        None,
        "Shows questions as they are asked, or their labels only",
    ),
];

const PRACTICE: &[Entry] = &[
    one(
        Command::Alone,
        "Draft a plan without a client",
        None,
        "Begins an empty intake that belongs to nobody",
    ),
    one(
        Command::Sample,
        "Try the sample practice…",
        None,
        "Writes made-up clients and plans into a new folder",
    ),
    one(
        Command::Seal,
        "Seal the practice…",
        Some(Symbol::Lock),
        "Makes it unreadable without a passphrase",
    ),
    one(
        Command::Passphrase,
        "Change the passphrase…",
        None,
        "Another passphrase for the sealed practice",
    ),
    one(
        Command::RecoveryKey,
        "Recovery key…",
        None,
        "Opens the sealed practice where the passphrase is lost",
    ),
    one(Command::Unseal, "Unseal the practice…", None, "Makes the sealed practice readable again"),
    one(
        Command::Proposals,
        "Readable records…",
        None,
        "Takes over or removes what somebody saved readable",
    ),
    one(
        Command::OldFolders,
        "Old folders…",
        None,
        "What sealing and unsealing left beside the practice, to delete",
    ),
];
