//! What unfolds under a row that is chosen: its text in full, to be written over, and what can be
//! done with the step.

use eframe::egui::{
    Align2, Button, CursorIcon, Id, Label, Margin, Popup, Rect, Response, RichText, Sense,
    TextEdit, Ui, UiBuilder, pos2, vec2,
};

use super::cells::{At, PositionCell, list_ui};
use super::menu;
use super::row::Columns;
use crate::app::action::Outbox;
use crate::app::command::Command;
use crate::app::editing::{PlanAction, PlanFocus};
use crate::app::length;
use crate::app::words;
use crate::model::{Plan, Step};
use crate::planner::edit::StepField;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::widget::{Count, call_button, note_lines, secondary};
use crate::ui::{icons, theme};

/// The width of the labels.
const LABEL: f32 = 52.0;

/// All of it, below the row.
pub fn detail_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    step: &Step,
    at: &At,
    out: &mut Outbox,
) {
    let columns = at.columns;
    let written = match &scene.state.visit.editing.written {
        Some((number, text)) if *number == step.number => Some(text),
        Some(_) | None => None,
    };
    if let Some(text) = written {
        write_ui(ui, scene, step, columns, text, out);
    } else {
        words_ui(ui, scene, plan, step, columns, out);
    }
    links_ui(ui, scene, plan, step, at, out);
}

/// The full text under its labels; what is done turns into a field when it is pressed.
fn words_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    step: &Step,
    columns: Columns,
    out: &mut Outbox,
) {
    let said = words::in_full(step, plan, scene.knowledge);
    let parts = [
        ("How", said.how.as_str()),
        ("Where", said.place.as_str()),
        ("Watch", said.watch.as_str()),
        ("Why", said.why.as_str()),
    ];
    // A plan may have no words at all: there is something to press all the same.
    let is_empty = said.how.is_empty() && said.place.is_empty();
    ui.add_space(2.0);
    for (at, (label, text)) in parts.into_iter().enumerate() {
        let is_text = at < 2;
        let text = if at == 0 && is_empty { "Nothing is written here yet." } else { text };
        if text.is_empty() {
            continue;
        }
        let room = ui.available_rect_before_wrap();
        let left = columns.text + LABEL;
        let inside = Rect::from_x_y_ranges(left..=room.right() - 14.0, room.y_range());
        let shown = ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
            let words = Label::new(RichText::new(text).size(theme::SMALL + 0.5)).wrap();
            ui.add(if is_text { words.sense(Sense::CLICK) } else { words })
        });
        let shown = shown.inner;
        let corner = pos2(columns.text, shown.rect.top());
        let font = theme::regular(theme::SMALL + 0.5);
        ui.painter().text(corner, Align2::LEFT_TOP, label, font, scene.colours.secondary);
        if is_text {
            call_button(&shown, &format!("{label} of step {}: {text}", step.number));
            if shown.on_hover_cursor(CursorIcon::Text).clicked() {
                out.plan(PlanAction::Write(step.number, step.instructions.clone()));
            }
        }
        ui.add_space(2.0);
    }
}

/// The field in which the instructions are written.
fn write_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    step: &Step,
    columns: Columns,
    text: &str,
    out: &mut Outbox,
) {
    let shown = ui.horizontal(|ui| {
        let indent = columns.text - 6.0 - ui.min_rect().left();
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(indent);
        let width = (ui.available_width() - 24.0).max(0.0);
        let mut text = text.to_owned();
        let count = Count::of(ui, scene.colours, &text, length::WORDS);
        let id = Id::unique(("plan-words", step.number, scene.state.visit.generation));
        let edit = TextEdit::multiline(&mut text)
            .id(id)
            .font(theme::regular(theme::SMALL))
            .desired_width(width)
            .desired_rows(2)
            .margin(Margin::symmetric(6, 4))
            .hint_text("Leave empty for the usual text");
        let response = ui.add(count.beside(edit));
        count.show(ui, scene.colours, &response);
        let name = format!("Words of step {}", step.number);
        let response = response.accessible_name(name);
        note_lines(&response);
        (response, text)
    });
    let (response, text) = shown.inner;
    let began = Id::unique("plan-words-begun");
    let of_step: Option<usize> = ui.data(|data| data.get_temp(began));
    if of_step != Some(step.number) {
        // Once, so that the focus can go on.
        response.request_focus();
        ui.data_mut(|data| data.insert_temp(began, step.number));
    } else if !response.has_focus() {
        ui.data_mut(|data| data.remove::<usize>(began));
        out.plan(PlanAction::Written);
    }
    if response.changed() {
        out.plan(PlanAction::Write(step.number, text));
    }
}

