//! What is filled in in a dialog of several fields, as values: a new practice, a client's details, a
//! list of clients, the settings, a backup.
//!
//! No file here. A form holds text as it was typed; turning it into a record says what
//! is wrong with it in a sentence.

mod client;
mod client_list;
mod country;
mod files;
mod settings;

use std::path::{Path, PathBuf};

use super::action::Secret;
use super::length::{self, LongText};
use crate::model::ClientId;
use crate::store::vault::Leftover;

pub use client::ClientForm;
pub use client_list::{
    ClientListForm, FoundInList, ListColumns, ListOutcome, ListPage, RowRemark, list_label,
};
pub use country::{country, known_country};
pub use files::{FilesForm, FilesKind, ListedPlan};
pub use settings::{Sealing, SettingsForm};

/// Characters that a new passphrase has at least.
const LEAST_CHARACTERS: usize = 8;

/// A dialog of several fields.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Where a new practice is made, and who works there.
    NewPractice(NewPractice),
    /// Where the sample practice is written.
    Sample {
        /// The path of the new folder, as it is typed.
        folder: String,
    },
    /// A client's details.
    Client(Box<ClientForm>),
    /// The list of clients of another program.
    ClientList(Box<ClientListForm>),
    /// A client who is to be erased for good.
    Erase(EraseForm),
    /// What the practice says about itself.
    Settings(Box<SettingsForm>),
    /// A practice into one file.
    BackUp(BackUpForm),
    /// Many documents into a folder.
    Files(Box<FilesForm>),
    /// A backup into a folder.
    Restore(RestoreForm),
    /// A passphrase that is new: for a practice that isn't sealed yet, or in the place of the old.
    Passphrase(NewPassphrase),
    /// Whether a sealed practice becomes readable again.
    Unseal,
    /// Which folder that sealing or unsealing left is deleted.
    Discard(DiscardForm),
}

impl Form {
    /// What in it is longer than usual, in the order in which it stands.
    pub fn long_texts(&self) -> Vec<LongText> {
        match self {
            Self::Client(form) => {
                let lines = [
                    ("Code", form.code.as_str()),
                    ("Guardian who consented", &form.guardian),
                    ("Telephone", &form.phone),
                    ("E-mail", &form.email),
                ];
                let texts = [
                    ("Important note", form.important.as_str()),
                    ("Allergies", &form.allergies),
                    ("Goals", &form.goals),
                    ("Address", &form.address),
                ];
                long(&lines, &texts)
            }
            Self::Settings(form) => {
                let lines =
                    [("Name of the practice", form.name.as_str()), ("Therapist", &form.therapist)];
                long(&lines, &[("Letterhead", &form.letterhead)])
            }
            Self::NewPractice(form) => {
                long(&[("Name of the practice", &form.name), ("Your name", &form.therapist)], &[])
            }
            Self::Sample { .. }
            | Self::ClientList(_)
            | Self::Erase(_)
            | Self::Files(_)
            | Self::BackUp(_)
            | Self::Restore(_)
            | Self::Passphrase(_)
            | Self::Unseal
            | Self::Discard(_) => Vec::new(),
        }
    }
}

fn long(lines: &[(&str, &str)], texts: &[(&str, &str)]) -> Vec<LongText> {
    let of = |most| move |(name, text): &(&str, &str)| LongText::of(*name, text, most);
    let lines = lines.iter().filter_map(of(length::LINE));
    lines.chain(texts.iter().filter_map(of(length::WORDS))).collect()
}

/// Which form is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    /// A new practice.
    NewPractice,
    /// The sample practice.
    Sample,
    /// The details of the chosen client.
    Client,
    /// The list of clients of another program.
    ClientList,
    /// Erasing the chosen client for good.
    Erase,
    /// What the practice says about itself.
    Settings,
    /// Many documents into a folder.
    Files,
    /// Everything of the practice in one file.
    BackUp,
    /// Bringing a backup back.
    Restore,
    /// A passphrase for a practice that isn't sealed yet.
    Seal,
    /// Another passphrase.
    Passphrase,
    /// The passphrase off.
    Unseal,
}

/// A new practice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewPractice {
    /// The path of its folder, as it is typed; missing or empty.
    pub folder: String,
    /// What the practice is called.
    pub name: String,
    /// Who works there.
    pub therapist: String,
    /// The country, two letters.
    pub country: String,
    /// Whether it is sealed at once.
    pub seals: bool,
    /// With which passphrase.
    pub passphrase: NewPassphrase,
}

/// A passphrase that is typed twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewPassphrase {
    /// The first time.
    pub first: Secret,
    /// The second time.
    pub again: Secret,
    /// Whether it takes the place of another one.
    pub replaces: bool,
}

impl NewPassphrase {
    /// Whether one of its two fields is empty still.
    pub fn is_empty(&self) -> bool {
        self.first.0.is_empty() || self.again.0.is_empty()
    }

