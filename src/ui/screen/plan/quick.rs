//! Adding a step at typing speed: one field in which words in any order make a step, with what
//! they could become above it and the step as it was understood under it.
//!
//! What words mean and what is allowed says the planner.

use std::ops::Range;

use eframe::egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use eframe::egui::{
    Align2, Color32, Context, CornerRadius, EventFilter, Frame, Id, Key, Label, Margin, Modifiers,
    Popup, PopupCloseBehavior, Rect, RectAlign, Response, Role, Sense, Stroke, TextBuffer,
    TextEdit, Ui, WidgetInfo, text_edit, vec2,
};

use crate::app::action::Outbox;
use crate::app::editing::{PlanAction, PlanFocus};
use crate::app::state::State;
use crate::model::Severity;
use crate::planner::quick::{Completion, Quick};
use crate::text::capital;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};

/// What the list over the field remembers.
#[derive(Debug, Clone, Default)]
struct List {
    /// The entry that arrow keys went to.
    at: Option<usize>,
    /// The text for which the list was sent away.
    dismissed: Option<String>,
    /// Whether an entry was taken by a press that isn't over yet.
    held: bool,
}

fn field_id(state: &State) -> Id {
    Id::unique(("plan-quick", state.visit.generation))
}

/// Whether the field has the focus and nothing in it: it has no typing to take back then.
pub fn waits(ctx: &Context, state: &State) -> bool {
    let focused = ctx.memory(|memory| memory.has_focus(field_id(state)));
    focused && state.visit.editing.quick.text.is_empty()
}

/// Whether a step is being typed, or is about to be.
pub fn is_in_use(ctx: &Context, state: &State) -> bool {
    let focused = ctx.memory(|memory| memory.has_focus(field_id(state)));
    let editing = &state.visit.editing;
    focused || !editing.quick.text.is_empty() || editing.focus == Some(PlanFocus::Quick)
}

/// The field with its list.
pub fn field_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let id = field_id(scene.state);
    let quick = &scene.state.visit.editing.quick;
    let mut text = quick.text.clone();
    let completions = quick.read.as_ref().map_or(&[] as &[_], |read| &read.completions);
    let mut list: List = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let focused = ui.memory(|memory| memory.has_focus(id));
    let open = focused && !completions.is_empty() && list.dismissed.as_ref() != Some(&text);
    let mut accepted = if open { keys(ui, &mut list, completions.len(), &text) } else { None };

    let words = quick.read.as_ref().map(|read| read.words.as_slice()).unwrap_or_default();
    let understood: Vec<(Range<usize>, bool)> =
        words.iter().map(|word| (word.range.clone(), word.meaning.is_some())).collect();
    let colours = scene.colours;
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _: f32| {
        ui.painter().layout_job(coloured(text.as_str(), &understood, colours))
    };
    // A line around it only while it is written in: until then it is a hint beside the button.
    let in_use = focused || !text.is_empty();
    let line = if in_use { colours.control_line } else { Color32::TRANSPARENT };
    let frame = Frame::new()
        .inner_margin(Margin::symmetric(8, 4))
        .corner_radius(theme::CONTROL_RADIUS)
        .stroke(Stroke::new(1.0, line));
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .hint_text("or type: glu r mfr 3 8")
        .frame(frame)
        .desired_width(ui.available_width())
        .layouter(&mut layouter)
        .event_filter(EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            tab: open,
            escape: open,
        });
    let field = ui.add(edit).accessible_name("Add a step");
    if focused && scene.state.visit.editing.quick.text.is_empty() {
        begin_anew(ui, id);
    }
    if scene.state.visit.editing.focus == Some(PlanFocus::Quick) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if field.changed() {
        list.at = None;
        out.plan(PlanAction::Quick(text.clone()));
    }
    if open {
        let taken = list_ui(ui, scene, &field, completions, list.at);
        list.held |= taken.is_some();
        accepted = taken.or(accepted);
    }
    if list.held {
        // The click takes the focus from the field when it is over.
        list.held = ui.input(|input| input.pointer.primary_down() || input.pointer.any_released());
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    ui.data_mut(|data| data.insert_temp(id, list));
    if let Some(chosen) = accepted.and_then(|at| completions.get(at)) {
        accept(ui, id, &text, chosen, out);
    } else if entered {
        out.plan(PlanAction::QuickAdd);
    }
}

