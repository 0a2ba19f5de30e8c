//! Part 4 of the facts: what is refused by hand as it is never drafted, and what only warns.

use ischia::model::{
    HomeCare, HomeCareId, Minutes, ModalityId, Phase, Plan, Pressure, RegionId, Side, Step,
};
use ischia::planner::{Level, check};

use super::{Mutant, changed, clients, of, with_step};
use crate::oracle::{Answers, bounds, home, low_back, packs, sides, stretches};
use crate::support::{SHIPPED, plan as built};

const ITEMS: [&str; 9] = [
    "strengthening",
    "stretching",
    "weight",
    "heat-pack",
    "cold-pack",
    "roller-legs",
    "roller-low-back",
    "ball-buttock",
    "warning-signs",
];

/// An item that has to be absent, put among today's or among the later ones.
pub fn closed_items(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for item in ITEMS.into_iter().filter(|_| !plan.steps.is_empty()) {
        let Some(why) = home::home_care_closed(&answers, item) else {
            continue;
        };
        // The roller for the low back is off by default, and a therapist may say otherwise.
        if why.starts_with("1F-4") {
            continue;
        }
        let given = HomeCare {
            id: HomeCareId::new(item).unwrap(),
            text: "As you like.".to_owned(),
            cautions: plan.cautions.iter().map(|caution| caution.id.clone()).collect(),
            sources: Vec::new(),
        };
        let today = changed(plan, |next| next.home_care.push(given.clone()));
        let later = changed(plan, |next| next.home_care_later.push(given));
        all.push(Mutant::new(format!("{item} today: {why}"), today, &[]));
        all.push(Mutant::new(format!("{item} later: {why}"), later, &[]));
    }
    all
}

/// Hot stones where there may be no warmth at all.
pub fn warm_stones(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let Some(why) = packs::no_heat_at_all(&answers) else {
        return Vec::new();
    };
    let focus = of(plan, Phase::Focus).filter(|step| step.regions[0].as_str() != "whole-body");
    let warm = focus.map(|step| {
        let mutated = with_step(plan, step.number, |step| {
            step.modality = Some(ModalityId::new("hot-stone").unwrap());
        });
        Mutant::new(format!("hot stones: {why}"), mutated, &[]).on(step.number)
    });
    warm.collect()
}

/// Level 4 on a place that this visit hasn't warmed (A53).
pub fn cold_places(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for step in of(plan, Phase::Focus) {
        let region = step.regions[0].as_str();
        let open = sides(step.side).iter().all(|side| {
            region != "whole-body"
                && bounds::cap(&answers, region, *side).0 >= 4
                && bounds::modality_closed(&answers, "deep-tissue", region, *side).is_none()
        });
        let warmed = plan.steps[..step.number - 1].iter().any(|earlier| {
            earlier.phase.is_hands_on()
                && earlier.regions.iter().any(|id| id.as_str() == region)
                && sides(earlier.side).iter().any(|side| sides(step.side).contains(side))
        });
        if open && !warmed {
            let firm = with_step(plan, step.number, |step| {
                step.pressure = Some(Pressure::new(4).unwrap());
                step.modality = Some(ModalityId::new("deep-tissue").unwrap());
            });
            all.push(Mutant::new("level 4 on a cold place", firm, &[]).on(step.number));
        }
    }
    all
}

/// A pack that goes on beside a step that begins after its time (A25).
pub fn packs_that_stay(plan: &Plan) -> Vec<Mutant> {
    let mut all = Vec::new();
    for pack in plan.steps.iter().filter(|step| step.phase.is_pack()) {
        let last = pack.beside.iter().max().copied().unwrap_or(pack.number);
        let Some(next) = plan.steps.get(last) else {
            continue;
        };
        let aside = next.position == pack.position
            && next.counted
            && !next.regions.iter().any(|region| pack.regions.contains(region))
            && next.phase != Phase::CheckIn;
        if aside {
            let longer = with_step(plan, pack.number, |step| step.beside.push(next.number));
            all.push(Mutant::new("a pack beside more steps", longer, &[]).on(pack.number));
        }
    }
    all
}

/// Time taken from the longest other step, so that the sums hold.
fn longer(plan: &Plan, number: usize, minutes: u16) -> Option<Plan> {
    let step = &plan.steps[number - 1];
    let more = minutes.checked_sub(step.minutes.get())?;
    let beside = |at: usize| plan.steps.iter().any(|pack| pack.beside.contains(&at));
    let from = plan
        .steps
        .iter()
        .filter(|other| other.counted && other.number != number && !beside(other.number))
        .filter(|other| matches!(other.phase, Phase::Focus | Phase::CheckIn | Phase::HomeCare))
        .max_by_key(|other| other.minutes.get())?;
    let left = from.minutes.get().checked_sub(more).filter(|left| *left >= 3)?;
    Some(changed(plan, |next| {
        next.steps[number - 1].minutes = Minutes::new(minutes).unwrap();
        next.steps[from.number - 1].minutes = Minutes::new(left).unwrap();
    }))
}

/// Whether `check` warns of this step where it didn't before.
fn warns(before: &Plan, after: &Plan, number: usize) -> bool {
    let old = check(before, &SHIPPED).unwrap();
    let new = check(after, &SHIPPED).unwrap();
    new.iter().any(|finding| {
        let here = finding.step.is_none() || finding.step == Some(number);
        finding.level == Level::Warning && here && !old.contains(finding)
    })
}

/// A step that is made longer than Part 4 lets it be, and how many minutes that is.
fn too_long(answers: &Answers<'_>, step: &Step) -> Option<(&'static str, u16)> {
    let modality = step.modality.as_ref().map(ModalityId::as_str);
    let other = step.phase == Phase::Focus
        && step
            .regions
            .iter()
            .all(|id: &RegionId| !low_back(id.as_str()) && id.as_str() != "whole-body")
        && answers.one_side().is_some_and(|side| step.side == Some(Side::from(side.other())));
    match step.phase {
        Phase::Stretch => Some(("A52", stretches::most_minutes(answers, step) + 1)),
        _ if other => Some(("A50", 6)),
        _ if modality == Some("trigger-point") || modality == Some("neuromuscular") => {
            Some(("A51", 6))
        }
        Phase::CheckIn
        | Phase::Heat
        | Phase::WarmUp
        | Phase::Focus
        | Phase::Cold
        | Phase::Rest
        | Phase::ReTest
        | Phase::HomeCare => None,
    }
}

#[test]
fn a_therapist_is_warned_of_more_than_the_draft_would_give() {
    let mut tried = std::collections::BTreeMap::new();
    let mut missed = Vec::new();
    for intake in clients() {
        let made = built(intake);
        let answers = Answers::new(&made.intake);
        for step in &made.steps {
            let Some((rule, minutes)) = too_long(&answers, step) else {
                continue;
            };
            let Some(after) = longer(&made, step.number, minutes) else {
                continue;
            };
            *tried.entry(rule).or_insert(0) += 1;
            if !warns(&made, &after, step.number) {
                missed.push(format!("{rule}: {}", crate::oracle::brief(step)));
            }
        }
    }
    assert!(tried.len() == 3, "{tried:?}");
    assert!(missed.is_empty(), "of {tried:?}: {missed:#?}");
}
