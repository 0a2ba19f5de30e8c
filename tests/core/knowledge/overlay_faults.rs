//! Faults in a practice's files: all of them at once, each with file, line, column and a hint.

use ischia::knowledge::{Knowledge, LoadError, shipped_documents};

use super::laid_over;
use crate::support::in_crate;

/// The faults of one file, as they are shown.
fn faults_of(text: &str) -> Vec<String> {
    let faults = laid_over(&[("mine.ron", text)]).map(|_| "it loads").unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

/// The one fault of a file.
fn fault_of(text: &str) -> String {
    let faults = faults_of(text);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.into_iter().next().unwrap()
}

fn assert_shows(fault: &str, parts: &[&str]) {
    for part in parts {
        assert!(fault.contains(part), "“{part}” is not in: {fault}");
    }
}

#[test]
fn an_existing_entry_cannot_be_redefined() {
    let fault = fault_of(
        r#"Findings((
    reviewed_by: "",
    reviewed_on: "",
    findings: [
        (id: "foot-drop", group: "modifier", label: "foot drop", question: "Any?", sources: ["P"]),
    ],
))"#,
    );
    assert_shows(&fault, &["mine.ron:5:14: “foot-drop” is already defined"]);
}

#[test]
fn a_gate_cannot_be_replaced_by_a_milder_one() {
    let fault = fault_of(
        r#"Gates((reviewed_by: "", reviewed_on: "", gates: [
    (
        id: "g-03", status: Ok, causes: [(when: Always, text: "x")], text: "x",
        urgency: BeforeTreatment, release: Nothing, released_by: "x", sources: ["P"],
    ),
]))"#,
    );
    assert_shows(&fault, &["mine.ron:3:13: “g-03” is already defined"]);
}

#[test]
fn every_id_that_an_entry_names_exists() {
    let rule = r#"Rules((reviewed_by: "", reviewed_on: "", rules: [
    (
        id: "own", behind: "k-7", when: Always, text: "x", effects: [], sources: ["P"],
    ),
]))"#;
    assert_shows(&fault_of(rule), &["mine.ron:3:28: no caution or gate has the id “k-7”"]);
    let caution = r#"Cautions((reviewed_by: "", reviewed_on: "", cautions: [
    (
        id: "own", kind: Triggered, severity: Note, title: "x", when: Always, text: "x",
        beside: Group("holds"), sources: ["P"],
    ),
]))"#;
    assert_shows(&fault_of(caution), &["no group has the id “holds”, did you mean “hold”?"]);
}

#[test]
fn a_session_file_cannot_be_laid_over() {
    let documents = shipped_documents().unwrap();
    let session = documents.iter().find(|document| document.name() == "session.ron").unwrap();
    let text = session.text().replace("max_firm: 10", "max_firm: 60");
    assert_ne!(text, session.text());
    let fault = fault_of(&text);
    assert_shows(&fault, &["mine.ron:", "the time budget can't be laid over"]);
}

#[test]
fn a_second_manifest_is_refused() {
    let documents = shipped_documents().unwrap();
    let manifest = documents.iter().find(|document| document.name() == "manifest.ron").unwrap();
    let text = manifest.text().replace("planning aid", "doctor");
    let fault = fault_of(&text);
    assert_shows(&fault, &["there must be one Manifest file, here are 2"]);
}

#[test]
fn an_unknown_id_is_shown_with_the_nearest() {
    let fault = fault_of(
        r#"Practice((
    reviewed_by: "",
    reviewed_on: "",
    max_levels: [
        (category: "cronic", region: "gluteals", level: 3),
    ],
))"#,
    );
    assert_shows(
        &fault,
        &["mine.ron:5:20: no category has the id “cronic”, did you mean “chronic”?"],
    );
    let fault = fault_of(
        r#"Rules((reviewed_by: "", reviewed_on: "", rules: [
    (
        id: "mine", when: Finding("tinglin"), text: "x",
        effects: [ForbidWork(area: Everywhere)], sources: ["P"],
    ),
]))"#,
    );
    assert_shows(&fault, &["mine.ron:3:35: no finding has the id “tinglin”", "“tingling”?"]);
}

