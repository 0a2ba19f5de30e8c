//! A score from 0 to 10 on a line: no mark until one is given.

use eframe::egui::{
    self, Event, Key, Modifiers, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::model::Nprs;
use crate::ui::theme::{self, Colours};

const STOPS: u16 = 10;
const HEIGHT: f32 = 22.0;
const KNOB: f32 = 6.0;

/// The line with its number before it. Gives the score that was chosen with pointer or keys, and
/// the whole of it, which takes the focus.
pub fn score(
    ui: &mut Ui,
    colours: &Colours,
    name: &str,
    width: f32,
    value: Option<Nprs>,
) -> (Option<Nprs>, Response) {
    let value = value.map(Nprs::get);
    let number = value.map_or_else(|| "–".to_owned(), |value| value.to_string());
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click_and_drag());
    response.widget_info(|| {
        let said =
            value.map_or_else(|| "not answered".to_owned(), |value| format!("{value} of 10"));
        let mut info = WidgetInfo::labeled(Role::RadioGroup, ui.is_enabled(), name);
        info.current_text_value = Some(said);
        info
    });
    let painter = ui.painter();
    let font = theme::semibold(theme::BODY + 1.0);
    let ink = if value.is_some() { colours.ink } else { colours.secondary };
    let left = pos2(rect.left(), rect.center().y);
    painter.text(left, egui::Align2::LEFT_CENTER, number, font, ink);
    let line = Rect::from_x_y_ranges(rect.left() + 26.0..=rect.right() - KNOB, rect.y_range());
    let pitch = line.width() / f32::from(STOPS);
    let at = |stop: u16| pos2(line.left() + pitch * f32::from(stop), line.center().y);
    let stroke = Stroke::new(3.0, colours.dot);
    painter.line_segment([at(0), at(STOPS)], stroke);
    for stop in 0..=STOPS {
        painter.circle_filled(at(stop), 2.0, colours.control_line);
    }
    if let Some(value) = value {
        painter.line_segment([at(0), at(value.min(STOPS))], Stroke::new(3.0, colours.accent));
        painter.circle_filled(at(value.min(STOPS)), KNOB, colours.accent);
    }
    // Each stop can be pressed on its own too, by those who don't see the line.
    for stop in 0..=STOPS {
        let size = vec2(pitch, HEIGHT);
        let cell = Rect::from_center_size(at(stop), size);
        let cell = ui.interact(cell, response.id.with(stop), Sense::HOVER);
        cell.widget_info(|| {
            let label = format!("{name}: {stop}");
            WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), value == Some(stop), label)
        });
        if cell.hovered() && value != Some(stop) {
            ui.painter().circle_stroke(at(stop), KNOB - 1.0, Stroke::new(1.5, colours.accent));
        }
    }
    let is_pointed = response.is_pointer_button_down_on() || response.clicked();
    let pointed = if is_pointed { response.interact_pointer_pos() } else { None };
    let chosen = pointed.map(|place| nearest(place.x, line.left(), pitch));
    let typed = if response.has_focus() { typed(ui, &response, value) } else { None };
    let chosen = chosen.or(typed).filter(|chosen| value != Some(*chosen) || response.clicked());
    let chosen = chosen.and_then(|score| Nprs::new(score).ok());
    (chosen, response.on_hover_cursor(egui::CursorIcon::PointingHand))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=10")]
fn nearest(x: f32, left: f32, pitch: f32) -> u16 {
    ((x - left) / pitch).round().clamp(0.0, f32::from(STOPS)) as u16
}

/// Digits choose, arrows move; ten is reached by the arrow or by End.
fn typed(ui: &Ui, response: &Response, value: Option<u16>) -> Option<u16> {
    let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    ui.input_mut(|input| {
        let digit = input.events.iter().find_map(|event| {
            let Event::Text(text) = event else { return None };
            text.parse::<u16>().ok().filter(|digit| *digit <= 9)
        });
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let now = value.unwrap_or(0);
        if pressed(Key::ArrowRight) {
            Some(value.map_or(0, |now| (now + 1).min(STOPS)))
        } else if pressed(Key::ArrowLeft) {
            Some(now.saturating_sub(1))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(STOPS)
        } else {
            digit
        }
    })
}
