//! The rows that stand under a chosen client: one for each version of each plan that counts, and for
//! what isn't saved yet. A row says of its plan what the pane says of it.

use super::{Found, OpenPractice, Stored};
use crate::app::reading::{is_past, screened_before};
use crate::app::visit::Visit;
use crate::model::{Day, Nprs, PlanId, PlanState, RevisionId, Status};
use crate::store::{ClientFolder, Content};

/// A version of a plan, or what isn't saved of one, as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailPlan {
    /// The plan; none where nothing of it is answered yet.
    pub plan: Option<PlanId>,
    /// The version that the row opens; none where it never was saved.
    pub revision: Option<RevisionId>,
    /// The day of the session.
    pub date: Day,
    /// The booked length; none while none is typed.
    pub minutes: Option<u16>,
    /// How far the plan is.
    pub state: PlanState,
    /// How the screening came out.
    pub status: Status,
    /// Pain before the session, and after it where it was asked.
    pub pain: Option<(Nprs, Option<Nprs>)>,
    /// Which of how many versions it is, the oldest the first, where others wait beside this one.
    pub version: Option<(usize, usize)>,
    /// Whether something of it isn't saved.
    pub is_unsaved: bool,
    /// Whether it is what is being made in the pane.
    pub is_open: bool,
}

/// The rows of a client, the latest session first. Two versions of a plan are two rows: nothing here
/// chooses between them. What is being made has its row from the beginning, in the place of the day
/// that it was opened with, so that no answer moves another row.
pub fn plan_rows(
    open: &OpenPractice,
    folder: &ClientFolder,
    visit: &Visit,
    today: Day,
) -> Vec<RailPlan> {
    let mut rows = saved_rows(folder, today);
    for found in open.left_of_chosen() {
        leave_mark(&mut rows, found);
    }
    let day = visit.opened_with.unwrap_or(today);
    if let Some(stored) = visit.stored.record().filter(|stored| stored.key.client == folder.id) {
        let is_it = |row: &&mut RailPlan| {
            row.plan == Some(stored.key.plan) && row.revision == Some(stored.revision)
        };
        if let Some(row) = rows.iter_mut().find(is_it) {
            (row.is_open, row.date) = (true, day);
        }
    } else if visit.stored == Stored::Nowhere && !visit.alone {
        let key = visit.draft_key(Some(folder.id));
        rows.retain(|row| key.is_none_or(|key| row.plan != Some(key.plan)));
        let plan = key.map(|key| key.plan);
        rows.push(RailPlan { plan, is_open: true, ..row_without(day) });
    }
    sort(&mut rows);
    if let Some(row) = rows.iter_mut().find(|row| row.is_open) {
        *row = as_in_pane(row, visit);
    }
    rows
}

/// A plan that isn't begun yet will be the latest of its day.
fn sort(rows: &mut [RailPlan]) {
    rows.sort_by_key(|row| {
        std::cmp::Reverse((row.date, row.plan.is_none(), row.plan, row.revision))
    });
}

/// The rows of what is saved alone, the latest session first.
pub fn saved_rows(folder: &ClientFolder, today: Day) -> Vec<RailPlan> {
    let mut rows = Vec::new();
    for (plan, known) in &folder.known {
        rows.push(RailPlan {
            revision: Some(known.revision),
            date: known.date,
            minutes: Some(known.minutes),
            state: known.state,
            status: known.status,
            pain: Some(known.pain),
            ..row_of(*plan, today)
        });
    }
    for (plan, history) in &folder.plans {
        let mut heads: Vec<_> = history.heads().collect();
        heads.sort_by_key(|head| head.id);
        let count = heads.len();
        for (at, head) in heads.into_iter().enumerate() {
            let Content::Is(record) = &head.content else { continue };
            let intake = &record.plan.intake;
            let after = record.outcome.as_ref().and_then(crate::model::Outcome::pain);
            // What was screened on another day is a draft again as soon as it is opened.
            let asks_anew =
                !is_past(record, today) && screened_before(history, head, today).is_some();
            rows.push(RailPlan {
                revision: Some(head.id),
                date: intake.date,
                minutes: Some(intake.minutes.get()),
                state: if asks_anew { PlanState::Draft } else { record.state },
                status: record.plan.status,
                pain: Some((intake.pain(), after)),
                version: history.has_two_versions().then_some((at + 1, count)),
                ..row_of(*plan, today)
            });
        }
    }
    sort(&mut rows);
    rows
}

/// A row of which nothing is known but its plan.
fn row_of(plan: PlanId, date: Day) -> RailPlan {
    RailPlan { plan: Some(plan), ..row_without(date) }
}

/// A row of which nothing is known but its day.
fn row_without(date: Day) -> RailPlan {
    RailPlan {
        plan: None,
        revision: None,
        date,
        minutes: None,
        state: PlanState::Draft,
        status: Status::Ok,
        pain: None,
        version: None,
        is_unsaved: false,
        is_open: false,
    }
}

/// Marks the row whose plan has something that was left unsaved; a plan that never was saved gets one.
fn leave_mark(rows: &mut Vec<RailPlan>, found: &Found) {
    let revision = found.stored.as_ref().map(|stored| stored.revision);
    let is_it =
        |row: &&mut RailPlan| row.plan == Some(found.draft.plan) && row.revision == revision;
    let minutes = found.draft.content.work.intake.minutes.trim().parse().ok();
    let is_unsaved = true;
    let row = RailPlan { minutes, is_unsaved, ..row_of(found.draft.plan, found.day()) };
    match rows.iter_mut().find(is_it) {
        Some(there) => *there = RailPlan { revision, version: there.version, ..row },
        None => rows.push(row),
    }
}

/// The row of the plan that is open says what its pane says.
fn as_in_pane(row: &RailPlan, visit: &Visit) -> RailPlan {
    let intake = &visit.work().intake;
    RailPlan {
        date: intake.day().unwrap_or(row.date),
        minutes: intake.minutes.trim().parse().ok().or(row.minutes),
        state: visit.plan_state(),
        status: visit.standing().status(),
        is_unsaved: visit.is_unsaved(),
        ..row.clone()
    }
}
