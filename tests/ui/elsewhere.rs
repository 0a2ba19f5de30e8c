//! What another computer does to a client meanwhile: told, and nothing of a visit is out of reach.

use ischia::model::ClientId;
use ischia::store::{Opened, SecretString, Stamp, Store};
use tempfile::TempDir;

use crate::facade::{App, Hands as _, folder};
use crate::practice::plan;
use crate::scenes::{PASSPHRASE, add_client, new_practice, places, seal, stamp};

/// A practice of two clients that is open here, and the same folder as another computer has it.
struct Two {
    app: App,
    store: Store,
    zoe: ClientId,
    folder: TempDir,
}

impl Two {
    fn open(sealed: bool) -> Self {
        let folder = folder();
        let store = new_practice(&folder.path().join("p"));
        let zoe = add_client(&store, "Zoë Berg");
        add_client(&store, "Ali Caan");
        if sealed {
            seal(&store);
        }
        let root = store.root().to_owned();
        let store = match Store::open(&root).unwrap() {
            Opened::Open(store) => store,
            Opened::Sealed(locked) => {
                locked.unlock(&SecretString::from(PASSPHRASE.to_owned())).unwrap()
            }
        };
        let mut app = App::start_page(Some(places(folder.path())));
        app.begin(&root);
        if sealed {
            app.wait_until_locked();
            app.type_passphrase(PASSPHRASE);
            app.press("Unlock");
        }
        app.wait_for("Clients · 2");
        Self { app, store, zoe, folder }
    }

    /// The other computer removes the client.
    fn remove(&mut self, second: i64) {
        let base = self.store.client(self.zoe).unwrap().client.base();
        let stamp = Stamp { by: "B. Other".to_owned(), ..stamp(second) };
        self.store.remove_client(self.zoe, base, &stamp).unwrap();
        self.app.come_back();
    }

    /// A visit of the other computer comes in, which was saved a second after the first moment.
    fn visit(&mut self) {
        plan(&self.store, self.zoe, 45);
        self.app.come_back();
    }
}

#[test]
fn a_removal_on_another_computer_is_said_with_who_did_it_and_can_be_taken_back() {
    for sealed in [false, true] {
        let mut two = Two::open(sealed);
        two.remove(100);
        two.app.wait_for("Zoë Berg was removed from the lists by B. Other");
        assert!(two.app.shows("Clients · 1"));
        two.app.press("Restore");
        two.app.wait_for("Clients · 2");
    }
}

#[test]
fn a_visit_that_was_saved_after_a_removal_elsewhere_keeps_the_client_on_the_lists() {
    for sealed in [false, true] {
        let mut two = Two::open(sealed);
        two.remove(0);
        two.app.wait_for("was removed from the lists by B. Other");
        two.app.press("Not now");
        two.app.wait_for("Clients · 1");
        two.visit();
        two.app.wait_for("A. Therapist saved a visit after that");
        two.app.press("Show the client");
        two.app.wait_for("Plan of 10 Nov");
        assert!(two.app.shows("Clients · 2") && two.app.shows("Zoë Berg"));
    }
}

#[test]
fn a_visit_that_was_saved_before_a_removal_and_comes_in_later_is_said() {
    for sealed in [false, true] {
        let mut two = Two::open(sealed);
        two.remove(100);
        two.app.wait_for("was removed from the lists by B. Other");
        two.app.press("Not now");
        two.app.wait_for("Clients · 1");
        two.visit();
        two.app.wait_for("a visit came in that A. Therapist saved");
        two.app.press("Restore");
        two.app.wait_for("Plan of 10 Nov");
    }
}

#[test]
fn what_is_not_saved_keeps_its_client_and_brings_the_client_back_when_it_is_saved() {
    for sealed in [false, true] {
        let mut two = Two::open(sealed);
        two.app.choose_client("Zoë Berg");
        two.app.fill_in();
        two.remove(100);
        two.app.wait_for("was removed from the lists by B. Other");
        two.app.press("Not now");
        assert!(two.app.shows("Unsaved changes"));
        two.app.save();
        two.app.wait_for("saved a visit after that");
        two.app.press("Show the client");
        two.app.wait_for("Clients · 2");
    }
}

#[test]
fn a_removal_of_ones_own_is_no_news() {
    let mut two = Two::open(false);
    two.app.choose_client("Zoë Berg");
    two.app.command("remove the client");
    two.app.wait_for("is removed from the lists");
    two.app.wait_for("Clients · 1");
    two.app.settle();
    assert!(!two.app.shows("Changed outside this window"));
    // What the other one does is told all the same.
    let ali = two.store.clients().unwrap().into_iter().find(|id| *id != two.zoe).unwrap();
    let base = two.store.client(ali).unwrap().client.base();
    two.store.remove_client(ali, base, &stamp(100)).unwrap();
    two.app.come_back();
    two.app.wait_for("Ali Caan was removed from the lists by A. Therapist");
    drop(two.folder);
}