    /// The passphrase, where both are the same and long enough.
    ///
    /// # Errors
    /// A sentence that says why not.
    pub fn check(&self) -> Result<&Secret, String> {
        if self.first.0.chars().count() < LEAST_CHARACTERS {
            return Err(format!("A passphrase has at least {LEAST_CHARACTERS} characters."));
        }
        if self.first != self.again {
            return Err("The two passphrases differ.".to_owned());
        }
        Ok(&self.first)
    }
}

/// A client who is to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EraseForm {
    /// Who.
    pub client: ClientId,
    /// The name that has to be typed; empty where no version can be read.
    pub name: String,
    /// What was typed.
    pub typed: String,
}

impl EraseForm {
    /// Whether the name was typed. Where none can be read there is nothing to compare with.
    pub fn is_confirmed(&self) -> bool {
        self.name.trim() == self.typed.trim()
    }
}

/// A backup that is to be made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BackUpForm {
    /// The path of the backup, as it is typed.
    pub file: String,
    /// Whether a file of that name may be replaced: asked once one was found.
    pub replaces: bool,
    /// Whether it is sealed.
    pub seals: bool,
    /// With which passphrase.
    pub passphrase: NewPassphrase,
}

/// A backup that is to be brought back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RestoreForm {
    /// The path of the backup, as it is typed.
    pub file: String,
    /// The path of the folder that it becomes, as it is typed; missing or empty.
    pub folder: String,
    /// The passphrase, once it is known to be needed.
    pub passphrase: Option<Secret>,
    /// Whether it may take any size: asked once it was found to grow more than a practice does.
    pub any_size: bool,
}

/// An old folder that is to be deleted.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscardForm {
    /// What was found.
    pub found: Vec<Leftover>,
    /// Which of them.
    pub chosen: usize,
    /// The passphrase that it had, once it is known to be needed.
    pub passphrase: Option<Secret>,
}

/// Which path of a form is chosen in the system's dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathField {
    /// A folder to make something in.
    Folder,
    /// A file to read.
    File,
    /// A file to write.
    NewFile,
}

impl Form {
    /// The path that the system's dialog is asked for.
    pub fn path_mut(&mut self, field: PathField) -> Option<&mut String> {
        match (self, field) {
            (Self::NewPractice(form), PathField::Folder) => Some(&mut form.folder),
            (Self::Sample { folder }, PathField::Folder) => Some(folder),
            (Self::Files(form), PathField::Folder) => Some(&mut form.folder),
            (Self::Restore(form), PathField::Folder) => Some(&mut form.folder),
            (Self::Restore(form), PathField::File) => Some(&mut form.file),
            (Self::ClientList(form), PathField::File) => Some(&mut form.file),
            (Self::BackUp(form), PathField::NewFile) => Some(&mut form.file),
            (_, PathField::Folder | PathField::File | PathField::NewFile) => None,
        }
    }

    /// The name of the folder that is made inside one that holds something already.
    pub fn folder_name(&self) -> &'static str {
        if matches!(self, Self::Sample { .. }) { SAMPLE } else { PRACTICE }
    }
}

/// The folder that is proposed for a practice.
pub const PRACTICE: &str = "Ischia practice";
/// The folder that is proposed for the sample.
pub const SAMPLE: &str = "Ischia sample";

/// The first name in a folder that nothing has yet: as given, else with a number behind it.
pub fn free_path(folder: &Path, name: &str) -> PathBuf {
    let numbered = (2..100).map(|number| folder.join(format!("{name} {number}")));
    let mut names = std::iter::once(folder.join(name)).chain(numbered);
    names.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

/// The folder that something is made in, where this one was chosen: itself when nothing is in it.
pub fn inside(chosen: PathBuf, name: &str) -> PathBuf {
    let is_empty = chosen.read_dir().is_ok_and(|mut entries| entries.next().is_none());
    if is_empty || !chosen.exists() { chosen } else { free_path(&chosen, name) }
}

/// A text without the blanks around it; nothing where nothing is left.
fn told(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_holds_nothing_yet() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        assert_eq!(inside(root.to_owned(), "A"), root);
        std::fs::create_dir(root.join("A")).unwrap();
        assert_eq!(inside(root.to_owned(), "A"), root.join("A 2"));
        assert_eq!(inside(root.join("B"), "A"), root.join("B"), "one that is made yet");
    }

    #[test]
    fn a_new_passphrase_is_long_enough_and_the_same_twice() {
        let secret = |text: &str| Secret(zeroize::Zeroizing::new(text.to_owned()));
        let typed = |first, again| NewPassphrase {
            first: secret(first),
            again: secret(again),
            replaces: false,
        };
        assert!(typed("heron", "heron").check().unwrap_err().contains("8 characters"));
        assert!(typed("heron over", "heron ober").check().unwrap_err().contains("differ"));
        assert!(typed("heron over", "heron over").check().is_ok());
    }
}
