//! Pictures of what stands in front of the window.

use eframe::egui::{Key, Modifiers};

use super::*;
use crate::facade::Hands as _;
use crate::scenes::{self, Scene};

pub(super) const KEPT: &[View] = &[
    ("dialog-restore", MIDDLE, || {
        let mut scene = Scene::practice();
        scene.app.command("restore");
        // What stands there first is a folder of whoever runs this.
        scene.app.type_over("Folder", "practice restored");
        showing(scene, "Restore")
    }),
    ("dialog-erase", MIDDLE, || {
        let mut scene = Scene::client(KNOWN);
        scene.app.press("What can be done with this client");
        scene.app.press("Erase for good…");
        showing(scene, "Erase for good?")
    }),
    ("dialog-removed", MIDDLE, || {
        let mut scene = Scene::practice_with(|store| scenes::remove(store, KNOWN));
        scene.app.command("removed clients");
        scene.app.wait_for(&format!("Restore {KNOWN}"));
        scene
    }),
    ("dialog-namesakes", MIDDLE, || {
        let mut scene = Scene::practice();
        scene.app.name_new_client(KNOWN);
        scene.app.enter();
        showing(scene, "Is it the same person?")
    }),
];

#[test]
fn dialogs_about_what_is_kept_are_as_in_their_pictures() {
    check(KEPT);
}

pub(super) const SEALING: &[View] = &[
    ("dialog-settings-sealed", MIDDLE, || {
        let mut scene = Scene::sealed();
        scene.app.keys(Key::Comma);
        showing(scene, "Locks after minutes without a key or click")
    }),
    ("dialog-passphrase-refused", MIDDLE, || {
        let mut scene = Scene::sealed();
        scene.app.keys(Key::Comma);
        scene.app.press("Change the passphrase…");
        assert!(scene.app.shows("The recovery key stays the same"));
        scene.app.type_secret("New passphrase", "heron over the bay");
        scene.app.type_secret("The same again", "heron over the bat");
        scene.app.press("Change it");
        showing(scene, "The two passphrases differ")
    }),
    ("dialog-unseal", MIDDLE, || {
        let mut scene = Scene::sealed();
        scene.app.keys(Key::Comma);
        scene.app.press("Unseal…");
        showing(scene, "Unseal this practice?")
    }),
    ("dialog-old-folders", MIDDLE, || {
        let mut scene = Scene::practice_with(scenes::leave_folders);
        scene.app.keys(Key::Comma);
        scene.app.press("Earlier copies…");
        scene.app.wait_for("A copy that was never finished");
        showing(scene, "The practice as it was")
    }),
    ("dialog-recovery-key", WIDE, || {
        let mut scene = Scene::sealed_before();
        scene.app.keys(Key::Comma);
        scene.app.press("Recovery key…");
        showing(scene, "AGE-SECRET-KEY-")
    }),
    ("locks-soon", LIGHT, || {
        let mut scene = Scene::sealed();
        scene.app.choose_client(KNOWN);
        // Without a pointer, whose going away would be a sign of somebody.
        scene.app.look(LAPTOP);
        scene.app.wait_till("14:40:20");
        showing(scene, "The practice locks in 40 seconds")
    }),
];

#[test]
fn dialogs_about_sealing_are_as_in_their_pictures() {
    check(SEALING);
}

