//! Small marks on a region: its minutes, the level that must not be passed, inflamed, injured.
//!
//! They grow with the figure. Where they would lie over each other, or say the same close together,
//! one is painted: names and what shows at the pointer still say what every region has.

use eframe::egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Stroke, vec2};

use crate::app::body::Mark;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Colours};

/// Half of what a badge measures on a figure of full size, and in the legend.
const RADIUS: f32 = 6.5;
/// The height of the figure from which on badges have their full size.
const FULL: f32 = 330.0;
/// Smaller ones can't be read.
const LEAST: f32 = 5.0;

/// What stands in a badge.
#[derive(Clone, Copy)]
enum Face {
    Minutes(u16, Color32),
    Level(u16),
    Icon(Icon),
}

impl Face {
    /// What is painted first: icons, which nothing else on the figure says, then the strictest level.
    fn rank(self) -> u16 {
        match self {
            Self::Icon(_) | Self::Minutes(..) => 0,
            Self::Level(level) => level,
        }
    }
}

/// The badges of a figure, gathered before any of them is painted.
pub struct Badges {
    radius: f32,
    all: Vec<(Pos2, Face)>,
}

impl Badges {
    /// For a figure of this height on the screen.
    pub fn new(height: f32) -> Self {
        Self { radius: (RADIUS * height / FULL).clamp(LEAST, RADIUS), all: Vec::new() }
    }

    /// The marks of a region around its middle; `fill` is what it is painted in. Where hands work, its
    /// minutes stand in place of the level, which the dots of the step show.
    pub fn add(&mut self, centre: Pos2, room: f32, mark: &Mark, fill: Color32) {
        let icons = [(mark.inflamed, icons::INFLAMED), (mark.injured, icons::INJURED)];
        let icons = icons.into_iter().filter(|(on, _)| *on).map(|(_, icon)| Face::Icon(icon));
        let first = match (mark.of_rows, mark.binding()) {
            (0, level) => level.map(Face::Level),
            (minutes, _) => Some(Face::Minutes(minutes, fill)),
        };
        let faces: Vec<Face> = first.into_iter().chain(icons).collect();
        // Wide rooms take them side by side, narrow ones one under the other.
        let apart = 2.0 * self.radius + 2.0;
        let step = if room > 20.0 { vec2(apart, 0.0) } else { vec2(0.0, apart) };
        #[expect(clippy::cast_precision_loss, reason = "at most three")]
        let mut at = centre - step * (faces.len().saturating_sub(1) as f32 / 2.0);
        for face in faces {
            self.all.push((at, face));
            at += step;
        }
    }

    /// Those that show, none of them over another.
    fn apart(mut self) -> Vec<(Pos2, Face)> {
        self.all.sort_by_key(|(_, face)| face.rank());
        let mut shown: Vec<(Pos2, Face)> = Vec::new();
        for (at, face) in self.all {
            let is_clear = |(other, beside): &(Pos2, Face)| {
                let apart = if beside.rank() == face.rank() { 2.6 } else { 2.0 };
                other.distance(at) >= apart * self.radius
            };
            if shown.iter().all(is_clear) {
                shown.push((at, face));
            }
        }
        shown
    }

    /// Paints the badges that stand clear of each other; the others are left out.
    pub fn paint(self, painter: &Painter, colours: &Colours) {
        let radius = self.radius;
        for (at, face) in self.apart() {
            paint(painter, colours, at, face, radius);
        }
    }
}

/// A level in a ring.
pub fn digit(painter: &Painter, colours: &Colours, centre: Pos2, level: u16) {
    paint(painter, colours, centre, Face::Level(level), RADIUS);
}

/// An icon in a ring.
pub fn icon(painter: &Painter, colours: &Colours, centre: Pos2, icon: Icon) {
    paint(painter, colours, centre, Face::Icon(icon), RADIUS);
}

fn paint(painter: &Painter, colours: &Colours, centre: Pos2, face: Face, radius: f32) {
    let size = 10.0 * radius / RADIUS;
    match face {
        Face::Minutes(minutes, fill) => {
            let font = theme::semibold(size + 3.5);
            let colour = colours.reads_on(fill);
            let digits = painter.layout_no_wrap(minutes.to_string(), font, colour);
            let rect = Align2::CENTER_CENTER.anchor_size(centre, digits.size());
            // Neither the path of the nerve nor the dots of a numb place run through the digits.
            painter.rect_filled(rect.expand2(vec2(4.0, 0.0)), CornerRadius::same(6), fill);
            painter.galley(rect.min, digits, colour);
        }
        Face::Level(level) => {
            painter.circle(centre, radius, colours.panel, Stroke::new(1.4, colours.stop));
            let font = theme::semibold(size);
            painter.text(centre, Align2::CENTER_CENTER, level, font, colours.stop);
        }
        Face::Icon(icon) => {
            painter.circle(centre, radius, colours.panel, Stroke::new(1.2, colours.care));
            let font = FontId::new(size, icon.font_family());
            painter.text(centre, Align2::CENTER_CENTER, icon.codepoint, font, colours.care);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    use crate::app::body::PlaceReason;
    use crate::export::figure::marks::Limit;

    fn capped(level: u16) -> Mark {
        let limit = Limit { level, why: PlaceReason::default(), binds: true };
        Mark { cap: Some(limit), ..Mark::default() }
    }

    #[test]
    fn badges_shrink_with_the_figure_and_never_lie_over_each_other() {
        let show = |height: f32| {
            let mut badges = Badges::new(height);
            for at in 0..6_u8 {
                let down = f32::from(at) * height / 30.0;
                badges.add(pos2(40.0, down), 12.0, &capped(2 + u16::from(at == 3)), Color32::WHITE);
            }
            let injured = Mark { injured: true, ..capped(1) };
            badges.add(pos2(90.0, 0.0), 40.0, &injured, Color32::WHITE);
            (badges.radius, badges.apart())
        };
        let ((small, few), (large, many)) = (show(180.0), show(900.0));
        assert!(small < large && few.len() < many.len());
        assert_eq!(many.len(), 8, "room for all of them");
        for (at, (one, _)) in few.iter().enumerate() {
            let rest = few.iter().skip(at + 1);
            assert!(rest.clone().all(|(other, _)| one.distance(*other) >= 2.0 * small));
        }
        assert!(few.iter().any(|(_, face)| matches!(face, Face::Icon(_))));
        assert!(few.iter().any(|(_, face)| matches!(face, Face::Level(1))), "the strictest stays");
    }
}
