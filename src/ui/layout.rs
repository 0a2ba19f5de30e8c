//! What lies where between the bar at the top and the line at the bottom.
//!
//! Widths come from `panes` and from how the cautions fit. Parts are shown from left to right, so
//! that Tab walks through them in that order.

use eframe::egui::{
    self, Context, CursorIcon, Id, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
};

use super::panel::{self, RailPlace};
use super::scene::Scene;
use crate::app::action::{Action, Outbox};
use crate::app::panes::{MIDDLE_LEAST, Panes, STRIP};
use crate::app::state::{Page, Screen};

/// How far to both sides of an edge it can be dragged, in points.
pub const GRIP: f32 = 4.0;

/// Rail, middle and cautions.
pub fn body_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    body: Rect,
    out: &mut Outbox,
    middle: impl FnOnce(&mut Ui, &mut Outbox),
) {
    let window = body.width();
    let panes = scene.state.panes;
    let has_rail = scene.state.practice.open().is_some();
    // Two plans beside each other need the room of the rail.
    let beside = scene.state.visit.reading.as_ref().is_some_and(|reading| reading.beside);
    let closes = scene.state.shown_page() == Page::Closing;
    let folds = Panes::rail_folds(window) || !scene.state.prefs.rail_open || beside || closes;
    let mut place = if folds { RailPlace::Strip } else { RailPlace::Docked };
    let has_cautions = scene.state.shows_cautions();
    let taken = |place| match place {
        _ if !has_rail => 0.0,
        RailPlace::Docked => panes.rail_width(window),
        RailPlace::Strip => STRIP,
    };
    let arrange = |place| {
        let reach = panes.reach(window, taken(place));
        panel::arrange(ui, scene, body.height(), reach)
    };
    let mut arranged = arrange(place);
    // The rail folds before a Stop is cut short.
    if has_cautions && arranged.is_cut() && has_rail && place == RailPlace::Docked {
        place = RailPlace::Strip;
        arranged = arrange(place);
    }
    let taken = taken(place);
    let left = body.with_max_x(body.left() + taken);
    let width = if has_cautions { arranged.width() } else { 0.0 };
    let right = body.with_min_x(body.right() - width);
    let between = body.with_min_x(left.right()).with_max_x(right.left());
    if has_rail {
        let mut rail = part(ui, left, Role::Navigation, "Clients");
        panel::rail_ui(&mut rail, scene, place, out);
        if place == RailPlace::Strip {
            panel::rail_over_ui(ui, scene, left, out);
        }
    }
    // The focus map beside the questions answers them too.
    let mut about_client = |rect, role, name| {
        let mut part = part(ui, rect, role, name);
        if scene.state.awaits_client() {
            panel::hold_still(&mut part);
        }
        part
    };
    let whole = between.with_max_x(between.right().max(between.left() + MIDDLE_LEAST));
    let mut inside = about_client(whole, Role::Main, middle_name(scene));
    inside.shrink_clip_rect(between);
    middle(&mut inside, out);
    if has_cautions {
        let mut cautions = about_client(right, Role::Complementary, "Cautions");
        panel::cautions_ui(&mut cautions, scene, &arranged, out);
    }
    if has_rail
        && place == RailPlace::Docked
        && let Some(x) = edge_ui(ui, left.right(), body, "Width of the clients")
    {
        out.send(Action::Arrange(panes.with_rail_by(window, x - left.right())));
    }
    if has_cautions && let Some(x) = edge_ui(ui, right.left(), body, "Width of the cautions") {
        out.send(Action::Arrange(panes.with_right(window, taken, body.right() - x)));
    }
}

/// The middle alone, over all the room.
pub fn alone_ui(ui: &mut Ui, body: Rect, middle: impl FnOnce(&mut Ui)) {
    middle(&mut part(ui, body, Role::Main, "Start"));
}

/// A part of the window, a place that screen readers can jump to.
fn part(ui: &mut Ui, rect: Rect, role: Role, name: &str) -> Ui {
    let builder = UiBuilder::new().id_salt(("part", role)).max_rect(rect);
    let mut part = ui.new_child(builder.accessibility_role(role).accessibility_label(name));
    part.shrink_clip_rect(rect);
    part
}

/// What the middle is called.
fn middle_name(scene: Scene<'_>) -> &'static str {
    let state = scene.state;
    match state.visit.screen {
        _ if state.shown_page() == Page::Brief => "Brief",
        _ if state.shown_page() == Page::History => "History",
        _ if state.shown_page() == Page::Closing => "Closing the session",
        _ if state.waits_for_client() => "Today",
        _ if state.visit.reading.is_some() => "Past plan",
        Screen::Intake => "Intake",
        Screen::Plan => "Plan",
    }
}

/// An edge that can be dragged; gives where the pointer drags it to.
fn edge_ui(ui: &Ui, x: f32, body: Rect, name: &str) -> Option<f32> {
    let grip = Rect::from_x_y_ranges(x - GRIP..=x + GRIP, body.y_range());
    // Sense::drag() would put the edge into the order of Tab.
    let response = ui.interact(grip, Id::unique(name), Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, ui.is_enabled(), name));
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        let colour = ui.visuals().selection.stroke.color;
        ui.painter().vline(x, body.y_range(), Stroke::new(2.0, colour));
    }
    if !response.dragged() || response.drag_delta().x == 0.0 {
        return None;
    }
    ui.input(|input| input.pointer.interact_pos()).map(|pointer| pointer.x)
}

/// Height below which bars are as low as they can be.
const LOW: f32 = 636.0;

fn is_low(ctx: &Context) -> bool {
    ctx.content_rect().height() < LOW
}

/// Height of the bar at the top, in points.
pub fn top_height(ctx: &Context) -> f32 {
    if is_low(ctx) { 44.0 } else { 48.0 }
}

/// Height of the line at the bottom, in points.
pub fn status_height(ctx: &Context) -> f32 {
    if is_low(ctx) { 24.0 } else { 28.0 }
}

/// A ring around what has the focus, the same for everything, painted over all of its layer.
pub fn focus_ring_ui(ui: &Ui, scene: Scene<'_>) {
    let Some(response) = ui.memory(egui::Memory::focused).and_then(|id| ui.read_response(id))
    else {
        return;
    };
    let seen = response.interact_rect.expand(3.0);
    let painter = ui.layer_painter(response.layer_id).with_clip_rect(seen);
    let stroke = Stroke::new(2.0, scene.colours.accent);
    let radius = f32::from(super::theme::CONTROL_RADIUS);
    painter.rect_stroke(response.rect, radius, stroke, egui::StrokeKind::Outside);
}
