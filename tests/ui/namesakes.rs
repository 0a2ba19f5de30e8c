//! A client whose name somebody bears already: asked about before anything is saved.

use ischia::model::Client;
use ischia::store::{Opened, SecretString, Store};

use crate::facade::{App, folder};
use crate::practice::plan;
use crate::scenes::{PASSPHRASE, add, new_practice, opened, seal};

/// A practice in which Zoë Berg, born 1968, has a plan, and the name is typed once more.
fn asked(sealed: bool, typed: &str) -> App {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let zoe = add(&store, Client { birth_year: Some(1968), ..Client::named("Zoë Berg") });
    plan(&store, zoe, 45);
    if sealed {
        seal(&store);
    }
    let mut app = opened(&store, sealed);
    app.name_new_client(typed);
    app.enter();
    app.living_in(folder)
}

/// How many clients the folder of the practice holds.
fn count(app: &App) -> usize {
    let root = app.room().join("p");
    let store = match Store::open(&root).unwrap() {
        Opened::Sealed(locked) => {
            locked.unlock(&SecretString::from(PASSPHRASE.to_owned())).unwrap()
        }
        Opened::Open(store) => store,
    };
    store.clients().unwrap().len()
}

#[test]
fn a_name_that_is_there_already_is_asked_about_before_anything_is_saved() {
    for sealed in [false, true] {
        for typed in ["Zoë Berg", "BERG, Zoe"] {
            let mut app = asked(sealed, typed);
            app.wait_for("Is it the same person?");
            assert!(app.shows("born 1968 · 1 plan · last visit 10 Nov 2026"));
            assert_eq!(count(&app), 1, "nothing is saved yet");
            assert_eq!(app.badly_named(), Vec::<String>::new());
            app.press("Cancel");
            assert!(app.shows("Clients · 1"));
            assert_eq!(app.value_of("Name of the new client").as_deref(), Some(typed));
        }
    }
}

#[test]
fn the_same_person_is_chosen_and_another_one_is_added() {
    for sealed in [false, true] {
        let mut app = asked(sealed, "zoe berg");
        app.wait_for("Is it the same person?");
        app.press_begin_any("The same person: ");
        app.wait_for("Plan of 10 Nov");
        assert_eq!(count(&app), 1);
        assert!(app.value_of("Name of the new client").is_none(), "nobody is being added");

        let mut app = asked(sealed, "zoe berg");
        app.wait_for("Is it the same person?");
        app.press("Add another person");
        app.wait_for("Clients · 2");
        assert_eq!(count(&app), 2);
    }
}

#[test]
fn a_name_that_was_just_added_is_asked_about_and_another_name_is_not() {
    let mut app = asked(false, "Ali Caan");
    app.wait_for("Clients · 2");
    assert_eq!(count(&app), 2);
    app.name_new_client("Ali Caan");
    app.enter();
    app.wait_for("Is it the same person?");
    assert!(app.shows("no plans yet"));
    assert_eq!(count(&app), 2);
}
