//! Going from one plan to another while something is under way: nothing comes to the wrong client,
//! and nothing is lost that nobody gave up.

use std::path::Path;

use eframe::egui::Key;
use ischia::model::ClientId;
use ischia::store::Store;
use tempfile::TempDir;

use crate::facade::{App, Hands, folder, put, read};
use crate::scenes::{PASSPHRASE, add_client, copy, empty, intake, places, seal};

/// What a plan of a practice needs; the usual length is filled in.
fn everything(app: &App) -> usize {
    10 + app.knowledge.tables().findings.len()
}

/// A practice with two clients, in a window.
fn two_clients(folder: &TempDir) -> (App, Store, [ClientId; 2]) {
    let store = empty(folder);
    let clients = ["Zoë Berg", "Ada Lund"].map(|name| add_client(&store, name));
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_for("Clients · 2");
    app.settle();
    (app, store, clients)
}

fn versions(store: &Store, client: ClientId) -> Vec<usize> {
    let folder = store.client(client).unwrap();
    folder.plans.values().map(|plan| plan.revisions().len()).collect()
}

#[test]
fn a_save_that_ends_late_has_nothing_to_do_with_the_client_who_is_chosen_by_then() {
    let folder = folder();
    let (mut app, store, [zoe, ada]) = two_clients(&folder);
    app.choose_client("Zoë Berg");
    app.fill_in();
    app.hold(true);
    app.keys(Key::S);
    app.press_begin("Ada Lund, ");
    app.wait_until("the plan is on the disk", |_| !versions(&store, zoe).is_empty());
    app.hold(false);
    app.wait_for("The plan that was open before is saved");
    app.settle();
    assert!(app.says("Ada Lund") && app.is_missing(everything(&app)), "nothing of it is hers");
    assert!(!app.shows("Unsaved changes"));
    app.fill_in();
    app.save();
    assert_eq!((versions(&store, zoe), versions(&store, ada)), (vec![1], vec![1]));
    app.choose_client("Zoë Berg");
    assert!(app.shows("Plan saved") && !app.shows("Unsaved"), "and nothing of it is left unsaved");
}

/// A plan in a file of its own.
fn plan_file(path: &Path) {
    let mut app = App::start();
    app.fill_in();
    *app.answers.save.lock().unwrap() = Some(path.to_owned());
    app.save();
}

#[test]
fn a_file_that_is_written_late_is_not_where_the_next_plan_is_saved() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    plan_file(&path);
    let (mut app, store, [_, ada]) = two_clients(&folder);
    app.open_plan(&path);
    app.show_intake();
    app.press("Back pain: 5");
    app.hold(true);
    app.keys(Key::S);
    app.press_begin("Ada Lund, ");
    app.press("Don't save");
    app.wait_until("the file is written", |_| read(&path).contains("pain_back: 5"));
    app.hold(false);
    app.wait_for("The plan that was open before is in");
    app.settle();
    assert!(app.is_missing(everything(&app)) && !app.shows("Unsaved changes"));
    app.fill_in();
    app.save();
    assert!(read(&path).contains("pain_back: 5"), "it is as it was saved");
    assert_eq!(versions(&store, ada), [1]);
}

#[test]
fn a_file_that_is_opened_belongs_to_no_client() {
    for name in ["plan.ron", "intake.ron"] {
        let folder = folder();
        let path = folder.path().join(name);
        if name == "plan.ron" {
            plan_file(&path);
        } else {
            std::fs::copy(intake("chronic.ron"), &path).unwrap();
        }
        let (mut app, store, clients) = two_clients(&folder);
        app.choose_client("Zoë Berg");
        app.open_file(&path);
        assert!(!app.says("Zoë Berg"), "nobody is named at the top");
        app.show_intake();
        app.press("Back pain: 5");
        let to = folder.path().join("to.ron");
        *app.answers.save.lock().unwrap() = Some(to.clone());
        app.save();
        let written = if name == "plan.ron" { path } else { to };
        assert!(read(&written).contains("pain_back: 5"));
        app.press("Back pain: 6");
        app.settle();
        drop(app);
        for client in clients {
            assert_eq!(versions(&store, client), [0; 0]);
        }
        let mut app = App::start_page(Some(places(folder.path())));
        app.begin(store.root());
        app.wait_for("Clients · 2");
        app.settle();
        assert!(!app.shows("Unsaved"), "it is nobody's draft");
    }
}

