//! The mark of the wordmark: a half-moon, flat at its left.

use eframe::egui::{Pos2, Sense, Shape, Ui, vec2};

use crate::ui::theme::Colours;

/// The mark, this many points high. It stands beside the name, so that it needs none itself.
pub fn logo(ui: &mut Ui, colours: &Colours, height: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(height * 0.5, height), Sense::hover());
    let centre = rect.left_center();
    let radius = height / 2.0;
    let bow = (0_u8..=24).map(|part| {
        let turn = std::f32::consts::PI * (f32::from(part) / 24.0 - 0.5);
        centre + radius * vec2(turn.cos(), turn.sin())
    });
    let points: Vec<Pos2> = bow.collect();
    ui.painter().add(Shape::convex_polygon(points, colours.accent, (0.0, colours.accent)));
}
