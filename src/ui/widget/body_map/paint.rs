//! Paints the figure into one mesh, which is kept until something about it changes.
//!
//! Nothing is said by colour alone: a limit has a heavier line and a digit, what is left out is
//! hatched, what is numb is dotted.

use eframe::egui::epaint::{
    CircleShape, Mesh, PathShape, PathStroke, Shape as Painted, TessellationOptions, Tessellator,
};
use eframe::egui::{Color32, Pos2, Stroke, pos2};

use super::drawing::{Drawing, Fill, Placement};
use crate::export::figure::{Meaning, Shape};
use crate::ui::theme::Colours;

/// How a region is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RegionLook {
    /// The colour inside the line.
    pub fill: Color32,
    /// The line around it.
    pub line: Color32,
    /// The width of that line on the screen.
    pub width: f32,
    /// Hatched, in this colour.
    pub hatch: Option<Color32>,
    /// Dotted, in this colour.
    pub dots: Option<Color32>,
}

/// Everything that a mesh depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct MeshKey {
    /// Where the figure lies.
    pub place: Placement,
    /// How fine the screen is.
    pub pixels_per_point: f32,
    /// For each shape how it is painted, where it isn't painted as usual.
    pub looks: Vec<Option<RegionLook>>,
    /// Whether the theme is a dark one.
    pub dark: bool,
}

/// Paints shapes of the figure into a mesh.
pub struct Brush {
    place: Placement,
    tessellator: Tessellator,
    mesh: Mesh,
}

impl Brush {
    /// A brush for a figure that lies here.
    pub fn new(place: Placement, pixels_per_point: f32) -> Self {
        let options = TessellationOptions::default();
        // No text is painted with it, so it needs no font texture.
        let tessellator = Tessellator::new(pixels_per_point, options, [1, 1], Vec::new());
        Self { place, tessellator, mesh: Mesh::default() }
    }

    /// What was painted.
    pub fn finish(self) -> Mesh {
        self.mesh
    }

    fn fill(&mut self, fill: &Fill, colour: Color32) {
        let Ok(first) = u32::try_from(self.mesh.vertices.len()) else {
            return;
        };
        for corner in &fill.corners {
            self.mesh.colored_vertex(self.place.on_screen(*corner), colour);
        }
        self.mesh.indices.extend(fill.triangles.iter().map(|at| first + at));
    }

    /// Draws along every contour.
    pub fn line(&mut self, shape: &Shape, width: f32, colour: Color32) {
        for contour in &shape.outline {
            let points = contour.iter().map(|point| self.place.on_screen(*point)).collect();
            self.path(points, shape.closed, width, colour);
        }
    }

    fn path(&mut self, points: Vec<Pos2>, closed: bool, width: f32, colour: Color32) {
        let stroke = PathStroke::new(width, colour);
        let path = PathShape { points, closed, fill: Color32::TRANSPARENT, stroke };
        self.tessellator.tessellate_path(&path, &mut self.mesh);
    }

    /// Draws along every contour in dashes.
    fn dashes(&mut self, shape: &Shape, width: f32, colour: Color32) {
        let (dash, gap) = (width * 3.2, width * 2.2);
        for contour in &shape.outline {
            let points: Vec<Pos2> = contour.iter().map(|at| self.place.on_screen(*at)).collect();
            for dash in cut(&points, dash, gap) {
                self.path(dash, false, width, colour);
            }
        }
    }

    /// Lines across a shape from the lower left to the upper right.
    fn hatch(&mut self, shape: &Shape, colour: Color32) {
        let apart = (5.0 / self.place.scale).min(26.0);
        let ([left, top], [right, bottom]) = shape.bounds();
        // On such a line x + y is the same everywhere.
        let mut sum = ((left + top) / apart).floor() * apart;
        while sum < right + bottom {
            let mut crossings: Vec<f32> = Vec::new();
            for contour in &shape.outline {
                let next = contour.iter().cycle().skip(1);
                for ([ax, ay], [bx, by]) in contour.iter().zip(next) {
                    let (a, b) = (ax + ay - sum, bx + by - sum);
                    if (a > 0.0) != (b > 0.0) {
                        crossings.push(ax + (bx - ax) * a / (a - b));
                    }
                }
            }
            crossings.sort_by(f32::total_cmp);
            for ends in crossings.chunks_exact(2) {
                let at = |x: &f32| self.place.on_screen([*x, sum - x]);
                self.path(ends.iter().map(at).collect(), false, 1.2, colour);
            }
            sum += apart;
        }
    }

    /// Dots all over a shape, every other row moved by half.
    fn dots(&mut self, shape: &Shape, colour: Color32) {
        let apart = (5.0 / self.place.scale).min(26.0);
        let ([left, top], [right, bottom]) = shape.bounds();
        let (mut y, mut moved) = (top + apart / 2.0, false);
        while y < bottom {
            let mut x = left + if moved { apart } else { apart / 2.0 };
            while x < right {
                // A dot on the edge would be half a dot.
                let margin = 1.2 / self.place.scale;
                let around = [[x - margin, y], [x + margin, y], [x, y - margin], [x, y + margin]];
                if around.iter().all(|at| shape.contains(*at)) {
                    let centre = self.place.on_screen([x, y]);
                    let dot = CircleShape::filled(centre, 1.1, colour);
                    self.tessellator.tessellate_circle(dot, &mut self.mesh);
                }
                x += apart;
            }
            y += apart * 0.87;
            moved = !moved;
        }
    }
}

