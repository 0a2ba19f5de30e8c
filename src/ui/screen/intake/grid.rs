//! The grid that the questions stand on: cards with a head, parts side by side, rows of one height.
//!
//! Every place follows from the width alone, so that no answer moves a control.

use eframe::egui::{
    Align, Color32, CornerRadius, Frame, Label, Layout, Margin, Rect, Role, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::action::Outbox;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{control_height, is_low, secondary};

/// Between two cards.
pub const GAP: f32 = 6.0;
/// Between two columns of a card.
pub const BETWEEN: f32 = 28.0;
/// Between two chips.
pub const CHIPS: f32 = 4.0;
/// Between two rows of a card.
const ROWS: f32 = 9.0;
/// The same in a low window.
const LOW_ROWS: f32 = 5.0;
/// From this width on a low window has names before their controls.
const NAMES_BESIDE: f32 = 505.0;
/// Narrower cards have little beside their words.
const NARROW: f32 = 300.0;
/// From this width on there are two columns.
const WIDE: f32 = 640.0;
/// Of a name that stands over its controls.
const NAME: f32 = 18.0;

/// Part of a card.
pub type Part<'a> = &'a dyn Fn(&mut Ui, &mut Outbox);

/// The room between two rows of a card.
pub fn rows_apart(ui: &Ui) -> f32 {
    if is_low(ui) { LOW_ROWS } else { ROWS }
}

/// Whether names stand before their controls: in a low window, where that is wide enough.
pub fn names_beside(ui: &Ui) -> bool {
    is_low(ui) && !is_wide(ui) && ui.max_rect().width() >= NAMES_BESIDE
}

/// Whether there is room for two columns.
pub fn is_wide(ui: &Ui) -> bool {
    ui.available_width() >= WIDE
}

/// A card over the whole width; `line` where it is to stand out.
pub fn form_card<R>(
    ui: &mut Ui,
    scene: Scene<'_>,
    line: Option<Color32>,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let side = if ui.available_width() < NARROW { 8 } else { 12 };
    let margin = if is_low(ui) { Margin::symmetric(side, 6) } else { Margin::symmetric(16, 7) };
    let frame = Frame::NONE
        .fill(scene.colours.panel)
        .stroke(Stroke::new(1.0, line.unwrap_or(scene.colours.line)))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(margin);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(CHIPS, 0.0);
        ui.spacing_mut().button_padding.x = 8.0;
        ui.spacing_mut().interact_size.y = NAME;
        content(ui)
    });
    ui.add_space(GAP);
    shown.inner
}

/// A heading for who doesn't see where a part begins that has none.
pub fn unseen_heading(ui: &Ui, name: &str) {
    let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 0.0));
    let heading = ui.interact(place, ui.unique_id().with("heading"), Sense::hover());
    heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
}

/// The head of a card: its title and what is said beside it, and at the right what belongs to all
/// of it, with the room that this keeps where both have too little. Who doesn't see it hears a heading of
/// this name.
pub fn head(
    ui: &mut Ui,
    out: &mut Outbox,
    name: &str,
    title: Part<'_>,
    right: Option<(f32, Part<'_>)>,
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), NAME), Sense::hover());
    let kept = right.map_or(0.0, |(room, _)| if room > 0.0 { room + 8.0 } else { 0.0 });
    let before = rect.with_max_x(rect.right() - kept);
    let mut left = inside(ui, before, Layout::left_to_right(Align::Center));
    left.spacing_mut().item_spacing.x = 8.0;
    left.ctx().accesskit_node_builder(left.unique_id(), |node| {
        node.set_role(Role::Heading);
        node.set_label(name);
    });
    title(&mut left, out);
    if let Some((_, right)) = right {
        let beside = rect.with_min_x(left.min_rect().right() + 8.0);
        right(&mut inside(ui, beside, Layout::right_to_left(Align::Center)), out);
    }
    ui.add_space(4.0);
}

/// What is said beside a title, as far as there is room.
pub fn beside_title(ui: &mut Ui, scene: Scene<'_>, text: &str) {
    ui.add(Label::new(secondary(scene.colours, text)).truncate());
}

