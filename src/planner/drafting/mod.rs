//! Build: from a judged intake to a plan, or to a referral in its place.
//!
//! `mod` puts the plan together, checks it, and gives an error where the draft breaks a limit; the
//! steps are drafted by the files beside it: `budget` shares the minutes over phases, `pieces` over areas
//! (what drops out, what joins a neighbour), `tasks` makes steps of them, `hands`, `warm_up`, `stretches`
//! and `packs` fill them, `wording` says them. Nothing here may bend a limit: where something is closed,
//! it is left out.

mod advice;
mod budget;
mod hands;
mod packs;
mod pieces;
mod posture;
mod referral;
mod steps;
mod stretches;
mod tasks;
mod warm_up;
mod wishes;
mod wording;
mod words;
mod work;

pub(super) use advice::{Advised, home_care as drafted_home_care, unused as unused_note};
pub use advice::{at_home, review_after, stated_limits};
pub(super) use budget::apportion;
pub(super) use packs::{Pack, cold_target, heat_target, longest_heat};
pub(super) use pieces::narrower;
pub(super) use posture::by_ease;
pub(super) use steps::Drafter;
pub(super) use stretches::{StretchPlace, is_open as is_open_stretch, pulled};
pub(super) use tasks::Light;
pub use wording::pauses;
pub(super) use wording::{light, supports, words};
pub(super) use work::Depth;

use super::{Assessment, Finding, Level, assess, cautions, check_assessed, intake_digest};
use crate::knowledge::{Accepted, Knowledge};
use crate::model::Plan;

/// Why there is no plan: the draft that the knowledge brings breaks its own rules.
///
/// The shipped knowledge has none that does, as far as the tests reach; an overlay may.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no plan can be drafted for these answers without breaking a limit ({}); book another length, or \
     go through the answers again, and report them to whoever keeps the knowledge",
    said(.conflicts)
)]
pub struct BuildError {
    /// What the draft breaks, all of it.
    pub conflicts: Vec<Finding>,
}

fn said(conflicts: &[Finding]) -> String {
    let said: Vec<String> = conflicts
        .iter()
        .map(|found| match found.step {
            Some(step) => format!("step {step}, {}: {}", found.rule, found.text),
            None => format!("{}: {}", found.rule, found.text),
        })
        .collect();
    said.join("; ")
}

/// The plan for an intake: steps that add up to the booked minutes, or a referral.
///
/// # Errors
/// The draft breaks a limit; such a draft is never given.
pub fn plan(accepted: &Accepted, knowledge: &Knowledge) -> Result<Plan, BuildError> {
    build(&assess(accepted, knowledge))
}

/// The plan for an intake that was judged already.
///
/// # Errors
/// The draft breaks a limit; such a draft is never given.
pub fn build(assessment: &Assessment<'_>) -> Result<Plan, BuildError> {
    let plan = draft(assessment);
    let found = check_assessed(&plan, assessment).into_iter();
    let conflicts: Vec<Finding> = found.filter(|one| one.level == Level::Conflict).collect();
    if conflicts.is_empty() { Ok(plan) } else { Err(BuildError { conflicts }) }
}

fn draft(assessment: &Assessment<'_>) -> Plan {
    let facts = &assessment.facts;
    let intake = facts.intake();
    let withheld = assessment.status.withholds();
    let protocol = if withheld { None } else { facts.knowledge.protocol(&intake.category) };
    let mut notes = advice::stated_limits(intake, facts.knowledge);
    notes.extend(assessment.limits.notes.iter().cloned());
    let mut plan = blank(assessment);
    let Some(protocol) = protocol else {
        plan.cautions = cautions::without_session(facts, &assessment.cautions);
        plan.referral = Some(referral::referral(assessment));
        return plan;
    };
    let drafted = steps::draft(assessment, protocol, &mut notes);
    let home_care = advice::home_care(assessment, protocol, &drafted.steps);
    advice::remarks(assessment, &mut notes);
    let given = home_care.today.iter().chain(&home_care.later);
    plan.cautions = cautions::place(facts, &assessment.cautions, &drafted.steps, given);
    plan.steps = drafted.steps;
    for step in &mut plan.steps {
        let here = plan.cautions.iter().filter(|caution| caution.steps.contains(&step.number));
        step.cautions = here.map(|caution| caution.id.clone()).collect();
    }
    plan.total_minutes =
        plan.steps.iter().filter(|step| step.counted).map(|step| step.minutes.get()).sum();
    plan.unused_minutes = drafted.unused;
    plan.home_care = home_care.today;
    plan.home_care_later = home_care.later;
    plan.follow_up = Some(advice::follow_up(assessment, protocol));
    plan.avoid = advice::avoid(assessment, protocol);
    plan.expectation.clone_from(&protocol.expectation.text);
    plan.notes = notes;
    plan
}

/// What a plan and a page in its place have in common.
fn blank(assessment: &Assessment<'_>) -> Plan {
    let knowledge = assessment.facts.knowledge;
    let intake = assessment.facts.intake();
    let withheld = assessment.status.withholds();
    Plan {
        format: Plan::FORMAT.to_owned(),
        id: None,
        revision: None,
        knowledge: knowledge.version().to_owned(),
        intake_digest: Some(intake_digest(intake)),
        intake: intake.clone(),
        status: assessment.status,
        gates: assessment.gates.iter().map(|gate| gate.note(withheld)).collect(),
        cautions: Vec::new(),
        steps: Vec::new(),
        total_minutes: 0,
        unused_minutes: 0,
        home_care: Vec::new(),
        home_care_later: Vec::new(),
        follow_up: None,
        avoid: Vec::new(),
        expectation: String::new(),
        notes: Vec::new(),
        referral: None,
    }
}
