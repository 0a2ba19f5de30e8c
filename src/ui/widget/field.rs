//! Typed fields. None can be made without a name.

use eframe::egui::{TextEdit, Ui};

use crate::ui::action::{Change, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::{Field, TextField};
use crate::ui::widget::mark;

/// A field of one line behind its name. `group` tells apart fields of the same name.
pub fn text_field(
    ui: &mut Ui,
    cx: Cx<'_>,
    field: &TextField,
    group: &str,
    width: f32,
    hint: &str,
    out: &mut Outbox,
) {
    let named = Field::Text(field.clone());
    mark(ui, cx, &named, |ui| {
        ui.horizontal(|ui| {
            ui.label(field.label());
            edit(ui, cx, field, group, hint, (width, 1), out);
        });
    });
}

/// A field of several lines under its name.
pub fn text_area(ui: &mut Ui, cx: Cx<'_>, field: &TextField, rows: usize, out: &mut Outbox) {
    let named = Field::Text(field.clone());
    mark(ui, cx, &named, |ui| {
        ui.vertical(|ui| {
            ui.label(field.label());
            let width = ui.available_width();
            edit(ui, cx, field, "", "", (width, rows), out);
        });
    });
}

fn edit(
    ui: &mut Ui,
    cx: Cx<'_>,
    field: &TextField,
    group: &str,
    hint: &str,
    (width, rows): (f32, usize),
    out: &mut Outbox,
) {
    let mut text = cx.state.work.intake.text(field).to_owned();
    let edit = if rows == 1 {
        TextEdit::singleline(&mut text)
    } else {
        TextEdit::multiline(&mut text).desired_rows(rows)
    };
    // The generation keeps one intake's undo out of the next one.
    let edit = edit
        .id_salt((field, cx.state.generation))
        .desired_width(width)
        .hint_text(hint)
        .char_limit(2000);
    let name = match group {
        "" => field.label().to_owned(),
        group => format!("{group}: {}", field.label()),
    };
    let response = ui.add(edit).accessible_name(name);
    let marked = cx.state.marked == Some(Field::Text(field.clone()));
    if marked && cx.state.scroll_to_marked {
        response.request_focus();
    }
    if response.changed() {
        out.change(Change::Text(field.clone(), text));
    }
}
