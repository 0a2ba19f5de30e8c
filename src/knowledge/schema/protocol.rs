//! Shapes of a category's protocol.

use serde::Deserialize;

use super::{Condition, Sourced, Timing};
use crate::model::{
    AreaId, CategoryId, FindingId, HomeCareId, IntervalDays, Laterality, ModalityId, PackMinutes,
    Position, Pressure, RegionId, ReviewInterval, SourceId, TechniqueId, Turns, VisitNumber,
};

/// A position relative to the side that is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum PositionChoice {
    /// Lying face down, whichever side is worked.
    Prone,
    /// On the back.
    Supine,
    /// On the side, the worked side up.
    SideLying,
    /// Sitting, whichever side is worked.
    Seated,
}

impl PositionChoice {
    /// The position with this side up.
    pub fn with_up(self, side: Laterality) -> Position {
        match self {
            Self::Prone => Position::Prone,
            Self::Supine => Position::Supine,
            Self::SideLying => Position::side_lying_with_up(side),
            Self::Seated => Position::Seated,
        }
    }
}

/// A modality to draft, the first that is open wins.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftChoice {
    /// What to work with, unless something closes it at the place.
    pub modality: ModalityId,
    /// When it is a choice.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// Firm work where the client is calm.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Firm {
    /// What to work with; comes before all drafts where it is open.
    pub modality: ModalityId,
    /// The level, open only where nothing lowers the region's hard maximum.
    pub level: Pressure,
    /// The answers that make firm work a choice, such as pain under 7.
    pub when: Condition,
}

/// Levels and modalities of one region.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionLimits {
    /// Each region of the vocabulary has its levels once in every protocol.
    pub region: RegionId,
    /// The level that is drafted.
    pub default: Pressure,
    /// The default as shipped, where a practice moved it; some limits fall back to it.
    #[serde(skip)]
    pub shipped_default: Option<Pressure>,
    /// The hard maximum.
    pub max: Pressure,
    /// Nothing but these modalities; those of the protocol where it is left out.
    #[serde(default)]
    pub only: Option<Vec<ModalityId>>,
    /// What to draft, best first.
    pub drafts: Vec<DraftChoice>,
    /// Firm work, before the drafts.
    #[serde(default)]
    pub firm: Option<Firm>,
    /// How to work there in this category.
    #[serde(default)]
    pub guidance: Option<Sourced>,
    /// The same, for work that presses on one spot.
    #[serde(default)]
    pub focal_guidance: Option<Sourced>,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// A focus area's share of the focus work.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaShare {
    /// The focus area; the first in the list is worked first (soft).
    pub area: AreaId,
    /// Percent of the focus work.
    pub share: u16,
}

/// A stretch of the protocol, in the order of preference.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// The technique, done by its own dose where none is given here.
    pub technique: TechniqueId,
    /// When it is a choice.
    #[serde(default)]
    pub when: Option<Condition>,
    /// The dose in this category, where it isn't the technique's own.
    #[serde(default)]
    pub dose: Option<String>,
    /// How long that takes; given together with the dose.
    #[serde(default)]
    pub timing: Option<Timing>,
}

/// A piece of home care of the protocol.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeCareChoice {
    /// The advice, unless the answers close it.
    pub item: HomeCareId,
    /// What has to hold for it to be offered; nothing, where it is left out.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// The interval of a protocol that names none (A40).
fn every_fourth() -> ReviewInterval {
    ReviewInterval::clamped(4)
}

/// When to come again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUpPlan {
    /// Days to the next visit.
    pub interval_days: IntervalDays,
    /// Days to the next visit once it has improved.
    pub improved_interval_days: IntervalDays,
    /// Visits at which progress is judged, ascending.
    pub reviews: Vec<VisitNumber>,
    /// After the last of them, every so many visits (A40).
    #[serde(default = "every_fourth")]
    pub then_every: ReviewInterval,
    /// In words, with `{review}`: a visit, or today and a visit.
    pub text: String,
    /// When it counts as improved; `Improved` alone where it is left out.
    #[serde(default)]
    pub improved_when: Option<Condition>,
    /// In words, once it has improved.
    pub improved_text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// The protocol of one category.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// What intakes and rules name the category by.
    pub id: CategoryId,
    /// The name in full, such as “Chronic sciatica”.
    pub name: String,
    /// The name where there is little room; the whole one where it is left out.
    #[serde(default)]
    pub short_name: Option<String>,
    /// A few words for choosing it.
    pub hint: String,
    /// The findings that the category brings with it.
    #[serde(default)]
    pub implies: Vec<FindingId>,
    /// What the work is for.
    pub goals: Vec<Sourced>,
    /// What to use.
    pub uses: Vec<Sourced>,
    /// What to leave out.
    pub avoid: Vec<Sourced>,
    /// What the client may expect.
    pub expectation: Sourced,
    /// The modalities that are open.
    pub modalities: Vec<ModalityId>,
    /// Levels, region by region.
    pub regions: Vec<RegionLimits>,
    /// Focus areas in their soft order, with shares that add up to 100.
    pub areas: Vec<AreaShare>,
    /// The areas that come first in a short visit.
    pub first_areas: Vec<AreaId>,
    /// Positions to work in, best first.
    pub positions: Vec<PositionChoice>,
    /// Positions to stretch in, best first.
    pub stretch_positions: Vec<PositionChoice>,
    /// Turns on the table, at most (soft).
    pub turns: Turns,
    /// The longest warm pack, in minutes.
    pub heat_minutes: PackMinutes,
    /// The modality of the warm-up.
    pub warm_up: ModalityId,
    /// What to do in the warm-up.
    pub warm_up_text: Sourced,
    /// What the stretch step chooses from, best first.
    pub stretches: Vec<Stretch>,
    /// Advice that the category offers; activity is chosen in this order (A24).
    pub home_care: Vec<HomeCareChoice>,
    /// The next visit.
    pub follow_up: FollowUpPlan,
    /// What it rests on as a whole.
    pub sources: Vec<SourceId>,
}

impl Protocol {
    /// What is told of the category where it is chosen, each with what it is about: what the work
    /// is for, what to use, what to leave out, what to expect.
    pub fn explained(&self) -> impl Iterator<Item = (&'static str, &Sourced)> {
        let goals = self.goals.iter().map(|text| ("What for", text));
        let uses = self.uses.iter().map(|text| ("Use", text));
        let avoid = self.avoid.iter().map(|text| ("Leave out", text));
        goals.chain(uses).chain(avoid).chain([("What to expect", &self.expectation)])
    }
}
