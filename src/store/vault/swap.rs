//! The moment in which the new folder becomes the practice.
//!
//! One step where the system has it. Else two renames, with the old folder between them under a
//! name by which it is found and put back (`beside::put_back`). Whatever fails here, the practice
//! stays, or is again, what it was; where even going back fails, its folder is whole all the same.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::error::StoreError;
use super::super::files::{Files, folder_of};

/// What tells a folder from another one under the same name; on systems that don't say, all are
/// alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity(u64, u64);

impl Identity {
    /// The identity of the folder that is here.
    pub fn of(folder: &Path) -> Result<Self, StoreError> {
        let there = fs::metadata(folder)
            .map_err(|source| StoreError::Read { path: folder.to_owned(), source })?;
        Ok(Self::from(&there))
    }

    #[cfg(unix)]
    fn from(there: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(there.dev(), there.ino())
    }

    #[cfg(not(unix))]
    fn from(_: &fs::Metadata) -> Self {
        Self(0, 0)
    }

    fn is_at(self, folder: &Path) -> bool {
        Self::of(folder).is_ok_and(|there| there == self)
    }
}

/// Whether a folder can be swapped with one beside it: both must be on one disk.
pub fn check_beside(root: &Path) -> Result<(), StoreError> {
    let (own, parent) = (Identity::of(root)?, Identity::of(folder_of(root))?);
    if own.0 == parent.0 && root.file_name().is_some() {
        Ok(())
    } else {
        Err(StoreError::NothingBeside(root.to_owned()))
    }
}

/// Gives the new folder the name of the practice. Returns where the old one is now.
pub fn swap(
    root: &Path,
    new: &Path,
    before: &Path,
    identity: Identity,
    files: &Files,
) -> Result<PathBuf, StoreError> {
    let failed = |source| StoreError::Save { path: root.to_owned(), source };
    match files.exchange(root, new) {
        Ok(()) if !identity.is_at(new) && cfg!(unix) => {
            // Somebody else swapped in the moment before: theirs is the practice.
            files.exchange(root, new).map_err(failed)?;
            Err(StoreError::Exchanged(root.to_owned()))
        }
        Ok(()) => {
            // Without its new name the old folder is still known by what is in it.
            files.rename(new, before).ok();
            Ok(if before.is_dir() { before.to_owned() } else { new.to_owned() })
        }
        Err(unable) if unable.kind() == io::ErrorKind::Unsupported => {
            two_renames(root, new, before, identity, files)
        }
        Err(source) => {
            // It may have happened, and only not be on the disk for certain: then back.
            if cfg!(unix) && identity.is_at(new) {
                files.exchange(root, new).ok();
            }
            Err(failed(source))
        }
    }
}

fn two_renames(
    root: &Path,
    new: &Path,
    before: &Path,
    identity: Identity,
    files: &Files,
) -> Result<PathBuf, StoreError> {
    let moved = files.rename(root, before).and_then(|()| {
        if cfg!(unix) && !identity.is_at(before) {
            return Err(io::Error::other("another program exchanged the folder"));
        }
        files.rename(new, root)
    });
    let Err(source) = moved else { return Ok(before.to_owned()) };
    // The way back. Where it fails too, the next one who opens the practice goes it.
    if before.is_dir() {
        if root.is_dir() && !new.exists() {
            files.rename(root, new).ok();
        }
        if !root.exists() {
            files.rename(before, root).ok();
        }
    }
    Err(StoreError::Save { path: root.to_owned(), source })
}
