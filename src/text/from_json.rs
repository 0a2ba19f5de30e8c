//! JSON text to values, and `serde_json`'s errors to troubles.
//!
//! `serde_json` hands out its errors as sentences only, so they are taken apart here; the sentences
//! that serde itself composes (also for RON) are, too.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::Notation;
use super::document::Document;
use super::fault::{Fault, Place};
use super::scan::Lexer;
use super::trail::Trail;
use super::trouble::{Syntax, Trouble, of_syntax, of_value};

pub(super) fn parse<T: DeserializeOwned>(document: &Document) -> Result<T, Fault> {
    let mut reader = serde_json::Deserializer::from_str(document.text());
    match serde_path_to_error::deserialize(&mut reader) {
        Ok(value) => {
            reader.end().map(|()| value).map_err(|error| fault(document, &Trail::root(), &error))
        }
        Err(error) => {
            let trail = Trail::new(error.path(), Notation::Json);
            Err(fault(document, &trail, error.inner()))
        }
    }
}

fn fault(document: &Document, trail: &Trail, error: &serde_json::Error) -> Fault {
    let place = place(document, error);
    let shown = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = shown.strip_suffix(&position).unwrap_or(&shown);
    match error.classify() {
        Category::Data => of_value(document, trail, complaint(message), place),
        // Where a name of an enum belongs, the crate calls other well-formed values no value.
        Category::Syntax if message == "expected value" && is_value(document, trail) => {
            let names = Trouble::WrongType("variant identifier".to_owned());
            of_value(document, trail, names, place)
        }
        Category::Eof => of_syntax(document, trail, Syntax::End, &place),
        Category::Syntax | Category::Io => of_syntax(document, trail, notation(message), &place),
    }
}

/// Whether a number, a list or a word of JSON stands where the parser was.
fn is_value(document: &Document, trail: &Trail) -> bool {
    let token = Lexer::at(document.text(), trail.offset(document)).next();
    token.is_some_and(|token| {
        token.is_whole() || ["[", "true", "false", "null"].contains(&token.raw)
    })
}

/// The error's position in characters; the crate counts bytes, and 0 at a line's start.
fn place(document: &Document, error: &serde_json::Error) -> Place {
    let line = error.line().max(1);
    let text = document.text().split('\n').nth(line - 1).unwrap_or_default();
    let mut bytes = error.column().saturating_sub(1);
    while !text.is_char_boundary(bytes) && bytes > 0 {
        bytes = bytes.min(text.len() + 1) - 1;
    }
    Place {
        file: document.name().to_owned(),
        line,
        column: text.get(..bytes).unwrap_or(text).chars().count() + 1,
    }
}

fn notation(message: &str) -> Syntax {
    let other = match message {
        "expected `,` or `]`" | "expected `,` or `}`" => return Syntax::Comma,
        "expected `:`" => return Syntax::Colon,
        "trailing characters" => return Syntax::Trailing,
        "recursion limit exceeded" => return Syntax::TooDeep,
        "expected value" | "expected ident" => {
            "expected a value here: a text in double quotes, a number, a list or an object"
        }
        "trailing comma" => "the comma before the closing bracket is too much, remove it",
        "key must be a string" | "expected `\"`" => "a name must stand in double quotes",
        "invalid number" | "number out of range" => "the number is not written correctly",
        "invalid escape"
        | "invalid unicode code point"
        | "lone leading surrogate in hex escape"
        | "unexpected end of hex escape" => {
            "the text in quotes has a `\\` that stands for nothing, write `\\\\`"
        }
        _ if message.starts_with("control character") => {
            "a text in quotes must not contain line breaks or tabs, write `\\n` or `\\t`"
        }
        _ => return Syntax::Other(format!("this is not valid JSON: {message}")),
    };
    Syntax::Other(other.to_owned())
}

/// Takes serde's own sentences apart; all others are a type's own words.
pub(super) fn complaint(message: &str) -> Trouble {
    if let Some((found, allowed)) = unknown(message, "unknown field `") {
        return Trouble::UnknownField { found, allowed };
    }
    if let Some((found, allowed)) = unknown(message, "unknown variant `") {
        return Trouble::UnknownVariant { found, allowed };
    }
    let quoted = |start: &str| message.strip_prefix(start)?.strip_suffix('`');
    if let Some(field) = quoted("missing field `") {
        return Trouble::Missing(field.to_owned());
    }
    if let Some(field) = quoted("duplicate field `") {
        return Trouble::Duplicate(field.to_owned());
    }
    let parts = |start: &str| message.strip_prefix(start)?.rsplit_once(", expected ");
    if let Some((_, expected)) = parts("invalid type: ").or_else(|| parts("invalid value: ")) {
        return Trouble::WrongType(expected.to_owned());
    }
    if let Some((found, expected)) = parts("invalid length ") {
        return Trouble::WrongLength { expected: expected.to_owned(), found: found.to_owned() };
    }
    Trouble::Custom(message.to_owned())
}

/// The name and the allowed ones of "unknown … `x`, expected one of `a`, `b`".
fn unknown(message: &str, start: &str) -> Option<(String, Vec<String>)> {
    let rest = message.strip_prefix(start)?;
    if let Some((found, _)) = rest.rsplit_once("`, there are no ") {
        return Some((found.to_owned(), Vec::new()));
    }
    // The name itself may contain anything, so the list is looked for from the end.
    let (found, list) = rest.rsplit_once("`, expected ")?;
    let allowed = list.split('`').skip(1).step_by(2).map(str::to_owned);
    Some((found.to_owned(), allowed.collect()))
}
