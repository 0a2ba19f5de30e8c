//! Work that was left behind when the program ended: go on with it, delete it, or decide later.

use eframe::egui::{RichText, ScrollArea, Ui};

use super::{buttons, title};
use crate::app::action::{Action, Outbox, PracticeAction};
use crate::app::clock;
use crate::app::practice::Found;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{card, link, name_label, secondary, wrapped};

/// Offers what was found.
pub fn drafts_ui(ui: &mut Ui, scene: Scene<'_>, found: &[Found], out: &mut Outbox) {
    title(ui, "Unsaved work was found");
    let text = "This isn't saved yet. It is kept on this computer until you save or delete it.";
    wrapped(ui, text);
    let height = (ui.content_rect().height() - 220.0).clamp(140.0, 420.0);
    ScrollArea::vertical().id_salt("left behind").max_height(height).show(ui, |ui| {
        for one in found {
            card(ui, scene.colours, None, |ui| one_ui(ui, scene, one, out));
        }
    });
    buttons(ui, |ui| {
        if ui.button("Later").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}

fn one_ui(ui: &mut Ui, scene: Scene<'_>, one: &Found, out: &mut Outbox) {
    let name = if one.name.is_empty() { "Client can't be read" } else { one.name.as_str() };
    let changed = clock::day_and_time(one.draft.changed);
    let session = &one.draft.content.work.intake.date;
    let what = if one.stored.is_some() { "Changes to the saved plan" } else { "A new plan" };
    name_label(ui, name, &theme::semibold(theme::BODY), scene.colours.ink, 420.0);
    let text = format!("{what} for {session} · last changed {changed}");
    wrapped(ui, secondary(scene.colours, text));
    ui.horizontal(|ui| {
        let word = RichText::new("Continue").color(scene.colours.accent);
        let go_on = ui.button(word).accessible_name(format!("Continue with {name}"));
        if go_on.clicked() {
            out.practice(PracticeAction::Recover(Box::new(one.clone())));
        }
        ui.add_space(8.0);
        let delete = link(ui, scene.colours, "Delete");
        if delete.accessible_name(format!("Delete the draft of {name}")).clicked() {
            out.practice(PracticeAction::Forget(one.key()));
        }
    });
}
