//! Another passphrase: the same key, wrapped anew.
//!
//! The records stay as they are, and so does the recovery key. Who has an older copy of the key's
//! file, from a backup say, can still open it with the older passphrase and then everything sealed
//! with that key: where a passphrase became known to somebody, unseal the practice and seal it again.

use age::secrecy::{ExposeSecret, SecretString};

use super::super::error::StoreError;
use super::super::folder::Store;
use super::super::history::History;
use super::super::name::Key;
use super::super::revision::{Content, Damage, Stamp};
use super::super::seal::{Seal, SealError, Work, WrappedKey};

impl Store {
    /// Gives a sealed practice another passphrase.
    ///
    /// The new file is read back and opened with the new passphrase before the older ones go:
    /// with those, the old passphrase would still open the folder.
    pub fn change_passphrase(
        &self,
        new: &SecretString,
        work: Work,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        let seal = self.seal.as_ref().ok_or(StoreError::NotSealed)?;
        let before: History<WrappedKey> = self.history(Key::Vault, &self.list_root()?.records);
        let wrapped = seal.wrap(new, work)?;
        let saved = self.save(Key::Vault, before.base(), Content::Is(wrapped), stamp)?;
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
}

fn unread(store: &Store, file: &super::super::name::RecordFile, damage: Damage) -> StoreError {
    let path = store.root.join(file.path());
    StoreError::Read { path, source: std::io::Error::other(damage) }
}
