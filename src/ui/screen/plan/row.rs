//! One step of the plan as a row: number, what and how, instruction, position, pressure, minutes,
//! caution mark. Calm until it is pointed at or chosen; then its parts can be pressed.
//!
//! What its parts offer stands in `cells`, what unfolds under a chosen row in `detail`.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, EventFilter, FontId, Id, Painter, Pos2, Rect, Response,
    Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{cells, detail, findings, menu, titles};
use crate::app::action::{Action, Outbox};
use crate::app::editing::PlanFocus;
use crate::app::words;
use crate::model::{CautionNote, Plan, Severity, Step};
use crate::planner::Level;
use crate::ui::scene::Scene;
use crate::ui::theme::Colours;
use crate::ui::{icons, theme};

/// How high a row is that has one line for its title and one for its instructions.
const HEIGHT: f32 = 42.0;

/// Where the parts of a row stand.
#[derive(Clone, Copy)]
pub struct Columns {
    /// The left edge of the words.
    pub text: f32,
    /// The room that the words have.
    pub width: f32,
    /// The left edge of the position.
    pub position: f32,
    /// The left edge of the dots.
    pub dots: f32,
    /// The left edge of the minutes.
    pub minutes: f32,
    /// The middle of the pin.
    pub pin: f32,
    /// The middle of the mark.
    pub mark: f32,
    /// Whether position and dots stand one above the other.
    pub stacked: bool,
    /// Whether they stand in a line of their own below the words, where there is least room.
    pub below: bool,
}

impl Columns {
    fn of(rect: Rect) -> Self {
        let below = rect.width() < 480.0;
        let stacked = rect.width() < 680.0 && !below;
        let right = |from: f32| rect.right() - from;
        let text = rect.left() + 56.0;
        let minutes = right(98.0);
        if below {
            let width = (minutes - text - 14.0).max(80.0);
            let (pin, mark) = (right(40.0), right(16.0));
            let (position, dots) = (text, text + 122.0);
            return Self { text, width, position, dots, minutes, pin, mark, stacked, below };
        }
        let position = if stacked { right(212.0) } else { right(324.0) };
        Self {
            text,
            width: (position - text - 10.0).max(80.0),
            position,
            dots: if stacked { position } else { right(196.0) },
            minutes,
            pin: right(40.0),
            mark: right(16.0),
            stacked,
            below,
        }
    }
}

/// A row as it stands in this frame.
pub struct Shown {
    /// All of it.
    pub rect: Rect,
    /// What moves the step when it is dragged.
    pub handle: Response,
    /// Whether the pointer is on it.
    pub hovered: bool,
    /// Whether it has the focus.
    pub focused: bool,
}

/// The id of a row, which tells whether it has the focus.
pub fn row_id(step: usize) -> Id {
    Id::unique(("plan-row", step))
}

