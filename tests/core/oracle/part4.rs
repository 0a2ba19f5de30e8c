//! The rules of Part 4 that are judged by a look at one thing; the longer ones stand with what they
//! are about.

use ischia::model::{Aggravator, FurthestPoint, Laterality, Phase, Plan, Position, Status, Step};

use super::answers::{INJURY, NUMB};
use super::{
    Answers, Wrongs, bounds, brief, cautions, gates, home, low_back, packs, positions, release,
    sides, stretches, words,
};

fn has(plan: &Plan, caution: &str) -> bool {
    plan.cautions.iter().any(|note| note.id.as_str() == caution)
}

fn open(plan: &Plan) -> bool {
    !plan.steps.is_empty()
}

pub fn a01(answers: &Answers<'_>, _: &Plan, wrongs: &mut Wrongs) -> bool {
    let filled = !answers.intake.numb_regions.is_empty();
    wrongs.unless(!filled || answers.any(&NUMB), "a numb place without its answer", String::new);
    filled
}

pub fn a02(answers: &Answers<'_>, _: &Plan, wrongs: &mut Wrongs) -> bool {
    let filled = !answers.intake.inflamed_regions.is_empty();
    wrongs.unless(!filled || answers.inflamed(), "an inflamed place without it", String::new);
    filled
}

pub fn a03(answers: &Answers<'_>, _: &Plan, wrongs: &mut Wrongs) -> bool {
    let filled = !answers.intake.injured_regions.is_empty();
    wrongs.unless(!filled || answers.any(&INJURY), "an injured place without it", String::new);
    filled
}

pub fn a06(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = cautions::triggered(answers).contains("k-36");
    wrongs.unless(!due || has(plan, "k-36"), "K36", String::new);
    let note = plan.cautions.iter().find(|note| note.id.as_str() == "k-36");
    if let (Some(note), true) = (note, due) {
        // "Names both answers."
        let leg = answers.intake.pain_leg.get() >= 1
            && answers.intake.furthest_point == FurthestPoint::LowBack;
        let named = !leg || (words::has(&note.text, "leg") && words::has(&note.text, "low back"));
        wrongs.unless(named, "K36 names both answers", || note.text.clone());
    }
    due
}

/// The focal modalities of Part 4.
fn is_focal(step: &Step) -> bool {
    let focal = ["trigger-point", "neuromuscular", "deep-tissue"];
    step.modality.as_ref().is_some_and(|id| focal.contains(&id.as_str()))
}

pub fn a10(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = answers.disc() && open(plan);
    if !due {
        return false;
    }
    wrongs.unless(has(plan, "k-03"), "K03", String::new);
    for step in &plan.steps {
        let back = step.regions.iter().any(|id| low_back(id.as_str()));
        let deep = step.pressure.is_some_and(|level| level.get() > 2);
        wrongs.unless(!(back && deep), "low back at most 2", || brief(step));
        let pillow = step.supports.iter().any(|id| id.as_str() == "abdomen-pillow");
        let flat = step.position == Position::Prone && !pillow;
        wrongs.unless(!flat, "prone only with a pillow", || brief(step));
    }
    !answers.is("herniated-disc")
}

fn gate(answers: &Answers<'_>, plan: &Plan, id: &str, wrongs: &mut Wrongs) -> bool {
    let due = gates::expected(answers).contains_key(id);
    let listed = plan.gates.iter().any(|gate| gate.id.as_str() == id);
    wrongs.unless(due == listed, "its gate", || format!("{id} due {due}, listed {listed}"));
    due
}

pub fn a11(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    gate(answers, plan, "g-20", wrongs)
}

/// No hands, heat, stretch or weight on an injured place.
fn left_alone(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    for step in &plan.steps {
        let touches = matches!(step.phase, Phase::WarmUp | Phase::Focus | Phase::Heat);
        for side in sides(step.side) {
            let meets = step.regions.iter().any(|id| answers.injured(id.as_str(), *side));
            wrongs.unless(!(touches && meets), "the injured place is left alone", || brief(step));
        }
        let loads = crate::generate::REGIONS.iter().any(|region| {
            Laterality::ALL.iter().any(|side| {
                answers.injured(region, *side) && positions::loads(step.position, region, *side)
            })
        });
        wrongs.unless(!loads, "no position loads the injured place", || brief(step));
    }
}

pub fn a12(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = gate(answers, plan, "g-21", wrongs);
    if due && open(plan) {
        wrongs.unless(has(plan, "k-32"), "K32", String::new);
        left_alone(answers, plan, wrongs);
    }
    due
}

pub fn a13(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    gate(answers, plan, "g-22", wrongs)
}

pub fn a14(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = cautions::triggered(answers).contains("k-33");
    wrongs.unless(!due || has(plan, "k-33"), "K33", String::new);
    due
}

pub fn a15(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = answers.intense() && open(plan);
    if due {
        let hands = plan
            .steps
            .iter()
            .filter(|step| step.phase.is_hands_on() || step.phase == Phase::Stretch);
        let sum: u16 = hands.map(|step| step.minutes.get()).sum();
        wrongs.unless(sum <= 30, "30 minutes of hands and stretch", || format!("{sum}"));
        let warm = plan.steps.iter().any(|step| step.phase == Phase::Heat);
        wrongs.unless(!warm, "no heat step", String::new);
    }
    due
}

/// Every step of hands against the cap of A16; `walk` says the same by its reason.
pub fn a16(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut lowered = false;
    for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
        for region in step.regions.iter().filter(|id| id.as_str() != "whole-body") {
            for side in sides(step.side) {
                let (cap, _) = bounds::cap(answers, region.as_str(), *side);
                lowered |= answers.inflamed_there(region.as_str(), *side);
                let fine = step.pressure.is_some_and(|level| level.get() <= cap);
                wrongs.unless(fine, "over the cap", || format!("{cap}: {}", brief(step)));
            }
        }
    }
    lowered
}

