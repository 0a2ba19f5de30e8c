//! The documents that leave the program: which there are, what each of them is of, and the model that
//! every format of it is drawn from.
//!
//! A model holds all words of its document; templates and formats hold none that is clinical. It gives
//! the data of a page (`typeset`) and an `Outline`, which the plain formats draw. The session plan's
//! plain formats draw its `Sheet` instead. No paths, no clock, no decision.
//!
//! To add a document: a variant and a row in `TABLE`, a file here with its model, a template under
//! `assets/paper`.

mod body;
mod chart;
mod drawing;
mod home_care;
mod intake;
mod letter;
mod note;
mod plan;
mod referral;
mod shared;

use serde_json::Value;

use super::SheetContext;
use super::figure::marks;
use super::figure::svg::Ink;
use super::note::SessionNote;
use super::outline::{Outline, Picture};
use super::sheet::SheetFact;
use super::typeset::Manuscript;
use crate::knowledge::Knowledge;
use crate::model::{Client, Day, Paper, Plan, PlanState, Settings};
use crate::planner;
use crate::planner::course::ClientCourse;
use crate::text::nearest;

use home_care::HomePage;
use intake::IntakePage;
use letter::LetterPage;
use note::NotePage;
use plan::PlanPage;
use referral::ReferralPage;

/// A document that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Document {
    /// The session plan, for the therapist; of a withheld plan what to do instead.
    #[default]
    Plan,
    /// What the client takes home.
    HomeCare,
    /// The request for medical advice, for the doctor.
    Referral,
    /// How a client has got on, for a doctor.
    Letter,
    /// The note of a session that took place.
    Note,
    /// The questions, to fill in by hand.
    Intake,
}

/// Which plans a document is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Every plan.
    Plans,
    /// Plans with steps.
    Sessions,
    /// Plans that are withheld.
    Withheld,
    /// Plans whose session took place, once it is known how it went.
    Closed,
    /// A client with sessions that took place.
    Course,
    /// None: it needs no plan.
    Nothing,
}

/// What is known of a document.
#[derive(Debug, Clone, Copy)]
struct Row {
    document: Document,
    /// What it is called on the command line and in names of files.
    name: &'static str,
    /// What it is called in lists.
    label: &'static str,
    /// Whom it is for, or what for.
    purpose: &'static str,
    /// Its template under `assets/paper`.
    template: &'static str,
    of: Of,
}

/// Every document that is built.
const TABLE: [Row; 6] = [
    Row {
        document: Document::Plan,
        name: "plan",
        label: "Session plan",
        purpose: "for you",
        template: "plan.typ",
        of: Of::Plans,
    },
    Row {
        document: Document::HomeCare,
        name: "home-care",
        label: "Home care",
        purpose: "for the client, large type",
        template: "home-care.typ",
        of: Of::Sessions,
    },
    Row {
        document: Document::Referral,
        name: "referral",
        label: "Referral",
        purpose: "for the doctor",
        template: "referral.typ",
        of: Of::Withheld,
    },
    Row {
        document: Document::Letter,
        name: "letter",
        label: "Letter",
        purpose: "progress and a question",
        template: "letter.typ",
        of: Of::Course,
    },
    Row {
        document: Document::Note,
        name: "note",
        label: "Session note",
        purpose: "for your records",
        template: "note.typ",
        of: Of::Closed,
    },
    Row {
        document: Document::Intake,
        name: "intake",
        label: "Blank intake",
        purpose: "to fill in by hand",
        template: "intake.typ",
        of: Of::Nothing,
    },
];

/// Why a document can't be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not a document.
    #[error(
        "“{name}” is not a document{hint}, choose one of {names}",
        hint = nearest.map(|near| format!(", did you mean “{near}”?")).unwrap_or_default(),
        names = Document::names()
    )]
    Unknown {
        /// What was written.
        name: String,
        /// The document that was probably meant.
        nearest: Option<&'static str>,
    },
    /// The plan isn't one that it is of.
    #[error("{}", unfit(*.0))]
    Unfit(Document),
}

