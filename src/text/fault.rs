//! The words for "where": steps into a value, a place in a file, and a fault at a place.
//!
//! No parsing here and no knowledge of a format.

use std::fmt;

/// One step from a value into a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// A named field; an enum's variant name counts as one and may be left out in RON.
    Field(String),
    /// An element of a list or tuple, from 0.
    Index(usize),
    /// An entry of a map, by its key.
    Key(String),
}

impl From<&str> for PathStep {
    fn from(field: &str) -> Self {
        PathStep::Field(field.to_owned())
    }
}

impl From<String> for PathStep {
    fn from(field: String) -> Self {
        PathStep::Field(field)
    }
}

impl From<usize> for PathStep {
    fn from(index: usize) -> Self {
        PathStep::Index(index)
    }
}

/// Writes a path the way messages show it, `clearances[0].max_pressure`; empty for the whole text.
pub(super) fn path_text(path: &[PathStep]) -> String {
    let mut shown = String::new();
    for step in path {
        match step {
            PathStep::Index(index) => shown.extend(["[", &index.to_string(), "]"]),
            PathStep::Field(name) | PathStep::Key(name) => {
                if !shown.is_empty() {
                    shown.push('.');
                }
                shown.push_str(&short(name));
            }
        }
    }
    shown
}

/// Foreign text made fit for one line of a message: at most 60 characters, no control characters.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A position in a file; shown as `intake.ron:4:13`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document's name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1; one past the line's last character at its end.
    pub column: usize,
}

impl Place {
    /// The place of a byte offset; beyond the text, its end.
    pub(super) fn of_offset(file: &str, text: &str, offset: usize) -> Place {
        let mut before = text;
        if let Some((head, _)) = text.split_at_checked(offset) {
            before = head;
        }
        let (lines, last) = match before.rsplit_once('\n') {
            Some((lines, last)) => (1 + lines.matches('\n').count(), last),
            None => (0, before),
        };
        Place { file: file.to_owned(), line: lines + 1, column: last.chars().count() + 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Something wrong in a text: one sentence, and where; shown as `intake.ron:4:13: message`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct Fault {
    /// Where it is wrong.
    pub place: Place,
    /// What is wrong and what would be right, without the place.
    pub message: String,
}
