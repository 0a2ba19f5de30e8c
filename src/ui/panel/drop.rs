//! Plan files that are dragged over the window, and dropped.

use eframe::egui::{self, Align2, CornerRadius, Id, LayerId, Order, Stroke, StrokeKind, Ui, vec2};

use crate::app::action::{Action, FileAction, Outbox};
use crate::ui::scene::Scene;
use crate::ui::{icons, theme};

/// Says what a drop would do, and asks for it.
pub fn drop_ui(ui: &Ui, scene: Scene<'_>, out: &mut Outbox) {
    let (hovered, dropped) = ui.input(|input| {
        let dropped = input.raw.dropped_files.iter();
        let paths: Vec<_> = dropped.map(|file| file.path().to_owned()).collect();
        (input.raw.hovered_files.len(), paths)
    });
    if !dropped.is_empty() {
        out.send(Action::File(FileAction::Dropped(dropped)));
    }
    if hovered == 0 {
        return;
    }
    let colours = scene.colours;
    let whole = ui.content_rect();
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("drop")));
    painter.rect_filled(whole, CornerRadius::ZERO, colours.window.gamma_multiply(0.9));
    let card = egui::Rect::from_center_size(whole.center(), vec2(380.0, 120.0));
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    painter.rect(card, radius, colours.panel, Stroke::new(2.0, colours.accent), StrokeKind::Inside);
    let text = if hovered == 1 { "Drop the plan to open it" } else { "Drop one plan at a time" };
    let font = theme::semibold(theme::TITLE);
    let above = card.center() - vec2(0.0, 18.0);
    icons::paint(&painter, icons::DROP, 30.0, above, colours.accent);
    let below = card.center() + vec2(0.0, 22.0);
    painter.text(below, Align2::CENTER_CENTER, text, font, colours.ink);
}
