//! The habits of the desktop: menus, palette, keys, messages, export, dropped files, size, theme.

use eframe::egui::{Key, Modifiers};
use ischia::knowledge::Knowledge;
use ischia::model::{Intake, Plan};
use ischia::text::{Document, Notation, to_ron};

use crate::facade::{App, Hands, folder, put, read};

fn plan_text() -> String {
    let knowledge = Knowledge::shipped().unwrap();
    let text = r#"(
        date: "2026-11-10", category: "chronic", side: Left, pain_back: 3, pain_leg: 2,
        furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
        minutes: 45,
    )"#;
    let document = Document::from_text("intake.ron", Notation::Ron, text.to_owned());
    let intake: Intake = document.parse().unwrap();
    let accepted = knowledge.accept(intake).unwrap();
    to_ron(&ischia::planner::plan(&accepted, &knowledge).unwrap()).unwrap()
}

#[test]
fn a_menu_opens_by_its_letter_and_an_entry_is_chosen_by_the_next() {
    let mut app = App::start();
    app.keys_with(Modifiers::ALT, Key::V);
    assert!(app.says("Dark theme"));
    assert_eq!(app.focused(), "Intake");
    app.key(Key::D);
    assert!(app.is_dark());
    assert!(!app.says("Dark theme"));
    app.keys_with(Modifiers::ALT, Key::V);
    app.key(Key::T);
    assert!(!app.is_dark());
}

#[test]
fn arrows_move_in_a_menu_and_between_menus_and_escape_gives_the_focus_back() {
    let mut app = App::start();
    app.type_into("Weeks since it began", "2");
    app.key(Key::F10);
    assert_eq!(app.focused(), "File");
    assert!(!app.says("Quit"));
    app.key(Key::ArrowRight);
    assert_eq!(app.focused(), "Edit");
    app.key(Key::ArrowLeft);
    app.key(Key::ArrowDown);
    assert_eq!(app.focused(), "New client");
    app.key(Key::ArrowUp);
    assert_eq!(app.focused(), "Quit");
    app.key(Key::ArrowRight);
    // Nothing to take back but the typing, and nothing to copy yet.
    assert_eq!(app.focused(), "Undo");
    app.key(Key::ArrowDown);
    assert_eq!(app.focused(), "Next question");
    app.key(Key::Escape);
    assert_eq!(app.focused(), "Weeks since it began");
    app.type_here("6");
    assert!(app.says("26"), "no letter of the menus was typed, and the field goes on");
}

#[test]
fn the_menus_stand_under_one_button_and_as_a_bar_where_somebody_wants_that() {
    let mut app = App::start();
    assert!(app.shows("Menu") && !app.says("View"), "one button, and no bar");
    app.press("Menu");
    let place = app.place_beginning("View").unwrap();
    assert!(app.shows("Quit"), "the first list is down at once");
    app.press_entry("View");
    assert_eq!(
        app.place_beginning("View").unwrap(),
        place,
        "no title moves from under the pointer"
    );
    assert!(!app.shows("Quit"));
    app.press_entry("View");
    assert!(app.shows("Dark theme"), "a second press takes nothing away");
    app.press("Menu");
    assert!(!app.says("View"));

    app.choose("View", "Menu bar");
    assert!(app.says("View") && !app.says("Menu"));
    app.press_entry("View");
    assert!(app.shows("Dark theme"));
    app.press_entry("View");
    assert!(!app.shows("Dark theme"), "the title closes its list");
    app.keys_with(Modifiers::ALT, Key::V);
    app.key(Key::M);
    assert!(app.shows("Menu") && !app.says("View"));
}

#[test]
fn the_bars_are_as_high_as_the_window_has_room_for() {
    let mut app = App::start();
    for (width, height, top, bottom) in [(1366.0, 768.0, 48.0, 28.0), (911.0, 512.0, 44.0, 24.0)] {
        app.resize(width, height);
        let near = |a: f32, b: f32| (a - b).abs() <= 1.0;
        let save = app.place_beginning("Show plan").unwrap().center().y;
        assert!(near(save, top / 2.0), "{save} in a bar of {top}");
        let about = app.place_beginning("Guidance ").unwrap().center().y;
        assert!(near(about, height - bottom / 2.0), "{about} in a line of {bottom}");
    }
}

#[test]
fn what_cannot_be_done_stays_in_the_menu_and_is_passed_over() {
    let mut app = App::start();
    app.open_menu("File");
    assert!(app.says("Save a copy…") && !app.is_enabled("Save a copy…"));
    app.key(Key::Escape);
    assert!(!app.says("Save a copy…"));
    app.keys(Key::S);
    assert!(app.shows("The plan appears when every question is answered"));
}

