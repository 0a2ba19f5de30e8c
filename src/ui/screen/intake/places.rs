//! Places on the body: what is to be avoided, what is inflamed, injured or numb. A list is off until
//! an answer allows it.

use eframe::egui::{RichText, Ui};

use super::grid::row;
use crate::app::action::{Change, Outbox};
use crate::app::draft::{Field, belongs_to};
use crate::knowledge::schema::RegionList;
use crate::model::Laterality;
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{
    AskedName, asked_keys, chip, chip_width, field_name, keep_together, mark, secondary, text_width,
};

/// Between a region and its sides, which belong together.
const CLOSE: f32 = 4.0;

/// How many places are marked.
pub fn filled(scene: Scene<'_>) -> usize {
    let places = &scene.state.visit.work().intake.places;
    RegionList::ALL.iter().map(|list| places.list(*list).len()).sum()
}

pub fn places_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    for list in RegionList::ALL {
        mark(ui, scene, &Field::Places(list), |ui| {
            row(ui, |ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                field_name(ui, scene, &Field::Places(list), list.label(), out);
                if draft.waits_for_an_answer(list, scene.knowledge) {
                    let answers = belongs_to(list, scene.knowledge);
                    let text = format!("Asked again: a place here goes with a yes to {answers}.");
                    let text = RichText::new(text).font(theme::regular(theme::SMALL));
                    let text = eframe::egui::Label::new(text.color(scene.colours.care));
                    ui.add(text.truncate());
                } else if !draft.takes_places(list, scene.knowledge) {
                    ui.label(secondary(scene.colours, list.reason()));
                }
            });
            let is_open = draft.takes_places(list, scene.knowledge);
            ui.add_enabled_ui(is_open, |ui| list_ui(ui, scene, list, out));
        });
        ui.add_space(4.0);
    }
}

fn list_ui(ui: &mut Ui, scene: Scene<'_>, list: RegionList, out: &mut Outbox) {
    let name = list.label();
    let chosen = scene.state.visit.work().intake.places.list(list);
    row(ui, |ui| {
        let regions = &scene.knowledge.tables().regions;
        let mut takes_focus = scene.is_jumped_to(&Field::Places(list));
        for region in regions.iter().filter(|region| !region.whole_body) {
            let words = text_width(ui, &region.name, theme::regular(theme::SMALL));
            let sides = Laterality::ALL.map(|side| chip_width(ui, &capital(side.word())) + CLOSE);
            keep_together(ui, words + CLOSE + sides.iter().sum::<f32>());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = CLOSE;
                ui.label(secondary(scene.colours, region.name.as_str()));
                for side in Laterality::ALL {
                    let on = chosen.contains(&(region.id.clone(), side));
                    let group = format!("{name}, {}", region.name);
                    let label = capital(side.word());
                    let shown = chip(ui, scene.colours, on, &group, &label);
                    if std::mem::take(&mut takes_focus) {
                        shown.request_focus();
                    }
                    if let Some(asked) = Field::Places(list).asked() {
                        let asked = AskedName { asked: &asked, name };
                        asked_keys(ui, scene, asked, &shown, false, out);
                    }
                    if shown.clicked() {
                        out.change(Change::Place(list, region.id.clone(), side));
                    }
                }
            });
        }
    });
}
