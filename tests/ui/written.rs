//! Every file that the window writes through a dialog: under the name that was asked about, and never
//! over another one unasked.

use std::path::Path;

use crate::facade::{App, Hands, folder, put, read};
use crate::scenes::{empty, places};

/// Where the menu has it, what it writes, and what the file begins with.
type Written = (&'static str, &'static str, fn(&mut App));

fn planned() -> App {
    let mut app = App::start();
    app.fill_in();
    app
}

fn withheld() -> App {
    let mut app = App::start();
    let sign = app.questions("emergency").remove(0);
    app.answer(&sign, true);
    app
}

/// Everything that has an ending of its own.
fn all() -> Vec<(fn() -> App, Written)> {
    vec![
        (planned, ("Save", "ron", |app| app.press("Save"))),
        (planned, ("Save a copy", "ron", |app| app.choose("File", "Save a copy…"))),
        (planned, ("Markdown", "md", |app| app.save_plan_as("Markdown"))),
        (planned, ("plain text", "txt", |app| app.save_plan_as("Plain text"))),
        (planned, ("JSON", "json", |app| app.save_plan_as("JSON"))),
        (planned, ("RON", "ron", |app| app.save_plan_as("RON"))),
        (withheld, ("the note", "txt", |app| app.command("Save the words to hand over"))),
    ]
}

fn chosen(app: &App, path: &Path) {
    *app.answers.save.lock().unwrap() = Some(path.to_owned());
}

#[test]
fn a_name_without_an_ending_replaces_no_file_that_the_dialog_did_not_ask_about() {
    for (begin, (what, ending, write)) in all() {
        for bare in ["handover", "handover of 24.11.2026"] {
            let folder = folder();
            let full = folder.path().join(format!("{bare}.{ending}"));
            put(&full, "mine");
            let mut app = begin();
            chosen(&app, &folder.path().join(bare));
            write(&mut app);
            app.wait_for("There is a file of that name already");
            assert_eq!(read(&full), "mine", "{what}");
            assert!(app.says(&full.display().to_string()), "{what}: it says which");
            app.press("Cancel");
            assert_eq!(read(&full), "mine", "{what}");
            write(&mut app);
            app.wait_for("There is a file of that name already");
            app.press("Replace the file");
            app.wait_until("it is replaced", |_| read(&full) != "mine");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{what}");
        }
    }
}

#[test]
fn a_name_without_an_ending_gets_the_one_of_what_is_written() {
    for (begin, (what, ending, write)) in all() {
        let folder = folder();
        let mut app = begin();
        chosen(&app, &folder.path().join("handover"));
        write(&mut app);
        let full = folder.path().join(format!("handover.{ending}"));
        app.wait_until(what, |_| full.exists());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{what}");
    }
}

#[test]
fn a_backup_has_the_very_name_that_was_chosen() {
    let folder = folder();
    let store = empty(&folder);
    let beside = folder.path().join("backup.zip");
    put(&beside, "mine");
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_until_empty();
    app.choose("File", "Back up the practice…");
    let chosen_here = folder.path().join("backup");
    chosen(&app, &chosen_here);
    app.press_begin("Choose");
    app.press_begin("Replace the file");
    app.wait_for("The practice is backed up");
    assert_eq!(read(&beside), "mine");
    assert!(chosen_here.is_file());
    app.press("Close");
    // A typed name was asked about by nobody.
    app.choose("File", "Back up the practice…");
    app.type_over("File", &beside.display().to_string());
    app.press("Back up");
    app.wait_for("There is a file of that name already");
    assert_eq!(read(&beside), "mine");
}

#[test]
fn nothing_is_written_inside_a_practice_or_behind_a_link() {
    for (begin, (what, ending, write)) in all() {
        let folder = folder();
        let store = empty(&folder);
        let inside = store.root().join("clients").join(format!("handover.{ending}"));
        let mut app = begin();
        chosen(&app, &inside);
        write(&mut app);
        app.wait_for("inside the practice folder");
        assert!(!inside.exists(), "{what}");
        #[cfg(unix)]
        {
            let (link, behind) = (folder.path().join("link"), folder.path().join("behind"));
            let link = link.with_extension(ending);
            std::os::unix::fs::symlink(&behind, &link).unwrap();
            let mut app = begin();
            chosen(&app, &link);
            write(&mut app);
            app.wait_for("this is a link");
            assert!(!behind.exists(), "{what}");
        }
    }
    let folder = folder();
    let store = empty(&folder);
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_until_empty();
    app.choose("File", "Back up the practice…");
    app.type_over("File", &store.root().join("backup.zip").display().to_string());
    app.press("Back up");
    app.wait_for("inside the practice folder");
    assert!(!store.root().join("backup.zip").exists());
}
