//! No answer moves anything that can be pressed: every question is answered in every order that a
//! therapist would use, and the places of all controls are compared before and after each answer.
//!
//! The window is as tall as the intake, so that nothing is scrolled: what moves then moves because of
//! the answer. In windows as they are, what stands beside the form is looked at, which doesn't scroll.

use std::collections::BTreeMap;

use eframe::egui::{Key, Rect};
use ischia::model::Client;

use crate::facade::controls::Control;
use crate::facade::{App, Hands, folder};
use crate::intake::{open, returning};
use crate::scenes::{add, new_practice};

/// A laptop's width and a small window's; both as tall as it takes.
const WIDTHS: [f32; 2] = [1366.0, 911.0];
const TALL: f32 = 5200.0;
/// So many controls are there at least, whatever is answered.
const MANY: usize = 150;
/// The same beside a form that scrolls.
const FEW: usize = 12;
/// What stands above and below such a form.
const AROUND: [&str; 5] =
    ["Undo", "Redo", "Print or save", "Show plan", "Discard the unsaved changes"];
/// Windows as they are, in which the form scrolls: a laptop, the same with larger text, and the least.
const SIZES: [(f32, f32); 4] = [(1366.0, 768.0), (1366.0, 660.0), (911.0, 512.0), (760.0, 480.0)];

/// What lies elsewhere than before, with how far it went.
fn moved(before: &BTreeMap<Control, Rect>, after: &BTreeMap<Control, Rect>) -> Vec<String> {
    let near = |a: Rect, b: Rect| a.min.distance(b.min) < 0.6 && a.max.distance(b.max) < 0.6;
    let both = before.iter().filter_map(|(control, was)| Some((control, was, after.get(control)?)));
    let moved = both.filter(|(_, was, is)| !near(**was, **is));
    moved.map(|((_, name, _), was, is)| format!("{name}: {was:?} to {is:?}")).collect()
}

/// Somebody who answers, and looks whether something moved.
struct Watcher {
    app: App,
    /// Whether the form is looked at too: where all of it is in sight.
    form: bool,
    answers: usize,
    found: Vec<String>,
}

impl Watcher {
    fn new(app: App, (width, height): (f32, f32)) -> Self {
        let form = height >= TALL;
        let mut watcher = Self { app, form, answers: 0, found: Vec::new() };
        watcher.app.resize(width, height);
        watcher
    }

    /// Every control of the window; where the form scrolls, every one beside it.
    fn controls(&self) -> BTreeMap<Control, Rect> {
        let mut all = self.app.controls();
        // The button whose word changes is the same one.
        let one_name = |name: String| name.replace("All others no: ", "All no: ");
        all = all
            .into_iter()
            .map(|((role, name, at), place)| ((role, one_name(name), at), place))
            .collect();
        assert!(self.app.shows("Go to Emergency signs"));
        // A scroll bar that comes has no name to be told from another by, and what keys reach only to
        // have it read out can't be pressed.
        all.retain(|(role, name, _), _| !name.is_empty() && role != "Label");
        if self.form {
            return all;
        }
        let bar = all.iter().filter(|((_, name, _), _)| name.starts_with("Go to "));
        let bar = bar.map(|(_, place)| *place).reduce(Rect::union).unwrap();
        all.retain(|(_, name, _), place| {
            let beside = place.center().x < bar.left() || place.center().x > bar.right();
            beside || name.starts_with("Go to ") || AROUND.contains(&name.as_str())
        });
        all
    }

    /// Does something that answers a question, and compares.
    fn watch(&mut self, what: &str, answer: impl FnOnce(&mut App)) {
        self.watch_but(what, None, answer);
    }

    /// The same but for a field that is typed into: what is longer than it scrolls inside.
    fn watch_but(&mut self, what: &str, field: Option<&str>, answer: impl FnOnce(&mut App)) {
        let mut before = self.controls();
        before.retain(|(_, name, _), _| Some(name.as_str()) != field);
        answer(&mut self.app);
        // What is an emergency turns the window at once; the form is where it was.
        if self.app.place_of("Go to Emergency signs").is_none() {
            self.app.press("Edit intake");
        }
        let after = self.controls();
        let both = before.keys().filter(|control| after.contains_key(*control)).count();
        let many = if self.form { MANY } else { FEW };
        assert!(both >= many, "{what}: only {both} controls are there before and after");
        self.answers += 1;
        let moved = moved(&before, &after);
        if !moved.is_empty() {
            let few = moved.iter().take(4).cloned().collect::<Vec<_>>().join("\n    ");
            self.found.push(format!("{what} moves {} things:\n    {few}", moved.len()));
        }
    }

