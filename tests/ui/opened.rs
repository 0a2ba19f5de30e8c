//! What opens from *Open a plan file* beside plans and intakes: files out of a practice, to be read.

use std::path::PathBuf;

use eframe::egui::Key;
use ischia::store::Store;
use tempfile::TempDir;

use crate::facade::{App, folder, put};
use crate::practice::plan;
use crate::scenes::{add_client, new_practice, opened, seal};

/// A practice with a client's plan of 10 November, and that plan's file.
fn with_plan(sealed: bool) -> (Store, PathBuf, TempDir) {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    plan(&store, zoe, 45);
    if sealed {
        seal(&store);
    }
    let files = std::fs::read_dir(store.root().join("clients").join(zoe.to_string())).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    let is_plan = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("plan-");
    let path = files.find(is_plan).unwrap();
    (store, path, folder)
}

#[test]
fn a_file_of_the_open_practice_is_read_as_a_copy_also_where_it_is_sealed() {
    for sealed in [false, true] {
        let (store, path, _folder) = with_plan(sealed);
        let mut app = opened(&store, sealed);
        app.open_file(&path);
        app.wait_for("a copy to read, from plan-");
        assert!(app.shows("Plan of 10 Nov 2026") && app.says("Zoë Berg"), "sealed: {sealed}");
        assert!(app.shows("reading the plan of Tue 10 Nov 2026"));
        assert!(!app.is_enabled("Save"), "what would be saved isn't what is looked at");
        assert!(!app.shows("Open for editing") && !app.shows("Remove this plan"));
        assert_eq!(app.badly_named(), Vec::<String>::new());
        app.press("Back");
        assert!(!app.shows("a copy to read"));
    }
}

#[test]
fn a_copy_leaves_what_is_made_as_it_is() {
    let (_store, path, _folder) = with_plan(false);
    let mut app = App::start();
    app.open_file(&path);
    app.wait_for("a copy to read");
    assert!(app.shows("A client who isn't in this practice"));
    app.key(Key::Escape);
    assert!(app.shows("Diagnosis category"));
}

#[test]
fn a_sealed_file_of_another_practice_says_which_key_is_missing() {
    let (_theirs, path, _folder) = with_plan(true);
    let mut app = App::start_page(None);
    app.open_file(&path);
    app.wait_for("This plan is sealed: open the practice that it belongs to");
    app.press("Close");
    let (ours, _, _folder) = with_plan(true);
    let mut app = opened(&ours, true);
    app.open_file(&path);
    app.wait_for("not for the practice that is open");
}

#[test]
fn other_files_of_a_practice_and_damaged_ones_are_named_for_what_they_are() {
    let (store, path, folder) = with_plan(false);
    let client = path.parent().unwrap().read_dir().unwrap().map(|file| file.unwrap().path());
    let client = client
        .into_iter()
        .find(|path| path.file_name().unwrap().to_str().unwrap().starts_with("client-"));
    let mut app = opened(&store, false);
    app.open_file(&client.unwrap());
    app.wait_for("holds no plan: it is about its client");
    app.press("Close");
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len() - 10;
    bytes.truncate(end);
    let cut = folder.path().join("cut.ron");
    put(&cut, bytes);
    app.open_file(&cut);
    app.wait_for("is damaged: bring it back from a backup");
    assert!(!app.shows("cut short"), "what only some understand is a press away");
    app.press("Details");
    assert!(app.shows("cut short"));
}

#[test]
fn a_broken_plan_is_told_in_a_sentence_and_its_places_on_demand() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    put(&path, "(\n  date: \"2026-11-24\",\n  side: Up\n)");
    let mut app = App::start();
    app.open_file(&path);
    app.wait_for("Something in it is wrong");
    assert!(app.says("plan.ron") && !app.shows("plan.ron:3:"));
    app.press("Details");
    assert!(app.shows("plan.ron:3:"));
    app.press("Close");
    for (name, bytes, words) in [
        ("empty.ron", &b""[..], "It is empty."),
        ("picture.ron", &b"\x89PNG\x00"[..], "It is no plan and no intake"),
        ("letter.docx", &b"PK"[..], "It is no plan and no intake"),
    ] {
        let path = folder.path().join(name);
        put(&path, bytes);
        app.open_file(&path);
        app.wait_for(words);
        app.press("Close");
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_can_only_be_read_says_so_before_anything_is_typed() {
    use std::os::unix::fs::PermissionsExt;
    let (store, _, _folder) = with_plan(false);
    let allow = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(store.root(), permissions).unwrap();
    };
    allow(0o555);
    // Some users may write everywhere.
    let probe = tempfile::Builder::new().tempfile_in(store.root());
    if probe.is_err() {
        let app = opened(&store, false);
        assert!(app.shows("This practice can only be read"));
    }
    allow(0o755);
    let app = opened(&store, false);
    assert!(!app.shows("This practice can only be read"));
}

#[test]
fn while_a_past_plan_is_read_save_is_off_and_its_day_is_named() {
    let (store, _, _folder) = with_plan(false);
    let mut app = opened(&store, false);
    app.choose_client("Zoë Berg");
    app.open_latest_plan();
    assert!(app.says("Zoë Berg") && app.shows("reading the plan of Tue 10 Nov 2026"));
    assert!(!app.is_enabled("Save"));
    app.keys(Key::S);
    assert!(app.shows("A past plan is being read"));
    app.press("Back");
    assert!(!app.shows("reading the plan of"));
}