pub fn row_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, step: &Step, out: &mut Outbox) -> Shown {
    let selected = scene.state.visit.selected == Some(step.number);
    let written = match &scene.state.visit.editing.written {
        Some((number, text)) if selected && *number == step.number => Some(text),
        Some(_) | None => None,
    };
    let ground = ui.painter().add(Shape::Noop);
    let corner = ui.cursor().min;
    let columns = Columns::of(Rect::from_min_size(corner, vec2(ui.available_width(), HEIGHT)));
    // A chosen row has room for all of its words, under everything else.
    let full = corner.x + ui.available_width() - 12.0 - columns.text;
    let titles::Lines { title, body, spans } =
        titles::lines(ui, scene, step, &columns, selected.then_some(full));
    let under = body.size().y + 1.0;
    // Position and dots, one above the other, need as much as two lines.
    let boxes = if columns.stacked && step.pressure.is_some() { 36.0 } else { 0.0 };
    let tall = if selected { title.size().y.max(boxes) } else { title.size().y };
    // The line of their own, which boxes make higher.
    let third = match (columns.below, selected) {
        (true, true) => 26.0,
        (true, false) => 18.0,
        (false, _) => 0.0,
    };
    let height = if selected {
        tall + third + 14.0 + if written.is_some() { 0.0 } else { under }
    } else {
        (tall + under + third + 8.0).max(HEIGHT)
    };
    let (_, head) = ui.allocate_space(vec2(ui.available_width(), height));
    let row = ui.interact(head, row_id(step.number), Sense::click());
    row.widget_info(|| {
        let name = words::spoken(step, scene.knowledge);
        WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name)
    });
    let row = row.on_hover_cursor(egui::CursorIcon::PointingHand);
    // No tooltip over what is to be read or filled in under the title.
    let found =
        scene.state.visit.standing().findings.iter().any(|one| one.step == Some(step.number));
    let row = if selected || found { row } else { row.on_hover_text(step.instructions.as_str()) };
    keep_focus(ui, scene, &row, step.number, selected);
    let active = selected || row.contains_pointer() || row.has_focus();
    let (top, middle) = if selected {
        let middle = head.top() + 7.0 + tall / 2.0;
        (middle - title.size().y / 2.0, middle)
    } else {
        (head.center().y - (tall + under + third) / 2.0, head.center().y)
    };
    let from = pos2(columns.text, top);
    let apart = if selected { 5.0 } else { 1.0 };
    let under_title = if selected { middle + tall / 2.0 + third } else { top + tall };
    let third = under_title + if selected { -third / 2.0 } else { under + third / 2.0 };
    let below = pos2(columns.text, under_title + apart);
    let mut before = plan.steps.iter().filter(|other| other.number + 1 == step.number);
    let repeats = before.any(|other| other.position == step.position);
    let at = cells::At { selected, active, repeats, columns, third };

    let handle = handle(ui, scene, step, pos2(head.left() + 8.0, middle), active);
    number(ui.painter(), scene, step, pos2(head.left() + 36.0, middle));
    for span in &spans {
        let corner = if span.in_body { below } else { from };
        let rect = span.rect.translate(corner.to_vec2());
        cells::list_ui(ui, scene, step, span.field, rect, &at, out);
    }
    ui.painter().galley(from, title, scene.colours.ink);
    if let Some(text) = written {
        detail::write_ui(ui, scene, step, columns, text, out);
    } else {
        if selected {
            detail::words_ui(ui, step, Rect::from_min_size(below, body.size()), scene, out);
        }
        ui.painter().galley(below, body, scene.colours.secondary);
    }
    cells::position_ui(ui, scene, step, middle, &at, out);
    cells::pressure_ui(ui, scene, step, middle, &at, out);
    cells::minutes_ui(ui, scene, step, middle, &at, out);
    let marks = RowMarks::of(scene, plan, step);
    mark(ui, scene, &marks, pos2(columns.mark, middle));
    press(ui, &row, step, selected, out);
    menu::context_ui(scene, plan, step, &row, out);
    if selected {
        detail::links_ui(ui, scene, plan, step, columns, out);
    }
    findings::of_step_ui(ui, scene, step.number, columns.text - head.left(), out);
    let rect = head.with_max_y(ui.min_rect().bottom().max(head.bottom()));
    let focused = row.has_focus();
    let behind = paint_ground(scene, step, rect, &marks, &at, focused);
    ui.painter().set(ground, behind);
    if scene.state.visit.editing.touched.contains(&step.number) {
        ui.scroll_to_rect(rect, None);
    }
    Shown { rect, handle, hovered: row.contains_pointer(), focused }
}

/// The focus comes with the choice, and arrow keys are the plan's as long as a row has it.
fn keep_focus(ui: &Ui, scene: Scene<'_>, row: &Response, number: usize, selected: bool) {
    let here = match scene.state.visit.editing.focus {
        Some(PlanFocus::Row) => selected,
        Some(PlanFocus::First) => scene.state.visit.selected.unwrap_or(1) == number,
        Some(PlanFocus::Quick | PlanFocus::Below | PlanFocus::Findings) | None => false,
    };
    if here {
        row.request_focus();
        row.scroll_to_me(None);
    }
    if row.has_focus() {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, arrows));
    }
}

/// The pointer chooses a row and folds it again; Enter goes into a row that is chosen.
fn press(ui: &Ui, row: &Response, step: &Step, selected: bool, out: &mut Outbox) {
    if !row.clicked() {
        return;
    }
    let by_key = ui
        .input(|input| input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Space));
    match (selected, by_key) {
        (false, _) => {
            row.request_focus();
            out.send(Action::Select(Some(step.number)));
        }
        (true, true) => {
            let first = cells::first(step);
            ui.memory_mut(|memory| memory.request_focus(cells::cell_id(step.number, first)));
        }
        (true, false) => out.send(Action::Select(None)),
    }
}

