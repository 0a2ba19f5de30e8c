//! What is in sight of a page that scrolls, and who scrolls it.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

use eframe::egui::{Event, Key, Rect, pos2};

use crate::facade::{App, Hands, Look};
use crate::scenes::Scene;

const LAPTOP: Look = Look::sized(1366.0, 768.0);
/// The least window, with text at 150 %.
const LEAST: Look = Look::sized(507.0, 320.0);

/// A new intake whose basics are answered, at the questions that a doctor has to clear.
fn at_the_doctors_questions(look: Look) -> App {
    let mut app = App::start();
    app.fill_basics();
    for sign in app.questions("emergency") {
        app.answer(&sign, false);
    }
    app.look(look);
    app.stroke(Key::F, "f");
    app
}

fn place(app: &App, name: &str) -> Rect {
    app.place_of(name).unwrap_or_else(|| panic!("{name} isn't there"))
}

#[test]
fn the_key_of_all_no_brings_its_button_into_sight_before_it_answers_anything() {
    for look in [LAPTOP, LEAST] {
        let mut app = at_the_doctors_questions(look);
        let questions = app.questions("refer");
        let last = questions.last().unwrap();
        assert_eq!(app.focused(), questions[0]);
        let button = "All no: For a doctor to clear first";
        let button = app.controls_beginning("All no: ").into_iter().next().unwrap_or(button.into());
        let is_seen = |app: &App| app.is_in_sight(place(app, &button));
        let was_seen = app.is_in_sight(place(&app, last));
        app.stroke(Key::A, "a");
        if !was_seen {
            assert_eq!(app.said_of(last), "not answered", "{:?}: nothing unread", look.size);
            assert!(is_seen(&app), "{:?}: the button is there", look.size);
            app.stroke(Key::A, "a");
        }
        for question in &questions {
            assert_eq!(app.said_of(question), "no", "{question}, {:?}", look.size);
        }
    }
}

#[test]
fn keys_turn_the_pages_of_the_questions_and_of_the_plan() {
    let mut app = App::start();
    app.look(LAPTOP);
    let top = |app: &App| place(app, "Category: Acute sciatica").top();
    let begins = top(&app);
    app.key(Key::PageDown);
    assert!(top(&app) < begins - 300.0, "a page further");
    app.key(Key::PageUp);
    assert!((top(&app) - begins).abs() < 0.5, "and back");
    app.key(Key::PageUp);
    assert!((top(&app) - begins).abs() < 0.5, "there is nothing above");

    // Also from a field of one line, and not from a text of several.
    app.focus("Weeks since it began");
    app.key(Key::PageDown);
    assert!(top(&app) < begins - 300.0);

    let mut app = App::start();
    app.fill_in();
    app.look(LEAST);
    let row = app.rows()[0].clone();
    let begins = place(&app, &row);
    app.key(Key::PageDown);
    let turned = app.place_of(&row).map_or(f32::NEG_INFINITY, |row| row.top());
    assert!(turned < begins.top() - 40.0, "{turned} of {begins:?}");
    for _ in 0..3 {
        app.key(Key::PageUp);
    }
    assert_eq!(place(&app, &row), begins);
}

#[test]
fn a_text_of_several_lines_keeps_the_keys_of_pages() {
    let mut app = App::start();
    app.fill_in();
    app.press("Edit intake");
    app.press_begin_any("Wishes and story");
    app.type_long("Notes", "worse after sitting");
    app.look(Look::sized(1366.0, 500.0));
    app.focus_text("Notes");
    let top = |app: &App| place(app, "Notes").top();
    let begins = top(&app);
    app.key(Key::PageUp);
    assert!((top(&app) - begins).abs() < 0.5, "the caret went, not the page");
    app.key(Key::Escape);
    app.key(Key::PageUp);
    assert!(app.place_of("Notes").is_none_or(|place| place.top() > begins));
}

