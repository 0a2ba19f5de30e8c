//! Newest versions that this computer saw in the folder, and that aren't there any more.
//!
//! Nothing but erasing takes a version away, so somebody did: a synchronising program, a backup that
//! was put in the place of the folder, or whoever wants an older version to count again. What came
//! before a version that is lost says nothing of it; only who saw it can.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Index;
use super::rows::{Entry, Head};
use crate::model::{ClientId, PlanId, PlanKey, RevisionId};
use crate::store::{ClientFolder, History, Key, Missing, RecordFile, Store};

/// A newest version that isn't there any more. It is remembered until it is back, or until the record
/// was saved anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lost {
    client: [u8; 16],
    head: Head,
}

impl Lost {
    fn key(&self) -> Key {
        let client = ClientId::from_bytes(self.client);
        let plan = self.head.plan.map(PlanId::from_bytes);
        plan.map_or(Key::Client(client), |plan| Key::Plan(client, plan))
    }

    fn revision(&self) -> RevisionId {
        RevisionId::from_bytes(self.head.revision)
    }

    pub(super) fn is_of(&self, client: ClientId) -> bool {
        self.client == *client.as_bytes()
    }

    /// Whether no file of it is there, sealed or readable.
    pub(super) fn is_lacking(&self, store: &Store) -> bool {
        let (key, revision) = (self.key(), self.revision());
        [false, true].into_iter().all(|sealed| {
            let path = store.root().join(RecordFile { key, revision, sealed }.path());
            path.symlink_metadata().is_err()
        })
    }

    /// Whether nobody saved the record since, beside these versions: then it is no longer the newest
    /// one, and where a later one came from it, that one names it.
    fn is_newest(&self, store: &Store, known: &BTreeSet<Head>) -> bool {
        let key = self.key();
        let Some(client) = key.client() else { return false };
        let Ok(own) = store.client_record(client) else { return true };
        let has_later = match key {
            Key::Plan(_, plan) => {
                let history = store.plan(client, plan);
                history.is_ok_and(|history| self.is_before_a_head(&history, known))
            }
            Key::Client(_) | Key::Settings | Key::Vault => self.is_before_a_head(&own, known),
        };
        !own.is_erased() && !has_later
    }

    fn is_before_a_head<T>(&self, history: &History<T>, known: &BTreeSet<Head>) -> bool {
        let mut heads = history.heads().map(|head| *head.id.as_bytes());
        heads.any(|revision| self.is_before(&Head { revision, ..self.head }, known))
    }

    /// Whether a version of the same record was saved later and is none of these. Ids begin with the
    /// time at which they were made: an older version that counts again, because this one is gone, is
    /// none that was saved since.
    fn is_before(&self, other: &Head, known: &BTreeSet<Head>) -> bool {
        other.plan == self.head.plan
            && other.revision > self.head.revision
            && !known.contains(other)
    }
}

impl Index {
    /// The newest versions that this computer saw in the folder and that aren't there any more, also
    /// where the index was not brought up to date since.
    pub fn missing(&self, store: &Store) -> Vec<Missing> {
        let mut lost: BTreeSet<Lost> = self.lost.iter().copied().collect();
        for entry in &self.entries {
            // A folder that can't be read is said as such.
            let Ok(listing) = store.list(entry.client()) else { continue };
            let there = listing.records.iter().map(|file| file.revision).collect();
            let gone = lost_of(entry, &there);
            lost.extend(if there.is_empty() { own(gone) } else { gone });
        }
        let is_missing = |lost: &&Lost| {
            let entry = self.entry(ClientId::from_bytes(lost.client));
            let known = entry.into_iter().flat_map(heads_of).collect();
            lost.is_lacking(store) && lost.is_newest(store, &known)
        };
        let lost = lost.iter().filter(is_missing);
        lost.map(|lost| Missing::Newest(lost.key(), lost.revision())).collect()
    }

    /// How many of a client's newest versions aren't there any more.
    pub fn lost(&self, client: ClientId) -> usize {
        self.lost.iter().filter(|lost| lost.is_of(client)).count()
    }

    /// Whether the newest version of a plan is one of them.
    pub fn lacks_newest(&self, key: PlanKey) -> bool {
        let key = Key::Plan(key.client, key.plan);
        self.lost.iter().any(|lost| lost.key() == key)
    }

    /// Takes in what a folder lacks that was read anew: `entry` is what it says now.
    pub(super) fn lose(&mut self, entry: &Entry, there: &BTreeSet<RevisionId>) {
        let known = self.entry(entry.client()).cloned();
        let before: BTreeSet<Head> = known.iter().flat_map(heads_of).collect();
        let mut gone = known.map(|known| lost_of(&known, there)).unwrap_or_default();
        if there.is_empty() {
            gone = own(gone);
        }
        self.lost.extend(gone);
        self.lost.retain(|lost| {
            let is_back = there.contains(&lost.revision());
            let is_over = is_back || heads_of(entry).any(|head| lost.is_before(&head, &before));
            lost.client != entry.id || !is_over
        });
        self.lost.sort_unstable();
        self.lost.dedup();
    }

    /// Forgets which versions a client had.
    pub(super) fn forget_heads(&mut self, client: ClientId) {
        if let Ok(place) = self.place(client)
            && let Some(entry) = self.entries.get_mut(place)
        {
            entry.heads = Box::default();
            entry.row = None;
        }
    }

    /// The newest versions that were whole once and are there as damage: where their files go, too, it
    /// is they that are missing.
    pub(super) fn damaged_heads(
        &self,
        folder: &ClientFolder,
        there: &BTreeSet<RevisionId>,
    ) -> Vec<Head> {
        // Those that were gone and are back as damage are as good as gone.
        let lost = self.lost.iter().filter(|lost| lost.is_of(folder.id)).map(|lost| lost.head);
        let before = self.entry(folder.id).into_iter().flat_map(heads_of).chain(lost);
        let is_damaged = |head: &Head| {
            let id = RevisionId::from_bytes(head.revision);
            let is_whole = match head.plan.map(PlanId::from_bytes) {
                None => folder.client.revision(id).is_some(),
                Some(plan) if folder.known.contains_key(&plan) => true,
                Some(plan) => {
                    folder.plans.get(&plan).is_some_and(|plan| plan.revision(id).is_some())
                }
            };
            there.contains(&id) && !is_whole
        };
        before.filter(is_damaged).collect()
    }

    /// A client's folder is gone: the record of the client stands for all of it.
    pub(super) fn lose_client(&mut self, entry: &Entry) {
        self.lost.retain(|lost| lost.client != entry.id);
        self.lost.extend(own(lost_of(entry, &BTreeSet::new())));
        self.lost.sort_unstable();
    }
}

/// The newest versions of everything that a client's folder held.
fn heads_of(entry: &Entry) -> impl Iterator<Item = Head> {
    let plans = entry.row.iter().flat_map(|row| &row.plans).filter(|plan| plan.outside.is_some());
    let plans = plans.map(|plan| Head { plan: Some(plan.id), revision: plan.revision });
    entry.heads.iter().copied().chain(plans)
}

fn lost_of(entry: &Entry, there: &BTreeSet<RevisionId>) -> Vec<Lost> {
    let gone =
        heads_of(entry).filter(|head| !there.contains(&RevisionId::from_bytes(head.revision)));
    gone.map(|head| Lost { client: entry.id, head }).collect()
}

/// Those of the client's own record.
fn own(mut lost: Vec<Lost>) -> Vec<Lost> {
    lost.retain(|lost| lost.head.plan.is_none());
    lost
}

#[cfg(test)]
mod tests;
