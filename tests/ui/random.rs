//! Ten thousand random events, after which the window still stands and the practice is still whole.
//!
//! Each seed has a process and a folder of its own, because whatever is typed may become a path. To
//! go on with one: `ISCHIA_SEED=3 cargo test --test ui -- --ignored --nocapture random::one_seed`.

use std::process::{Command, Stdio};

use eframe::egui::vec2;
use ischia::store::Store;

use crate::drive::Drive;
use crate::facade::{App, Hands as _, folder};
use crate::monkey::Monkey;
use crate::scenes::{self, Scene};

const SEED: &str = "ISCHIA_SEED";
const SEEDS: u64 = 4;
const EVENTS: usize = 2_500;

#[test]
fn ten_thousand_random_events_leave_the_window_and_the_practice_whole() {
    let mut failed = Vec::new();
    // Two at a time: more than one core is rarely to be had, and a frame is the work of one.
    for seeds in (0..SEEDS).collect::<Vec<_>>().chunks(2) {
        let started = seeds.iter().map(|seed| {
            let folder = folder();
            let child = Command::new(std::env::current_exe().unwrap())
                .args(["--ignored", "--exact", "--nocapture", "random::one_seed"])
                .env(SEED, seed.to_string())
                .env("HOME", folder.path())
                .current_dir(folder.path())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn();
            (seed, folder, child.unwrap())
        });
        for (seed, _folder, child) in started.collect::<Vec<_>>() {
            let ended = child.wait_with_output().unwrap();
            if !ended.status.success() {
                let said = String::from_utf8_lossy(&ended.stderr).into_owned();
                failed.push(format!("seed {seed}, {}:\n{said}", ended.status));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
#[ignore = "in a process of its own, begun by the test above"]
fn one_seed() {
    let seed = std::env::var(SEED).map_or_else(|_| fastrand::u64(..), |seed| seed.parse().unwrap());
    eprintln!("{SEED}={seed}");
    let scene = begun(seed);
    let practice = scene.practice.clone();
    // Begun by hand too, what is typed as a path stays out of the project.
    std::env::set_current_dir(practice.parent().unwrap()).unwrap();
    let answers = scene.app.answers.clone();
    *answers.save.lock().unwrap() = Some(practice.with_file_name("saved.ron"));
    *answers.folder.lock().unwrap() = Some(practice.clone());
    let intake = scenes::intake("chronic.ron");
    *answers.open.lock().unwrap() = Some(intake.clone());
    let files = vec![intake, practice.join("practice.ron"), practice.clone()];
    let (window, _folders) = scene.into_window();
    let mut drive = Drive::new(window, vec2(1366.0, 768.0));
    let mut monkey = Monkey::seeded(seed, files);
    let mut reopened = 0;
    while monkey.events < EVENTS {
        monkey.step(&mut drive);
        // Whatever it has got itself into.
        if monkey.events / 500 > reopened {
            reopened += 1;
            let ctx = drive.ctx.clone();
            drive.window.begin_with(practice.clone(), &ctx);
        }
    }
    drive.rest();
    let app = App::over(drive.window);
    assert!(app.shows("Ischia"), "the window shows something else than itself");
    drop(app);
    let store = Store::open(&practice).unwrap().open().unwrap();
    for client in store.clients().unwrap() {
        let folder = store.client(client).unwrap();
        let plans = folder.plans.values().map(|plan| plan.problems().len()).sum::<usize>();
        let problems = plans + folder.client.problems().len() + folder.foreign.len();
        assert_eq!(problems, 0, "files of client {client} can't be read");
    }
}

/// Each seed begins somewhere else.
fn begun(seed: u64) -> Scene {
    match seed % 4 {
        0 => Scene::practice(),
        1 => Scene::client("Kit Fictionby"),
        2 => {
            let mut scene = Scene::client("Fergus Sample");
            scene.app.open_latest_plan();
            scene
        }
        _ => {
            let mut scene = Scene::client("Fergus Sample");
            scene.app.fill_in();
            scene
        }
    }
}
