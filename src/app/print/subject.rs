//! What is printed: a plan with all that is kept beside it, as it was when that was asked for.

use std::sync::Arc;

use super::Choices;
use crate::app::past::Past;
use crate::batch::past::{is_of, note_of};
use crate::export::document::{Of, Past as Told};
use crate::export::name::FileName;
use crate::export::{Detail, Document, Kept, SheetContext, Source};
use crate::knowledge::Knowledge;
use crate::model::{Client, ClientId, Day, Plan, PlanId, PlanRecord, Settings};

/// What is printed.
#[derive(Debug)]
pub struct Subject {
    /// What names and texts are read from.
    pub knowledge: Arc<Knowledge>,
    /// The plan and what became of it; none as long as there is no plan.
    pub record: Option<PlanRecord>,
    /// Whose it is, as far as that is known.
    pub client: Option<(ClientId, Client)>,
    /// What was recorded of that client, for documents that tell of past sessions.
    pub past: Option<Arc<Past>>,
    /// The practice, for letterhead, therapist and country.
    pub practice: Option<Settings>,
    /// Whether nobody reads it without the passphrase where it is kept.
    pub is_sealed: bool,
}

impl PartialEq for Subject {
    fn eq(&self, other: &Self) -> bool {
        // There is one knowledge as long as the window is open.
        let Self { knowledge: _, record, client, past, practice, is_sealed } = self;
        let same_past = match (past, &other.past) {
            (Some(past), Some(other)) => Arc::ptr_eq(past, other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same_past
            && *record == other.record
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

    /// Whether a document can be had of it.
    pub fn fits(&self, document: Document) -> bool {
        match document.of() {
            Of::Course => self.past.as_ref().is_some_and(|past| past.closed > 0),
            Of::Closed => {
                let record = self.record.as_ref();
                self.kept_plan().is_some() && record.is_some_and(|it| is_of(document, it))
            }
            Of::Plans | Of::Sessions | Of::Withheld | Of::Nothing => document.fits(self.plan()),
        }
    }

    /// The plan under which it is kept among the client's, as it is printed.
    fn kept_plan(&self) -> Option<PlanId> {
        let id = self.plan()?.id?;
        self.past.as_ref()?.record(id).map(|_| id)
    }

    /// Makes something of what documents are made from: these, for what only some of them tell is
    /// reckoned for them alone.
    pub fn with_source<T>(
        &self,
        documents: &[Document],
        choices: &Choices,
        detail: Detail,
        make: impl FnOnce(&Source<'_>) -> T,
    ) -> T {
        let tells = documents.iter().any(|one| matches!(one.of(), Of::Closed | Of::Course));
        let past = self.past.as_ref().filter(|_| tells);
        let course = past.map(|past| past.course(&self.knowledge));
        let therapist = self.practice.as_ref().map_or("", |practice| practice.therapist.as_str());
        let note =
            past.zip(course.as_ref()).zip(self.kept_plan()).and_then(|((past, course), id)| {
                let shown = crate::batch::shown(past.folder.plans.get(&id)?)?;
                note_of(&past.folder, id, shown, course, therapist, &self.knowledge)
            });
        let told = course.as_ref().map(|course| Told { course, note: note.as_ref() });
        make(&self.source(choices, detail, told))
    }

    /// What a document is made from.
    fn source<'a>(
        &'a self,
        choices: &Choices,
        detail: Detail,
        past: Option<Told<'a>>,
    ) -> Source<'a> {
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
            past,
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
