//! Looking after a practice: settings, backup and restore, sealing.

use eframe::egui::Key;
use ischia::model::{Client, ClientId};
use ischia::store::vault::leftovers;
use ischia::store::{Base, Existing, Opened, Progress, SecretString, Store, backup};

use crate::access::well_named;
use crate::facade::{App, Hands as _, folder, put};
use crate::scenes::{PASSPHRASE, practice_with, seal, stamp};

fn open(store: &Store) -> App {
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("Clients · 1");
    app.settle();
    app
}

/// Runs a command by its words.
fn run(app: &mut App, words: &str) {
    app.keys(Key::K);
    app.type_into("Find a command or a client", words);
    app.enter();
}

#[test]
fn settings_are_saved_as_a_version_of_their_own() {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = open(&store);
    app.keys(Key::Comma);
    app.type_over("Usual length in minutes", "500");
    app.press("Save settings");
    assert!(app.shows("A session is 15 to 180 minutes long."));
    app.type_over("Usual length in minutes", "45");
    app.type_into("Therapist", "A. Therapist");
    app.type_into("Letterhead", "Bay Massage");
    app.press("Save settings");
    app.wait_for("The settings are saved");
    let history = store.settings().unwrap();
    let settings = history.current().unwrap().content.record().unwrap();
    assert_eq!(settings.minutes.get(), 45);
    assert_eq!(settings.letterhead, ["Bay Massage"]);
    assert_eq!(settings.therapist, "A. Therapist");

    app.press_begin("Zoë Berg");
    app.wait_for("Diagnosis category");
    assert_eq!(app.value_of("Length in minutes").as_deref(), Some("45"));
    assert!(!app.shows("Unsaved changes"), "the usual length is no answer");
    app.fill_in();
    *app.answers.save.lock().unwrap() = Some(folder.path().join("sheet"));
    app.save_plan_as("Plain text");
    let sheet = folder.path().join("sheet.txt");
    app.wait_for("Saved as ");
    let text = std::fs::read_to_string(sheet).unwrap();
    assert!(text.starts_with("Bay Massage\nA. Therapist\n\n"), "{text}");
}

#[test]
fn a_backup_comes_back_into_a_new_folder() {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let file = folder.path().join("p.zip");
    let mut app = open(&store);
    run(&mut app, "back up");
    app.type_over("File", &file.display().to_string());
    app.press("Back up");
    app.wait_for("The practice is backed up");
    app.press("Close");
    assert!(file.is_file());

    run(&mut app, "back up");
    app.type_over("File", &file.display().to_string());
    app.press("Back up");
    app.wait_for("There is a file of that name already");
    app.press("Cancel");

    run(&mut app, "restore");
    app.type_over("Backup", &file.display().to_string());
    app.type_over("Folder", &store.root().display().to_string());
    app.press("Restore");
    app.wait_for("the folder is not empty");
    app.type_over("Folder", &folder.path().join("back").display().to_string());
    app.press("Restore");
    app.wait_for("The backup is restored");
    app.press("Open it");
    app.wait_for("back · 1 client");
}

#[test]
fn a_backup_that_grows_beyond_measure_says_its_size_and_waits_for_another_press() {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    put(&store.root().join("scan.bin"), vec![0; 32 << 20]);
    let [file, other, back] = ["p.zip", "q.zip", "back"].map(|name| folder.path().join(name));
    let at = stamp(0).at;
    backup::write(store.root(), &file, None, Existing::Refuse, at, &Progress::default()).unwrap();
    std::fs::copy(&file, &other).unwrap();
    let mut app = open(&store);
    run(&mut app, "restore");
    app.type_over("Backup", &file.display().to_string());
    app.type_over("Folder", &back.display().to_string());
    app.press("Restore");
    app.wait_for("times its own size");
    assert!(app.is_enabled("Restore at this size") && !back.exists());
    // Leave for one file is none for another.
    app.type_over("Backup", &other.display().to_string());
    app.press("Restore");
    app.wait_for("times its own size");
    assert!(!back.exists());
    app.press("Restore at this size");
    app.wait_for("The backup is restored");
    assert!(back.join("scan.bin").is_file());
}

