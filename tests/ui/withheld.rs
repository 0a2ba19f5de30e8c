//! A plan that is withheld: what was found, what would release it, and the clearance where it stands.

use eframe::egui::Key;
use ischia::model::{Channel, PlanRecord};
use ischia::store::Store;

use crate::facade::{App, Hands, folder};
use crate::scenes::{Scene, practice_with};

const BY: &str = "Clearance 1: Given by";
const ON: &str = "Clearance 1: Given on";
const WORDS: &str = "Clearance 1: What it allows or limits";

/// A practice with one client, who is chosen.
fn chosen() -> (App, Store) {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = App::start_page(None);
    app.begin(store.root());
    app.wait_for("Clients · 1");
    app.choose_client("Zoë Berg");
    (app.living_in(folder), store)
}

/// The same client with a leg pain of 8, everything else asked and answered.
fn severe() -> (App, Store) {
    let (mut app, store) = chosen();
    app.fill_basics();
    app.press("Leg pain: 8");
    app.answer_no_to_all();
    assert!(app.shows("Hold: no session today"));
    (app, store)
}

/// The one plan of the practice, as it is saved.
fn saved(store: &Store) -> PlanRecord {
    let client = store.clients().unwrap().remove(0);
    let plans = store.client(client).unwrap().plans;
    let history = plans.values().next().unwrap();
    history.current().unwrap().content.record().unwrap().clone()
}

fn fill(app: &mut App, on: &str) {
    app.type_into(BY, "Dr Muster, neurologist");
    app.type_into(ON, on);
    app.type_into(WORDS, "Gentle work only");
}

#[test]
fn a_clearance_is_added_where_the_session_is_withheld() {
    let (mut app, _) = severe();
    assert!(app.shows("A clearance of 10 Nov or later"));
    assert!(app.shows("Then level 2 at most"));
    assert!(app.is_on("Clearance 1 covers: Pain of 7 or more out of 10"), "it is filled in");
    assert!(app.place_of("Clearance 1: highest level: 2").is_some());
    assert!(app.place_of("Clearance 1: highest level: 3").is_none(), "it could not hold");
    for (field, text) in [(BY, "Dr Muster"), (ON, "2026-11-20"), (WORDS, "Gentle work only")] {
        app.press("Add clearance");
        assert!(!app.shows("Clearance 2"), "it can't be added before {field}");
        app.type_into(field, text);
        assert!(app.shows("Hold: no session today"), "nothing changes by {field}");
        assert!(app.is_missing(0), "and nothing is missing for it");
    }
    assert!(app.shows("Would release it"));
    app.press("Add clearance");
    assert!(app.shows("Session plan"));
    app.keys(Key::Z);
    assert!(app.shows("Hold: no session today"));
    assert_eq!(app.value_of(WORDS).as_deref(), Some("Gentle work only"));
}

#[test]
fn one_that_comes_too_early_says_so_before_and_after_it_is_added() {
    let (mut app, _) = severe();
    fill(&mut app, "2026-10-30");
    let why = "or this it has to be given on 2026-11-10 or later";
    assert!(app.shows(why));
    app.press("Add clearance");
    assert!(app.shows("Hold: no session today"));
    assert!(app.shows("Not by the clearance of Dr Muster, neurologist") && app.shows(why));
    assert!(app.shows("Clearance 2: Given by"), "there is room for another");
    app.press("Change: Not by the clearance of Dr Muster, neurologist");
    assert_eq!(app.focused(), ON);
}

