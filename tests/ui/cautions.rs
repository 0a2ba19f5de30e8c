//! Cautions: in sight at every size of the window, and lit by what they belong to.

use std::path::PathBuf;

use eframe::egui::Rect;
use ischia::knowledge::Knowledge;
use ischia::model::{Clearance, Day, Diagnosis, FindingId, Plan, Severity, Weeks};
use ischia::planner;
use ischia::text::{Document, Notation};

use crate::facade::{App, Hands, folder, put, read};
use crate::scenes;

/// The sizes that the window must work at: a laptop, a large screen, a laptop at 150 %, and one
/// between them.
const SIZES: [(f32, f32); 4] = [(911.0, 512.0), (1024.0, 600.0), (1366.0, 768.0), (1920.0, 1080.0)];

/// A plan with as many cautions as any answers bring together: every finding that a caution asks
/// for, over categories, diagnoses and durations, with every gate released.
fn worst() -> Plan {
    let knowledge = Knowledge::shipped().unwrap();
    let text = r#"(
        date: "2026-11-24", category: "herniated-disc", side: Both, worse_side: Some(Right),
        pain_back: 4, pain_leg: 4, furthest_point: Calf, trend: Same, inflammation: Some,
        onset_weeks: 30, diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
        findings: [], excluded_regions: [(region: "calves", side: Left)],
        course: (
            visit: 7, pain_history: [5, 5, 5, 5, 5, 5], first_visit: "2026-09-01",
            last_furthest_point: Thigh,
        ),
        minutes: 90,
    )"#;
    let document = Document::from_text("intake.ron", Notation::Ron, text.to_owned());
    let mut intake: ischia::model::Intake = document.parse().unwrap();
    intake.findings = [
        "open-wound",
        "anticoagulant",
        "pregnancy",
        "spinal-stenosis",
        "spondylolisthesis",
        "osteoporosis",
        "hip-replacement",
        "opioid",
        "tingling",
        "poor-circulation-or-diabetes",
        "varicose-veins",
        "immune-suppression",
    ]
    .iter()
    .map(|id| FindingId::new(id).unwrap())
    .collect();
    let mut worst: Option<Plan> = None;
    for category in knowledge.tables().protocols.iter().map(|protocol| &protocol.id) {
        for diagnosis in [Diagnosis::ByDoctor, Diagnosis::None] {
            for weeks in [2, 30] {
                intake.category = category.clone();
                intake.diagnosis = diagnosis;
                intake.onset_weeks = Some(Weeks::new(weeks).unwrap());
                let plan = released(&intake, &knowledge);
                if worst.as_ref().is_none_or(|worst| grave(&plan) > grave(worst)) {
                    worst = Some(plan);
                }
            }
        }
    }
    worst.unwrap()
}

fn released(intake: &ischia::model::Intake, knowledge: &Knowledge) -> Plan {
    let mut intake = intake.clone();
    intake.clearances.clear();
    let plan = |intake: &ischia::model::Intake| {
        planner::plan(&knowledge.accept(intake.clone()).unwrap(), knowledge).unwrap()
    };
    let closed = plan(&intake);
    intake.clearances = vec![Clearance {
        by: "Dr. A. Sample".to_owned(),
        on: Day::parse("2026-11-20").unwrap(),
        covers: closed.gates.iter().map(|gate| gate.id.clone()).collect(),
        limits: "Light work away from the sore spot.".to_owned(),
        ..closed_template()
    }];
    plan(&intake)
}

fn closed_template() -> Clearance {
    Clearance {
        by: String::new(),
        on: Day::parse("2026-11-20").unwrap(),
        until: None,
        covers: Vec::new(),
        limits: String::new(),
        max_pressure: None,
        max_hands_on_minutes: None,
    }
}

fn grave(plan: &Plan) -> usize {
    plan.cautions.iter().filter(|caution| caution.severity > Severity::Note).count()
}

fn app_with(plan: &Plan) -> App {
    let folder = folder();
    let path: PathBuf = folder.path().join("plan.json");
    put(&path, serde_json::to_string(plan).unwrap());
    let mut app = App::start();
    app.open_plan(&path);
    app.living_in(folder)
}

#[test]
fn every_stop_and_warn_is_in_sight_at_every_size_in_the_worst_case() {
    let plan = worst();
    assert!(grave(&plan) >= 22, "only {} come together", grave(&plan));
    let mut app = app_with(&plan);
    for (width, height) in SIZES {
        app.resize(width, height);
        let window = Rect::from_min_size(eframe::egui::Pos2::ZERO, [width, height].into());
        let mut places = app.places("Stop: ");
        places.extend(app.places("Limit: "));
        let stops = places.len();
        places.extend(app.places("Warn: "));
        assert_eq!(places.len(), grave(&plan), "{width}x{height}");
        assert!(stops >= 9);
        for (at, place) in places.iter().enumerate() {
            assert!(window.contains_rect(*place), "{place:?} in {width}x{height}");
            assert!(place.height() >= 15.0);
            for other in &places[at + 1..] {
                assert!(!place.shrink(0.5).intersects(other.shrink(0.5)), "{place:?} {other:?}");
            }
        }
        assert!(!app.shows("more below"), "{width}x{height}");
    }
}

/// Opens a sample intake; its plan.
fn open_intake(app: &mut App, name: &str) -> Plan {
    let intake = scenes::intake(name);
    let format = Notation::of_path(&intake).unwrap();
    let document = Document::from_text(name, format, read(&intake));
    let accepted = app.knowledge.accept(document.parse().unwrap()).unwrap();
    let plan = planner::plan(&accepted, &app.knowledge).unwrap();
    app.open_file(&intake);
    plan
}

