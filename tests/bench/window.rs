//! How long the window takes to come, how long a frame of it takes, and what it costs to leave it open.
//!
//! `cargo bench --bench window -- [PLANS] [pairs=N] [idle=SECONDS]`, 10,000 plans, 20 pairs and 20
//! seconds where nothing is said. The first and the last part start the release program, and need a
//! display for that: `xvfb-run -a cargo bench --bench window -- 100000`. What they are compared with
//! is an empty window of the same eframe, which is this program started with `--empty`. Practices are
//! made below the system's folder for temporary files (or `TMPDIR`) and removed.

#![allow(clippy::print_stdout, reason = "the table is what this is for")]
#![allow(clippy::unwrap_used, reason = "a measurement that can't go on ends there")]

#[path = "../ui/drive.rs"]
mod drive;
#[path = "../ui/facade/mod.rs"]
#[allow(dead_code, reason = "tests say more than a benchmark does")]
mod facade;
#[path = "../ui/monkey.rs"]
mod monkey;
#[path = "../ui/render.rs"]
mod render;
#[path = "window/start.rs"]
mod start;

use std::fs;
use std::path::Path;
use std::time::Duration;

use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, TouchPhase, vec2,
};
use ischia::store::sample::{self, Wanted};
use ischia::store::{Index, Places, Progress, Store};
use ischia::ui::Window;

use drive::{Drive, Took};
use facade::{App, Hands as _, Look};
use monkey::{Drawn, Monkey};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const LAPTOP: Look = Look::sized(1366.0, 768.0);
/// Frames that are drawn before anything is timed: fonts are drawn once.
const WARM: usize = 60;
/// What is looked for in the practice.
const FOUND: [&str; 6] = ["anna", "sample", "knee pain", "m-0004", "zzz", "e"];
/// What is typed to add a step.
const STEPS: [&str; 3] = ["glu r mfr 2 3", "calves both swe 1 2", "ham l swe 2 2"];
const EVENTS: usize = 10_000;
const SEED: u64 = 7;

fn main() -> Outcome {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [start::EMPTY, file] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return start::empty_window(Path::new(file));
    }
    let number = |name: &str| arguments.iter().find_map(|argument| argument.strip_prefix(name));
    let plans: u32 = match arguments.iter().find(|argument| !argument.contains('=')) {
        Some(plans) => plans.parse()?,
        None => 10_000,
    };
    let pairs: usize = number("pairs=").unwrap_or("20").parse()?;
    let idle = Duration::from_secs(number("idle=").unwrap_or("20").parse()?);

    let folder = tempfile::tempdir()?;
    // Whatever is typed at random may become a path.
    std::env::set_current_dir(folder.path())?;
    let store = made(&folder.path().join("practice"), plans)?;
    let places = start::places(folder.path());
    let mut index = Index::empty(store.practice());
    index.refresh(&store, &Progress::default())?;
    index.save(&store, &places.cache)?;
    let counts = index.counts();
    println!("\n{} plans, {} clients", counts.plans, counts.clients);
    drop(index);

    if start::has_display() {
        start::measure(folder.path(), store.root(), pairs, idle)?;
    } else {
        println!("\nno display (DISPLAY or WAYLAND_DISPLAY): start, idle and memory are left out");
    }
    frames(&store, &places)?;
    random(&store, &places)
}

fn made(root: &Path, plans: u32) -> Outcome<Store> {
    let wanted = Wanted { clients: (plans / 10).max(1), plans, seed: 1 };
    Ok(sample::write(root, wanted, &Progress::default())?)
}

/// Our own part of a frame, while somebody works.
fn frames(store: &Store, places: &Places) -> Outcome {
    println!("\nour own part of a frame at 1366 × 768, layout and tessellation");
    println!("  {:<30}{:>8}{:>12}{:>12}{:>12}", "", "frames", "median", "99 %", "worst");
    let app = planned(store, places, "Nadia Muster");
    let quick = app.place_of(facade::QUICK_ADD).ok_or("no field for a step")?.center();
    let search = app.place_of(facade::SEARCH).ok_or("no search field")?.center();
    let rail = app.place_beginning("Nadia Muster, ").ok_or("no client")?.center();
    let first = app.place_beginning(facade::FIRST_STEP).ok_or("no first step")?.center();
    let third = app.place_beginning(facade::THIRD_STEP).ok_or("no third step")?.center();
    let mut drive = warmed(app.into_window().0);

    show("nothing happens", (0..300).map(|_| drive.frame(Vec::new())).collect());
    show("pointer over the plan", over(&mut drive, first, third));
    show("scrolling the plan", scrolled(&mut drive, first));
    show("dragging a step", dragged(&mut drive, first, third));
    show("scrolling the rail", scrolled(&mut drive, rail));
    show("typing in the search", typed(&mut drive, search, &FOUND));
    show("typing a step", typed(&mut drive, quick, &STEPS));

    let mut app = planned(store, places, "Nils Muster");
    // What was changed by hand has to find its place in every plan that an answer brings.
    for step in STEPS {
        app.type_into(facade::QUICK_ADD, step);
        app.enter();
    }
    // The plan went to its new steps; what leads to the intake stands above them.
    app.look(Look::TALL);
    app.edit_intake();
    app.look(LAPTOP);
    let weeks = app.place_of(facade::A_NUMBER).ok_or("no number")?.center();
    let middle = app.place_of(facade::AN_ANSWER).ok_or("no answer")?.center();
    let mut drive = warmed(app.into_window().0);
    show("scrolling the intake", scrolled(&mut drive, middle));
    show("pointer over the intake", over(&mut drive, middle, rail));
    show("typing in the intake", typed(&mut drive, weeks, &["1", "0", "00"]));
    Ok(())
}

