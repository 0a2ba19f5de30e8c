//! Reading what was taken away. It may be anybody's file: nothing in it is believed before it was held
//! against the manifest, and no name in it becomes a path.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use zip::ZipArchive;

use super::{
    FORMAT, MANIFEST, OLDER, TakeawayError, TakeawayManifest, TakenCounts, TakenEntry, TakenRecord,
    is_format_of, key_of,
};
use crate::model::{Client, PlanRecord, Settings};
use crate::store::backup::{Growth, MOST_FILES, MOST_TIMES};
use crate::store::name::Key;
use crate::store::progress::Progress;
use crate::text::{Document, Notation};

/// How long what a manifest says about a file is at most, so that it can't grow itself.
const MOST_ABOUT_ONE: u64 = 1024;
/// The largest record: JSON takes a few times the room of the largest one that is saved.
const MOST_BYTES: u64 = 8 * Document::MAX_BYTES;
/// Bytes that are unpacked at once.
const PART: u64 = 32 * 1024 * 1024;

/// A practice that was taken away.
pub struct Takeaway {
    path: PathBuf,
    zip: ZipArchive<BufReader<File>>,
    manifest: TakeawayManifest,
    /// The place of each file in the zip, in the order of the manifest, with what it is.
    entries: Vec<(usize, Key)>,
    /// Whether all of it was read and is what it says.
    is_checked: bool,
}

/// Only enough of a manifest to tell its format.
#[derive(Deserialize)]
struct AnyManifest {
    format: String,
}

/// A record as it stands there.
#[derive(Debug)]
pub(super) enum AnyRecord {
    Settings(TakenRecord<Settings>),
    Client(TakenRecord<Client>),
    Plan(Box<TakenRecord<PlanRecord>>),
}

impl Takeaway {
    /// Whether a file begins as one does that was taken away.
    pub fn is_one(path: &Path) -> bool {
        let mut start = Vec::new();
        // Opening a pipe would wait for ever.
        if !path.is_file() {
            return false;
        }
        let read = File::open(path).and_then(|file| file.take(4).read_to_end(&mut start));
        read.is_ok() && start == b"PK\x03\x04"
    }

    /// Opens a file and looks at what it says it holds.
    pub fn open(path: &Path, growth: Growth) -> Result<Self, TakeawayError> {
        let unreadable = |source| TakeawayError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        let zip = ZipArchive::new(BufReader::new(file));
        let zip = zip.map_err(|_| TakeawayError::Other(path.to_owned()))?;
        let manifest = TakeawayManifest {
            format: String::new(),
            program: String::new(),
            knowledge: String::new(),
            counts: TakenCounts::default(),
            files: Vec::new(),
        };
        let mut taken =
            Self { path: path.to_owned(), zip, manifest, entries: Vec::new(), is_checked: false };
        if taken.zip.len() > MOST_FILES + 1 {
            return Err(taken.damaged("it holds more than a million files"));
        }
        taken.manifest = taken.read_manifest()?;
        taken.entries = taken.looked_up()?;
        let bytes =
            taken.manifest.files.iter().fold(0, |sum: u64, file| sum.saturating_add(file.bytes));
        if growth == Growth::Usual && bytes > length.saturating_mul(MOST_TIMES) {
            return Err(TakeawayError::Large {
                path: path.to_owned(),
                times: bytes / length.max(1),
            });
        }
        Ok(taken)
    }

    /// Reads all of it and holds it against its hashes. One part of the progress is one record.
    ///
    /// # Errors
    /// It isn't whole, or a record in it says what can't be.
    pub fn check(&mut self, progress: &Progress) -> Result<(), TakeawayError> {
        if !self.is_checked {
            let all: Vec<usize> = (0..self.entries.len()).collect();
            self.each(&all, progress, |_| Ok(()))?;
            self.is_checked = true;
        }
        Ok(())
    }

    /// How many of what it says it holds.
    pub fn counts(&self) -> TakenCounts {
        self.manifest.counts
    }

    /// The records that it holds, each with the hash of its file, in the order in which they are read.
    pub(super) fn keys(&self) -> impl Iterator<Item = (Key, &str)> {
        let entries = self.entries.iter().zip(&self.manifest.files);
        entries.map(|((_, key), file)| (*key, file.blake3.as_str()))
    }

    /// Reads records at these places of the manifest, a few at a time and those in parallel, and hands
    /// them over in their order. One part of the progress is one record.
    pub(super) fn each(
        &mut self,
        wanted: &[usize],
        progress: &Progress,
        mut hand: impl FnMut(Vec<(usize, AnyRecord)>) -> Result<(), TakeawayError>,
    ) -> Result<(), TakeawayError> {
        progress.add_parts(wanted.len());
        let mut wanted = wanted.iter().copied().peekable();
        while wanted.peek().is_some() {
            let mut some: Vec<(usize, Vec<u8>)> = Vec::new();
            let mut length = 0;
            while length < PART
                && let Some(at) = wanted.next()
            {
                progress.step()?;
                let bytes = self.bytes(at)?;
                length += bytes.len() as u64;
                some.push((at, bytes));
            }
            let read: Vec<(usize, AnyRecord)> = some
                .into_par_iter()
                .map(|(at, bytes)| Ok((at, self.record(at, bytes)?)))
                .collect::<Result<_, TakeawayError>>()?;
            hand(read)?;
        }
        Ok(())
    }

