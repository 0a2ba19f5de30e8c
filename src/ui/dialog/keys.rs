//! Everything that the keyboard does, in the order of the menus.

use eframe::egui::{Grid, Key, Modifiers, ScrollArea, Ui, vec2};

use super::{buttons, primary, title};
use crate::ui::action::{Action, Outbox};
use crate::ui::app::Cx;
use crate::ui::command::{Menu, OTHER_KEYS, keys_label};
use crate::ui::widget::{secondary, section_title};

/// A heading, and under it keys with what they do.
type Group = (&'static str, Vec<(String, &'static str)>);

/// The list, in two columns.
pub fn keys_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    title(ui, "Keys");
    let tallest = ui.content_rect().height() - 150.0;
    let area =
        ScrollArea::vertical().id_salt("keys").max_height(tallest).auto_shrink([false, true]);
    area.show(ui, |ui| {
        // Nothing in the list takes the focus, so the arrows move it as a whole.
        for (key, by) in [
            (Key::ArrowDown, -60.0),
            (Key::ArrowUp, 60.0),
            (Key::PageDown, -300.0),
            (Key::PageUp, 300.0),
        ] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                ui.scroll_with_delta(vec2(0.0, by));
            }
        }
        let (file, others) = groups().into_iter().fold(
            (Vec::new(), Vec::new()),
            |(mut left, mut right): (Vec<Group>, Vec<Group>), group| {
                // Both columns are about as long.
                let count =
                    |groups: &[Group]| groups.iter().map(|group| group.1.len() + 2).sum::<usize>();
                let shorter = if count(&left) <= count(&right) { &mut left } else { &mut right };
                shorter.push(group);
                (left, right)
            },
        );
        ui.columns(2, |columns| {
            for (ui, groups) in columns.iter_mut().zip([file, others]) {
                for group in groups {
                    group_ui(ui, cx, &group);
                }
            }
        });
    });
    buttons(ui, |ui| {
        if primary(ui, cx, "Close") {
            out.send(Action::CloseDialog);
        }
    });
}

fn groups() -> Vec<Group> {
    let menus = Menu::ALL.into_iter().map(|menu| {
        let entries = menu.entries().filter(|entry| !entry.keys.is_empty());
        let rows = entries.map(|entry| {
            let keys: Vec<String> = entry.keys.iter().map(keys_label).collect();
            (keys.join(", "), entry.text.trim_end_matches('…'))
        });
        (menu.label(), rows.collect())
    });
    let places = OTHER_KEYS.iter().map(|(place, rows)| {
        let rows = rows.iter().map(|(keys, what)| ((*keys).to_owned(), *what));
        (*place, rows.collect())
    });
    menus.chain(places).collect()
}

fn group_ui(ui: &mut Ui, cx: Cx<'_>, (heading, rows): &Group) {
    ui.add_space(4.0);
    ui.label(section_title(cx.palette, *heading));
    let grid = Grid::new(("keys", *heading)).num_columns(2).min_col_width(128.0);
    grid.spacing([12.0, 4.0]).show(ui, |ui| {
        for (keys, what) in rows {
            ui.label(secondary(cx.palette, keys.as_str()));
            ui.label(*what);
            ui.end_row();
        }
    });
}