#[test]
fn a_practice_is_sealed_and_its_recovery_key_shown() {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    let mut app = open(&store);
    app.keys(Key::Comma);
    assert!(app.shows("Whoever opens the folder can read this practice"));
    well_named(&app, "settings");
    app.press("Seal this practice…");
    assert!(app.shows("Every file is rewritten, unreadable without the passphrase"));
    well_named(&app, "sealing");
    app.type_secret("New passphrase", "heron over the bay");
    assert!(!app.is_enabled("Seal it"), "a slip of the finger would lose everything");
    app.type_secret("The same again", "heron over the bay");
    app.press("Seal it");
    app.wait_for("recovery key now");
    assert!(app.shows("AGE-SECRET-KEY-"));
    app.press("I have kept it");
    assert!(app.shows("The practice is sealed"));
    let Opened::Sealed(locked) = Store::open(store.root()).unwrap() else {
        panic!("it is readable");
    };
    locked.unlock(&SecretString::from("heron over the bay".to_owned())).unwrap();
}

#[test]
fn a_sealed_practice_is_made_readable_again_and_its_old_folder_deleted() {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    seal(&store);
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_until_locked();
    app.type_passphrase(PASSPHRASE);
    app.press("Unlock");
    app.wait_for("Clients · 1");
    app.settle();
    app.keys(Key::Comma);
    assert_eq!(app.badly_named(), Vec::<String>::new(), "settings");
    app.press("Unseal…");
    assert_eq!(app.badly_named(), Vec::<String>::new(), "unsealing");
    app.press("Cancel");
    assert!(matches!(Store::open(store.root()).unwrap(), Opened::Sealed(_)));
    app.press("Unseal…");
    app.press("Unseal it");
    app.wait_for("The practice is readable");
    assert!(app.shows("The folder as it was is still there"));
    app.press("Close");
    app.wait_for("Clients · 1");
    assert!(matches!(Store::open(store.root()).unwrap(), Opened::Open(_)));

    app.keys(Key::Comma);
    assert!(!app.shows("Unseal…") && app.shows("Seal this practice…"));
    let left = || leftovers(store.root()).unwrap().len();
    assert_eq!(left(), 2);
    for rest in [1, 0] {
        app.press("Earlier copies…");
        app.wait_for("Delete for good");
        assert_eq!(app.badly_named(), Vec::<String>::new(), "earlier copies");
        app.press("Delete for good");
        app.wait_for("The earlier copy is deleted");
        app.press("Close");
        assert_eq!(left(), rest);
    }
    app.press("Earlier copies…");
    app.wait_for("No earlier copy is left");
}

#[test]
fn what_another_computer_saved_readable_is_sealed_on_demand() {
    let folder = folder();
    let (store, _) = practice_with(&folder.path().join("p"), "Zoë Berg");
    seal(&store);
    // The store of before the sealing goes on saving readably.
    let stamp = stamp(500);
    let id = ClientId::fresh(stamp.at);
    store.save_client(id, Base::none(), Client::named("Ali Caan"), &stamp).unwrap();
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_until_locked();
    app.type_passphrase(PASSPHRASE);
    app.press("Unlock");
    app.wait_for("Clients · 2");
    // Whoever opens it is told, once, that somebody put something there.
    app.wait_for("Readable records in a sealed practice");
    app.wait_for("1 record in the folder is readable");
    app.press("Look at them…");
    app.wait_for("client “Ali Caan”");
    app.press("Take over");
    app.wait_for("1 readable record is taken over, and sealed now");
    app.press("Close");
    app.keys(Key::Comma);
    app.press("Readable records…");
    app.wait_for("Every record is sealed.");
    app.press("Close");
    assert!(store.list(id).unwrap().records.iter().all(|file| file.sealed));
    // What nobody knows is removed.
    let id = ClientId::fresh(stamp.at);
    store.save_client(id, Base::none(), Client::named("Nobody"), &stamp).unwrap();
    // And while it is open too.
    app.wait_for("Readable records in a sealed practice");
    app.press("Look at them…");
    app.wait_for("client “Nobody”");
    app.press("Remove");
    app.wait_for("1 readable record is removed");
    assert!(store.list(id).unwrap().records.is_empty());
}
