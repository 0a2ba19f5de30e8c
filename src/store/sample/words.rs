//! The lists that made-up practices are made of, as they stand in `assets/sample`.
//!
//! Only their shape, and how a text's gaps are filled; what is drawn when stands beside it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::dice::Dice;
use crate::model::{CategoryId, FindingId, FurthestPoint, GateId, RegionId, Settings};
use crate::text::{Document, Fault, Notation};

/// Everything that is drawn from.
#[derive(Debug)]
pub struct SampleWords {
    pub people: People,
    pub texts: SampleTexts,
    pub stories: Stories,
    pub practice: Settings,
}

/// Names, and what a client's record says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub names: Vec<Names>,
    pub streets: Vec<String>,
    pub towns: Vec<String>,
    pub important: Vec<String>,
    pub allergies: Vec<String>,
    pub goals: Vec<String>,
    pub consent_notes: Vec<String>,
}

/// Names that go together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    #[serde(default)]
    pub family_first: bool,
    pub given: Vec<String>,
    pub family: Vec<String>,
}

/// What people type, with `{gaps}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleTexts {
    pub complaints: Vec<String>,
    pub better: Vec<String>,
    pub unchanged: Vec<String>,
    pub diagnosed_by: Vec<String>,
    pub medicines: Vec<String>,
    pub treatments: Vec<String>,
    pub notes: Vec<String>,
    pub outcome_notes: Vec<String>,
    pub poor_notes: Vec<String>,
    pub next_times: Vec<String>,
    pub skipped: Vec<String>,
    pub changed: Vec<String>,
    pub edit_reasons: Vec<String>,
    pub answers: Vec<String>,
    pub activities: Vec<String>,
    pub doctors: Vec<String>,
    pub gaps: BTreeMap<String, Vec<String>>,
}

/// What is the matter with clients.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stories {
    pub categories: Vec<Category>,
    pub lasting: Vec<Lasting>,
    pub interruptions: Vec<Interruption>,
}

/// How a diagnosis category usually shows itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: CategoryId,
    /// Weeks since it began, at the first visit.
    pub onset_weeks: (u16, u16),
    /// How far down it reaches, at the first visit.
    pub furthest: (FurthestPoint, FurthestPoint),
}

/// An answer that stays through all visits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lasting {
    pub finding: FindingId,
    pub said: String,
    /// The skin that it is on.
    #[serde(default)]
    pub region: Option<RegionId>,
    /// What is numb.
    #[serde(default)]
    pub numb: Option<RegionId>,
    /// The leave that is there from the first visit.
    #[serde(default)]
    pub cleared: Option<Leave>,
}

/// What a doctor allows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    pub gates: Vec<GateId>,
    pub limits: String,
    #[serde(default)]
    pub max_pressure: Option<u16>,
    #[serde(default)]
    pub max_hands_on_minutes: Option<u16>,
}

/// What keeps a session back once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "answers of an intake, each by itself")]
pub struct Interruption {
    pub said: String,
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// Only at the first visit.
    #[serde(default)]
    pub first: bool,
    #[serde(default)]
    pub finding: Option<FindingId>,
    #[serde(default)]
    pub pain: Option<u16>,
    #[serde(default)]
    pub worse: bool,
    #[serde(default)]
    pub intense: bool,
    /// The doctor is against it.
    #[serde(default)]
    pub against: bool,
    #[serde(default)]
    pub undiagnosed: bool,
    #[serde(default)]
    pub onset_weeks: Option<u16>,
    pub then: Afterwards,
}

/// How it goes on after an interruption.
#[derive(Debug, Deserialize)]
pub enum Afterwards {
    /// It has passed by the next visit.
    Gone,
    /// It stays, with leave from a doctor.
    Cleared(Leave),
    /// This series is over.
    Ends,
}

impl SampleWords {
    /// Reads the lists that the program carries.
    pub fn shipped() -> Result<Self, Fault> {
        Ok(Self {
            people: read("people.ron", include_str!("../../../assets/sample/people.ron"))?,
            texts: read("texts.ron", include_str!("../../../assets/sample/texts.ron"))?,
            stories: read("stories.ron", include_str!("../../../assets/sample/stories.ron"))?,
            practice: read("practice.ron", include_str!("../../../assets/sample/practice.ron"))?,
        })
    }

    /// One of these texts, its gaps filled; empty where there is none.
    pub fn say(&self, list: &[String], dice: &mut Dice) -> String {
        let text = dice.pick(list).map_or("", String::as_str);
        let mut said = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (gap, tail) = after.split_once('}').unwrap_or((after, ""));
            said.push_str(before);
            said.push_str(
                self.texts.gaps.get(gap).and_then(|list| dice.pick(list)).map_or("", |word| word),
            );
            rest = tail;
        }
        said.push_str(rest);
        said
    }
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Fault> {
    Document::from_text(name, Notation::Ron, text.to_owned()).parse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn every_gap_has_words_and_every_id_is_known() {
        let words = SampleWords::shipped().unwrap();
        let (people, texts) = (&words.people, &words.texts);
        let lists = [
            &people.important,
            &people.allergies,
            &people.goals,
            &people.consent_notes,
            &texts.complaints,
            &texts.better,
            &texts.unchanged,
            &texts.diagnosed_by,
            &texts.medicines,
            &texts.treatments,
            &texts.notes,
            &texts.outcome_notes,
            &texts.poor_notes,
            &texts.next_times,
            &texts.skipped,
            &texts.changed,
            &texts.edit_reasons,
            &texts.answers,
            &texts.activities,
        ];
        for text in lists.into_iter().flatten() {
            for gap in text.split('{').skip(1) {
                let (name, _) = gap.split_once('}').expect("a gap is closed");
                assert!(!texts.gaps[name].is_empty(), "{text}");
            }
        }
        let knowledge = Knowledge::shipped().unwrap();
        for category in &words.stories.categories {
            assert!(knowledge.protocol(&category.id).is_some(), "{}", category.id);
        }
        let cleared = words.stories.lasting.iter().filter_map(|lasting| lasting.cleared.as_ref());
        let later = words.stories.interruptions.iter().filter_map(|it| match &it.then {
            Afterwards::Cleared(leave) => Some(leave),
            Afterwards::Gone | Afterwards::Ends => None,
        });
        for gate in cleared.chain(later).flat_map(|leave| &leave.gates) {
            assert!(knowledge.gate(gate).is_some(), "{gate}");
        }
        let lasting = words.stories.lasting.iter().map(|lasting| &lasting.finding);
        let once = words.stories.interruptions.iter().filter_map(|it| it.finding.as_ref());
        for finding in lasting.chain(once) {
            assert!(knowledge.finding(finding).is_some(), "{finding}");
        }
    }
}
