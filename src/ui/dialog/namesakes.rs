//! Before a client is added whose name somebody bears already: the same person, or another one.

use eframe::egui::{RichText, ScrollArea, Ui};

use super::{buttons, primary, title};
use crate::app::action::{Action, FileAction, Outbox, PracticeAction, Then};
use crate::store::namesakes::Namesake;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{card, name_label, secondary, wrapped};

/// Asks. Nothing is saved before the answer.
pub fn namesakes_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    name: &str,
    others: &[Namesake],
    out: &mut Outbox,
) {
    title(ui, "This name is on the lists already");
    wrapped(ui, "Nothing is saved yet. Is it the same person?");
    let height = (ui.content_rect().height() - 220.0).clamp(140.0, 420.0);
    ScrollArea::vertical().id_salt("namesakes").max_height(height).show(ui, |ui| {
        for other in others {
            card(ui, scene.colours, None, |ui| other_ui(ui, scene, other, out));
        }
    });
    buttons(ui, |ui| {
        if primary(ui, scene, "Add another person") {
            out.send(Action::CloseDialog);
            out.practice(PracticeAction::AddNamesake(name.to_owned()));
        }
        if ui.button("Cancel").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}

fn other_ui(ui: &mut Ui, scene: Scene<'_>, other: &Namesake, out: &mut Outbox) {
    name_label(ui, &other.name, &theme::semibold(theme::BODY), scene.colours.ink, 420.0);
    let about = about(other);
    wrapped(ui, secondary(scene.colours, about.as_str()));
    let word = RichText::new("The same person").color(scene.colours.accent);
    let same = ui.button(word).accessible_name(format!("The same person: {about}"));
    if same.clicked() {
        out.send(Action::CloseDialog);
        out.practice(PracticeAction::NewName(None));
        out.send(Action::File(FileAction::Leave(Then::Client(other.id))));
    }
}

/// What tells people of one name apart.
fn about(other: &Namesake) -> String {
    let mut parts: Vec<String> = other.code.iter().cloned().collect();
    parts.extend(other.birth_year.map(|year| format!("born {year}")));
    parts.push(match other.plans {
        0 => "no plans yet".to_owned(),
        plans => counted(plans, "plan"),
    });
    parts.extend(other.last_visit.map(|day| format!("last visit {}", day.long())));
    parts.join(" · ")
}
