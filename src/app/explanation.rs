//! Why something is said, in paragraphs with their sources: put together from the knowledge and the plan.

use super::words;
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Modality, Protocol, Sourced};
use crate::model::{Plan, SourceId, Step};
use crate::text::capital;

/// Why something is said, and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What is explained.
    pub title: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// The sources.
    pub sources: Vec<SourceId>,
}

impl Explanation {
    /// What a category is about: what the work is for, what to use and to leave out.
    pub fn of_category(protocol: &Protocol) -> Self {
        let mut about =
            Self { title: protocol.name.clone(), paragraphs: Vec::new(), sources: Vec::new() };
        for (head, text) in protocol.explained() {
            about.paragraphs.push(format!("{head}: {}", text.text));
            about.cite(&text.sources);
        }
        about
    }

    /// What a modality is, and what it is said to do.
    pub fn of_modality(modality: &Modality) -> Self {
        let Sourced { text, sources } = &modality.card;
        let paragraphs = vec![format!("{}: {text}", modality.name)];
        Self { title: modality.name.clone(), paragraphs, sources: sources.clone() }
    }

    /// Why a step is there, and what belongs to it.
    pub fn of_step(step: &Step, plan: &Plan, knowledge: &Knowledge) -> Self {
        let (what, how) = words::title(step, knowledge);
        let mut paragraphs = vec![step.instructions.clone(), step.why.clone()];
        if !step.beside.is_empty() {
            paragraphs.push(capital(&words::beside(step)));
        }
        let supports = step.supports.iter();
        let supports: Vec<&str> =
            supports.filter_map(|id| knowledge.support_in(id, step.position)).collect();
        if !supports.is_empty() {
            paragraphs.push(format!("With {}", supports.join(", ")));
        }
        let mut sources = step.sources.clone();
        for caution in &plan.cautions {
            if step.cautions.contains(&caution.id) {
                let word = knowledge.word_of(&caution.id, caution.severity);
                paragraphs.push(format!("{word}: {}", caution.text));
                let new = caution.sources.iter().filter(|id| !step.sources.contains(id));
                sources.extend(new.cloned());
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let mut explanation = Self {
            title: if how.is_empty() {
                format!("{} · {what}", step.number)
            } else {
                format!("{} · {what} · {how}", step.number)
            },
            paragraphs,
            sources,
        };
        if let Some(modality) = step.modality.as_ref().and_then(|id| knowledge.modality(id)) {
            explanation.add(Self::of_modality(modality));
        }
        explanation
    }

    /// Another explanation under this one's title.
    pub fn add(&mut self, other: Self) {
        self.paragraphs.extend(other.paragraphs);
        self.cite(&other.sources);
    }

    /// Each source once.
    pub fn cite(&mut self, sources: &[SourceId]) {
        for source in sources {
            if !self.sources.contains(source) {
                self.sources.push(source.clone());
            }
        }
    }
}
