//! Saving without questions: what isn't saved is kept by itself, and the list says what the pane says.

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers};
use ischia::model::{ClientId, PlanRecord, PlanState};
use ischia::store::Store;
use tempfile::TempDir;

use crate::facade::{App, Hands, folder, put};
use crate::scenes::{add_client, empty, places, stamp};

const ZOE: &str = "Zoë Berg";
const ADA: &str = "Ada Lund";

fn opened(folder: &TempDir, store: &Store) -> App {
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_for("Clients · 2");
    app.settle();
    app
}

/// A practice with two clients, in a window.
fn two_clients(folder: &TempDir) -> (App, Store, ClientId) {
    let store = empty(folder);
    let zoe = add_client(&store, ZOE);
    add_client(&store, ADA);
    (opened(folder, &store), store, zoe)
}

/// The versions of the one plan of a client, the oldest first.
fn versions(store: &Store, client: ClientId) -> Vec<PlanRecord> {
    let folder = store.client(client).unwrap();
    assert!(folder.plans.len() < 2);
    let all = folder.plans.values().flat_map(|plan| plan.revisions());
    all.map(|version| version.content.record().unwrap().clone()).collect()
}

/// How many drafts are kept on this computer.
fn kept(folder: &TempDir) -> usize {
    kept_files(folder).iter().filter(|file| file.is_file()).count()
}

/// Where they lie.
fn kept_files(folder: &TempDir) -> Vec<PathBuf> {
    let drafts = places(folder.path()).state.join("drafts");
    let inside = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let files = inside(&drafts).into_iter().flat_map(|folder| inside(&folder));
    files.filter(|file| file.extension().is_some_and(|end| end == "ron")).collect()
}

#[test]
fn choosing_another_client_asks_nothing_and_a_plan_that_was_left_is_there_again() {
    let folder = folder();
    let (mut app, store, zoe) = two_clients(&folder);
    app.choose_client(ZOE);
    app.fill_in();
    app.choose_client(ADA);
    assert!(app.says(ADA) && !app.shows("Unsaved changes") && !app.shows("Session plan"));
    app.choose_client(ZOE);
    assert!(app.shows("Session plan") && app.shows("Unsaved changes, kept as a draft"));
    assert!(versions(&store, zoe).is_empty());
    app.save();
    assert_eq!((versions(&store, zoe).len(), kept(&folder)), (1, 0));

    // Changes of a plan that is saved, and another plan beside it.
    app.press("Edit intake");
    app.press("Length: 45");
    app.choose("File", "New plan");
    assert!(!app.shows("Session plan"), "a new one is begun");
    app.press("Side: Left");
    app.press("Plan of today, unsaved, 45 minutes");
    assert!(app.shows("of 45 min") && app.shows("Unsaved changes"));
    app.press("Plan of today, unsaved, 60 minutes");
    assert!(app.is_on("Side: Left"));
    app.choose_client(ADA);
    drop(app);

    let mut app = opened(&folder, &store);
    assert!(!app.shows("Unsaved work was found") && app.says(ADA));
    app.choose_client(ZOE);
    assert!(app.is_on("Side: Left"), "the last one that was changed");
    assert_eq!(app.count("Plan of today, unsaved"), 2);
}

#[test]
fn the_row_of_a_plan_says_what_its_pane_says() {
    let folder = folder();
    let (mut app, store, zoe) = two_clients(&folder);
    app.choose_client(ZOE);
    assert_eq!(app.count("Plan of "), 0);
    app.press("Side: Left");
    assert!(app.shows("Unsaved changes"));
    assert!(app.shows("Plan of today, unsaved, 60 minutes"));
    assert!(app.name_begins("Zoë Berg, ").contains("today · unsaved"));
    app.fill_in();
    app.save();
    app.wait_for("Plan of today, draft, 60 minutes");
    app.mark_ready();
    app.wait_for("Plan of today, ready, 60 minutes");
    assert!(app.shows("State of the plan: Ready") && !app.shows("Unsaved"));
    app.wait_until("the client's row says it too", |app| {
        app.name_begins("Zoë Berg, ").contains("today · ready")
    });
    app.back_to_draft();
    assert!(app.shows("Plan of today, unsaved, 60 minutes"));
    app.keys(Key::Z);
    assert!(app.shows("Plan of today, ready, 60 minutes"));
    app.press("Edit intake");
    let sign = app.questions("emergency").remove(0);
    app.answer(&sign, true);
    assert!(app.shows("Emergency: no session today"));
    assert!(app.shows("Plan of today, emergency, unsaved, 60 minutes"));
    app.save();
    app.wait_for("Plan of today, emergency, 60 minutes");
    assert_eq!(versions(&store, zoe).len(), 3);
}

