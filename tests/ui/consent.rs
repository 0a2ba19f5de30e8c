//! Consents: recorded with the client, taken back, a guardian's.

use eframe::egui::Key;
use ischia::model::{Client, Consent, ConsentItem, Day};
use ischia::store::Store;

use crate::facade::{App, Hands, folder};
use crate::intake::open;
use crate::scenes::{add, new_practice};

#[test]
fn consent_is_recorded_with_todays_date_in_the_clients_own_record() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    app.fill_in();
    app.press_begin("No consent recorded: treatment, work on the buttocks, draping");
    app.press("Consent: Keeping records");
    app.press("Agreed today: consent");
    app.wait_for("not recorded yet");
    app.press("Consent: Keeping records");
    app.press("Agreed today: consent");
    app.wait_for("all 4, last");
    let folder = store.client(zoe).unwrap();
    let record = folder.client.current().unwrap().content.record().unwrap();
    assert_eq!(record.consents.len(), 2);
    let first = [ConsentItem::Treatment, ConsentItem::GlutealWork, ConsentItem::Draping];
    assert_eq!(record.consents[0].covers, first);
    assert_eq!(record.consents[1].covers, [ConsentItem::Records]);
    app.press("Show plan");
    assert!(!app.shows("No consent recorded") && !app.shows("Consent not complete"));
}

#[test]
fn a_recorded_consent_is_taken_back_and_made_again() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let young = Client { birth_year: Some(2012), ..Client::named("Zoë Berg") };
    let zoe = add(&store, young);
    let mut app = open(&store);
    app.wait_for("none recorded");
    app.press("Agreed today: consent");
    app.wait_until_gone("none recorded");
    app.type_into("Guardian's name", "Ada Berg");
    app.press("Consented today: guardian");
    app.wait_until_gone("May be under 18");
    app.press("Side: Left");
    let recorded = |store: &Store| {
        let folder = store.client(zoe).unwrap();
        assert_eq!(folder.client.heads().count(), 1, "no second version beside it");
        let record = folder.client.current().unwrap().content.record().unwrap().clone();
        (record.consents.len(), record.guardian.is_some())
    };
    assert_eq!(recorded(&store), (1, true));
    app.choose("Edit", "Undo");
    assert!(!app.is_on("Side: Left"), "the answer, which came last");
    assert_eq!(recorded(&store), (1, true));
    app.choose("Edit", "Undo");
    app.wait_for("May be under 18");
    assert_eq!(recorded(&store), (1, false));
    app.choose("Edit", "Undo");
    app.wait_for("none recorded");
    assert_eq!(recorded(&store), (0, false));
    assert!(!app.shows("Unsaved changes"), "everything is as it was");
    app.choose("Edit", "Redo");
    app.wait_until_gone("none recorded");
    app.choose("Edit", "Redo");
    app.wait_until_gone("May be under 18");
    assert_eq!(recorded(&store), (1, true));
}

#[test]
fn a_minor_needs_a_guardian() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let young = Client { birth_year: Some(2012), ..Client::named("Zoë Berg") };
    let zoe = add(&store, young);
    let mut app = open(&store);
    app.wait_for("May be under 18: a guardian has to consent.");
    app.type_into("Guardian's name", "Ada Berg");
    app.press("Consented today: guardian");
    app.wait_until_gone("May be under 18");
    let folder = store.client(zoe).unwrap();
    let record = folder.client.current().unwrap().content.record().unwrap();
    assert_eq!(record.guardian.as_ref().unwrap().name, "Ada Berg");
}

/// Answers what is asked, and stays beside the questions.
fn answer_everything(app: &mut App) {
    app.fill_basics();
    for label in app.questions("emergency") {
        app.answer(&label, false);
    }
    app.all_no();
}

/// After the last question comes consent, once, and then the plan.
#[test]
fn next_question_ends_at_consent_before_it_offers_the_plan() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    answer_everything(&mut app);
    app.resize(1366.0, 768.0);
    assert!(app.is_missing(0), "{}", app.all_shown());
    assert!(app.shows("Next: consent") && !app.shows("See the plan"));
    app.key(Key::F);
    assert_eq!(app.focused(), "Agreed today: consent");
    let place = app.place_of("Agreed today: consent").unwrap();
    assert!(app.is_in_sight(place) && app.sees_focus());
    assert!(place.bottom() < 640.0, "no message can lie over it: {place:?}");
    assert!(app.shows("See the plan"), "nobody has to consent");
    app.enter();
    app.wait_for("all 4, last");
    app.key(Key::F);
    assert!(app.shows("Session plan"));
}

#[test]
fn where_consent_is_recorded_or_there_is_no_session_it_is_not_asked_for() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    app.press("Agreed today: consent");
    app.wait_for("all 4, last");
    answer_everything(&mut app);
    assert!(app.shows("See the plan") && !app.shows("Next: consent"));
    app.press("Leg pain: 8");
    assert!(app.shows("See what to do") && !app.shows("Next: consent"));
}

/// It is in nobody's way, and nobody passes it over unsaid.
#[test]
fn a_plan_is_marked_as_ready_without_consent_and_that_is_said() {
    const MISSING: &str = "No consent recorded: treatment, work on the buttocks, draping";
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    app.fill_in();
    let said = |app: &App| app.all_shown().matches(MISSING).count();
    let before = said(&app);
    app.press("State of the plan: Draft");
    assert_eq!(said(&app), before + 1, "before it is marked");
    app.press("Mark as ready");
    app.wait_for("Plan saved ");
    assert!(app.shows(&format!("Marked as ready. {MISSING}")), "and after it");
    app.press("Record it");
    assert_eq!(app.focused(), "Agreed today: consent");
    app.enter();
    app.wait_for("all 4, last");
    app.press("Show plan");
    app.back_to_draft();
    app.press("State of the plan: Draft");
    assert_eq!(said(&app), 0);
}

#[test]
fn without_a_client_of_a_practice_nobody_is_asked_to_consent() {
    let app = App::start();
    assert!(!app.shows("Agreed today"));
}

/// It is asked once by itself, and again whenever somebody asks what is next.
#[test]
fn consent_that_was_asked_and_is_missing_still_is_where_the_next_question_leads() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    app.fill_in();
    for _ in 0..3 {
        app.keys(Key::J);
        assert_eq!(app.focused(), "Agreed today: consent");
        assert!(!app.shows("Every question is answered"));
        app.key(Key::Escape);
        assert_eq!(app.focused(), "");
    }
    // The key that goes from question to question asks once only.
    app.stroke(Key::F, "f");
    assert!(app.shows("Session plan"));
    app.keys(Key::J);
    app.press("Agreed today: consent");
    app.wait_for("all 4, last");
    app.keys(Key::J);
    assert!(app.shows("Every question is answered"));
}

#[test]
fn where_a_guardian_alone_is_missing_that_is_where_consent_begins() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let consents = vec![Consent {
        on: Day::parse("2026-11-10").unwrap(),
        covers: ConsentItem::ALL.to_vec(),
        note: None,
    }];
    let young = Client { birth_year: Some(2012), consents, ..Client::named("Zoë Berg") };
    add(&store, young);
    let mut app = open(&store);
    app.wait_for("all 4, last");
    app.fill_in();
    app.resize(1366.0, 600.0);
    app.press_begin("Consent not complete: a guardian's consent");
    assert_eq!(app.focused(), "Guardian's name");
    assert!(app.sees_focus());
    app.type_here("Ada Berg");
    app.press("Consented today: guardian");
    app.wait_until_gone("May be under 18");
}
