//! The warning that the practice locks.

use eframe::egui::{Frame, Margin, Panel, Ui};

use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::widget::bold;

/// The warning, above everything.
pub fn locks_ui(ui: &mut Ui, scene: Scene<'_>) {
    let Some(seconds) = scene.state.locks_in else { return };
    let frame = Frame::NONE.fill(scene.colours.care_ground).inner_margin(Margin::symmetric(14, 6));
    Panel::top("locks").frame(frame).show(ui, |ui| {
        let left = counted(seconds, "second");
        let text = format!("The practice locks in {left}. Press a key to go on working.");
        ui.label(bold(text).color(scene.colours.care));
    });
}
