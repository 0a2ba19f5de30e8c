//! The quick *Add step* field: words in any order that become a step.
//!
//! `glu r mfr 3 8` is gluteals on the right, myofascial release at level 3, for 8 minutes. What is
//! read is said back, what isn't allowed can't be added, what isn't understood isn't guessed over.
//! Must not live here: what is allowed (`edit::choices`, by the functions of `check`), and the
//! words of the vocabulary, which stand in the knowledge.

mod complete;
mod parse;
mod terms;

use std::ops::Range;

use super::edit::sheet::EditSheet;
use super::edit::{Added, NewStep, previewed, refused};
use super::{Assessment, Explained};
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{Laterality, Phase, Plan, Step};
use crate::text::inside_sentence;

use parse::Understood;
use terms::Terms;

/// What somebody typed, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quick {
    /// The step that Enter adds; none while something is missing, not understood or closed.
    pub step: Option<NewStep>,
    /// The number that it would have.
    pub number: Option<usize>,
    /// Why what was typed isn't allowed.
    pub closed: Option<Explained>,
    /// The words, each with what it is taken for.
    pub words: Vec<Word>,
    /// What the last word could become, the best first; only what is allowed.
    pub completions: Vec<Completion>,
    /// What Enter would add, or why it adds nothing. Empty where nothing was typed.
    pub sentence: String,
}

/// A word that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is taken for; none where nobody knows.
    pub meaning: Option<String>,
}

/// What a word could become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What it replaces, in bytes; empty at the end where the next word is meant.
    pub replaces: Range<usize>,
    /// What it puts there.
    pub insert: String,
    /// What is shown for it in the list.
    pub label: String,
    /// What there is to know of it, such as "up to level 3".
    pub detail: String,
}

/// The most completions at a time.
pub const MOST_COMPLETIONS: usize = 8;

/// Letters of a quick line that are read; nobody types more.
const LONGEST: usize = 200;

/// Reads what was typed into the field.
pub fn read(text: &str, plan: &Plan, assessment: &Assessment<'_>) -> Quick {
    let Ok(sheet) = EditSheet::open(plan, assessment) else {
        return Quick::default();
    };
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or_default();
    let knowledge = assessment.facts.knowledge;
    let terms = Terms::of(knowledge);
    let reading = Understood::of(text, &terms);
    let words = reading.words(knowledge);
    let completions = complete::completions(text, &terms, &sheet, plan);
    let mut quick = Quick { words, completions, ..Quick::default() };
    if reading.is_empty() {
        return quick;
    }
    if let Some(range) = reading.unknown() {
        let word = text.get(range).unwrap_or_default();
        quick.sentence = format!("“{word}” isn't understood");
        return quick;
    }
    let Some(new) = reading.step(painful(assessment)) else {
        "Name a region, a stretch, or another kind of step".clone_into(&mut quick.sentence);
        return quick;
    };
    match previewed(&sheet, plan, None, &new) {
        Ok(Added { closed: Some(closed), .. }) => {
            quick.sentence.clone_from(&closed.text);
            quick.closed = Some(closed);
        }
        Ok(added) => {
            quick.sentence = sentence(knowledge, &added.step);
            quick.number = Some(added.number);
            quick.step = Some(new);
        }
        Err(error) => {
            quick.closed = refused(knowledge, new.phase, &error);
            quick.sentence = error.to_string();
        }
    }
    quick
}

/// The side that counts where one has to be chosen.
fn painful(assessment: &Assessment<'_>) -> Laterality {
    let intake = assessment.facts.intake();
    intake.side.single().or(intake.worse_side).unwrap_or(Laterality::Right)
}

/// "Gluteals, right · Myofascial release · level 3 · side-lying, left · 8 min".
fn sentence(knowledge: &Knowledge, step: &Step) -> String {
    let place = knowledge.place(&step.regions, step.side, Voice::Edit);
    let phase = step.phase.label();
    let mut parts = Vec::new();
    if !step.techniques.is_empty() {
        let side = step.side.map_or("", |side| side.word());
        parts.push(format!("{}, {side}", knowledge.technique_names(&step.techniques)));
    } else if step.phase == Phase::Focus {
        parts.push(place);
    } else if place.is_empty() {
        parts.push(phase.to_owned());
    } else {
        parts.push(format!("{phase}: {place}"));
    }
    parts.extend(step.modality.as_ref().map(|id| knowledge.modality_name(id).to_owned()));
    parts.extend(step.pressure.map(|level| format!("level {level}")));
    parts.push(inside_sentence(step.position.label()));
    parts.push(format!("{} min", step.minutes));
    parts.join(" · ")
}
