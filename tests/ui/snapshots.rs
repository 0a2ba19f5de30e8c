//! Pictures of every view and state, compared with those in `pictures`.
//!
//! A view is one line in a table: its name, the looks that it is drawn in, and how it comes about.
//! It comes about in a window so tall that everything can be found, and is drawn in each look then.
//! After a change that is meant: `UPDATE_SNAPSHOTS=1 cargo test --test ui snapshots`, and look at
//! what `git diff` shows. The same pictures stand in the README, which is why they show a practice
//! that could be one.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

mod closing;
mod courses;
mod dialogs;
mod printed;

use std::collections::BTreeSet;

use eframe::egui::{Key, Modifiers, Theme};
use image::RgbaImage;

use crate::access::{called_by_its_words, well_named};
use crate::facade::{App, Hands as _, Look, folder};
use crate::pictures::{Differences, kept};
use crate::scenes::{self, Scene};

/// A laptop in light and in dark, a desk, and a laptop at 150 %.
const LAPTOP: Look = Look::sized(1366.0, 768.0);
const DARK: Look = Look { theme: Theme::Dark, ..LAPTOP };
const DESK: Look = Look::sized(1920.0, 1080.0);
const ZOOMED: Look = Look { scale: 1.5, ..Look::sized(1366.0 / 1.5, 768.0 / 1.5) };

