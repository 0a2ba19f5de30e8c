//! Everything can be taken back, whatever was changed in whatever order.

use eframe::egui::{Key, Modifiers};
use ischia::model::PlanRecord;
use ischia::store::Store;

use crate::facade::{App, Hands, folder};
use crate::plan::*;

/// Everything that was entered for a visit, as it is stored.
fn stored(root: &std::path::Path) -> PlanRecord {
    let store = Store::open(root).unwrap().open().unwrap();
    let client = store.client(*store.clients().unwrap().first().unwrap()).unwrap();
    assert_eq!(client.plans.len(), 1);
    let history = client.plans.values().next().unwrap();
    history.current().unwrap().content.record().unwrap().clone()
}

#[test]
fn two_hundred_changes_are_taken_back_to_the_start() {
    let folder = folder();
    let root = folder.path().join("p");
    crate::scenes::practice_with(&root, "Zoë Berg");
    let mut app = App::start();
    app.open_practice(&root);
    app.wait_for("Clients · 1");
    app.choose_client("Zoë Berg");
    app.fill_in();
    // A start with something of everything: an edit, an answer to a warning, held minutes.
    let step = step(&app, "Hamstrings, right, Swedish");
    select(&mut app, step);
    app.press(&format!("Level 3 in step {step}"));
    app.type_into_begin("Why is it right here? ", "tolerated well");
    app.enter();
    app.press(&format!("Hold the minutes of step {step}"));
    app.save();
    let (start, rows) = (stored(&root), app.rows());
    assert_eq!((start.acknowledged.len(), start.held.len(), start.edits.len()), (1, 1, 1));

    let mut random = fastrand::Rng::with_seed(4);
    let emergency = app.questions("emergency")[0].clone();
    for _ in 0..200 {
        if random.usize(0..5) == 0 {
            change_an_answer(&mut app, &mut random, &emergency);
        } else {
            change_the_plan(&mut app, &mut random);
        }
    }
    assert!(app.shows("Unsaved changes"));
    let mut left = 800;
    while app.is_enabled("Undo") {
        app.press("Undo");
        left -= 1;
        assert!(left > 0, "the start isn't reached");
        if !app.shows("Unsaved changes") && app.rows() == rows {
            break;
        }
    }
    assert_eq!(app.rows(), rows);
    assert!(!app.shows("Unsaved changes"), "what was entered is what was saved");
    app.save();
    assert_eq!(stored(&root), start);
}

fn change_the_plan(app: &mut App, random: &mut fastrand::Rng) {
    let count = app.rows().len();
    if count == 0 {
        return;
    }
    let step = random.usize(1..=count);
    let row = app.rows().into_iter().nth(step - 1).unwrap();
    // A row that is chosen already folds at the next press.
    if !app.is_chosen(&row) {
        app.press(&row);
    }
    match random.usize(0..8) {
        0 => app.keys_with(Modifiers::ALT, Key::ArrowUp),
        1 => app.keys_with(Modifiers::ALT, Key::ArrowDown),
        2 => app.keys_with(Modifiers::COMMAND, Key::D),
        3 if count > 4 => app.keys_with(Modifiers::NONE, Key::Delete),
        4 => app.keys_with(Modifiers::NONE, Key::H),
        5 if app.count("Why is it right here? ") > 0 => {
            app.type_into_begin("Why is it right here? ", "as agreed");
            app.enter();
        }
        6 => {
            app.keys_with(Modifiers::COMMAND, Key::Enter);
            app.type_text("glu r mfr 2 4");
            app.enter();
            app.keys_with(Modifiers::COMMAND, Key::A);
            app.keys_with(Modifiers::NONE, Key::Delete);
        }
        _ => app.press("Fit to time"),
    }
}

fn change_an_answer(app: &mut App, random: &mut fastrand::Rng, emergency: &str) {
    app.press("Edit intake");
    match random.usize(0..6) {
        0 => app.press(&format!("Leg pain: {}", random.usize(0..=6))),
        1 => app.press("Length: 45"),
        2 => app.press("Length: 60"),
        3 => {
            if !app.shows("Notes") {
                app.press_begin_any("Wishes and story");
            }
            app.type_long("Notes", "told ");
        }
        4 => {
            app.answer(emergency, true);
            app.press("Edit intake");
            app.answer(emergency, false);
        }
        _ => app.press("Symptoms reach: Thigh"),
    }
    if app.shows("Show plan") {
        app.press("Show plan");
    }
}