/// A window on the practice, with the plan of somebody new.
fn planned(store: &Store, places: &Places, name: &str) -> App {
    // As tall as it takes to answer everything without scrolling.
    // Nobody else's draft is offered first.
    let state = places.state.join(name);
    let mut app = App::start_page_in_any_script(Some(Places { state, ..places.clone() }));
    app.begin(store.root());
    app.wait_until_listed();
    app.name_new_client(name);
    app.enter();
    app.wait_for(&format!("{name}, no plans yet"));
    app.fill_in();
    app.look(LAPTOP);
    app
}

fn warmed(window: Window) -> Drive {
    let mut drive = Drive::new(window, LAPTOP.size);
    drive.rest();
    for _ in 0..WARM {
        drive.frame(Vec::new());
    }
    drive
}

fn over(drive: &mut Drive, from: Pos2, to: Pos2) -> Vec<Took> {
    let part = |step: u16| f32::from(step) / 200.0;
    (0..200).map(|step| drive.frame(vec![Event::PointerMoved(from.lerp(to, part(step)))])).collect()
}

/// Down by some lines a frame, and up again.
fn scrolled(drive: &mut Drive, at: Pos2) -> Vec<Took> {
    drive.frame(vec![Event::PointerMoved(at)]);
    let wheel = |lines: f32| Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, lines),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    (0..400).map(|step| drive.frame(vec![wheel(if step < 200 { -3.0 } else { 3.0 })])).collect()
}

fn dragged(drive: &mut Drive, from: Pos2, to: Pos2) -> Vec<Took> {
    let press = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    drive.frame(vec![Event::PointerMoved(from)]);
    let mut took = vec![drive.frame(vec![press(from, true)])];
    took.extend(over(drive, from, to));
    took.extend(over(drive, to, from));
    took.push(drive.frame(vec![press(from, false)]));
    took
}

/// Words, letter by letter, and taken away again; what is found comes with the frame.
fn typed(drive: &mut Drive, at: Pos2, words: &[&str]) -> Vec<Took> {
    let press = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    drive.frame(vec![Event::PointerMoved(at), press(true)]);
    drive.frame(vec![press(false)]);
    let back = || Event::Key {
        key: Key::Backspace,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let mut took = Vec::new();
    for word in words {
        for letter in word.chars() {
            took.push(drive.frame(vec![Event::Text(letter.to_string())]));
            took.push(drive.frame(Vec::new()));
        }
        for _ in word.chars() {
            took.push(drive.frame(vec![back()]));
            took.push(drive.frame(Vec::new()));
        }
    }
    took
}

fn show(what: &str, mut took: Vec<Took>) {
    took.sort_unstable();
    let at = |part: usize| took.get((took.len() - 1) * part / 100).copied().unwrap_or_default();
    let [median, most, worst] = [at(50), at(99), at(100)].map(|took| start::ms(took.all));
    println!("  {what:<30}{:>8}{median:>9.2} ms{most:>9.2} ms{worst:>9.2} ms", took.len());
}

/// The slowest frames of somebody without a plan.
fn random(store: &Store, places: &Places) -> Outcome {
    let app = planned(store, places, "Nora Muster");
    let mut drive = warmed(app.into_window().0);
    let mut monkey = Monkey::seeded(SEED, vec![store.root().to_owned()]);
    let mut drawn: Vec<Drawn> = Vec::new();
    while monkey.events < EVENTS {
        drawn.push(monkey.step(&mut drive));
    }
    drawn.sort_by_key(|drawn| std::cmp::Reverse(drawn.took));
    println!("\n{EVENTS} random events, seed {SEED}: {} frames, the slowest", drawn.len());
    for Drawn { took, what } in drawn.iter().take(20) {
        let shown: String = what.chars().take(110).collect();
        println!(
            "  {:>8.2} ms, layout {:>8.2} ms  {shown}",
            start::ms(took.all),
            start::ms(took.layout)
        );
    }
    let all = drawn.into_iter().map(|drawn| drawn.took).collect();
    println!("  {:<30}{:>8}{:>12}{:>12}{:>12}", "", "frames", "median", "99 %", "worst");
    show("all of them", all);
    // What was typed may be a file by now.
    fs::read_dir(".")?.try_for_each(|entry| entry.map(drop))?;
    Ok(())
}
