//! Conditions: a small typed language over the answers of an intake.

use serde::Deserialize;

use crate::model::{
    Age, Aggravator, BookedMinutes, CategoryId, Diagnosis, DoctorOnMassage, FindingId,
    FurthestPoint, GateId, Inflammation, Intake, Nprs, PainRise, Quality, RegionSide, Side, Trend,
    VisitNumber, Weeks,
};

/// The region lists of an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum RegionList {
    /// Where a wound or skin problem is: `excluded_regions`.
    Excluded,
    /// Where the inflammation is: `inflamed_regions`.
    Inflamed,
    /// Where a fresh injury is: `injured_regions`.
    Injured,
    /// Where feeling or strength is known to be reduced: `numb_regions`.
    Numb,
}

impl RegionList {
    /// The four, in their order.
    pub const ALL: [RegionList; 4] =
        [RegionList::Excluded, RegionList::Inflamed, RegionList::Injured, RegionList::Numb];

    /// What the window calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Excluded => "Avoid",
            Self::Inflamed => "Inflamed",
            Self::Injured => "Freshly injured",
            Self::Numb => "Numb",
        }
    }

    /// What it waits for, while no answer allows it.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Excluded => "if a wound, skin problem",
            Self::Inflamed => "if inflamed today",
            Self::Injured => "if freshly hurt",
            Self::Numb => "if numb, known or new",
        }
    }

    /// What paper calls it.
    pub fn on_paper(self) -> &'static str {
        match self {
            Self::Excluded => "Wound or skin problem",
            Self::Inflamed => "Inflamed area",
            Self::Injured => "Fresh injury",
            Self::Numb => "Numb area",
        }
    }

    /// The field of the intake.
    pub fn field(self) -> &'static str {
        match self {
            Self::Excluded => "excluded_regions",
            Self::Inflamed => "inflamed_regions",
            Self::Injured => "injured_regions",
            Self::Numb => "numb_regions",
        }
    }

    /// What was entered there.
    pub fn of(self, intake: &Intake) -> &[RegionSide] {
        match self {
            Self::Excluded => &intake.excluded_regions,
            Self::Inflamed => &intake.inflamed_regions,
            Self::Injured => &intake.injured_regions,
            Self::Numb => &intake.numb_regions,
        }
    }
}

/// What has to be true of an intake.
#[derive(Debug, Clone, Deserialize)]
pub enum Condition {
    /// Whatever was answered.
    Always,
    /// All of them; true when empty.
    All(Vec<Condition>),
    /// At least one of them; false when empty.
    Any(Vec<Condition>),
    /// Holds where the condition inside doesn't, also where that is false because nobody knows.
    Not(Box<Condition>),
    /// The category is one of these.
    Category(Vec<CategoryId>),
    /// This was answered with yes, or is implied by one that was.
    Finding(FindingId),
    /// At least one of these was answered with yes, or is implied.
    AnyFinding(Vec<FindingId>),
    /// The larger of back and leg pain is at least this.
    PainAtLeast(Nprs),
    /// The inflammation is at least this.
    InflammationAtLeast(Inflammation),
    /// The painful side is this.
    Side(Side),
    /// The trend is this; scores that say worse than the answer make it `Worse` (A04).
    Trend(Trend),
    /// The scores have risen, and the answer doesn't say worse (A04).
    ScoresSayWorse,
    /// The pain feels like at least one of these.
    Quality(Vec<Quality>),
    /// This makes it worse.
    Aggravator(Aggravator),
    /// This eases it.
    Eases(Aggravator),
    /// Symptoms reach exactly this far.
    Reaches(FurthestPoint),
    /// Leg pain is at least this.
    LegPainAtLeast(Nprs),
    /// The client is older than this; false when unknown.
    AgeOver(Age),
    /// The client is younger than this; false when unknown.
    AgeUnder(Age),
    /// There was no earlier visit.
    FirstVisit,
    /// The diagnosis state is this.
    Diagnosis(Diagnosis),
    /// The doctor named a cause.
    CauseKnown,
    /// The doctor's word on massage is this.
    Doctor(DoctorOnMassage),
    /// It began fewer than this many weeks ago; false when unknown.
    OnsetUnder(Weeks),
    /// It began more than this many weeks ago; false when unknown.
    OnsetOver(Weeks),
    /// Nobody knows when it began.
    OnsetUnknown,
    /// This is at least the given visit of a series.
    VisitAtLeast(VisitNumber),
    /// At least this many minutes are booked.
    MinutesAtLeast(BookedMinutes),
    /// Symptoms reach further down than at the last visit.
    FurthestPointLower,
    /// A calendar month or more has passed since the first visit.
    MonthSinceFirstVisit,
    /// Pain has fallen by 2 points or 30 % since the first visit.
    Improved,
    /// There are earlier scores, and pain has not fallen by 2 points or 30 %.
    NotImproved,
    /// The first pain score of the series was at least this.
    FirstPainAtLeast(Nprs),
    /// Pain has risen by at least this many points since the first visit.
    PainRisenBy(PainRise),
    /// Regions were entered in this list.
    Entered(RegionList),
    /// Some gate that isn't one of these applies and is released.
    ReleasedOtherThan(Vec<GateId>),
    /// The limits leave no focus region or no position to work in.
    NothingLeft,
    /// What the client refuses leaves no warm-up or no focus step (A17).
    RefusalsLeaveNothing,
}

impl Condition {
    /// Whether this finding is among those that can make it hold; what is asked to be absent isn't.
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other condition names a finding")]
    pub fn names(&self, finding: &FindingId) -> bool {
        match self {
            Self::Finding(id) => id == finding,
            Self::AnyFinding(ids) => ids.contains(finding),
            Self::Any(parts) | Self::All(parts) => parts.iter().any(|part| part.names(finding)),
            _ => false,
        }
    }
}
