//! Another passphrase: the same key, wrapped anew.
//!
//! The records stay as they are, and so does the recovery key. Who has an older copy of the key's
//! file, from a backup say, can still open it with the older passphrase and then everything sealed
//! with that key: where a passphrase became known to somebody, unseal the practice and seal it again.
//!
//! A practice that was sealed before what is sealed said by whom is sealed anew on the way: every
//! record gets its proof in the file that it has, and the new key's own proof, which comes last, says
//! that nothing without one is believed from then on.

use age::secrecy::{ExposeSecret, SecretString};

use std::collections::BTreeSet;
use std::io;

use rayon::prelude::*;
use zeroize::Zeroizing;

use super::super::error::StoreError;
use super::super::files::read;
use super::super::folder::{Listing, Store};
use super::super::history::History;
use super::super::name::{Key, RecordFile};
use super::super::progress::Progress;
use super::super::revision::{Damage, Stamp};
use super::super::seal::{Provenance, Seal, SealError, WorkFactor, WrappedKey};
use super::keys;

impl Store {
    /// Gives a sealed practice another passphrase.
    ///
    /// The new file is read back and opened with the new passphrase before the older ones go:
    /// with those, the old passphrase would still open the folder.
    pub fn change_passphrase(
        &self,
        new: &SecretString,
        work: WorkFactor,
        stamp: &Stamp,
        progress: &Progress,
    ) -> Result<(), StoreError> {
        let seal = self.seal.as_ref().ok_or(StoreError::NotSealed)?;
        if !seal.believes_unproven() {
            return self.wrap_anew(seal, new, work, stamp);
        }
        let mut proven = BTreeSet::new();
        self.prove_all(seal, &mut proven, progress)?;
        seal.believe_unproven(false);
        let done = self.wrap_anew(seal, new, work, stamp);
        if done.is_err() {
            seal.believe_unproven(true);
            return done;
        }
        // What came in meanwhile, from a program that knew nothing of it yet. The new passphrase is in
        // force by now; what can't be proven any more is named by `verify`.
        self.prove_all(seal, &mut proven, &Progress::default()).ok();
        Ok(())
    }

    fn wrap_anew(
        &self,
        seal: &Seal,
        new: &SecretString,
        work: WorkFactor,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        let before: History<WrappedKey> = self.history(Key::Vault, &self.list_root()?.records);
        let revision = keys::wrapped(seal, new, work, before.base(), stamp)?;
        let saved = self.save_as(Key::Vault, revision)?;
        let keys = self.list_root()?.records.into_iter().filter(|file| file.key == Key::Vault);
        let (own, older): (Vec<_>, Vec<_>) = keys.partition(|file| file.revision == saved.id);
        let file = own.first().ok_or(StoreError::NoKey)?;
        let read = self.read::<WrappedKey>(file);
        let read = read.map_err(|damage| unread(self, file, damage))?;
        let wrapped = read.content.record().ok_or(StoreError::NoKey)?;
        let again = Seal::unwrap(wrapped, new)?;
        if again.recovery_key().expose_secret() != seal.recovery_key().expose_secret() {
            return Err(SealError::Damaged.into());
        }
        for file in older {
            let path = self.root.join(file.path());
            let removed =
                self.files.remove(&path).and_then(|()| self.files.sync_folder(&self.root));
            removed.map_err(|source| StoreError::OldKeyStays { path, source })?;
        }
        Ok(())
    }

    /// Gives every sealed record its proof that has none. One part of the progress is one client.
    /// What can't be opened stays as it is.
    fn prove_all(
        &self,
        seal: &Seal,
        proven: &mut BTreeSet<RecordFile>,
        progress: &Progress,
    ) -> Result<(), StoreError> {
        let prove = |listing: Listing| -> Result<Vec<RecordFile>, StoreError> {
            let sealed = listing.records.into_iter();
            let sealed = sealed.filter(|file| file.sealed && !proven.contains(file));
            sealed.map(|file| self.prove(seal, &file).map(|()| file)).collect()
        };
        let top = prove(self.list_root()?)?;
        let clients = self.clients()?;
        progress.add_parts(clients.len());
        let all: Result<Vec<Vec<RecordFile>>, StoreError> = clients
            .into_par_iter()
            .map(|client| {
                let found = prove(self.list_if_readable(client)?)?;
                progress.step()?;
                Ok(found)
            })
            .collect();
        let all = all?;
        proven.extend(top.into_iter().chain(all.into_iter().flatten()));
        Ok(())
    }

    fn prove(&self, seal: &Seal, file: &RecordFile) -> Result<(), StoreError> {
        let path = self.root.join(file.path());
        let sealed = match read(&path) {
            // Gone since it was listed.
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(()),
            read => read.map_err(|source| StoreError::Read { path: path.clone(), source })?,
        };
        let Ok((bytes, Provenance::Unproven)) = seal.open_any(&sealed) else { return Ok(()) };
        let bytes = Zeroizing::new(bytes);
        let replaced = self.files.replace(&path, &seal.seal(&bytes)?);
        replaced.map_err(|source| StoreError::Save { path, source })
    }
}

fn unread(store: &Store, file: &super::super::name::RecordFile, damage: Damage) -> StoreError {
    let path = store.root.join(file.path());
    StoreError::Read { path, source: std::io::Error::other(damage) }
}
