//! The list of clients of another program, taken in by the window.

use std::path::Path;

use eframe::egui::{Key, Rect};
use ischia::model::Client;
use ischia::store::Store;

use crate::access::{called_by_its_words, well_named};
use crate::facade::{App, folder, put};
use crate::scenes::practice_with;

/// Columns that nobody knows, with a row that says nothing and a name that is there already.
const LIST: &str = "Wer;Wo;Seit\nZoë Berg;0171;2019\nBo Lee;0172;2020\n;0173;\nAnn Day;;2021\n";

/// A practice with one client, a list beside it, and the window on both.
fn start(list: &str) -> (App, Store) {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    put(&folder.path().join("list.csv"), list);
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.settle();
    (app.living_in(folder), store)
}

fn ask_for(app: &mut App, file: &Path) {
    app.keys(Key::K);
    app.type_into("Find a command or a client", "clients from a list");
    app.enter();
    app.type_over("List", &file.display().to_string());
}

fn read(app: &mut App) {
    let list = app.room().join("list.csv");
    ask_for(app, &list);
    app.press("Read the list");
    app.wait_for("What does each column hold?");
}

/// Says what a column holds.
fn holds(app: &mut App, column: &str, before: &str, now: &str) {
    app.press(&format!("{before}: {column}"));
    app.press(now);
}

fn clients(store: &Store) -> Vec<Client> {
    let ids = store.clients().unwrap().into_iter();
    let mut all: Vec<Client> =
        ids.map(|id| store.client_record(id).unwrap().last_record().unwrap().clone()).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

#[test]
fn columns_that_nobody_knows_are_told_by_hand_beside_their_first_rows() {
    let (mut app, store) = start(LIST);
    read(&mut app);
    assert!(app.shows("4 rows · UTF-8, separated by semicolons"));
    assert!(app.shows("Zoë Berg · Bo Lee · Ann Day") && app.shows("0171 · 0172 · 0173"));
    assert!(!app.is_enabled("Continue") && app.shows("Which column holds the names?"));
    holds(&mut app, "Wer", "Left out", "Name");
    app.press("Continue");
    app.wait_for("2 clients to add");
    assert!(app.shows("4 rows read · 1 namesake · 1 left out"));
    assert!(app.shows("is on the lists already") && app.shows("Left out: it has no name"));
    assert_eq!(clients(&store).len(), 1, "nothing is saved yet");

    app.press("Back to the columns");
    holds(&mut app, "Wo", "Left out", "Telephone");
    app.press("Continue");
    app.wait_for("2 clients to add");
    app.press("Add the clients");
    app.wait_for("2 clients are added");
    assert!(app.shows("Row 2: Zoë Berg is on the lists already"));
    assert!(app.shows("Row 4: Left out: it has no name"));
    app.press("Not now");
    app.wait_for("Clients · 3");
    let all = clients(&store);
    let names: Vec<&str> = all.iter().map(|client| client.name.as_str()).collect();
    assert_eq!(names, ["Ann Day", "Bo Lee", "Zoë Berg"]);
    assert_eq!(all[1].contact.phone.as_deref(), Some("0172"));
    assert_eq!(all[0].contact.phone, None);
}

#[test]
fn a_namesake_who_is_another_person_is_added_when_somebody_says_so() {
    let (mut app, store) = start("Name,Birthday\nberg zoë,29/02/1984\n");
    read(&mut app);
    app.press("Continue");
    app.wait_for("0 clients to add");
    assert!(!app.is_enabled("Add the clients"));
    app.press("Another person, row 2: berg zoë");
    assert!(app.shows("1 client to add"));
    app.press("Another person, row 2: berg zoë");
    assert!(!app.is_enabled("Add the clients"));
    app.press("Another person, row 2: berg zoë");
    app.press("Add the clients");
    app.wait_for("1 client is added");
    assert!(app.shows("Every row of the list was taken in."));
    app.press("Close");
    app.wait_for("Clients · 2");
    assert_eq!(clients(&store)[1].birth_year, Some(1984));
}

#[test]
fn what_is_no_list_says_so_and_another_one_is_chosen() {
    let (mut app, store) = start("PK\u{3}\u{4}");
    let gone = app.room().join("gone.csv");
    ask_for(&mut app, &gone);
    app.press("Read the list");
    app.wait_for("no such file");
    app.type_over("List", &app.room().join("list.csv").display().to_string());
    app.press("Read the list");
    app.wait_for("save the list as CSV");
    put(&app.room().join("list.csv"), "Name\nBo\n");
    app.press("Read the list");
    app.wait_for("What does each column hold?");
    app.press("Choose another list");
    assert!(app.is_enabled("Read the list"));
    app.press("Cancel");
    assert_eq!(clients(&store).len(), 1);
}

#[test]
fn no_page_moves_the_buttons_and_everything_has_a_name() {
    for (width, height) in [(1366.0, 768.0), (760.0, 480.0)] {
        let (mut app, _) = start(LIST);
        app.resize(width, height);
        let list = app.room().join("list.csv");
        ask_for(&mut app, &list);
        let cancel = |app: &App| -> Rect { app.place_of("Cancel").unwrap() };
        let first = cancel(&app);
        let stays = |app: &App, page: &str| {
            well_named(app, page);
            called_by_its_words(app, page);
            assert!(app.is_in_sight(cancel(app)), "{page}");
            let gone = first.left_center().distance(cancel(app).left_center());
            // The word of the button beside it is another one.
            assert!((first.center().y - cancel(app).center().y).abs() < 0.6, "{page}: {gone}");
        };
        stays(&app, "which list");
        app.press("Read the list");
        app.wait_for("What does each column hold?");
        stays(&app, "columns");
        let chip = app.place_of("Dates of birth: Day first").unwrap();
        holds(&mut app, "Wer", "Left out", "Name");
        holds(&mut app, "Wo", "Left out", "Date of birth");
        app.press("Dates of birth: Day first");
        assert_eq!(app.place_of("Dates of birth: Day first"), Some(chip));
        stays(&app, "columns that are told");
        app.press("Continue");
        app.wait_for("to add");
        stays(&app, "what comes of it");
        app.press("Another person, row 2: Zoë Berg");
        stays(&app, "a namesake who is another");
    }
}
