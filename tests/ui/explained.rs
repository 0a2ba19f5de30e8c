//! What explains itself: a category where it is chosen, a modality where a step is explained.

use eframe::egui::Key;

use crate::facade::{App, Hands};

#[test]
fn a_category_says_what_it_is_for_what_to_use_and_what_to_leave_out() {
    let mut app = App::start();
    let protocols = app.knowledge.tables().protocols.clone();
    for protocol in &protocols {
        // By the keys at its card, before it is chosen.
        app.focus(&format!("Category: {}", protocol.name));
        app.type_text("?");
        for (_, text) in protocol.explained() {
            assert!(app.shows(&text.text), "{}", text.text);
        }
        assert!(app.says("Sources"), "{}", protocol.name);
        app.key(Key::Escape);
        // By a press on the question, once it is; it stands over the cards where they say least.
        app.press(&format!("Category: {}", protocol.name));
        app.resize(911.0, 512.0);
        app.press("Diagnosis category: why it is asked");
        for (_, text) in protocol.explained() {
            assert!(app.shows(&text.text), "{}", text.text);
        }
        assert!(app.says("Sources"), "{}", protocol.name);
        app.key(Key::Escape);
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
        app.press(&format!("Why step {number}"));
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
