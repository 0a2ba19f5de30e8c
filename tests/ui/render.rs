//! Draws what the window paints, on the processor: the same pixels on every machine and run, with no
//! driver and no display.
//!
//! Triangles as a graphics card would fill them: samples in the middle of pixels, the top-left rule
//! for shared edges (in whole numbers, so that no pixel is filled twice or missed), bilinear
//! textures, premultiplied colours blended as they are stored. Bands of rows are drawn in parallel;
//! each goes through the shapes in their order, so that the outcome doesn't depend on that.
//! What is compared with what stands in `pictures`.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels and positions are small, and rounded on purpose"
)]
#![allow(clippy::indexing_slicing, reason = "a picture that can't be drawn ends the test")]
#![allow(clippy::expect_used, reason = "a part of a texture comes after the texture")]
#![allow(clippy::iter_over_hash_type, reason = "textures are independent of each other")]

use std::collections::HashMap;

use eframe::egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use eframe::egui::{self, Color32, FullOutput, ImageData, TextureFilter, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;
use rayon::prelude::*;

/// Rows that are drawn together.
const BAND: usize = 32;
/// What is nearer to the middle of a texel than this part of one is taken from it alone.
const NEAR: f32 = 1.0 / 512.0;
/// Steps of a corner's position within a pixel.
const STEPS: i64 = 256;

/// Draws; keeps the textures.
#[derive(Default)]
pub struct Painter {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
    filter: TextureFilter,
}

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let delta = std::mem::take(delta);
        let mut delta = delta;
        for (id, images) in delta.set.drain() {
            for image in images {
                let ImageData::Color(pixels) = &image.image;
                let [width, height] = pixels.size;
                let Some([left, top]) = image.pos else {
                    let texture = Texture {
                        width,
                        height,
                        pixels: pixels.pixels.clone(),
                        filter: image.options.magnification,
                    };
                    self.textures.insert(id, texture);
                    continue;
                };
                let texture = self.textures.get_mut(&id).expect("a part of what is there");
                for row in 0..height {
                    let to = (top + row) * texture.width + left;
                    let from = &pixels.pixels[row * width..(row + 1) * width];
                    texture.pixels[to..to + width].copy_from_slice(from);
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = (ctx.viewport_rect().size() * scale).round();
        let (width, height) = (size.x as usize, size.y as usize);
        let shapes = ctx.tessellate(output.shapes.clone(), scale);
        let mut triangles = Vec::new();
        for ClippedPrimitive { clip_rect, primitive } in &shapes {
            let Primitive::Mesh(mesh) = primitive else {
                return Err("paint callbacks can't be drawn here".to_owned());
            };
            let clip = Clip {
                left: ((clip_rect.min.x * scale).round().max(0.0)) as usize,
                top: ((clip_rect.min.y * scale).round().max(0.0)) as usize,
                right: ((clip_rect.max.x * scale).round().max(0.0) as usize).min(width),
                bottom: ((clip_rect.max.y * scale).round().max(0.0) as usize).min(height),
            };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a texture is missing")?;
            triangles.extend(triangles_of(mesh, texture, clip, scale));
        }
        let mut bands: Vec<Vec<u32>> = vec![Vec::new(); height.div_ceil(BAND)];
        for (number, triangle) in (0..).zip(&triangles) {
            for band in &mut bands[triangle.top / BAND..triangle.bottom.div_ceil(BAND)] {
                band.push(number);
            }
        }
        let mut pixels = vec![[0, 0, 0, 255_u8]; width * height];
        pixels.par_chunks_mut(BAND * width).zip(&bands).enumerate().for_each(
            |(number, (rows, band))| {
                for triangle in band {
                    triangles[*triangle as usize].fill(rows, number * BAND, width);
                }
            },
        );
        let bytes = pixels.into_flattened();
        let image = RgbaImage::from_raw(width as u32, height as u32, bytes);
        image.ok_or_else(|| "the picture has no size".to_owned())
    }
}

#[derive(Clone, Copy)]
struct Clip {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// A triangle that has pixels, its corners clockwise on the screen.
struct Triangle<'a> {
    x: [i64; 3],
    y: [i64; 3],
    /// Twice its size, in steps.
    area: i64,
    clip: Clip,
    /// The rows that it may touch.
    top: usize,
    bottom: usize,
    ink: Ink<'a>,
}

enum Ink<'a> {
    /// The same everywhere, premultiplied.
    Plain([u8; 4]),
    /// A texture, in one colour.
    Textured { texture: &'a Texture, uv: [[f32; 2]; 3], colour: [f32; 4] },
    /// Colours that change from corner to corner.
    Shaded { texture: &'a Texture, uv: [[f32; 2]; 3], colours: [[f32; 4]; 3] },
}

fn triangles_of<'a>(
    mesh: &'a Mesh,
    texture: &'a Texture,
    clip: Clip,
    scale: f32,
) -> impl Iterator<Item = Triangle<'a>> {
    mesh.indices.chunks_exact(3).filter_map(move |corners| {
        let mut corners = [0, 1, 2].map(|at| &mesh.vertices[corners[at] as usize]);
        let place = |at: f32| (at * scale * STEPS as f32).round() as i64;
        let area_of = |corners: &[&Vertex; 3]| {
            let [a, b, c] = corners.map(|corner| (place(corner.pos.x), place(corner.pos.y)));
            (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
        };
        let mut area = area_of(&corners);
        if area < 0 {
            corners.swap(1, 2);
            area = -area;
        }
        let x = corners.map(|corner| place(corner.pos.x));
        let y = corners.map(|corner| place(corner.pos.y));
        let top = usize::try_from(*y.iter().min()? / STEPS).unwrap_or(0).max(clip.top);
        let bottom = usize::try_from(*y.iter().max()? / STEPS + 1).unwrap_or(0).min(clip.bottom);
        if area == 0 || top >= bottom || clip.left >= clip.right {
            return None;
        }
        let colours =
            corners.map(|corner| corner.color.to_array().map(|part| f32::from(part) / 255.0));
        let uv = corners.map(|corner| [corner.uv.x, corner.uv.y]);
        let is_one_colour = same(&colours);
        let ink = if is_one_colour && same(&uv) {
            let ink = bytes(times(texture.at(uv[0]), colours[0]));
            if ink == [0; 4] {
                return None;
            }
            Ink::Plain(ink)
        } else if is_one_colour {
            Ink::Textured { texture, uv, colour: colours[0] }
        } else {
            Ink::Shaded { texture, uv, colours }
        };
        Some(Triangle { x, y, area, clip, top, bottom, ink })
    })
}

impl Triangle<'_> {
    /// Fills what of it lies in these rows, of which the first is `first`.
    fn fill(&self, rows: &mut [[u8; 4]], first: usize, width: usize) {
        let last = first + rows.len() / width;
        for row in self.top.max(first)..self.bottom.min(last) {
            let Some((from, to)) = self.span(row) else { continue };
            let start = (row - first) * width;
            let pixels = &mut rows[start + from..start + to];
            match &self.ink {
                Ink::Plain(ink) if ink[3] == 255 => pixels.fill(*ink),
                Ink::Plain(ink) => pixels.iter_mut().for_each(|pixel| blend(pixel, *ink)),
                Ink::Textured { texture, uv, colour } => {
                    let (mut uv, step) = self.along(uv, from, row);
                    for pixel in pixels {
                        let texel = texture.at(uv);
                        if texel[3] > 0.0 || texel[0] > 0.0 {
                            blend(pixel, bytes(times(texel, *colour)));
                        }
                        uv = plus(uv, step);
                    }
                }
                Ink::Shaded { texture, uv, colours } => {
                    let (mut uv, uv_step) = self.along(uv, from, row);
                    let (mut colour, colour_step) = self.along(colours, from, row);
                    for pixel in pixels {
                        blend(pixel, bytes(times(texture.at(uv), colour)));
                        uv = plus(uv, uv_step);
                        colour = plus(colour, colour_step);
                    }
                }
            }
        }
    }

    /// An edge at the middle of a pixel: positive inside, zero on the edge; and its change a pixel.
    fn edge(&self, edge: usize, column: usize, row: usize) -> (i64, i64) {
        let (a, b) = (edge, (edge + 1) % 3);
        let middle = |at: usize| i64::try_from(at).unwrap_or(0) * STEPS + STEPS / 2;
        let (dx, dy) = (self.x[b] - self.x[a], self.y[b] - self.y[a]);
        let value = dx * (middle(row) - self.y[a]) - dy * (middle(column) - self.x[a]);
        (value, -dy * STEPS)
    }

    /// The pixels of a row whose middle is inside.
    fn span(&self, row: usize) -> Option<(usize, usize)> {
        let mut from = i64::try_from(self.clip.left).ok()?;
        let mut to = i64::try_from(self.clip.right).ok()?;
        for edge in 0..3 {
            let (value, step) = self.edge(edge, 0, row);
            let (dx, dy) =
                (self.x[(edge + 1) % 3] - self.x[edge], self.y[(edge + 1) % 3] - self.y[edge]);
            // A pixel exactly on an edge belongs to the triangle right of it or below.
            let is_top_left = dy < 0 || (dy == 0 && dx > 0);
            let short = i64::from(!is_top_left) - value;
            match step {
                0 if short > 0 => return None,
                0 => {}
                1.. => from = from.max(-(-short).div_euclid(step)),
                _ => to = to.min((-short).div_euclid(-step) + 1),
            }
        }
        (from < to).then_some((usize::try_from(from).ok()?, usize::try_from(to).ok()?))
    }

    /// What the corners carry, at a pixel, and its change to the next one in the row.
    fn along<const N: usize>(
        &self,
        corners: &[[f32; N]; 3],
        column: usize,
        row: usize,
    ) -> ([f32; N], [f32; N]) {
        let mut value = [0.0; N];
        let mut step = [0.0; N];
        for (corner, carried) in corners.iter().enumerate() {
            // The edge opposite of a corner tells how near it is.
            let (near, change) = self.edge((corner + 1) % 3, column, row);
            let (near, change) = (near as f64 / self.area as f64, change as f64 / self.area as f64);
            for part in 0..N {
                value[part] += carried[part] * near as f32;
                step[part] += carried[part] * change as f32;
            }
        }
        (value, step)
    }
}

impl Texture {
    /// The colour at a place from 0 to 1, premultiplied.
    fn at(&self, [u, v]: [f32; 2]) -> [f32; 4] {
        let (x, y) = (u * self.width as f32 - 0.5, v * self.height as f32 - 0.5);
        if self.filter == TextureFilter::Nearest {
            return self.texel(x.round(), y.round());
        }
        let (left, top) = (x.floor(), y.floor());
        let (right, below) = (x - left, y - top);
        // Glyphs lie on whole pixels.
        if right < NEAR && below < NEAR {
            return self.texel(left, top);
        }
        let upper = mix(self.texel(left, top), self.texel(left + 1.0, top), right);
        let lower = mix(self.texel(left, top + 1.0), self.texel(left + 1.0, top + 1.0), right);
        mix(upper, lower, below)
    }

    fn texel(&self, x: f32, y: f32) -> [f32; 4] {
        let x = (x.max(0.0) as usize).min(self.width - 1);
        let y = (y.max(0.0) as usize).min(self.height - 1);
        self.pixels[y * self.width + x].to_array().map(|part| f32::from(part) / 255.0)
    }
}

/// Whether three corners carry the same, to the bit.
fn same<const N: usize>(corners: &[[f32; N]; 3]) -> bool {
    let bits = corners.map(|corner| corner.map(f32::to_bits));
    bits[0] == bits[1] && bits[1] == bits[2]
}

fn mix(a: [f32; 4], b: [f32; 4], part: f32) -> [f32; 4] {
    std::array::from_fn(|at| a[at] + (b[at] - a[at]) * part)
}

fn times(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|at| a[at] * b[at])
}

fn plus<const N: usize>(a: [f32; N], b: [f32; N]) -> [f32; N] {
    std::array::from_fn(|at| a[at] + b[at])
}

fn bytes(colour: [f32; 4]) -> [u8; 4] {
    colour.map(|part| (part * 255.0 + 0.5) as u8)
}

/// Puts a premultiplied colour over a pixel.
fn blend(pixel: &mut [u8; 4], ink: [u8; 4]) {
    let rest = 255 - u32::from(ink[3]);
    for part in 0..4 {
        let under = (u32::from(pixel[part]) * rest + 127) / 255;
        pixel[part] = (u32::from(ink[part]) + under).min(255) as u8;
    }
}