    fn record(&self, at: usize, bytes: Vec<u8>) -> Result<AnyRecord, TakeawayError> {
        let (Some((_, key)), Some(entry)) = (self.entries.get(at), self.manifest.files.get(at))
        else {
            return Err(self.damaged("it holds fewer files than it says"));
        };
        let text = String::from_utf8(bytes)
            .map_err(|_| self.damaged(format!("{} is no text", entry.name)))?;
        let document = Document::from_text(&*entry.name, Notation::Json, text);
        match key {
            Key::Settings | Key::Vault => Ok(AnyRecord::Settings(self.parsed(*key, &document)?)),
            Key::Client(_) => Ok(AnyRecord::Client(self.parsed(*key, &document)?)),
            Key::Plan(_, _) => Ok(AnyRecord::Plan(Box::new(self.parsed(*key, &document)?))),
        }
    }

    fn parsed<T: DeserializeOwned>(
        &self,
        key: Key,
        document: &Document,
    ) -> Result<TakenRecord<T>, TakeawayError> {
        let faulty = |fault| TakeawayError::Record { path: self.path.clone(), fault };
        let record: TakenRecord<T> = document.parse().map_err(faulty)?;
        if !is_format_of(key, &record.format) || record.key() != key {
            let what = format!("{} is of another record than its name says", document.name());
            return Err(self.damaged(what));
        }
        if record.versions.is_empty() {
            return Err(self.damaged(format!("{} has no version", document.name())));
        }
        Ok(record)
    }

    fn bytes(&mut self, at: usize) -> Result<Vec<u8>, TakeawayError> {
        let (Some((place, _)), Some(entry)) =
            (self.entries.get(at).copied(), self.manifest.files.get(at).cloned())
        else {
            return Err(self.damaged("it holds fewer files than it says"));
        };
        let bytes = self.unpack(place, entry.bytes)?;
        if TakenEntry::of(entry.name.clone(), &bytes) == entry {
            return Ok(bytes);
        }
        Err(self.damaged(format!("{} is not what was taken away", entry.name)))
    }

    /// An entry of the zip, up to this length.
    fn unpack(&mut self, place: usize, most: u64) -> Result<Vec<u8>, TakeawayError> {
        let path = self.path.clone();
        let failed = |fault: &dyn std::fmt::Display| damaged(&path, fault);
        let mut entry = self.zip.by_index(place).map_err(|fault| failed(&fault))?;
        let mut bytes = Vec::new();
        // One more than it may have, so that more is noticed.
        entry.by_ref().take(most + 1).read_to_end(&mut bytes).map_err(|fault| failed(&fault))?;
        if bytes.len() as u64 > most {
            return Err(failed(&"a file in it is longer than it says"));
        }
        Ok(bytes)
    }

    fn read_manifest(&mut self) -> Result<TakeawayManifest, TakeawayError> {
        let Some(place) = self.zip.index_for_name(MANIFEST) else {
            let is_backup = self.zip.index_for_name("manifest.ron").is_some();
            let path = self.path.clone();
            return Err(if is_backup {
                TakeawayError::Backup(path)
            } else {
                TakeawayError::Other(path)
            });
        };
        let count = u64::try_from(self.zip.len()).unwrap_or(u64::MAX);
        let bytes = self.unpack(place, count.saturating_mul(MOST_ABOUT_ONE))?;
        let text = String::from_utf8(bytes).map_err(|fault| self.damaged(fault))?;
        let document = Document::from_text(MANIFEST, Notation::Json, text);
        let any: AnyManifest = document.parse().map_err(|fault| self.damaged(fault))?;
        if ![FORMAT, OLDER].contains(&any.format.as_str()) {
            let format = any.format.chars().take(40).collect();
            return Err(TakeawayError::Format { path: self.path.clone(), format });
        }
        document.parse().map_err(|fault| self.damaged(fault))
    }

    /// Where each file of the manifest lies. The zip holds these, once, and no others.
    fn looked_up(&self) -> Result<Vec<(usize, Key)>, TakeawayError> {
        let files = &self.manifest.files;
        if self.zip.has_duplicate_names() || self.zip.len() != files.len() + 1 {
            return Err(self.damaged("it holds other files than it says"));
        }
        let mut entries: Vec<(usize, Key)> = Vec::with_capacity(files.len());
        let mut seen = std::collections::BTreeSet::new();
        for entry in files {
            let Some(key) = key_of(&entry.name) else {
                let what = format!("it holds “{}”, which is no record", shown(&entry.name));
                return Err(self.damaged(what));
            };
            let place = self.zip.index_for_name(&entry.name);
            let place = place.filter(|_| seen.insert(key));
            let place = place.ok_or_else(|| self.damaged("it holds other files than it says"))?;
            if entry.bytes > MOST_BYTES {
                return Err(self.damaged(format!("{} is too large", entry.name)));
            }
            entries.push((place, key));
        }
        Ok(entries)
    }

    fn damaged(&self, what: impl std::fmt::Display) -> TakeawayError {
        damaged(&self.path, what)
    }
}

fn damaged(path: &Path, what: impl std::fmt::Display) -> TakeawayError {
    TakeawayError::Damaged { path: path.to_owned(), what: what.to_string() }
}

/// A name from a stranger's file, short and without line breaks.
fn shown(name: &str) -> String {
    name.chars().take(80).map(|c| if c.is_control() { '?' } else { c }).collect()
}
