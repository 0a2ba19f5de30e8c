//! The whole path without a pointer: whoever has only a keyboard finds the way by the focus.
//!
//! Nothing here may look for a place or press something by its name: keys alone, and what has the
//! focus after each. The window is a laptop's, so that what has the focus also has to come into sight.

use eframe::egui::{Key, Modifiers};
use ischia::store::Store;

use crate::facade::{App, Hands, Look, folder};
use crate::scenes::{places, practice_with};

const LAPTOP: Look = Look::sized(1366.0, 768.0);
/// More presses of Tab than there are stops in the window.
const ROUND: usize = 300;

struct Keyboard {
    app: App,
}

impl Keyboard {
    /// Tab, until something has the focus whose name begins with these words.
    fn tab_to(&mut self, words: &str) {
        self.go_to(Modifiers::NONE, words);
    }

    /// The same backwards.
    fn back_to(&mut self, words: &str) {
        self.go_to(Modifiers::SHIFT, words);
    }

    fn go_to(&mut self, modifiers: Modifiers, words: &str) {
        let mut seen = Vec::new();
        for _ in 0..ROUND {
            self.app.keys_with(modifiers, Key::Tab);
            let focused = self.app.focused();
            if focused.starts_with(words) {
                assert!(self.app.sees_focus(), "{focused} has the focus out of sight");
                return;
            }
            seen.push(focused);
        }
        panic!("Tab never comes to {words}: {seen:#?}");
    }

    fn is_on(&self, words: &str) {
        let focused = self.app.focused();
        assert!(focused.starts_with(words), "the focus is on “{focused}”, not on {words}");
        assert!(self.app.sees_focus(), "{focused} has the focus out of sight");
    }

    fn space(&mut self) {
        self.app.key(Key::Space);
    }

    /// Answers whatever question has the focus, and goes on to the next open one.
    fn answer(&mut self) {
        let focused = self.app.focused();
        let named = |words: &str| focused.starts_with(words);
        match () {
            () if named("Category: ") => self.choose("Category: Herniated disc"),
            () if named("Side: ") => self.choose("Side: Right"),
            () if named("Back pain") => self.app.stroke(Key::Num4, "4"),
            () if named("Leg pain") => self.app.stroke(Key::Num6, "6"),
            () if named("Length") => self.type_number("60"),
            () if named("Symptoms reach: ") => self.choose("Symptoms reach: Calf"),
            () if named("Past week: ") => self.choose("Past week: Same"),
            () if named("Inflammation: ") => self.choose("Inflammation: None"),
            () if named("Weeks since it began") => self.type_number("20"),
            () if named("Diagnosis: ") => self.choose("Diagnosis: By a doctor"),
            () if named("Doctor named the cause: ") => {
                self.choose("Doctor named the cause: Yes");
            }
            () if named("Doctor's advice on massage: ") => {
                self.choose("Doctor's advice on massage: In favour");
            }
            // Answers and goes on by itself.
            () => return self.app.stroke(Key::N, "n"),
        }
        self.app.stroke(Key::F, "f");
    }

    fn choose(&mut self, name: &str) {
        if self.app.focused() != name {
            self.tab_to(name);
        }
        self.space();
    }

    fn type_number(&mut self, text: &str) {
        self.app.type_here(text);
        // In a text F is a letter.
        self.app.key(Key::Tab);
    }

    /// Answers everything that is open.
    fn fill_in(&mut self) {
        for _ in 0..ROUND {
            if self.app.is_missing(0) {
                return;
            }
            assert!(!self.app.focused().is_empty(), "the focus is lost");
            assert!(self.app.sees_focus(), "{} is out of sight", self.app.focused());
            self.answer();
        }
        panic!("open for ever: {}", self.app.focused());
    }

    /// From consent, which comes after the last question, to the plan.
    fn see_plan(&mut self) {
        self.is_on("Agreed today: consent");
        self.app.stroke(Key::F, "f");
    }
}

#[test]
fn a_new_clients_plan_is_made_edited_saved_and_opened_again_without_a_pointer() {
    let folder = folder();
    let root = folder.path().join("p");
    let mut app = App::start_as(LAPTOP, Some(places(folder.path())));
    app.begin(&root);
    app.wait_until_empty();
    let mut keyboard = Keyboard { app };
    keyboard.app.keys(Key::N);
    keyboard.is_on("Name of the new client");
    keyboard.app.type_here("Zoë Berg");
    keyboard.app.enter();
    keyboard.app.wait_for("Zoë Berg, no plans yet");
    keyboard.app.settle();
    keyboard.is_on("Category: ");
    keyboard.fill_in();
    keyboard.see_plan();
    assert!(keyboard.app.shows("Session plan"));

    keyboard.is_on("Step 1: ");
    for _ in 0..20 {
        if keyboard.app.focused().contains("Gluteals, right, Myofascial") {
            break;
        }
        keyboard.app.key(Key::ArrowDown);
    }
    let row = keyboard.app.focused();
    assert!(row.contains("Gluteals, right, Myofascial"), "arrows never come there: {row}");
    let step = row.trim_start_matches("Step ").split(':').next().unwrap().to_owned();
    keyboard.app.enter();
    keyboard.tab_to(&format!("Level 1 in step {step}"));
    keyboard.space();
    keyboard.back_to(&format!("Step {step}: "));
    assert!(keyboard.app.focused().contains("level 1 of 5"));
    keyboard.app.keys(Key::S);
    keyboard.app.wait_for("Plan saved ");
    let store = Store::open(&root).unwrap().open().unwrap();
    assert_eq!(store.client(store.clients().unwrap()[0]).unwrap().plans.len(), 1);
    drop(keyboard);

    let mut app = App::start_as(LAPTOP, Some(places(folder.path())));
    app.begin(&root);
    app.wait_for("Clients · 1");
    let mut keyboard = Keyboard { app };
    keyboard.app.keys(Key::F);
    keyboard.is_on("Search clients and notes");
    keyboard.app.type_here("berg");
    keyboard.tab_to("Zoë Berg, ");
    keyboard.app.enter();
    keyboard.app.wait_for("Session plan");
    keyboard.app.settle();
    keyboard.tab_to(&format!("Step {step}: "));
    assert!(keyboard.app.focused().contains("level 1 of 5"), "{}", keyboard.app.focused());
}

#[test]
fn the_focus_comes_along_when_an_emergency_takes_the_place_of_a_plan_and_goes_again() {
    let folder = folder();
    let root = folder.path().join("p");
    practice_with(&root, "Zoë Berg");
    let mut app = App::start_as(LAPTOP, None);
    app.begin(&root);
    app.wait_for("Clients · 1");
    let mut keyboard = Keyboard { app };
    keyboard.tab_to("Zoë Berg, ");
    keyboard.app.enter();
    keyboard.app.wait_for("Go to Complaint");
    keyboard.app.settle();
    keyboard.tab_to("Category: ");
    keyboard.fill_in();
    keyboard.see_plan();
    keyboard.is_on("Step 1: ");
    let question = keyboard.app.questions("emergency")[1].clone();
    keyboard.back_to("Edit intake");
    keyboard.app.enter();
    keyboard.tab_to(&question);
    keyboard.app.stroke(Key::Y, "y");
    assert!(keyboard.app.shows("Emergency: no session today"));
    keyboard.is_on("Emergency: no session today");
    keyboard.tab_to("Edit intake");
    keyboard.app.enter();
    keyboard.is_on(&question);
    keyboard.app.stroke(Key::N, "n");
    keyboard.is_on(&question);
    keyboard.back_to("Show plan");
    keyboard.app.enter();
    keyboard.is_on("Step 1: ");
}
