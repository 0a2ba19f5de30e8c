//! The old folder after a practice was sealed or unsealed: it is deleted when its owner says so.
//!
//! Before that, whatever it holds that the practice doesn't is taken over, should the program have
//! ended right after the swap.

use std::path::Path;

use super::super::error::StoreError;
use super::super::folder::Store;
use super::super::name::{Key, RecordFile};
use super::super::open::Opened;
use super::super::progress::Progress;
use super::super::seal::Seal;
use super::beside::{self, Role};
use crate::model::{Client, ClientId};

impl Store {
    /// Deletes the old folder of this practice, for good. Refuses every other folder. Show
    /// [`super::KEPT_COPIES`] first.
    ///
    /// `key` opens an old folder that is sealed with another key than the practice has now; it is
    /// needed only where that folder holds something that the practice doesn't. Says how many versions
    /// that were.
    pub fn discard_old(
        &self,
        old: &Path,
        key: Option<&Seal>,
        progress: &Progress,
    ) -> Result<usize, StoreError> {
        let leftover = beside::find(&self.root, old, &[Role::Old])?;
        let taken = self.take_over_old(&leftover.path, key, progress)?;
        beside::remove(&self.root, &leftover, &self.files.lazily())?;
        Ok(taken)
    }

    /// Takes over every version that is in an old folder of this practice and not in the practice:
    /// into a sealed practice, from a readable folder, as a readable record, which its owner then
    /// takes over or removes. Says how many there were.
    pub fn take_over_old(
        &self,
        old: &Path,
        key: Option<&Seal>,
        progress: &Progress,
    ) -> Result<usize, StoreError> {
        let refused = || StoreError::NotACopy(old.to_owned());
        let practice = super::super::marker::read_marker(old).map_err(|_| refused())?;
        if practice != self.practice {
            return Err(refused());
        }
        let is_sealed = matches!(Self::open(old), Ok(Opened::Sealed(_)));
        // What was readable in a readable practice is believed, and in a sealed one it isn't.
        let seal = if is_sealed { key.or(self.seal.as_ref()).cloned() } else { None };
        let before = Self { root: old.to_owned(), seal, ..self.clone() };
        let mut taken = self.take_over_files(&before, None)?;
        let clients = before.clients()?;
        progress.add_parts(clients.len());
        for client in clients {
            taken += self.take_over_files(&before, Some(client))?;
            progress.step()?;
        }
        Ok(taken)
    }

    fn take_over_files(
        &self,
        before: &Self,
        client: Option<ClientId>,
    ) -> Result<usize, StoreError> {
        let listing = |store: &Self| match client {
            Some(client) => store.list(client),
            None => store.list_root(),
        };
        let mut there = listing(self)?.records;
        there.retain(|file| !self.is_proposal(file));
        let is_missing = |file: &RecordFile| {
            let is_same =
                |other: &RecordFile| other.key == file.key && other.revision == file.revision;
            file.key != Key::Vault && !before.is_proposal(file) && !there.iter().any(is_same)
        };
        let missing: Vec<RecordFile> =
            listing(before)?.records.into_iter().filter(is_missing).collect();
        if missing.is_empty() {
            return Ok(0);
        }
        if let Some(client) = client {
            // Who was erased since then stays erased.
            if self.history::<Client>(Key::Client(client), &there).is_erased() {
                return Ok(0);
            }
        }
        for file in &missing {
            let bytes = before.bytes(file);
            let bytes =
                bytes.map_err(|_| StoreError::OldHoldsMore(before.root.join(file.path())))?;
            if self.seal.is_some() && before.seal.is_none() {
                // Whoever could write into the readable practice still can write there.
                self.put_readable(file, &bytes)?;
            } else {
                self.put(file.key, file.revision, &bytes)?;
            }
        }
        client.map_or(Ok(()), |client| self.finish_erasure(client))?;
        Ok(missing.len())
    }
}
