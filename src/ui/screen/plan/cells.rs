//! The parts of a row that can be pressed: lists of everything that could be chosen, the dots, the
//! minutes and their pin.
//!
//! Nothing is decided here: what may be chosen, and why something may not, says the planner.

use eframe::egui::{
    self, Align2, CornerRadius, CursorIcon, DragValue, FontId, Id, Popup, PopupCloseBehavior, Rect,
    Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::row::Columns;
use crate::app::action::{Action, Outbox};
use crate::app::editing::PlanAction;
use crate::app::words;
use crate::model::{Phase, Pressure, Step};
use crate::planner::edit::{Choice, Edit, MINUTES, StepField};
use crate::ui::scene::Scene;
use crate::ui::widget::{
    DOTS_WIDTH, ListEntry, choice_list, dot_rect, hint_above, paint_dots, strike,
};
use crate::ui::{icons, theme};

/// Whether the position of a row stands in its column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PositionCell {
    /// It does.
    Said,
    /// A row above says the same: here it shows while the row is looked at.
    Repeated,
    /// There is no column, or the words reach into it: it has its place below the row.
    Below,
}

/// Where the parts of a row stand, and whether they can be pressed.
#[derive(Clone, Copy)]
pub struct At {
    /// The row is chosen: its parts are reached by keys.
    pub selected: bool,
    /// The row is chosen or pointed at.
    pub active: bool,
    /// Whether the position has its column.
    pub position: PositionCell,
    /// Where they stand.
    pub columns: Columns,
    /// The middle of the row.
    pub middle: f32,
}

/// How far minutes and dots are from the middle where they stand one above the other.
const STACKED: f32 = 9.0;

impl At {
    /// The middle of the dots.
    fn dots_at(&self) -> f32 {
        if self.columns.position.is_some() { self.middle } else { self.middle + STACKED }
    }

    /// The middle of the minutes, which stand alone where there are no dots.
    fn minutes_at(&self, step: &Step) -> f32 {
        let alone = self.columns.position.is_some() || step.pressure.is_none();
        if alone { self.middle } else { self.middle - STACKED }
    }
}

/// The id of a part, to give it the focus.
pub fn cell_id(step: usize, field: StepField) -> Id {
    Id::unique(("plan-cell", step, field.label()))
}

/// The first part of a row that can be changed.
pub fn first(step: &Step) -> StepField {
    match step.phase {
        Phase::Heat | Phase::WarmUp | Phase::Focus | Phase::Cold => StepField::Place,
        Phase::Stretch => StepField::Techniques,
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => StepField::Position,
    }
}

fn sense(at: &At) -> Sense {
    if at.selected { Sense::click() } else { Sense::CLICK }
}

/// A part that opens a list.
pub fn list_ui(
    ui: &Ui,
    scene: Scene<'_>,
    step: &Step,
    field: StepField,
    rect: Rect,
    at: &At,
    out: &mut Outbox,
) {
    let id = cell_id(step.number, field);
    let list = id.with("list");
    let was_open = Popup::is_id_open(ui.ctx(), list);
    if !at.active && !was_open {
        return;
    }
    let response = ui.interact(rect.expand2(vec2(4.0, 1.5)), id, sense(at));
    let name = format!("{} of step {}", field.label(), step.number);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), name.as_str());
        info.current_text_value = Some(value(scene, step, field));
        info
    });
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    outline(ui, scene, &response, at.selected, was_open);
    if response.clicked() && !at.selected {
        out.send(Action::Select(Some(step.number)));
    }
    let popup = Popup::menu(&response)
        .id(list)
        .width(300.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        let Some(choices) = scene.state.visit.editing.choices.get(&step.number) else { return };
        let (entries, edits) = match field {
            StepField::Place => entries(&choices.places),
            StepField::Modality => {
                let (mut all, edits) = entries(&choices.modalities);
                for (entry, choice) in all.iter_mut().zip(&choices.modalities) {
                    let known = scene.knowledge.modality(&choice.value);
                    entry.about = known.map(|modality| modality.card.text.clone());
                }
                (all, edits)
            }
            StepField::Position => entries(&choices.positions),
            StepField::Techniques => entries(&choices.techniques),
            StepField::Pressure | StepField::Minutes | StepField::Instructions => return,
        };
        if let Some(pressed) = choice_list(ui, scene.colours, &name, &entries, id) {
            if let Some(edits) = edits.into_iter().nth(pressed).filter(|edits| !edits.is_empty()) {
                out.plan(PlanAction::Change(edits));
            }
            // Several stretches may be chosen one after the other.
            if field != StepField::Techniques {
                ui.close();
            }
        }
    });
    if was_open && !Popup::is_id_open(ui.ctx(), list) {
        response.request_focus();
    }
}

