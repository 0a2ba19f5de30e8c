//! Pain of leg and back before each session, and under it how far down it reached, with the line of a real
//! change and an empty column for today. The same is there in words.

use eframe::egui::{
    Align2, Color32, Label, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};
use egui_plot::{HLine, Line, LineStyle, MarkerShape, Plot, PlotPoints, PlotUi, Points};

use super::{card_ui, title_ui};
use crate::app::past::{Chart, ChartPoint};
use crate::model::FurthestPoint;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::secondary;

/// How high the chart is, at least and at most.
const HIGH: (f32, f32) = (268.0, 400.0);
/// Room of the words at the left, and of the days below.
const LEFT: f32 = 58.0;
const BELOW: f32 = 20.0;
/// Where the lines of reach begin below those of pain, and how far apart they are, in points of pain.
const REACH: f64 = -1.7;
const STEP: f64 = 1.2;
/// Above and below what is drawn.
const ABOVE: f64 = 0.7;
const UNDER: f64 = 0.8;
/// Room before the first session and behind the column of today, in sessions.
const BEFORE: f64 = 0.2;
const BEHIND: f64 = 0.34;
/// As many days can be read beside each other.
const DAYS: usize = 6;

/// The card, with a chart of about this height.
pub(super) fn chart_ui(ui: &mut Ui, scene: Scene<'_>, chart: &Chart, high: f32) {
    card_ui(ui, scene, 0.0, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        title_ui(ui, scene, &chart.title);
        ui.horizontal_wrapped(|ui| {
            ui.add(Label::new(secondary(scene.colours, chart.about.as_str())).wrap());
        });
        legend_ui(ui, scene, chart);
        let size = vec2(ui.available_width(), high.clamp(HIGH.0, HIGH.1));
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, chart.words.as_str()));
        if ui.is_rect_visible(rect) {
            drawn_ui(ui, scene, chart, rect);
        }
    });
}

/// What the marks mean, and from which score on a change is real.
fn legend_ui(ui: &mut Ui, scene: Scene<'_>, chart: &Chart) {
    let colours = scene.colours;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (word, is_leg) in [("leg", true), ("back", false)] {
            let (rect, _) = ui.allocate_exact_size(vec2(20.0, 10.0), Sense::hover());
            let (middle, painter) = (rect.center(), ui.painter());
            if is_leg {
                painter.hline(rect.x_range(), middle.y, Stroke::new(2.2, colours.ink));
                painter.circle_filled(middle, 4.4, colours.ink);
            } else {
                painter.hline(rect.x_range(), middle.y, Stroke::new(1.6, colours.secondary));
                let square = Rect::from_center_size(middle, Vec2::splat(8.0));
                let stroke = Stroke::new(1.6, colours.secondary);
                let kind = eframe::egui::StrokeKind::Middle;
                painter.rect(square, 0, colours.panel, stroke, kind);
            }
            ui.label(secondary(colours, word));
            ui.add_space(7.0);
        }
        if let Some((_, name)) = &chart.real {
            let (rect, _) = ui.allocate_exact_size(vec2(22.0, 10.0), Sense::hover());
            let ends = [rect.left_center(), rect.right_center()];
            let stroke = Stroke::new(1.4, colours.accent);
            ui.painter().extend(Shape::dashed_line(&ends, stroke, 5.0, 3.0));
            let font = theme::semibold(theme::SMALL);
            ui.label(secondary(colours, name.as_str()).font(font).color(colours.accent));
        }
    });
}

/// Where what is drawn lies: sessions from left to right, pain and reach from top to bottom.
#[derive(Clone, Copy)]
struct Field {
    rect: Rect,
    /// Sessions, with the column of today as the last.
    columns: f64,
}

impl Field {
    fn new(rect: Rect, points: usize) -> Self {
        let points = u16::try_from(points).unwrap_or(u16::MAX).max(2);
        Self { rect, columns: f64::from(points) }
    }

    fn x(self) -> (f64, f64) {
        (-BEFORE, self.columns + BEHIND)
    }

