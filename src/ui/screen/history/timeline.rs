//! The timeline: courses and their sessions, the latest first. A press on a session ticks it.
//!
//! Only what is in sight is laid out, and a row beyond both ends, so that Tab goes on: a client may have
//! hundreds of sessions.

use eframe::egui::{
    Align, Align2, Button, Color32, CornerRadius, CursorIcon, Layout, Rect, Response, RichText,
    Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, text::LayoutJob,
    text::TextFormat, vec2,
};

use super::filters::{filters_ui, nothing_found};
use super::said;
use crate::app::action::Outbox;
use crate::app::command::Command;
use crate::app::history::{HistoryAction, HistoryView, Line, PainOf};
use crate::app::past::{CourseHeading, SessionKind, SessionRow, Sessions};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};
use crate::ui::widget::{NameGalley, call_heading, secondary, text_width};

/// Height of the heading of a course.
const HEADING: f32 = 38.0;
/// Height of a session.
const ROW: f32 = 50.0;
/// Height of the line at the bottom.
const FOOT: f32 = 32.0;
/// The box to tick.
const BOX: f32 = 20.0;
/// Where words begin.
const INDENT: f32 = 34.0;

pub fn timeline_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, out: &mut Outbox) {
    let Some(sessions) = view.sessions() else { return };
    filters_ui(ui, scene, view, sessions, out);
    let rest = ui.available_rect_before_wrap();
    let last_line = rest.with_min_y(rest.bottom() - FOOT);
    let list = rest.with_max_y(last_line.top()).with_min_y(rest.top() + 2.0);
    if view.lines.is_empty() {
        let text = nothing_found(view, sessions);
        let font = theme::regular(theme::BODY);
        let place = list.center_top() + vec2(0.0, 40.0);
        let ink = scene.colours.secondary;
        let shown = ui.painter().text(place, Align2::CENTER_CENTER, &text, font, ink);
        said(ui, shown, "nothing found", &text);
    } else {
        list_ui(ui, scene, view, sessions, list, out);
    }
    foot_ui(ui, scene, view, last_line, out);
}

fn list_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    view: &HistoryView,
    sessions: &Sessions,
    list: Rect,
    out: &mut Outbox,
) {
    let mut inside = ui.new_child(UiBuilder::new().max_rect(list));
    inside.shrink_clip_rect(list);
    let height: f32 = view.lines.iter().map(height).sum();
    let client = scene.state.practice.open().and_then(|open| open.chosen);
    let area = ScrollArea::vertical()
        .id_salt(("timeline", client.map(|id| id.to_string())))
        .auto_shrink(false);
    area.show_viewport(&mut inside, |ui, viewport| {
        ui.set_height(height);
        let (left, top) = (ui.min_rect().left(), ui.min_rect().top());
        let width = ui.available_width();
        let near = viewport.y_range().expand(ROW + 4.0);
        let mut y = 0.0;
        for (at, line) in view.lines.iter().enumerate() {
            let place = Rect::from_min_size(pos2(left, top + y), vec2(width, height_of(*line)));
            y += height_of(*line);
            if y < near.min || y - height_of(*line) > near.max {
                continue;
            }
            match line {
                Line::Course(course) => {
                    if let Some(course) = sessions.courses.get(*course) {
                        heading_ui(ui, scene.colours, course, place, at);
                    }
                }
                Line::Session(session) => {
                    if let Some(row) = sessions.rows.get(*session) {
                        row_ui(ui, scene, view, row, place, out);
                    }
                }
            }
        }
    });
}

fn height(line: &Line) -> f32 {
    height_of(*line)
}

fn height_of(line: Line) -> f32 {
    match line {
        Line::Course(_) => HEADING,
        Line::Session(_) => ROW,
    }
}

/// What a tick does, and the end of the course.
fn foot_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, foot: Rect, out: &mut Outbox) {
    let text = match view.ticked.len() {
        2 => "Another tick replaces the older one",
        1 => "Tick one more session to compare them",
        _ => "Tick two sessions to compare them",
    };
    let mut inside = ui.new_child(UiBuilder::new().max_rect(foot.shrink2(vec2(6.0, 5.0))));
    inside.horizontal(|ui| {
        ui.label(secondary(scene.colours, text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let command = Command::Discharge;
            let enabled = command.enabled(scene.state);
            let words = RichText::new(command.row().text).font(theme::semibold(theme::SMALL));
            let words = if enabled.is_ok() { words.color(scene.colours.accent) } else { words };
            let button = ui.add_enabled(enabled.is_ok(), Button::new(words).frame(false));
            let button = button.on_hover_text(command.row().tip);
            let button = button.on_disabled_hover_text(enabled.err().unwrap_or_default());
            if button.clicked() {
                out.send(command.action(scene.state));
            }
        });
    });
}

fn heading_ui(ui: &mut Ui, colours: &Colours, course: &CourseHeading, place: Rect, at: usize) {
    let mut job = LayoutJob::default();
    let bold = TextFormat::simple(theme::semibold(theme::BODY), colours.ink);
    job.append(&course.title, 0.0, bold);
    let plain = TextFormat::simple(theme::regular(theme::SMALL), colours.secondary);
    job.append(&course.about, 8.0, plain);
    let id = ui.scope_id().with(("course", at));
    let response = ui.interact(place, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &course.title));
    call_heading(&response, format!("{}, {}", course.title, course.about));
    job.wrap.max_rows = 1;
    job.wrap.max_width = place.width() - 4.0;
    let galley = ui.painter().layout_job(job);
    let down = place.bottom() - galley.size().y - 4.0;
    ui.painter().galley(pos2(place.left(), down), galley, colours.ink);
}

