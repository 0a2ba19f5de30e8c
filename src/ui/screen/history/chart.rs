//! Pain before and after each session: a dot before, a ring after, a thick line between them; a dashed line
//! for each course where the change becomes a real one.
//!
//! As many sessions as have room, the latest of them unless one goes back. The same numbers are said as text.

use eframe::egui::{
    Align, Align2, Color32, Layout, Pos2, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2b,
    WidgetInfo, pos2, vec2,
};
use egui_plot::{Line, LineStyle, MarkerShape, Plot, PlotPoint, PlotPoints, Points};

use super::segments::segments;
use super::timeline::box_ui;
use crate::app::action::Outbox;
use crate::app::history::{HistoryAction, HistoryView, PainOf};
use crate::app::past::SessionRow;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};
use crate::ui::widget::heading;

/// So many sessions are drawn at most.
const MOST: usize = 24;
/// Least room from one session to the next.
const STEP: f32 = 30.0;
/// Room between two courses, in sessions.
const COURSE: f64 = 0.6;
/// Room for the numbers at the left.
const NUMBERS: f32 = 24.0;
/// Room for the days, and for the letters of those that are compared.
const DAYS: f32 = 47.0;

pub fn chart_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, out: &mut Outbox) {
    let is_named = head_ui(ui, scene, view, out);
    let room = ui.available_rect_before_wrap();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few")]
    let fitting = ((room.width() - NUMBERS) / STEP).max(1.0) as usize;
    let drawn = view.drawn(fitting.min(MOST));
    let points = placed(&drawn);
    let plotted = room.with_min_x(room.left() + NUMBERS).with_max_y(room.bottom() - DAYS);
    let to = plot_ui(ui, scene, view, &points, plotted);
    if let Some(course) = courses(&points).last().filter(|_| !is_named) {
        line_name_ui(ui, scene.colours, view, course, &to);
    }
}

/// A session and where it stands, from the left.
struct Placed<'a> {
    row: &'a SessionRow,
    x: f64,
}

fn placed<'a>(drawn: &[&'a SessionRow]) -> Vec<Placed<'a>> {
    let mut x = 0.0;
    let mut before = None;
    let points = drawn.iter().map(|row| {
        if before.is_some_and(|course| course != row.course) {
            x += COURSE;
        }
        before = Some(row.course);
        let placed = Placed { row, x };
        x += 1.0;
        placed
    });
    points.collect()
}

/// The title, what the marks stand for, and which pain is drawn. Gives whether it says what a dashed line is.
fn head_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, out: &mut Outbox) -> bool {
    let colours = scene.colours;
    let moves = view.can_go(true) || view.can_go(false);
    let mut is_named = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let title = eframe::egui::RichText::new("Pain, before → after");
        heading(ui, title.font(theme::semibold(theme::TITLE)));
        is_named = ui.available_width() > if moves { 362.0 } else { 304.0 };
        if ui.available_width() > 260.0 {
            ui.add_space(4.0);
            key_ui(ui, colours, "before", |painter, at| {
                painter.circle_filled(at, 4.6, colours.ink);
            });
            key_ui(ui, colours, "after", |painter, at| {
                painter.circle(at, 4.0, colours.panel, Stroke::new(2.0, colours.accent));
            });
        }
        if is_named {
            key_ui(ui, colours, "real change", |painter, at| {
                let line = Stroke::new(1.5, colours.accent);
                for left in [-6.0, 2.0] {
                    painter.hline(at.x + left..=at.x + left + 4.5, at.y, line);
                }
            });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let labels = PainOf::ALL.map(PainOf::label);
            let on = PainOf::ALL.iter().position(|one| *one == view.pain).unwrap_or_default();
            let pressed = segments(ui, colours, "Pain", &labels, on);
            if let Some(pain) = pressed.and_then(|at| PainOf::ALL.get(at).copied()) {
                out.send(HistoryAction::Pain(pain).into());
            }
            ui.add_space(6.0);
            if !moves {
                return;
            }
            for (earlier, icon, name) in
                [(false, icons::FOLDED, "Later sessions"), (true, icons::BACK, "Earlier sessions")]
            {
                let button = eframe::egui::Button::new(icons::text(icon, 16.0));
                let button = button.frame_when_inactive(false).min_size(vec2(24.0, 24.0));
                let button = ui.add_enabled(view.can_go(earlier), button).accessible_name(name);
                if button.on_hover_text(name).clicked() {
                    out.send(HistoryAction::Earlier(earlier).into());
                }
            }
        });
    });
    ui.add_space(2.0);
    is_named
}

/// What a mark stands for.
fn key_ui(
    ui: &mut Ui,
    colours: &Colours,
    word: &str,
    paint: impl FnOnce(&eframe::egui::Painter, Pos2),
) {
    let (rect, _) = ui.allocate_exact_size(vec2(11.0, 16.0), Sense::hover());
    paint(ui.painter(), rect.center());
    ui.add_space(-3.0);
    ui.label(crate::ui::widget::secondary(colours, word));
}

