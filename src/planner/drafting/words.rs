//! Words of a step: what to do, why, and on what it rests, joined from the knowledge.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::schema::{Heading, Modality, Sourced, Texts};
use crate::model::{ModalityId, SourceId, TechniqueId};
use crate::planner::fill;
use crate::text::{capital, inside_sentence, numbered, sentences};

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
    /// Each technique with the number of the step that says how it is done.
    techniques: BTreeMap<TechniqueId, usize>,
    /// The same of each modality.
    modalities: BTreeMap<ModalityId, usize>,
}

/// One step's words while they are put together.
pub(super) struct Saying<'a> {
    said: &'a mut Said,
    step: usize,
    words: Words,
    /// The steps that said first what this one leaves out.
    earlier: BTreeSet<usize>,
    /// The same of techniques, by the step that says how they are done.
    pointed: BTreeMap<usize, Vec<String>>,
    /// The step that says how the modality of this one is done, and where in the words that is left out.
    dose: Option<(usize, usize)>,
}

impl Said {
    /// Begins the words of a step.
    pub fn step(&mut self, number: usize) -> Saying<'_> {
        Saying {
            said: self,
            step: number,
            words: Words::default(),
            earlier: BTreeSet::new(),
            pointed: BTreeMap::new(),
            dose: None,
        }
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

    /// How a modality is done; once in a plan, whatever the place.
    pub fn say_dose(&mut self, modality: &Modality) {
        match self.said.modalities.get(&modality.id) {
            Some(step) if *step != self.step => {
                self.dose = Some((*step, self.words.instructions.len()));
            }
            Some(_) => {}
            None => {
                self.said.modalities.insert(modality.id.clone(), self.step);
                self.say(&modality.dose.text);
            }
        }
        self.words.cite(&modality.dose.sources);
    }

    /// How a technique is done, after its name with its side; what an earlier step said, of whatever
    /// side, is left to that step.
    pub fn say_technique(&mut self, id: &TechniqueId, name: &str, dose: &str) {
        match self.said.techniques.get(id) {
            Some(step) if *step != self.step => {
                self.pointed.entry(*step).or_default().push(inside_sentence(name));
            }
            Some(_) => {}
            None => {
                self.said.techniques.insert(id.clone(), self.step);
                self.say(&as_one(name, dose));
            }
        }
    }

    /// The techniques that earlier steps said, each with a pointer there.
    pub fn point_to_techniques(&mut self, texts: &Texts) {
        for (step, names) in std::mem::take(&mut self.pointed) {
            let steps = numbered("step", &[step]);
            let what = capital(&names.join("; "));
            self.say(&fill(&texts.as_before, &[("what", &what), ("steps", &steps)]));
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

    /// The words, with a pointer to the steps that said the rest, or all of it. `how` is what the step
    /// does with the hands, and where; `place` is where alone.
    pub fn end(mut self, texts: &Texts, how: &str, place: &str) -> Words {
        let earlier = std::mem::take(&mut self.earlier);
        if let Some((step, at)) = self.dose {
            let steps = earlier.into_iter().chain([step]).collect();
            let pointer = self.pointer(&texts.as_before, how, steps);
            let (before, after) = self.words.instructions.split_at(at);
            let parts = [before, pointer.as_str(), after].map(str::trim);
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            self.words.instructions = parts.join(" ");
        } else if !earlier.is_empty() {
            let is_all = self.words.instructions.is_empty();
            let (said, what) =
                if is_all { (&texts.as_before, how) } else { (&texts.rest_as_before, place) };
            let pointer = self.pointer(said, what, earlier);
            join(&mut self.words.instructions, &pointer);
        }
        self.words
    }

    /// A pointer to earlier steps. The step that has pointed there already is pointed to as well, so
    /// that no two say the same.
    fn pointer(&mut self, said: &str, what: &str, mut earlier: BTreeSet<usize>) -> String {
        let pointer = loop {
            let numbers: Vec<usize> = earlier.iter().copied().collect();
            let steps = numbered("step", &numbers);
            let pointer = fill(said, &[("what", what), ("steps", &steps)]);
            let before = self.said.by.get(&pointer);
            if !before.is_some_and(|step| earlier.insert(*step)) {
                break pointer;
            }
        };
        self.said.by.insert(pointer.clone(), self.step);
        pointer
    }
}

/// A text of several sentences as one, after what it is about: "Gluteals, right: hold; wait."
fn as_one(about: &str, text: &str) -> String {
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
