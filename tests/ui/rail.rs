//! The list of clients: a press in it moves nothing from under the pointer.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

use eframe::egui::{Event, Rect, pos2};

use crate::facade::App;
use crate::scenes::Scene;

/// In the order in which they are listed: the latest session first.
const LISTED: [&str; 4] =
    ["Éloïse Échantillon", "Małgorzata Testowska", "Kit Fictionby", "Fergus Sample"];

fn rows(app: &App) -> Vec<(&'static str, Rect)> {
    let row = |name: &'static str| {
        let place = app.places(&format!("{name}, ")).first().copied();
        (name, place.unwrap_or(Rect::NOTHING))
    };
    LISTED.map(row).to_vec()
}

fn point(app: &mut App, place: Rect) {
    app.event(Event::PointerMoved(pos2(place.left() + 40.0, place.center().y)));
}

#[test]
fn choosing_a_client_moves_neither_its_row_nor_one_above() {
    let mut scene = Scene::practice();
    let app = &mut scene.app;
    app.resize(1366.0, 768.0);
    // Down the list, and up again.
    for chosen in [0, 1, 3, 2, 0, 3] {
        let before = rows(app);
        let (name, place) = before[chosen];
        app.click_at(pos2(place.left() + 40.0, place.center().y));
        app.wait_until("the plans are there", |app| {
            app.place_of("What can be done with this client").is_some()
        });
        app.settle();
        for ((name, was), (_, is)) in before.iter().zip(rows(app)).take(chosen + 1) {
            assert_eq!(*was, is, "{name} moves");
        }
        assert!(app.shows(name));
    }
    // Away from the list only the chosen one keeps its plans, and stays in sight.
    let all = app.places("Plan of ").len();
    app.event(Event::PointerMoved(pos2(700.0, 400.0)));
    app.settle();
    let few = app.places("Plan of ").len();
    assert!(few > 0 && few < all, "{few} of {all}");
    let (_, place) = rows(app)[3];
    assert!(app.is_in_sight(place), "{place:?}");
}

#[test]
fn a_plan_of_the_client_before_leads_to_that_plan() {
    for waits in [false, true] {
        leads_to_the_plan(waits);
    }
}

/// `waits` where the records of the client who is chosen are still on their way.
fn leads_to_the_plan(waits: bool) {
    let mut scene = Scene::practice();
    let app = &mut scene.app;
    app.resize(1366.0, 768.0);
    for at in [0, 3] {
        let (_, place) = rows(app)[at];
        app.hold(waits && at == 3);
        app.click_at(pos2(place.left() + 40.0, place.center().y));
        app.settle();
    }
    let (first, (_, chosen)) = (rows(app)[0].1, rows(app)[3]);
    let plans = app.places("Plan of ");
    let above: Vec<_> = plans.iter().filter(|plan| plan.top() < chosen.top()).collect();
    assert!(!above.is_empty(), "{plans:?}");
    let (row, name) = (*above[0], app.control_at(*above[0]));
    point(app, row);
    app.click_at(row.center());
    app.hold(false);
    app.wait_for("Open for editing");
    assert!(app.is_on(&name), "{name}");
    assert_eq!(rows(app)[0].1, first);
    let menu = app.place_of("What can be done with this client").unwrap();
    assert!(first.contains(menu.center()), "the client before is chosen again");
}

#[test]
fn rows_have_the_width_of_the_rail_and_the_bar_beside_them_lies_over_nothing() {
    let mut scene = Scene::practice();
    let app = &mut scene.app;
    app.resize(1366.0, 1600.0);
    let (name, whole) = rows(app)[0];
    let edge = app.rect("Width of the clients").center().x;
    assert!(whole.left() <= 12.0 && whole.right() >= edge - 9.0, "{whole:?} of {edge}");
    let bars = |app: &App| app.scroll_bars_in(whole.with_max_x(edge));
    assert!(bars(app).is_empty(), "everybody is in sight");
    app.resize(1366.0, 300.0);
    assert_eq!(rows(app)[0].1.x_range(), whole.x_range(), "{name} is as wide with the bar");
    let bar = bars(app)[0];
    assert!(bar.left() >= whole.right() && bar.right() <= edge, "{bar:?} beside {whole:?}");
    let faults = app.overlaps();
    assert!(faults.is_empty(), "{faults:#?}");
}
