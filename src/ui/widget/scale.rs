//! A scale of whole numbers, one cell each; none is lit until one is pressed.

use eframe::egui::{self, CornerRadius, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::ui::theme::{self, Colours};

/// The numbers of `range` in a row. Gives the one that was pressed.
pub fn scale(
    ui: &mut Ui,
    colours: &Colours,
    name: &str,
    range: std::ops::RangeInclusive<u16>,
    value: Option<u16>,
) -> Option<u16> {
    let mut pressed = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.horizontal(|ui| {
            for number in range {
                let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click());
                let on = value == Some(number);
                response.widget_info(|| {
                    let label = format!("{name}: {number}");
                    WidgetInfo::selected(Role::Button, ui.is_enabled(), on, label)
                });
                let lit = response.hovered() || response.has_focus();
                let (fill, line, ink) = match (on, lit) {
                    (true, _) => (colours.accent, colours.accent, colours.on_accent),
                    (false, true) => (colours.accent_ground, colours.accent, colours.ink),
                    (false, false) => (colours.panel, colours.control_line, colours.ink),
                };
                let width = if response.has_focus() { 2.0 } else { 1.0 };
                let painter = ui.painter();
                painter.rect(
                    rect,
                    CornerRadius::same(4),
                    fill,
                    Stroke::new(width, line),
                    StrokeKind::Inside,
                );
                let font =
                    if on { theme::semibold(theme::SMALL) } else { theme::regular(theme::SMALL) };
                let centre = egui::Align2::CENTER_CENTER;
                painter.text(rect.center(), centre, number, font, ink);
                if response.clicked() {
                    pressed = Some(number);
                }
            }
        });
    });
    pressed
}
