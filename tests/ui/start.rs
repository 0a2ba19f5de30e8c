//! How the window starts: the page without a practice, a new one, the sample, and later runs.

use std::path::Path;

use eframe::egui::Key;
use ischia::store::Store;

use crate::access::well_named;
use crate::facade::{App, folder, put};
use crate::scenes::{add_client, new_practice, places};

fn practice(root: &Path, names: &[&str]) -> Store {
    let store = new_practice(root);
    for name in names {
        add_client(&store, name);
    }
    store
}

#[test]
fn without_a_practice_there_are_three_ways_in_and_a_fourth_without_one() {
    let mut app = App::start_page(None);
    for way in ["New practice", "Open practice", "Try the sample practice"] {
        assert!(app.says(way), "{way}");
    }
    assert!(!app.shows("questions left"), "no question is asked yet");
    app.press("Draft a plan without a practice");
    assert!(app.is_missing(11 + app.knowledge.tables().findings.len()));
    assert!(!app.says("New practice"));
}

#[test]
fn a_new_practice_takes_its_name_and_opens() {
    let folder = folder();
    let root = folder.path().join("Bay Massage");
    let mut app = App::start_page(None);
    app.press("New practice");
    assert!(!app.is_enabled("Create practice"), "it has to lie somewhere");
    app.type_into("Folder", &root.display().to_string());
    app.type_into("Country", "Atlantis");
    app.press("Create practice");
    assert!(app.shows("This country isn't known"));
    app.type_over("Country", "netherlnds");
    assert!(app.shows("Country: Netherlands"), "said before it is saved");
    app.type_into("Name of the practice", "Bay Massage");
    app.type_into("Your name", "A. Therapist");
    app.press("Create practice");
    app.wait_for("No clients yet");
    let store = Store::open(&root).unwrap().open().unwrap();
    let history = store.settings().unwrap();
    let settings = history.current().unwrap().content.record().unwrap();
    assert_eq!((settings.name.as_str(), settings.country.as_deref()), ("Bay Massage", Some("NL")));
    assert_eq!(settings.therapist, "A. Therapist");
}

#[test]
fn a_chosen_folder_that_holds_something_gets_a_folder_in_it() {
    let folder = folder();
    put(&folder.path().join("letter.txt"), "hello");
    let mut app = App::start_page(None);
    *app.answers.folder.lock().unwrap() = Some(folder.path().to_owned());
    app.press("New practice");
    app.press("Choose: Folder");
    let inside = folder.path().join("Ischia practice");
    app.wait_for(&inside.display().to_string());
    app.press("Create practice");
    app.wait_for("No clients yet");
    assert!(inside.join("practice.ron").is_file());
}

#[test]
fn the_sample_practice_is_a_copy_that_opens() {
    let folder = folder();
    let root = folder.path().join("sample");
    let mut app = App::start_page_in_any_script(None);
    app.press("Try the sample practice");
    assert!(app.shows("Twelve made-up clients and their plans"));
    well_named(&app, "sample practice");
    app.type_into("Folder", &root.display().to_string());
    app.press("Write and open it");
    app.wait_for("Clients · 12");
    assert!(root.join("practice.ron").is_file());
}

#[test]
fn a_later_run_opens_the_last_practice_on_the_last_client_as_it_was() {
    let folder = folder();
    let store = practice(&folder.path().join("p"), &["Zoë Berg", "Ali Caan"]);
    let places = places(folder.path());
    let mut app = App::start_page(Some(places.clone()));
    app.open_practice(store.root());
    app.wait_for("Clients · 2");
    app.press_begin("Ali Caan");
    app.press("Recent");
    app.wait_until("the look is kept", |_| {
        places.kept("window.ron").is_some_and(|text| text.contains("Name"))
    });
    drop(app);

    let mut app = App::start_again(places.clone());
    app.wait_for("Clients · 2");
    assert!(app.says("By name"));
    assert!(app.says("Ali Caan"), "the client is named at the top");
    drop(app);

    put(&places.state.join("window.ron"), "(zoom: \"all\"");
    let mut app = App::start_again(places);
    app.wait_for("Clients · 2");
    assert!(app.says("Recent"), "what can't be read is as it was at first");
}

#[test]
fn a_drive_that_is_away_gets_no_new_practice_in_its_place() {
    let folder = folder();
    let places = places(folder.path());
    let gone = folder.path().join("drive");
    std::fs::create_dir(&gone).unwrap();
    places.remember_practice(&gone).unwrap();
    let mut app = App::start_again(places);
    app.wait_for("This practice can't be opened");
    app.press("Close");
    assert!(app.says("New practice"));
    assert_eq!(std::fs::read_dir(&gone).unwrap().count(), 0);
    app.press_begin("Open drive");
    app.wait_for("This practice can't be opened");
}

#[test]
fn the_practice_can_be_closed_and_reopened_from_the_page() {
    let folder = folder();
    let store = practice(&folder.path().join("p"), &["Zoë Berg"]);
    let mut app = App::start_page(Some(places(folder.path())));
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.keys(Key::K);
    app.type_into("Find a command or a client", "close the practice");
    app.enter();
    assert!(app.says("New practice"));
    app.press_begin("Open p in");
    app.wait_for("Clients · 1");
}
