//! Values to RON and JSON text, the same bytes for the same value on every machine.
//!
//! Order of map entries is the value's own: give ordered maps. Writing to disk is not done here.

use serde::Serialize;

use super::from_ron;

/// A value that the format cannot express, such as a map whose keys are lists.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// RON cannot express it.
    #[error("this cannot be written as RON: {0}")]
    Ron(#[from] ron::Error),
    /// JSON cannot express it.
    #[error("this cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The value as RON, four spaces of indentation, no struct names, ending with a newline.
///
/// Present optional values stand without `Some(…)`, the way the reader takes them.
pub fn to_ron<T: Serialize>(value: &T) -> Result<String, EncodeError> {
    let pretty = ron::ser::PrettyConfig::new().indentor("    ").new_line("\n").struct_names(false);
    let mut text = from_ron::options().to_string_pretty(value, pretty)?;
    text.push('\n');
    Ok(text)
}

/// The value as RON that takes less room: lists on one line, two spaces of indentation.
pub fn to_ron_tight<T: Serialize>(value: &T) -> Result<String, EncodeError> {
    let pretty = ron::ser::PrettyConfig::new()
        .indentor("  ")
        .new_line("\n")
        .struct_names(false)
        .compact_arrays(true);
    let mut text = from_ron::options().to_string_pretty(value, pretty)?;
    text.push('\n');
    Ok(text)
}

/// The value as JSON, two spaces of indentation, ending with a newline.
///
/// What steers a terminal or turns the reading direction is written as `\u` and its number: it reads
/// back the same, and does nothing where the text is only shown.
pub fn to_json<T: Serialize>(value: &T) -> Result<String, EncodeError> {
    let mut text = escaped(&serde_json::to_string_pretty(value)?);
    text.push('\n');
    Ok(text)
}

/// JSON with characters escaped that it may hold as they are. They stand in its strings alone.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        if is_unseen(character) {
            text.extend(["\\u", &format!("{:04x}", u32::from(character))]);
        } else {
            text.push(character);
        }
    }
    text
}

/// Controls beyond those that JSON forbids, marks and overrides of the reading direction, and line
/// breaks of Unicode; the line breaks of the layout are none of these.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}
