//! Small parts of the page: one of several side by side, a typed field, a line with what became of
//! something.

use eframe::egui::{
    Align, Align2, CornerRadius, CursorIcon, EventFilter, Key, Layout, Modifiers, Rect, Response,
    RichText, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::action::Outbox;
use crate::app::closing::{Closing, ClosingAction, ClosingChange, ClosingText, Tone};
use crate::ui::icons::{self, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours, Tint};
use crate::ui::widget::{Count, bold, note_lines, secondary, text_width};

/// What a choice is marked with while it is chosen, and its colours then.
pub type Mark = Option<(Icon, Tint)>;

/// Size of the words in a choice.
const TEXT: f32 = 11.5;
/// The room of a mark, with what keeps it off the words.
const MARK: f32 = 14.0;
/// Room at both ends of a choice.
const PAD: f32 = 6.0;

/// How wide choices side by side are: each as wide as its words in bold, with its mark.
pub fn segments_width<T>(ui: &Ui, options: &[(T, &str, Mark)]) -> f32 {
    options.iter().map(|(_, label, mark)| segment_width(ui, label, mark.is_some())).sum()
}

fn segment_width(ui: &Ui, label: &str, is_marked: bool) -> f32 {
    let mark = if is_marked { MARK } else { 0.0 };
    (text_width(ui, label, theme::semibold(TEXT)) + 2.0 * PAD + mark).ceil()
}

/// One of several, side by side. The row takes the focus, and arrows move what is chosen. Gives what was
/// chosen.
pub fn segments<T: Copy + PartialEq>(
    ui: &mut Ui,
    colours: &Colours,
    group: &str,
    rect: Rect,
    options: &[(T, &str, Mark)],
    chosen: T,
) -> Option<T> {
    let id = ui.scope_id().with(("segments", group));
    let row = ui.interact(rect, id, Sense::focusable_noninteractive());
    let now = options.iter().position(|(value, ..)| *value == chosen);
    row.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, ui.is_enabled(), group));
    let said = now.and_then(|at| options.get(at)).map(|(_, label, _)| (*label).to_owned());
    ui.ctx().accesskit_node_builder(id, |node| node.set_value(said.unwrap_or_default()));
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    let line = Stroke::new(1.0, colours.control_line);
    ui.painter().rect(rect, radius, colours.panel, line, StrokeKind::Inside);
    let wanted: Vec<f32> =
        options.iter().map(|(_, label, mark)| segment_width(ui, label, mark.is_some())).collect();
    let over = (rect.width() - wanted.iter().sum::<f32>()).max(0.0);
    #[expect(clippy::cast_precision_loss, reason = "two or three")]
    let over = over / options.len().max(1) as f32;
    let mut left = rect.left();
    let mut pressed = None;
    for (at, ((value, label, mark), wide)) in options.iter().zip(wanted).enumerate() {
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(wide + over, rect.height()));
        let shown = ui.interact(cell, id.with(at), Sense::CLICK);
        let on = now == Some(at);
        shown.widget_info(|| {
            let name = format!("{group}: {label}");
            WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, name)
        });
        paint(ui, colours, cell, (label, *mark), (on, shown.hovered()));
        if at > 0 {
            ui.painter().vline(
                cell.left(),
                cell.shrink(1.0).y_range(),
                Stroke::new(1.0, colours.line),
            );
        }
        if shown.on_hover_cursor(CursorIcon::PointingHand).clicked() && !on {
            pressed = Some(*value);
        }
        left = cell.right();
    }
    pressed.or_else(|| moved(ui, &row, now).and_then(|at| options.get(at)).map(|it| it.0))
}

