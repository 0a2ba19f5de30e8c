//! The country of a practice: a field for its name or its two letters, and the list of the countries
//! that are known.
//!
//! The letters of any other country can be typed. Which number is shown says the knowledge.

use eframe::egui::{Button, Popup, PopupCloseBehavior, RectAlign, ScrollArea, TextEdit, Ui};

use super::first;
use crate::app::forms::known_country;
use crate::knowledge::countries;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::widget::secondary;

const NAME: &str = "Country";

/// The field with its list.
pub(super) fn country_ui(ui: &mut Ui, scene: Scene<'_>, code: &mut String) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let known = known_country(code);
        let name = known.map_or(NAME.to_owned(), |country| format!("{NAME}: {}", country.name));
        ui.label(secondary(scene.colours, name));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let salt = (NAME, scene.state.visit.generation, scene.state.dialogs.len());
            let edit = TextEdit::singleline(code)
                .id_salt(salt)
                .hint_text("Name, or letters such as NL")
                .margin(eframe::egui::Margin::symmetric(8, 5))
                .desired_width((ui.available_width() - 40.0).max(0.0));
            let field = ui.add(edit).accessible_name(NAME);
            first(ui, &field);
            let list = ui.button(icons::text(icons::MORE, 16.0));
            let list = list.accessible_name("Choose a country");
            let popup = Popup::menu(&list).close_behavior(PopupCloseBehavior::CloseOnClick);
            // Below the field and not beside the dialog.
            let popup = popup.align(RectAlign::BOTTOM_END);
            popup.width(240.0).show(|ui| {
                ScrollArea::vertical().max_height(220.0).min_scrolled_height(220.0).show(
                    ui,
                    |ui| {
                        ui.set_width(ui.available_width());
                        for country in countries::countries() {
                            let chosen = known == Some(country);
                            let text = format!("{} · {}", country.name, country.code);
                            let entry = Button::selectable(chosen, text.as_str());
                            if ui.add(entry).accessible_name(text).clicked() {
                                code.clone_from(&country.code);
                            }
                        }
                    },
                );
            });
        });
    });
}
