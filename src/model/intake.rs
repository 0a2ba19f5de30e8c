//! What is asked before a session: the intake, as it stands in a file.
//!
//! Every value is in its range by construction. What only the knowledge files can tell (does this
//! finding exist? is a wound's region named?) is checked by `knowledge::accept`, and the planner
//! takes only intakes that passed it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Age, BookedMinutes, CategoryId, Clearance, Day, FindingId, Laterality, ModalityId, Nprs,
    Position, Pressure, RegionId, Side, SittingHours, VisitNumber, Weeks,
};

choices! {
    /// A text of the intake in the client's or the therapist's own words. No rule reads it. Paper,
    /// search and window go through them in this order.
    FreeText {
        /// The complaint, as told.
        Complaint = "Complaint",
        /// Who diagnosed it, how and when.
        DiagnosedBy = "Diagnosed by",
        /// What medicines the client takes, as told.
        Medicines = "Medicines",
        /// Other treatments and what they did.
        Treatments = "Other treatments",
        /// Whatever else is worth keeping.
        Notes = "Notes",
    }
    /// How far down symptoms reach, from the back to the toes. S2-05.
    FurthestPoint {
        /// Not past the low back.
        LowBack = "Low back",
        /// To the buttock.
        Buttock = "Buttock",
        /// To the thigh.
        Thigh = "Thigh",
        /// To the knee.
        Knee = "Knee",
        /// To the calf.
        Calf = "Calf",
        /// To the foot.
        Foot = "Foot",
        /// To the toes.
        Toes = "Toes",
    }
    /// Change since the last visit, or over the last week.
    Trend {
        /// Getting better, by the answer; scores that have risen make it worse all the same (A04).
        Better = "Better",
        /// As before, by the answer; scores that have risen make it worse all the same (A04).
        Same = "Same",
        /// Getting worse, which holds the plan back until it is cleared (S1-15).
        Worse = "Worse",
    }
    /// Flare-up with inflammation.
    Inflammation {
        /// No inflammation, and therefore no cold pack.
        None = "None",
        /// Mild to moderate.
        Some = "Some",
        /// Intense: no plan until a provider advises massage (S3-16).
        Intense = "Intense",
    }
    /// Who named the diagnosis.
    Diagnosis {
        /// No doctor has named it; a long-standing case then waits (S0-10).
        None = "Not diagnosed",
        /// A doctor has named what it is.
        ByDoctor = "By a doctor",
    }
    /// What the doctor said about massage. S0-10, S2-14.
    DoctorOnMassage {
        /// Nobody has asked; that alone keeps no plan back.
        NotAsked = "Not asked",
        /// The doctor is in favour.
        InFavour = "In favour",
        /// The doctor advised against it.
        Against = "Against",
    }
    /// What the pain feels like. S4-10.
    Quality {
        /// Sharp; told only, no rule reads it.
        Sharp = "Sharp",
        /// Burning; told only, no rule reads it.
        Burning = "Burning",
        /// Shooting; with a slipped vertebra that gets worse it is a reason to refer (A13).
        Shooting = "Shooting",
        /// Dull; told only, no rule reads it.
        Dull = "Dull",
        /// Tingling; with a slipped vertebra that gets worse it is a reason to refer (A13).
        Tingling = "Tingling",
    }
    /// What makes it worse, or eases it. S0-06, S4-14.
    Aggravator {
        /// Sitting; where it makes it worse, the talks are in another position (A30).
        Sitting = "Sitting",
        /// Standing; where it makes it worse, the talks are in another position (A30).
        Standing = "Standing",
        /// Walking; where it makes it worse, the advice is to walk shorter and more often (A30).
        Walking = "Walking",
        /// Bending forward; where it makes it worse, no stretch does so (A30).
        BendingForward = "Bending forward",
        /// Bending back; where it makes it worse, no stretch does so (A30).
        BendingBack = "Bending back",
        /// Coughing or sneezing.
        CoughingSneezing = "Coughing, sneezing",
        /// Lying; where it makes it worse, the client moves every 15 minutes (A30).
        Lying = "Lying",
        /// Warmth; where it makes it worse, there is none, at home neither (A30).
        Heat = "Heat",
        /// Cold; where it makes it worse, there is none, at home neither (A30).
        Cold = "Cold",
    }
    /// Whether the home care of the last visit was kept up; told only, it changes no plan.
    HomeCareKept {
        /// All of it.
        Kept = "Kept",
        /// Some of it.
        Partly = "Partly",
        /// None of it.
        NotKept = "Not kept",
    }
    /// What the client hopes for. S4-25, S2-11.
    Goal {
        /// Less pain (S4-25).
        LessPain = "Less pain",
        /// Less muscle tension (S4-25).
        LessTension = "Less tension",
        /// Better movement (S4-25).
        BetterMovement = "Better movement",
        /// To relax (S4-25).
        Relaxation = "Relaxation",
        /// Back to exercise (S2-11).
        BackToExercise = "Back to exercise",
    }
}

/// A region on a side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionSide {
    /// A single region, never the whole body.
    pub region: RegionId,
    /// The side or sides of it.
    pub side: Side,
}

