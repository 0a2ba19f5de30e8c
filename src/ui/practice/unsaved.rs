//! What is being edited and not saved: how it is kept beside the practice, and found after a crash.

use serde::{Deserialize, Serialize};

use super::StoredRecord;
use crate::model::{ClientId, PlanId};
use crate::store::drafts::{Draft, DraftKeeper, Drafts};
use crate::store::{Base, ClientFolder, History, Store, StoreError};
use crate::ui::work::Work;

/// What a draft keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsaved {
    /// What was made so far.
    pub work: Work,
    /// Whether it was put aside to go on with it another time.
    #[serde(default)]
    pub put_aside: bool,
}

/// A draft that nobody wants any more once something else is open.
#[derive(Debug)]
pub struct Unwanted {
    /// Whose.
    pub client: ClientId,
    /// Of which plan.
    pub plan: PlanId,
    /// What keeps it until then: its practice may be closed already.
    pub keeper: DraftKeeper<Unsaved>,
}

/// A draft that was left behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The draft.
    pub draft: Draft<Unsaved>,
    /// The version of the plan that it began from, where there was one.
    pub stored: Option<StoredRecord>,
    /// Whose plan it is; empty where that can't be read.
    pub name: String,
}

impl Found {
    /// The client and the plan.
    pub fn ids(&self) -> (ClientId, PlanId) {
        (self.draft.client, self.draft.plan)
    }
}

/// Drafts that were left behind by clients who are on the lists, and how many files of them can't be read.
pub fn left_behind(drafts: &Drafts, store: &Store) -> Result<(Vec<Found>, usize), StoreError> {
    let (left, problems) = drafts.left_behind::<Unsaved>()?;
    let mut all = Vec::new();
    for draft in left {
        let folder = store.client(draft.client).ok();
        let client = folder.as_ref().map(|folder| &folder.client);
        if client.is_some_and(History::is_erased) {
            // Erased on another computer, and so here.
            drafts.discard_client(draft.client)?;
        } else if folder.as_ref().is_some_and(ClientFolder::is_removed) {
            // It waits for its client, and is offered once the client is back.
        } else {
            all.push(found(draft, folder.as_ref()));
        }
    }
    Ok((all, problems.len()))
}

fn found(draft: Draft<Unsaved>, folder: Option<&ClientFolder>) -> Found {
    let client = folder.and_then(ClientFolder::record);
    let name = client.map(|client| client.name.clone()).unwrap_or_default();
    let history = folder.and_then(|folder| folder.plans.get(&draft.plan));
    let versions: Vec<_> = history
        .into_iter()
        .flat_map(|history| draft.base.iter().filter_map(|id| history.revision(*id)))
        .collect();
    let stored = versions.first().and_then(|version| {
        Some(StoredRecord {
            client: draft.client,
            plan: draft.plan,
            revision: version.id,
            base: Base::of(versions.iter().copied()),
            record: Box::new(version.content.record()?.clone()),
        })
    });
    Found { draft, stored, name }
}
