//! Words of a step: what to do, why, and on what it rests, joined from the knowledge.

use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Heading, Sourced};
use crate::model::SourceId;

/// Sentences and their sources, gathered for one step.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::planner) struct Words {
    pub instructions: String,
    pub why: String,
    pub sources: Vec<SourceId>,
}

impl Words {
    /// The words of a heading.
    pub fn of(heading: &Heading) -> Self {
        let mut words = Self::default();
        words.say(&heading.instructions);
        words.because(&heading.why);
        words.cite(&heading.sources);
        words
    }

    /// One more sentence of what to do.
    pub fn say(&mut self, text: &str) {
        join(&mut self.instructions, text);
    }

    /// One more sentence of why.
    pub fn because(&mut self, text: &str) {
        join(&mut self.why, text);
    }

    /// What it rests on, each source once.
    pub fn cite(&mut self, sources: &[SourceId]) {
        for source in sources {
            if !self.sources.contains(source) {
                self.sources.push(source.clone());
            }
        }
    }

    /// A sourced sentence of what to do.
    pub fn say_sourced(&mut self, text: &Sourced) {
        self.say(&text.text);
        self.cite(&text.sources);
    }
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// "the gluteals", "the hamstrings and the calves".
pub(super) fn phrase_of(knowledge: &Knowledge, regions: &[usize]) -> String {
    let phrases: Vec<&str> =
        regions.iter().filter_map(|at| Some(knowledge.region_at(*at)?.phrase.as_str())).collect();
    listed(&phrases)
}

/// "step 2", "steps 2 and 3".
pub(super) fn steps_phrase(numbers: &[usize]) -> String {
    let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let noun = if numbers.len() == 1 { "step" } else { "steps" };
    format!("{noun} {}", listed(&words))
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
