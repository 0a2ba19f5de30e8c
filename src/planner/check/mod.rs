//! Check: what is wrong with a plan, whoever made it.
//!
//! Reads the plan, its intake and the knowledge; knows nothing of how plans are built. The window
//! runs it on every edit. What the answers allow is read from `Limits`, so that every closed door
//! is reported by the gate, caution or rule that closes it; the rules of `check` itself are listed
//! in `rules`. Nothing here may be loosened to let a plan pass.

mod closed;
mod follow_up;
mod hands;
mod ids;
mod order;
mod packs;
mod pinned;
mod recorded;
mod report;
mod resolve;
mod rules;
mod shape;
mod single;
mod soft;
mod stays;
#[cfg(test)]
mod tests;
mod time;
mod wishes;

use crate::knowledge::{IntakeFault, Knowledge};
use crate::model::{Day, Plan, RuleId, SourceId};
use crate::planner::{Assessment, assess};

pub(super) use single::{Aspect, closed as closed_to};

use report::CheckReport;
use resolve::Case;

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
    /// Whether it keeps the plan from being ready.
    pub level: Level,
    /// The step's number; none for the whole plan.
    pub step: Option<usize>,
    /// The rule, caution or gate behind it.
    pub rule: RuleId,
    /// What is wrong, and the limit: the words that are kept with an answer.
    pub text: String,
    /// What is wrong in a plain sentence, for whoever is planning.
    #[serde(skip)]
    pub said: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Checks a plan against its own intake and the knowledge.
///
/// # Errors
/// The intake inside the plan doesn't speak the language of the knowledge.
pub fn check(plan: &Plan, knowledge: &Knowledge) -> Result<Vec<Finding>, Vec<IntakeFault>> {
    let accepted = knowledge.accept_recorded(plan.intake.clone())?;
    Ok(check_assessed(plan, &assess(&accepted, knowledge)))
}

/// The same as of a day, on which a session in the year 2062 is hardly meant.
///
/// # Errors
/// The intake inside the plan doesn't speak the language of the knowledge.
pub fn check_on(
    plan: &Plan,
    knowledge: &Knowledge,
    today: Day,
) -> Result<Vec<Finding>, Vec<IntakeFault>> {
    let mut findings = check(plan, knowledge)?;
    add_session_date(&mut findings, plan, knowledge, today);
    Ok(findings)
}

/// Adds a warning where the day of the session is hardly the one that was meant.
pub fn add_session_date(
    findings: &mut Vec<Finding>,
    plan: &Plan,
    knowledge: &Knowledge,
    today: Day,
) {
    let date = plan.intake.date;
    if !date.is_likely_session(today) {
        let wrong = format!("The session is on {date}");
        let rule = rules::OwnRule::SessionDate;
        findings.push(report::finding(knowledge, Level::Warning, None, rule, &wrong));
        report::sort(findings);
    }
}

/// The same for an intake that was judged already.
///
/// Where the judged intake isn't the plan's own, the plan is held to the judged one, and a
/// difference of clinical answers is a conflict.
///
/// Sorted: what concerns the whole plan first, then step by step, conflicts before warnings.
pub fn check_assessed(plan: &Plan, assessment: &Assessment<'_>) -> Vec<Finding> {
    let case = Case::new(plan, assessment);
    let mut report = CheckReport::new(case.knowledge(), case.limits());
    ids::check(&case, &mut report);
    recorded::check(&case, &mut report);
    pinned::check(&case, &mut report);
    closed::home_care(&case, &mut report);
    follow_up::check(&case, &mut report);
    if case.has_session() {
        shape::check(&case, &mut report);
        hands::check(&case, &mut report);
        closed::steps(&case, &mut report);
        packs::check(&case, &mut report);
        order::check(&case, &mut report);
        time::check(&case, &mut report);
        stays::check(&case, &mut report);
        soft::check(&case, &mut report);
        wishes::check(&case, &mut report);
    } else {
        time::sum(&case, &mut report);
    }
    report.into_findings()
}
