//! The way to a value, for finding its place and for naming it in a sentence.
//!
//! Complaints about the value are worded in `trouble`.

use serde_path_to_error::{Path, Segment};

use super::Notation;
use super::document::Document;
use super::fault::{PathStep, path_text};
use super::scan::{Lexer, TokenShape};

/// The way to a value, as the parser went it.
pub(super) struct Trail {
    /// Every step, variants included, for finding the place.
    pub(super) steps: Vec<PathStep>,
    /// What people read.
    pub(super) label: String,
    /// False when the last steps have no name, such as keys that are not texts.
    pub(super) exact: bool,
    /// Whether the last step is an enum's variant, so that its content is meant.
    content: bool,
}

impl Trail {
    /// The way to the whole text.
    pub(super) fn root() -> Trail {
        Trail { steps: Vec::new(), label: String::new(), exact: true, content: false }
    }

    pub(super) fn new(path: &Path, format: Notation) -> Trail {
        let mut steps = Vec::new();
        let mut shown = Vec::new();
        let mut exact = true;
        for segment in path {
            let (step, visible) = match segment {
                Segment::Seq { index } => (PathStep::Index(*index), true),
                Segment::Map { key } => (PathStep::Field(key.clone()), true),
                // In JSON the variant is a key in the text, in RON it is the value's own name.
                Segment::Enum { variant } => {
                    (PathStep::Field(variant.clone()), format == Notation::Json)
                }
                Segment::Unknown => {
                    exact = false;
                    break;
                }
            };
            if visible {
                shown.push(step.clone());
            }
            steps.push(step);
        }
        let label = path_text(&shown);
        let content = matches!(path.iter().next_back(), Some(Segment::Enum { .. }));
        Trail { steps, label, exact, content }
    }

    /// Byte offset of the value.
    pub(super) fn offset(&self, document: &Document) -> usize {
        document.offset_of(&self.steps)
    }

    /// Byte offset of what the value holds, inside of `Some(…)` and of a RON variant's brackets.
    pub(super) fn content_offset(&self, document: &Document) -> usize {
        let mut tokens = Lexer::at(document.text(), self.offset(document));
        let mut offset = tokens.offset();
        let mut content = self.content;
        while let (Some(name), Some(open)) = (tokens.next(), tokens.next()) {
            let wraps = content || name.raw == "Some";
            if !wraps || name.shape != TokenShape::Word || open.raw != "(" {
                break;
            }
            content = false;
            offset = tokens.offset();
        }
        offset
    }

    /// The way one step further.
    pub(super) fn part(&self, step: &PathStep) -> Trail {
        let dot = match step {
            PathStep::Field(_) | PathStep::Key(_) if !self.label.is_empty() => ".",
            PathStep::Field(_) | PathStep::Key(_) | PathStep::Index(_) => "",
        };
        let last = path_text(std::slice::from_ref(step));
        Trail {
            steps: self.steps.iter().chain([step]).cloned().collect(),
            label: format!("{}{dot}{last}", self.label),
            exact: true,
            content: false,
        }
    }

    /// "`path`: " before a sentence about a value, nothing at the root.
    pub(super) fn prefix(&self) -> String {
        if self.label.is_empty() { String::new() } else { format!("`{}`: ", self.label) }
    }

    /// What a sentence about the value begins with.
    pub(super) fn subject(&self) -> String {
        if self.label.is_empty() { "this".to_owned() } else { format!("`{}`", self.label) }
    }

    /// " in `path`" after a sentence about a field.
    pub(super) fn suffix(&self) -> String {
        if self.label.is_empty() { String::new() } else { format!(" in `{}`", self.label) }
    }
}
