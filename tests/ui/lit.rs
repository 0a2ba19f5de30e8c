//! The question that is lit takes what is typed, with the focus and without it.

use eframe::egui::{Event, Key, Modifiers, pos2, vec2};

use crate::drive::Drive;
use crate::facade::{App, Hands};

#[test]
fn what_is_typed_answers_the_question_that_is_lit() {
    let mut app = App::start();
    app.press("Category: Acute sciatica");
    app.press("Side: Left");
    app.press("Weeks since it began: Not known");
    // Nothing has the focus: the pain in the back is lit, and a number answers it.
    app.stroke(Key::Num4, "4");
    assert_eq!(app.value_of("Back pain").as_deref(), Some("4 of 10"));
    app.stroke(Key::Num6, "6");
    assert_eq!(app.value_of("Back pain").as_deref(), Some("4 of 10"), "it isn't changed again");
    assert_eq!(app.value_of("Leg pain").as_deref(), Some("6 of 10"));
    // A question that was answered takes the next number where it has the focus, and is lit.
    app.focus("Back pain");
    app.stroke(Key::Num2, "2");
    assert_eq!(app.value_of("Back pain").as_deref(), Some("2 of 10"));
    assert_eq!(app.value_of("Leg pain").as_deref(), Some("6 of 10"));
}

#[test]
fn rows_that_are_lit_take_yes_and_no_but_no_space_bar_and_nothing_out_of_sight() {
    let mut app = App::start();
    app.fill_basics();
    app.resize(1366.0, 3200.0);
    leave_the_field(&mut app);
    let questions = app.questions("emergency");
    app.key(Key::Space);
    assert_eq!(app.value_of(&questions[0]).as_deref(), Some("not answered"));
    app.key(Key::N);
    assert_eq!(app.value_of(&questions[0]).as_deref(), Some("no"));
    assert_eq!(app.focused(), questions[1]);
    let mut app = App::start();
    app.fill_basics();
    leave_the_field(&mut app);
    app.resize(1366.0, 300.0);
    app.event(Event::PointerMoved(pos2(600.0, 200.0)));
    app.turn_wheel(5000.0);
    app.key(Key::N);
    assert_eq!(app.value_of(&questions[0]).as_deref(), Some("not answered"), "it isn't in sight");
}

/// Clicks an answer that is given already, so that no field has the focus.
fn leave_the_field(app: &mut App) {
    let place = app.place_of("Side: Right").unwrap();
    app.click_at(place.center());
    assert_eq!(app.focused(), "");
}

#[test]
fn f_leaves_a_number_that_is_typed() {
    let mut app = App::start();
    app.press("Category: Acute sciatica");
    app.press("Side: Left");
    app.focus("Weeks since it began");
    app.type_text("3");
    app.stroke(Key::F, "f");
    assert_eq!(app.focused(), "Back pain");
    app.stroke(Key::Num5, "5");
    assert_eq!(app.value_of("Back pain").as_deref(), Some("5 of 10"));
}

/// On a slow machine both may come within one frame.
#[test]
fn of_two_keys_at_once_the_first_answers_and_the_second_goes_on() {
    let mut app = App::start();
    app.press("Category: Acute sciatica");
    app.press("Side: Left");
    app.press("Weeks since it began: Not known");
    let mut drive = Drive::new(app.into_window().0, vec2(1366.0, 3200.0));
    drive.rest();
    // A one waits, since it may become ten; the key goes on from it.
    let goes_on = Event::Key {
        key: Key::F,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    drive.frame(vec![Event::Text("1".to_owned()), goes_on, Event::Text("f".to_owned())]);
    drive.rest();
    drive.frame(vec![Event::Text("5".to_owned())]);
    drive.rest();
    let app = App::over(drive.window);
    assert_eq!(app.value_of("Back pain").as_deref(), Some("1 of 10"));
    assert_eq!(app.value_of("Leg pain").as_deref(), Some("5 of 10"));
}

#[test]
fn digits_that_come_one_frame_after_the_other_answer_one_question_each() {
    let mut app = App::start();
    app.press("Category: Acute sciatica");
    app.press("Side: Left");
    app.press("Weeks since it began: Not known");
    for digit in ["4", "6"] {
        app.event(Event::Text(digit.to_owned()));
    }
    app.settle();
    assert_eq!(app.value_of("Back pain").as_deref(), Some("4 of 10"));
    assert_eq!(app.value_of("Leg pain").as_deref(), Some("6 of 10"));
}

#[test]
fn with_a_menu_open_no_question_behind_it_is_answered() {
    let mut app = App::start();
    app.press("Category: Acute sciatica");
    app.press("Side: Left");
    app.press("Weeks since it began: Not known");
    app.press("Menu");
    app.stroke(Key::Num4, "4");
    assert_eq!(app.value_of("Back pain").as_deref(), Some("not answered"));
}

#[test]
fn f_goes_to_the_next_question_from_what_withholds_the_session_too() {
    let mut app = App::start();
    app.fill_basics();
    app.press("Leg pain: 8");
    app.press("Show what to do");
    assert!(app.shows("Hold: no session today"));
    leave_what_has_the_focus(&mut app);
    app.stroke(Key::F, "f");
    assert!(app.shows("Symptoms reach"));
    assert_eq!(app.focused(), app.questions("emergency")[0]);
}

fn leave_what_has_the_focus(app: &mut App) {
    app.key(Key::Escape);
    assert_eq!(app.focused(), "");
}
