//! The cautions beside the questions. Nothing here moves with an answer: what is at the lower end keeps
//! its place and its height, and the cautions have what is left.

use std::sync::Arc;

use eframe::egui::{self, Rect, Ui, UiBuilder, vec2};

use super::folds::{FOLDED, map_button_ui};
use super::{Arranged, Heads, fitted, list_ui, notes_button_ui, notes_ui, scrolling_ui};
use crate::app::action::Outbox;
use crate::app::panes::Reach;
use crate::model::Severity;
use crate::ui::panel::caution_row::CautionRow;
use crate::ui::panel::fit::{Fit, Room};
use crate::ui::panel::focus_map::{BESIDE_QUESTIONS, focus_map_ui, in_a_line};
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::secondary;

/// From this height of the panel on the map stands beside the questions; below it is a button, so that
/// no answer decides it.
const MAP_FROM: f32 = 660.0;
/// The lower end beside the questions where the map is a button: what is marked, and the buttons.
const MARKED: f32 = 24.0;
const BUTTONS: f32 = 36.0;
/// Lower panels have the buttons alone, and narrower ones have them close together.
const WITH_MARKED: f32 = 300.0;
const NARROW: f32 = 240.0;

/// Beside the questions the lower end has its room first, notes are a count there, and the panel has one
/// width. What is left is for the cautions: lines of Warn fold first, and what there is no room for at
/// all is counted and scrolls.
pub(super) fn asking<'a>(
    ui: &Ui,
    scene: Scene<'a>,
    (panel, room): (f32, Room),
    rows: Vec<CautionRow<'a>>,
    heads: &Heads,
) -> Arranged<'a> {
    let grave = rows.iter().position(|row| row.caution.severity == Severity::Note);
    let grave = rows.get(..grave.unwrap_or(rows.len())).unwrap_or_default();
    let is_map_folded = panel < MAP_FROM;
    let marked = if panel < WITH_MARKED { 0.0 } else { MARKED };
    let foot = if is_map_folded { marked + BUTTONS } else { FOLDED + BESIDE_QUESTIONS };
    let width = room.reach.wanted;
    let reach = Reach { wanted: width, comfort: width, limit: width, utmost: width };
    let room = Room { height: room.height - foot, reach, map: None };
    let fit = fitted(ui, scene, room, grave, heads);
    let fit = Arc::new(Fit { notes: None, map: None, ..Fit::clone(&fit) });
    Arranged { rows, aside: Vec::new(), fit, is_map_folded, foot }
}

/// The cautions beside the questions, above a lower end that stays where it is.
pub(super) fn asking_ui(ui: &mut Ui, scene: Scene<'_>, arranged: &Arranged<'_>, out: &mut Outbox) {
    let whole = ui.available_rect_before_wrap();
    let foot = whole.with_min_y(whole.bottom() - arranged.foot);
    let list = whole.with_max_y(foot.top());
    let mut above = ui.new_child(UiBuilder::new().id_salt("list").max_rect(list));
    above.shrink_clip_rect(list);
    if arranged.fit.below == 0 {
        list_ui(&mut above, scene, arranged, out);
    } else {
        scrolling_ui(&mut above, scene, arranged, out);
    }
    let mut below = ui.new_child(UiBuilder::new().id_salt("foot").max_rect(foot));
    if arranged.is_map_folded {
        folded_foot_ui(&mut below, scene, arranged, out);
    } else {
        let notes = foot.with_max_y(foot.top() + FOLDED);
        let mut line = below.new_child(UiBuilder::new().id_salt("notes").max_rect(notes));
        notes_ui(&mut line, scene, arranged, out);
        below.advance_cursor_after_rect(notes);
        focus_map_ui(&mut below, scene, BESIDE_QUESTIONS, out);
    }
    ui.advance_cursor_after_rect(whole);
}

/// What is marked, in a line, and the map and the notes as buttons.
fn folded_foot_ui(ui: &mut Ui, scene: Scene<'_>, arranged: &Arranged<'_>, out: &mut Outbox) {
    let whole = ui.max_rect();
    let part = |rect: Rect| {
        UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center))
    };
    let marked = if whole.height() > BUTTONS { MARKED } else { 0.0 };
    let line = whole.with_max_y(whole.top() + marked);
    if marked > 0.0 {
        let mut marked = ui.new_child(part(line.shrink2(vec2(4.0, 0.0))).id_salt("marked"));
        marked.spacing_mut().item_spacing.x = 5.0;
        let (name, words) = in_a_line(scene);
        let small = theme::semibold(theme::SMALL);
        marked.label(egui::RichText::new(name).font(small).color(scene.colours.ink));
        marked.add(egui::Label::new(secondary(scene.colours, words)).truncate());
    }
    ui.painter().hline(whole.x_range(), line.bottom(), (1.0, scene.colours.line));
    let below = whole.with_min_y(line.bottom() + 1.0);
    let mut buttons = ui.new_child(part(below).id_salt("buttons"));
    buttons.spacing_mut().item_spacing.x = 6.0;
    if whole.width() < NARROW {
        buttons.spacing_mut().item_spacing.x = 2.0;
        buttons.spacing_mut().button_padding.x = 4.0;
    }
    map_button_ui(&mut buttons, scene, true, out);
    notes_button_ui(&mut buttons, scene, arranged, true, out);
}
