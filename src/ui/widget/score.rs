//! A score from 0 to 10 as eleven buttons in a row: none is chosen until one is given. To who doesn't
//! see it, the row is a slider.

use eframe::egui::accesskit::{Action, ActionData};
use eframe::egui::{
    self, CornerRadius, Event, Id, Key, Modifiers, Rect, Response, Role, Sense, Shape, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::chip::control_height;
use crate::app::draft::Field;
use crate::model::Nprs;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};

const LAST: u16 = 10;
/// Between two buttons.
const BETWEEN: f32 = 3.0;
/// The dashes around the score of the last visit.
const DASH: f32 = 3.0;

/// What is heard of a score that isn't given.
const OPEN: &str = "not answered";

/// What a row of scores shows.
#[derive(Debug, Clone, Copy)]
pub struct Score<'a> {
    /// What is scored.
    pub name: &'a str,
    /// The score of today.
    pub value: Option<Nprs>,
    /// The score of the last visit, to look back at.
    pub was: Option<Nprs>,
}

/// What was chosen in a row of scores.
#[derive(Debug)]
pub struct Scored {
    /// The score that was chosen.
    pub score: Option<Nprs>,
    /// Whether it was typed and is whole, so that one goes on: a 1 may still become a ten.
    pub goes_on: bool,
    /// The whole row, which takes the focus.
    pub shown: Response,
}

/// The row, as wide as this; what is chosen with pointer or keys answers `field`.
pub fn score(ui: &mut Ui, scene: Scene<'_>, field: &Field, shown: Score<'_>, width: f32) -> Scored {
    let size = vec2(width, control_height(ui));
    let takes = |ui: &Ui, shown: &Response| scene.takes_keys(ui, field, shown);
    score_row(ui, scene.colours, shown, size, scene.is_jumped_to(field), takes)
}

/// The row of any question. `is_jumped_to` gives it the focus; `takes` says whether digits go to it.
pub fn score_row(
    ui: &mut Ui,
    colours: &Colours,
    shown: Score<'_>,
    size: egui::Vec2,
    is_jumped_to: bool,
    takes: impl FnOnce(&Ui, &Response) -> bool,
) -> Scored {
    let width = size.x;
    let value = shown.value.map(Nprs::get);
    let (rect, response) = ui.allocate_exact_size(size, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, ui.is_enabled(), shown.name));
    describe(ui, response.id, value);
    let pitch = (width + BETWEEN) / f32::from(LAST + 1);
    let mut chosen = None;
    for number in 0..=LAST {
        let left = rect.left() + pitch * f32::from(number);
        let cell =
            Rect::from_min_max(pos2(left, rect.top()), pos2(left + pitch - BETWEEN, rect.bottom()));
        let pressed = ui.interact(cell, response.id.with(number), Sense::CLICK);
        pressed.widget_info(|| {
            let label = format!("{}: {number}", shown.name);
            WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), value == Some(number), label)
        });
        let was = shown.was.is_some_and(|was| was.get() == number);
        paint(ui, colours, cell, number, (value == Some(number), was, pressed.hovered()));
        if pressed.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            chosen = Some(number);
        }
    }
    if is_jumped_to {
        response.request_focus();
    }
    let mut typed = None;
    if takes(ui, &response) {
        typed = digit(ui, &response, value);
        if typed.is_some() {
            response.request_focus();
        }
    }
    let goes_on = typed.is_some_and(|typed| typed != 1);
    let moved = if response.has_focus() { moved(ui, &response, value) } else { None };
    let chosen = chosen.or(typed).or(moved).or_else(|| wished(ui, response.id, value));
    Scored { score: chosen.and_then(|score| Nprs::new(score).ok()), goes_on, shown: response }
}

fn paint(ui: &Ui, colours: &Colours, cell: Rect, number: u16, (on, was, lit): (bool, bool, bool)) {
    let (fill, line, ink) = match (on, lit) {
        (true, _) => (colours.accent, colours.accent, colours.on_accent),
        (false, true) => (colours.accent_ground, colours.accent, colours.ink),
        (false, false) => (colours.panel, colours.control_line, colours.ink),
    };
    let painter = ui.painter();
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    let stroke = if was { Stroke::NONE } else { Stroke::new(1.0, line) };
    painter.rect(cell, radius, fill, stroke, StrokeKind::Inside);
    if was {
        let line = if on { colours.on_accent } else { colours.secondary };
        dashed(ui, cell.shrink(0.8), f32::from(theme::CONTROL_RADIUS), Stroke::new(1.6, line));
    }
    let font = if on { theme::semibold(12.0) } else { theme::regular(12.0) };
    painter.text(cell.center(), egui::Align2::CENTER_CENTER, number, font, ink);
}

