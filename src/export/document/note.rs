//! The session note on paper: the parts of it in their order, with what was typed told from what was
//! written by itself, and what was amended below.

use serde::Serialize;

use super::shared::{Fact, Foot, Head};
use super::{Look, Source};
use crate::export::note::{NoteLine, NoteSection, SessionNote, TYPED};
use crate::export::outline::Outline;

/// All that stands on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotePage {
    head: Head,
    foot: Foot,
    facts: Vec<Fact>,
    typed: &'static str,
    parts: Vec<Part>,
    others: Vec<Other>,
    signed: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Part {
    letter: &'static str,
    name: &'static str,
    lines: Vec<NoteLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Other {
    heading: String,
    parts: Vec<Part>,
}

impl NotePage {
    /// The page of a note.
    pub fn new(note: &SessionNote, source: &Source<'_>, look: Look) -> Self {
        let head = Head::new("Session note", source, look, vec![note.now.on.with_weekday()]);
        let facts = note.facts(&head.client).into_iter();
        // Client and day stand in the head.
        let facts = facts.filter(|(label, _)| !["Client", "Session"].contains(&label.as_str()));
        let others = note.others();
        let others = others.map(|(heading, it)| Other { heading, parts: parts(&it.parts) });
        Self {
            facts: facts.map(|(label, text)| Fact { label, text }).collect(),
            typed: TYPED,
            parts: parts(&note.now.parts),
            others: others.collect(),
            signed: "Therapist",
            foot: Foot::new("A massage therapist’s note; not a diagnosis", source),
            head,
        }
    }

    /// The same without a page.
    pub fn outline(&self, note: &SessionNote, source: &Source<'_>) -> Outline {
        let client = if self.head.client.is_empty() { "–" } else { &self.head.client };
        let outline = note.outline(client, source.knowledge);
        Outline { letterhead: self.head.practice.clone(), ..outline }
    }
}

fn parts(sections: &[NoteSection]) -> Vec<Part> {
    let part = |it: &NoteSection| Part {
        letter: it.letter,
        name: it.part.label(),
        lines: it.lines.clone(),
    };
    sections.iter().map(part).collect()
}
