//! One step of the plan as a row: number, what and how, instruction, position, pressure, minutes,
//! caution mark.

use eframe::egui::{
    self, Align2, CornerRadius, FontId, Painter, Response, Role, Sense, Stroke, Ui, WidgetInfo,
    pos2, text::LayoutJob, text::TextFormat, vec2,
};

use super::dots;
use super::paint_dots;
use crate::model::{Severity, Step};
use crate::planner::Level;
use crate::ui::app::Cx;
use crate::ui::screen::words;
use crate::ui::theme::Palette;
use crate::ui::{icons, theme};

/// What a row shows besides its step.
pub struct RowMarks {
    /// The gravest of its cautions.
    pub severity: Option<Severity>,
    /// The gravest of what the check found in it.
    pub level: Option<Level>,
}

/// The row; its response is that of the whole row.
pub fn step_row(ui: &mut Ui, cx: Cx<'_>, step: &Step, marks: &RowMarks) -> Response {
    let palette = cx.palette;
    let width = ui.available_width();
    // Marks, minutes, dots and position keep their room; the words get the rest.
    let narrow = width < 620.0;
    let columns = if narrow { 190.0 } else { 320.0 };
    let text_left = 44.0;
    let text_width = (width - text_left - columns - 12.0).max(120.0);
    let (what, how) = words::title(step, cx.knowledge);
    let mut title = LayoutJob::default();
    title.wrap.max_width = text_width;
    title.append(&what, 0.0, format(theme::semibold(theme::BODY), palette.ink));
    if !how.is_empty() {
        let how = format!(" · {how}");
        title.append(&how, 0.0, format(theme::regular(theme::BODY), palette.ink));
    }
    let title = ui.painter().layout_job(title);
    let mut body = LayoutJob::default();
    body.wrap.max_width = text_width;
    // Two lines keep the plan in sight as a whole; the rest shows at the pointer and on a press.
    body.wrap.max_rows = 2;
    let small = theme::regular(theme::SMALL);
    body.append(&step.instructions, 0.0, format(small, palette.secondary));
    let body = ui.painter().layout_job(body);
    let height = (title.size().y + body.size().y + 14.0).max(44.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| {
        let name = words::spoken(step, cx.knowledge);
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
    });
    let painter = ui.painter();
    let lit = cx.state.lit.steps.contains(&step.number);
    if lit || response.hovered() || response.has_focus() {
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        painter.rect_filled(rect, radius, palette.accent_ground);
    }
    let line = Stroke::new(1.0, palette.line);
    painter.hline(rect.x_range(), rect.bottom(), line);
    number(painter, cx, step, pos2(rect.left() + 20.0, rect.center().y));
    let text_top = rect.center().y - (title.size().y + body.size().y + 2.0) / 2.0;
    let corner = pos2(rect.left() + text_left, text_top);
    let below = corner + vec2(0.0, title.size().y + 2.0);
    painter.galley(corner, title, palette.ink);
    painter.galley(below, body, palette.secondary);
    side_columns(painter, cx, step, rect, narrow);
    mark(painter, cx, marks, pos2(rect.right() - 16.0, rect.center().y));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn format(font_id: FontId, color: egui::Color32) -> TextFormat {
    TextFormat { font_id, color, ..TextFormat::default() }
}

fn number(painter: &Painter, cx: Cx<'_>, step: &Step, centre: egui::Pos2) {
    let colour = Palette::phase(step.phase);
    // What runs beside another step has no minutes of its own, and only an outline.
    let ink = if step.counted {
        painter.circle_filled(centre, 10.5, colour);
        cx.palette.digit_on(step.phase)
    } else {
        painter.circle_stroke(centre, 10.0, Stroke::new(1.5, colour));
        cx.palette.ink
    };
    let font = theme::semibold(theme::SMALL - 0.5);
    painter.text(centre, Align2::CENTER_CENTER, step.number, font, ink);
}

fn side_columns(painter: &Painter, cx: Cx<'_>, step: &Step, rect: egui::Rect, narrow: bool) {
    let palette = cx.palette;
    let at = |from_right: f32| pos2(rect.right() - from_right, rect.center().y);
    let font = theme::regular(theme::BODY);
    let left = Align2::LEFT_CENTER;
    if narrow {
        let small = theme::regular(theme::SMALL);
        let above = at(180.0) - vec2(0.0, 9.0);
        painter.text(above, left, step.position.label(), small, palette.secondary);
    } else {
        let label = step.position.label();
        painter.text(at(310.0), left, label, font.clone(), palette.secondary);
    }
    if let Some(level) = step.pressure {
        let from = if narrow { at(180.0) + vec2(0.0, 9.0) } else { at(108.0 + dots::WIDTH) };
        paint_dots(painter, palette, from, level.get());
    }
    if step.counted {
        let bold = theme::semibold(theme::BODY);
        let drawn = painter.text(at(92.0), left, step.minutes, bold, palette.ink);
        let after = pos2(drawn.right() + 4.0, rect.center().y);
        painter.text(after, left, "min", font, palette.ink);
    } else {
        painter.text(at(92.0), left, "beside", font, palette.secondary);
    }
}

fn mark(painter: &Painter, cx: Cx<'_>, marks: &RowMarks, centre: egui::Pos2) {
    let palette = cx.palette;
    let severity = match marks.level {
        Some(Level::Conflict) => Some(Severity::Stop),
        Some(Level::Warning) => marks.severity.max(Some(Severity::Warn)),
        None => marks.severity.filter(|severity| *severity > Severity::Note),
    };
    let Some(severity) = severity else {
        return;
    };
    let icon = icons::severity(severity);
    let font = FontId::new(15.0, icon.font_family());
    let colour = palette.severity(severity);
    painter.text(centre, Align2::CENTER_CENTER, icon.codepoint, font, colour);
}
