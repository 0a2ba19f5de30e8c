//! What the middle of the window shows: the questions, the plan, or what to do instead.

mod cards;
mod choose;
mod clearance;
mod emergency;
mod handover;
mod intake;
mod locked;
mod plan;
mod reading;
mod start;
mod told;
mod versions;
mod withheld;

use std::fmt::Debug;
use std::hash::Hash;

pub use eframe::egui::{self, Frame, Id, Margin, ScrollArea, Ui};

use crate::ui::scene::Scene;
use crate::ui::theme;

pub use choose::choose_ui;
pub use intake::{intake_ui, unrecorded_ui};
pub use locked::{locked_ui, opening_ui};
pub use plan::{body_map_ui, foot_top, plan_ui, shows_body_beside, waits_for_a_step};
pub use reading::reading_ui;
pub use start::start_ui;
pub use withheld::withheld_ui;

/// The scrolling sheet that every screen lies on; another client's or another plan's begins at its top.
fn sheet(ui: &mut Ui, scene: Scene<'_>, name: impl Hash + Debug, content: impl FnOnce(&mut Ui)) {
    let margin = Margin { left: 14, right: 10, top: 12, bottom: 8 };
    // The room of the bar stays free without it too, so that nothing moves when it comes.
    let bar = ui.spacing().scroll.allocated_width();
    let width = ui.available_width() - bar - margin.sum().x;
    ScrollArea::vertical().id_salt((name, scene.state.visit.generation)).auto_shrink(false).show(
        ui,
        |ui| {
            Frame::NONE.inner_margin(margin).show(ui, |ui| {
                ui.set_width(width.max(0.0));
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), content);
            });
            follow_focus(ui, scene);
        },
    );
}

/// Brings what Tab came to into sight, where it lies on this sheet. What was jumped to comes to the middle
/// by itself.
fn follow_focus(ui: &Ui, scene: Scene<'_>) {
    let focused = ui.memory(egui::Memory::focused);
    let followed = Id::unique("what was brought into sight");
    if focused == ui.data(|data| data.get_temp(followed)) {
        return;
    }
    let shown = focused.and_then(|id| ui.read_response(id));
    let Some(shown) = shown.filter(|shown| shown.layer_id == ui.layer_id()) else { return };
    ui.data_mut(|data| data.insert_temp(followed, shown.id));
    let is_here = ui.min_rect().x_range().contains(shown.rect.center().x);
    // What isn't cut off by the edge of the sheet is in sight.
    let is_cut = !shown.interact_rect.contains_rect(shown.rect.shrink(1.0));
    if is_here && is_cut && !scene.state.visit.scroll_to_marked {
        ui.scroll_to_rect(shown.rect.expand(theme::GRID * 4.0), None);
    }
}
