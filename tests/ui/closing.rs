//! Closing a session, amending what was recorded, and what of it is kept when the program ends.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

use eframe::egui::{Event, Key, pos2};
use ischia::model::{ClientId, Nprs, PlanRecord, PlanState, StepWent};
use ischia::store::Store;
use tempfile::TempDir;

use crate::facade::{App, Hands as _, Look, folder};
use crate::scenes::{add_client, copy, empty, places};

const ZOE: &str = "Zoë Berg";
const LAPTOP: Look = Look::sized(1366.0, 768.0);
const SMALL: Look = Look::sized(911.0, 512.0);

/// A practice with a client whose plan of today is ready, in a window.
struct Ready {
    app: App,
    store: Store,
    zoe: ClientId,
    folder: TempDir,
}

fn opened(folder: &TempDir, store: &Store) -> App {
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_for("Clients · 1");
    app.settle();
    app
}

fn ready() -> Ready {
    let folder = folder();
    let store = empty(&folder);
    let zoe = add_client(&store, ZOE);
    let mut app = opened(&folder, &store);
    app.choose_client(ZOE);
    app.fill_basics();
    app.press_begin_any("Wishes and story");
    app.press("Add an activity");
    app.type_into("Activity 1: Activity", "Walk to work");
    app.press("Activity 1: score: 5");
    app.answer_no_to_all();
    app.mark_ready();
    app.wait_for("Plan saved ");
    app.settle();
    Ready { app, store, zoe, folder }
}

/// Shows the page for the plan that is in sight.
fn open(app: &mut App) {
    app.press_begin("State of the plan: ");
    app.press("Close session…");
    app.wait_for("What was done");
    app.settle();
}

/// Answers what has to be.
fn answer(app: &mut App) {
    for name in ["Leg pain now: 4", "Back pain now: 4", "Anything unwanted: None"] {
        app.press(name);
    }
}

fn close(app: &mut App) {
    app.press("Close session");
    app.wait_for("Session closed");
    app.settle();
}

/// The versions of the one plan of a client, the oldest first.
fn versions(store: &Store, client: ClientId) -> Vec<PlanRecord> {
    let folder = store.client(client).unwrap();
    let all = folder.plans.values().flat_map(|plan| plan.revisions());
    all.map(|version| version.content.record().unwrap().clone()).collect()
}

fn last(store: &Store, client: ClientId) -> PlanRecord {
    versions(store, client).pop().unwrap()
}

/// The names of the rows of steps, in their order.
fn steps(app: &App) -> Vec<String> {
    let done = app.controls_beginning("Step ").into_iter();
    let done = done.filter_map(|name| name.strip_suffix(": Done").map(str::to_owned));
    done.collect()
}

#[test]
fn every_step_stands_as_done_and_what_is_asked_keeps_the_button_off() {
    let Ready { mut app, store, zoe, folder: _folder } = ready();
    open(&mut app);
    let rows = steps(&app);
    assert_eq!(rows.len(), last(&store, zoe).plan.steps.len());
    assert!(app.shows("Closing: Zoë Berg") && app.shows("3 still open"));
    assert!(!app.is_enabled("Close session"));
    app.press("3 still open");
    assert_eq!(app.focused(), "Leg pain now");
    app.press("Leg pain now: 4");
    app.press("Back pain now: 4");
    assert!(app.shows("1 still open") && app.shows("2 less: a real change"));
    app.press("1 still open");
    assert_eq!(app.focused(), "Anything unwanted: None");
    app.enter();
    assert!(app.shows("All answered: ready to close") && app.is_enabled("Close session"));
    assert!(app.shows("Draft kept 14:31"));
    close(&mut app);
    let record = last(&store, zoe);
    let outcome = record.outcome.clone().unwrap();
    assert_eq!(record.state, PlanState::Done);
    assert_eq!(versions(&store, zoe).len(), 2, "ready, then closed");
    assert_eq!(outcome.pain_leg, Some(Nprs::new(4).unwrap()));
    assert_eq!(outcome.unwanted.as_deref(), Some(""));
    let days = record.plan.follow_up.as_ref().unwrap().interval_days.unwrap();
    let next = outcome.on.plus_days(i32::from(days.get()));
    assert_eq!(outcome.next_visit, Some(next), "as the plan proposes");
    // What was recorded is read at once, and today is another visit.
    assert!(app.shows("How the session went") && app.shows("6 → 4"));
    app.wait_for("today · done");
}

