//! What can be written as a file, and the words about it: the one list of such targets.
//!
//! How one is written, whatever it is, stands in `perform::writing`.

use std::path::PathBuf;

use super::files::{with_ending, with_extension};
use crate::export::{Document, Format};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The plan, which is kept in that file from then on.
    Plan,
    /// A copy of the plan, unless it is kept nowhere else.
    Copy,
    /// A document in a format that leaves the program.
    Export(Document, Format),
    /// All documents that are ticked, a file each in a folder.
    Several(Format),
    /// The words that are handed over instead of a session.
    Note,
}

impl Target {
    /// The name that is proposed for the visit of a day; no client's name ever becomes part of one. What is
    /// printed has a name of its own (`export::name`), where more is known.
    pub fn name(self, date: &str) -> String {
        match self {
            Self::Plan | Self::Copy => format!("plan-{date}.ron"),
            Self::Export(document, format) => {
                format!("{date} {}.{}", document.name(), format.extension())
            }
            Self::Several(_) => String::new(),
            Self::Note => format!("referral-{date}.txt"),
        }
    }

    /// The path with the ending that belongs to it, where it has another one or none.
    pub fn complete(self, path: PathBuf) -> PathBuf {
        match self {
            Self::Plan | Self::Copy => with_extension(path),
            Self::Export(_, format) => with_ending(path, format.extension()),
            Self::Several(_) => path,
            Self::Note => with_ending(path, "txt"),
        }
    }

    /// Whether a file dialog that gave this very path has asked about replacing what is there. For
    /// exports, which people write again and again, some don't.
    pub fn trusts_dialog(self) -> bool {
        !matches!(self, Self::Export(..) | Self::Several(_))
    }

    /// What typing a path for it is called.
    pub fn typed(self) -> &'static str {
        match self {
            Self::Plan | Self::Export(..) => "Save to a path",
            Self::Copy => "Save a copy to a path",
            Self::Several(_) => "Save into a folder",
            Self::Note => "Save the words to hand over",
        }
    }

    /// How its name ends, in a sentence.
    pub fn ending(self) -> String {
        match self {
            Self::Plan | Self::Copy => "The name ends in .ron or .json.".to_owned(),
            Self::Export(_, format) => format!("The name ends in .{}.", format.extension()),
            Self::Several(_) => "Each document becomes a file in that folder.".to_owned(),
            Self::Note => "The name ends in .txt.".to_owned(),
        }
    }

    /// The words on what writes it.
    pub fn press(self) -> &'static str {
        match self {
            Self::Plan | Self::Note | Self::Export(..) => "Save file",
            Self::Several(_) => "Save files",
            Self::Copy => "Save a copy",
        }
    }

    /// What to say where it wasn't written, and what to do.
    pub fn trouble(self) -> (&'static str, &'static str) {
        match self {
            Self::Plan | Self::Copy => (
                "The plan isn't saved",
                "Choose another folder, or make room, and save again. The plan stays open here.",
            ),
            Self::Export(..) | Self::Several(_) => {
                ("It isn't saved", "Choose another folder, or make room, and save again.")
            }
            Self::Note => {
                ("The note isn't saved", "Choose another folder, or copy the words instead.")
            }
        }
    }
}
