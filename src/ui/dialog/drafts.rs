//! Work that was left behind when the program ended: go on with it, delete it, or decide later.

use eframe::egui::Ui;

use super::{buttons, title};
use crate::ui::action::{Action, Outbox, PracticeAction};
use crate::ui::app::Cx;
use crate::ui::clock;
use crate::ui::practice::Found;
use crate::ui::theme;
use crate::ui::widget::{name_label, secondary, wrapped};

/// Offers what was found.
pub fn drafts_ui(ui: &mut Ui, cx: Cx<'_>, found: &[Found], out: &mut Outbox) {
    title(ui, "Unsaved work was found");
    let text = "The program ended before this was saved. It is kept until you save or delete it.";
    wrapped(ui, text);
    for one in found {
        let (client, plan) = one.ids();
        let name = if one.name.is_empty() { "Client can't be read" } else { one.name.as_str() };
        let changed = one.draft.changed.to_zoned(clock::zone());
        let changed = changed.strftime("%-d %b %Y, %H:%M");
        let session = &one.draft.content.work.intake.date;
        ui.horizontal_wrapped(|ui| {
            let font = theme::semibold(theme::BODY);
            name_label(ui, name, font, cx.palette.ink, 240.0);
            let text = format!("session of {session}, last changed {changed}");
            ui.label(secondary(cx.palette, text));
        });
        ui.horizontal(|ui| {
            let go_on = ui.button("Go on with it");
            if go_on.accessible_name(format!("Go on with {name}")).clicked() {
                out.practice(PracticeAction::Recover(Box::new(one.clone())));
            }
            let delete = ui.button("Delete it");
            if delete.accessible_name(format!("Delete the draft of {name}")).clicked() {
                out.practice(PracticeAction::Forget(client, plan));
            }
        });
    }
    buttons(ui, |ui| {
        if ui.button("Later").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}
