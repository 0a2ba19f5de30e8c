//! A practice's own files: they tighten, they move defaults, they never loosen.

use std::fmt::Write as _;

use ischia::knowledge::{Knowledge, shipped_documents};
use ischia::model::{
    CategoryId, CautionId, GateId, Intake, Plan, Pressure, RegionId, Severity, Status, Urgency,
};
use ischia::planner::{self, Level};
use ischia::text::{Document, Notation};

use super::laid_over;
use crate::support::{SHIPPED, files_under, in_crate, samples};

/// A `Practice` file with these lists.
fn practice(lists: &str) -> Knowledge {
    let text = format!("Practice((reviewed_by: \"\", reviewed_on: \"\", {lists}))");
    laid_over(&[("practice.ron", &text)]).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A list with one change for each category and region.
fn all_levels(list: &str, level: u16) -> String {
    let mut text = format!("{list}: [");
    for protocol in &SHIPPED.tables().protocols {
        for limits in &protocol.regions {
            let (category, region) = (&protocol.id, &limits.region);
            write!(text, "(category: \"{category}\", region: \"{region}\", level: {level}),")
                .unwrap();
        }
    }
    text + "],"
}

fn level_of(knowledge: &Knowledge, category: &str, region: &str) -> (u16, u16) {
    let protocol = knowledge.protocol(&CategoryId::new(category).unwrap()).unwrap();
    let limits = protocol.limits(&RegionId::new(region).unwrap()).unwrap();
    (limits.default.get(), limits.max.get())
}

fn status_of(knowledge: &Knowledge, gate: &str) -> Status {
    knowledge.gate(&GateId::new(gate).unwrap()).unwrap().status
}

fn severity_of(knowledge: &Knowledge, caution: &str) -> Severity {
    knowledge.caution(&CautionId::new(caution).unwrap()).unwrap().severity
}

fn plan(knowledge: &Knowledge, intake: Intake) -> Plan {
    let accepted = knowledge.accept(intake).unwrap_or_else(|faults| panic!("{faults:?}"));
    planner::plan(&accepted, knowledge).unwrap()
}

#[test]
fn higher_maxima_have_no_effect() {
    let knowledge = practice(&all_levels("max_levels", 5));
    for (before, after) in SHIPPED.tables().protocols.iter().zip(&knowledge.tables().protocols) {
        for (before, after) in before.regions.iter().zip(&after.regions) {
            assert_eq!((after.default, after.max), (before.default, before.max));
        }
    }
}

#[test]
fn a_default_stops_at_the_maximum() {
    let knowledge = practice(&all_levels("default_levels", 5));
    for (before, after) in SHIPPED.tables().protocols.iter().zip(&knowledge.tables().protocols) {
        for (before, after) in before.regions.iter().zip(&after.regions) {
            assert_eq!((after.default, after.max), (before.max, before.max));
        }
    }
}

#[test]
fn a_lower_maximum_holds_and_takes_the_default_along() {
    let knowledge = practice(
        r#"max_levels: [(category: "chronic", region: "gluteals", level: 2)],
           default_levels: [(category: "chronic", region: "gluteals", level: 4)],"#,
    );
    assert_eq!(level_of(&knowledge, "chronic", "gluteals"), (2, 2));
    assert_eq!(level_of(&knowledge, "piriformis", "gluteals"), (3, 4), "others stay");
}

#[test]
fn the_order_of_two_practice_files_changes_no_maximum() {
    let tight = r#"Practice((reviewed_by: "", reviewed_on: "",
        max_levels: [(category: "chronic", region: "gluteals", level: 2)]))"#;
    let wide = r#"Practice((reviewed_by: "", reviewed_on: "",
        max_levels: [(category: "chronic", region: "gluteals", level: 4)],
        default_levels: [(category: "chronic", region: "gluteals", level: 4)]))"#;
    for files in [[("a.ron", tight), ("b.ron", wide)], [("a.ron", wide), ("b.ron", tight)]] {
        let knowledge = laid_over(&files).unwrap();
        assert_eq!(level_of(&knowledge, "chronic", "gluteals"), (2, 2));
    }
}

#[test]
fn statuses_and_severities_only_rise() {
    let mut lists = String::from("gate_statuses: [");
    for gate in &SHIPPED.tables().gates {
        write!(lists, "(gate: \"{}\", status: Ok),", gate.id).unwrap();
    }
    lists.push_str("], severities: [");
    for caution in &SHIPPED.tables().cautions {
        write!(lists, "(caution: \"{}\", severity: Note),", caution.id).unwrap();
    }
    lists.push_str("],");
    let knowledge = practice(&lists);
    for (before, after) in SHIPPED.tables().gates.iter().zip(&knowledge.tables().gates) {
        assert_eq!(after.status, before.status, "{}", before.id);
        assert_eq!(after.release, before.release, "{}", before.id);
    }
    for (before, after) in SHIPPED.tables().cautions.iter().zip(&knowledge.tables().cautions) {
        assert_eq!(after.severity, before.severity, "{}", before.id);
    }
}

