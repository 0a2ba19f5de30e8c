//! The figure cut into triangles, once, and where it lies on the screen.
//!
//! A filled shape is rarely convex, and egui fills convex ones only.

use std::sync::OnceLock;

use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};
use lyon_tessellation::math::point;
use lyon_tessellation::path::Path;
use lyon_tessellation::{BuffersBuilder, FillOptions, FillTessellator, FillVertex, VertexBuffers};

use crate::export::figure::{Figure, Point, Shape};

/// The triangles of a shape, in figure units.
#[derive(Debug, Default)]
pub struct Fill {
    /// The points that triangles name by their place.
    pub corners: Vec<Point>,
    /// Three corners each, by their place.
    pub triangles: Vec<u32>,
}

/// A figure that is ready to be painted.
#[derive(Debug)]
pub struct Drawing {
    /// The shapes and what they mean.
    pub figure: Figure,
    /// For each shape its triangles; none where it is a line.
    pub fills: Vec<Fill>,
}

static POSTERIOR: OnceLock<Option<Drawing>> = OnceLock::new();

impl Drawing {
    /// The body from behind. Nothing if the shipped drawing couldn't be read, which a test rules
    /// out.
    pub fn posterior() -> Option<&'static Self> {
        POSTERIOR.get_or_init(|| Figure::posterior().ok().map(Self::of)).as_ref()
    }

    fn of(figure: Figure) -> Self {
        let fills = figure.shapes.iter().map(fill).collect();
        Self { figure, fills }
    }

    /// Every shape with its triangles, those first that lie under others.
    pub fn parts(&self) -> impl Iterator<Item = (&Shape, &Fill)> {
        self.figure.shapes.iter().zip(&self.fills)
    }
}

fn fill(shape: &Shape) -> Fill {
    let mut buffers: VertexBuffers<Point, u32> = VertexBuffers::new();
    if !shape.closed {
        return Fill::default();
    }
    let mut path = Path::builder();
    for contour in &shape.outline {
        let mut points = contour.iter().map(|[x, y]| point(*x, *y));
        let Some(first) = points.next() else {
            continue;
        };
        path.begin(first);
        for point in points {
            path.line_to(point);
        }
        path.end(true);
    }
    let corner = |vertex: FillVertex<'_>| vertex.position().to_array();
    let done = FillTessellator::new().tessellate_path(
        &path.build(),
        &FillOptions::even_odd(),
        &mut BuffersBuilder::new(&mut buffers, corner),
    );
    // What can't be cut keeps its outline; a test sees that nothing of ours is like that.
    match done {
        Ok(()) => Fill { corners: buffers.vertices, triangles: buffers.indices },
        Err(_) => Fill::default(),
    }
}

/// Where a figure lies on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Points on the screen for one figure unit.
    pub scale: f32,
    offset: Vec2,
}

impl Placement {
    /// As large as fits, in the middle of a room.
    pub fn fit([width, height]: Point, room: Rect) -> Self {
        let scale = (room.width() / width).min(room.height() / height).max(0.01);
        let offset = room.center().to_vec2() - scale * vec2(width, height) / 2.0;
        Self { scale, offset }
    }

    /// From the figure to the screen.
    pub fn on_screen(&self, [x, y]: Point) -> Pos2 {
        pos2(x, y) * self.scale + self.offset
    }

    /// From the screen to the figure.
    pub fn in_figure(&self, at: Pos2) -> Point {
        let at = (at - self.offset) / self.scale;
        [at.x, at.y]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_closed_shape_is_filled_and_no_more_than_its_area() {
        let drawing = Drawing::posterior().unwrap();
        for (shape, fill) in drawing.parts().filter(|(shape, _)| shape.closed) {
            let corner = |at: u32| fill.corners[at as usize];
            let area: f32 = fill
                .triangles
                .chunks(3)
                .map(|three| {
                    let [a, b, c] = [corner(three[0]), corner(three[1]), corner(three[2])];
                    ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
                })
                .sum();
            let contour = &shape.outline[0];
            let next = contour.iter().cycle().skip(1);
            let twice: f32 = contour.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
            let whole = twice.abs() / 2.0;
            assert!((area - whole).abs() < whole * 0.01, "{:?}: {area} {whole}", shape.meaning);
        }
    }

    #[test]
    fn a_place_on_the_screen_is_found_in_the_figure() {
        let room = Rect::from_min_size(pos2(10.0, 20.0), vec2(300.0, 200.0));
        let place = Placement::fit([100.0, 200.0], room);
        assert_eq!(place.on_screen([50.0, 100.0]), room.center());
        let [x, y] = place.in_figure(place.on_screen([12.0, 34.0]));
        assert!((x - 12.0).abs() < 0.01 && (y - 34.0).abs() < 0.01);
    }
}
