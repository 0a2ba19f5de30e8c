//! What unfolds in a row that is chosen: its instructions in full, to be written over, and what can
//! be done with the step.

use eframe::egui::{
    Button, CornerRadius, CursorIcon, Id, Margin, Popup, Rect, Response, Role, Sense, Stroke,
    StrokeKind, TextEdit, Ui, WidgetInfo, vec2,
};

use super::cells::cell_id;
use super::menu;
use super::row::Columns;
use crate::app::action::Outbox;
use crate::app::command::Command;
use crate::app::editing::{PlanAction, PlanFocus};
use crate::model::{Plan, Step};
use crate::planner::edit::StepField;
use crate::ui::scene::Scene;
use crate::ui::widget::secondary;
use crate::ui::{icons, theme};

/// The instructions, which turn into a field when they are pressed.
pub fn words_ui(ui: &Ui, step: &Step, rect: Rect, scene: Scene<'_>, out: &mut Outbox) {
    let id = cell_id(step.number, StepField::Instructions);
    let rect = rect.with_max_y(rect.bottom().max(rect.top() + 15.0)).expand2(vec2(4.0, 1.0));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let name = format!("Instructions of step {}", step.number);
        let mut info = WidgetInfo::labeled(Role::Button, ui.is_enabled(), name);
        info.current_text_value = Some(step.instructions.clone());
        info
    });
    // No tooltip: it would lie over the links below, one of which says the same.
    let response = response.on_hover_cursor(CursorIcon::Text);
    if response.hovered() || response.has_focus() {
        let line = Stroke::new(1.0, scene.colours.control_line);
        let radius = CornerRadius::same(4);
        ui.painter().rect(response.rect, radius, scene.colours.panel, line, StrokeKind::Inside);
    }
    if response.clicked() {
        out.plan(PlanAction::Write(step.number, step.instructions.clone()));
    }
}

/// The field in which the instructions are written.
pub fn write_ui(
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
        let id = Id::unique(("plan-words", step.number, scene.state.visit.generation));
        let edit = TextEdit::multiline(&mut text)
            .id(id)
            .font(theme::regular(theme::SMALL))
            .desired_width(width)
            .desired_rows(2)
            .margin(Margin::symmetric(6, 4))
            .hint_text("Empty brings back the program's words")
            .char_limit(2000);
        let response = ui.add(edit);
        let name = format!("Words of step {}", step.number);
        let response = response.accessible_name(name);
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
pub fn links_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    step: &Step,
    columns: Columns,
    out: &mut Outbox,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_space(columns.text - 6.0 - ui.min_rect().left());
        let number = step.number;
        // Icons alone where there is little room; their names show at the pointer.
        let narrow = columns.mark - columns.text < 540.0;
        let label = |text: &'static str| if narrow { "" } else { text };
        let send = |command: Command, pressed: bool, out: &mut Outbox| {
            if pressed && let Some(Ok(action)) = command.of_step(plan, step) {
                out.plan(action);
            }
        };
        let why = small(ui, scene, icons::WHY, label("Why"), &format!("Why step {number}"));
        send(Command::WhyStep, why.clicked(), out);
        let write =
            small(ui, scene, icons::WRITE, label("Own words"), &format!("Write step {number}"));
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

fn small(ui: &mut Ui, scene: Scene<'_>, icon: icons::Icon, text: &str, name: &str) -> Response {
    let icon = icons::text(icon, 14.0).color(scene.colours.secondary);
    let button = Button::new((icon, secondary(scene.colours, text)));
    let button = button.frame_when_inactive(false).min_size(vec2(0.0, 20.0));
    let response = ui.add(button).accessible_name(name);
    if text.is_empty() { response.on_hover_text(name) } else { response }
}
