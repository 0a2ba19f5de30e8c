//! Part 3E: which cautions a plan carries, how grave, and on which steps.

use std::collections::{BTreeMap, BTreeSet};

use ischia::model::{Phase, Plan, Severity, Status, Step};

use super::{Answers, Wrongs};

const STOP: [&str; 10] =
    ["k-01", "k-02", "k-03", "k-08", "k-11", "k-12", "k-13", "k-14", "k-15", "k-16"];
const NOTE: [&str; 3] = ["k-05", "k-20", "k-21"];
const ALWAYS: [&str; 7] = ["k-01", "k-02", "k-04", "k-05", "k-09", "k-20", "k-21"];
/// These come with a step.
const WITH_STEP: [&str; 3] = ["k-06", "k-07", "k-10"];

fn severity(id: &str) -> Severity {
    if STOP.contains(&id) {
        Severity::Stop
    } else if NOTE.contains(&id) {
        Severity::Note
    } else {
        Severity::Warn
    }
}

/// 3F "Returning client", K22.
fn no_progress(answers: &Answers<'_>) -> bool {
    let Some(course) = &answers.intake.course else {
        return false;
    };
    let Some(first) = course.pain_history.first().map(|pain| pain.get()) else {
        return false;
    };
    let month = course.first_visit.is_some_and(|day| day.plus_one_month() <= answers.intake.date);
    let now = answers.pain();
    let fallen = first.saturating_sub(now);
    let improved = fallen >= 2 || (fallen > 0 && fallen * 10 >= first * 3);
    let worth_it = first >= 3 || now >= first + 2;
    (course.visit.get() >= 6 || month) && !improved && worth_it
}

