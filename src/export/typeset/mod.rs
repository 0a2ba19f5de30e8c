//! Pages: a template and data go in, pages come out, as a PDF or as pixels.
//!
//! The one place that knows Typst. Data are values for a template, never markup, so that nothing a
//! person typed can be run. No clock, no network, and no file but fonts of the system, which are looked
//! up when a text has a letter that the program's own font lacks. What a page says is the business of
//! `document`.

mod fonts;
mod producer;
#[cfg(test)]
mod tests;
mod world;

use std::fmt::Write as _;

use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Frame, FrameItem, Transform};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use self::fonts::Fonts;
use self::world::{PageWorld, Part};
use super::clean;
use crate::model::Day;

/// What pages are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Manuscript {
    /// The file of the template under `assets/paper`, such as `plan.typ`.
    pub template: &'static str,
    /// What the template shows.
    pub data: Value,
    /// Drawings that the data name, each an SVG with the name it goes by.
    pub drawings: Vec<(String, String)>,
}

/// Why there are no pages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypesetError {
    /// A template is at fault.
    #[error("the pages of {template} could not be laid out: {reason}")]
    Template {
        /// Its file.
        template: &'static str,
        /// What the typesetter said.
        reason: String,
    },
    /// The pages are there, and no PDF comes of them.
    #[error("no PDF could be made: {0}")]
    Pdf(String),
}

/// Pages, laid out.
#[derive(Debug)]
pub struct Pages {
    document: PagedDocument,
    missing: bool,
}

/// A PDF file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it keeps to PDF/UA-1. Where it doesn't, it is tagged all the same, and some letter has no
    /// font on this computer.
    pub accessible: bool,
}

/// A page as pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green, blue and opacity of every pixel, row by row; paper is opaque.
    pub rgba: Vec<u8>,
}

/// A run of letters where it stands on its page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    /// The number of the page, from 0.
    pub page: usize,
    /// Where it begins, on its base line, right and down from the upper left corner, in points.
    pub at: [f64; 2],
    /// How wide it is, in points.
    pub width: f64,
    /// The size of its letters, in points.
    pub size: f64,
    /// The letters.
    pub text: String,
}

/// Results of so many runs before are remembered, so that a change of a page costs little.
const REMEMBERED: usize = 10;

impl Pages {
    /// Lays pages out.
    pub fn of(manuscript: &Manuscript) -> Result<Self, TypesetError> {
        Self::bound(std::slice::from_ref(manuscript))
    }

    /// Lays several documents out in one file, one after the other, each with page numbers of its own.
    pub fn bound(manuscripts: &[Manuscript]) -> Result<Self, TypesetError> {
        let mut pages = Self::with_fonts(manuscripts, fonts::own())?;
        if pages.missing {
            pages = Self::with_fonts(manuscripts, fonts::all())?;
        }
        typst::comemo::evict(REMEMBERED);
        Ok(pages)
    }

    fn with_fonts(manuscripts: &[Manuscript], fonts: &'static Fonts) -> Result<Self, TypesetError> {
        let template = manuscripts.first().map(|first| first.template).unwrap_or_default();
        let fault = |reason| TypesetError::Template { template, reason };
        let mut parts = Vec::new();
        for manuscript in manuscripts {
            let mut data = cleaned(&manuscript.data);
            let long = has_long_word(&data);
            if let Value::Object(fields) = &mut data {
                fields.insert("long_words".to_owned(), long.into());
            }
            let data = serde_json::to_vec(&data);
            parts.push(Part {
                template: manuscript.template,
                data: data.map_err(|error| fault(error.to_string()))?,
                drawings: &manuscript.drawings,
            });
        }
        let world = match parts.pop() {
            Some(only) if parts.is_empty() => PageWorld::new(only, fonts),
            last => PageWorld::bound(parts.into_iter().chain(last).collect(), fonts),
        };
        let laid_out = typst::compile::<PagedDocument>(&world).output;
        let document = laid_out.map_err(|faults| fault(said(&faults)))?;
        let missing = document.pages().iter().any(|page| lacks_glyphs(&page.frame));
        Ok(Self { document, missing })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// Whether some letter has no font on this computer, and shows as an empty box.
    pub fn lacks_letters(&self) -> bool {
        self.missing
    }

    /// All of them as a PDF 1.7, made on a day. Strict where that can be.
    pub fn pdf(&self, on: Day) -> Result<Pdf, TypesetError> {
        let strict = self.pdf_by(on, &[PdfStandard::V_1_7, PdfStandard::Ua_1]);
        match strict {
            Ok(bytes) => Ok(Pdf { bytes, accessible: true }),
            // One letter without a font fails the strict standard as a whole.
            Err(_) => self
                .pdf_by(on, &[PdfStandard::V_1_7])
                .map(|bytes| Pdf { bytes, accessible: false })
                .map_err(TypesetError::Pdf),
        }
    }

    fn pdf_by(&self, on: Day, standards: &[PdfStandard]) -> Result<Vec<u8>, String> {
        let standards =
            PdfStandards::new(standards).map_err(|error| error.message().to_string())?;
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some(producer::PLACEHOLDER.to_owned())),
            timestamp: midnight(on).map(Timestamp::new_utc),
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        let bytes = typst_pdf::pdf(&self.document, &options).map_err(|faults| said(&faults))?;
        Ok(producer::named(bytes))
    }

