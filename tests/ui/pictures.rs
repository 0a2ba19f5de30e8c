//! Compares a picture with the one that is kept, and keeps a new one when asked to.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test ui snapshots` keeps every picture that differs. Pictures are
//! files of three colours a pixel, or of a palette where 256 colours are enough, packed as small as
//! it goes. One step of 255 is no difference: fonts are drawn with whatever vector instructions the
//! processor has.

use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use image::{Rgba, RgbaImage};

use crate::facade::put;

/// What is asked of the environment to keep new pictures.
const RENEW: &str = "UPDATE_SNAPSHOTS";

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

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ui/pictures")
}

/// How many pixels differ, and where: what is the same is pale, what isn't is magenta.
fn difference(old: &RgbaImage, new: &RgbaImage) -> (usize, RgbaImage) {
    let mut count = 0;
    let mut diff = new.clone();
    for (pixel, (old, new)) in diff.pixels_mut().zip(old.pixels().zip(new.pixels())) {
        let parts = old.0.iter().zip(&new.0);
        if parts.map(|(old, new)| old.abs_diff(*new)).max() > Some(1) {
            count += 1;
            *pixel = Rgba([255, 0, 255, 255]);
        } else {
            let grey = new.0[..3].iter().map(|part| u32::from(*part)).sum::<u32>() / 3;
            let pale = u8::try_from(192 + grey / 4).unwrap_or(255);
            *pixel = Rgba([pale, pale, pale, 255]);
        }
    }
    (count, diff)
}

fn read(bytes: &[u8]) -> RgbaImage {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    RgbaImage::from_raw(info.width, info.height, pixels).unwrap()
}

/// The smallest of some ways to write the same pixels.
fn packed(picture: &RgbaImage) -> Vec<u8> {
    let mut colours: Vec<[u8; 3]> = picture.pixels().map(|pixel| rgb(*pixel)).collect();
    colours.sort_unstable();
    colours.dedup();
    let palette = (colours.len() <= 256).then_some(colours);
    let filters = match palette {
        Some(_) => vec![png::Filter::NoFilter],
        None => vec![png::Filter::NoFilter, png::Filter::Up, png::Filter::Adaptive],
    };
    let ways = filters.into_iter().map(|filter| written(picture, palette.as_deref(), filter));
    ways.min_by_key(Vec::len).unwrap()
}

fn written(picture: &RgbaImage, palette: Option<&[[u8; 3]]>, filter: png::Filter) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(9));
    encoder.set_filter(filter);
    let pixels: Vec<u8> = match palette {
        Some(palette) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette.as_flattened().to_vec());
            let place = |pixel: &Rgba<u8>| palette.binary_search(&rgb(*pixel)).unwrap();
            picture.pixels().map(|pixel| u8::try_from(place(pixel)).unwrap()).collect()
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            picture.pixels().flat_map(|pixel| rgb(*pixel)).collect()
        }
    };
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

fn rgb(pixel: Rgba<u8>) -> [u8; 3] {
    [pixel[0], pixel[1], pixel[2]]
}
