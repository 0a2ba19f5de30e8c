//! Places and the answers that they belong to: a numb place without a known numbness is a
//! contradiction, and asks those questions again (A01 to A03).
//!
//! Which answers allow which places, the knowledge says.

#[cfg(test)]
mod tests;

use super::IntakeDraft;
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{ListNeeds, RegionList};
use crate::model::{FindingId, Inflammation};
use crate::text::either;

/// The answers that allow a list; none where it needs none.
fn needs(list: RegionList, knowledge: &Knowledge) -> Option<&ListNeeds> {
    knowledge.tables().lists.iter().find(|needs| needs.list == list)
}

impl IntakeDraft {
    /// Whether places may be on a list: one of its answers is a yes, a former one too.
    pub fn places_allowed(&self, list: RegionList, knowledge: &Knowledge) -> bool {
        let has = |id: &FindingId| self.counts_as_yes(id);
        let inflammation = self.inflammation.unwrap_or(Inflammation::None);
        needs(list, knowledge).is_none_or(|needs| needs.met(has, inflammation))
    }

    /// Whether places can be put on a list or taken off: its answer allows them, or some are there.
    pub fn takes_places(&self, list: RegionList, knowledge: &Knowledge) -> bool {
        let is_allowed = match list {
            RegionList::Excluded => self.needs_excluded(knowledge),
            RegionList::Inflamed | RegionList::Injured | RegionList::Numb => {
                self.places_allowed(list, knowledge)
            }
        };
        is_allowed || !self.places.list(list).is_empty()
    }

    /// Whether a list has places that nothing allows so far.
    pub fn waits_for_an_answer(&self, list: RegionList, knowledge: &Knowledge) -> bool {
        !self.places.list(list).is_empty() && !self.places_allowed(list, knowledge)
    }

    /// Whether a list has places although every answer that could allow them is a no.
    pub(super) fn is_at_odds(&self, list: RegionList, knowledge: &Knowledge) -> bool {
        let Some(needs) = needs(list, knowledge) else { return false };
        let is_open = needs.findings.iter().any(|id| self.answer(id).is_none())
            || needs.inflammation.is_some() && self.inflammation.is_none();
        !is_open && self.waits_for_an_answer(list, knowledge)
    }

    /// Sets the questions open again that are answered with no, although a place was chosen.
    pub(super) fn ask_again(&mut self, list: RegionList, knowledge: &Knowledge) {
        if !self.waits_for_an_answer(list, knowledge) {
            return;
        }
        let Some(needs) = needs(list, knowledge) else { return };
        for id in &needs.findings {
            self.answers.remove(id);
        }
        if needs.inflammation.is_some() {
            self.inflammation = None;
        }
    }

    /// Whether a place on some list waits for a yes to this question.
    pub(super) fn is_asked_by_a_place(&self, id: &FindingId, knowledge: &Knowledge) -> bool {
        let belongs = |list| needs(list, knowledge).is_some_and(|one| one.findings.contains(id));
        RegionList::ALL
            .into_iter()
            .any(|list| belongs(list) && self.waits_for_an_answer(list, knowledge))
    }
}

/// Whether places on this list can come from a yes to this question.
pub fn come_from(list: RegionList, id: &FindingId, knowledge: &Knowledge) -> bool {
    let excludes = || knowledge.finding(id).is_some_and(|finding| finding.needs_regions);
    match needs(list, knowledge) {
        Some(needs) => needs.findings.contains(id),
        None => list == RegionList::Excluded && excludes(),
    }
}

/// What a list belongs to, in words such as "foot drop or an inflammation".
pub fn belongs_to(list: RegionList, knowledge: &Knowledge) -> String {
    let Some(needs) = needs(list, knowledge) else { return String::new() };
    let label = |id| knowledge.finding_label(id).to_owned();
    let mut words: Vec<String> = needs.findings.iter().map(label).collect();
    words.extend(needs.inflammation.map(|_| "an inflammation".to_owned()));
    either(&words)
}

/// What is missing where a list and its answers are at odds, naming both.
pub(super) fn at_odds(list: RegionList, knowledge: &Knowledge) -> String {
    let name = list.label();
    let answers = belongs_to(list, knowledge);
    format!("{name}: no place without a yes to {answers}")
}
