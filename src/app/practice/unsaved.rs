//! What is being edited and not saved: how it is kept beside the practice, and found after a crash.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::StoredRecord;
use crate::app::clock;
use crate::app::closing::KeptClosing;
use crate::app::visit::Work;
use crate::model::{Client, Day, PlanKey, PlanRecord};
use crate::store::drafts::{Draft, Drafts};
use crate::store::{Base, History, Store, StoreError};

/// What a draft keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsaved {
    /// What was made so far.
    #[serde(with = "crate::app::visit::shared")]
    pub work: Arc<Work>,
    /// Whether somebody left it for something else, and knows that it is there; else the program ended
    /// with it.
    #[serde(default)]
    pub put_aside: bool,
    /// The earlier day on which it was screened, where the questions are to be asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screened: Option<Day>,
    /// What was entered of how its session went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Box<KeptClosing>>,
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
    /// The plan that it is of.
    pub fn key(&self) -> PlanKey {
        self.draft.key()
    }

    /// The day that it is about; while none is typed, the day on which it was left.
    pub fn day(&self) -> Day {
        let typed = self.draft.content.work.intake.day();
        typed.unwrap_or_else(|| clock::day_of(self.draft.changed))
    }

    /// The earlier day whose answers it holds; none where they are of today.
    pub fn screened_before(&self, today: Day) -> Option<Day> {
        let left = clock::day_of(self.draft.changed);
        let days = [self.draft.content.screened, Some(self.day()), Some(left)];
        days.into_iter().flatten().filter(|day| *day < today).min()
    }
}

/// What was left behind.
#[derive(Debug)]
pub struct Left {
    /// Drafts of clients who are on the lists.
    pub found: Vec<Found>,
    /// Drafts that another window is editing.
    pub held: BTreeSet<PlanKey>,
    /// How many files can't be read.
    pub damaged: usize,
    /// Why a draft that isn't wanted couldn't be deleted: one of somebody who was erased, or a readable
    /// one of a practice that is sealed.
    pub stays: Option<StoreError>,
}

/// Drafts that were left behind.
pub fn left_behind(drafts: &Drafts, store: &Store) -> Result<Left, StoreError> {
    let stays = match drafts.settle(None) {
        Ok(()) => None,
        Err(stays @ StoreError::DraftStays { .. }) => Some(stays),
        Err(error) => return Err(error),
    };
    // Before it is looked at what is left, so that what is let go of meanwhile is in one of the two.
    let held = drafts.held()?;
    let (drafts_left, problems) = drafts.left_behind::<Unsaved>()?;
    let mut left = Left { found: Vec::new(), held, damaged: problems.len(), stays };
    for draft in drafts_left {
        let client = store.client_record(draft.client).ok();
        if client.as_ref().is_some_and(History::is_erased) {
            // Erased on another computer, and so here.
            left.stays = drafts.discard_client(draft.client).err().or(left.stays);
        } else if client.as_ref().is_some_and(History::is_removed)
            && store.client(draft.client).is_ok_and(|folder| folder.is_removed())
        {
            // It waits for its client, and is offered once the client is back.
        } else {
            let plan = store.plan(draft.client, draft.plan).ok();
            left.found.push(found(draft, client.as_ref(), plan.as_ref()));
        }
    }
    Ok(left)
}

fn found(
    draft: Draft<Unsaved>,
    client: Option<&History<Client>>,
    history: Option<&History<PlanRecord>>,
) -> Found {
    let client = client.and_then(History::last_record);
    let name = client.map(|client| client.name.clone()).unwrap_or_default();
    let versions: Vec<_> = history
        .into_iter()
        .flat_map(|history| draft.base.iter().filter_map(|id| history.revision(*id)))
        .collect();
    let stored = versions.first().and_then(|version| {
        Some(StoredRecord {
            key: draft.key(),
            revision: version.id,
            base: Base::of(versions.iter().copied()),
            record: Box::new(version.content.record()?.clone()),
        })
    });
    Found { draft, stored, name }
}
