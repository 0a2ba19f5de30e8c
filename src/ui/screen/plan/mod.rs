//! The plan: the intake folded to a strip, and one card with the minutes as a bar, the steps as rows
//! that are edited in place, the body with its minutes beside them, and a foot that adds steps.
//!
//! Rows scroll inside the card; strip, bar, body and foot stay. Nothing is decided here: rows show
//! what the planner says may be chosen, and send what was.

mod bar;
mod body;
mod cells;
mod detail;
mod findings;
mod foot;
mod frame;
mod header;
mod keys;
mod menu;
mod notes;
mod quick;
mod row;
mod rows;
mod state;
mod strip;
mod titles;

use eframe::egui::{
    self, CornerRadius, Id, Margin, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    vec2,
};

use super::reading::rescreen_ui;
use super::sight::{follow_focus, page_keys};
use super::versions::versions_ui;
use crate::app::action::Outbox;
use crate::model::Plan;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::secondary;
use frame::{PlanFrame, SCROLL};

pub use body::map_ui as body_map_ui;
pub use frame::{keep_body_beside, shows_body_beside};
pub use notes::notes_ui;
pub use quick::waits as waits_for_a_step;

pub fn plan_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    keys::take(ui, scene, plan, out);
    let room = ui.max_rect().size();
    let frame = PlanFrame::of(room);
    keep_body_beside(ui, frame.body.is_some());
    let pad = frame.pad;
    let scroll = ScrollArea::vertical().id_salt(("plan", scene.state.visit.generation));
    scroll.auto_shrink(false).show(ui, |ui| {
        // The scroll bar has its room in the margin, so that nothing moves when it comes.
        let margin = Margin { left: pad, right: 0, top: pad, bottom: pad };
        egui::Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_width((room.x - 2.0 * f32::from(pad)).max(0.0));
            ui.spacing_mut().item_spacing.y = frame.gap;
            let top = ui.cursor().top();
            strip::strip_ui(ui, scene, plan, frame, out);
            rescreen_ui(ui, scene, out);
            versions_ui(ui, scene, out);
            let taken = ui.cursor().top() - top + 2.0 * f32::from(pad);
            card_ui(ui, scene, plan, frame, room.y - taken, out);
        });
        follow_focus(ui, scene);
        page_keys(ui, scene);
    });
}

/// The card with everything that is planned.
fn card_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    frame: PlanFrame,
    height: f32,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    let size = vec2(ui.available_width(), height.max(frame::LEAST));
    let (card, _) = ui.allocate_exact_size(size, Sense::hover());
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    let line = Stroke::new(1.0, colours.line);
    ui.painter().rect(card, radius, colours.panel, line, StrokeKind::Inside);
    let mut left = card;
    if let Some(width) = frame.body {
        left.max.x -= width;
        ui.painter().vline(left.right(), card.y_range(), line);
    }
    let left = left.shrink2(vec2(0.0, 1.0));
    let mut steps = part(ui, "steps", left);
    steps_ui(&mut steps, scene, plan, frame, left, out);
    if frame.body.is_some() {
        let beside = card.with_min_x(left.right()).shrink2(vec2(10.0, 12.0));
        body::beside_ui(&mut part(ui, "body", beside), scene, plan, out);
    }
}

fn part(ui: &mut Ui, name: &str, rect: Rect) -> Ui {
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(layout))
}

/// Header, bar, rows and foot.
fn steps_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    frame: PlanFrame,
    rect: Rect,
    out: &mut Outbox,
) {
    let inside = rect.shrink2(vec2(frame.side, 0.0));
    let head = inside.with_min_y(rect.top() + frame.top);
    let mut head = part(ui, "head", head);
    head.spacing_mut().item_spacing.y = 0.0;
    header::header_ui(&mut head, scene, plan, frame, out);
    head.add_space(frame.under_header);
    let pointed = bar::bar_ui(&mut head, scene, plan, out);
    findings::notice_ui(&mut head, scene, out);
    head.add_space(frame.under_bar);
    let foot = inside.with_min_y(rect.bottom() - frame.foot);
    // As wide as the rows and the bar that scrolls them, which stands in the margin.
    let rows = Rect::from_min_max(
        egui::pos2(rect.left() + frame.side - frame::OVER, head.cursor().top()),
        egui::pos2(rect.right() - 2.0, foot.top()),
    );
    let width = rect.width() - 2.0 * (frame.side - frame::OVER);
    let mut list = part(ui, "rows", rows);
    list.shrink_clip_rect(rows);
    list.spacing_mut().scroll.bar_width = SCROLL;
    list.spacing_mut().scroll.bar_inner_margin = 0.0;
    list.spacing_mut().scroll.bar_outer_margin = 0.0;
    let scroll = ScrollArea::vertical().id_salt(("plan-rows", scene.state.visit.generation));
    scroll.auto_shrink(false).show(&mut list, |ui| {
        ui.set_width(width);
        let high = frame.row_height(rows.height(), plan);
        rows::rows_ui(ui, scene, plan, high, pointed, out);
        // Below the rows, which so stay where they are while they are edited.
        findings::of_plan_ui(ui, scene, out);
        if plan.steps.is_empty() {
            ui.add_space(8.0);
            ui.label(secondary(scene.colours, "This plan has no steps."));
        }
        follow_focus(ui, scene);
        page_keys(ui, scene);
    });
    keep_foot(ui, foot);
    let line = Stroke::new(1.0, scene.colours.line);
    ui.painter().hline(foot.expand2(vec2(frame::OVER, 0.0)).x_range(), foot.top(), line);
    foot::foot_ui(&mut part(ui, "foot", foot), scene, plan, frame, out);
}

fn foot_id() -> Id {
    Id::unique("top of the plan's foot")
}

/// Keeps where the foot stands in this pass.
fn keep_foot(ui: &Ui, foot: Rect) {
    let seen = (ui.ctx().cumulative_pass_nr(), foot.top());
    ui.data_mut(|data| data.insert_temp(foot_id(), seen));
}

/// Where the plan's foot begins, if it is in sight: messages stand above it.
pub fn foot_top(ui: &Ui) -> Option<f32> {
    let (pass, top) = ui.data(|data| data.get_temp::<(u64, f32)>(foot_id()))?;
    (pass == ui.ctx().cumulative_pass_nr()).then_some(top)
}
