//! What is missing: counted, and reached in one click.

use eframe::egui::{self, Frame, Margin, RichText, Ui};

use crate::ui::action::{Action, Outbox};
use crate::ui::app::Cx;
use crate::ui::theme;
use crate::ui::widget::{link, secondary};

/// How many are named; the first ones, since answering them brings the next.
const NAMED: usize = 2;

/// The upper end of the panel, while something is missing.
pub fn missing_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let missing = &cx.state.judged.missing;
    let Some(first) = missing.first() else {
        return;
    };
    let frame = Frame::NONE
        .fill(cx.palette.info_ground)
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::symmetric(12, 8));
    egui::Panel::top("missing").frame(frame).resizable(false).show_separator_line(false).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let count = match missing.len() {
                1 => "1 answer missing".to_owned(),
                count => format!("{count} answers missing"),
            };
            let title = RichText::new(count).font(theme::semibold(theme::TITLE));
            ui.label(title.color(cx.palette.info));
            ui.horizontal_wrapped(|ui| {
                let then = match cx.state.judged.referral() {
                    Some(_) => "Then it can be saved.",
                    None => "Then the plan builds.",
                };
                ui.label(RichText::new(then).color(cx.palette.info));
                if link(ui, cx.palette, "Jump to the next").clicked() {
                    out.send(Action::JumpTo(first.field.clone()));
                }
            });
            for (at, one) in missing.iter().take(NAMED).enumerate() {
                let text = secondary(cx.palette, one.text.as_str());
                let button = egui::Button::new(text).frame(false).truncate();
                let name = format!("Missing {}: {}", at + 1, one.text);
                let response = ui.add(button).accessible_name(name);
                if response.on_hover_text(one.text.as_str()).clicked() {
                    out.send(Action::JumpTo(one.field.clone()));
                }
            }
            if missing.len() > NAMED {
                let more = format!("and {} more", missing.len() - NAMED);
                ui.label(secondary(cx.palette, more));
            }
        },
    );
}
