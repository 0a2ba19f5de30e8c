//! How much longer than usual a text is, at its field. Nothing is cut, and nothing moves when it comes.

use eframe::egui::{
    CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::app::length;
use crate::ui::theme::{self, Colours};

/// Says in the lower right corner of a field that its text is longer than usual, and how long it is.
pub fn count_over(ui: &Ui, colours: &Colours, field: &Response, text: &str, most: usize) {
    let Some(count) = length::over(text, most) else { return };
    let words = format!("{count} of {most}");
    let font = theme::semibold(theme::SMALL - 0.5);
    let galley = ui.painter().layout_no_wrap(words.clone(), font, colours.care);
    let size = galley.size() + vec2(8.0, 2.0);
    let corner = field.rect.right_bottom() - vec2(3.0, 3.0);
    let rect = Rect::from_min_max(corner - size, corner);
    let stroke = Stroke::new(1.0, colours.care.gamma_multiply(0.4));
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    ui.painter().rect(rect, radius, colours.care_ground, stroke, StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(4.0, 1.0), galley, colours.care);
    let shown = ui.interact(rect, field.id.with("count"), Sense::hover());
    shown.widget_info(|| {
        let said = format!("{words} characters: longer than usual");
        WidgetInfo::labeled(Role::Label, true, said)
    });
    shown.on_hover_text("Longer than usual. All of it is kept.");
}
