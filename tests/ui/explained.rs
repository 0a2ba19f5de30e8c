//! What explains itself: a category where it is chosen, a modality where a step is explained.

use eframe::egui::{Key, vec2};
use ischia::knowledge::schema::{Asked, Protocol};

use crate::facade::{App, Hands};

/// What a category is about is shown, why it is asked too; and closes.
fn says_what_it_is_about(app: &mut App, protocol: &Protocol) {
    let why = app.knowledge.question(&Asked::Category).unwrap().text.clone();
    assert!(app.shows(&why), "{}", protocol.name);
    for (_, text) in protocol.explained() {
        assert!(app.shows(&text.text), "{}", text.text);
    }
    assert!(app.says("Sources"), "{}", protocol.name);
    app.key(Key::Escape);
}

#[test]
fn the_sign_of_a_category_tells_and_chooses_nothing() {
    let mut app = App::start();
    app.resize(1366.0, 768.0);
    let first = app.knowledge.tables().protocols[0].name.clone();
    let card = app.place_of(&format!("Category: {first}")).unwrap();
    app.click_at(card.right_top() + vec2(-12.0, 12.0));
    assert!(app.says(&first) && app.shows("Sources"));
    app.key(Key::Escape);
    assert!(!app.is_on(&format!("Category: {first}")));
    app.click_at(card.center());
    assert!(app.is_on(&format!("Category: {first}")) && !app.shows("Sources"));
}

#[test]
fn a_category_says_what_it_is_for_what_to_use_and_what_to_leave_out() {
    let mut app = App::start();
    let protocols = app.knowledge.tables().protocols.clone();
    for protocol in &protocols {
        // By the keys at its card, and by the sign in its corner, before it is chosen.
        app.focus(&format!("Category: {}", protocol.name));
        app.type_text("?");
        says_what_it_is_about(&mut app, protocol);
        app.press(&format!("{}: why it is asked", protocol.name));
        says_what_it_is_about(&mut app, protocol);
        // By a press on the question, once it is; it stands over the cards where they say least.
        app.press(&format!("Category: {}", protocol.name));
        app.resize(911.0, 512.0);
        app.press("Diagnosis category: why it is asked");
        says_what_it_is_about(&mut app, protocol);
        app.resize(1366.0, 2600.0);
    }
}

#[test]
fn why_a_step_is_there_says_what_its_modality_is() {
    let mut app = App::start();
    app.fill_in();
    let modalities = app.knowledge.tables().modalities.clone();
    let mut told = 0;
    for number in 1..=app.rows().len() {
        let row = app.rows()[number - 1].clone();
        let Some(modality) = modalities.iter().find(|one| row.contains(&one.name)) else {
            continue;
        };
        app.press(&row);
        app.press_begin(&format!("Why step {number}: "));
        assert!(app.shows(&modality.card.text), "{row}: {}", modality.card.text);
        for source in &modality.card.sources {
            let gist = app.knowledge.source(source).unwrap().gist.clone();
            assert!(app.shows(&gist), "{row}: {source}");
        }
        told += 1;
        app.key(Key::Escape);
    }
    assert!(told > 3, "{:?}", app.rows());
}
