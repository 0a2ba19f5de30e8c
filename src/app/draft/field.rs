//! The fields of the intake, each with its row: what it is called, what is typed, which question it
//! answers. How long an answer holds, that question says in the knowledge.

use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Asked, RegionList};
use crate::model::{Fact, FindingId, FreeText};
use crate::text::capital;

/// A text of a clearance record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClearanceField {
    /// Who gave it.
    By,
    /// When.
    On,
    /// Until when.
    Until,
    /// What was allowed.
    Limits,
    /// The most hands-on minutes.
    HandsOn,
}

/// A field whose content is typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// Day of the session.
    Date,
    /// Booked minutes.
    Minutes,
    /// Weeks since it began.
    OnsetWeeks,
    /// When a finding first appeared.
    Since(FindingId),
    /// A text of a clearance record.
    Clearance(usize, ClearanceField),
    /// Which visit of the series.
    Visit,
    /// Earlier pain scores.
    PainHistory,
    /// Day of the first visit.
    FirstVisit,
    /// A text in somebody's own words.
    Free(FreeText),
    /// The name of an activity.
    Activity(usize),
    /// Hours of sitting.
    SittingHours,
}

/// A place in the intake that can be jumped to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Diagnosis category.
    Category,
    /// Painful side.
    Side,
    /// Back pain.
    PainBack,
    /// Leg pain.
    PainLeg,
    /// How far down symptoms reach.
    FurthestPoint,
    /// Change since the last visit.
    Trend,
    /// Whether the home care of the last visit was kept up.
    HomeCareKept,
    /// Inflammation.
    Inflammation,
    /// Who named the diagnosis.
    Diagnosis,
    /// Whether the doctor named a cause.
    CauseKnown,
    /// What the doctor said about massage.
    Doctor,
    /// A screening question.
    Finding(FindingId),
    /// A list of places.
    Places(RegionList),
    /// The gates that a clearance covers.
    Covers(usize),
    /// The score of an activity.
    ActivityScore(usize),
    /// What the client agreed to: no answer of the intake, and asked after all of them.
    Consent,
    /// A typed field.
    Text(TextField),
}

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ContentKind {
    /// A whole number. What is none stays as it was typed, and is said.
    Number,
    Day,
    Words,
}

/// What there is to say of a typed field.
struct TextRow {
    label: &'static str,
    typed: ContentKind,
    /// The question that it answers; none where there is nothing to explain.
    asked: Option<Asked>,
}

impl TextField {
    /// The table of the typed fields: what is added to the intake gets its row here.
    fn row(&self) -> TextRow {
        use ContentKind::{Day, Number, Words};
        let row = |label, typed, asked| TextRow { label, typed, asked };
        match self {
            Self::Date => row("Date", Day, None),
            Self::Minutes => row("Length in minutes", Number, Some(Asked::Length)),
            Self::OnsetWeeks => row("Weeks since it began", Number, Some(Asked::Onset)),
            Self::Since(_) => row("First appeared on", Day, Some(Asked::FirstAppeared)),
            Self::Clearance(_, part) => {
                let (label, typed) = match part {
                    ClearanceField::By => ("Given by", Words),
                    ClearanceField::On => ("Given on", Day),
                    ClearanceField::Until => ("Until", Day),
                    ClearanceField::Limits => ("What it allows or limits", Words),
                    ClearanceField::HandsOn => ("Most hands-on minutes", Number),
                };
                row(label, typed, Some(Asked::Clearance))
            }
            Self::Visit => row("Visit number", Number, Some(Asked::Series)),
            Self::PainHistory => row("Pain at earlier visits", Words, Some(Asked::Series)),
            Self::FirstVisit => row("First visit on", Day, Some(Asked::Series)),
            Self::Free(text) => {
                let asked = match text {
                    FreeText::Complaint => Some(Asked::Complaint),
                    FreeText::DiagnosedBy => Some(Asked::DiagnosedBy),
                    FreeText::Medicines => Some(Asked::Medicines),
                    FreeText::Treatments => Some(Asked::Treatments),
                    FreeText::Notes => None,
                };
                row(text.label(), Words, asked)
            }
            Self::Activity(_) => row("Activity", Words, Some(Asked::Activities)),
            Self::SittingHours => row("Hours of sitting a day", Number, Some(Asked::Sitting)),
        }
    }

    /// Whether a whole number is typed here.
    pub fn is_number(&self) -> bool {
        self.row().typed == ContentKind::Number
    }

    /// Whether a day is typed here.
    pub fn is_day(&self) -> bool {
        self.row().typed == ContentKind::Day
    }

    /// The question that it answers; none where there is nothing to explain.
    pub fn asked(&self) -> Option<Asked> {
        self.row().asked
    }

    /// What it is called.
    pub fn label(&self) -> &'static str {
        self.row().label
    }
}

impl Field {
    /// The table of what can be jumped to: what it is called, where the knowledge doesn't say that,
    /// and the question that it answers; none where it explains itself.
    fn row(&self) -> (Option<&'static str>, Option<Asked>) {
        let row = |label, asked| (Some(label), Some(asked));
        match self {
            Self::Category => row("Diagnosis category", Asked::Category),
            Self::Side => row("Side", Asked::Side),
            Self::PainBack => row("Back pain", Asked::Pain),
            Self::PainLeg => row("Leg pain", Asked::Pain),
            Self::FurthestPoint => row("Symptoms reach", Asked::FurthestPoint),
            Self::Trend => row("Since last visit", Asked::Trend),
            Self::HomeCareKept => row("Home care since then", Asked::HomeCareKept),
            Self::Inflammation => row("Inflammation", Asked::Inflammation),
            Self::Diagnosis => row("Diagnosis", Asked::Diagnosis),
            Self::CauseKnown => row("Doctor named the cause", Asked::CauseKnown),
            Self::Doctor => row("Doctor's advice on massage", Asked::DoctorOnMassage),
            Self::Finding(_) => (None, None),
            Self::Places(list) => {
                let asked = match list {
                    RegionList::Excluded => Asked::Excluded,
                    RegionList::Inflamed => Asked::Inflamed,
                    RegionList::Injured => Asked::Injured,
                    RegionList::Numb => Asked::Numb,
                };
                row(list.label(), asked)
            }
            Self::Covers(_) => row("What the clearance covers", Asked::Clearance),
            Self::ActivityScore(_) => row("Score of the activity", Asked::Activities),
            Self::Consent => row("Consent", Asked::Consent),
            Self::Text(text) => (Some(text.label()), text.asked()),
        }
    }

    /// The question that it answers; none where it explains itself.
    pub fn asked(&self) -> Option<Asked> {
        self.row().1
    }

    /// What it is called; how the trend is called, the draft says.
    pub fn label(&self, knowledge: &Knowledge) -> String {
        if let Self::Finding(id) = self {
            return capital(knowledge.finding_label(id));
        }
        self.row().0.unwrap_or_default().to_owned()
    }

    /// The fact that it holds, where that lasts from visit to visit.
    pub fn fact(&self, knowledge: &Knowledge) -> Option<Fact> {
        knowledge.lasting(&self.asked()?)
    }
}
