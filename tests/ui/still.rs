//! A returning client: what was yes is asked again and counts meanwhile, what came along is confirmed
//! in one line, and nothing of another day passes for today's.

use eframe::egui::Key;
use ischia::knowledge::Knowledge;
use ischia::model::{
    Age, Client, ClientId, FindingId, HomeCareKept, Intake, PlanId, PlanRecord, PlanState,
};
use ischia::planner;
use ischia::store::{Base, Store};
use ischia::text::{Document, Notation};

use crate::facade::{App, Hands, folder};
use crate::scenes::{add, new_practice, stamp};

/// A client of 54 who was here on 10 November, with a blood thinner and a numb calf that a doctor
/// knows.
const NUMB: &str = r#"(
    date: "2026-11-10", category: "piriformis", side: Right, pain_back: 3, pain_leg: 5,
    furthest_point: Calf, trend: Same, inflammation: None, onset_weeks: 12,
    diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
    findings: ["anticoagulant", "stable-numbness"],
    numb_regions: [(region: "calves", side: Right)],
    clearances: [(by: "Dr. Muster", on: "2026-11-01", until: "2026-12-01", covers: ["g-12"],
        limits: "light work", max_pressure: 2)],
    complaint: "Buzzing in the calf", notes: "Sleeps well", minutes: 60,
)"#;

fn returning(store: &Store, intake: &str) -> ClientId {
    let zoe = Client { birth_year: Some(1972), ..Client::named("Zoë Berg") };
    let zoe = add(store, zoe);
    let knowledge = Knowledge::shipped().unwrap();
    let intake: Intake = Document::from_text("intake.ron", Notation::Ron, intake).parse().unwrap();
    let plan = planner::plan(&knowledge.accept(intake).unwrap(), &knowledge).unwrap();
    let id = PlanId::fresh(stamp(0).at);
    store.save_plan(zoe, id, Base::none(), PlanRecord::draft(plan), &stamp(0)).unwrap();
    zoe
}

fn open(store: &Store) -> App {
    let mut app = App::start();
    // High enough for all of it.
    app.resize(1366.0, 2600.0);
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("counted as yes until answered");
    app
}

/// The answers of the day, each of which is asked anew.
fn answer_today(app: &mut App) {
    for name in [
        "Back pain: 2",
        "Leg pain: 3",
        "Symptoms reach: Calf",
        "Since last visit: Better",
        "Inflammation: None",
        "Doctor's advice on massage: Not asked",
    ] {
        app.press(name);
    }
}

/// The record of 24 November.
fn saved(store: &Store, client: ClientId) -> PlanRecord {
    let plans = store.client(client).unwrap().plans;
    let records = plans.values().filter_map(|plan| plan.current()?.content.record().cloned());
    let mut today = records.filter(|one| one.plan.intake.date.to_string() == "2026-11-24");
    today.next().unwrap()
}

#[test]
fn all_no_skips_what_was_yes_and_it_counts_until_it_is_answered() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    returning(&store, NUMB);
    let mut app = open(&store);
    let (thinner, numb) = (app.label("anticoagulant"), app.label("stable-numbness"));
    assert!(!app.is_chip(&thinner) && !app.is_chip(&numb), "asked once");
    let asked = app.texts().into_iter().filter(|text| text == "yes on 10 Nov: still?");
    assert_eq!(asked.count(), 2);
    assert!(app.shows("2 open · counted as yes until answered"));
    assert!(app.shows("right calves (numb)") && app.shows("Clearance from Dr. Muster"));
    assert!(app.shows("skips 2 former yes"), "one button for both groups");
    answer_today(&mut app);
    app.answer_no_to_all();
    assert!(app.is_missing(2), "one press answers none of them");
    assert!(!app.shows("Session plan"));
    let title = title_of(&app, "k-12");
    assert!(app.shows(&title), "the blood thinner counts meanwhile: {title}");
    app.press(&format!("{thinner}: Yes"));
    assert!(app.is_missing(1));
    app.press(&format!("{numb}: Yes"));
    assert!(app.is_missing(0) && !app.shows("Session plan"), "it is offered, not turned to");
    app.see_plan();
    assert!(app.shows("Session plan"));
}

/// The title of a caution.
fn title_of(app: &App, caution: &str) -> String {
    let knowledge = app.knowledge();
    let mut cautions = knowledge.tables().cautions.iter();
    cautions.find(|one| one.id.as_str() == caution).unwrap().title.clone()
}

#[test]
fn a_no_takes_its_place_and_clearance_away_and_is_said_and_kept() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = returning(&store, NUMB);
    let mut app = open(&store);
    let (thinner, numb) = (app.label("anticoagulant"), app.label("stable-numbness"));
    app.press(&format!("{numb}: No"));
    assert!(app.shows("yes on 10 Nov, no today"));
    assert!(app.shows("No longer: "), "said before there is a plan too");
    assert!(!app.shows("right calves (numb)") && app.shows("level 2, not for today"));
    app.press(&format!("{numb}: Yes"));
    assert!(app.shows("right calves (numb)") && app.shows("Clearance from Dr. Muster"));
    app.press(&format!("{numb}: No"));
    app.press(&format!("{thinner}: Yes"));
    answer_today(&mut app);
    app.answer_no_to_all();
    assert!(app.shows("Session plan") && app.shows("No longer: "));
    app.press("Save");
    app.wait_for("Plan saved ");
    let record = saved(&store, zoe);
    let intake = &record.plan.intake;
    assert!(intake.numb_regions.is_empty() && intake.clearances.is_empty());
    assert_eq!(intake.findings, [FindingId::new("anticoagulant").unwrap()].into());
    let no_longer: Vec<&str> = record.no_longer.iter().map(|one| one.finding.as_str()).collect();
    assert_eq!(no_longer, ["stable-numbness"]);
    assert_eq!(record.no_longer[0].yes_on.to_string(), "2026-11-10");
}

