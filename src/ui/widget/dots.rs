//! Pressure as five dots.

use eframe::egui::{
    CursorIcon, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

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

/// Five dots of which those up to `highest` can be pressed. Gives the level that was.
pub fn levels(
    ui: &mut Ui,
    colours: &Colours,
    name: &str,
    value: Option<u16>,
    highest: u16,
) -> Option<u16> {
    let (rect, all) = ui.allocate_exact_size(vec2(WIDTH, 22.0), Sense::hover());
    let left = pos2(rect.left(), rect.center().y);
    let mut pressed = None;
    let mut tried = None;
    for level in 1..=highest {
        let place = dot_rect(left, level);
        let dot = ui.interact(place, all.id.with(level), Sense::click());
        dot.widget_info(|| {
            let on = value == Some(level);
            WidgetInfo::selected(Role::Button, ui.is_enabled(), on, format!("{name}: {level}"))
        });
        if dot.hovered() || dot.has_focus() {
            tried = Some(level);
        }
        if dot.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            pressed = Some(level);
        }
    }
    paint_dots(ui.painter(), colours, left, value.unwrap_or(0), tried, Some(highest));
    pressed
}

/// Strikes a filled dot out: the step has a level that isn't allowed.
pub fn strike(painter: &Painter, colours: &Colours, left: Pos2, level: u16) {
    let centre = dot_rect(left, level).center();
    let half = vec2(3.5, -3.5);
    painter.line_segment([centre - half, centre + half], Stroke::new(1.5, colours.secondary));
}