#[test]
fn the_palette_finds_a_command_and_enter_runs_it() {
    let mut app = App::start();
    app.keys(Key::K);
    // The focus is in the field, and a screen reader hears of what Enter would choose.
    assert_eq!(app.focused(), "New client, Ctrl+N");
    app.type_here("dark");
    app.key(Key::Enter);
    assert!(app.is_dark());
    assert!(!app.shows("Find a command or a client"));
    app.keys(Key::K);
    app.type_here("theme");
    let chosen = |app: &App| app.selected_option();
    let first = chosen(&app);
    app.key(Key::ArrowDown);
    assert_ne!(chosen(&app), first);
    app.key(Key::ArrowUp);
    assert_eq!(chosen(&app), first);
    app.key(Key::Escape);
    assert!(!app.shows("Find a command or a client"));
}

#[test]
fn the_palette_says_why_something_cannot_be_done_and_does_nothing_then() {
    let mut app = App::start();
    app.keys(Key::K);
    app.type_here("save a copy");
    assert!(app.shows("Save a copy…, The plan appears when every question is answered"));
    app.key(Key::Enter);
    assert!(app.shows("Find a command or a client"));
}

#[test]
fn undo_belongs_to_the_field_that_has_the_focus_and_to_the_plan_otherwise() {
    let mut app = App::start();
    let all = 11 + app.knowledge.tables().findings.len();
    app.press("Side: Left");
    app.press("Length: 60");
    assert!(app.is_missing(all - 2));
    app.keys(Key::Z);
    assert!(app.is_missing(all - 1));
    app.keys(Key::Z);
    assert!(app.is_missing(all));
    app.keys_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    app.keys(Key::Y);
    assert!(app.is_missing(all - 2));
    app.type_into("Weeks since it began", "20");
    assert!(app.is_missing(all - 3));
    app.keys(Key::Z);
    // The field took its own typing back; the other answers stand.
    assert!(app.is_missing(all - 2));
    app.choose("Edit", "Undo");
    assert!(app.is_missing(all - 1), "the last change that is left is the length");
    app.press("Redo");
    assert!(app.is_missing(all - 2));
}

#[test]
fn each_format_is_exported_where_the_dialog_says() {
    for (entry, ending, words) in [
        ("Markdown", "md", "# "),
        ("Plain text", "txt", "STATUS: "),
        ("Web page", "html", "<html lang="),
        ("JSON", "json", "\"ischia-plan/1\""),
        ("RON", "ron", "\"ischia-plan/1\""),
        ("FHIR", "fhir.json", "\"Bundle\""),
    ] {
        let folder = folder();
        let mut app = App::start();
        app.fill_in();
        *app.answers.save.lock().unwrap() = Some(folder.path().join("sheet"));
        app.save_plan_as(entry);
        let path = folder.path().join(format!("sheet.{ending}"));
        app.wait_for(&format!("Saved as {}", path.display()));
        assert!(read(&path).contains(words), "{ending}");
        assert!(app.shows("Unsaved changes"), "an export is no save");
        app.wait_seconds(9);
        assert!(!app.shows("Saved as"), "the message goes by itself");
    }
}

#[test]
fn a_long_path_shows_in_short_and_is_there_in_full() {
    let folder = folder();
    let deep = folder.path().join("the clinic at the harbour").join("sheets of this autumn");
    std::fs::create_dir_all(&deep).unwrap();
    let path = deep.join("sheet.md");
    let mut app = App::start();
    app.fill_in();
    *app.answers.save.lock().unwrap() = Some(path.clone());
    app.save_plan_as("Markdown");
    app.wait_for("autumn/sheet.md");
    assert!(app.says(&format!("Saved as {}", path.display())), "in full");
    assert!(app.width("Saved as") < 560.0, "in short");
}

#[test]
fn an_export_never_replaces_a_file_without_leave() {
    let folder = folder();
    let path = folder.path().join("plan.md");
    put(&path, "mine");
    let mut app = App::start();
    app.fill_in();
    *app.answers.save.lock().unwrap() = Some(path.clone());
    app.save_plan_as("Markdown");
    app.wait_for("There is a file of that name already");
    assert_eq!(read(&path), "mine");
    app.press("Replace the file");
    app.wait_for(&format!("Saved as {}", path.display()));
    assert!(read(&path).starts_with("# "));
}

