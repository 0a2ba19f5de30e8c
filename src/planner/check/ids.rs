//! Ids and the format: does the plan speak the language of the knowledge?
//!
//! What isn't defined can't be judged, so every unknown id is a conflict, with the nearest known
//! one. Must not live here: whether a known id is allowed.

use super::report::CheckReport;
use super::resolve::Case;
use super::rules::OwnRule;
use crate::model::{CautionId, Plan};
use crate::text::nearest;

/// Looks for ids that the knowledge doesn't define.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let plan = case.plan;
    if plan.format != Plan::FORMAT {
        let format: String = plan.format.chars().take(40).collect();
        report.conflict(
            None,
            OwnRule::UnknownId,
            &format!("The plan's format is “{format}”, allowed is “{}”", Plan::FORMAT),
        );
    }
    let tables = case.knowledge().tables();
    for gate in &plan.gates {
        if !tables.gates.iter().any(|entry| entry.id == gate.id) {
            let known = tables.gates.iter().map(|entry| entry.id.as_str());
            unknown(report, None, "gate", gate.id.as_str(), known);
        }
    }
    for caution in &plan.cautions {
        caution_id(case, report, None, &caution.id);
    }
    for item in case.advice() {
        if case.knowledge().home_care(&item.id).is_none() {
            let known = tables.home_care.iter().map(|entry| entry.id.as_str());
            unknown(report, None, "home-care item", item.id.as_str(), known);
        }
        for caution in &item.cautions {
            caution_id(case, report, None, caution);
        }
    }
    for row in &case.rows {
        let number = row.number;
        for id in &row.step.regions {
            if case.knowledge().region_index(id).is_none() {
                let known = tables.regions.iter().map(|entry| entry.id.as_str());
                unknown(report, number, "region", id.as_str(), known);
            }
        }
        if let (Some(id), None) = (&row.step.modality, row.modality) {
            let known = tables.modalities.iter().map(|entry| entry.id.as_str());
            unknown(report, number, "modality", id.as_str(), known);
        }
        for id in &row.step.techniques {
            if case.knowledge().technique_index(id).is_none() {
                let known = tables.techniques.iter().map(|entry| entry.id.as_str());
                unknown(report, number, "technique", id.as_str(), known);
            }
        }
        for id in &row.step.supports {
            if case.knowledge().support(id).is_none() {
                let known = tables.supports.iter().map(|entry| entry.id.as_str());
                unknown(report, number, "support", id.as_str(), known);
            }
        }
        for id in &row.step.cautions {
            caution_id(case, report, number, id);
        }
    }
}

fn caution_id(case: &Case<'_>, report: &mut CheckReport<'_>, step: Option<usize>, id: &CautionId) {
    if case.knowledge().caution_index(id).is_none() {
        let cautions = case.knowledge().tables().cautions.iter();
        let known = cautions.map(|entry| entry.id.as_str());
        unknown(report, step, "caution", id.as_str(), known);
    }
}

fn unknown<'k>(
    report: &mut CheckReport<'_>,
    step: Option<usize>,
    kind: &str,
    id: &str,
    known: impl Iterator<Item = &'k str>,
) {
    let wrong = match nearest(id, known) {
        Some(near) => format!("The {kind} “{id}” is unknown (did you mean “{near}”?)"),
        None => format!("The {kind} “{id}” is unknown"),
    };
    report.conflict(step, OwnRule::UnknownId, &wrong);
}
