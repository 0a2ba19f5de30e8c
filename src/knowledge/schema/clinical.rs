//! Shapes of gates, cautions, rules and checks.

use serde::Deserialize;

use super::{Area, Asked, Condition, Effect, FixedArea, RegionList, ShortWords};
use crate::model::{
    CautionId, ClearanceDays, FindingId, GateId, HomeCareId, Inflammation, ModalityId, Phase,
    Pressure, RegionId, RuleId, Severity, SourceId, Status, TechniqueId, Urgency,
};

/// One thing that closes a gate.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// The answers that make it one of the causes.
    pub when: Condition,
    /// A few words for it inside a sentence.
    pub text: String,
}

/// A more severe form of a gate.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// When, besides one of the causes.
    pub when: Condition,
    /// What it then says, with `{causes}`, if it is something else.
    #[serde(default)]
    pub text: Option<String>,
    /// The status then.
    pub status: Status,
    /// How urgent then.
    pub urgency: Urgency,
    /// What releases it then.
    pub release: Release,
    /// The words for that.
    pub released_by: String,
}

/// What releases a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Release {
    /// Nothing, while a cause is there.
    Nothing,
    /// A clearance that covers it and counts on the day of the session. It must be given on or
    /// after the day that each finding behind the gate appeared. `undated_within_days`: where that
    /// day isn't known, it must be given within so many days before the session. `within_days`: it
    /// must be given within so many days before the session in any case. `no_day`: no day can be
    /// entered for what closes the gate, so those of the findings behind it don't count.
    Clearance {
        /// Days, where the finding's day isn't known.
        #[serde(default)]
        undated_within_days: Option<ClearanceDays>,
        /// Days, in any case.
        #[serde(default)]
        within_days: Option<ClearanceDays>,
        /// Whether the days of findings don't count.
        #[serde(default)]
        no_day: bool,
    },
}

/// What holds after a gate was released, unless the clearance states a higher level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The deepest level left, on the whole body.
    pub level: Pressure,
    /// The modalities left.
    pub modalities: Vec<ModalityId>,
    /// The area concerned, which gets no heat.
    pub area: Area,
    /// When; always, where it is left out.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// A reason to send away, to wait, or to be careful.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// What clearances and plans name it by, such as `g-03`.
    pub id: GateId,
    /// What it asks for.
    pub status: Status,
    /// Applies where any of them holds.
    pub causes: Vec<Cause>,
    /// What it says, with `{causes}` for what was found.
    pub text: String,
    /// The same where there is no session, if it then says something else (A19).
    #[serde(default)]
    pub text_withheld: Option<String>,
    /// What the client is told as well, where this gate withholds the plan.
    #[serde(default)]
    pub client_text: Option<String>,
    /// Whether no provider's word is asked for: it was given (A19), or it would open nothing.
    #[serde(default)]
    pub asks_no_word: bool,
    /// How urgent a referral is.
    pub urgency: Urgency,
    /// What releases it.
    pub release: Release,
    /// The words for that.
    pub released_by: String,
    /// A more severe form.
    #[serde(default)]
    pub escalation: Option<Escalation>,
    /// What holds after a release.
    #[serde(default)]
    pub floor: Option<Floor>,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

impl Gate {
    /// Whether a yes to this finding can be behind it.
    pub fn can_rest_on(&self, finding: &FindingId) -> bool {
        self.causes.iter().any(|cause| cause.when.names(finding))
    }

    /// What it is about: its words before what was found.
    pub fn topic(&self) -> &str {
        self.text.split(": {causes}").next().unwrap_or_default()
    }
}

/// When a caution is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum CautionKind {
    /// On every plan; says nothing about the status.
    Always,
    /// When its condition holds; a `Stop` or `Warn` then makes the status `Caution` at least.
    Triggered,
    /// When its condition holds and a step or a piece of home care matches.
    WithStep,
}

/// Which steps a caution belongs to; every list that isn't empty has to match.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepMatch {
    /// The phases of the step; any, where it is empty.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// At least one of these regions.
    #[serde(default)]
    pub regions: Vec<RegionId>,
    /// One of these modalities.
    #[serde(default)]
    pub modalities: Vec<ModalityId>,
    /// At least one of these techniques.
    #[serde(default)]
    pub techniques: Vec<TechniqueId>,
    /// A modality or pack that warms.
    #[serde(default)]
    pub warms: bool,
    /// The step lies on the painful side.
    #[serde(default)]
    pub painful_side: bool,
    /// The step works or pulls somewhere in this area.
    #[serde(default)]
    pub area: Option<Area>,
    /// The step is the first in its position.
    #[serde(default)]
    pub first_in_position: bool,
}

