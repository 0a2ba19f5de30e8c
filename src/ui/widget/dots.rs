//! Pressure as five dots.

use eframe::egui::{Painter, Pos2, Stroke, vec2};

use crate::ui::theme::Palette;

/// How wide five dots are.
pub const WIDTH: f32 = 5.0 * STEP;
const STEP: f32 = 14.0;

/// Paints five dots from `left` on, as many filled as the level. Filled and empty differ by
/// outline too, not by colour alone.
pub fn paint_dots(painter: &Painter, palette: &Palette, left: Pos2, level: u16) {
    let mut centre = left + vec2(STEP / 2.0, 0.0);
    for dot in 1..=5 {
        if dot <= level {
            painter.circle_filled(centre, 4.5, palette.accent);
        } else {
            let stroke = Stroke::new(1.5, palette.control_line);
            painter.circle_stroke(centre, 4.0, stroke);
        }
        centre.x += STEP;
    }
}