    fn press(&mut self, name: &str) {
        self.watch(name, |app| app.press(name));
    }

    fn say(&mut self, question: &str, yes: bool) {
        let word = if yes { "yes" } else { "no" };
        self.watch(&format!("{word} to {question}"), |app| app.answer(question, yes));
    }

    fn type_into(&mut self, name: &str, text: &str) {
        let what = format!("{text} in {name}");
        self.watch_but(&what, Some(name), |app| app.type_into(name, text));
    }

    /// The complaint, with every choice that opens another.
    fn complaint(&mut self) {
        for name in [
            "Category: Acute sciatica",
            "Category: Chronic sciatica",
            "Category: Herniated disc",
            "Side: Both",
            "Worse side: Left",
            "Side: Left",
            "Side: Right",
        ] {
            self.press(name);
        }
        self.type_into("Weeks since it began", "3");
        self.press("Weeks since it began: Not known");
        self.today();
    }

    /// What is asked at every visit.
    fn today(&mut self) {
        let trend = self.app.reach("Past week: Same");
        for name in [
            "Back pain: 4",
            "Leg pain: 8",
            "Leg pain: 6",
            // At odds with the pain of the leg, which is said below.
            "Symptoms reach: Low back",
            "Symptoms reach: Calf",
            &trend,
            "Length: 60",
        ] {
            self.press(name);
        }
    }

    /// What the doctor said.
    fn doctor(&mut self) {
        for name in [
            "Inflammation: Some",
            "Inflammation: None",
            "Diagnosis: Not diagnosed",
            "Diagnosis: By a doctor",
            "Doctor named the cause: Yes",
            "Doctor's advice on massage: Against",
            "Doctor's advice on massage: In favour",
        ] {
            if self.app.place_of(name).is_some() {
                self.press(name);
            }
        }
    }

    fn signs(&mut self) {
        for question in self.app.questions("emergency") {
            self.say(&question, false);
        }
    }

    /// The questions of a group that are asked in it, in its order.
    fn group(&mut self, group: &str, yes: bool) {
        let former = self.app.former();
        for question in self.app.questions(group) {
            let is_asked = question != self.app.label("known-herniated-disc");
            if is_asked && !former.contains(&question) {
                self.say(&question, yes);
            }
        }
    }

    fn all_no(&mut self) {
        for name in self.app.all_no_names() {
            self.press(&name);
        }
    }

    fn finish(self) {
        assert!(self.found.is_empty(), "of {} answers:\n{}", self.answers, self.found.join("\n"));
        assert!(self.answers > 20, "{} answers", self.answers);
    }
}

/// A new client of a practice, between others, in a window of this width.
fn new_client(width: f32, test: impl FnOnce(&mut Watcher)) {
    new_client_in((width, TALL), test);
}

fn new_client_in(size: (f32, f32), test: impl FnOnce(&mut Watcher)) {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    for name in ["Ada Before", "Zoë Berg", "Zyta After"] {
        add(&store, Client::named(name));
    }
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 3");
    app.press_begin("Zoë Berg");
    app.wait_for("none recorded");
    let mut watcher = Watcher::new(app, size);
    test(&mut watcher);
    watcher.finish();
}

/// The same for one who was here before.
fn returning_client(width: f32, test: impl FnOnce(&mut Watcher)) {
    returning_client_in((width, TALL), test);
}

fn returning_client_in(size: (f32, f32), test: impl FnOnce(&mut Watcher)) {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    returning(&store);
    let mut app = open(&store);
    app.wait_for("counted as yes until answered");
    let mut watcher = Watcher::new(app, size);
    test(&mut watcher);
    watcher.finish();
}

#[test]
fn from_top_to_bottom_nothing_moves() {
    for width in WIDTHS {
        new_client(width, |watcher| {
            watcher.complaint();
            watcher.signs();
            watcher.all_no();
            watcher.doctor();
            watcher.watch("consent", |app| {
                app.press("Agreed today: consent");
                app.wait_for("all 4, last");
            });
            assert!(watcher.app.is_missing(0) && !watcher.app.shows("Session plan"));
        });
    }
}

#[test]
fn group_by_group_from_the_last_nothing_moves() {
    new_client(WIDTHS[0], |watcher| {
        watcher.doctor();
        for group in ["modifier", "hold", "refer"] {
            watcher.group(group, false);
        }
        watcher.signs();
        watcher.complaint();
    });
}

