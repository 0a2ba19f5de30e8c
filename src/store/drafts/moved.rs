//! Drafts that lie elsewhere and belong here: those of before drafts belonged to a folder, and those
//! of a folder that was renamed.
//!
//! A small file beside each folder of drafts says which folder of a practice it belongs to. Where that
//! is gone although its drive is there, it was renamed: whoever opens the practice under another name
//! next has its drafts.

use std::fs;
use std::path::{Path, PathBuf};

use super::Drafts;
use crate::store::error::StoreError;
use crate::store::folder::Store;
use crate::store::marker::read_marker;
use crate::store::places::canonical;

/// The end of the name of the file that says whose drafts these are.
const OWNER: &str = ".folder";

/// The file that says whose drafts lie in this folder.
fn owner(drafts: &Path) -> PathBuf {
    let mut name = drafts.as_os_str().to_owned();
    name.push(OWNER);
    PathBuf::from(name)
}

impl Drafts {
    /// Takes along what belongs to this folder of a practice, and says whose drafts these are.
    pub(super) fn take_along(&self, all: &Path, store: &Store) -> Result<(), StoreError> {
        let root = canonical(store.root());
        // A path that is no text can't be kept: its drafts stay where they are when it is renamed.
        if let Some(root) = root.to_str() {
            let owner = owner(&self.folder);
            if fs::read_to_string(&owner).ok().as_deref() != Some(root) {
                let written = self.files.replace(&owner, root.as_bytes());
                written.map_err(|source| StoreError::Save { path: owner, source })?;
            }
        }
        let practice = self.practice.to_string();
        // What can't be listed now is looked for again when the practice is opened next.
        let Ok(entries) = fs::read_dir(all) else { return Ok(()) };
        for folder in entries.flatten().map(|entry| entry.path()) {
            let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            let Some(rest) = name.strip_prefix(&practice) else { continue };
            // In the folder that bears the id alone lie those of before drafts belonged to a folder:
            // whoever opens the practice first has them.
            if rest.ends_with(OWNER) {
                continue;
            }
            let is_meant = rest.is_empty() || (rest.starts_with('-') && self.was_renamed(&folder));
            if is_meant && folder != self.folder {
                self.take_from(&folder)?;
            }
        }
        Ok(())
    }

    /// Whether the folder that these drafts belong to is gone from a drive that is there.
    fn was_renamed(&self, drafts: &Path) -> bool {
        let Ok(owner) = fs::read_to_string(owner(drafts)) else { return false };
        let owner = PathBuf::from(owner);
        let has_drive = owner.parent().is_some_and(Path::is_dir);
        let is_there = match read_marker(&owner) {
            Ok(practice) => practice == self.practice,
            Err(StoreError::Missing(_) | StoreError::NotAPractice(_)) => false,
            // What can't be read may be there all the same.
            Err(_) => true,
        };
        has_drive && !is_there
    }

    /// Moves drafts over that no window is editing. One of the same plan that is here already stays,
    /// and so does the other.
    fn take_from(&self, folder: &Path) -> Result<(), StoreError> {
        let other = Self { folder: folder.to_owned(), ..self.clone() };
        for file in other.list()? {
            let target = self.folder.join(file.name());
            if other.is_held(file) || target.exists() {
                continue;
            }
            let source = folder.join(file.name());
            fs::rename(&source, &target)
                .map_err(|error| StoreError::Save { path: target.clone(), source: error })?;
            self.files.remove(&folder.join(file.held_name())).ok();
        }
        let synced = self.files.sync_folder(&self.folder);
        synced.map_err(|source| StoreError::Save { path: self.folder.clone(), source })?;
        // Where nothing is left, the folder goes too; where something is, it stays.
        if other.list()?.is_empty() {
            self.files.remove(&owner(folder)).ok();
            fs::remove_dir(folder).ok();
        }
        Ok(())
    }
}
