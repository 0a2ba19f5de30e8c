//! Pressure as five dots.

use eframe::egui::{Painter, Pos2, Rect, Stroke, vec2};

use crate::ui::theme::Colours;

/// How wide five dots are.
pub const WIDTH: f32 = 5.0 * STEP;
const STEP: f32 = 13.0;

/// Where a dot can be pressed, by its level, with the dots from `left` on.
pub fn dot_rect(left: Pos2, level: u16) -> Rect {
    let at = left + vec2(STEP * (f32::from(level) - 1.0), -11.0);
    Rect::from_min_size(at, vec2(STEP, 22.0))
}

/// Paints five dots from `left` on, as many filled as the level; a ring where more is allowed, a
/// short bar above the `highest` that is, where that is known. They differ by shape, not by colour
/// alone. A level that is only tried shows as rings on a ground.
pub fn paint_dots(
    painter: &Painter,
    colours: &Colours,
    left: Pos2,
    level: u16,
    tried: Option<u16>,
    highest: Option<u16>,
) {
    let shown = tried.map_or(level, |tried| tried.min(level));
    let line = Stroke::new(1.5, colours.control_line);
    for dot in 1..=5 {
        let centre = dot_rect(left, dot).center();
        if dot <= shown {
            painter.circle_filled(centre, 4.5, colours.accent);
        } else if tried.is_some_and(|tried| dot <= tried) {
            painter.circle(centre, 4.0, colours.accent_ground, Stroke::new(1.5, colours.accent));
        } else if highest.is_some_and(|highest| dot > highest) {
            painter.line_segment([centre - vec2(2.5, 0.0), centre + vec2(2.5, 0.0)], line);
        } else {
            painter.circle_stroke(centre, 4.0, line);
        }
    }
}

/// Strikes a filled dot out: the step has a level that isn't allowed.
pub fn strike(painter: &Painter, colours: &Colours, left: Pos2, level: u16) {
    let centre = dot_rect(left, level).center();
    let half = vec2(3.5, -3.5);
    painter.line_segment([centre - half, centre + half], Stroke::new(1.5, colours.secondary));
}
