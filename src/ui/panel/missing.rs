//! What is missing: counted, and reached in one press.

use eframe::egui::{self, Frame, Margin, RichText, Ui};

use crate::app::action::{Action, Outbox};
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{link, secondary};

/// The upper end of the panel, while something is missing.
pub fn missing_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let missing = &scene.state.visit.standing().missing;
    let Some(first) = missing.first() else {
        return;
    };
    let colours = scene.colours;
    let frame = Frame::NONE
        .fill(colours.info_ground)
        .stroke((1.0, colours.info.gamma_multiply(0.25)))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::symmetric(12, 9));
    let room = Frame::NONE.outer_margin(Margin { bottom: 8, ..Margin::ZERO });
    let panel = egui::Panel::top("missing").frame(room).resizable(false);
    panel.show_separator_line(false).show(ui, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            let count = format!("{} missing", counted(missing.len(), "answer"));
            let title = RichText::new(count).font(theme::semibold(theme::TITLE));
            ui.label(title.color(colours.info));
            ui.horizontal_wrapped(|ui| {
                let then = match scene.state.visit.standing().referral() {
                    Some(_) => "Then it can be saved.",
                    None => "Then the plan builds.",
                };
                ui.label(RichText::new(then).color(colours.info));
                let jump = link(ui, colours, "Jump to them");
                if jump.on_hover_text("F goes to the next one").clicked() {
                    out.send(Action::NextMissing(None));
                }
            });
            let text = secondary(colours, format!("Next: {}", first.text)).color(colours.info);
            let button = egui::Button::new(text).frame(false).truncate();
            let name = format!("Missing 1: {}", first.text);
            let response = ui.add(button).accessible_name(name);
            if response.on_hover_text(first.text.as_str()).clicked() {
                out.send(Action::JumpTo(first.field.clone()));
            }
        });
    });
}
