//! Shapes of the vocabulary: body, modalities, positions, techniques, questions, advice.

use serde::Deserialize;

use super::{Condition, Sourced};
use crate::model::{
    AreaId, FindingId, GroupId, HoldSeconds, HomeCareId, ModalityId, Position, Pressure, RegionId,
    Repeats, SourceId, Status, SupportId, TechniqueId, TraitId,
};

/// A region of the body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// What files name it by; a region's place in the list makes its cells.
    pub id: RegionId,
    /// Its name in choices and on paper, such as "Low back, outer part".
    pub name: String,
    /// The name in rows, such as "Low back, outer"; the same where it is left out.
    #[serde(default)]
    pub row: Option<String>,
    /// The same inside a sentence, such as "the outer low back".
    pub phrase: String,
    /// Short forms by which it is typed, such as “lbo”: small letters and digits, each for one entry.
    #[serde(default)]
    pub short: Vec<String>,
    /// The regions that hands work through to reach it; excluded together with them.
    #[serde(default)]
    pub worked_through: Vec<RegionId>,
    /// The level that no category and no practice can pass.
    pub absolute_max: Pressure,
    /// Whether it is the whole body, for spare relaxation time.
    #[serde(default)]
    pub whole_body: bool,
    /// Where and how to work there.
    pub guidance: Sourced,
    /// Why it is worked.
    pub why: Sourced,
}

/// A region's part of a focus area.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The region, worked alone or beside the other part.
    pub region: RegionId,
    /// Its share of the area's minutes, in percent.
    pub share: u16,
}

/// A focus area: one or two regions that share minutes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyArea {
    /// What protocols name it by when they give it a share.
    pub id: AreaId,
    /// The name that is typed and shown for all its regions together.
    pub name: String,
    /// Short forms by which it is typed, such as “lb”: small letters and digits, each for one entry.
    #[serde(default)]
    pub short: Vec<String>,
    /// Its regions, with shares that add up to 100.
    pub parts: Vec<Part>,
    /// The one region worked when there are fewer than `split_from` minutes.
    #[serde(default)]
    pub alone: Option<RegionId>,
    /// From how many minutes more than one region is worked.
    #[serde(default)]
    pub split_from: u16,
    /// How to work its regions in one step; what their own words say, where it is left out.
    #[serde(default)]
    pub together: Option<Sourced>,
    /// Whether it is always worked on both sides.
    #[serde(default)]
    pub both_sides: bool,
    /// The area that takes its minutes when they are too few for a step.
    #[serde(default)]
    pub merges_into: Option<AreaId>,
    /// Whether it takes the minutes of areas that are left out (part 3D: low back and leg).
    #[serde(default)]
    pub takes_lost: bool,
    /// The area that comes before it (superficial before deep, O4).
    #[serde(default)]
    pub after: Option<AreaId>,
}

/// A massage modality.
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of its own")]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modality {
    /// What plans, protocols and rules name it by.
    pub id: ModalityId,
    /// The name in choices and on paper, such as “Swedish massage”.
    pub name: String,
    /// The name in rows, such as “Swedish”; the same where it is left out.
    #[serde(default)]
    pub row: Option<String>,
    /// Whether its name keeps its capital letter inside a sentence, as “Swedish massage” does.
    #[serde(default)]
    pub proper: bool,
    /// Short forms by which it is typed, such as “mfr”: small letters and digits, each for one entry.
    #[serde(default)]
    pub short: Vec<String>,
    /// The least level that makes sense of it.
    pub lowest: Pressure,
    /// The highest level that makes sense of it.
    pub highest: Pressure,
    /// Whether it presses on one spot.
    pub focal: bool,
    /// Whether it brings warmth.
    #[serde(default)]
    pub warms: bool,
    /// Whether a warm-up can be done with it.
    #[serde(default)]
    pub warm_up: bool,
    /// What to do: strokes, seconds, repeats.
    pub dose: Sourced,
    /// What it is and is good for.
    pub card: Sourced,
}

/// What a position does to the body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyPosition {
    /// The position that is described; each has one entry.
    pub position: Position,
    /// Regions that carry weight; in side-lying those of the side on the table.
    #[serde(default)]
    pub loads: Vec<RegionId>,
    /// Regions that hands reach; in side-lying `reaches_upper` adds those of the upper side only.
    #[serde(default)]
    pub reaches: Vec<RegionId>,
    /// Regions that hands reach on the upper side, in side-lying.
    #[serde(default)]
    pub reaches_upper: Vec<RegionId>,
    /// Pillows and bolsters that are usual.
    #[serde(default)]
    pub supports: Vec<SupportId>,
    /// How comfortable it is to rest in, lowest first.
    pub ease: u16,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// A pillow, bolster or rest.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// What positions, rules and steps name it by.
    pub id: SupportId,
    /// Its name inside a sentence.
    pub name: String,
    /// Its name under the position in rows, such as "knee pillow"; rows don't name it where it is left
    /// out, since it lies on the table in any case.
    #[serde(default)]
    pub row: Option<String>,
    /// Other words for it in some positions.
    #[serde(default)]
    pub in_position: Vec<(Vec<Position>, String)>,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// What a technique does to the body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trait {
    /// What techniques have it by, and rules forbid it by.
    pub id: TraitId,
    /// The words for it inside a sentence, such as "bends the low back forward".
    pub name: String,
    /// The regions that such a movement pulls on, on both sides, beside those of the technique.
    #[serde(default)]
    pub pulls: Vec<RegionId>,
}

