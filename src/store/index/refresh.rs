//! How the index follows the folder: a look from outside first (see `glance`), files only where
//! something looks different, and of a client's plans only those that do.
//!
//! Erasures that are met on the way are carried out, so that a copy that was away forgets too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Index;
use super::known::is_known_by_its_row;
use super::rows::{Entry, Head, Row, Seen};
use crate::model::{ClientId, PlanId, RevisionId};
use crate::store::client::PlanPart;
use crate::store::glance::{Glance, Outside};
use crate::store::{ClientFolder, MARKER, Progress, Store, StoreError};

/// Folders that are read before what they say is put in its short form: enough to keep every core
/// busy, few enough to take no room.
const AT_ONCE: usize = 256;

/// What a refresh found.
#[derive(Debug, Default)]
pub struct Changes {
    /// Clients whose folders were read.
    pub read: Vec<ClientId>,
    /// Clients whose folders are gone.
    pub gone: Vec<ClientId>,
    /// Folders that could not be read and erasures that could not be finished: they are tried again
    /// with each refresh.
    pub failed: Vec<StoreError>,
}

impl Changes {
    /// Whether everything was as it is known.
    pub fn is_empty(&self) -> bool {
        self.read.is_empty() && self.gone.is_empty() && self.failed.is_empty()
    }
}

/// What a client's folder says.
enum FolderSays {
    Client(Box<Seen>),
    /// Removed, or nothing is there.
    Hidden,
    /// Erased, which may be unfinished.
    Erased(Result<(), StoreError>),
    Gone,
    Failed(StoreError),
}

/// What a look at a client's folder found.
struct Findings {
    client: ClientId,
    /// What the folder looked like before it was read.
    outside: Option<Outside>,
    found: FolderSays,
    heads: Box<[Head]>,
    /// The versions that are there, by the names of their files.
    there: BTreeSet<RevisionId>,
}

impl Index {
    /// Brings the index up to date. One part of the progress is one client whose folder is read.
    ///
    /// Where somebody stops it, the error is [`StoreError::Cancelled`], and what was read by then
    /// stays. A client that is saved meanwhile may be missed: whoever swaps a refreshed copy in
    /// calls [`Index::refresh_client`] on it for each client that was saved since it was made.
    pub fn refresh(&mut self, store: &Store, progress: &Progress) -> Result<Changes, StoreError> {
        let clients = store.clients()?;
        // A drive that is gone looks like an empty folder.
        check_present(store)?;
        let mut changes = Changes { gone: self.keep_only(&clients), ..Changes::default() };
        let looked: Vec<ClientId> = clients
            .into_par_iter()
            .filter(|_| progress.check().is_ok())
            .filter(|client| !self.is_known(*client, store.outside(*client).ok()))
            .collect();
        progress.check()?;
        progress.add_parts(looked.len());
        for part in looked.chunks(AT_ONCE) {
            let found: Vec<Findings> = part
                .into_par_iter()
                .filter(|_| progress.check().is_ok())
                .map(|client| {
                    let look = self.look(store, *client);
                    // Being stopped is looked at before each client.
                    progress.step().ok();
                    look
                })
                .collect();
            for look in found {
                self.take(store, look, &mut changes)?;
            }
            progress.check()?;
        }
        Ok(changes)
    }

    /// Brings one client up to date, after a save or when its folder was seen to change. Says
    /// whether anything had to be read.
    pub fn refresh_client(&mut self, store: &Store, client: ClientId) -> Result<bool, StoreError> {
        if self.is_known(client, Some(store.outside(client)?)) {
            return Ok(false);
        }
        let look = self.look(store, client);
        let mut changes = Changes::default();
        self.take(store, look, &mut changes)?;
        match changes.failed.pop() {
            Some(failed) => Err(failed),
            None => Ok(!changes.is_empty()),
        }
    }

    /// Whether a folder that looks like this was read already.
    fn is_known(&self, client: ClientId, outside: Option<Outside>) -> bool {
        let entry = self.entry(client);
        outside.is_some() && entry.is_some_and(|entry| entry.outside == outside)
    }

    /// Forgets everyone else; `clients` are in the order of their ids.
    fn keep_only(&mut self, clients: &[ClientId]) -> Vec<ClientId> {
        let (stay, gone): (Vec<Entry>, Vec<Entry>) = std::mem::take(&mut self.entries)
            .into_iter()
            .partition(|entry| clients.binary_search(&entry.client()).is_ok());
        self.entries = stay;
        for entry in &gone {
            self.lose_client(entry);
        }
        gone.iter().map(Entry::client).collect()
    }

