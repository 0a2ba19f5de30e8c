//! A caution said at the question whose answer brings it, with its source.
//!
//! Which caution stands beside which question, the knowledge says.

use eframe::egui::{Label, RichText, Ui};

use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::knowledge::schema::Asked;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::link;

/// The cautions that this answer brings; nothing where it brings none.
pub fn beside_ui(ui: &mut Ui, scene: Scene<'_>, asked: &Asked, out: &mut Outbox) {
    for note in scene.state.visit.standing().cautions() {
        let known = scene.knowledge.caution(&note.id);
        let Some(known) = known.filter(|known| known.beside.as_ref() == Some(asked)) else {
            continue;
        };
        let colour = scene.colours.severity(note.severity);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.label(icons::text(icons::severity(note.severity), 14.0).color(colour));
            let width = (ui.available_width() - 40.0).max(0.0);
            ui.vertical(|ui| {
                ui.set_max_width(width);
                let text = format!("{}. {}", known.title, note.text);
                let text = RichText::new(text).font(theme::regular(theme::BODY)).color(colour);
                ui.add(Label::new(text).wrap());
            });
            let why = link(ui, scene.colours, "Why");
            if why.accessible_name(format!("Why: {}", known.title)).clicked() {
                out.send(Action::Explain(Explanation {
                    title: known.title.clone(),
                    paragraphs: vec![
                        scene.knowledge.word_of(&note.id, note.severity).to_owned(),
                        note.text.clone(),
                    ],
                    sources: note.sources.clone(),
                }));
            }
        });
    }
}
