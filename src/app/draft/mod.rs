//! The intake while it is being answered: every answer may still be open.
//!
//! No clinical decision: what an answer means is the planner's business. Typed
//! fields keep their text as it was typed, so that half a date is no lost date.

mod about;
mod again;
mod apply;
mod ask;
mod carry;
mod convert;
mod field;
mod places;
mod restore;
mod still;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use about::about;
pub use carry::{LastVisit, Quote};
pub use convert::{Converted, parse_scores};
pub use field::{ClearanceField, Field, TextField};
pub use places::{belongs_to, come_from};
pub use still::Former;

use serde::{Deserialize, Serialize};

use crate::knowledge::Knowledge;
use crate::knowledge::schema::RegionList;
use crate::model::{
    Age, Aggravator, Carried, CategoryId, ClearedPressure, Day, Diagnosis, DoctorOnMassage,
    FindingId, FreeText, FurthestPoint, GateId, Goal, HomeCareKept, Inflammation, Laterality,
    ModalityId, Nprs, Position, Pressure, Quality, RegionId, Side, Trend,
};

/// Something without which the intake isn't complete, and where it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingAnswer {
    /// Where.
    pub field: Field,
    /// A few words for it.
    pub text: String,
}

/// A clearance record while it is being filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClearanceDraft {
    /// Who gave it.
    pub by: String,
    /// When.
    pub on: String,
    /// The last day on which it counts; may stay empty.
    pub until: String,
    /// The gates that it is about.
    pub covers: BTreeSet<GateId>,
    /// What was allowed or limited.
    pub limits: String,
    /// The highest level it allows.
    pub max_pressure: Option<ClearedPressure>,
    /// The most hands-on minutes; may stay empty.
    pub max_hands_on: String,
    /// Whether it is still being filled in: it counts for nothing then, and nothing is missing for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_pending: bool,
}

/// An activity with its score while it is being filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActivityDraft {
    /// What it is.
    pub name: String,
    /// How well it can be done, 0 (not at all) to 10 (as before).
    pub score: Option<Nprs>,
    /// Whether it is from an earlier visit: it need not be scored today.
    pub offered: bool,
}

/// The four lists of places, each region with its single sides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlaceLists {
    /// Where a wound or skin problem is.
    pub excluded: BTreeSet<(RegionId, Laterality)>,
    /// Where the inflammation is.
    pub inflamed: BTreeSet<(RegionId, Laterality)>,
    /// Where a fresh injury is.
    pub injured: BTreeSet<(RegionId, Laterality)>,
    /// Known numb areas.
    pub numb: BTreeSet<(RegionId, Laterality)>,
}

impl PlaceLists {
    /// One of the lists.
    pub fn list(&self, list: RegionList) -> &BTreeSet<(RegionId, Laterality)> {
        match list {
            RegionList::Excluded => &self.excluded,
            RegionList::Inflamed => &self.inflamed,
            RegionList::Injured => &self.injured,
            RegionList::Numb => &self.numb,
        }
    }

    /// Takes every place off a list.
    pub fn clear(&mut self, list: RegionList) {
        self.list_mut(list).clear();
    }

    fn list_mut(&mut self, list: RegionList) -> &mut BTreeSet<(RegionId, Laterality)> {
        match list {
            RegionList::Excluded => &mut self.excluded,
            RegionList::Inflamed => &mut self.inflamed,
            RegionList::Injured => &mut self.injured,
            RegionList::Numb => &mut self.numb,
        }
    }
}

/// The client's wishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WishesDraft {
    /// Whether warm packs are welcome.
    pub heat: bool,
    /// The firmest pressure the client likes.
    pub max_pressure: Option<Pressure>,
    /// Positions the client would rather not be in.
    pub avoid_positions: BTreeSet<Position>,
    /// Modalities the client declines.
    pub declined: BTreeSet<ModalityId>,
}

impl Default for WishesDraft {
    fn default() -> Self {
        Self {
            heat: true,
            max_pressure: None,
            avoid_positions: BTreeSet::new(),
            declined: BTreeSet::new(),
        }
    }
}

