//! Steps moved against O1–O8, and steps dropped with their minutes given to a neighbour.

use ischia::model::{Laterality, Minutes, Phase, Plan, RegionId, Side, Step};

use super::{Mutant, changed, covers, moved, of, reordered, share_a_cell, with_step};
use crate::oracle::Answers;

fn numbers(plan: &Plan) -> Vec<usize> {
    plan.steps.iter().map(|step| step.number).collect()
}

fn focal(step: &Step) -> bool {
    let focal = ["trigger-point", "neuromuscular"];
    step.modality.as_ref().is_some_and(|id| focal.contains(&id.as_str()))
}

fn firm(step: &Step) -> bool {
    focal(step) || step.pressure.is_some_and(|level| level.get() >= 3)
}

pub fn moves(plan: &Plan) -> Vec<Mutant> {
    let mut all = Vec::new();
    if plan.steps.is_empty() {
        return all;
    }
    let last = plan.steps.len() + 1;
    all.push(Mutant::new("o-01 check-in second", moved(plan, 1, 3), &["o-01"]));
    all.push(Mutant::new("o-01 check-in last", moved(plan, 1, last), &["o-01"]));
    let only = |phase: Phase| of(plan, phase).map(|step| step.number).next();
    if let (Some(test), Some(home)) = (only(Phase::ReTest), only(Phase::HomeCare)) {
        all.push(Mutant::new("o-07", moved(plan, home, test), &["o-07"]));
        if let Some(stretch) = only(Phase::Stretch) {
            all.push(Mutant::new("o-08", moved(plan, home, stretch), &["o-08"]));
        }
        all.push(Mutant::new("o-08 test last", moved(plan, test, last), &["o-08"]));
    }
    heat(plan, &mut all);
    warm_up(plan, &mut all);
    gluteals(plan, &mut all);
    for stretch in of(plan, Phase::Stretch) {
        let mut worked = plan.steps.iter().filter(|step| step.phase.is_hands_on());
        if let Some(step) = worked.rfind(|step| share_a_cell(stretch, step))
            && step.number < stretch.number
        {
            let mutated = moved(plan, stretch.number, step.number);
            all.push(Mutant::new("o-05", mutated, &["o-05"]));
        }
    }
    all
}

/// Hands on the area before the warm pack.
fn heat(plan: &Plan, all: &mut Vec<Mutant>) {
    for pack in of(plan, Phase::Heat) {
        let first = pack.beside.iter().min().copied().unwrap_or(pack.number).min(pack.number);
        let work = of(plan, Phase::Focus).find(|step| share_a_cell(pack, step));
        if let Some(work) = work {
            all.push(Mutant::new("o-02", moved(plan, work.number, first), &["o-02"]));
        }
    }
}

/// Firm work before the warm-up.
fn warm_up(plan: &Plan, all: &mut Vec<Mutant>) {
    let warm: Vec<usize> = of(plan, Phase::WarmUp).map(|step| step.number).collect();
    let last_focus = of(plan, Phase::Focus).map(|step| step.number).last();
    let (Some(last), true) = (last_focus, of(plan, Phase::Focus).any(firm)) else {
        return;
    };
    let mut order: Vec<usize> =
        numbers(plan).into_iter().filter(|number| !warm.contains(number)).collect();
    let at = order.iter().position(|number| *number == last).unwrap() + 1;
    order.splice(at..at, warm);
    all.push(Mutant::new("o-03", reordered(plan, &order), &["o-03"]));
}

/// The piriformis before the gluteals over it.
fn gluteals(plan: &Plan, all: &mut Vec<Mutant>) {
    let (over, under) = (RegionId::new("gluteals").unwrap(), RegionId::new("piriformis").unwrap());
    for side in Laterality::ALL {
        let first = |region: &RegionId| {
            of(plan, Phase::Focus).find(|step| covers(step, region, side)).map(|step| step.number)
        };
        if let (Some(above), Some(below)) = (first(&over), first(&under)) {
            let mutated = moved(plan, below, above);
            all.push(Mutant::new("o-04", mutated, &["o-04"]));
        }
    }
}

/// Cold before the work is done, or with nothing inflamed.
pub fn cold_out_of_order(plan: &Plan) -> Vec<Mutant> {
    let mut all = Vec::new();
    for cold in of(plan, Phase::Cold) {
        let stretch = of(plan, Phase::Stretch).find(|step| step.minutes.get() >= 2);
        for step in stretch.into_iter().chain(of(plan, Phase::Focus).last()) {
            // Moved to where it lies beside that step.
            let beside = with_step(plan, cold.number, |pack| {
                pack.beside = vec![step.number];
                pack.position = step.position;
                pack.minutes = step.minutes;
            });
            let mutated = moved(&beside, cold.number, step.number);
            all.push(Mutant::new(format!("o-06 beside {:?}", step.phase), mutated, &["o-06"]));
        }
    }
    let home = of(plan, Phase::HomeCare).next();
    let inflamed = Answers::new(&plan.intake).inflamed();
    if let (Some(home), false) = (home, inflamed) {
        let mut pack = home.clone();
        pack.phase = Phase::Cold;
        pack.counted = false;
        pack.beside = vec![home.number];
        pack.regions = vec![RegionId::new("low-back-outer").unwrap()];
        pack.side = Some(Side::Both);
        pack.number = plan.steps.len() + 1;
        let mutated = changed(plan, |next| next.steps.push(pack));
        let order: Vec<usize> = numbers(plan)
            .into_iter()
            .flat_map(|number| {
                if number == home.number {
                    vec![plan.steps.len() + 1, number]
                } else {
                    vec![number]
                }
            })
            .collect();
        let mutated = reordered(&mutated, &order);
        all.push(Mutant::new("o-06 without inflammation", mutated, &["o-06", "k-07"]));
    }
    all
}

/// The plan without these steps, their minutes given to the longest step that is left.
fn without(plan: &Plan, gone: &[usize]) -> Plan {
    let given: u16 = gone.iter().map(|number| plan.steps[number - 1].minutes.get()).sum();
    let keep: Vec<usize> =
        numbers(plan).into_iter().filter(|number| !gone.contains(number)).collect();
    let mut next = reordered(plan, &keep);
    let neighbour = next
        .steps
        .iter_mut()
        .filter(|step| step.counted && step.phase != Phase::Rest)
        .max_by_key(|step| (step.phase == Phase::HomeCare, step.phase == Phase::CheckIn));
    if let Some(step) = neighbour {
        step.minutes = Minutes::new(step.minutes.get() + given).unwrap();
    }
    next
}

pub fn drops(plan: &Plan) -> Vec<Mutant> {
    if plan.steps.is_empty() {
        return Vec::new();
    }
    let all = |phase: Phase| of(plan, phase).map(|step| step.number).collect::<Vec<_>>();
    let mut made = Vec::new();
    for (phase, rules) in [
        (Phase::CheckIn, ["check-in-missing", "o-01"]),
        (Phase::ReTest, ["re-test-missing", "o-07"]),
        (Phase::HomeCare, ["home-care-missing", "o-08"]),
        (Phase::Stretch, ["stretch-missing", "stretch-missing"]),
    ] {
        if !all(phase).is_empty() {
            let name = format!("{phase:?} dropped");
            made.push(Mutant::new(name, without(plan, &all(phase)), &rules));
        }
    }
    if of(plan, Phase::Focus).any(firm) {
        made.push(Mutant::new("WarmUp dropped", without(plan, &all(Phase::WarmUp)), &["o-03"]));
    }
    made
}