/// The handle, for the pointer; keys move a step without it.
fn handle(ui: &Ui, scene: Scene<'_>, step: &Step, centre: Pos2, active: bool) -> Response {
    let rect = Rect::from_center_size(centre, vec2(18.0, 30.0));
    let id = Id::unique(("plan-handle", step.number));
    let response = ui.interact(rect, id, Sense::DRAG);
    response.widget_info(|| {
        let name = format!("Move step {}", step.number);
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
    });
    let lit = active || response.dragged();
    let colour = if lit { scene.colours.ink } else { scene.colours.secondary };
    let font = FontId::new(15.0, icons::DRAG.font_family());
    let centre_at = Align2::CENTER_CENTER;
    ui.painter().text(centre, centre_at, icons::DRAG.codepoint, font, colour);
    response.on_hover_cursor(egui::CursorIcon::Grab)
}

fn number(painter: &Painter, scene: Scene<'_>, step: &Step, centre: Pos2) {
    let colour = Colours::phase(step.phase);
    // What runs beside another step has no minutes of its own, and only an outline.
    let ink = if step.counted {
        painter.circle_filled(centre, 10.5, colour);
        scene.colours.digit_on(step.phase)
    } else {
        painter.circle_stroke(centre, 10.0, Stroke::new(1.5, colour));
        scene.colours.ink
    };
    let font = theme::semibold(theme::SMALL - 0.5);
    painter.text(centre, Align2::CENTER_CENTER, step.number, font, ink);
}

/// What a row shows besides its step.
struct RowMarks {
    /// The gravest of its cautions that most other steps don't share.
    severity: Option<Severity>,
    /// The gravest of what the check found in it and nobody has answered.
    level: Option<Level>,
}

impl RowMarks {
    fn of(scene: Scene<'_>, plan: &Plan, step: &Step) -> Self {
        let worked = plan.steps.iter().filter(|step| step.phase.is_hands_on()).count();
        let cautions = plan.cautions.iter();
        // What holds for nearly every step stands in the column, and lights up there.
        let is_own = |caution: &&CautionNote| {
            step.cautions.contains(&caution.id) && caution.steps.len() * 2 <= worked
        };
        let here = cautions.filter(is_own);
        let standing = scene.state.visit.standing();
        let found = standing.findings.iter().enumerate();
        let open = found.filter(|(at, finding)| {
            finding.step == Some(step.number) && standing.answer(*at).is_none()
        });
        Self {
            severity: here.map(|caution| caution.severity).max(),
            level: open.map(|(_, finding)| finding.level).min(),
        }
    }
}

fn mark(ui: &Ui, scene: Scene<'_>, marks: &RowMarks, centre: Pos2) {
    let colours = scene.colours;
    let severity = match marks.level {
        Some(Level::Conflict) => Some(Severity::Stop),
        Some(Level::Warning) => marks.severity.max(Some(Severity::Warn)),
        None => marks.severity.filter(|severity| *severity > Severity::Note),
    };
    let Some(severity) = severity else { return };
    // A limit that holds and one that is broken differ by shape too.
    let icon = match marks.level {
        Some(level @ Level::Conflict) => icons::level(level),
        Some(Level::Warning) | None => icons::severity(severity),
    };
    let font = FontId::new(15.0, icon.font_family());
    let colour = colours.severity(severity);
    ui.painter().text(centre, Align2::CENTER_CENTER, icon.codepoint, font, colour);
}

/// What lies under a row; the line below it is drawn at once.
fn paint_ground(
    scene: Scene<'_>,
    step: &Step,
    rect: Rect,
    marks: &RowMarks,
    at: &cells::At,
    focused: bool,
) -> Shape {
    let colours = scene.colours;
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    let lit = scene.state.visit.highlight.steps.contains(&step.number);
    let fill = match (at.selected || lit, at.active) {
        (true, _) => colours.accent_ground,
        (false, true) => colours.window,
        (false, false) => Color32::TRANSPARENT,
    };
    let inner = rect.shrink2(vec2(0.0, 0.5));
    let mut shapes = vec![
        Shape::hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colours.line)),
        Shape::rect_filled(inner, radius, fill),
    ];
    // Where the focus is, the ring says that stands around everything that has it.
    if marks.level == Some(Level::Conflict) && !focused {
        let line = Stroke::new(1.5, colours.stop);
        shapes.push(Shape::rect_stroke(inner, radius, line, StrokeKind::Inside));
    }
    Shape::Vec(shapes)
}