#[test]
fn stricter_changes_take_effect() {
    let knowledge = practice(
        r#"gate_statuses: [(gate: "g-18", status: Hold), (gate: "g-11", status: Emergency)],
           severities: [(caution: "k-05", severity: Stop)],
           intervals: [(category: "acute", days: 5)],"#,
    );
    assert_eq!(status_of(&knowledge, "g-18"), Status::Hold);
    assert_eq!(status_of(&knowledge, "g-11"), Status::Emergency);
    assert_eq!(severity_of(&knowledge, "k-05"), Severity::Stop);
    let samples = samples();
    let sample = |name: &str| samples.iter().find(|(file, _)| file == name).unwrap().1.clone();
    assert_eq!(
        plan(&knowledge, sample("g-18-acute-undiagnosed.ron")).status,
        Status::Hold,
        "the practice waits for an assessment"
    );
    let cleared = plan(&knowledge, sample("g-11-released.ron"));
    assert_eq!(cleared.status, Status::Emergency, "an emergency can't be released");
    let referral = cleared.referral.expect("a page instead of a plan");
    assert_eq!(referral.urgency, Urgency::Emergency, "nor wait until the next treatment");
    let acute = plan(&knowledge, sample("acute.ron"));
    assert_eq!(acute.follow_up.unwrap().interval_days.unwrap().get(), 5);
}

#[test]
fn a_practice_with_the_firmest_defaults_still_plans_without_a_conflict() {
    let lists = all_levels("default_levels", 5) + &all_levels("max_levels", 5);
    let knowledge = practice(&lists);
    for (name, intake) in samples() {
        let firm = plan(&knowledge, intake.clone());
        let found = planner::check(&firm, &knowledge).unwrap();
        let conflicts: Vec<_> = found.iter().filter(|f| f.level == Level::Conflict).collect();
        assert!(conflicts.is_empty(), "{name}: {conflicts:#?}");
        assert_eq!(firm.status, plan(&SHIPPED, intake).status, "{name}");
    }
}

#[test]
fn a_practice_that_allows_next_to_nothing_still_plans() {
    let knowledge = practice(&all_levels("max_levels", 1));
    for (name, intake) in samples() {
        let booked = intake.minutes.get();
        let light = plan(&knowledge, intake);
        let deepest = light.steps.iter().filter_map(|step| step.pressure).max();
        assert!(deepest.is_none_or(|level| level == Pressure::MIN), "{name}: {deepest:?}");
        if !light.status.withholds() {
            assert_eq!(light.total_minutes + light.unused_minutes, booked, "{name}");
        }
    }
}

#[test]
fn a_copy_of_a_shipped_file_in_the_practice_folder_says_nothing_new() {
    let documents = shipped_documents().unwrap();
    let knowledge = Knowledge::from_documents(&documents, &documents).unwrap();
    assert_eq!(knowledge.tables().gates.len(), SHIPPED.tables().gates.len());
}

#[test]
fn an_empty_practice_file_changes_nothing() {
    let knowledge = practice("");
    for (name, intake) in samples() {
        assert_eq!(plan(&knowledge, intake.clone()), plan(&SHIPPED, intake), "{name}");
    }
}

#[test]
fn the_shipped_folder_checks_out_as_a_whole_of_its_own() {
    let knowledge = Knowledge::check_folder(&in_crate("assets/knowledge"));
    let knowledge = knowledge.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(knowledge.version(), SHIPPED.version());
}

#[test]
fn a_copy_of_the_whole_folder_can_be_edited_and_checked() {
    let files = files_under("assets/knowledge");
    let documents: Vec<Document> = files
        .iter()
        .map(|(path, text)| {
            let text = text.replace(
                "default: 2,\n                max: 3,",
                "default: 3,\n                max: 3,",
            );
            Document::from_text(path, Notation::Ron, text)
        })
        .collect();
    let knowledge = Knowledge::from_documents(&documents, &[]).unwrap();
    assert_eq!(level_of(&knowledge, "piriformis", "hamstrings"), (3, 3));
}

#[test]
fn a_folder_without_a_manifest_is_checked_laid_over_the_shipped_one() {
    let knowledge = Knowledge::check_folder(&in_crate("tests/knowledge/fifth-category")).unwrap();
    assert_eq!(knowledge.tables().protocols.len(), SHIPPED.tables().protocols.len() + 1);
}
