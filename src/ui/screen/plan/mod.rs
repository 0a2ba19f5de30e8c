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
mod titles;

use eframe::egui::{Frame, Id, Margin, Panel, Rect, Ui};

use super::reading::rescreen_ui;
use super::sheet;
use super::versions::versions_ui;
use crate::app::action::Outbox;
use crate::model::Plan;
use crate::ui::scene::Scene;
use crate::ui::widget::{card, secondary, unconfirmed_ui};

pub use notes::notes_ui;
pub use quick::waits as waits_for_a_step;

pub fn plan_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    keys::take(ui, scene, plan, out);
    let margin = Margin { left: 14, right: 10, top: 6, bottom: 6 };
    let frame = Frame::NONE.fill(scene.colours.panel).inner_margin(margin);
    let foot = Panel::bottom("plan-foot").frame(frame).show(ui, |ui| {
        unconfirmed_ui(ui, scene, out);
        foot::foot_ui(ui, scene, out);
    });
    keep_foot(ui, foot.response.rect);
    sheet(ui, scene, "plan", |ui| {
        strip::strip_ui(ui, scene, plan, out);
        rescreen_ui(ui, scene, out);
        versions_ui(ui, scene, out);
        card(ui, scene.colours, None, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            header::header_ui(ui, scene, plan, out);
            let pointed = bar::bar_ui(ui, scene, plan, out);
            findings::notice_ui(ui, scene, out);
            ui.add_space(2.0);
            rows::rows_ui(ui, scene, plan, pointed, out);
            // Below the rows, which so stay where they are while they are edited.
            findings::of_plan_ui(ui, scene, out);
            if plan.steps.is_empty() {
                ui.add_space(8.0);
                ui.label(secondary(scene.colours, "This plan has no steps."));
            }
        });
        notes_ui(ui, scene, plan, out);
    });
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
