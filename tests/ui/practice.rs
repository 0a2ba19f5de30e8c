//! Tasks with a practice folder: clients, their plans, and what others do to them meanwhile.

use std::path::Path;

use ischia::knowledge::Knowledge;
use ischia::model::{ClientId, Day, FindingId, Intake, PlanId, PlanRecord};
use ischia::planner;
use ischia::store::{Base, Index, Revision, Stamp, Store};
use ischia::text::{Document, Notation};

use crate::facade::{App, Hands, folder, put};
use crate::scenes::{Scene, add_client, new_practice, places, seal, stamp};

/// What a practice's plan needs beside the findings; the usual length is filled in.
const ANSWERS: usize = 10;

fn record(minutes: u16) -> PlanRecord {
    let knowledge = Knowledge::shipped().unwrap();
    let text = format!(
        r#"(
            date: "2026-11-10", category: "chronic", side: Left, pain_back: 3, pain_leg: 2,
            furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
            diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
            minutes: {minutes}, notes: "sails on Sundays",
        )"#
    );
    let document = Document::from_text("intake.ron", Notation::Ron, text);
    let intake: Intake = document.parse().unwrap();
    let accepted = knowledge.accept(intake).unwrap();
    PlanRecord::draft(planner::plan(&accepted, &knowledge).unwrap())
}

pub fn plan(store: &Store, client: ClientId, minutes: u16) -> (PlanId, Revision<PlanRecord>) {
    let id = PlanId::fresh(stamp(1).at);
    let saved = store.save_plan(client, id, Base::none(), record(minutes), &stamp(1)).unwrap();
    (id, saved)
}

/// A practice is open with two clients. Zoë Berg has a plan; nobody is chosen.
pub fn app_of_two(root: &Path) -> App {
    let store = new_practice(root);
    let zoe = add_client(&store, "Zoë Berg");
    add_client(&store, "Ali Caan");
    plan(&store, zoe, 45);
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 2");
    app
}

#[test]
fn a_returning_clients_plan_opens_as_it_was() {
    let folder = folder();
    let mut app = app_of_two(&folder.path().join("p"));
    assert!(app.shows("p · 2 clients · 1 plan"));
    app.press_begin("Zoë Berg");
    app.wait_for("Plan of 10 Nov, draft, 45 minutes");
    app.press_begin("Plan of 10 Nov");
    assert!(app.shows("as saved"), "a past plan is read");
    assert!(app.shows("Cautions"), "with its own cautions");
    assert!(app.shows("No pressure on the sciatic nerve"));
    assert!(app.shows("Keep off the line of the nerve"), "a Stop with its text");
    assert!(app.shows("Leg symptoms grow or move down"));
    assert!(app.shows("· Standing"), "and each row with its position");
    assert!(app.shows("by A. Therapist"));
    assert!(app.shows("of 45 min"));
    assert!(app.shows("sails on Sundays"));
    app.press("Back");
    assert!(!app.shows("as saved"));
    app.press_begin("Plan of 10 Nov");
    app.press("Open for editing");
    assert!(app.shows("Plan saved"));
    assert!(app.shows("of 45 min"));
}

#[test]
fn a_plan_that_was_not_read_with_its_client_is_read_when_it_is_opened() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    plan(&store, zoe, 45);
    // A plan for a later day is none of the latest visits, and the list knows it by its row.
    let mut ahead = record(75);
    ahead.plan.intake.date = Day::parse("2026-12-08").unwrap();
    let id = PlanId::fresh(stamp(2).at);
    store.save_plan(zoe, id, Base::none(), ahead, &stamp(2)).unwrap();
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("Plan of 8 Dec, draft, 75 minutes");
    app.press_begin("Plan of 8 Dec");
    app.wait_for("of 75 min");
    assert!(app.shows("Plan saved"), "it is open for editing");
}

#[test]
fn what_is_saved_is_remembered_beyond_the_window() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    let places = places(folder.path());
    let cache = places.cache.clone();
    let mut app = App::start_with(Some(places));
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("Zoë Berg");
    app.settle();
    let (saved, _) = plan(&store, zoe, 45);
    app.wait_for("Plan of 10 Nov");
    app.wait_until("the plan is remembered", |_| {
        Index::load(&store, &cache).is_some_and(|index| index.plan(saved).is_some())
    });
}

