//! The important note and allergies: whole in every window, however long they are.

use eframe::egui::{self, Theme, vec2};
use ischia::model::Client;

use crate::facade::{App, Look, folder};
use crate::scenes::{add, new_practice, seal};

/// A laptop, and the same at 150 %.
const LOOKS: [Look; 2] = [
    Look { size: vec2(1366.0, 768.0), theme: Theme::Light, scale: 1.0 },
    Look { size: vec2(911.0, 512.0), theme: Theme::Light, scale: 1.5 },
];

fn of_words(word: &str, count: usize, last: &str) -> String {
    format!("{} {last}", vec![word; count].join(" "))
}

/// The window at its page of questions, with a client who has this note and these allergies.
fn app_with(look: Look, sealed: bool, important: &str, allergies: &str) -> App {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let client = Client {
        important: Some(important.to_owned()),
        allergies: Some(allergies.to_owned()),
        ..Client::named("Zoë Berg")
    };
    add(&store, client);
    if sealed {
        seal(&store);
    }
    let mut app = App::start_page(None);
    app.begin(store.root());
    if sealed {
        app.wait_until_locked();
        app.type_passphrase(crate::scenes::PASSPHRASE);
        app.press("Unlock");
    }
    app.wait_for("Clients · 1");
    app.choose_client("Zoë Berg");
    app.look(look);
    app.living_in(folder)
}

#[test]
fn an_important_note_and_allergies_show_whole_up_to_four_lines() {
    for look in LOOKS {
        for sealed in [false, true] {
            let note = of_words("pacemaker", 10, "since spring");
            let allergies = "nut oil\nlatex\nlanolin\narnica";
            let app = app_with(look, sealed, &note, allergies);
            for text in [note.as_str(), allergies] {
                assert!(app.says(text), "{text} is said");
                assert!(app.in_full(text).is_some(), "{text} is in sight, {:?}", look.size);
            }
            assert!(app.cut_texts().iter().all(|cut| !cut.contains("pacemaker")));
        }
    }
}

#[test]
fn a_longer_one_scrolls_in_its_place_to_its_last_word_and_is_never_cut() {
    let note = of_words("pacemaker", 200, "and faints");
    let allergies = format!("{} and lilac", "x".repeat(900));
    for look in LOOKS {
        let mut app = app_with(look, false, &note, &allergies);
        let line = app.sight_of("Important").unwrap().0.height();
        for text in [&note, &allergies] {
            assert!(app.says(text), "all of it is said");
            let begin: String = text.chars().take(9).collect();
            let (place, sight) = app.sight_of(&begin).unwrap();
            assert!(place.top() >= sight.top() - 1.0, "it begins at its beginning");
            assert!(place.bottom() > sight.bottom() + line, "more of it waits below");
            assert!((3.5 * line..6.0 * line).contains(&sight.height()), "four lines: {sight:?}");
            app.event(egui::Event::PointerMoved(sight.center()));
            app.turn_wheel(-4000.0);
            app.wait_until("the last line is in sight", |app| {
                let (place, sight) = app.sight_of(&begin).unwrap();
                place.bottom() <= sight.bottom() + 1.0
            });
        }
        let cut = app.cut_texts();
        let is_part =
            |cut: &String| note.contains(cut.as_str()) || allergies.contains(cut.as_str());
        assert!(!cut.iter().any(is_part), "{cut:?}");
        assert!(!app.shows("pacemaker…") && !app.shows("xx…"));
    }
}