#[test]
fn an_id_deep_inside_an_effect_is_found() {
    let fault = fault_of(
        r#"Rules((reviewed_by: "", reviewed_on: "", rules: [
    (id: "mine", when: Always, text: "x", sources: ["P"], effects: [
        ForbidPulling(area: Union([Numb, Painful(["gluteal"])])),
    ]),
]))"#,
    );
    assert_shows(&fault, &["mine.ron:3:51: no region has the id “gluteal”", "“gluteals”?"]);
}

#[test]
fn an_unknown_source_is_a_fault() {
    let fault = fault_of(
        r#"Cautions((reviewed_by: "", reviewed_on: "", cautions: [
    (
        id: "mine", severity: Note, kind: Always, when: Always, title: "x", text: "x",
        sources: ["S9-99"],
    ),
]))"#,
    );
    assert_shows(&fault, &["mine.ron:4:19: no source has the id “S9-99”"]);
}

#[test]
fn a_number_out_of_range_is_named_with_its_range() {
    let fault = fault_of(
        r#"Practice((
    reviewed_by: "",
    reviewed_on: "",
    max_levels: [
        (category: "chronic", region: "gluteals", level: 7),
    ],
))"#,
    );
    assert_shows(
        &fault,
        &["mine.ron:5:58: ", "level` is 7, allowed is a whole number from 1 to 5"],
    );
    let fault = fault_of(
        r#"Practice((reviewed_by: "", reviewed_on: "",
    intervals: [(category: "chronic", days: 400)]))"#,
    );
    assert_shows(&fault, &["mine.ron:", "days` is 400, allowed is a whole number from 1 to 90"]);
}

#[test]
fn a_missing_field_is_named() {
    let fault = fault_of(
        r#"Practice((
    reviewed_by: "",
    max_levels: [],
))"#,
    );
    assert_shows(&fault, &["mine.ron:1:1: ", "`reviewed_on`"]);
    let fault = fault_of(
        r#"Practice((
    reviewed_by: "",
    reviewed_on: "",
    gate_statuses: [
        (gate: "g-18"),
    ],
))"#,
    );
    assert_shows(&fault, &["mine.ron:5:9: ", "`status`"]);
}

#[test]
fn a_typo_in_a_field_name_is_shown_with_the_nearest() {
    let fault = fault_of(
        r#"Practice((
    reviewed_by: "",
    reviewed_on: "",
    max_level: [],
))"#,
    );
    assert_shows(&fault, &["mine.ron:4:5: ", "`max_level`", "did you mean `max_levels`?"]);
}

#[test]
fn a_typo_in_a_variant_is_shown_with_the_nearest() {
    let fault = fault_of(
        r#"Practice((reviewed_by: "", reviewed_on: "",
    gate_statuses: [(gate: "g-18", status: Hld)]))"#,
    );
    assert_shows(&fault, &["mine.ron:2:44: ", "`Hld`", "did you mean `Hold`?"]);
    let fault = fault_of("Practise((reviewed_by: \"\", reviewed_on: \"\"))");
    assert_shows(&fault, &["mine.ron:1:1: ", "did you mean `Practice`?"]);
}

#[test]
fn a_protocol_whose_numbers_do_not_fit_is_refused() {
    let text = std::fs::read_to_string(in_crate("tests/knowledge/fifth-category/sacroiliac.ron"));
    let text = text
        .unwrap()
        .replace("share: 40", "share: 45")
        .replace(
            "(region: \"calves\", default: 1, max: 2",
            "(region: \"calves\", default: 3, max: 2",
        )
        .replace("reviews: [3, 5]", "reviews: []");
    let faults = faults_of(&text).join("\n");
    assert_shows(
        &faults,
        &[
            "mine.ron:5:15: the shares of the areas add up to 105, not to 100",
            "the levels of “calves” must ascend: default 3, max 2",
            "`reviews` is empty",
        ],
    );
}

#[test]
fn a_level_over_what_a_region_allows_at_all_is_refused() {
    let text = std::fs::read_to_string(in_crate("tests/knowledge/fifth-category/sacroiliac.ron"));
    let text = text.unwrap().replace("default: 1, max: 2, drafts", "default: 1, max: 5, drafts");
    let faults = faults_of(&text).join("\n");
    assert_shows(&faults, &["the levels of “low-back-near-spine” must ascend", "max 5, at most"]);
}