#[test]
fn a_plan_that_was_ready_on_another_day_is_a_draft_in_its_row_and_in_its_pane() {
    let folder = folder();
    let (mut app, store, zoe) = two_clients(&folder);
    app.choose_client(ZOE);
    app.fill_in();
    app.mark_ready();
    app.wait_for("Plan of today, ready");
    let record = versions(&store, zoe).remove(0);
    drop(app);
    let plan = store.client(zoe).unwrap().plans.keys().next().copied().unwrap();
    let base = store.plan(zoe, plan).unwrap().base();
    // The computer that saved it had an earlier day.
    let early = ischia::store::Stamp { at: "2026-11-22T10:00:00Z".parse().unwrap(), ..stamp(1) };
    store.save_plan(zoe, plan, base, record, &early).unwrap();
    let mut app = opened(&folder, &store);
    app.choose_client(ADA);
    app.choose_client(ZOE);
    assert!(app.shows("Screened on 22 Nov") && !app.shows("State of the plan: Ready"));
    assert!(app.shows("Plan of today, draft"));
}

#[test]
fn marking_as_ready_saves() {
    let folder = folder();
    let (mut app, store, zoe) = two_clients(&folder);
    app.choose_client(ZOE);
    app.fill_in();
    app.mark_ready();
    app.wait_for(" saved ");
    app.settle();
    assert!(!app.shows("Unsaved"));
    let saved = versions(&store, zoe);
    assert_eq!(saved.len(), 1);
    assert_eq!(saved[0].state, PlanState::Ready);
}

#[test]
fn a_lone_plan_that_is_marked_as_ready_asks_for_no_file() {
    let mut app = App::start();
    app.fill_in();
    app.mark_ready();
    assert!(app.shows("State of the plan: Ready") && !app.shows("Choosing where to save"));
    assert!(!app.shows("No file dialog answered"));
}

#[test]
fn saving_what_is_unchanged_writes_nothing_unless_it_is_gone() {
    let folder = folder();
    let (mut app, store, zoe) = two_clients(&folder);
    app.choose_client(ZOE);
    app.fill_in();
    app.save();
    for _ in 0..3 {
        app.keys(Key::S);
        app.wait_for("Nothing has changed since it was saved");
    }
    app.wait_till("14:35:00");
    app.mark_ready();
    app.wait_for("State of the plan: Ready");
    app.back_to_draft();
    app.mark_ready();
    app.settle();
    assert_eq!(versions(&store, zoe).len(), 2, "ready is what was saved already");

    let newest = store.client(zoe).unwrap().plans.values().next().unwrap().current().unwrap().id;
    let mut files = store.list(zoe).unwrap().records.into_iter();
    let file = files.find(|file| file.revision == newest).unwrap();
    std::fs::remove_file(store.root().join(file.path())).unwrap();
    app.wait_for("The newest version of 1 record is gone");
    app.wait_till("14:40:00");
    app.keys(Key::S);
    app.wait_until("it is made again", |_| versions(&store, zoe).len() == 2);
    app.wait_until_gone("The newest version of 1 record is gone");
}

#[test]
fn a_plan_file_that_is_saved_unchanged_is_not_written() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    let mut app = App::start();
    app.fill_in();
    *app.answers.save.lock().unwrap() = Some(path.clone());
    app.save();
    let written = || std::fs::metadata(&path).unwrap().modified().unwrap();
    let before = written();
    app.keys(Key::S);
    app.settle();
    assert_eq!(written(), before);
    app.press("Edit intake");
    app.press("Length: 45");
    app.keys(Key::S);
    app.wait_until_gone("Unsaved changes");
    app.settle();
    assert_ne!(written(), before);
}

