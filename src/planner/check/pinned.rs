//! Cautions: every one that applies is on the plan, as grave as it is, on each step and each piece
//! of advice that it belongs to.
//!
//! Where they belong is said by `planner::cautions` alone. Must not live here: the limits behind
//! them.

use super::report::{CheckReport, ConflictName};
use super::resolve::Case;
use super::rules::OwnRule;
use crate::knowledge::schema::Caution;
use crate::model::CautionNote;
use crate::planner::cautions;

/// Looks for cautions that are missing, mild or misplaced.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let plan = case.plan;
    let (facts, active) = (case.facts(), &case.assessment.cautions);
    let placed = if case.has_session() {
        cautions::place(facts, active, &plan.steps, case.advice())
    } else {
        cautions::without_session(facts, active)
    };
    for wanted in &placed {
        if let Some(caution) = case.knowledge().caution(&wanted.id) {
            on_plan(case, report, caution, wanted);
            on_steps(case, report, caution, wanted);
            on_home_care(case, report, caution);
        }
    }
}

fn on_plan(case: &Case<'_>, report: &mut CheckReport<'_>, caution: &Caution, wanted: &CautionNote) {
    let name = ConflictName { id: caution.id.as_str(), sources: &caution.sources };
    let title = &caution.title;
    let mut listed = case.plan.cautions.iter();
    let Some(noted) = listed.find(|note| note.id == caution.id) else {
        let wrong = format!("The caution “{title}” applies, but is not on the plan");
        return report.named(None, name, OwnRule::CautionMissing, &wrong);
    };
    if noted.severity < wanted.severity {
        let word = |severity| case.knowledge().word_of(&caution.id, severity);
        let (said, asked) = (word(noted.severity), word(wanted.severity));
        let wrong = format!("The caution “{title}” is given as {said}, it is a {asked}");
        report.named(None, name, OwnRule::CautionMissing, &wrong);
    }
    // A caution without words is as good as removed.
    if noted.text.trim().is_empty() {
        let wrong = format!("The caution “{title}” stands on the plan without words");
        report.named(None, name, OwnRule::CautionMissing, &wrong);
    }
    // One that concerns the whole plan must not hide on a single step.
    if caution.steps.is_empty() && !noted.steps.is_empty() {
        let wrong =
            format!("The caution “{title}” concerns the whole plan, but is tied to single steps");
        report.named(None, name, OwnRule::CautionMissing, &wrong);
    }
}

fn on_steps(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    caution: &Caution,
    wanted: &CautionNote,
) {
    let noted = case.plan.cautions.iter().find(|n| n.id == caution.id);
    for &number in &wanted.steps {
        let listed = noted.is_none_or(|note| note.steps.contains(&number));
        // Two steps of one number are looked at both.
        let mut same = case.plan.steps.iter().filter(|s| s.number == number);
        if listed && same.all(|step| step.cautions.contains(&caution.id)) {
            continue;
        }
        let name = ConflictName { id: caution.id.as_str(), sources: &caution.sources };
        let wrong = format!(
            "The caution “{}” belongs to this step, but is not pinned to it",
            caution.title
        );
        report.named(Some(number), name, OwnRule::CautionMissing, &wrong);
    }
}

fn on_home_care(case: &Case<'_>, report: &mut CheckReport<'_>, caution: &Caution) {
    for item in case.advice() {
        if caution.home_care.contains(&item.id) && !item.cautions.contains(&caution.id) {
            let name = ConflictName { id: caution.id.as_str(), sources: &caution.sources };
            let entry = case.knowledge().home_care(&item.id);
            let wrong = format!(
                "The caution “{}” belongs to the advice “{}”, but is not pinned to it",
                caution.title,
                entry.map_or(item.id.as_str(), |entry| entry.name.as_str())
            );
            report.named(None, name, OwnRule::CautionMissing, &wrong);
        }
    }
}
