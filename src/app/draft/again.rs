//! Lasting facts of an earlier session in the intake of today, each marked with its day until somebody
//! touches or confirms it.
//!
//! Answers of the day, red flags and what is looked back at stay those of today and of the last visit.

use std::collections::BTreeSet;

use super::IntakeDraft;
use crate::model::{Carried, Day, Fact};

impl IntakeDraft {
    /// Takes the lasting facts of an intake that was carried over from that day. With `replaces` they take
    /// the place of those that are there; else they fill in what is open, and texts are put under those that
    /// are there.
    pub fn take_facts(&mut self, of: &Self, from: Day, replaces: bool) {
        let mut taken = BTreeSet::new();
        for fact in Fact::ALL.iter().copied().filter(|fact| of.knows(*fact)) {
            if self.take_fact(of, fact, replaces) {
                taken.insert(fact);
            }
        }
        if of.wishes.is_some() && (replaces || self.wishes.is_none()) {
            self.wishes.clone_from(&of.wishes);
        }
        if replaces && !of.minutes.trim().is_empty() {
            self.minutes.clone_from(&of.minutes);
        }
        if taken.is_empty() {
            return;
        }
        match &mut self.carried {
            // One day is told of all: the earlier one, so that nothing passes for newer than it is.
            Some(carried) if !carried.facts.is_empty() => {
                carried.from = carried.from.min(from);
                carried.facts.extend(taken);
            }
            Some(_) | None => self.carried = Some(Carried { from, facts: taken }),
        }
    }

    /// Takes one of them; gives whether anything came of it.
    fn take_fact(&mut self, of: &Self, fact: Fact, replaces: bool) -> bool {
        let may = replaces || !self.knows(fact);
        let before = self.clone();
        match fact {
            Fact::DiagnosedBy => take_text(&mut self.diagnosed_by, &of.diagnosed_by, replaces),
            Fact::Medicines => take_text(&mut self.medicines, &of.medicines, replaces),
            Fact::Treatments => take_text(&mut self.treatments, &of.treatments, replaces),
            Fact::Goals if replaces => self.goals.clone_from(&of.goals),
            Fact::Goals => self.goals.extend(of.goals.iter().copied()),
            Fact::Category if may => self.category.clone_from(&of.category),
            Fact::Side if may => (self.side, self.worse_side) = (of.side, of.worse_side),
            Fact::Onset if may => {
                self.onset_weeks.clone_from(&of.onset_weeks);
                self.onset_unknown = of.onset_unknown;
                self.began = of.began;
            }
            Fact::Diagnosis if may => self.diagnosis = of.diagnosis,
            Fact::CauseKnown if may => self.cause_known = of.cause_known,
            Fact::SittingHours if may => self.sitting_hours.clone_from(&of.sitting_hours),
            Fact::Category
            | Fact::Side
            | Fact::Onset
            | Fact::Diagnosis
            | Fact::CauseKnown
            | Fact::SittingHours => {}
        }
        *self != before
    }
}

/// Takes a text: in the place of what is there, or under it, where it doesn't say so already.
fn take_text(text: &mut String, of: &str, replaces: bool) {
    let of = of.trim();
    if replaces || text.trim().is_empty() {
        of.clone_into(text);
    } else if !text.contains(of) {
        text.push_str("; ");
        text.push_str(of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::model::{CategoryId, Side};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn of_last_year() -> IntakeDraft {
        IntakeDraft {
            category: CategoryId::new("chronic").ok(),
            side: Some(Side::Left),
            onset_weeks: "40".to_owned(),
            medicines: "ibuprofen".to_owned(),
            ..IntakeDraft::new(day("2026-11-24"))
        }
    }

    #[test]
    fn facts_fill_an_empty_intake_and_bear_their_day() {
        let mut draft = IntakeDraft::new(day("2026-11-24"));
        draft.take_facts(&of_last_year(), day("2026-03-10"), false);
        assert_eq!((draft.side, draft.medicines.as_str()), (Some(Side::Left), "ibuprofen"));
        let carried = draft.carried.unwrap();
        assert_eq!(carried.from, day("2026-03-10"));
        assert!(carried.facts.contains(&Fact::Side) && carried.facts.contains(&Fact::Medicines));
    }

    #[test]
    fn what_is_there_stays_and_texts_go_under_it_unless_it_is_to_be_replaced() {
        let mut draft = IntakeDraft::new(day("2026-11-24"));
        draft.side = Some(Side::Right);
        draft.medicines = "paracetamol".to_owned();
        let mut replaced = draft.clone();
        draft.take_facts(&of_last_year(), day("2026-03-10"), false);
        assert_eq!(draft.side, Some(Side::Right));
        assert_eq!(draft.medicines, "paracetamol; ibuprofen");
        assert!(!draft.is_carried(Fact::Side) && draft.is_carried(Fact::Medicines));
        replaced.take_facts(&of_last_year(), day("2026-03-10"), true);
        assert_eq!(replaced.side, Some(Side::Left));
        assert_eq!(replaced.medicines, "ibuprofen");
        assert!(replaced.is_carried(Fact::Side));
    }

    #[test]
    fn answers_of_the_day_and_red_flags_never_come_along() {
        let knowledge = Knowledge::shipped().unwrap();
        let mut of = of_last_year();
        let flag = knowledge.tables().findings.first().unwrap().id.clone();
        of.answers.insert(flag, true);
        of.complaint = "since the move".to_owned();
        let mut draft = IntakeDraft::new(day("2026-11-24"));
        draft.take_facts(&of, day("2026-03-10"), true);
        assert!(draft.answers.is_empty() && draft.complaint.is_empty());
        assert_eq!((draft.pain_back, draft.pain_leg, draft.trend), (None, None, None));
    }
}
