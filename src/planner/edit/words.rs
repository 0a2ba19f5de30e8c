//! An edit in words, for undo and for the record.
//!
//! Must not live here: anything that somebody typed about a client; instructions are named and
//! never repeated.

use super::{Edit, NewStep, StepField};
use crate::knowledge::Knowledge;
use crate::model::{ModalityId, Phase, Plan, PlanEdit, RegionId, Side, Step, TechniqueId};
use crate::text::inside_sentence;

/// What an edit changes, in words; `plan` is the one before it.
pub fn describe(edit: &Edit, plan: &Plan, knowledge: &Knowledge) -> PlanEdit {
    let said = |number: usize, field: StepField, change: &dyn Fn(&Step) -> (String, String)| {
        let at = number.checked_sub(1).and_then(|at| plan.steps.get(at));
        let what = at.map_or_else(
            || format!("{} of step {number}", field.label()),
            |step| {
                let (old, new) = change(step);
                format!(
                    "{} of step {number} ({}): {old} to {new}",
                    field.label(),
                    place_or_phase(knowledge, step)
                )
            },
        );
        (Some(number), what)
    };
    let named = |number: usize| {
        let step = number.checked_sub(1).and_then(|at| plan.steps.get(at));
        let name = step.map_or(String::new(), |step| format!(" ({})", step_name(knowledge, step)));
        format!("step {number}{name}")
    };
    let (step, what) = match edit {
        Edit::Place { step, regions, side } => said(*step, StepField::Place, &|old| {
            let new = place_name(knowledge, regions, Some(*side));
            (place_name(knowledge, &old.regions, old.side), new)
        }),
        Edit::Modality { step, modality } => said(*step, StepField::Modality, &|old| {
            let old = old.modality.as_ref().map(|id| modality_name(knowledge, id));
            (old.unwrap_or_else(none), modality_name(knowledge, modality))
        }),
        Edit::Pressure { step, pressure } => said(*step, StepField::Pressure, &|old| {
            (old.pressure.map_or_else(none, |level| level.to_string()), pressure.to_string())
        }),
        Edit::Position { step, position } => said(*step, StepField::Position, &|old| {
            (inside_sentence(old.position.label()), inside_sentence(position.label()))
        }),
        Edit::Minutes { step, minutes } => {
            said(*step, StepField::Minutes, &|old| (old.minutes.to_string(), minutes.to_string()))
        }
        Edit::Techniques { step, techniques } => said(*step, StepField::Techniques, &|old| {
            (technique_names(knowledge, &old.techniques), technique_names(knowledge, techniques))
        }),
        Edit::Instructions { step, .. } => {
            (Some(*step), format!("Instructions of {}", named(*step)))
        }
        Edit::Move { step, to } => {
            let way = if to > step { "down" } else { "up" };
            (Some(*to), format!("Moved {} {way} to {to}", named(*step)))
        }
        Edit::Add { at, new } => {
            let place = at.map_or(String::new(), |at| format!(" as step {at}"));
            (*at, format!("Added {}{place}", new_name(knowledge, new)))
        }
        Edit::Duplicate { step } => (Some(*step + 1), format!("Duplicated {}", named(*step))),
        Edit::Remove { step } => {
            let packs = packs_left_alone(plan, *step);
            let with = match packs.as_slice() {
                [] => String::new(),
                [only] => format!(" with the {} beside it", inside_sentence(only.phase.label())),
                _ => String::from(" with the packs beside it"),
            };
            (None, format!("Removed {}{with}", named(*step)))
        }
        Edit::Fit { held } => {
            let held: Vec<String> = held.iter().map(ToString::to_string).collect();
            let what = match held.as_slice() {
                [] => String::from("Minutes fitted to the booked time"),
                [only] => format!("Minutes fitted to the booked time, step {only} held"),
                all => format!("Minutes fitted to the booked time, steps {} held", all.join(", ")),
            };
            (None, what)
        }
    };
    PlanEdit { step, what, why: None }
}

/// The packs that lie beside this step and no other.
fn packs_left_alone(plan: &Plan, step: usize) -> Vec<&Step> {
    let alone = |pack: &&Step| pack.phase.is_pack() && pack.beside == [step];
    plan.steps.iter().filter(alone).collect()
}

fn none() -> String {
    String::from("none")
}

/// "Hamstrings, right", "Whole body".
pub(in crate::planner) fn place_name(
    knowledge: &Knowledge,
    regions: &[RegionId],
    side: Option<Side>,
) -> String {
    let names: Vec<&str> = regions
        .iter()
        .map(|id| knowledge.region(id).map_or(id.as_str(), |region| region.name.as_str()))
        .collect();
    let whole_body =
        regions.iter().any(|id| knowledge.region(id).is_some_and(|region| region.whole_body));
    let area = knowledge.tables().areas.iter().find(|area| {
        regions.len() > 1
            && area.parts.len() == regions.len()
            && regions.iter().all(|id| area.parts.iter().any(|part| part.region == *id))
    });
    let names = area.map_or_else(|| names.join(" and "), |area| area.name.clone());
    match side {
        Some(side) if !whole_body && !names.is_empty() => format!("{names}, {}", side.word()),
        Some(_) | None => names,
    }
}

/// The place of a step, or what it is for where it has none.
fn place_or_phase(knowledge: &Knowledge, step: &Step) -> String {
    if step.regions.is_empty() {
        step.phase.label().to_owned()
    } else {
        place_name(knowledge, &step.regions, step.side)
    }
}

/// A step in words, such as "Focus, Gluteals, right".
pub(in crate::planner) fn step_name(knowledge: &Knowledge, step: &Step) -> String {
    named(knowledge, step.phase, &step.regions, step.side)
}

fn new_name(knowledge: &Knowledge, new: &NewStep) -> String {
    let mut name = named(knowledge, new.phase, &new.regions, new.side);
    if new.regions.is_empty() && !new.techniques.is_empty() {
        name = format!("{name}, {}", technique_names(knowledge, &new.techniques));
    }
    name
}

fn named(knowledge: &Knowledge, phase: Phase, regions: &[RegionId], side: Option<Side>) -> String {
    let place = place_name(knowledge, regions, side);
    if place.is_empty() { phase.label().to_owned() } else { format!("{}, {place}", phase.label()) }
}

/// The name of a modality.
pub(in crate::planner) fn modality_name(knowledge: &Knowledge, id: &ModalityId) -> String {
    knowledge.modality(id).map_or_else(|| id.to_string(), |modality| modality.name.clone())
}

/// The names of stretches, one after the other.
pub(in crate::planner) fn technique_names(knowledge: &Knowledge, ids: &[TechniqueId]) -> String {
    let names = ids
        .iter()
        .map(|id| knowledge.technique(id).map_or(id.as_str(), |technique| technique.name.as_str()));
    names.collect::<Vec<_>>().join(", ")
}
