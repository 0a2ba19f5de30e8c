//! What a parser complained about, in one form for both formats, and the sentence for it.
//!
//! Which parser error means which trouble is decided in `from_ron` and `from_json`.

use super::document::Document;
use super::fault::{Fault, PathStep, Place, short};
use super::scan::{Lexer, Token};
use super::trail::Trail;
use super::words::{found_at, is_integer, plain};
use super::{locate, nearest};

/// A complaint about a value, at the path that the parser had reached.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    UnknownField {
        found: String,
        allowed: Vec<String>,
    },
    UnknownVariant {
        found: String,
        allowed: Vec<String>,
    },
    Missing(String),
    Duplicate(String),
    /// The value is of another kind; what was expected, in serde's words or ours.
    WrongType(String),
    /// A list or tuple of another length.
    WrongLength {
        expected: String,
        found: String,
    },
    /// A sentence from the type itself.
    Custom(String),
}

/// A complaint about the notation, where the parser stood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// The text ends inside a value.
    End,
    /// A comma or closing bracket is missing.
    Comma,
    /// Only a closing bracket could follow.
    Close,
    /// A name without the colon and the value that follow it.
    Colon,
    /// Something follows the value.
    Trailing,
    /// Brackets in brackets in brackets.
    TooDeep,
    /// A sentence that is said as it stands.
    Other(String),
}

/// The fault for a complaint about a value; `parser_at` is where the parser had got to.
pub(super) fn of_value(
    document: &Document,
    trail: &Trail,
    trouble: Trouble,
    parser_at: Place,
) -> Fault {
    let text = document.text();
    if !trail.exact {
        // The path ends before a key that is not a text; the parser's position tells which.
        let offset = offset_of_place(text, &parser_at);
        let part = locate::step_at(text, document.format(), &trail.steps, offset);
        if let Some(step @ PathStep::Field(_)) = part {
            return of_value(document, &trail.part(&step), trouble, parser_at);
        }
    }
    let here = if trail.exact { document.place_at(trail.offset(document)) } else { parser_at };
    let (place, message) = match trouble {
        Trouble::UnknownField { found, allowed } => {
            // The parser already counts the unknown name as a step.
            let named = matches!(trail.steps.last(), Some(PathStep::Field(last)) if *last == found);
            let around = trail.steps.len() - usize::from(named && trail.exact);
            let parent = trail.steps.get(..around).unwrap_or_default();
            let place = key_place(document, parent, &found, false).unwrap_or(here);
            let whole = match trail.label.strip_suffix(short(&found).as_str()) {
                Some(around) if named => around.trim_end_matches('.'),
                _ => trail.label.as_str(),
            };
            let prefix = if whole.is_empty() { String::new() } else { format!("`{whole}`: ") };
            (place, format!("{prefix}{}", unknown("field", &found, &allowed)))
        }
        Trouble::UnknownVariant { found, allowed } => {
            let message = format!("{}{}", trail.prefix(), unknown("name", &found, &allowed));
            (here, message)
        }
        Trouble::Missing(field) => {
            (here, format!("`{}` is missing{}, add it", short(&field), trail.suffix()))
        }
        Trouble::Duplicate(field) => {
            let place = key_place(document, &trail.steps, &field, true).unwrap_or(here);
            let field = short(&field);
            let suffix = trail.suffix();
            (place, format!("`{field}` is given twice{suffix}, keep one of them"))
        }
        Trouble::WrongType(expected) if trail.exact => {
            let offset = trail.content_offset(document);
            let message = wrong_type(document, trail, offset, &expected);
            (document.place_at(offset), message)
        }
        Trouble::WrongType(expected) => {
            let expected = plain(&expected, document.format());
            (here, format!("{}expected {expected}", trail.prefix()))
        }
        Trouble::WrongLength { expected, found } => {
            let expected = plain(&expected, document.format());
            let prefix = trail.prefix();
            (here, format!("{prefix}expected {expected}, found {found} of them"))
        }
        Trouble::Custom(message) => {
            let continues = ["is ", "has ", "must ", "needs "];
            let message = if continues.iter().any(|verb| message.starts_with(verb)) {
                format!("{} {message}", trail.subject())
            } else {
                format!("{}{message}", trail.prefix())
            };
            (here, message)
        }
    };
    Fault { place, message }
}

