//! Two windows on one practice: what one does to it, the other says in plain words.

use std::path::{Path, PathBuf};

use ischia::store::Store;
use tempfile::TempDir;

use crate::facade::{App, folder};
use crate::scenes::{PASSPHRASE, add_client, empty, places, seal};

fn open(folder: &TempDir, store: &Store) -> App {
    let mut app = App::start_with(Some(places(folder.path())));
    app.open_practice(store.root());
    app
}

/// The draft that is kept on this computer; none where there is none.
fn kept(folder: &TempDir) -> Option<PathBuf> {
    let inside = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let drafts = places(folder.path()).state.join("drafts");
    let mut there = inside(&drafts).into_iter().flat_map(|folder| inside(&folder));
    there.find(|file| file.extension().is_some_and(|end| end == "ron"))
}

/// A window in which something was typed that isn't saved.
fn typed_into(folder: &TempDir, store: &Store) -> App {
    let mut app = open(folder, store);
    app.wait_for("Clients · 1");
    app.choose_client("Zoë Berg");
    app.press("Side: Left");
    app.wait_until("the draft is kept", |_| kept(folder).is_some());
    app
}

/// The file that is locked while the draft is edited.
fn lock_of(folder: &TempDir) -> PathBuf {
    kept(folder).unwrap().with_extension("held")
}

/// Holds the draft as a window does that was killed and is not gone yet.
#[expect(clippy::disallowed_methods, reason = "another window makes the file of its lock")]
fn held_by_a_dying_window(folder: &TempDir) -> std::fs::File {
    let held = std::fs::File::create(lock_of(folder)).unwrap();
    held.lock().unwrap();
    held
}

/// Lets go of the draft as soon as somebody looked whether it is held: a window that is gone a moment too
/// late for the next one's first look.
#[cfg(target_os = "linux")]
fn let_go_after_a_look(folder: &TempDir, held: std::fs::File) -> notify::RecommendedWatcher {
    use notify::{Event, EventKind, RecursiveMode, Watcher, event::AccessKind};
    let held = std::sync::Mutex::new(Some(held));
    let seen = move |event: notify::Result<Event>| {
        if matches!(event.unwrap().kind, EventKind::Access(AccessKind::Open(_))) {
            drop(held.lock().unwrap().take());
        }
    };
    let mut watcher = notify::recommended_watcher(seen).unwrap();
    watcher.watch(&lock_of(folder), RecursiveMode::NonRecursive).unwrap();
    watcher
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_window_that_is_just_dying_held_is_there_at_the_first_start() {
    let folder = folder();
    let store = empty(&folder);
    add_client(&store, "Zoë Berg");
    drop(typed_into(&folder, &store));
    let held = held_by_a_dying_window(&folder);
    let _dying = let_go_after_a_look(&folder, held);
    let mut next = open(&folder, &store);
    next.wait_for("Unsaved changes");
    assert!(next.is_on("Side: Left"));
    assert!(!next.shows("Unsaved work was found"), "it came with the client");
}

#[test]
fn what_a_window_holds_for_long_after_it_was_killed_is_offered_once_it_lets_go() {
    let folder = folder();
    let store = empty(&folder);
    add_client(&store, "Zoë Berg");
    drop(typed_into(&folder, &store));
    let held = held_by_a_dying_window(&folder);
    let mut next = open(&folder, &store);
    next.wait_for("Clients · 1");
    next.settle();
    assert!(!next.shows("Unsaved"), "it may be another window that somebody types into");
    drop(held);
    next.wait_for("Unsaved work was found");
    next.press("Continue with Zoë Berg");
    assert!(next.is_on("Side: Left") && next.shows("Unsaved changes"));
}

#[test]
fn what_one_window_is_editing_is_not_offered_by_another() {
    let folder = folder();
    let store = empty(&folder);
    add_client(&store, "Zoë Berg");
    let first = typed_into(&folder, &store);
    let mut second = open(&folder, &store);
    second.wait_for("Clients · 1");
    second.settle();
    assert!(!second.shows("Unsaved"), "the first window is still at it");
    drop(second);
    drop(first);
    let mut third = open(&folder, &store);
    third.wait_for("Unsaved changes");
    assert!(third.is_on("Side: Left"));
}

#[test]
fn a_practice_that_another_window_seals_is_opened_anew_and_loses_nothing() {
    let folder = folder();
    let store = empty(&folder);
    add_client(&store, "Zoë Berg");
    let mut app = open(&folder, &store);
    app.wait_for("Clients · 1");
    app.settle();
    app.choose_client("Zoë Berg");
    app.press("Side: Left");
    seal(&store);
    app.wait_for("The practice was sealed elsewhere");
    assert!(!app.shows("can't be read") && !app.shows("unreadable"));
    app.press("Close");
    app.wait_until_locked();
    app.type_passphrase(PASSPHRASE);
    app.press("Unlock");
    app.wait_for("Unsaved changes");
    assert!(app.is_on("Side: Left"));
}
