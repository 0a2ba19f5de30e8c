//! What the middle of the window shows: the questions, the plan, or what to do instead.

mod choose;
mod emergency;
mod intake;
mod locked;
mod plan;
mod reading;
mod start;
mod told;
mod versions;
mod withheld;
pub mod words;

use eframe::egui::{self, Frame, Margin, ScrollArea, Ui};

pub use choose::choose_ui;
pub use intake::{intake_ui, unrecorded_ui};
pub use locked::{locked_ui, opening_ui};
#[cfg(test)]
pub use plan::ROW_KEYS;
pub use plan::{foot_top, plan_ui};
pub use reading::reading_ui;
pub use start::start_ui;
pub use withheld::withheld_ui;

/// The scrolling sheet that every screen lies on.
fn sheet(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let margin = Margin { left: 14, right: 10, top: 12, bottom: 8 };
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), content);
        });
    });
}
