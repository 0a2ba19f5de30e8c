//! What is rarely needed: folded, each with its name and a count of what is filled in.

use eframe::egui::{self, CollapsingHeader, Ui};

use super::{places, questions, series, story, wishes};
use crate::app::action::Outbox;
use crate::app::draft::{Field, TextField};
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, card, head, secondary, section_title};

const TITLE: &str = "More";
/// From this width on, the head has room to say what is inside.
const SAYS_WHAT: f32 = 680.0;

pub fn more_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    card(ui, scene.colours, None, |ui| {
        let wide = ui.available_width() >= SAYS_WHAT;
        let title = |ui: &mut Ui, _: &mut Outbox| {
            ui.label(section_title(scene.colours, TITLE));
            if wide {
                let inside = "places, first appearance, earlier visits, wishes, the story";
                ui.label(secondary(scene.colours, format!("· {inside}")));
            }
        };
        head(ui, out, title, &[]);
        ui.spacing_mut().item_spacing.y = 1.0;
        let (filled, wanted) = (places::filled(scene), places::wanted(scene));
        section(ui, scene, "Places on the body", filled, wanted, |ui| {
            places::places_ui(ui, scene, out);
        });
        let mut asked = scene.knowledge.tables().findings.iter();
        if asked.any(|finding| draft.counts_as_yes(&finding.id)) {
            let since = |field: &Field| matches!(field, Field::Text(TextField::Since(_)));
            let filled = draft.since.values().filter(|text| !text.trim().is_empty()).count();
            let wanted = marked(scene, since);
            section(ui, scene, "When findings first appeared", filled, wanted, |ui| {
                questions::since_ui(ui, scene, out);
            });
        }
        let (filled, wanted) = (series::filled(draft), marked(scene, series::is_here));
        section(ui, scene, "Earlier visits", filled, wanted, |ui| {
            series::series_ui(ui, scene, out);
        });
        section(ui, scene, "Wishes", wishes::filled(draft), false, |ui| {
            wishes::wishes_ui(ui, scene, out);
        });
        let (filled, wanted) = (story::filled(draft), marked(scene, story::is_here));
        section(ui, scene, "The complaint as told", filled, wanted, |ui| {
            story::story_ui(ui, scene, out);
        });
    });
}

/// A folded section; opened by the hand, or where something in it is wanted.
fn section(
    ui: &mut Ui,
    scene: Scene<'_>,
    title: &str,
    filled: usize,
    wanted: bool,
    content: impl FnOnce(&mut Ui),
) {
    let colours = scene.colours;
    let mut heading = egui::text::LayoutJob::default();
    let style = ui.style();
    let align = egui::Align::Center;
    bold(title).color(colours.ink).append_to(
        &mut heading,
        style,
        egui::FontSelection::Default,
        align,
    );
    if filled > 0 {
        secondary(colours, format!("   {filled} filled in")).append_to(
            &mut heading,
            style,
            egui::FontSelection::Default,
            align,
        );
    }
    CollapsingHeader::new(heading)
        .id_salt((title, scene.state.visit.generation))
        .open(wanted.then_some(true))
        .show_unindented(ui, |ui| {
            ui.add_space(2.0);
            ui.spacing_mut().item_spacing.y = 6.0;
            egui::Frame::NONE
                .inner_margin(egui::Margin { left: 18, ..egui::Margin::ZERO })
                .show(ui, content);
            ui.add_space(4.0);
        });
}

fn marked(scene: Scene<'_>, is_here: impl Fn(&Field) -> bool) -> bool {
    scene.state.visit.marked.as_ref().is_some_and(is_here)
}
