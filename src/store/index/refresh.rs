//! How the index follows the folder: names first, files only where the names have changed.
//!
//! Revisions are never overwritten, so a folder with the same names says the same. Whoever changes
//! a file in place goes unnoticed here; `verify` reads every byte. Erasures that are met on the way
//! are carried out, so that a copy that was away forgets too.

use std::sync::Arc;

use rayon::prelude::*;

use super::Index;
use super::rows::{Entry, Names, Row};
use crate::model::ClientId;
use crate::store::{
    ClientSummary, MARKER, Progress, Store, StoreError, client_folder, is_passed_over,
};

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
enum Found {
    Client(Box<ClientSummary>),
    /// Removed or erased; an erasure may be unfinished.
    Hidden(Result<(), StoreError>),
    Gone,
    Failed(StoreError),
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
        let listed: Vec<(ClientId, Result<Names, StoreError>)> = clients
            .into_par_iter()
            .filter(|_| progress.check().is_ok())
            .map(|client| (client, names(store, client)))
            .filter(|(client, names)| !self.is_known(*client, names.as_ref().ok()))
            .collect();
        progress.check()?;
        progress.add_parts(listed.len());
        let mut listed = listed.into_iter();
        loop {
            let part: Vec<_> = listed.by_ref().take(AT_ONCE).collect();
            if part.is_empty() {
                return Ok(changes);
            }
            let found: Vec<(ClientId, Option<Names>, Found)> = part
                .into_par_iter()
                .filter(|_| progress.check().is_ok())
                .map(|(client, names)| {
                    let (names, found) = look(store, client, names);
                    // Being stopped is looked at before each client.
                    progress.step().ok();
                    (client, names, found)
                })
                .collect();
            for (client, names, found) in found {
                self.take(store, client, names, found, &mut changes)?;
            }
            progress.check()?;
        }
    }

    /// Brings one client up to date, after a save or when its folder was seen to change. Says
    /// whether anything had to be read.
    pub fn refresh_client(&mut self, store: &Store, client: ClientId) -> Result<bool, StoreError> {
        let names = names(store, client)?;
        if self.is_known(client, Some(&names)) {
            return Ok(false);
        }
        let (names, found) = look(store, client, Ok(names));
        let mut changes = Changes::default();
        self.take(store, client, names, found, &mut changes)?;
        match changes.failed.pop() {
            Some(failed) => Err(failed),
            None => Ok(!changes.is_empty()),
        }
    }

    /// Whether a folder with these names was read already.
    fn is_known(&self, client: ClientId, names: Option<&Names>) -> bool {
        let entry = self.place(client).ok().and_then(|place| self.entries.get(place));
        names.is_some() && entry.is_some_and(|entry| entry.names.as_ref() == names)
    }

    /// Forgets everyone else; `clients` are in the order of their ids.
    fn keep_only(&mut self, clients: &[ClientId]) -> Vec<ClientId> {
        let mut gone = Vec::new();
        self.entries.retain(|entry| {
            let stays = clients.binary_search(&entry.client()).is_ok();
            if !stays {
                gone.push(entry.client());
            }
            stays
        });
        gone
    }

    fn take(
        &mut self,
        store: &Store,
        client: ClientId,
        names: Option<Names>,
        found: Found,
        changes: &mut Changes,
    ) -> Result<(), StoreError> {
        let (names, row) = match found {
            Found::Client(summary) => (names, Some(Row::of(*summary, &mut self.categories))),
            Found::Hidden(Ok(())) => (names, None),
            Found::Hidden(Err(unfinished)) => {
                changes.failed.push(unfinished);
                (None, None)
            }
            Found::Gone => {
                check_present(store)?;
                if let Ok(place) = self.place(client) {
                    self.entries.remove(place);
                    changes.gone.push(client);
                }
                return Ok(());
            }
            Found::Failed(failed) => {
                changes.failed.push(failed);
                (None, Some(self.known_in_part(client)))
            }
        };
        changes.read.push(client);
        let entry = Entry { id: *client.as_bytes(), names, row: row.map(Arc::new) };
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
}

/// Reads a client's folder whose names were these. What joins it from now on changes the names, so
/// that it is read again next time.
fn look(
    store: &Store,
    client: ClientId,
    names: Result<Names, StoreError>,
) -> (Option<Names>, Found) {
    match names {
        Ok(names) => (Some(names), read(store, client)),
        Err(failed) => (None, Found::Failed(failed)),
    }
}

fn read(store: &Store, client: ClientId) -> Found {
    let folder = match store.client(client) {
        Ok(folder) => folder,
        Err(StoreError::NoSuchClient(_)) => return Found::Gone,
        Err(failed) => return Found::Failed(failed),
    };
    if folder.client.is_erased() {
        return Found::Hidden(store.finish_erasure(client));
    }
    folder.summary().map_or(Found::Hidden(Ok(())), |summary| Found::Client(Box::new(summary)))
}

/// The names in a client's folder, as a short hash.
fn names(store: &Store, client: ClientId) -> Result<Names, StoreError> {
    let mut names = store.names_in(&client_folder(client))?;
    names.retain(|name| !is_passed_over(&name.to_string_lossy()));
    names.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for name in names {
        // No name has a slash in it.
        hasher.update(name.as_encoded_bytes()).update(b"/");
    }
    let mut short = Names::default();
    hasher.finalize_xof().fill(&mut short);
    Ok(short)
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
