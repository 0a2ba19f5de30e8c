//! From a path to the place of its value, over the text alone.
//!
//! Works on any text and any path in time linear in the text, and never deeper than the parsers
//! go themselves. RON and JSON share one walk: entries in brackets, with or without a key.

use super::Notation;
use super::fault::PathStep;
use super::scan::{Lexer, Token, TokenShape};

/// Neither parser goes deeper than this, so no readable value stands there.
const DEEPEST: usize = 128;

/// How many tokens are looked at to see whether a bracket holds one thing only.
const LOOK_AHEAD: usize = 10_000;

/// How many tokens a map's key may have, so that `{{{{` is not searched for a colon at every level.
const LONGEST_KEY: usize = 16;

/// Byte offset of the value at this path, or of the nearest value around it.
pub(super) fn offset_of(text: &str, format: Notation, path: &[PathStep]) -> usize {
    walk(text, format, path).0.offset()
}

/// Byte offset of the field or key called so, in the value at this path: its first mention, or its
/// second with `again`; `None` if it is not there.
pub(super) fn offset_of_key(
    text: &str,
    format: Notation,
    path: &[PathStep],
    name: &str,
    again: bool,
) -> Option<usize> {
    let (value, true) = walk(text, format, path) else {
        return None;
    };
    let inside = brackets(value, &PathStep::from(name), format)?;
    inside
        .filter_map(|child| child.key)
        .filter(|key| key.is_name(name, format))
        .nth(usize::from(again))
        .map(|key| key.start)
}

/// The step from the value at this path to the part of it in which this byte offset lies.
pub(super) fn step_at(
    text: &str,
    format: Notation,
    path: &[PathStep],
    offset: usize,
) -> Option<PathStep> {
    let (value, true) = walk(text, format, path) else {
        return None;
    };
    let inside = brackets(value, &PathStep::Index(0), format)?;
    let begins = |child: &Child<'_>| child.key.map_or(child.value.offset(), |key| key.start);
    let before = inside.take_while(|child| begins(child) <= offset);
    let (index, child) = before.enumerate().last()?;
    if child.value.offset() > offset {
        return None; // it lies in the key
    }
    Some(match child.key {
        Some(key) => PathStep::from(key.raw.trim_matches('"')),
        None => PathStep::Index(index),
    })
}

/// The innermost bracket that is open where the text ends.
pub(super) fn unclosed(text: &str) -> Option<Token<'_>> {
    let mut open = Vec::new();
    for token in Lexer::at(text, 0) {
        match token.shape {
            TokenShape::Open => open.push(token),
            TokenShape::Close => {
                open.pop();
            }
            TokenShape::Comma | TokenShape::Colon | TokenShape::Quoted | TokenShape::Word => {}
        }
    }
    open.pop()
}

/// The value that the path leads to, or as far as it leads, and whether it led all the way.
fn walk<'a>(text: &'a str, format: Notation, path: &[PathStep]) -> (Lexer<'a>, bool) {
    let mut here = Lexer::of_value(text);
    for (depth, step) in path.iter().enumerate() {
        let next = if depth < DEEPEST { enter(&here, step, format) } else { None };
        match next {
            Some(next) => here = next,
            None => return (here, false),
        }
    }
    (here, true)
}

fn enter<'a>(here: &Lexer<'a>, step: &PathStep, format: Notation) -> Option<Lexer<'a>> {
    if let (PathStep::Field(name) | PathStep::Key(name), Some(first)) = (step, here.peek())
        // In RON a variant's name stands before its content, not around it.
        && first.shape == TokenShape::Word
        && first.is_name(name, format)
    {
        return Some(here.clone());
    }
    let mut inside = brackets(here.clone(), step, format)?;
    match step {
        PathStep::Index(index) => inside.nth(*index),
        PathStep::Field(name) | PathStep::Key(name) => {
            inside.find(|child| child.key.is_some_and(|key| key.is_name(name, format)))
        }
    }
    .map(|child| child.value)
}

/// The parts of a value, seen through wrappers that have no step of their own: `Some(…)` and
/// one-field tuple structs.
fn brackets<'a>(value: Lexer<'a>, step: &PathStep, format: Notation) -> Option<Children<'a>> {
    let mut value = value;
    for _ in 0..DEEPEST {
        let mut rest = value.clone();
        let mut open = rest.next()?;
        if open.shape == TokenShape::Word {
            open = rest.next()?;
        }
        if open.shape != TokenShape::Open {
            return None;
        }
        let children = Children { rest: rest.clone(), open: open.raw, started: false };
        if format == Notation::Json || open.raw != "(" || !wraps(&children, step) {
            return Some(children);
        }
        value = rest;
    }
    None
}

