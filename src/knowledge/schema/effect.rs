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
        /// The places; a step on several of them keeps to the lowest cap.
        area: Area,
        /// The deepest level left; of several caps on a place the lowest holds.
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
        /// The places whose maximum falls; what stands behind a gate isn't lowered again (A16).
        area: Area,
        /// By how much.
        by: LevelDrop,
    },
    /// No deeper than the region's shipped default.
    CapAtDefault {
        /// The places, each held to its default in the client's category.
        area: Area,
    },
    /// The hard maxima and the modalities of another category hold as well.
    LimitsOf {
        /// The other category.
        category: CategoryId,
    },
    /// Nothing but these modalities.
    OnlyModalities {
        /// The places where all other modalities close.
        area: Area,
        /// Those that stay open, unless another limit closes them.
        modalities: Vec<ModalityId>,
    },
    /// None of these modalities.
    ForbidModalities {
        /// The places; a step that touches any of them can't use the modalities.
        area: Area,
        /// Those that close, at whatever level.
        modalities: Vec<ModalityId>,
    },
    /// No hands there.
    ForbidWork {
        /// The places that no warm-up and no focus step may work on.
        area: Area,
    },
    /// Not in these positions.
    ForbidPositions {
        /// Those that close; side-lying is named for the side on the table.
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
        /// Where the client rests then; the side in side-lying is the one on the table.
        position: Position,
        /// From how many minutes.
        from: RestMinutes,
    },
    /// Lying in one position, the client moves after so many minutes.
    PauseEvery {
        /// Minutes of lying in one position without a pause; of several limits the least holds.
        minutes: PauseMinutes,
    },
    /// In no position that rests the body's weight on the area.
    ForbidLoading {
        /// The places; a position that loads any of them closes in every step.
        area: Area,
    },
    /// No technique with one of these traits.
    ForbidTraits {
        /// Any one of them is enough to close a technique.
        traits: Vec<TraitId>,
    },
    /// None of these techniques.
    ForbidTechniques {
        /// Those that close, on whatever side.
        techniques: Vec<TechniqueId>,
    },
    /// Nothing but these techniques, in this order.
    OnlyTechniques {
        /// Best first; where two rules leave only some techniques, those that both name.
        techniques: Vec<TechniqueId>,
    },
    /// No technique that pulls on the area on that side, by its regions or by its traits.
    ForbidPulling {
        /// The places; a technique's traits pull on both sides, its regions on the side done.
        area: Area,
    },
    /// In this position only with this support.
    RequireSupport {
        /// Every step in this position gets the support.
        position: Position,
        /// It comes on top of those that are usual in the position.
        support: SupportId,
    },
    /// No warm pack, and no modality that warms.
    ForbidHeat {
        /// The places, closed with what lies above them, through which warmth has to pass.
        area: Area,
    },
    /// No cold pack on the area.
    ForbidCold {
        /// The places, closed with what lies above them, through which cold has to pass.
        area: Area,
    },
    /// A cold pack after the work, on what of the area is inflamed and may be cooled; where nobody
    /// entered a place, on the painful side alone (A27).
    OfferCold {
        /// The places that may be cooled; without an inflammation none is.
        area: Area,
    },
    /// No warm pack longer than this.
    LimitHeat {
        /// Most minutes that a warm pack may lie; of several limits the least holds.
        minutes: PackMinutes,
    },
    /// No pressing on the area at home.
    ForbidHomePressing {
        /// The places; advice that presses on any of them isn't given, whatever the side.
        area: Area,
    },
    /// No more days than this to the next visit.
    LimitInterval {
        /// Most days to the next visit; of several limits the least holds.
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
        /// Where the second of the modalities that could be drafted comes first (A41).
        regions: Vec<RegionId>,
    },
    /// No more than this many minutes of warm-up and focus (with stretches, where `stretch`).
    LimitHandsOn {
        /// Most minutes in all; of several limits every one holds.
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
        /// Offered behind what the protocol names, unless something closes it.
        item: HomeCareId,
    },
    /// Not this advice for home.
    RemoveHomeCare {
        /// Closed even where something else brings them; what to watch for can't be (A72).
        items: Vec<HomeCareId>,
    },
    /// Something more to leave out.
    LeaveOut {
        /// A sentence on what to leave out; it stands before those of the category.
        text: String,
        /// What it rests on.
        sources: Vec<SourceId>,
    },
    /// A remark on the plan.
    Note {
        /// One of the plan's notes, as it is shown.
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

    /// The remark that it makes on the plan, with what it rests on; none where it is another effect.
    pub fn note(&self) -> Option<(&str, &[SourceId])> {
        if let Self::Note { text, sources } = self { Some((text, sources)) } else { None }
    }
}
