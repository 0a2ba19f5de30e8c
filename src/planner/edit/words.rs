//! An edit in words, for undo and for the record.
//!
//! Must not live here: anything that somebody typed about a client; instructions are named and
//! never repeated.

use super::{Edit, NewStep, StepField};
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{Phase, Plan, PlanEdit, RegionId, Side, Step};
use crate::text::{inside_sentence, numbered_in_row};

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
            let new = knowledge.place(regions, Some(*side), Voice::Edit);
            (knowledge.place(&old.regions, old.side, Voice::Edit), new)
        }),
        Edit::Modality { step, modality } => said(*step, StepField::Modality, &|old| {
            let name = |id| knowledge.modality_name(id).to_owned();
            (old.modality.as_ref().map_or_else(none, name), name(modality))
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
            (knowledge.technique_names(&old.techniques), knowledge.technique_names(techniques))
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
                [only] => format!(" with the {} alongside it", inside_sentence(only.phase.label())),
                _ => String::from(" with the packs alongside it"),
            };
            (None, format!("Removed {}{with}", named(*step)))
        }
        Edit::Fit { held } => {
            let held: Vec<usize> = held.iter().copied().collect();
            let with = match numbered_in_row("step", &held).as_str() {
                "" => String::new(),
                steps => format!(", {steps} held"),
            };
            (None, format!("Minutes fitted to the booked time{with}"))
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

/// The place of a step, or what it is for where it has none.
fn place_or_phase(knowledge: &Knowledge, step: &Step) -> String {
    if step.regions.is_empty() {
        step.phase.label().to_owned()
    } else {
        knowledge.place(&step.regions, step.side, Voice::Edit)
    }
}

/// A step in words, such as "Focus, Gluteals, right".
pub(in crate::planner) fn step_name(knowledge: &Knowledge, step: &Step) -> String {
    named(knowledge, step.phase, &step.regions, step.side)
}

fn new_name(knowledge: &Knowledge, new: &NewStep) -> String {
    let mut name = named(knowledge, new.phase, &new.regions, new.side);
    if new.regions.is_empty() && !new.techniques.is_empty() {
        name = format!("{name}, {}", knowledge.technique_names(&new.techniques));
    }
    name
}

fn named(knowledge: &Knowledge, phase: Phase, regions: &[RegionId], side: Option<Side>) -> String {
    let place = knowledge.place(regions, side, Voice::Edit);
    if place.is_empty() { phase.label().to_owned() } else { format!("{}, {place}", phase.label()) }
}