/// The fault for a complaint about the notation at this place.
pub(super) fn of_syntax(
    document: &Document,
    trail: &Trail,
    syntax: Syntax,
    place: &Place,
) -> Fault {
    let text = document.text();
    let offset = offset_of_place(text, place);
    let at_end = text.get(offset..).is_some_and(|rest| rest.trim().is_empty());
    // A parser that wanted a whole number stops at the point of 3.5.
    if let (Syntax::Comma | Syntax::Close | Syntax::Trailing, Some((start, number))) =
        (&syntax, number_around(text, offset))
    {
        return fraction(document, trail, &syntax, start, number);
    }
    let message = match syntax {
        Syntax::TooDeep => "too many brackets stand inside one another, remove some".to_owned(),
        Syntax::Trailing => format!(
            "{} follows after the end, remove it or check the brackets before it",
            found_at(text, offset)
        ),
        Syntax::End => ends_early(text),
        Syntax::Comma | Syntax::Close | Syntax::Colon
            if at_end && locate::unclosed(text).is_some() =>
        {
            ends_early(text)
        }
        Syntax::Comma => {
            format!("a comma or a closing bracket is missing before {}", found_at(text, offset))
        }
        Syntax::Colon => "a colon is missing between a name and its value".to_owned(),
        Syntax::Close => {
            format!("{} is too much, a closing bracket belongs before it", found_at(text, offset))
        }
        Syntax::Other(message) => message,
    };
    Fault { place: document.place_at(offset.min(text.trim_end().len())), message }
}

/// The fault for a number with a point where a whole one belongs.
fn fraction(
    document: &Document,
    trail: &Trail,
    syntax: &Syntax,
    start: usize,
    number: &str,
) -> Fault {
    let part = locate::step_at(document.text(), document.format(), &trail.steps, start);
    // The parser noticed after the value, in what surrounds it. `Some(3.5)` has no step of its own.
    let subject = match (syntax, part) {
        (Syntax::Comma, Some(step)) => trail.part(&step).subject(),
        (Syntax::Close, Some(step)) if step != PathStep::Index(0) => trail.part(&step).subject(),
        _ => trail.subject(),
    };
    let number = short(number);
    Fault {
        place: document.place_at(start),
        message: format!("{subject} is {number}, expected a whole number"),
    }
}

fn ends_early(text: &str) -> String {
    match locate::unclosed(text) {
        Some(open) => {
            let place = Place::of_offset("", text, open.start);
            let (line, column) = (place.line, place.column);
            let bracket = open.raw;
            format!(
                "the text ends too early, close the `{bracket}` of line {line}, column {column}"
            )
        }
        None => "the text ends too early, complete it".to_owned(),
    }
}

fn key_place(document: &Document, parent: &[PathStep], name: &str, again: bool) -> Option<Place> {
    locate::offset_of_key(document.text(), document.format(), parent, name, again)
        .map(|offset| document.place_at(offset))
}

fn unknown(what: &str, found: &str, allowed: &[String]) -> String {
    let hint = match nearest(found, allowed.iter().map(String::as_str)) {
        Some(near) => format!(", did you mean `{near}`? allowed are "),
        None => ", allowed are ".to_owned(),
    };
    let list: Vec<String> = allowed.iter().map(|name| format!("`{name}`")).collect();
    let found = short(found);
    match list.as_slice() {
        [] => format!("unknown {what} `{found}`, none is allowed here"),
        names => format!("unknown {what} `{found}`{hint}{}", names.join(", ")),
    }
}

fn wrong_type(document: &Document, trail: &Trail, offset: usize, expected: &str) -> String {
    let text = document.text();
    let token = Lexer::at(text, offset).next();
    if token.is_none() {
        return ends_early(text);
    }
    if is_integer(expected)
        && let Some(number) = token.filter(Token::is_whole)
    {
        let (subject, number) = (trail.subject(), short(number.raw));
        return format!("{subject} is {number}, which is not a whole number in the allowed range");
    }
    let prefix = trail.prefix();
    let expected = plain(expected, document.format());
    format!("{prefix}expected {expected}, found {}", found_at(text, offset))
}

/// The number with a point in its middle that this offset lies in or right behind, and its start.
fn number_around(text: &str, offset: usize) -> Option<(usize, &str)> {
    let before = text.get(..offset)?;
    let digits =
        before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '+' | '-'));
    let token = Lexer::at(text, digits.len()).next()?;
    let inside = token.start < offset && offset < token.start + token.raw.len();
    (inside && token.is_number() && token.raw.contains('.')).then_some((token.start, token.raw))
}

fn offset_of_place(text: &str, place: &Place) -> usize {
    let mut offset = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number + 1 == place.line {
            let within = line.char_indices().nth(place.column.saturating_sub(1));
            return offset + within.map_or(line.trim_end_matches('\n').len(), |(at, _)| at);
        }
        offset += line.len();
    }
    text.len()
}
