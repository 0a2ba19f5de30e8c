//! Everything the keyboard can do, in the order of the menus.

use eframe::egui::{Align, Key, Label, Layout, Modifiers, ScrollArea, TextStyle, Ui, vec2};

use super::{buttons, primary, title};
use crate::app::action::{Action, Outbox};
use crate::app::command::{Menu, OTHER_KEYS};
use crate::ui::scene::Scene;
use crate::ui::widget::{heading, secondary, section_title};

/// Width of the keys, before what they do.
const KEYS: f32 = 128.0;

/// Keys of one menu or place.
struct KeyGroup {
    heading: &'static str,
    /// Keys with what they do.
    rows: Vec<(String, &'static str)>,
}

/// The list, in two columns.
pub fn keys_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    title(ui, "Keyboard shortcuts");
    let tallest = ui.content_rect().height() - 150.0;
    let area = ScrollArea::vertical()
        .id_salt("keys")
        .min_scrolled_height(tallest)
        .max_height(tallest)
        .auto_shrink([false, true]);
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
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for group in groups() {
            // Both columns are to be about as long.
            let shorter = if lines(&left) <= lines(&right) { &mut left } else { &mut right };
            shorter.push(group);
        }
        ui.columns(2, |columns| {
            for (ui, groups) in columns.iter_mut().zip([left, right]) {
                for group in groups {
                    group_ui(ui, scene, &group);
                }
            }
        });
    });
    buttons(ui, |ui| {
        if primary(ui, scene, "Close") {
            out.send(Action::CloseDialog);
        }
    });
}

fn lines(groups: &[KeyGroup]) -> usize {
    groups.iter().map(|group| group.rows.len() + 2).sum()
}

fn groups() -> Vec<KeyGroup> {
    let menus = Menu::ALL.into_iter().map(|menu| {
        let entries = menu.rows().filter(|entry| !entry.keys.is_empty());
        let rows = entries.map(|entry| {
            let keys: Vec<String> = entry.keys.iter().map(ToString::to_string).collect();
            (keys.join(", "), entry.text.trim_end_matches('…'))
        });
        KeyGroup { heading: menu.label(), rows: rows.collect() }
    });
    let places = OTHER_KEYS.iter().map(|(place, rows)| {
        let rows = rows.iter().map(|(keys, what)| ((*keys).to_owned(), *what));
        KeyGroup { heading: place, rows: rows.collect() }
    });
    menus.chain(places).collect()
}

fn group_ui(ui: &mut Ui, scene: Scene<'_>, group: &KeyGroup) {
    ui.add_space(4.0);
    heading(ui, section_title(scene.colours, group.heading));
    ui.spacing_mut().item_spacing.y = 7.0;
    for (keys, what) in &group.rows {
        ui.horizontal_top(|ui| {
            let size = vec2(KEYS, ui.text_style_height(&TextStyle::Body));
            let layout = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(size, layout, |ui| {
                ui.set_min_size(size);
                ui.label(secondary(scene.colours, keys.as_str()));
            });
            ui.add(Label::new(*what).wrap());
        });
    }
}
