//! The counted minutes as one bar in the colours of their phases.

use eframe::egui::{self, CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::Plan;
use crate::ui::theme::{self, Colours};

/// The bar of a plan; packs take no room in it.
pub fn minutes_bar(ui: &mut Ui, colours: &Colours, plan: &Plan) {
    let size = vec2(ui.available_width(), 18.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let total = plan.total_minutes + plan.unused_minutes;
    response.widget_info(|| {
        let label = format!("{} of {total} minutes planned", plan.total_minutes);
        WidgetInfo::labeled(Role::Image, true, label)
    });
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, CornerRadius::same(4), colours.dot);
    let mut left = rect.left();
    for step in plan.steps.iter().filter(|step| step.counted) {
        let share = f32::from(step.minutes.get()) / f32::from(total.max(1));
        let right = left + share * rect.width();
        let part = Rect::from_min_max(pos2(left, rect.top()), pos2(right - 1.5, rect.bottom()));
        painter.rect_filled(part, CornerRadius::same(2), Colours::phase(step.phase));
        if part.width() > 14.0 {
            painter.text(
                part.center(),
                egui::Align2::CENTER_CENTER,
                step.minutes,
                theme::semibold(theme::SMALL - 0.5),
                colours.digit_on(step.phase),
            );
        }
        left = right;
    }
}