/// The cautions that the answers trigger.
pub fn triggered(answers: &Answers<'_>) -> BTreeSet<&'static str> {
    let intake = answers.intake;
    let undiagnosed = !answers.diagnosed();
    let weeks = answers.weeks();
    let lower = intake
        .course
        .as_ref()
        .and_then(|course| course.last_furthest_point)
        .is_some_and(|last| intake.furthest_point > last);
    let mismatch = (answers.is("acute") && weeks.is_some_and(|weeks| weeks > 12))
        || (answers.is("chronic") && weeks.is_some_and(|weeks| weeks < 4));
    [
        ("k-03", answers.is("herniated-disc")),
        ("k-08", answers.inflamed()),
        ("k-11", answers.wound()),
        ("k-12", answers.bleeding()),
        ("k-13", answers.has("pregnancy")),
        ("k-14", answers.has("spinal-stenosis")),
        ("k-15", answers.has("spondylolisthesis")),
        ("k-16", answers.any(&["osteoporosis", "long-term-steroids"])),
        ("k-17", answers.has("hip-replacement")),
        ("k-18", answers.any(&["opioid", "muscle-relaxant"])),
        ("k-19", intake.side == ischia::model::Side::Both),
        ("k-22", no_progress(answers)),
        ("k-23", answers.is("acute") && undiagnosed),
        ("k-24", mismatch),
        ("k-25", answers.has("tingling")),
        ("k-26", answers.is("piriformis") && undiagnosed),
        ("k-27", lower),
        ("k-28", answers.has("poor-circulation-or-diabetes")),
        ("k-29", answers.has("varicose-veins")),
        ("k-30", answers.has("immune-suppression")),
    ]
    .into_iter()
    .filter_map(|(id, applies)| applies.then_some(id))
    .collect()
}

/// 3A "A caution counts too".
pub fn status(answers: &Answers<'_>) -> Status {
    let grave = triggered(answers).into_iter().any(|id| severity(id) >= Severity::Warn);
    if grave { Status::Caution } else { Status::Ok }
}

fn hands_on(step: &Step) -> bool {
    matches!(step.phase, Phase::WarmUp | Phase::Focus)
}

fn on(step: &Step, regions: &[&str]) -> bool {
    step.regions.iter().any(|region| regions.contains(&region.as_str()))
}

/// Whether 3E shows this caution on this step. Where the table is vague, no.
pub fn belongs(id: &str, step: &Step, answers: &Answers<'_>) -> bool {
    let focus = step.phase == Phase::Focus;
    let stretch = step.phase == Phase::Stretch;
    let hands = hands_on(step);
    let lower = ["gluteals", "piriformis", "hamstrings", "calves"];
    let spine = ["low-back-near-spine", "low-back-outer"];
    let painful = step.side.is_some_and(|side| side.each().iter().any(|one| answers.painful(*one)));
    match id {
        "k-02" => focus && on(step, &lower),
        "k-03" => step.phase == Phase::WarmUp || stretch || (focus && on(step, &spine)),
        "k-04" => hands || stretch,
        "k-05" | "k-12" | "k-18" => hands,
        "k-06" => {
            step.phase == Phase::Heat
                || step.modality.as_ref().is_some_and(|id| id.as_str() == "hot-stone")
        }
        "k-07" => step.phase == Phase::Cold,
        "k-09" | "k-26" => stretch,
        "k-10" => step.techniques.iter().any(|id| id.as_str() == "sciatic-slider"),
        "k-14" => stretch || (focus && on(step, &spine)),
        "k-15" => focus && on(step, &["low-back-near-spine", "low-back-outer", "hamstrings"]),
        "k-17" => step.techniques.iter().any(|id| id.as_str() == "hip-cross-over"),
        "k-19" | "k-30" | "k-27" => step.phase == Phase::CheckIn,
        "k-21" => focus && on(step, &["gluteals", "piriformis"]),
        "k-25" => (hands || stretch) && painful && on(step, &lower),
        "k-28" => matches!(step.phase, Phase::Heat | Phase::Cold),
        "k-29" => focus && on(step, &["hamstrings", "calves"]),
        _ => false,
    }
}

/// Home-care items that 3E names for a caution.
const HOME: [(&str, &[&str]); 3] = [
    ("k-02", &["ball-buttock", "roller-legs"]),
    ("k-06", &["heat-pack"]),
    ("k-12", &["ball-buttock", "roller-legs"]),
];

pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let triggered = triggered(answers);
    let found: BTreeMap<&str, _> =
        plan.cautions.iter().map(|caution| (caution.id.as_str(), caution)).collect();
    for id in ALWAYS.iter().chain(&triggered) {
        wrongs.unless(found.contains_key(id), &format!("caution {id} missing"), String::new);
    }
    for (id, caution) in &found {
        let ground = ALWAYS.contains(id) || triggered.contains(id) || WITH_STEP.contains(id);
        wrongs.unless(ground, &format!("caution {id} without ground"), String::new);
        wrongs.unless(caution.severity == severity(id), &format!("severity of {id}"), || {
            format!("{:?}", caution.severity)
        });
        // The two lists tell the same.
        for step in &plan.steps {
            let here = step.cautions.iter().any(|here| here.as_str() == *id);
            let there = caution.steps.contains(&step.number);
            wrongs.unless(here == there, &format!("{id} on steps and plan differ"), || {
                format!("step {}: {here} {there}", step.number)
            });
        }
    }
    for step in &plan.steps {
        let due = ALWAYS.iter().chain(&triggered).chain(&WITH_STEP);
        for id in due.filter(|id| belongs(id, step, answers)) {
            let here = step.cautions.iter().any(|here| here.as_str() == *id);
            let whole = found.get(id).is_some_and(|caution| caution.steps.is_empty());
            wrongs.unless(here || whole, &format!("{id} missing on a {:?}", step.phase), || {
                format!("step {}", step.number)
            });
        }
    }
    for item in &plan.home_care {
        for (id, items) in HOME {
            let due = items.contains(&item.id.as_str());
            let due = due && (ALWAYS.contains(&id) || triggered.contains(id) || id == "k-06");
            let here = item.cautions.iter().any(|here| here.as_str() == id);
            wrongs.unless(!due || here, &format!("{id} missing on {}", item.id), String::new);
        }
    }
}