/// A dashed outline with round corners.
pub(super) fn dashed(ui: &Ui, rect: Rect, radius: f32, stroke: Stroke) {
    let mut path = Vec::new();
    let radius = radius.min(rect.height() / 2.0).min(rect.width() / 2.0);
    let quarter = std::f32::consts::FRAC_PI_2;
    let inner = rect.shrink(radius);
    let corners = [inner.right_top(), inner.right_bottom(), inner.left_bottom(), inner.left_top()];
    for (corner, turns) in corners.into_iter().zip([-1.0, 0.0, 1.0, 2.0_f32]) {
        for part in 0..=6_u8 {
            let angle = quarter * (turns + f32::from(part) / 6.0);
            path.push(corner + radius * egui::Vec2::angled(angle));
        }
    }
    path.extend(path.first().copied());
    ui.painter().extend(Shape::dashed_line(&path, stroke, DASH, DASH));
}

/// Says of the row what a slider says of itself.
pub(super) fn describe(ui: &Ui, id: Id, value: Option<u16>) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(f64::from(LAST));
        node.set_numeric_value_step(1.0);
        // Without a number some systems take it for no slider at all, and nobody could set it: where
        // nothing is answered that is said beside it.
        node.set_numeric_value(f64::from(value.unwrap_or_default()));
        if let Some(value) = value {
            node.set_value(format!("{value} of {LAST}"));
        } else {
            node.set_value(OPEN);
            node.set_description(OPEN);
        }
        for action in [Action::SetValue, Action::Increment, Action::Decrement] {
            node.add_action(action);
        }
    });
}

/// What a screen reader asks for.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=10")]
pub(super) fn wished(ui: &Ui, id: Id, value: Option<u16>) -> Option<u16> {
    if !ui.is_enabled() {
        return None;
    }
    ui.input(|input| {
        let set = input.accesskit_action_requests(id, Action::SetValue).last();
        if let Some(Some(ActionData::NumericValue(wished))) = set.map(|set| &set.data) {
            return Some(wished.round().clamp(0.0, f64::from(LAST)) as u16);
        }
        if input.has_accesskit_action_request(id, Action::Increment) {
            return Some(value.map_or(0, |value| (value + 1).min(LAST)));
        }
        let less = input.has_accesskit_action_request(id, Action::Decrement);
        less.then(|| value.unwrap_or(0).saturating_sub(1))
    })
}

/// The score that is typed in this frame. Ten is typed as 1 and 0: a 0 right after a 1 is never a score
/// of its own, the worst pain must not become none. Of several digits the first one counts: the next
/// question isn't there yet for the others.
fn digit(ui: &Ui, response: &Response, value: Option<u16>) -> Option<u16> {
    let begun = begun(response);
    let one = ui.data(|data| data.get_temp(begun)).unwrap_or(false) && value == Some(1);
    let is_digits = |event: &Event| matches!(event, Event::Text(text) if text.chars().any(|typed| typed.is_ascii_digit()));
    let typed: Vec<Event> =
        ui.input_mut(|input| input.events.extract_if(.., |event| is_digits(event)).collect());
    let texts = typed
        .iter()
        .filter_map(|event| if let Event::Text(text) = event { Some(text.as_str()) } else { None });
    let digits = texts.flat_map(str::chars).filter_map(|typed| typed.to_digit(10));
    let mut digits = digits.filter_map(|digit| u16::try_from(digit).ok());
    let score = match digits.next()? {
        0 if one => LAST,
        1 if digits.next() == Some(0) => LAST,
        score => score,
    };
    ui.data_mut(|data| data.insert_temp(begun, score == 1));
    Some(score)
}

/// Arrows move the score, Home and End go to its ends, and Shift with 0 is ten.
pub(super) fn moved(ui: &Ui, response: &Response, value: Option<u16>) -> Option<u16> {
    let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let moved = ui.input_mut(|input| {
        if input.consume_key(Modifiers::SHIFT, Key::Num0) {
            return Some(LAST);
        }
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::ArrowRight) {
            Some(value.map_or(0, |now| (now + 1).min(LAST)))
        } else if pressed(Key::ArrowLeft) {
            Some(value.unwrap_or(0).saturating_sub(1))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(LAST)
        } else {
            None
        }
    });
    if moved.is_some() {
        let begun = begun(response);
        ui.data_mut(|data| data.insert_temp(begun, false));
    }
    moved
}

/// Where it is kept that a 1 was the last thing that was typed here.
fn begun(response: &Response) -> Id {
    response.id.with("a one was typed")
}
