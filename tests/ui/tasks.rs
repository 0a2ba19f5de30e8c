//! Whole tasks.

use eframe::egui::Key;
use ischia::model::Plan;
use ischia::text::{Document, Notation};

use crate::facade::{App, Hands, folder, read};

#[test]
fn a_complete_intake_becomes_a_plan() {
    let mut app = App::start();
    app.fill_in();
    assert!(app.shows("Session plan"));
    assert!(app.shows("Plan checked: no conflicts"));
    assert!(app.count("Step 1: ") == 1);
    assert!(app.is_missing(0));
}

#[test]
fn a_question_is_open_until_answered_and_counted() {
    let mut app = App::start();
    let all = 11 + app.knowledge.tables().findings.len();
    assert!(app.is_missing(all));
    app.press("Side: Left");
    assert!(app.is_missing(all - 1));
    assert!(!app.shows("Session plan"));
}

#[test]
fn all_no_never_answers_the_emergency_questions() {
    let mut app = App::start();
    app.fill_basics();
    app.all_no();
    assert!(app.is_missing(5));
    assert!(app.shows("5 open"));
    assert_eq!(app.count("All no: "), app.knowledge.tables().groups.len() - 1);
}

#[test]
fn an_emergency_turns_the_window_at_once() {
    let mut app = App::start();
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    assert!(app.shows("Emergency: no session today"));
    assert!(app.shows("For the client"));
    app.press("Edit intake");
    assert!(!app.shows("no session today"));
    assert!(app.shows("Emergency"));
    app.answer(&first, false);
    assert!(!app.shows("Emergency: no session today"));
}

#[test]
fn an_emergency_after_a_plan_takes_the_plan_away() {
    let mut app = App::start();
    app.fill_in();
    app.press("Edit intake");
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    assert!(app.shows("Emergency: no session today"));
    assert_eq!(app.count("Step 1: "), 0);
}

#[test]
fn a_saved_plan_can_be_opened_again() {
    for name in ["plan.ron", "plan.json", "plan"] {
        let folder = folder();
        let mut app = App::start();
        app.fill_in();
        *app.answers.save.lock().unwrap() = Some(folder.path().join(name));
        app.press("Save");
        app.wait_for(" saved ");
        let path = match name {
            "plan" => folder.path().join("plan.ron"),
            name => folder.path().join(name),
        };
        let format = Notation::of_path(&path).unwrap();
        let document = Document::from_text("plan", format, read(&path));
        let plan: Plan = document.parse().unwrap();
        assert_eq!(plan.total_minutes + plan.unused_minutes, 60);

        let mut other = App::start();
        *other.answers.open.lock().unwrap() = Some(path);
        other.keys(Key::O);
        other.wait_for(" saved");
        assert!(other.shows("Session plan"));
        other.press("Edit intake");
        other.press("Length: 45");
        assert!(other.shows("Unsaved changes"));
    }
}

#[test]
fn unsaved_answers_are_asked_about() {
    let mut app = App::start();
    app.press("Side: Left");
    app.keys(Key::N);
    assert!(app.shows("Leave this intake?"));
    app.press("Cancel");
    assert!(!app.shows("Leave this intake?"));
    app.keys(Key::N);
    app.press("Don't save");
    assert!(app.is_missing(11 + app.knowledge.tables().findings.len()));
}

#[test]
fn a_broken_file_is_named_with_its_place_and_changes_nothing() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    let file = tempfile::NamedTempFile::new_in(folder.path()).unwrap();
    std::io::Write::write_all(&mut file.as_file(), b"(\n  date: \"2026-11-24\",\n  side: Up\n)")
        .unwrap();
    file.persist(&path).unwrap();
    let mut app = App::start();
    *app.answers.open.lock().unwrap() = Some(path);
    app.keys(Key::O);
    app.wait_for("This file can't be opened");
    app.press("Details");
    assert!(app.shows("plan.ron:3:"));
    app.press("Close");
    assert!(app.shows("questions left"));
}

#[test]
fn without_a_file_dialog_a_path_can_be_typed() {
    let folder = folder();
    let mut app = App::start();
    app.fill_in();
    app.press("Save");
    app.wait_for("No file dialog answered");
    app.keys(Key::A);
    let path = folder.path().join("typed.json");
    app.type_into("Path", "");
    app.keys(Key::A);
    app.type_into("Path", &path.display().to_string());
    app.press("Save file");
    app.wait_for(" saved ");
    assert!(read(&path).contains("ischia-plan/1"));
}
