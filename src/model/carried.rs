//! Facts that a visit took over from an earlier one, as long as nobody confirmed them.
//!
//! Answers are no such facts: a former yes is asked again, and everything of the day anew.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Day;

/// What was taken over from an earlier visit, and isn't confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// The day of that visit.
    pub from: Day,
    /// The facts; none once all of them are confirmed.
    pub facts: BTreeSet<Fact>,
}

/// Something that stays true from visit to visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fact {
    /// Diagnosis category.
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
