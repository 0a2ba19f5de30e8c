//! Pictures of closing a session, and of what was recorded. The note is written beside the window.

use super::*;
use crate::scenes::Scene;

pub(super) const CLOSING: &[View] = &[
    ("closing", LAPTOPS, closing),
    ("closing-own-words", LIGHT, || {
        let mut scene = closing();
        scene.app.press("Edit note");
        scene
    }),
    ("closing-note", SMALL, || {
        let mut scene = closing();
        scene.app.look(ZOOMED);
        scene.app.press("Show: Note");
        scene
    }),
    ("closed", LIGHT, || {
        let mut scene = closing();
        scene.app.press("Close session");
        scene.app.wait_for("Session closed");
        scene.app.settle();
        scene.app.press_begin_any("Dismiss");
        scene
    }),
];

/// A session with something changed and something left out.
fn closing() -> Scene {
    let mut scene = new_client();
    let app = &mut scene.app;
    app.fill_basics();
    app.press_begin_any("Wishes and story");
    app.press("Add an activity");
    app.type_into("Activity 1: Activity", "Walk to work");
    app.press("Activity 1: score: 5");
    app.answer_no_to_all();
    app.press("State of the plan: Draft");
    app.press("Close session…");
    app.wait_for("What was done");
    let rows = app.controls_beginning("Step ");
    let rows: Vec<&str> = rows.iter().filter_map(|row| row.strip_suffix(": Done")).collect();
    let (second, third) = (rows[1].to_owned(), rows[5].to_owned());
    app.press(&format!("{second}: Skipped"));
    app.press("Why step 2 was skipped: Not wanted");
    app.press(&format!("{third}: Changed"));
    app.type_into("What was different in step 6", "tender");
    for answer in [
        "Leg pain now: 4",
        "Back pain now: 4",
        "Reaches: Buttock",
        "Response: Better",
        "Anything unwanted: None",
    ] {
        app.press(answer);
    }
    app.set_value("Walk to work now", 6.0);
    app.type_into("Response, in a line", "Walked out without the limp; buttock looser.");
    app.type_into("Seen and felt", "Tender at the right sacral edge.");
    app.settle();
    scene
}

#[test]
fn closing_a_session_is_as_in_its_pictures() {
    check(CLOSING);
}
