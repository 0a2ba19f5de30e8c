//! A plan that is read as it was saved, and whether a stored plan has to be screened again.
//!
//! No clinical decision: days and versions are compared, nothing else.

use std::sync::Arc;

use jiff::Timestamp;

use super::clock;
use super::state::Page;
use crate::model::{Day, PlanKey, PlanRecord, PlanState, RevisionId};
use crate::store::{History, PlanCopy, Revision};

/// A version of a plan that is read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Whose it is, and which plan.
    pub key: PlanKey,
    /// Which version.
    pub revision: RevisionId,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it; empty where nobody said.
    pub by: String,
    /// The plan and what became of it.
    pub record: Arc<PlanRecord>,
    /// Whether it stands beside the present plan.
    pub beside: bool,
    /// Where it is a copy from a file: nothing can be done with it but reading.
    pub copy: Option<FromFile>,
    /// What was in sight before, to come back to.
    pub from: Page,
}

/// A copy that was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromFile {
    /// What the file is called.
    pub name: String,
    /// Whose plan it is, as far as the practice that is open knows; empty where it doesn't.
    pub client: String,
}

impl Reading {
    /// Reads a version; none where it was removed.
    pub fn of(key: PlanKey, version: &Revision<PlanRecord>) -> Option<Self> {
        Some(Self {
            key,
            revision: version.id,
            saved: version.saved,
            by: version.by.clone(),
            record: Arc::new(version.content.record()?.clone()),
            beside: false,
            copy: None,
            from: Page::Visit,
        })
    }

    /// Reads a copy from a file.
    pub fn of_copy(copy: PlanCopy, from: FromFile) -> Self {
        Self {
            key: copy.key,
            revision: copy.revision,
            saved: copy.saved,
            by: copy.by,
            record: Arc::new(copy.record),
            beside: false,
            copy: Some(from),
            from: Page::Visit,
        }
    }
}

/// Whether a plan is past, so that it opens for reading.
pub fn is_past(record: &PlanRecord, today: Day) -> bool {
    is_over(record.state, record.plan.intake.date, today)
}

/// The same of a plan of this state and day.
pub fn is_over(state: PlanState, day: Day, today: Day) -> bool {
    state == PlanState::Done || day < today
}

/// The day on which a version was screened, where that wasn't today.
///
/// What a draft answered counts from the first version with these answers: saving it again for
/// another reason is no new screening. A plan that was called ready was screened when it was saved.
pub fn screened_before(
    history: &History<PlanRecord>,
    version: &Revision<PlanRecord>,
    today: Day,
) -> Option<Day> {
    let record = version.content.record()?;
    let mut first = version;
    if record.state == PlanState::Draft {
        let same = |revision: &&Revision<PlanRecord>| {
            let answers = revision.content.record().map(|record| &record.plan.intake.findings);
            answers == Some(&record.plan.intake.findings)
        };
        loop {
            let before = first.parents.iter().filter_map(|parent| history.revision(*parent));
            let older = before.filter(same).min_by_key(|revision| revision.saved);
            // A forged file may name itself or a later one.
            let Some(older) = older.filter(|older| older.saved < first.saved) else { break };
            first = older;
        }
    }
    let day = clock::day_of(first.saved);
    (day < today).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::planner;
    use crate::store::{Base, Content, Stamp};
    use crate::text::{Document, Notation};

    fn record(findings: &str) -> PlanRecord {
        let knowledge = Knowledge::shipped().unwrap();
        let text = format!(
            r#"(date: "2026-11-24", category: "chronic", side: Left, pain_back: 3, pain_leg: 2,
            furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
            diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
            findings: [{findings}], minutes: 60)"#
        );
        let document = Document::from_text("intake.ron", Notation::Ron, text);
        let accepted = knowledge.accept(document.parse().unwrap()).unwrap();
        PlanRecord::draft(planner::plan(&accepted, &knowledge).unwrap())
    }

    fn saved(record: PlanRecord, base: Base, day: &str) -> Revision<PlanRecord> {
        let at = format!("{day}T12:00:00Z").parse().unwrap();
        Revision::new(&Stamp { by: String::new(), at }, base, Content::Is(record))
    }

    #[test]
    fn a_draft_that_is_saved_again_stays_screened_on_the_first_day() {
        let first = saved(record(""), Base::none(), "2026-11-10");
        let again = saved(record(""), Base::of([&first]), "2026-11-24");
        let asked = saved(record("\"tingling\""), Base::of([&again]), "2026-11-24");
        let ready = PlanRecord { state: PlanState::Ready, ..record("") };
        let ready = saved(ready, Base::of([&again]), "2026-11-24");
        let all = [&first, &again, &asked, &ready].map(Clone::clone).to_vec();
        let history = History::new(all, Vec::new());
        let today = Day::parse("2026-11-24").unwrap();
        let before = |version| screened_before(&history, version, today);
        assert_eq!(before(&first), Day::parse("2026-11-10").ok());
        assert_eq!(before(&again), Day::parse("2026-11-10").ok());
        assert_eq!(before(&asked), None);
        assert_eq!(before(&ready), None);
    }

    #[test]
    fn what_is_done_or_over_is_past() {
        let day = |text| Day::parse(text).unwrap();
        let draft = record("");
        assert!(!is_past(&draft, day("2026-11-24")) && !is_past(&draft, day("2026-11-20")));
        assert!(is_past(&draft, day("2026-11-25")));
        let done = PlanRecord { state: PlanState::Done, ..draft };
        assert!(is_past(&done, day("2026-11-24")));
    }
}
