//! Effects: what a rule does to a plan. Every one of them only tightens.

use serde::Deserialize;

use crate::model::{
    CategoryId, GateId, HandsOnLimit, HomeCareId, IntervalDays, LevelDrop, ModalityId, PackMinutes,
    PauseMinutes, Phase, Position, Pressure, RegionId, RestMinutes, SourceId, SupportId,
    TechniqueId, TraitId,
};

/// Where on the body an effect holds.
#[derive(Debug, Clone, Deserialize)]
pub enum Area {
    /// Everywhere, the whole body included.
    Everywhere,
    /// These regions on both sides.
    Regions(Vec<RegionId>),
    /// These regions on the painful side or sides.
    Painful(Vec<RegionId>),
    /// The inflamed regions, entered or by default.
    Inflamed,
    /// The freshly injured regions, entered or by default.
    Injured,
    /// The numb regions, entered or by default.
    Numb,
    /// The regions with a wound or skin problem, and what is worked through them.
    Excluded,
    /// All of these together.
    Union(Vec<Area>),
}

/// Where a list of places lies when none was entered. It names no list itself, so that one can't
/// lead back to itself.
#[derive(Debug, Clone, Deserialize)]
pub enum FixedArea {
    /// Everywhere, the whole body included.
    Everywhere,
    /// These regions on both sides.
    Regions(Vec<RegionId>),
    /// These regions on the painful side or sides.
    Painful(Vec<RegionId>),
    /// All of these together.
    Union(Vec<FixedArea>),
}

/// What a rule does.
#[derive(Debug, Clone, Deserialize)]
pub enum Effect {
    /// No deeper than this. `lifted_by`: a clearance that covers this gate and states a higher
    /// level lifts the cap to that level, at most to `lifted_to`.
    CapPressure {
        /// Where.
        area: Area,
        /// The cap.
        level: Pressure,
        /// The gate whose clearance lifts it.
        #[serde(default)]
        lifted_by: Option<GateId>,
        /// The most it is lifted to.
        #[serde(default)]
        lifted_to: Option<Pressure>,
        /// Whether it stands behind a gate, like severe pain: it is met after the step down of an
        /// inflammation, not lowered by it (A16).
        #[serde(default)]
        behind_gate: bool,
    },
    /// The hard maximum falls by this much, to 1 at least.
    LowerCap {
        /// Where.
        area: Area,
        /// By how much.
        by: LevelDrop,
    },
    /// No deeper than the region's shipped default.
    CapAtDefault {
        /// Where.
        area: Area,
    },
    /// The hard maxima and the modalities of another category hold as well.
    LimitsOf {
        /// The other category.
        category: CategoryId,
    },
    /// Nothing but these modalities.
    OnlyModalities {
        /// Where.
        area: Area,
        /// Those left.
        modalities: Vec<ModalityId>,
    },
    /// None of these modalities.
    ForbidModalities {
        /// Where.
        area: Area,
        /// Those forbidden.
        modalities: Vec<ModalityId>,
    },
    /// No hands there.
    ForbidWork {
        /// Where.
        area: Area,
    },
    /// Not in these positions.
    ForbidPositions {
        /// Those forbidden.
        positions: Vec<Position>,
        /// In the steps of these phases; in every step, where it is left out.
        #[serde(default)]
        phases: Vec<Phase>,
    },
    /// With one painful side, no hands while that side lies on the table, unless the other is
    /// closed (A34).
    PainfulSideUp,
    /// A longer rest is in this position, where it is open.
    RestIn {
        /// The position.
        position: Position,
        /// From how many minutes.
        from: RestMinutes,
    },
    /// Lying in one position, the client moves after so many minutes.
    PauseEvery {
        /// The minutes.
        minutes: PauseMinutes,
    },
    /// In no position that rests the body's weight on the area.
    ForbidLoading {
        /// Where.
        area: Area,
    },
    /// No technique with one of these traits.
    ForbidTraits {
        /// Those forbidden.
        traits: Vec<TraitId>,
    },
    /// None of these techniques.
    ForbidTechniques {
        /// Those forbidden.
        techniques: Vec<TechniqueId>,
    },
    /// Nothing but these techniques, in this order.
    OnlyTechniques {
        /// Those left.
        techniques: Vec<TechniqueId>,
    },
    /// No technique that pulls on the area on that side, by its regions or by its traits.
    ForbidPulling {
        /// Where.
        area: Area,
    },
    /// In this position only with this support.
    RequireSupport {
        /// The position.
        position: Position,
        /// The support.
        support: SupportId,
    },
    /// No warmth.
    ForbidHeat {
        /// Where.
        area: Area,
    },
    /// No cold.
    ForbidCold {
        /// Where.
        area: Area,
    },
    /// A cold pack after the work, on what of the area is inflamed and may be cooled; where nobody
    /// entered a place, on the painful side alone (A27).
    OfferCold {
        /// Where.
        area: Area,
    },
    /// No warm pack longer than this.
    LimitHeat {
        /// The limit.
        minutes: PackMinutes,
    },
    /// No pressing on the area at home.
    ForbidHomePressing {
        /// Where.
        area: Area,
    },
    /// No more days than this to the next visit.
    LimitInterval {
        /// The limit.
        days: IntervalDays,
        /// What is said instead, with `{review}`, where the limit holds.
        text: String,
    },
    /// No next visit may be agreed on (K22).
    NoInterval {
        /// What is said instead.
        text: String,
    },
    /// Other modalities come first there than before (A41).
    VaryApproach {
        /// The regions.
        regions: Vec<RegionId>,
    },
    /// No more than this many minutes of warm-up and focus (with stretches, where `stretch`).
    LimitHandsOn {
        /// The limit.
        minutes: HandsOnLimit,
        /// Whether stretches count.
        stretch: bool,
    },
    /// These positions come first, where they are open.
    PreferPositions {
        /// In this order.
        positions: Vec<super::PositionChoice>,
    },
    /// This advice for home as well.
    AddHomeCare {
        /// The item.
        item: HomeCareId,
    },
    /// Not this advice for home.
    RemoveHomeCare {
        /// The items.
        items: Vec<HomeCareId>,
    },
    /// Something more to leave out.
    LeaveOut {
        /// What.
        text: String,
        /// What it rests on.
        sources: Vec<SourceId>,
    },
    /// A remark on the plan.
    Note {
        /// The remark.
        text: String,
        /// What it rests on.
        sources: Vec<SourceId>,
    },
}

impl Effect {
    /// The advice for home that it takes away; none where it is another effect.
    pub fn removed_home_care(&self) -> Option<&[HomeCareId]> {
        if let Self::RemoveHomeCare { items } = self { Some(items) } else { None }
    }
}
