//! The plan: the intake folded to a strip, the minutes as a bar, the steps as rows that are edited
//! in place, what the check found, and the field that adds steps at typing speed.
//!
//! Nothing is decided here: rows show what the planner says may be chosen, and send what was.

mod bar;
mod cells;
mod detail;
mod findings;
mod foot;
mod header;
mod keys;
mod menu;
mod notes;
mod quick;
mod row;
mod rows;
mod strip;

use eframe::egui::{Frame, Margin, Panel, Ui};

use super::reading::rescreen_ui;
use super::versions::versions_ui;
use super::{sheet, unrecorded_ui};
use crate::model::Plan;
use crate::ui::action::Outbox;
use crate::ui::app::Cx;
use crate::ui::widget::{card, secondary};

#[cfg(test)]
pub use keys::KEYS as ROW_KEYS;
pub use notes::notes_ui;

/// The plan.
pub fn plan_ui(ui: &mut Ui, cx: Cx<'_>, plan: &Plan, out: &mut Outbox) {
    keys::take(ui, cx, plan, out);
    let margin = Margin { left: 14, right: 10, top: 6, bottom: 6 };
    let frame = Frame::NONE.fill(cx.palette.panel).inner_margin(margin);
    Panel::bottom("plan-foot").frame(frame).show(ui, |ui| foot::foot_ui(ui, cx, out));
    sheet(ui, "plan", |ui| {
        strip::strip_ui(ui, cx, plan, out);
        rescreen_ui(ui, cx, out);
        rescreen_ui(ui, cx, out);
        versions_ui(ui, cx, out);
        unrecorded_ui(ui, cx, out);
        card(ui, cx.palette, None, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            header::header_ui(ui, cx, plan, out);
            let pointed = bar::bar_ui(ui, cx, plan, out);
            findings::notice_ui(ui, cx, out);
            ui.add_space(2.0);
            findings::of_plan_ui(ui, cx, out);
            rows::rows_ui(ui, cx, plan, pointed, out);
            if plan.steps.is_empty() {
                ui.add_space(8.0);
                ui.label(secondary(cx.palette, "This plan has no steps."));
            }
        });
        notes_ui(ui, cx, plan, out);
    });
}
