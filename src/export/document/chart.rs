//! Pain before and after each session as a drawing: lines and dots without a letter, and the labels that
//! stand on it.
//!
//! The same geometry for a page, whose template sets the labels, and for HTML, which has them inside.

use std::fmt::Write as _;

use serde::Serialize;

use crate::export::figure::svg::Ink;
use crate::export::outline::Picture;
use crate::model::Nprs;

/// The drawing's size, in its own units.
const SIZE: [f32; 2] = [344.0, 152.0];
/// Where the scores begin and end, from the left.
const LEFT: f32 = 40.0;
const RIGHT: f32 = 322.0;
/// Where 10 and 0 are, from the top.
const TOP: f32 = 12.0;
const BOTTOM: f32 = 122.0;
/// As many dates fit below each other's side.
const MOST_DATES: usize = 7;

/// A session on the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartPoint {
    /// The day, in short.
    pub day: String,
    /// What stands below it.
    pub below: String,
    /// Pain before.
    pub before: Nprs,
    /// Pain after, where it was asked.
    pub after: Option<Nprs>,
}

/// The chart, for a template.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    file: String,
    width: f32,
    height: f32,
    /// What it shows, in words.
    alt: String,
    labels: Vec<Label>,
    /// The same in one piece, for what has no template.
    #[serde(skip)]
    pub picture: Picture,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Label {
    x: f32,
    y: f32,
    text: String,
    /// How it is set: `axis`, `before`, `after`, `line`, `day` or `below`.
    kind: &'static str,
    /// Whether `x` is its beginning and not its middle.
    starts: bool,
}

struct Colours {
    ink: &'static str,
    line: &'static str,
    accent: &'static str,
    secondary: &'static str,
}

impl Colours {
    fn of(ink: Ink) -> Self {
        match ink {
            Ink::Colour => {
                Self { ink: "#23211d", line: "#dcd8cf", accent: "#1f7a6d", secondary: "#5f5a52" }
            }
            Ink::Black => {
                Self { ink: "#000000", line: "#b5b5b5", accent: "#404040", secondary: "#3d3d3d" }
            }
        }
    }
}

impl Chart {
    /// The chart of these sessions, with the line of a real change and what that is called.
    pub fn new(
        file: &str,
        what: &str,
        points: &[ChartPoint],
        real: Option<(Nprs, &str)>,
        ink: Ink,
    ) -> (Self, String) {
        let colours = Colours::of(ink);
        let mut svg = head();
        let mut labels = Vec::new();
        for score in [0_u16, 5, 10] {
            let y = height_of(Nprs::clamped(score));
            stroke(&mut svg, [LEFT, y], [RIGHT, y], colours.line, 0.75, "");
            labels.push(Label { x: 14.0, y, text: score.to_string(), kind: "axis", starts: false });
        }
        if let Some((score, name)) = real {
            let y = height_of(score);
            stroke(
                &mut svg,
                [LEFT, y],
                [RIGHT, y],
                colours.accent,
                1.2,
                " stroke-dasharray=\"4 3\"",
            );
            // Under the line, where no score of the first session stands.
            let text = name.to_owned();
            labels.push(Label { x: LEFT + 2.0, y: y + 9.0, text, kind: "line", starts: true });
        }
        let at = |index: usize| across(index, points.len());
        let before: Vec<String> = points
            .iter()
            .enumerate()
            .map(|(index, point)| format!("{:.1},{:.1}", at(index), height_of(point.before)))
            .collect();
        if before.len() > 1 {
            let points = before.join(" ");
            put(
                &mut svg,
                &format!(
                    "<polyline points=\"{points}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\"/>",
                    colours.ink
                ),
            );
        }
        let every = points.len().div_ceil(MOST_DATES).max(1);
        for (index, point) in points.iter().enumerate() {
            let (x, y) = (at(index), height_of(point.before));
            let is_dated = index % every == 0 || index + 1 == points.len();
            if let Some(after) = point.after {
                let low = height_of(after);
                stroke(&mut svg, [x, y], [x, low], colours.accent, 2.4, "");
                put(
                    &mut svg,
                    &format!(
                        "<circle cx=\"{x:.1}\" cy=\"{low:.1}\" r=\"3.9\" fill=\"#ffffff\" stroke=\"{}\" stroke-width=\"1.9\"/>",
                        colours.accent
                    ),
                );
                if is_dated {
                    labels.push(Label {
                        x: x + 9.0,
                        y: low,
                        text: after.to_string(),
                        kind: "after",
                        starts: true,
                    });
                }
            }
            put(
                &mut svg,
                &format!(
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.4\" fill=\"{}\"/>",
                    colours.ink
                ),
            );
            if is_dated {
                let text = point.before.to_string();
                labels.push(Label { x, y: y - 12.0, text, kind: "before", starts: false });
                labels.push(Label {
                    x,
                    y: BOTTOM + 13.0,
                    text: point.day.clone(),
                    kind: "day",
                    starts: false,
                });
                labels.push(Label {
                    x,
                    y: BOTTOM + 25.0,
                    text: point.below.clone(),
                    kind: "below",
                    starts: false,
                });
            }
        }
        let alt = in_words(what, points, real);
        let signed = signed(&svg, &labels, &colours);
        let picture = Picture { svg: signed, words: alt.clone(), caption: what.to_owned() };
        let [width, height] = SIZE;
        let chart = Self { file: file.to_owned(), width, height, alt, labels, picture };
        (chart, format!("{svg}</svg>"))
    }
}

