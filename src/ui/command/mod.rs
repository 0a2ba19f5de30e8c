//! Everything that can be asked for without typing a value: its words, letter, icon and keys, when
//! it can be done, and the action that it sends.
//!
//! Menu, palette, shortcuts and the list of keys read this and nothing else. No drawing here.

mod able;
mod keys;
mod table;
#[cfg(test)]
mod tests;

use eframe::egui::KeyboardShortcut;

use super::icons::Icon;

pub use keys::{OTHER_KEYS, keys_label};
pub use table::MENUS;

/// A menu of the bar.
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
    pub fn groups(self) -> &'static [&'static [Entry]] {
        let found = MENUS.iter().find(|(menu, _)| *menu == self);
        found.map_or(&[], |(_, groups)| groups)
    }

    /// What stands in it, from the top.
    pub fn entries(self) -> impl Iterator<Item = &'static Entry> {
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

/// Something that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
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
    /// A sheet in Markdown.
    ExportMd,
    /// A sheet in plain text.
    ExportTxt,
    /// The plan file in JSON.
    ExportJson,
    /// The plan file in RON.
    ExportRon,
    /// The end.
    Quit,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
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
}

/// How a command shows.
#[derive(Debug)]
pub struct Entry {
    /// Which.
    pub command: Command,
    /// Its words; `…` where a choice follows.
    pub text: &'static str,
    /// The letter that chooses it in its menu.
    pub mnemonic: char,
    /// Its icon, where it has one.
    pub icon: Option<Icon>,
    /// Its shortcuts, the one that shows first.
    pub keys: &'static [KeyboardShortcut],
    /// What it does, in a sentence.
    pub tip: &'static str,
}

impl Command {
    /// Every command, in the order of the menus.
    pub fn all() -> impl Iterator<Item = Self> {
        Menu::ALL.into_iter().flat_map(Menu::entries).map(|entry| entry.command)
    }

    /// How it shows.
    pub fn entry(self) -> &'static Entry {
        let mut entries = Menu::ALL.into_iter().flat_map(Menu::entries);
        let found = entries.find(|entry| entry.command == self);
        // A test sees to it that every command stands in a menu.
        found.unwrap_or(&table::MISSING)
    }

    /// Its shortcut in words; empty where it has none.
    pub fn keys(self) -> String {
        self.entry().keys.first().copied().map(keys_label).unwrap_or_default()
    }
}
