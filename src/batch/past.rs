//! Documents that tell of sessions which took place: which plans they are of, and what they are told.
//!
//! A letter is of a client, and written once, with the last session; a note is of each session by itself.

use crate::export::Document;
use crate::export::document::Of;
use crate::export::note::{NoteSource, SessionNote};
use crate::knowledge::Knowledge;
use crate::model::{Day, EarlierOutcome, Entry, PlanId, PlanRecord, Settings};
use crate::planner::course::{ClientCourse, Kept};
use crate::store::{ClientFolder, Revision};

/// The course of a client, where the document tells of it: of the plans that count.
pub fn course_of<'f>(
    document: Document,
    folder: &'f ClientFolder,
    practice: Option<&Settings>,
    knowledge: &Knowledge,
    today: Day,
    counts: impl Fn(&Kept<'_>) -> bool,
) -> Option<ClientCourse<'f>> {
    let is_told = matches!(document.of(), Of::Course | Of::Closed);
    is_told.then(|| {
        let kept = folder.kept().filter(|one| counts(one));
        ClientCourse::new(kept, knowledge, gap_days(practice), today)
    })
}

/// The practice's own number of days after which a course has ended.
pub fn gap_days(practice: Option<&Settings>) -> u16 {
    practice.map_or(Settings::USUAL_GAP, |practice| practice.course_gap_days)
}

/// Whether a document is written with this plan: a letter with the last session alone.
pub fn is_with(document: Document, plan: PlanId, course: Option<&ClientCourse<'_>>) -> bool {
    document.of() != Of::Course || last_of(course) == Some(plan)
}

/// The last session of a course that took place.
pub fn last_of(course: Option<&ClientCourse<'_>>) -> Option<PlanId> {
    course.and_then(ClientCourse::last_closed).map(|session| session.plan)
}

/// Whether a document is of this plan.
pub fn is_of(document: Document, record: &PlanRecord) -> bool {
    match document.of() {
        Of::Closed => record.is_closed() && record.outcome.is_some(),
        Of::Course => record.is_closed(),
        Of::Plans | Of::Sessions | Of::Withheld | Of::Nothing => document.fits(Some(&record.plan)),
    }
}

/// The note of a session; none where it isn't known how it went.
pub fn note_of(
    folder: &ClientFolder,
    plan: PlanId,
    (head, record): (&Revision<PlanRecord>, &PlanRecord),
    course: &ClientCourse<'_>,
    therapist: &str,
    knowledge: &Knowledge,
) -> Option<SessionNote> {
    let entry = |head: &Revision<PlanRecord>| Entry { at: head.saved, by: head.by.clone() };
    let saved = entry(head);
    let heads = folder.plans.get(&plan).into_iter().flat_map(|history| history.heads());
    let others: Vec<EarlierOutcome> = heads
        .filter(|other| other.id != head.id)
        .filter_map(|other| {
            let told = other.content.record()?;
            let outcome = told.outcome.clone()?;
            let entered = told.entered.clone().unwrap_or_else(|| entry(other));
            let own_note = told.own_note.clone();
            Some(EarlierOutcome { outcome, entered: Some(entered), own_note })
        })
        .collect();
    SessionNote::new(NoteSource {
        id: plan,
        record,
        client: folder.record(),
        course,
        therapist,
        others: &others,
        saved: Some(&saved),
        knowledge,
    })
}