pub(super) const OTHERS: &[View] = &[
    ("dialog-unsaved", MIDDLE_AND_DARK, || {
        // What belongs to no client is kept nowhere.
        let mut scene = Scene::start();
        scene.app.press("Draft a plan without a practice");
        scene.app.fill_in();
        scene.app.keys(Key::N);
        showing(scene, "Save the changes first?")
    }),
    ("dialog-path", MIDDLE, || {
        let mut scene = Scene::start();
        scene.app.ask_for_path();
        scene
    }),
    ("dialog-trouble", MIDDLE, || {
        let mut scene = Scene::start();
        let path = scene.practice.with_extension("ron");
        crate::facade::put(&path, "(\n  date: \"2026-11-24\",\n  side: Up\n)");
        scene.app.open_file(&path);
        scene
    }),
    ("dialog-explain", MIDDLE, || {
        let mut scene = Scene::file("g-07-clot-signs.ron");
        scene.app.ask_why();
        scene
    }),
    ("dialog-about", MIDDLE, || {
        let mut scene = Scene::practice();
        scene.app.ask_about();
        scene
    }),
    ("dialog-client", MIDDLE_AND_DARK, || {
        let mut scene = Scene::client(KNOWN);
        scene.app.keys(Key::I);
        scene
    }),
    ("dialog-rebuild", MIDDLE, || {
        let mut scene = row_chosen(3);
        scene.app.keys_with(Modifiers::ALT, Key::ArrowDown);
        scene.app.press("Rebuild");
        showing(scene, "Rebuild the plan?")
    }),
    ("palette", MIDDLE, || {
        let mut scene = Scene::practice();
        scene.app.keys(Key::K);
        scene.app.type_here("sa");
        scene
    }),
    ("keys", LIGHT, || {
        let mut scene = Scene::practice();
        scene.app.key(Key::F1);
        scene
    }),
    ("menu", LIGHT, || {
        let mut scene = Scene::client(KNOWN);
        scene.app.open_menu("File");
        scene
    }),
    ("dialog-drafts", MIDDLE, || half_an_intake().again_elsewhere(OTHER)),
];

#[test]
fn dialogs_are_as_in_their_pictures() {
    check(OTHERS);
}

pub(super) const PRACTICE: &[View] = &[
    ("dialog-new-practice-sealed", MIDDLE, || {
        let mut scene = Scene::start();
        scene.app.press("New practice");
        scene.app.press("Seal it with a passphrase");
        scene.app.type_into("Country", "Ireland");
        showing(scene, "Country: Ireland")
    }),
    ("dialog-countries", WIDE, || {
        let mut scene = Scene::start();
        scene.app.press("New practice");
        scene.app.press("Choose a country");
        showing(scene, "Ireland · IE")
    }),
    ("dialog-task", MIDDLE, || {
        let mut scene = Scene::practice();
        let file = scene.practice.with_file_name("backup.zip");
        scene.app.choose("File", "Back up the practice…");
        scene.app.type_over("File", &file.display().to_string());
        scene.app.hold(true);
        scene.app.press("Back up");
        // It has its name once everything is done; nothing is more certain to stay.
        scene.app.wait_until("the file is there", |_| file.exists());
        scene.app.wait_for(" of 210 parts");
        scene.app.settle();
        showing(scene, "210 of 210 parts")
    }),
    ("dialog-back-up", MIDDLE, || {
        let mut scene = Scene::practice();
        scene.app.choose("File", "Back up the practice…");
        scene
    }),
    ("dialog-list-columns", MIDDLE, list_of_clients),
    ("dialog-list-outcome", MIDDLE, || {
        let mut scene = list_of_clients();
        scene.app.press("Continue");
        scene.app.wait_for("clients to add");
        scene.app.press_begin("Another person, row 4: ");
        scene
    }),
];

/// A list of another program with all that such lists have, as far as its columns.
fn list_of_clients() -> Scene {
    let mut scene = Scene::practice();
    let file = scene.practice.with_file_name("list.csv");
    let list = format!(
        "First Name;Last Name;Mobile Phone;Home Phone;Birthday;Street;City;Red Alert;Since\n\
         Ada;Muster;+353 87 555 0100;;29/02/1984;1 High St;Cork;Pacemaker;2019\n\
         Juan;Zutano;;021 555 0101;03/04/1990;\"2 Low St\nFlat 3\";Cork;;2020\n\
         {KNOWN};;;;;;;;2021\n\
         Ada;Muster;+353 87 555 0100;;29/02/1984;1 High St;Cork;Pacemaker;2019\n\
         ;;021 555 0102;;;;;;2022\n\
         Max;Sample;;;31/02/1971;;;;2022\n"
    );
    crate::facade::put(&file, list);
    scene.app.command("clients from a list");
    scene.app.type_over("List", &file.display().to_string());
    scene.app.press("Read the list");
    scene.app.wait_for("What does each column hold?");
    scene
}

#[test]
fn dialogs_about_a_practice_are_as_in_their_pictures() {
    check(PRACTICE);
}
