//! The brief: what matters, what was really done, what helped and what to ask, read in half a minute from
//! left to right. Everything is only read; what leads on stands in the bar at the top.
//!
//! What stands in it is made in `crate::app::past`. Here is where the cards lie: three columns, in a small
//! window two, and one where even those have no room.

mod chart;
mod due;
mod keep;
mod last;
mod maps;
mod wants;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Frame, Layout, Margin, Rect, Response, ScrollArea, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::sight::{follow_focus, page_keys};
use crate::app::action::Outbox;
use crate::app::past::{BriefView, Score};
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{bold, card, heading};

/// Between two cards.
pub(super) const GAP: f32 = 10.0;
/// Around the content of a card, from top to bottom.
pub(super) const AROUND: f32 = 22.0;
/// The room of three columns, and of two.
const THREE: f32 = 1010.0;
const TWO: f32 = 600.0;
/// Width of the left column and of the right one, at least and at most.
const LEFT: (f32, f32) = (280.0, 330.0);
const RIGHT: (f32, f32) = (400.0, 520.0);

/// The brief of the client who is chosen.
pub fn brief_ui(ui: &mut Ui, scene: Scene<'_>, _out: &mut Outbox) {
    let Some(brief) = scene.state.brief() else { return };
    let margin = Margin { left: 14, right: 10, top: 12, bottom: 8 };
    let bar = ui.spacing().scroll.allocated_width();
    // A point less, so that rounding alone scrolls nothing.
    let size = ui.available_size() - vec2(bar, 1.0) - margin.sum();
    let client = scene.state.practice.open().and_then(|open| open.chosen);
    ScrollArea::vertical().id_salt(("brief", client)).auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_width(size.x.max(0.0));
            ui.spacing_mut().item_spacing.y = 6.0;
            columns_ui(ui, scene, brief, size);
        });
        follow_focus(ui, scene);
        page_keys(ui, scene);
    });
}

fn columns_ui(ui: &mut Ui, scene: Scene<'_>, brief: &BriefView, size: Vec2) {
    let left = (size.x * 0.245).clamp(LEFT.0, LEFT.1);
    if size.x >= THREE {
        let right = (size.x * 0.36).clamp(RIGHT.0, RIGHT.1);
        let widths = [left, size.x - left - right - 2.0 * GAP, right];
        beside_ui(ui, size, &widths, |ui, at, bottom| match at {
            0 => {
                keep::keep_ui(ui, scene, brief);
                due::due_ui(ui, scene, brief, if brief.wants.is_empty() { bottom } else { 0.0 });
                wants::wants_ui(ui, scene, brief, bottom);
            }
            1 => middle_ui(ui, scene, brief, bottom),
            _ => {
                chart::chart_ui(ui, scene, &brief.chart, size.y * 0.42);
                maps::maps_ui(ui, scene, brief, bottom);
            }
        });
    } else if size.x >= TWO {
        beside_ui(ui, size, &[left, size.x - left - GAP], |ui, at, bottom| match at {
            0 => {
                keep::keep_ui(ui, scene, brief);
                due::due_ui(ui, scene, brief, 0.0);
                wants::wants_ui(ui, scene, brief, 0.0);
            }
            _ => middle_ui(ui, scene, brief, bottom),
        });
        ui.add_space(GAP - 6.0);
        let half = (size.x - GAP) / 2.0;
        beside_ui(ui, vec2(size.x, 0.0), &[half, half], |ui, at, bottom| match at {
            0 => chart::chart_ui(ui, scene, &brief.chart, 0.0),
            _ => maps::maps_ui(ui, scene, brief, bottom),
        });
    } else {
        keep::keep_ui(ui, scene, brief);
        due::due_ui(ui, scene, brief, 0.0);
        last::last_ui(ui, scene, &brief.last, 0.0);
        chart::chart_ui(ui, scene, &brief.chart, 0.0);
        last::home_ui(ui, scene, brief, 0.0);
        wants::wants_ui(ui, scene, brief, 0.0);
        maps::maps_ui(ui, scene, brief, 0.0);
    }
}

/// The last session, and under it the advice, whose card ends with the page.
fn middle_ui(ui: &mut Ui, scene: Scene<'_>, brief: &BriefView, bottom: f32) {
    let home = last::home_height(ui, brief);
    let kept = if home > 0.0 { home + GAP } else { 0.0 };
    last::last_ui(ui, scene, &brief.last, bottom - kept);
    last::home_ui(ui, scene, brief, bottom);
}

/// Columns beside each other. Each is told where the page ends, for the card that fills it.
fn beside_ui(
    ui: &mut Ui,
    size: Vec2,
    widths: &[f32],
    mut content: impl FnMut(&mut Ui, usize, f32),
) {
    let room = ui.available_rect_before_wrap();
    let bottom = room.top() + size.y;
    let mut left = room.left();
    let mut lowest = room.top();
    for (at, width) in widths.iter().enumerate() {
        let x = left..=left + width;
        let column = Rect::from_x_y_ranges(x, room.y_range());
        let layout = Layout::top_down(Align::Min);
        let builder = UiBuilder::new().id_salt(("column", at)).max_rect(column).layout(layout);
        let mut inside = ui.new_child(builder);
        content(&mut inside, at, bottom);
        // Without what a card keeps below it.
        lowest = lowest.max(inside.min_rect().bottom() - GAP);
        left += width + GAP;
    }
    ui.advance_cursor_after_rect(Rect::from_min_max(room.min, pos2(room.right(), lowest)));
}

/// A card that reaches down to here at least.
pub(super) fn card_ui(ui: &mut Ui, scene: Scene<'_>, bottom: f32, content: impl FnOnce(&mut Ui)) {
    let least = bottom - ui.cursor().top() - AROUND;
    card(ui, scene.colours, None, |ui| {
        ui.set_min_height(least.max(0.0));
        content(ui);
    });
}

/// The title of a card.
pub(super) fn title_ui(ui: &mut Ui, scene: Scene<'_>, title: &str) {
    heading(ui, bold(title).font(theme::semibold(theme::TITLE)).color(scene.colours.ink));
}

/// A score before, and after it in bold where it was asked.
pub(super) fn score_job(scene: Scene<'_>, score: &Score, size: f32) -> LayoutJob {
    let colours = scene.colours;
    let mut job = LayoutJob::default();
    let plain = |size, colour| TextFormat::simple(theme::regular(size), colour);
    match &score.after {
        Some(after) => {
            job.append(&score.before, 0.0, plain(size, colours.secondary));
            job.append(" → ", 0.0, plain(size.min(theme::TITLE), colours.secondary));
            job.append(after, 0.0, TextFormat::simple(theme::semibold(size), colours.ink));
        }
        None => job.append(&score.before, 0.0, plain(size, colours.ink)),
    }
    job
}

/// Says of a text what is heard in the place of it.
pub(super) fn call_label(shown: &Response, said: String) {
    shown.ctx.accesskit_node_builder(shown.id, |node| {
        node.set_label(said);
        node.clear_value();
    });
}
