//! Plans as text and data: one format a file, all paper formats drawn from one `Sheet`.
//!
//! Pure: a plan and the knowledge go in, bytes come out. No paths, no clock, no clinical decision;
//! what a plan says is said by the plan, what a name means by the knowledge. A format that isn't
//! built yet has a name all the same, so that asking for it gets an answer.

mod data;
mod fhir;
pub mod figure;
mod md;
pub mod sessions;
pub mod sheet;
mod txt;

use std::path::Path;

use crate::knowledge::Knowledge;
use crate::model::{Acknowledgement, Carried, ClientId, Plan, PlanRecord};
use crate::text::{EncodeError, nearest};

pub use crate::text::clean;
pub use figure::Figure;
pub use sheet::Sheet;

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
    /// Planned, but not there yet.
    #[error("the format “{0}” isn't built yet, choose one of {names}", names = Format::names())]
    NotBuilt(String),
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

/// Why a plan could not be written in a format.
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
}

impl Format {
    /// Every format of one plan that is built.
    pub const ALL: [Format; 5] = [Format::Md, Format::Txt, Format::Json, Format::Ron, Format::Fhir];

    /// Every format that holds several plans.
    pub const OF_SEVERAL: [Format; 2] = [Format::Csv, Format::Zip];

    /// Formats that are named in the manual and come later.
    const LATER: [&'static str; 2] = ["html", "pdf"];

    /// The name of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Json => "json",
            Self::Ron => "ron",
            Self::Fhir => "fhir",
            Self::Csv => "csv",
            Self::Zip => "zip",
        }
    }

    /// How the name of a file in it ends: as the format is called, but for FHIR, whose files are JSON
    /// to every other program.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Md | Self::Txt | Self::Json | Self::Ron | Self::Csv | Self::Zip => self.name(),
            Self::Fhir => "fhir.json",
        }
    }

    /// What it holds, for the middle of a sentence.
    fn holds(self) -> &'static str {
        match self {
            Self::Md | Self::Txt | Self::Json | Self::Ron | Self::Fhir => "one plan",
            Self::Csv => "the sessions of a client or of all",
            Self::Zip => "a whole practice",
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
        if Self::LATER.into_iter().any(is_name) {
            return Err(FormatError::NotBuilt(name.to_owned()));
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
            Some(known_or_later) => known_or_later,
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

/// The plan in this format, ending with a newline; on paper in brief.
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
    let sheet = |detail| {
        let sheet = Sheet::new(plan, knowledge, detail)
            .with_answers(beside.answers)
            .with_unconfirmed(beside.unconfirmed);
        Sheet { letterhead: beside.letterhead.to_vec(), ..sheet }
    };
    let text = match format {
        Format::Md => md::draw(&sheet(beside.detail)),
        Format::Txt => txt::draw(&sheet(beside.detail)),
        Format::Json => data::json(plan)?,
        Format::Ron => data::ron(plan)?,
        Format::Fhir => fhir::draw(plan, &sheet(Detail::Full), beside.kept, knowledge)?,
        Format::Csv | Format::Zip => return Err(FormatError::OfSeveral(format).into()),
    };
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests;
