//! The intake folded to one strip.

use eframe::egui::{self, CornerRadius, Frame, Label, Margin, RichText, Stroke, Ui};

use crate::app::action::{Action, Outbox};
use crate::app::words;
use crate::model::{Inflammation, Intake, Plan};
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::screen::unrecorded_ui;
use crate::ui::theme;
use crate::ui::widget::{bold, link, secondary};

/// Narrower strips name what was found in one line of plain words.
const TAGS: f32 = 400.0;

/// The intake in one line.
pub fn strip_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    let intake = &plan.intake;
    let colours = scene.colours;
    let frame = Frame::NONE
        .fill(colours.panel)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::symmetric(12, 8));
    // Lower than a card: the steps need the room.
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let link_width = 90.0;
        ui.horizontal_top(|ui| {
            let size = egui::vec2((ui.available_width() - link_width).max(0.0), 22.0);
            let wrapping = egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true);
            ui.allocate_ui_with_layout(size, wrapping, |ui| {
                ui.set_width(size.x);
                let (name, line) = words::answers(intake, scene.knowledge);
                ui.label(bold(name).color(colours.accent));
                ui.label(line);
                let tags = tags(scene, intake);
                if size.x < TAGS && !tags.is_empty() {
                    let all = secondary(colours, tags.join(", ")).color(colours.care);
                    ui.end_row();
                    ui.add(Label::new(all).truncate());
                } else {
                    for one in &tags {
                        tag(ui, scene, one);
                    }
                }
                unrecorded_ui(ui, scene, out);
                if scene.state.visit.standing().stored {
                    let text = "as stored; a change in the intake builds it anew";
                    ui.label(secondary(colours, text));
                }
            });
            // As high as a line of the text, so that both stand on one.
            let size = egui::vec2(ui.available_width(), 22.0);
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            ui.allocate_ui_with_layout(size, layout, |ui| {
                if link(ui, colours, "Edit intake").clicked() {
                    out.send(Action::ShowIntake);
                }
            });
        });
    });
    ui.add_space(theme::GRID - 2.0);
}

/// What was found, in a word or two each.
fn tags(scene: Scene<'_>, intake: &Intake) -> Vec<String> {
    let mut tags = Vec::new();
    if intake.inflammation != Inflammation::None {
        tags.push(format!("{} inflammation", intake.inflammation.label()));
    }
    let findings = intake.findings.iter();
    tags.extend(findings.map(|id| capital(scene.knowledge.finding_label(id))));
    tags
}

/// A word or two with a ground of its own, in the next line where this one has no room for it.
fn tag(ui: &mut Ui, scene: Scene<'_>, text: &str) {
    let colours = scene.colours;
    let font = theme::semibold(theme::SMALL);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colours.care);
    if ui.available_size_before_wrap().x < galley.size().x + 20.0 {
        ui.end_row();
    }
    Frame::NONE
        .fill(colours.care_ground)
        .stroke(Stroke::new(1.0, colours.care.gamma_multiply(0.4)))
        .corner_radius(CornerRadius::same(11))
        .inner_margin(Margin::symmetric(9, 2))
        .show(ui, |ui| {
            let text = RichText::new(text).font(theme::semibold(theme::SMALL));
            ui.label(text.color(colours.care));
        });
}