#[test]
fn a_newest_version_that_is_gone_is_said_under_its_client() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    let (_, saved) = plan(&store, zoe, 45);
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("Plan of 10 Nov");
    let files = store.list(zoe).unwrap().records.into_iter();
    let file = files.filter(|file| file.revision == saved.id).map(|file| file.path()).next();
    std::fs::remove_file(store.root().join(file.unwrap())).unwrap();
    app.wait_for("The newest version of 1 record is gone");
    assert!(app.name_begins("Zoë Berg").contains("missing versions"));
}

#[test]
fn a_row_of_the_rail_says_code_last_visit_and_status_without_a_cut() {
    let mut scene = Scene::practice();
    let app = &mut scene.app;
    for name in ["Małgorzata Testowska", "Fergus Sample", "Benoît Lambda-Factice"] {
        for chosen in [false, true] {
            if chosen {
                app.choose_client(name);
            }
            let spoken = app.name_begins(&format!("{name}, "));
            let parts: Vec<&str> = spoken.split(" · ").collect();
            let [_, day, status, code] = parts[..] else { panic!("{spoken}") };
            assert!(["draft", "ready", "done", "hold", "refer"].contains(&status), "{spoken}");
            let uncut = app.texts();
            let last = format!("{day} · {status}");
            for words in [name, code, &last] {
                let is_said = uncut.iter().any(|text| text.contains(words));
                assert!(is_said, "{words} of {spoken}, chosen: {chosen}");
            }
        }
    }
}

#[test]
fn a_past_plan_stands_beside_what_is_being_made() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    plan(&store, zoe, 45);
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("45 minutes");
    app.press("Back pain: 2");
    app.press_begin("Plan of 10 Nov");
    assert!(!app.shows("Leg pain: 3"));
    app.press("Compare with today");
    assert!(app.shows("Leg pain: 3") && app.shows("of 45 min"));
    assert!(app.shows("Unsaved changes"), "reading loses nothing");
    app.press("Leg pain: 2");
    app.press("Only this plan");
    app.press("Back");
    assert!(app.shows("Leg pain: 3") && !app.shows("of 45 min"));
    app.press_begin("Plan of 10 Nov");
    app.press("Compare with today");
    app.key(eframe::egui::Key::Escape);
    assert!(app.shows("Leg pain: 3") && !app.shows("of 45 min"));
    app.press_begin("Plan of 10 Nov");
    app.key(eframe::egui::Key::Escape);
    assert!(app.shows("Leg pain: 3") && !app.shows("of 45 min"));
}

#[test]
fn a_plan_that_was_screened_on_an_earlier_day_asks_for_todays_questions() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    let id = PlanId::fresh(stamp(1).at);
    let mut record = record(45);
    record.plan.intake.date = ischia::model::Day::parse("2099-01-05").unwrap();
    let early = Stamp { at: "2026-11-02T10:00:00Z".parse().unwrap(), ..stamp(1) };
    store.save_plan(zoe, id, Base::none(), record, &early).unwrap();
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("45 minutes");
    app.press_begin("Plan of 5 Jan 2099");
    assert!(app.shows("Screened on 2 Nov. Ask today's questions again"));
    assert!(!app.shows("it was screened on"), "said once");
    assert!(!app.may_be_ready());
}

#[test]
fn a_folder_without_anything_becomes_a_practice_in_which_a_name_is_enough() {
    let folder = folder();
    let root = folder.path().join("new");
    let mut app = App::start();
    app.open_practice(&root);
    app.wait_for("No clients yet");
    app.press("New");
    app.type_into("Name of the new client", "Ioána Ștefan");
    app.enter();
    app.wait_for("Ioána Ștefan, no plans yet");
    app.fill_in();
    app.press("Save");
    app.wait_for("Plan saved ");
    app.wait_for("60 minutes");
    let store = Store::open(&root).unwrap().open().unwrap();
    let clients = store.clients().unwrap();
    let summary = store.client(clients[0]).unwrap().summary().unwrap();
    assert_eq!(summary.name, "Ioána Ștefan");
    assert_eq!(summary.plans.len(), 1);
}

