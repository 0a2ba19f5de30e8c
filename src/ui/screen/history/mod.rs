//! Past sessions: a timeline of all of them, the pain before and after, what was done, and two of them side
//! by side.
//!
//! What is listed, drawn and compared stands in `crate::app::history`. In a small window one of the three
//! stands beside the timeline.

mod chart;
mod compare;
mod filters;
mod minutes;
mod segments;
mod timeline;

use eframe::egui::{
    Align2, CornerRadius, Rect, Role, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2,
};

use crate::app::action::Outbox;
use crate::app::history::{HistoryAction, HistoryView, Tab};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};
use segments::segments;

/// Width of the timeline, with the room at its left.
const TIMELINE: f32 = 316.0;
/// With less room beside the timeline, one part shows at a time.
const WIDE: f32 = 640.0;
/// Width of the card of what was done.
const MINUTES: f32 = 286.0;
/// Height of the chart and of what is beside it.
const UPPER: f32 = 239.0;
/// Room around the parts.
const AROUND: f32 = 14.0;
/// Room between the parts.
const GAP: f32 = 10.0;

/// The page of past sessions.
pub fn history_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let view = &scene.state.history;
    let whole = ui.max_rect();
    let Some(sessions) = view.sessions() else { return };
    if sessions.rows.is_empty() {
        nothing_ui(ui, scene.colours, whole);
        return;
    }
    let wide = TIMELINE.min(whole.width() * 0.5);
    let left = whole.with_max_x(whole.left() + wide);
    let left = left.with_min_x(left.left() + AROUND);
    let mut timeline = part(ui, left.with_min_y(left.top() + 12.0), "Sessions");
    timeline::timeline_ui(&mut timeline, scene, view, out);
    let page = Rect::from_min_max(
        pos2(left.right() + AROUND, whole.top() + 12.0),
        pos2(whole.right() - AROUND, whole.bottom() - 12.0),
    );
    if page.width() < WIDE {
        tabs_ui(ui, scene, view, page, out);
        return;
    }
    let (upper, lower) = page.split_top_bottom_at_y(page.top() + UPPER);
    let lower = lower.with_min_y(lower.top() + GAP);
    let (chart, minutes) = upper.split_left_right_at_x(upper.right() - MINUTES - GAP);
    let minutes = minutes.with_min_x(minutes.left() + GAP);
    let mut inside = card(ui, scene.colours, chart, "Pain");
    chart::chart_ui(&mut inside, scene, view, out);
    let mut inside = card(ui, scene.colours, minutes, "Work done");
    minutes::minutes_ui(&mut inside, scene, view, out);
    let mut inside = card(ui, scene.colours, lower, "Compare");
    compare::compare_ui(&mut inside, scene, view, out);
}

/// One of the three at a time.
fn tabs_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, page: Rect, out: &mut Outbox) {
    let bar = page.with_max_y(page.top() + 26.0);
    let labels = Tab::ALL.map(Tab::label);
    let on = Tab::ALL.iter().position(|tab| *tab == view.tab).unwrap_or_default();
    let mut tabs = ui.new_child(UiBuilder::new().id_salt("tabs of sessions").max_rect(bar));
    let pressed = segments(&mut tabs, scene.colours, "Show", &labels, on);
    if let Some(tab) = pressed.and_then(|at| Tab::ALL.get(at).copied()) {
        out.send(HistoryAction::Tab(tab).into());
    }
    let rest = page.with_min_y(bar.bottom() + 8.0);
    let mut inside = card(ui, scene.colours, rest, view.tab.label());
    match view.tab {
        Tab::Pain => chart::chart_ui(&mut inside, scene, view, out),
        Tab::Minutes => minutes::minutes_ui(&mut inside, scene, view, out),
        Tab::Compare => compare::compare_ui(&mut inside, scene, view, out),
    }
}

fn nothing_ui(ui: &Ui, colours: &Colours, whole: Rect) {
    let text = "No sessions yet. They are listed here once a plan is saved.";
    let font = theme::regular(theme::BODY);
    let shown =
        ui.painter().text(whole.center(), Align2::CENTER_CENTER, text, font, colours.secondary);
    said(ui, shown, "no sessions", text);
}

/// Says a painted text to those who don't see it.
fn said(ui: &Ui, place: Rect, salt: &str, text: &str) {
    let id = ui.scope_id().with(("said", salt));
    let response = ui.interact(place, id, eframe::egui::Sense::hover());
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(Role::Label, true, text));
}

/// A part of the page, a place that screen readers can jump to.
fn part(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    let builder = UiBuilder::new().id_salt(("history", name)).max_rect(rect);
    let mut part = ui.new_child(builder.accessibility_role(Role::Region).accessibility_label(name));
    part.shrink_clip_rect(rect);
    part
}

/// A card over this room; gives what goes inside.
fn card(ui: &mut Ui, colours: &Colours, rect: Rect, name: &str) -> Ui {
    ui.painter().rect(
        rect,
        CornerRadius::same(theme::CARD_RADIUS),
        colours.panel,
        Stroke::new(1.0, colours.line),
        StrokeKind::Inside,
    );
    part(ui, rect.shrink2(vec2(16.0, 12.0)), name)
}
