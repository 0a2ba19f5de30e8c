//! Part 3E: which cautions a plan carries, how grave, and on which steps.

use std::collections::{BTreeMap, BTreeSet};

use ischia::model::{FurthestPoint, Phase, Plan, Severity, Status, Step, Trend};

use super::answers::{INJURY, NUMB};
use super::{Answers, Wrongs, sides, stretches};

const STOP: [&str; 11] =
    ["k-01", "k-02", "k-03", "k-08", "k-11", "k-12", "k-13", "k-14", "k-15", "k-16", "k-32"];
const NOTE: [&str; 3] = ["k-05", "k-20", "k-21"];
const ALWAYS: [&str; 7] = ["k-01", "k-02", "k-04", "k-05", "k-09", "k-20", "k-21"];
/// These come with a step.
const WITH_STEP: [&str; 3] = ["k-06", "k-07", "k-10"];
/// 4G: these stand in the header or on the whole plan.
const WHOLE: [&str; 4] = ["k-31", "k-32", "k-33", "k-36"];

fn severity(id: &str) -> Severity {
    if STOP.contains(&id) {
        Severity::Stop
    } else if NOTE.contains(&id) {
        Severity::Note
    } else {
        Severity::Warn
    }
}

/// A06: two answers that are at odds.
fn at_odds(answers: &Answers<'_>) -> bool {
    let intake = answers.intake;
    let named = intake.cause_known || intake.findings.contains("known-herniated-disc");
    let leg = intake.pain_leg.get() >= 1 && intake.furthest_point == FurthestPoint::LowBack;
    let both_ways = intake.aggravators.iter().any(|told| intake.eases.contains(told));
    (named && !answers.diagnosed()) || leg || both_ways
}

/// A14: a first episode at an age that asks for a look; the onset may be unknown.
fn odd_age(answers: &Answers<'_>) -> bool {
    let first = answers.course().is_none_or(|course| course.visit.get() == 1);
    let age = answers.intake.age.map(ischia::model::Age::get);
    let odd = age.is_some_and(|years| !(20..=50).contains(&years));
    first && odd && !answers.diagnosed() && answers.weeks().is_none_or(|weeks| weeks < 12)
}

