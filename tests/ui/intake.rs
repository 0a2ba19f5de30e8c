//! The intake: keys, chips, what comes from the last visit, consents, clearances, and the view that
//! takes its place in an emergency.

use eframe::egui::{Key, Modifiers};
use ischia::knowledge::Knowledge;
use ischia::model::{Client, ClientId, Intake, PlanId, PlanRecord, Recipient, Settings};
use ischia::planner;
use ischia::store::{Base, Store};
use ischia::text::{Document, Notation};

use crate::facade::{App, Hands, folder, read};
use crate::scenes::{add, new_practice, stamp};

/// A client who was here on 10 November.
pub fn returning(store: &Store) -> ClientId {
    let zoe = add(store, Client::named("Zoë Berg"));
    let knowledge = Knowledge::shipped().unwrap();
    let text = r#"(
        date: "2026-11-10", category: "chronic", side: Left, pain_back: 3, pain_leg: 5,
        furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
        findings: ["hip-replacement", "tingling"], minutes: 45,
    )"#;
    let document = Document::from_text("intake.ron", Notation::Ron, text);
    let intake: Intake = document.parse().unwrap();
    let plan = planner::plan(&knowledge.accept(intake).unwrap(), &knowledge).unwrap();
    let id = PlanId::fresh(stamp(0).at);
    store.save_plan(zoe, id, Base::none(), PlanRecord::draft(plan), &stamp(0)).unwrap();
    zoe
}

pub fn open(store: &Store) -> App {
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app
}

#[test]
fn emergency_questions_are_answered_by_key_one_after_the_other() {
    let mut app = App::start();
    let questions = app.questions("emergency");
    app.focus(&questions[0]);
    for (at, question) in questions.iter().enumerate() {
        assert_eq!(app.focused(), *question);
        app.key(Key::N);
        assert!(app.shows(&format!("{} open", questions.len() - at - 1)) || at == 4);
    }
    assert_eq!(app.focused(), app.questions("refer")[0]);
    app.key(Key::Enter);
    assert_eq!(app.focused(), app.questions("refer")[1], "Enter goes on and answers nothing");
    app.key(Key::Y);
    assert!(app.shows("Foot drop") && app.shows("Refer"));
}

#[test]
fn a_yes_by_key_to_an_emergency_sign_turns_the_window() {
    let mut app = App::start();
    app.focus(&app.questions("emergency")[1].clone());
    app.key(Key::Y);
    assert!(app.shows("Emergency: no session today"));
    assert!(app.shows("Stop. No massage today."));
}

#[test]
fn what_is_missing_is_reached_in_one_press_and_gone_through_with_f() {
    let mut app = App::start();
    assert!(app.shows("Which of these fits"), "the question stands there in full");
    app.press("Next question");
    assert_eq!(app.focused(), "Category: Acute sciatica");
    app.key(Key::F);
    assert_eq!(app.focused(), "Side: Left");
    assert!(app.shows("Is the pain on the left"), "and the card goes along");
    app.press("Next question");
    assert_eq!(app.focused(), "Weeks since it began");
    app.enter();
    assert_eq!(app.focused(), "Back pain");
    assert!(app.shows("How strong is the pain in your back right now"));
    app.key(Key::Num7);
    app.type_text("7");
    assert!(app.is_missing(10 + app.knowledge.tables().findings.len()));
    assert_eq!(app.focused(), "Leg pain", "a score that is typed goes on as Y and N do");
}

#[test]
fn a_screen_reader_hears_pain_as_a_slider_and_sets_it() {
    let mut app = App::start();
    app.set_value("Back pain", 7.0);
    assert!(app.says("7 of 10"));
    app.set_value("Back pain", 12.0);
    assert!(app.says("10 of 10"), "no further than it goes");
    assert!(app.is_missing(10 + app.knowledge.tables().findings.len()), "one question answered");
}

#[test]
fn the_key_a_answers_a_group_only_while_its_last_row_is_in_sight() {
    let mut app = App::start();
    for question in app.questions("emergency") {
        app.answer(&question, false);
    }
    app.fill_basics();
    app.resize(1366.0, 400.0);
    app.key(Key::F);
    assert_eq!(app.focused(), app.questions("refer")[0]);
    app.key(Key::A);
    assert!(app.shows("16 open"), "nobody saw the end of it");
    app.resize(1366.0, 3200.0);
    app.key(Key::A);
    assert!(!app.shows("16 open") && app.shows("10 open"));
}

#[test]
fn the_score_of_an_activity_is_typed() {
    let mut app = App::start();
    app.press_begin_any("Wishes and story");
    app.press("Add an activity");
    app.type_into("Activity 1: Activity", "walk to work");
    app.key(Key::Tab);
    assert_eq!(app.focused(), "Activity 1: score");
    app.stroke(Key::Num7, "7");
    assert!(app.says("7 of 10"));
    app.key(Key::ArrowRight);
    assert!(app.says("8 of 10"));
}