#[test]
fn what_is_discarded_goes_from_the_disk_and_comes_back_by_undo() {
    let folder = folder();
    let (mut app, _, _) = two_clients(&folder);
    app.choose_client(ZOE);
    app.press("Side: Left");
    app.wait_until("the draft is kept", |_| kept(&folder) == 1);
    app.press("Discard the unsaved changes");
    assert!(!app.is_on("Side: Left") && !app.shows("Unsaved"));
    app.wait_until("it is gone", |_| kept(&folder) == 0);
    app.press_last("Undo");
    assert!(app.is_on("Side: Left") && app.shows("Unsaved changes"));
    app.wait_until("it is kept again", |_| kept(&folder) == 1);
    app.press("Discard the unsaved changes");
    app.fill_in();
    app.save();
    app.press("Edit intake");
    app.press("Length: 45");
    app.press("Discard the unsaved changes");
    assert!(app.shows("Session plan") && app.shows("of 60 min") && !app.shows("Unsaved"));
}

#[test]
fn what_was_left_can_be_taken_back_after_another_client_was_chosen() {
    let folder = folder();
    let (mut app, _, _) = two_clients(&folder);
    app.choose_client(ZOE);
    app.press("Side: Left");
    app.press("Leg pain: 4");
    app.press("Leg pain: 5");
    app.keys(Key::Z);
    app.choose_client(ADA);
    assert!(!app.is_enabled("Undo"), "nothing was done here");
    app.press("Side: Right");
    app.choose_client(ZOE);
    assert!(app.is_on("Side: Left"));
    app.keys_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(app.is_enabled("Undo"));
    for _ in 0..3 {
        app.keys(Key::Z);
    }
    assert!(!app.is_on("Side: Left") && !app.shows("Unsaved changes"));
    app.choose_client(ADA);
    app.keys(Key::Z);
    assert!(!app.is_on("Side: Right"), "each has its own");
}

#[test]
fn what_an_undo_brings_back_to_what_is_saved_leaves_no_draft() {
    let folder = folder();
    let (mut app, _, _) = two_clients(&folder);
    app.choose_client(ZOE);
    app.press("Side: Left");
    app.wait_until("the draft is kept", |_| kept(&folder) == 1);
    app.keys(Key::Z);
    app.wait_until("it is gone", |_| kept(&folder) == 0);
    app.choose_client(ADA);
    app.choose_client(ZOE);
    assert!(!app.is_on("Side: Left") && !app.shows("Unsaved"));
}

/// Puts a file where the folder of the drafts is: nothing can be kept there any more.
fn take_drafts_away(folder: &TempDir) {
    let drafts = places(folder.path()).state.join("drafts");
    std::fs::remove_dir_all(&drafts).unwrap();
    put(&drafts, "");
}

fn give_drafts_back(folder: &TempDir) {
    let drafts = places(folder.path()).state.join("drafts");
    std::fs::remove_file(&drafts).unwrap();
    let mut practices = std::fs::read_dir(folder.path().join("practice")).unwrap();
    assert!(practices.next().is_some());
}

#[test]
fn a_draft_that_cannot_be_kept_is_asked_about() {
    let folder = folder();
    let (mut app, store, zoe) = two_clients(&folder);
    take_drafts_away(&folder);
    app.choose_client(ZOE);
    app.press("Side: Left");
    app.wait_for("Unsaved work can't be kept");
    app.press_begin("Ada Lund, ");
    app.wait_for("Leave this intake?");
    assert!(app.shows("It can't be kept as a draft on this computer"));
    app.press("Cancel");
    assert!(app.is_on("Side: Left") && app.shows("Unsaved changes"));
    app.choose("File", "Quit");
    app.wait_for("Leave this intake?");
    app.press("Cancel");
    app.fill_in();
    app.press_begin("Ada Lund, ");
    app.wait_for("Save the changes first?");
    app.press_last("Save");
    app.wait_until("it is saved", |_| versions(&store, zoe).len() == 1);
    app.settle();
    assert!(app.says(ADA));
    give_drafts_back(&folder);
}