/// Paints the whole figure.
pub fn figure(drawing: &Drawing, scene: &MeshKey, colours: &Colours) -> Mesh {
    let body = &colours.body;
    let scale = scene.place.scale;
    let mut brush = Brush::new(scene.place, scene.pixels_per_point);
    // Fine lines get finer with the figure, down to where they would crumble.
    let fine = |width: f32| (width * scale).max(0.7);
    let faint = body.outline.gamma_multiply(if scale < 0.35 { 0.3 } else { 0.55 });
    for ((shape, fill), look) in drawing.parts().zip(&scene.looks) {
        match &shape.meaning {
            Meaning::Skin => brush.fill(fill, body.skin),
            Meaning::Detail if shape.closed => {
                brush.fill(fill, body.shade);
                // Triangles have hard edges; a thin line in their colour softens them.
                brush.line(shape, 0.6, body.shade);
            }
            Meaning::Detail => brush.line(shape, fine(shape.width), faint),
            Meaning::Outline => brush.line(shape, fine(shape.width).max(1.1), body.outline),
            Meaning::Region(..) | Meaning::Zone(..) => {
                let Some(look) = look else {
                    continue;
                };
                brush.fill(fill, look.fill);
                if let Some(colour) = look.hatch {
                    brush.hatch(shape, colour);
                }
                if let Some(colour) = look.dots {
                    brush.dots(shape, colour);
                }
                // A region that lies over another one of the same colour must not melt into it.
                if shape.region().is_some() && look.width > 1.0 {
                    brush.line(shape, look.width + 1.6, body.skin);
                }
                brush.line(shape, look.width, look.line);
            }
            Meaning::Nerve(_) | Meaning::Mark(_) => {}
        }
    }
    // The nerve lies over everything, zones too.
    for shape in &drawing.figure.shapes {
        if matches!(shape.meaning, Meaning::Nerve(_)) {
            let width = (shape.width * scale).max(1.5);
            // The skin around the dashes lets them stand off any region.
            brush.line(shape, width + 1.6, body.skin.gamma_multiply(0.55));
            brush.dashes(shape, width, body.nerve);
        }
    }
    brush.finish()
}

/// The pieces of a line that are seen when it is dashed.
fn cut(points: &[Pos2], dash: f32, gap: f32) -> Vec<Vec<Pos2>> {
    let mut dashes: Vec<Vec<Pos2>> = Vec::new();
    let (mut left, mut drawing) = (dash, true);
    let mut piece: Vec<Pos2> = points.first().copied().into_iter().collect();
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        let (mut from, length) = (*from, from.distance(*to));
        let mut rest = length;
        while rest >= left && left > 0.0 {
            let at = from + (*to - from) * (left / rest);
            rest -= left;
            from = at;
            if drawing {
                piece.push(at);
                dashes.push(std::mem::take(&mut piece));
                left = gap;
            } else {
                piece = vec![at];
                left = dash;
            }
            drawing = !drawing;
        }
        left -= rest;
        if drawing {
            piece.push(*to);
        }
    }
    if drawing && piece.len() > 1 {
        dashes.push(piece);
    }
    dashes
}

/// A small sample of how regions are painted, for the legend.
pub fn sample(painter: &eframe::egui::Painter, rect: eframe::egui::Rect, look: &RegionLook) {
    use eframe::egui::{CornerRadius, StrokeKind};
    let radius = CornerRadius::same(3);
    painter.rect_filled(rect, radius, look.fill);
    if let Some(colour) = look.hatch {
        let clipped = painter.with_clip_rect(rect.shrink(0.5));
        let mut x = rect.left() - rect.height();
        while x < rect.right() {
            let ends = [pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())];
            clipped.line_segment(ends, Stroke::new(1.2, colour));
            x += 5.0;
        }
    }
    if let Some(colour) = look.dots {
        for (column, row) in [(0.22, 0.32), (0.5, 0.32), (0.78, 0.32), (0.36, 0.7), (0.64, 0.7)] {
            let x = rect.left() + rect.width() * column;
            painter.circle_filled(pos2(x, rect.top() + rect.height() * row), 1.1, colour);
        }
    }
    painter.rect_stroke(rect, radius, Stroke::new(look.width, look.line), StrokeKind::Inside);
}

/// A dashed sample of the nerve's path.
pub fn nerve_sample(painter: &eframe::egui::Painter, rect: eframe::egui::Rect, colours: &Colours) {
    let line = [rect.left_center(), rect.right_center()];
    for dash in cut(&line, 4.5, 3.0) {
        painter.add(Painted::line(dash, Stroke::new(2.0, colours.body.nerve)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_into_dashes_of_one_length_around_its_corners() {
        let bent = [pos2(0.0, 0.0), pos2(5.0, 0.0), pos2(5.0, 6.0)];
        let dashes = cut(&bent, 4.0, 2.0);
        let length = |dash: &Vec<Pos2>| {
            dash.iter().zip(dash.iter().skip(1)).map(|(a, b)| a.distance(*b)).sum::<f32>()
        };
        assert_eq!(dashes.iter().map(length).collect::<Vec<_>>(), [4.0, 4.0]);
        assert_eq!(dashes[1].first(), Some(&pos2(5.0, 1.0)));
    }
}
