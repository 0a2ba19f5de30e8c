//! Nothing lies over anything else, in a window of any size and with larger text.

#![allow(clippy::float_cmp, reason = "what doesn't move stays exactly there")]

use eframe::egui::{Key, Rect};
use ischia::model::Client;

use crate::facade::{App, Hands, folder};
use crate::intake::{open, returning};
use crate::scenes::{add, new_practice};

/// The least window and a laptop's at 150 %, both with text at 150 % too; the same two without; what
/// lies between, and a laptop.
const SIZES: [(f32, f32); 6] = [
    (507.0, 320.0),
    (607.0, 341.0),
    (760.0, 480.0),
    (911.0, 512.0),
    (1100.0, 610.0),
    (1366.0, 768.0),
];

/// What lies over something else at any of the sizes.
fn looked_at(app: &mut App, what: &str, found: &mut Vec<String>) {
    for (width, height) in SIZES {
        app.resize(width, height);
        // What adds a step between two rows stands on the line between them.
        let faults = app.overlaps();
        let faults = faults.iter().filter(|fault| !fault.contains("“Add a step as number "));
        let few = faults.take(6);
        found.extend(few.map(|fault| format!("{what}, {width}x{height}: {fault}")));
    }
}

/// Answers what is asked in chips, but for what the category answers.
fn answer_chips(app: &mut App, yes: bool) {
    let of_category = app.label("known-herniated-disc");
    for group in ["modifier", "hold"] {
        for question in app.questions(group).into_iter().filter(|one| *one != of_category) {
            app.answer(&question, yes);
        }
    }
}

#[test]
fn nothing_overlaps_at_any_size() {
    let mut found = Vec::new();
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    returning(&store);
    let mut app = open(&store);
    app.wait_for("counted as yes until answered");
    looked_at(&mut app, "later visit", &mut found);
    drop(app);

    let folder = self::folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    looked_at(&mut app, "empty intake", &mut found);
    app.resize(1366.0, 3000.0);
    app.fill_basics();
    answer_chips(&mut app, true);
    looked_at(&mut app, "intake with much found", &mut found);
    app.resize(1366.0, 3000.0);
    app.answer_no_to_all();
    app.show_intake();
    answer_chips(&mut app, false);
    looked_at(&mut app, "intake, all answered", &mut found);
    app.see_plan();
    assert!(app.shows("Session plan"));
    looked_at(&mut app, "plan", &mut found);
    app.resize(1366.0, 3000.0);
    app.press("Edit intake");
    app.press("Leg pain: 8");
    app.see_plan();
    assert!(app.shows("Hold: no session today"));
    looked_at(&mut app, "hold", &mut found);
    app.resize(1366.0, 3000.0);
    app.press("Told: Client");
    looked_at(&mut app, "hold, with something said", &mut found);
    app.resize(1366.0, 3000.0);
    app.press("Edit intake");
    let sign = app.questions("emergency").remove(0);
    app.answer(&sign, true);
    looked_at(&mut app, "emergency", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_overlaps_on_any_page_of_the_questions_in_the_least_window() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    let mut found = Vec::new();
    for (width, height) in [SIZES[0], SIZES[1]] {
        app.resize(width, height);
        let top = |app: &App| app.place_of("Category: Acute sciatica").unwrap().top();
        let mut before = f32::NAN;
        let mut pages = 0;
        while top(&app) != before {
            before = top(&app);
            let faults = app.overlaps();
            found.extend(faults.iter().map(|fault| format!("page {pages}, {width}: {fault}")));
            app.key(Key::PageDown);
            pages += 1;
        }
        assert!(pages > 5, "only {pages} pages");
        app.resize(width, 3000.0);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// With text at 150 % all emergency signs are asked without scrolling.
#[test]
fn every_emergency_sign_is_in_sight_in_a_low_window() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    app.resize(911.0, 512.0);
    let signs = app.questions("emergency");
    assert_eq!(signs.len(), 5);
    for sign in signs {
        for word in ["No", "Yes"] {
            let place: Rect = app.place_of(&format!("{sign}: {word}")).unwrap();
            assert!(app.is_in_sight(place), "{sign}: {place:?}");
        }
    }
}