fn entries<T>(choices: &[Choice<T>]) -> (Vec<ListEntry>, Vec<Vec<Edit>>) {
    let entry = |choice: &Choice<T>| ListEntry {
        label: choice.label.clone(),
        note: choice.also.clone(),
        on: choice.chosen,
        closed: choice.closed.as_ref().map(|closed| closed.text.clone()),
        about: None,
    };
    let edits = choices.iter().map(|choice| choice.edits.clone());
    (choices.iter().map(entry).collect(), edits.collect())
}

fn value(scene: Scene<'_>, step: &Step, field: StepField) -> String {
    match field {
        StepField::Place => words::places(step, scene.knowledge),
        StepField::Position => step.position.label().to_owned(),
        StepField::Modality => {
            let name = step.modality.as_ref().map(|id| scene.knowledge.modality_name(id));
            name.unwrap_or_default().to_owned()
        }
        StepField::Techniques => words::title(step, scene.knowledge).0,
        StepField::Pressure | StepField::Minutes | StepField::Instructions => String::new(),
    }
}

/// The frame of a part: none while nobody looks, thin in the chosen row, clear under the pointer.
fn outline(ui: &Ui, scene: Scene<'_>, response: &Response, selected: bool, open: bool) {
    let colours = scene.colours;
    let rect = response.rect;
    let radius = CornerRadius::same(4);
    let line = if response.hovered() || open {
        Stroke::new(1.0, colours.accent)
    } else if selected || response.has_focus() {
        Stroke::new(1.0, colours.control_line)
    } else {
        return;
    };
    ui.painter().rect(rect, radius, colours.panel, line, StrokeKind::Inside);
}

/// How the client lies; said once for all rows of one position.
pub fn position_ui(ui: &Ui, scene: Scene<'_>, step: &Step, at: &At, out: &mut Outbox) {
    let Some(left) = at.columns.position else { return };
    let is_quiet = at.position == PositionCell::Repeated && !at.active;
    if is_quiet || at.position == PositionCell::Below {
        return;
    }
    let colour = scene.colours.secondary;
    let mut text = step.position.short().to_owned();
    // With what lies under the client, where that is said: the rows below have the same.
    let supports = match at.position {
        PositionCell::Said => words::supports(step, scene.knowledge),
        PositionCell::Repeated | PositionCell::Below => String::new(),
    };
    if !supports.is_empty() {
        text.push('\n');
        text.push_str(&supports);
    }
    let room = at.columns.dots - left - 4.0;
    let galley = ui.painter().layout(text, theme::regular(theme::SMALL), colour, room);
    let corner = pos2(left, at.middle - galley.size().y / 2.0);
    let rect = Rect::from_min_size(corner, galley.size());
    list_ui(ui, scene, step, StepField::Position, rect, at, out);
    ui.painter().galley(corner, galley, colour);
}

/// How deep: five dots, with what is still allowed, each a button of its own once the row is chosen or pointed at.
pub fn pressure_ui(ui: &Ui, scene: Scene<'_>, step: &Step, at: &At, out: &mut Outbox) {
    let Some(level) = step.pressure else { return };
    let colours = scene.colours;
    let left = pos2(at.columns.dots, at.dots_at());
    let mut tried = None;
    let mut responses = Vec::new();
    let choices = scene.state.visit.editing.choices.get(&step.number);
    if at.active {
        for choice in choices.map(|choices| choices.pressures.as_slice()).unwrap_or_default() {
            let response = dot_ui(ui, step, choice, dot_rect(left, choice.value.get()), at, out);
            if response.hovered() || response.has_focus() {
                tried = choice.closed.is_none().then_some(choice.value.get());
            }
            responses.push((response, choice));
        }
    }
    if at.selected && !responses.is_empty() {
        let rect = Rect::from_min_max(left, left + vec2(DOTS_WIDTH, 0.0));
        let rect = rect.expand2(vec2(3.0, 8.5));
        let line = Stroke::new(1.0, colours.control_line);
        let radius = CornerRadius::same(4);
        ui.painter().rect(rect, radius, colours.panel, line, StrokeKind::Inside);
    }
    let all = scene.state.visit.editing.highest.as_ref();
    let highest = all.map(|all| all.get(&step.number).map_or(0, |highest| highest.get()));
    paint_dots(ui.painter(), colours, left, level.get(), tried, highest);
    for (_, choice) in responses {
        if choice.closed.is_some() && choice.value <= level {
            strike(ui.painter(), colours, left, choice.value.get());
        }
    }
}