/// The words of a step that was added don't come back by undo, which takes the step back then.
fn begin_anew(ui: &Ui, id: Id) {
    if let Some(mut state) = text_edit::TextEditState::load(ui.ctx(), id) {
        let mut undoer = text_edit::TextEditState::default().undoer();
        undoer.add_undo(&(CCursorRange::default(), String::new()));
        state.set_undoer(undoer);
        state.store(ui.ctx(), id);
    }
}

/// The keys of the list; Tab takes an entry, Enter does once an arrow key went to one.
fn keys(ui: &Ui, list: &mut List, count: usize, text: &str) -> Option<usize> {
    ui.input_mut(|input| {
        let mut took = |key| input.consume_key(Modifiers::NONE, key);
        if took(Key::ArrowDown) {
            list.at = Some(list.at.map_or(0, |at| (at + 1) % count));
        }
        if took(Key::ArrowUp) {
            list.at = Some(list.at.and_then(|at| at.checked_sub(1)).unwrap_or(count - 1));
        }
        if took(Key::Escape) {
            list.dismissed = Some(text.to_owned());
        }
        let taken = took(Key::Tab) || (list.at.is_some() && took(Key::Enter));
        taken.then(|| list.at.take().unwrap_or(0))
    })
}

/// Puts what was chosen into the text, with room for the next word.
fn accept(ui: &Ui, id: Id, text: &str, chosen: &Completion, out: &mut Outbox) {
    let before = text.get(..chosen.replaces.start).unwrap_or_default();
    let after = text.get(chosen.replaces.end..).unwrap_or_default().trim_start();
    let mut done = format!("{before}{} ", chosen.insert.trim_end());
    let cursor = done.chars().count();
    done.push_str(after);
    if let Some(mut state) = text_edit::TextEditState::load(ui.ctx(), id) {
        state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(cursor))));
        state.store(ui.ctx(), id);
    }
    ui.memory_mut(|memory| memory.request_focus(id));
    out.plan(PlanAction::Quick(done));
}

/// Words that are understood in the colour of what is chosen; others are underlined.
fn coloured(text: &str, words: &[(Range<usize>, bool)], colours: &Colours) -> LayoutJob {
    let mut job = LayoutJob::default();
    let font = theme::regular(theme::BODY);
    let plain = TextFormat { font_id: font.clone(), color: colours.ink, ..TextFormat::default() };
    let mut done = 0;
    for (range, known) in words {
        // The text may have grown since it was read.
        let Some(before) = text.get(done..range.start) else { break };
        let Some(word) = text.get(range.clone()) else { break };
        let format = if *known {
            TextFormat { color: colours.accent, ..plain.clone() }
        } else {
            let underline = Stroke::new(1.5, colours.care);
            TextFormat { color: colours.care, underline, ..plain.clone() }
        };
        job.append(before, 0.0, plain.clone());
        job.append(word, 0.0, format);
        done = range.end;
    }
    job.append(text.get(done..).unwrap_or_default(), 0.0, plain);
    job
}

/// The list over the field.
fn list_ui(
    ui: &Ui,
    scene: Scene<'_>,
    field: &Response,
    completions: &[Completion],
    at: Option<usize>,
) -> Option<usize> {
    let popup = Popup::from_response(field)
        .open(true)
        .align(RectAlign::TOP_START)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .frame(Frame::popup(ui.style()).inner_margin(4))
        .width(340.0);
    let shown = popup.show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::ListBox);
            node.set_label("Completions");
        });
        let mut taken = None;
        for (place, completion) in completions.iter().enumerate() {
            let entry = entry_ui(ui, scene, completion, at.unwrap_or(0) == place, at.is_some());
            if at == Some(place) {
                // The focus stays in the field; this is what a screen reader hears of.
                let active = entry.id.accesskit_id();
                ui.ctx().accesskit_node_builder(field.id, |node| {
                    node.set_active_descendant(active);
                });
            }
            if is_taken(ui, &entry) {
                taken = Some(place);
            }
        }
        taken
    });
    shown.and_then(|shown| shown.inner)
}