/// What is wrong with a record or still open in it is said in a sentence, without a hand on the button.
#[test]
fn a_clearance_says_what_keeps_it_from_being_added() {
    const UNTIL: &str = "Clearance 1: Until";
    const MINUTES: &str = "Clearance 1: Most hands-on minutes";
    let (mut app, _) = severe();
    assert!(app.says("counts once Given by, Given on and the words are filled in"));
    let form = app.place_of(WORDS);
    app.type_into(BY, "Dr Muster");
    assert!(app.says("Still to fill in: Given on, What it allows or limits"));
    for no_day in ["20.11.2026", "2026-11-31", "20"] {
        app.type_over(ON, no_day);
        assert!(app.says("Given on: a day such as 2026-11-24, today or yesterday"), "{no_day}");
    }
    app.type_over(ON, "2026-11-20");
    app.type_into(WORDS, "Gentle work only");
    assert!(app.says("Would release it"));
    let wrong = [
        (UNTIL, "soon", "Until: a day such as 2026-11-24, today or yesterday"),
        (UNTIL, "2026-11-19", "Until: not before 2026-11-20, the day it was given"),
        (MINUTES, "3", "Most hands-on minutes: 3 is out of range, allowed is 6 to 120"),
        (BY, " ", "Still to fill in: Given by"),
        (WORDS, " ", "Still to fill in: What it allows or limits"),
    ];
    for (field, text, said) in wrong {
        let before = app.value_of(field).unwrap_or_default();
        app.type_over_any(field, text);
        assert!(app.says(said), "{field}: {text}");
        app.press("Add clearance");
        assert!(!app.shows("Clearance added"), "{field}: {text}");
        app.type_over_any(field, &before);
        assert!(app.says("Would release it"), "{field}: {text}");
    }
    app.press("Clearance 1 covers: Pain of 7 or more out of 10");
    assert!(app.says("Still to fill in: What the clearance covers"));
    app.press("Clearance 1 covers: Pain of 7 or more out of 10");
    app.type_over(ON, "2026-12-01");
    assert!(app.shows("it is given on 2026-12-01, after the session"));
    assert_eq!(app.place_of(WORDS), form, "nothing moves by any of it");
}

#[test]
fn after_a_clearance_is_added_it_is_said_what_follows() {
    let (mut app, _) = severe();
    fill(&mut app, "2026-10-30");
    app.press("Add clearance");
    assert!(app.shows("Clearance added. There is still no session today"));
    let (mut app, _) = severe();
    fill(&mut app, "2026-11-20");
    app.press("Add clearance");
    assert!(app.shows("Clearance added. The session can take place"));

    let (mut app, _) = chosen();
    app.press("Leg pain: 8");
    app.see_plan();
    fill(&mut app, "2026-11-20");
    app.press("Add clearance");
    assert!(app.shows("Symptoms reach") && app.shows(" left, then the plan appears"));
    app.press_last("Next question");
    assert!(!app.focused().is_empty());
}

#[test]
fn a_clearance_that_was_added_may_be_changed_to_the_levels_that_were_offered() {
    let level = |level: u8| format!("Clearance 1: highest level: {level}");
    let offered = |app: &App| (1..=5).filter(|it| app.place_of(&level(*it)).is_some()).count();
    let (mut app, _) = severe();
    let before = offered(&app);
    assert_eq!(before, 2);
    fill(&mut app, "2026-11-20");
    app.press("Add clearance");
    app.press("Edit intake");
    assert_eq!(offered(&app), before);
    app.press(&level(1));
    assert_eq!(offered(&app), before, "whatever it states");
    assert!(app.shows("2 at most"));
    let minutes = app.place_of("Clearance 1: Most hands-on minutes");
    app.press("Leg pain: 6");
    assert!(offered(&app) > before);
    assert_eq!(app.place_of("Clearance 1: Most hands-on minutes"), minutes);
}

#[test]
fn change_goes_to_the_question() {
    let (mut app, _) = severe();
    app.press("Change: Leg pain 8 of 10");
    assert!(app.shows("Symptoms reach"));
    assert_eq!(app.focused(), "Leg pain");
    let scene = Scene::file("g-16-recent-surgery.ron");
    let mut app = scene.app;
    app.press("Change: Surgery in the last 12 weeks");
    assert!(app.shows("Symptoms reach") && app.sees_focus());
}

#[test]
fn where_no_clearance_is_asked_for_there_is_no_form() {
    for file in ["g-01-emergency-signs.ron", "g-02-both-legs.ron", "g-06-with-nerve-sign.ron"] {
        let app = Scene::file(file).app;
        assert!(app.shows("Emergency: no session today"), "{file}");
        assert!(!app.shows("Add clearance") && !app.shows("Given by"), "{file}");
        assert!(!app.shows("What would release it"), "{file}");
    }
    for file in ["g-07-clot-signs.ron", "g-09-no-diagnosis.ron", "g-14-infection.ron"] {
        let app = Scene::file(file).app;
        assert!(app.shows("What would release it"), "{file}");
        assert!(!app.shows("Add clearance") && !app.shows("Given by"), "{file}");
    }
}