/// What a session says to those who don't see it.
fn name(row: &SessionRow, pain: PainOf) -> String {
    let (before, after) = pain.of(row);
    let scores = match after {
        Some(after) => format!("{before} → {after}"),
        None => before.to_string(),
    };
    let SessionRow { about, said, .. } = row;
    format!("{}, {about}: {said}. {} pain {scores}", row.day.long(), pain.label())
}

fn row_ui(
    ui: &Ui,
    scene: Scene<'_>,
    view: &HistoryView,
    row: &SessionRow,
    place: Rect,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    let letter = view.letter(row.plan);
    let id = ui.scope_id().with(("session", row.plan.to_string()));
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| {
        let name = name(row, view.pain);
        WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), letter.is_some(), name)
    });
    if response.gained_focus() {
        ui.scroll_to_rect(place, None);
    }
    let lit = response.hovered() || response.has_focus();
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    if letter.is_some() {
        let line = Stroke::new(1.0, colours.line);
        ui.painter().rect(place, radius, colours.panel, line, StrokeKind::Inside);
    } else if lit {
        ui.painter().rect_filled(place, radius, colours.panel);
    }
    line_and_dot(ui, colours, row.kind, place);
    let ticked = Rect::from_center_size(
        pos2(place.right() - 12.0 - BOX / 2.0, place.center().y),
        vec2(BOX, BOX),
    );
    box_ui(ui, colours, ticked, letter, lit);
    let scores = ticked.left() - 8.0;
    let begins = scores_ui(ui, colours, view.pain.of(row), pos2(scores, place.center().y));
    let left = place.left() + INDENT;
    let room = begins - 10.0 - left;
    let bold = theme::semibold(theme::BODY);
    let day = row.day.short();
    let wide = text_width(ui, &day, bold.clone());
    let top = place.top() + 7.0;
    ui.painter().text(pos2(left, top), Align2::LEFT_TOP, &day, bold, colours.ink);
    let beside = left + wide + 7.0;
    let about = line(ui, &row.about, room - wide - 7.0, colours.secondary);
    about.paint(ui.painter(), pos2(beside, top + 2.0), colours.secondary);
    let words = line(ui, &row.said, room, colours.secondary);
    let cut = words.cut;
    words.paint(ui.painter(), pos2(left, place.top() + 26.0), colours.secondary);
    let response = tell(response, cut, &row.said);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        out.send(HistoryAction::Tick(row.plan).into());
    }
}

/// One line of secondary text, at most this wide.
fn line(ui: &Ui, text: &str, width: f32, ink: Color32) -> NameGalley {
    NameGalley::of(ui.painter(), text, &theme::regular(theme::SMALL), ink, width.max(0.0))
}

/// What has no room is told on demand.
fn tell(response: Response, cut: bool, text: &str) -> Response {
    if cut { response.on_hover_text(text) } else { response }
}

/// The line that holds a course together, and whether the session took place, by shape.
fn line_and_dot(ui: &Ui, colours: &Colours, kind: SessionKind, place: Rect) {
    let middle = pos2(place.left() + 16.0, place.top() + 17.0);
    let painter = ui.painter();
    painter.vline(middle.x, place.y_range(), Stroke::new(2.0, colours.dot));
    match kind {
        SessionKind::Closed => {
            painter.circle_filled(middle, 5.5, colours.accent);
        }
        SessionKind::Open => {
            painter.circle(middle, 5.0, colours.panel, Stroke::new(2.0, colours.accent));
        }
        SessionKind::Withheld => {
            let bar = Rect::from_center_size(middle, vec2(12.0, 12.0));
            let line = Stroke::new(2.0, colours.care);
            painter.rect(bar, CornerRadius::same(2), colours.panel, line, StrokeKind::Inside);
            painter.hline(bar.shrink(3.5).x_range(), middle.y, line);
        }
    }
}

/// The box to tick; the letter of a session that is compared.
pub(super) fn box_ui(
    ui: &Ui,
    colours: &Colours,
    place: Rect,
    letter: Option<&'static str>,
    lit: bool,
) {
    let radius = CornerRadius::same(5);
    let Some(letter) = letter else {
        let ink = if lit { colours.accent } else { colours.control_line };
        let line = Stroke::new(1.4, ink);
        ui.painter().rect(place, radius, Color32::TRANSPARENT, line, StrokeKind::Inside);
        return;
    };
    ui.painter().rect_filled(place, radius, colours.accent);
    let font = theme::semibold(theme::SMALL);
    let ink = colours.on_accent;
    ui.painter().text(place.center(), Align2::CENTER_CENTER, letter, font, ink);
}

/// “5 → 3”, with what followed in bold, up to the right; gives where it begins.
fn scores_ui(
    ui: &Ui,
    colours: &Colours,
    (before, after): (u16, Option<u16>),
    right: eframe::egui::Pos2,
) -> f32 {
    let mut job = LayoutJob::default();
    let plain = TextFormat::simple(theme::regular(theme::BODY), colours.ink);
    let bold = TextFormat::simple(theme::semibold(theme::BODY), colours.ink);
    match after {
        Some(after) => {
            job.append(&format!("{before} → "), 0.0, plain);
            job.append(&after.to_string(), 0.0, bold);
        }
        None => job.append(&before.to_string(), 0.0, plain),
    }
    let galley = ui.painter().layout_job(job);
    let at = right - vec2(galley.size().x, galley.size().y / 2.0);
    ui.painter().galley(at, galley, colours.ink);
    at.x
}
