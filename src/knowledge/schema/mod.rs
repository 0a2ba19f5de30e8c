//! Shapes of the knowledge files, as they stand on disk.
//!
//! Nothing here is checked beyond what a single value can tell: that ids exist, that every region
//! has its caps and that no condition names a finding nobody asks for is checked when the files are
//! put together (`knowledge::validate`). Every file carries `reviewed_by` and `reviewed_on`, empty
//! until a clinician has read it.

mod clinical;
mod condition;
mod cue;
mod effect;
mod protocol;
mod question;
mod session;
mod vocabulary;

pub use clinical::{
    Cause, Caution, CautionKind, Check, Escalation, Floor, Gate, ListNeeds, OwnDefault, Release,
    Rule, StepMatch,
};
pub use condition::{Condition, RegionList};
pub use cue::{Cue, ShortWords};
pub use effect::{Area, Effect, FixedArea};
pub use protocol::{
    AreaShare, DraftChoice, Firm, FollowUpPlan, HomeCareChoice, PositionChoice, Protocol,
    RegionLimits, Stretch,
};
pub use question::{Asked, Holds, Question};
pub use session::{
    BodyPart, BudgetRow, CourseWords, Heading, Manifest, Session, SessionLimits, Source, Texts,
    Unused,
};
pub use vocabulary::{
    BodyArea, BodyPosition, Group, HomeCareItem, HomeCareKind, Modality, Part, Region,
    ScreeningQuestion, Support, Technique, Timing, Trait,
};

use serde::Deserialize;

use crate::model::SourceId;

/// A sentence and what it rests on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sourced {
    /// One sentence or more, as it is shown; some have names in braces to fill in.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// One knowledge file. The kind is the name that the file opens with.
#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "a handful of values, made once at start")]
pub enum File {
    /// Version and intended use; makes a folder whole in itself.
    Manifest(Manifest),
    /// Regions, modalities, positions, techniques.
    Vocabulary(VocabularyFile),
    /// The screening questions.
    Findings(FindingsFile),
    /// Why the intake asks what it asks.
    Questions(QuestionsFile),
    /// Advice for home.
    HomeCare(HomeCareFile),
    /// What keeps a plan back or asks for care, and what releases it.
    Gates(GatesFile),
    /// What to keep in sight during a session, and at which steps.
    Cautions(CautionsFile),
    /// A few words for each step.
    Cues(CuesFile),
    /// Limits that answers bring.
    Rules(RulesFile),
    /// What `check` looks for besides the limits.
    Checks(ChecksFile),
    /// One category: its levels, modalities, shares and words.
    Protocol(ProtocolFile),
    /// Time budget, packs and the texts of the common frame.
    Session(SessionFile),
    /// Where the facts come from.
    Sources(SourcesFile),
    /// A practice's own defaults and tighter limits.
    Practice(PracticeFile),
}

macro_rules! files {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// The clinician who read it; empty until one has.
            pub reviewed_by: String,
            /// The day of that, or empty.
            pub reviewed_on: String,
            $($(#[$field_doc])* #[serde(default)] pub $field: $ty,)*
        }
    )*};
}

