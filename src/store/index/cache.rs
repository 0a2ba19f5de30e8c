//! The summary file in the user's cache folder.
//!
//! A first line names the format, a BLAKE3 hash over all that follows comes next, then the practice
//! and its entries. Whatever is cut short, altered, of another version or another practice is as
//! good as absent. In a sealed practice the whole file is sealed, and a readable one from before is
//! removed. The file's name says which practice and, as a hash, which folder; no more.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Index;
use super::lost::Lost;
use super::rows::Entry;
use crate::model::{CategoryId, PracticeId};
use crate::store::files::{Files, PASSING_PREFIX, is_older};
use crate::store::{Places, Store, StoreError};

/// Raise it with every change of the rows, of folding, or of what a summary holds.
const FORMAT: &[u8] = b"ischia-index/3\n";
const HASH_LENGTH: usize = blake3::OUT_LEN;
const PLAIN: &str = ".index";
const SEALED: &str = ".index.age";
/// What a crash left under a passing name is nobody's any more after this time.
const ABANDONED: Duration = Duration::from_mins(1);

#[derive(Serialize)]
struct Written<'a> {
    practice: [u8; 16],
    categories: &'a [CategoryId],
    entries: &'a [Entry],
    lost: &'a [Lost],
}

#[derive(Deserialize)]
struct Read {
    practice: [u8; 16],
    categories: Vec<CategoryId>,
    entries: Vec<Entry>,
    lost: Vec<Lost>,
}

impl Index {
    /// Removes what the cache holds readable of a practice that has just been sealed.
    pub fn forget_readable(store: &Store, cache: &Path) {
        if store.seal().is_some() {
            remove_readable(store.practice(), cache);
        }
    }

    /// Removes every index of a practice, of all copies of its folder, sealed or not: before a client
    /// is erased, whose name they hold. What is left is made anew from the folder.
    pub fn forget(practice: PracticeId, cache: &Path) -> Result<(), StoreError> {
        let failed = |path: &Path, source| StoreError::Erase { path: path.to_owned(), source };
        let entries = match fs::read_dir(cache) {
            Err(absent) if absent.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(|source| failed(cache, source))?,
        };
        let files = Files::unsynced();
        for entry in entries {
            let path = entry.map_err(|source| failed(cache, source))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            // What a killed save left is an index too; of which practice, its name doesn't say.
            let is_index = name.starts_with(PASSING_PREFIX)
                || (name.starts_with(&practice.to_string())
                    && (name.ends_with(PLAIN) || name.ends_with(SEALED)));
            if is_index {
                files.remove(&path).map_err(|source| failed(&path, source))?;
            }
        }
        Ok(())
    }

    /// The index as it was saved last, which may be behind the folder; none where there is none
    /// that can be used.
    pub fn load(store: &Store, cache: &Path) -> Option<Self> {
        if store.seal().is_some() {
            remove_readable(store.practice(), cache);
        }
        let bytes = fs::read(cache.join(file_name(store))).ok()?;
        match store.seal() {
            Some(seal) => Self::of_bytes(&seal.open(&bytes).ok()?, store.practice()),
            None => Self::of_bytes(&bytes, store.practice()),
        }
    }

    /// Keeps the index for the next time.
    pub fn save(&self, store: &Store, cache: &Path) -> Result<(), StoreError> {
        let target = cache.join(file_name(store));
        let failed = |source| StoreError::Save { path: target.clone(), source };
        let bytes = self.to_bytes().map_err(failed)?;
        let sealed = store.seal().map(|seal| seal.seal(&bytes)).transpose()?;
        if sealed.is_some() {
            remove_readable(store.practice(), cache);
        }
        Places::make_folder(cache)?;
        let bytes = sealed.as_deref().unwrap_or(&bytes);
        Files::unsynced().replace(&target, bytes).map_err(failed)
    }

    fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let body = Written {
            practice: *self.practice.as_bytes(),
            categories: &self.categories,
            entries: &self.entries,
            lost: &self.lost,
        };
        let mut start = FORMAT.to_vec();
        start.extend([0; HASH_LENGTH]);
        let mut bytes = postcard::to_extend(&body, start).map_err(io::Error::other)?;
        let (_, after) = bytes.split_at_mut(FORMAT.len());
        let (place, body) = after.split_at_mut(HASH_LENGTH);
        place.copy_from_slice(blake3::hash(body).as_bytes());
        Ok(bytes)
    }

    fn of_bytes(bytes: &[u8], practice: PracticeId) -> Option<Self> {
        let (hash, body) = bytes.strip_prefix(FORMAT)?.split_first_chunk::<HASH_LENGTH>()?;
        if blake3::hash(body) != *hash {
            return None;
        }
        let read: Read = postcard::from_bytes(body).ok()?;
        // Entries are found by their order.
        let is_sorted = read.entries.is_sorted_by(|a, b| a.id < b.id);
        let is_ours = read.practice == *practice.as_bytes();
        let Read { categories, entries, lost, .. } = read;
        (is_sorted && is_ours).then_some(Self { practice, categories, entries, lost })
    }
}

/// What the file of a practice folder is called. Two copies of one practice have a file each.
fn file_name(store: &Store) -> String {
    let end = if store.seal().is_some() { SEALED } else { PLAIN };
    format!("{}{end}", Places::name_of(store))
}

/// Removes what lies readable in the cache of a practice that is sealed by now.
fn remove_readable(practice: PracticeId, cache: &Path) {
    let Ok(entries) = fs::read_dir(cache) else { return };
    let files = Files::unsynced();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let is_readable = name.starts_with(&practice.to_string()) && name.ends_with(PLAIN);
        let is_left_over = name.starts_with(PASSING_PREFIX) && is_older(&path, ABANDONED);
        if is_readable || is_left_over {
            // What can't be removed now is tried again at the next start.
            files.remove(&path).ok();
        }
    }
}
