//! The brief: what it says before a client comes in, when it meets one, and that it stands before nothing
//! that somebody does.

use eframe::egui::{Key, Modifiers};
use ischia::knowledge::Knowledge;
use ischia::model::{
    Activity, Clearance, Client, ClientId, Consent, ConsentItem, Day, FurthestPoint, HomeCareKept,
    Intake, Nprs, Outcome, PlanId, PlanRecord, PlanState, Response, StepOutcome, StepWent,
};
use ischia::planner;
use ischia::store::{Base, Stamp, Store};
use ischia::text::{Document, Notation};

use crate::facade::{App, Hands as _, Look, PLAN_TODAY, folder};
use crate::scenes::{Scene, add, add_client, new_practice, stamp};

const ZOE: &str = "Zoë Berg";
const ADA: &str = "Ada Lund";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn nprs(score: u16) -> Nprs {
    Nprs::clamped(score)
}

/// A session of this day that took place, with this pain in the leg.
fn session(date: &str, leg: u16, findings: &str) -> PlanRecord {
    let knowledge = Knowledge::shipped().unwrap();
    let text = format!(
        r#"(date: "{date}", category: "chronic", side: Right, pain_back: 2, pain_leg: {leg},
            furthest_point: Calf, trend: Same, inflammation: None, onset_weeks: 40,
            diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
            findings: [{findings}], minutes: 60)"#
    );
    let document = Document::from_text("intake.ron", Notation::Ron, text);
    let intake: Intake = document.parse().unwrap();
    let plan = planner::plan(&knowledge.accept(intake).unwrap(), &knowledge).unwrap();
    let mut record = PlanRecord::draft(plan);
    record.state = PlanState::Done;
    record.outcome = Some(Outcome::on(day(date)));
    record
}

fn save(store: &Store, client: ClientId, record: PlanRecord, second: i64) -> PlanId {
    let at = stamp(second);
    let plan = PlanId::fresh(at.at);
    store.save_plan(client, plan, Base::none(), record, &at).unwrap();
    plan
}

