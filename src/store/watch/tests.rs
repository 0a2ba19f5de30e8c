//! What is told, and in which time: with the system's events, and by looking alone.

use std::time::Instant;

use super::*;
use crate::model::{Client, Settings};
use crate::store::{Base, Stamp, Store};
use jiff::Timestamp;

/// What the issue allows between a change and the word of it.
const PROMISED: Duration = Duration::from_secs(2);

fn stamp() -> Stamp {
    Stamp { by: String::new(), at: Timestamp::UNIX_EPOCH }
}

fn practice() -> (tempfile::TempDir, Store, ClientId) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("p"), Timestamp::UNIX_EPOCH).unwrap();
    let id = ClientId::fresh(Timestamp::UNIX_EPOCH);
    store.save_client(id, Base::none(), Client::named("A"), &stamp()).unwrap();
    (folder, store, id)
}

fn watch(store: &Store, method: Method) -> (Watch, Receiver<Changed>) {
    let (sender, told) = channel();
    let watch = Watch::start(store.root(), method, move |changed| {
        sender.send(changed).ok();
    });
    (watch.unwrap(), told)
}

/// Waits for this word; others may come before it.
fn hears(told: &Receiver<Changed>, wanted: Changed) -> bool {
    let begun = Instant::now();
    while let Some(left) = PROMISED.checked_sub(begun.elapsed()) {
        match told.recv_timeout(left) {
            Ok(changed) if changed == wanted => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    false
}

#[test]
fn what_others_save_for_the_client_that_is_shown_is_heard_of_in_time() {
    for method in [Method::EventsAndLooks, Method::Looks] {
        let (_folder, store, id) = practice();
        let (watch, told) = watch(&store, method);
        watch.show(Some(id));
        // The first look is over when the thread has taken the order.
        std::thread::sleep(Duration::from_millis(300));
        store.save_client(id, Base::none(), Client::named("B"), &stamp()).unwrap();
        assert!(hears(&told, Changed::Client(id)), "{method:?}");
        store.save_settings(Base::none(), Settings::default(), &stamp()).unwrap();
        assert!(hears(&told, Changed::Practice), "{method:?}");
    }
}

#[test]
fn new_clients_are_heard_of_where_the_system_sends_events() {
    let (_folder, store, _) = practice();
    let (_watch, told) = watch(&store, Method::EventsAndLooks);
    std::thread::sleep(Duration::from_millis(300));
    let new = ClientId::fresh(Timestamp::UNIX_EPOCH);
    store.save_client(new, Base::none(), Client::named("C"), &stamp()).unwrap();
    assert!(hears(&told, Changed::Clients));
}

#[test]
fn nothing_is_told_while_nothing_changes_and_the_end_comes_at_once() {
    let (_folder, store, id) = practice();
    let (watch, told) = watch(&store, Method::EventsAndLooks);
    watch.show(Some(id));
    std::thread::sleep(Duration::from_millis(1300));
    assert!(told.try_recv().is_err());
    let begun = Instant::now();
    drop(watch);
    assert!(begun.elapsed() < Duration::from_millis(500));
}

#[test]
fn a_folder_that_vanishes_and_comes_back_is_no_trouble() {
    let (folder, store, id) = practice();
    let (watch, told) = watch(&store, Method::Looks);
    watch.show(Some(id));
    std::thread::sleep(Duration::from_millis(300));
    let away = folder.path().join("away");
    fs::rename(store.root(), &away).unwrap();
    assert!(hears(&told, Changed::Client(id)));
    fs::rename(&away, store.root()).unwrap();
    assert!(hears(&told, Changed::Client(id)));
}
