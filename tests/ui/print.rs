//! *Print or save*: opened from a plan, its pages turned, printed, saved, copied; many at once.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers};
use ischia::store::Store;

use crate::access::{called_by_its_words, well_named};
use crate::facade::{App, Hands as _, Look, folder, put, read};
use crate::scenes::{opened, places, sample, seal};

/// A client of the sample with plans behind her.
const KNOWN: &str = "Fergus Sample";

fn planned() -> App {
    let mut app = App::start();
    app.fill_in();
    app
}

/// The plan of a client of the sample practice.
fn of_a_client(sealed: bool) -> (App, Store) {
    let folder = folder();
    let store = sample(&folder);
    if sealed {
        seal(&store);
    }
    let mut app = opened(&store, sealed);
    app.wait_until_listed();
    app.choose_client(KNOWN);
    app.open_latest_plan();
    (app.living_in(folder), store)
}

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_pages_of_a_plan_are_shown_by_a_key_and_left_by_another() {
    let mut app = planned();
    app.keys(Key::P);
    app.wait_for("Session plan · 1 of 1");
    app.settle();
    assert!(app.shows("Home care · 1 of 1"));
    assert!(app.shows("2 documents · 2 pages"));
    assert!(app.shows("Print 2 pages"));
    assert_eq!(app.focused(), "Print 2 pages", "Enter prints");
    well_named(&app, "print");
    called_by_its_words(&app, "print");
    app.key(Key::Escape);
    assert!(!app.shows("Session plan · 1 of 1"));
    app.choose("File", "Print or save…");
    app.wait_for("Session plan · 1 of 1");
    app.press("Back to the plan");
    assert!(!app.shows("Session plan · 1 of 1"));
}

#[test]
fn the_focus_stays_inside() {
    let mut app = planned();
    app.keys(Key::P);
    app.wait_for("Session plan · 1 of 1");
    app.settle();
    let walked = app.tab(40);
    for name in
        ["Session plan", "Detail: With instructions", "Save as…", "Copy as text", "Print 2 pages"]
    {
        assert!(walked.iter().any(|one| one == name), "{name}: {walked:?}");
    }
    assert!(!walked.iter().any(|one| one.starts_with("Side: ")), "{walked:?}");
}

#[test]
fn what_is_chosen_changes_the_pages() {
    let mut app = planned();
    app.show_print(&["Session plan"]);
    assert!(app.shows("1 document · 1 page"));
    assert!(app.shows("in full it is "));
    app.press("Detail: With instructions");
    app.settle();
    assert!(
        app.place_beginning("Session plan · 1 of ").is_some() && !app.shows("1 document · 1 page")
    );
    app.press("Detail: One page");
    app.press("Paper: Letter");
    app.press("Ink: Black");
    app.press("Client shown as: Code only");
    app.settle();
    assert!(app.is_on("Paper: Letter") && app.is_on("Ink: Black"));
    assert!(app.shows("1 document · 1 page"));
    app.press("Session plan");
    app.settle();
    assert!(!app.is_enabled("Print") && !app.is_enabled("Save as…"));
    assert!(!app.is_enabled("Referral") || !app.is_ticked("Referral"));
}

#[test]
fn pages_are_turned_by_keys_and_their_size_changes_by_steps() {
    let mut app = planned();
    app.show_print(&["Session plan"]);
    app.press("Detail: With instructions");
    app.settle();
    app.look(Look::sized(911.0, 512.0));
    app.settle();
    let first = |app: &App| app.place_beginning("Session plan · 1 of ");
    let at = first(&app).unwrap();
    app.key(Key::PageDown);
    assert!(first(&app).is_none_or(|now| now.top() < at.top() - 100.0), "the next page");
    app.key(Key::Home);
    assert!((first(&app).unwrap().top() - at.top()).abs() < 1.0);
    app.key(Key::End);
    assert!(first(&app).is_none_or(|now| now.bottom() < at.top()), "the last page");
    app.key(Key::Home);
    let width = |app: &App| first(app).unwrap().width();
    let whole = width(&app);
    app.press("Larger pages");
    app.settle();
    assert!(width(&app) > whole && app.shows("Size of pages: 50 %"));
    app.key(Key::Num0);
    app.settle();
    assert!((width(&app) - whole).abs() < 1.0 && app.shows("Size of pages: Fit"));
}

#[test]
fn an_edit_behind_the_pages_shows_on_them() {
    let mut app = planned();
    app.show_print(&["Session plan"]);
    assert!(app.shows("Session plan · 1 of 1"));
    app.keys(Key::Z);
    app.settle();
    // One answer less, and there is no plan any more.
    assert!(!app.is_enabled("Session plan") && app.shows("Blank intake · 1 of"));
    app.keys_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    app.press("Session plan");
    app.settle();
    assert!(app.shows("Session plan · 1 of 1"));
}

