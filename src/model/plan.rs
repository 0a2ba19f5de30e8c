//! What is planned: a session plan, or a referral in its place.
//!
//! The shapes are those of the plan file, `ischia-plan/1`. A plan that was edited by hand may be
//! unsound; saying so is the business of `planner::check`, not of these types.

use serde::{Deserialize, Serialize};

use super::{
    CautionId, GateId, HomeCareId, Intake, IntervalDays, Minutes, ModalityId, PlanId, Position,
    Pressure, RegionId, RevisionId, Severity, Side, SourceId, Status, SupportId, TechniqueId,
};

/// What a step is for, in the order in which most sessions run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// Questions, skin check, first measures.
    CheckIn,
    /// A warm pack beside another step.
    Heat,
    /// Broad light strokes.
    WarmUp,
    /// Work on one area, or relaxation of the whole body.
    Focus,
    /// Stretches, glides and easy movement.
    Stretch,
    /// A cold pack beside another step.
    Cold,
    /// Rest and breathing.
    Rest,
    /// The measures of the check-in once more.
    ReTest,
    /// Advice for home and the next visit.
    HomeCare,
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Phase; 9] = [
        Phase::CheckIn,
        Phase::Heat,
        Phase::WarmUp,
        Phase::Focus,
        Phase::Stretch,
        Phase::Cold,
        Phase::Rest,
        Phase::ReTest,
        Phase::HomeCare,
    ];

    /// Whether it is a pack, which takes no minutes of its own.
    pub fn is_pack(self) -> bool {
        matches!(self, Self::Heat | Self::Cold)
    }

    /// Whether the therapist's hands work.
    pub fn is_hands_on(self) -> bool {
        matches!(self, Self::WarmUp | Self::Focus)
    }

    /// The name of it in rows and headings.
    pub fn label(self) -> &'static str {
        match self {
            Self::CheckIn => "Check-in and re-screen",
            Self::Heat => "Warm pack",
            Self::WarmUp => "Warm-up",
            Self::Focus => "Focus",
            Self::Stretch => "Stretch and movement",
            Self::Cold => "Cold pack",
            Self::Rest => "Rest and breathing",
            Self::ReTest => "Re-test",
            Self::HomeCare => "Home care and next visit",
        }
    }
}

/// One row of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Place in the plan, from 1.
    pub number: usize,
    /// What it is for.
    pub phase: Phase,
    /// The regions worked, stretched or under the pack.
    #[serde(default)]
    pub regions: Vec<RegionId>,
    /// The side of them.
    #[serde(default)]
    pub side: Option<Side>,
    /// How they are worked.
    #[serde(default)]
    pub modality: Option<ModalityId>,
    /// How deep, by level; none where no hands work.
    #[serde(default)]
    pub pressure: Option<Pressure>,
    /// How the client lies.
    pub position: Position,
    /// How long it takes; those of a pack run beside other steps.
    pub minutes: Minutes,
    /// Whether the minutes count toward the booked length; false for packs.
    pub counted: bool,
    /// The steps that a pack runs beside.
    #[serde(default)]
    pub beside: Vec<usize>,
    /// Pillows and bolsters.
    #[serde(default)]
    pub supports: Vec<SupportId>,
    /// Stretches and movements.
    #[serde(default)]
    pub techniques: Vec<TechniqueId>,
    /// How it is done, in at most 8 words and 46 characters; empty in plans of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cue: String,
    /// What to do.
    #[serde(default)]
    pub instructions: String,
    /// What it is good for, in a sentence or two.
    #[serde(default)]
    pub why: String,
    /// The cautions that belong here.
    #[serde(default)]
    pub cautions: Vec<CautionId>,
    /// What it rests on.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

impl Step {
    /// The most words of a cue, a word being what stands between spaces.
    pub const CUE_WORDS: usize = 8;
    /// The most characters of a cue, so that it stands on one line.
    pub const CUE_LENGTH: usize = 46;

    /// Whether a text is short enough for a cue.
    pub fn is_short(text: &str) -> bool {
        text.split_whitespace().count() <= Self::CUE_WORDS
            && text.chars().count() <= Self::CUE_LENGTH
            && !text.contains('\n')
    }

    /// A step of which only this is known yet; it has no number. Packs don't count.
    pub fn blank(phase: Phase, position: Position, minutes: Minutes) -> Self {
        Self {
            number: 0,
            phase,
            regions: Vec::new(),
            side: None,
            modality: None,
            pressure: None,
            position,
            minutes,
            counted: !phase.is_pack(),
            beside: Vec::new(),
            supports: Vec::new(),
            techniques: Vec::new(),
            cue: String::new(),
            instructions: String::new(),
            why: String::new(),
            cautions: Vec::new(),
            sources: Vec::new(),
        }
    }
}

