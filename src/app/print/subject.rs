//! What is printed: a plan with all that is kept beside it, as it was when that was asked for.

use std::sync::Arc;

use super::Choices;
use crate::export::name::FileName;
use crate::export::{Detail, Document, Kept, SheetContext, Source};
use crate::knowledge::Knowledge;
use crate::model::{Client, ClientId, Day, Plan, PlanRecord, Settings};

/// What is printed.
#[derive(Debug)]
pub struct Subject {
    /// What names and texts are read from.
    pub knowledge: Arc<Knowledge>,
    /// The plan and what became of it; none as long as there is no plan.
    pub record: Option<PlanRecord>,
    /// Whose it is, as far as that is known.
    pub client: Option<(ClientId, Client)>,
    /// The practice, for letterhead, therapist and country.
    pub practice: Option<Settings>,
    /// Whether nobody reads it without the passphrase where it is kept.
    pub is_sealed: bool,
}

impl PartialEq for Subject {
    fn eq(&self, other: &Self) -> bool {
        // There is one knowledge as long as the window is open.
        let Self { knowledge: _, record, client, practice, is_sealed } = self;
        *record == other.record
            && *client == other.client
            && *practice == other.practice
            && *is_sealed == other.is_sealed
    }
}

impl Subject {
    /// The plan, where there is one.
    pub fn plan(&self) -> Option<&Plan> {
        self.record.as_ref().map(|record| &record.plan)
    }

    /// Whether what to do takes the place of a session.
    pub fn is_withheld(&self) -> bool {
        self.plan().is_some_and(|plan| plan.status.withholds())
    }

    /// What a document is made from.
    pub fn source(&self, choices: &Choices, detail: Detail) -> Source<'_> {
        let client = self.client.as_ref();
        let kept = client.zip(self.record.as_ref()).map(|((id, client), record)| Kept {
            client: *id,
            code: client.code.as_deref(),
            name: (!choices.look.code_only).then_some(client.name.as_str()),
            record,
        });
        let record = self.record.as_ref();
        let beside = SheetContext {
            detail,
            letterhead: &[],
            answers: record.map(|record| &*record.acknowledged).unwrap_or_default(),
            unconfirmed: record.and_then(|record| record.unconfirmed.as_ref()),
            kept,
            // What tells of past sessions is written with the plans of the client (`batch`).
            past: None,
        };
        Source {
            plan: self.plan(),
            knowledge: &self.knowledge,
            beside,
            practice: self.practice.as_ref(),
            client: client.map(|(_, client)| client),
            state: record.map(|record| record.state),
            on: self.day().unwrap_or_else(|| self.day_of_knowledge()),
        }
    }

    /// The name of the file of a document.
    pub fn file_name(&self, document: Document) -> FileName<'_> {
        let client = self.client.as_ref();
        FileName {
            day: self.day().filter(|_| !document.fits(None)),
            code: client.and_then(|(_, client)| client.code.as_deref()),
            tail: None,
            document,
        }
    }

    fn day(&self) -> Option<Day> {
        self.plan().map(|plan| plan.intake.date)
    }

    /// The day that a file without a plan bears, so that it is the same tomorrow.
    fn day_of_knowledge(&self) -> Day {
        Day::parse(self.knowledge.version()).unwrap_or(Day::FIRST)
    }
}
