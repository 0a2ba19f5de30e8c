//! The steps one under the other: what holds for several of them, dragging one to another place, and
//! adding one in between.

use eframe::egui::{
    Align2, CornerRadius, CursorIcon, FontId, Id, Key, Popup, Rect, Role, Sense, Shape, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::menu;
use super::row::{Columns, Given, Shown, row_ui};
use super::titles::SaidPosition;
use crate::app::action::Outbox;
use crate::app::highlight::Pointed;
use crate::app::words;
use crate::model::{Plan, Step};
use crate::planner::edit::Edit;
use crate::ui::scene::Scene;
use crate::ui::widget::point_at;
use crate::ui::{icons, theme};

/// The height of the line that says the position of the rows below it, in a compact plan.
pub const DIVIDER: f32 = 19.0;

/// All rows, each this `high` or more. `pointed` is the step whose part of the bar is under the
/// pointer.
pub fn rows_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    high: f32,
    pointed: Option<usize>,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut rows: Vec<Shown> = Vec::with_capacity(plan.steps.len());
    let mut last = None;
    let has_column = Columns::of(ui.available_rect_before_wrap()).position.is_some();
    for step in &plan.steps {
        let repeats = last.replace(step.position) == Some(step.position);
        let said = SaidPosition::of(step.position, repeats, has_column);
        if said == SaidPosition::Above {
            divider_ui(ui, scene, step);
        }
        // The name apart, so that a step's fields keep their own undo when rows move.
        let row = ui.push_id(("step", step.number), |ui| {
            row_ui(ui, scene, plan, step, Given { high, said }, out)
        });
        let row = row.inner;
        let hovered = row.hovered || pointed == Some(step.number);
        point_at(scene, hovered, row.focused, Pointed::Step(step.number), out);
        hear_adding(ui, rows.len() + 2);
        rows.push(row);
    }
    groups(ui, scene, plan, &rows);
    for pack in plan.steps.iter().filter(|step| !step.counted) {
        bracket(ui, plan, pack, &rows);
    }
    for (at, row) in rows.iter().enumerate() {
        add_ui(ui, scene, at + 2, row.rect, out);
    }
    drag_ui(ui, scene, plan, &rows, out);
}

/// How the client lies in the rows below.
fn divider_ui(ui: &mut Ui, scene: Scene<'_>, step: &Step) {
    let size = vec2(ui.available_width(), DIVIDER);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let supports = words::supports(step, scene.knowledge);
    let said = if supports.is_empty() {
        step.position.label().to_owned()
    } else {
        format!("{}, {supports}", step.position.label())
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
    let left = rect.left_center() + vec2(8.0, 0.0);
    let font = theme::regular(theme::SMALL);
    let colour = scene.colours.secondary;
    let text = ui.painter().text(left, Align2::LEFT_CENTER, said, font, colour);
    let line = Stroke::new(1.0, scene.colours.line);
    ui.painter().hline(text.right() + 8.0..=rect.right() - 8.0, rect.center().y, line);
}

/// A line beside the rows for which a position is said once.
fn groups(ui: &Ui, scene: Scene<'_>, plan: &Plan, rows: &[Shown]) {
    let line = Stroke::new(2.0, scene.colours.line);
    let steps: Vec<(&Step, &Shown)> = plan.steps.iter().zip(rows).collect();
    for group in steps.chunk_by(|(one, _), (next, _)| one.position == next.position) {
        if group.len() < 2 {
            continue;
        }
        let last = group.len() - 1;
        for (at, (_, row)) in group.iter().enumerate() {
            let Some(x) = row.beside else { continue };
            let mut top = row.head.top() + if at == 0 { 9.0 } else { 0.0 };
            let bottom = row.head.bottom() - if at == last { 2.0 } else { 0.0 };
            // Words that reach into the column are not crossed; the row belongs to its group all the same.
            for words in row.lines.iter().filter(|words| words.right > x - 2.0) {
                top = top.max(words.bottom);
            }
            ui.painter().vline(x, top..=bottom, line);
        }
    }
}

/// From the number of a pack down to the last step that it lies alongside.
fn bracket(ui: &Ui, plan: &Plan, pack: &Step, rows: &[Shown]) {
    let row = |number: usize| {
        let at = plan.steps.iter().position(|step| step.number == number)?;
        rows.get(at)
    };
    let Some((from, to)) = row(pack.number).zip(pack.beside.last().and_then(|last| row(*last)))
    else {
        return;
    };
    if to.head.top() <= from.head.top() {
        return;
    }
    let line = Stroke::new(2.0, theme::Colours::phase(pack.phase));
    let x = from.head.left() + 4.0;
    let (top, bottom) = (from.head.center().y, to.head.center().y);
    let painter = ui.painter();
    painter.line_segment([pos2(from.head.left() + 12.0, top), pos2(x, top)], line);
    painter.vline(x, top..=bottom, line);
    painter.circle_filled(pos2(x, bottom), 2.5, line.color);
}

fn adding_id(at: usize) -> Id {
    Id::unique(("where a step is added", at))
}

/// Keeps the place in which it is heard that a step can be added here: between two rows, though it is
/// drawn over both.
fn hear_adding(ui: &Ui, at: usize) {
    let here = Rect::from_min_size(ui.cursor().min, vec2(0.0, 0.0));
    ui.interact(here, adding_id(at), Sense::hover());
    ui.ctx().accesskit_node_builder(adding_id(at), |node| node.set_role(Role::GenericContainer));
}

/// A small plus on the line below a row, while the pointer is there.
fn add_ui(ui: &mut Ui, scene: Scene<'_>, at: usize, above: Rect, out: &mut Outbox) {
    let heard = UiBuilder::new().max_rect(above).accessibility_parent(adding_id(at));
    let ui = &mut ui.new_child(heard);
    let centre = pos2(above.left() + 24.0, above.bottom());
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
