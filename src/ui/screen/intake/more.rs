//! What need not be told before there is a plan: folded under one head, with what is in it.

use eframe::egui::{
    Align, CursorIcon, Id, Label, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::grid::{form_card, inside, row};
use super::{places, series, since, story, today, wishes};
use crate::app::action::Outbox;
use crate::app::draft::{Field, IntakeDraft, TextField};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, heading, link, secondary};

/// How high a head is.
const HEAD: f32 = 20.0;
const TITLE: &str = "Wishes and story";
const INSIDE: &str = "heat, pressure, positions, goals, medicines, activities: you can add the rest \
                      later";

/// Wishes, the story, places and earlier visits.
pub fn more_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let filled = filled(scene, &scene.state.visit.work().intake);
    fold(ui, scene, (TITLE, INSIDE), filled, is_here, |ui| {
        section(ui, scene, "Wishes", |ui| wishes::wishes_ui(ui, scene, out));
        section(ui, scene, "Story", |ui| story::story_ui(ui, scene, out));
        section(ui, scene, "Places on the body", |ui| places::places_ui(ui, scene, out));
        visits_ui(ui, scene, out);
    });
}

/// When findings first appeared: last of all, since every yes brings a line.
pub fn first_days_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let days = scene.state.visit.work().intake.since.values();
    let filled = days.filter(|text| !text.trim().is_empty()).count();
    let is_here = |field: &Field| matches!(field, Field::Text(TextField::Since(_)));
    let inside = "for a clearance that has to be newer";
    fold(ui, scene, ("When findings first appeared", inside), filled, is_here, |ui| {
        since::since_ui(ui, scene, out);
    });
}

/// A card that is folded to its head, with what is inside.
fn fold(
    ui: &mut Ui,
    scene: Scene<'_>,
    (title, inside): (&str, &str),
    filled: usize,
    is_here: impl Fn(&Field) -> bool,
    content: impl FnOnce(&mut Ui),
) {
    form_card(ui, scene, None, |ui| {
        let inside = match filled {
            0 => inside.to_owned(),
            count => format!("{count} filled in · {inside}"),
        };
        let id = Id::unique((title, scene.state.visit.generation));
        let mut is_open: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        // A jump to something inside unfolds it; no answer does.
        let marked = scene.state.visit.marked.as_ref();
        let is_jumped = scene.state.visit.scroll_to_marked && marked.is_some_and(is_here);
        if head_ui(ui, scene, (title, &inside), is_open) {
            is_open = !is_open;
        }
        is_open |= is_jumped;
        ui.data_mut(|data| data.insert_temp(id, is_open));
        if is_open {
            ui.add_space(4.0);
            ui.spacing_mut().item_spacing.y = 6.0;
            content(ui);
        }
    });
}

/// The head that folds and unfolds; gives whether it was pressed.
fn head_ui(ui: &mut Ui, scene: Scene<'_>, (title, inside): (&str, &str), is_open: bool) -> bool {
    let colours = scene.colours;
    let size = vec2(ui.available_width(), HEAD);
    let (rect, shown) = ui.allocate_exact_size(size, Sense::click());
    shown.widget_info(|| {
        let said = format!("{title}: {inside}");
        WidgetInfo::labeled(Role::DisclosureTriangle, ui.is_enabled(), said)
    });
    ui.ctx().accesskit_node_builder(shown.id, |node| node.set_expanded(is_open));
    let (icon, left) = (if is_open { icons::MORE } else { icons::FOLDED }, rect.left() + 8.0);
    let mut line = inside_of(ui, rect.with_min_x(rect.left() + 20.0));
    icons::paint(ui.painter(), icon, 16.0, pos2(left, rect.center().y), colours.secondary);
    line.add(Label::new(bold(title).color(colours.ink)).selectable(false));
    let inside = secondary(colours, inside);
    line.add(Label::new(inside).selectable(false).truncate());
    shown.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

fn inside_of(ui: &mut Ui, rect: Rect) -> Ui {
    let mut line = inside(ui, rect, Layout::left_to_right(Align::Center));
    line.spacing_mut().item_spacing.x = 8.0;
    line
}

/// Earlier visits: not asked of somebody who is here for the first time, unless that was elsewhere.
fn visits_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let id = Id::unique(("earlier visits", scene.state.visit.generation));
    let is_unfolded = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default();
    let has_some = draft.is_returning() || series::filled(draft) > 0;
    if !has_some && !is_unfolded {
        row(ui, |ui| {
            if link(ui, scene.colours, "Not the first visit").clicked() {
                ui.data_mut(|data| data.insert_temp(id, true));
                ui.ctx().request_repaint();
            }
        });
        return;
    }
    if !is_unfolded {
        // What was filled in stays in sight while it is typed anew.
        ui.data_mut(|data| data.insert_temp(id, true));
    }
    section(ui, scene, "Earlier visits", |ui| {
        series::series_ui(ui, scene, out);
        if draft.carried.is_none() {
            ui.add_enabled_ui(draft.is_returning(), |ui| today::home_care_ui(ui, scene, out));
        }
    });
}

fn section(ui: &mut Ui, scene: Scene<'_>, title: &str, content: impl FnOnce(&mut Ui)) {
    let place = ui.cursor().min;
    let room = place.x..=place.x + ui.available_width();
    ui.painter().hline(room, place.y, (1.0, scene.colours.line));
    ui.add_space(4.0);
    heading(ui, bold(title));
    ui.scope(content);
    ui.add_space(4.0);
}

fn filled(scene: Scene<'_>, draft: &IntakeDraft) -> usize {
    wishes::filled(draft) + story::filled(draft) + series::filled(draft) + places::filled(scene)
}

/// Whether a field is folded away here.
fn is_here(field: &Field) -> bool {
    matches!(field, Field::Places(_)) || series::is_here(field) || story::is_here(field)
}
