//! Places on the body: what mustn't be touched, what is inflamed, injured or numb.

use eframe::egui::{RichText, Ui};

use crate::app::action::{Change, Outbox};
use crate::app::draft::{Field, belongs_to};
use crate::knowledge::schema::RegionList;
use crate::model::{Inflammation, Laterality};
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{
    AskedName, asked_keys, chip, chip_width, field_name, keep_together, mark, secondary,
    text_width, wrapped,
};

/// Between a region and its sides, which belong together.
const CLOSE: f32 = 4.0;

/// Whether an answer asks for a place, so that the section opens by itself.
pub fn wanted(scene: Scene<'_>) -> bool {
    let draft = &scene.state.visit.work().intake;
    let here = |field: &Field| matches!(field, Field::Places(_));
    draft.needs_excluded(scene.knowledge) && draft.places.excluded.is_empty()
        || RegionList::ALL.iter().any(|list| draft.waits_for_an_answer(*list, scene.knowledge))
        || scene.state.visit.marked.as_ref().is_some_and(here)
}

/// How many places are marked.
pub fn filled(scene: Scene<'_>) -> usize {
    let places = &scene.state.visit.work().intake.places;
    RegionList::ALL.iter().map(|list| places.list(*list).len()).sum()
}

pub fn places_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    for list in RegionList::ALL {
        let chosen = draft.places.list(list);
        let inflamed = draft.inflammation.is_some_and(|how| how != Inflammation::None);
        if list == RegionList::Inflamed && !inflamed && chosen.is_empty() {
            continue;
        }
        mark(ui, scene, &Field::Places(list), |ui| list_ui(ui, scene, list, out));
        if draft.waits_for_an_answer(list, scene.knowledge) {
            let answers = belongs_to(list, scene.knowledge);
            let text = format!("Asked again: a place here goes with a yes to {answers}.");
            wrapped(ui, RichText::new(text).color(scene.colours.care));
        }
        ui.add_space(4.0);
    }
}

fn list_ui(ui: &mut Ui, scene: Scene<'_>, list: RegionList, out: &mut Outbox) {
    let name = list.label();
    let chosen = scene.state.visit.work().intake.places.list(list);
    ui.horizontal_wrapped(|ui| {
        field_name(ui, scene, &Field::Places(list), name, out);
        let regions = &scene.knowledge.tables().regions;
        for region in regions.iter().filter(|region| !region.whole_body) {
            let words = text_width(ui, &region.name, theme::regular(theme::SMALL));
            let sides = Laterality::ALL.map(|side| chip_width(ui, &capital(side.word())) + CLOSE);
            keep_together(ui, words + sides.iter().sum::<f32>());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = CLOSE;
                ui.label(secondary(scene.colours, region.name.as_str()));
                for side in Laterality::ALL {
                    let on = chosen.contains(&(region.id.clone(), side));
                    let group = format!("{name}, {}", region.name);
                    let label = capital(side.word());
                    let shown = chip(ui, scene.colours, on, &group, &label);
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
