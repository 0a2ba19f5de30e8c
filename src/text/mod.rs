//! Reading and writing RON and JSON: a file becomes a [`Document`], a document becomes a value, and
//! whatever is wrong becomes one sentence with file, line and column.
//!
//! Lives here: checks on the file itself, parsing, the place of any value in a text, wording of
//! what the parsers complain about, the nearest known name, counts and lists in words, what moves a
//! cursor taken out of what people typed. Must not live
//! here: anything that knows what a session or an intake is, and writing to disk.
//!
//! A type with a range of its own implements `Deserialize` with `deserializer.deserialize_any` and a
//! visitor for `u64`, `i64` and `f64`: RON and JSON then both hand over the number that was written
//! (RON's `deserialize_u8` and the like stop at their own limits and never reach the visitor). An
//! error text that begins with `is `, `has `, `must ` or `needs ` continues the field's name:
//! `is 14, allowed is 0 to 10` reads "`pain_leg` is 14, allowed is 0 to 10".

pub mod clean;
mod document;
mod fault;
mod from_json;
mod from_ron;
mod locate;
mod near;
mod phrase;
mod scan;
#[cfg(test)]
mod tests;
mod trail;
mod trouble;
mod words;
mod write;

use std::path::Path;

pub use document::{Document, ReadError};
pub use fault::{Fault, PathStep, Place};
pub use near::nearest;
pub use phrase::{
    agreeing, capital, counted, either, in_runs, inside_sentence, listed, numbered,
    numbered_in_row, numbered_in_runs, sentences,
};
pub use write::{EncodeError, to_json, to_ron, to_ron_tight};

/// The two notations that are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Rusty Object Notation, for files that people write.
    Ron,
    /// JavaScript Object Notation, for files that programs exchange.
    Json,
}

impl Notation {
    /// The format that a file's extension stands for, upper or lower case; `None` for all others.
    pub fn of_path(path: &Path) -> Option<Notation> {
        let extension = path.extension()?;
        if extension.eq_ignore_ascii_case("ron") {
            Some(Notation::Ron)
        } else if extension.eq_ignore_ascii_case("json") {
            Some(Notation::Json)
        } else {
            None
        }
    }
}
