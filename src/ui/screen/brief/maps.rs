//! What was done where in the last two sessions, beside each other. They are looked at, and nothing in them
//! can be pressed.

use std::collections::BTreeSet;

use eframe::egui::{Align2, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::card_ui;
use crate::app::past::{BriefView, MapRow, MapView};
use crate::knowledge::words::with_one_side;
use crate::model::{Laterality, Side};
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{BodyMap, BodyMode, bold, call_heading, secondary};

/// Height of the drawings, at least and at most.
const HIGH: (f32, f32) = (214.0, 460.0);
/// The drawing's width to its height.
const WIDE: f32 = 0.42;
/// Height of the line that counts what has no room.
const LAST: f32 = 16.0;
/// Above and below a row of the list, together.
const ROW: f32 = 5.0;

/// The card, down to here at least.
pub(super) fn maps_ui(ui: &mut Ui, scene: Scene<'_>, brief: &BriefView, bottom: f32) {
    if brief.maps.is_empty() {
        return;
    }
    let room = bottom - ui.cursor().top() - super::AROUND - 4.0;
    let high = room.clamp(HIGH.0, HIGH.1);
    card_ui(ui, scene, bottom, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
        let half = (rect.width() - 21.0) / 2.0;
        for (at, map) in brief.maps.iter().enumerate() {
            let left = if at == 0 { rect.left() } else { rect.right() - half };
            let place = Rect::from_min_size(pos2(left, rect.top()), vec2(half, high));
            let name = format!("{}, focus minutes done", map.day);
            let builder = UiBuilder::new().id_salt(("map", at)).max_rect(place);
            let builder = builder.accessibility_role(Role::Group).accessibility_label(name);
            map_ui(&mut ui.new_child(builder), scene, map, at, place);
        }
        if brief.maps.len() > 1 {
            let line = Stroke::new(1.0, scene.colours.line);
            ui.painter().vline(rect.center().x, rect.y_range(), line);
        }
    });
}

fn map_ui(ui: &mut Ui, scene: Scene<'_>, map: &MapView, at: usize, place: Rect) {
    let width = (place.height() * WIDE).min(place.width() * 0.46);
    let drawing = place.with_max_x(place.left() + width);
    let salt = if at == 0 { "last session" } else { "session before" };
    let none = BTreeSet::new();
    let mut inside = ui.new_child(UiBuilder::new().id_salt("drawing").max_rect(drawing));
    crate::ui::panel::hold_still(&mut inside);
    let shown = BodyMap {
        salt,
        marks: &map.marks,
        highlight: &none,
        selected: &none,
        mode: BodyMode::Plan,
    };
    shown.show(&mut inside, scene, drawing.size());
    let list = place.with_min_x(drawing.right() + 8.0);
    let mut inside = ui.new_child(UiBuilder::new().id_salt("list").max_rect(list));
    let ui = &mut inside;
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(2.0);
    let day = ui.label(bold(map.day.as_str()));
    call_heading(&day, map.day.as_str());
    ui.label(secondary(scene.colours, "focus minutes"));
    ui.add_space(5.0);
    let mut shown = 0;
    for (at, row) in map.rows.iter().enumerate() {
        // What has no room is counted; the drawing shows it.
        let kept = if at + 1 == map.rows.len() { 0.0 } else { LAST };
        if !row_ui(ui, scene, row, place.bottom() - kept) {
            break;
        }
        shown += 1;
    }
    let left = map.rows.len() - shown;
    if left > 0 {
        ui.label(secondary(scene.colours, format!("and {left} more")));
    }
}

/// A place; gives whether it has room above `bottom`.
fn row_ui(ui: &mut Ui, scene: Scene<'_>, row: &MapRow, bottom: f32) -> bool {
    let colours = scene.colours;
    // As on the drawing beside it.
    let shown = match row.side {
        Some(Laterality::Left) => format!("{} L", row.name),
        Some(Laterality::Right) => format!("{} R", row.name),
        None => row.name.clone(),
    };
    let small = theme::regular(theme::SMALL);
    let room = ui.available_width() - 26.0;
    let words = ui.painter().layout(shown, small, colours.secondary, room);
    let size = vec2(ui.available_width(), words.size().y + ROW);
    if ui.cursor().top() + size.y > bottom + 1.0 {
        return false;
    }
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = with_one_side(&row.name, row.side.map(Side::from));
    let said = format!("{name}: {} minutes", row.minutes);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
    let font = theme::semibold(theme::BODY - 1.0);
    let at = rect.right_top() + vec2(0.0, ROW / 2.0 - 1.0);
    ui.painter().text(at, Align2::RIGHT_TOP, row.minutes.to_string(), font, colours.ink);
    ui.painter().galley(rect.min + vec2(0.0, ROW / 2.0), words, colours.secondary);
    true
}