#[test]
fn a_chip_is_open_until_pressed_and_all_no_leaves_a_yes() {
    let mut app = App::start();
    assert_eq!(app.answered("Tingling"), None);
    let all = 11 + app.knowledge.tables().findings.len();
    app.press("Tingling");
    assert_eq!(app.answered("Tingling"), Some(true));
    assert!(app.is_missing(all - 1));
    app.press("Tingling");
    assert_eq!(app.answered("Tingling"), Some(false));
    app.press("Tingling");
    assert_eq!(app.answered("Tingling"), None, "and open again");
    assert!(app.is_missing(all));
    app.press("Tingling");
    app.press("All others no: Health history");
    assert_eq!(app.answered("Tingling"), Some(true));
    assert_eq!(app.answered("Blood thinner"), Some(false));
    assert_eq!(app.answered("Swelling"), None);
    app.focus("Swelling");
    app.key(Key::N);
    assert_eq!(app.answered("Swelling"), Some(false));
}

#[test]
fn a_question_explains_itself_with_its_source() {
    let mut app = App::start();
    app.focus(&app.questions("refer")[0].clone());
    app.type_text("?");
    assert!(app.shows("can't you lift it all the way"));
    assert!(app.says("Sources") && app.shows("If the front of the foot drags in walking"));
}

#[test]
fn every_question_around_the_findings_explains_itself_with_its_source() {
    let mut app = App::start();
    for (name, words) in [
        ("Side", "Sciatica usually runs down one leg"),
        ("Back pain now", "7 to 10 severe"),
        ("Leg pain now", "7 to 10 severe"),
        ("Symptoms reach", "toward the spine is a good sign"),
        ("Past week", "getting worse, so a doctor comes first"),
        ("Length", "Half an hour is enough for one or two areas"),
        ("Began", "Under 4 weeks is called acute"),
        ("Inflammation", "unless a healthcare provider advises it"),
        ("Diagnosis", "rests on an examination with nerve tests"),
        ("Doctor's advice on massage", "Advice against massage withholds the plan"),
        ("Ask first: emergency signs", "cauda equina"),
        ("See a doctor first", "One sign alone proves little"),
        ("Needs a clearance", "kept as a clearance record"),
        ("Health history", "differ widely"),
    ] {
        app.press(&format!("{name}: why it is asked"));
        assert!(app.shows(words), "{name}: “{words}” isn't said");
        assert!(app.says("Sources"), "{name} names no source");
        app.press("Close");
    }
    // In a low window the category has its name.
    app.resize(1366.0, 560.0);
    app.press("Diagnosis category: why it is asked");
    assert!(app.shows("what suits one cause can make another worse") && app.says("Sources"));
}

#[test]
fn a_question_is_explained_by_keys_too() {
    let mut app = App::start();
    app.focus("Category: Acute sciatica");
    app.type_text("?");
    assert!(app.shows("what suits one cause can make another worse"), "why, and what it is about");
    assert!(app.shows("Acute sciatica") && app.says("Sources"));
    app.press("Close");
    app.focus("Inflammation: Some");
    app.type_text("?");
    assert!(app.shows("unless a healthcare provider advises it"));
    app.press("Close");
    app.focus("Weeks since it began");
    app.keys_with(Modifiers::SHIFT, Key::F1);
    assert!(app.shows("Under 4 weeks is called acute"), "and so is a field that is typed in");
    assert!(!app.shows("Why a text field is asked"), "F1 alone shows the keys");
    app.press("Close");
    app.focus("See a doctor first: why it is asked");
    app.key(Key::Enter);
    assert!(app.shows("One sign alone proves little"));
    app.key(Key::Escape);
    assert!(!app.shows("One sign alone proves little"));
    assert_eq!(app.focused(), "See a doctor first: why it is asked", "where it was before");
}

#[test]
fn what_unfolds_explains_itself_too() {
    let mut app = App::start();
    // High enough for all that unfolds.
    app.resize(1366.0, 3600.0);
    app.press_begin_any("Wishes and story");
    app.press("Not the first visit");
    for (name, words) in [
        ("Avoid", "no massage there"),
        ("Freshly injured", "48 to 72 hours"),
        ("Numb", "Numb skin can be scalded"),
        ("Pain at earlier visits", "Several visits are often needed"),
        ("Warm packs", "Warmth before the work"),
        ("Firmest pressure", "leans in and is the limit of most people"),
        ("Positions to avoid", "should not lie flat on the front"),
        ("Declines", "stop at any time"),
        ("Worse with", "Long sitting, bending forward"),
        ("Hopes for", "one part of a wider programme"),
        ("Medicines", "Blood thinners make bruises"),
        ("Other treatments", "change what is safe today"),
    ] {
        app.press(&format!("{name}: why it is asked"));
        let is_said = app.texts().iter().any(|text| text.contains(words));
        assert!(is_said, "{name}: “{words}” isn't said");
        assert!(app.says("Sources"), "{name} names no source");
        app.key(Key::Escape);
    }
}

