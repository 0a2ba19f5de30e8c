//! Minutes and packs.

use ischia::model::{Minutes, ModalityId, Phase, Plan, Pressure, RegionId, Side, Step};

use super::{Mutant, changed, of, with_step};
use crate::oracle::{Answers, bounds, sides};

fn at(step: &mut Step, minutes: u16) {
    step.minutes = Minutes::new(minutes).unwrap();
}

/// Some minutes go from one step to another.
fn given(plan: &Plan, from: usize, to: usize, minutes: u16) -> Plan {
    let less = with_step(plan, from, |step| {
        let left = step.minutes.get() - minutes;
        at(step, left);
    });
    with_step(&less, to, |step| {
        let more = step.minutes.get() + minutes;
        at(step, more);
    })
}

pub fn minutes(plan: &Plan) -> Vec<Mutant> {
    let mut all = Vec::new();
    if plan.steps.is_empty() {
        return all;
    }
    for step in plan.steps.iter().filter(|step| step.counted) {
        let longer = with_step(plan, step.number, |step| {
            let more = step.minutes.get() + 1;
            at(step, more);
        });
        all.push(Mutant::new("a minute too many", longer, &["minutes-sum"]));
        let uncounted = with_step(plan, step.number, |step| step.counted = false);
        all.push(Mutant::new("uncounted", uncounted, &["counted-pack"]).on(step.number));
        let hidden = changed(&with_step(plan, step.number, |step| step.counted = false), |next| {
            next.total_minutes -= step.minutes.get();
            next.unused_minutes += step.minutes.get();
        });
        all.push(Mutant::new("uncounted, sums kept", hidden, &["counted-pack"]).on(step.number));
        let least = if matches!(step.phase, Phase::CheckIn | Phase::Focus) { 3 } else { 2 };
        let to = plan.steps.iter().rfind(|other| other.counted && other.number != step.number);
        let short = given(plan, step.number, to.unwrap().number, step.minutes.get() + 1 - least);
        let name = format!("{:?} too short", step.phase);
        all.push(Mutant::new(name, short, &["step-too-short"]).on(step.number));
    }
    let total = changed(plan, |next| next.total_minutes += 1);
    all.push(Mutant::new("total changed", total, &["minutes-sum"]));
    if Answers::new(&plan.intake).pain() < 7
        && bounds::hands_on(&Answers::new(&plan.intake)).is_empty()
    {
        let long = plan.steps.iter().find(|step| step.counted && step.minutes.get() > 4);
        if let Some(step) = long {
            let unused = changed(plan, |next| {
                let left = step.minutes.get() - 1;
                at(&mut next.steps[step.number - 1], left);
                next.total_minutes -= 1;
                next.unused_minutes += 1;
            });
            all.push(Mutant::new("unused without cause", unused, &["unused-without-cause"]));
        }
    }
    all
}

/// Over ten minutes at level 4.
pub fn firm(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for step in of(plan, Phase::Focus) {
        let region = step.regions[0].as_str();
        let open = region != "whole-body"
            && sides(step.side).iter().all(|side| {
                bounds::cap(&answers, region, *side).0 >= 4
                    && bounds::modality_closed(&answers, "deep-tissue", region, *side).is_none()
            });
        let from = of(plan, Phase::Focus)
            .filter(|other| other.number != step.number)
            .max_by_key(|other| other.minutes.get());
        let (true, Some(from)) = (open, from) else {
            continue;
        };
        let wanted = 11u16.saturating_sub(step.minutes.get());
        if from.minutes.get() < wanted + 3 {
            continue;
        }
        let longer =
            with_step(&given(plan, from.number, step.number, wanted), step.number, |step| {
                step.pressure = Some(Pressure::new(4).unwrap());
                step.modality = Some(ModalityId::new("deep-tissue").unwrap());
            });
        all.push(Mutant::new("eleven minutes at level 4", longer, &["firm-too-long"]));
    }
    all
}

/// Rest turned back into work.
pub fn hands_on(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let limits = bounds::hands_on(&answers);
    let sum = |phases: &[Phase]| -> u16 {
        let of = plan.steps.iter().filter(|step| phases.contains(&step.phase));
        of.map(|step| step.minutes.get()).sum()
    };
    let hands = [Phase::WarmUp, Phase::Focus];
    let with_stretch = [Phase::WarmUp, Phase::Focus, Phase::Stretch];
    let rest = of(plan, Phase::Rest).next();
    let work = of(plan, Phase::Focus).last();
    let (Some(rest), Some(work)) = (rest, work) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (most, stretch, why) in limits {
        let used = if stretch { sum(&with_stretch) } else { sum(&hands) };
        let over = most + 1 - used.min(most);
        if rest.minutes.get() < over + 2 {
            continue;
        }
        let mutated = given(plan, rest.number, work.number, over);
        let rules: &[&str] = match why {
            "clearance" => &["clearance-limit", "hands-on-limit"],
            "pain 7 to 10" => &["g-11", "hands-on-limit"],
            // The documents name no rule for it; the knowledge files call it so.
            "acute" => &["acute-time", "hands-on-limit"],
            _ => &[],
        };
        all.push(Mutant::new(format!("hands-on over: {why}"), mutated, rules));
    }
    all
}

pub fn packs(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for pack in plan.steps.iter().filter(|step| step.phase.is_pack()) {
        let heat = pack.phase == Phase::Heat;
        let sum: u16 = pack.beside.iter().map(|number| plan.steps[number - 1].minutes.get()).sum();
        let mut put = |name: &str, rules: &[&str], change: &dyn Fn(&mut Step)| {
            let mutated = with_step(plan, pack.number, change);
            let name = format!("{name} ({:?})", pack.phase);
            all.push(Mutant::new(name, mutated, rules).on(pack.number));
        };
        put("pack counted", &["counted-pack"], &|step| step.counted = true);
        put("pack beside check-in", &["pack-beside"], &|step| step.beside = vec![1]);
        put("pack beside check-in too", &["pack-beside"], &|step| step.beside.insert(0, 1));
        put("pack beside nothing", &["pack-beside", "phase-shape"], &|step| step.beside.clear());
        put("pack over its steps", &["pack-length"], &|step| at(step, sum + 1));
        put("pack over 20 minutes", &["pack-length"], &|step| at(step, 21));
        for number in &pack.beside {
            let hands = &plan.steps[number - 1];
            if hands.phase.is_hands_on() && hands.regions[0].as_str() != "whole-body" {
                put("pack under hands", &["pack-under-hands"], &|step| {
                    step.regions.clone_from(&hands.regions);
                    step.side = hands.side;
                });
            }
        }
        for region in crate::generate::REGIONS {
            for side in sides(Some(Side::Both)) {
                let closed = if heat {
                    bounds::no_heat(&answers, region, *side)
                } else {
                    bounds::no_cold(&answers, region, *side)
                };
                if let Some(why) = closed {
                    let rules: Vec<&str> = match why {
                        "k-11" => vec!["k-11"],
                        "k-13 no heat on the low back" => vec!["k-13"],
                        _ => Vec::new(),
                    };
                    put(&format!("pack where: {why}"), &rules, &|step| {
                        step.regions = vec![RegionId::new(region).unwrap()];
                        step.side = Some(Side::from(*side));
                    });
                }
            }
        }
    }
    all
}
