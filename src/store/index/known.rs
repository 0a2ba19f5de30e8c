//! A client's folder read in part: plans that look as they did are known by their rows, and are read
//! where somebody asks for more than a list shows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Index;
use super::rows::IndexedPlan;
use crate::model::{ClientId, Day, Nprs, PlanId, PlanRecord, RevisionId};
use crate::store::client::PlanPart;
use crate::store::glance::Outside;
use crate::store::{ClientFolder, History, Key, KnownPlan, Store, StoreError};

/// How many of the latest plans are read whole: facts and words of earlier visits come from them.
const LATEST: usize = 24;

/// Whether a row says all that a list has to say of a plan: one version counts, and nothing is
/// damaged.
pub(super) fn is_known_by_its_row(history: &History<PlanRecord>) -> bool {
    let mut heads = history.heads();
    let is_there = heads.next().is_some_and(|head| head.content.record().is_some());
    is_there && heads.next().is_none() && history.problems().is_empty()
}

impl Index {
    /// A client's own record, and of the plans those whole that aren't known as they are, the latest
    /// up to this day, and those that are asked for. What was read before and looks the same is not
    /// read again.
    pub fn client_folder(
        &self,
        store: &Store,
        client: ClientId,
        today: Day,
        asked: &BTreeSet<PlanId>,
        before: Option<&ClientFolder>,
    ) -> Result<ClientFolder, StoreError> {
        let before = before.filter(|before| before.id == client);
        let known = self.known_plans(client);
        let latest = self.row(client).into_iter().flat_map(|(_, row)| &row.plans);
        let latest = latest.filter(|plan| plan.date <= today).take(LATEST);
        let latest: BTreeSet<PlanId> = latest.map(|plan| PlanId::from_bytes(plan.id)).collect();
        store.client_in_part(client, store.glance(client)?, |plan, outside| {
            let known = known.get(&plan).filter(|known| known.looks_like(outside));
            if let Some(known) = known
                && !latest.contains(&plan)
                && !asked.contains(&plan)
            {
                return PlanPart::Known(known.in_short());
            }
            let was_read = before.and_then(|before| {
                let history = before.plans.get(&plan)?;
                (before.outside(plan).as_ref() == Some(outside?)).then_some(history)
            });
            was_read.map_or(PlanPart::Read, |history| PlanPart::WasRead(Arc::clone(history)))
        })
    }

    /// The rows of a client's plans.
    pub(super) fn known_plans(&self, client: ClientId) -> BTreeMap<PlanId, &IndexedPlan> {
        let plans = self.row(client).into_iter().flat_map(|(_, row)| &row.plans);
        plans.map(|plan| (PlanId::from_bytes(plan.id), plan)).collect()
    }
}

impl IndexedPlan {
    /// Whether its files look as they did when they were read, and its row says all of them.
    pub(super) fn looks_like(&self, outside: Option<&Outside>) -> bool {
        outside.is_some() && self.outside.as_ref() == outside
    }

    pub(super) fn in_short(&self) -> KnownPlan {
        let pain = |pain: u8| Nprs::clamped(pain.into());
        KnownPlan {
            revision: RevisionId::from_bytes(self.revision),
            date: self.date,
            minutes: self.minutes,
            state: self.state,
            status: self.status,
            pain: (pain(self.pain_before), self.pain_after.map(pain)),
        }
    }
}

impl ClientFolder {
    /// What the files of a plan looked like before they were read.
    pub(super) fn outside(&self, plan: PlanId) -> Option<Outside> {
        self.records.get(&Key::Plan(self.id, plan)).copied()
    }
}
