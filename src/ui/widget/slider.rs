//! A score from 0 to 10 as a line with a knob: none stands there until one is given. The score before is a
//! dashed ring on the line.

use eframe::egui::{
    self, CursorIcon, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::score::{Score, describe, moved, wished};
use crate::model::Nprs;
use crate::ui::theme::Colours;

const LAST: u16 = 10;
/// The knob, from its middle.
const KNOB: f32 = 6.5;
/// The ring of the score before.
const RING: f32 = 4.6;

/// The line, as large as this. Gives the score that was chosen with pointer or keys.
pub fn score_slider(ui: &mut Ui, colours: &Colours, shown: Score<'_>, size: Vec2) -> Option<Nprs> {
    let value = shown.value.map(Nprs::get);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, ui.is_enabled(), shown.name));
    describe(ui, response.id, value);
    let line = Rect::from_x_y_ranges(
        rect.left() + KNOB..=rect.right() - KNOB,
        rect.center().y..=rect.center().y,
    );
    let pressed = response.is_pointer_button_down_on() || response.clicked() || response.dragged();
    let pointer = response.interact_pointer_pos().filter(|_| pressed);
    let pressed = pointer.map(|at| score_at(line, at.x));
    let moved = if response.has_focus() { moved(ui, &response, value) } else { None };
    let chosen = pressed.or(moved).or_else(|| wished(ui, response.id, value));
    paint(ui, colours, line, (value, shown.was.map(Nprs::get)), response.hovered());
    response.on_hover_cursor(CursorIcon::PointingHand);
    chosen.filter(|chosen| Some(*chosen) != value).and_then(|score| Nprs::new(score).ok())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=10")]
fn score_at(line: Rect, x: f32) -> u16 {
    let part = (x - line.left()) / line.width().max(1.0);
    (part * f32::from(LAST)).round().clamp(0.0, f32::from(LAST)) as u16
}

fn paint(
    ui: &Ui,
    colours: &Colours,
    line: Rect,
    (value, was): (Option<u16>, Option<u16>),
    lit: bool,
) {
    let y = line.center().y;
    let place =
        |score: u16| pos2(line.left() + line.width() * f32::from(score) / f32::from(LAST), y);
    let painter = ui.painter();
    let thick = |colour| Stroke::new(3.0, colour);
    painter.line_segment([place(0), place(LAST)], thick(colours.dot));
    for score in 0..=LAST {
        let at = place(score);
        let ends = [at - vec2(0.0, 3.0), at + vec2(0.0, 3.0)];
        painter.line_segment(ends, Stroke::new(1.0, colours.control_line));
    }
    if let Some(value) = value {
        painter.line_segment([place(0), place(value)], thick(colours.accent));
    }
    if let Some(was) = was {
        let ring: Vec<egui::Pos2> = (0..=24_u8)
            .map(|part| {
                let angle = std::f32::consts::TAU * f32::from(part) / 24.0;
                place(was) + RING * Vec2::angled(angle)
            })
            .collect();
        painter.circle_filled(place(was), RING, colours.panel);
        let stroke = Stroke::new(1.5, colours.secondary);
        painter.extend(Shape::dashed_line(&ring, stroke, 2.4, 1.8));
    }
    if let Some(value) = value {
        let size = if lit { KNOB + 1.0 } else { KNOB };
        painter.circle_filled(place(value), size, colours.accent);
    }
}
