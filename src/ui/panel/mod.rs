//! What stays around the middle of the window.

mod caution_row;
mod cautions;
mod clients;
mod closing_bar;
mod closing_status;
mod drop;
mod fit;
mod focus_map;
mod history_bar;
mod important;
mod locks;
mod menus;
mod missing;
mod pages;
mod printing;
mod rail;
mod status;
mod status_card;
mod tabs;
mod toasts;
mod top;

use eframe::egui::{Role, Ui};

pub use caution_row::steps as steps_in_words;
pub use cautions::{arrange, cautions_ui};
pub use drop::drop_ui;
pub use important::important_ui;
pub use locks::locks_ui;
pub use rail::{RailPlace, rail_over_ui, rail_ui};
pub use status::status_ui;
pub use status_card::heading as status_heading;
pub use toasts::toasts_ui;
pub use top::top_ui;

/// A place that screen readers can jump to.
fn call_place(ui: &Ui, role: Role, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
    });
}

/// Nothing can be pressed meanwhile, but what is there can be read as before.
pub fn hold_still(ui: &mut Ui) {
    let alpha = std::mem::replace(&mut ui.visuals_mut().disabled_alpha, 1.0);
    ui.disable();
    ui.visuals_mut().disabled_alpha = alpha;
}
