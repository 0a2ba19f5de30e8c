//! A fifth category, a contraindication and a caution are data: no Rust knows them.

use ischia::knowledge::Knowledge;
use ischia::model::{
    CategoryId, Clearance, FindingId, GateId, Intake, Phase, Plan, Pressure, RegionId, Severity,
    Status,
};
use ischia::planner::{self, Level};

use crate::support::{calm, categories, in_crate};

fn knowledge() -> Knowledge {
    let folder = in_crate("tests/knowledge/fifth-category");
    Knowledge::with_overlay(&folder).unwrap_or_else(|error| panic!("{error}"))
}

fn client(findings: &[&str]) -> Intake {
    let mut intake = calm("piriformis");
    intake.category = CategoryId::new("sacroiliac").unwrap();
    intake.findings = findings.iter().map(|id| FindingId::new(id).unwrap()).collect();
    intake
}

/// The plan; it has no conflict and its minutes are exact.
fn sound_plan(knowledge: &Knowledge, intake: Intake) -> Plan {
    let booked = intake.minutes.get();
    let accepted = knowledge.accept(intake).unwrap_or_else(|faults| panic!("{faults:?}"));
    let plan = planner::plan(&accepted, knowledge).unwrap();
    let found = planner::check(&plan, knowledge).unwrap();
    assert!(found.iter().all(|finding| finding.level != Level::Conflict), "{found:#?}");
    if !plan.status.withholds() {
        assert_eq!(plan.total_minutes + plan.unused_minutes, booked);
    }
    plan
}

fn pressures(plan: &Plan, region: &str) -> Vec<u16> {
    let focus = plan.steps.iter().filter(|step| step.phase == Phase::Focus);
    let there = focus.filter(|step| step.regions.iter().any(|r| r.as_str() == region));
    there.filter_map(|step| step.pressure).map(Pressure::get).collect()
}

#[test]
fn the_category_is_planned() {
    let knowledge = knowledge();
    assert_eq!(knowledge.tables().protocols.len(), categories().count() + 1);
    let plan = sound_plan(&knowledge, client(&[]));
    assert_eq!(plan.status, Status::Ok);
    let worked: Vec<&str> = plan
        .steps
        .iter()
        .filter(|step| step.phase == Phase::Focus)
        .flat_map(|step| step.regions.iter().map(RegionId::as_str))
        .collect();
    for region in ["gluteals", "piriformis", "low-back-outer", "hamstrings"] {
        assert!(worked.contains(&region), "{region} is worked: {worked:?}");
    }
    assert!(!worked.contains(&"calves"), "the category has no share for the calves");
    assert!(pressures(&plan, "gluteals").contains(&3), "the default of the category");
    let follow_up = plan.follow_up.unwrap();
    let days = follow_up.interval_days.unwrap().get();
    assert_eq!((days, follow_up.review_at_visit), (10, 3));
    assert_eq!(plan.expectation, "This category is made up.");
}

#[test]
fn every_length_of_the_category_is_planned() {
    let knowledge = knowledge();
    for minutes in 15..=180 {
        let mut intake = client(&[]);
        intake.minutes = ischia::model::BookedMinutes::new(minutes).unwrap();
        sound_plan(&knowledge, intake);
    }
}

#[test]
fn the_caution_and_its_limits_hold_in_the_new_category_and_in_the_old_ones() {
    let knowledge = knowledge();
    for category in knowledge.tables().protocols.iter().map(|protocol| &protocol.id) {
        let mut intake = client(&["loose-pelvic-joint"]);
        intake.category = category.clone();
        let plan = sound_plan(&knowledge, intake);
        assert_eq!(plan.status, Status::Caution, "{category}");
        let caution = plan.cautions.iter().find(|c| c.id.as_str() == "made-up-loose-joint");
        let caution = caution.unwrap_or_else(|| panic!("{category}: the caution is missing"));
        assert_eq!(caution.severity, Severity::Warn);
        assert!(!caution.steps.is_empty(), "{category}: the caution stands on its steps");
        assert!(pressures(&plan, "piriformis").is_empty(), "{category}: no hands there");
        assert!(pressures(&plan, "gluteals").iter().all(|level| *level <= 2), "{category}");
        let crossing =
            plan.steps.iter().flat_map(|s| &s.techniques).any(|t| t.as_str() == "hip-cross-over");
        assert!(!crossing, "{category}: the technique is left out");
        assert!(plan.home_care.iter().all(|h| h.id.as_str() != "ball-buttock"), "{category}");
    }
}

#[test]
fn the_contraindication_withholds_until_it_is_cleared() {
    let knowledge = knowledge();
    let mut intake = client(&["pelvic-joint-injection"]);
    let shut = sound_plan(&knowledge, intake.clone());
    assert_eq!(shut.status, Status::Hold);
    let reason = &shut.referral.unwrap().reasons[0];
    assert_eq!(reason.gate.as_str(), "made-up-01");
    assert_eq!(
        reason.text,
        "Recent treatment: injection into a pelvic joint. Massage waits for a clearance."
    );
    intake.clearances.push(Clearance {
        by: "Dr. A. Sample".to_owned(),
        on: intake.date,
        until: None,
        covers: vec![GateId::new("made-up-01").unwrap()],
        limits: "Light work.".to_owned(),
        max_pressure: None,
        max_hands_on_minutes: None,
    });
    let open = sound_plan(&knowledge, intake);
    assert_eq!(open.status, Status::Caution);
    assert!(open.gates.iter().any(|gate| gate.id.as_str() == "made-up-01" && gate.released));
    let levels = open.steps.iter().filter_map(|step| step.pressure);
    assert!(levels.map(Pressure::get).all(|level| level <= 2), "the floor holds");
}

#[test]
fn without_the_folder_the_category_is_unknown() {
    let faults = crate::support::SHIPPED.accept(client(&[])).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].message.contains("unknown id “sacroiliac”"), "{}", faults[0].message);
}
