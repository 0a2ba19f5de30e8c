//! One of a few, side by side in one outline. Each is as wide as its words in bold.

use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::ui::theme::{self, Colours};
use crate::ui::widget::text_width;

/// Height of one.
const HEIGHT: f32 = 24.0;
/// Room at both sides of the words.
const PADDING: f32 = 10.0;

/// How wide they are together.
pub fn segments_width(ui: &Ui, labels: &[&str]) -> f32 {
    labels.iter().map(|label| width(ui, label)).sum()
}

fn width(ui: &Ui, label: &str) -> f32 {
    (text_width(ui, label, theme::semibold(theme::SMALL)) + 2.0 * PADDING).ceil()
}

/// Shows them, and gives the place of the one that was pressed. `group` names them for those who don't see
/// them side by side.
pub fn segments(
    ui: &mut Ui,
    colours: &Colours,
    group: &str,
    labels: &[&str],
    on: usize,
) -> Option<usize> {
    let whole = vec2(segments_width(ui, labels), HEIGHT);
    let (rect, all) = ui.allocate_exact_size(whole, Sense::hover());
    let painter = ui.painter().clone();
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    painter.rect_filled(rect, radius, colours.panel);
    let mut pressed = None;
    let mut left = rect.left();
    let last = labels.len().saturating_sub(1);
    for (at, label) in labels.iter().enumerate() {
        let place = Rect::from_min_size(
            eframe::egui::pos2(left, rect.top()),
            vec2(width(ui, label), HEIGHT),
        );
        left = place.right();
        let response = ui.interact(place, all.id.with(label), Sense::click());
        let is_on = at == on;
        response.widget_info(|| {
            WidgetInfo::selected(Role::Button, ui.is_enabled(), is_on, format!("{group}: {label}"))
        });
        let round = |is: bool| if is { theme::CONTROL_RADIUS } else { 0 };
        let corners = CornerRadius {
            nw: round(at == 0),
            sw: round(at == 0),
            ne: round(at == last),
            se: round(at == last),
        };
        if is_on {
            painter.rect_filled(place, corners, colours.accent_ground);
        }
        let lit = response.hovered() || response.has_focus();
        let (ink, font) = match (is_on, lit) {
            (true, _) => (colours.accent, theme::semibold(theme::SMALL)),
            (false, true) => (colours.ink, theme::regular(theme::SMALL)),
            (false, false) => (colours.secondary, theme::regular(theme::SMALL)),
        };
        painter.text(place.center(), Align2::CENTER_CENTER, label, font, ink);
        if at > 0 {
            painter.vline(place.left(), place.y_range(), Stroke::new(1.0, colours.control_line));
        }
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            pressed = Some(at);
        }
    }
    let line = Stroke::new(1.0, colours.control_line);
    painter.rect_stroke(rect, radius, line, StrokeKind::Inside);
    pressed
}