/// The answers so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IntakeDraft {
    /// Day of the session, as typed.
    pub date: String,
    /// Diagnosis category.
    pub category: Option<CategoryId>,
    /// Painful side.
    pub side: Option<Side>,
    /// The worse of two.
    pub worse_side: Option<Laterality>,
    /// Back pain now.
    pub pain_back: Option<Nprs>,
    /// Leg pain now.
    pub pain_leg: Option<Nprs>,
    /// How far down symptoms reach.
    pub furthest_point: Option<FurthestPoint>,
    /// Change since the last visit.
    pub trend: Option<Trend>,
    /// Flare-up with inflammation.
    pub inflammation: Option<Inflammation>,
    /// Weeks since it began, as typed.
    pub onset_weeks: String,
    /// Nobody knows when it began.
    pub onset_unknown: bool,
    /// The latest day on which it can have begun, where the weeks come from an earlier day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub began: Option<Day>,
    /// Who named the diagnosis.
    pub diagnosis: Option<Diagnosis>,
    /// Whether the doctor named a cause.
    pub cause_known: Option<bool>,
    /// What the doctor said about massage.
    pub doctor: Option<DoctorOnMassage>,
    /// Booked minutes, as typed.
    pub minutes: String,
    /// The screening; what isn't in it wasn't answered.
    pub answers: BTreeMap<FindingId, bool>,
    /// When findings first appeared, as typed.
    pub since: BTreeMap<FindingId, String>,
    /// Places on the body.
    pub places: PlaceLists,
    /// Age in years on the day, from the year of birth of the client.
    pub age: Option<Age>,
    /// Whether the home care of the last visit was kept up.
    pub home_care_kept: Option<HomeCareKept>,
    /// Clearance records.
    pub clearances: Vec<ClearanceDraft>,
    /// Which visit of the series, as typed; empty where there is no series.
    pub visit: String,
    /// Earlier pain scores, as typed.
    pub pain_history: String,
    /// Day of the first visit, as typed.
    pub first_visit: String,
    /// How far down symptoms reached at the last visit.
    pub last_furthest_point: Option<FurthestPoint>,
    /// The client's wishes; none where nobody asked.
    pub wishes: Option<WishesDraft>,
    /// The complaint, as told.
    pub complaint: String,
    /// Who diagnosed it, as told.
    pub diagnosed_by: String,
    /// Medicines, as told.
    pub medicines: String,
    /// Other treatments, as told.
    pub treatments: String,
    /// Notes.
    pub notes: String,
    /// What the pain feels like.
    pub quality: Vec<Quality>,
    /// What makes it worse.
    pub aggravators: Vec<Aggravator>,
    /// What eases it.
    pub eases: Vec<Aggravator>,
    /// What the client hopes for.
    pub goals: Vec<Goal>,
    /// Up to three activities.
    pub activities: Vec<ActivityDraft>,
    /// Hours of sitting a day, as typed.
    pub sitting_hours: String,
    /// Facts from an earlier visit that aren't confirmed yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<Carried>,
    /// What was yes at an earlier visit.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub former: BTreeMap<FindingId, Former>,
    /// The last visit, to look back at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<LastVisit>,
}

impl IntakeDraft {
    /// Nothing answered yet.
    pub fn new(today: Day) -> Self {
        Self { date: today.to_string(), ..Self::default() }
    }

    /// The place of the clearance record that is being filled in; where there is none yet, that of the
    /// next one.
    pub fn next_clearance(&self) -> usize {
        let pending = self.clearances.iter().position(|one| one.is_pending);
        pending.unwrap_or(self.clearances.len())
    }

    /// Begins a record that counts once it is finished.
    pub fn begin_clearance(&mut self, covers: impl IntoIterator<Item = GateId>) {
        let covers = covers.into_iter().collect();
        self.clearances.push(ClearanceDraft {
            covers,
            is_pending: true,
            ..ClearanceDraft::default()
        });
    }

    /// A text that was told; empty where nothing was.
    pub fn told(&self, text: FreeText) -> &String {
        match text {
            FreeText::Complaint => &self.complaint,
            FreeText::DiagnosedBy => &self.diagnosed_by,
            FreeText::Medicines => &self.medicines,
            FreeText::Treatments => &self.treatments,
            FreeText::Notes => &self.notes,
        }
    }

    fn told_mut(&mut self, text: FreeText) -> &mut String {
        match text {
            FreeText::Complaint => &mut self.complaint,
            FreeText::DiagnosedBy => &mut self.diagnosed_by,
            FreeText::Medicines => &mut self.medicines,
            FreeText::Treatments => &mut self.treatments,
            FreeText::Notes => &mut self.notes,
        }
    }

    /// The day of the session, where it is one.
    pub fn day(&self) -> Option<Day> {
        Day::parse(self.date.trim()).ok()
    }

    /// The answer to a question; none while it is open.
    pub fn answer(&self, finding: &FindingId) -> Option<bool> {
        self.answers.get(finding).copied()
    }

    /// Whether some yes-answer can't stand without its places.
    pub fn needs_excluded(&self, knowledge: &Knowledge) -> bool {
        let mut findings = knowledge.tables().findings.iter();
        findings.any(|finding| finding.needs_regions && self.counts_as_yes(&finding.id))
    }

    /// Whether the chosen category says yes to a question, which then isn't asked.
    pub fn is_of_category(&self, finding: &FindingId, knowledge: &Knowledge) -> bool {
        let protocol = self.category.as_ref().and_then(|id| knowledge.protocol(id));
        protocol.is_some_and(|protocol| protocol.implies.contains(finding))
    }

    /// Whether the client was here before.
    pub fn is_returning(&self) -> bool {
        let later = self.visit.trim().parse::<u16>().is_ok_and(|visit| visit > 1);
        self.last.is_some() || self.home_care_kept.is_some() || later
    }

    /// Takes the age from the year of birth. The birthday isn't known, so the year counts.
    pub fn set_age(&mut self, birth_year: Option<i16>) {
        let Some(day) = self.day() else { return };
        let years = birth_year.map(|born| day.date().year() - born);
        let years = years.and_then(|years| u16::try_from(years).ok());
        self.age = years.and_then(|years| Age::new(years).ok());
    }
}
