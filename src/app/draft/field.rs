//! The names of the fields: where something is missing, and which text is typed.

use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Asked, RegionList};
use crate::model::FindingId;
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
    /// The complaint.
    Complaint,
    /// Who diagnosed it.
    DiagnosedBy,
    /// Medicines.
    Medicines,
    /// Other treatments.
    Treatments,
    /// Notes.
    Notes,
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
    /// A typed field.
    Text(TextField),
}

impl TextField {
    /// Whether a whole number is typed here, so that letters are passed over.
    pub fn is_number(&self) -> bool {
        match self {
            Self::Minutes
            | Self::OnsetWeeks
            | Self::Visit
            | Self::SittingHours
            | Self::Clearance(_, ClearanceField::HandsOn) => true,
            Self::Date
            | Self::Since(_)
            | Self::Clearance(..)
            | Self::PainHistory
            | Self::FirstVisit
            | Self::Complaint
            | Self::DiagnosedBy
            | Self::Medicines
            | Self::Treatments
            | Self::Notes
            | Self::Activity(_) => false,
        }
    }

    /// Whether a day is typed here.
    pub fn is_day(&self) -> bool {
        match self {
            Self::Date
            | Self::Since(_)
            | Self::Clearance(_, ClearanceField::On | ClearanceField::Until)
            | Self::FirstVisit => true,
            Self::Minutes
            | Self::OnsetWeeks
            | Self::Clearance(_, _)
            | Self::Visit
            | Self::PainHistory
            | Self::Complaint
            | Self::DiagnosedBy
            | Self::Medicines
            | Self::Treatments
            | Self::Notes
            | Self::Activity(_)
            | Self::SittingHours => false,
        }
    }

    /// The question that it answers; none where there is nothing to explain.
    pub fn asked(&self) -> Option<Asked> {
        Some(match self {
            Self::Date | Self::Notes => return None,
            Self::Minutes => Asked::Length,
            Self::OnsetWeeks => Asked::Onset,
            Self::Since(_) => Asked::FirstAppeared,
            Self::Clearance(..) => Asked::Clearance,
            Self::Visit | Self::PainHistory | Self::FirstVisit => Asked::Series,
            Self::Complaint => Asked::Complaint,
            Self::DiagnosedBy => Asked::DiagnosedBy,
            Self::Medicines => Asked::Medicines,
            Self::Treatments => Asked::Treatments,
            Self::Activity(_) => Asked::Activities,
            Self::SittingHours => Asked::Sitting,
        })
    }

    /// What it is called.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Date => "Date",
            Self::Minutes => "Length in minutes",
            Self::OnsetWeeks => "Weeks since it began",
            Self::Since(_) => "First appeared on",
            Self::Clearance(_, ClearanceField::By) => "Given by",
            Self::Clearance(_, ClearanceField::On) => "Given on",
            Self::Clearance(_, ClearanceField::Until) => "Until",
            Self::Clearance(_, ClearanceField::Limits) => "What it allows or limits",
            Self::Clearance(_, ClearanceField::HandsOn) => "Most hands-on minutes",
            Self::Visit => "Visit number",
            Self::PainHistory => "Pain at earlier visits",
            Self::FirstVisit => "First visit on",
            Self::Complaint => "Complaint",
            Self::DiagnosedBy => "Diagnosed by",
            Self::Medicines => "Medicines",
            Self::Treatments => "Other treatments",
            Self::Notes => "Notes",
            Self::Activity(_) => "Activity",
            Self::SittingHours => "Hours of sitting a day",
        }
    }
}

impl Field {
    /// The question that it answers; none where it explains itself.
    pub fn asked(&self) -> Option<Asked> {
        Some(match self {
            Self::Category => Asked::Category,
            Self::Side => Asked::Side,
            Self::PainBack | Self::PainLeg => Asked::Pain,
            Self::FurthestPoint => Asked::FurthestPoint,
            Self::Trend => Asked::Trend,
            Self::HomeCareKept => Asked::HomeCareKept,
            Self::Inflammation => Asked::Inflammation,
            Self::Diagnosis => Asked::Diagnosis,
            Self::CauseKnown => Asked::CauseKnown,
            Self::Doctor => Asked::DoctorOnMassage,
            Self::Finding(_) => return None,
            Self::Places(RegionList::Excluded) => Asked::Excluded,
            Self::Places(RegionList::Inflamed) => Asked::Inflamed,
            Self::Places(RegionList::Injured) => Asked::Injured,
            Self::Places(RegionList::Numb) => Asked::Numb,
            Self::Covers(_) => Asked::Clearance,
            Self::ActivityScore(_) => Asked::Activities,
            Self::Text(text) => return text.asked(),
        })
    }

    /// What it is called.
    pub fn label(&self, knowledge: &Knowledge) -> String {
        match self {
            Self::Category => "Diagnosis category".to_owned(),
            Self::Side => "Side".to_owned(),
            Self::PainBack => "Back pain".to_owned(),
            Self::PainLeg => "Leg pain".to_owned(),
            Self::FurthestPoint => "Reaches".to_owned(),
            Self::Trend => "Since last visit".to_owned(),
            Self::HomeCareKept => "Home care since then".to_owned(),
            Self::Inflammation => "Inflammation".to_owned(),
            Self::Diagnosis => "Diagnosis".to_owned(),
            Self::CauseKnown => "Cause named by the doctor".to_owned(),
            Self::Doctor => "Doctor on massage".to_owned(),
            Self::Finding(id) => knowledge
                .finding(id)
                .map_or_else(|| id.to_string(), |finding| capital(&finding.label)),
            Self::Places(list) => places_label(*list).to_owned(),
            Self::Covers(_) => "What the clearance covers".to_owned(),
            Self::ActivityScore(_) => "Score of the activity".to_owned(),
            Self::Text(text) => text.label().to_owned(),
        }
    }
}

/// What a list of places is called.
pub fn places_label(list: RegionList) -> &'static str {
    match list {
        RegionList::Excluded => "Not to be touched",
        RegionList::Inflamed => "Inflamed",
        RegionList::Injured => "Freshly injured",
        RegionList::Numb => "Numb",
    }
}
