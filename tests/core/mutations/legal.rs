//! Edits that the documents leave to the therapist.

use ischia::model::{Minutes, ModalityId, Phase, Plan, Position, Pressure, Step};

use super::{changed, moved, of, with_step};
use crate::oracle::{Answers, bounds};

fn lowest(modality: &str) -> u16 {
    match modality {
        "trigger-point" | "neuromuscular" => 3,
        "deep-tissue" => 4,
        _ => 1,
    }
}

fn whole_body(step: &Step) -> bool {
    step.regions.iter().any(|region| region.as_str() == "whole-body")
}

fn beside_a_pack(plan: &Plan, number: usize) -> bool {
    plan.steps.iter().any(|step| step.beside.contains(&number))
}

pub fn edits(plan: &Plan) -> Vec<(&'static str, Plan)> {
    let mut all = Vec::new();
    if plan.steps.is_empty() {
        return all;
    }
    let answers = Answers::new(&plan.intake);
    for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
        let (level, modality) = (step.pressure.unwrap().get(), step.modality.clone().unwrap());
        if level > lowest(modality.as_str()) {
            let softer = with_step(plan, step.number, |step| {
                step.pressure = Some(Pressure::new(level - 1).unwrap());
            });
            all.push(("a level less", softer));
        }
        let other = match modality.as_str() {
            "swedish" => Some("myofascial-release"),
            "myofascial-release" => Some("swedish"),
            _ => None,
        };
        // What the other side and the whole body get is Swedish (3D).
        let painful =
            step.side.is_some_and(|side| side.each().iter().any(|one| answers.painful(*one)));
        if let (Some(other), false, true) = (other, whole_body(step), painful) {
            let swapped = with_step(plan, step.number, |step| {
                step.modality = Some(ModalityId::new(other).unwrap());
            });
            all.push(("Swedish and myofascial exchanged", swapped));
        }
    }
    words(plan, &mut all);
    minutes(plan, &mut all);
    legs(plan, &mut all);
    positions(plan, &answers, &mut all);
    all
}

fn words(plan: &Plan, all: &mut Vec<(&'static str, Plan)>) {
    for step in &plan.steps {
        all.push((
            "other instructions",
            with_step(plan, step.number, |step| {
                "As the client likes it.".clone_into(&mut step.instructions);
                step.why.clear();
            }),
        ));
    }
    all.push((
        "other advice in words",
        changed(plan, |next| {
            for item in &mut next.home_care {
                item.text.push_str(" Ask when in doubt.");
            }
            next.notes.clear();
            next.expectation.clear();
        }),
    ));
}

fn minutes(plan: &Plan, all: &mut Vec<(&'static str, Plan)>) {
    let free = |step: &&Step| {
        !whole_body(step)
            && step.pressure.is_some_and(|level| level.get() < 4)
            && !beside_a_pack(plan, step.number)
    };
    let focus: Vec<&Step> = of(plan, Phase::Focus).filter(free).collect();
    for pair in focus.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if from.minutes.get() >= 4 {
            let next = changed(plan, |next| {
                for (step, minutes) in [(from, from.minutes.get() - 1), (to, to.minutes.get() + 1)]
                {
                    next.steps[step.number - 1].minutes = Minutes::new(minutes).unwrap();
                }
            });
            all.push(("a minute moved", next));
        }
    }
}

fn legs(plan: &Plan, all: &mut Vec<(&'static str, Plan)>) {
    let leg = |step: &Step| {
        step.phase == Phase::Focus
            && step.regions.iter().all(|id| ["hamstrings", "calves"].contains(&id.as_str()))
            && !beside_a_pack(plan, step.number)
    };
    for pair in plan.steps.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        if leg(a) && leg(b) && a.position == b.position {
            all.push(("legs exchanged", moved(plan, b.number, a.number)));
        }
    }
}

fn positions(plan: &Plan, answers: &Answers<'_>, all: &mut Vec<(&'static str, Plan)>) {
    for step in plan.steps.iter().filter(|step| {
        matches!(step.phase, Phase::ReTest | Phase::HomeCare | Phase::Rest)
            && !beside_a_pack(plan, step.number)
    }) {
        // Seated and side-lying are open to all whose wounds allow it.
        for position in [Position::Seated, Position::SideLyingLeft, Position::SideLyingRight] {
            let wounded = !answers.intake.excluded_regions.is_empty();
            // K14 and K15 go with the first step in each position: a new one would need them.
            let pinned = answers.any(&["spinal-stenosis", "spondylolisthesis"]);
            // A34: a long rest is on the left; A30: some positions hurt while they talk.
            let told = answers.has("pregnancy") || !answers.intake.aggravators.is_empty();
            let open = bounds::position_closed(answers, position).is_none();
            if open && !wounded && !pinned && !told {
                let next = with_step(plan, step.number, |step| {
                    step.position = position;
                    step.supports.clear();
                    if position != Position::Seated {
                        for id in ["knees-pillow", "head-rest"] {
                            step.supports.push(ischia::model::SupportId::new(id).unwrap());
                        }
                    }
                });
                all.push(("another position", next));
            }
        }
    }
}
