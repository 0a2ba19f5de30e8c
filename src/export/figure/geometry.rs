//! Plain geometry of contours: curves into lines, inside or outside, how far from an edge.
//!
//! Knows nothing of bodies.

use super::{Inner, Point};

/// How far a straight piece may lie off its curve, in figure units; on paper a hundredth of a
/// millimetre.
const TOLERANCE: f32 = 0.12;

/// Between two points, `t` of the way.
fn between([ax, ay]: Point, [bx, by]: Point, t: f32) -> Point {
    [ax + (bx - ax) * t, ay + (by - ay) * t]
}

/// Adds a cubic curve to a contour that ends where the curve begins.
pub fn curve(contour: &mut Vec<Point>, from: Point, one: Point, two: Point, to: Point) {
    // The second differences say how far the curve bends away from straight pieces.
    let bend = |[ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point| {
        (ax - 2.0 * bx + cx).hypot(ay - 2.0 * by + cy)
    };
    let most = bend(from, one, two).max(bend(one, two, to));
    let pieces = (0.75 * most / TOLERANCE).sqrt().ceil().clamp(1.0, 64.0);
    let mut piece = 1.0;
    while piece < pieces {
        let t = piece / pieces;
        let (a, b, c) = (between(from, one, t), between(one, two, t), between(two, to, t));
        contour.push(between(between(a, b, t), between(b, c, t), t));
        piece += 1.0;
    }
    contour.push(to);
}

/// The edges of closed contours.
fn edges(outline: &[Vec<Point>]) -> impl Iterator<Item = (Point, Point)> {
    outline.iter().flat_map(|contour| {
        let next = contour.iter().cycle().skip(1);
        contour.iter().copied().zip(next.copied())
    })
}

/// Whether a place is inside closed contours (even-odd).
pub fn contains(outline: &[Vec<Point>], [x, y]: Point) -> bool {
    let crosses = |([ax, ay], [bx, by]): (Point, Point)| {
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    edges(outline).filter(|edge| crosses(*edge)).count() % 2 == 1
}

/// The upper left and the lower right corner around contours.
pub fn bounds(outline: &[Vec<Point>]) -> (Point, Point) {
    let none = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
    outline.iter().flatten().fold(none, |([left, top], [right, bottom]), [x, y]| {
        ([left.min(*x), top.min(*y)], [right.max(*x), bottom.max(*y)])
    })
}

/// How far a place is from the nearest edge of closed contours.
fn clearance(outline: &[Vec<Point>], [x, y]: Point) -> f32 {
    let to_edge = |([ax, ay], [bx, by]): (Point, Point)| {
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx * dx + dy * dy;
        let t = if length > 0.0 { ((x - ax) * dx + (y - ay) * dy) / length } else { 0.0 };
        let [nx, ny] = between([ax, ay], [bx, by], t.clamp(0.0, 1.0));
        (nx - x).hypot(ny - y)
    };
    edges(outline).map(to_edge).fold(f32::INFINITY, f32::min)
}

/// Whether the boxes around two outlines touch.
pub fn may_touch(one: &[Vec<Point>], other: &[Vec<Point>]) -> bool {
    let ([left, top], [right, bottom]) = bounds(one);
    let ([other_left, other_top], [other_right, other_bottom]) = bounds(other);
    left <= other_right && other_left <= right && top <= other_bottom && other_top <= bottom
}

/// The largest circle that fits into a shape beside those that lie over it: a grid that is drawn
/// closer around the best place a few times, near enough for a label.
pub fn inner(outline: &[Vec<Point>], over: &[&[Vec<Point>]]) -> Option<Inner> {
    let room = |at: Point| {
        let shows = contains(outline, at) && !over.iter().any(|above| contains(above, at));
        shows.then(|| {
            let above = over.iter().map(|above| clearance(above, at));
            above.fold(clearance(outline, at), f32::min)
        })
    };
    let ([left, top], [right, bottom]) = bounds(outline);
    let mut middle = [f32::midpoint(left, right), f32::midpoint(top, bottom)];
    let mut step = [(right - left) / 12.0, (bottom - top) / 12.0];
    let mut best: Option<Inner> = None;
    for _ in 0..4 {
        let ([mx, my], [sx, sy]) = (middle, step);
        for row in -6_i8..=6 {
            for column in -6_i8..=6 {
                let centre = [mx + f32::from(column) * sx, my + f32::from(row) * sy];
                let Some(radius) = room(centre) else {
                    continue;
                };
                if best.is_none_or(|best| radius > best.radius) {
                    best = Some(Inner { centre, radius });
                }
            }
        }
        middle = best?.centre;
        step = [sx / 4.0, sy / 4.0];
    }
    best
}