fn paint(
    ui: &Ui,
    colours: &Colours,
    cell: Rect,
    (label, mark): (&str, Mark),
    (on, lit): (bool, bool),
) {
    let calm = Tint { ink: colours.accent, ground: colours.accent_ground };
    let tint = mark.map_or(calm, |(_, tint)| tint);
    let radius = CornerRadius::same(theme::CONTROL_RADIUS - 1);
    let painter = ui.painter();
    if on || lit {
        let ground = if on { tint.ground } else { colours.window };
        painter.rect_filled(cell.shrink(1.0), radius, ground);
    }
    let (font, ink) = match (on, lit) {
        (true, _) => (theme::semibold(TEXT), tint.ink),
        (false, true) => (theme::regular(TEXT), colours.ink),
        (false, false) => (theme::regular(TEXT), colours.secondary),
    };
    let shift = if on && mark.is_some() { MARK / 2.0 } else { 0.0 };
    let middle = cell.center() + vec2(shift, 0.0);
    let text = painter.text(middle, Align2::CENTER_CENTER, label, font, ink);
    if on && let Some((icon, _)) = mark {
        let place = pos2(text.left() - MARK / 2.0 - 1.0, cell.center().y);
        icons::paint(painter, icon, 13.0, place, ink);
    }
}

/// Where the arrows lead in a row that has the focus.
fn moved(ui: &Ui, row: &Response, now: Option<usize>) -> Option<usize> {
    if !row.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
    let now = now.unwrap_or(0);
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::ArrowRight) {
            Some(now + 1)
        } else if input.consume_key(Modifiers::NONE, Key::ArrowLeft) {
            now.checked_sub(1)
        } else {
            None
        }
    })
}

/// The name of something that is asked, what it was before, and at the right what became of it.
pub fn head(ui: &mut Ui, colours: &Colours, name: &str, before: &str, change: (&str, Tone)) {
    let size = vec2(ui.available_width(), 18.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(bold(name));
        if !before.is_empty() {
            ui.label(secondary(colours, before));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (words, tone) = change;
            let text = match tone {
                Tone::Plain => RichText::new(words).color(colours.secondary),
                Tone::Better => bold(words).color(colours.accent),
                Tone::Worse => bold(words).color(colours.care),
            };
            if !words.is_empty() {
                ui.label(text);
            }
        });
    });
}

/// What a typed field looks like.
#[derive(Clone, Copy)]
pub struct FieldLook<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// How wide and how high it is.
    pub size: eframe::egui::Vec2,
}

/// A typed field of one line.
pub fn field(
    ui: &mut Ui,
    scene: Scene<'_>,
    closing: &Closing,
    text: ClosingText,
    look: FieldLook<'_>,
    out: &mut Outbox,
) -> Response {
    let mut typed = closing.entered.text(text).to_owned();
    let count = Count::of(ui, scene.colours, &typed, text.most());
    let edit = TextEdit::singleline(&mut typed)
        // One plan's undo stays out of the next one's.
        .id_salt(("closing", text, closing.of.key.plan))
        .desired_width(look.size.x)
        .min_size(vec2(0.0, look.size.y))
        .align(Align2::LEFT_CENTER)
        .hint_text(look.hint);
    let response = ui.add(count.beside(edit)).accessible_name(look.name);
    count.show(ui, scene.colours, &response);
    if response.changed() {
        out.send(ClosingAction::Enter(ClosingChange::Text(text, typed)).into());
    }
    response
}

/// A typed field of several lines, with the words that stand there where nothing was typed.
pub fn area(
    ui: &mut Ui,
    scene: Scene<'_>,
    closing: &Closing,
    (text, written): (ClosingText, &str),
    name: &str,
    out: &mut Outbox,
) {
    let own = match text {
        ClosingText::Own(part) => closing.entered.own_note.of(part),
        ClosingText::Day
        | ClosingText::Word(_)
        | ClosingText::Reason(_)
        | ClosingText::Response
        | ClosingText::NextTime
        | ClosingText::Note
        | ClosingText::Unwanted
        | ClosingText::NextVisit => None,
    };
    let mut typed = own.unwrap_or(written).to_owned();
    let count = Count::of(ui, scene.colours, &typed, text.most());
    let edit = TextEdit::multiline(&mut typed)
        .id_salt(("closing", text, closing.of.key.plan))
        .desired_width(ui.available_width())
        .desired_rows(2);
    let response = ui.add(count.beside(edit)).accessible_name(name);
    note_lines(&response);
    count.show(ui, scene.colours, &response);
    if response.changed() {
        out.send(ClosingAction::Enter(ClosingChange::Text(text, typed)).into());
    }
}