/// Whether a press begins here, which is when an entry is taken. The same place offers the next
/// words before the press is over, so that holding and letting go take nothing more. A screen
/// reader clicks without a pointer.
fn is_taken(ui: &Ui, entry: &Response) -> bool {
    let (begins, ends) =
        ui.input(|input| (input.pointer.primary_pressed(), input.pointer.any_released()));
    let is_down = entry.is_pointer_button_down_on();
    (begins && (is_down || entry.clicked())) || (entry.clicked() && !ends)
}

fn entry_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    entry: &Completion,
    first: bool,
    walked: bool,
) -> Response {
    let colours = scene.colours;
    let size = vec2(ui.available_width(), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    response.widget_info(|| {
        let name = if entry.detail.is_empty() {
            entry.label.clone()
        } else {
            format!("{}, {}", entry.label, entry.detail)
        };
        WidgetInfo::selected(Role::ListBoxOption, true, first && walked, name)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(first && walked));
    let painter = ui.painter();
    if response.hovered() || (first && walked) {
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        painter.rect_filled(rect, radius, colours.accent_ground);
    }
    let left = rect.left_center() + vec2(8.0, 0.0);
    let name = theme::regular(theme::BODY);
    let drawn = painter.text(left, Align2::LEFT_CENTER, &entry.label, name, colours.ink);
    let right = rect.right_center() - vec2(8.0, 0.0);
    let hint = if first { "Tab" } else { "" };
    let text = match (entry.detail.as_str(), hint) {
        (detail, "") => detail.to_owned(),
        ("", hint) => hint.to_owned(),
        (detail, hint) => format!("{detail} · {hint}"),
    };
    let room = Rect::from_min_max(drawn.right_top(), rect.right_bottom());
    let painter = painter.with_clip_rect(room);
    let small = theme::regular(theme::SMALL);
    painter.text(right, Align2::RIGHT_CENTER, text, small, colours.secondary);
    response
}

/// The step as it was understood, or why there is none.
pub fn sentence_ui(ui: &mut Ui, scene: Scene<'_>, read: &Quick) {
    let colours = scene.colours;
    if read.sentence.is_empty() {
        return;
    }
    // The icon has its room first; the words wrap in what is left.
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        match (&read.step, &read.closed) {
            (Some(_), None) => {
                ui.label(icons::text(icons::ADD, 14.0).color(colours.accent));
                let place = read.number.map(|number| format!("Enter adds step {number}: "));
                let text = format!("{}{}", place.unwrap_or_default(), read.sentence);
                two_lines_ui(ui, text, colours.secondary);
            }
            (_, Some(_)) => {
                let icon = icons::severity(Severity::Stop);
                ui.label(icons::text(icon, 14.0).color(colours.stop));
                two_lines_ui(ui, refusal(read), colours.stop);
            }
            (None, None) => two_lines_ui(ui, read.sentence.clone(), colours.secondary),
        }
    });
}

/// What isn't allowed, as it was understood, and then why.
fn refusal(read: &Quick) -> String {
    let meanings = read.words.iter().filter_map(|word| word.meaning.as_deref());
    let what = meanings.collect::<Vec<_>>().join(" · ");
    format!("Not allowed: {what}. {}", capital(&read.sentence))
}

/// Words in at most two lines; all of them at the pointer where that isn't enough.
fn two_lines_ui(ui: &mut Ui, text: String, colour: Color32) {
    let font = theme::regular(theme::SMALL);
    let mut job = LayoutJob::simple(text.clone(), font, colour, ui.available_width());
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided;
    let label = ui.add(Label::new(galley));
    if cut {
        label.on_hover_text(text);
    }
}
