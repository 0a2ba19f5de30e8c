//! The middle while a practice is open and nobody is chosen: what to do next.

use eframe::egui::{RichText, Ui};

use super::locked::centred;
use crate::app::action::{Action, Outbox, PracticeAction, WindowAction};
use crate::app::practice::OpenPractice;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, heading, link, secondary, wrapped};
use crate::ui::{icons, theme};

/// What to do next.
pub fn choose_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    let colours = scene.colours;
    centred(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.label(icons::text(icons::NEW_CLIENT, 30.0).color(colours.secondary));
            let reads = open.indexing.is_some() && !open.is_current;
            let (title, about) = match (open.listed.is_empty(), reads) {
                (true, true) => ("Reading the practice…", "The clients come in as they are read."),
                (true, false) if open.query.trim().is_empty() => {
                    ("No clients yet", "A name is enough. You can add the rest later.")
                }
                (true, false) => ("No client chosen", "Search for somebody else, or add a client."),
                (false, _) => ("Who's in today?", "Choose a client at the left, or add a new one."),
            };
            heading(ui, RichText::new(title).font(theme::semibold(theme::TITLE)));
            wrapped(ui, secondary(colours, about));
            let word = bold("New client").color(colours.on_accent);
            let button = eframe::egui::Button::new(word).fill(colours.accent);
            if ui.add(button).on_hover_text("Ctrl+N").clicked() {
                out.send(Action::Window(WindowAction::FocusNewClient));
            }
            if link(ui, colours, "Draft a plan without a client").clicked() {
                out.practice(PracticeAction::Alone);
            }
        });
    });
}
