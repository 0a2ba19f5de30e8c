//! Names in every script and in twos: in the order in which they are read, and told from others.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

use eframe::egui::Rect;
use image::RgbaImage;
use ischia::model::Client;
use ischia::store::Store;
use tempfile::TempDir;

use crate::facade::{App, folder};
use crate::practice::plan;
use crate::scenes::{add, new_practice};

/// Two words whose letters are as different in width as they come: three narrow ones are read first,
/// three wide ones after them.
const NARROW: &str = "ווו";
const WIDE: &str = "ששש";

fn practice() -> (Store, TempDir) {
    let folder = folder();
    (new_practice(&folder.path().join("p")), folder)
}

/// The window on a practice in which a client of this name was added by hand.
fn named(name: &str) -> (App, Store) {
    let (store, folder) = practice();
    let mut app = App::start_page_in_any_script(None);
    app.begin(store.root());
    app.wait_until_empty();
    app.name_new_client(name);
    app.enter();
    app.wait_for("Clients · 1");
    app.settle();
    (app.living_in(folder), store)
}

#[test]
fn two_words_from_right_to_left_stand_in_their_order_and_are_stored_as_they_were_typed() {
    let name = format!("{NARROW} {WIDE}");
    let (app, store) = named(&name);
    let place = |word: &str| app.sight_of(word).unwrap().0;
    let (first, second) = (place(NARROW), place(WIDE));
    assert!((first.center().y - second.center().y).abs() < 1.0, "on one line");
    assert!(second.right() <= first.left(), "what is read first stands at the right");
    assert!(app.says(&name), "heard as it is read");
    let client = store.clients().unwrap().remove(0);
    assert_eq!(store.client(client).unwrap().summary().unwrap().name, name);
}

#[test]
fn two_words_from_right_to_left_look_as_they_are_read() {
    let (mut app, _) = named(&format!("{NARROW} {WIDE}"));
    let place = |word: &str| app.sight_of(word).unwrap().0;
    let (first, second) = (place(NARROW), place(WIDE));
    if (first.width() - second.width()).abs() < 1.0 {
        eprintln!("\n*** SKIPPED: this machine has no font with Hebrew letters ***\n");
        return;
    }
    let widths = inked(&app.picture(), first.union(second));
    assert_eq!(widths.len(), 2, "two words with a space between them: {widths:?}");
    assert!(widths[0] > widths[1] + 2, "the wide letters stand at the left: {widths:?}");
}

/// How wide the words of a line are, from left to right: what is inked, with gaps of a space between.
fn inked(picture: &RgbaImage, line: Rect) -> Vec<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred")]
    let [left, right, top, bottom] =
        [line.left(), line.right(), line.top(), line.bottom()].map(|at| at.round() as u32);
    let ground = picture.get_pixel(left, top);
    let differs = |x: u32| {
        (top..bottom).any(|y| {
            let parts = picture.get_pixel(x, y).0.into_iter().zip(ground.0);
            parts.map(|(a, b)| a.abs_diff(b)).max() > Some(60)
        })
    };
    let mut words: Vec<(u32, u32)> = Vec::new();
    for x in (left..right).filter(|x| differs(*x)) {
        match words.last_mut() {
            // Letters of a word stand nearer to each other than this.
            Some((_, end)) if x - *end <= 2 => *end = x,
            Some(_) | None => words.push((x, x)),
        }
    }
    words.into_iter().map(|(begin, end)| end - begin + 1).collect()
}

#[test]
fn two_clients_of_one_name_are_told_apart_in_the_header() {
    let (store, _folder) = practice();
    let zoe = |code: Option<&str>, birth_year| Client {
        code: code.map(str::to_owned),
        birth_year,
        ..Client::named("Zoë Berg")
    };
    add(&store, zoe(Some("M-7"), Some(1968)));
    add(&store, Client { birth_year: Some(1990), ..Client::named("BERG, Zoe") });
    let last = add(&store, zoe(None, None));
    plan(&store, last, 45);
    add(&store, Client { birth_year: Some(1971), ..Client::named("Ali Caan") });
    let mut app = App::start_page(None);
    app.begin(store.root());
    app.wait_until_listed();
    let mut said = Vec::new();
    for at in 0..3 {
        // Rows of plans come and go with who is chosen.
        let mut places = app.places("Zoë Berg, ");
        places.extend(app.places("BERG, Zoe, "));
        app.click_at(places[at].left_center() + eframe::egui::vec2(20.0, 0.0));
        app.settle();
        for words in ["M-7 · Tue 24 Nov", "born 1990 · Tue", "last visit 10 Nov 2026 · Tue"] {
            if app.shows(words) {
                said.push(words);
            }
        }
    }
    said.sort_unstable();
    said.dedup();
    assert_eq!(said.len(), 3, "{said:?}");
    app.choose_client("Ali Caan");
    assert!(app.shows("Tue 24 Nov 2026") && !app.shows("born 1971"), "nobody else is called that");
}