    /// Why the strict standard refuses these pages; nothing where it takes them.
    pub fn refused_by_standard(&self, on: Day) -> Option<String> {
        self.pdf_by(on, &[PdfStandard::V_1_7, PdfStandard::Ua_1]).err()
    }

    /// A page as pixels, `scale` of them to a point (1/72 inch); none where there is no such page.
    pub fn picture(&self, page: usize, scale: f32) -> Option<Picture> {
        let page = self.document.pages().get(page)?;
        let options =
            RenderOptions { pixel_per_pt: Scalar::new(f64::from(scale)), render_bleed: false };
        let drawn = typst_render::render(page, &options);
        Some(Picture { width: drawn.width(), height: drawn.height(), rgba: drawn.take() })
    }

    /// Every run of letters, page by page, in the order in which they are drawn.
    pub fn texts(&self) -> Vec<PlacedText> {
        let mut texts = Vec::new();
        for (page, laid_out) in self.document.pages().iter().enumerate() {
            gather(&laid_out.frame, Transform::identity(), page, &mut texts);
        }
        texts
    }

    /// What a page says, a run of letters a line.
    pub fn text(&self, page: usize) -> String {
        let mut texts = Vec::new();
        if let Some(laid_out) = self.document.pages().get(page) {
            gather(&laid_out.frame, Transform::identity(), page, &mut texts);
        }
        texts.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The size of a page, right and down, in points (1/72 inch).
    pub fn size(&self, page: usize) -> Option<[f64; 2]> {
        let size = self.document.pages().get(page)?.frame.size();
        Some([size.x.to_pt(), size.y.to_pt()])
    }
}

/// Gives back what was remembered of pages, once none will be laid out for a while.
pub fn forget() {
    typst::comemo::evict(0);
}

fn midnight(on: Day) -> Option<Datetime> {
    let date = on.date();
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)
}

/// The data with every text fit for paper.
fn cleaned(data: &Value) -> Value {
    match data {
        Value::String(text) => Value::String(clean::lines(text).join("\n")),
        Value::Array(items) => Value::Array(items.iter().map(cleaned).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(key, value)| (key.clone(), cleaned(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => data.clone(),
    }
}

/// Whether a word may be longer than a line: so long are those that the pages break anywhere.
fn has_long_word(data: &Value) -> bool {
    const LONG: usize = 30;
    match data {
        Value::String(text) => {
            text.split_whitespace().any(|word| word.chars().nth(LONG - 1).is_some())
        }
        Value::Array(items) => items.iter().any(has_long_word),
        Value::Object(fields) => fields.values().any(has_long_word),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn said(faults: &[SourceDiagnostic]) -> String {
    let mut text = String::new();
    for fault in faults {
        if !text.is_empty() {
            text.push_str("; ");
        }
        // Writing into a string can't fail.
        write!(text, "{}", fault.message).ok();
        for hint in &fault.hints {
            write!(text, " ({})", hint.v).ok();
        }
    }
    text
}

fn gather(frame: &Frame, around: Transform, page: usize, texts: &mut Vec<PlacedText>) {
    for (position, item) in frame.items() {
        let here = around.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                gather(&group.frame, here.pre_concat(group.transform), page, texts);
            }
            FrameItem::Text(text) => texts.push(PlacedText {
                page,
                at: [here.tx.to_pt(), here.ty.to_pt()],
                width: text.width().to_pt() * here.sx.get(),
                size: text.size.to_pt() * here.sy.get(),
                text: text.text.to_string(),
            }),
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}

/// Whether a text somewhere in it has a letter that no font has.
fn lacks_glyphs(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => lacks_glyphs(&group.frame),
        FrameItem::Text(text) => text.glyphs.iter().any(|glyph| glyph.id == 0),
        FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {
            false
        }
    })
}