/// The second session of a client, of which everything is known.
fn full() -> PlanRecord {
    let mut record = session("2026-11-10", 5, r#""tingling""#);
    let intake = &mut record.plan.intake;
    intake.activities = vec![Activity { name: "walk to work".into(), score: nprs(4) }];
    intake.home_care_kept = Some(HomeCareKept::Partly);
    intake.clearances = vec![Clearance {
        by: "Dr M. Muster".into(),
        on: day("2026-11-01"),
        until: Some(day("2026-12-01")),
        covers: Vec::new(),
        limits: "to level 3".into(),
        max_pressure: None,
        max_hands_on_minutes: None,
    }];
    let focus = |record: &PlanRecord, place: &str| {
        let mut steps = record.plan.steps.iter();
        let is_it = |step: &&ischia::model::Step| {
            step.phase == ischia::model::Phase::Focus
                && step.regions.iter().any(|region| region.as_str() == place)
        };
        steps.find(is_it).unwrap().number
    };
    let (skipped, changed) = (focus(&record, "calves"), focus(&record, "gluteals"));
    record.outcome = Some(Outcome {
        steps: vec![
            StepOutcome {
                note: Some("tingling".into()),
                ..StepOutcome::new(skipped, StepWent::Skipped)
            },
            StepOutcome {
                minutes: Some(ischia::model::Minutes::clamped(19)),
                ..StepOutcome::new(changed, StepWent::Changed)
            },
        ],
        pain_back: Some(nprs(2)),
        pain_leg: Some(nprs(3)),
        furthest_point: Some(FurthestPoint::Thigh),
        activities: vec![Activity { name: "walk to work".into(), score: nprs(5) }],
        response: Some(Response::Better),
        response_note: Some("Leg easier on standing".into()),
        next_time: Some("Calves only while the tingling is quiet".into()),
        unwanted: Some(String::new()),
        ..Outcome::on(day("2026-11-10"))
    });
    record
}

/// A client who was here twice, of whom everything is known.
pub fn add_seen(store: &Store) -> ClientId {
    let zoe = Client {
        important: Some("Hears badly on the left".into()),
        allergies: Some("Nut oil".into()),
        consents: vec![Consent {
            on: day("2026-10-27"),
            covers: ConsentItem::ALL.to_vec(),
            note: None,
        }],
        ..Client::named(ZOE)
    };
    let zoe = add(store, zoe);
    save(store, zoe, session("2026-10-27", 6, ""), 0);
    save(store, zoe, full(), 1);
    zoe
}

/// A practice in which one client was here twice, and another one never.
fn practice(root: &std::path::Path) -> (Store, ClientId) {
    let store = new_practice(root);
    let zoe = add_seen(&store);
    add_client(&store, ADA);
    (store, zoe)
}

fn opened(store: &Store) -> App {
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 2");
    app.settle();
    app
}

#[test]
fn it_says_what_matters_before_a_client_comes_in() {
    let folder = folder();
    let (store, _) = practice(&folder.path().join("p"));
    let mut app = opened(&store);
    app.meet_client(ZOE);
    for words in [
        "Hears badly on the left",
        "Nut oil",
        "chronic sciatica, right · last seen 10 Nov",
        "Keep in mind",
        "Limit: No pressure on the sciatic nerve",
        "Warn: ",
        "Clearance ends 1 Dec: 7 days",
        "Dr M. Muster: to level 3",
        "Review at visit 4: next visit",
        "Consent, 27 Oct: in order",
        "Record kept: 10 years after the end",
        "Last time: Tue 10 Nov",
        " minutes, skipped: tingling",
        "Gluteals, left: 19 of ",
        " minutes, changed: longer",
        "Leg: 5 before, 3 after",
        "Back: 2 before, 2 after",
        "Reached: calf before, thigh after",
        "Unwanted: none",
        "Better: Leg easier on standing",
        "Calves only while the tingling is quiet",
        // One point isn't a real change, and the line says which score would be one.
        "Leg 6 → 5: no real change yet",
        "27 Oct: leg 6, back 2, to the calf",
        "10 Nov: leg 5, leg after 3, back 2, back after 2, to the calf, after to the thigh",
        "Real change: leg at 4",
        "Walk to work: 4 before, 5 after of 10",
        "10 Nov, focus minutes done",
        "27 Oct, focus minutes done",
        "Home care: earlier advice: partly kept, as told 10 Nov",
        "Given 10 Nov, ask today: ",
        PLAN_TODAY,
        "Open last plan",
    ] {
        assert!(app.shows(words), "{words}\n{}", app.all_shown());
    }
    assert!(!app.shows("Note: "), "what only tells isn't kept in mind");
}

#[test]
fn with_one_session_no_trend_is_claimed_and_a_new_client_has_no_brief() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, ZOE);
    add_client(&store, ADA);
    save(&store, zoe, session("2026-11-10", 6, ""), 0);
    let mut app = opened(&store);
    app.meet_client(ZOE);
    assert!(app.shows("One session so far") && app.shows("10 Nov: leg 6, back 2, to the calf"));
    assert!(!app.shows("Real change: ") && !app.shows("no change"), "no trend is claimed");
    assert!(app.shows("Unwanted: not asked"), "nobody wrote that there was none");
    app.meet_client(ADA);
    assert!(!app.shows(PLAN_TODAY) && app.shows("Category: Acute"));
}

#[test]
fn enter_leads_to_the_session_of_today_by_mouse_and_by_keyboard() {
    let folder = folder();
    let (store, _) = practice(&folder.path().join("p"));
    let mut app = opened(&store);
    app.meet_client(ZOE);
    app.enter();
    assert!(app.shows("Since last visit: Same") && !app.shows(PLAN_TODAY));
    app.meet_client(ADA);
    // Chosen by keys alone, the next Enter is the button's.
    app.focus_begin("Zoë Berg, ");
    app.enter();
    app.wait_for(PLAN_TODAY);
    app.settle();
    assert_eq!(app.focused(), PLAN_TODAY);
    app.enter();
    assert!(app.shows("Since last visit: Same"));
    app.meet_client(ADA);
    app.search("zo");
    app.enter();
    app.wait_for(PLAN_TODAY);
    app.settle();
    app.enter();
    assert!(app.shows("Since last visit: Same"));
}

