//! What waits in the practice, on the page where nobody is chosen: each a press from its place.

use ischia::model::{Clearance, Client, ClientId, Day, PlanId, PlanRecord, PlanState, Retention};
use ischia::planner;
use ischia::store::{Base, Store};
use ischia::text::{Document, Notation};

use crate::facade::{App, PLAN_TODAY, folder};
use crate::scenes::{Scene, add, new_practice, places, stamp};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn record(date: &str, pain: u16, state: PlanState) -> PlanRecord {
    let knowledge = ischia::knowledge::Knowledge::shipped().unwrap();
    let text = format!(
        r#"(date: "{date}", category: "chronic", side: Right, pain_back: 2, pain_leg: {pain},
            furthest_point: Calf, trend: Same, inflammation: None, onset_weeks: 40,
            diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
            findings: [], minutes: 60)"#
    );
    let document = Document::from_text("intake.ron", Notation::Ron, text);
    let accepted = knowledge.accept(document.parse().unwrap()).unwrap();
    let mut record = PlanRecord::draft(planner::plan(&accepted, &knowledge).unwrap());
    record.state = state;
    record
}

fn save(store: &Store, client: ClientId, record: PlanRecord, second: i64) {
    let at = stamp(second);
    store.save_plan(client, PlanId::fresh(at.at), Base::none(), record, &at).unwrap();
}

/// A client for each thing that can wait, and one for whom nothing does.
fn practice(store: &Store) {
    let one = |name: &str| add(store, Client::named(name));
    let today = one("Ada Today");
    save(store, today, record("2026-11-24", 4, PlanState::Draft), 0);
    let open = one("Ben Open");
    save(store, open, record("2026-11-20", 4, PlanState::Ready), 1);
    let withheld = one("Cleo Withheld");
    save(store, withheld, record("2026-11-19", 8, PlanState::Draft), 2);
    let cleared = one("Dora Cleared");
    let mut cleared_plan = record("2026-11-10", 4, PlanState::Done);
    cleared_plan.plan.intake.clearances = vec![Clearance {
        by: "Dr A".into(),
        on: day("2026-11-01"),
        until: Some(day("2026-12-01")),
        covers: Vec::new(),
        limits: "light work".into(),
        max_pressure: None,
        max_hands_on_minutes: None,
    }];
    save(store, cleared, cleared_plan, 3);
    let reviewed = one("Egon Review");
    for (at, date) in (4..).zip(["2026-10-27", "2026-11-03", "2026-11-10"]) {
        save(store, reviewed, record(date, 4, PlanState::Done), at);
    }
    let retention = Retention { ended: Some(day("2016-01-01")), years: None };
    add(store, Client { retention, ..Client::named("Fay Former") });
    one("Gil Nothing");
}

#[test]
fn what_waits_is_counted_and_a_press_from_its_place() {
    let folder = folder();
    let store = new_practice(&folder.path().join("practice"));
    practice(&store);
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_for("Clients · 7");
    app.wait_for("Today · 1");
    app.settle();
    for words in [
        "Who's in today?",
        "Ada Today · today · draft, 60 min",
        "Sessions not closed · 1",
        "Ben Open · 20 Nov · ready, 60 min",
        "Withheld, waiting for an answer · 1",
        "Cleo Withheld · 19 Nov",
        "Clearances that end soon · 1",
        "Dora Cleared · 1 Dec · ends in 7 days",
        "Reviews at the next visit · 1",
        "Egon Review · 10 Nov · visit 4",
        "Records past their retention · 1",
        "Fay Former · kept until 1 Jan 2026",
    ] {
        assert!(app.shows(words), "{words}\n{}", app.all_shown());
    }
    assert!(!app.shows("Gil Nothing ·"));
    app.press_begin("Ada Today · ");
    app.settle();
    assert!(app.shows("Session plan"));
    for (row, words) in [
        ("Ben Open · ", "reading the plan of Fri 20 Nov 2026"),
        ("Cleo Withheld · ", "reading the plan of Thu 19 Nov 2026"),
        ("Dora Cleared · ", PLAN_TODAY),
        ("Egon Review · ", PLAN_TODAY),
        ("Fay Former · ", "Category: Acute"),
    ] {
        app.command("today in the practice");
        app.wait_for("Sessions not closed");
        app.press_begin(row);
        app.wait_for(words);
        app.settle();
    }
}

#[test]
fn what_was_left_unsaved_of_today_waits_too_and_is_gone_on_with() {
    let mut scene = Scene::client("Kit Fictionby");
    scene.app.press("Since last visit: Better");
    scene.app.command("today in the practice");
    scene.app.wait_for("Kit Fictionby · today · unsaved");
    scene.app.press_begin("Kit Fictionby · today · unsaved");
    scene.app.settle();
    assert!(scene.app.is_on("Since last visit: Better"));
    assert!(!scene.app.shows(PLAN_TODAY));
}