/// With the page turned away from it, what has the focus is answered only once it is seen again.
#[test]
fn a_question_that_was_turned_away_from_comes_back_before_it_is_answered() {
    let mut app = at_the_doctors_questions(LAPTOP);
    let first = app.questions("refer").remove(0);
    assert_eq!(app.focused(), first);
    app.key(Key::PageDown);
    assert!(!app.sees_focus(), "it is a page above");
    app.stroke(Key::N, "n");
    assert_eq!(app.said_of(&first), "not answered");
    assert!(app.sees_focus());
    app.stroke(Key::N, "n");
    assert_eq!(app.said_of(&first), "no");
    // F leads there as well.
    let next = app.focused();
    app.key(Key::PageDown);
    app.stroke(Key::F, "f");
    assert_eq!(app.focused(), next);
    assert!(app.sees_focus());
}

#[test]
fn the_lit_question_stays_in_sight_at_another_size_and_nothing_else_scrolls() {
    let mut app = at_the_doctors_questions(Look::TALL);
    let lit = app.questions("refer").remove(5);
    app.press(&format!("{}: No", app.questions("refer")[4]));
    app.focus(&lit);
    for (width, height) in [(1366.0, 500.0), (507.0, 320.0), (911.0, 512.0), (760.0, 480.0)] {
        app.resize(width, height);
        let place = app.place_of(&lit).unwrap();
        assert!(app.sees_focus(), "{width}x{height}: {place:?}");
    }
    // Larger text, by key.
    app.resize(1366.0, 768.0);
    for _ in 0..4 {
        app.keys(Key::Plus);
        assert!(app.sees_focus(), "at {}", app.zoom());
    }
    app.keys(Key::Num0);
    // What somebody scrolled away stays away.
    app.resize(1366.0, 500.0);
    app.event(Event::PointerMoved(pos2(500.0, 300.0)));
    app.turn_wheel(5000.0);
    assert!(!app.sees_focus());
    app.resize(1366.0, 520.0);
    assert!(!app.sees_focus(), "nothing scrolls by itself");
}

#[test]
fn no_words_of_the_status_line_lie_over_others_in_the_least_window() {
    let mut scene = Scene::client("Fergus Sample");
    let app = &mut scene.app;
    let faults = |app: &mut App, what: &str| {
        for look in [LEAST, Look::sized(607.0, 341.0), Look::sized(760.0, 480.0)] {
            app.look(look);
            assert!(app.in_full("Guidance ").is_some(), "{what}, {:?}", look.size);
            let faults = app.overlaps();
            let faults: Vec<_> = faults.iter().filter(|one| one.contains("Guidance")).collect();
            assert!(faults.is_empty(), "{what}, {:?}: {faults:#?}", look.size);
        }
        app.look(Look::TALL);
    };
    faults(app, "nothing is answered");
    app.fill_basics();
    assert!(app.shows("Unsaved changes, kept as a draft"));
    faults(app, "half an intake");
    app.answer_former(true);
    app.answer_no_to_all();
    app.save();
    faults(app, "a plan that is saved");
    app.press("Edit intake");
    app.press("Length: 45");
    assert!(app.shows(", last saved "));
    faults(app, "a plan that was changed since");
    app.look(LEAST);
    app.press("Discard the unsaved changes");
}

#[test]
fn a_long_message_is_whole_in_the_least_window_with_what_can_be_pressed_beside_it() {
    let mut scene = Scene::practice_with(|store| {
        crate::scenes::add_client(store, "Ada Lund");
    });
    let app = &mut scene.app;
    app.choose_client("Ada Lund");
    app.fill_in();
    app.mark_ready();
    app.look(LEAST);
    assert!(app.shows("Marked as ready. No consent recorded"));
    assert!(app.in_full("Marked as ready. No consent recorded").is_some());
    for name in ["Record it", "Dismiss the message"] {
        assert!(app.is_in_sight(place(app, name)), "{name}");
    }
}
