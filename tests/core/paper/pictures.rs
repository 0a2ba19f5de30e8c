//! Pictures of pages, drawn without a screen. After a change that is meant:
//! `UPDATE_SNAPSHOTS=1 cargo test --test core paper::pictures`, and look at each that changed, beside the
//! draft that it was built toward.

#![expect(clippy::disallowed_methods, reason = "pictures are kept for a look")]

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use ischia::export::typeset::Picture;
use ischia::export::{Document, Pages};
use ischia::model::Plan;

use super::{Press, looks, sample};
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

/// Pixels to a point where several pages stand beside each other.
const SMALL: f32 = 0.75;
/// Pixels between two of them.
const GAP: u32 = 8;

/// What is drawn from a plan: a name, the sample, and which documents are made of it.
const SAMPLES: [(&str, &str, &[Document]); 5] = [
    ("acute", "acute.ron", &[Document::Plan, Document::HomeCare]),
    ("chronic", "chronic.ron", &[Document::Plan, Document::HomeCare]),
    ("herniated-disc", "herniated-disc.ron", &[Document::Plan, Document::HomeCare]),
    ("piriformis", "piriformis.json", &[Document::Plan, Document::HomeCare]),
    ("withheld", "g-03-foot-drop.ron", &[Document::Plan, Document::Referral]),
];

fn shown() -> Vec<(&'static str, Document, Plan)> {
    let open = || plan(sample("herniated-disc.ron"));
    vec![
        ("plan", Document::Plan, open()),
        ("plan-withheld", Document::Plan, plan(sample("g-03-foot-drop.ron"))),
        ("home-care", Document::HomeCare, open()),
        ("referral", Document::Referral, plan(sample("g-03-foot-drop.ron"))),
        ("intake", Document::Intake, open()),
    ]
}

#[test]
fn pages_look_as_they_did() {
    let press = Press::new();
    look_as_before(shown().into_iter().map(|(name, document, plan)| {
        (name.to_owned(), first(&press.wanted().pages(document, &plan)))
    }));
}

/// Each category on every paper with every ink, side by side in one picture.
#[test]
fn every_category_looks_as_it_did_on_every_paper_with_every_ink() {
    let press = Press::new();
    look_as_before(SAMPLES.iter().flat_map(|(name, file, documents)| {
        let plan = plan(sample(file));
        documents
            .iter()
            .map(|document| strip_of(&press, name, *document, &plan))
            .collect::<Vec<_>>()
    }));
    let any = plan(sample("acute.ron"));
    look_as_before([strip_of(&press, "blank", Document::Intake, &any)]);
}

fn strip_of(press: &Press, name: &str, document: Document, plan: &Plan) -> (String, Picture) {
    let of_look = |look| super::Wanted { look, ..press.wanted() }.pages(document, plan);
    (format!("all-{name}-{}", document.name()), strip(looks().map(of_look)))
}

/// The first page, as large as it takes to read it.
pub(super) fn first(pages: &Pages) -> Picture {
    pages.picture(0, SCALE).unwrap()
}

/// First pages side by side, on grey.
pub(super) fn strip(pages: impl Iterator<Item = Pages>) -> Picture {
    let pictures: Vec<Picture> = pages.map(|it| it.picture(0, SMALL).unwrap()).collect();
    let height = pictures.iter().map(|picture| picture.height).max().unwrap();
    let width = pictures.iter().map(|picture| picture.width + GAP).sum::<u32>() - GAP;
    let mut rgba = vec![128; usize::try_from(width * height * 4).unwrap()];
    let bytes = |pixels: u32| usize::try_from(pixels * 4).unwrap();
    let mut left = 0;
    for picture in &pictures {
        for (row, pixels) in (0..).zip(picture.rgba.chunks_exact(bytes(picture.width))) {
            let from = bytes(row * width + left);
            rgba[from..from + pixels.len()].copy_from_slice(pixels);
        }
        left += picture.width + GAP;
    }
    Picture { width, height, rgba }
}

/// Compares them with the pictures that are kept, or keeps them.
pub(super) fn look_as_before(shown: impl IntoIterator<Item = (String, Picture)>) {
    let mut faults = Vec::new();
    for (name, picture) in shown {
        let Some(differing) = differs(&name, &picture) else { continue };
        let renew = std::env::var_os(RENEW).is_some();
        let name = if renew { name } else { format!("{name}.new") };
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
