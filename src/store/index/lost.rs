//! Newest versions that this computer saw in the folder, and that aren't there any more.
//!
//! Nothing but erasing takes a version away, so somebody did: a synchronising program, a backup that
//! was put in the place of the folder, or whoever wants an older version to count again. What came
//! before a version that is lost says nothing of it; only who saw it can.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Index;
use super::rows::{Entry, Head};
use crate::model::{Client, ClientId, PlanId, PlanRecord, RevisionId};
use crate::store::{History, Key, Missing, RecordFile, Store};

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

    /// Whether nothing else tells that it is missing, and nothing that it should be.
    fn is_unexplained(&self, store: &Store) -> bool {
        let key = self.key();
        let Some(client) = key.client() else { return false };
        let Ok(own) = store.client_record(client) else { return true };
        let is_named = match key {
            Key::Plan(_, plan) => {
                let history = store.plan(client, plan);
                history.is_ok_and(|history: History<PlanRecord>| names(&history, self.revision()))
            }
            Key::Client(_) | Key::Settings | Key::Vault => names::<Client>(&own, self.revision()),
        };
        !own.is_erased() && !is_named
    }
}

/// Whether a version says that it came from this one.
fn names<T>(history: &History<T>, revision: RevisionId) -> bool {
    let mut all = history.revisions().iter();
    all.any(|other| other.parents.iter().chain(&other.ancestors).any(|id| *id == revision))
}

impl Index {
    /// The newest versions that this computer saw in the folder and that aren't there any more, also
    /// where the index was not brought up to date since.
    pub fn missing(&self, store: &Store) -> Vec<Missing> {
        let known = self.lost.iter().filter(|lost| !self.is_saved_anew(store, lost));
        let mut lost: BTreeSet<Lost> = known.copied().collect();
        for entry in &self.entries {
            // A folder that can't be read is said as such.
            let Ok(listing) = store.list(entry.client()) else { continue };
            let there = listing.records.iter().map(|file| file.revision).collect();
            let gone = lost_of(entry, &there);
            lost.extend(if there.is_empty() { own(gone) } else { gone });
        }
        let lost = lost.iter().filter(|lost| lost.is_lacking(store) && lost.is_unexplained(store));
        lost.map(|lost| Missing::Newest(lost.key(), lost.revision())).collect()
    }

    /// Whether the record of a lost version has a newest one that the index doesn't know.
    fn is_saved_anew(&self, store: &Store, lost: &Lost) -> bool {
        let Some(entry) = self.entry(ClientId::from_bytes(lost.client)) else { return false };
        let own = heads_of(entry).filter(|head| head.plan == lost.head.plan);
        let known: BTreeSet<RevisionId> =
            own.map(|head| RevisionId::from_bytes(head.revision)).collect();
        let is_new = |id: RevisionId| !known.contains(&id);
        match lost.key() {
            Key::Plan(client, plan) => {
                let history = store.plan(client, plan);
                history.is_ok_and(|history| history.heads().any(|head| is_new(head.id)))
            }
            Key::Client(client) => {
                let history = store.client_record(client);
                history.is_ok_and(|history| history.heads().any(|head| is_new(head.id)))
            }
            Key::Settings | Key::Vault => false,
        }
    }

    /// How many of a client's newest versions aren't there any more.
    pub fn lost(&self, client: ClientId) -> usize {
        self.lost.iter().filter(|lost| lost.is_of(client)).count()
    }

    /// Takes in what a folder lacks that was read anew: `entry` is what it says now.
    pub(super) fn lose(&mut self, entry: &Entry, there: &BTreeSet<RevisionId>) {
        let known = self.entry(entry.client()).cloned();
        let before: BTreeSet<Head> = known.iter().flat_map(heads_of).collect();
        let is_there = |head: &Head| there.contains(&RevisionId::from_bytes(head.revision));
        let now: BTreeSet<Head> = heads_of(entry).collect();
        let saved_anew: BTreeSet<_> = now.difference(&before).map(|head| head.plan).collect();
        self.lost.retain(|lost| {
            let is_of_it = lost.client == entry.id;
            !is_of_it || !(is_there(&lost.head) || saved_anew.contains(&lost.head.plan))
        });
        if let Some(known) = known {
            let gone = lost_of(&known, there);
            self.lost.extend(if there.is_empty() { own(gone) } else { gone });
        }
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