/// Draws the chart; gives where its points lie on the screen.
fn plot_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    view: &HistoryView,
    points: &[Placed<'_>],
    place: Rect,
) -> impl Fn(f64, f64) -> Pos2 + use<> {
    let colours = scene.colours;
    let mut inside = ui.new_child(UiBuilder::new().max_rect(place));
    let last = points.last().map_or(0.0, |point| point.x);
    // A few sessions stand at the left rather than far apart.
    let right = last.max(5.0) + 0.55;
    let plot = Plot::new("pain")
        .width(place.width())
        .height(place.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .auto_bounds(Vec2b::FALSE)
        .set_margin_fraction(eframe::egui::Vec2::ZERO)
        .sense(Sense::hover());
    let response = plot.show(&mut inside, |plot| {
        plot.set_plot_bounds_x(-0.55..=right);
        plot.set_plot_bounds_y(-0.6..=11.2);
        for level in [0.0, 5.0, 10.0] {
            let ends = vec![[-0.55, level], [right, level]];
            let line = Line::new(format!("{level}"), PlotPoints::from(ends));
            plot.line(line.color(colours.line).width(1.0).allow_hover(false));
        }
        for (at, course) in courses(points).enumerate() {
            course_ui(plot, colours, view, course, at);
        }
    });
    let transform = response.transform;
    let to = move |x: f64, y: f64| transform.position_from_point(&PlotPoint::new(x, y));
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken(view.pain)));
    let told = told(view, points);
    ui.ctx().accesskit_node_builder(response.response.id, |node| node.set_description(told));
    for level in [0.0, 5.0, 10.0] {
        let at = pos2(place.left() - 8.0, to(0.0, level).y);
        let text = format!("{level}");
        let font = theme::regular(theme::SMALL);
        ui.painter().text(at, Align2::RIGHT_CENTER, text, font, colours.secondary);
    }
    let is_tight = to(1.0, 0.0).x - to(0.0, 0.0).x < 46.0;
    for point in points {
        numbers_ui(ui, colours, view.pain.of(point.row), point.x, &to);
        let middle = to(point.x, 0.0).x;
        let letter = view.letter(point.row.plan);
        day_ui(ui, colours, point.row, pos2(middle, place.bottom() + 3.0), letter, is_tight);
    }
    to
}

/// The sessions of one course after the other.
fn courses<'p, 'a>(points: &'p [Placed<'a>]) -> impl Iterator<Item = &'p [Placed<'a>]> {
    points.chunk_by(|a, b| a.row.course == b.row.course)
}