/// Where the session stands in its series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Which visit this is, from 1.
    pub visit: VisitNumber,
    /// The larger pain score at each earlier visit, oldest first.
    pub pain_history: Vec<Nprs>,
    /// Day of the first visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_visit: Option<Day>,
    /// How far down symptoms reached at the last visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_furthest_point: Option<FurthestPoint>,
}

/// What the client refuses (heat, modalities, a level above the own highest), which is kept to,
/// and the positions that the client would rather avoid, which is a wish. R-95, S4-37, A31.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Preferences {
    /// Whether warm packs are welcome.
    pub heat: bool,
    /// The firmest pressure the client likes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_pressure: Option<Pressure>,
    /// Positions the client would rather not be in.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub avoid_positions: BTreeSet<Position>,
    /// Modalities the client declines.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub declined_modalities: BTreeSet<ModalityId>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            heat: true,
            max_pressure: None,
            avoid_positions: BTreeSet::new(),
            declined_modalities: BTreeSet::new(),
        }
    }
}

/// An activity that the client names, on the Patient-Specific Functional Scale. R-88.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// What it is.
    pub name: String,
    /// 0 (unable) to 10 (as before).
    pub score: Nprs,
}

/// The answers of one client on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// Day of the session.
    pub date: Day,
    /// The category, from which the plan takes its areas, techniques and limits.
    pub category: CategoryId,
    /// The side that hurts; both sides ask for more screening (S1-07).
    pub side: Side,
    /// The worse of two painful sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worse_side: Option<Laterality>,
    /// Back pain now.
    pub pain_back: Nprs,
    /// Leg pain now.
    pub pain_leg: Nprs,
    /// How far down symptoms reach.
    pub furthest_point: FurthestPoint,
    /// Change since the last visit, or over the last week.
    pub trend: Trend,
    /// Flare-up with inflammation.
    pub inflammation: Inflammation,
    /// Weeks since it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset_weeks: Option<Weeks>,
    /// Who named the diagnosis.
    pub diagnosis: Diagnosis,
    /// Whether the doctor named a cause.
    pub cause_known: bool,
    /// What the doctor said about massage.
    pub doctor_on_massage: DoctorOnMassage,
    /// The yes-answers; a set, so that their order changes nothing.
    pub findings: BTreeSet<FindingId>,
    /// When a finding first appeared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub findings_since: BTreeMap<FindingId, Day>,
    /// Where a wound or skin problem is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded_regions: Vec<RegionSide>,
    /// Where the inflammation is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inflamed_regions: Vec<RegionSide>,
    /// Where a fresh injury is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub injured_regions: Vec<RegionSide>,
    /// Known numb areas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numb_regions: Vec<RegionSide>,
    /// Age in years on the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<Age>,
    /// Whether the home care of the last visit was kept up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_care_kept: Option<HomeCareKept>,
    /// What providers allowed; those that count on the day can release gates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clearances: Vec<Clearance>,
    /// Booked minutes, which the steps add up to unless some stay unused.
    pub minutes: BookedMinutes,
    /// The series, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// The client's wishes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferences: Option<Preferences>,
    /// The complaint, as told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<String>,
    /// Who diagnosed it, how and when, as told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosed_by: Option<String>,
    /// Medicines, as told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medicines: Option<String>,
    /// Other treatments and what they did, as told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatments: Option<String>,
    /// Whatever else was noted; no rule reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// What the pain feels like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quality: Vec<Quality>,
    /// What makes it worse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aggravators: Vec<Aggravator>,
    /// What eases it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eases: Vec<Aggravator>,
    /// What the client hopes for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    /// Up to three activities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity>,
    /// Hours of sitting a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sitting_hours: Option<SittingHours>,
}

impl Intake {
    /// A text that was told; none where nothing was.
    pub fn told(&self, text: FreeText) -> Option<&str> {
        match text {
            FreeText::Complaint => &self.complaint,
            FreeText::DiagnosedBy => &self.diagnosed_by,
            FreeText::Medicines => &self.medicines,
            FreeText::Treatments => &self.treatments,
            FreeText::Notes => &self.notes,
        }
        .as_deref()
    }

    /// Takes out what no rule reads. Every field says here whether it counts.
    pub fn leave_clinical(&mut self) {
        let Self {
            date: _,
            category: _,
            side: _,
            worse_side: _,
            pain_back: _,
            pain_leg: _,
            furthest_point: _,
            trend: _,
            inflammation: _,
            onset_weeks: _,
            diagnosis: _,
            cause_known: _,
            doctor_on_massage: _,
            findings: _,
            findings_since: _,
            excluded_regions: _,
            inflamed_regions: _,
            injured_regions: _,
            numb_regions: _,
            age: _,
            home_care_kept,
            clearances: _,
            minutes: _,
            course: _,
            preferences: _,
            complaint,
            diagnosed_by,
            medicines,
            treatments,
            notes,
            quality: _,
            aggravators: _,
            eases: _,
            goals,
            activities,
            sitting_hours,
        } = self;
        for text in [complaint, diagnosed_by, medicines, treatments, notes] {
            *text = None;
        }
        *home_care_kept = None;
        goals.clear();
        activities.clear();
        *sitting_hours = None;
    }

    /// Pain as the rules mean it: the larger of back and leg.
    pub fn pain(&self) -> Nprs {
        self.pain_back.max(self.pain_leg)
    }
}
