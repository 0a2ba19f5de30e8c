//! The drawing of the body as plain shapes: outlines in figure units, and what each of them means.
//!
//! The window and the printed sheet draw from the same figure, each in its own colours. No colours
//! here, no window, no decision: a region is where the drawing has it, its name stands in the
//! knowledge. Everything that the knowledge works on lies on the back of the body, so there is one
//! view.

mod geometry;
pub mod marks;
mod read;
pub mod svg;
#[cfg(test)]
mod tests;

use crate::model::{FurthestPoint, Laterality, RegionId};

/// A place in the drawing, right and down from its upper left corner, in figure units.
pub type Point = [f32; 2];

/// What a shape of the drawing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The body itself.
    Skin,
    /// The line around the body.
    Outline,
    /// A shade where closed, a fine line where open.
    Detail,
    /// A region of the knowledge on one side.
    Region(RegionId, Laterality),
    /// The path of the sciatic nerve.
    Nerve(Laterality),
    /// As far down as symptoms may reach; chosen, and drawn only where it is.
    Zone(FurthestPoint, Laterality),
    /// The letter that says which side is which.
    Mark(Laterality),
}

/// A circle inside a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inner {
    /// The middle, in figure units.
    pub centre: Point,
    /// How far from there to the nearest edge.
    pub radius: f32,
}

/// One shape of the drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What it is.
    pub meaning: Meaning,
    /// Its contours, curves made into short straight lines.
    pub outline: Vec<Vec<Point>>,
    /// Whether the contours enclose something.
    pub closed: bool,
    /// The width of its line; nothing where it has none.
    pub width: f32,
    /// The largest circle that fits into what shows of it, found roughly; for regions and zones.
    pub inner: Option<Inner>,
}

/// The body from behind, as shapes that say what they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Width and height.
    pub size: Point,
    /// The shapes, those first that lie under others.
    pub shapes: Vec<Shape>,
}

/// Why a drawing can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// It isn't a drawing at all.
    #[error("the drawing can't be read: {0}")]
    Svg(String),
    /// A shape whose id says nothing that is known.
    #[error("the drawing has a shape “{0}”, and nothing here knows what that is")]
    Unknown(String),
    /// Two shapes say that they are the same thing.
    #[error("the drawing has the shape “{0}” twice")]
    Twice(String),
}

impl Shape {
    /// Whether a place is inside.
    pub fn contains(&self, at: Point) -> bool {
        self.closed && geometry::contains(&self.outline, at)
    }

    /// The upper left and the lower right corner of the box around it.
    pub fn bounds(&self) -> (Point, Point) {
        geometry::bounds(&self.outline)
    }

    /// The region and the side, where it is one.
    pub fn region(&self) -> Option<(&RegionId, Laterality)> {
        match &self.meaning {
            Meaning::Region(id, side) => Some((id, *side)),
            Meaning::Skin
            | Meaning::Outline
            | Meaning::Detail
            | Meaning::Nerve(_)
            | Meaning::Zone(..)
            | Meaning::Mark(_) => None,
        }
    }

    /// The level and the side, where it is a zone.
    pub fn zone(&self) -> Option<(FurthestPoint, Laterality)> {
        match self.meaning {
            Meaning::Zone(point, side) => Some((point, side)),
            Meaning::Skin
            | Meaning::Outline
            | Meaning::Detail
            | Meaning::Nerve(_)
            | Meaning::Region(..)
            | Meaning::Mark(_) => None,
        }
    }
}

impl Figure {
    /// The body from behind, from the low back to the toes; the client's left is at the left.
    ///
    /// # Errors
    /// The drawing isn't one, or has a shape that nothing knows.
    pub fn posterior() -> Result<Self, FigureError> {
        read::figure(include_str!("../../../assets/body/posterior.svg"))
    }

    /// The regions, those first that lie under others.
    pub fn regions(&self) -> impl Iterator<Item = (&RegionId, Laterality, &Shape)> {
        self.shapes.iter().filter_map(|shape| {
            let (id, side) = shape.region()?;
            Some((id, side, shape))
        })
    }

    /// The topmost region at a place.
    pub fn region_at(&self, at: Point) -> Option<(&RegionId, Laterality)> {
        let shapes = self.shapes.iter().rev();
        shapes.filter(|shape| shape.region().is_some()).find(|s| s.contains(at))?.region()
    }

    /// The zone at a place.
    pub fn zone_at(&self, at: Point) -> Option<(FurthestPoint, Laterality)> {
        let shapes = self.shapes.iter().rev();
        shapes.filter(|shape| shape.zone().is_some()).find(|s| s.contains(at))?.zone()
    }
}
