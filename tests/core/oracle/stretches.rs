//! Stretches and movements: what closes them (3F, A12, A20, A27, A30), how long they may take
//! (A52).

use ischia::model::{Aggravator, Laterality, Phase, Plan, Step, TechniqueId};

use super::{Answers, Wrongs, brief, release, sides};

/// The techniques of the contract, and the easy knee movement of A20.
pub const TECHNIQUES: [&str; 10] = [
    "hip-cross-over",
    "gluteal-stretch",
    "hamstring-stretch",
    "knee-to-chest",
    "pelvic-tilt",
    "sciatic-slider",
    "contract-relax",
    "hip-flexor-stretch",
    "ankle-pumps",
    "knee-movement",
];
/// A20: "only pelvic tilts, easy knee movement, ankle pumps".
pub const EASY: [&str; 3] = ["pelvic-tilt", "knee-movement", "ankle-pumps"];

/// 3F: "always allowed where nothing else is", not over an excluded region. Whether an inflamed
/// place closes these too A27 leaves open, so here it doesn't.
pub const LAST_RESORT: [&str; 2] = ["knee-movement", "ankle-pumps"];

/// What a technique pulls, as 3F "Open wound" has it and anatomy adds.
pub fn pulls(technique: &str) -> &'static [&'static str] {
    match technique {
        "hip-cross-over" | "contract-relax" => &["gluteals", "piriformis"],
        "gluteal-stretch" => &["gluteals"],
        "hamstring-stretch" => &["gluteals", "hamstrings"],
        "sciatic-slider" => &["gluteals", "hamstrings", "calves"],
        "knee-to-chest" => &["gluteals", "low-back-near-spine", "low-back-outer"],
        "pelvic-tilt" => &["low-back-near-spine", "low-back-outer"],
        "ankle-pumps" => &["calves"],
        _ => &[],
    }
}

/// A20: whether the client moves easily and nothing else.
pub fn only_easy(answers: &Answers<'_>) -> bool {
    answers.pain() >= 7 || answers.intense() || release::easy_movement_after(answers)
}

/// Why this technique may not be used on that side.
pub fn technique_closed(
    answers: &Answers<'_>,
    technique: &str,
    side: Laterality,
) -> Option<&'static str> {
    let stenosis = answers.has("spinal-stenosis");
    let slip = answers.has("spondylolisthesis");
    let disc = answers.disc();
    let careful = disc || answers.unconfirmed();
    let extension = technique == "hip-flexor-stretch";
    let flexion = technique == "knee-to-chest";
    let crossing = technique == "hip-cross-over";
    let last = LAST_RESORT.contains(&technique);
    let back_inflamed = ["low-back-near-spine", "low-back-outer"]
        .into_iter()
        .any(|region| Laterality::ALL.into_iter().any(|side| answers.inflamed_there(region, side)));
    let pulled = |is: &dyn Fn(&str) -> bool| pulls(technique).iter().any(|region| is(region));
    let table = [
        (pulled(&|region| answers.excluded(region, side)), "k-11 pulls an excluded region"),
        (pulled(&|region| answers.injured(region, side)), "A12 pulls a fresh injury"),
        (
            !last && pulled(&|region| answers.inflamed_there(region, side)),
            "A27 pulls an inflamed region",
        ),
        (back_inflamed && (flexion || extension), "A27 bends an inflamed low back"),
        (!EASY.contains(&technique) && only_easy(answers), "A20 easy movement only"),
        (flexion && answers.told(Aggravator::BendingForward), "A30 bending forward"),
        (extension && answers.told(Aggravator::BendingBack), "A30 bending back"),
        (extension && stenosis, "k-14 no back-bending"),
        (extension && slip, "k-15 no back-bending"),
        (technique == "hamstring-stretch" && slip, "k-15 no strong hamstring stretch"),
        (flexion && careful, "disc: no forced flexion"),
        (disc && stenosis && (flexion || extension || crossing), "neutral hip stretches only"),
        (crossing && answers.has("hip-replacement"), "k-17"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Every technique of a stretch step against what closes it.
pub fn judge(answers: &Answers<'_>, step: &Step, wrongs: &mut Wrongs) {
    for technique in step.techniques.iter().map(TechniqueId::as_str) {
        for side in sides(step.side) {
            if let Some(why) = technique_closed(answers, technique, *side) {
                wrongs.say(format!("{technique}: {why}"), format!("{side:?}: {}", brief(step)));
            }
        }
    }
}

fn of(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.steps.iter().filter(|step| step.phase == Phase::Stretch)
}

/// A20, and "as many of the three as nothing else bars, in that order".
pub fn a20(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if !only_easy(answers) || plan.steps.is_empty() {
        return false;
    }
    for step in of(plan) {
        let places: Vec<usize> = step
            .techniques
            .iter()
            .filter_map(|id| EASY.iter().position(|easy| *easy == id.as_str()))
            .collect();
        wrongs.unless(places.len() == step.techniques.len(), "easy movement alone", || brief(step));
        wrongs.unless(places.is_sorted(), "easy movement in its order", || brief(step));
    }
    true
}

/// Seconds of a technique on one side, at most: the doses of 3C and 3G, and 30 s to set up.
fn seconds(answers: &Answers<'_>, technique: &str) -> u16 {
    // The doses are the category's; whether a known disc under another one shortens the holds the
    // paper leaves open, so here it doesn't. In the acute design one stretch alone has a dose.
    let disc = answers.is("herniated-disc");
    let short = disc || (answers.is("acute") && technique == "gluteal-stretch");
    let held = if short { 20 * 2 } else { 30 * 3 };
    let dose = match technique {
        "contract-relax" => 7 * 5,
        "sciatic-slider" if disc => 10 * 4,
        "sciatic-slider" => 2 * 10 * 4,
        "pelvic-tilt" | "ankle-pumps" | "knee-movement" => 10 * 4,
        _ => held,
    };
    dose + 30
}

/// The minutes of a stretch step, at most: "its techniques together, rounded up, at least 2 min".
pub fn most_minutes(answers: &Answers<'_>, step: &Step) -> u16 {
    let on: u16 = if sides(step.side).len() == 2 { 2 } else { 1 };
    let all: u16 = step.techniques.iter().map(|id| seconds(answers, id.as_str()) * on).sum();
    all.div_ceil(60).max(2)
}

/// A52: "The step isn't longer than its techniques together, rounded up, at least 2 min."
pub fn a52(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut any = false;
    for step in of(plan) {
        any = true;
        let most = most_minutes(answers, step);
        wrongs.unless(step.minutes.get() <= most, "stretch longer than its techniques", || {
            format!("at most {most}: {}", brief(step))
        });
    }
    any
}