#[test]
fn a_category_that_disagrees_with_the_duration_is_said_at_once_with_its_source() {
    for (category, weeks, disagrees) in [
        ("Acute sciatica", "30", true),
        ("Acute sciatica", "3", false),
        ("Chronic sciatica", "3", true),
        ("Chronic sciatica", "30", false),
    ] {
        let mut app = App::start();
        app.press(&format!("Category: {category}"));
        assert!(!app.shows("Category and duration disagree."), "nothing was said of weeks");
        app.type_into("Weeks since it began", weeks);
        assert_eq!(app.shows("Category and duration disagree."), disagrees, "{category} {weeks}");
        if disagrees {
            app.press("Why: Category and duration disagree");
            assert!(app.shows("Medtalks, summary of the ACP guideline"));
        }
    }
}

#[test]
fn a_returning_client_brings_stable_facts_marked_until_they_are_confirmed() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = returning(&store);
    let mut app = open(&store);
    app.wait_for("from 10 Nov, not confirmed");
    assert!(!app.shows("Unsaved changes"), "choosing a client changes nothing");
    assert!(app.shows("Side, from 10 Nov, not confirmed"));
    assert!(app.place_of("Side: Left").is_none(), "its choices open at a press");
    app.press("Began, from 10 Nov, not confirmed");
    let weeks: u16 = app.typed("Weeks since it began").parse().unwrap();
    assert!(weeks >= 42, "{weeks}");
    app.key(Key::Escape);
    assert!(!app.is_chip("Hip replacement") && !app.is_chip("Tingling"), "asked by themselves");
    assert!(app.shows("5 open") && app.shows("visit 2"));
    app.press("Side, from 10 Nov, not confirmed");
    app.press("Side: Left");
    assert!(app.place_of("Side: Left").is_none(), "a choice closes them");
    assert!(!app.shows("Side, from 10 Nov") && app.shows("Side, confirmed today"));
    assert!(app.shows("4 facts from 10 Nov not confirmed"));
    app.press("Confirm");
    assert!(!app.shows("Diagnosis, from 10 Nov") && app.shows("5 facts confirmed "));
    app.press("Undo");
    assert!(app.shows("Diagnosis, from 10 Nov"));
    for name in ["Back pain: 2", "Leg pain: 3", "Symptoms reach: Thigh", "Since last visit: Better"]
    {
        app.press(name);
    }
    app.press("Inflammation: None");
    app.press("Doctor's advice on massage: In favour");
    app.answer_former(true);
    app.answer_no_to_all();
    assert!(app.shows("Session plan"));
    app.press("Save");
    app.wait_for("Plan saved ");
    let plans = store.client(zoe).unwrap().plans;
    let visits = plans.values().filter_map(|plan| plan.current()?.content.record());
    let courses: Vec<_> = visits.filter_map(|record| record.plan.intake.course.clone()).collect();
    assert_eq!(courses.len(), 1);
    assert_eq!(courses[0].visit.get(), 2);
    assert_eq!(courses[0].pain_history[0].get(), 5);
}

#[test]
fn an_emergency_shows_the_number_of_the_country_and_where_it_is_from() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let settings = Settings { country: Some("DE".to_owned()), ..Settings::default() };
    store.save_settings(Base::none(), settings, &stamp(0)).unwrap();
    add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    assert!(app.shows("Emergency number: 112"));
    assert!(app.shows("Germany") && app.shows("Directive (EU) 2018/1972"));

    let mut app = App::start();
    app.answer(&first, true);
    assert!(app.shows("Emergency number not known here"));
    assert!(!app.shows("112"));
}

#[test]
fn beside_an_emergency_one_line_stands_for_the_cautions_about_massage() {
    let mut app = App::start();
    let nerve = "Limit: No pressure on the sciatic nerve";
    assert!(app.shows(nerve));
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    assert!(app.shows("Stop: Emergency signs: stop, get help"));
    assert!(!app.shows(nerve));
    app.press_begin_any("6 more cautions");
    assert!(app.shows(nerve), "it unfolds at a press");
    app.key(Key::Escape);
    app.press("Edit intake");
    assert!(app.shows(nerve), "beside the questions all of them show");
}

