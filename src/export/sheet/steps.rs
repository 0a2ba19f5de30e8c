//! A step as the cells of its row.

use super::{Detail, StepRow};
use crate::knowledge::Knowledge;
use crate::knowledge::words::{Voice, with_side_in_brackets};
use crate::model::{CautionId, Phase, Plan, Pressure, Step};
use crate::planner::{Assessment, edit, pauses};
use crate::text::{in_runs, inside_sentence};

/// The rows of a plan's steps; each says its position where that changes. In brief it has its cue,
/// and what somebody wrote in words of their own; where the answers can't be assessed, only the cue.
pub(super) fn rows(
    plan: &Plan,
    knowledge: &Knowledge,
    detail: Detail,
    assessment: Option<&Assessment<'_>>,
) -> Vec<StepRow> {
    let mut before = String::new();
    let mut pillows = None;
    let full = plan.steps.iter().map(|step| {
        let row = row(step, knowledge);
        let is_same = row.position == before;
        before.clone_from(&row.position);
        // On the other side the same pillows lie the same way.
        let same_pillows =
            !step.supports.is_empty() && pillows.replace(&step.supports) == Some(&step.supports);
        let position = if is_same {
            String::new()
        } else if same_pillows {
            step.position.label().to_owned()
        } else {
            row.position
        };
        StepRow { position, ..row }
    });
    if detail == Detail::Full {
        return full.collect();
    }
    let own = assessment.map(|it| edit::own_words(plan, it)).unwrap_or_default();
    let mut pauses = assessment.map(|it| pauses(it, &plan.steps)).unwrap_or_default().into_iter();
    let rows = full.zip(&plan.steps).map(|(row, step)| {
        let is_own = own.contains(&step.number) && step.cue != step.instructions;
        let mut instructions = match step.cue.as_str() {
            // A plan of an earlier version has none.
            "" => step.instructions.clone(),
            cue if is_own => format!("{cue}. {}", step.instructions),
            cue => cue.to_owned(),
        };
        // A client who can't lie for long needs it as much in brief (A30).
        for pause in pauses.next().unwrap_or_default() {
            if !instructions.contains(&pause) {
                instructions = format!("{}. {pause}", instructions.trim_end_matches('.'));
            }
        }
        StepRow {
            what: what(step, knowledge, Detail::Brief),
            level: step.pressure.map(|level| level.to_string()),
            minutes: format!("{} min", step.minutes),
            instructions,
            why: String::new(),
            cautions: String::new(),
            sources: Vec::new(),
            ..row
        }
    });
    rows.collect()
}

/// The row of a step.
fn row(step: &Step, knowledge: &Knowledge) -> StepRow {
    let cautions: Vec<&str> = step.cautions.iter().map(CautionId::as_str).collect();
    StepRow {
        number: step.number.to_string(),
        what: what(step, knowledge, Detail::Full),
        position: position(step, knowledge),
        level: step.pressure.map(|level| format!("{level}/{}", Pressure::MAX)),
        minutes: minutes(step),
        instructions: step.instructions.clone(),
        why: step.why.clone(),
        // Without spaces they stay together in a narrow column.
        cautions: cautions.join(","),
        sources: step.sources.clone(),
    }
}

fn what(step: &Step, knowledge: &Knowledge, detail: Detail) -> String {
    let mut text = step.phase.label().to_owned();
    // What is worked on is the work.
    let is_focus = step.phase == Phase::Focus && !step.regions.is_empty();
    // The place of a stretch is told by its name.
    let is_named = step.phase == Phase::Stretch && !step.techniques.is_empty();
    let place = || knowledge.place(&step.regions, step.side, Voice::Paper);
    match detail {
        Detail::Brief | Detail::Full if is_focus => text = place(),
        Detail::Brief if is_named => {
            let names = knowledge.technique_names(&step.techniques);
            return match step.side {
                Some(side) => with_side_in_brackets(&names, side),
                None => names,
            };
        }
        Detail::Full if is_named => {
            if let Some(side) = step.side {
                text = with_side_in_brackets(&text, side);
            }
        }
        Detail::Brief | Detail::Full if step.regions.is_empty() => {}
        Detail::Brief | Detail::Full => text.extend([": ", &place()]),
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

/// What a step is called where its place says enough: the place of its work, else what it is for.
pub fn name(step: &Step, knowledge: &Knowledge) -> String {
    let place = || knowledge.place(&step.regions, step.side, Voice::Row);
    match step.phase {
        Phase::Focus if !step.regions.is_empty() => place(),
        Phase::WarmUp | Phase::Heat | Phase::Cold if !step.regions.is_empty() => {
            format!("{}, {}", step.phase.label(), inside_sentence(&place()))
        }
        Phase::CheckIn
        | Phase::Heat
        | Phase::WarmUp
        | Phase::Focus
        | Phase::Stretch
        | Phase::Cold
        | Phase::Rest
        | Phase::ReTest
        | Phase::HomeCare => step.phase.label().to_owned(),
    }
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
    if !step.beside.is_empty() {
        format!("{minutes} min, alongside {}", in_runs(&step.beside))
    } else if step.counted {
        format!("{minutes} min")
    } else {
        format!("{minutes} min, not counted")
    }
}
