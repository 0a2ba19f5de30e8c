//! From the SVG file to shapes: what an id means, and curves into lines.
//!
//! Colours of the file are left behind; its ids and its order are what counts.

use usvg::tiny_skia_path::{PathSegment, Point as Coordinates};
use usvg::{Group, Node, Options, Tree};

use super::geometry::{self, curve};
use super::{Figure, FigureError, Meaning, Point, Shape};
use crate::model::{FurthestPoint, Laterality, RegionId};

/// Reads a drawing.
pub fn figure(svg: &str) -> Result<Figure, FigureError> {
    let tree = Tree::from_str(svg, &Options::default())
        .map_err(|error| FigureError::Svg(error.to_string()))?;
    let mut shapes = Vec::new();
    shapes_of(tree.root(), &mut shapes)?;
    find_inner(&mut shapes);
    Ok(Figure { size: [tree.size().width(), tree.size().height()], shapes })
}

fn shapes_of(group: &Group, shapes: &mut Vec<Shape>) -> Result<(), FigureError> {
    for node in group.children() {
        match node {
            Node::Group(group) => shapes_of(group, shapes)?,
            Node::Path(path) => {
                let shape = shape(path)?;
                let of_many = matches!(shape.meaning, Meaning::Detail | Meaning::Outline);
                if !of_many && shapes.iter().any(|other| other.meaning == shape.meaning) {
                    return Err(FigureError::Twice(path.id().to_owned()));
                }
                shapes.push(shape);
            }
            Node::Image(_) | Node::Text(_) => {
                return Err(FigureError::Unknown(node.id().to_owned()));
            }
        }
    }
    Ok(())
}

fn shape(path: &usvg::Path) -> Result<Shape, FigureError> {
    let meaning = meaning(path.id()).ok_or_else(|| FigureError::Unknown(path.id().to_owned()))?;
    let data = path.data().clone().transform(path.abs_transform());
    let data = data.ok_or_else(|| FigureError::Svg(format!("“{}” has no extent", path.id())))?;
    let point = |at: Coordinates| -> Point { [at.x, at.y] };
    let mut outline: Vec<Vec<Point>> = Vec::new();
    let mut last = [0.0, 0.0];
    for segment in data.segments() {
        let contour = outline.last_mut();
        match (segment, contour) {
            (PathSegment::MoveTo(to), _) => {
                last = point(to);
                outline.push(vec![last]);
            }
            (PathSegment::LineTo(to), Some(contour)) => {
                last = point(to);
                contour.push(last);
            }
            (PathSegment::QuadTo(by, to), Some(contour)) => {
                let ([ax, ay], [bx, by], to) = (last, point(by), point(to));
                let [cx, cy] = to;
                // The same curve as a cubic one.
                let third = |end: f32, by: f32| end + (by - end) * (2.0 / 3.0);
                let one = [third(ax, bx), third(ay, by)];
                let two = [third(cx, bx), third(cy, by)];
                curve(contour, last, one, two, to);
                last = to;
            }
            (PathSegment::CubicTo(one, two, to), Some(contour)) => {
                curve(contour, last, point(one), point(two), point(to));
                last = point(to);
            }
            (PathSegment::Close, Some(contour)) => {
                // A closed contour doesn't repeat its first point.
                if contour.len() > 1 && contour.first() == contour.last() {
                    contour.pop();
                }
                last = contour.first().copied().unwrap_or(last);
            }
            (
                PathSegment::LineTo(_)
                | PathSegment::QuadTo(..)
                | PathSegment::CubicTo(..)
                | PathSegment::Close,
                None,
            ) => {}
        }
    }
    Ok(Shape {
        meaning,
        outline,
        closed: path.fill().is_some(),
        width: path.stroke().map_or(0.0, |stroke| stroke.width().get()),
        inner: None,
    })
}

/// What an id says.
fn meaning(id: &str) -> Option<Meaning> {
    let parts: Vec<&str> = id.split(':').collect();
    match parts.as_slice() {
        ["skin"] => Some(Meaning::Skin),
        ["outline", _] => Some(Meaning::Outline),
        ["detail", _] => Some(Meaning::Detail),
        ["detail", _, on] => side(on).map(|_| Meaning::Detail),
        ["region", id, on] => Some(Meaning::Region(RegionId::new(id).ok()?, side(on)?)),
        ["nerve", on] => Some(Meaning::Nerve(side(on)?)),
        ["zone", name, on] => {
            let mut points = FurthestPoint::ALL.iter();
            let point = points.find(|point| format!("{point:?}") == *name)?;
            Some(Meaning::Zone(*point, side(on)?))
        }
        ["mark", on] => Some(Meaning::Mark(side(on)?)),
        _ => None,
    }
}

fn side(word: &str) -> Option<Laterality> {
    Laterality::ALL.into_iter().find(|side| side.word() == word)
}

/// Finds the room inside regions and zones.
fn find_inner(shapes: &mut [Shape]) {
    let found: Vec<_> = shapes
        .iter()
        .enumerate()
        .map(|(at, shape)| {
            let of_kind = |other: &&Shape| {
                (shape.region().is_some() && other.region().is_some())
                    || (shape.zone().is_some() && other.zone().is_some())
            };
            if !of_kind(&shape) {
                return None;
            }
            let above = shapes.iter().skip(at + 1).filter(of_kind);
            let above: Vec<_> = above
                .map(|other| other.outline.as_slice())
                .filter(|other| geometry::may_touch(&shape.outline, other))
                .collect();
            geometry::inner(&shape.outline, &above)
        })
        .collect();
    for (shape, inner) in shapes.iter_mut().zip(found) {
        shape.inner = inner;
    }
}
