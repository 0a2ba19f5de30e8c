//! The rows that stand under a chosen client: one for each version of each plan that counts.

use crate::model::{Day, Nprs, PlanId, PlanState, RevisionId, Status};
use crate::store::{ClientFolder, Content};

/// A version of a plan, as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailPlan {
    /// The plan.
    pub plan: PlanId,
    /// The version that the row opens.
    pub revision: RevisionId,
    /// The day of the session.
    pub date: Day,
    /// The booked length.
    pub minutes: u16,
    /// How far the plan is.
    pub state: PlanState,
    /// How the screening came out.
    pub status: Status,
    /// Pain before the session, and after it where it was asked.
    pub pain: (Nprs, Option<Nprs>),
    /// Which of how many versions it is, the oldest the first, where others wait beside this one.
    pub version: Option<(usize, usize)>,
}

/// The rows of a client, the latest session first. Two versions of a plan are two rows: nothing here
/// chooses between them.
pub fn plan_rows(folder: &ClientFolder) -> Vec<RailPlan> {
    let mut rows = Vec::new();
    for (plan, known) in &folder.known {
        rows.push(RailPlan {
            plan: *plan,
            revision: known.revision,
            date: known.date,
            minutes: known.minutes,
            state: known.state,
            status: known.status,
            pain: known.pain,
            version: None,
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
            rows.push(RailPlan {
                plan: *plan,
                revision: head.id,
                date: intake.date,
                minutes: intake.minutes.get(),
                state: record.state,
                status: record.plan.status,
                pain: (intake.pain(), after),
                version: history.has_two_versions().then_some((at + 1, count)),
            });
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.date, row.plan, row.revision)));
    rows
}