/// The looks that a view is drawn in, and what of the window is kept of them.
type Drawn = (&'static [Look], Part);

/// For most. Dark is the same window in other colours, which a few show: a change of a colour isn't
/// to change every picture twice.
const LIGHT: Drawn = (&[LAPTOP], Part::Whole);
const LIGHT_AND_DARK: Drawn = (&[LAPTOP, DARK], Part::Whole);
/// For the two screens that are worked in.
const EVERYWHERE: Drawn = (&[LAPTOP, DARK, DESK, ZOOMED], Part::Whole);
/// For what has another arrangement in a small window.
const LAPTOPS: Drawn = (&[LAPTOP, DARK, ZOOMED], Part::Whole);
/// For what is there in a small window alone.
const SMALL: Drawn = (&[ZOOMED], Part::Whole);
/// For what a laptop shows after scrolling alone.
const LONG: Drawn = (&[Look::sized(1366.0, 1500.0)], Part::Whole);
/// For what is folded at the end of an intake.
const MORE: Drawn = (&[Look::sized(1366.0, 2850.0)], Part::Whole);
/// For what differs from another view in the rail alone.
const RAIL: Drawn = (&[LAPTOP], Part::Left(480));
/// For dialogs; dark for a form and a message.
const MIDDLE: Drawn = (&[LAPTOP], Part::Middle(680, 768));
const MIDDLE_AND_DARK: Drawn = (&[LAPTOP, DARK], Part::Middle(680, 768));
/// For those that are wider.
const WIDE: Drawn = (&[LAPTOP], Part::Middle(860, 768));

#[derive(Clone, Copy)]
enum Part {
    Whole,
    Left(u32),
    Middle(u32, u32),
}

impl Part {
    fn of(self, picture: RgbaImage) -> RgbaImage {
        let (width, height) = picture.dimensions();
        let (left, top, width, height) = match self {
            Self::Whole => return picture,
            Self::Left(part) => (0, 0, part, height),
            Self::Middle(wide, high) => ((width - wide) / 2, (height - high) / 2, wide, high),
        };
        image::imageops::crop_imm(&picture, left, top, width, height).to_image()
    }
}

/// Returning clients, and one who comes for the first time.
const KNOWN: &str = "Fergus Sample";
const OTHER: &str = "Pilar Zutano";
const NEW: &str = "Nadia Muster";
/// One whose last session was long and whose pain is followed over some of them.
const BRIEFED: &str = "Małgorzata Testowska";

type View = (&'static str, Drawn, fn() -> Scene);

/// Every table, to hold the pictures that are kept against.
const ALL: [&[View]; 12] = [
    SCREENS,
    START,
    CLIENTS,
    PLANS,
    NOTICES,
    dialogs::KEPT,
    dialogs::SEALING,
    dialogs::PRACTICE,
    dialogs::OTHERS,
    printed::PRINTED,
    closing::CLOSING,
    courses::COURSES,
];

/// Draws each view in its looks.
fn check(views: &[View]) {
    let mut differences = Differences::default();
    for (view, (looks, part), set_up) in views {
        scenes::name_folders(view);
        let mut scene = set_up();
        for look in *looks {
            scene.app.look(*look);
            well_named(&scene.app, view);
            called_by_its_words(&scene.app, view);
            differences.compare(&name_of(view, *look), &part.of(scene.app.picture()));
        }
    }
}

/// What a picture is called.
fn name_of(view: &str, look: Look) -> String {
    let theme = if look.theme == Theme::Light { "light" } else { "dark" };
    let pixels = (look.size * look.scale).round();
    let percent = if look.scale > 1.0 { format!("-{}", look.scale * 100.0) } else { String::new() };
    format!("{view}-{theme}-{}x{}{percent}", pixels.x, pixels.y)
}

#[test]
fn every_picture_that_is_kept_is_drawn_by_one_view() {
    let mut drawn = BTreeSet::new();
    for (view, (looks, _), _) in ALL.into_iter().flatten() {
        for look in *looks {
            assert!(drawn.insert(name_of(view, *look)), "two views are called {view}");
        }
    }
    let strange: Vec<String> = kept().into_iter().filter(|name| !drawn.contains(name)).collect();
    assert!(strange.is_empty(), "no view draws these any more: {strange:#?}");
}

const SCREENS: &[View] = &[
    ("intake", EVERYWHERE, half_an_intake),
    ("intake-new", EVERYWHERE, || {
        let mut scene = new_client();
        for name in [
            "Category: Herniated disc",
            "Side: Right",
            "Back pain: 4",
            "Leg pain: 6",
            "Symptoms reach: Calf",
            "Past week: Same",
        ] {
            scene.app.press(name);
        }
        scene.app.type_into("Weeks since it began", "10");
        let signs = scene.app.questions("emergency");
        signs[..3].iter().for_each(|sign| scene.app.answer(sign, false));
        scene
    }),
    ("plan", EVERYWHERE, planned),
    ("brief", EVERYWHERE, || {
        let mut scene = Scene::practice();
        scene.app.meet_client(BRIEFED);
        showing(scene, "Last time: ")
    }),
    ("brief-told", LAPTOPS, || {
        let mut scene = Scene::practice_with(|store| _ = crate::brief::add_seen(store));
        scene.app.meet_client("Zoë Berg");
        showing(scene, "For next time")
    }),
    ("emergency", LIGHT_AND_DARK, || {
        let mut scene = half_an_intake();
        let first = scene.app.questions("emergency")[0].clone();
        scene.app.answer(&first, true);
        scene
    }),
];

#[test]
fn screens_are_as_in_their_pictures() {
    check(SCREENS);
}

const START: &[View] = &[
    ("start", LIGHT, Scene::start),
    ("opening", LIGHT, || {
        let mut scene = Scene::start();
        let root = scene.practice.clone();
        scene.app.show_opening(&root);
        scene
    }),
    ("empty-practice", LIGHT, || {
        let mut scene = Scene::start();
        let root = scene.practice.clone();
        scene.app.begin(&root);
        scene.app.wait_until_empty();
        scene
    }),
    ("locked-refused", LIGHT, || {
        let mut scene = locked();
        scene.app.unlock_in_vain();
        scene
    }),
];

#[test]
fn start_and_locked_are_as_in_their_pictures() {
    check(START);
}

const CLIENTS: &[View] = &[
    ("rail", LIGHT, Scene::practice),
    ("rail-nothing-found", RAIL, || {
        let mut scene = Scene::practice();
        scene.app.search("zzz");
        scene
    }),
    ("rail-new-client", RAIL, || {
        let mut scene = Scene::practice();
        scene.app.name_new_client(NEW);
        scene
    }),
];

#[test]
fn rail_is_as_in_its_pictures() {
    check(CLIENTS);
}

const PLANS: &[View] = &[
    ("plan-conflict", LIGHT, || {
        let mut scene = row_chosen(0);
        scene.app.keys_with(Modifiers::ALT, Key::ArrowDown);
        showing(scene, "Conflict")
    }),
    ("plan-warning", LIGHT, || {
        let mut scene = deeper();
        scene.app.key(Key::Escape);
        showing(scene, "needs a reason")
    }),
    ("plan-answered", LIGHT, || {
        let mut scene = deeper();
        scene.app.type_into_begin("Why is it right here? ", "tolerated well so far");
        scene.app.enter();
        showing(scene, "Warning answered: ")
    }),
    ("plan-list", LIGHT, || {
        let mut scene = row_chosen(3);
        scene.app.press("Position of step 4");
        showing(scene, "Position of step 4: Standing, not allowed: ")
    }),
    ("plan-lit", LIGHT, || {
        let mut scene = planned();
        scene.app.focus_begin("Limit: No deep");
        scene
    }),
    ("plan-lost", LIGHT, || {
        let mut scene = deeper();
        scene.app.press("Edit intake");
        scene.app.press("Side: Left");
        scene.app.see_plan();
        showing(scene, "some of your edits no longer fit")
    }),
    ("plan-completions", LIGHT, || {
        let mut scene = planned();
        scene.app.keys_with(Modifiers::COMMAND, Key::Enter);
        scene.app.type_text("glu r m");
        assert!(!scene.app.options("Completions").is_empty());
        scene
    }),
    ("plan-map", SMALL, || {
        let mut scene = planned();
        scene.app.look(ZOOMED);
        scene.app.press("Body map");
        showing(scene, "Back view")
    }),
    ("reading", LIGHT, || {
        let mut scene = Scene::client(KNOWN);
        scene.app.open_latest_plan();
        scene
    }),
    ("reading-beside", LIGHT, || {
        let mut scene = planned();
        scene.app.open_plan_before();
        scene.app.press("Compare with today");
        scene
    }),
    ("reading-two-versions", LIGHT, || {
        let change = |store: &_| scenes::change_in_two_places(store, KNOWN);
        let mut scene = Scene::practice_with(change);
        scene.app.choose_client(KNOWN);
        scene.app.open_latest_plan();
        scene
    }),
    ("withheld", LIGHT, || Scene::file("g-07-clot-signs.ron")),
    ("hold", LAPTOPS, || {
        let mut scene = severe();
        scene.app.press("Told: Client");
        scene.app.press("Told: Doctor");
        showing(scene, "Doctor, entry 2: what was said")
    }),
    ("hold-clearance", LIGHT, || {
        let mut scene = severe();
        scene.app.type_into("Clearance 1: Given by", "Dr Muster, neurologist");
        scene.app.type_into("Clearance 1: Given on", "2026-10-30");
        scene.app.type_into("Clearance 1: What it allows or limits", "Light work");
        showing(scene, "Not released")
    }),
];

#[test]
fn plan_states_are_as_in_their_pictures() {
    check(PLANS);
}

const NOTICES: &[View] = &[
    ("told", LIGHT, || {
        let mut scene = Scene::file("g-10-intense-inflammation.ron");
        assert!(scene.app.shows("Hold"));
        scene.app.press("Told: Doctor");
        showing(scene, "Doctor, entry 1: what was said")
    }),
    ("more", MORE, || {
        let mut scene = half_an_intake();
        scene.app.answer("Tingling", true);
        scene.app.press_begin_any("Wishes and story");
        scene.app.press_begin_any("When findings first appeared");
        showing(scene, "Positions to avoid")
    }),
    ("carried", LIGHT, || showing(Scene::client(KNOWN), "not confirmed")),
    ("intake-in-full", LIGHT, || {
        let mut scene = half_an_intake();
        scene.app.press_begin("Full questions: ");
        scene
    }),
    ("rail-over-the-middle", SMALL, || {
        let mut scene = half_an_intake();
        scene.app.look(ZOOMED);
        scene.app.press("Show the clients");
        scene
    }),
    ("drop-several", MIDDLE, || {
        let mut scene = planned();
        let one = scenes::intake("herniated-disc.ron");
        scene.app.drag_over(&[one.clone(), one]);
        scene
    }),
    ("toast", LIGHT, || {
        let mut scene = Scene::client(KNOWN);
        scene.app.command("remove the client");
        scene.app.wait_for("is removed from the lists");
        scene.app.settle();
        scene
    }),
    ("drop", LIGHT, || {
        let mut scene = planned();
        scene.app.drag_over(&[scenes::intake("herniated-disc.ron")]);
        scene
    }),
    ("rescreen", LIGHT, || {
        let mut scene = Scene::practice_with(|store| scenes::plan_ahead(store, KNOWN));
        scene.app.choose_client(KNOWN);
        scene.app.press_begin("Plan of ");
        scene.app.settle();
        showing(scene, "Ask today's questions again")
    }),
    ("client-young", LIGHT, || {
        let mut scene = Scene::practice_with(|store| scenes::add_young_client(store, NEW));
        scene.app.choose_client(NEW);
        assert!(scene.app.shows("Nut oil"));
        showing(scene, "a guardian has to consent")
    }),
    ("clearance", LONG, || {
        let mut scene = Scene::file("g-10-intense-inflammation.ron");
        scene.app.look(Look::TALL);
        scene.app.show_intake();
        scene.app.press("Add clearance");
        scene.app.type_into("Clearance 1: Given by", "Dr Muster, neurologist");
        scene.app.type_into("Clearance 1: What it allows or limits", "Light work");
        showing(scene, "Clearance 1: Given by")
    }),
];

#[test]
fn what_asks_for_a_look_first_is_as_in_its_pictures() {
    check(NOTICES);
}

#[test]
fn a_picture_is_the_same_in_another_window_and_shows_the_theme() {
    let draw = |theme| App::start_as(Look { theme, ..LAPTOP }, None).picture();
    let picture = draw(Theme::Light);
    assert_eq!(picture.dimensions(), (1366, 768));
    assert!(picture == draw(Theme::Light), "two windows in the same state differ");
    assert!(picture != draw(Theme::Dark));
}

fn half_an_intake() -> Scene {
    let mut scene = known();
    let emergency = scene.app.questions("emergency");
    for question in &emergency[..3] {
        scene.app.answer(question, false);
    }
    scene
}

/// A returning client's plan of today, saved.
fn planned() -> Scene {
    let mut scene = known();
    scene.app.answer_former(true);
    scene.app.answer_no_to_all();
    scene.app.save();
    scene
}

/// A returning client, asked everything but the screening.
fn known() -> Scene {
    let mut scene = Scene::client(KNOWN);
    scene.app.fill_basics();
    // More than last time would count as worse.
    scene.app.press("Back pain: 2");
    scene.app.press("Leg pain: 2");
    // In the place of what was carried over.
    let weeks = scene.app.reach("Weeks since it began");
    scene.app.type_over(&weeks, "20");
    scene.app.close_choices();
    scene
}

/// A new client whose leg hurts too much for a session.
fn severe() -> Scene {
    let mut scene = new_client();
    scene.app.fill_basics();
    scene.app.press("Leg pain: 8");
    scene.app.answer_no_to_all();
    showing(scene, "Hold: no session today")
}

/// A row of the plan is chosen, by keys: where it is pressed, a list may open.
fn row_chosen(row: usize) -> Scene {
    let mut scene = planned();
    choose_row(&mut scene, row);
    scene
}

fn choose_row(scene: &mut Scene, row: usize) {
    let row = scene.app.rows()[row].clone();
    scene.app.focus(&row);
    scene.app.enter();
    assert!(scene.app.is_chosen(row.split_once(": ").unwrap().1));
}

/// A step is deeper than is usual, which asks for a reason.
fn deeper() -> Scene {
    let mut scene = new_client();
    scene.app.fill_in();
    let rows = scene.app.rows();
    let step = rows.iter().position(|row| row.contains("Hamstrings, right, Swedish")).unwrap();
    choose_row(&mut scene, step);
    scene.app.press(&format!("Level 3 in step {}", step + 1));
    scene
}

/// The scene, which has to show these words: a picture of something else would guard nothing.
fn showing(scene: Scene, words: &str) -> Scene {
    assert!(scene.app.shows(words), "not shown: {words}");
    scene
}

fn new_client() -> Scene {
    let mut scene = Scene::practice_with(|store| {
        scenes::add_client(store, NEW);
    });
    scene.app.choose_client(NEW);
    scene
}

fn locked() -> Scene {
    let mut scene = Scene::start();
    let folder = folder();
    scenes::seal(&scenes::empty(&folder));
    std::fs::rename(folder.path().join("practice"), &scene.practice).unwrap();
    let root = scene.practice.clone();
    scene.app.begin(&root);
    scene.app.wait_until_locked();
    scene.app.type_passphrase("heron");
    scene
}
