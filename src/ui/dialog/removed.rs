//! Clients who were taken off the lists: bring one back, or erase one for good.

use eframe::egui::{RichText, ScrollArea, Ui};

use super::{buttons, title};
use crate::app::action::{Action, Outbox, PracticeAction};
use crate::app::clock;
use crate::app::practice::RemovedClient;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{card, link, name_label, secondary, wrapped};

/// Who was removed.
pub fn removed_ui(ui: &mut Ui, scene: Scene<'_>, removed: &[RemovedClient], out: &mut Outbox) {
    title(ui, "Removed clients");
    let text = if removed.is_empty() {
        "No one is removed. Clients you remove from the lists can be brought back here."
    } else {
        "They are on no list and in no search. Their records stay in the practice until they are \
         erased."
    };
    wrapped(ui, text);
    let height = (ui.content_rect().height() - 220.0).clamp(140.0, 420.0);
    ScrollArea::vertical().id_salt("removed").max_height(height).show(ui, |ui| {
        for client in removed {
            card(ui, scene.colours, None, |ui| client_ui(ui, scene, client, out));
        }
    });
    buttons(ui, |ui| {
        if ui.button("Close").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}

fn client_ui(ui: &mut Ui, scene: Scene<'_>, client: &RemovedClient, out: &mut Outbox) {
    let name = if client.name.is_empty() { "Name can't be read" } else { client.name.as_str() };
    name_label(ui, name, &theme::semibold(theme::BODY), scene.colours.ink, 420.0);
    let mut about: Vec<String> = client.code.iter().cloned().collect();
    about.push(match client.plans {
        0 => "no plans".to_owned(),
        plans => counted(plans, "plan"),
    });
    if let Some(on) = client.on {
        about.push(format!("removed {}", clock::day_of(on).long()));
    }
    wrapped(ui, secondary(scene.colours, about.join(" · ")));
    ui.horizontal(|ui| {
        let word = RichText::new("Restore").color(scene.colours.accent);
        let restore = ui.button(word).accessible_name(format!("Restore {name}"));
        if restore.clicked() {
            out.send(Action::CloseDialog);
            out.practice(PracticeAction::RestoreClient(client.id));
        }
        ui.add_space(8.0);
        let erase = link(ui, scene.colours, "Erase for good…");
        if erase.accessible_name(format!("Erase for good: {name}")).clicked() {
            out.practice(PracticeAction::EraseRemoved(client.id));
        }
    });
}
