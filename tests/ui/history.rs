//! Past sessions: listed, narrowed, drawn, compared; today's plan from one of them; the end of a course.

use eframe::egui::Key;
use ischia::model::PlanRecord;
use ischia::store::Store;

use crate::access::{called_by_its_words, well_named};
use crate::courses::{COURSED, add_coursed, add_long_course};
use crate::facade::{App, Hands as _, Look, folder};
use crate::scenes::{opened, places, sample};

/// The window on the past sessions of a client with two courses.
fn shown() -> (App, Store) {
    let folder = folder();
    let store = sample(&folder);
    add_coursed(&store);
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_until_listed();
    app.choose_client(COURSED);
    app.show_history();
    (app.living_in(folder), store)
}

#[test]
fn sessions_stand_under_their_courses_with_what_followed() {
    let (mut app, _) = shown();
    assert!(app.shows("7 sessions, 2 courses"));
    assert!(app.shows("Oct to Nov 2026, herniated disc, right"));
    assert!(app.shows("Mar 2025, "));
    let latest = app.name_of_session("10 Nov 2026");
    assert!(
        latest.contains("visit 3 · 60 min: Leg easier on standing. Leg pain 5 → 3"),
        "{latest}"
    );
    well_named(&app, "history");
    called_by_its_words(&app, "history");
    app.look(Look::sized(1366.0, 768.0));
    well_named(&app, "history");
    called_by_its_words(&app, "history");
    app.look(Look::sized(911.0, 512.0));
    well_named(&app, "small history");
    called_by_its_words(&app, "small history");
}

#[test]
fn the_chart_says_its_numbers() {
    let (mut app, _) = shown();
    let told = app.description_of("Leg pain before and after each session");
    assert!(told.contains("3 Mar 2025: 6, after it 4; 10 Mar 2025: 5, after it 3"), "{told}");
    assert!(told.contains("10 Nov 2026: 5, after it 3. Real change from 4 down."), "{told}");
    app.press("Pain: Back");
    let told = app.description_of("Back pain before and after each session");
    assert!(told.contains("10 Nov 2026: 2, after it 2"), "{told}");
    assert!(app.name_of_session("10 Nov 2026").contains("Back pain 2 → 2"));
}

#[test]
fn two_ticks_are_compared_and_a_third_replaces_the_older() {
    let (mut app, _) = shown();
    assert!(app.shows("A: Tue 27 Oct 2026") && app.shows("B: Tue 10 Nov 2026"));
    assert!(app.shows(" differences"));
    assert!(app.shows("Leg pain: 6; less: 5"));
    assert!(app.shows("Category: "));
    app.press("Rows: Differences");
    assert!(!app.shows("Category: ") && app.shows("Leg pain: 6; less: 5"));
    assert!(app.shows("Response in a line: "));
    app.press("Compare: As planned");
    assert!(!app.shows("Response in a line: "), "what followed wasn't planned");
    app.press("Compare: As done");
    app.press_begin("13 Oct 2026, ");
    assert!(app.shows("A: Tue 13 Oct 2026") && app.shows("B: Tue 10 Nov 2026"));
    app.press_begin("13 Oct 2026, ");
    assert!(app.shows("Tick one more session to compare them"));
}

#[test]
fn filters_narrow_the_timeline() {
    let (mut app, _) = shown();
    app.type_into("Words in notes and responses", "WHOLE film");
    assert!(app.has_session("17 Mar 2025") && !app.has_session("10 Nov 2026"));
    assert!(app.shows("1 of 7"));
    app.press("All 7");
    app.press("Changed");
    assert!(app.has_session("17 Mar 2025") && app.has_session("10 Nov 2026"));
    assert!(!app.has_session("3 Mar 2025"));
    app.press("All 7");
    app.press("Period");
    app.press("Latest course");
    assert!(app.has_session("13 Oct 2026") && !app.has_session("31 Mar 2025"));
    app.press("All 7");
    app.press("Area");
    app.press("Gluteals");
    assert!(app.shows("Area: Gluteals") && app.has_session("10 Nov 2026"));
    app.press("All 7");
    app.type_into("Words in notes and responses", "nobody said this");
    assert!(app.shows("None of 7 sessions holds these words"));
}

#[test]
fn a_technique_is_found_where_it_was_used_with_what_followed() {
    let (mut app, _) = shown();
    app.press("Modality");
    app.press("Sciatic nerve slider");
    assert!(app.shows("Modality: Sciatic nerve slider"));
    // It was left out on 10 November.
    assert!(app.has_session("27 Oct 2026") && !app.has_session("10 Nov 2026"));
    assert!(app.name_of_session("27 Oct 2026").contains("6 → 5"));
}

#[test]
fn work_is_counted_by_area_modality_and_what_followed() {
    let (mut app, _) = shown();
    assert!(app.shows("Gluteals, minutes: 3 Mar "));
    app.press("Count by: Modality");
    assert!(app.shows("Swedish, minutes: "));
    app.press("Count by: Pain");
    assert!(app.shows("Gluteals: pain after less "));
    assert!(app.shows("Higher of leg and back; no proof of cause"));
}

