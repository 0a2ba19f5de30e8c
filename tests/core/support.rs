//! What the tests share: the shipped knowledge, intakes to start from, samples, files of the crate.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ischia::export::{Detail, Format, SheetContext, export_with};
use ischia::knowledge::{Accepted, Knowledge};
use ischia::model::{Clearance, ClearedPressure, Day, Intake, Plan};
use ischia::planner::{self, Assessment};
use ischia::text::{Document, Notation};

/// The knowledge that the program carries.
pub static SHIPPED: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::shipped().unwrap_or_else(|error| panic!("{error}")));

/// Every category that the program carries.
pub fn categories() -> impl Iterator<Item = &'static str> {
    SHIPPED.tables().protocols.iter().map(|protocol| protocol.id.as_str())
}

/// A calm client: the right side hurts a little, a doctor named it, nothing else is the matter.
pub fn calm(category: &str) -> Intake {
    let text = format!(
        r#"(
            date: "2026-11-24", category: "{category}", side: Right, pain_back: 3, pain_leg: 3,
            furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 20,
            diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
            minutes: 60,
        )"#
    );
    let document = Document::from_text("calm.ron", Notation::Ron, text);
    document.parse().unwrap_or_else(|fault| panic!("{fault}"))
}

/// An intake that the shipped knowledge takes.
pub fn accept(intake: Intake) -> Accepted {
    SHIPPED.accept(intake).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The plan of an assessment, or why there is none. Every suite builds through here, so that what
/// a refusal looks like stands in one place.
pub fn build(assessment: &Assessment<'_>) -> Result<Plan, String> {
    planner::build(assessment).map_err(|refused| refused.to_string())
}

/// The plan of an assessment.
pub fn built(assessment: &Assessment<'_>) -> Plan {
    build(assessment).unwrap_or_else(|why| panic!("{why}"))
}

/// The plan for an intake under some knowledge, or why there is none.
pub fn plan_with(intake: Intake, knowledge: &Knowledge) -> Result<Plan, String> {
    let accepted = knowledge.accept(intake).map_err(|faults| {
        let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        format!("not accepted: {}", messages.join("; "))
    })?;
    build(&planner::assess(&accepted, knowledge))
}

/// The plan for an intake, or why there is none.
pub fn try_plan(intake: Intake) -> Result<Plan, String> {
    plan_with(intake, &SHIPPED)
}

/// The plan for an intake.
pub fn plan(intake: Intake) -> Plan {
    try_plan(intake).unwrap_or_else(|why| panic!("{why}"))
}

/// A file or folder of this crate, by its path from the crate's own folder.
pub fn in_crate(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every file of a folder of this crate and of the folders in it, in the order of their names,
/// each with its path from the crate's own folder.
pub fn files_under(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    gather(folder, &mut files);
    files.sort();
    assert!(!files.is_empty(), "{folder} holds no files");
    files
}

fn gather(folder: &str, files: &mut Vec<(String, String)>) {
    let entries = std::fs::read_dir(in_crate(folder));
    for entry in entries.unwrap_or_else(|error| panic!("{folder}: {error}")) {
        let path = entry.unwrap().path();
        let name = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            gather(&name, files);
        } else if path.extension().is_none_or(|extension| extension != "png") {
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The sample intakes, each with the name of its file.
pub fn samples() -> Vec<(String, Intake)> {
    let files = files_under("tests/intakes").into_iter();
    files
        .map(|(path, text)| {
            let name = path.rsplit('/').next().unwrap().to_owned();
            let format = Notation::of_path(Path::new(&name)).unwrap();
            let document = Document::from_text(&name, format, text);
            let intake = document.parse().unwrap_or_else(|fault| panic!("{fault}"));
            (name, intake)
        })
        .collect()
}

/// A clearance of yesterday that covers every gate, with a level where one is stated.
pub fn all_cleared(session: Day, max_pressure: Option<u16>) -> Clearance {
    Clearance {
        by: "Dr Example, family doctor".to_owned(),
        on: session.plus_days(-1),
        until: Some(session.plus_days(30)),
        covers: SHIPPED.tables().gates.iter().map(|gate| gate.id.clone()).collect(),
        limits: "none beyond care".to_owned(),
        max_pressure: max_pressure.map(ClearedPressure::clamped),
        max_hands_on_minutes: None,
    }
}

/// A plan on paper.
pub fn page(plan: &Plan, format: Format, detail: Detail) -> String {
    let context = SheetContext { detail, ..SheetContext::default() };
    String::from_utf8(export_with(format, plan, context, &SHIPPED).unwrap()).unwrap()
}

/// A text without the ends of its lines.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
