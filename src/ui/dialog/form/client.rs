//! A client's details, and erasing a client for good.

use eframe::egui::{RichText, ScrollArea, Ui};

use super::{Buttons, field, line, pair};
use crate::app::forms::{ClientForm, EraseForm};
use crate::model::Client;
use crate::store::index::is_blank;
use crate::ui::dialog::title;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{heading, name_label, secondary, section_title, wrapped};

/// A client's details.
pub(super) fn client_ui(ui: &mut Ui, scene: Scene<'_>, form: &mut ClientForm) -> Buttons {
    title(ui, "Client details");
    let height = (ui.content_rect().height() - 210.0).clamp(180.0, 460.0);
    let fields = ScrollArea::vertical().id_salt(("client details", form.client));
    let fields = fields.max_height(height);
    fields.show(ui, |ui| {
        // The handle must not lie over the fields.
        ui.set_max_width((ui.available_width() - 12.0).max(0.0));
        line(ui, scene, "Name", &mut form.name, "");
        pair(ui, |columns| {
            let [left, right] = columns else { return };
            line(left, scene, "Code", &mut form.code, "For lists that others may see");
            line(right, scene, "Year of birth", &mut form.birth_year, "Such as 1968");
        });
        if form.asks_guardian(scene.state.today) {
            let text = "The client may be under 18: a guardian consents.";
            wrapped(ui, RichText::new(text).color(scene.colours.care));
            pair(ui, |columns| {
                let [left, right] = columns else { return };
                line(left, scene, "Guardian who consented", &mut form.guardian, "");
                line(
                    right,
                    scene,
                    "Day of the consent",
                    &mut form.guardian_on,
                    "Such as 2026-11-29",
                );
            });
        }
        let hint = "Shown above every intake and plan";
        field(ui, scene, "Important note", &mut form.important, hint, 2);
        let hint = "Including oils and lotions";
        field(ui, scene, "Allergies", &mut form.allergies, hint, 2);
        field(ui, scene, "Goals", &mut form.goals, "What the client wants from the treatment", 2);
        heading(ui, section_title(scene.colours, "Contact"));
        pair(ui, |columns| {
            let [left, right] = columns else { return };
            line(left, scene, "Telephone", &mut form.phone, "");
            line(right, scene, "E-mail", &mut form.email, "");
        });
        field(ui, scene, "Address", &mut form.address, "", 2);
        heading(ui, section_title(scene.colours, "Keeping the record"));
        let years = scene.state.practice.open().map(|open| open.settings.retention_years);
        let years = years.map(|years| format!("As in the practice: {years}")).unwrap_or_default();
        pair(ui, |columns| {
            let [left, right] = columns else { return };
            line(left, scene, "Last day of treatment", &mut form.ended, "Empty while it goes on");
            line(right, scene, "Years kept after it", &mut form.years, &years);
        });
    });
    let buttons = Buttons::of("Save details");
    let buttons = buttons.unless(is_blank(&form.name), "A client needs a name");
    let is_long = form.name.trim().chars().count() > Client::LONGEST_NAME;
    buttons.unless(is_long, "The name is too long")
}

/// Erasing a client for good.
pub(super) fn erase_ui(ui: &mut Ui, scene: Scene<'_>, form: &mut EraseForm) -> Buttons {
    title(ui, "Erase for good?");
    let text = "Everything about this client is deleted, with all plans. It can't be brought back. \
                Backups, and copies that a sync program or the disk keeps, may remain.";
    wrapped(ui, RichText::new(text).color(scene.colours.stop));
    wrapped(
        ui,
        secondary(scene.colours, "Removing takes a client off the lists and can be undone."),
    );
    if form.name.is_empty() {
        wrapped(ui, "The name of this client can't be read.");
    } else {
        let width = ui.available_width();
        name_label(ui, &form.name, &theme::semibold(theme::BODY), scene.colours.ink, width);
        line(ui, scene, "Type the name to confirm", &mut form.typed, "");
    }
    let buttons = Buttons { grave: true, ..Buttons::of("Erase for good") };
    buttons.unless(!form.is_confirmed(), "Type the name first")
}
