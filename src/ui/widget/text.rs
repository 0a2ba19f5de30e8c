//! Type and cards: the two sizes, the two weights, the one kind of card.

use eframe::egui::{
    self, Color32, CornerRadius, CursorIcon, Frame, Id, Label, Margin, Rect, RectAlign, Response,
    RichText, Role, Sense, Stroke, Tooltip, Ui, UiBuilder, WidgetInfo, WidgetText, vec2,
};

use super::keep_question;
use crate::app::draft::Field;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};

/// Text in the weight that emphasises.
pub fn bold(text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::semibold(theme::BODY))
}

/// Text in the small size and the quieter colour.
pub fn secondary(colours: &Colours, text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::regular(theme::SMALL)).color(colours.secondary)
}

/// The heading of a card.
pub fn section_title(colours: &Colours, text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::semibold(theme::BODY - 1.0)).color(colours.secondary)
}

/// A line that heads what follows, for screen readers too.
pub fn heading(ui: &mut Ui, text: RichText) -> Response {
    let said = text.text().to_owned();
    let shown = ui.label(text);
    call_heading(&shown, said);
    shown
}

/// Says of a text that it heads what follows.
pub fn call_heading(shown: &Response, said: impl Into<String>) {
    shown.ctx.accesskit_node_builder(shown.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(said);
        node.clear_value();
    });
}

/// A paragraph that breaks where its room ends.
pub fn wrapped(ui: &mut Ui, text: impl Into<WidgetText>) {
    ui.add(Label::new(text).wrap());
}

/// A paragraph that explains itself when it is pressed, by the pointer or the keyboard. It is
/// called a button under this name.
pub fn explained(
    ui: &mut Ui,
    colours: &Colours,
    text: impl Into<WidgetText>,
    name: &str,
) -> Response {
    let shown = ui.add(Label::new(text).wrap().sense(Sense::click()));
    call_button(&shown, name);
    if shown.has_focus() {
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        let stroke = Stroke::new(2.0, colours.accent);
        let rect = shown.rect.expand2(vec2(3.0, 1.0));
        ui.painter().rect_stroke(rect, radius, stroke, egui::StrokeKind::Outside);
    }
    shown.on_hover_cursor(CursorIcon::PointingHand)
}

/// Tells more at the pointer, above what it is about: in a list, the row below can be read and pressed.
pub fn hint_above(shown: Response, text: &str) -> Response {
    let mut hint = Tooltip::for_enabled(&shown);
    hint.popup = hint.popup.align(RectAlign::TOP_START);
    hint.show(|ui| ui.label(text));
    shown
}

/// Says of a text that can be pressed that it is a button.
pub fn call_button(shown: &Response, name: &str) {
    shown.widget_info(|| WidgetInfo::labeled(Role::Button, shown.enabled(), name));
    // The text says itself as a value; with the name it would be heard twice.
    shown.ctx.accesskit_node_builder(shown.id, egui::accesskit::Node::clear_value);
}

/// A card over the whole width; `line` where it is to stand out.
pub fn card<R>(
    ui: &mut Ui,
    colours: &Colours,
    line: Option<Color32>,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let frame = Frame::NONE
        .fill(colours.panel)
        .stroke(Stroke::new(1.0, line.unwrap_or(colours.line)))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::symmetric(12, 10));
    let shown = frame.show(ui, |ui| fixed_width(ui, content));
    ui.add_space(theme::GRID);
    shown.inner
}

/// Keeps what is inside from widening what is around it: one part that is too wide doesn't push
/// the next.
fn fixed_width<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let mut inside = ui.new_child(UiBuilder::new().max_rect(room).layout(*ui.layout()));
    let inner = content(&mut inside);
    let used = vec2(room.width(), inside.min_rect().height());
    ui.advance_cursor_after_rect(Rect::from_min_size(room.min, used));
    inner
}

/// Draws a question that can be open: lit while it is the one that is asked next, and brought to the
/// middle of the view after a jump to it.
pub fn mark<R>(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &Field,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let ground = ui.painter().add(egui::Shape::Noop);
    let shown = ui.scope(content);
    let rect = shown.response.rect.expand2(vec2(6.0, 3.0));
    if scene.is_lit(field) {
        ui.painter().set(ground, lit(scene.colours, rect));
    }
    keep_question(ui, field, rect);
    if scene.is_jumped_to(field) {
        ui.scroll_to_rect(rect, Some(egui::Align::Center));
    }
    shown.inner
}

/// Remembers that a text of several lines has the keyboard's focus: keys that move by pages are its own.
pub fn note_lines(field: &Response) {
    if field.has_focus() {
        field.ctx.data_mut(|data| data.insert_temp(lines_id(), field.id));
    }
}

/// Whether a text of several lines is typed in.
pub fn types_lines(ui: &Ui) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    focused.is_some() && focused == ui.data(|data| data.get_temp(lines_id()))
}

fn lines_id() -> Id {
    Id::unique("the text of several lines that has the focus")
}

/// The ground and the rule of a question that is lit.
pub fn lit(colours: &Colours, rect: Rect) -> egui::Shape {
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    let ground = egui::epaint::RectShape::filled(rect, radius, colours.accent_ground);
    let rule = rect.with_max_x(rect.left() + 2.0).shrink2(vec2(0.0, 1.0));
    let rule = egui::epaint::RectShape::filled(rule, CornerRadius::same(1), colours.accent);
    egui::Shape::Vec(vec![ground.into(), rule.into()])
}

/// Parts side by side where there is room for them, else one under the other.
pub fn side_by_side<R>(ui: &mut Ui, needed: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    if ui.available_width() >= needed {
        ui.horizontal_wrapped(content).inner
    } else {
        ui.vertical(content).inner
    }
}

/// Begins a new line of a row that wraps, where what comes next needs more room than this one has
/// left. Only what has its size from the start is wrapped without being asked: not a name with its
/// field or its chips.
pub fn keep_together(ui: &mut Ui, needed: f32) {
    let wraps = ui.layout().main_wrap() && ui.layout().main_dir().is_horizontal();
    let begins = ui.cursor().left() <= ui.max_rect().left() + 1.0;
    if wraps && !begins && ui.available_size_before_wrap().x < needed {
        ui.end_row();
    }
}

/// How wide a text is on one line.
pub fn text_width(ui: &Ui, text: &str, font: egui::FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}
