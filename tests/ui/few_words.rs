//! A whole plan with its cautions is read without scrolling: what stands in sight, and how many words
//! that is.

use eframe::egui::{Pos2, Rect, pos2};
use ischia::model::{Plan, Severity};
use ischia::planner;
use ischia::text::{Document, Notation};

use crate::facade::{App, folder, put};

const LAPTOP: (f32, f32) = (1366.0, 768.0);
/// The same with its text at 150 %.
const LARGE_TEXT: (f32, f32) = (911.0, 512.0);
/// The most words of rows and cautions together.
const MOST: usize = 400;

/// The intakes of every category with one side and with both, an hour each.
fn intakes() -> Vec<(String, String)> {
    let categories = ["acute", "chronic", "herniated-disc", "piriformis"];
    let sides = ["side: Right", "side: Both, worse_side: Some(Left)"];
    // Where both sides are new, a doctor comes first.
    let cleared =
        r#"clearances: [(by: "Dr A", on: "2026-11-20", covers: ["g-20"], limits: "light")],"#;
    let all = categories.into_iter().flat_map(|category| {
        sides.into_iter().map(move |side| {
            let weeks = if category == "acute" { 3 } else { 20 };
            let text = format!(
                r#"(date: "2026-11-24", category: "{category}", {side}, pain_back: 3, pain_leg: 4,
                    furthest_point: Calf, trend: Same, inflammation: None, onset_weeks: {weeks},
                    diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
                    findings: ["tingling"], {} minutes: 60)"#,
                if category == "acute" && side.contains("Both") { cleared } else { "" }
            );
            (format!("{category}, {side}"), text)
        })
    });
    all.collect()
}

fn planned(app: &mut App, text: &str) -> Plan {
    let document = Document::from_text("intake.ron", Notation::Ron, text.to_owned());
    let accepted = app.knowledge.accept(document.parse().unwrap()).unwrap();
    planner::plan(&accepted, &app.knowledge).unwrap()
}

fn open(app: &mut App, text: &str) -> Plan {
    let plan = planned(app, text);
    let folder = folder();
    let path = folder.path().join("intake.ron");
    put(&path, text);
    app.open_file(&path);
    app.keep(folder);
    plan
}

/// How many rows stand whole in sight.
fn rows_in_sight(app: &App, plan: &Plan) -> usize {
    let bottom = app.places("Home care ").first().unwrap().top();
    let places = plan.steps.iter().filter_map(|step| {
        let places = app.places(&format!("Step {}: ", step.number));
        places.first().copied()
    });
    places.filter(|row| row.bottom() <= bottom + 4.0 && row.top() >= 0.0).count()
}

#[test]
fn on_a_laptop_a_whole_hour_is_in_sight_with_its_cautions_and_the_body() {
    let mut app = App::start();
    let mut wrong = Vec::new();
    for (name, text) in intakes() {
        let plan = open(&mut app, &text);
        app.resize(LAPTOP.0, LAPTOP.1);
        assert!(plan.steps.len() >= 9, "{name}");
        let seen = rows_in_sight(&app, &plan);
        if plan.steps.len() <= 14 && seen != plan.steps.len() {
            wrong.push(format!("{name}: {seen} of {} rows", plan.steps.len()));
        }
        for caution in plan.cautions.iter().filter(|one| one.severity > Severity::Note) {
            for words in [&caution.title, &caution.line] {
                if app.in_full(words).is_none() {
                    wrong.push(format!("{name}: {words}"));
                }
            }
        }
        // More than 14 rows scroll.
        let steps = plan.steps.iter().filter(|_| plan.steps.len() <= 14);
        for step in steps.filter(|step| app.in_full(&step.cue).is_none()) {
            wrong.push(format!("{name}: step {}: {}", step.number, step.cue));
        }
        let feet = app.places("Calves, right");
        let head = app.places("Low back, outer part, right");
        let body = feet.first().unwrap().bottom() - head.first().unwrap().top();
        if body < 200.0 {
            wrong.push(format!("{name}: from low back to calves {body} points"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn rows_and_cautions_of_an_hour_have_at_most_four_hundred_words() {
    let mut app = App::start();
    let mut counts = Vec::new();
    for (name, text) in intakes() {
        let plan = open(&mut app, &text);
        app.resize(LAPTOP.0, LAPTOP.1);
        let rows = plan
            .steps
            .iter()
            .filter_map(|step| app.places(&format!("Step {}: ", step.number)).first().copied());
        let rows = rows.fold(Rect::NOTHING, Rect::union);
        let edge = app.place_of("Width of the cautions").unwrap().center().x;
        let cautions = Rect::from_min_max(pos2(edge, 0.0), pos2(LAPTOP.0, LAPTOP.1 - 28.0));
        let words = app.words_in(rows).len() + app.words_in(cautions).len();
        assert!(words > 150, "{name}: {words} are too few to be true");
        counts.push((words, name));
    }
    counts.sort();
    assert!(counts.last().unwrap().0 <= MOST, "{counts:#?}");
}

#[test]
fn with_large_text_seven_rows_and_every_title_are_in_sight() {
    let mut app = App::start();
    let mut wrong = Vec::new();
    for (name, text) in intakes() {
        let plan = open(&mut app, &text);
        app.resize(LARGE_TEXT.0, LARGE_TEXT.1);
        let window = Rect::from_min_size(Pos2::ZERO, LARGE_TEXT.into());
        let seen = rows_in_sight(&app, &plan);
        if seen < 7 {
            wrong.push(format!("{name}: {seen} rows"));
        }
        for caution in &plan.cautions {
            let is_limit = caution.severity == Severity::Stop;
            let line = is_limit.then_some(&caution.line);
            let is_note = caution.severity == Severity::Note;
            for words in [Some(&caution.title), line].into_iter().flatten().filter(|_| !is_note) {
                let place = app.in_full(words);
                if !place.is_some_and(|place| window.contains_rect(place)) {
                    wrong.push(format!("{name}: {words}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