fn unfit(document: Document) -> String {
    let label = document.label().to_lowercase();
    match document.of() {
        Of::Plans => format!("a {label} needs a plan"),
        Of::Sessions => format!("this plan is withheld, so there is no {label} for it"),
        Of::Withheld => format!("this plan isn't withheld, so there is no {label} for it"),
        Of::Closed => format!("a {label} needs a session that took place: close it first"),
        Of::Course => format!("a {label} needs a client with sessions that took place"),
        Of::Nothing => format!("a {label} needs no plan"),
    }
}

/// How a document is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// The size of the paper.
    pub paper: Paper,
    /// Colours, or black alone.
    pub ink: Ink,
    /// Whether the client goes by the code, without a name.
    pub code_only: bool,
}

/// What was recorded of a client, for documents that tell of it.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// The course of the client.
    pub course: &'a ClientCourse<'a>,
    /// The note of the session, where it took place.
    pub note: Option<&'a SessionNote>,
}

/// What a document is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The plan that it is of.
    pub plan: Option<&'a Plan>,
    /// What names and texts are read from.
    pub knowledge: &'a Knowledge,
    /// How much it says, and what stands beside the plan.
    pub beside: SheetContext<'a>,
    /// The practice, for its letterhead, its therapist and its country.
    pub practice: Option<&'a Settings>,
    /// Whose plan it is.
    pub client: Option<&'a Client>,
    /// How far the plan is.
    pub state: Option<PlanState>,
    /// The day that its files bear; that of the session, so that the same plan gives the same file.
    pub on: Day,
}

impl<'a> Source<'a> {
    /// A plan of which nothing else is known.
    pub fn of_plan(plan: &'a Plan, knowledge: &'a Knowledge, beside: SheetContext<'a>) -> Self {
        let on = plan.intake.date;
        Self { plan: Some(plan), knowledge, beside, practice: None, client: None, state: None, on }
    }
}

impl Document {
    /// Every document that is built, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.document)
    }

    #[expect(clippy::expect_used, reason = "a test goes through all of them")]
    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.document == self).expect("every document has a row")
    }

    /// What it is called on the command line and in names of files.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is called in lists.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// Whom it is for, or what for, to stand under its label.
    pub fn purpose(self) -> &'static str {
        self.row().purpose
    }

    /// Which plans it is of.
    pub fn of(self) -> Of {
        self.row().of
    }

    /// Whether it can be made from this plan alone, or from none.
    pub fn fits(self, plan: Option<&Plan>) -> bool {
        match (self.of(), plan) {
            (Of::Nothing, _) | (Of::Plans, Some(_)) => true,
            (Of::Sessions, Some(plan)) => !plan.status.withholds(),
            (Of::Withheld, Some(plan)) => plan.status.withholds(),
            // A plan doesn't say what became of it.
            (Of::Closed | Of::Course, _) | (Of::Plans | Of::Sessions | Of::Withheld, None) => false,
        }
    }

    /// Whether it can be made from all of this.
    pub fn suits(self, source: &Source<'_>) -> bool {
        let past = source.beside.past;
        match self.of() {
            Of::Closed => past.is_some_and(|past| past.note.is_some()),
            Of::Course => past.is_some_and(|past| past.course.last_closed().is_some()),
            Of::Plans | Of::Sessions | Of::Withheld | Of::Nothing => self.fits(source.plan),
        }
    }

    /// The document of this name, in upper or lower case.
    pub fn named(name: &str) -> Result<Self, DocumentError> {
        let is_name = |known: &str| known.eq_ignore_ascii_case(name);
        if let Some(row) = TABLE.iter().find(|row| is_name(row.name)) {
            return Ok(row.document);
        }
        let nearest = nearest(name, TABLE.map(|row| row.name));
        Err(DocumentError::Unknown { name: name.to_owned(), nearest })
    }

    fn names() -> String {
        TABLE.map(|row| row.name).join(", ")
    }
}

