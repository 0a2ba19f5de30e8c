//! A step as the cells of its row.

use super::StepRow;
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{CautionId, Pressure, Step};

/// The row of a step.
pub(super) fn row(step: &Step, knowledge: &Knowledge) -> StepRow {
    let cautions: Vec<&str> = step.cautions.iter().map(CautionId::as_str).collect();
    StepRow {
        number: step.number.to_string(),
        what: what(step, knowledge),
        position: position(step, knowledge),
        level: step.pressure.map(|level| format!("{level} of {}", Pressure::MAX)),
        minutes: minutes(step),
        instructions: step.instructions.clone(),
        why: step.why.clone(),
        cautions: cautions.join(", "),
        sources: step.sources.clone(),
    }
}

fn what(step: &Step, knowledge: &Knowledge) -> String {
    let mut text = step.phase.label().to_owned();
    if !step.regions.is_empty() {
        text.extend([": ", &knowledge.place(&step.regions, step.side, Voice::Paper)]);
    }
    let modality = step.modality.iter().map(|id| knowledge.modality_name(id));
    let techniques = step.techniques.iter().map(|id| knowledge.technique_name(id));
    let how: Vec<&str> = modality.chain(techniques).collect();
    if !how.is_empty() {
        text.push_str(" · ");
        text.push_str(&how.join(", "));
    }
    text
}

/// The position, and the supports in it.
pub fn position(step: &Step, knowledge: &Knowledge) -> String {
    let mut text = step.position.label().to_owned();
    let supports: Vec<&str> = step
        .supports
        .iter()
        .map(|id| knowledge.support_in(id, step.position).unwrap_or(id.as_str()))
        .collect();
    if !supports.is_empty() {
        text.push_str(", with ");
        text.push_str(&supports.join(" and "));
    }
    text
}

fn minutes(step: &Step) -> String {
    let minutes = step.minutes;
    let beside: Vec<String> = step.beside.iter().map(ToString::to_string).collect();
    if !beside.is_empty() {
        format!("{minutes} min, alongside {}", beside.join(", "))
    } else if step.counted {
        format!("{minutes} min")
    } else {
        format!("{minutes} min, not counted")
    }
}
