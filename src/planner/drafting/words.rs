//! Words of a step: what to do, why, and on what it rests, joined from the knowledge.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::schema::{Heading, Sourced, Texts};
use crate::model::SourceId;
use crate::planner::fill;
use crate::text::{inside_sentence, numbered, sentences};

/// Sentences and their sources, gathered for one step.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::planner) struct Words {
    pub cue: String,
    pub instructions: String,
    pub why: String,
    pub sources: Vec<SourceId>,
}

impl Words {
    /// What it rests on, each source once.
    pub fn cite(&mut self, sources: &[SourceId]) {
        for source in sources {
            if !self.sources.contains(source) {
                self.sources.push(source.clone());
            }
        }
    }
}

/// The sentences of a whole plan, so that none is said twice (4G).
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Each with the number of the step that says it.
    by: BTreeMap<String, usize>,
}

/// One step's words while they are put together.
pub(super) struct Saying<'a> {
    said: &'a mut Said,
    step: usize,
    words: Words,
    /// The steps that said first what this one leaves out.
    earlier: BTreeSet<usize>,
}

impl Said {
    /// Begins the words of a step.
    pub fn step(&mut self, number: usize) -> Saying<'_> {
        Saying { said: self, step: number, words: Words::default(), earlier: BTreeSet::new() }
    }
}

impl Saying<'_> {
    /// What to do; what an earlier step said already is left to that step, with a pointer to it.
    pub fn say(&mut self, text: &str) {
        let mut earlier = std::mem::take(&mut self.earlier);
        self.say_from(text, &mut earlier);
        self.earlier = earlier;
    }

    /// The same without a pointer: once in a plan is enough.
    pub fn say_once(&mut self, text: &str) {
        self.say_from(text, &mut BTreeSet::new());
    }

    fn say_from(&mut self, text: &str, earlier: &mut BTreeSet<usize>) {
        for sentence in sentences(text) {
            match self.said.by.get(sentence) {
                Some(step) if *step != self.step => _ = earlier.insert(*step),
                Some(_) => {}
                None => {
                    self.said.by.insert(sentence.to_owned(), self.step);
                    join(&mut self.words.instructions, sentence);
                }
            }
        }
    }

    /// Why; what was said before isn't said again.
    pub fn because(&mut self, text: &str) {
        for sentence in sentences(text) {
            if !self.said.by.contains_key(sentence) {
                self.said.by.insert(sentence.to_owned(), self.step);
                join(&mut self.words.why, sentence);
            }
        }
    }

    /// A sourced sentence of what to do.
    pub fn say_sourced(&mut self, text: &Sourced) {
        self.say(&text.text);
        self.words.cite(&text.sources);
    }

    /// What a heading says and rests on.
    pub fn heading(&mut self, heading: &Heading) {
        self.say_once(&heading.instructions);
        self.because(&heading.why);
        self.words.cite(&heading.sources);
    }

    /// What it rests on.
    pub fn cite(&mut self, sources: &[SourceId]) {
        self.words.cite(sources);
    }

    /// The words, with a pointer to the steps that said the rest, or all of it.
    pub fn end(mut self, texts: &Texts, what: &str) -> Words {
        if !self.earlier.is_empty() {
            let is_all = self.words.instructions.is_empty();
            let said = if is_all { &texts.as_before } else { &texts.rest_as_before };
            let pointer = loop {
                let numbers: Vec<usize> = self.earlier.iter().copied().collect();
                let steps = numbered("step", &numbers);
                let pointer = fill(said, &[("what", what), ("steps", &steps)]);
                // The step that has pointed there already is pointed to as well, so that no two
                // say the same.
                let before = self.said.by.get(&pointer);
                if !before.is_some_and(|step| self.earlier.insert(*step)) {
                    break pointer;
                }
            };
            self.said.by.insert(pointer.clone(), self.step);
            join(&mut self.words.instructions, &pointer);
        }
        self.words
    }
}

/// A text of several sentences as one, after what it is about: "Gluteals, right: hold; wait."
pub(super) fn as_one(about: &str, text: &str) -> String {
    let parts: Vec<String> =
        sentences(text).map(|sentence| inside_sentence(sentence.trim_end_matches('.'))).collect();
    format!("{about}: {}.", parts.join("; "))
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}