files! {
    /// Regions, modalities, positions, supports, traits and techniques.
    VocabularyFile {
        /// Regions of the body; at most 32 in all.
        regions: Vec<Region>,
        /// Focus areas, those first that win ties of priority.
        areas: Vec<BodyArea>,
        /// Kinds of hands-on work, each with its range of levels and its dose.
        modalities: Vec<Modality>,
        /// How the client lies, sits or stands, each position described once.
        positions: Vec<BodyPosition>,
        /// Pillows and bolsters.
        supports: Vec<Support>,
        /// What techniques do to the body.
        traits: Vec<Trait>,
        /// Stretches and movements.
        techniques: Vec<Technique>,
    }
    /// The screening questions and their groups.
    FindingsFile {
        /// Groups, in the order in which they are asked.
        groups: Vec<Group>,
        /// Questions to answer with yes or no, in the order in which their group asks them.
        findings: Vec<ScreeningQuestion>,
    }
    /// Why the intake asks what it asks.
    QuestionsFile {
        /// Questions, each once.
        questions: Vec<Question>,
    }
    /// Advice for home.
    HomeCareFile {
        /// Pieces of advice; of those for relief the first that is open is given (A24).
        items: Vec<HomeCareItem>,
    }
    /// What keeps a plan back or asks for care, and what releases it.
    GatesFile {
        /// Gates, in the order of their ids.
        gates: Vec<Gate>,
    }
    /// What to keep in sight during a session, and at which steps.
    CautionsFile {
        /// Cautions, in the order of their ids.
        cautions: Vec<Caution>,
    }
    /// A few words for each step.
    CuesFile {
        /// Cues; the first that fits a step is its own.
        cues: Vec<Cue>,
    }
    /// Limits that answers bring.
    RulesFile {
        /// Which answers allow a list of places.
        lists: Vec<ListNeeds>,
        /// Where an area lies when nobody entered its regions.
        defaults: Vec<OwnDefault>,
        /// What answers close or narrow; their order changes no limit.
        rules: Vec<Rule>,
    }
    /// What `check` looks for besides the limits.
    ChecksFile {
        /// What must hold, in words, for each id that the code of `check` knows.
        checks: Vec<Check>,
    }
    /// Where the facts come from.
    SourcesFile {
        /// What entries may rest on, each in our words.
        sources: Vec<Source>,
        /// Seed statements that no entry uses, with the reason.
        unused: Vec<Unused>,
    }
}

/// The file of one category.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProtocolFile {
    /// The clinician who read it; empty until one has.
    pub reviewed_by: String,
    /// The day of that, or empty.
    pub reviewed_on: String,
    /// The category; a file holds one.
    pub protocol: Protocol,
}

/// The file of the common frame.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionFile {
    /// The clinician who read it; empty until one has.
    pub reviewed_by: String,
    /// The day of that, or empty.
    pub reviewed_on: String,
    /// Budget, numbers and words; a practice's folder can't lay another over them.
    pub session: Session,
}

/// What a practice may change in entries that exist: defaults up to the hard maximum, and limits
/// only towards the strict side. Anything looser has no effect, by construction.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeFile {
    /// The clinician who read it; empty until one has.
    pub reviewed_by: String,
    /// The day of that, or empty.
    pub reviewed_on: String,
    /// New default levels; never above the hard maximum.
    #[serde(default)]
    pub default_levels: Vec<LevelChange>,
    /// New hard maxima; the lower of the old and the new holds.
    #[serde(default)]
    pub max_levels: Vec<LevelChange>,
    /// New statuses of gates; the more severe of the old and the new holds.
    #[serde(default)]
    pub gate_statuses: Vec<StatusChange>,
    /// New severities of cautions; the graver of the old and the new holds.
    #[serde(default)]
    pub severities: Vec<SeverityChange>,
    /// New days between visits.
    #[serde(default)]
    pub intervals: Vec<IntervalChange>,
}

/// A level of one region in one category.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelChange {
    /// The one category in which the level moves.
    pub category: crate::model::CategoryId,
    /// The region, on both its sides.
    pub region: crate::model::RegionId,
    /// A default or a hard maximum, by the list it stands in.
    pub level: crate::model::Pressure,
}

/// A status of a gate.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusChange {
    /// The gate to make more severe.
    pub gate: crate::model::GateId,
    /// What it asks for at least; where that is the milder one, nothing changes.
    pub status: crate::model::Status,
}

/// A severity of a caution.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityChange {
    /// The caution to make graver.
    pub caution: crate::model::CautionId,
    /// How grave it is at least; where that is the milder one, nothing changes.
    pub severity: crate::model::Severity,
}

/// Days between the visits of one category.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalChange {
    /// The category; its interval once improved stays, unless it would be the shorter one.
    pub category: crate::model::CategoryId,
    /// The days, 1 to 90.
    pub days: crate::model::IntervalDays,
}
