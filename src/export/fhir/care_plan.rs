//! The plan itself: a `CarePlan` with an activity a step, and what the page says beside them.

use uuid::Uuid;

use super::ids::reference;
use super::shape::{
    Activity, ActivityDetail, ActivityStatus, Annotation, CarePlan, Extension, Period, Repeat,
    RequestStatus, Resource, Timing, Value,
};
use super::{STEP, Source, about_plan, part, words};
use crate::export::sheet::{Checked, SheetEntry, StepRow, posture};
use crate::model::{PlanState, SourceId, Step, StepOutcome, StepWent};

/// The plan, with references to what stands around it.
pub(super) fn care_plan(source: &Source<'_>, about: &[Uuid]) -> Resource {
    let (plan, sheet) = (source.plan, source.sheet);
    let status = match (source.state(), sheet.status.checked) {
        (PlanState::Done, _) => RequestStatus::Completed,
        (PlanState::Ready, Checked::Clean) => RequestStatus::Active,
        (PlanState::Ready, Checked::Conflicts | Checked::Not) | (PlanState::Draft, _) => {
            RequestStatus::Draft
        }
    };
    let date = plan.intake.date.to_string();
    let steps = plan.steps.iter().zip(&sheet.steps);
    Resource::CarePlan(CarePlan {
        id: source.ids.plan.to_string(),
        extension: vec![about_plan(source)],
        status,
        intent: "plan",
        category: vec![words::concept("Massage session")],
        title: words::string(&sheet.title),
        description: words::string(sheet.status.text),
        subject: reference(source.ids.patient),
        period: Period { start: date.clone(), end: Some(date) },
        created: plan.id.and_then(|id| id.made_at()).map(|at| at.to_string()),
        supporting_info: about.iter().map(|id| reference(*id)).collect(),
        activity: steps.map(|(step, row)| activity(step, row, source)).collect(),
        note: notes(source),
    })
}

/// What the page says beside cautions and steps, in its order.
pub(super) fn notes(source: &Source<'_>) -> Vec<Annotation> {
    let sheet = source.sheet;
    let foot: Vec<SheetEntry> = sheet.foot.iter().map(|text| entry("", text)).collect();
    let sources: Vec<SheetEntry> = sheet
        .sources
        .iter()
        .map(|row| {
            let ids: Vec<&str> = row.ids.iter().map(SourceId::as_str).collect();
            entry(&ids.join(", "), &row.title)
        })
        .collect();
    let first = [words::entries("What a clearance says", &sheet.stated)];
    let last = [
        words::facts("Session", &sheet.facts),
        words::facts("In the client's words", &sheet.told),
        words::entries("Sources", &sources),
        words::entries("About this plan", &foot),
    ];
    let sections = sheet.conditions.iter().chain(&sheet.advice).map(words::section);
    first.into_iter().chain(sections).chain(last).flatten().collect()
}

fn entry(lead: &str, text: &str) -> SheetEntry {
    SheetEntry { lead: lead.to_owned(), text: text.to_owned(), sources: Vec::new() }
}

fn activity(step: &Step, row: &StepRow, source: &Source<'_>) -> Activity {
    let outcome = source.outcome();
    let other = outcome.and_then(|it| it.step(step.number));
    // A step that nobody names was done; without a record of how it went nothing is known of it.
    let went = outcome.map(|it| it.went(step.number));
    let (status, word) = match went {
        None if source.took_place() => (ActivityStatus::Completed, None),
        None => (ActivityStatus::NotStarted, None),
        Some(went @ (StepWent::Done | StepWent::Changed)) => {
            (ActivityStatus::Completed, Some(went.label()))
        }
        Some(went @ StepWent::Skipped) => (ActivityStatus::Cancelled, Some(went.label())),
    };
    let progress = other.and_then(|other| progress(step, other));
    Activity {
        outcome_codeable_concept: word.map(words::concept).into_iter().collect(),
        progress: progress.into_iter().collect(),
        detail: ActivityDetail {
            extension: vec![Extension { url: STEP, value: Value::Parts(parts(step)) }],
            code: words::concept(&row.what),
            status,
            scheduled_timing: Timing {
                repeat: Repeat { duration: step.minutes.get(), duration_unit: "min" },
            },
            description: description(step, row, source),
        },
    }
}

/// How a step went otherwise: how long, how deep, and what was said of it.
fn progress(step: &Step, other: &StepOutcome) -> Option<Annotation> {
    let minutes = other.minutes.filter(|minutes| *minutes != step.minutes);
    let minutes = minutes.map(|minutes| format!("{minutes} min"));
    let level = other.pressure.filter(|level| Some(*level) != step.pressure);
    let level = level.map(|level| format!("level {level}"));
    let changed: Vec<String> = [minutes, level].into_iter().flatten().collect();
    let note = other.note.as_deref().filter(|note| !note.trim().is_empty());
    match (changed.is_empty(), note) {
        (true, note) => words::note(note?),
        (false, None) => words::note(&changed.join(", ")),
        (false, Some(note)) => words::note(&format!("{}: {note}", changed.join(", "))),
    }
}

/// What is done, for people: how the client lies, how deep, when where it isn't in its turn, how and
/// why.
fn description(step: &Step, row: &StepRow, source: &Source<'_>) -> Option<String> {
    let position = posture(step, source.knowledge);
    let level = row.level.as_ref().map(|level| format!("Pressure level {level}"));
    let beside = (!step.counted).then(|| row.minutes.clone());
    let how = [Some(position), level, beside].into_iter().flatten();
    let how: Vec<String> = how.map(|part| format!("{part}.")).collect();
    words::lines([&*how.join(" "), &step.instructions, &step.why])
}

/// The same for programs, by the ids of the plan file.
fn parts(step: &Step) -> Vec<Extension> {
    let mut parts = vec![
        part("number", Value::Number(step.number)),
        part("phase", Value::Phase(step.phase)),
        part("position", Value::Position(step.position)),
        part("counted", Value::Flag(step.counted)),
    ];
    parts.extend(ids("region", &step.regions));
    parts.extend(step.side.map(|side| part("side", Value::Side(side))));
    parts.extend(ids("modality", step.modality.as_slice()));
    parts.extend(step.pressure.map(|level| part("level", Value::Count(level.get()))));
    parts.extend(step.beside.iter().map(|number| part("beside", Value::Number(*number))));
    parts.extend(ids("support", &step.supports));
    parts.extend(ids("technique", &step.techniques));
    parts.extend(ids("caution", &step.cautions));
    parts.extend(ids("source", &step.sources));
    parts.extend(words::string(&step.cue).map(|cue| part("cue", Value::Words(cue))));
    parts
}

/// A part an id.
pub(super) fn ids<'a, T: ToString>(
    name: &'static str,
    ids: &'a [T],
) -> impl Iterator<Item = Extension> + use<'a, T> {
    ids.iter().map(move |id| part(name, Value::Id(id.to_string())))
}
