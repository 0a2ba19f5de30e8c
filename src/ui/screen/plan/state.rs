//! Draft or ready: one word, and the menu behind it, which says what is in the way.

use eframe::egui::{Button, CornerRadius, CursorIcon, Popup, RichText, Stroke, Ui, vec2};

use crate::app::action::Outbox;
use crate::app::command::Command;
use crate::app::editing::{PlanAction, in_the_way};
use crate::ui::scene::Scene;
use crate::ui::widget::{secondary, wrapped};
use crate::ui::{icons, theme};

/// The word, which opens the menu.
pub fn state_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let colours = scene.colours;
    let is_ready = scene.state.visit.work().ready;
    let (word, ink, line) = if is_ready {
        ("Ready", colours.accent, colours.accent)
    } else {
        ("Draft", colours.ink, colours.line)
    };
    let font = if is_ready { theme::semibold(theme::SMALL) } else { theme::regular(theme::SMALL) };
    let text = RichText::new(word).font(font).color(ink);
    let more = icons::text(icons::MORE, 12.0).color(colours.secondary);
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(8.0, 1.0);
        ui.spacing_mut().icon_spacing = 4.0;
        let button = Button::new((text, more)).corner_radius(CornerRadius::same(10));
        let button = button.fill(colours.panel).stroke(Stroke::new(1.0, line));
        let button = ui.add(button.min_size(vec2(0.0, 20.0)));
        let button = button.on_hover_cursor(CursorIcon::PointingHand);
        let button = button.accessible_name(format!("State of the plan: {word}"));
        Popup::menu(&button).width(230.0).show(|ui| menu_ui(ui, scene, is_ready, out));
    });
}

fn menu_ui(ui: &mut Ui, scene: Scene<'_>, is_ready: bool, out: &mut Outbox) {
    if is_ready {
        if ui.button("Back to draft").clicked() {
            out.plan(PlanAction::Ready(false));
            ui.close();
        }
        return close_ui(ui, scene, out);
    }
    let reasons = in_the_way(scene.state.visit.standing(), scene.state.visit.rescreen);
    if ui.add_enabled(reasons.is_empty(), Button::new("Mark as ready")).clicked() {
        out.plan(PlanAction::Ready(true));
        ui.close();
    }
    close_ui(ui, scene, out);
    // In the menu's own layout the words would be spread over its width.
    ui.vertical(|ui| {
        // Never in the way, and never passed over unsaid.
        if let Some(missing) = scene.state.unrecorded_consent() {
            wrapped(ui, secondary(scene.colours, missing).color(scene.colours.care));
        }
        if !reasons.is_empty() {
            wrapped(ui, secondary(scene.colours, format!("Not ready: {}", reasons.join(", "))));
        }
    });
}

/// What follows once the session took place; nothing of a plan that no client's is.
fn close_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if !scene.state.belongs_to_practice() {
        return;
    }
    let command = Command::CloseSession;
    let enabled = command.enabled(scene.state);
    let button = ui.add_enabled(enabled.is_ok(), Button::new(command.row().text));
    let button = button.on_hover_text(command.row().tip);
    if button.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
        out.send(command.action(scene.state));
        ui.close();
    }
}
