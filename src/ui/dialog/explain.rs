//! Why something is said, and the sources behind it.
//!
//! Whoever reads it is a therapist: ids of the clinical files stay out of the sentences, and a
//! source is told by what it says and what it is called.

use std::path::Path;

use eframe::egui::{Label, ScrollArea, Ui};

use super::{buttons, primary, title};
use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::knowledge::schema::Source;
use crate::model::SourceId;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, heading, secondary, section_title, wrapped};

pub fn explain_ui(ui: &mut Ui, scene: Scene<'_>, explanation: &Explanation, out: &mut Outbox) {
    title(ui, &explanation.title);
    let salt = ("explanation", explanation.title.as_str());
    ScrollArea::vertical().id_salt(salt).max_height(400.0).show(ui, |ui| {
        for paragraph in &explanation.paragraphs {
            let words = without_ids(paragraph);
            if !words.is_empty() {
                wrapped(ui, words);
            }
        }
        if !explanation.sources.is_empty() {
            ui.add_space(4.0);
            heading(ui, section_title(scene.colours, "Sources"));
        }
        for id in &explanation.sources {
            source(ui, scene, id);
        }
    });
    buttons(ui, |ui| {
        if primary(ui, scene, "Close") {
            out.send(Action::CloseDialog);
        }
        if ui.button("About the guidance and sources").clicked() {
            out.send(Action::About);
        }
    });
}

fn source(ui: &mut Ui, scene: Scene<'_>, id: &SourceId) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let Some(source) = scene.knowledge.source(id) else {
        wrapped(ui, id.as_str());
        return;
    };
    wrapped(ui, bold(source.gist.as_str()));
    let name = ui.add(Label::new(secondary(scene.colours, called(source))).wrap());
    name.on_hover_text(format!(
        "In the clinical files: {id} · {} · {}",
        source.title, source.place
    ));
    ui.add_space(6.0);
}

/// What a source is called. The texts that the project began with bear numbers alone.
fn called(source: &Source) -> String {
    let is_founding = Path::new(&source.place).extension().is_some_and(|ending| ending == "txt");
    if is_founding {
        return "One of the texts that this project began with".to_owned();
    }
    let year = source.year.as_ref().map(ToString::to_string);
    let place = Some(source.place.clone()).filter(|place| !place.is_empty());
    let parts = [Some(source.title.clone()), year, place];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" · ")
}

/// A paragraph without ids such as “k-02”, and without what only joined them to the rest. One that
/// is an id alone comes to nothing.
fn without_ids(paragraph: &str) -> String {
    let is_name = |text: &str| text.chars().all(|one| one.is_ascii_lowercase() || one == '-');
    if paragraph.contains('-') && is_name(paragraph) {
        return String::new();
    }
    let mut words: Vec<&str> = Vec::new();
    let mut joins = false;
    for word in paragraph.split(' ') {
        let skips = is_id(word) || (joins && word == "·");
        joins = is_id(word);
        if !skips {
            words.push(word);
        }
    }
    words.join(" ").trim_start_matches("· ").to_owned()
}

/// Whether a word is a letter and a number, as the clinical files call cautions and gates.
fn is_id(word: &str) -> bool {
    let Some((letter, number)) = word.split_once('-') else { return false };
    let is_letter = letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_lowercase());
    is_letter && number.len() > 1 && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_name_no_ids() {
        for (written, read) in [
            ("k-02 · Stop · steps 1 to 3", "Stop · steps 1 to 3"),
            ("Fever g-01 · Hold. Released: no", "Fever Hold. Released: no"),
            ("g-12", ""),
            ("minutes-sum", ""),
            (
                "Keep off the L4-L5 level for 10-12 minutes.",
                "Keep off the L4-L5 level for 10-12 minutes.",
            ),
            ("Firm work after a warm-up.", "Firm work after a warm-up."),
        ] {
            assert_eq!(without_ids(written), read);
        }
    }

    #[test]
    fn no_source_is_called_by_a_number() {
        let knowledge = crate::knowledge::Knowledge::shipped().unwrap();
        let sources = &knowledge.tables().sources;
        assert!(!sources.is_empty());
        for source in sources {
            let called = called(source);
            assert!(!called.contains("document 0") && !called.contains(".txt"), "{called}");
            assert!(!called.is_empty() && called != source.id.as_str(), "{called}");
        }
    }

    #[test]
    fn every_id_of_a_caution_and_a_gate_is_known_as_one() {
        let knowledge = crate::knowledge::Knowledge::shipped().unwrap();
        let tables = knowledge.tables();
        let cautions = tables.cautions.iter().map(|caution| caution.id.as_str());
        let gates = tables.gates.iter().map(|gate| gate.id.as_str());
        for id in cautions.chain(gates) {
            assert!(is_id(id), "{id}");
        }
    }
}
