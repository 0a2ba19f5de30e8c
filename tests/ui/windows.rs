//! Two windows on one practice: what one does to it, the other says in plain words.

use crate::facade::{App, folder};
use crate::scenes::{PASSPHRASE, add_client, empty, places, seal};

#[test]
fn what_one_window_is_editing_is_not_offered_by_another() {
    let folder = folder();
    let store = empty(&folder);
    add_client(&store, "Zoë Berg");
    let open = || {
        let mut app = App::start_with(Some(places(folder.path())));
        app.open_practice(store.root());
        app
    };
    let mut first = open();
    first.wait_for("Clients · 1");
    first.choose_client("Zoë Berg");
    first.press("Side: Left");
    let drafts = places(folder.path()).state.join("drafts");
    let inside = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    first.wait_until("the draft is kept", |_| {
        let mut there = inside(&drafts).into_iter().flat_map(|folder| inside(&folder));
        there.any(|file| file.extension().is_some_and(|end| end == "ron"))
    });

    let mut second = open();
    second.wait_for("Clients · 1");
    second.settle();
    assert!(!second.shows("Unsaved"), "the first window is still at it");
    drop(second);
    drop(first);
    let mut third = open();
    third.wait_for("Unsaved changes");
    assert!(third.is_on("Side: Left"));
}

#[test]
fn a_practice_that_another_window_seals_is_opened_anew_and_loses_nothing() {
    let folder = folder();
    let store = empty(&folder);
    add_client(&store, "Zoë Berg");
    let mut app = App::start_with(Some(places(folder.path())));
    app.open_practice(store.root());
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
