//! Typed fields. None can be made without a name.

use eframe::egui::{
    self, Align2, CornerRadius, Event, Key, Response, ScrollArea, Stroke, StrokeKind, TextEdit, Ui,
    vec2,
};

use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::{Field, TextField};
use crate::model::Day;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{
    AskedName, CARRIED_WIDTH, Count, asked_keys, control_height, field_name, keep_together, mark,
    note_lines, text_width,
};

/// A field of one line behind its name. `group` tells apart fields of the same name.
pub fn text_field(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &TextField,
    group: &str,
    width: f32,
    hint: &str,
    out: &mut Outbox,
) {
    let named = Field::Text(field.clone());
    let name = text_width(ui, field.label(), theme::regular(theme::BODY));
    keep_together(ui, name + CARRIED_WIDTH + ui.spacing().item_spacing.x + width);
    mark(ui, scene, &named, |ui| {
        ui.horizontal(|ui| {
            field_name(ui, scene, &named, field.label(), out);
            edit(ui, scene, field, group, hint, FieldSize { width, rows: 1 }, out);
        });
    });
}

/// A field under its name, as wide as both may be. `group` tells apart fields of the same name.
pub fn field_under_name(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &TextField,
    group: &str,
    hint: &str,
    size: FieldSize,
    out: &mut Outbox,
) {
    let named = Field::Text(field.clone());
    mark(ui, scene, &named, |ui| {
        ui.vertical(|ui| {
            ui.set_width(size.width);
            ui.spacing_mut().item_spacing.y = 2.0;
            field_name(ui, scene, &named, field.label(), out);
            edit(ui, scene, field, group, hint, size, out);
        });
    });
}

/// A field of one line whose name is said by what stands beside it.
pub fn unnamed_field(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &TextField,
    width: f32,
    out: &mut Outbox,
) {
    let height = control_height(ui);
    edit(ui, scene, field, "", "", Room { size: FieldSize { width, rows: 1 }, height }, out);
}

/// A field of one line over this width, whose name is said by what stands in it while it is empty.
pub fn line_field(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &TextField,
    width: f32,
    hint: &str,
    out: &mut Outbox,
) {
    let named = Field::Text(field.clone());
    mark(ui, scene, &named, |ui| {
        edit(
            ui,
            scene,
            field,
            "",
            hint,
            Room { size: FieldSize { width, rows: 1 }, height: LINE },
            out,
        );
    });
}

/// A field of several lines under its name.
pub fn text_area(ui: &mut Ui, scene: Scene<'_>, field: &TextField, rows: usize, out: &mut Outbox) {
    let named = Field::Text(field.clone());
    mark(ui, scene, &named, |ui| {
        ui.vertical(|ui| {
            field_name(ui, scene, &named, field.label(), out);
            let width = ui.available_width();
            // What is written scrolls inside, so that a longer text moves nothing below it.
            let height = ui.text_style_height(&egui::TextStyle::Body) * lines(rows) + 10.0;
            let area = ScrollArea::vertical().id_salt(field).max_height(height);
            area.min_scrolled_height(height).show(ui, |ui| {
                ui.set_min_height(height);
                let width = width - ui.spacing().scroll.allocated_width();
                edit(ui, scene, field, "", "", FieldSize { width, rows }, out);
            });
        });
    });
}

/// How high a field of one line is that stands alone.
const LINE: f32 = 34.0;

fn lines(rows: usize) -> f32 {
    f32::from(u16::try_from(rows).unwrap_or(1))
}

/// The room of a typed field.
#[derive(Debug, Clone, Copy)]
pub struct FieldSize {
    /// In points.
    pub width: f32,
    /// How many lines it shows.
    pub rows: usize,
}

/// The room of a field that is as high as what stands beside it.
struct Room {
    size: FieldSize,
    /// At least.
    height: f32,
}

impl From<FieldSize> for Room {
    fn from(size: FieldSize) -> Self {
        Self { size, height: 0.0 }
    }
}

fn edit(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &TextField,
    group: &str,
    hint: &str,
    room: impl Into<Room>,
    out: &mut Outbox,
) {
    let Room { size: FieldSize { width, rows }, height } = room.into();
    let mut text = scene.state.visit.work().intake.text(field).to_owned();
    let before = text.clone();
    let count = Count::of(ui, scene.colours, &text, field.most());
    let edit = if rows == 1 {
        TextEdit::singleline(&mut text)
    } else {
        TextEdit::multiline(&mut text).desired_rows(rows)
    };
    // The generation keeps one intake's undo out of the next one.
    let edit = edit
        .id_salt((field, scene.state.visit.generation))
        .desired_width(width)
        .min_size(vec2(0.0, height))
        .align(if rows == 1 { Align2::LEFT_CENTER } else { Align2::LEFT_TOP })
        .hint_text(hint);
    let name = match group {
        "" => field.label().to_owned(),
        group => format!("{group}: {}", field.label()),
    };
    let response = ui.add(count.beside(edit)).accessible_name(name);
    if rows > 1 {
        note_lines(&response);
    }
    let named = Field::Text(field.clone());
    if scene.is_jumped_to(&named) {
        response.request_focus();
    }
    if let Some(asked) = field.asked() {
        let asked = AskedName { asked: &asked, name: field.label() };
        asked_keys(ui, scene, asked, &response, !field.is_number(), out);
    }
    // Enter leaves a short field, and goes on from one that has to be filled in.
    let entered = rows == 1 && response.lost_focus();
    let required = matches!(field, TextField::Minutes | TextField::OnsetWeeks | TextField::Date);
    if entered && required && ui.input(|input| input.key_pressed(Key::Enter)) {
        out.send(Action::NextMissing(Some(named)));
    }
    // Where a number is typed, a letter is a key that goes on to another question, and a question mark
    // asks why. What is pasted stays as it is.
    if field.is_number() && ui.input(|input| input.events.iter().any(is_key)) {
        text.clone_from(&before);
        if response.has_focus() && ui.input(|input| input.events.iter().any(goes_on)) {
            out.send(Action::NextMissing(None));
        }
    }
    // What is typed and is no number is outlined, and says so; the list of what is missing does too.
    if field.is_number() && !text.trim().is_empty() && text.trim().parse::<u16>().is_err() {
        outline(ui, scene, &response);
        response.clone().on_hover_text("A whole number");
    }
    // A day only once one is done with it: half of it is none yet.
    let is_no_day = field.is_day() && !text.trim().is_empty() && Day::parse(text.trim()).is_err();
    if is_no_day && !response.has_focus() {
        outline(ui, scene, &response);
        response.clone().on_hover_text("A day such as 2026-11-24, today or yesterday");
    }
    count.show(ui, scene.colours, &response);
    if response.changed() && text != before {
        out.change(Change::Text(field.clone(), text));
    }
}

/// Marks a field in which something is wrong.
fn outline(ui: &Ui, scene: Scene<'_>, field: &Response) {
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    let stroke = Stroke::new(1.5, scene.colours.care);
    ui.painter().rect_stroke(field.rect, radius, stroke, StrokeKind::Inside);
}

/// Whether an event types something that is a key and no part of a number.
fn is_key(event: &Event) -> bool {
    let Event::Text(text) = event else { return false };
    text == "?" || text.chars().all(char::is_alphabetic)
}

/// Whether an event types the key that goes on to the next question.
fn goes_on(event: &Event) -> bool {
    matches!(event, Event::Text(text) if text.eq_ignore_ascii_case("f"))
}
