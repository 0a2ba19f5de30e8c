//! What the tests share: the shipped knowledge, and intakes to start from.

use std::sync::LazyLock;

use ischia::knowledge::{Accepted, Knowledge};
use ischia::model::{Clearance, ClearedPressure, Day, Intake, Plan};
use ischia::planner;
use ischia::text::{Document, Format};

/// The knowledge that the program carries.
pub static SHIPPED: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::shipped().unwrap_or_else(|error| panic!("{error}")));

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
    let document = Document::from_text("calm.ron", Format::Ron, text);
    document.parse().unwrap_or_else(|fault| panic!("{fault}"))
}

/// An intake that the shipped knowledge takes.
pub fn accept(intake: Intake) -> Accepted {
    SHIPPED.accept(intake).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The plan for an intake.
pub fn plan(intake: Intake) -> Plan {
    planner::plan(&accept(intake), &SHIPPED)
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
