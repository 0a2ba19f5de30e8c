//! What was yes at an earlier visit: it counts as yes until it is answered today, and a no takes
//! its places and clearances away with it.
//!
//! Which groups are asked so, the knowledge says; which finding shuts which gate, too.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::places::come_from;
use super::{ClearanceDraft, IntakeDraft, PlaceLists};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{RegionList, ScreeningQuestion};
use crate::model::{Clearance, Day, FindingId, GateId, NoLonger};

/// A question that was answered with yes at an earlier visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Former {
    /// The day on which it was last yes.
    pub on: Day,
    /// What a no took away for today; a yes brings it back.
    #[serde(default)]
    pub dropped: Dropped,
}

/// Places and clearances that went with a no.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dropped {
    /// The places.
    pub places: PlaceLists,
    /// The clearances.
    pub clearances: Vec<ClearanceDraft>,
}

impl IntakeDraft {
    /// Whether a question counts as yes: it was answered so today, or was yes and isn't answered.
    pub fn counts_as_yes(&self, id: &FindingId) -> bool {
        self.answer(id).unwrap_or_else(|| self.former.contains_key(id))
    }

    /// The questions that were yes at an earlier visit, in the order in which they are asked.
    pub fn former_yes<'a>(&self, knowledge: &'a Knowledge) -> Vec<&'a ScreeningQuestion> {
        let findings = knowledge.tables().findings.iter();
        findings.filter(|finding| self.former.contains_key(&finding.id)).collect()
    }

    /// What was yes at an earlier visit and is no today.
    pub fn no_longer(&self) -> Vec<NoLonger> {
        let no = self.former.iter().filter(|(id, _)| self.answer(id) == Some(false));
        no.map(|(id, former)| NoLonger { finding: id.clone(), yes_on: former.on }).collect()
    }

    /// Takes in what a record says was yes earlier.
    pub(super) fn recall_former(&mut self, no_longer: &[NoLonger]) {
        let former = |one: &NoLonger| Former { on: one.yes_on, dropped: Dropped::default() };
        self.former.extend(no_longer.iter().map(|one| (one.finding.clone(), former(one))));
    }

    /// Keeps what is yes as what was yes on this day, and drops what was answered with no.
    pub(super) fn remember_yes(&mut self, on: Day, knowledge: &Knowledge) {
        // What nobody answered was last yes on an earlier day still.
        let mut former: BTreeMap<FindingId, Former> = std::mem::take(&mut self.former);
        former.retain(|id, _| self.answer(id).is_none());
        for id in knowledge.with_implied(self.yes_answers().iter()) {
            former.insert(id, Former { on, dropped: Dropped::default() });
        }
        former.retain(|id, _| is_asked_so(id, knowledge));
        self.former = former;
    }

    /// Places stay where a former yes is behind them. Numb areas stay in any case, and wait for
    /// the answer that they belong to.
    pub(super) fn keep_places(&mut self, knowledge: &Knowledge) {
        let numb = std::mem::take(&mut self.places.numb);
        for list in RegionList::ALL {
            if !self.former.keys().any(|id| come_from(list, id, knowledge)) {
                self.places.list_mut(list).clear();
            }
        }
        self.places.numb = numb;
    }

    /// Clearances stay with the former yes that they are about, until they end.
    pub(super) fn keep_clearances(&mut self, today: Day, knowledge: &Knowledge) {
        let former = &self.former;
        self.clearances.retain_mut(|one| {
            one.covers.retain(|gate| former.keys().any(|id| is_behind(gate, id, knowledge)));
            !one.covers.is_empty() && !has_ended(one, today)
        });
    }

    /// The clearances that are about a finding, by their place.
    pub fn clearances_about(&self, id: &FindingId, knowledge: &Knowledge) -> Vec<usize> {
        let about = |one: &ClearanceDraft| {
            !one.is_pending && one.covers.iter().any(|gate| is_behind(gate, id, knowledge))
        };
        let all = self.clearances.iter().enumerate();
        all.filter(|(_, one)| about(one)).map(|(at, _)| at).collect()
    }

    /// A no takes away what nothing else is behind.
    pub(super) fn drop_with(&mut self, id: &FindingId, knowledge: &Knowledge) {
        if !self.former.contains_key(id) {
            return;
        }
        let yes: Vec<FindingId> = self.all_yes().into_iter().collect();
        let mut dropped = Dropped::default();
        for list in RegionList::ALL {
            let others = yes.iter().any(|other| come_from(list, other, knowledge));
            if come_from(list, id, knowledge) && !others {
                *dropped.places.list_mut(list) = std::mem::take(self.places.list_mut(list));
            }
        }
        let is_alone = |gate: &GateId| {
            is_behind(gate, id, knowledge)
                && !yes.iter().any(|other| is_behind(gate, other, knowledge))
        };
        let all = std::mem::take(&mut self.clearances).into_iter();
        let (gone, kept) =
            all.partition(|one| !one.covers.is_empty() && one.covers.iter().all(is_alone));
        dropped.clearances = gone;
        self.clearances = kept;
        if let Some(former) = self.former.get_mut(id) {
            former.dropped.take_in(dropped);
        }
    }

    /// A yes brings back what a no took away, whichever no that was.
    pub(super) fn bring_back(&mut self, id: &FindingId, knowledge: &Knowledge) {
        for former in self.former.values_mut() {
            for list in RegionList::ALL.into_iter().filter(|list| come_from(*list, id, knowledge)) {
                let back = std::mem::take(former.dropped.places.list_mut(list));
                self.places.list_mut(list).extend(back);
            }
            let all = std::mem::take(&mut former.dropped.clearances).into_iter();
            let about =
                |one: &ClearanceDraft| one.covers.iter().any(|g| is_behind(g, id, knowledge));
            let (back, gone): (Vec<_>, Vec<_>) = all.partition(about);
            former.dropped.clearances = gone;
            self.clearances.extend(back);
        }
    }

    /// Everything that counts as yes.
    fn all_yes(&self) -> BTreeSet<FindingId> {
        let open = self.former.keys().filter(|id| self.answer(id).is_none());
        self.yes_answers().into_iter().chain(open.cloned()).collect()
    }
}

impl Dropped {
    fn take_in(&mut self, more: Self) {
        let Self { mut places, clearances } = more;
        for list in RegionList::ALL {
            self.places.list_mut(list).append(places.list_mut(list));
        }
        self.clearances.extend(clearances);
    }
}

/// Whether a yes to this question counts at the next visit until it is answered.
fn is_asked_so(id: &FindingId, knowledge: &Knowledge) -> bool {
    let group = knowledge.finding(id).map(|finding| &finding.group);
    let mut groups = knowledge.tables().groups.iter();
    groups.any(|one| Some(&one.id) == group && one.still && !one.one_by_one)
}

/// Whether a yes to this finding can be behind a gate.
fn is_behind(gate: &GateId, finding: &FindingId, knowledge: &Knowledge) -> bool {
    knowledge.gate(gate).is_some_and(|gate| gate.can_rest_on(finding))
}

/// Whether a clearance counts no longer on this day.
fn has_ended(one: &ClearanceDraft, today: Day) -> bool {
    let Ok(on) = Day::parse(one.on.trim()) else { return false };
    let until = Day::parse(one.until.trim()).ok();
    until.unwrap_or_else(|| on.plus_days(Clearance::DEFAULT_DAYS)) < today
}