    fn y() -> (f64, f64) {
        (line_of(FurthestPoint::Toes) - UNDER, 10.0 + ABOVE)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    fn place(self, x: f64, y: f64) -> Pos2 {
        let part = |(from, to): (f64, f64), at: f64| ((at - from) / (to - from)) as f32;
        let right = self.rect.width() * part(self.x(), x);
        let up = self.rect.height() * part(Self::y(), y);
        pos2(self.rect.left() + right, self.rect.bottom() - up)
    }
}

/// The line of how far down symptoms reach.
fn line_of(point: FurthestPoint) -> f64 {
    let before = FurthestPoint::ALL.iter().take_while(|other| **other != point);
    REACH - before.map(|_| STEP).sum::<f64>()
}

fn drawn_ui(ui: &mut Ui, scene: Scene<'_>, chart: &Chart, rect: Rect) {
    let colours = scene.colours;
    let inside = rect.with_min_x(rect.left() + LEFT).with_max_y(rect.bottom() - BELOW);
    let field = Field::new(inside, chart.points.len());
    today_ui(ui, scene, field);
    let (x, y) = (field.x(), Field::y());
    let mut part = ui.new_child(UiBuilder::new().id_salt("plot").max_rect(inside));
    let plot = Plot::new("course")
        .width(inside.width())
        .height(inside.height())
        .default_x_bounds(x.0, x.1)
        .default_y_bounds(y.0, y.1)
        .reset()
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_crosshair(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .sense(Sense::hover());
    plot.show(&mut part, |plot| lines(plot, scene, chart));
    let small = || theme::regular(theme::SMALL - 0.5);
    let painter = ui.painter();
    let axis = |y: f64, text: &str| {
        let at = pos2(inside.left() - 8.0, field.place(0.0, y).y);
        painter.text(at, Align2::RIGHT_CENTER, text, small(), colours.secondary);
    };
    for score in [0_u16, 5, 10] {
        axis(f64::from(score), &score.to_string());
    }
    for point in FurthestPoint::ALL {
        axis(line_of(*point), point.label());
    }
    today_words(ui, scene, field);
    let every = chart.points.len().div_ceil(DAYS).max(1);
    for (at, (x, point)) in columns(&chart.points).enumerate() {
        let is_last = at + 1 == chart.points.len();
        labels(ui, scene, field, (x, point));
        if is_last || (at % every == 0 && at + every <= chart.points.len()) {
            let below = pos2(field.place(x, 0.0).x, rect.bottom());
            ui.painter().text(below, Align2::CENTER_BOTTOM, &point.day, small(), colours.secondary);
        }
    }
}

/// The sessions with their places from the left.
fn columns(points: &[ChartPoint]) -> impl Iterator<Item = (f64, &ChartPoint)> {
    (0_u16..).map(f64::from).zip(points)
}

/// The column of today, which is empty: it is asked.
fn today_ui(ui: &Ui, scene: Scene<'_>, field: Field) {
    let colours = scene.colours;
    let middle = field.place(field.columns, 0.0).x;
    let half = 26.0_f32.min(field.rect.right() - middle);
    let shade = Rect::from_x_y_ranges(middle - half..=middle + half, field.rect.y_range());
    let painter = ui.painter();
    painter.rect_filled(shade, 6, colours.window);
}

/// What is said in that column.
fn today_words(ui: &Ui, scene: Scene<'_>, field: Field) {
    let (colours, painter) = (scene.colours, ui.painter());
    let middle = field.place(field.columns, 0.0).x;
    for y in [8.0, line_of(FurthestPoint::Knee)] {
        let at = pos2(middle, field.place(0.0, y).y);
        let font = theme::regular(theme::SMALL);
        let words = painter.layout_no_wrap("ask".to_owned(), font, colours.secondary);
        let place = Align2::CENTER_CENTER.anchor_size(at, words.size());
        painter.rect_filled(place.expand2(vec2(3.0, 0.0)), 0, colours.window);
        painter.galley(place.min, words, colours.secondary);
    }
    let below = pos2(middle, field.rect.bottom() + BELOW);
    let font = theme::semibold(theme::SMALL - 0.5);
    painter.text(below, Align2::CENTER_BOTTOM, "today", font, colours.ink);
}

/// The numbers at the points, each pain away from the other one.
fn labels(ui: &Ui, scene: Scene<'_>, field: Field, (x, point): (f64, &ChartPoint)) {
    let colours = scene.colours;
    let painter = ui.painter();
    let leg_above = point.leg >= point.back;
    let number = |score: u16, above: bool, font, colour: Color32| {
        let (offset, align) = if above {
            (vec2(0.0, -6.0), Align2::CENTER_BOTTOM)
        } else {
            (vec2(0.0, 6.0), Align2::CENTER_TOP)
        };
        let at = field.place(x, f64::from(score)) + offset;
        let digits = painter.layout_no_wrap(score.to_string(), font, colour);
        let place = align.anchor_size(at, digits.size());
        // Lines end where a number stands.
        painter.rect_filled(place.shrink2(vec2(0.0, 2.0)), 0, colours.panel);
        painter.galley(place.min, digits, colour);
    };
    number(point.leg, leg_above, theme::semibold(theme::SMALL), colours.ink);
    if point.leg != point.back {
        number(point.back, !leg_above, theme::regular(theme::SMALL), colours.secondary);
    }
    if let Some(after) = point.after {
        let at = field.place(x, line_of(after)) + vec2(9.0, 0.0);
        let font = theme::semibold(theme::SMALL - 0.5);
        painter.text(at, Align2::LEFT_CENTER, "after", font, colours.accent);
    }
}

/// Lines and marks.
fn lines(plot: &mut PlotUi<'_>, scene: Scene<'_>, chart: &Chart) {
    let colours = scene.colours;
    let across =
        |y: f64| HLine::new("", y).stroke(Stroke::new(1.0, colours.line)).allow_hover(false);
    for score in [0.0, 5.0, 10.0] {
        plot.hline(across(score));
    }
    for point in FurthestPoint::ALL {
        plot.hline(across(line_of(*point)));
    }
    if let Some((score, name)) = &chart.real {
        let line = HLine::new(name.as_str(), f64::from(*score)).allow_hover(false);
        let line = line.stroke(Stroke::new(1.4, colours.accent));
        plot.hline(line.style(LineStyle::Dashed { length: 5.0 }));
    }
    let of = |value: fn(&ChartPoint) -> f64| -> Vec<[f64; 2]> {
        columns(&chart.points).map(|(x, point)| [x, value(point)]).collect()
    };
    let leg = of(|point| f64::from(point.leg));
    let back = of(|point| f64::from(point.back));
    let reach = of(|point| line_of(point.reach));
    let mut line = |name: &str, values: &[[f64; 2]], width: f32, colour: Color32| {
        if values.len() > 1 {
            let line = Line::new(name, PlotPoints::from(values.to_vec())).allow_hover(false);
            plot.line(line.stroke(Stroke::new(width, colour)));
        }
    };
    line("back", &back, 1.6, colours.secondary);
    line("leg", &leg, 2.2, colours.ink);
    line("reach", &reach, 2.2, colours.ink);
    marks(plot, &back, MarkerShape::Square, 6.0, colours.secondary);
    marks(plot, &back, MarkerShape::Square, 4.0, colours.panel);
    marks(plot, &leg, MarkerShape::Circle, 4.6, colours.ink);
    marks(plot, &reach, MarkerShape::Circle, 4.6, colours.ink);
    for (x, point) in columns(&chart.points) {
        let Some(after) = point.after else { continue };
        let to = [x, line_of(after)];
        let between = PlotPoints::from(vec![[x, line_of(point.reach)], to]);
        let between = Line::new("", between).allow_hover(false);
        let between = between.stroke(Stroke::new(1.6, colours.accent));
        plot.line(between.style(LineStyle::Dashed { length: 2.5 }));
        marks(plot, &[to], MarkerShape::Circle, 5.0, colours.accent);
        marks(plot, &[to], MarkerShape::Circle, 3.2, colours.panel);
    }
}

fn marks(
    plot: &mut PlotUi<'_>,
    values: &[[f64; 2]],
    shape: MarkerShape,
    radius: f32,
    colour: Color32,
) {
    let points = Points::new("", PlotPoints::from(values.to_vec())).allow_hover(false);
    plot.points(points.shape(shape).radius(radius).color(colour));
}
