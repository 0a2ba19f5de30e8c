//! What of the map can be pressed, and where the arrow keys lead.
//!
//! The map is one stop of the Tab key; arrows move inside it to what lies in their direction.

use eframe::egui::{Key, Pos2};

use super::BodyMode;
use super::drawing::{Drawing, Placement};
use crate::app::body::BodyPlace;
use crate::export::figure::{Meaning, Shape};
use crate::model::{FurthestPoint, Laterality};

/// Something of the map that can be pressed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum KeyTarget {
    /// A region on a side, where regions are shown or marked.
    Region(BodyPlace),
    /// A level that symptoms may reach.
    Zone(FurthestPoint, Laterality),
}

/// A target with the shape that it is.
pub struct Spot<'a> {
    /// What it is.
    pub target: KeyTarget,
    /// Its outlines in the figure.
    pub shape: &'a Shape,
    /// The middle of what shows of it, on the screen.
    pub centre: Pos2,
    /// How far from there to its nearest edge.
    pub radius: f32,
}

impl KeyTarget {
    fn side(&self) -> Laterality {
        match self {
            Self::Region((_, side)) | Self::Zone(_, side) => *side,
        }
    }
}

/// One of the arrow keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrow {
    Up,
    Down,
    Left,
    Right,
}

impl Arrow {
    /// All of them.
    pub const ALL: [Arrow; 4] = [Arrow::Up, Arrow::Down, Arrow::Left, Arrow::Right];

    /// The key as the toolkit names it.
    pub fn key(self) -> Key {
        match self {
            Self::Up => Key::ArrowUp,
            Self::Down => Key::ArrowDown,
            Self::Left => Key::ArrowLeft,
            Self::Right => Key::ArrowRight,
        }
    }
}

/// Everything that can be pressed in a mode, the left side first, each from top to bottom.
pub fn spots(drawing: &Drawing, mode: BodyMode, place: Placement) -> Vec<Spot<'_>> {
    let of = |shape: &Shape| match (&shape.meaning, mode) {
        (Meaning::Region(id, side), BodyMode::Plan | BodyMode::Mark) => {
            Some(KeyTarget::Region((id.clone(), *side)))
        }
        (Meaning::Zone(point, side), BodyMode::Reach { .. }) => {
            Some(KeyTarget::Zone(*point, *side))
        }
        (
            Meaning::Region(..)
            | Meaning::Zone(..)
            | Meaning::Skin
            | Meaning::Outline
            | Meaning::Detail
            | Meaning::Nerve(_)
            | Meaning::Mark(_),
            _,
        ) => None,
    };
    let shapes = drawing.figure.shapes.iter();
    let mut spots: Vec<Spot<'_>> = shapes
        .filter_map(|shape| {
            let target = of(shape)?;
            let inner = shape.inner?;
            let centre = place.on_screen(inner.centre);
            Some(Spot { target, shape, centre, radius: inner.radius * place.scale })
        })
        .collect();
    let order = |spot: &Spot<'_>| (spot.target.side(), spot.shape.bounds().0[1]);
    spots.sort_by(|one, other| {
        let ((one_side, one_top), (other_side, other_top)) = (order(one), order(other));
        one_side.cmp(&other_side).then(one_top.total_cmp(&other_top))
    });
    spots
}

/// Where an arrow key leads from a spot.
pub fn beside(spots: &[Spot<'_>], from: &KeyTarget, arrow: Arrow) -> Option<KeyTarget> {
    let here = spots.iter().find(|spot| spot.target == *from)?;
    let mut best: Option<(f32, &Spot<'_>)> = None;
    for spot in spots.iter().filter(|spot| spot.target != *from) {
        let way = spot.centre - here.centre;
        let (ahead, aside) = match arrow {
            Arrow::Up => (-way.y, way.x),
            Arrow::Down => (way.y, way.x),
            Arrow::Left => (-way.x, way.y),
            Arrow::Right => (way.x, way.y),
        };
        // What lies more aside than ahead is in another direction.
        if ahead < 1.0 || ahead < aside.abs() * 0.5 {
            continue;
        }
        let cost = ahead + 2.0 * aside.abs();
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, spot));
        }
    }
    best.map(|(_, spot)| spot.target.clone())
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Rect, pos2, vec2};

    use super::*;
    use crate::model::Side;

    #[test]
    fn arrows_lead_from_everywhere_to_everywhere() {
        let drawing = Drawing::posterior().unwrap();
        let room = Rect::from_min_size(pos2(0.0, 0.0), vec2(120.0, 300.0));
        let place = Placement::fit(drawing.figure.size, room);
        for mode in [BodyMode::Plan, BodyMode::Reach { chosen: None, side: Side::Both }] {
            let spots = spots(drawing, mode, place);
            assert!(spots.len() >= 12);
            for start in &spots {
                let mut reached = vec![start.target.clone()];
                let mut at = 0;
                while let Some(from) = reached.get(at).cloned() {
                    for arrow in Arrow::ALL {
                        if let Some(next) = beside(&spots, &from, arrow)
                            && !reached.contains(&next)
                        {
                            reached.push(next);
                        }
                    }
                    at += 1;
                }
                assert_eq!(reached.len(), spots.len(), "from {:?}", start.target);
            }
        }
    }

    #[test]
    fn left_and_right_change_the_side_and_down_goes_down() {
        let drawing = Drawing::posterior().unwrap();
        let room = Rect::from_min_size(pos2(0.0, 0.0), vec2(120.0, 300.0));
        let place = Placement::fit(drawing.figure.size, room);
        let spots = spots(drawing, BodyMode::Plan, place);
        let calf = spots.iter().find(|spot| {
            matches!(&spot.target, KeyTarget::Region((id, Laterality::Left)) if id.as_str() == "calves")
        });
        let calf = calf.unwrap().target.clone();
        let right = beside(&spots, &calf, Arrow::Right).unwrap();
        assert!(
            matches!(&right, KeyTarget::Region((id, Laterality::Right)) if id.as_str() == "calves")
        );
        let up = beside(&spots, &calf, Arrow::Up).unwrap();
        assert!(
            matches!(&up, KeyTarget::Region((id, Laterality::Left)) if id.as_str() == "hamstrings")
        );
        assert_eq!(beside(&spots, &calf, Arrow::Down), None);
    }
}
