//! The figure as a drawing for paper, in colour or in black, and where its digits stand.
//!
//! The same signs as in the window: shade and digits for minutes, a heavy outline for a limit, hatching
//! for what is left out, dots for what is numb. In black nothing is lost: only shades and lines differ.

use std::fmt::Write as _;

use super::marks::{Mark, Marks};
use super::{Figure, Meaning, Shape};
use crate::model::{FurthestPoint, Laterality, Side};

/// What a page is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    /// Colours.
    #[default]
    Colour,
    /// Black and its shades.
    Black,
}

impl Ink {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Colour, Self::Black];

    /// The name of it on the command line and for templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Colour => "colour",
            Self::Black => "black",
        }
    }
}

/// What stands on the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Minutes; whether the digits are light ones, on a dark ground.
    Minutes(u16, bool),
    /// The level that must not be passed.
    Level(u16),
    /// Inflamed.
    Inflamed,
    /// Freshly injured.
    Injured,
}

/// Something that stands on the figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Badge {
    /// Its middle, in figure units.
    pub at: super::Point,
    /// What it shows.
    pub face: Face,
}

/// The figure as an SVG, and what stands on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The SVG.
    pub svg: String,
    /// Digits and signs, none of them over another.
    pub badges: Vec<Badge>,
}

/// What is drawn on the body.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'a> {
    /// Minutes and limits of a plan.
    Plan(&'a Marks),
    /// How far down symptoms reach, on which side.
    Reach(FurthestPoint, Side),
    /// Nothing: to be marked by hand.
    Blank,
}

struct Palette {
    skin: [u8; 3],
    shade: [u8; 3],
    region: [u8; 3],
    outline: [u8; 3],
    little: [u8; 3],
    most: [u8; 3],
    limited: [u8; 3],
    nerve: [u8; 3],
    accent: [u8; 3],
    stop: [u8; 3],
    care: [u8; 3],
    reached: [u8; 3],
}

const COLOUR: Palette = Palette {
    skin: [0xf3, 0xec, 0xe1],
    shade: [0xea, 0xdf, 0xd0],
    region: [0xde, 0xd3, 0xc5],
    outline: [0x96, 0x88, 0x75],
    little: [0xbc, 0xde, 0xd7],
    most: [0x1f, 0x7a, 0x6d],
    limited: [0xf6, 0xc9, 0xc4],
    nerve: [0xad, 0x79, 0x00],
    accent: [0x1f, 0x7a, 0x6d],
    stop: [0xb3, 0x26, 0x1e],
    care: [0x8a, 0x52, 0x00],
    reached: [0xd9, 0x8a, 0x80],
};

const BLACK: Palette = Palette {
    skin: [0xfa, 0xfa, 0xfa],
    shade: [0xf0, 0xf0, 0xf0],
    region: [0xe6, 0xe6, 0xe6],
    outline: [0x80, 0x80, 0x80],
    little: [0xd2, 0xd2, 0xd2],
    most: [0x55, 0x55, 0x55],
    limited: [0xff, 0xff, 0xff],
    nerve: [0x20, 0x20, 0x20],
    accent: [0x40, 0x40, 0x40],
    stop: [0x00, 0x00, 0x00],
    care: [0x00, 0x00, 0x00],
    reached: [0xa0, 0xa0, 0xa0],
};

const FLAME: &str = include_str!("../../../assets/paper/icons/flame.svg");
const CROSS: &str = include_str!("../../../assets/paper/icons/cross.svg");

/// Half of what a badge measures, in figure units.
const RADIUS: f32 = 18.0;

fn palette(ink: Ink) -> &'static Palette {
    match ink {
        Ink::Colour => &COLOUR,
        Ink::Black => &BLACK,
    }
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn between(from: [u8; 3], to: [u8; 3], part: f32) -> [u8; 3] {
    let mix = |a: u8, b: u8| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let mixed = (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
        mixed
    };
    let ([r1, g1, b1], [r2, g2, b2]) = (from, to);
    [mix(r1, r2), mix(g1, g2), mix(b1, b2)]
}

/// Whether light digits read better on it.
fn is_dark([red, green, blue]: [u8; 3]) -> bool {
    0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue) < 140.0
}

/// How a region is drawn.
struct Look {
    fill: [u8; 3],
    line: [u8; 3],
    width: f32,
    hatch: bool,
    dots: bool,
}

fn look(mark: Option<&Mark>, largest: f32, colours: &Palette) -> Look {
    let mut look = Look {
        fill: colours.region,
        line: between(colours.outline, colours.skin, 0.4),
        width: 2.0,
        hatch: false,
        dots: false,
    };
    let Some(mark) = mark else { return look };
    if mark.minutes > 0 {
        let depth = (mark.share / largest.max(f32::EPSILON)).clamp(0.0, 1.0);
        look.fill = between(colours.little, colours.most, depth);
        (look.line, look.width) = (colours.accent, 3.0);
    }
    if mark.excluded.is_some() || mark.binding().is_some() {
        if mark.minutes == 0 {
            look.fill = colours.limited;
        }
        (look.line, look.width) = (colours.stop, 5.0);
    }
    look.hatch = mark.excluded.is_some();
    look.dots = mark.numb;
    look
}

