//! Compares a picture with the one that is kept, and keeps a new one when asked to.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test ui snapshots` keeps every picture that differs. What is kept
//! has 256 colours, which halves it: the frequent ones as they are, the rest by the nearest. So a
//! picture is the same when each pixel is near the kept one, and each frequent colour is there as it
//! is. That also forgives what the vector instructions of another processor round differently.

#![allow(clippy::indexing_slicing, reason = "every list here is as long as the one beside it")]

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use image::{Rgba, RgbaImage};

use crate::facade::put;

/// What is asked of the environment to keep new pictures.
const RENEW: &str = "UPDATE_SNAPSHOTS";

/// How many colours count as frequent.
const FREQUENT: usize = 48;
/// How far a pixel may be from the one that is kept, of 255.
const NEAR: u8 = 16;

/// What differs, a line for each picture.
#[derive(Default)]
pub struct Differences(String);

impl Differences {
    /// Compares a picture with the one of that name.
    pub fn compare(&mut self, name: &str, picture: &RgbaImage) {
        let place = |ending: &str| folder().join(format!("{name}{ending}.png"));
        for ending in [".new", ".diff"] {
            fs::remove_file(place(ending)).ok();
        }
        let kept = fs::read(place("")).ok().map(|bytes| read(&bytes));
        let differing = match &kept {
            None => Some("isn't there yet".to_owned()),
            Some(kept) if kept.dimensions() != picture.dimensions() => {
                Some(format!("is {:?}, was {:?}", picture.dimensions(), kept.dimensions()))
            }
            Some(kept) => match difference(kept, picture) {
                (0, _) => None,
                (count, diff) => {
                    put(&place(".diff"), packed(&diff));
                    Some(format!("{count} pixels differ, see {name}.diff.png"))
                }
            },
        };
        let Some(differing) = differing else { return };
        if std::env::var_os(RENEW).is_some() {
            fs::remove_file(place(".diff")).ok();
            put(&place(""), packed(picture));
        } else {
            put(&place(".new"), packed(picture));
            writeln!(self.0, "  {name}: {differing}").unwrap();
        }
    }
}

impl Drop for Differences {
    fn drop(&mut self) {
        if self.0.is_empty() || std::thread::panicking() {
            return;
        }
        panic!(
            "pictures differ from tests/ui/pictures (what they are now lies beside them as \
             NAME.new.png):\n{}if they are meant to look like that: \
             {RENEW}=1 cargo test --test ui snapshots",
            self.0
        );
    }
}

/// The names of the pictures that are kept; what a test that failed left beside them is none.
pub fn kept() -> Vec<String> {
    let files = fs::read_dir(folder()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !name.ends_with(".new.png") && !name.ends_with(".diff.png"))
        .map(|name| name.strip_suffix(".png").unwrap_or(&name).to_owned())
        .collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ui/pictures")
}

/// How many pixels differ, and where: what is the same is pale, what isn't is magenta.
fn difference(old: &RgbaImage, new: &RgbaImage) -> (usize, RgbaImage) {
    let kept: Vec<[u8; 3]> = by_frequency(old);
    let frequent = by_frequency(new).into_iter().take(FREQUENT);
    let strange: Vec<[u8; 3]> =
        frequent.filter(|colour| kept.iter().all(|kept| distance(*kept, *colour) > 1)).collect();
    let mut count = 0;
    let mut diff = new.clone();
    for (pixel, (old, new)) in diff.pixels_mut().zip(old.pixels().zip(new.pixels())) {
        let (old, new) = (rgb(*old), rgb(*new));
        if distance(old, new) > NEAR || strange.contains(&new) {
            count += 1;
            *pixel = Rgba([255, 0, 255, 255]);
        } else {
            let grey = new.iter().map(|part| u32::from(*part)).sum::<u32>() / 3;
            let pale = u8::try_from(192 + grey / 4).unwrap_or(255);
            *pixel = Rgba([pale, pale, pale, 255]);
        }
    }
    (count, diff)
}

/// Every colour of a picture, the most frequent first.
fn by_frequency(picture: &RgbaImage) -> Vec<[u8; 3]> {
    let mut counts = BTreeMap::<[u8; 3], usize>::new();
    for pixel in picture.pixels() {
        *counts.entry(rgb(*pixel)).or_default() += 1;
    }
    let mut colours: Vec<_> = counts.into_iter().collect();
    colours.sort_by_key(|(colour, count)| (Reverse(*count), *colour));
    colours.into_iter().map(|(colour, _)| colour).collect()
}

/// The frequent colours, and of the others those that are farthest from what is there already; none
/// where a colour would still be too far from all of them.
fn palette_of(picture: &RgbaImage) -> Option<Vec<[u8; 3]>> {
    let mut colours = by_frequency(picture);
    let rest = colours.split_off(colours.len().min(FREQUENT * 2));
    let to_palette = |colour: &[u8; 3]| colours.iter().map(|one| distance(*one, *colour)).min();
    let mut far: Vec<u8> = rest.iter().map(|colour| to_palette(colour).unwrap_or(0)).collect();
    while colours.len() < 256 {
        let Some(at) = (0..rest.len()).max_by_key(|at| far[*at]).filter(|at| far[*at] > 0) else {
            break;
        };
        colours.push(rest[at]);
        for (far, colour) in far.iter_mut().zip(&rest) {
            *far = distance(rest[at], *colour).min(*far);
        }
    }
    far.iter().all(|far| *far <= NEAR).then_some(colours)
}

/// How far the part is apart that differs most.
fn distance(a: [u8; 3], b: [u8; 3]) -> u8 {
    a.iter().zip(&b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
}

fn read(bytes: &[u8]) -> RgbaImage {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    RgbaImage::from_raw(info.width, info.height, pixels).unwrap()
}

/// A picture as a file.
pub fn packed(picture: &RgbaImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(9));
    let pixels: Vec<u8> = if let Some(palette) = palette_of(picture) {
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.as_flattened().to_vec());
        let mut places = BTreeMap::<[u8; 3], u8>::new();
        let mut place = |colour| {
            *places.entry(colour).or_insert_with(|| {
                let nearest =
                    (0..=255).zip(&palette).min_by_key(|(_, one)| distance(**one, colour));
                nearest.unwrap().0
            })
        };
        picture.pixels().map(|pixel| place(rgb(*pixel))).collect()
    } else {
        encoder.set_filter(png::Filter::Up);
        encoder.set_color(png::ColorType::Rgb);
        picture.pixels().flat_map(|pixel| rgb(*pixel)).collect()
    };
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

fn rgb(pixel: Rgba<u8>) -> [u8; 3] {
    [pixel[0], pixel[1], pixel[2]]
}