fn head() -> String {
    let [width, height] = SIZE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">"
    )
}

fn put(svg: &mut String, element: &str) {
    svg.push_str(element);
}

fn stroke(svg: &mut String, from: [f32; 2], to: [f32; 2], colour: &str, width: f32, more: &str) {
    let [x1, y1] = from;
    let [x2, y2] = to;
    put(
        svg,
        &format!(
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{colour}\" stroke-width=\"{width}\"{more}/>"
        ),
    );
}

fn height_of(score: Nprs) -> f32 {
    BOTTOM - f32::from(score.get()) / 10.0 * (BOTTOM - TOP)
}

/// Sessions stand evenly; one alone stands at the left.
fn across(index: usize, count: usize) -> f32 {
    let number = |it: usize| f32::from(u16::try_from(it).unwrap_or(u16::MAX));
    let parts = number(count.saturating_sub(1).max(3));
    LEFT + 18.0 + number(index) / parts * (RIGHT - LEFT - 40.0)
}

/// What is drawn, for those who don't see it.
fn in_words(what: &str, points: &[ChartPoint], real: Option<(Nprs, &str)>) -> String {
    let each = points.iter().map(|point| {
        let after = point.after.map(|after| format!(", after {after}")).unwrap_or_default();
        format!("{}: before {}{after}", point.day, point.before)
    });
    let each = each.collect::<Vec<_>>().join("; ");
    match real {
        Some((score, name)) => format!("{what}. {each}. {name}: {score}."),
        None => format!("{what}. {each}."),
    }
}

/// The drawing with its labels inside.
fn signed(svg: &str, labels: &[Label], colours: &Colours) -> String {
    let mut out = svg.to_owned();
    for label in labels {
        let (size, weight, colour) = match label.kind {
            "before" => (11.0, 600, colours.ink),
            "after" => (11.0, 400, colours.accent),
            "line" => (10.0, 600, colours.accent),
            "day" => (10.0, 600, colours.ink),
            _ => (10.0, 400, colours.secondary),
        };
        let anchor = if label.starts { "start" } else { "middle" };
        let text = label.text.replace('&', "&amp;").replace('<', "&lt;");
        let Label { x, y, .. } = label;
        // Writing into a string can't fail.
        write!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-family=\"Inter, sans-serif\" font-size=\"{size}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" dominant-baseline=\"central\" fill=\"{colour}\">{text}</text>"
        )
        .ok();
    }
    out.push_str("</svg>");
    out
}
