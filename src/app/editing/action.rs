//! What can be asked of the plan, as values, and the gestures that they belong to.

use crate::model::RuleId;
use crate::planner::Finding;
use crate::planner::edit::Edit;

/// Something that was asked of the plan.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanAction {
    /// One change, of one edit or of several that go together.
    Change(Vec<Edit>),
    /// The step above or below the chosen one is chosen, and gets the focus.
    Walk(isize),
    /// Show why a step is there.
    Why(usize),
    /// List the steps that can be added below this one.
    OfferBelow(usize),
    /// A step's minutes are held, or not any more.
    Hold(usize),
    /// Spread the booked minutes over the steps that aren't held.
    Fit,
    /// The instructions of a step are being written.
    Write(usize, String),
    /// They are written.
    Written,
    /// The answer to a warning as typed so far.
    TypeWhy(Warned, String),
    /// The answer to a warning is given.
    Answer(Warned),
    /// An answer is taken back, to be changed.
    Reopen(Warned),
    /// The plan is called ready, or a draft again.
    Ready(bool),
    /// Build the plan anew; asks where something was changed by hand.
    Rebuild,
    /// The same, after the question was answered: whether the changes are kept.
    RebuildKeeping(bool),
    /// The text of the field that adds steps.
    Quick(String),
    /// Add what the field says.
    QuickAdd,
    /// Show what was found about the whole plan.
    ShowFindings,
    /// The notice was read.
    Dismiss,
}

/// A warning, as an answer to it knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warned {
    /// The rule that warns.
    pub rule: RuleId,
    /// The step; none for the whole plan.
    pub step: Option<usize>,
    /// What it says. An answer is given to these words and counts for no others.
    pub text: String,
}

impl Warned {
    /// What an answer to this finding is about.
    pub fn of(finding: &Finding) -> Self {
        Self { rule: finding.rule.clone(), step: finding.step, text: finding.text.clone() }
    }
}
