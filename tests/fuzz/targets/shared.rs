//! What the fuzz targets share: the shipped knowledge, two clients, what must hold of a plan, and
//! how records are read.

#[path = "../../../src/knowledge/mod.rs"]
pub mod knowledge;
#[path = "../../../src/model/mod.rs"]
pub mod model;
#[path = "../../../src/planner/mod.rs"]
pub mod planner;
#[path = "../../../src/store/mod.rs"]
pub mod store;
#[path = "../../../src/text/mod.rs"]
pub mod text;

#[path = "record_modules.rs"]
pub mod record;

use std::sync::LazyLock;

use knowledge::{Accepted, Knowledge};
use model::{Intake, Plan};
use planner::Level;
use text::{Document, Format};

/// The knowledge that the program carries.
pub static SHIPPED: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::shipped().unwrap_or_else(|error| panic!("{error}")));

/// Two clients: one of the simplest, and one with clearances, a wound and a series behind her.
pub static CLIENTS: LazyLock<Vec<Accepted>> = LazyLock::new(|| {
    let calm = r#"(date: "2026-11-24", category: "chronic", side: Right, pain_back: 3, pain_leg: 3,
        furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 20,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
        minutes: 60)"#;
    let busy = r#"(date: "2026-11-24", category: "herniated-disc", side: Both, worse_side: Left,
        pain_back: 6, pain_leg: 7, furthest_point: Calf, trend: Same, inflammation: Some,
        onset_weeks: 5, diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
        findings: ["stable-numbness", "open-wound", "anticoagulant", "spinal-stenosis"],
        excluded_regions: [(region: "calves", side: Left)],
        numb_regions: [(region: "hamstrings", side: Right)],
        clearances: [(by: "Dr. A. Sample", on: "2026-11-20", limits: "Light.", max_pressure: 3,
            covers: ["g-11", "g-12", "g-13", "g-17"])],
        minutes: 75, course: (visit: 2, pain_history: [8]))"#;
    let accepted = [calm, busy].map(|text| {
        let document = Document::from_text("client.ron", Format::Ron, text);
        let intake: Intake = document.parse().unwrap_or_else(|fault| panic!("{fault}"));
        SHIPPED.accept(intake).unwrap_or_else(|faults| panic!("{faults:?}"))
    });
    accepted.into()
});

/// The bytes as a document: JSON where they open with a brace, else RON.
pub fn document(bytes: &[u8]) -> Option<Document> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let format = if first == Some(&b'{') { Format::Json } else { Format::Ron };
    Document::from_bytes("fuzzed", format, bytes.to_vec()).ok()
}

/// What must hold of every plan that was built: no conflict, and minutes that are exact.
pub fn assert_sound(plan: &Plan, knowledge: &Knowledge) {
    let found = planner::check(plan, knowledge).unwrap_or_else(|faults| panic!("{faults:?}"));
    let conflicts: Vec<_> =
        found.iter().filter(|finding| finding.level == Level::Conflict).collect();
    assert!(conflicts.is_empty(), "{conflicts:#?}");
    assert_eq!(plan.steps.is_empty(), plan.status.withholds());
    if !plan.status.withholds() {
        assert_eq!(plan.total_minutes + plan.unused_minutes, plan.intake.minutes.get());
    }
}
