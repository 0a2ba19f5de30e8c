//! A text that was read, and the checks on a file before anything is parsed.
//!
//! What the text means, and the wording of parser errors, is elsewhere.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::fault::{Fault, PathStep, Place};
use super::scan::Lexer;
use super::{Notation, from_json, from_ron, locate};

/// A text that was read, with the name it is called by in messages.
#[derive(Clone, Debug)]
pub struct Document {
    name: String,
    format: Notation,
    text: String,
}

/// Why a file could not become a [`Document`].
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing at that path.
    #[error("{0}: there is no such file, check the name and the folder")]
    Missing(String),
    /// The path is a folder.
    #[error("{0}: this is a folder, name a file in it")]
    Folder(String),
    /// A pipe, socket or device.
    #[error("{0}: this is not an ordinary file, copy its content into one")]
    Special(String),
    /// Nothing, or only blank space, in it.
    #[error("{0}: the file is empty, fill it in or choose another one")]
    Empty(String),
    /// Not UTF-8, or with zero bytes in it.
    #[error("{0}: this is not a text file, save it as plain text in UTF-8")]
    NotText(String),
    /// More than [`Document::MAX_BYTES`].
    #[error("{0}: the file is too large, at most {limit} MiB are read", limit = Document::MAX_BYTES / 1024 / 1024)]
    TooLarge(String),
    /// Neither `.ron` nor `.json`.
    #[error("{0}: the name must end in .ron or .json")]
    UnknownFormat(String),
    /// The system would not hand the file over.
    #[error("{name}: the file could not be read, {cause}")]
    System {
        /// The path of the file, as it is shown.
        name: String,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}

impl ReadError {
    /// Whether the input is at fault (another file would do); false when the machine is, such as a
    /// refused permission or a broken disk.
    pub fn is_input(&self) -> bool {
        match self {
            ReadError::Missing(_)
            | ReadError::Folder(_)
            | ReadError::Special(_)
            | ReadError::Empty(_)
            | ReadError::NotText(_)
            | ReadError::TooLarge(_)
            | ReadError::UnknownFormat(_) => true,
            ReadError::System { .. } => false,
        }
    }
}

impl Document {
    /// The largest file that is read: 4 MiB.
    pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

    /// Reads a file whose extension says its format.
    pub fn read(path: &Path) -> Result<Document, ReadError> {
        match Notation::of_path(path) {
            Some(format) => Document::read_as(path, format),
            // A folder or a missing file should hear that first.
            None => Err(match check(path) {
                Ok(()) => ReadError::UnknownFormat(path.display().to_string()),
                Err(refused) => refused,
            }),
        }
    }

    /// Reads a file in this format, whatever its extension.
    pub fn read_as(path: &Path, format: Notation) -> Result<Document, ReadError> {
        let name = path.display().to_string();
        check(path)?;
        let mut bytes = Vec::new();
        File::open(path)
            // The file may have grown since it was checked.
            .and_then(|file| file.take(Self::MAX_BYTES + 1).read_to_end(&mut bytes))
            .map_err(|cause| refusal(&name, cause))?;
        Document::from_bytes(name, format, bytes)
    }

    /// A document from a file's bytes, with the checks that reading a file makes.
    pub fn from_bytes(
        name: impl Into<String>,
        format: Notation,
        bytes: Vec<u8>,
    ) -> Result<Document, ReadError> {
        let name = name.into();
        if u64::try_from(bytes.len()).is_ok_and(|length| length > Self::MAX_BYTES) {
            return Err(ReadError::TooLarge(name));
        }
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(ReadError::NotText(name));
        };
        if text.contains('\0') {
            return Err(ReadError::NotText(name));
        }
        let document = Document::from_text(name, format, text);
        if document.text.trim().is_empty() {
            return Err(ReadError::Empty(document.name));
        }
        Ok(document)
    }

    /// A document from text at hand, unchecked; a byte-order mark at its start is dropped.
    pub fn from_text(
        name: impl Into<String>,
        format: Notation,
        text: impl Into<String>,
    ) -> Document {
        let mut text = text.into();
        if text.starts_with('\u{FEFF}') {
            text.remove(0);
        }
        Document { name: name.into(), format, text }
    }

    /// What messages call it: the path as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The notation it is written in.
    pub fn format(&self) -> Notation {
        self.format
    }

    /// The text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value that the text stands for; the first fault if it stands for none.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        match self.format {
            Notation::Ron => from_ron::parse(self),
            Notation::Json => from_json::parse(self),
        }
    }

    /// Where the value at this path begins; where no such value is, the nearest one around it.
    pub fn place_of(&self, path: &[PathStep]) -> Place {
        self.place_at(self.offset_of(path))
    }

    /// A fault of the value at this path. The message is used as it is, without the path.
    pub fn fault_at(&self, path: &[PathStep], message: impl Into<String>) -> Fault {
        Fault { place: self.place_of(path), message: message.into() }
    }

    /// The first place, at or after the value at this path, where this word stands as a whole text
    /// in quotes (an id inside an entry, say); else the place of the value.
    pub fn place_of_word(&self, path: &[PathStep], word: &str) -> Place {
        let from = self.offset_of(path);
        let found = Lexer::at(&self.text, from).find(|token| token.is_text(word, self.format));
        self.place_at(found.map_or(from, |token| token.start))
    }

    pub(super) fn place_at(&self, offset: usize) -> Place {
        Place::of_offset(&self.name, &self.text, offset)
    }

    pub(super) fn offset_of(&self, path: &[PathStep]) -> usize {
        locate::offset_of(&self.text, self.format, path)
    }
}

/// What can be told about a file without opening it; opening a pipe would wait for ever.
fn check(path: &Path) -> Result<(), ReadError> {
    let name = path.display().to_string();
    let metadata = std::fs::metadata(path).map_err(|cause| refusal(&name, cause))?;
    if metadata.is_dir() {
        Err(ReadError::Folder(name))
    } else if !metadata.is_file() {
        Err(ReadError::Special(name))
    } else if metadata.len() > Document::MAX_BYTES {
        Err(ReadError::TooLarge(name))
    } else {
        Ok(())
    }
}

fn refusal(name: &str, cause: io::Error) -> ReadError {
    let absent = [
        io::ErrorKind::NotFound,
        io::ErrorKind::NotADirectory,
        io::ErrorKind::InvalidInput,
        io::ErrorKind::InvalidFilename,
    ];
    if absent.contains(&cause.kind()) {
        ReadError::Missing(name.to_owned())
    } else {
        ReadError::System { name: name.to_owned(), cause }
    }
}
