//! What the middle of the window shows: the questions, the plan, or what to do instead.

mod agenda;
mod brief;
mod cards;
mod choose;
mod clearance;
mod closing;
mod emergency;
mod handover;
mod history;
mod intake;
mod locked;
mod plan;
mod print;
mod reading;
mod sight;
mod start;
mod told;
mod versions;
mod withheld;

use std::fmt::Debug;
use std::hash::Hash;

pub use eframe::egui::{self, Frame, Margin, ScrollArea, Ui};

use self::sight::{follow_focus, page_keys};
use crate::ui::scene::Scene;

pub use brief::brief_ui;
pub use choose::choose_ui;
pub use closing::closing_ui;
pub use history::history_ui;
pub use intake::{intake_ui, unrecorded_ui};
pub use locked::{locked_ui, opening_ui};
pub use plan::{body_map_ui, foot_top, plan_ui, shows_body_beside, waits_for_a_step};
pub use print::{no_pages, print_ui};
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
            page_keys(ui, scene);
        },
    );
}