#[test]
fn digits_and_arrows_answer_the_scores() {
    let Ready { mut app, store, zoe, folder: _folder } = ready();
    open(&mut app);
    // The first open score takes what is typed, wherever the pointer was, and leads on.
    app.stroke(Key::Num2, "2");
    assert_eq!(app.focused(), "Back pain now");
    app.stroke(Key::Num1, "1");
    app.stroke(Key::Num0, "0");
    assert!(app.is_radio_on("Leg pain now: 2") && app.is_radio_on("Back pain now: 10"));
    assert_eq!(app.focused(), "Anything unwanted: None");
    app.key(Key::Space);
    app.focus("Back pain now");
    app.key(Key::ArrowLeft);
    assert!(app.is_radio_on("Back pain now: 9"));
    // A step is changed by arrows too.
    let first = steps(&app)[0].clone();
    app.focus(&first);
    app.key(Key::ArrowRight);
    assert!(app.is_radio_on(&format!("{first}: Changed")));
    app.key(Key::ArrowLeft);
    close(&mut app);
    let outcome = last(&store, zoe).outcome.unwrap();
    assert_eq!((outcome.pain_leg, outcome.pain_back), (Nprs::new(2).ok(), Nprs::new(9).ok()));
    assert!(outcome.steps.is_empty());
}

#[test]
fn what_was_changed_and_skipped_is_told_with_minutes_level_and_words() {
    let Ready { mut app, store, zoe, folder: _folder } = ready();
    open(&mut app);
    answer(&mut app);
    let plan = last(&store, zoe).plan;
    let left_out = 2;
    let focus = plan.steps.iter().find(|step| step.pressure.is_some_and(|it| it.get() > 1));
    let focus = focus.unwrap();
    let rows = steps(&app);
    app.press(&format!("{}: Skipped", rows[left_out - 1]));
    app.press(&format!("Why step {left_out} was skipped: Not wanted"));
    app.press(&format!("{}: Changed", rows[focus.number - 1]));
    app.press_begin(&format!("Step {} took: ", focus.number));
    app.press(&format!("Minutes of step {}: 1", focus.number));
    app.press(&format!("Level of step {}: 1", focus.number));
    app.type_into(&format!("What was different in step {}", focus.number), "tender");
    app.set_value("Walk to work now", 6.0);
    app.press("Reaches: Knee");
    assert!(app.shows("drawn up: a good sign"));
    app.type_into("Response, in a line", "Walked out without the limp.");
    app.type_into("For next time", "Begin at the hip");
    app.type_into("Seen and felt", "Tender at the sacral edge.");
    app.settle();
    // The note writes itself from what was pressed and typed.
    for words in ["Tender at the sacral edge.", "Walk to work 5 → 6", "not wanted.", "1 of 2 min"]
    {
        assert!(app.shows(words), "“{words}” isn't in the note");
    }
    close(&mut app);
    let outcome = last(&store, zoe).outcome.unwrap();
    assert_eq!(outcome.went(left_out), StepWent::Skipped);
    assert_eq!(outcome.step(left_out).unwrap().note.as_deref(), Some("Not wanted"));
    let changed = outcome.step(focus.number).unwrap();
    assert_eq!(changed.minutes.unwrap().get(), 1);
    assert_eq!(changed.pressure.unwrap().get(), 1);
    assert_eq!(changed.note.as_deref(), Some("tender"));
    assert_eq!(outcome.activities[0].score.get(), 6);
    assert_eq!(outcome.next_time.as_deref(), Some("Begin at the hip"));
    for words in ["Walked out without the limp.", "Begin at the hip", "Not wanted", "tender"] {
        assert!(app.shows(words), "“{words}” isn't read again");
    }
}

