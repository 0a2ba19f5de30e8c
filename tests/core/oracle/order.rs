//! Part 3B: the hard ordering rules O1–O8.

use ischia::model::{Laterality, Phase, Plan, Step};

use super::{Answers, Wrongs, sides};

fn covers(step: &Step, region: &str, side: Laterality) -> bool {
    step.regions.iter().any(|id| id.as_str() == region) && sides(step.side).contains(&side)
}

fn share_a_cell(a: &Step, b: &Step) -> bool {
    a.regions.iter().any(|region| {
        Laterality::ALL
            .iter()
            .any(|side| covers(a, region.as_str(), *side) && covers(b, region.as_str(), *side))
    })
}

pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let steps = &plan.steps;
    let at = |phase: Phase| steps.iter().filter(move |step| step.phase == phase);
    let hands = || steps.iter().filter(|step| step.phase.is_hands_on());

    wrongs.unless(steps[0].phase == Phase::CheckIn, "o-01", String::new);
    for heat in at(Phase::Heat) {
        let done = heat.beside.iter().max().copied().unwrap_or(heat.number);
        let early = hands().any(|step| share_a_cell(heat, step) && step.number <= done);
        wrongs.unless(!early, "o-02", || format!("{heat:?}"));
    }
    let warm = at(Phase::WarmUp).map(|step| step.number).min().unwrap_or(usize::MAX);
    for step in hands().filter(|step| step.phase == Phase::Focus) {
        let focal = step
            .modality
            .as_ref()
            .is_some_and(|id| ["trigger-point", "neuromuscular"].contains(&id.as_str()));
        let firm = focal || step.pressure.is_some_and(|level| level.get() >= 3);
        wrongs.unless(!firm || warm < step.number, "o-03", || format!("step {}", step.number));
    }
    for side in Laterality::ALL {
        let first = |region: &str| {
            let on = at(Phase::Focus).filter(|step| covers(step, region, side));
            on.map(|step| step.number).min()
        };
        if let (Some(gluteals), Some(piriformis)) = (first("gluteals"), first("piriformis")) {
            wrongs.unless(gluteals < piriformis, "o-04", || format!("{side:?}"));
        }
    }
    for stretch in at(Phase::Stretch) {
        let later = hands().any(|step| share_a_cell(stretch, step) && step.number > stretch.number);
        wrongs.unless(!later, "o-05", || format!("step {}", stretch.number));
    }
    for cold in at(Phase::Cold) {
        let from = cold.beside.iter().min().copied().unwrap_or(cold.number).min(cold.number);
        let later = steps
            .iter()
            .filter(|step| step.phase.is_hands_on() || step.phase == Phase::Stretch)
            .any(|step| step.number >= from);
        wrongs.unless(!later && answers.inflamed(), "o-06", || format!("{cold:?}"));
    }
    let test = at(Phase::ReTest).map(|step| step.number).max();
    let home = at(Phase::HomeCare).map(|step| step.number).min();
    wrongs.unless(test < home, "o-07", || format!("{test:?} {home:?}"));
    let last = steps.iter().rfind(|step| step.counted).map(|step| step.phase);
    wrongs.unless(last == Some(Phase::HomeCare), "o-08", || format!("{last:?}"));
}
