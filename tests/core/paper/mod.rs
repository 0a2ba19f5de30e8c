//! Documents on paper: what stands on the pages, what the files hold, and how they look.

#![expect(clippy::print_stdout, reason = "a suite says what it skipped")]

mod file;
mod html;
mod nasty;
mod pages;
mod past;
mod pictures;

use std::process::Command;

use ischia::export::{Detail, Document, Look, Model, Pages, SheetContext, Source, Written, write};
use ischia::export::{Format, Ink};
use ischia::model::{Client, Day, Intake, Paper, Plan, PlanState, Settings};
use ischia::store::{Existing, write_new};
use ischia::text::{Document as Text, Notation};

use crate::support::SHIPPED;

/// A practice that is made up.
fn practice() -> Settings {
    Settings {
        name: "Sample Practice".to_owned(),
        therapist: "R. Placeholder".to_owned(),
        letterhead: vec!["Sample Practice (made up)".to_owned(), "0123 456789".to_owned()],
        country: Some("GB".to_owned()),
        ..Settings::default()
    }
}

/// A client who is made up.
fn client() -> Client {
    Client {
        code: Some("K-014".to_owned()),
        birth_year: Some(1970),
        important: Some("Gets dizzy when sitting up".to_owned()),
        allergies: Some("Arnica".to_owned()),
        ..Client::named("Sample Client")
    }
}

/// What a test changes of a document.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    look: Look,
    beside: SheetContext<'a>,
    client: &'a Client,
    practice: &'a Settings,
    state: PlanState,
}

/// Makes documents for a practice and a client.
struct Press {
    client: Client,
    practice: Settings,
}

impl Press {
    fn new() -> Self {
        Self { client: client(), practice: practice() }
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            look: Look::default(),
            beside: SheetContext::default(),
            client: &self.client,
            practice: &self.practice,
            state: PlanState::Ready,
        }
    }
}

impl<'a> Wanted<'a> {
    fn source(self, plan: Option<&'a Plan>) -> Source<'a> {
        Source {
            plan,
            knowledge: &SHIPPED,
            beside: self.beside,
            practice: Some(self.practice),
            client: Some(self.client),
            state: Some(self.state),
            on: plan.map_or(Day::FIRST, |plan| plan.intake.date),
        }
    }

    fn pages(self, document: Document, plan: &Plan) -> Pages {
        let model = Model::new(document, &self.source(Some(plan)), self.look);
        let manuscript = model.unwrap_or_else(|error| panic!("{error}")).manuscript();
        Pages::of(&manuscript).unwrap_or_else(|error| panic!("{error}"))
    }

    fn written(self, document: Document, format: Format, plan: &Plan) -> Written {
        let written = write(document, format, &self.source(Some(plan)), self.look);
        written.unwrap_or_else(|error| panic!("{error}"))
    }
}

/// Every size of paper with every ink.
fn looks() -> impl Iterator<Item = Look> {
    let papers = [Paper::A4, Paper::Letter].into_iter();
    papers.flat_map(|paper| Ink::ALL.map(|ink| Look { paper, ink, code_only: false }))
}

fn full() -> SheetContext<'static> {
    SheetContext { detail: Detail::Full, ..SheetContext::default() }
}

/// A sample intake, by the name of its file.
fn sample(name: &str) -> Intake {
    let text = std::fs::read_to_string(crate::support::in_crate(&format!("tests/intakes/{name}")));
    let notation = if std::path::Path::new(name).extension().is_some_and(|it| it == "json") {
        Notation::Json
    } else {
        Notation::Ron
    };
    let document = Text::from_text(name, notation, text.unwrap());
    document.parse().unwrap_or_else(|fault| panic!("{fault}"))
}

/// What pages say, without the ends of lines.
fn said(pages: &Pages) -> String {
    pages.texts().iter().map(|one| one.text.as_str()).collect()
}

/// A text without spaces and ends of lines, which break anywhere on paper.
fn packed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// What a program makes of a file; none where it isn't installed.
fn made_by(program: &str, arguments: &[&str], file: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    write_new(&path, file, Existing::Refuse).unwrap();
    let arguments = arguments.iter().map(|one| match *one {
        "FILE" => path.as_os_str().to_owned(),
        other => other.into(),
    });
    if let Ok(output) = Command::new(program).args(arguments).output() {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {text}{err}");
        Some(text)
    } else {
        println!("skipped: {program} isn't installed");
        None
    }
}
