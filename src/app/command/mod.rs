//! Everything that can be asked for without typing a value: its words, letter, icon and keys, when
//! it can be done, and the action that it sends.
//!
//! Menus, palette, shortcuts, buttons and the list of keys read this and nothing else. No drawing
//! here.

mod can;
mod keys;
mod past;
mod table;
#[cfg(test)]
mod tests;

pub use keys::{CommandKey, HeldDown, Keys, OTHER_KEYS, ROW_KEYS};
pub use table::{CommandRow, Subject, WhyNot};

use std::borrow::Cow;

use serde::Deserialize;

use super::action::{Action, WindowAction};
use super::editing::PlanAction;
use super::state::State;
use crate::model::{Plan, Step};
use table::{BESIDE, MENUS};

/// A menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Opening, saving, leaving.
    File,
    /// Changing the plan and finding one's way in it.
    Edit,
    /// What shows, and how large.
    View,
    /// Keys, and what the knowledge says of itself.
    Help,
}

impl Menu {
    /// Every menu, from the left.
    pub const ALL: [Self; 4] = [Self::File, Self::Edit, Self::View, Self::Help];

    /// The word for it; its first letter opens it.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Help => "Help",
        }
    }

    /// The letter that opens it.
    pub fn mnemonic(self) -> char {
        match self {
            Self::File => 'f',
            Self::Edit => 'e',
            Self::View => 'v',
            Self::Help => 'h',
        }
    }

    /// What stands in it, in groups.
    pub fn groups(self) -> &'static [&'static [CommandRow]] {
        let found = MENUS.iter().find(|(menu, _)| *menu == self);
        found.map_or(&[], |(_, groups)| groups)
    }

    /// What stands in it, from the top.
    pub fn rows(self) -> impl Iterator<Item = &'static CommandRow> {
        self.groups().iter().copied().flatten()
    }

    /// The menu so many places further, around the ends.
    #[must_use]
    pub fn moved(self, by: isize) -> Self {
        let at = Self::ALL.iter().position(|menu| *menu == self).unwrap_or(0);
        let count = Self::ALL.len();
        let at = at.saturating_add(count).saturating_add_signed(by) % count;
        Self::ALL.get(at).copied().unwrap_or(self)
    }
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// Something that can be asked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
        pub enum Command { $($(#[$doc])* $name),* }

        impl Command {
            /// Every name, with a row or without: the table is held against it.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

commands! {
    /// A new client; an empty intake where no practice is open.
    NewClient,
    /// An empty intake for the chosen client.
    NewPlan,
    /// A plan file, chosen in a dialog.
    OpenPlan,
    /// A practice folder, chosen in a dialog.
    OpenPractice,
    /// A plan file or a practice, its path typed.
    OpenTyped,
    /// A folder for clients and plans.
    NewPractice,
    /// The page from which the window starts.
    ClosePractice,
    /// The practice into one file.
    BackUp,
    /// A backup into a folder.
    Restore,
    /// What the practice says about itself.
    Settings,
    /// The details of the chosen client.
    ClientDetails,
    /// Take the chosen client off the lists.
    RemoveClient,
    /// Erase the chosen client for good.
    EraseClient,
    /// Who was removed, to bring somebody back.
    RemovedClients,
    /// The clients of another program, from its list.
    ImportClients,
    /// Whether the clients are in sight.
    Rail,
    /// Lock a sealed practice.
    Lock,
    /// Save.
    Save,
    /// Save into another file.
    SaveCopy,
    /// Save into another file, its path typed.
    SaveTyped,
    /// Pages to print, or to save in any format.
    Print,
    /// Documents of a client or of all as files.
    SaveFiles,
    /// The end.
    Quit,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// The plan as it was saved, or a new one, in the place of what isn't saved.
    DiscardChanges,
    /// The plan on the clipboard, as text.
    CopyPlan,
    /// A step in words.
    AddStep,
    /// The plan that the answers bring, without what was changed by hand.
    Rebuild,
    /// The booked minutes, spread over the steps.
    FitToTime,
    /// Whether the plan is ready for the session.
    Ready,
    /// How the session went, written down.
    CloseSession,
    /// What holds for one day only, asked anew.
    Rescreen,
    /// The next answer that is missing.
    NextMissing,
    /// Search the clients.
    FindClient,
    /// Show the intake.
    ShowIntake,
    /// Show the plan.
    ShowPlan,
    /// Show what waits in the practice.
    ShowOverview,
    /// Show what matters before the client comes in.
    ShowBrief,
    /// Show the client's past sessions.
    ShowHistory,
    /// Whether the menus stand as a bar.
    MenuBar,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As large as it was made.
    ZoomReset,
    /// Light or dark as the system says.
    ThemeSystem,
    /// Light.
    ThemeLight,
    /// Dark.
    ThemeDark,
    /// Find a command or a client.
    Palette,
    /// The list of keys.
    Keys,
    /// What the knowledge says of itself.
    About,
    /// Why the chosen step is there.
    WhyStep,
    /// Own words for the chosen step.
    WriteStep,
    /// The step above is chosen.
    StepAbove,
    /// The step below is chosen.
    StepBelow,
    /// The chosen step moves up.
    StepUp,
    /// The chosen step moves down.
    StepDown,
    /// A step below the chosen one, picked from a list.
    AddBelow,
    /// The chosen step once more.
    DuplicateStep,
    /// The chosen step goes.
    RemoveStep,
    /// The minutes of the chosen step are held, or not any more.
    HoldStep,
    /// What was found about the whole plan.
    ShowFindings,
    /// Save the words that are handed over instead of a session.
    SaveNote,
    /// The same on the clipboard.
    CopyNote,
    /// The client's plan before the one that is shown, for reading.
    ReadBefore,
    /// The past plan beside the present one.
    Beside,
    /// Leave the past plan.
    StopReading,
    /// Edit the past plan.
    EditRead,
    /// Of two versions of a plan, keep the one that is shown.
    KeepVersion,
    /// Take the plan that is shown off the lists.
    RemovePlan,
    /// Bring back the plan that was removed last.
    RestorePlan,
    /// Clients by their latest session.
    SortRecent,
    /// Clients by name.
    SortByName,
    /// Stop reading the practice.
    StopIndexing,
    /// One more clearance record.
    AddClearance,
    /// Record what the client agreed to.
    RecordConsent,
    /// Record that the client agreed to the draping.
    RecordDraping,
    /// Questions in full.
    FullQuestions,
    /// A plan without a practice.
    Alone,
    /// A copy of the made-up practice.
    Sample,
    /// Seal the practice.
    Seal,
    /// Another passphrase.
    Passphrase,
    /// The recovery key.
    RecoveryKey,
    /// The passphrase off.
    Unseal,
    /// Readable records in a sealed practice, to be taken over or removed.
    Proposals,
    /// Folders that sealing and unsealing left.
    OldFolders,
    /// Today's plan from the chosen past session.
    PlanAgain,
    /// The end of the client's course.
    Discharge,
}

/// What an icon stands for; how it is drawn is the window's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// Begins or adds something.
    Add,
    /// Puts a text on the clipboard.
    Copy,
    /// Throws something away.
    Delete,
    /// Puts something on paper.
    Print,
    /// Shows what the keys do.
    Keys,
    /// Shuts the practice away.
    Lock,
    /// Adds a person.
    NewClient,
    /// The next one of several.
    Next,
    /// Opens a file.
    Open,
    /// Builds the plan anew.
    Rebuild,
    /// Makes a change again.
    Redo,
    /// Keeps what is open where it is kept.
    Save,
    /// Writes words to hand over into a file.
    SaveFile,
    /// Looks for something.
    Search,
    /// Takes a change back.
    Undo,
    /// Why something is said.
    Why,
    /// Words of one's own.
    Write,
    /// Makes everything larger.
    ZoomIn,
    /// Makes everything smaller.
    ZoomOut,
}

/// Every row, with what it is about: those of the menus first, then those that stand beside what they
/// are about and in the palette.
pub fn rows() -> impl Iterator<Item = (&'static str, &'static CommandRow)> {
    let menus = MENUS.iter().map(|(menu, groups)| (menu.label(), *groups));
    menus
        .chain(BESIDE)
        .flat_map(|(about, groups)| groups.iter().copied().flatten().map(move |row| (about, row)))
}

impl Command {
    /// Every command, in the order of the menus and of the palette.
    #[cfg(test)]
    pub fn all() -> impl Iterator<Item = Self> {
        rows().map(|(_, row)| row.command)
    }

    /// How it shows.
    pub fn row(self) -> &'static CommandRow {
        let found = rows().find(|(_, row)| row.command == self);
        // A test sees to it that every command has a row.
        found.map_or(&table::MISSING, |(_, row)| row)
    }

    /// Whether it can be done now.
    ///
    /// # Errors
    /// Why it can't.
    pub fn enabled(self, state: &State) -> Result<(), WhyNot> {
        match &self.row().about {
            Subject::All { can, .. } => can(state),
            Subject::Step(_) => self.of_chosen(state).map(drop),
        }
    }

    /// Why it can't be done now, as fully as it can be told; none where it can.
    pub fn why_not(self, state: &State) -> Option<Cow<'static, str>> {
        let short = self.enabled(state).err()?;
        let told = self.row().because.and_then(|because| because(state));
        Some(told.map_or(Cow::Borrowed(short), Cow::Owned))
    }

    /// What it asks for.
    pub fn action(self, state: &State) -> Action {
        match &self.row().about {
            Subject::All { does, .. } => does(state),
            Subject::Step(_) => self
                .of_chosen(state)
                .map_or_else(|why| WindowAction::Refused(why).into(), Action::Plan),
        }
    }

    /// Of commands that choose one of several states, whether that one is chosen.
    pub fn is_on(self, state: &State) -> Option<bool> {
        self.row().is_on.map(|is_on| is_on(state))
    }

    /// What it asks for of this step; none where it is about something else.
    ///
    /// # Errors
    /// Why it can't be done with this one.
    pub fn of_step(self, plan: &Plan, step: &Step) -> Option<Result<PlanAction, WhyNot>> {
        match &self.row().about {
            Subject::All { .. } => None,
            Subject::Step(does) => Some(does(plan, step)),
        }
    }

    /// What it asks for of the chosen step.
    fn of_chosen(self, state: &State) -> Result<PlanAction, WhyNot> {
        const NO_STEP: WhyNot = "Choose a step of the plan first";
        let plan = can::see_plan(state)?;
        let step = plan.steps.iter().find(|step| Some(step.number) == state.visit.selected);
        self.of_step(plan, step.ok_or(NO_STEP)?).unwrap_or(Err(NO_STEP))
    }

    /// Its shortcut in words, also one that counts at the plan alone; empty where it has none.
    pub fn keys(self) -> String {
        let everywhere = self.row().keys.first().copied();
        let at_row =
            || ROW_KEYS.iter().find(|(_, command)| *command == self).map(|(keys, _)| *keys);
        everywhere.or_else(at_row).map(|keys| keys.to_string()).unwrap_or_default()
    }
}
