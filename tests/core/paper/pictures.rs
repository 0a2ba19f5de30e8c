//! Pictures of pages, drawn without a screen. After a change that is meant:
//! `UPDATE_SNAPSHOTS=1 cargo test --test core paper::pictures`, and look at each that changed, beside the
//! draft that it was built toward.

#![expect(clippy::disallowed_methods, reason = "pictures are kept for a look")]

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use ischia::export::typeset::Picture;
use ischia::export::{Document, Ink, Look, Pages};
use ischia::model::{Paper, Plan};

use super::{Press, sample};
use crate::support::{in_crate, plan};

/// What is asked of the environment to keep new pictures.
const RENEW: &str = "UPDATE_SNAPSHOTS";
/// Pixels to a point.
const SCALE: f32 = 1.25;
/// How far a pixel may be from the one that is kept, of 255: vector instructions round differently.
const NEAR: u8 = 24;

fn place(name: &str) -> PathBuf {
    in_crate(&format!("tests/core/paper/pictures/{name}.png"))
}

/// Greys take a third of the room.
fn packed(picture: &Picture) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(Cursor::new(&mut bytes), picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let rgb: Vec<u8> =
        picture.rgba.chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect();
    encoder.write_header().unwrap().write_image_data(&rgb).unwrap();
    bytes
}

fn unpacked(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    (info.width, info.height, pixels)
}

/// What differs from the picture that is kept.
fn differs(name: &str, picture: &Picture) -> Option<String> {
    let Ok(kept) = fs::read(place(name)) else { return Some("isn't there yet".to_owned()) };
    let (width, height, pixels) = unpacked(&kept);
    if (width, height) != (picture.width, picture.height) {
        return Some(format!("is {} by {}", picture.width, picture.height));
    }
    let now = picture.rgba.chunks_exact(4).flat_map(|pixel| &pixel[..3]);
    let far = pixels.iter().zip(now).filter(|(kept, now)| kept.abs_diff(**now) > NEAR).count();
    (far > 0).then(|| format!("{far} parts of pixels differ"))
}

fn shown() -> Vec<(&'static str, Document, Plan, Look)> {
    let open = || plan(sample("herniated-disc.ron"));
    let letter = Look { paper: Paper::Letter, ink: Ink::Black, code_only: false };
    let a4 = Look::default();
    vec![
        ("plan", Document::Plan, open(), a4),
        ("plan-letter-black", Document::Plan, open(), letter),
        ("plan-withheld", Document::Plan, plan(sample("g-03-foot-drop.ron")), a4),
        ("home-care", Document::HomeCare, open(), a4),
        ("referral", Document::Referral, plan(sample("g-03-foot-drop.ron")), a4),
        ("intake", Document::Intake, open(), a4),
    ]
}

#[test]
fn pages_look_as_they_did() {
    let press = Press::new();
    let shown = shown().into_iter().map(|(name, document, plan, look)| {
        let wanted = super::Wanted { look, ..press.wanted() };
        (name, wanted.pages(document, &plan))
    });
    look_as_before(shown);
}

/// Compares the first pages with the pictures that are kept, or keeps them.
pub(super) fn look_as_before(shown: impl IntoIterator<Item = (&'static str, Pages)>) {
    let mut faults = Vec::new();
    for (name, pages) in shown {
        let picture = pages.picture(0, SCALE).unwrap();
        let Some(differing) = differs(name, &picture) else { continue };
        let renew = std::env::var_os(RENEW).is_some();
        let name = if renew { name.to_owned() } else { format!("{name}.new") };
        fs::write(place(&name), packed(&picture)).unwrap();
        if !renew {
            faults.push(format!("{name}: {differing}"));
        }
    }
    assert!(
        faults.is_empty(),
        "pages differ from tests/core/paper/pictures:\n{}\nif they are meant to look like that: \
         {RENEW}=1 cargo test --test core paper::pictures",
        faults.join("\n")
    );
}
