//! Everything that the keyboard does, in the order of the menus.

use eframe::egui::{Grid, ScrollArea, Ui};

use super::{buttons, primary, title};
use crate::ui::action::{Action, Outbox};
use crate::ui::app::Cx;
use crate::ui::command::{Menu, OTHER_KEYS, keys_label};
use crate::ui::widget::{secondary, section_title};

/// The list.
pub fn keys_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    title(ui, "Keys");
    let tallest = ui.content_rect().height() - 190.0;
    ScrollArea::vertical().id_salt("keys").max_height(tallest).show(ui, |ui| {
        for menu in Menu::ALL {
            let rows = menu.entries().filter(|entry| !entry.keys.is_empty()).map(|entry| {
                let keys: Vec<String> = entry.keys.iter().map(keys_label).collect();
                (keys.join(", "), entry.text.trim_end_matches('…'))
            });
            group(ui, cx, menu.label(), rows);
        }
        for (place, rows) in OTHER_KEYS {
            group(ui, cx, place, rows.iter().map(|(keys, what)| ((*keys).to_owned(), *what)));
        }
    });
    buttons(ui, |ui| {
        if primary(ui, cx, "Close") {
            out.send(Action::CloseDialog);
        }
    });
}

fn group<'a>(
    ui: &mut Ui,
    cx: Cx<'_>,
    heading: &str,
    rows: impl Iterator<Item = (String, &'a str)>,
) {
    ui.add_space(4.0);
    ui.label(section_title(cx.palette, heading));
    let grid = Grid::new(("keys", heading)).num_columns(2).min_col_width(150.0);
    grid.spacing([16.0, 4.0]).show(ui, |ui| {
        for (keys, what) in rows {
            ui.label(secondary(cx.palette, keys));
            ui.label(what);
            ui.end_row();
        }
    });
}
