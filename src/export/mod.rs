//! Plans as pages, text and data: which documents there are (`document`), and one format a file.
//!
//! The plain formats of a plan are drawn from one `Sheet`, those of the other documents from an
//! `Outline`, pages from the model of a document by a template (`typeset`). To add a format: a variant of
//! [`Format`], a file that draws both, an arm in [`write`].
//!
//! Pure: a plan and the knowledge go in, bytes come out. No paths, no clock, no clinical decision;
//! what a plan says is said by the plan, what a name means by the knowledge.

pub mod course;
mod data;
pub mod document;
mod fhir;
pub mod figure;
mod html;
mod md;
pub mod name;
pub mod note;
pub mod outline;
pub mod sessions;
pub mod sheet;
mod txt;
pub mod typeset;

use std::path::Path;

use crate::knowledge::Knowledge;
use crate::model::{Acknowledgement, Carried, ClientId, Plan, PlanRecord};
use crate::text::{EncodeError, nearest, to_json, to_ron};

pub use crate::text::clean;
pub use document::{Document, DocumentError, Look, Model, Past, Source};
pub use figure::Figure;
pub use figure::svg::Ink;
pub use outline::Outline;
pub use sheet::Sheet;
pub use typeset::{Pages, TypesetError};

/// A format that plans are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown as code forges render it.
    Md,
    /// Plain text, 78 columns wide.
    Txt,
    /// The plan file as JSON.
    Json,
    /// The plan file as RON.
    Ron,
    /// Pages, as a PDF.
    Pdf,
    /// One page without an end, for a browser.
    Html,
    /// FHIR R4, for other health programs.
    Fhir,
    /// Sessions of one client or all, a row each.
    Csv,
    /// A whole practice as JSON, for taking away.
    Zip,
}

/// Why a name is no format that can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// One that holds several plans, where one is asked for.
    #[error("{name} holds {what}, choose one of {plans}", name = .0.name(), what = .0.holds(), plans = Format::listed(&Format::ALL))]
    OfSeveral(Format),
    /// Not a format.
    #[error(
        "“{name}” is not a format{hint}, choose one of {names}",
        hint = nearest.map(|near| format!(", did you mean “{near}”?")).unwrap_or_default(),
        names = Format::names()
    )]
    Unknown {
        /// What was written.
        name: String,
        /// The format that was probably meant.
        nearest: Option<&'static str>,
    },
}