/// Pain at which the change of a course is a real one.
fn real_change(view: &HistoryView, course: &[Placed<'_>]) -> Option<u16> {
    let heading = view.sessions()?.courses.get(course.first()?.row.course)?;
    match view.pain {
        PainOf::Leg => heading.leg_line,
        PainOf::Back => heading.back_line,
    }
}

fn course_ui(
    plot: &mut egui_plot::PlotUi<'_>,
    colours: &Colours,
    view: &HistoryView,
    course: &[Placed<'_>],
    at: usize,
) {
    let (Some(first), Some(last)) = (course.first(), course.last()) else { return };
    if let Some(level) = real_change(view, course) {
        let level = f64::from(level);
        let ends = vec![[first.x - 0.3, level], [last.x + 0.3, level]];
        let line = Line::new(format!("real change {at}"), PlotPoints::from(ends));
        let line = line.color(colours.accent).width(1.2).style(LineStyle::Dashed { length: 4.0 });
        plot.line(line.allow_hover(false));
    }
    let score = |point: &Placed<'_>| view.pain.of(point.row);
    let before: Vec<[f64; 2]> =
        course.iter().map(|point| [point.x, f64::from(score(point).0)]).collect();
    let line = Line::new(format!("before {at}"), PlotPoints::from(before.clone()));
    plot.line(line.color(colours.control_line).width(1.2).allow_hover(false));
    let mut after: Vec<[f64; 2]> = Vec::new();
    for point in course {
        if let (before, Some(score)) = score(point) {
            let ends = vec![[point.x, f64::from(before)], [point.x, f64::from(score)]];
            let line = Line::new(format!("session {at} {}", point.x), PlotPoints::from(ends));
            plot.line(line.color(colours.accent).width(3.0).allow_hover(false));
            after.push([point.x, f64::from(score)]);
        }
    }
    let marks = |name: String, points: Vec<[f64; 2]>, colour: Color32, radius: f32| {
        let points = Points::new(name, PlotPoints::from(points)).shape(MarkerShape::Circle);
        points.filled(true).color(colour).radius(radius).allow_hover(false)
    };
    plot.points(marks(format!("dots {at}"), before, colours.ink, 5.0));
    plot.points(marks(format!("rings {at}"), after.clone(), colours.accent, 5.2));
    plot.points(marks(format!("holes {at}"), after, colours.panel, 3.0));
}

/// The scores beside their marks, on the ground of the card, so that no line runs through them.
fn numbers_ui(
    ui: &Ui,
    colours: &Colours,
    (before, after): (u16, Option<u16>),
    x: f64,
    to: &impl Fn(f64, f64) -> Pos2,
) {
    let number = |score: u16, anchor: Align2, at: Pos2, font, ink| {
        let galley = ui.painter().layout_no_wrap(score.to_string(), font, ink);
        let place = anchor.anchor_size(at, galley.size());
        ui.painter().rect_filled(place.shrink2(vec2(0.0, 2.0)), 0.0, colours.panel);
        ui.painter().galley(place.min, galley, ink);
    };
    let at = to(x, f64::from(before));
    // Under its dot where pain rose, so that the thick line doesn't run through it.
    let rose = after.is_some_and(|after| after > before);
    let (up, anchor) = if rose { (7.0, Align2::CENTER_TOP) } else { (-7.0, Align2::CENTER_BOTTOM) };
    number(before, anchor, at + vec2(0.0, up), theme::semibold(12.0), colours.ink);
    if let Some(after) = after {
        let at = to(x, f64::from(after)) + vec2(9.0, 0.0);
        number(after, Align2::LEFT_CENTER, at, theme::regular(12.0), colours.accent);
    }
}

/// The day under a session, with the letter of one that is compared.
fn day_ui(
    ui: &Ui,
    colours: &Colours,
    row: &SessionRow,
    at: Pos2,
    letter: Option<&'static str>,
    is_tight: bool,
) {
    let font = match letter {
        Some(_) => theme::semibold(theme::SMALL),
        None => theme::regular(theme::SMALL),
    };
    let ink = if letter.is_some() { colours.ink } else { colours.secondary };
    let day = row.day.short();
    let (number, month) = day.split_once(' ').unwrap_or((&day, ""));
    // Where sessions stand close, the month goes under the day.
    if is_tight {
        let below = at + vec2(0.0, 13.0);
        ui.painter().text(at, Align2::CENTER_TOP, number, font.clone(), ink);
        ui.painter().text(below, Align2::CENTER_TOP, month, font, ink);
    } else {
        ui.painter().text(at, Align2::CENTER_TOP, &day, font, ink);
    }
    if let Some(letter) = letter {
        let down = if is_tight { 37.0 } else { 26.0 };
        let place = Rect::from_center_size(at + vec2(0.0, down), vec2(16.0, 14.0));
        box_ui(ui, colours, place, Some(letter), false);
    }
}

/// What the dashed line of a course means, between two sessions whose marks leave it room.
fn line_name_ui(
    ui: &Ui,
    colours: &Colours,
    view: &HistoryView,
    course: &[Placed<'_>],
    to: &impl Fn(f64, f64) -> Pos2,
) {
    let Some(level) = real_change(view, course).map(f64::from) else { return };
    let font = theme::semibold(theme::SMALL);
    let words = "real change";
    let wide = crate::ui::widget::text_width(ui, words, font.clone());
    if wide > to(1.0, 0.0).x - to(0.0, 0.0).x + 16.0 {
        return;
    }
    // How far the marks of two sessions, and the line between them, are from words in this height.
    let room = |a: &Placed<'_>, b: &Placed<'_>, height: f64| {
        let (one, other) = (view.pain.of(a.row), view.pain.of(b.row));
        let middle = f64::midpoint(f64::from(one.0), f64::from(other.0));
        let marks = [Some(one.0), one.1, Some(other.0), other.1];
        let marks = marks.into_iter().flatten().map(f64::from).chain([middle]);
        marks.map(|mark| (mark - height).abs()).fold(f64::INFINITY, f64::min)
    };
    let mut best: Option<(f64, f64, f64)> = None;
    for pair in course.windows(2) {
        let [a, b] = pair else { continue };
        for height in [level - 0.75, level + 0.75] {
            let free = room(a, b, height);
            if free > 1.0 && best.is_none_or(|(most, ..)| free > most) {
                best = Some((free, f64::midpoint(a.x, b.x), height));
            }
        }
    }
    let Some((_, x, height)) = best else { return };
    ui.painter().text(to(x, height), Align2::CENTER_CENTER, words, font, colours.accent);
}

fn spoken(pain: PainOf) -> String {
    format!("{} pain before and after each session", pain.label())
}

/// The numbers of the chart as text.
fn told(view: &HistoryView, points: &[Placed<'_>]) -> String {
    let sentences = courses(points).map(|course| {
        let sessions = course.iter().map(|point| {
            let day = point.row.day.long();
            match view.pain.of(point.row) {
                (before, Some(after)) => format!("{day}: {before}, after it {after}"),
                (before, None) => format!("{day}: {before}"),
            }
        });
        let sessions: Vec<String> = sessions.collect();
        let line = real_change(view, course);
        let line = line.map(|level| format!(" Real change from {level} down."));
        format!("{}.{}", sessions.join("; "), line.unwrap_or_default())
    });
    sentences.collect::<Vec<_>>().join(" ")
}
