//! The body of a page: the drawing, what stands on it, and both in words.

use std::sync::LazyLock;

use serde::Serialize;

use super::Look;
use crate::export::figure::marks::{Mark, Marks, place_name};
use crate::export::figure::svg::{Badge, Drawing, Face, Ink, Shown};
use crate::export::figure::{Figure, FigureError};
use crate::export::outline::Picture;
use crate::knowledge::Knowledge;
use crate::knowledge::schema::RegionList;
use crate::model::{FurthestPoint, Side};
use crate::text::capital;

static FIGURE: LazyLock<Result<Figure, FigureError>> = LazyLock::new(Figure::posterior);

/// The body, for a template.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BodyFigure {
    /// The name of the drawing.
    file: String,
    /// Its size, in its own units.
    width: f32,
    height: f32,
    /// All that it shows, in words.
    alt: String,
    /// What stands on it.
    badges: Vec<Sign>,
    /// What its signs mean, a line each.
    legend: Vec<String>,
    /// What the dots of a row mean, before and after a sample of them; empty where there are none.
    dots: [&'static str; 2],
    /// The same in one piece, for what has no template.
    #[serde(skip)]
    pub picture: Picture,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Sign {
    x: f32,
    y: f32,
    text: String,
    /// How it is drawn: `light`, `dark`, `limit`, `inflamed`, `injured` or `side`.
    kind: &'static str,
}

/// The body with minutes and limits.
pub fn plan(
    file: &str,
    marks: &Marks,
    look: Look,
    knowledge: &Knowledge,
) -> Option<(BodyFigure, String)> {
    let legend = legend(marks, look.ink);
    let told = marks.iter().filter_map(|(place, mark)| {
        let words = mark.words();
        (!words.is_empty())
            .then(|| format!("{}: {}", place_name(place, knowledge), words.join(", ")))
    });
    let told: Vec<String> = told.collect();
    let alt = format!("The body from behind. {}.", told.join(". "));
    let dots = ["Level:", "filled is planned, ring is still allowed"];
    made(file, Shown::Plan(marks), look, alt, legend, dots)
}

/// The body with how far symptoms reach.
pub fn reach(
    file: &str,
    point: FurthestPoint,
    side: Side,
    look: Look,
) -> Option<(BodyFigure, String)> {
    let reached = point.label().to_lowercase();
    let alt = format!("The body from behind. Symptoms reach the {reached}, {}.", side.word());
    made(file, Shown::Reach(point, side), look, alt, Vec::new(), ["", ""])
}

/// The body, to be marked by hand.
pub fn blank(file: &str, look: Look) -> Option<(BodyFigure, String)> {
    let alt = "The body from behind, to be marked by hand.".to_owned();
    made(file, Shown::Blank, look, alt, Vec::new(), ["", ""])
}

fn made(
    file: &str,
    shown: Shown<'_>,
    look: Look,
    alt: String,
    legend: Vec<String>,
    dots: [&'static str; 2],
) -> Option<(BodyFigure, String)> {
    let figure = FIGURE.as_ref().ok()?;
    let drawing = figure.drawing(shown, look.ink);
    let picture = Picture {
        svg: figure.signed(&drawing, look.ink),
        words: alt.clone(),
        caption: legend.join("\n"),
    };
    let Drawing { svg, badges } = drawing;
    let sides = figure.letters().into_iter().map(|(letter, [x, y])| Sign {
        x,
        y,
        text: letter.to_owned(),
        kind: "side",
    });
    let badges = sides.chain(badges.into_iter().map(sign)).collect();
    let [width, height] = figure.size;
    let file = file.to_owned();
    let body = BodyFigure { file, width, height, alt, badges, legend, dots, picture };
    Some((body, svg))
}

fn sign(Badge { at: [x, y], face }: Badge) -> Sign {
    let (text, kind) = match face {
        Face::Minutes(minutes, true) => (minutes.to_string(), "light"),
        Face::Minutes(minutes, false) => (minutes.to_string(), "dark"),
        Face::Level(level) => (level.to_string(), "limit"),
        Face::Inflamed => (String::new(), "inflamed"),
        Face::Injured => (String::new(), "injured"),
    };
    Sign { x, y, text, kind }
}

/// Only what occurs is explained.
fn legend(marks: &Marks, ink: Ink) -> Vec<String> {
    let any = |has: fn(&Mark) -> bool| marks.values().any(has);
    let levels: std::collections::BTreeSet<u16> =
        marks.values().filter_map(Mark::binding).collect();
    let outline = match ink {
        Ink::Colour => "Red outline",
        Ink::Black => "Heavy outline",
    };
    let mut lines = Vec::new();
    if any(|mark| mark.minutes > 0) {
        lines.push("Number, shade: minutes".to_owned());
    }
    if !levels.is_empty() {
        let levels: Vec<String> = levels.iter().map(u16::to_string).collect();
        lines.push(format!("{outline}: limited to level {}", levels.join(" or ")));
    }
    let excluded = any(|mark| mark.excluded.is_some());
    let told = [
        (excluded, "Hatched: off limits".to_owned()),
        (any(|mark| mark.numb), format!("Dots: {}", RegionList::Numb.label().to_lowercase())),
        (
            any(|mark| mark.inflamed),
            format!("Flame: {}", RegionList::Inflamed.label().to_lowercase()),
        ),
        (
            any(|mark| mark.injured),
            format!("Cross: {}", RegionList::Injured.label().to_lowercase()),
        ),
    ];
    lines.extend(told.into_iter().filter(|(occurs, _)| *occurs).map(|(_, text)| capital(&text)));
    lines.push("Dashes: sciatic nerve".to_owned());
    lines
}
