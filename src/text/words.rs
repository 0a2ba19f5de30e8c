//! Plain words for what a value is, or should have been.
//!
//! Kinds of values only; whole sentences are put together in `trouble`.

use super::Notation;
use super::fault::short;
use super::scan::{Lexer, TokenShape};

/// Whether these are serde's words for a whole number.
pub(super) fn is_integer(expected: &str) -> bool {
    let names = [
        "u8",
        "u16",
        "u32",
        "u64",
        "u128",
        "usize",
        "i8",
        "i16",
        "i32",
        "i64",
        "i128",
        "isize",
        "a whole number",
    ];
    names.contains(&expected) || expected.starts_with("a nonzero ")
}

/// Serde's words for a kind of value, in plain ones.
pub(super) fn plain(expected: &str, format: Notation) -> String {
    let entry = match format {
        Notation::Ron => "an entry in round brackets `( … )`",
        Notation::Json => "an object in curly brackets `{ … }`",
    };
    match expected {
        _ if is_integer(expected) => "a whole number",
        "f32" | "f64" => "a number",
        "a string" | "string" | "a borrowed string" => "a text in double quotes",
        "a character" => "a single character in quotes",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list in square brackets `[ … ]`",
        "a map" => "a map in curly brackets `{ … }`",
        "unit" => "nothing",
        "string or map" | "variant identifier" => "one of the known names",
        "newtype variant" | "tuple variant" | "struct variant" => "this name with its content",
        "an entry" => entry,
        _ if expected.starts_with("enum ") => "one of the known names",
        _ if expected.starts_with("struct ") || expected.starts_with("internally tagged enum") => {
            entry
        }
        other => other,
    }
    .to_owned()
}

/// What stands at a byte offset, in plain words.
pub(super) fn found_at(text: &str, offset: usize) -> String {
    let mut tokens = Lexer::at(text, offset);
    let Some(token) = tokens.next() else {
        return "nothing".to_owned();
    };
    let raw = short(token.raw);
    match token.shape {
        TokenShape::Open => match token.raw {
            "[" => "a list in square brackets".to_owned(),
            "{" => "a map in curly brackets".to_owned(),
            _ => "an entry in round brackets".to_owned(),
        },
        TokenShape::Quoted => format!("the text {raw}"),
        TokenShape::Word if token.is_number() => format!("the number {raw}"),
        TokenShape::Close | TokenShape::Comma | TokenShape::Colon | TokenShape::Word => {
            format!("`{raw}`")
        }
    }
}