#[test]
fn a_withheld_plan_offers_its_referral_and_what_to_do_instead() {
    let mut app = App::start();
    let sign = app.questions("refer").remove(0);
    app.fill_in();
    app.show_intake();
    app.answer(&sign, true);
    app.keys(Key::P);
    app.wait_for("Referral · 1 of 1");
    app.settle();
    assert!(app.is_ticked("Referral") && !app.is_ticked("What to do instead"));
    assert!(!app.is_enabled("Home care"));
    app.press("What to do instead");
    app.settle();
    assert!(app.shows("2 documents"));
}

#[test]
fn without_a_plan_the_questions_can_be_printed_to_be_filled_in() {
    let mut app = App::start();
    app.keys(Key::P);
    app.wait_for("Blank intake · 1 of");
    app.settle();
    assert!(!app.is_enabled("Session plan") && !app.is_enabled("Home care"));
}

#[test]
fn printing_opens_a_pdf_of_all_that_is_ticked_which_goes_with_the_program() {
    let folder = folder();
    let mut app = App::start_with(Some(places(folder.path())));
    app.fill_in();
    app.keys(Key::P);
    app.wait_for("Print 2 pages");
    app.enter();
    app.wait_until("something was opened", |app| !app.answers.opened.lock().unwrap().is_empty());
    let opened: Vec<PathBuf> = app.answers.opened.lock().unwrap().clone();
    let bytes = std::fs::read(&opened[0]).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert!(opened[0].starts_with(folder.path()), "{}", opened[0].display());
    assert!(app.shows("Opened in your PDF viewer"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&opened[0]).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    drop(app.into_window());
    assert!(!opened[0].exists(), "it went with the program");
}

#[test]
fn where_no_program_opens_it_the_window_says_so_and_where_it_is() {
    let mut app = planned();
    *app.answers.opens_nothing.lock().unwrap() = true;
    app.show_print(&["Home care"]);
    app.press("Print 1 page");
    app.wait_for("No program on this computer opens it");
    assert!(app.shows("2026-11-24 home-care.pdf") && !app.shows("Opened in your PDF viewer"));
}

#[test]
fn what_is_saved_can_be_opened_shown_in_its_folder_and_saved_again_beside_it() {
    let (mut app, _store) = of_a_client(false);
    let out = app.room().join("out");
    std::fs::create_dir(&out).unwrap();
    *app.answers.folder.lock().unwrap() = Some(out.clone());
    app.show_print(&["Session plan", "Home care"]);
    app.press("Save as…");
    app.press("PDF");
    app.wait_for("2 files saved in");
    let names = files(&out);
    assert!(names.iter().all(|name| !name.contains("Fergus")), "{names:?}");
    assert_eq!(names.len(), 2);
    app.press("Show in folder");
    app.settle();
    assert_eq!(*app.answers.opened.lock().unwrap(), std::slice::from_ref(&out));
    // Nothing is replaced.
    app.press("Save as…");
    app.press("PDF");
    app.wait_until("they are beside the others", |_| files(&out).len() == 4);
    assert!(files(&out).iter().any(|name| name.ends_with(" 2.pdf")), "{:?}", files(&out));
    // The last folder is remembered.
    app.show_print(&["Home care"]);
    app.press("Save as…");
    app.press("Web page");
    app.wait_for("No file dialog answered");
    assert!(app.shows(&out.display().to_string()));
    app.press("Save file");
    app.wait_for("Saved as");
    app.press("Open");
    app.settle();
    assert_eq!(app.answers.opened.lock().unwrap().len(), 2);
}

#[test]
fn a_file_is_replaced_after_a_question_alone() {
    let folder = folder();
    let path = folder.path().join("sheet.pdf");
    put(&path, "mine");
    let mut app = planned();
    *app.answers.save.lock().unwrap() = Some(path.clone());
    app.save_plan_as("PDF");
    app.wait_for("There is a file of that name already");
    assert_eq!(read(&path), "mine");
    app.press("Replace the file");
    app.wait_for("Saved as");
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
}

#[test]
fn what_is_ticked_is_copied_as_text() {
    let mut app = planned();
    app.show_print(&["Session plan", "Home care"]);
    app.press("Copy as text");
    assert!(app.shows("Copied as text"));
}

#[test]
fn that_it_leaves_a_sealed_practice_is_said_once_before_it_happens() {
    let (mut app, _store) = of_a_client(true);
    app.show_print(&["Home care"]);
    assert!(app.shows("A saved file is no longer locked by Ischia"));
    app.press("Print 1 page");
    assert!(app.shows("It leaves the sealed practice"));
    app.press("Not now");
    app.settle();
    assert!(app.answers.opened.lock().unwrap().is_empty(), "nothing left");
    app.press("Print 1 page");
    app.press("Continue");
    app.wait_until("it is opened", |app| !app.answers.opened.lock().unwrap().is_empty());
    app.press("Print 1 page");
    app.wait_until("without a question", |app| app.answers.opened.lock().unwrap().len() == 2);
    // Another opening, another word.
    app.key(Key::Escape);
    app.show_print(&["Home care"]);
    app.press("Copy as text");
    assert!(app.shows("It leaves the sealed practice"));
}

#[test]
fn a_practice_that_locks_takes_its_pages_along() {
    let (mut app, _store) = of_a_client(true);
    app.show_print(&["Home care"]);
    app.keys(Key::L);
    app.wait_until_locked();
    assert!(!app.shows("Client shown as") && !app.shows("Home care · 1 of 1"));
}

#[test]
fn a_plan_that_is_read_is_printed_as_it_was() {
    let (mut app, _store) = of_a_client(false);
    app.show_print(&["Session plan"]);
    assert!(app.shows("Session plan · 1 of"));
    app.press("Back to the plan");
    assert!(app.shows("Open for editing"), "it is still read");
}

#[test]
fn the_words_are_whole_at_every_size() {
    let mut app = planned();
    app.keys(Key::P);
    app.wait_for("Print 2 pages");
    for (width, height, scale) in [(1366.0, 768.0, 1.0), (911.0, 512.0, 1.5), (1920.0, 1080.0, 1.0)]
    {
        app.look(Look { scale, ..Look::sized(width, height) });
        app.rest();
        assert!(app.overlaps().is_empty(), "{width}: {:#?}", app.overlaps());
        assert!(app.cut_texts().is_empty(), "{width}: {:#?}", app.cut_texts());
        assert!(app.shows("Print 2 pages"), "{width}");
    }
}

fn ask_for_files(app: &mut App) {
    app.choose("File", "Save plans as files…");
    app.wait_for("Save plans as files");
}

#[test]
fn the_plans_of_a_client_are_saved_and_told() {
    let (mut app, _store) = of_a_client(false);
    let out = app.room().join("out");
    ask_for_files(&mut app);
    app.press("What: Home care");
    app.press("Format: Plain text");
    app.type_over("Folder", &out.display().to_string());
    app.press("Save files");
    app.wait_for("Show in folder");
    app.settle();
    let names = files(&out);
    assert!(
        !names.is_empty() && names.iter().all(|name| name.contains(" home-care ")),
        "{names:?}"
    );
    assert!(app.shows(&out.display().to_string()));
    app.press("Show in folder");
    app.settle();
    assert_eq!(*app.answers.opened.lock().unwrap(), std::slice::from_ref(&out));
    // The same again finds them there; another's file is passed over and named.
    put(&out.join(&names[0]), "mine");
    ask_for_files(&mut app);
    app.press("What: Home care");
    app.press("Format: Plain text");
    app.press("Save files");
    app.wait_for("0 files saved");
    assert!(app.shows("not saved, another file is called"));
    assert_eq!(read(&out.join(&names[0])), "mine");
}

#[test]
fn everybodys_sessions_and_the_whole_practice_are_saved_as_one_file() {
    let (mut app, _store) = of_a_client(false);
    let out = app.room().join("out");
    for (what, file) in [("Table of sessions", "sessions.csv"), ("Whole practice", "practice.zip")]
    {
        ask_for_files(&mut app);
        app.press("Of: All clients");
        app.press(&format!("What: {what}"));
        app.type_over("Folder", &out.display().to_string());
        app.press("Save files");
        app.wait_for("Show in folder");
        app.press("Not now");
        assert!(out.join(file).is_file(), "{file}");
    }
}

#[test]
fn many_files_are_stopped_between_two_and_told() {
    let (mut app, _store) = of_a_client(false);
    let out = app.room().join("out");
    ask_for_files(&mut app);
    app.press("Of: All clients");
    app.type_over("Folder", &out.display().to_string());
    app.hold(true);
    app.press("Save files");
    app.press("Stop");
    app.hold(false);
    app.wait_until("it has ended", |app| app.shows("saved by then") || app.shows("files saved"));
    for name in files(&out) {
        let bytes = std::fs::read(out.join(&name)).unwrap();
        assert!(bytes.starts_with(b"%PDF") && bytes.ends_with(b"%%EOF"), "{name} is whole");
    }
}

#[test]
fn a_folder_that_cannot_be_is_said_in_the_form() {
    let (mut app, store) = of_a_client(false);
    ask_for_files(&mut app);
    app.type_over("Folder", &store.root().join("clients").display().to_string());
    app.press("Save files");
    assert!(app.shows("inside the practice folder"));
    app.type_over("Folder", &app.room().join("a/b/c").display().to_string());
    app.press("Save files");
    assert!(app.shows("doesn't exist"));
}
