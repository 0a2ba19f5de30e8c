//! What is done with clients: details, removing and bringing back, erasing for good.

use eframe::egui::Key;
use ischia::model::Client;
use ischia::store::{Places, Store};

use crate::facade::{App, NEW_CLIENT, NEW_CLIENT_NAME, folder};
use crate::scenes::{Scene, places, practice_with, stamp};

fn on_zoe(store: &Store) -> App {
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("What can be done with this client");
    app.settle();
    app
}

/// What a later run shows, which finds what the one before left behind.
fn opened(store: &Store, places: &Places) -> App {
    let mut app = App::start_with(Some(places.clone()));
    app.open_practice(store.root());
    app.wait_for("Clients · ");
    app.settle();
    app
}

#[test]
fn escape_folds_a_new_client_without_a_name_and_keeps_one_with() {
    let scene = Scene::practice();
    let mut app = scene.app;
    app.press(NEW_CLIENT);
    app.key(Key::Escape);
    assert!(!app.shows("Add client") && !app.shows(NEW_CLIENT_NAME));
    app.name_new_client("Ada");
    app.key(Key::Escape);
    assert_eq!(app.value_of(NEW_CLIENT_NAME).as_deref(), Some("Ada"));
    app.press("Cancel the new client");
    assert!(!app.shows("Add client"));
}

#[test]
fn details_are_saved_and_what_is_important_stays_in_sight() {
    let folder = folder();
    let (store, id) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = on_zoe(&store);
    app.keys(Key::I);
    app.type_into("Important note", "Pacemaker");
    app.type_into("Allergies", "Nut oil");
    app.type_into("Code", "B-7");
    app.type_into("Year of birth", "2015");
    assert!(app.shows("a guardian consents"));
    app.type_into("Guardian who consented", "M. Berg");
    app.press("Save details");
    assert!(app.shows("When did the guardian consent?"));
    app.type_into("Day of the consent", "2026-11-20");
    app.press("Save details");
    app.wait_for("Important");
    assert!(app.shows("Pacemaker") && app.shows("Nut oil"));
    let saved = || {
        let folder = store.client(id).unwrap();
        folder.client.current().unwrap().content.record().unwrap().clone()
    };
    app.wait_until("the code is saved", |_| saved().code.is_some());
    let client = saved();
    assert_eq!(client.guardian.unwrap().name, "M. Berg");
    assert_eq!(client.birth_year, Some(2015));
}

#[test]
fn a_removed_client_comes_back_with_undo() {
    let folder = folder();
    let (store, id) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = on_zoe(&store);
    app.press("What can be done with this client");
    app.press("Remove from the lists");
    app.wait_for("Zoë Berg is removed from the lists");
    app.wait_for("No clients yet");
    assert!(store.client(id).unwrap().client.is_removed());
    app.press_last("Undo");
    app.wait_for("Clients · 1");
    app.wait_for("Zoë Berg is back");
    assert!(!store.client(id).unwrap().client.is_removed());
}

#[test]
fn erasing_takes_the_name_typed_once_more() {
    let folder = folder();
    let (store, id) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = on_zoe(&store);
    app.press("What can be done with this client");
    app.press("Erase for good…");
    app.press("Erase for good");
    assert!(app.shows("Erase for good?"), "the button does nothing yet");
    app.type_into("Type the name to confirm", "Zoë Berg");
    app.press("Erase for good");
    app.wait_for("Everything about this client is deleted");
    assert!(store.client(id).unwrap().client.is_erased());
    app.press("Close");
    app.wait_for("No clients yet");
}

#[test]
fn the_clients_can_be_folded_away() {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = on_zoe(&store);
    app.press("Fold the clients away");
    assert!(!app.shows("Clients · 1"));
    app.press("Show the clients");
    assert!(app.shows("Clients · 1"));
    app.press("Fold the clients away");
    app.keys(Key::N);
    assert!(app.shows("Name of the new client"), "a new client brings them back");
}