/// The cautions that the answers trigger.
pub fn triggered(answers: &Answers<'_>) -> BTreeSet<&'static str> {
    let intake = answers.intake;
    let undiagnosed = !answers.diagnosed();
    let weeks = answers.weeks();
    let mismatch = (answers.is("acute") && weeks.is_some_and(|weeks| weeks > 12))
        || (answers.is("chronic") && weeks.is_some_and(|weeks| weeks < 4));
    [
        ("k-03", answers.disc()),
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
        ("k-22", answers.no_progress()),
        ("k-23", answers.is("acute") && undiagnosed),
        ("k-24", mismatch),
        ("k-25", answers.has("tingling")),
        ("k-26", answers.unconfirmed()),
        ("k-27", answers.further_down()),
        ("k-28", answers.has("poor-circulation-or-diabetes")),
        ("k-29", answers.has("varicose-veins")),
        ("k-30", answers.has("immune-suppression")),
        ("k-31", answers.scores_rose() && intake.trend != Trend::Worse),
        ("k-32", answers.has("trauma-within-72h")),
        ("k-33", odd_age(answers) && weeks.is_some()),
        ("k-35", answers.has("past-clot")),
        ("k-36", at_odds(answers)),
    ]
    .into_iter()
    .filter_map(|(id, applies)| applies.then_some(id))
    .collect()
}

/// What the documents leave open.
pub fn optional(answers: &Answers<'_>) -> BTreeSet<&'static str> {
    [
        // A28 has its places "as under A12", whose caution that is.
        ("k-32", answers.any(&INJURY)),
        // "Onset under 12 weeks" of an unknown onset.
        ("k-33", odd_age(answers)),
        // It stands on steps that work or pull the place, where there are such.
        ("k-34", answers.any(&NUMB)),
        // Of a category that merely implies the finding.
        ("k-36", answers.disc() && !answers.diagnosed()),
    ]
    .into_iter()
    .filter_map(|(id, applies)| applies.then_some(id))
    .collect()
}

fn of(ids: BTreeSet<&'static str>) -> Status {
    let grave = ids.into_iter().any(|id| severity(id) >= Severity::Warn);
    if grave { Status::Caution } else { Status::Ok }
}

/// 3A "A caution counts too".
pub fn status(answers: &Answers<'_>) -> Status {
    of(triggered(answers))
}

/// The same with what is left open.
pub fn most_status(answers: &Answers<'_>) -> Status {
    status(answers).max(of(optional(answers)))
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
        "k-05" | "k-12" => hands,
        // A26: "K18 on the heat step".
        "k-18" => hands || step.phase == Phase::Heat,
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
        "k-34" => (hands || stretch) && meets_numb(step, answers),
        // 4G: "at check-in and on every step on hamstrings or calves".
        "k-35" => step.phase == Phase::CheckIn || on(step, &["hamstrings", "calves"]),
        "k-29" => focus && on(step, &["hamstrings", "calves"]),
        _ => false,
    }
}

/// A33: "every warm-up, focus and stretch step that works or pulls the place".
fn meets_numb(step: &Step, answers: &Answers<'_>) -> bool {
    sides(step.side).iter().any(|side| {
        let works = step.regions.iter().any(|region| answers.numb(region.as_str(), *side));
        let pulls = step.techniques.iter().any(|technique| {
            let pulled = stretches::pulls(technique.as_str());
            pulled.iter().any(|region| answers.numb(region, *side))
        });
        works || pulls
    })
}

/// Home-care items that 3E names for a caution.
const HOME: [(&str, &[&str]); 3] = [
    ("k-02", &["ball-buttock", "roller-legs"]),
    ("k-06", &["heat-pack"]),
    ("k-12", &["ball-buttock", "roller-legs"]),
];

pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let triggered = triggered(answers);
    let optional = optional(answers);
    let withheld = plan.status.withholds();
    let found: BTreeMap<&str, _> =
        plan.cautions.iter().map(|caution| (caution.id.as_str(), caution)).collect();
    // A withheld plan holds fewer (A19).
    for id in ALWAYS.iter().chain(&triggered).filter(|_| !withheld) {
        wrongs.unless(found.contains_key(id), &format!("caution {id} missing"), String::new);
    }
    for (id, caution) in &found {
        let told = triggered.contains(id) || optional.contains(id);
        let ground = ALWAYS.contains(id) || told || WITH_STEP.contains(id);
        wrongs.unless(ground, &format!("caution {id} without ground"), String::new);
        wrongs.unless(caution.severity == severity(id), &format!("severity of {id}"), || {
            format!("{:?}", caution.severity)
        });
        let whole = !WHOLE.contains(id) || caution.steps.is_empty();
        wrongs.unless(whole, &format!("{id} shows on the whole plan"), || {
            format!("{:?}", caution.steps)
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
        let due = ALWAYS.iter().chain(&triggered).chain(&optional).chain(&WITH_STEP);
        for id in due.filter(|id| belongs(id, step, answers)) {
            let here = step.cautions.iter().any(|here| here.as_str() == *id);
            let whole = found.get(id).is_some_and(|caution| caution.steps.is_empty());
            wrongs.unless(here || whole, &format!("{id} missing on a {:?}", step.phase), || {
                format!("step {}", step.number)
            });
        }
    }
    for item in plan.home_care.iter().chain(&plan.home_care_later) {
        for (id, items) in HOME {
            let due = items.contains(&item.id.as_str());
            let due = due && (ALWAYS.contains(&id) || triggered.contains(id) || id == "k-06");
            let here = item.cautions.iter().any(|here| here.as_str() == id);
            wrongs.unless(!due || here, &format!("{id} missing on {}", item.id), String::new);
        }
    }
}
