//! Does an outcome speak of the plan that it is of? Its steps and activities must be the plan's own.

use std::collections::BTreeSet;

use crate::knowledge::IntakeFault;
use crate::model::{Outcome, Plan, StepOutcome, StepWent};
use crate::text::{PathStep, counted, listed, nearest};

/// Everything in an outcome that can't be of this plan; nothing where all is well.
pub fn accept_outcome(outcome: &Outcome, plan: &Plan) -> Vec<IntakeFault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, one) in outcome.steps.iter().enumerate() {
        if !plan.steps.iter().any(|step| step.number == one.step) {
            let message = format!(
                "`step` is {}, the plan has {}: allowed is a number from 1 to {}",
                one.step,
                counted(plan.steps.len(), "step"),
                plan.steps.len()
            );
            faults.push(fault(&["steps".into(), at.into(), "step".into()], message));
        } else if !seen.insert(one.step) {
            let message = format!("`step` is {} a second time, name each step once", one.step);
            faults.push(fault(&["steps".into(), at.into(), "step".into()], message));
        }
        faults.extend(changes(at, one));
    }
    let mut named = BTreeSet::new();
    for (at, one) in outcome.activities.iter().enumerate() {
        let known = || plan.intake.activities.iter().map(|activity| activity.name.as_str());
        let path = ["activities".into(), at.into(), "name".into()];
        if !known().any(|name| name == one.name) {
            faults.push(fault(&path, unknown(&one.name, &known().collect::<Vec<_>>())));
        } else if !named.insert(one.name.as_str()) {
            let message =
                format!("`name` is “{}” a second time, name each activity once", one.name);
            faults.push(fault(&path, message));
        }
    }
    faults
}

fn fault(path: &[PathStep], message: String) -> IntakeFault {
    IntakeFault { path: path.to_vec(), word: None, message }
}

/// Minutes and level are told only of a step that was changed.
fn changes(at: usize, one: &StepOutcome) -> impl Iterator<Item = IntakeFault> {
    let told = [("minutes", one.minutes.is_some()), ("pressure", one.pressure.is_some())];
    let told = told.into_iter().filter(|(_, is_told)| *is_told && one.went != StepWent::Changed);
    told.map(move |(field, _)| {
        let message = format!("`{field}` is allowed only where `went` is Changed");
        fault(&["steps".into(), at.into(), field.into()], message)
    })
}

fn unknown(name: &str, known: &[&str]) -> String {
    let name: String = name.chars().take(60).collect();
    if known.is_empty() {
        return format!("`name` is “{name}”, but the plan has no activity: leave `activities` out");
    }
    let hint = nearest(&name, known.iter().copied())
        .map_or(String::new(), |near| format!(", did you mean “{near}”?"));
    let quoted: Vec<String> = known.iter().map(|name| format!("“{name}”")).collect();
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    format!("the plan has no activity “{name}”{hint}; it has {}", listed(&quoted))
}