#[test]
fn opening_a_step_moves_only_what_is_below() {
    let Ready { mut app, folder: _folder, .. } = ready();
    open(&mut app);
    app.look(LAPTOP);
    let rows = steps(&app);
    let choices = |app: &App| {
        let place = |row: &String| app.place_of(&format!("{row}: Done")).unwrap();
        rows.iter().map(place).collect::<Vec<_>>()
    };
    let before = choices(&app);
    app.press(&format!("{}: Changed", rows[2]));
    let after = choices(&app);
    for (at, (before, after)) in before.iter().zip(&after).enumerate() {
        let same_column = (before.left() - choices(&app)[2].left()).abs() < 1.0;
        let moves = (before.top() - after.top()).abs() > 0.1;
        assert_eq!(moves, same_column && at > 2, "{}: {before:?} {after:?}", rows[at]);
    }
    app.press(&format!("{}: Done", rows[2]));
    assert_eq!(choices(&app), before, "and back");
}

#[test]
fn a_part_of_the_note_in_own_words_stays_and_can_be_written_again() {
    let Ready { mut app, store, zoe, folder: _folder } = ready();
    open(&mut app);
    answer(&mut app);
    app.press("Edit note");
    let field = "Objective";
    app.type_over_any(field, "Gait even. No swelling.");
    app.press("Done editing");
    app.settle();
    assert!(app.shows("Gait even. No swelling.") && !app.shows("reaches calf"));
    app.press("Edit note");
    app.press(&format!("Back to the written words: {field}"));
    app.press("Done editing");
    app.settle();
    assert!(app.shows("reaches calf") && !app.shows("Gait even"));
    app.press("Edit note");
    app.type_over_any(field, "Gait even.");
    app.press("Done editing");
    close(&mut app);
    assert_eq!(last(&store, zoe).own_note.objective.as_deref(), Some("Gait even."));
    assert!(app.shows("Gait even."));
}

#[test]
fn a_session_entered_days_later_has_its_own_day() {
    let Ready { app, store, zoe, folder } = ready();
    drop(app);
    // The plan was of a week before.
    let plan = store.client(zoe).unwrap().plans.keys().next().copied().unwrap();
    let history = store.plan(zoe, plan).unwrap();
    let mut record = history.current().unwrap().content.record().unwrap().clone();
    record.plan.intake.date = ischia::model::Day::parse("2026-11-17").unwrap();
    store.save_plan(zoe, plan, history.base(), record, &crate::scenes::stamp(5)).unwrap();
    let mut app = opened(&folder, &store);
    app.choose_client(ZOE);
    app.press_begin("Plan of 17 Nov");
    app.press("Close session…");
    app.wait_for("What was done");
    assert!(app.shows("Tue 17 Nov 2026"));
    answer(&mut app);
    close(&mut app);
    let record = last(&store, zoe);
    assert_eq!(record.outcome.unwrap().on.to_string(), "2026-11-17");
    assert_eq!(record.entered.unwrap().at.to_string(), "2026-11-24T14:31:00Z");
}

#[test]
fn an_amendment_leaves_what_was_recorded_first_readable() {
    let Ready { mut app, store, zoe, folder: _folder } = ready();
    open(&mut app);
    answer(&mut app);
    app.type_into("Response, in a line", "Stiff at first.");
    close(&mut app);
    app.press("Amend…");
    app.wait_for("Amending: Zoë Berg");
    assert!(app.is_radio_on("Leg pain now: 4") && !app.is_enabled("Save amendment"));
    app.type_over("Response, in a line", "Upright after an hour.");
    app.press("Save amendment");
    app.wait_for("Amendment saved");
    app.settle();
    let record = last(&store, zoe);
    assert_eq!(record.earlier.len(), 1);
    let first = record.earlier[0].outcome.response_note.as_deref();
    assert_eq!(first, Some("Stiff at first."));
    assert!(app.shows("Upright after an hour.") && !app.shows("Stiff at first."));
    app.press_begin_any("As first entered 24 Nov 2026");
    assert!(app.shows("Stiff at first."));
}