    fn take(
        &mut self,
        store: &Store,
        look: Findings,
        changes: &mut Changes,
    ) -> Result<(), StoreError> {
        let Findings { client, mut outside, found, mut heads, there } = look;
        let row = match found {
            FolderSays::Client(seen) => {
                let before = self.entry(client).and_then(|entry| entry.row.clone());
                Some(Row::of(*seen, before.as_deref(), &mut self.categories))
            }
            FolderSays::Hidden => None,
            FolderSays::Erased(erased) => {
                // Nothing of it could be missing.
                self.lost.retain(|lost| !lost.is_of(client));
                self.forget_heads(client);
                if let Err(unfinished) = erased {
                    changes.failed.push(unfinished);
                    outside = None;
                }
                None
            }
            FolderSays::Gone => {
                check_present(store)?;
                if let Ok(place) = self.place(client) {
                    let gone = self.entries.remove(place);
                    self.lose_client(&gone);
                    changes.gone.push(client);
                }
                return Ok(());
            }
            FolderSays::Failed(failed) => {
                changes.failed.push(failed);
                heads = self.entry(client).map(|entry| entry.heads.clone()).unwrap_or_default();
                Some(self.known_in_part(client))
            }
        };
        changes.read.push(client);
        let entry = Entry { id: *client.as_bytes(), outside, row: row.map(Arc::new), heads };
        // What couldn't be looked at may be there.
        if entry.outside.is_some() {
            self.lose(&entry, &there);
        }
        match self.place(client) {
            Ok(place) => {
                if let Some(known) = self.entries.get_mut(place) {
                    *known = entry;
                }
            }
            Err(place) => self.entries.insert(place, entry),
        }
        Ok(())
    }

    /// A client whose folder can't be read now: what was known, and that something is wrong.
    fn known_in_part(&self, client: ClientId) -> Row {
        let Some((_, row)) = self.row(client) else { return Row::unreadable() };
        let mut known = row.clone();
        known.problems = known.problems.max(1);
        known
    }

    /// Reads what looks different in a client's folder. What joins it from now on makes it look
    /// different again.
    fn look(&self, store: &Store, client: ClientId) -> Findings {
        let mut look = Findings {
            client,
            outside: None,
            found: FolderSays::Gone,
            heads: Box::default(),
            there: BTreeSet::new(),
        };
        let read = store.glance(client).and_then(|glance| {
            look.outside = Some(glance.whole);
            look.there = glance.listing.records.iter().map(|file| file.revision).collect();
            self.read(store, client, glance)
        });
        look.found = match read {
            Ok(folder) if folder.client.is_erased() => {
                FolderSays::Erased(store.finish_erasure(client))
            }
            Ok(folder) => {
                let damaged = self.damaged_heads(&folder, &look.there);
                look.heads = heads(&folder).chain(damaged).collect();
                folder.summary().map_or(FolderSays::Hidden, |summary| {
                    let kept = folder.known.keys().copied().collect();
                    FolderSays::Client(Box::new(Seen {
                        summary,
                        kept,
                        outsides: outsides(&folder),
                    }))
                })
            }
            Err(StoreError::NoSuchClient(_)) => FolderSays::Gone,
            Err(failed) => {
                look.outside = None;
                FolderSays::Failed(failed)
            }
        };
        look
    }

    fn read(
        &self,
        store: &Store,
        client: ClientId,
        glance: Glance,
    ) -> Result<ClientFolder, StoreError> {
        let known = self.known_plans(client);
        store.client_in_part(client, glance, |plan, outside| {
            let known = known.get(&plan).filter(|known| known.looks_like(outside));
            known.map_or(PlanPart::Read, |known| PlanPart::Known(known.in_short()))
        })
    }
}

/// What the files of those plans look like to which there is no more than their rows.
fn outsides(folder: &ClientFolder) -> BTreeMap<PlanId, Outside> {
    let known = folder.plans.iter().filter(|(_, history)| is_known_by_its_row(history));
    known.filter_map(|(plan, _)| Some((*plan, folder.outside(*plan)?))).collect()
}

/// The newest versions of the client, and of the plans that aren't known by their rows.
fn heads(folder: &ClientFolder) -> impl Iterator<Item = Head> {
    let own = folder.client.heads().map(|head| Head { plan: None, revision: *head.id.as_bytes() });
    let others = folder.plans.iter().filter(|(_, history)| !is_known_by_its_row(history));
    let others = others.flat_map(|(plan, history)| {
        let plan = Some(*plan.as_bytes());
        history.heads().map(move |head| Head { plan, revision: *head.id.as_bytes() })
    });
    own.chain(others)
}

fn check_present(store: &Store) -> Result<(), StoreError> {
    let marker = store.root().join(MARKER);
    match marker.symlink_metadata() {
        Ok(_) => Ok(()),
        Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => {
            Err(StoreError::Missing(store.root().to_owned()))
        }
        Err(source) => Err(StoreError::Read { path: marker, source }),
    }
}