/// What can be done with the step.
fn links_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, step: &Step, at: &At, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_space(at.columns.text - 6.0 - ui.min_rect().left());
        let number = step.number;
        // Icons alone where there is little room; their names show at the pointer.
        let narrow = at.columns.mark - at.columns.text < 500.0;
        let label = |text: &str| if narrow { String::new() } else { text.to_owned() };
        let send = |command: Command, pressed: bool, out: &mut Outbox| {
            if pressed && let Some(Ok(action)) = command.of_step(plan, step) {
                out.plan(action);
            }
        };
        if at.position == PositionCell::Below {
            position_ui(ui, scene, step, at, out);
        }
        let sources = counted(step.sources.len(), "source");
        let why =
            small(ui, scene, icons::WHY, label(&sources), &format!("Why step {number}: {sources}"));
        send(Command::WhyStep, why.clicked(), out);
        let write = small(
            ui,
            scene,
            icons::WRITE,
            label("Edit text"),
            &format!("Edit text of step {number}"),
        );
        send(Command::WriteStep, write.clicked(), out);
        let add =
            small(ui, scene, icons::ADD, label("Add below"), &format!("Add below step {number}"));
        if scene.state.visit.editing.focus == Some(PlanFocus::Below)
            && scene.state.visit.selected == Some(number)
        {
            add.request_focus();
            Popup::open_id(ui.ctx(), Popup::default_response_id(&add));
        }
        menu::offers_ui(scene, &add, Some(number + 1), out);
        let copy =
            small(ui, scene, icons::COPY, label("Duplicate"), &format!("Duplicate step {number}"));
        let copy = copy.on_hover_text(Command::DuplicateStep.keys());
        send(Command::DuplicateStep, copy.clicked(), out);
        let remove =
            small(ui, scene, icons::DELETE, label("Remove"), &format!("Remove step {number}"));
        let remove = remove.on_hover_text(Command::RemoveStep.keys());
        send(Command::RemoveStep, remove.clicked(), out);
    });
    ui.add_space(4.0);
}

/// How the client lies, where the row has no column for it.
fn position_ui(ui: &mut Ui, scene: Scene<'_>, step: &Step, row: &At, out: &mut Outbox) {
    let font = theme::regular(theme::SMALL);
    let text = step.position.short().to_owned();
    let galley = ui.painter().layout_no_wrap(text, font, scene.colours.ink);
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(12.0, 4.0), Sense::hover());
    let at = At { middle: rect.center().y, ..*row };
    list_ui(ui, scene, step, StepField::Position, rect.shrink2(vec2(4.0, 1.5)), &at, out);
    ui.painter().galley(rect.min + vec2(6.0, 2.0), galley, scene.colours.ink);
}

fn small(ui: &mut Ui, scene: Scene<'_>, icon: icons::Icon, text: String, name: &str) -> Response {
    let is_icon_alone = text.is_empty();
    let icon = icons::text(icon, 14.0).color(scene.colours.secondary);
    let button = Button::new((icon, secondary(scene.colours, text)));
    let button = button.frame_when_inactive(false).min_size(vec2(0.0, 20.0));
    let response = ui.add(button).accessible_name(name);
    if is_icon_alone { response.on_hover_text(name) } else { response }
}
