//! One step of the plan as a row: number, what and how, cue, position, pressure, minutes, caution
//! mark. Calm until it is pointed at or chosen; then its parts can be pressed, where they stand.
//!
//! What its parts offer stands in `cells`, what unfolds under a chosen row in `detail`.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, EventFilter, FontId, Id, Painter, Pos2, Rect, Response,
    Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::cells::PositionCell;
use super::titles::{self, SaidPosition};
use super::{cells, detail, findings, menu};
use crate::app::action::{Action, Outbox};
use crate::app::editing::PlanFocus;
use crate::app::words;
use crate::model::{Plan, Severity, Step};
use crate::planner::Level;
use crate::ui::scene::Scene;
use crate::ui::theme::Colours;
use crate::ui::widget::hint_above;
use crate::ui::{icons, theme};

/// Where the parts of a row stand.
#[derive(Clone, Copy)]
pub struct Columns {
    /// The left edge of the words.
    pub text: f32,
    /// The room that the words have.
    pub width: f32,
    /// The left edge of the position; none where it stands between the rows.
    pub position: Option<f32>,
    /// The left edge of the dots, which stand under the minutes where the position has no column.
    pub dots: f32,
    /// The right edge of the minutes.
    pub minutes: f32,
    /// The middle of the pin.
    pub pin: f32,
    /// The middle of the mark.
    pub mark: f32,
}

/// Rows that are narrower have no column for the position.
const WITH_POSITION: f32 = 560.0;

impl Columns {
    /// For a row that lies here.
    pub fn of(rect: Rect) -> Self {
        let right = |from: f32| rect.right() - from;
        let text = rect.left() + 43.0;
        let wide = rect.width() >= WITH_POSITION;
        let position = wide.then(|| right(254.0));
        let end = position.map_or(right(112.0), |position| position - 11.0);
        Self {
            text,
            width: (end - text).max(80.0),
            position,
            dots: if wide { right(157.0) } else { right(103.0) },
            minutes: right(38.0),
            pin: right(31.0),
            mark: right(14.0),
        }
    }
}

/// What a row is told about its place among the others.
#[derive(Clone, Copy)]
pub struct Given {
    /// How high it is where its words have two lines.
    pub high: f32,
    /// Where its position is said.
    pub said: SaidPosition,
}

/// How far a line of words reaches.
#[derive(Clone, Copy)]
pub struct Reached {
    /// Its right edge.
    pub right: f32,
    /// Its lower edge.
    pub bottom: f32,
}

/// A row as it stands in this frame.
pub struct Shown {
    /// All of it.
    pub rect: Rect,
    /// Its part that is there whether it is chosen or not.
    pub head: Rect,
    /// How far its lines reach.
    pub lines: [Reached; 2],
    /// Where a line beside it stands that joins rows of one position; none without a column for it.
    pub beside: Option<f32>,
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

pub fn row_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    step: &Step,
    given: Given,
    out: &mut Outbox,
) -> Shown {
    let selected = scene.state.visit.selected == Some(step.number);
    let ground = ui.painter().add(Shape::Noop);
    let columns = Columns::of(ui.available_rect_before_wrap());
    let titles::Lines { title, body, spans } = titles::lines(ui, scene, step, &columns, given.said);
    let height = (title.size().y + body.size().y + 2.0).max(given.high);
    let (_, head) = ui.allocate_space(vec2(ui.available_width(), height));
    let row = ui.interact(head, row_id(step.number), Sense::click());
    row.widget_info(|| {
        let name = words::spoken(step, scene.knowledge);
        WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name)
    });
    ui.ctx().accesskit_node_builder(row.id, |node| {
        node.set_description(words::cautions(step, plan, scene.knowledge));
    });
    let row = row.on_hover_cursor(egui::CursorIcon::PointingHand);
    // No tooltip over what is to be read or filled in under the title.
    let found =
        scene.state.visit.standing().findings.iter().any(|one| one.step == Some(step.number));
    let row = if selected || found { row } else { hint_above(row, step.instructions.as_str()) };
    keep_focus(ui, scene, &row, step.number, selected);
    let active = selected || row.contains_pointer() || row.has_focus();
    let middle = head.center().y;
    let from = pos2(columns.text, middle - f32::midpoint(title.size().y, body.size().y));
    let below = from + vec2(0.0, title.size().y);
    let lines = [(from, title.size()), (below, body.size())]
        .map(|(at, size)| Reached { right: at.x + size.x, bottom: at.y + size.y });
    let words = lines.iter().map(|line| line.right).fold(columns.text, f32::max);
    let position = match columns.position {
        Some(left) if words > left - 8.0 => PositionCell::Below,
        Some(_) if given.said == SaidPosition::Before => PositionCell::Repeated,
        Some(_) => PositionCell::Said,
        None => PositionCell::Below,
    };
    let at = cells::At { selected, active, position, columns, middle };

    let handle = handle(ui, scene, step, pos2(head.left() + 6.0, middle), active);
    number(ui.painter(), scene, step, pos2(head.left() + 24.0, middle));
    for span in &spans {
        let rect = span.rect.translate(from.to_vec2());
        cells::list_ui(ui, scene, step, span.field, rect, &at, out);
    }
    ui.painter().galley(from, title, scene.colours.ink);
    ui.painter().galley(below, body, scene.colours.ink);
    cells::position_ui(ui, scene, step, &at, out);
    cells::pressure_ui(ui, scene, step, &at, out);
    cells::minutes_ui(ui, scene, step, &at, out);
    let marks = RowMarks::of(scene, plan, step);
    mark(ui, scene, &marks, pos2(columns.mark, middle));
    press(ui, &row, step, selected, out);
    menu::context_ui(scene, plan, step, &row, out);
    if selected {
        detail::detail_ui(ui, scene, plan, step, &at, out);
    }
    findings::of_step_ui(ui, scene, step.number, columns.text - head.left(), out);
    let rect = head.with_max_y(ui.min_rect().bottom().max(head.bottom()));
    let focused = row.has_focus();
    let behind = paint_ground(scene, step, rect, &marks, &at, focused);
    ui.painter().set(ground, behind);
    if scene.state.visit.editing.touched.contains(&step.number) {
        ui.scroll_to_rect(rect, None);
    }
    let beside = columns.position.map(|position| position - 9.0);
    let hovered = row.contains_pointer();
    Shown { rect, head, lines, beside, handle, hovered, focused }
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
    let rect = Rect::from_center_size(centre, vec2(14.0, 30.0));
    let id = Id::unique(("plan-handle", step.number));
    let response = ui.interact(rect, id, Sense::DRAG);
    response.widget_info(|| {
        let name = format!("Move step {}", step.number);
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
    });
    if active || response.dragged() {
        let font = FontId::new(14.0, icons::DRAG.font_family());
        let (at, icon) = (Align2::CENTER_CENTER, icons::DRAG.codepoint);
        ui.painter().text(centre, at, icon, font, scene.colours.secondary);
    }
    response.on_hover_cursor(egui::CursorIcon::Grab)
}

fn number(painter: &Painter, scene: Scene<'_>, step: &Step, centre: Pos2) {
    let colour = Colours::phase(step.phase);
    // What runs beside another step has no minutes of its own, and only an outline.
    let ink = if step.counted {
        painter.circle_filled(centre, 10.5, colour);
        scene.colours.digit_on(step.phase)
    } else {
        painter.circle(centre, 10.0, scene.colours.panel, Stroke::new(2.0, colour));
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
        let here = words::own_cautions(step, plan);
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