/// A room of its own inside of another.
pub fn inside(ui: &mut Ui, rect: Rect, layout: Layout) -> Ui {
    let at = ui.next_auto_id();
    ui.skip_ahead_auto_ids(1);
    ui.new_child(UiBuilder::new().id_salt(at).max_rect(rect).layout(layout))
}

/// Parts side by side, as wide as their shares say; where that is too narrow, one under the other.
pub fn parts(ui: &mut Ui, out: &mut Outbox, gap: f32, parts: &[(f32, Part<'_>)]) {
    let room = ui.available_width();
    if room < WIDE {
        for (at, (_, part)) in parts.iter().enumerate() {
            ui.add_space(if at > 0 { rows_apart(ui) } else { 0.0 });
            let rect = Rect::from_min_size(ui.cursor().min, vec2(room, f32::INFINITY));
            let mut child = inside(ui, rect, Layout::top_down(Align::Min));
            part(&mut child, out);
            let used = Rect::from_min_size(rect.min, vec2(room, child.min_rect().height()));
            ui.advance_cursor_after_rect(used);
        }
        return;
    }
    side_by_side(ui, out, gap, parts);
}

/// Parts side by side, however narrow that is.
pub fn side_by_side(ui: &mut Ui, out: &mut Outbox, gap: f32, parts: &[(f32, Part<'_>)]) {
    let room = ui.available_width();
    let corner = ui.cursor().min;
    let count = f32::from(u16::try_from(parts.len()).unwrap_or(1)) - 1.0;
    let whole: f32 = parts.iter().map(|(share, _)| share).sum();
    let unit = (room - gap * count) / whole;
    let (mut left, mut bottom) = (corner.x, corner.y);
    for (share, part) in parts {
        let width = unit * share;
        let rect = Rect::from_min_size(pos2(left, corner.y), vec2(width, f32::INFINITY));
        let mut child = inside(ui, rect, Layout::top_down(Align::Min));
        part(&mut child, out);
        bottom = bottom.max(child.min_rect().bottom());
        left += width + gap;
    }
    ui.advance_cursor_after_rect(Rect::from_min_max(corner, pos2(corner.x + room, bottom)));
}

/// Two halves of a row.
pub fn halves(ui: &mut Ui, out: &mut Outbox, left: Part<'_>, right: Part<'_>) {
    parts(ui, out, BETWEEN, &[(1.0, left), (1.0, right)]);
}

/// A row of controls that wraps where the room ends.
pub fn row<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let height = control_height(ui);
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(height);
        ui.spacing_mut().item_spacing = vec2(CHIPS, CHIPS);
        ui.spacing_mut().interact_size.y = height;
        content(ui)
    })
    .inner
}

/// A name over its controls.
pub fn named<R>(ui: &mut Ui, name: impl FnOnce(&mut Ui), controls: impl FnOnce(&mut Ui) -> R) -> R {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), NAME), Sense::hover());
    let mut line = inside(ui, rect, Layout::left_to_right(Align::Center));
    line.spacing_mut().item_spacing.x = 8.0;
    name(&mut line);
    ui.add_space(CHIPS);
    controls(ui)
}

/// A name at the left and its controls at the right end of the row, where both have room; else one
/// under the other. `needed` is what the controls take.
pub fn named_row<R>(
    ui: &mut Ui,
    needed: f32,
    name: impl FnOnce(&mut Ui),
    controls: impl FnOnce(&mut Ui) -> R,
) -> R {
    let (room, height) = (ui.available_width(), control_height(ui) + 4.0);
    if room < needed + 120.0 {
        return named(ui, name, |ui| row(ui, controls));
    }
    let (rect, _) = ui.allocate_exact_size(vec2(room, height), Sense::hover());
    name(&mut inside(ui, rect, Layout::left_to_right(Align::Center)));
    let right = rect.with_min_x(rect.right() - needed);
    let mut right = inside(ui, right, Layout::left_to_right(Align::Center));
    right.spacing_mut().item_spacing.x = CHIPS;
    controls(&mut right)
}