impl Figure {
    /// The figure with what it has to show.
    pub fn drawing(&self, shown: Shown<'_>, ink: Ink) -> Drawing {
        let colours = palette(ink);
        let nothing = Marks::new();
        let marks = match shown {
            Shown::Plan(marks) => marks,
            Shown::Reach(..) | Shown::Blank => &nothing,
        };
        let largest = marks.values().map(|mark| mark.share).fold(0.0, f32::max);
        let [width, height] = self.size;
        let mut svg = String::new();
        let (stop, dot) = (hex(colours.stop), hex([0x23, 0x21, 0x1d]));
        // Writing into a string can't fail.
        write!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"><defs><pattern id="h" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V16" stroke="{stop}" stroke-width="4"/></pattern><pattern id="n" width="22" height="22" patternUnits="userSpaceOnUse"><circle cx="6" cy="6" r="3.4" fill="{dot}"/><circle cx="17" cy="17" r="3.4" fill="{dot}"/></pattern></defs>"#
        )
        .ok();
        let mut badges = Vec::new();
        for shape in &self.shapes {
            match &shape.meaning {
                Meaning::Skin => path(&mut svg, shape, &fill(colours.skin)),
                Meaning::Detail if shape.closed => path(&mut svg, shape, &fill(colours.shade)),
                Meaning::Detail => {
                    let faint = between(colours.outline, colours.skin, 0.45);
                    path(&mut svg, shape, &line(faint, shape.width.max(1.6)));
                }
                Meaning::Outline => {
                    path(&mut svg, shape, &line(colours.outline, shape.width.max(2.4)));
                }
                Meaning::Region(id, side) => {
                    let mark = marks.get(&(id.clone(), *side));
                    let look = look(mark, largest, colours);
                    region(&mut svg, shape, &look, colours);
                    if let (Some(mark), Some(inner)) = (mark, shape.inner) {
                        let ([left, _], [right, _]) = shape.bounds();
                        faces(&mut badges, mark, inner.centre, right - left, is_dark(look.fill));
                    }
                }
                Meaning::Zone(point, side) => {
                    if let Shown::Reach(reached, painful) = shown
                        && painful.covers(*side)
                        && *point >= reached.min(FurthestPoint::Buttock)
                        && *point <= reached
                    {
                        let drawn = format!("{} fill-opacity=\"0.7\"", fill(colours.reached));
                        path(&mut svg, shape, &drawn);
                    }
                }
                Meaning::Nerve(_) | Meaning::Mark(_) => {}
            }
        }
        for shape in &self.shapes {
            match &shape.meaning {
                Meaning::Nerve(_) => {
                    let width = shape.width.max(4.0);
                    let halo = line(colours.skin, width + 4.0);
                    path(&mut svg, shape, &format!("{halo} stroke-opacity=\"0.55\""));
                    let dashes = line(colours.nerve, width);
                    path(&mut svg, shape, &format!("{dashes} stroke-dasharray=\"11 8\""));
                }
                Meaning::Skin
                | Meaning::Detail
                | Meaning::Outline
                | Meaning::Region(..)
                | Meaning::Zone(..)
                | Meaning::Mark(_) => {}
            }
        }
        svg.push_str("</svg>");
        Drawing { svg, badges: apart(badges) }
    }

    /// A drawing with its digits, its signs and the letters of the sides in it.
    pub fn signed(&self, drawing: &Drawing, ink: Ink) -> String {
        let colours = palette(ink);
        let (stop, care) = (hex(colours.stop), hex(colours.care));
        let text = |[x, y]: super::Point, size: u8, colour: &str, said: &str| {
            format!(
                r#"<text x="{x:.1}" y="{y:.1}" font-family="Inter, sans-serif" font-size="{size}" font-weight="600" text-anchor="middle" dominant-baseline="central" fill="{colour}">{said}</text>"#
            )
        };
        let mut signs = String::new();
        for (letter, at) in self.letters() {
            signs.push_str(&text(at, 24, "#5f5a52", letter));
        }
        for Badge { at: [x, y], face } in &drawing.badges {
            let drawn = match face {
                Face::Minutes(minutes, true) => text([*x, *y], 26, "#fff", &minutes.to_string()),
                Face::Minutes(minutes, false) => {
                    text([*x, *y], 26, "#23211d", &minutes.to_string())
                }
                Face::Level(level) => {
                    let ground = format!(
                        r##"<circle cx="{x:.1}" cy="{y:.1}" r="16" fill="#fff" stroke="{stop}" stroke-width="3"/>"##
                    );
                    ground + &text([*x, *y], 22, &stop, &level.to_string())
                }
                Face::Inflamed => icon(FLAME, [*x, *y], &care),
                Face::Injured => icon(CROSS, [*x, *y], &care),
            };
            signs.push_str(&drawn);
        }
        let end = drawing.svg.len() - "</svg>".len();
        format!("{}{signs}</svg>", drawing.svg.get(..end).unwrap_or_default())
    }

    /// Where the letters that tell the sides stand, in figure units.
    pub fn letters(&self) -> Vec<(&'static str, super::Point)> {
        let letters = self.shapes.iter().filter_map(|shape| {
            let Meaning::Mark(side) = shape.meaning else { return None };
            let ([left, top], [right, bottom]) = shape.bounds();
            let letter = match side {
                Laterality::Left => "L",
                Laterality::Right => "R",
            };
            Some((letter, [f32::midpoint(left, right), f32::midpoint(top, bottom)]))
        });
        letters.collect()
    }
}

