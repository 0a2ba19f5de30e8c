//! TODO

use eframe::egui::Ui;

use crate::app::action::Outbox;
use crate::ui::scene::Scene;

pub fn history_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    _ = (ui, scene, out);
}
