//! The steps one under the other: dragging them to another place, and adding one in between.

use eframe::egui::{
    Align2, CornerRadius, CursorIcon, FontId, Id, Key, Popup, Rect, Role, Sense, Shape, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::menu;
use super::row::{Shown, row_ui};
use crate::app::action::Outbox;
use crate::app::highlight::Pointed;
use crate::app::words;
use crate::model::{Plan, Step};
use crate::planner::edit::Edit;
use crate::ui::scene::Scene;
use crate::ui::widget::point_at;
use crate::ui::{icons, theme};

/// All rows. `pointed` is the step whose part of the bar is under the pointer.
pub fn rows_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    pointed: Option<usize>,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut rows: Vec<Shown> = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        // The name apart, so that a step's fields keep their own undo when rows move.
        let row = ui.push_id(("step", step.number), |ui| row_ui(ui, scene, plan, step, out)).inner;
        let hovered = row.hovered || pointed == Some(step.number);
        point_at(scene, hovered, row.focused, Pointed::Step(step.number), out);
        rows.push(row);
    }
    for (at, row) in rows.iter().enumerate() {
        add_ui(ui, scene, at + 2, row.rect, out);
    }
    drag_ui(ui, scene, plan, &rows, out);
}

/// A small plus on the line below a row, while the pointer is there.
fn add_ui(ui: &mut Ui, scene: Scene<'_>, at: usize, above: Rect, out: &mut Outbox) {
    let centre = pos2(above.left() + 36.0, above.bottom());
    let rect = Rect::from_center_size(centre, vec2(64.0, 10.0));
    let id = Id::unique(("plan-add", at));
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| {
        let name = format!("Add a step as number {at}");
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
    });
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    if response.hovered() || open {
        let colours = scene.colours;
        let painter = ui.painter();
        let stroke = Stroke::new(1.5, colours.accent);
        painter.hline(above.x_range(), above.bottom(), stroke);
        painter.circle(centre, 8.0, colours.panel, stroke);
        let font = FontId::new(13.0, icons::ADD.font_family());
        let icon = icons::ADD.codepoint;
        painter.text(centre, Align2::CENTER_CENTER, icon, font, colours.accent);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    menu::offers_ui(scene, &response, Some(at), out);
}

/// Shows where a dragged step would go, and moves it when it is let go. Esc leaves it where it is.
fn drag_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, rows: &[Shown], out: &mut Outbox) {
    let moved = |row: &&Shown| row.handle.dragged() || row.handle.drag_stopped();
    let Some(at) = rows.iter().position(|row| moved(&row)) else { return };
    let (Some(row), Some(step)) = (rows.get(at), plan.steps.get(at)) else { return };
    let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
    let above = rows.iter().filter(|row| row.rect.center().y < pointer.y).count();
    // Its own place counts neither above nor below.
    let to = if above > at { above.max(1) } else { above + 1 };
    if row.handle.drag_stopped() {
        let cancelled = ui.input(|input| input.key_pressed(Key::Escape));
        if !cancelled && to != step.number {
            out.edit(Edit::Move { step: step.number, to });
        }
        return;
    }
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    scroll_along(ui, pointer.y);
    let line = match rows.get(above) {
        Some(below) => below.rect.top(),
        None => rows.last().map_or(pointer.y, |last| last.rect.bottom()),
    };
    paint(ui, scene, step, row.rect, pointer.y, line);
}

/// Near the edge of what is in sight the list scrolls by itself.
fn scroll_along(ui: &Ui, y: f32) {
    let sight = ui.clip_rect();
    let edge = 36.0;
    let by = if y < sight.top() + edge {
        sight.top() + edge - y
    } else if y > sight.bottom() - edge {
        sight.bottom() - edge - y
    } else {
        return;
    };
    ui.scroll_with_delta(vec2(0.0, by.clamp(-edge, edge) * 0.3));
    ui.ctx().request_repaint();
}

fn paint(ui: &Ui, scene: Scene<'_>, step: &Step, rect: Rect, y: f32, line: f32) {
    let colours = scene.colours;
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    let painter = ui.painter();
    painter.rect_filled(rect.shrink2(vec2(0.0, 1.0)), radius, colours.panel.gamma_multiply(0.6));
    painter.hline(rect.x_range(), line, Stroke::new(3.0, colours.accent));
    let (what, _) = words::title(step, scene.knowledge);
    let text = format!("{} · {what}", step.number);
    let galley = painter.layout_no_wrap(text, theme::semibold(theme::BODY), colours.ink);
    let corner = pos2(rect.left() + 24.0, y - galley.size().y / 2.0);
    let label = Rect::from_min_size(corner, galley.size()).expand2(vec2(10.0, 6.0));
    let stroke = Stroke::new(1.0, colours.accent);
    painter.add(Shape::rect_filled(label, radius, colours.panel));
    painter.rect_stroke(label, radius, stroke, eframe::egui::StrokeKind::Inside);
    painter.galley(corner, galley, colours.ink);
}
