//! The intake folded to one strip.

use eframe::egui::{self, CornerRadius, Frame, Margin, RichText, Stroke, Ui};

use crate::model::{Inflammation, Plan};
use crate::ui::action::{Action, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::sentence;
use crate::ui::screen::words;
use crate::ui::theme;
use crate::ui::widget::{bold, link, secondary};

/// The intake in one line.
pub fn strip_ui(ui: &mut Ui, cx: Cx<'_>, plan: &Plan, out: &mut Outbox) {
    let intake = &plan.intake;
    let palette = cx.palette;
    let frame = Frame::NONE
        .fill(palette.panel)
        .stroke(Stroke::new(1.0, palette.line))
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
                let (name, line) = words::answers(intake, cx.knowledge);
                ui.label(bold(name).color(palette.accent));
                ui.label(line);
                if intake.inflammation != Inflammation::None {
                    let how = intake.inflammation.label();
                    tag(ui, cx, &format!("{how} inflammation"));
                }
                for id in &intake.findings {
                    let finding = cx.knowledge.finding(id);
                    let label = finding.map_or(id.as_str(), |one| one.label.as_str());
                    tag(ui, cx, &sentence(label));
                }
                if cx.state.judged.stored {
                    let text = "as stored; a change in the intake builds it anew";
                    ui.label(secondary(palette, text));
                }
            });
            // As high as a line of the text, so that both stand on one.
            let size = egui::vec2(ui.available_width(), 22.0);
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            ui.allocate_ui_with_layout(size, layout, |ui| {
                if link(ui, palette, "Edit intake").clicked() {
                    out.send(Action::ShowIntake);
                }
            });
        });
    });
    ui.add_space(theme::GRID - 2.0);
}

fn tag(ui: &mut Ui, cx: Cx<'_>, text: &str) {
    let palette = cx.palette;
    Frame::NONE
        .fill(palette.care_ground)
        .stroke(Stroke::new(1.0, palette.care.gamma_multiply(0.4)))
        .corner_radius(CornerRadius::same(11))
        .inner_margin(Margin::symmetric(9, 2))
        .show(ui, |ui| {
            let text = RichText::new(text).font(theme::semibold(theme::SMALL));
            ui.label(text.color(palette.care));
        });
}
