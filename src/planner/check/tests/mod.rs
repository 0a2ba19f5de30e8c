//! Plans written by hand from the contract, one edit each, and the rule that has to name it.
//!
//! The baseline is a legal hour for a client with long-standing sciatica on the right. `edited`
//! leaves numbers, cautions and sums in order, so that only the edit itself is judged; `forged`
//! changes the file and nothing else.

mod closed;
mod hands;
mod order;
mod packs;
mod recorded;
mod soft;
mod time;

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{Finding, Level, check};
use crate::knowledge::Knowledge;
use crate::model::{
    BookedMinutes, HomeCareId, Intake, Minutes, Phase, Plan, Position, Pressure, Side, Status, Step,
};
use crate::planner::{assess, cautions, intake_digest};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::shipped().unwrap());

fn intake(change: impl FnOnce(&mut Value)) -> Intake {
    let mut answers = json!({
        "date": "2026-11-24", "category": "chronic", "side": "Right", "pain_back": 4,
        "pain_leg": 3, "furthest_point": "Calf", "trend": "Same", "inflammation": "None",
        "onset_weeks": 30, "diagnosis": "ByDoctor", "cause_known": true,
        "doctor_on_massage": "InFavour", "findings": [], "minutes": 60,
    });
    change(&mut answers);
    serde_json::from_value(answers).unwrap()
}

fn step(phase: Phase, position: Position, minutes: u16) -> Step {
    Step::blank(phase, position, Minutes::new(minutes).unwrap())
}

/// Makes ids of any list out of plain words.
trait ParseId<T> {
    fn parse_id(&self) -> T;
}

impl<T: serde::de::DeserializeOwned> ParseId<T> for str {
    fn parse_id(&self) -> T {
        serde_json::from_value(json!(self)).unwrap()
    }
}

fn at(mut step: Step, regions: &[&str], side: Side) -> Step {
    step.regions = regions.iter().map(|id| id.parse_id()).collect();
    step.side = Some(side);
    step
}

fn work(
    phase: Phase,
    regions: &[&str],
    side: Side,
    modality: &str,
    level: u16,
    minutes: u16,
) -> Step {
    let mut step = at(step(phase, Position::Prone, minutes), regions, side);
    step.modality = Some(modality.parse_id());
    step.pressure = Some(Pressure::new(level).unwrap());
    step
}

fn focus(region: &str, side: Side, modality: &str, level: u16, minutes: u16) -> Step {
    work(Phase::Focus, &[region], side, modality, level, minutes)
}

fn pack(phase: Phase, region: &str, position: Position, minutes: u16, beside: &[usize]) -> Step {
    let mut step = at(step(phase, position, minutes), &[region], Side::Right);
    step.beside = beside.to_vec();
    step
}

fn stretch(techniques: &[&str], minutes: u16) -> Step {
    let regions = ["hamstrings", "gluteals"];
    let mut step = at(step(Phase::Stretch, Position::Supine, minutes), &regions, Side::Right);
    step.techniques = techniques.iter().map(|id| id.parse_id()).collect();
    step
}

/// The hour of the contract's time budget: 5, 5, 37, 7, 6 minutes; the stretches take 6, and leave
/// one to the legs.
fn an_hour() -> Vec<Step> {
    let (right, both) = (Side::Right, Side::Both);
    let back = ["low-back-near-spine", "low-back-outer"];
    vec![
        step(Phase::CheckIn, Position::Seated, 5),
        pack(Phase::Heat, "gluteals", Position::Prone, 12, &[3, 4, 5]),
        work(Phase::WarmUp, &back, both, "swedish", 2, 5),
        focus("low-back-near-spine", both, "myofascial-release", 3, 4),
        focus("low-back-outer", both, "myofascial-release", 3, 5),
        focus("gluteals", right, "swedish", 3, 3),
        focus("gluteals", right, "deep-tissue", 4, 9),
        focus("piriformis", right, "trigger-point", 3, 5),
        focus("hamstrings", right, "swedish", 3, 8),
        focus("calves", right, "swedish", 2, 4),
        stretch(&["hamstring-stretch", "gluteal-stretch", "hip-cross-over"], 6),
        step(Phase::ReTest, Position::Standing, 3),
        step(Phase::HomeCare, Position::Seated, 3),
    ]
}

fn plan(intake: Intake, steps: Vec<Step>, home_care: &[&str]) -> Plan {
    let text = |id: HomeCareId| json!({ "id": id, "text": "…", "cautions": [], "sources": [] });
    let items = home_care.iter().map(|id| serde_json::from_value(text(id.parse_id())).unwrap());
    let mut plan = Plan {
        format: Plan::FORMAT.to_owned(),
        id: None,
        revision: None,
        knowledge: KNOWLEDGE.version().to_owned(),
        intake_digest: Some(intake_digest(&intake)),
        intake,
        status: Status::Ok,
        gates: Vec::new(),
        cautions: Vec::new(),
        steps,
        total_minutes: 0,
        unused_minutes: 0,
        home_care: items.collect(),
        home_care_later: Vec::new(),
        follow_up: None,
        avoid: Vec::new(),
        expectation: String::new(),
        notes: Vec::new(),
        referral: None,
    };
    in_order(&mut plan);
    plan
}

