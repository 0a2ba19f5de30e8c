//! Editing: from a plan and one edit to the next plan.
//!
//! Pure values in and out. An edit may well produce a plan with conflicts, which `check` names; it
//! is refused only where no plan could come of it. What the builder would have written for a step
//! follows the edit, what somebody typed stays. Must not live here: judging a plan (`check`) and
//! anything that loosens a limit.

mod add;
mod again;
mod apply;
mod choices;
mod fit;
mod keep;
mod offers;
pub(in crate::planner) mod sheet;
mod words;

pub use again::{Again, again};
pub use apply::{Applied, apply, apply_numbered};
pub use choices::{Choice, Choices, PlaceChoice, choices, highest_levels};
pub use keep::{Kept, keep};
pub use offers::{Added, Offer, new_steps, preview};
pub use words::describe;

use sheet::EditSheet;

pub(in crate::planner) use offers::{previewed, refused};

use std::collections::BTreeSet;

use super::Assessment;
use crate::model::{ModalityId, Phase, Plan, Position, Pressure, RegionId, Side, TechniqueId};

/// The steps whose instructions somebody wrote in words of their own, by number.
pub fn own_words(plan: &Plan, assessment: &Assessment<'_>) -> BTreeSet<usize> {
    let Ok(sheet) = EditSheet::open(plan, assessment) else { return BTreeSet::new() };
    let own = sheet.rows.iter().filter(|row| !row.follows.instructions);
    own.map(|row| row.step.number).collect()
}

/// The least and the most minutes that an edit gives to a step.
pub const MINUTES: std::ops::RangeInclusive<u16> = 1..=180;

/// One change of a plan. Steps are named by their place, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Other regions, or another side.
    Place {
        /// Number of a warm-up, focus or stretch step, or of a pack.
        step: usize,
        /// The regions, one at least.
        regions: Vec<RegionId>,
        /// The side of all of these regions.
        side: Side,
    },
    /// Another modality; the level stays as it is.
    Modality {
        /// Number of a warm-up or focus step.
        step: usize,
        /// Any one of the knowledge; `check` says where it is closed.
        modality: ModalityId,
    },
    /// Another level; the modality stays as it is.
    Pressure {
        /// Number of a warm-up or focus step.
        step: usize,
        /// Any level; `check` says where it is too deep.
        pressure: Pressure,
    },
    /// Another position. Usual pillows follow.
    Position {
        /// Number of any step.
        step: usize,
        /// How the client lies then; `check` says where that is closed.
        position: Position,
    },
    /// Longer or shorter.
    Minutes {
        /// Number of any step; the minutes of a pack are not counted.
        step: usize,
        /// The minutes, see [`MINUTES`].
        minutes: u16,
    },
    /// Other stretches. The regions follow what they pull on.
    Techniques {
        /// Number of a stretch step.
        step: usize,
        /// All of them, in their order, one at least.
        techniques: Vec<TechniqueId>,
    },
    /// Words of one's own; none bring back the words that the program writes.
    Instructions {
        /// Number of any step.
        step: usize,
        /// The whole instruction, kept as it is typed.
        text: String,
    },
    /// To another place in the plan.
    Move {
        /// The number that it has before.
        step: usize,
        /// The number that it has afterwards.
        to: usize,
    },
    /// One more step.
    Add {
        /// The number that it has afterwards; its place in the order of phases where none is given.
        at: Option<usize>,
        /// What was chosen of it.
        new: NewStep,
    },
    /// The same step once more, right after it.
    Duplicate {
        /// Number of the step that is copied; a pack beside it lies beside the copy too.
        step: usize,
    },
    /// Without this step. A pack that is left with nothing to lie beside goes with it.
    Remove {
        /// Number of the step that goes.
        step: usize,
    },
    /// The booked minutes over the steps that aren't held.
    Fit {
        /// The steps whose minutes stay.
        held: BTreeSet<usize>,
    },
}

/// A step to be added; what is left out takes the builder's defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    /// What it is for.
    pub phase: Phase,
    /// The regions; for stretches those that the techniques pull on, where none are given.
    pub regions: Vec<RegionId>,
    /// The side; the painful one, or both where the region has no sides.
    pub side: Option<Side>,
    /// The modality; the first that is open.
    pub modality: Option<ModalityId>,
    /// The level; the default, never above the cap.
    pub pressure: Option<Pressure>,
    /// The position; the one of the steps around it, where hands reach from there.
    pub position: Option<Position>,
    /// The minutes; three to five.
    pub minutes: Option<u16>,
    /// The techniques of a stretch; the first that are open.
    pub techniques: Vec<TechniqueId>,
}

impl NewStep {
    /// A step of which nothing but the phase is given.
    pub fn of(phase: Phase) -> Self {
        Self {
            phase,
            regions: Vec::new(),
            side: None,
            modality: None,
            pressure: None,
            position: None,
            minutes: None,
            techniques: Vec::new(),
        }
    }
}

/// A part of a step that an edit may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepField {
    /// Regions and side.
    Place,
    /// What hands work with, in warm-up and focus steps.
    Modality,
    /// The pressure level.
    Pressure,
    /// How the client lies; every step has it.
    Position,
    /// How long it takes; every step has it.
    Minutes,
    /// Stretches and movements, in stretch steps.
    Techniques,
    /// What to do, in words; every step has them.
    Instructions,
}

impl StepField {
    /// Whether steps of a phase have it.
    pub fn is_of(self, phase: Phase) -> bool {
        match self {
            Self::Place => phase.is_pack() || phase.is_hands_on() || phase == Phase::Stretch,
            Self::Modality | Self::Pressure => phase.is_hands_on(),
            Self::Techniques => phase == Phase::Stretch,
            Self::Position | Self::Minutes | Self::Instructions => true,
        }
    }

    /// The word for it at the beginning of a label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Place => "Place",
            Self::Modality => "Modality",
            Self::Pressure => "Level",
            Self::Position => "Position",
            Self::Minutes => "Minutes",
            Self::Techniques => "Stretches",
            Self::Instructions => "Instructions",
        }
    }
}

/// Why an edit can't be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The session is withheld, or nobody knows its category.
    #[error("There is no session to edit")]
    NoSession,
    /// The plan has no such step.
    #[error("There is no step {step}, the plan has {steps}")]
    NoSuchStep {
        /// The step asked for.
        step: usize,
        /// How many there are.
        steps: usize,
    },
    /// Steps of this phase have no such field.
    #[error("“{}” has no {}", phase.label(), field.label().to_lowercase())]
    NoSuchField {
        /// What the step is for.
        phase: Phase,
        /// What was to be changed.
        field: StepField,
    },
    /// Minutes that no step takes.
    #[error("A step takes 1 to 180 minutes, not {0}")]
    Minutes(u16),
    /// A step on the body without a region.
    #[error("Choose one region at least")]
    NoRegion,
    /// A stretch without a technique.
    #[error("Choose one stretch at least, or remove the step")]
    NoTechnique,
    /// An id that the knowledge doesn't define.
    #[error("The guidance has no “{0}”")]
    Unknown(String),
    /// A pack with no step that it could lie beside.
    #[error("A pack lies alongside other steps, and none here can have one")]
    NothingBeside,
    /// Minutes can't be fitted; says what to do.
    #[error("{0}")]
    Fit(String),
}