/// How long a technique takes on one side, at the upper end of its dose (A52).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Timing {
    /// Held so many seconds, so many times.
    Held {
        /// Seconds of one hold.
        seconds: HoldSeconds,
        /// How often it is held.
        times: Repeats,
    },
    /// Moved so many times, 4 seconds each.
    Moved {
        /// How often it is moved.
        times: Repeats,
    },
}

impl Default for Timing {
    /// The upper end of a plain static stretch. R-75.
    fn default() -> Self {
        Self::Held { seconds: HoldSeconds::clamped(30), times: Repeats::clamped(3) }
    }
}

fn yes() -> bool {
    true
}

impl Timing {
    /// Seconds that a movement without a hold takes, once.
    const MOVE: u16 = 4;

    /// Seconds on one side, without setting up.
    pub fn seconds(self) -> u16 {
        match self {
            Self::Held { seconds, times } => seconds.get() * times.get(),
            Self::Moved { times } => times.get() * Self::MOVE,
        }
    }
}

/// A stretch or movement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Technique {
    /// What protocols, rules and steps name it by.
    pub id: TechniqueId,
    /// The name in steps and in the advice for home.
    pub name: String,
    /// The name in a row that lists several, such as "nerve slider".
    pub row: String,
    /// Short forms by which it is typed, such as “slider”: small letters and digits, each for one entry.
    #[serde(default)]
    pub short: Vec<String>,
    /// The regions that it pulls on.
    #[serde(default)]
    pub pulls: Vec<RegionId>,
    /// What else it does.
    #[serde(default)]
    pub traits: Vec<TraitId>,
    /// The positions in which it can be done; side-lying on either side where one is named.
    pub positions: Vec<Position>,
    /// Whether it is always open where nothing else is.
    #[serde(default)]
    pub last_resort: bool,
    /// Whether the pelvis moves in it.
    #[serde(default)]
    pub moves_pelvis: bool,
    /// Whether the client can do it alone, at home.
    #[serde(default = "yes")]
    pub alone: bool,
    /// How long it takes.
    #[serde(default)]
    pub timing: Timing,
    /// What to do: seconds, repeats.
    pub dose: Sourced,
}

/// A group of screening questions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What its questions name it by.
    pub id: GroupId,
    /// The heading over its questions in the intake.
    pub name: String,
    /// The same in a word or two, where the groups stand in a row; the name, where it is left out.
    #[serde(default)]
    pub short_name: Option<String>,
    /// The same in one word, where that row is narrow; the short name, where it is left out.
    #[serde(default)]
    pub word: Option<String>,
    /// What its questions are about, in the order in which they are asked; those about the same stand
    /// together.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Whether its questions are answered one by one, never all at once.
    #[serde(default)]
    pub one_by_one: bool,
    /// Whether its questions stand side by side, since most clients answer them with no.
    #[serde(default)]
    pub compact: bool,
    /// Whether a yes counts at the next visit too, until it is answered there. Never where the
    /// questions are answered one by one, and a no is always asked again.
    #[serde(default)]
    pub still: bool,
    /// What a yes to one of its questions must come to by itself; nothing, where it is left out.
    #[serde(default)]
    pub needs_gate: Option<Status>,
}

impl Group {
    /// Its name in a word or two.
    pub fn short_name(&self) -> &str {
        self.short_name.as_ref().unwrap_or(&self.name)
    }

    /// Its name in one word.
    pub fn word(&self) -> &str {
        self.word.as_deref().unwrap_or_else(|| self.short_name())
    }
}

/// A screening question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreeningQuestion {
    /// What intakes and conditions name it by.
    pub id: FindingId,
    /// The group it is asked in, which decides how it is answered.
    pub group: GroupId,
    /// What it is about: one of the topics of its group. Without one it is asked after them.
    #[serde(default)]
    pub topic: Option<String>,
    /// A few words for lists and reasons, such as "foot drop".
    pub label: String,
    /// The same where one line has room for several, such as "stable numbness"; the label where it is
    /// left out.
    #[serde(default)]
    pub tag: Option<String>,
    /// The question as a therapist asks it.
    pub question: String,
    /// The findings that a yes brings with it.
    #[serde(default)]
    pub implies: Vec<FindingId>,
    /// Whether a yes needs `excluded_regions`.
    #[serde(default)]
    pub needs_regions: bool,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// What kind of advice for home it is, in the order in which it is shown (A24).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum HomeCareKind {
    /// What to watch for; first, and not counted among the others.
    Watch,
    /// Safety; all of it is given.
    Safety,
    /// Activity; fills the places that are left, one at least.
    #[default]
    Activity,
    /// The stretches of the visit; one place.
    Stretch,
    /// Relief; one place, for the first that may be given in the order of the knowledge.
    Relief,
    /// What can wait.
    Later,
}

/// A piece of advice for home.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeCareItem {
    /// What protocols, rules and cautions name it by.
    pub id: HomeCareId,
    /// Its name in lists.
    pub name: String,
    /// The advice, spoken to the client.
    pub text: String,
    /// Other words where a condition holds; the first that does wins.
    #[serde(default)]
    pub variants: Vec<(Condition, String)>,
    /// Words that stand over all others where the client may not rest in a position.
    #[serde(default)]
    pub without: Vec<(Position, String)>,
    /// What kind of advice it is, which decides about its place (A24).
    #[serde(default)]
    pub kind: HomeCareKind,
    /// Whether it warms.
    #[serde(default)]
    pub warms: bool,
    /// Whether it cools.
    #[serde(default)]
    pub cools: bool,
    /// The regions that it presses on.
    #[serde(default)]
    pub presses: Vec<RegionId>,
    /// Whether it takes up the stretches of the visit; `{techniques}` names them.
    #[serde(default)]
    pub stretches: bool,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}
