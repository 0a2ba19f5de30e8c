//! RON text to values, and the `ron` crate's errors to troubles.
//!
//! The only place that sets RON's options. Wording common to both formats is in `trouble`.

use ron::error::{Error, Position};
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::Notation;
use super::document::Document;
use super::fault::{Fault, Place, short};
use super::from_json;
use super::trail::Trail;
use super::trouble::{Syntax, Trouble, of_syntax, of_value};

/// How RON is read and written everywhere: optional values need no `Some(…)`.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

pub(super) fn parse<T: DeserializeOwned>(document: &Document) -> Result<T, Fault> {
    // Most texts are right; only a wrong one is read again for where and why.
    match options().from_str(document.text()) {
        Ok(value) => Ok(value),
        Err(_) => parse_explained(document),
    }
}

fn parse_explained<T: DeserializeOwned>(document: &Document) -> Result<T, Fault> {
    let place =
        |at: &Position| Place { file: document.name().to_owned(), line: at.line, column: at.col };
    let root = Trail::root();
    let mut reader = ron::Deserializer::from_str_with_options(document.text(), &options())
        .map_err(|error| fault(document, &root, error.code, place(&error.span.end)))?;
    let result = serde_path_to_error::deserialize(&mut reader);
    match result {
        Ok(value) => reader.end().map(|()| value).map_err(|code| {
            let error = reader.span_error(code);
            fault(document, &root, error.code, place(&error.span.end))
        }),
        Err(error) => {
            let trail = Trail::new(error.path(), Notation::Ron);
            let error = reader.span_error(error.into_inner());
            Err(fault(document, &trail, error.code, place(&error.span.end)))
        }
    }
}

fn fault(document: &Document, trail: &Trail, code: Error, at: Place) -> Fault {
    match complaint(code) {
        Ok(trouble) => of_value(document, trail, trouble, at),
        Err(syntax) => of_syntax(document, trail, syntax, &at),
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// What the error is about: a value, or (as `Err`) the notation.
fn complaint(code: Error) -> Result<Trouble, Syntax> {
    let kind = |expected: &str| Ok(Trouble::WrongType(expected.to_owned()));
    let other = |message: &str| Err(Syntax::Other(message.to_owned()));
    match code {
        Error::Message(message) => Ok(from_json::complaint(&message)),
        Error::NoSuchStructField {
            expected, found, ..
        } => Ok(Trouble::UnknownField {
            found,
            allowed: owned(expected),
        }),
        Error::NoSuchEnumVariant {
            expected, found, ..
        } => Ok(Trouble::UnknownVariant {
            found,
            allowed: owned(expected),
        }),
        Error::MissingStructField { field, .. } => Ok(Trouble::Missing(field.to_owned())),
        Error::DuplicateStructField { field, .. } => Ok(Trouble::Duplicate(field.to_owned())),
        Error::InvalidValueForType { expected, .. } => Ok(Trouble::WrongType(expected)),
        Error::ExpectedDifferentLength { expected, found } => Ok(Trouble::WrongLength {
            expected,
            found: found.to_string(),
        }),
        Error::ExpectedInteger
        | Error::IntegerOutOfBounds
        // Letters of names such as `false` count as digits of a strange base.
        | Error::InvalidIntegerDigit { .. } => kind("a whole number"),
        Error::ExpectedFloat => kind("f64"),
        Error::ExpectedBoolean => kind("a boolean"),
        Error::ExpectedString => kind("a string"),
        Error::ExpectedChar => kind("a character"),
        Error::ExpectedArray => kind("a sequence"),
        Error::ExpectedMap => kind("a map"),
        Error::ExpectedUnit => kind("an empty entry `()`"),
        Error::ExpectedOption => kind("`Some( … )` or `None`"),
        Error::ExpectedStructLike
        | Error::ExpectedNamedStructLike(_)
        | Error::ExpectedStructName(_) => kind("an entry"),
        Error::ExpectedDifferentStructName { expected, .. } => {
            Ok(Trouble::WrongType(format!("`{expected}( … )`, or no name")))
        }
        Error::ExpectedByteLiteral | Error::ExpectedByteString => kind("bytes in quotes"),
        Error::ExpectedIdentifier => kind("a name without quotes"),
        Error::ExpectedStringEnd => Ok(Trouble::Custom(
            "has a quotation mark that is never closed, close it".to_owned(),
        )),
        Error::Eof => Err(Syntax::End),
        Error::ExpectedComma => Err(Syntax::Comma),
         Error::ExpectedArrayEnd
        | Error::ExpectedMapEnd
        | Error::ExpectedOptionEnd
        | Error::ExpectedStructLikeEnd => Err(Syntax::Close),
        Error::TrailingCharacters => Err(Syntax::Trailing),
        Error::ExceededRecursionLimit => Err(Syntax::TooDeep),
        Error::ExpectedMapColon => Err(Syntax::Colon),
        Error::UnclosedBlockComment | Error::UnclosedLineComment => {
            other("a comment is never closed, end it with `*/`")
        }
        Error::ExpectedAttribute | Error::ExpectedAttributeEnd => {
            other("a line that starts with `#` must read `#![enable(…)]`, or be left out")
        }
        Error::NoSuchExtension(name) => {
            let name = short(&name);
            other(&format!(
                "there is no extension `{name}` to enable, leave it out"
            ))
        }
        Error::UnderscoreAtBeginning | Error::FloatUnderscore => {
            other("the number has a character that does not belong there, remove it")
        }
        Error::InvalidEscape(_) | Error::Utf8Error(_) => {
            other("the text in quotes has a `\\` that stands for nothing, write `\\\\`")
        }
        Error::UnexpectedChar(character) => {
            let character = short(&character.to_string());
            other(&format!("`{character}` does not belong here, remove it"))
        }
        Error::InvalidIdentifier(name) | Error::SuggestRawIdentifier(name) => {
            let name = short(&name);
            other(&format!(
                "`{name}` is not a name, use letters, digits and `_`"
            ))
        }
        code @ (Error::Fmt
        | Error::Io(_)
        | Error::ExpectedRawValue
        | Error::ExpectedRangeSyntax
        | _) => other(&format!("this is not valid RON: {code}")),
    }
}
