//! What the knowledge says of itself: what it is for, what it isn't, who has read it.

use eframe::egui::Ui;

use super::{buttons, primary, title};
use crate::app::action::{Action, Outbox};
use crate::ui::scene::Scene;
use crate::ui::widget::{heading, secondary, section_title, wrapped};

/// The knowledge about itself.
pub fn about_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let manifest = &scene.knowledge.tables().manifest;
    title(ui, "About the guidance and sources");
    wrapped(ui, secondary(scene.colours, format!("Version {}", manifest.version)));
    heading(ui, section_title(scene.colours, "Intended use"));
    wrapped(ui, manifest.intended_use.as_str());
    heading(ui, section_title(scene.colours, "Proposals"));
    wrapped(ui, manifest.proposal_notice.as_str());
    heading(ui, section_title(scene.colours, "Review"));
    let review = match (manifest.reviewed_by.trim(), manifest.reviewed_on.trim()) {
        ("", _) => "No clinician has reviewed it yet".to_owned(),
        (by, "") => by.to_owned(),
        (by, on) => format!("{by}, {on}"),
    };
    wrapped(ui, review);
    buttons(ui, |ui| {
        if primary(ui, scene, "Close") {
            out.send(Action::CloseDialog);
        }
    });
}
