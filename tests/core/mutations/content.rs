//! What a step does: level, modality, technique, position, region, home care.

use ischia::model::{
    HomeCare, HomeCareId, ModalityId, Phase, Plan, Position, Pressure, RegionId, Side, Step,
    SupportId, TechniqueId,
};

use super::{Mutant, changed, of, with_step};
use crate::generate::{MODALITIES, REGIONS};
use crate::oracle::{Answers, bounds, low_back, positions, sides};

/// The knowledge id at the start of a reason of the oracle, if it starts with one.
fn rule_of(why: &str) -> Vec<&str> {
    let id = why.split_whitespace().next().unwrap_or_default();
    let known = id.len() == 4 && (id.starts_with("k-") || id.starts_with("g-"));
    if known { vec![id] } else { Vec::new() }
}

fn hands_on(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.steps.iter().filter(|step| step.phase.is_hands_on())
}

/// The least cap over the cells of a step, and why it is that.
fn cap(answers: &Answers<'_>, step: &Step) -> (u16, &'static str) {
    let cells = step
        .regions
        .iter()
        .flat_map(|region| sides(step.side).iter().map(move |side| (region.as_str(), *side)));
    cells
        .map(|(region, side)| match region {
            "whole-body" => (bounds::whole_body_cap(answers), "whole body"),
            _ => bounds::cap(answers, region, side),
        })
        .min_by_key(|(level, _)| *level)
        .unwrap()
}

/// Whether the category alone sets the caps.
fn plain(answers: &Answers<'_>) -> bool {
    let intake = answers.intake;
    !answers.acute_limits()
        && !answers.inflamed()
        && intake.findings.is_empty()
        && intake.preferences.is_none()
        && intake.course.is_none()
        && intake.numb_regions.is_empty()
        && intake.clearances.is_empty()
}

fn at_level(plan: &Plan, step: &Step, level: u16) -> Plan {
    with_step(plan, step.number, |step| step.pressure = Some(Pressure::new(level).unwrap()))
}

pub fn over_the_cap(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for step in hands_on(plan) {
        let (cap, why) = cap(&answers, step);
        for level in cap + 1..=4 {
            // Other caps may say it first where they are as low: then any conflict will do.
            let rules = match why {
                "hard maximum" if level == cap + 1 && plain(&answers) => {
                    vec![
                        "hard-maximum",
                        "k-03",
                        "k-13",
                        "k-29",
                        "k-27",
                        "warm-up-level",
                        "other-side-focal",
                    ]
                }
                _ => Vec::new(),
            };
            let name = format!("over the cap: {why}");
            all.push(Mutant::new(name, at_level(plan, step, level), &rules).on(step.number));
        }
    }
    all
}

pub fn level_five(plan: &Plan) -> Vec<Mutant> {
    let five = |step: &Step| {
        Mutant::new("level 5", at_level(plan, step, 5), &["level-five"]).on(step.number)
    };
    hands_on(plan).map(five).collect()
}

pub fn closed_modalities(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for step in hands_on(plan) {
        for modality in MODALITIES {
            let closed = step.regions.iter().find_map(|region| {
                sides(step.side).iter().find_map(|side| {
                    bounds::modality_closed(&answers, modality, region.as_str(), *side)
                })
            });
            let mutated = with_step(plan, step.number, |step| {
                step.modality = Some(ModalityId::new(modality).unwrap());
            });
            if let Some(why) = closed {
                // A proposal without *hard*, so a warning will do (3D "Side", "Whole body").
                if why.starts_with("the other side") || why.starts_with("whole body") {
                    continue;
                }
                // Where the category closes it too, either ground will do.
                let rules = match why {
                    "k-12" => vec!["k-12", "modality-closed", "after-release"],
                    _ => Vec::new(),
                };
                let name = format!("{modality} closed: {why}");
                all.push(Mutant::new(name, mutated, &rules).on(step.number));
            } else if step.phase == Phase::WarmUp
                && !["swedish", "myofascial-release"].contains(&modality)
            {
                let name = format!("{modality} as a warm-up");
                all.push(Mutant::new(name, mutated, &[]).on(step.number));
            }
        }
    }
    all
}

const TECHNIQUES: [&str; 6] = [
    "hip-cross-over",
    "gluteal-stretch",
    "hamstring-stretch",
    "knee-to-chest",
    "sciatic-slider",
    "hip-flexor-stretch",
];

pub fn closed_techniques(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for step in of(plan, Phase::Stretch) {
        for technique in TECHNIQUES {
            let closed = sides(step.side)
                .iter()
                .find_map(|side| bounds::technique_closed(&answers, technique, *side));
            let Some(why) = closed else {
                continue;
            };
            let id = TechniqueId::new(technique).unwrap();
            let mutated = with_step(plan, step.number, |step| step.techniques.push(id));
            let name = format!("{technique} closed: {why}");
            // Several grounds may close one technique; each of them will do.
            let mut rules = rule_of(why);
            if !rules.is_empty() {
                rules.extend(["k-03", "k-14", "k-15"]);
            }
            all.push(Mutant::new(name, mutated, &rules).on(step.number));
        }
    }
    all
}

