//! Pictures of past sessions.

use super::*;
use crate::courses::{COURSED, add_coursed, plan_today};

pub(super) const COURSES: &[View] = &[
    ("history", LAPTOPS, || showing(coursed(), "Oct to Nov 2026")),
    ("history-followed", LIGHT, || {
        let mut scene = coursed();
        scene.app.press("Count by: Pain");
        scene.app.press("Rows: Differences");
        scene.app.press("Pain: Back");
        showing(scene, "Higher of leg and back")
    }),
    ("history-compare", SMALL, || {
        let mut scene = coursed();
        scene.app.look(ZOOMED);
        scene.app.press("Show: Compare");
        showing(scene, "A: Tue 27 Oct 2026")
    }),
    ("history-minutes", SMALL, || {
        let mut scene = coursed();
        scene.app.look(ZOOMED);
        scene.app.press("Show: Minutes");
        showing(scene, "Gluteals, minutes")
    }),
    ("dialog-discharge", MIDDLE, || {
        let mut scene = coursed();
        scene.app.command("Discharge");
        showing(scene, "Discharge this client?")
    }),
];

/// A client with two courses, and a plan of today that isn't closed.
fn coursed() -> Scene {
    let mut scene = Scene::practice_with(|store| {
        let client = add_coursed(store);
        plan_today(store, client);
    });
    scene.app.choose_client(COURSED);
    scene.app.show_history();
    scene
}

#[test]
fn past_sessions_are_as_in_their_pictures() {
    check(COURSES);
}