/// A gate that applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateNote {
    /// The gate, by the id that clearances cover it by.
    pub id: GateId,
    /// What it asks for now; `Caution` once it is released.
    pub status: Status,
    /// What was found.
    pub text: String,
    /// What would release it, or did.
    pub released_by: String,
    /// Whether it is released.
    pub released: bool,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// A caution that applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CautionNote {
    /// The caution; its title stands in the knowledge.
    pub id: CautionId,
    /// How grave it is; an edit never makes it milder.
    pub severity: Severity,
    /// A few words for it; empty in plans of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it limits here, in a line; empty in plans of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub line: String,
    /// What to watch.
    pub text: String,
    /// The steps that it belongs to; none for the whole plan.
    pub steps: Vec<usize>,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

impl CautionNote {
    /// What it limits here, in a line; all of its text in plans of earlier versions.
    pub fn line_or_text(&self) -> &str {
        if self.line.is_empty() { &self.text } else { &self.line }
    }
}

/// Advice to take home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeCare {
    /// The item; its name stands in the knowledge.
    pub id: HomeCareId,
    /// The advice, as it is said to the client.
    pub text: String,
    /// The cautions that belong to it.
    pub cautions: Vec<CautionId>,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// When to come again and when to look back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Days to the next visit; none where no visit may be agreed on (K22).
    pub interval_days: Option<IntervalDays>,
    /// The visit at which progress is judged.
    pub review_at_visit: u16,
    /// The same in words.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// A sentence with its sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// One sentence or more, ready to be shown.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// The same shape, where it is something to avoid.
pub type Advice = Text;

/// How soon someone else has to look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Urgency {
    /// Before the next treatment.
    BeforeTreatment,
    /// Soon, before anything else.
    Urgent,
    /// At once: emergency care.
    Emergency,
}

impl Urgency {
    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::BeforeTreatment => "Before treatment",
            Self::Urgent => "Urgent",
            Self::Emergency => "Emergency",
        }
    }
}

/// Why a plan is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// A gate that is shut.
    pub gate: GateId,
    /// What was found.
    pub text: String,
}

/// What to do instead of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// That of the most urgent gate that is shut.
    pub urgency: Urgency,
    /// Everything that was found, most severe first.
    pub reasons: Vec<Reason>,
    /// What would release it.
    pub released_by: String,
    /// Neutral words to hand to the client.
    pub client_text: String,
    /// The same for the doctor.
    pub doctor_text: String,
}

/// A session plan with the intake that it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// [`Plan::FORMAT`]; a file of any other is refused.
    pub format: String,
    /// Which plan of a practice this is, in a file that came out of one. Never inside a record,
    /// whose own name says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PlanId>,
    /// Which version of that plan it is; the same goes for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<RevisionId>,
    /// Version of the knowledge that it was made with.
    pub knowledge: String,
    /// Fingerprint of the clinical answers it was made from, so that a change of them shows.
    #[serde(default)]
    pub intake_digest: Option<String>,
    /// The answers that it was made from.
    pub intake: Intake,
    /// How the screening came out.
    pub status: Status,
    /// Every gate that applies.
    pub gates: Vec<GateNote>,
    /// Every caution that applies.
    pub cautions: Vec<CautionNote>,
    /// The steps in their order; none where the plan is withheld.
    pub steps: Vec<Step>,
    /// Sum of the counted minutes.
    pub total_minutes: u16,
    /// Booked minutes that stay unused, with a cause.
    pub unused_minutes: u16,
    /// Advice for home, chosen for today: what to watch for first, then at most four.
    pub home_care: Vec<HomeCare>,
    /// Advice that may be given another day.
    #[serde(default)]
    pub home_care_later: Vec<HomeCare>,
    /// The next visit.
    #[serde(default)]
    pub follow_up: Option<FollowUp>,
    /// What to leave out.
    pub avoid: Vec<Advice>,
    /// What the client may expect.
    pub expectation: String,
    /// Remarks on this plan.
    pub notes: Vec<Text>,
    /// What to do instead, where the plan is withheld.
    #[serde(default)]
    pub referral: Option<Referral>,
}

impl Plan {
    /// Takes the short words that a plan of an earlier version hasn't from another that was made of the
    /// same answers. Nothing else is taken.
    pub fn fill_short_words(&mut self, of: &Self) {
        for step in self.steps.iter_mut().filter(|step| step.cue.is_empty()) {
            let same = of.steps.iter().find(|other| other.number == step.number);
            step.cue = same.map(|other| other.cue.clone()).unwrap_or_default();
        }
        for note in self.cautions.iter_mut().filter(|note| note.title.is_empty()) {
            if let Some(same) = of.cautions.iter().find(|other| other.id == note.id) {
                note.title.clone_from(&same.title);
                note.line.clone_from(&same.line);
            }
        }
    }

    /// The format name that this program writes and reads.
    pub const FORMAT: &'static str = "ischia-plan/1";
}