#[test]
fn without_a_file_dialog_an_export_asks_for_a_path() {
    let folder = folder();
    let mut app = App::start();
    app.fill_in();
    app.save_plan_as("Plain text");
    app.wait_for("No file dialog answered");
    assert!(app.says("2026-11-24 plan.txt"));
    let path = folder.path().join("typed.txt");
    app.type_into("Path", "");
    app.keys(Key::A);
    app.type_here(&path.display().to_string());
    app.press("Save file");
    app.wait_for(&format!("Saved as {}", path.display()));
    assert!(read(&path).contains("STATUS: "));
}

#[test]
fn a_copy_leaves_the_plan_where_it_is_stored() {
    let folder = folder();
    let own = folder.path().join("own.ron");
    put(&own, plan_text());
    let mut app = App::start();
    app.drop_files(&[own]);
    app.wait_for("own.ron saved");
    let copy = folder.path().join("copy.json");
    *app.answers.save.lock().unwrap() = Some(copy.clone());
    app.keys_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    app.wait_for(&format!("A copy is in {}", copy.display()));
    assert!(app.shows("own.ron saved"));
    let document = Document::from_text("copy", Notation::Json, read(&copy));
    assert_eq!(document.parse::<Plan>().unwrap().intake.minutes.get(), 45);
}

#[test]
fn the_plan_is_copied_as_text() {
    let mut app = App::start();
    app.fill_in();
    let text = app.press_and_copy("Edit", "Copy the plan as text").unwrap();
    assert!(text.contains("STATUS: ") && text.contains("Check-in"));
    assert!(app.shows("The plan is on the clipboard"));
    app.press("Dismiss the message");
    assert!(!app.shows("The plan is on the clipboard"));
}

#[test]
fn a_dropped_plan_opens_after_the_question_about_unsaved_answers() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    put(&path, plan_text());
    let mut app = App::start();
    app.press("Side: Left");
    app.drag_over(std::slice::from_ref(&path));
    app.drop_files(std::slice::from_ref(&path));
    assert!(app.shows("Leave this intake?"));
    app.press("Cancel");
    assert!(app.shows("Unsaved changes"));
    app.drop_files(std::slice::from_ref(&path));
    app.press("Don't save");
    app.wait_for("plan.ron saved");
    assert!(app.shows("of 45 min"));
}

#[test]
fn several_dropped_files_are_refused_in_a_sentence() {
    let folder = folder();
    let paths = ["a.ron", "b.ron"].map(|name| folder.path().join(name));
    for path in &paths {
        put(path, plan_text());
    }
    let mut app = App::start();
    app.drop_files(&paths);
    assert!(app.shows("2 files were dropped; drop one plan at a time"));
    assert!(app.shows("Nothing to save"));
}

#[test]
fn the_zoom_has_steps_and_ends() {
    let mut app = App::start();
    let near = |zoom: f32, wanted: f32| (zoom - wanted).abs() < 0.001;
    for wanted in [1.1, 1.25, 1.5, 1.5] {
        app.keys(Key::Plus);
        assert!(near(app.zoom(), wanted), "{}", app.zoom());
    }
    app.keys(Key::Num0);
    assert!(near(app.zoom(), 1.0));
    for wanted in [0.9, 0.8, 0.75, 0.75] {
        app.keys(Key::Minus);
        assert!(near(app.zoom(), wanted), "{}", app.zoom());
    }
    assert!(!app.shows("This is the smallest size"), "a key too many needs no answer");
}

#[test]
fn the_keys_are_listed() {
    let mut app = App::start();
    app.key(Key::F1);
    for words in ["Ctrl+Shift+S", "Ctrl+Z", "Ctrl+K", "F1", "Alt+Up, Alt+Down"] {
        assert!(app.shows(words), "{words}");
    }
    app.key(Key::Escape);
    assert!(!app.shows("Ctrl+Shift+S"));
}

#[test]
fn new_client_and_find_put_the_focus_into_their_fields() {
    let folder = folder();
    let mut app = App::start();
    app.open_practice(&folder.path().join("p"));
    app.wait_for("No clients yet");
    app.keys(Key::N);
    assert_eq!(app.focused(), "Name of the new client");
    app.type_here("Zoë Berg");
    app.enter();
    app.wait_for("Zoë Berg, no plans yet");
    app.keys(Key::F);
    assert_eq!(app.focused(), "Search clients and notes");
    app.keys(Key::K);
    app.type_here("berg");
    assert_eq!(app.selected_option(), "Zoë Berg, Client");
    app.key(Key::Enter);
    assert!(app.says("Zoë Berg"));
}
