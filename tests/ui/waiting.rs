//! Nobody has to wait: what is read or asked for can be given up, and what comes of it later changes
//! nothing. A file dialog that gives no path leaves a way to type one.

use std::time::Duration;

use eframe::egui::Key;
use ischia::store::SecretString;
use ischia::store::seal::WorkFactor;
use ischia::store::{Progress, Stamp};

use crate::facade::{App, Hands, folder, put};
use crate::scenes::{add_client, new_practice};

/// Lets in what comes late, all of it.
fn let_in(app: &mut App) {
    app.hold(false);
}

#[test]
fn opening_a_practice_is_given_up_by_button_or_key_and_a_late_result_opens_nothing() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add_client(&store, "Zoë Berg");
    let mut app = App::start_page(None);
    for by_key in [false, true] {
        app.show_opening(store.root());
        assert!(app.shows("Opening “p”…"));
        if by_key {
            app.key(Key::Escape);
        } else {
            app.press("Cancel");
        }
        assert!(app.shows("Draft a plan without a practice"), "the page from which one starts");
        let_in(&mut app);
        assert!(app.shows("Draft a plan without a practice") && !app.shows("Zoë Berg"));
    }
    app.begin(store.root());
    app.wait_for("Clients · 1");
}

#[test]
fn a_late_result_of_what_was_given_up_leaves_what_is_being_opened_now() {
    let folder = folder();
    let one = new_practice(&folder.path().join("one"));
    let other = new_practice(&folder.path().join("other"));
    add_client(&one, "Zoë Berg");
    add_client(&other, "Ali Caan");
    let mut app = App::start_page(None);
    app.show_opening(one.root());
    app.press("Cancel");
    app.begin(other.root());
    assert!(app.shows("Opening “other”…"));
    let_in(&mut app);
    app.wait_for("Ali Caan");
    assert!(!app.shows("Zoë Berg"));
}

#[test]
fn unlocking_is_given_up_and_the_passphrase_is_asked_for_again() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add_client(&store, "Zoë Berg");
    let at = "2026-11-20T12:00:00Z".parse().unwrap();
    let stamp = Stamp { by: String::new(), at };
    let secret = SecretString::from("correct horse".to_owned());
    store.seal_practice(&secret, WorkFactor::Least, &stamp, &Progress::default()).unwrap();
    let mut app = App::start_page(None);
    app.begin(store.root());
    app.wait_for("This practice is sealed");
    app.hold(true);
    app.type_passphrase("correct horse");
    app.press("Unlock");
    assert!(app.shows("Unlocking…"));
    app.press("Cancel");
    assert!(app.shows("This practice is sealed") && !app.shows("Unlocking…"));
    let_in(&mut app);
    assert!(app.shows("This practice is sealed") && !app.shows("Zoë Berg"));
    app.type_passphrase("correct horse");
    app.press("Unlock");
    app.wait_for("Clients · 1");
}

#[test]
fn a_plan_file_that_takes_long_is_given_up_and_what_is_open_stays() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    let mut app = App::start();
    app.fill_in();
    *app.answers.save.lock().unwrap() = Some(path.clone());
    app.press("Save");
    app.wait_for(" saved ");
    let mut app = App::start();
    app.press("Side: Left");
    for by_key in [false, true] {
        app.hold(true);
        app.drop_files(std::slice::from_ref(&path));
        app.press("Don't save");
        app.wait_for("Opening “plan.ron”");
        if by_key {
            app.key(Key::Escape);
        } else {
            app.press("Cancel");
        }
        assert!(!app.shows("Opening “plan.ron”"));
        let_in(&mut app);
        assert!(!app.shows("Session plan") && app.shows("Unsaved changes"));
    }
    put(&path, "(nothing of this kind)");
    app.drop_files(&[path]);
    app.press("Don't save");
    app.wait_for("This file can't be opened");
}

#[test]
fn the_list_of_removed_clients_is_given_up() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add_client(&store, "Zoë Berg");
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.settle();
    app.hold(true);
    app.command("removed clients");
    app.wait_for("Looking for them…");
    app.press("Cancel");
    let_in(&mut app);
    assert!(!app.shows("No one is removed"));
    app.command("removed clients");
    app.wait_for("No one is removed");
}

#[test]
fn after_a_dialog_that_gave_no_path_one_can_be_typed() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    let mut app = App::start();
    app.fill_in();
    // Longer than a dialog that isn't there takes.
    *app.answers.takes.lock().unwrap() = Duration::from_millis(300);
    app.press("Save");
    app.wait_for("No file was chosen");
    app.press("Type a path…");
    assert!(app.shows("Save to a path"));
    app.type_over("Path", &path.display().to_string());
    app.press("Save file");
    app.wait_for("plan.ron saved");
    app.save_plan_as("Markdown");
    app.wait_for("No file was chosen");
    app.press("Type a path…");
    assert!(app.shows("Save to a path"));
    app.key(Key::Escape);
    app.key(Key::Escape);
    app.choose("File", "Open a plan file…");
    app.wait_for("No file was chosen");
    app.press("Type a path…");
    assert!(app.shows("Open from a path"));
    app.key(Key::Escape);
    app.choose("File", "Open or create a practice…");
    app.wait_for("No folder was chosen");
    app.press("Type a path…");
    app.type_over("Path", &folder.path().join("new").display().to_string());
    app.press("Open practice");
    app.wait_for("No clients yet");
}

#[test]
fn a_dialog_that_never_answers_is_given_up() {
    let mut app = App::start();
    app.press("Side: Left");
    *app.answers.takes.lock().unwrap() = Duration::from_hours(1);
    app.choose("File", "Open or create a practice…");
    assert!(app.shows("Choosing a folder…"));
    app.key(Key::Escape);
    assert!(!app.shows("Choosing a folder…") && app.shows("No folder was chosen"));
    app.press("Side: Right");
    app.fill_in();
    app.press("Save");
    assert!(app.shows("Choosing where to save…"));
    app.press("Cancel");
    assert!(!app.shows("Choosing where to save…") && app.shows("No file was chosen"));
}
