//! For everyone: names for what can be reached, and an order of Tab that makes sense.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;

use crate::facade::{App, Hands, folder};
use crate::scenes::practice_with;

/// Whatever can be pressed or reached in this view says what it is, and what it is called. Asked of
/// every view that there is a picture of, too.
pub fn well_named(app: &App, view: &str) {
    let faults = app.badly_named();
    assert!(faults.is_empty(), "{view}: {faults:#?}");
}

/// Whatever shows words is called by them, so that who sees them can ask for it. Asked of the same views.
pub fn called_by_its_words(app: &App, view: &str) {
    let faults = app.other_words();
    assert!(faults.is_empty(), "{view}: {faults:#?}");
}

/// The window on a practice with one client.
fn in_practice() -> App {
    let folder = folder();
    let root = folder.path().join("practice");
    practice_with(&root, "Zoë Berg");
    let mut app = App::start();
    app.open_practice(&root);
    app.wait_for("Clients · 1");
    app.living_in(folder)
}

#[test]
fn everything_that_can_be_reached_has_a_name_of_its_own() {
    let mut app = App::start();
    well_named(&app, "intake");
    app.keys(Key::N);
    app.press("Side: Left");
    app.keys(Key::N);
    well_named(&app, "unsaved");
    app.press("Don't save");
    app.open_menu("File");
    well_named(&app, "menu of files");
    app.key(Key::Escape);
    app.choose("File", "Open from a path…");
    well_named(&app, "path");
    app.press("Cancel");
    app.press_begin("Guidance ");
    well_named(&app, "about");
    app.press("Close");
    app.fill_in();
    well_named(&app, "plan");
    app.press("Limit: No deep pressure near the spine");
    well_named(&app, "opened caution");
    app.press_begin("Sources of No deep pressure near the spine: ");
    well_named(&app, "explanation");
    app.press("Close");
    app.press("Limit: No deep pressure near the spine");
    app.press_begin("Step 4: ");
    well_named(&app, "opened step");
    app.press_begin("Step 4: ");
    app.resize(911.0, 512.0);
    well_named(&app, "small plan");
    app.press("3 notes");
    well_named(&app, "notes");
    app.resize(1366.0, 3200.0);
    app.press("Edit intake");
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    well_named(&app, "emergency");
}

#[test]
fn a_practice_is_well_named_too() {
    let mut app = in_practice();
    well_named(&app, "practice");
    app.press("New");
    well_named(&app, "new client");
    app.resize(911.0, 512.0);
    // The name that is being typed stays in sight.
    well_named(&app, "rail over the middle");
    app.press("Fold the clients");
    well_named(&app, "folded rail");
}

#[test]
fn what_shows_words_is_called_by_them() {
    let mut app = in_practice();
    called_by_its_words(&app, "practice");
    app.press("New");
    called_by_its_words(&app, "new client");
    app.press("Cancel the new client");
    for menu in ["File", "Edit", "View", "Help"] {
        app.open_menu(menu);
        called_by_its_words(&app, menu);
        app.key(Key::Escape);
    }
    app.keys(Key::K);
    // Few enough to be in sight, with none behind the window's own words.
    app.type_here("theme");
    called_by_its_words(&app, "palette");
    app.key(Key::Escape);
    for (menu, entry) in [
        ("File", "Open from a path…"),
        ("File", "New practice…"),
        ("File", "Back up the practice…"),
        ("File", "Restore a backup…"),
        ("File", "Settings…"),
        ("Help", "Keyboard shortcuts"),
        ("Help", "About the guidance and sources"),
    ] {
        app.choose(menu, entry);
        app.settle();
        called_by_its_words(&app, entry);
        app.key(Key::Escape);
    }
    app.choose("File", "Close the practice");
    app.wait_for("New practice");
    called_by_its_words(&app, "start");
}

#[test]
fn the_parts_of_the_window_and_its_dialogs_are_told_apart() {
    let mut app = in_practice();
    for (role, name) in [
        (Role::Banner, "Top bar"),
        (Role::Navigation, "Clients"),
        (Role::Main, "Today"),
        (Role::ContentInfo, "Status"),
        (Role::Heading, "Clients · 1"),
        (Role::Heading, "Who's in today?"),
    ] {
        assert!(app.hears(role, name), "{role:?} {name}");
    }
    app.press_begin("Zoë Berg");
    app.wait_for("Diagnosis category");
    assert!(app.hears(Role::Main, "Intake") && app.hears(Role::Complementary, "Cautions"));
    app.choose("Help", "Keyboard shortcuts");
    assert!(app.hears(Role::Dialog, "Keyboard shortcuts"));
    assert_eq!(app.modal(), "Keyboard shortcuts");
}

#[test]
fn tab_goes_from_the_top_through_rail_and_middle_to_cautions_and_the_line_below() {
    let mut app = in_practice();
    app.press_begin("Zoë Berg");
    app.wait_for("Diagnosis category");
    let names = app.tab(400);
    let at = |words: &str| {
        let found = names.iter().position(|name| name.starts_with(words));
        found.unwrap_or_else(|| panic!("Tab never comes to {words}: {names:?}"))
    };
    let order = ["Menu", "Search clients", "Category: ", "The map sets: ", "Guidance "];
    let places: Vec<usize> = order.iter().map(|words| at(words)).collect();
    assert!(places.is_sorted(), "{places:?}: {names:?}");
}

#[test]
fn a_name_from_right_to_left_is_whole_for_a_screen_reader() {
    let folder = folder();
    let root = folder.path().join("practice");
    practice_with(&root, "Dana שרה");
    let mut app = App::start_with_any_script();
    app.open_practice(&root);
    app.wait_for("Clients · 1");
    app.press_begin("Dana שרה");
    assert!(app.says("Dana שרה"), "the bar at the top names the client");
}

#[test]
fn a_text_that_explains_itself_is_reached_by_tab_and_pressed_by_enter_and_space() {
    for key in [Key::Enter, Key::Space] {
        let mut app = App::start();
        app.fill_in();
        app.press_begin("Home care ");
        let stops = (0..400).find(|_| app.tab(1).concat().starts_with("For home: "));
        assert!(stops.is_some(), "Tab never comes to what is for home");
        assert!(app.sees_focus());
        assert!(!app.shows("Close"));
        app.key(key);
        assert!(app.says("For home") && app.shows("Close"), "{key:?} explains nothing");
    }
}
