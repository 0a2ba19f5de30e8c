//! Pressure as five dots.

use eframe::egui::{Painter, Pos2, Rect, Stroke, vec2};

use crate::ui::theme::Colours;

/// How wide five dots are.
pub const WIDTH: f32 = 5.0 * STEP;
const STEP: f32 = 14.0;

/// Where a dot can be pressed, by its level, with the dots from `left` on.
pub fn dot_rect(left: Pos2, level: u16) -> Rect {
    let at = left + vec2(STEP * (f32::from(level) - 1.0), -11.0);
    Rect::from_min_size(at, vec2(STEP, 22.0))
}

/// Paints five dots from `left` on, as many filled as the level. Filled and empty differ by
/// outline too, not by colour alone. A level that is only tried shows as rings.
pub fn paint_dots(
    painter: &Painter,
    colours: &Colours,
    left: Pos2,
    level: u16,
    tried: Option<u16>,
) {
    let shown = tried.map_or(level, |tried| tried.min(level));
    for dot in 1..=5 {
        let centre = dot_rect(left, dot).center();
        if dot <= shown {
            painter.circle_filled(centre, 4.5, colours.accent);
        } else if tried.is_some_and(|tried| dot <= tried) {
            painter.circle(centre, 4.0, colours.accent_ground, Stroke::new(1.5, colours.accent));
        } else {
            let stroke = Stroke::new(1.5, colours.control_line);
            painter.circle_stroke(centre, 4.0, stroke);
        }
    }
}

/// Strikes a dot out: this level isn't allowed.
pub fn strike(painter: &Painter, colours: &Colours, left: Pos2, level: u16) {
    let centre = dot_rect(left, level).center();
    let half = vec2(3.5, -3.5);
    painter.line_segment([centre - half, centre + half], Stroke::new(1.5, colours.secondary));
}
