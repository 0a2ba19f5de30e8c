//! Bringing a practice back: all of it is unpacked, checked and on the disk under a passing name
//! before the folder gets its own.
//!
//! A folder that holds anything, lies in a practice or can't be exchanged is refused, and so is a backup
//! that would grow as no practice does; all of that before anything is unpacked. Whatever fails, the
//! passing folder goes again. It is brought to the disk as a whole, not file by file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::archive::{Archive, damaged};
use super::{BackupError, Summary};
use crate::model::RevisionId;
use crate::store::disk::is_mounted;
use crate::store::files::{Files, PASSING_PREFIX, folder_of};
use crate::store::name::CLIENTS;
use crate::store::open::Opened;
use crate::store::progress::Progress;
use crate::store::{SecretString, Store, StoreError, check_outside};

/// How large a backup may become when it is unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// At most a hundred times its own size, which no practice comes near.
    Usual,
    /// Whatever size it says: somebody was told and wants it.
    Any,
}

/// How often its own size a backup may take unasked.
pub const MOST_TIMES: u64 = 100;

/// Restores a backup into a new or empty folder. One part of the progress is one file.
///
/// # Errors
/// The backup isn't whole or needs another passphrase, the folder isn't empty, the disk refuses, or
/// somebody asked to stop: then nothing is there that wasn't.
pub fn restore(
    file: &Path,
    root: &Path,
    passphrase: Option<&SecretString>,
    growth: Growth,
    progress: &Progress,
) -> Result<Summary, BackupError> {
    restore_with(&Files::default(), file, root, passphrase, growth, progress)
}

/// The same, by these operations.
pub fn restore_with(
    files: &Files,
    file: &Path,
    root: &Path,
    passphrase: Option<&SecretString>,
    growth: Growth,
    progress: &Progress,
) -> Result<Summary, BackupError> {
    let root = &check_empty(root)?;
    check_outside(root)?;
    let opened = File::open(file);
    let opened = opened.map_err(|source| BackupError::Read { path: file.to_owned(), source })?;
    let archive = Archive::open(file, opened, passphrase, progress)?;
    let (packed, bytes) = archive.sizes();
    if growth == Growth::Usual && bytes > packed.saturating_mul(MOST_TIMES) {
        let times = bytes / packed.max(1);
        return Err(BackupError::Large { path: file.to_owned(), bytes, times });
    }
    // An id is as good a name as any that nobody has.
    let name = RevisionId::fresh(archive.manifest().made);
    let passing = PassingFolder {
        path: folder_of(root).join(format!("{PASSING_PREFIX}{name}.tmp")),
        files,
        is_kept: false,
    };
    passing.fill(file, archive, progress)?.keep(root)
}

/// The folder as it is called in full, when it is empty or not there.
fn check_empty(root: &Path) -> Result<PathBuf, BackupError> {
    let failed = |source| StoreError::Read { path: root.to_owned(), source };
    match fs::read_dir(root) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(StoreError::NotEmpty(root.to_owned()).into());
            }
            if is_mounted(root) {
                return Err(BackupError::Mounted(root.to_owned()));
            }
            // Links and `.` lead to the folder whose neighbour the passing one has to be.
            Ok(root.canonicalize().map_err(failed)?)
        }
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => {
            let whole = std::path::absolute(root).map_err(failed)?;
            if folder_of(&whole).is_dir() {
                Ok(whole)
            } else {
                Err(StoreError::Missing(folder_of(&whole).to_owned()).into())
            }
        }
        Err(other) if other.kind() == io::ErrorKind::NotADirectory => {
            Err(StoreError::NotAFolder(root.to_owned()).into())
        }
        Err(refused) => Err(failed(refused).into()),
    }
}

/// A folder under a passing name that is being filled.
struct PassingFolder<'a> {
    path: PathBuf,
    files: &'a Files,
    is_kept: bool,
}

/// One that is complete.
struct Filled<'a> {
    folder: PassingFolder<'a>,
    summary: Summary,
}

impl<'a> PassingFolder<'a> {
    fn fill(
        self,
        file: &Path,
        mut archive: Archive<'_>,
        progress: &Progress,
    ) -> Result<Filled<'a>, BackupError> {
        let lazily = self.files.lazily();
        let made = |path: &Path| lazily.make_folder(path).map_err(|source| failed(path, source));
        made(&self.path)?;
        made(&self.path.join(CLIENTS))?;
        let mut folders = BTreeSet::from([self.path.clone(), self.path.join(CLIENTS)]);
        let entries = archive.manifest().files.clone();
        progress.add_parts(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            progress.step()?;
            let bytes = archive.bytes(at)?;
            let target = self.path.join(&entry.name);
            let folder = folder_of(&target).to_owned();
            if !folders.contains(&folder) {
                made(&folder)?;
                folders.insert(folder);
            }
            lazily.fill(&target, &bytes).map_err(|source| failed(&target, source))?;
        }
        let synced = self.files.sync_tree(&self.path);
        synced.map_err(|source| failed(&self.path, source))?;
        let practice = match Store::open(&self.path) {
            Ok(Opened::Open(store)) => store.practice(),
            Ok(Opened::Sealed(locked)) => locked.practice(),
            Err(_) => return Err(damaged(file, "practice.ron in it can't be read")),
        };
        if practice != archive.manifest().practice {
            return Err(damaged(file, "it holds another practice than it says"));
        }
        let summary = archive.manifest().summary(Vec::new());
        Ok(Filled { folder: self, summary })
    }
}

impl Filled<'_> {
    /// Gives the folder its name.
    fn keep(mut self, root: &Path) -> Result<Summary, BackupError> {
        let files = self.folder.files;
        let was_there = root.is_dir();
        if was_there {
            // Only an empty one can be removed.
            files.remove_folder(root).map_err(|source| failed(root, source))?;
        }
        let moved = files.rename(&self.folder.path, root);
        if let Err(source) = moved {
            if was_there && !root.exists() {
                files.make_folder(root).ok();
            }
            return Err(failed(root, source));
        }
        self.folder.is_kept = true;
        Ok(self.summary)
    }
}

impl Drop for PassingFolder<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            // What can't be removed now is passed over by everyone.
            self.files.remove_passing_folder(&self.path).ok();
        }
    }
}

fn failed(path: &Path, source: io::Error) -> BackupError {
    StoreError::Save { path: path.to_owned(), source }.into()
}
