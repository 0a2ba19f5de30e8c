//! What the plan records of its screening, against what its answers give today: gates, status,
//! referral, the fingerprint of the answers, the version of the knowledge.
//!
//! A plan may be stricter than its answers ask for, never milder. Must not live here: cautions
//! (`pinned`) and anything about single steps.

use super::report::{CheckReport, ConflictName};
use super::resolve::Case;
use super::rules::OwnRule;
use crate::model::{Plan, Status};
use crate::planner::digest::is_digest_of;
use crate::planner::{JudgedGate, intake_digest};
use crate::text::counted;

/// Judges the record.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    for gate in &case.assessment.gates {
        judge_gate(case, report, gate);
    }
    for odd in case.facts().at_odds() {
        report.conflict(None, OwnRule::AnswersAtOdds, &odd.message);
    }
    status(case, report);
    if case.rows.is_empty() && case.assessment.status.withholds() {
        referral(case, report);
    } else if case.plan.referral.is_some() && !case.assessment.status.withholds() {
        let wrong = "The plan carries a referral, though nothing withholds it";
        report.warning(None, OwnRule::ReferralMismatch, wrong);
    }
    same_answers(case, report);
    let (made_with, now) = (case.plan.knowledge.as_str(), case.knowledge().version());
    if made_with != now {
        let made_with: String = made_with.chars().take(40).collect();
        let wrong = format!("The plan was made with guidance {made_with}, this is {now}");
        report.warning(None, OwnRule::KnowledgeNewer, &wrong);
    }
}

fn judge_gate(case: &Case<'_>, report: &mut CheckReport<'_>, judged: &JudgedGate<'_>) {
    let status = judged.counts_as();
    let name = ConflictName { id: judged.gate.id.as_str(), sources: &judged.gate.sources };
    let mut wrong = |text: &str| report.named(None, name, OwnRule::GateClosed, text);
    let said = judged.text.trim_end_matches('.');
    if status.withholds() && !case.rows.is_empty() {
        let steps = counted(case.rows.len(), "step");
        wrong(&format!(
            "{said}. That stands against a session, yet the plan has {steps}, allowed is none"
        ));
    }
    let Some(noted) = case.plan.gates.iter().find(|note| note.id == judged.gate.id) else {
        return wrong(&format!("The gate applies, but is not on the plan: {said}"));
    };
    if noted.released && !judged.is_released() {
        wrong(&format!("The plan calls the gate released, which nothing does: {said}"));
    }
    if !noted.released && judged.is_released() {
        wrong(&format!("The plan calls the gate shut, which a clearance releases: {said}"));
    }
    if noted.status < status {
        wrong(&format!(
            "The plan gives the gate as {}, its answers ask for {}",
            noted.status.label(),
            status.label()
        ));
    }
    if noted.text.trim().is_empty() {
        wrong(&format!("The gate stands on the plan without words: {said}"));
    }
}

fn status(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let (said, judged) = (case.plan.status, case.assessment.status);
    if said < judged {
        let (said, judged) = (said.label(), judged.label());
        let wrong = format!("The plan's status is {said}, its answers ask for {judged}");
        report.conflict(None, OwnRule::StatusMismatch, &wrong);
    } else if said.withholds() && !case.rows.is_empty() {
        let wrong = format!("The plan's status is {}, yet it has steps", said.label());
        report.conflict(None, OwnRule::StatusMismatch, &wrong);
    } else if said.withholds() && !judged.withholds() {
        let (said, judged) = (said.label(), judged.label());
        let wrong =
            format!("The plan's status is {said}, its answers ask for no more than {judged}");
        report.warning(None, OwnRule::StatusMismatch, &wrong);
    }
}

/// A withheld plan says what was found, all of it, and how soon it has to be looked at.
fn referral(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let shut = || {
        let gates = case.assessment.gates.iter();
        gates.filter(|gate| gate.counts_as() >= Status::Hold)
    };
    let Some(referral) = &case.plan.referral else {
        let wrong = "The plan is withheld, but carries no referral";
        return report.conflict(None, OwnRule::ReferralMismatch, wrong);
    };
    if let Some(urgency) = shut().map(|gate| gate.urgency).max()
        && referral.urgency < urgency
    {
        let (said, asked) = (referral.urgency.label(), urgency.label());
        let wrong = format!("The referral's urgency is “{said}”, the answers ask for “{asked}”");
        report.conflict(None, OwnRule::ReferralMismatch, &wrong);
    }
    for (what, words) in
        [("the client", &referral.client_text), ("the doctor", &referral.doctor_text)]
    {
        if words.trim().is_empty() {
            let wrong = format!("The referral says nothing to {what}");
            report.conflict(None, OwnRule::ReferralMismatch, &wrong);
        }
    }
    for what in parts_of_a_session(case.plan) {
        let wrong = format!("The plan is withheld, but carries {what}, allowed is none");
        report.conflict(None, OwnRule::ReferralMismatch, &wrong);
    }
    for gate in shut() {
        if !referral.reasons.iter().any(|r| r.gate == gate.gate.id) {
            let wrong = format!("The referral leaves out a reason, {}", gate.gate.id);
            report.conflict(None, OwnRule::ReferralMismatch, &wrong);
        }
    }
}

/// What belongs to a session alone, and stands on the page all the same (A19).
fn parts_of_a_session(plan: &Plan) -> impl Iterator<Item = &'static str> {
    let parts = [
        ("advice for home", plan.home_care.len() + plan.home_care_later.len() > 0),
        ("something to leave out", !plan.avoid.is_empty()),
        ("something to expect", !plan.expectation.trim().is_empty()),
        ("a next visit", plan.follow_up.is_some()),
    ];
    parts.into_iter().filter(|(_, is_there)| *is_there).map(|(what, _)| what)
}

/// A plan holds for the answers that it was made from, and for no others (part 3A of the facts).
fn same_answers(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let changed = match &case.plan.intake_digest {
        Some(digest) => !is_digest_of(digest, case.intake()),
        None => {
            case.plan.intake != *case.intake()
                && intake_digest(&case.plan.intake) != intake_digest(case.intake())
        }
    };
    if changed {
        let wrong = "The answers have changed since the plan was made, so it has to be made again";
        report.conflict(None, OwnRule::IntakeChanged, wrong);
    }
}
