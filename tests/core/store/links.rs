//! Links, pipes and other odd files in a practice: nothing follows them, nothing waits for them, and
//! whoever looks names them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use ischia::model::{Client, ClientId};
use ischia::store::{Base, Key, Progress, RecordFile, Store, client_folder};
use jiff::Timestamp;
use tempfile::TempDir;

use super::support::stamp;

/// A practice with two clients.
fn practice() -> (TempDir, Store, [ClientId; 2]) {
    let folder = TempDir::new().unwrap();
    let store = Store::create(&folder.path().join("p"), Timestamp::UNIX_EPOCH).unwrap();
    let clients = [1, 2].map(|second| ClientId::fresh(Timestamp::from_second(second).unwrap()));
    for client in clients {
        store.save_client(client, Base::none(), Client::named("Ada"), &stamp(3)).unwrap();
    }
    (folder, store, clients)
}

fn record_of(store: &Store, client: ClientId) -> PathBuf {
    let listing = store.list(client).unwrap();
    let own = |file: &&RecordFile| file.key == Key::Client(client);
    store.root().join(listing.records.iter().find(own).unwrap().path())
}

fn pipe(at: &Path) {
    assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
}

#[test]
fn a_pipe_under_the_name_of_a_record_stops_nothing_and_is_named() {
    let (_folder, store, [ada, bob]) = practice();
    let record = record_of(&store, ada);
    fs::remove_file(&record).unwrap();
    pipe(&record);
    assert!(store.client(ada).unwrap().client.current().is_none());
    assert!(store.client(bob).unwrap().client.current().is_some());
    let report = store.verify(&Progress::default()).unwrap();
    assert_eq!(report.damaged.len(), 1, "{report:?}");
    assert!(report.damaged[0].damage.to_string().contains("no ordinary file"), "{report:?}");
    let marker = store.root().join("practice.ron");
    fs::remove_file(&marker).unwrap();
    pipe(&marker);
    assert!(Store::open(store.root()).is_err());
}

#[test]
fn a_link_to_a_record_is_not_followed_and_is_named() {
    let (folder, store, [ada, _]) = practice();
    let record = record_of(&store, ada);
    let elsewhere = folder.path().join("elsewhere.ron");
    fs::rename(&record, &elsewhere).unwrap();
    symlink(&elsewhere, &record).unwrap();
    assert!(store.client(ada).unwrap().client.current().is_none());
    let report = store.verify(&Progress::default()).unwrap();
    assert_eq!(report.damaged.len(), 1, "{report:?}");
    assert!(report.damaged[0].damage.to_string().contains("a link"), "{report:?}");
}

#[test]
fn a_linked_folder_is_neither_read_nor_written_nor_erased() {
    let (folder, store, [ada, bob]) = practice();
    let own = store.root().join(client_folder(ada));
    let strangers = folder.path().join("strangers");
    fs::rename(&own, &strangers).unwrap();
    fs::write(strangers.join("letter.txt"), "mine").unwrap();
    symlink(&strangers, &own).unwrap();
    let before = fs::read_dir(&strangers).unwrap().count();
    assert!(store.client(ada).is_err());
    assert!(store.save_client(ada, Base::none(), Client::named("Eve"), &stamp(4)).is_err());
    assert!(store.erase_client(ada, &stamp(5)).is_err());
    assert_eq!(fs::read_dir(&strangers).unwrap().count(), before);
    let report = store.verify(&Progress::default()).unwrap();
    assert_eq!(report.damaged.len(), 1, "{report:?}");
    assert!(report.damaged[0].damage.to_string().contains("a link"), "{report:?}");
    assert!(store.client(bob).unwrap().client.current().is_some());
}

/// Makes a file as old as this many hours.
fn age(file: &Path, hours: u64) {
    let at = std::time::SystemTime::now() - std::time::Duration::from_hours(hours);
    fs::File::options().write(true).open(file).unwrap().set_modified(at).unwrap();
}

#[test]
fn what_killed_saves_left_is_swept_after_a_day_by_who_writes_there() {
    let (_folder, store, [ada, bob]) = practice();
    let in_folder =
        |client: ClientId, name: &str| store.root().join(client_folder(client)).join(name);
    let old = in_folder(ada, ".ischia-a1B2c3.tmp");
    let young = in_folder(ada, ".ischia-d4E5f6.tmp");
    let elsewhere = in_folder(bob, ".ischia-g7H8i9.tmp");
    let strangers = in_folder(ada, ".mine.tmp");
    for file in [&old, &young, &elsewhere, &strangers] {
        fs::write(file, "a whole record").unwrap();
    }
    for file in [&old, &elsewhere, &strangers] {
        age(file, 25);
    }
    age(&young, 23);
    // Reading sweeps nothing.
    let again = Store::open(store.root()).unwrap().open().unwrap();
    again.client(ada).unwrap();
    assert!(old.exists());
    let base = again.client(ada).unwrap().client.base();
    again.save_client(ada, base, Client::named("Ada L."), &stamp(9)).unwrap();
    assert!(!old.exists());
    assert!(young.exists() && elsewhere.exists() && strangers.exists());
}