#[test]
fn in_an_emergency_a_line_is_kept_before_the_rest_is_asked() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    assert!(!app.shows("Keep a line with the client"), "nobody was told yet");
    app.press("Told: Emergency service");
    app.press("Keep a line with the client");
    app.wait_for("A line of this is saved");
    let folder = store.client(zoe).unwrap();
    let note = folder.client.current().unwrap().content.record().unwrap().important.clone();
    let note = note.unwrap();
    assert!(note.starts_with("2026-11-24: Emergency signs: "), "{note}");
    assert!(note.contains("Told: Emergency service (2026-11-24 14:31)."), "{note}");
    assert_eq!(note.lines().count(), 1);
}

#[test]
fn what_was_said_is_kept_with_the_withheld_plan() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add(&store, Client::named("Zoë Berg"));
    let mut app = open(&store);
    app.wait_for("none recorded");
    app.fill_in();
    assert!(app.shows("Session plan"));
    app.press("Edit intake");
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    app.press("Told: Emergency service");
    app.type_long("Emergency service, entry 1: what was said", " Ambulance called.");
    app.press("Told: Client");
    app.press("Remove Client, entry 2");
    assert!(app.shows("Emergency service, entry 1: when"));
    app.press("Save");
    app.wait_for("Plan saved ");
    let plans = store.client(zoe).unwrap().plans;
    let record = plans.values().next().unwrap().current().unwrap().content.record().unwrap();
    assert_eq!(record.told.len(), 1);
    assert_eq!(record.told[0].to, Recipient::EmergencyService);
    assert!(record.told[0].text.contains("I did not give a massage session"));
    assert!(record.told[0].text.contains("Ambulance called."));
    assert!(!record.told[0].at.is_empty());
}

#[test]
fn the_words_to_hand_over_become_a_text_file() {
    let folder = folder();
    let path = folder.path().join("note.txt");
    let mut app = App::start();
    *app.answers.save.lock().unwrap() = Some(path.clone());
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    app.command("Save the words to hand over");
    app.wait_for("Saved as ");
    let text = read(&path);
    assert!(text.contains("For the client") && text.contains("I do not diagnose."));
}

#[test]
fn a_clearance_says_what_it_releases_and_why_not() {
    let mut app = App::start();
    app.fill_in();
    app.press("Edit intake");
    app.press("Leg pain: 8");
    app.press("Add clearance");
    assert_eq!(app.focused(), "Clearance 1: Given by");
    app.type_into("Clearance 1: Given by", "Dr A");
    app.type_into("Clearance 1: What it allows or limits", "light work");
    app.clear("Clearance 1: Given on");
    app.type_into("Clearance 1: Given on", "yesterday");
    assert_eq!(app.typed("Clearance 1: Given on"), "2026-11-23");
    let covers = app.controls_beginning("Clearance 1 covers: ").into_iter();
    let covers: Vec<String> = covers.filter(|one| !one.ends_with("doesn't apply today")).collect();
    assert_eq!(covers.len(), 1, "{covers:?}");
    assert!(!app.shows("Releases it"), "half filled in it counts for nothing");
    app.press(&covers[0]);
    assert!(app.place_of("Clearance 1: Given by").is_some(), "the view stays");
    assert!(app.shows("Releases it"));
    app.clear("Clearance 1: Given on");
    app.type_into("Clearance 1: Given on", "2026-10-30");
    app.show_intake();
    assert!(app.shows("Not released: for this it has to be given on 2026-11-10 or later"));
    app.clear("Clearance 1: Given on");
    app.type_into("Clearance 1: Given on", "2026-01-30");
    app.show_intake();
    assert!(app.shows("Not released: it ended on 2026-04-30"));
}

#[test]
fn what_is_folded_is_named_and_counted() {
    let mut app = App::start();
    assert!(!app.shows("filled in") && !app.says("Wishes"));
    app.press_begin_any("Wishes and story");
    for name in ["Wishes", "Story", "Places on the body"] {
        assert!(app.says(name), "{name}");
    }
    assert!(!app.says("Earlier visits"), "nobody asks for the course at a first visit");
    app.press("Warm packs: Rather not");
    assert!(app.shows("1 filled in"));
}

#[test]
fn nothing_to_press_in_the_intake_is_cut_at_its_right_in_a_small_window() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    returning(&store);
    let mut app = open(&store);
    app.wait_for("from 10 Nov, not confirmed");
    let mut over = Vec::new();
    // As tall as it takes to have all of it laid out, and as low as it is.
    for side in ["Side: Left", "Side: Both"] {
        let side = app.reach(side);
        app.press(&side);
        app.close_choices();
        // In the narrowest, the middle is as wide as many cautions leave it in a small window.
        for (width, height) in
            [(911.0, 512.0), (650.0, 4000.0), (911.0, 4000.0), (1100.0, 3800.0), (1366.0, 3200.0)]
        {
            app.resize(width, height);
            over.extend(app.over_the_edge().into_iter().map(|one| (side.clone(), width, one)));
            assert!(height < 600.0 || app.place_of("Fever: Yes").is_some());
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}