#[test]
fn own_words_are_handed_over_and_kept_until_the_drafted_ones_are_wanted_back() {
    let (mut app, store) = severe();
    app.press("Edit text: For the client");
    app.type_long("For the client", " Ring me on Friday.");
    app.press("Done: For the client");
    assert!(app.shows("Ring me on Friday."));
    app.press("Told: Client");
    app.press("Client, entry 1: how, how?");
    app.press("By phone");
    app.save();
    let record = saved(&store);
    let words = record.plan.referral.as_ref().unwrap().client_text.clone();
    assert!(words.ends_with("Ring me on Friday."), "{words}");
    assert_eq!(record.told[0].text, words);
    assert_eq!(record.told[0].how, Some(Channel::Phone));
    app.press("Drafted text: For the client");
    let record = saved(&store);
    assert!(app.shows("Unsaved changes"));
    app.save();
    let drafted = saved(&store).plan.referral.unwrap().client_text;
    assert_eq!(format!("{drafted} Ring me on Friday."), record.plan.referral.unwrap().client_text);
}

#[test]
fn own_words_for_other_answers_are_not_handed_over() {
    let mut app = Scene::file("g-11-severe-pain.ron").app;
    app.press("Edit text: For the client");
    app.type_long("For the client", " Ring me on Friday.");
    app.press("Edit intake");
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    assert!(app.shows("Emergency: no session today"));
    assert!(!app.shows("Ring me on Friday."));
}

#[test]
fn all_of_it_is_in_sight_on_a_laptop() {
    let (mut app, _) = severe();
    app.press("Told: Client");
    app.press("Told: Doctor");
    app.resize(1366.0, 768.0);
    for words in [
        "Hold: no session today",
        "What was found",
        "Without one: on another day",
        "No massage today.",
        "On 24 Nov 2026 I did not give",
        "What was said",
    ] {
        assert!(app.in_full(words).is_some(), "{words}");
    }
    for name in [
        "Change: Leg pain 8 of 10",
        "Copy: For the doctor",
        BY,
        WORDS,
        "Add clearance",
        "Told: Emergency service",
    ] {
        let place = app.place_of(name).unwrap_or_else(|| panic!("{name} isn't there"));
        assert!(place.bottom() <= 768.0 - 28.0, "{name} ends at {}", place.bottom());
    }
}

#[test]
fn each_of_the_words_has_its_page() {
    let mut app = Scene::file("g-11-severe-pain.ron").app;
    for (words, page) in
        [("Print: For the client", "Session plan"), ("Print: For the doctor", "Referral")]
    {
        app.press(words);
        app.wait_for(&format!("{page} · 1 of 1"));
        app.press("Back to the plan");
    }
}

#[test]
fn the_palette_goes_to_the_form_where_it_stands() {
    let mut app = Scene::file("g-11-severe-pain.ron").app;
    for size in [(1366.0, 768.0), (911.0, 512.0)] {
        app.resize(size.0, size.1);
        app.command("add a clearance");
        app.settle();
        assert!(app.shows("Hold: no session today"), "{size:?}");
        assert_eq!(app.focused(), BY, "{size:?}");
        app.key(Key::Escape);
    }
}

#[test]
fn in_a_small_window_the_form_lies_over_the_middle() {
    let mut app = Scene::file("g-11-severe-pain.ron").app;
    app.resize(911.0, 512.0);
    app.resize(911.0, 1600.0);
    assert!(!app.shows("Given by"));
    app.press("Add clearance…");
    assert!(app.shows(BY));
    app.press("Close");
    assert!(!app.shows(BY));
    app.press("For the doctor");
    assert!(app.shows("I do not diagnose."));
}

/// Everything that is done on this screen is done without scrolling, also where several reasons come
/// together.
#[test]
fn three_reasons_and_the_clearance_are_in_sight_on_a_laptop() {
    let (mut app, _) = severe();
    app.press("Edit intake");
    for question in app.questions("hold").into_iter().take(2) {
        app.answer(&question, true);
    }
    app.see_plan();
    assert!(app.shows("no session today") && app.shows("3 answers"));
    app.resize(1366.0, 768.0);
    for name in [
        "Edit text: For the client",
        "Clearance 1: Most hands-on minutes",
        "Told: Client",
        "Told: Emergency service",
    ] {
        let place = app.place_of(name).unwrap_or_else(|| panic!("{name} isn't there"));
        assert!(app.is_in_sight(place), "{name}: {place:?}");
    }
    assert!(app.overlaps().is_empty(), "{:#?}", app.overlaps());
}
