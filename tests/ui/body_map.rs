//! The map of the body: regions are found by name, pressed with pointer and keys, and say what the
//! plan says.

use eframe::egui::Key;

use crate::facade::{App, Hands, Look};
use crate::scenes::Scene;

#[test]
fn on_a_laptop_the_map_stands_under_the_cautions_of_a_usual_plan() {
    let mut scene = Scene::client("Fergus Sample");
    scene.app.fill_basics();
    // More than last time would count as worse.
    scene.app.press("Back pain: 2");
    scene.app.press("Leg pain: 2");
    scene.app.answer_former(false);
    scene.app.answer_no_to_all();
    scene.app.look(Look::sized(1366.0, 768.0));
    let app = &scene.app;
    let cautions = ["Stop: ", "Limit: ", "Warn: "].map(|severity| app.count(severity));
    assert_eq!(cautions.iter().sum::<usize>(), 8, "{cautions:?}");
    assert!(app.shows("Back view") && !app.says("Body map"));
    for region in ["Calves, right", "Calves, left", "Low back, beside the spine, left"] {
        let place = app.places(region).into_iter().next().unwrap();
        assert!(place.bottom() < 740.0 && place.left() > 880.0, "{region}: {place:?}");
    }
}

#[test]
fn regions_say_what_the_plan_does_and_a_press_chooses_their_step() {
    let mut app = App::start();
    app.fill_in();
    assert_eq!(app.count("Gluteals, right: "), 1);
    assert!(app.shows(" minutes, level "));
    assert!(app.shows("Low back, beside the spine, left: "));
    app.press_begin("Gluteals, right: ");
    assert!(app.is_chosen("Gluteals, right"));
    // The piriformis lies over the gluteals, and is pressed where it shows.
    app.press_begin("Piriformis and deep rotators, right: ");
    assert!(app.is_chosen("Piriformis, right"));
    assert!(!app.is_chosen("Gluteals, right"));
    // Nothing is planned there yet: a step is offered.
    app.press_begin("Hamstrings, left");
    assert!(app.typed("Add a step").starts_with("hamstrings left"));
}

#[test]
fn names_follow_the_plan() {
    let mut app = App::start();
    app.fill_in();
    let before = app.name_begins("Calves, right");
    assert!(before.contains("minutes"), "{before}");
    assert!(!app.name_begins("Calves, left").contains("minutes"));
    app.press("Edit intake");
    app.press("Side: Left");
    app.press("Show plan");
    assert!(!app.name_begins("Calves, right").contains("minutes"));
    assert!(app.name_begins("Calves, left").contains("minutes"));
}

#[test]
fn arrows_lead_over_the_map_and_enter_presses() {
    let mut app = App::start();
    app.fill_in();
    app.focus_begin("Hamstrings, left");
    app.key(Key::ArrowRight);
    app.key(Key::ArrowDown);
    assert!(app.focused().starts_with("Calves, right"), "{}", app.focused());
    app.enter();
    assert!(app.is_chosen("calves, right"));
}

#[test]
fn in_the_intake_the_map_sets_how_far_symptoms_reach_and_which_places_are_left_out() {
    let mut app = App::start();
    app.press("Side: Left");
    app.press("Symptoms reach: Knee, left");
    assert!(app.is_on("Symptoms reach: Knee, left"));
    assert!(app.is_on("Symptoms reach: Knee"));
    assert!(!app.is_on("Symptoms reach: Knee, right"));
    assert!(!app.is_enabled("The map sets: Avoid"), "no answer allows it yet");
    for finding in ["open-wound", "stable-numbness"] {
        let question = app.label(finding);
        app.answer(&question, true);
    }
    app.press("The map sets: Avoid");
    app.press("Calves, right");
    assert!(app.is_on("Calves, right: left out"));
    app.press("The map sets: Numb");
    app.press("Calves, right: left out");
    assert!(app.is_on("Calves, right: left out, numb"));
    app.press("Calves, right: left out, numb");
    assert!(!app.is_on("Calves, right: left out"));
}