#[test]
fn facts_that_nobody_confirmed_stand_on_paper_and_keep_a_plan_from_being_ready() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = returning(&store, NUMB);
    let mut app = open(&store);
    assert!(app.shows("5 facts from 10 Nov not confirmed"));
    assert!(app.shows("piriformis · right · 14 weeks · doctor’s diagnosis · cause"));
    app.answer_former(true);
    answer_today(&mut app);
    app.answer_no_to_all();
    assert!(app.shows("Session plan"), "a plan comes of it all the same");
    assert!(app.shows("5 facts from 10 Nov not confirmed"));
    app.press("State of the plan: Draft");
    assert!(app.shows("5 facts from 10 Nov aren't confirmed"), "the menu says why");
    app.key(Key::Escape);
    assert!(!app.may_be_ready());
    let paper = app.press_and_copy("Edit", "Copy the plan as text").unwrap().to_lowercase();
    assert!(paper.contains("not confirmed today"), "{paper}");
    assert!(paper.contains("diagnosis category, painful side"), "{paper}");
    app.press("Save");
    app.wait_for("Plan saved ");
    let record = saved(&store, zoe);
    assert_eq!(record.unconfirmed.unwrap().facts.len(), 5);
    app.press("Confirm");
    assert!(!app.shows("5 facts from 10 Nov not confirmed"));
    let paper = app.press_and_copy("Edit", "Copy the plan as text").unwrap().to_lowercase();
    assert!(!paper.contains("not confirmed"), "{paper}");
    app.mark_ready();
    app.press("Save");
    app.wait_until("the plan is saved as ready", |_| saved(&store, zoe).state == PlanState::Ready);
    assert_eq!(saved(&store, zoe).unconfirmed, None);
}

#[test]
fn words_of_another_day_stand_above_an_empty_field() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    returning(&store, NUMB);
    let mut app = open(&store);
    app.press_begin_any("Wishes and story");
    assert!(app.shows("10 Nov: “Buzzing in the calf”") && app.shows("10 Nov: “Sleeps well”"));
    for field in ["Complaint", "Notes"] {
        assert_eq!(app.value_of(field).unwrap_or_default(), "", "{field}");
    }
}

#[test]
fn home_care_is_asked_of_a_returning_client_and_the_age_comes_by_itself() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = returning(&store, NUMB);
    let mut app = open(&store);
    assert!(!app.shows("Unsaved changes"), "an age that was filled in is no change");
    app.press("Home care since then: why it is asked");
    assert!(app.shows("the plan doesn't depend on it"));
    app.press("Close");
    let partly = "Home care since then: Partly";
    assert!(!app.is_on(partly));
    app.press(partly);
    assert!(app.is_on(partly));
    app.answer_former(true);
    answer_today(&mut app);
    app.answer_no_to_all();
    assert!(app.shows("Session plan"));
    app.press("Save");
    app.wait_for("Plan saved ");
    let intake = saved(&store, zoe).plan.intake;
    assert_eq!(intake.age.map(Age::get), Some(54));
    assert_eq!(intake.home_care_kept, Some(HomeCareKept::Partly));
    assert!(!App::start().shows("Home care since then"), "nobody asks at a first visit");
}

#[test]
fn a_numb_place_opens_its_questions_again() {
    let mut app = App::start();
    app.resize(1366.0, 2600.0);
    app.fill_in();
    app.press("Edit intake");
    app.press_begin_any("Wishes and story");
    let regions = app.knowledge();
    let calves = regions.tables().regions.iter().find(|one| one.id.as_str() == "calves").unwrap();
    let [left, right] = ["Left", "Right"].map(|side| format!("Numb, {}: {side}", calves.name));
    assert!(!app.is_enabled(&right), "no answer allows it");
    let numb = app.label("stable-numbness");
    app.answer(&numb, true);
    assert!(app.is_enabled(&right));
    app.press(&right);
    app.answer(&numb, false);
    assert!(app.is_missing(1) && app.shows("no place without a yes to"), "both can't be");
    app.press(&left);
    assert!(app.is_missing(5) && app.shows("Asked again: a place here goes with a yes to"));
    app.all_no();
    assert!(app.is_missing(5), "one press doesn't speak against the place");
    app.answer(&numb, true);
    assert!(app.is_missing(4) && !app.shows("Asked again"));
    for group in ["refer", "hold"] {
        let knowledge = app.knowledge();
        let mut groups = knowledge.tables().groups.iter();
        let name = &groups.find(|one| one.id.as_str() == group).unwrap().name;
        let all_no = app.all_no_names().into_iter().find(|one| one.ends_with(name.as_str()));
        app.press(&all_no.unwrap());
    }
    assert!(app.is_missing(0));
}
