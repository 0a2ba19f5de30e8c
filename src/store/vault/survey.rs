//! What lies in a practice folder, hidden entries and folders of others included.
//!
//! By names and outer signs alone; nothing is read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::error::StoreError;
use super::super::files::PASSING_PREFIX;
use super::super::name::{CLIENTS, Key, MARKER, RecordFile};
use super::Direction;
use crate::model::ClientId;

/// Where engines keep earlier versions of files: readable ones would stay readable, and none of
/// them belong to a folder that was written anew.
const VERSIONS: &str = ".stversions";
/// What a synchronising engine keeps for itself in a folder, and stops without. It says nothing of
/// clients.
const OF_ENGINES: [&str; 2] = [".stfolder", ".stignore"];
/// A file beyond this is no record, and more than is carried along.
const MOST_BYTES: u64 = 1 << 29;

/// The outer signs by which a file is known to be the one that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    length: u64,
    modified: Option<SystemTime>,
}

/// What lies in a folder; paths are from it.
#[derive(Debug, Default)]
pub struct Survey {
    /// Every folder below, each before those in it.
    pub folders: BTreeSet<PathBuf>,
    /// Every file that is to be carried over.
    pub files: BTreeMap<PathBuf, Print>,
    /// What isn't: links, devices, earlier versions that an engine keeps, huge files. Where the new
    /// folder is sealed, also whatever is no record, such as copies under other names: carried along,
    /// it would be readable there.
    pub left: Vec<PathBuf>,
}

impl Survey {
    /// Looks through a practice folder.
    pub fn of(root: &Path, direction: Direction) -> Result<Self, StoreError> {
        let mut survey = Self::default();
        survey.look(root, Path::new(""), direction)?;
        // Somebody else swapped or removed the folder: whatever is there now is not the practice.
        if !survey.files.contains_key(Path::new(MARKER)) {
            return Err(StoreError::Exchanged(root.to_owned()));
        }
        Ok(survey)
    }

    fn look(&mut self, root: &Path, at: &Path, direction: Direction) -> Result<(), StoreError> {
        let folder = root.join(at);
        let failed = |source| StoreError::Read { path: folder.clone(), source };
        let entries = match fs::read_dir(&folder) {
            // Gone since its name was read.
            Err(gone) if gone.kind() == io::ErrorKind::NotFound && at != Path::new("") => {
                return Ok(());
            }
            entries => entries.map_err(failed)?,
        };
        if at != Path::new("") {
            self.folders.insert(at.to_owned());
        }
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let path = at.join(&name);
            if name.to_string_lossy().starts_with(PASSING_PREFIX) {
                continue;
            }
            let there = match entry.metadata() {
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => continue,
                there => there.map_err(failed)?,
            };
            let is_key = record_of(&path).is_some_and(|file| file.key == Key::Vault);
            if path == Path::new(VERSIONS) || (direction.seals() && !is_kept_sealed(&path, &there))
            {
                self.left.push(path);
            } else if there.is_dir() {
                self.look(root, &path, direction)?;
            } else if is_key && !direction.seals() {
                // Without sealed records there is nothing for it to open.
            } else if there.is_file() && there.len() <= MOST_BYTES {
                self.files.insert(path, Print::new(&there));
            } else {
                self.left.push(path);
            }
        }
        Ok(())
    }
}

/// Whether something has a place in a sealed practice.
fn is_kept_sealed(path: &Path, there: &fs::Metadata) -> bool {
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    match parts.as_slice() {
        [first, ..] if OF_ENGINES.contains(first) => true,
        [CLIENTS] => there.is_dir(),
        [CLIENTS, client] if there.is_dir() => ClientId::parse(client).is_ok(),
        _ => path == Path::new(MARKER) || record_of(path).is_some(),
    }
}

impl Print {
    fn new(there: &fs::Metadata) -> Self {
        Self { length: there.len(), modified: there.modified().ok() }
    }
}

/// The outer signs of a file that is there.
pub fn print_of(file: &Path) -> Option<Print> {
    fs::symlink_metadata(file).ok().map(|there| Print::new(&there))
}

/// The record that a file holds, by its path from the folder of the practice.
pub fn record_of(path: &Path) -> Option<RecordFile> {
    let parts: Vec<&str> = path.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [name] => RecordFile::parse(None, name),
        [CLIENTS, client, name] => RecordFile::parse(Some(ClientId::parse(client).ok()?), name),
        _ => None,
    }
}
