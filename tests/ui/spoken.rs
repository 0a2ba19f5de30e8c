//! What is heard where a plan is made: in the questions, in the plan and its menus, and where a session
//! is withheld. Who sees a word can ask for what bears it; what belongs together is heard together.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton};

use crate::access::{called_by_its_words, well_named};
use crate::facade::{App, Hands};
use crate::scenes::Scene;

/// Wide enough for every word, a laptop's, and the least at which all of it is there.
const SIZES: [(f32, f32); 3] = [(1366.0, 2600.0), (1366.0, 768.0), (911.0, 512.0)];

/// Asks it of this view in all sizes; the first is there again afterwards.
fn agrees(app: &mut App, view: &str) {
    for (width, height) in SIZES {
        app.resize(width, height);
        app.settle();
        let view = format!("{view} at {width} × {height}");
        called_by_its_words(app, &view);
        well_named(app, &view);
    }
    let (width, height) = SIZES[0];
    app.resize(width, height);
}

#[test]
fn the_questions_are_called_by_their_words() {
    let mut app = App::start();
    agrees(&mut app, "nothing answered");
    app.press_begin("Full questions: ");
    agrees(&mut app, "in full");
    app.press_begin("Short questions: ");
    app.fill_basics();
    app.press("Tingling");
    agrees(&mut app, "half of it answered");
    app.press("Add clearance");
    app.press_begin_any("Wishes and story");
    agrees(&mut app, "a clearance, wishes and story");
    app.press_begin_any("When findings first appeared");
    agrees(&mut app, "first days");
}

#[test]
fn the_questions_of_a_returning_client_are_called_by_their_words() {
    let mut scene = Scene::client("Fergus Sample");
    agrees(&mut scene.app, "carried");
    scene.app.press_begin("Category, ");
    called_by_its_words(&scene.app, "the choices of a category");
    scene.app.key(Key::Escape);
    scene.app.fill_basics();
    scene.app.answer_former(true);
    agrees(&mut scene.app, "still so");
}

#[test]
fn the_plan_and_its_menus_are_called_by_their_words() {
    let mut app = App::start();
    app.fill_in();
    agrees(&mut app, "plan");
    app.press("Limit: No deep pressure near the spine");
    agrees(&mut app, "opened caution");
    app.press("Limit: No deep pressure near the spine");
    app.press_begin("Step 4: ");
    agrees(&mut app, "opened row");
    app.press("Edit text of step 4");
    called_by_its_words(&app, "the text is edited");
    app.key(Key::Escape);
    for opener in ["Add below step 4", "Position of step 4", "State of the plan: Draft"] {
        app.press(opener);
        called_by_its_words(&app, opener);
        app.key(Key::Escape);
    }
    let row = app.place_beginning("Step 6: ").unwrap().center();
    app.event(Event::PointerMoved(row));
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
        app.event(Event::PointerButton { pos: row, button, pressed, modifiers });
    }
    assert!(app.shows("Why this step"));
    called_by_its_words(&app, "the menu of a row");
    app.key(Key::Escape);
    for menu in ["File", "Edit", "View", "Help"] {
        app.open_menu(menu);
        called_by_its_words(&app, menu);
        app.key(Key::Escape);
    }
    app.resize(911.0, 512.0);
    for opener in ["3 notes", "More for the plan"] {
        app.press(opener);
        called_by_its_words(&app, opener);
        app.key(Key::Escape);
    }
}

#[test]
fn what_holds_a_session_is_called_by_its_words() {
    let mut scene = Scene::file("g-10-intense-inflammation.ron");
    let app = &mut scene.app;
    assert!(app.shows("Hold: no session today"));
    agrees(app, "hold");
    app.type_into("Clearance 1: Given by", "Dr Muster, neurologist");
    app.press("Told: Doctor");
    app.press("Edit text: For the client");
    agrees(app, "hold, begun");
    app.resize(911.0, 512.0);
    app.press("Add clearance…");
    assert!(app.shows("Given by"));
    called_by_its_words(app, "the clearance over the middle");
    well_named(app, "the clearance over the middle");
}

#[test]
fn yes_and_no_stand_in_their_question_and_take_the_focus_where_that_is_asked_for() {
    let mut app = App::start();
    for word in ["Yes", "No"] {
        let answer = format!("Fever: {word}");
        assert_eq!(app.stands_in(&answer).first().map(String::as_str), Some("Fever"));
        app.focus(&answer);
        assert_eq!(app.focused(), answer);
        app.key(Key::Space);
        assert_eq!(app.said_of("Fever"), word.to_lowercase());
    }
    app.tab(1);
    assert_ne!(app.focused(), "Fever: Yes", "Tab goes to questions, not to their halves");
}

#[test]
fn a_score_says_that_nothing_is_given_yet() {
    let mut app = App::start();
    assert_eq!(app.value_of("Back pain").as_deref(), Some("not answered"));
    app.set_value("Back pain", 6.0);
    assert_eq!(app.value_of("Back pain").as_deref(), Some("6 of 10"));
}

#[test]
fn each_part_has_its_heading() {
    let mut app = App::start();
    for name in ["Complaint", "Ask first: emergency signs", "Today, and the doctor"] {
        assert!(app.hears(Role::Heading, name), "{name}");
    }
    let groups = app.knowledge.tables().groups.clone();
    for group in &groups {
        assert!(app.hears(Role::Heading, &group.name), "{}", group.name);
    }
    app.fill_in();
    assert!(app.hears(Role::Heading, "Session plan") && app.hears(Role::Heading, "Limit 2"));
    let mut scene = Scene::client("Fergus Sample");
    assert!(scene.app.hears(Role::Heading, "Today") && scene.app.hears(Role::Heading, "Consent"));
    scene.app.resize(911.0, 512.0);
    assert!(scene.app.hears(Role::Heading, "Today"));
}

#[test]
fn a_step_is_added_right_after_the_steps_and_before_what_follows_the_session() {
    let mut app = App::start();
    app.fill_in();
    let heard = app.controls_beginning("");
    let at = |words: &str| heard.iter().position(|name| name.starts_with(words)).unwrap();
    let between = ["Step 1: ", "Add a step as number 2", "Step 2: ", "Add a step as number 3"];
    let places = between.map(at);
    assert!(places.is_sorted(), "{places:?}: {heard:?}");
    // The pointer rests on a row, while Tab goes through all of it to the body.
    app.press_begin("Step 1: ");
    let reached = app.tab(40);
    let at = |words: &&str| reached.iter().position(|name| name.starts_with(words));
    let below = ["Step 2: ", "Add step", "Add a step", "Leave out ", "Home care ", "Notes "];
    let places: Vec<usize> = below.iter().filter_map(at).collect();
    assert!(places.is_sorted() && places.len() == below.len(), "{places:?}: {reached:?}");
    assert!(reached.iter().any(|name| name.starts_with("Low back, ")), "{reached:?}");
}
