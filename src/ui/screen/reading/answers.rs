//! What was answered, told and said: names and values in two columns, in the words of the sheet.

use eframe::egui::{self, Ui, vec2};

use crate::export::sheet::{SheetFact, session_facts, told_facts};
use crate::model::{Intake, PlanRecord};
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{bold, card, heading, secondary, section_title, wrapped};

/// From this width on, short values stand in two columns.
const TWO: f32 = 720.0;
/// What a name takes at most of the width.
const NAME: f32 = 0.4;

/// What was answered.
pub(super) fn answers_ui(ui: &mut Ui, scene: Scene<'_>, intake: &Intake) {
    let facts = session_facts(intake, scene.knowledge);
    card(ui, scene.colours, None, |ui| {
        heading(ui, section_title(scene.colours, "Answers"));
        if ui.available_width() < TWO {
            return facts_ui(ui, scene, &facts);
        }
        let (first, second) = facts.split_at(facts.len().div_ceil(2));
        ui.spacing_mut().item_spacing.x = 20.0;
        ui.columns(2, |columns| {
            for (ui, facts) in columns.iter_mut().zip([first, second]) {
                facts_ui(ui, scene, facts);
            }
        });
    });
}

/// What the client told.
pub(super) fn told_ui(ui: &mut Ui, scene: Scene<'_>, intake: &Intake) {
    let facts = told_facts(intake);
    if facts.is_empty() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        heading(ui, section_title(scene.colours, "In the client's words"));
        facts_ui(ui, scene, &facts);
    });
}

fn facts_ui(ui: &mut Ui, scene: Scene<'_>, facts: &[SheetFact]) {
    let facts: Vec<(&str, &str)> =
        facts.iter().map(|fact| (fact.label, fact.text.as_str())).collect();
    pairs_ui(ui, scene, &facts);
}

/// Names at the left, values beside them.
pub(super) fn pairs_ui<S: AsRef<str>>(ui: &mut Ui, scene: Scene<'_>, facts: &[(S, S)]) {
    let font = theme::regular(theme::SMALL);
    let widths = facts.iter().map(|(name, _)| {
        let ink = scene.colours.secondary;
        ui.painter().layout_no_wrap(name.as_ref().to_owned(), font.clone(), ink).size().x
    });
    let widest = widths.fold(0.0, f32::max).ceil();
    let width = widest.min(ui.available_width() * NAME);
    ui.spacing_mut().item_spacing = vec2(10.0, 3.0);
    ui.spacing_mut().interact_size.y = 18.0;
    for (name, value) in facts {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(width, 0.0), |ui| {
                ui.set_width(width);
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    // The smaller letters stand on the line of the larger ones.
                    ui.add_space(1.5);
                    wrapped(ui, secondary(scene.colours, name.as_ref()));
                });
            });
            wrapped(ui, value.as_ref());
        });
    }
}

/// What was said to whom about a plan that was withheld.
pub(super) fn said_ui(ui: &mut Ui, scene: Scene<'_>, record: &PlanRecord) {
    if record.told.is_empty() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        heading(ui, section_title(scene.colours, "What was said"));
        for told in &record.told {
            wrapped(ui, bold(told.heading()));
            wrapped(ui, told.text.as_str());
        }
    });
}
