//! How often a therapist presses something until a plan is checked, ready and saved.
//!
//! The window is a laptop's. What is pressed has to lie in sight, under the pointer; the wheel brings it
//! there. What arrives in the window is counted there, not by the verbs.

use eframe::egui::{Event, Key, pos2};
use ischia::model::PlanState;
use ischia::store::Store;

use crate::facade::{App, Hands, Look, PLAN_TODAY};
use crate::scenes::Scene;

const LAPTOP: Look = Look::sized(1366.0, 768.0);
/// What it may take, with the brief that is read before and everything that is confirmed and recorded on
/// the way.
const MOST: usize = 21;
/// The same for a new client, beside the letters of the name.
const MOST_OF_A_NEW_ONE: usize = 30;

/// A hand on a mouse.
struct Hand {
    app: App,
}

impl Hand {
    /// Clicks what begins with these words, after turning the wheel until it is in sight.
    fn click(&mut self, words: &str) {
        let middle = pos2(620.0, 420.0);
        for _ in 0..80 {
            let place = self.app.place_beginning(words);
            if let Some(place) = place.filter(|place| self.app.is_in_sight(*place)) {
                return self.app.click_at(place.center());
            }
            self.app.event(Event::PointerMoved(middle));
            let below = place.is_none_or(|place| place.center().y > middle.y);
            self.app.turn_wheel(if below { -60.0 } else { 60.0 });
        }
        panic!("never in sight: {words}");
    }
}

#[test]
fn a_returning_clients_plan_is_checked_and_saved_with_at_most_21_presses() {
    let scene = Scene::practice();
    let mut hand = Hand { app: scene.app };
    hand.app.look(LAPTOP);
    hand.app.count_presses();
    assert_eq!(hand.app.presses(), 0);

    hand.click("Fergus Sample, ");
    hand.app.wait_for(PLAN_TODAY);
    hand.app.settle();
    hand.app.enter();
    hand.app.wait_for("not confirmed");
    hand.app.settle();
    hand.click("Agreed today");
    hand.app.settle();
    for answer in
        ["Back pain: 2", "Leg pain: 4", "Symptoms reach: Buttock", "Since last visit: Better"]
    {
        hand.click(answer);
    }
    for question in hand.app.questions("emergency") {
        hand.click(&format!("{question}: No"));
    }
    for question in hand.app.former() {
        hand.click(&format!("{question}: Yes"));
    }
    hand.click("Inflammation: None");
    hand.click("Doctor's advice on massage: In favour");
    for group in hand.app.all_no_names() {
        hand.click(&group);
    }
    assert!(!hand.app.shows("Session plan"), "it is offered, and doesn't turn by itself");
    hand.click("Confirm");
    hand.click("Show plan");
    assert!(hand.app.says("Plan checked: no conflicts"), "and no warning either");
    hand.click("State of the plan: Draft");
    hand.click("Mark as ready");
    hand.app.wait_for("Plan saved ");

    let presses = hand.app.presses();
    assert!(presses <= MOST, "{presses} presses");
    assert!(presses > 15, "{presses}: something was answered that nobody asked");
    let store = Store::open(&scene.practice).unwrap().open().unwrap();
    let folders = store.clients().unwrap().into_iter().map(|id| store.client(id).unwrap());
    let mut folder = folders.filter(|one| one.summary().unwrap().name == "Fergus Sample");
    let plans = folder.next().unwrap().plans;
    let records = plans.values().filter_map(|plan| plan.current()?.content.record().cloned());
    let today = |date: String| date == "2026-11-24";
    let mut saved = records.filter(|record| today(record.plan.intake.date.to_string()));
    assert_eq!(saved.next().unwrap().state, PlanState::Ready);
}

#[test]
fn a_new_clients_plan_is_checked_and_saved_with_at_most_30_presses_and_the_name() {
    let scene = Scene::practice();
    let mut hand = Hand { app: scene.app };
    hand.app.look(LAPTOP);
    hand.app.count_presses();
    hand.click("New");
    let before = hand.app.presses();
    hand.app.type_here("Ada");
    let name = hand.app.presses() - before;
    hand.app.enter();
    hand.app.wait_for("none recorded");
    hand.app.settle();
    for answer in [
        "Category: Acute",
        "Side: Left",
        "Weeks since it began: Not known",
        "Back pain: 2",
        "Leg pain: 4",
        "Symptoms reach: Buttock",
        "Past week: Better",
    ] {
        hand.click(answer);
    }
    for question in hand.app.questions("emergency") {
        hand.click(&format!("{question}: No"));
    }
    for group in hand.app.all_no_names() {
        hand.click(&group);
    }
    hand.click("Inflammation: None");
    hand.click("Diagnosis: Not diagnosed");
    hand.click("Doctor's advice on massage: Not asked");
    hand.click("Agreed today");
    hand.app.settle();
    hand.click("Show plan");
    hand.click("State of the plan: Draft");
    hand.click("Mark as ready");
    hand.app.wait_for("Plan saved ");
    let presses = hand.app.presses() - name;
    assert!(presses <= MOST_OF_A_NEW_ONE, "{presses} presses");
    assert!(presses > 20, "{presses}: something was answered that nobody asked");
}

#[test]
fn each_key_and_button_counts_once_and_what_is_held_with_it_too() {
    let mut app = App::start();
    app.count_presses();
    let counted = |app: &mut App, what: &dyn Fn(&mut App)| {
        let before = app.presses();
        what(app);
        app.presses() - before
    };
    assert_eq!(counted(&mut app, &|app| app.press("Side: Left")), 1);
    assert_eq!(counted(&mut app, &|app| app.key(Key::Tab)), 1);
    assert_eq!(counted(&mut app, &|app| app.keys(Key::Z)), 2);
    assert_eq!(counted(&mut app, &|app| app.stroke(Key::Num4, "4")), 1);
    assert_eq!(counted(&mut app, &|app| app.type_here("glu r")), 5);
    assert_eq!(counted(&mut app, &|app| app.focus("Side: Right")), 1);
    assert_eq!(counted(&mut app, &|app| app.turn_wheel(-60.0)), 0);
}
