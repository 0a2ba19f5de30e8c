//! Sessions as the rows of a spreadsheet: CSV, for whoever counts or charts them elsewhere.
//!
//! UTF-8 with its mark, lines and quotes as RFC 4180 has them. Spreadsheets run what begins like a
//! formula, whoever typed it: such a cell begins with an apostrophe, which they hide.

use std::borrow::Cow;
use std::fmt::Debug;

use csv::{Terminator, Writer, WriterBuilder};

use super::ExportError;
use crate::model::{PlanRecord, StepWent};

/// The mark by which spreadsheets know UTF-8.
const MARK: &str = "\u{feff}";

/// The headings, in their order.
pub const COLUMNS: [&str; 19] = [
    "client",
    "code",
    "date",
    "visit",
    "category",
    "side",
    "status",
    "state",
    "minutes",
    "pain_back_before",
    "pain_leg_before",
    "pain_back_after",
    "pain_leg_after",
    "furthest_before",
    "furthest_after",
    "response",
    "techniques",
    "skipped",
    "note",
];

/// A session, with whose it is.
#[derive(Debug, Clone, Copy)]
pub struct SessionRow<'a> {
    /// The client's name.
    pub client: &'a str,
    /// The practice's own short name for the client.
    pub code: Option<&'a str>,
    /// The plan and what became of it.
    pub record: &'a PlanRecord,
}

/// A table that is being written.
#[derive(Debug)]
pub struct SessionTable {
    rows: Writer<Vec<u8>>,
}

impl SessionTable {
    /// A table with its headings.
    pub fn new() -> Result<Self, ExportError> {
        let mut builder = WriterBuilder::new();
        builder.terminator(Terminator::CRLF);
        let mut rows = builder.from_writer(MARK.as_bytes().to_vec());
        rows.write_record(COLUMNS)?;
        Ok(Self { rows })
    }

    /// Adds a session.
    pub fn add(&mut self, session: SessionRow<'_>) -> Result<(), ExportError> {
        let cells = cells(session);
        Ok(self.rows.write_record(cells.iter().map(|cell| as_text(cell).into_owned()))?)
    }

    /// The file.
    pub fn finish(self) -> Result<Vec<u8>, ExportError> {
        let finished = self.rows.into_inner();
        finished.map_err(|error| csv::Error::from(error.into_error()).into())
    }
}

/// What stands under each heading; empty where nothing was recorded.
fn cells(session: SessionRow<'_>) -> [String; 19] {
    let SessionRow { client, code, record } = session;
    let (plan, intake) = (&record.plan, &record.plan.intake);
    let outcome = record.outcome.as_ref();
    let skipped = outcome.map(|outcome| outcome.numbers(StepWent::Skipped)).unwrap_or_default();
    let done = plan.steps.iter().filter(|step| !skipped.contains(&step.number));
    let mut techniques: Vec<&str> = Vec::new();
    for technique in done.flat_map(|step| &step.techniques) {
        if !techniques.contains(&technique.as_str()) {
            techniques.push(technique.as_str());
        }
    }
    [
        client.to_owned(),
        code.unwrap_or_default().to_owned(),
        record.day().to_string(),
        intake.course.as_ref().map(|course| course.visit.to_string()).unwrap_or_default(),
        intake.category.to_string(),
        word(&intake.side),
        word(&plan.status),
        word(&record.state),
        intake.minutes.to_string(),
        intake.pain_back.to_string(),
        intake.pain_leg.to_string(),
        told(outcome.and_then(|outcome| outcome.pain_back)),
        told(outcome.and_then(|outcome| outcome.pain_leg)),
        word(&intake.furthest_point),
        outcome.and_then(|outcome| outcome.furthest_point).map(|it| word(&it)).unwrap_or_default(),
        outcome.and_then(|outcome| outcome.response).map(|said| word(&said)).unwrap_or_default(),
        techniques.join("; "),
        skipped.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        outcome.and_then(|outcome| outcome.note.clone()).unwrap_or_default(),
    ]
}

/// A choice by the name that it has in files.
fn word(choice: &impl Debug) -> String {
    format!("{choice:?}")
}

fn told(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A text that no spreadsheet runs. Read back without the apostrophe it is the same.
pub fn as_text(cell: &str) -> Cow<'_, str> {
    let is_run = |text: &str| {
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    };
    // Some look past blanks, and an apostrophe that was there must stay one.
    let inside =
        cell.trim_start_matches(|c: char| c == '\'' || c.is_whitespace() || c.is_control());
    if is_run(cell) || is_run(inside) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::as_text;

    #[test]
    fn what_a_spreadsheet_would_run_begins_with_an_apostrophe() {
        for run in
            ["=1+1", "+49 171", "-2", "@SUM(A1)", "\t=1", " =1", "'=1", "\r\n=x", "＝1", "''+1"]
        {
            assert_eq!(as_text(run), format!("'{run}"));
        }
        for text in ["", "Zoë", "O'Brien", "'t Hooft", "a=b", "2026-11-24", "1 - 2"] {
            assert_eq!(as_text(text), text);
        }
    }
}