#[test]
fn a_draft_that_cannot_be_deleted_is_not_called_one_that_cannot_be_kept() {
    let folder = folder();
    let (mut app, _, _) = two_clients(&folder);
    app.choose_client(ZOE);
    app.press("Side: Left");
    app.wait_until("the draft is kept", |_| kept(&folder) == 1);
    // A folder has the place of the file.
    let draft = kept_files(&folder).remove(0);
    std::fs::remove_file(&draft).unwrap();
    std::fs::create_dir(&draft).unwrap();
    app.keys(Key::Z);
    app.wait_for("An old draft can't be deleted");
    assert!(app.shows("this draft could not be deleted, a folder has the place of a file"));
    assert!(!app.shows("Unsaved work can't be kept"));
    app.choose_client(ADA);
    app.press("Side: Left");
    app.wait_until("the next one is kept", |_| kept(&folder) == 1);
    app.wait_for("Unsaved changes, kept as a draft");
    assert!(!app.shows("Unsaved work can't be kept"));
    std::fs::remove_dir(&draft).unwrap();
    app.wait_until_gone("An old draft can't be deleted");
}

/// Each is told of for itself: one that goes says nothing of the other.
#[test]
fn of_two_drafts_that_cannot_be_deleted_the_other_is_still_told_of() {
    let folder = folder();
    let (mut app, _, _) = two_clients(&folder);
    let mut drafts = Vec::new();
    for name in [ZOE, ADA] {
        app.choose_client(name);
        app.press("Side: Left");
        app.wait_until("the draft is kept", |_| kept(&folder) == 1);
        let files = kept_files(&folder).into_iter();
        let draft = files.filter(|file| file.is_file()).collect::<Vec<_>>().remove(0);
        std::fs::remove_file(&draft).unwrap();
        std::fs::create_dir(&draft).unwrap();
        drafts.push(draft);
        app.keys(Key::Z);
        app.wait_for("can't be deleted");
    }
    app.wait_for("2 old drafts can't be deleted");
    std::fs::remove_dir(&drafts[0]).unwrap();
    app.wait_for("An old draft can't be deleted");
    std::fs::remove_dir(&drafts[1]).unwrap();
    app.wait_until_gone("An old draft can't be deleted");
}

#[test]
fn what_is_said_about_a_client_goes_with_the_client() {
    let folder = folder();
    let (mut app, _, _) = two_clients(&folder);
    app.choose_client(ZOE);
    app.fill_in();
    app.mark_ready();
    assert!(app.shows("Marked as ready. No consent recorded"));
    app.press_begin("Ada Lund, ");
    assert!(!app.shows("Marked as ready"));
    // Also what comes of it later.
    app.settle();
    let sign = app.questions("emergency").remove(0);
    app.answer(&sign, true);
    app.press("Told: Client");
    app.hold(true);
    app.press("Keep a line with the client");
    app.press_begin("Zoë Berg, ");
    app.hold(false);
    app.settle();
    assert!(!app.shows("Saved to the client's record"));
    // What names somebody stays.
    app.choose_client(ADA);
    app.wait_for("Important");
    app.press("What can be done with this client");
    app.press("Remove from the lists");
    app.wait_for("Ada Lund is removed from the lists");
    app.choose_client(ZOE);
    assert!(app.shows("Ada Lund is removed from the lists"));
}

#[test]
fn a_draft_that_fails_after_it_was_left_is_said_and_is_there_as_long_as_the_window() {
    let folder = folder();
    let (mut app, _, _) = two_clients(&folder);
    take_drafts_away(&folder);
    app.choose_client(ZOE);
    app.press("Side: Left");
    app.choose_client(ADA);
    app.wait_for("Unsaved work can't be kept on this computer");
    assert!(app.shows(ZOE) && app.shows("save."));
    app.press("Close");
    app.choose("File", "Quit");
    app.wait_for("Leave without the unsaved work?");
    app.press("Cancel");
    app.choose_client(ZOE);
    assert!(app.is_on("Side: Left") && app.shows("Unsaved changes"));
}