#[test]
fn tabs_show_past_sessions_and_come_back_to_where_one_was() {
    let folder = folder();
    let (store, _) = practice(&folder.path().join("p"));
    let mut app = opened(&store);
    assert!(app.place_of("History").is_none(), "nobody is chosen");
    app.meet_client(ZOE);
    let places = |app: &App| ["Plan", "History"].map(|tab| app.place_of(tab).unwrap());
    let tabs = places(&app);
    assert!(app.is_on("Plan") && !app.is_on("History"));
    app.press("History");
    assert!(app.is_on("History") && !app.shows(PLAN_TODAY));
    assert_eq!(places(&app), tabs, "no tab moves");
    app.press("Plan");
    assert!(app.shows(PLAN_TODAY), "the brief was left");
    app.press(PLAN_TODAY);
    app.look(Look::sized(1366.0, 768.0));
    let seen = |app: &App| app.place_of("Back pain: 4").unwrap().top();
    let top = seen(&app);
    app.key(Key::PageDown);
    app.settle();
    let scrolled = seen(&app);
    assert!(scrolled < top - 100.0, "{scrolled} {top}");
    app.keys(Key::Num3);
    assert!(app.is_on("History"));
    app.press("Plan");
    assert!((seen(&app) - scrolled).abs() < 1.0, "the questions stand where they stood");
    app.keys(Key::Num4);
    assert!(app.shows(PLAN_TODAY), "the brief has a key of its own");
    app.keys(Key::Num3);
    app.keys(Key::Num1);
    assert!(app.shows("Since last visit: Same"));
}

#[test]
fn it_never_stands_before_what_somebody_does() {
    let folder = folder();
    let (store, zoe) = practice(&folder.path().join("p"));
    let mut app = opened(&store);
    app.choose_client(ZOE);
    app.press("Since last visit: Better");
    // What was begun today is gone on with.
    app.meet_client(ADA);
    app.meet_client(ZOE);
    assert!(!app.shows(PLAN_TODAY) && app.is_on("Since last visit: Better"));
    // Another computer writes something of this client meanwhile.
    let other = Stamp { by: "B. Other".to_owned(), ..stamp(60) };
    let plan = PlanId::fresh(other.at);
    let record = session("2026-11-17", 4, "");
    store.save_plan(zoe, plan, Base::none(), record, &other).unwrap();
    app.come_back();
    app.wait_for("Plan of 17 Nov");
    assert!(!app.shows(PLAN_TODAY) && app.is_on("Since last visit: Better"));
    app.keys(Key::Num4);
    assert!(app.shows("Last time: Tue 17 Nov"), "it tells of what came in");
}

#[test]
fn the_last_plan_is_read_and_left_for_the_brief() {
    let folder = folder();
    let (store, _) = practice(&folder.path().join("p"));
    let mut app = opened(&store);
    app.meet_client(ZOE);
    app.press("Open last plan");
    app.wait_for("Compare with today");
    assert!(app.shows("reading the plan of Tue 10 Nov 2026"));
    app.press("Back");
    assert!(app.shows(PLAN_TODAY), "back where one came from");
    app.press_begin("Intake of today");
    assert!(app.shows("Since last visit: Same"), "the row of what is made leads there");
}

#[test]
fn a_plan_of_today_is_named_and_one_that_was_asked_for_comes_first() {
    let mut scene = Scene::client("Fergus Sample");
    scene.app.fill_basics();
    scene.app.press("Back pain: 2");
    scene.app.press("Leg pain: 2");
    scene.app.answer_former(true);
    scene.app.answer_no_to_all();
    scene.app.save();
    scene.app.meet_client("Pilar Zutano");
    scene.app.meet_client("Fergus Sample");
    assert!(scene.app.shows("Open today's plan"));
    scene.app.press("Open today's plan");
    assert!(scene.app.shows("Session plan"));
}

#[test]
fn nothing_overlaps_and_the_name_is_in_sight_at_any_size() {
    let folder = folder();
    let (store, _) = practice(&folder.path().join("p"));
    let mut app = opened(&store);
    app.meet_client(ZOE);
    let mut found = Vec::new();
    for (width, height) in [
        (507.0, 320.0),
        (607.0, 341.0),
        (760.0, 480.0),
        (911.0, 512.0),
        (1100.0, 610.0),
        (1366.0, 768.0),
        (1920.0, 1080.0),
    ] {
        app.resize(width, height);
        let faults = app.overlaps();
        // Regions of a body lie over each other.
        let faults =
            faults.iter().filter(|fault| !fault.contains(", right") && !fault.contains(", left"));
        found.extend(faults.map(|fault| format!("{width}: {fault}")));
        if app.in_full("Zoë Berg").is_none() {
            found.push(format!("{width}: no name"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    app.resize(911.0, 512.0);
    for words in ["Due", "Last time: Tue 10 Nov", "No pressure on the sciatic nerve"] {
        assert!(app.in_full(words).is_some(), "in sight at once: {words}");
    }
    app.keys_with(Modifiers::COMMAND, Key::Num3);
    app.press("Plan");
    assert!(app.shows(PLAN_TODAY));
}
