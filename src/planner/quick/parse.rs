//! A typed line, word by word: what each stands for, and the step that they come to.
//!
//! Must not live here: whether that step is allowed.

use std::ops::Range;

use super::Word;
use super::terms::{EXACT, Lies, Term, TermKind, TermMeaning, Terms};
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{Laterality, ModalityId, Phase, Position, Pressure, Side};
use crate::planner::edit::{MINUTES, NewStep};

/// The most words of one name.
const LONGEST_NAME: usize = 4;

/// A word, or several that are one name.
#[derive(Debug, Clone)]
struct Phrase {
    range: Range<usize>,
    meaning: Option<TermMeaning>,
}

/// A line, read.
#[derive(Debug, Clone, Default)]
pub(super) struct Understood {
    pieces: Vec<Phrase>,
}

impl Understood {
    pub fn of(text: &str, terms: &Terms) -> Self {
        let tokens = tokens(text);
        let mut reading = Self::default();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let word = text.get(token.clone()).unwrap_or_default();
            if let Some(meaning) = number(word) {
                reading.pieces.push(Phrase { range: token.clone(), meaning: Some(meaning) });
                at += 1;
                continue;
            }
            let (count, meaning) = reading.name(text, tokens.get(at..).unwrap_or_default(), terms);
            let end = tokens.get(at + count - 1).map_or(token.end, |last| last.end);
            reading.pieces.push(Phrase { range: token.start..end, meaning });
            at += count;
        }
        reading.numbers(text);
        reading
    }

    /// The name that the next words are, the longest that fits. Where it is of a kind that is taken
    /// already, nobody knows: a second region isn't a stretch.
    fn name(
        &self,
        text: &str,
        tokens: &[Range<usize>],
        terms: &Terms,
    ) -> (usize, Option<TermMeaning>) {
        let words: Vec<String> = tokens
            .iter()
            .take(LONGEST_NAME)
            .map(|range| text.get(range.clone()).unwrap_or_default().to_lowercase())
            .collect();
        let free = |term: &&Term| {
            let kind = term.meaning.kind();
            kind == TermKind::Unit || self.get(kind).is_none()
        };
        for count in (2..=words.len()).rev() {
            let phrase = words.get(..count).unwrap_or_default();
            let best = terms.phrased(phrase).into_iter().map(|(_, term)| term).next();
            if let Some(term) = best.filter(free) {
                return (count, Some(term.meaning.clone()));
            }
        }
        let word = words.first().map_or("", String::as_str);
        // A single letter is a side or nothing.
        let is_letter = word.chars().nth(1).is_none();
        let fitting = terms.fitting(word).into_iter();
        let mut fitting = fitting.filter(|(fit, _)| !is_letter || *fit == EXACT);
        let found = fitting.next().filter(|(_, term)| free(term));
        (1, found.map(|(_, term)| term.meaning.clone()))
    }

    /// Bare numbers: what isn't said by their words is said by their size and order.
    fn numbers(&mut self, text: &str) {
        let takes_level = self.phase().is_hands_on();
        let mut has_level = self.get(TermKind::Level).is_some();
        let mut has_minutes = self.get(TermKind::Minutes).is_some();
        let beside = |pieces: &[Phrase], at: usize| {
            let unit = |at: Option<usize>| {
                let piece = at.and_then(|at| pieces.get(at))?;
                let is_unit = piece.meaning == Some(TermMeaning::Unit);
                if is_unit { text.get(piece.range.clone()) } else { None }
            };
            let before = unit(at.checked_sub(1)).filter(|word| word.starts_with(['l', 'L']));
            let after = unit(Some(at + 1)).filter(|word| word.starts_with(['m', 'M']));
            (before.is_some(), after.is_some())
        };
        let bare: Vec<(usize, u16)> = self
            .pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.meaning.is_none())
            .filter_map(|(at, piece)| Some((at, text.get(piece.range.clone())?.parse().ok()?)))
            .collect();
        // Those with a word of their own come first.
        let mut open = Vec::new();
        for (at, value) in bare {
            let (is_level, is_minutes) = beside(&self.pieces, at);
            let meaning = if is_level && takes_level && !has_level {
                has_level = true;
                level(value)
            } else if is_minutes && !has_minutes {
                has_minutes = true;
                minutes(value)
            } else {
                open.push((at, value));
                None
            };
            self.set(at, meaning);
        }
        for (at, value) in open {
            let meaning = if takes_level && !has_level && level(value).is_some() {
                has_level = true;
                level(value)
            } else if !has_minutes {
                has_minutes = true;
                minutes(value)
            } else {
                None
            };
            self.set(at, meaning);
        }
    }

    fn set(&mut self, at: usize, meaning: Option<TermMeaning>) {
        if let Some(piece) = self.pieces.get_mut(at) {
            piece.meaning = meaning;
        }
    }

    fn get(&self, kind: TermKind) -> Option<&TermMeaning> {
        self.pieces.iter().filter_map(|piece| piece.meaning.as_ref()).find(|m| m.kind() == kind)
    }

    /// Whether something of this kind was read.
    pub fn has(&self, kind: TermKind) -> bool {
        self.get(kind).is_some()
    }

    /// The modality that was read.
    pub fn modality(&self) -> Option<&ModalityId> {
        match self.get(TermKind::Modality) {
            Some(TermMeaning::Modality(id)) => Some(id),
            _ => None,
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The first word that nobody knows.
    pub fn unknown(&self) -> Option<Range<usize>> {
        let mut pieces = self.pieces.iter();
        pieces.find(|piece| piece.meaning.is_none()).map(|piece| piece.range.clone())
    }

    /// The same line without its last word, and where that stands.
    pub fn before_last(text: &str, terms: &Terms) -> (Self, Range<usize>) {
        let typing = !text.is_empty() && !text.ends_with(is_between);
        let last = if typing { tokens(text).pop() } else { None };
        let last = last.unwrap_or(text.len()..text.len());
        (Self::of(text.get(..last.start).unwrap_or_default(), terms), last)
    }

    /// With one more meaning.
    #[must_use]
    pub fn with(&self, meaning: TermMeaning) -> Self {
        let mut reading = self.clone();
        reading.pieces.push(Phrase { range: 0..0, meaning: Some(meaning) });
        reading
    }

    /// The words with what they are taken for.
    pub fn words(&self, knowledge: &Knowledge) -> Vec<Word> {
        let pieces = self.pieces.iter();
        pieces
            .map(|piece| Word {
                range: piece.range.clone(),
                meaning: piece.meaning.as_ref().map(|meaning| said(knowledge, meaning)),
            })
            .collect()
    }

    /// What kind of step it is.
    fn phase(&self) -> Phase {
        match self.get(TermKind::Phase) {
            Some(TermMeaning::Phase(phase)) => *phase,
            _ if self.get(TermKind::Technique).is_some() => Phase::Stretch,
            _ => Phase::Focus,
        }
    }

    /// The step, once there is a place or a word for what it is.
    pub fn step(&self, painful: Laterality) -> Option<NewStep> {
        let named = [TermKind::Place, TermKind::Technique, TermKind::Phase];
        if !named.into_iter().any(|kind| self.has(kind)) {
            return None;
        }
        let mut new = NewStep::of(self.phase());
        for meaning in self.pieces.iter().filter_map(|piece| piece.meaning.as_ref()) {
            match meaning {
                TermMeaning::Place(regions) => new.regions.clone_from(regions),
                TermMeaning::Modality(id) => new.modality = Some(id.clone()),
                TermMeaning::Technique(id) => new.techniques = vec![id.clone()],
                TermMeaning::Side(side) => new.side = Some(*side),
                TermMeaning::Level(level) => new.pressure = Some(Pressure::clamped(*level)),
                TermMeaning::Minutes(minutes) => new.minutes = Some(*minutes),
                TermMeaning::Position(_) | TermMeaning::Phase(_) | TermMeaning::Unit => {}
            }
        }
        if new.phase == Phase::Focus && new.regions.is_empty() {
            return None;
        }
        if let Some(TermMeaning::Position(lies)) = self.get(TermKind::Position) {
            new.position = Some(position(*lies, &new, painful));
        }
        Some(new)
    }
}

/// On the side: the side that is worked is up.
fn position(lies: Lies, new: &NewStep, painful: Laterality) -> Position {
    match lies {
        Lies::Prone => Position::Prone,
        Lies::Supine => Position::Supine,
        Lies::Seated => Position::Seated,
        Lies::OnSide => {
            let up = new.side.and_then(Side::single).unwrap_or(painful);
            Position::side_lying_with_up(up)
        }
    }
}

fn said(knowledge: &Knowledge, meaning: &TermMeaning) -> String {
    match meaning {
        TermMeaning::Place(regions) => knowledge.place(regions, None, Voice::Edit),
        TermMeaning::Modality(id) => knowledge.modality_name(id).to_owned(),
        TermMeaning::Technique(id) => knowledge.technique_name(id).to_owned(),
        TermMeaning::Phase(phase) => phase.label().to_owned(),
        TermMeaning::Side(side) => side.word().to_owned(),
        TermMeaning::Position(Lies::Prone) => String::from("prone"),
        TermMeaning::Position(Lies::Supine) => String::from("supine"),
        TermMeaning::Position(Lies::OnSide) => String::from("side-lying"),
        TermMeaning::Position(Lies::Seated) => String::from("seated"),
        TermMeaning::Level(level) => format!("level {level}"),
        TermMeaning::Minutes(minutes) => format!("{minutes} min"),
        TermMeaning::Unit => String::from("unit"),
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '·')
}

fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if is_between(c) {
            tokens.extend(start.take().map(|start| start..at));
        } else {
            start.get_or_insert(at);
        }
    }
    tokens.extend(start.map(|start| start..text.len()));
    tokens
}

/// A number that says itself what it is: `8m`, `8min`, `l3`, `p3`, `3/5`. A bare one stays open.
fn number(word: &str) -> Option<TermMeaning> {
    let word = word.to_lowercase();
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let (value, unit) = word.split_at(digits);
    if let Ok(value) = value.parse::<u16>() {
        return match unit {
            "m" | "min" | "mins" | "minutes" | "'" => minutes(value),
            "/5" => level(value),
            _ => None,
        };
    }
    let levels = ["level", "lvl", "l", "p"].into_iter();
    let mut values = levels.filter_map(|unit| word.strip_prefix(unit)?.parse().ok());
    values.next().and_then(level)
}

fn level(value: u16) -> Option<TermMeaning> {
    (Pressure::MIN.get()..=Pressure::MAX.get())
        .contains(&value)
        .then_some(TermMeaning::Level(value))
}

fn minutes(value: u16) -> Option<TermMeaning> {
    MINUTES.contains(&value).then_some(TermMeaning::Minutes(value))
}