#[test]
fn names_and_notes_are_searched_as_one_types() {
    let folder = folder();
    let mut app = app_of_two(&folder.path().join("p"));
    app.type_into("Search clients and notes", "caan");
    assert!(app.shows("Ali Caan, ") && !app.shows("Zoë Berg, ") && app.shows("Found · 1"));
    assert!(!app.says("Ali Caan"));
    app.enter();
    assert!(app.says("Ali Caan"), "the first one is chosen, and named at the top");
    app.type_into("Search clients and notes", " x");
    app.wait_for("No match");
}

#[test]
fn notes_lead_to_their_client() {
    let folder = folder();
    let mut app = app_of_two(&folder.path().join("p"));
    app.type_into("Search clients and notes", "sundays sails");
    app.wait_for("Zoë Berg, ");
    assert!(!app.shows("Ali Caan, "));
}

#[test]
fn what_another_computer_saves_shows_by_itself_and_loses_nothing_that_is_edited() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.press("Side: Left");
    plan(&store, zoe, 30);
    app.wait_for("30 minutes");
    assert!(app.shows("Unsaved changes"));
    let all = ANSWERS + app.knowledge.tables().findings.len();
    assert!(app.is_missing(all - 1));
}

#[test]
fn of_two_versions_both_are_offered_and_the_kept_one_takes_the_place_of_both() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    let (id, first) = plan(&store, zoe, 45);
    for minutes in [60, 90] {
        let base = Base::of([&first]);
        store.save_plan(zoe, id, base, record(minutes), &stamp(minutes.into())).unwrap();
    }
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("two versions");
    app.press_begin("Zoë Berg");
    app.wait_for("(2 of 2), ");
    app.press("Plan of 10 Nov (1 of 2), draft, 60 minutes");
    assert!(app.shows("changed in two places"));
    assert!(app.shows("of 60 min"));
    app.press("Keep this version");
    app.wait_for("Plan of 10 Nov, draft, 60 minutes");
    assert!(!app.shows("(1 of 2)"));
    let history = store.plan(zoe, id).unwrap();
    assert_eq!(history.heads().count(), 1);
    assert_eq!(history.current().unwrap().parents.len(), 2);
    assert_eq!(history.revisions().len(), 4);
}

#[test]
fn a_damaged_version_is_named_and_the_last_whole_one_shows() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    let (id, first) = plan(&store, zoe, 45);
    let second = store.save_plan(zoe, id, Base::of([&first]), record(60), &stamp(2)).unwrap();
    let listed = store.list(zoe).unwrap().records;
    let damaged = listed.iter().find(|file| file.revision == second.id).unwrap();
    let path = store.root().join(damaged.path());
    let bytes = std::fs::read(&path).unwrap();
    put(&path, &bytes[..bytes.len() / 2]);
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("unreadable files");
    app.press_begin("Zoë Berg");
    app.wait_for("45 minutes");
    app.press_begin("Plan of 10 Nov");
    assert!(app.shows("you see the last whole one"));
    assert!(app.shows("damaged or cut short"));
    assert!(app.shows("1 file can't be read"));
}

#[test]
fn another_client_is_chosen_only_after_the_question_about_unsaved_answers() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add_client(&store, "Zoë Berg");
    add_client(&store, "Ali Caan");
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 2");
    app.press_begin("Zoë Berg");
    app.press("Side: Left");
    app.press_begin("Ali Caan");
    assert!(app.shows("Leave this intake?"));
    app.press("Cancel");
    assert!(app.shows("Unsaved changes"));
    app.press_begin("Ali Caan");
    app.press("Don't save");
    assert!(!app.shows("Unsaved changes"));
}

#[test]
fn a_sealed_practice_opens_with_its_passphrase_and_shows_nothing_once_it_is_locked() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    plan(&store, zoe, 45);
    seal(&store);
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("This practice is sealed");
    app.type_passphrase("heron");
    app.press("Unlock");
    app.wait_for("not the right one");
    assert!(!app.shows("Zoë"));
    app.type_passphrase("heron over the bay");
    app.enter();
    app.wait_for("Clients · 1");
    app.press_begin("Zoë Berg");
    app.wait_for("45 minutes");
    app.press_begin("Plan of 10 Nov");
    assert!(app.shows("of 45 min"));
    app.choose("File", "Lock the practice");
    app.wait_for("This practice is sealed");
    assert!(!app.shows("Zoë") && !app.shows("of 45 min"));
}

