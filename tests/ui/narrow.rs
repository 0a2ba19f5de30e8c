//! The least window with text at 150 %: what is left of it can be worked in, and says all it has to.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

use eframe::egui;
use ischia::model::Client;

use crate::access::called_by_its_words;
use crate::facade::{App, Hands, folder};
use crate::intake::{open, returning};
use crate::scenes::{add, new_practice};

/// The least window and a laptop at 150 %, each with text at 150 %, and both without.
const SIZES: [(f32, f32); 4] = [(507.0, 320.0), (607.0, 341.0), (760.0, 480.0), (911.0, 512.0)];
const LAST: &str = "Clearance 1: Most hands-on minutes";
/// As tall as it takes to have everything laid out.
const TALL: f32 = 3200.0;

/// A new client's intake, filled in up to a leg pain that holds the session.
fn severe(more: impl FnOnce(&mut App)) -> App {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    app.resize(1366.0, TALL);
    app.fill_basics();
    app.press("Leg pain: 8");
    more(&mut app);
    app.answer_no_to_all();
    assert!(app.shows("no session today"));
    app.living_in(folder)
}

/// The texts that an ellipsis cuts, but for whose plan it is and in which practice, in the bars above
/// and below.
fn cut(app: &App) -> Vec<String> {
    let is_bar =
        |text: &String| text.contains(" client") || text.contains("Zoë") || text.contains("24 Nov");
    app.cut_texts().into_iter().filter(|text| !is_bar(text)).collect()
}

#[test]
fn three_rows_of_questions_are_in_sight_and_all_are_reached_by_scrolling() {
    for (later, first) in [(false, "Category: Acute sciatica"), (true, "Back pain: 4")] {
        let folder = folder();
        let store = new_practice(&folder.path().join("p"));
        if later {
            returning(&store);
        } else {
            add(&store, Client::named("Zoë Berg"));
        }
        let mut app = open(&store);
        app.wait_for(if later { "counted as yes until answered" } else { "none recorded" });
        for (width, height) in SIZES {
            app.resize(width, TALL);
            let groups = ["emergency", "refer"].into_iter().flat_map(|group| app.questions(group));
            let asked: Vec<String> = groups.map(|question| format!("{question}: No")).collect();
            app.resize(width, height);
            // From one open question to the next, each comes into sight as a whole.
            app.press("Next question");
            assert!(app.place_of(first).is_some_and(|place| app.is_in_sight(place)), "{width}");
            // Among the lowest windows the bar scrolls with the questions.
            app.event(egui::Event::PointerMoved(egui::pos2(width * 0.3, height * 0.5)));
            app.turn_wheel(9000.0);
            app.press("Go to Emergency signs");
            let seen = |name: &&String| app.place_of(name).is_some_and(|at| app.is_in_sight(at));
            let count = asked.iter().filter(seen).count();
            assert!(count >= 3, "{width}x{height}, later {later}: {count} rows in sight");
            assert!(app.over_the_edge().is_empty(), "{width}: {:?}", app.over_the_edge());
            called_by_its_words(&app, &format!("{width}x{height}"));
        }
    }
}

#[test]
fn no_reason_and_no_limit_is_cut() {
    let much = |app: &mut App| {
        for question in app.questions("hold").into_iter().take(3) {
            app.answer(&question, true);
        }
    };
    for is_much in [false, true] {
        let mut app = severe(|app| {
            if is_much {
                much(app);
            }
        });
        for (width, height) in SIZES {
            app.resize(width, TALL);
            assert!(cut(&app).is_empty(), "{width}, much {is_much}: {:#?}", cut(&app));
            app.press("Add clearance…");
            for at in [TALL, height] {
                app.resize(width, at);
                assert!(cut(&app).is_empty(), "{width}x{at}, clearance: {:#?}", cut(&app));
            }
            let close = app.place_of("Close").unwrap();
            assert!(app.is_in_sight(close), "{width}x{height}: the way out of the form");
            app.press("Close");
        }
    }
}

#[test]
fn the_fields_of_a_clearance_lie_inside_of_its_form() {
    let mut app = severe(|_| ());
    for (width, height) in SIZES {
        app.resize(width, TALL);
        app.press("Add clearance…");
        let fields = app.controls_beginning("Clearance 1: ");
        assert!(fields.len() > 5, "{fields:?}");
        let close = app.place_of("Close").unwrap();
        for name in &fields {
            let place = app.place_of(name).unwrap();
            assert!(app.is_in_sight(place), "{width}: {name} {place:?}");
            assert!(place.left() >= close.left() - 1.0, "{width}: {name} {place:?}");
        }
        // It can't be pressed yet.
        let (add, last) = (app.place_of("Add clearance").unwrap(), app.place_of(LAST).unwrap());
        assert!(
            add.left() >= close.left() - 1.0 && add.right() <= width - 40.0,
            "{width}: {add:?}"
        );
        assert!(!add.intersects(last), "{width}: {add:?} over {last:?}");
        app.resize(width, height);
        app.press("Close");
    }
}

#[test]
fn which_of_two_sides_is_worse_stands_inside_of_its_cell() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    returning(&store);
    let mut app = open(&store);
    app.wait_for("counted as yes until answered");
    app.press_begin("Side, ");
    app.press("Side: Both");
    app.press("Worse side: Left");
    app.key(egui::Key::Escape);
    for (width, height) in SIZES.into_iter().chain([(1366.0, 768.0)]) {
        app.resize(width, height);
        app.resize(width, TALL);
        let cell = app.places("Side, ")[0];
        let said = ["Both sides, worse on the left", "Both, left worse"];
        let (words, _) = said.into_iter().find_map(|words| app.sight_of(words)).unwrap();
        assert!(cell.contains_rect(words), "{width}: {words:?} in {cell:?}");
    }
}

#[test]
fn a_day_that_cannot_be_read_is_not_called_missing() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    for (width, height) in SIZES {
        app.resize(width, height);
        for (typed, said) in [("24 Nov", "Day not read"), ("", "No date"), ("2026-11-24", "24 Nov")]
        {
            app.press_begin("Date: ");
            app.clear("Date");
            app.type_into("Date", typed);
            app.enter();
            assert!(app.place_of(&format!("Date: {said}")).is_some(), "{width}: {typed} is {said}");
        }
    }
}