/// A document, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The document that is drawn.
    pub document: Document,
    /// Its words for plain formats; none for the session plan, which has its sheet.
    pub outline: Option<Outline>,
    data: Value,
    drawings: Vec<(String, String)>,
}

impl Model {
    /// The model of a document.
    pub fn new(document: Document, source: &Source<'_>, look: Look) -> Result<Self, DocumentError> {
        let unfit = || DocumentError::Unfit(document);
        if !document.suits(source) {
            return Err(unfit());
        }
        let plan = || source.plan.ok_or_else(unfit);
        match document {
            Document::Plan => {
                let (page, drawings) = PlanPage::new(plan()?, source, look);
                Ok(Self::of(document, None, &page, look, drawings))
            }
            Document::HomeCare => {
                let (page, drawings) = HomePage::new(plan()?, source, look);
                let outline = page.outline(&drawings);
                Ok(Self::of(document, Some(outline), &page, look, drawings))
            }
            Document::Referral => {
                let plan = plan()?;
                let referral = referral::of(plan).ok_or_else(unfit)?;
                let (page, drawings) = ReferralPage::new(plan, referral, source, look);
                Ok(Self::of(document, Some(page.outline()), &page, look, drawings))
            }
            Document::Letter => {
                let past = source.beside.past.ok_or_else(unfit)?;
                let (page, drawings) = LetterPage::new(past, source, look).ok_or_else(unfit)?;
                Ok(Self::of(document, Some(page.outline()), &page, look, drawings))
            }
            Document::Note => {
                let note = source.beside.past.and_then(|past| past.note).ok_or_else(unfit)?;
                let page = NotePage::new(note, source, look);
                let outline = page.outline(note, source);
                Ok(Self::of(document, Some(outline), &page, look, Vec::new()))
            }
            Document::Intake => {
                let (page, drawings) = IntakePage::new(source, look);
                Ok(Self::of(document, Some(page.outline()), &page, look, drawings))
            }
        }
    }

    fn of(
        document: Document,
        outline: Option<Outline>,
        page: &impl serde::Serialize,
        look: Look,
        drawings: Vec<(String, String)>,
    ) -> Self {
        // Models are records of texts and numbers, which every data format takes.
        let page = serde_json::to_value(page).unwrap_or_default();
        let paper = match look.paper {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
        };
        let data = serde_json::json!({ "paper": paper, "ink": look.ink.name(), "page": page });
        Self { document, outline, data, drawings }
    }

    /// What its pages are made from.
    pub fn manuscript(&self) -> Manuscript {
        Manuscript {
            template: self.document.row().template,
            data: self.data.clone(),
            drawings: self.drawings.clone(),
        }
    }
}

/// The body of a plan with its minutes and limits, in one piece; none where there is no step or where it
/// couldn't be assessed.
pub(super) fn body_of(plan: &Plan, knowledge: &Knowledge, look: Look) -> Option<Picture> {
    let accepted = knowledge.accept_recorded(plan.intake.clone()).ok()?;
    let assessment = planner::assess(&accepted, knowledge);
    let marks = (!plan.steps.is_empty()).then(|| marks::of_plan(plan, &assessment))?;
    body::plan("", &marks, look, knowledge).map(|(body, _)| body.picture)
}

/// What the sheet of a plan says beside the plan: letterhead, client, state.
pub(super) fn beside_sheet(source: &Source<'_>, look: Look) -> (Vec<String>, Vec<SheetFact>) {
    (shared::practice(source), shared::on_sheet(source, look))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_one_row_and_a_name_that_leads_back() {
        for document in Document::all() {
            assert_eq!(Document::named(&document.name().to_uppercase()), Ok(document));
            assert!(!document.label().is_empty() && !document.purpose().is_empty());
        }
        let wrong = Document::named("plna").unwrap_err();
        assert!(wrong.to_string().contains("did you mean “plan”?"), "{wrong}");
    }
}