#[test]
fn a_file_of_another_day_asks_for_todays_questions_before_it_is_ready() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    plan_file(&path);
    let of_today = read(&path);
    for (day, counts) in [("2026-11-24", true), ("2026-11-17", false), ("2026-12-01", false)] {
        put(&path, of_today.replace("2026-11-24", day));
        let intake_path = folder.path().join("intake.ron");
        put(&intake_path, read(&intake("chronic.ron")).replace("2026-11-24", day));
        for path in [&path, &intake_path] {
            let mut app = App::start();
            app.open_file(path);
            assert_eq!(app.may_be_ready(), counts, "{day}");
            assert_eq!(!app.shows("Ask today's questions again"), counts, "{day}");
            if !counts {
                app.press("Ask again");
                assert!(app.shows("don't count today"), "{day}");
                assert!(!app.is_missing(0), "{day}");
            }
        }
    }
}

fn unlock(app: &mut App) {
    app.wait_until_locked();
    app.type_passphrase(PASSPHRASE);
    app.press("Unlock");
    app.wait_for("Clients · 2");
    app.settle();
}

#[test]
fn what_is_not_saved_when_the_practice_locks_itself_is_back_once_it_is_unlocked() {
    for drafts in [false, true] {
        let folder = folder();
        let store = empty(&folder);
        add_client(&store, "Ada Lund");
        add_client(&store, "Zoë Berg");
        seal(&store);
        let mut app = App::start_page(drafts.then(|| places(folder.path())));
        app.begin(store.root());
        unlock(&mut app);
        app.choose_client("Zoë Berg");
        app.press("Side: Left");
        app.choose("Edit", "Client details…");
        app.type_into("Code", "Z-17");
        app.wait_till_evening();
        app.wait_until_locked();
        assert!(!app.shows("Zoë") && !app.shows("Side: Left") && !app.shows("Z-17"));
        app.choose("File", "Quit");
        assert!(app.shows("Unsaved work waits behind the lock"));
        app.press("Not now");
        assert!(!app.shows("Zoë"));
        unlock(&mut app);
        assert!(!app.shows("Unsaved work was found"), "it is there already");
        assert_eq!(app.typed("Code"), "Z-17");
        app.press("Cancel");
        assert!(app.says("Zoë Berg") && app.is_on("Side: Left"));
        assert!(app.is_missing(everything(&app) - 1) && app.shows("Unsaved changes"));
        app.fill_in();
        app.save();
    }
}

#[test]
fn what_waits_behind_a_lock_goes_to_no_other_practice() {
    let folder = folder();
    let store = empty(&folder);
    add_client(&store, "Zoë Berg");
    // A copy that is sealed with another key, and says that it is the same practice.
    let other = folder.path().join("copy");
    copy(store.root(), &other);
    seal(&store);
    seal(&Store::open(&other).unwrap().open().unwrap());
    let mut app = App::start_page(None);
    app.begin(store.root());
    app.wait_until_locked();
    app.type_passphrase(PASSPHRASE);
    app.press("Unlock");
    app.wait_for("Clients · 1");
    app.choose_client("Zoë Berg");
    app.press("Side: Left");
    app.wait_till_evening();
    for (root, comes) in [(other.as_path(), false), (store.root(), true)] {
        app.wait_until_locked();
        app.open_practice(root);
        app.settle();
        app.wait_until_locked();
        app.type_passphrase(PASSPHRASE);
        app.press("Unlock");
        app.wait_for("Clients · 1");
        app.settle();
        assert_eq!(app.shows("Unsaved changes"), comes);
        if !comes {
            app.choose("File", "Lock the practice");
        }
    }
    assert!(app.is_on("Side: Left"));
}