pub fn a17(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = answers.declines("swedish") && answers.declines("myofascial-release");
    let held =
        plan.gates.iter().any(|gate| gate.id.as_str() == "g-15" && gate.status == Status::Hold);
    wrongs.unless(!due || held, "G-15 holds", String::new);
    due
}

/// Whether an item stands at home, today or later.
fn at_home(plan: &Plan, item: &str) -> bool {
    plan.home_care.iter().chain(&plan.home_care_later).any(|other| other.id.as_str() == item)
}

fn absent(answers: &Answers<'_>, plan: &Plan, item: &str, rule: &str, wrongs: &mut Wrongs) -> bool {
    let due = home::home_care_closed(answers, item) == Some(rule) && open(plan);
    wrongs.unless(!due || !at_home(plan, item), &format!("{item} at home"), String::new);
    due
}

pub fn a22(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    absent(answers, plan, "ball-buttock", "A22", wrongs)
}

pub fn a23(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    absent(answers, plan, "weight", "A23", wrongs)
}

pub fn a27(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    for step in plan.steps.iter().filter(|step| step.phase == Phase::Stretch) {
        for technique in &step.techniques {
            for side in sides(step.side) {
                let last = stretches::LAST_RESORT.contains(&technique.as_str());
                let pulls = stretches::pulls(technique.as_str());
                let meets =
                    !last && pulls.iter().any(|region| answers.inflamed_there(region, *side));
                wrongs.unless(!meets, "a stretch pulls an inflamed place", || brief(step));
            }
        }
    }
    answers.inflamed() && open(plan)
}

pub fn a28(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = answers.any(&["suspected-fracture", "deep-tissue-damage"]) && open(plan);
    if due {
        left_alone(answers, plan, wrongs);
        for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
            let back = step.regions.iter().any(|id| low_back(id.as_str()));
            let bad = back && answers.has("suspected-fracture");
            wrongs.unless(!bad, "no hands on the low back", || brief(step));
        }
    }
    due
}

pub fn a29(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = answers.has("poor-circulation-or-diabetes") && open(plan);
    if due {
        packs::none_at_all(answers, plan, wrongs);
    }
    due
}

pub fn a30(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if answers.told(Aggravator::Heat) {
        packs::none_at_all(answers, plan, wrongs);
    }
    if answers.told(Aggravator::Cold) {
        let cold = plan.steps.iter().any(|step| step.phase == Phase::Cold);
        wrongs.unless(!cold && !at_home(plan, "cold-pack"), "cold", String::new);
    }
    for (told, technique) in [
        (Aggravator::BendingForward, "knee-to-chest"),
        (Aggravator::BendingBack, "hip-flexor-stretch"),
    ] {
        let used =
            plan.steps.iter().any(|step| step.techniques.iter().any(|id| id.as_str() == technique));
        wrongs.unless(!(answers.told(told) && used), "bending", || technique.to_owned());
    }
    !answers.intake.aggravators.is_empty() && open(plan)
}

pub fn a31(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    for step in &plan.steps {
        let declined = step.modality.as_ref().is_some_and(|id| answers.declines(id.as_str()));
        wrongs.unless(!declined, "a modality that was refused", || brief(step));
        let most = answers.own_highest().unwrap_or(5);
        let deep = step.pressure.is_some_and(|level| level.get() > most);
        wrongs.unless(!deep, "above the client's own highest", || brief(step));
    }
    if answers.declines_heat() {
        packs::none_at_all(answers, plan, wrongs);
    }
    answers.intake.preferences.is_some() && open(plan)
}

pub fn a33(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut due = false;
    for step in plan.steps.iter().filter(|step| cautions::belongs("k-34", step, answers)) {
        due = true;
        let here = step.cautions.iter().any(|id| id.as_str() == "k-34");
        wrongs.unless(here, "K34 on the step", || brief(step));
    }
    due
}

pub fn a35(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = answers.unconfirmed() && open(plan);
    if due {
        for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
            let level = step.pressure.map_or(0, ischia::model::Pressure::get);
            let most = |id: &str| match id {
                "gluteals" => 3,
                "piriformis" => 2,
                id if low_back(id) => 2,
                _ => 5,
            };
            let over = step.regions.iter().any(|id| level > most(id.as_str()));
            wrongs.unless(!over && !is_focal(step), "as for a possible disc", || brief(step));
        }
    }
    due
}

pub fn a70(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = answers.has("past-clot") && open(plan);
    if due {
        wrongs.unless(has(plan, "k-35"), "K35", String::new);
        for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
            let leg = step.regions.iter().any(|id| ["hamstrings", "calves"].contains(&id.as_str()));
            let deep = step.pressure.is_some_and(|level| level.get() > 2) || is_focal(step);
            wrongs.unless(!(leg && deep), "legs at most 2, nothing focal", || brief(step));
        }
        wrongs.unless(!at_home(plan, "roller-legs"), "a roller for the legs", String::new);
    }
    due
}

pub fn a71(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let due = answers.has("bruises-easily");
    if due {
        gate(answers, plan, "g-17", wrongs);
    }
    if due && open(plan) {
        wrongs.unless(has(plan, "k-12"), "K12", String::new);
        let most = release::bleeding_cap(answers);
        for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
            let deep = step.pressure.is_some_and(|level| level.get() > most) || is_focal(step);
            wrongs.unless(!deep, "the rules of the anticoagulant", || brief(step));
        }
        let rolls = at_home(plan, "roller-legs") || at_home(plan, "ball-buttock");
        wrongs.unless(!rolls, "no ball, no roller", String::new);
    }
    due
}