/// 1F-4, 3F: what removes which item, and the caution that stands for it.
fn removed(answers: &Answers<'_>) -> Vec<(&'static str, &'static str)> {
    let low = "roller-low-back";
    let table = [
        (low, "k-03", answers.is("herniated-disc")),
        (low, "k-14", answers.has("spinal-stenosis")),
        (low, "k-15", answers.has("spondylolisthesis")),
        (low, "k-13", answers.has("pregnancy")),
        (low, "k-16", answers.has("osteoporosis")),
        (low, "k-12", answers.bleeding()),
        ("roller-legs", "k-12", answers.bleeding()),
        ("ball-buttock", "k-12", answers.bleeding()),
    ];
    table.into_iter().filter(|(_, _, applies)| *applies).map(|(item, id, _)| (item, id)).collect()
}

pub fn closed_home_care(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    if plan.steps.is_empty() {
        return Vec::new();
    }
    let made = removed(&answers).into_iter().map(|(item, rule)| {
        let mutated = changed(plan, |next| {
            next.home_care.push(HomeCare {
                id: HomeCareId::new(item).unwrap(),
                text: "Roll gently.".to_owned(),
                cautions: plan.cautions.iter().map(|caution| caution.id.clone()).collect(),
                sources: Vec::new(),
            });
        });
        // Several answers may remove one item; what they are called is left open.
        Mutant::new(format!("{item} at home with {rule}"), mutated, &[])
    });
    made.collect()
}

pub fn closed_positions(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for step in &plan.steps {
        for position in Position::ALL {
            let mutated = with_step(plan, step.number, |step| step.position = position);
            if let Some(why) = positions::closed_in(&answers, step.phase, position) {
                let rules: &[&str] = match why {
                    "loads an excluded region" => &["k-11"],
                    "loads a fresh injury" => &[],
                    _ => &["k-13"],
                };
                all.push(Mutant::new(why, mutated.clone(), rules).on(step.number));
            }
            let far = step.phase.is_hands_on()
                && step.regions.iter().any(|region| {
                    region.as_str() != "whole-body"
                        && sides(step.side)
                            .iter()
                            .any(|side| bounds::out_of_reach(position, region.as_str(), *side))
                });
            if far {
                all.push(Mutant::new("out of reach", mutated, &["position-reach"]).on(step.number));
            }
        }
    }
    all
}

pub fn supports(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    for step in &plan.steps {
        for position in [Position::Prone, Position::Supine] {
            let Some(support) = bounds::support_needed(&answers, position) else {
                continue;
            };
            let id = SupportId::new(support).unwrap();
            let bare = with_step(plan, step.number, |step| {
                step.position = position;
                step.supports.retain(|other| *other != id);
            });
            let rules: &[&str] = &["support-missing", "k-14", "k-15", "k-03"];
            let name = format!("{position:?} without {support}");
            all.push(Mutant::new(name, bare, rules).on(step.number));
        }
    }
    all
}

/// Work where a wound or a fresh injury is.
pub fn closed_regions(plan: &Plan) -> Vec<Mutant> {
    let answers = Answers::new(&plan.intake);
    let mut all = Vec::new();
    let focus = of(plan, Phase::Focus).filter(|step| step.regions[0].as_str() != "whole-body");
    for step in focus {
        for region in REGIONS {
            for side in sides(Some(Side::Both)) {
                let (cap, why) = bounds::cap(&answers, region, *side);
                if cap > 0 {
                    continue;
                }
                let mutated = with_step(plan, step.number, |step| {
                    step.regions = vec![RegionId::new(region).unwrap()];
                    step.side = Some(if low_back(region) { Side::Both } else { Side::from(*side) });
                    step.modality = Some(ModalityId::new("swedish").unwrap());
                    step.pressure = Some(Pressure::MIN);
                });
                let name = format!("work where there is: {why}");
                all.push(Mutant::new(name, mutated, &rule_of(why)).on(step.number));
            }
        }
    }
    all
}

/// Steps that aren't what their phase calls for.
pub fn shapes(plan: &Plan) -> Vec<Mutant> {
    let mut all = Vec::new();
    let swedish = || Some(ModalityId::new("swedish").unwrap());
    for step in &plan.steps {
        let mut shape = |name: &str, change: &dyn Fn(&mut Step)| {
            let mutated = with_step(plan, step.number, change);
            all.push(Mutant::new(name, mutated, &["phase-shape"]).on(step.number));
        };
        match step.phase {
            Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => {
                shape("a talk with a modality", &|step| step.modality = swedish());
                shape("a talk with a level", &|step| step.pressure = Some(Pressure::MIN));
            }
            Phase::Focus | Phase::WarmUp => {
                shape("work without a modality", &|step| step.modality = None);
                shape("work without a level", &|step| step.pressure = None);
                shape("work without a region", &|step| step.regions.clear());
                shape("work without a side", &|step| step.side = None);
            }
            Phase::Stretch => {
                shape("a stretch with a level", &|step| step.pressure = Some(Pressure::MIN));
                shape("a stretch with a modality", &|step| step.modality = swedish());
            }
            Phase::Heat | Phase::Cold => {
                shape("a pack with a modality", &|step| step.modality = swedish());
                shape("a pack without a region", &|step| step.regions.clear());
            }
        }
    }
    all
}
