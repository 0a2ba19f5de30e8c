//! Effects: what a rule does to a plan. Every one of them only tightens.

use serde::Deserialize;

use crate::model::{
    CategoryId, GateId, HomeCareId, ModalityId, Position, Pressure, RegionId, SourceId, SupportId,
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
    },
    /// The hard maximum falls by this much, to 1 at least.
    LowerCap {
        /// Where.
        area: Area,
        /// By how much.
        by: u16,
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
    /// No technique that pulls on the area, on that side.
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
    /// A cold pack after the work, on the area as far as it may be cooled.
    OfferCold {
        /// Where.
        area: Area,
    },
    /// No more than this many minutes of warm-up and focus (with stretches, where `stretch`).
    LimitHandsOn {
        /// The limit.
        minutes: u16,
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
    /// A remark on the plan.
    Note {
        /// The remark.
        text: String,
        /// What it rests on.
        sources: Vec<SourceId>,
    },
}
