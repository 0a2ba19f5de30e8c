//! From what a region has to show to how it is painted.

use eframe::egui::Color32;

use super::BodyMode;
use super::drawing::Drawing;
use super::paint::RegionLook;
use crate::app::body::{Mark, Marks};
use crate::export::figure::Meaning;
use crate::model::{FurthestPoint, Side};
use crate::ui::theme::Colours;

/// The line around what is limited.
pub const LIMIT_WIDTH: f32 = 1.7;

/// How a region is painted; the region with the largest share is the deepest.
pub fn look(mark: Option<&Mark>, largest: f32, colours: &Colours) -> RegionLook {
    let body = &colours.body;
    let quiet = RegionLook {
        fill: body.region,
        line: body.outline.gamma_multiply(0.5),
        width: 0.9,
        hatch: None,
        dots: None,
    };
    let Some(mark) = mark else {
        return quiet;
    };
    let mut look = quiet;
    if mark.minutes > 0 {
        let depth = (mark.share / largest.max(f32::EPSILON)).clamp(0.0, 1.0);
        look.fill = body.little.lerp_to_gamma(body.most, depth);
        (look.line, look.width) = (colours.accent, 1.2);
    }
    if mark.excluded.is_some() || mark.binding().is_some() {
        if mark.minutes == 0 {
            look.fill = body.limited;
        }
        (look.line, look.width) = (colours.stop, LIMIT_WIDTH);
    }
    look.hatch = mark.excluded.is_some().then_some(colours.stop);
    look.dots = mark.numb.then(|| colours.reads_on(look.fill));
    look
}

/// How every shape of the drawing is painted; nothing for those that are painted as usual, or not
/// at all.
pub fn looks(
    drawing: &Drawing,
    marks: &Marks,
    mode: BodyMode,
    colours: &Colours,
) -> Vec<Option<RegionLook>> {
    let largest = marks.values().map(|mark| mark.share).fold(0.0, f32::max);
    let of = |meaning: &Meaning| match meaning {
        Meaning::Region(id, side) => {
            let mark = marks.get(&(id.clone(), *side));
            Some(look(mark, largest, colours))
        }
        Meaning::Zone(point, side) => match mode {
            BodyMode::Reach { chosen: Some(chosen), side: painful } if painful.covers(*side) => {
                reached(*point, chosen, colours)
            }
            BodyMode::Reach { .. } | BodyMode::Plan | BodyMode::Mark => None,
        },
        Meaning::Skin
        | Meaning::Outline
        | Meaning::Detail
        | Meaning::Nerve(_)
        | Meaning::Mark(_) => None,
    };
    drawing.figure.shapes.iter().map(|shape| of(&shape.meaning)).collect()
}

/// The leg down to where symptoms reach, deepest at its end.
fn reached(point: FurthestPoint, chosen: FurthestPoint, colours: &Colours) -> Option<RegionLook> {
    let first = chosen.min(FurthestPoint::Buttock);
    if point < first || point > chosen {
        return None;
    }
    let depth = if point == chosen { 0.55 } else { 0.3 };
    let line = if point == chosen { colours.accent } else { Color32::TRANSPARENT };
    let fill = colours.accent.gamma_multiply(depth);
    Some(RegionLook { fill, line, width: 2.0, hatch: None, dots: None })
}

/// Both sides as long as nobody said which one hurts.
pub fn side_or_both(side: Option<Side>) -> Side {
    side.unwrap_or(Side::Both)
}