/// Why a document could not be written in a format.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The data formats refused a value.
    #[error(transparent)]
    Data(#[from] EncodeError),
    /// The rows of a table could not be written.
    #[error("the table could not be written, {0}")]
    Table(#[from] csv::Error),
    /// It holds more than a plan.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// There is no such document of this plan.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The format isn't one of this document.
    #[error("there is no {} of the {}", .1.name(), .0.label().to_lowercase())]
    NotOf(Document, Format),
    /// No pages could be made.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

impl ExportError {
    /// Whether something else has to be asked for.
    pub fn is_input(&self) -> bool {
        match self {
            Self::Document(_) | Self::NotOf(..) | Self::Format(_) => true,
            Self::Data(_) | Self::Table(_) | Self::Typeset(_) => false,
        }
    }
}

impl Format {
    /// Every format of one plan.
    pub const ALL: [Format; 7] = [
        Format::Md,
        Format::Txt,
        Format::Json,
        Format::Ron,
        Format::Pdf,
        Format::Html,
        Format::Fhir,
    ];

    /// The same in the order in which a window offers them, pages first.
    pub const OFFERED: [Format; 7] = [
        Format::Pdf,
        Format::Html,
        Format::Md,
        Format::Txt,
        Format::Json,
        Format::Ron,
        Format::Fhir,
    ];

    /// Every format that holds several plans.
    pub const OF_SEVERAL: [Format; 2] = [Format::Csv, Format::Zip];

    /// The name of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Json => "json",
            Self::Ron => "ron",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Fhir => "fhir",
            Self::Csv => "csv",
            Self::Zip => "zip",
        }
    }

    /// How the name of a file in it ends: as the format is called, but for FHIR, whose files are JSON
    /// to every other program.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Md
            | Self::Txt
            | Self::Json
            | Self::Ron
            | Self::Pdf
            | Self::Html
            | Self::Csv
            | Self::Zip => self.name(),
            Self::Fhir => "fhir.json",
        }
    }

    /// What it holds, for the middle of a sentence.
    fn holds(self) -> &'static str {
        match self {
            Self::Md | Self::Txt | Self::Json | Self::Ron | Self::Pdf | Self::Html | Self::Fhir => {
                "one plan"
            }
            Self::Csv => "the sessions of a client or of all",
            Self::Zip => "a whole practice",
        }
    }

    /// What it is called in lists.
    pub fn label(self) -> &'static str {
        match self {
            Self::Md => "Markdown",
            Self::Txt => "Plain text",
            Self::Json => "JSON",
            Self::Ron => "RON",
            Self::Pdf => "PDF",
            Self::Html => "Web page",
            Self::Fhir => "FHIR",
            Self::Csv => "Table of sessions",
            Self::Zip => "Whole practice",
        }
    }

    /// Whether a document can be written in it.
    pub fn is_of(self, document: Document) -> bool {
        match self {
            Self::Md | Self::Txt | Self::Pdf | Self::Html => true,
            Self::Json | Self::Ron => [Document::Plan, Document::Note].contains(&document),
            Self::Fhir => document == Document::Plan,
            Self::Csv | Self::Zip => false,
        }
    }

    /// The same, where it holds one plan.
    pub fn of_one(self) -> Result<Self, FormatError> {
        if Self::OF_SEVERAL.contains(&self) { Err(FormatError::OfSeveral(self)) } else { Ok(self) }
    }

    /// The format of this name, in upper or lower case.
    pub fn named(name: &str) -> Result<Self, FormatError> {
        let is_name = |known: &str| known.eq_ignore_ascii_case(name);
        let mut all = Self::ALL.into_iter().chain(Self::OF_SEVERAL);
        if let Some(format) = all.find(|format| is_name(format.name())) {
            return Ok(format);
        }
        Err(FormatError::Unknown {
            name: name.to_owned(),
            nearest: nearest(name, Self::ALL.iter().chain(&Self::OF_SEVERAL).map(|it| it.name())),
        })
    }

    /// The format that a file's extension asks for; Markdown where it asks for none that we know.
    pub fn of_path(path: &Path) -> Result<Self, FormatError> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.to_lowercase().ends_with(".fhir.json") {
            return Ok(Self::Fhir);
        }
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.map(Self::named) {
            None | Some(Err(FormatError::Unknown { .. })) => Ok(Self::Md),
            Some(known) => known,
        }
    }

    fn names() -> String {
        [Self::listed(&Self::ALL), Self::listed(&Self::OF_SEVERAL)].join(", ")
    }

    fn listed(formats: &[Self]) -> String {
        formats.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
    }
}

/// How much a sheet says. Nothing that keeps a client safe is in the full one alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// What changes what hands do next: cautions as title and line, steps with their cue, home care
    /// as titles. No sources, and not why.
    #[default]
    Brief,
    /// All of it.
    Full,
}

/// What a sheet for paper says beside the plan, and how much of all.
#[derive(Debug, Clone, Copy, Default)]
pub struct SheetContext<'a> {
    /// How much it says.
    pub detail: Detail,
    /// The lines above everything.
    pub letterhead: &'a [String],
    /// The warnings that the therapist has answered.
    pub answers: &'a [Acknowledgement],
    /// Facts of an earlier visit that nobody confirmed for this one.
    pub unconfirmed: Option<&'a Carried>,
    /// Whose it is and what became of it, where a practice keeps it.
    pub kept: Option<Kept<'a>>,
    /// What was recorded of the client, for documents that tell of it.
    pub past: Option<Past<'a>>,
}

/// What a practice keeps beside the plan.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// Whose plan it is.
    pub client: ClientId,
    /// The practice's own short name for the client.
    pub code: Option<&'a str>,
    /// The client's name; none where it isn't to leave the practice.
    pub name: Option<&'a str>,
    /// How far the plan is, what was said to whom, and how the session went.
    pub record: &'a PlanRecord,
}

/// A document in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its bytes; text ends with a newline.
    pub bytes: Vec<u8>,
    /// What whoever asked for it has to know.
    pub remark: Option<&'static str>,
}

/// What is said of a PDF that the strict standard doesn't take.
pub const NOT_STRICT: &str =
    "a letter in it has no font on this computer: the file is tagged, and doesn't keep to PDF/UA-1";