#[test]
fn a_client_with_unsaved_answers_is_removed_and_comes_back_with_them() {
    let folder = folder();
    let (store, id) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let places = places(folder.path());
    let open = || opened(&store, &places);
    let mut app = open();
    app.choose_client("Zoë Berg");
    app.press("Side: Left");
    let remove = |app: &mut App| {
        app.press("What can be done with this client");
        app.press("Remove from the lists");
    };
    remove(&mut app);
    app.wait_for("Zoë Berg is removed from the lists");
    assert!(store.client(id).unwrap().client.is_removed());
    assert!(!app.shows("Side: Left"), "nothing of it stays in sight");
    app.press_last("Undo");
    app.wait_for("Zoë Berg is back");
    app.wait_for("Unsaved changes");
    assert!(app.is_on("Side: Left"));
}

#[test]
fn a_draft_of_a_removed_client_waits_until_the_client_is_back() {
    let folder = folder();
    let (store, id) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let places = places(folder.path());
    let open = || opened(&store, &places);
    let mut app = open();
    app.choose_client("Zoë Berg");
    app.press("Side: Left");
    drop(app);
    let stamp = stamp(100);
    let folder = store.client(id).unwrap();
    store.remove_client(id, folder.client.base(), &stamp).unwrap();

    let app = open();
    assert!(!app.shows("Unsaved"), "nobody is there whose it is");
    drop(app);
    let base = store.client(id).unwrap().client.base();
    store.save_client(id, base, Client::named("Zoë Berg"), &stamp).unwrap();
    let mut app = open();
    if !app.shows("Unsaved changes") {
        app.choose_client("Zoë Berg");
    }
    assert!(app.shows("Unsaved changes") && app.is_on("Side: Left"));
}

#[test]
fn who_was_removed_is_listed_and_comes_back_or_is_erased() {
    let folder = folder();
    let (store, id) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = on_zoe(&store);
    app.command("remove the client");
    app.wait_for("Zoë Berg is removed from the lists");
    app.wait_for("No clients yet");
    app.press("Dismiss the message");
    app.settle();
    app.command("removed clients");
    app.wait_for("Restore Zoë Berg");
    assert_eq!(app.badly_named(), Vec::<String>::new());
    app.press("Restore Zoë Berg");
    app.wait_for("Clients · 1");
    app.wait_for("What can be done with this client");
    app.settle();
    assert!(!store.client(id).unwrap().client.is_removed());

    app.command("remove the client");
    app.wait_for("No clients yet");
    app.settle();
    app.choose("Edit", "Removed clients…");
    app.wait_for("Restore Zoë Berg");
    app.press("Erase for good: Zoë Berg");
    assert!(!app.is_enabled("Erase for good"), "the name comes first");
    app.type_into("Type the name to confirm", "Zoë Berg");
    app.press("Erase for good");
    app.wait_for("Everything about this client is deleted");
    app.press("Close");
    assert!(app.shows("No one is removed"));
    assert!(store.client(id).unwrap().client.is_erased());
}

#[test]
fn erasing_is_a_command_of_the_palette_too() {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = on_zoe(&store);
    app.command("erase");
    assert!(app.shows("Erase for good?") && app.shows("Zoë Berg"));
}

#[test]
fn names_of_any_script_stand_whole_and_apart_from_the_words_beside_them() {
    for name in ["山田 花子", "ليلى حداد", "שרה כהן", "สมชาย ใจดี", "अनीता शर्मा", "שרה (Dana)"]
    {
        let folder = folder();
        let (store, id) = practice_with(&folder.path().join("p"), "Zoë Berg");
        let stamp = stamp(100);
        let base = store.client(id).unwrap().client.base();
        store.save_client(id, base, Client::named(name), &stamp).unwrap();
        let mut app = App::start_page_in_any_script(None);
        app.begin(store.root());
        app.wait_for("Clients · 1");
        app.press_begin(name);
        app.wait_for("What can be done with this client");
        app.settle();
        assert!(app.says(name), "{name}: at the top, in a label of its own");
        app.command("erase");
        assert!(app.says(name), "{name}: in the dialog");
        app.press("Cancel");
        app.command("remove the client");
        app.wait_for("is removed from the lists");
        assert!(app.says(name), "{name}: in the message");
        app.wait_for("No clients yet");
        app.settle();
        app.command("removed clients");
        app.wait_for("Removed clients");
        assert!(app.says(name), "{name}: on the list of those who were removed");
    }
}
