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

/// Something that stays true from visit to visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fact {
    /// The category that the earlier session was planned under.
    Category,
    /// Painful side, and the worse one of two.
    Side,
    /// Weeks since it began, with the weeks that have passed.
    Onset,
    /// Who named the diagnosis.
    Diagnosis,
    /// Whether the doctor named a cause.
    CauseKnown,
    /// Who diagnosed it, as told.
    DiagnosedBy,
    /// Medicines, as told.
    Medicines,
    /// Other treatments, as told.
    Treatments,
    /// What the client hopes for.
    Goals,
    /// Hours of sitting a day.
    SittingHours,
}

impl Fact {
    /// Every fact.
    pub const ALL: &'static [Self] = &[
        Self::Category,
        Self::Side,
        Self::Onset,
        Self::Diagnosis,
        Self::CauseKnown,
        Self::DiagnosedBy,
        Self::Medicines,
        Self::Treatments,
        Self::Goals,
        Self::SittingHours,
    ];

    /// The words for it inside a list.
    pub fn label(self) -> &'static str {
        match self {
            Self::Category => "diagnosis category",
            Self::Side => "painful side",
            Self::Onset => "weeks since it began",
            Self::Diagnosis => "who named the diagnosis",
            Self::CauseKnown => "whether the doctor named a cause",
            Self::DiagnosedBy => "who diagnosed it",
            Self::Medicines => "medicines",
            Self::Treatments => "other treatments",
            Self::Goals => "what the client hopes for",
            Self::SittingHours => "hours of sitting",
        }
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
