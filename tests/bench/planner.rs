//! How long a plan takes: the whole way from an intake to a checked plan, and its parts.
//!
//! `cargo bench --bench planner`. What counts is the median: at most 200 µs for assess, build and
//! check together, at most 10 ms to load the knowledge.

use std::path::Path;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use ischia::knowledge::{Accepted, Knowledge};
use ischia::model::{Intake, Plan};
use ischia::planner::edit::Edit;
use ischia::planner::{self, Assessment};
use ischia::text::{Document, Notation, to_json, to_ron};

fn main() {
    divan::main();
}

/// A calm client, the longest visit, both sides, a clearance with limits, many findings at once, a
/// withheld plan.
const SAMPLES: [&str; 7] = [
    "chronic.ron",
    "long-180-minutes.ron",
    "both-sides.ron",
    "g-12-released.ron",
    "fragile-bone-many-medicines.ron",
    "mild-inflammation.ron",
    "g-11-severe-pain.ron",
];

static SHIPPED: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::shipped().unwrap_or_else(|error| panic!("{error}")));

fn sample(name: &str) -> Document {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intakes");
    Document::read(&folder.join(name)).unwrap_or_else(|error| panic!("{error}"))
}

fn accepted(name: &str) -> Accepted {
    let intake: Intake = sample(name).parse().unwrap_or_else(|fault| panic!("{fault}"));
    SHIPPED.accept(intake).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn built(assessment: &Assessment<'_>) -> Plan {
    planner::build(assessment).unwrap_or_else(|error| panic!("{error}"))
}

/// Assess, build and check: what one answer changed costs.
#[divan::bench(args = SAMPLES)]
fn whole(bencher: Bencher, name: &str) {
    let accepted = accepted(name);
    bencher.bench_local(|| {
        let assessment = planner::assess(black_box(&accepted), &SHIPPED);
        let plan = built(&assessment);
        let found = planner::check_assessed(&plan, &assessment);
        (plan, found)
    });
}

/// One edit: what a key in the minutes of a row costs before the check.
#[divan::bench(args = SAMPLES)]
fn edit(bencher: Bencher, name: &str) {
    let accepted = accepted(name);
    let assessment = planner::assess(&accepted, &SHIPPED);
    let plan = built(&assessment);
    let edit = Edit::Minutes { step: 1, minutes: 9 };
    bencher.bench_local(|| planner::edit::apply(black_box(&plan), &edit, &assessment));
}

/// The lists of a row.
#[divan::bench(args = SAMPLES)]
fn choices(bencher: Bencher, name: &str) {
    let accepted = accepted(name);
    let assessment = planner::assess(&accepted, &SHIPPED);
    let plan = built(&assessment);
    bencher.bench_local(|| planner::edit::choices(black_box(&plan), 4, &assessment));
}

/// A line of the quick *Add step* field with its completions, 1 ms at most.
#[divan::bench(args = SAMPLES)]
fn quick(bencher: Bencher, name: &str) {
    let accepted = accepted(name);
    let assessment = planner::assess(&accepted, &SHIPPED);
    let plan = built(&assessment);
    bencher.bench_local(|| planner::quick::read(black_box("glu r m"), &plan, &assessment));
}

/// The judgement alone.
#[divan::bench(args = SAMPLES)]
fn assess(bencher: Bencher, name: &str) {
    let accepted = accepted(name);
    bencher.bench_local(|| planner::assess(black_box(&accepted), &SHIPPED).status);
}

/// The draft alone.
#[divan::bench(args = SAMPLES)]
fn build(bencher: Bencher, name: &str) {
    let accepted = accepted(name);
    let assessment = planner::assess(&accepted, &SHIPPED);
    bencher.bench_local(|| built(black_box(&assessment)));
}

/// The check alone, on a judged intake; what the window runs after an edit of a step.
#[divan::bench(args = SAMPLES)]
fn check(bencher: Bencher, name: &str) {
    let accepted = accepted(name);
    let assessment = planner::assess(&accepted, &SHIPPED);
    let plan = built(&assessment);
    bencher.bench_local(|| planner::check_assessed(black_box(&plan), &assessment));
}

/// The knowledge, from its embedded text to something to plan with.
#[divan::bench(sample_count = 50)]
fn load_knowledge() -> bool {
    Knowledge::shipped().is_ok()
}

/// An intake, from its text.
#[divan::bench(args = ["chronic.ron", "piriformis.json"])]
fn read_intake(bencher: Bencher, name: &str) {
    let document = sample(name);
    bencher.bench_local(|| black_box(&document).parse::<Intake>());
}

/// A whole plan as a file.
#[divan::bench(args = [Notation::Ron, Notation::Json])]
fn write_plan(bencher: Bencher, format: Notation) {
    let plan = built(&planner::assess(&accepted("long-180-minutes.ron"), &SHIPPED));
    bencher.bench_local(|| match format {
        Notation::Ron => to_ron(black_box(&plan)),
        Notation::Json => to_json(black_box(&plan)),
    });
}

/// A whole plan from a file.
#[divan::bench(args = [Notation::Ron, Notation::Json])]
fn read_plan(bencher: Bencher, format: Notation) {
    let plan = built(&planner::assess(&accepted("long-180-minutes.ron"), &SHIPPED));
    let text = match format {
        Notation::Ron => to_ron(&plan),
        Notation::Json => to_json(&plan),
    };
    let text = text.unwrap_or_else(|error| panic!("{error}"));
    let document = Document::from_text("plan", format, text);
    bencher.bench_local(|| black_box(&document).parse::<Plan>());
}
