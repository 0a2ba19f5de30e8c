//! Erasing a client for good: a client's right, and the one thing that can't be undone.
//!
//! First a tombstone without personal data is on the disk, then everything else of the client goes.
//! Whoever meets the tombstone, after a crash or on another computer, does the second part again, so
//! that a copy that was away can't bring the client back.

use std::fs;

use super::error::StoreError;
use super::files::check_folder;
use super::folder::Store;
use super::name::{Key, RecordFile, client_folder};
use super::revision::{Base, Content, Revision, Stamp};
use crate::model::{Client, ClientId};

impl Store {
    /// Erases a client with all plans, for good. Backups and what other programs have copied stay.
    pub fn erase_client(&self, id: ClientId, stamp: &Stamp) -> Result<(), StoreError> {
        // Who erased whom is nobody's business afterwards.
        let stamp = Stamp { by: String::new(), at: stamp.at };
        let tombstone: Revision<Client> =
            self.save(Key::Client(id), Base::none(), Content::Erased, &stamp)?;
        self.remove_all_but(id, &|file| file.revision == tombstone.id)
    }

    /// Removes what is left of a client that was erased, here or elsewhere. Does nothing to others.
    pub fn finish_erasure(&self, id: ClientId) -> Result<(), StoreError> {
        let listing = self.list(id)?;
        let tombstones: Vec<RecordFile> = self.tombstones(id, &listing.records).collect();
        if tombstones.is_empty() {
            return Ok(());
        }
        self.remove_all_but(id, &|file| tombstones.contains(file))
    }

    /// Removes every file of a client's folder that isn't kept: copies that an engine made under
    /// names of its own, and what a crash left, are the client's data too.
    fn remove_all_but(
        &self,
        id: ClientId,
        is_kept: &dyn Fn(&RecordFile) -> bool,
    ) -> Result<(), StoreError> {
        let folder = self.root.join(client_folder(id));
        let failed = |source| StoreError::Erase { path: folder.clone(), source };
        let mut removed = false;
        check_folder(&folder).map_err(failed)?;
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let file = RecordFile::parse(Some(id), &name.to_string_lossy());
            if file.is_some_and(|file| is_kept(&file)) {
                continue;
            }
            // A folder is nothing that this program made.
            if entry.file_type().map_err(failed)?.is_dir() {
                continue;
            }
            self.files.remove(&entry.path()).map_err(failed)?;
            removed = true;
        }
        if removed { self.files.sync_folder(&folder).map_err(failed) } else { Ok(()) }
    }
}
