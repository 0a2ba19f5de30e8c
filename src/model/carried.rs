//! Facts that a visit took over from an earlier one, as long as nobody confirmed them.
//!
//! Answers are no such facts: a former yes is asked again, and everything of the day anew.

use std::collections::BTreeSet;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use super::Day;

/// What was taken over from an earlier visit, and isn't confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// The day of that visit.
    pub from: Day,
    /// The facts; none once all of them are confirmed.
    #[serde(deserialize_with = "known")]
    pub facts: BTreeSet<Fact>,
}

choices! {
    /// Something that stays true from visit to visit, with the words for it inside a list.
    Fact {
        /// The diagnosis category that was chosen.
        Category = "diagnosis category",
        /// Painful side, and the worse one of two.
        Side = "painful side",
        /// Weeks since it began, with the weeks that have passed.
        Onset = "weeks since it began",
        /// Who named the diagnosis.
        Diagnosis = "who named the diagnosis",
        /// Whether the doctor named a cause.
        CauseKnown = "whether the doctor named a cause",
        /// Who diagnosed it, as told.
        DiagnosedBy = "who diagnosed it",
        /// Medicines, as told.
        Medicines = "medicines",
        /// Other treatments, as told.
        Treatments = "other treatments",
        /// What the client hopes for.
        Goals = "what the client hopes for",
        /// Hours of sitting a day.
        SittingHours = "hours of sitting",
    }
}

/// A fact as it may be written: drafts of earlier versions name some that are asked anew today.
#[derive(Deserialize)]
enum WrittenFact {
    Category,
    Side,
    Onset,
    Diagnosis,
    CauseKnown,
    DiagnosedBy,
    Medicines,
    Treatments,
    Goals,
    SittingHours,
    Minutes,
    Doctor,
    Finding(IgnoredAny),
    Numb,
    Clearances,
    Series,
    Wishes,
    Activities,
    Complaint,
}

impl WrittenFact {
    fn known(self) -> Option<Fact> {
        Some(match self {
            Self::Category => Fact::Category,
            Self::Side => Fact::Side,
            Self::Onset => Fact::Onset,
            Self::Diagnosis => Fact::Diagnosis,
            Self::CauseKnown => Fact::CauseKnown,
            Self::DiagnosedBy => Fact::DiagnosedBy,
            Self::Medicines => Fact::Medicines,
            Self::Treatments => Fact::Treatments,
            Self::Goals => Fact::Goals,
            Self::SittingHours => Fact::SittingHours,
            Self::Minutes
            | Self::Doctor
            | Self::Finding(_)
            | Self::Numb
            | Self::Clearances
            | Self::Series
            | Self::Wishes
            | Self::Activities
            | Self::Complaint => return None,
        })
    }
}

/// The facts, without those that are none any more.
fn known<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeSet<Fact>, D::Error> {
    let written = Vec::<WrittenFact>::deserialize(from)?;
    Ok(written.into_iter().filter_map(WrittenFact::known).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Document, Notation};

    #[test]
    fn every_fact_is_read_back() {
        let from = Day::parse("2026-11-10").unwrap();
        let carried = Carried { from, facts: Fact::ALL.iter().copied().collect() };
        let ron = crate::text::to_ron(&carried).unwrap();
        let json = crate::text::to_json(&carried).unwrap();
        for (name, notation, text) in
            [("a.ron", Notation::Ron, ron), ("a.json", Notation::Json, json)]
        {
            let read: Carried = Document::from_text(name, notation, &text).parse().unwrap();
            assert_eq!(read, carried, "{name}");
        }
    }

    #[test]
    fn what_is_no_fact_any_more_is_passed_over() {
        let ron = r#"(from: "2026-11-10", facts: [Category, Doctor, Finding("opioid"), Side])"#;
        let json =
            r#"{"from": "2026-11-10", "facts": ["Category", "Doctor", {"Finding": "a"}, "Side"]}"#;
        for (name, format, text) in
            [("a.ron", Notation::Ron, ron), ("a.json", Notation::Json, json)]
        {
            let carried: Carried = Document::from_text(name, format, text).parse().unwrap();
            assert_eq!(carried.facts, [Fact::Category, Fact::Side].into(), "{name}");
        }
    }
}