#[test]
fn what_was_entered_is_offered_again_after_the_program_was_killed() {
    let Ready { mut app, store, zoe, folder } = ready();
    open(&mut app);
    answer(&mut app);
    app.type_into("Response, in a line", "Walked out upright.");
    let drafts = || {
        let state = places(folder.path()).state;
        let inside = |path: &std::path::Path| {
            let entries = std::fs::read_dir(path).into_iter().flatten();
            entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
        };
        let files = inside(&state.join("drafts")).into_iter().flat_map(|folder| inside(&folder));
        // What is being written has another name.
        let files = files.filter(|file| file.extension().is_some_and(|end| end == "ron"));
        let texts = files.filter_map(|file| std::fs::read_to_string(file).ok());
        texts.collect::<Vec<String>>()
    };
    app.wait_until("it is on the disk", |_| {
        drafts().iter().any(|text| text.contains("Walked out upright."))
    });
    // What lies there now is what a program that is killed leaves.
    let killed = crate::facade::folder();
    copy(&folder.path().join("state"), &places(killed.path()).state);
    let mut again = App::start_page(Some(places(killed.path())));
    again.begin(store.root());
    // The client who was chosen last is chosen again, and what was left of her is gone on with.
    again.wait_for("Closing: Zoë Berg");
    again.settle();
    assert!(again.is_radio_on("Leg pain now: 4") && again.shows("All answered"));
    assert_eq!(again.value_of("Response, in a line").as_deref(), Some("Walked out upright."));
    close(&mut again);
    assert_eq!(last(&store, zoe).state, PlanState::Done);
    drop(again);
    let mut later = App::start_page(Some(places(killed.path())));
    later.begin(store.root());
    later.wait_for("Clients · 1");
    later.settle();
    assert!(!later.shows("Unsaved work was found"), "it is closed, and nothing is left of it");
}

#[test]
fn another_client_may_come_first() {
    let Ready { mut app, store, zoe: _, folder: _folder } = ready();
    add_client(&store, "Ada Lund");
    app.come_back();
    app.wait_for("Clients · 2");
    open(&mut app);
    app.press("Leg pain now: 2");
    app.press("Show the clients");
    app.choose_client("Ada Lund");
    assert!(!app.shows("What was done"));
    app.choose_client(ZOE);
    app.wait_for("What was done");
    assert!(app.is_radio_on("Leg pain now: 2"));
    app.press("Back to the plan");
    assert!(app.shows("Session plan"));
    open(&mut app);
    assert!(app.is_radio_on("Leg pain now: 2"));
    app.press("Discard what was entered");
    assert!(!app.is_radio_on("Leg pain now: 2") && app.shows("Nothing entered yet"));
    app.press_last("Undo");
    assert!(app.is_radio_on("Leg pain now: 2"));
}

#[test]
fn two_computers_that_close_the_same_session_lose_none() {
    let Ready { mut app, store, zoe, folder: _folder } = ready();
    let there = folder();
    let mut other = App::start_page(Some(places(there.path())));
    other.begin(store.root());
    other.wait_for("Clients · 1");
    other.settle();
    other.choose_client(ZOE);
    for (window, words) in [(&mut app, "Here it was well."), (&mut other, "There it was not.")] {
        open(window);
        answer(window);
        window.type_into("Response, in a line", words);
    }
    close(&mut app);
    close(&mut other);
    let plan = store.client(zoe).unwrap().plans.keys().next().copied().unwrap();
    let history = store.plan(zoe, plan).unwrap();
    let heads = history.heads().map(|head| head.content.record().unwrap().clone());
    let mut said: Vec<String> =
        heads.map(|record| record.outcome.unwrap().response_note.unwrap()).collect();
    said.sort();
    assert_eq!(said, ["Here it was well.", "There it was not."]);
    other.wait_for("This plan was changed in two places");
    assert!(other.shows("There it was not."));
    other.press_begin("Show the version ");
    assert!(other.shows("Here it was well."));
}

#[test]
fn a_withheld_plan_cannot_be_closed_and_says_why() {
    let Ready { mut app, folder: _folder, .. } = ready();
    app.press("Edit intake");
    let sign = app.questions("emergency").remove(0);
    app.answer(&sign, true);
    app.command("close session");
    assert!(!app.shows("What was done"));
    app.wait_for("no session took place");
}