#[test]
fn the_chosen_session_is_read_and_its_pages_are_shown() {
    let (mut app, _) = shown();
    app.press_begin("27 Oct 2026, ");
    app.press_begin("27 Oct 2026, ");
    app.press("Print or save");
    app.wait_for("Session plan · 1 of");
    app.settle();
    app.key(Key::Escape);
    assert!(app.shows("Oct to Nov 2026"), "back where one was");
    app.keys(Key::P);
    app.wait_for("Session plan · 1 of");
    app.settle();
    assert!(app.shows("reading the plan of Tue 27 Oct 2026"), "the same by its key");
    app.key(Key::Escape);
    app.press("Open 27 Oct");
    app.wait_for("Compare with today");
    assert!(!app.shows("Oct to Nov 2026"));
}

#[test]
fn todays_plan_begins_with_facts_of_an_earlier_session_and_none_of_its_answers() {
    let (mut app, _) = shown();
    app.press_begin("31 Mar 2025, ");
    app.press("New plan from 31 Mar");
    app.settle();
    assert!(app.shows("Facts of 31 Mar are filled in"));
    assert!(app.shows("Acute sciatica"));
    assert!(app.shows("31 Mar"), "facts bear their day");
    assert_ne!(app.value_of("Leg pain").as_deref(), Some("2 of 10"));
    assert!(!app.is_enabled("Show plan"), "everything of today is open");
}

#[test]
fn the_steps_of_that_session_come_with_the_plan_and_can_be_taken_back() {
    let (mut app, _) = shown();
    app.press("New plan from 10 Nov");
    app.settle();
    app.fill_basics();
    app.press("Back pain: 2");
    app.press("Leg pain: 3");
    let weeks = app.reach("Weeks since it began");
    app.type_over(&weeks, "20");
    app.close_choices();
    assert!(!app.shows("Steps as on 10 Nov"), "there is no plan yet");
    app.answer_no_to_all();
    assert!(app.shows("Steps as on 10 Nov"));
    let rows = app.rows();
    app.keys(Key::Z);
    app.settle();
    assert!(!app.shows("Steps as on 10 Nov"));
    assert_ne!(app.rows(), rows, "the plan of today's answers alone");
    app.keys(Key::Num3);
    app.keys(Key::Num2);
    assert!(!app.shows("Steps as on 10 Nov"), "they don't come back by themselves");
}

#[test]
fn where_today_has_answers_what_becomes_of_them_is_asked() {
    let (mut app, _) = shown();
    app.keys(Key::Num1);
    app.press("Leg pain: 3");
    app.show_history();
    app.press("New plan from 10 Nov");
    assert!(app.shows("Today's intake has answers already"));
    app.press("Add to today's");
    app.settle();
    assert_eq!(app.value_of("Leg pain").as_deref(), Some("3 of 10"), "today's answers stay");
}

#[test]
fn a_course_ends_after_a_look_at_what_it_came_to() {
    let (mut app, store) = shown();
    app.command("Discharge");
    assert!(app.shows("Discharge this client?"));
    assert!(app.shows("3 sessions, 13 Oct 2026 to 10 Nov 2026"));
    assert!(app.shows("Leg pain before the session: first 6, last 5 (3 after)"));
    app.press("Discharge");
    app.wait_for("Discharged");
    app.settle();
    assert!(app.shows("discharged"));
    let last = last_record(&store);
    assert!(last.outcome.as_ref().unwrap().discharged);
    assert_eq!(last.earlier.len(), 1, "what was written first stays");
    assert!(!last.earlier[0].outcome.discharged);
}

fn last_record(store: &Store) -> PlanRecord {
    let ids = store.clients().unwrap();
    let folders = ids.into_iter().map(|id| store.client(id).unwrap());
    let mut folders = folders.filter(|folder| folder.summary().unwrap().name == COURSED);
    let folder = folders.next().unwrap();
    folder.kept().map(|kept| kept.record.clone()).max_by_key(PlanRecord::day).unwrap()
}

#[test]
fn the_small_window_shows_one_part_beside_the_timeline() {
    let (mut app, _) = shown();
    app.look(Look::sized(911.0, 512.0));
    assert!(app.shows("Leg pain before and after each session"));
    app.press("Show: Minutes");
    assert!(app.shows("Gluteals, minutes: ") && !app.shows("Leg pain before and after"));
    app.press("Show: Compare");
    assert!(app.shows("A: Tue 27 Oct 2026"));
}

#[test]
fn hundreds_of_sessions_are_walked_through_by_the_keyboard() {
    let folder = folder();
    let store = sample(&folder);
    add_long_course(&store, "Long Exemplar", 120);
    let mut app = opened(&store, false);
    app.choose_client("Long Exemplar");
    app.show_history();
    app.look(Look::sized(1366.0, 768.0));
    assert!(app.shows("120 sessions, 1 course"));
    assert!(
        app.has_session("10 Nov 2026") && !app.has_session("6 Oct 2025"),
        "only what is in sight"
    );
    app.press("Earlier sessions");
    let told = app.description_of("Leg pain before and after each session");
    assert!(!told.contains("10 Nov 2026") && told.contains("29 Sep 2026"), "{told}");
    app.focus_session("10 Nov 2026");
    app.tab(20);
    assert!(app.sees_focus());
    assert!(!app.has_session("10 Nov 2026"), "it went on");
    drop(app.living_in(folder));
}

#[test]
fn a_client_without_sessions_reads_so() {
    let folder = folder();
    let store = sample(&folder);
    crate::scenes::add_client(&store, "Nadia Muster");
    let mut app = opened(&store, false);
    app.choose_client("Nadia Muster");
    app.show_history();
    assert!(app.shows("No sessions yet"));
    drop(app.living_in(folder));
}
