//! Type and cards: the two sizes, the two weights, the one kind of card.

use eframe::egui::{
    self, Color32, CornerRadius, CursorIcon, Frame, Label, Layout, Margin, Rect, Response,
    RichText, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, WidgetText, vec2,
};

use crate::app::action::Outbox;
use crate::app::draft::Field;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};

/// From this width on, a head is one line.
const HEAD_WIDE: f32 = 500.0;
/// What a part of a head takes at most.
const HEAD_PART: f32 = 270.0;
const HEAD_LINE: f32 = 20.0;

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

/// Something that stands in the head of a card.
pub type HeadPart<'a> = &'a dyn Fn(&mut Ui, &mut Outbox);

/// The head of a card: what it is about, and at its right what can be done, the first rightmost.
/// What doesn't fit beside the title has a line of its own.
pub fn head(
    ui: &mut Ui,
    out: &mut Outbox,
    title: impl FnOnce(&mut Ui, &mut Outbox),
    parts: &[HeadPart<'_>],
) {
    if parts.is_empty() {
        ui.horizontal_wrapped(|ui| title(ui, out));
        return;
    }
    let layout = Layout::right_to_left(egui::Align::Center);
    let mut rest = parts.iter();
    let wide = ui.available_width() >= HEAD_WIDE;
    ui.horizontal(|ui| {
        title(ui, out);
        if ui.available_width() < HEAD_PART {
            return;
        }
        ui.with_layout(layout, |ui| {
            for part in rest.by_ref().take(if wide { usize::MAX } else { 1 }) {
                // Room between parts, and none for what has nothing to say.
                if ui.min_rect().width() > 1.0 {
                    ui.add_space(8.0);
                }
                part(ui, out);
            }
        });
    });
    for part in rest {
        let size = vec2(ui.available_width(), HEAD_LINE);
        let line = Rect::from_min_size(ui.cursor().min, size);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(line).layout(layout));
        part(&mut inside, out);
        // A part that has nothing to say takes no line.
        if inside.min_rect().width() > 1.0 {
            ui.advance_cursor_after_rect(line);
        }
    }
}

/// Draws something that can be missing: outlined and brought into view after a jump to it.
pub fn mark<R>(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &Field,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let shown = ui.scope(content);
    if scene.state.visit.marked.as_ref() == Some(field) {
        let stroke = Stroke::new(2.0, scene.colours.accent);
        let rect = shown.response.rect.expand(3.0);
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        ui.painter().rect_stroke(rect, radius, stroke, egui::StrokeKind::Outside);
        if scene.state.visit.scroll_to_marked {
            ui.scroll_to_rect(rect, Some(egui::Align::Center));
        }
    }
    shown.inner
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

/// The room between parts that stand side by side.
pub fn gap(ui: &mut Ui) {
    if ui.layout().main_dir().is_horizontal() {
        ui.add_space(16.0);
    }
}