#[test]
fn what_was_not_saved_is_offered_again_and_goes_when_it_is_saved() {
    for seals in [false, true] {
        let folder = folder();
        let store = new_practice(&folder.path().join("p"));
        add_client(&store, "Zoë Berg");
        if seals {
            seal(&store);
        }
        let places = places(folder.path());
        let open = |store: &Store| {
            let mut app = App::start_with(Some(places.clone()));
            app.open_practice(store.root());
            if seals {
                app.wait_for("This practice is sealed");
                app.type_passphrase("heron over the bay");
                app.press("Unlock");
            }
            app
        };
        let mut app = open(&store);
        app.wait_for("Clients · 1");
        app.press_begin("Zoë Berg");
        app.press("Side: Left");
        drop(app);

        let mut app = open(&store);
        app.wait_for("Unsaved changes");
        let all = ANSWERS + app.knowledge.tables().findings.len();
        assert!(app.is_missing(all - 1));
        assert!(app.shows("Unsaved changes"));
        app.fill_in();
        app.press("Save");
        app.wait_for("Plan saved ");
        drop(app);

        let mut app = open(&store);
        app.wait_for("Clients · 1");
        app.settle();
        assert!(!app.shows("Unsaved"));
    }
}

#[test]
fn an_incomplete_intake_is_left_without_a_question_and_is_there_again_with_its_client() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    add_client(&store, "Zoë Berg");
    add_client(&store, "Ada Lund");
    let places = places(folder.path());
    let open = || {
        let mut app = App::start_with(Some(places.clone()));
        app.open_practice(store.root());
        app.wait_for("Clients · 2");
        app.settle();
        app
    };
    let mut app = open();
    let all = ANSWERS + app.knowledge.tables().findings.len();
    app.choose_client("Zoë Berg");
    app.press("Side: Left");
    app.keys(eframe::egui::Key::S);
    assert!(app.shows("the draft is kept on this computer"));
    app.choose_client("Ada Lund");
    assert!(app.is_missing(all), "nothing of it comes to another client");
    assert!(!app.shows("Unsaved changes"));
    assert!(app.name_begins("Zoë Berg, ").contains("today · unsaved"));
    app.choose_client("Zoë Berg");
    assert!(app.is_missing(all - 1) && app.is_on("Side: Left"));
    app.choose_client("Ada Lund");
    drop(app);

    let mut app = open();
    assert!(!app.shows("Unsaved work was found"), "who left it knows of it");
    assert!(app.name_begins("Zoë Berg, ").contains("today · unsaved"));
    app.choose_client("Zoë Berg");
    assert!(app.is_missing(all - 1) && app.is_on("Side: Left"));
    app.fill_in();
    app.save();
    drop(app);

    let mut app = open();
    app.choose_client("Zoë Berg");
    app.wait_for("Session plan");
    assert!(!app.shows("nsaved"), "it is saved");
}

#[test]
fn a_folder_of_something_else_is_left_alone_and_said_so() {
    let folder = folder();
    put(&folder.path().join("letter.txt"), "hello");
    let mut app = App::start();
    app.open_practice(folder.path());
    app.wait_for("This practice can't be opened");
    assert!(app.shows("the folder is not empty"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_plan_of_other_knowledge_opens_with_what_is_unknown_in_it_named() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add_client(&store, "Zoë Berg");
    let mut record = record(45);
    record.plan.intake.findings.insert(FindingId::new("of-our-own").unwrap());
    record.plan.intake_digest = Some(planner::intake_digest(&record.plan.intake));
    let id = PlanId::fresh(stamp(1).at);
    store.save_plan(zoe, id, Base::none(), record, &stamp(1)).unwrap();
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.choose_client("Zoë Berg");
    app.open_latest_plan();
    app.press("Open for editing");
    assert!(app.shows("This plan can't be checked as it was saved"));
    assert!(app.shows("of-our-own"));
    app.press("Close");
    assert!(app.shows("Session plan") && !app.shows("no conflicts"), "it isn't as it was screened");
}