#[test]
fn an_emergency_with_a_release_is_refused() {
    let fault = fault_of(
        r#"Gates((reviewed_by: "", reviewed_on: "", gates: [
    (
        id: "mine", status: Emergency, causes: [(when: Always, text: "x")], text: "x",
        urgency: Emergency, release: Clearance(), released_by: "x", sources: ["P"],
    ),
]))"#,
    );
    assert_shows(&fault, &["mine.ron:2:5: an emergency can't be released"]);
}

#[test]
fn every_fault_of_every_file_is_reported_at_once() {
    let broken = "Practice((reviewed_by: \"\", reviewed_on: \"\", max_level: []))";
    let unfinished = "Rules((reviewed_by: \"\",";
    let faults = laid_over(&[("a.ron", broken), ("b.ron", unfinished), ("c.ron", "Nonsense")])
        .map(|_| "it loads")
        .unwrap_err();
    let files: Vec<&str> = faults.iter().map(|fault| fault.place.file.as_str()).collect();
    assert_eq!(files, ["a.ron", "b.ron", "c.ron"], "{faults:#?}");

    let ids = r#"Practice((reviewed_by: "", reviewed_on: "",
        max_levels: [(category: "cronic", region: "gluteal", level: 2)],
        gate_statuses: [(gate: "g-99", status: Hold)],
        severities: [(caution: "k-99", severity: Stop)]))"#;
    let faults = laid_over(&[("a.ron", ids), ("b.ron", ids)]).map(|_| "it loads").unwrap_err();
    // The second file says the same as the first, yet each of them is at fault.
    assert_eq!(faults.len(), 8, "{faults:#?}");
}

#[test]
fn a_folder_that_is_none_is_said_so() {
    let refused = |folder: &str| Knowledge::with_overlay(&in_crate(folder)).unwrap_err();
    let missing = refused("tests/knowledge/no-such-folder");
    assert!(matches!(missing, LoadError::Folder { .. }) && missing.is_input(), "{missing}");
    let file = refused("Cargo.toml");
    assert!(matches!(file, LoadError::Folder { .. }) && file.is_input(), "{file}");
    let empty = refused("tests/bench");
    assert!(matches!(empty, LoadError::Empty(_)) && empty.is_input(), "{empty}");
}

/// A modality with this short form.
fn modality(id: &str, short: &str) -> String {
    format!(
        r#"Vocabulary((reviewed_by: "", reviewed_on: "", modalities: [
    (
        id: "{id}", name: "Shaking", short: ["{short}"], lowest: 1, highest: 2, focal: false,
        dose: (text: "x", sources: ["P"]), card: (text: "x", sources: ["P"]),
    ),
]))"#
    )
}

#[test]
fn a_short_form_belongs_to_one_entry() {
    assert!(laid_over(&[("mine.ron", &modality("shaking", "sh"))]).is_ok());
    let fault = fault_of(&modality("shaking", "mfr"));
    assert_shows(&fault, &["mine.ron:3:", "the short form “mfr” is given twice"]);
}

#[test]
fn a_short_form_is_not_a_side_or_a_number() {
    for short in ["l", "r", "l3", "8m", "Mfr", "", "ö2"] {
        let fault = fault_of(&modality("shaking", short));
        assert_shows(&fault, &["must begin with two small letters"]);
    }
}

#[test]
fn why_a_question_is_asked_is_said_once() {
    let fault = fault_of(
        r#"Questions((reviewed_by: "", reviewed_on: "", questions: [
    (asked: Side, text: "Because.", sources: ["P"]),
]))"#,
    );
    assert_shows(&fault, &["mine.ron:2:5: why Side is asked is said already"]);
}

#[test]
fn an_explanation_of_a_group_that_is_not_there_is_a_fault() {
    let fault = fault_of(
        r#"Questions((reviewed_by: "", reviewed_on: "", questions: [
    (asked: Group("refre"), text: "Because.", sources: ["P"]),
]))"#,
    );
    assert_shows(&fault, &["no group has the id “refre”, did you mean “refer”?"]);
}

#[test]
fn every_question_and_group_says_why_it_is_asked() {
    let documents = shipped_documents().unwrap();
    let rest: Vec<_> =
        documents.into_iter().filter(|document| document.name() != "questions.ron").collect();
    let faults = Knowledge::from_documents(&rest, &[]).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    for asked in ["Pain", "Medicines", "Group(\"emergency\")"] {
        let wanted = format!("no entry says why {asked} is asked");
        assert!(told.iter().any(|fault| fault.contains(&wanted)), "{wanted}: {told:#?}");
    }
}