#[test]
fn a_copy_of_a_practice_gets_nothing_of_what_is_unsaved_in_the_other() {
    for sealed in [false, true] {
        let folder = folder();
        let store = empty(&folder);
        add_client(&store, "Zoë Berg");
        if sealed {
            seal(&store);
        }
        let other = folder.path().join("copy");
        copy(store.root(), &other);
        let mut app = App::start_page(Some(places(folder.path())));
        let open = |app: &mut App, root: &Path| {
            app.open_practice(root);
            app.settle();
            if sealed {
                app.wait_until_locked();
                app.type_passphrase(PASSPHRASE);
                app.press("Unlock");
            }
            app.wait_for("Clients · 1");
            app.settle();
            if !app.says("Zoë Berg") {
                app.choose_client("Zoë Berg");
            }
        };
        open(&mut app, store.root());
        app.press("Side: Left");
        if sealed {
            app.wait_till_evening();
            app.wait_until_locked();
        }
        open(&mut app, &other);
        assert!(!app.is_on("Side: Left") && !app.shows("nsaved"), "sealed: {sealed}");
        open(&mut app, store.root());
        assert!(app.is_on("Side: Left"), "sealed: {sealed}");
    }
}

#[test]
fn what_is_left_for_a_file_or_a_practice_is_kept_whether_that_can_be_opened_or_not() {
    let folder = folder();
    let bad = folder.path().join("bad.ron");
    put(&bad, "(");
    put(&folder.path().join("file"), "hello");
    let (mut app, store, _) = two_clients(&folder);
    app.choose_client("Zoë Berg");
    app.press("Side: Left");
    app.open_file(&bad);
    app.wait_for("This file can't be opened");
    app.press("Close");
    assert!(app.is_on("Side: Left") && app.shows("Unsaved changes"), "it stays as it was");
    assert_eq!(app.count("Plan of today, unsaved"), 1, "and is there once");

    app.open_file(&intake("chronic.ron"));
    assert!(!app.says("Zoë Berg") && !app.shows("Unsaved changes"));
    app.choose_client("Zoë Berg");
    assert!(app.is_on("Side: Left"));

    for practice in ["file", "other"] {
        app.open_practice(&folder.path().join(practice));
        app.settle();
        if practice == "file" {
            app.wait_for("This practice can't be opened");
            app.press("Close");
        } else {
            app.wait_until_empty();
        }
        app.open_practice(store.root());
        app.wait_for("Clients · 2");
        app.settle();
        if !app.says("Zoë Berg") {
            app.choose_client("Zoë Berg");
        }
        assert!(app.is_on("Side: Left"), "{practice}");
    }
}

#[test]
fn a_draft_is_there_when_its_practice_opens_again_at_once_or_the_window_closes_at_once() {
    for closes in [false, true] {
        let folder = folder();
        let (mut app, store, _) = two_clients(&folder);
        app.choose_client("Zoë Berg");
        app.press("Side: Left");
        app.choose("File", "Close the practice");
        app.settle();
        if closes {
            drop(app);
            app = App::start_page(Some(places(folder.path())));
        }
        app.begin(store.root());
        app.wait_for("Clients · 2");
        app.settle();
        if !app.shows("Unsaved changes") {
            app.choose_client("Zoë Berg");
        }
        assert!(app.is_on("Side: Left"));
    }
}

#[test]
fn a_save_that_is_asked_for_while_the_disk_is_busy_is_refused_in_words_and_not_lost() {
    let folder = folder();
    let (mut app, store, [zoe, ada]) = two_clients(&folder);
    app.choose_client("Zoë Berg");
    app.fill_in();
    app.press("Edit intake");
    app.hold(true);
    app.press("Agreed today: consent");
    app.press("Show plan");
    app.mark_ready();
    assert!(app.shows("Wait a moment: something is still being opened or saved"));
    assert!(app.may_be_ready() && versions(&store, zoe).is_empty());
    app.hold(false);
    app.settle();
    app.mark_ready();
    app.wait_for(" saved ");
    app.choose_client("Ada Lund");
    assert_eq!((versions(&store, zoe), versions(&store, ada)), (vec![1], vec![]));
}

#[test]
fn nothing_is_answered_before_the_records_of_a_client_are_there() {
    let folder = folder();
    let mut app = crate::practice::app_of_two(&folder.path().join("p"));
    app.hold(true);
    app.press_begin("Zoë Berg, ");
    app.press("Side: Right");
    app.press_begin_any("Symptoms reach: Calf, right");
    assert!(!app.is_enabled("Side: Right") && !app.is_on("Side: Right"), "as for a new client");
    app.hold(false);
    app.wait_for("not confirmed");
    app.press("Side, from 10 Nov, not confirmed");
    assert!(app.is_on("Side: Left"), "the facts of the last visit are there");
    assert!(!app.shows("Unsaved changes"));
}