fn dot_ui(
    ui: &Ui,
    step: &Step,
    choice: &Choice<Pressure>,
    rect: Rect,
    at: &At,
    out: &mut Outbox,
) -> Response {
    let level = choice.value;
    let id = cell_id(step.number, StepField::Pressure).with(level.get());
    let response = ui.interact(rect, id, sense(at));
    let reason = choice.closed.as_ref().map(|closed| closed.text.as_str());
    let mut name = format!("Level {level} in step {}", step.number);
    if let Some(reason) = reason {
        name = format!("{name}, not allowed: {reason}");
    }
    response.widget_info(|| {
        WidgetInfo::selected(Role::RadioButton, reason.is_none(), choice.chosen, name.as_str())
    });
    let hint = reason.map_or_else(
        || format!("Level {level}"),
        |reason| format!("Level {level} isn't allowed: {reason}"),
    );
    let cursor = if reason.is_some() { CursorIcon::NotAllowed } else { CursorIcon::PointingHand };
    let response = hint_above(response.on_hover_cursor(cursor), &hint);
    if response.clicked() {
        if !at.selected {
            out.send(Action::Select(Some(step.number)));
        }
        if !choice.edits.is_empty() {
            out.plan(PlanAction::Change(choice.edits.clone()));
        }
    }
    response
}

/// How long, and whether that is held.
pub fn minutes_ui(ui: &mut Ui, scene: Scene<'_>, step: &Step, at: &At, out: &mut Outbox) {
    let colours = scene.colours;
    let middle = at.minutes_at(step);
    let right = pos2(at.columns.minutes, middle);
    let number = step.minutes.get();
    let font = theme::regular(theme::BODY);
    if !step.counted && !at.active {
        ui.painter().text(right, Align2::RIGHT_CENTER, "alongside", font, colours.secondary);
        return;
    }
    let unit = ui.painter().text(right, Align2::RIGHT_CENTER, "min", font, colours.secondary);
    let from = unit.left_center() - vec2(4.0, 0.0);
    if at.active {
        let mut minutes = number;
        let rect = Rect::from_center_size(from - vec2(9.0, 0.0), vec2(26.0, 20.0));
        // A child of its own: the row has its room already.
        let child = egui::UiBuilder::new().max_rect(rect).id_salt(("minutes", step.number));
        let mut child = ui.new_child(child);
        quiet(&mut child, scene, at.selected);
        let value = DragValue::new(&mut minutes).range(MINUTES).speed(0.1);
        let response = child.add_sized(rect.size(), value.update_while_editing(false));
        let response = response.accessible_name(format!("Minutes of step {}", step.number));
        if minutes != number {
            out.edit(Edit::Minutes { step: step.number, minutes });
        }
        if response.clicked() && !at.selected {
            out.send(Action::Select(Some(step.number)));
        }
    } else {
        let bold = theme::semibold(theme::BODY);
        ui.painter().text(from, Align2::RIGHT_CENTER, number, bold, colours.ink);
    }
    if step.counted {
        pin_ui(ui, scene, step, middle, at, out);
    }
}

/// The number looks like text until it is pointed at.
fn quiet(ui: &mut Ui, scene: Scene<'_>, selected: bool) {
    let colours = scene.colours;
    let style = ui.style_mut();
    style.drag_value_text_style = egui::TextStyle::Button;
    style.text_styles.insert(egui::TextStyle::Button, theme::semibold(theme::BODY));
    style.spacing.button_padding = vec2(2.0, 1.0);
    style.spacing.interact_size.x = 20.0;
    let widgets = &mut style.visuals.widgets;
    if !selected {
        widgets.inactive.bg_stroke = Stroke::NONE;
        widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
    }
    widgets.hovered.weak_bg_fill = colours.panel;
    for look in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
        look.corner_radius = CornerRadius::same(4);
    }
}

/// The pin that holds the minutes.
fn pin_ui(ui: &Ui, scene: Scene<'_>, step: &Step, middle: f32, at: &At, out: &mut Outbox) {
    let held = scene.state.visit.work().held.contains(&step.number);
    if !at.active && !held {
        return;
    }
    let colours = scene.colours;
    let rect = Rect::from_center_size(pos2(at.columns.pin, middle), vec2(13.0, 20.0));
    let id = cell_id(step.number, StepField::Minutes).with("pin");
    let response = ui.interact(rect, id, sense(at));
    response.widget_info(|| {
        let name = format!("Hold the minutes of step {}", step.number);
        WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), held, name)
    });
    let hint = if held {
        "Held: “Fit to time” leaves these minutes as they are (H)"
    } else {
        "Hold these minutes when the rest is fitted to the time (H)"
    };
    let response = hint_above(response.on_hover_cursor(CursorIcon::PointingHand), hint);
    let colour = match (held, response.hovered() || response.has_focus()) {
        (true, _) => colours.accent,
        (false, true) => colours.ink,
        (false, false) => colours.secondary,
    };
    let icon = if held { icons::HELD } else { icons::HOLD };
    let font = FontId::new(12.0, icon.font_family());
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.codepoint, font, colour);
    if response.clicked() {
        out.plan(PlanAction::Hold(step.number));
    }
}
