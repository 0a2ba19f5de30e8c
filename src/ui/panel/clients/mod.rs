//! The rail: search, clients, and the plans of the one that is chosen. Where it lies is in `rail`.
//!
//! Only rows in sight are laid out: a clinic has ten thousand clients.

mod head;
mod list;
mod rows;
mod under;

use eframe::egui::{self, Frame, Margin, Ui};

use crate::app::action::Outbox;
use crate::ui::scene::Scene;

/// Between the rows and the edge of the rail, in points: there the bar lies that scrolls them, so that it
/// takes no row's width and lies over nothing that is pressed.
const BESIDE: f32 = 9.0;

/// The rail over all of `ui`, while a practice is open.
pub fn clients_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(open) = scene.state.practice.open() else { return };
    let margin = Margin { left: 12, right: 6, top: 12, bottom: 8 };
    let frame = Frame::NONE.fill(scene.colours.panel).inner_margin(margin);
    let width = ui.available_width();
    let edge = ui.available_rect_before_wrap().right();
    let panel = egui::Panel::left("clients").frame(frame).resizable(false).exact_size(width);
    panel.show(ui, |ui| {
        head::search_ui(ui, scene, open, out);
        head::header_ui(ui, scene, open, out);
        head::new_client_ui(ui, scene, open, out);
        head::indexing_ui(ui, scene, open, out);
        if open.listed.is_empty() && open.indexing.is_none() && !open.wants_notes() {
            return head::nothing_ui(ui, scene, open, out);
        }
        list::rows_ui(ui, scene, open, edge, out);
    });
}
