//! A caution said in the card whose answers bring it, with its source. Its line keeps its room.
//!
//! Which caution stands beside which question, the knowledge says.

use eframe::egui::{Align, Label, Layout, RichText, Sense, Ui, vec2};

use super::grid::inside;
use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::knowledge::schema::Asked;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{secondary, text_width};

/// How high the line is, whether it says something or not.
const LINE: f32 = 18.0;
const ICON: f32 = 13.0;
const WHY: &str = "Why";

/// A line below the questions of a card, for the cautions that their answers bring.
pub fn beside_ui(ui: &mut Ui, scene: Scene<'_>, asked: &[Asked], out: &mut Outbox) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let cautions = scene.state.visit.standing().cautions().iter().filter_map(|note| {
        let known = scene.knowledge.caution(&note.id)?;
        let beside = known.beside.as_ref()?;
        asked.contains(beside).then_some((note, known))
    });
    let cautions: Vec<_> = cautions.collect();
    let count = f32::from(u16::try_from(cautions.len()).unwrap_or(1));
    let width = rect.width() / count.max(1.0);
    for (at, (note, known)) in (0_u16..).zip(cautions) {
        let left = rect.left() + width * f32::from(at);
        let place = rect.with_min_x(left).with_max_x(left + width - 8.0);
        let mut line = inside(ui, place, Layout::left_to_right(Align::Center));
        line.spacing_mut().item_spacing.x = 5.0;
        let colour = scene.colours.severity(note.severity);
        icons::sign(&mut line, icons::severity(note.severity), ICON, colour);
        let why = text_width(&line, WHY, theme::semibold(theme::SMALL)) + 12.0;
        let words = RichText::new(format!("{}. {}", known.title, note.text));
        let words = words.font(theme::regular(theme::SMALL)).color(colour);
        let room = (line.available_width() - why).max(0.0);
        line.allocate_ui_with_layout(
            vec2(room, LINE),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.add(Label::new(words).truncate()).on_hover_text(note.text.as_str());
            },
        );
        let shown = secondary(scene.colours, WHY).font(theme::semibold(theme::SMALL));
        let button = eframe::egui::Button::new(shown.color(scene.colours.accent)).frame(false);
        let why = line.add(button).accessible_name(format!("Why: {}", known.title));
        if why.clicked() {
            out.send(Action::Explain(Explanation {
                title: known.title.clone(),
                paragraphs: vec![
                    scene.knowledge.word_of(&note.id, note.severity).to_owned(),
                    note.text.clone(),
                ],
                sources: note.sources.clone(),
            }));
        }
    }
}