/// A document in a format.
pub fn write(
    document: Document,
    format: Format,
    source: &Source<'_>,
    look: Look,
) -> Result<Written, ExportError> {
    if !document.suits(source) {
        return Err(DocumentError::Unfit(document).into());
    }
    let plan = source.plan.filter(|_| document == Document::Plan);
    let text = |text: String| Ok(Written { bytes: text.into_bytes(), remark: None });
    match (format, plan) {
        (Format::Md, Some(plan)) => text(md::draw(&sheet(plan, source, look))),
        (Format::Txt, Some(plan)) => text(txt::draw(&sheet(plan, source, look))),
        (Format::Md, None) => text(outline::to_md(&outline_of(document, format, source, look)?)),
        (Format::Txt, None) => text(outline::to_txt(&outline_of(document, format, source, look)?)),
        (Format::Html, Some(plan)) => {
            let body = document::body_of(plan, source.knowledge, look);
            text(html::draw_sheet(&sheet(plan, source, look), body.as_ref(), look.ink))
        }
        (Format::Html, None) => {
            let outline = outline_of(document, format, source, look)?;
            text(html::draw_outline(&outline, look.ink))
        }
        (Format::Json, Some(plan)) => text(data::json(plan)?),
        (Format::Ron, Some(plan)) => text(data::ron(plan)?),
        (Format::Fhir, Some(plan)) => {
            // Without letterhead and client: a name leaves only where `Kept` has one.
            let sheet = plain_sheet(plan, source, Detail::Full);
            text(fhir::draw(plan, &sheet, source.beside.kept, source.knowledge)?)
        }
        (Format::Json | Format::Ron, None) if document == Document::Note => {
            let note = source.beside.past.and_then(|past| past.note);
            let note = note.ok_or(DocumentError::Unfit(document))?;
            text(if format == Format::Json { to_json(note)? } else { to_ron(note)? })
        }
        (Format::Csv | Format::Zip, _) => Err(FormatError::OfSeveral(format).into()),
        (Format::Json | Format::Ron | Format::Fhir, None) => {
            Err(ExportError::NotOf(document, format))
        }
        (Format::Pdf, _) => {
            let pages = Pages::of(&Model::new(document, source, look)?.manuscript())?;
            let pdf = pages.pdf(source.on)?;
            let remark = (!pdf.accessible).then_some(NOT_STRICT);
            Ok(Written { bytes: pdf.bytes, remark })
        }
    }
}

/// Several documents in one PDF, one after the other.
pub fn write_bound(
    documents: &[Document],
    source: &Source<'_>,
    look: Look,
) -> Result<Written, ExportError> {
    let models = documents.iter().map(|document| Model::new(*document, source, look));
    let manuscripts =
        models.map(|model| Ok(model?.manuscript())).collect::<Result<Vec<_>, DocumentError>>()?;
    let pdf = Pages::bound(&manuscripts)?.pdf(source.on)?;
    Ok(Written { bytes: pdf.bytes, remark: (!pdf.accessible).then_some(NOT_STRICT) })
}

fn outline_of(
    document: Document,
    format: Format,
    source: &Source<'_>,
    look: Look,
) -> Result<Outline, ExportError> {
    Model::new(document, source, look)?.outline.ok_or(ExportError::NotOf(document, format))
}

fn sheet(plan: &Plan, source: &Source<'_>, look: Look) -> Sheet {
    let sheet = plain_sheet(plan, source, source.beside.detail);
    let (letterhead, client) = document::beside_sheet(source, look);
    Sheet { letterhead, client, ..sheet }
}

fn plain_sheet(plan: &Plan, source: &Source<'_>, detail: Detail) -> Sheet {
    Sheet::new(plan, source.knowledge, detail)
        .with_answers(source.beside.answers)
        .with_unconfirmed(source.beside.unconfirmed)
}

/// The plan in this format; on paper in brief.
pub fn export(format: Format, plan: &Plan, knowledge: &Knowledge) -> Result<Vec<u8>, ExportError> {
    export_with(format, plan, SheetContext::default(), knowledge)
}

/// The same with what stands beside it, in the formats for paper.
pub fn export_with(
    format: Format,
    plan: &Plan,
    beside: SheetContext<'_>,
    knowledge: &Knowledge,
) -> Result<Vec<u8>, ExportError> {
    let source = Source::of_plan(plan, knowledge, beside);
    Ok(write(Document::Plan, format, &source, Look::default())?.bytes)
}

#[cfg(test)]
mod tests;