#[test]
fn in_a_small_window_done_steps_are_a_count_and_the_note_a_tab() {
    let Ready { mut app, folder: _folder, .. } = ready();
    open(&mut app);
    let rows = steps(&app);
    app.look(SMALL);
    assert!(app.shows(&format!("{} steps done as planned", rows.len())));
    assert!(steps(&app).is_empty() && !app.shows("typed by you"));
    app.press("Show the steps that were done");
    app.press(&format!("{}: Skipped", rows[1]));
    app.press("Fold the steps that were done");
    assert_eq!(steps(&app), [rows[1].clone()]);
    app.press("Show: Note");
    assert!(app.shows("typed by you") && !app.shows("What was done"));
    app.press("3 still open");
    assert!(app.shows("What was done"), "what is asked stands in the form");
}

/// A hand on a mouse, which turns the wheel until what it wants is in sight.
fn click(app: &mut App, words: &str) {
    let middle = pos2(500.0, 420.0);
    for _ in 0..80 {
        let place = app.place_beginning(words);
        if let Some(place) = place.filter(|place| app.is_in_sight(*place)) {
            return app.click_at(place.center());
        }
        app.event(Event::PointerMoved(middle));
        let below = place.is_none_or(|place| place.center().y > middle.y);
        app.turn_wheel(if below { -60.0 } else { 60.0 });
    }
    panic!("never in sight: {words}");
}

#[test]
fn closing_as_planned_takes_at_most_8_presses_and_a_line() {
    let Ready { mut app, store, zoe, folder: _folder } = ready();
    app.look(LAPTOP);
    app.count_presses();
    click(&mut app, "State of the plan: Ready");
    click(&mut app, "Close session…");
    app.wait_for("What was done");
    for words in ["Leg pain now: 4", "Back pain now: 4", "Anything unwanted: None"] {
        click(&mut app, words);
    }
    click(&mut app, "Response, in a line");
    let before = app.presses();
    app.type_here("Upright.");
    let line = app.presses() - before;
    click(&mut app, "Close session");
    app.wait_for("Session closed");
    let presses = app.presses() - line;
    assert!((6..=8).contains(&presses), "{presses} presses");
    let outcome = last(&store, zoe).outcome.unwrap();
    assert_eq!(outcome.response_note.as_deref(), Some("Upright."));
}

#[test]
fn closing_with_one_changed_and_one_skipped_takes_at_most_16_presses() {
    let Ready { mut app, store, zoe, folder: _folder } = ready();
    let plan = last(&store, zoe).plan;
    let focus = plan.steps.iter().find(|step| step.pressure.is_some_and(|it| it.get() > 1));
    let focus = focus.unwrap().number;
    app.look(LAPTOP);
    app.count_presses();
    click(&mut app, "State of the plan: Ready");
    click(&mut app, "Close session…");
    app.wait_for("What was done");
    let rows = steps(&app);
    click(&mut app, &format!("{}: Skipped", rows[1]));
    click(&mut app, "Why step 2 was skipped: No time");
    click(&mut app, &format!("{}: Changed", rows[focus - 1]));
    click(&mut app, &format!("Step {focus} took: "));
    click(&mut app, &format!("Minutes of step {focus}: 1"));
    click(&mut app, &format!("Level of step {focus}: 1"));
    click(&mut app, &format!("What was different in step {focus}"));
    let before = app.presses();
    app.type_here("tender");
    let mut typed = app.presses() - before;
    for words in ["Leg pain now: 4", "Back pain now: 4", "Anything unwanted: None"] {
        click(&mut app, words);
    }
    click(&mut app, "Response, in a line");
    let before = app.presses();
    app.type_here("Upright.");
    typed += app.presses() - before;
    click(&mut app, "Close session");
    app.wait_for("Session closed");
    let presses = app.presses() - typed;
    assert!((12..=16).contains(&presses), "{presses} presses");
    let outcome = last(&store, zoe).outcome.unwrap();
    assert_eq!(outcome.step(focus).unwrap().note.as_deref(), Some("tender"));
}
