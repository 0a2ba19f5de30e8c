//! The summary file in the user's cache folder.
//!
//! A first line names the format, then come the practice and its entries in parts, each behind its length,
//! and at the end a BLAKE3 hash over all of it, keyed where the practice has a key. So it is written
//! and read a few clients at a time: the file is as large as the index, and never beside it in memory. Whatever
//! is cut short, altered, of another version or another practice is as good as absent. In a sealed
//! practice the whole file is sealed, and a readable one from before is removed. The file's name says
//! which practice and, as a hash, which folder; no more.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Index;
use super::lost::Lost;
use super::rows::Entry;
use crate::model::{CategoryId, PracticeId};
use crate::store::files::{Files, PASSING_PREFIX, is_older};
use crate::store::{Places, Store, StoreError};

/// Raise it with every change of the rows, of folding, or of what a summary holds.
const FORMAT: &[u8] = b"ischia-index/6\n";
const PLAIN: &str = ".index";
const SEALED: &str = ".index.age";
/// Enough that a part is no small piece of work, few enough that it takes no memory worth naming.
const ENTRIES_A_PART: usize = 64;
/// Enough to keep every core busy, few enough to take no memory worth naming.
const PARTS_AT_ONCE: usize = 16;
/// After this time, what has a passing name was left over by a crash.
const LEFT_OVER_AFTER: Duration = Duration::from_mins(1);

/// What stands before the entries.
#[derive(Serialize, Deserialize)]
struct Start {
    practice: [u8; 16],
    categories: Vec<CategoryId>,
    entries: usize,
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
        let file = BufReader::new(File::open(cache.join(file_name(store))).ok()?);
        match store.seal() {
            None => Self::read_from(file, blake3::Hasher::new(), store.practice()),
            Some(seal) => {
                let opened = BufReader::new(seal.opening(file).ok()?);
                Self::read_from(opened, seal.hasher(), store.practice())
            }
        }
    }

    /// Keeps the index for the next time.
    pub fn save(&self, store: &Store, cache: &Path) -> Result<(), StoreError> {
        let target = cache.join(file_name(store));
        let failed = |source| StoreError::Save { path: target.clone(), source };
        Places::make_folder(cache)?;
        let mut file = BufWriter::new(Files::unsynced().begin(&target).map_err(failed)?);
        match store.seal() {
            None => self.write_to(&mut file, blake3::Hasher::new()).map_err(failed)?,
            Some(seal) => {
                remove_readable(store.practice(), cache);
                let mut sealed = seal.sealing(&mut file)?;
                self.write_to(&mut sealed, seal.hasher()).map_err(failed)?;
                sealed.finish().map_err(failed)?;
            }
        }
        let whole = file.into_inner().map_err(|unwritten| failed(unwritten.into_error()))?;
        whole.keep_over(&target).map_err(failed)
    }

    fn write_to(&self, out: impl Write, hasher: blake3::Hasher) -> io::Result<()> {
        let mut parts = Parts::new(out, hasher);
        parts.hasher.update(FORMAT);
        parts.through.write_all(FORMAT)?;
        parts.write(&Start {
            practice: *self.practice.as_bytes(),
            categories: self.categories.clone(),
            entries: self.entries.len(),
            lost: self.lost.clone(),
        })?;
        for entries in self.entries.chunks(ENTRIES_A_PART) {
            parts.write(&entries)?;
        }
        parts.through.write_all(parts.hasher.finalize().as_bytes())
    }

    fn read_from(
        input: impl Read + Send,
        hasher: blake3::Hasher,
        practice: PracticeId,
    ) -> Option<Self> {
        let mut parts = Parts::new(input, hasher);
        let mut format = [0; FORMAT.len()];
        parts.through.read_exact(&mut format).ok()?;
        parts.hasher.update(&format);
        if format != FORMAT {
            return None;
        }
        let start: Start = whole(&parts.next()?)?;
        if start.practice != *practice.as_bytes() {
            return None;
        }
        let mut entries: Vec<Entry> = Vec::new();
        let mut left = start.entries.div_ceil(ENTRIES_A_PART);
        let mut raw: Vec<Vec<u8>> = Vec::new();
        // The next parts are read while those before them are understood.
        while left > 0 || !raw.is_empty() {
            let count = left.min(PARTS_AT_ONCE);
            let (next, known) = rayon::join(
                || (0..count).map(|_| parts.next()).collect::<Option<Vec<_>>>(),
                || raw.par_iter().map(|raw| whole(raw)).collect::<Option<Vec<Vec<Entry>>>>(),
            );
            entries.extend(known?.into_iter().flatten());
            raw = next?;
            left -= count;
        }
        let mut hash = [0; blake3::OUT_LEN];
        parts.through.read_exact(&mut hash).ok()?;
        let is_at_end = parts.through.read(&mut [0]).ok()? == 0;
        // Entries are found by their order.
        let is_whole = parts.hasher.finalize() == hash
            && is_at_end
            && entries.len() == start.entries
            && entries.is_sorted_by(|a, b| a.id < b.id);
        let Start { categories, lost, .. } = start;
        is_whole.then_some(Self { practice, categories, entries, lost })
    }
}

/// Parts behind their lengths, and the hash of all that passed through.
struct Parts<T> {
    through: T,
    hasher: blake3::Hasher,
    /// Used again from part to part.
    room: Vec<u8>,
}

impl<T> Parts<T> {
    fn new(through: T, hasher: blake3::Hasher) -> Self {
        Self { through, hasher, room: Vec::new() }
    }
}

impl<W: Write> Parts<W> {
    fn write<P: Serialize>(&mut self, part: &P) -> io::Result<()> {
        self.room.clear();
        let room = std::mem::take(&mut self.room);
        self.room = postcard::to_extend(part, room).map_err(io::Error::other)?;
        let length = u32::try_from(self.room.len()).map_err(io::Error::other)?.to_le_bytes();
        self.hasher.update(&length).update(&self.room);
        self.through.write_all(&length)?;
        self.through.write_all(&self.room)
    }
}

impl<R: Read> Parts<R> {
    /// The bytes of the next part.
    fn next(&mut self) -> Option<Vec<u8>> {
        let mut length = [0; size_of::<u32>()];
        self.through.read_exact(&mut length).ok()?;
        let mut raw = Vec::new();
        // As much as is there, whatever a damaged length says.
        let most = u32::from_le_bytes(length).into();
        self.through.by_ref().take(most).read_to_end(&mut raw).ok()?;
        self.hasher.update(&length).update(&raw);
        Some(raw)
    }
}

/// A part that holds this and nothing behind it.
fn whole<P: DeserializeOwned>(raw: &[u8]) -> Option<P> {
    let (part, rest) = postcard::take_from_bytes(raw).ok()?;
    rest.is_empty().then_some(part)
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
        let is_left_over = name.starts_with(PASSING_PREFIX) && is_older(&path, LEFT_OVER_AFTER);
        if is_readable || is_left_over {
            // What can't be removed now is tried again at the next start.
            files.remove(&path).ok();
        }
    }
}