/// Goes from one open question to the next by keys, until none is left.
fn by_keys(watcher: &mut Watcher) {
    let (mut last, mut seen) = (watcher.app.focused(), Vec::new());
    for at in 0..90 {
        if watcher.app.is_missing(0) {
            return;
        }
        // Y and N go on by themselves.
        if watcher.app.focused() == last {
            watcher.app.key(Key::F);
        }
        let name = watcher.app.focused();
        last.clone_from(&name);
        seen.push(name.clone());
        let is_choice = name.contains(": ");
        let is_score = ["Back pain", "Leg pain"].contains(&name.as_str());
        match () {
            () if is_score => watcher.watch(&name, |app| app.stroke(Key::Num4, "4")),
            () if is_choice => watcher.watch(&name, |app| app.key(Key::Space)),
            () if name.starts_with("Weeks") || name.starts_with("Length") => {
                watcher.watch(&name, |app| app.type_here("30"));
                watcher.app.key(Key::Tab);
            }
            () => {
                let (key, text) = if at % 3 == 0 { (Key::Y, "y") } else { (Key::N, "n") };
                let signs = watcher.app.questions("emergency");
                let (key, text) = if signs.contains(&name) { (Key::N, "n") } else { (key, text) };
                watcher.watch(&name, |app| app.stroke(key, text));
            }
        }
    }
    panic!("open for ever, after {seen:#?}");
}

#[test]
fn question_by_question_with_f_nothing_moves() {
    new_client(WIDTHS[0], by_keys);
}

#[test]
fn beside_a_form_that_scrolls_nothing_moves() {
    for size in SIZES {
        new_client_in(size, by_keys);
    }
}

#[test]
fn beside_the_form_of_a_later_visit_nothing_moves() {
    for size in SIZES {
        returning_client_in(size, by_keys);
    }
}

#[test]
fn all_no_and_then_corrections_move_nothing() {
    new_client(WIDTHS[1], |watcher| {
        watcher.app.press_begin_any("Wishes and story");
        watcher.all_no();
        for group in ["refer", "hold", "modifier"] {
            watcher.group(group, true);
            watcher.group(group, false);
        }
        watcher.all_no();
    });
}

#[test]
fn a_yes_that_asks_for_places_or_a_clearance_moves_nothing() {
    new_client(WIDTHS[0], |watcher| {
        watcher.app.press_begin_any("Wishes and story");
        watcher.app.press_begin_any("When findings first appeared");
        for group in ["modifier", "hold", "refer"] {
            watcher.group(group, true);
        }
        watcher.press("Inflammation: Intense");
        for list in ["Avoid", "Inflamed", "Freshly injured", "Numb"] {
            watcher.press(&format!("{list}, Calves: Right"));
        }
        watcher.app.press("Add clearance");
        for (field, text) in [("Given by", "Dr A"), ("What it allows or limits", "light work")] {
            watcher.type_into(&format!("Clearance 1: {field}"), text);
        }
        for name in watcher.app.controls_beginning("Clearance 1 covers: ").iter().take(3) {
            watcher.press(name);
        }
        watcher.type_into("Notes", "one\ntwo\nthree\nfour\nfive\nsix");
        watcher.signs();
    });
}

/// What a clearance can cover comes and goes with the answers.
#[test]
fn with_a_clearance_open_nothing_moves() {
    for width in WIDTHS {
        new_client(width, |watcher| {
            watcher.app.press_begin_any("Wishes and story");
            watcher.app.press_begin_any("When findings first appeared");
            watcher.app.press("Add clearance");
            watcher.app.press("Add clearance");
            watcher.press("Leg pain: 8");
            watcher.group("hold", true);
            watcher.press("Leg pain: 3");
            watcher.group("refer", true);
            let covers = watcher.app.controls_beginning("Clearance 1 covers: ");
            assert!(covers.len() > 4, "{covers:?}");
            watcher.press(&covers[1]);
            watcher.type_into("Clearance 1: Given by", "Dr A");
            watcher.group("hold", false);
            watcher.group("refer", false);
        });
    }
}

#[test]
fn at_a_later_visit_nothing_moves() {
    for width in WIDTHS {
        returning_client(width, |watcher| {
            let former = watcher.app.former();
            assert_eq!(former.len(), 2);
            watcher.today();
            watcher.doctor();
            for question in &former {
                for yes in [true, false, true] {
                    watcher.say(question, yes);
                }
            }
            watcher.signs();
            watcher.group("refer", true);
            watcher.group("refer", false);
            watcher.all_no();
            watcher.press("Confirm");
            watcher.press("Home care since then: Partly");
        });
    }
}

#[test]
fn what_moves_is_found() {
    let mut app = App::start();
    app.resize(1366.0, 768.0);
    let before = app.controls();
    assert!(moved(&before, &app.controls()).is_empty());
    app.press("Go to Health history");
    assert!(moved(&before, &app.controls()).len() > 50, "the form is scrolled");
}