/// A level that a caution names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelOf {
    /// The regions whose highest level of today it is.
    pub regions: Vec<RegionId>,
    /// The most that it ever is, and what is named where nothing of them is open.
    pub usual: Pressure,
}

/// Something to keep in sight.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    /// What plans and rules name it by, such as `k-02`.
    pub id: CautionId,
    /// How grave it is; a `Stop` that is no emergency reads “Limit” (4G).
    pub severity: Severity,
    /// When it is listed.
    pub kind: CautionKind,
    /// The answers that bring it.
    pub when: Condition,
    /// A few words, for the pinned list: at most 7, and 34 characters.
    pub title: String,
    /// What it limits here, under the title: at most 12 words, and 45 characters. A practice's own
    /// caution may have none.
    #[serde(default)]
    pub line: String,
    /// What `{level}` in the line stands for.
    #[serde(default)]
    pub level_of: Option<LevelOf>,
    /// Other words where more is known; the first that hold are said.
    #[serde(default)]
    pub shorter: Vec<ShortWords>,
    /// What to watch, with `{causes}` for the answers behind it.
    pub text: String,
    /// The same where there is no session, if it then says something else (A19).
    #[serde(default)]
    pub text_withheld: Option<String>,
    /// What `{causes}` stands for; those that hold are named.
    #[serde(default)]
    pub causes: Vec<Cause>,
    /// Whether it is about an emergency, and not a limit that is kept (4G).
    #[serde(default)]
    pub emergency: bool,
    /// The steps it belongs to; none means the whole plan.
    #[serde(default)]
    pub steps: Vec<StepMatch>,
    /// The advice for home that it belongs to.
    #[serde(default)]
    pub home_care: Vec<HomeCareId>,
    /// What the client stops for at home, in words that go on from “Stop and rest if”.
    #[serde(default)]
    pub stop_at_home: Option<String>,
    /// The question whose answer brings it, where it is said beside that question already.
    #[serde(default)]
    pub beside: Option<Asked>,
    /// Whether it holds where there is no session too; what is about massage alone doesn't.
    #[serde(default)]
    pub without_session: bool,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Limits that answers bring.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What `check` names it by, where `behind` is left out.
    pub id: RuleId,
    /// The caution or gate whose name it bears in what `check` finds; its own id otherwise.
    #[serde(default)]
    pub behind: Option<RuleId>,
    /// The answers under which all its effects hold.
    pub when: Condition,
    /// The limit in a few words, such as "spinal stenosis: no deep work at the low back".
    pub text: String,
    /// What it does.
    pub effects: Vec<Effect>,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Where a region list of the intake lies when nothing was entered.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnDefault {
    /// The list, as long as nothing was entered in it.
    pub list: RegionList,
    /// When this default holds; the first that does wins.
    pub when: Condition,
    /// Where; it names no list.
    pub area: FixedArea,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Which answers allow a list of places; any of them is enough (A01 to A03).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListNeeds {
    /// The list, which has to stay empty without one of the answers.
    pub list: RegionList,
    /// One of these yes-answers.
    #[serde(default)]
    pub findings: Vec<FindingId>,
    /// Or an inflammation of at least this.
    #[serde(default)]
    pub inflammation: Option<Inflammation>,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

impl ListNeeds {
    /// Whether one of the answers is there. `has` says whether a finding was answered with yes.
    pub fn met(&self, has: impl Fn(&FindingId) -> bool, inflammation: Inflammation) -> bool {
        self.findings.iter().any(has)
            || self.inflammation.is_some_and(|least| inflammation >= least)
    }

    /// The fields of the intake in which those answers stand.
    pub fn fields(&self) -> &'static str {
        match (self.findings.is_empty(), self.inflammation) {
            (true, _) => "inflammation",
            (false, None) => "findings",
            (false, Some(_)) => "findings` or `inflammation",
        }
    }
}

/// Something that `check` looks for; the code knows it by its id.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What the code finds it by, and `check` names in what it finds.
    pub id: RuleId,
    /// What must hold.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}
