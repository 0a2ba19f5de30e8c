//! What has to be seen before anything is done with a client: the important note and allergies,
//! above intake and plan, never scrolled away and never cut. A long one scrolls in its place.

use eframe::egui::{self, Frame, Label, Margin, RichText, ScrollArea, Ui};

use crate::app::action::{Outbox, PracticeAction};
use crate::app::forms::FormKind;
use crate::app::practice::OpenPractice;
use crate::model::Severity;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, link};
use crate::ui::{icons, theme};

/// Lines of a text that show at once. A window of a laptop at 150 % has room for them beside a plan.
const MOST_LINES: f32 = 4.0;

/// The strip, where there is something to see.
pub fn important_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(client) = scene.state.practice.open().and_then(OpenPractice::chosen_client) else {
        return;
    };
    let parts = [("Important", &client.important), ("Allergies", &client.allergies)];
    let mut parts = parts.into_iter().filter_map(|(word, text)| Some((word, text.as_deref()?)));
    let Some(first) = parts.next() else { return };
    let colours = scene.colours;
    let frame = Frame::NONE.fill(colours.care_ground).inner_margin(Margin::symmetric(14, 7));
    egui::Panel::top("important").frame(frame).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let icon = icons::severity(Severity::Warn);
            ui.label(icons::text(icon, 15.0).color(colours.care));
            let size = egui::vec2((ui.available_width() - 60.0).max(0.0), 0.0);
            ui.allocate_ui(size, |ui| {
                ui.vertical(|ui| {
                    ui.set_width(size.x);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for (word, text) in std::iter::once(first).chain(parts) {
                        ui.horizontal_top(|ui| part_ui(ui, scene, word, text));
                    }
                });
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                let edit = link(ui, colours, "Edit").accessible_name("Edit the client's details");
                if edit.clicked() {
                    out.practice(PracticeAction::Ask(FormKind::Client));
                }
            });
        });
    });
}

/// One of them: all of its lines up to the most that show at once, else as many with a bar beside.
fn part_ui(ui: &mut Ui, scene: Scene<'_>, word: &str, text: &str) {
    ui.label(bold(word).color(scene.colours.care));
    let font = theme::regular(theme::BODY);
    let line = ui.fonts_mut(|fonts| fonts.row_height(&font));
    let text = RichText::new(text).font(font).color(scene.colours.ink);
    ScrollArea::vertical()
        .id_salt((word, scene.state.visit.generation))
        .max_height(MOST_LINES * line + 1.0)
        .auto_shrink([false, true])
        .show(ui, |ui| ui.add(Label::new(text).wrap()));
}
