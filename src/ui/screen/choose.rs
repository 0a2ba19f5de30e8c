//! The middle while a practice is open and nobody is chosen: what to do next, and what waits.

use eframe::egui::{RichText, Ui};

use super::agenda::{agenda_ui, has_agenda};
use super::locked::centred;
use super::sheet;
use crate::app::action::{Action, Outbox, PracticeAction, WindowAction};
use crate::app::practice::OpenPractice;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, heading, link, secondary, wrapped};
use crate::ui::{icons, theme};

/// What to do next, and what waits.
pub fn choose_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    if !has_agenda(scene, open) {
        return centred(ui, |ui| next_ui(ui, scene, open, out));
    }
    sheet(ui, scene, "today", |ui| {
        ui.add_space(18.0);
        next_ui(ui, scene, open, out);
        ui.add_space(18.0);
        agenda_ui(ui, scene, open, out);
    });
}

fn next_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    let colours = scene.colours;
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
}
