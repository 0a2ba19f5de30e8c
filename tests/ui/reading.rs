//! A past plan, read: everything that its record holds is said, and nothing that nobody said.

use ischia::knowledge::Knowledge;
use ischia::model::{
    Acknowledgement, Client, ClientId, Communication, Day, Intake, Nprs, Outcome, PlanEdit, PlanId,
    PlanRecord, PlanState, PracticeId, Recipient, Response, StepOutcome, StepWent,
};
use ischia::planner;
use ischia::store::files::Files;
use ischia::store::{Base, Stamp, Store};
use ischia::text::{Document, Notation};
use jiff::Timestamp;

use crate::facade::{App, folder};

/// Everything that an intake can hold beside what it must.
const FULL: &str = r#"
    worse_side: Left,
    findings_since: {"stable-numbness": "2026-10-01"},
    numb_regions: [(region: "calves", side: Left)],
    inflamed_regions: [(region: "gluteals", side: Right)],
    clearances: [(
        by: "Dr A. Doctor, general practice", on: "2026-11-02", until: "2027-02-01",
        covers: ["g-12"], limits: "no work below the knee", max_pressure: 3,
        max_hands_on_minutes: 40,
    )],
    course: (
        visit: 4, pain_history: [6, 5, 5], first_visit: "2026-10-12", last_furthest_point: Calf,
    ),
    preferences: (
        heat: false, max_pressure: 3, avoid_positions: [Prone], declined_modalities: ["hot-stone"],
    ),
    complaint: "cannot sit through a meal", diagnosed_by: "the family doctor, by examination",
    medicines: "ibuprofen at night", treatments: "physiotherapy, helped a little",
    notes: "sails on Sundays", quality: [Burning], aggravators: [Sitting, CoughingSneezing],
    eases: [Walking], goals: [LessPain, BackToExercise],
    activities: [(name: "walk to work", score: 6)], sitting_hours: 9,
"#;

fn record(rest: &str, findings: &str) -> PlanRecord {
    let knowledge = Knowledge::shipped().unwrap();
    // Places stand only beside the answer that they belong to.
    let inflammation = if rest.contains("inflamed_regions") { "Some" } else { "None" };
    let text = format!(
        r#"(
            date: "2026-11-10", category: "chronic", side: Both, pain_back: 3, pain_leg: 2,
            furthest_point: Thigh, trend: Same, inflammation: {inflammation}, onset_weeks: 40,
            diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
            findings: [{findings}], minutes: 60, {rest}
        )"#
    );
    let document = Document::from_text("intake.ron", Notation::Ron, text);
    let intake: Intake = document.parse().unwrap();
    let accepted = knowledge.accept(intake).unwrap();
    PlanRecord::draft(planner::plan(&accepted, &knowledge).unwrap())
}

/// The window while it reads this record.
fn read(record: PlanRecord) -> App {
    let folder = folder();
    let at = Timestamp::from_second(1_795_000_000).unwrap();
    let stamp = Stamp { by: "A. Therapist".to_owned(), at };
    let root = folder.path().join("p");
    let store = Store::create_with(&root, PracticeId::fresh(at), Files::default()).unwrap();
    let client = ClientId::fresh(at);
    store.save_client(client, Base::none(), Client::named("Zoë Berg"), &stamp).unwrap();
    store.save_plan(client, PlanId::fresh(at), Base::none(), record, &stamp).unwrap();
    let mut app = App::start();
    app.open_practice(&root);
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("60 minutes");
    app.press_begin("Plan of 10 Nov");
    app.living_in(folder)
}

#[test]
fn everything_that_was_said_is_read_again() {
    let mut record = record(FULL, r#""stable-numbness", "tingling""#);
    record.state = PlanState::Done;
    record.held = vec![1];
    record.edits =
        vec![PlanEdit { step: Some(2), what: "Level 1".into(), why: Some("sore today".into()) }];
    record.acknowledged = vec![Acknowledgement {
        rule: "o-09".into(),
        step: None,
        text: "The client turns often".into(),
        why: "turns with ease".into(),
    }];
    record.outcome = Some(Outcome {
        steps: vec![StepOutcome {
            note: Some("ran late".into()),
            ..StepOutcome::new(3, StepWent::Skipped)
        }],
        pain_back: Some(Nprs::new(1).unwrap()),
        response: Some(Response::Better),
        note: Some("slept well after it".into()),
        ..Outcome::on(Day::parse("2026-11-11").unwrap())
    });
    let mut app = read(record);
    for words in [
        // How it came out.
        "Proceed with caution",
        "Nerve signs the doctor knows of",
        "Released",
        // Who allowed what.
        "Dr A. Doctor, general practice",
        "valid that day",
        "Given on 2 Nov 2026, until 1 Feb 2027",
        "Covers: Nerve signs the doctor knows of",
        "As it was said: no work below the knee",
        "Level 3 at most, 40 hands-on minutes at most",
        // What was answered.
        "both sides, worse on the left",
        "By a doctor, cause known",
        "In favour",
        "stable numbness known to the doctor (since 2026-10-01)",
        "Calves (left)",
        "Gluteals (right)",
        "4, first on 2026-10-12, pain at earlier visits 6, 5, 5, symptoms reached the calf last",
        "no warm packs, level 3 at most, not prone, no hot stone",
        // What was told.
        "cannot sit through a meal",
        "Burning",
        "Sitting, Coughing, sneezing",
        "Less pain, Back to exercise",
        "walk to work: 6 of 10",
        "9 hours a day",
        "the family doctor, by examination",
        "ibuprofen at night",
        "physiotherapy, helped a little",
        "sails on Sundays",
        // What became of it.
        "11 Nov 2026",
        "better than before",
        "slept well after it",
        "Left out: ran late",
        "Step 1: minutes held",
        "Level 1",
        "Why: sore today",
        "Why: turns with ease",
        // Warnings in their own words, not by their title alone.
        "Symptoms grow or move further down the leg",
    ] {
        assert!(app.shows(words), "“{words}” isn't said");
    }
    app.press("Why: step 1");
    assert!(app.shows("Sources"), "each step tells why it is there");
}

#[test]
fn notes_fold_to_a_line_that_opens() {
    let mut app = read(record("", ""));
    let is_line = |text: &String| text.starts_with(char::is_numeric) && text.contains(" note");
    let line = app.texts().into_iter().find(is_line).unwrap();
    let is_told = |app: &App| app.texts().iter().any(|text| text == "Note");
    assert!(!is_told(&app));
    app.press(&line);
    assert!(is_told(&app));
}

#[test]
fn what_nobody_said_takes_no_room() {
    let app = read(record("", ""));
    for words in
        ["Clearances", "In the client's words", "Warnings answered", "What was said", "Wishes"]
    {
        assert!(!app.shows(words), "“{words}” is said of nothing");
    }
    assert!(app.shows("Answers"));
    assert!(app.shows("every question asked, all answered no"));
}

#[test]
fn a_plan_that_was_withheld_says_what_was_to_be_done() {
    let mut record = record("", r#""foot-drop""#);
    record.told = vec![Communication {
        at: "2026-11-10 10:12".into(),
        to: Recipient::Doctor,
        how: None,
        by: String::new(),
        text: "called the practice".into(),
    }];
    let app = read(record);
    for words in [
        "Refer: no session",
        "Urgent",
        "Foot drop: medical advice given since it began",
        "Words for the client",
        "Words for the doctor",
        "Doctor, 2026-11-10 10:12",
        "called the practice",
    ] {
        assert!(app.shows(words), "“{words}” isn't said");
    }
    assert!(!app.shows("Session plan"), "there were no steps");
}