/// Numbers the steps, pins the cautions, adds up the minutes and records gates and status.
fn in_order(plan: &mut Plan) {
    let old: Vec<usize> = plan.steps.iter().map(|step| step.number).collect();
    let moved = |number: usize| old.iter().position(|o| *o == number).map_or(number, |at| at + 1);
    for (at, step) in plan.steps.iter_mut().enumerate() {
        step.number = at + 1;
        step.cautions.clear();
        step.beside = step.beside.iter().map(|number| moved(*number)).collect();
    }
    let accepted = KNOWLEDGE.accept(plan.intake.clone()).unwrap();
    let judged = assess(&accepted, &KNOWLEDGE);
    plan.status = judged.status;
    plan.gates = judged.gates.iter().map(|gate| gate.note(false)).collect();
    plan.cautions =
        cautions::place(&judged.facts, &judged.cautions, &plan.steps, plan.home_care.iter());
    for note in &plan.cautions {
        for number in &note.steps {
            plan.steps[number - 1].cautions.push(note.id.clone());
        }
        let caution = KNOWLEDGE.caution(&note.id).unwrap();
        for item in plan.home_care.iter_mut().filter(|i| caution.home_care.contains(&i.id)) {
            item.cautions.push(note.id.clone());
        }
    }
    let counted = plan.steps.iter().filter(|step| step.counted);
    plan.total_minutes = counted.map(|step| step.minutes.get()).sum();
}

fn baseline() -> Plan {
    plan(intake(|_| ()), an_hour(), &["warning-signs", "walking", "strengthening", "heat-pack"])
}

/// The baseline under other answers.
fn answering(change: impl FnOnce(&mut Value)) -> Plan {
    plan(intake(change), an_hour(), &["warning-signs", "walking", "strengthening"])
}

fn with_finding(id: &str) -> Plan {
    answering(|answers| answers["findings"] = json!([id]))
}

/// The baseline with inflamed calves on the right, and a talk at the end that is long enough for a
/// cold pack.
fn inflamed_calves(change: impl FnOnce(&mut Value)) -> Plan {
    long_talk(answering(|answers| {
        answers["inflammation"] = json!("Some");
        answers["inflamed_regions"] = json!([{ "region": "calves", "side": "Right" }]);
        change(answers);
    }))
}

/// The baseline with known numbness at some places, on which a doctor sets no limit of their own; the
/// stretch is one that is left.
fn numb(places: &Value) -> Plan {
    let numb = answering(|answers| {
        answers["findings"] = json!(["stable-numbness"]);
        answers["numb_regions"] = places.clone();
        answers["clearances"] = json!([{ "by": "Dr A", "on": "2026-11-20", "covers": ["g-12"],
            "limits": "none", "max_pressure": 4 }]);
    });
    edited(numb, |plan| plan.steps[10] = stretch(&["knee-movement"], 6))
}

/// The same plan with minutes of the legs given to the talk at the end.
fn long_talk(plan: Plan) -> Plan {
    edited(plan, |plan| {
        minutes(plan, 9, 4);
        minutes(plan, 10, 3);
        minutes(plan, 13, 8);
    })
}

/// The same plan with a cold pack on the right calves at a place, beside one step.
fn iced(plan: Plan, at: usize, beside: usize, position: Position) -> Plan {
    edited(plan, |plan| {
        let mut pack = pack(Phase::Cold, "calves", position, 8, &[beside]);
        // No other step has this number, so that `beside` stays clear until all are numbered anew.
        pack.number = 100;
        plan.steps.insert(at - 1, pack);
    })
}

fn forged(mut plan: Plan, edit: impl FnOnce(&mut Plan)) -> Plan {
    edit(&mut plan);
    plan
}

fn edited(mut plan: Plan, edit: impl FnOnce(&mut Plan)) -> Plan {
    edit(&mut plan);
    in_order(&mut plan);
    plan
}

fn found(plan: &Plan) -> Vec<Finding> {
    check(plan, &KNOWLEDGE).unwrap()
}

fn named(plan: &Plan, level: Level) -> Vec<String> {
    let of_level = found(plan).into_iter().filter(|finding| finding.level == level);
    let mut rules: Vec<String> = of_level
        .map(|finding| match finding.step {
            Some(step) => format!("{}@{step}", finding.rule),
            None => finding.rule.to_string(),
        })
        .collect();
    rules.dedup();
    rules
}

#[track_caller]
fn conflicts(plan: &Plan, expected: &[&str]) {
    assert_eq!(named(plan, Level::Conflict), expected, "{:#?}", found(plan));
}

#[track_caller]
fn warnings(plan: &Plan, expected: &[&str]) {
    conflicts(plan, &[]);
    assert_eq!(named(plan, Level::Warning), expected, "{:#?}", found(plan));
}

fn minutes(plan: &mut Plan, number: usize, minutes: u16) {
    plan.steps[number - 1].minutes = Minutes::new(minutes).unwrap();
}

fn book(plan: &mut Plan, minutes: u16) {
    plan.intake.minutes = BookedMinutes::new(minutes).unwrap();
    plan.intake_digest = Some(intake_digest(&plan.intake));
}

fn level(plan: &mut Plan, number: usize, level: u16) {
    plan.steps[number - 1].pressure = Some(Pressure::new(level).unwrap());
}

#[test]
fn the_baseline_is_a_sound_hour() {
    warnings(&baseline(), &[]);
}

#[test]
fn every_rule_of_its_own_is_in_the_knowledge() {
    for own in super::rules::OwnRule::ALL {
        assert!(KNOWLEDGE.check(own.id()).is_some(), "{}", own.id());
    }
}

#[test]
fn findings_come_in_order_and_once() {
    let plan = edited(baseline(), |plan| {
        level(plan, 10, 5);
        level(plan, 4, 4);
        plan.steps.swap(0, 1);
        plan.unused_minutes = 3;
    });
    let findings = found(&plan);
    let places: Vec<_> = findings.iter().map(|f| (f.step, f.level)).collect();
    assert!(places.is_sorted(), "{places:?}");
    for (at, finding) in findings.iter().enumerate() {
        assert!(!findings[..at].contains(finding));
        assert!(!finding.sources.is_empty(), "{finding:?}");
    }
    assert_eq!(findings, found(&plan));
}