/// A sign of the pages, 32 figure units wide, around a place.
fn icon(svg: &str, [x, y]: super::Point, colour: &str) -> String {
    let size =
        format!("<svg x=\"{:.1}\" y=\"{:.1}\" width=\"32\" height=\"32\" ", x - 16.0, y - 16.0);
    svg.trim().replacen("<svg ", &size, 1).replace("currentColor", colour)
}

fn fill(colour: [u8; 3]) -> String {
    format!("fill=\"{}\"", hex(colour))
}

fn line(colour: [u8; 3], width: f32) -> String {
    format!(
        "fill=\"none\" stroke=\"{}\" stroke-width=\"{width:.1}\" stroke-linecap=\"round\" \
         stroke-linejoin=\"round\"",
        hex(colour)
    )
}

fn path(svg: &mut String, shape: &Shape, drawn: &str) {
    svg.push_str("<path d=\"");
    for contour in &shape.outline {
        for (at, [x, y]) in contour.iter().enumerate() {
            let letter = if at == 0 { 'M' } else { 'L' };
            write!(svg, "{letter}{x:.1} {y:.1}").ok();
        }
        if shape.closed {
            svg.push('Z');
        }
    }
    write!(svg, "\" fill-rule=\"evenodd\" {drawn}/>").ok();
}

fn region(svg: &mut String, shape: &Shape, look: &Look, colours: &Palette) {
    path(svg, shape, &fill(look.fill));
    if look.hatch {
        path(svg, shape, "fill=\"url(#h)\"");
    }
    if look.dots {
        path(svg, shape, "fill=\"url(#n)\" fill-opacity=\"0.65\"");
    }
    // A region that lies over another one of the same colour must not melt into it.
    if look.width > 2.5 {
        path(svg, shape, &line(colours.skin, look.width + 4.0));
    }
    path(svg, shape, &line(look.line, look.width));
}

/// What a region has to show, around its middle. Where hands work, minutes stand in place of the level,
/// which the dots of the step show.
fn faces(badges: &mut Vec<Badge>, mark: &Mark, [x, y]: super::Point, room: f32, is_dark: bool) {
    let first = match (mark.of_rows, mark.binding()) {
        (0, level) => level.map(Face::Level),
        (minutes, _) => Some(Face::Minutes(minutes, is_dark)),
    };
    let signs = [(mark.inflamed, Face::Inflamed), (mark.injured, Face::Injured)];
    let signs = signs.into_iter().filter(|(on, _)| *on).map(|(_, face)| face);
    let all: Vec<Face> = first.into_iter().chain(signs).collect();
    let apart = 2.0 * RADIUS + 4.0;
    let step = if room > 70.0 { [apart, 0.0] } else { [0.0, apart] };
    #[expect(clippy::cast_precision_loss, reason = "at most three")]
    let back = all.len().saturating_sub(1) as f32 / 2.0;
    let mut at = [x - step[0] * back, y - step[1] * back];
    for face in all {
        badges.push(Badge { at, face });
        at = [at[0] + step[0], at[1] + step[1]];
    }
}

/// Those that stand clear of each other: signs first, then minutes, then the strictest level.
fn apart(mut badges: Vec<Badge>) -> Vec<Badge> {
    let rank = |badge: &Badge| match badge.face {
        Face::Inflamed | Face::Injured | Face::Minutes(..) => 0,
        Face::Level(level) => level,
    };
    badges.sort_by_key(rank);
    let mut shown: Vec<Badge> = Vec::new();
    for badge in badges {
        let is_clear = |other: &Badge| {
            let [x, y] = [other.at[0] - badge.at[0], other.at[1] - badge.at[1]];
            (x * x + y * y).sqrt() >= 2.0 * RADIUS
        };
        if shown.iter().all(is_clear) {
            shown.push(badge);
        }
    }
    shown
}