/// Whether these round brackets hold nothing but one value that has parts of its own.
fn wraps(children: &Children<'_>, step: &PathStep) -> bool {
    let mut ahead = children.clone();
    let Some(first) = ahead.next() else {
        return false;
    };
    if first.key.is_some() {
        return false;
    }
    match step {
        PathStep::Field(_) | PathStep::Key(_) => true,
        PathStep::Index(_) => {
            let mut inner = first.value.clone();
            let named = inner.next().is_some_and(|token| token.shape == TokenShape::Word);
            let open = if named { inner.peek() } else { first.value.peek() };
            open.is_some_and(|token| token.shape == TokenShape::Open) && is_only(first.value)
        }
    }
}

/// Whether the value that starts here is the last of its brackets.
fn is_only(value: Lexer<'_>) -> bool {
    let mut depth = 0_usize;
    let mut tokens = value.take(LOOK_AHEAD);
    while let Some(token) = tokens.next() {
        match token.shape {
            TokenShape::Open => depth += 1,
            TokenShape::Close if depth == 0 => return true,
            TokenShape::Close => depth -= 1,
            TokenShape::Comma if depth == 0 => {
                return tokens.next().is_some_and(|next| next.shape == TokenShape::Close);
            }
            TokenShape::Comma | TokenShape::Colon | TokenShape::Quoted | TokenShape::Word => {}
        }
    }
    false
}

/// One entry of a bracket.
struct Child<'a> {
    key: Option<Token<'a>>,
    value: Lexer<'a>,
}

/// The entries of a bracket. An entry's value is passed over only when the next one is asked for,
/// so that a walk downwards reads every token once.
#[derive(Clone)]
struct Children<'a> {
    rest: Lexer<'a>,
    open: &'a str,
    started: bool,
}

impl<'a> Children<'a> {
    /// Passes over the current entry and its comma; false if it was the last.
    fn pass(&mut self) -> bool {
        let mut depth = 0_usize;
        for token in self.rest.by_ref() {
            match token.shape {
                TokenShape::Open => depth += 1,
                TokenShape::Close if depth == 0 => return false,
                TokenShape::Close => depth -= 1,
                TokenShape::Comma if depth == 0 => return true,
                TokenShape::Comma | TokenShape::Colon | TokenShape::Quoted | TokenShape::Word => {}
            }
        }
        false
    }

    /// The key of the entry that starts here, and the tokens after its colon.
    fn key(&self) -> Option<(Token<'a>, Lexer<'a>)> {
        let mut rest = self.rest.clone();
        if self.open == "(" {
            let name = rest.next()?;
            let colon = rest.next()?;
            return (name.shape == TokenShape::Word && colon.shape == TokenShape::Colon)
                .then_some((name, rest));
        }
        if self.open == "[" {
            return None;
        }
        // A map's key may be any value; a wrapped name is its last word.
        let mut name = None;
        let mut depth = 0_usize;
        for _ in 0..LONGEST_KEY {
            let token = rest.next()?;
            match token.shape {
                TokenShape::Quoted | TokenShape::Word => name = Some(token),
                TokenShape::Open => depth += 1,
                TokenShape::Close | TokenShape::Comma if depth == 0 => return None,
                TokenShape::Close => depth -= 1,
                TokenShape::Colon if depth == 0 => return name.map(|name| (name, rest)),
                TokenShape::Comma | TokenShape::Colon => {}
            }
        }
        None
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = Child<'a>;

    fn next(&mut self) -> Option<Child<'a>> {
        if self.started && !self.pass() {
            // Nothing follows the closing bracket, ask as often as you like.
            self.started = true;
            self.rest = Lexer::at("", 0);
            return None;
        }
        self.started = true;
        let first = self.rest.peek()?;
        if first.shape == TokenShape::Close {
            self.rest = Lexer::at("", 0);
            return None;
        }
        let (key, value) = match self.key() {
            Some((key, value)) => (Some(key), value),
            None => (None, self.rest.clone()),
        };
        self.rest = value.clone();
        Some(Child { key, value })
    }
}