#[test]
fn all_of_a_caution_is_one_press_away() {
    let mut app = App::start();
    let mut pressed = 0;
    for name in ["disc-with-stenosis.ron", "acute.ron", "g-10-intense-inflammation.ron"] {
        let plan = open_intake(&mut app, name);
        for caution in plan.cautions.iter().filter(|one| one.severity > Severity::Note) {
            let known = app.knowledge.caution(&caution.id).unwrap();
            if plan.status.withholds() && !known.without_session {
                continue;
            }
            let word = app.knowledge.word_of(&caution.id, caution.severity);
            app.press(&format!("{word}: {}", caution.title));
            assert!(app.in_full(&caution.text).is_some(), "{name}: {}", caution.id);
            pressed += 1;
        }
    }
    assert!(pressed > 10, "{pressed}");
}

#[test]
fn every_stop_and_warn_has_its_title_and_line_in_sight_whatever_was_answered() {
    let mut app = App::start();
    let mut short = Vec::new();
    for file in std::fs::read_dir(scenes::intake("")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let plan = open_intake(&mut app, &name);
        for (width, height) in SIZES {
            app.resize(width, height);
            for caution in plan.cautions.iter().filter(|one| one.severity > Severity::Note) {
                // Where there is no session, what is about massage alone is out of the way.
                let known = app.knowledge.caution(&caution.id).unwrap();
                let is_aside = plan.status.withholds() && !known.without_session;
                // In a low window the lines of what only warns fold first.
                let has_line = caution.severity == Severity::Stop || height > 600.0;
                let line = has_line.then_some(&caution.line);
                for words in [Some(&caution.title), line].into_iter().flatten() {
                    if !is_aside && app.in_full(words).is_none() {
                        short.push(format!("{name}, {width}x{height}: {}, {words}", caution.id));
                    }
                }
            }
            // However little room that leaves, the rows of the plan stand in it as a whole.
            let handle = app.place_of("Move step 1");
            let edge = app.place_of("Width of the cautions").map(|edge| edge.center().x);
            if let (Some(handle), Some(edge)) = (handle, edge) {
                let row = app.places("Step 1: ").first().copied().unwrap();
                assert!(handle.left() >= 0.0, "{name}, {width}x{height}: {handle}");
                assert!(row.right() <= edge, "{name}, {width}x{height}: {row} beside {edge}");
            }
        }
    }
    assert!(short.is_empty(), "{short:#?}");
}

#[test]
fn notes_fold_into_one_line_and_unfold_at_a_press() {
    let mut app = App::start();
    app.fill_in();
    let notes = app.places("Note: ").len();
    assert!(notes > 1, "a tall window shows them");
    app.resize(911.0, 512.0);
    assert_eq!(app.places("Note: ").len(), 0);
    app.press(&format!("{notes} notes"));
    assert_eq!(app.places("Note: ").len(), notes);
}

#[test]
fn a_caution_explains_itself_with_its_sources_from_the_keyboard_too() {
    let mut app = App::start();
    app.fill_in();
    app.press("Limit: No deep pressure near the spine");
    let sources = "Sources of No deep pressure near the spine";
    app.press_begin(sources);
    assert!(app.says("Sources"));
    assert!(!app.shows("k-03") && !app.shows("Seed document"), "a therapist reads no ids");
    app.press("Close");
    assert!(!app.says("Sources"));
    app.press("Limit: No deep pressure near the spine");
    assert!(!app.shows(sources), "it is folded again");
    app.focus("Limit: No deep pressure near the spine");
    app.enter();
    assert!(app.shows(sources));
}

#[test]
fn a_caution_whose_limit_is_broken_says_where() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut plan = worst();
    let accepted = |plan: &Plan| planner::check(plan, &knowledge).unwrap();
    // One step after the other is made firmer until the check names a caution.
    let mut broken = None;
    for at in 0..plan.steps.len() {
        let kept = plan.steps[at].pressure;
        if kept.is_none() {
            continue;
        }
        plan.steps[at].pressure = Some(ischia::model::Pressure::new(5).unwrap());
        let found = accepted(&plan);
        let by_caution = found.into_iter().find(|finding| {
            finding.level == planner::Level::Conflict && finding.rule.as_str().starts_with("k-")
        });
        if let Some(finding) = by_caution {
            broken = Some(finding);
            break;
        }
        plan.steps[at].pressure = kept;
    }
    let broken = broken.unwrap();
    let title = knowledge
        .tables()
        .cautions
        .iter()
        .find(|caution| caution.id.as_str() == broken.rule.as_str())
        .map(|caution| caution.title.clone())
        .unwrap();
    let app = app_with(&plan);
    let step = broken.step.unwrap();
    assert!(app.shows(&format!("{title}, broken in step")), "{title}");
    assert!(app.shows(&step.to_string()));
}

#[test]
fn the_rail_folds_in_a_narrow_window_and_opens_over_the_middle() {
    let folder = folder();
    let root = folder.path().join("practice");
    crate::scenes::practice_with(&root, "Zoë Berg");
    let mut app = App::start();
    app.open_practice(&root);
    app.wait_for("Clients · 1");
    app.resize(911.0, 512.0);
    assert!(!app.shows("Zoë Berg, "));
    app.press("Show the clients");
    assert!(app.shows("Zoë Berg, "));
    app.press_begin("Zoë Berg");
    assert!(!app.shows("Zoë Berg, "), "a choice folds it again");
    app.press("Show the clients");
    app.press("Fold the clients");
    assert!(!app.shows("Zoë Berg, "));
    app.resize(1366.0, 768.0);
    assert!(app.shows("Zoë Berg, ") && !app.shows("Show the clients"));
}
