//! Backups: a whole practice in one zip file, sealed with a passphrase if asked, and back again.
//!
//! The first entry says what the backup is of and names every file with its length and hash; the
//! last bytes of the zip (its comment) are a hash over all bytes before them, so that every damage
//! is known before anything is unpacked. A sealed backup is that zip in an ordinary age file. Files
//! are carried as they are: what is sealed in the practice stays so, and needs no passphrase.
//!
//! A backup is read back and compared with the practice before it gets its name; a restore is
//! complete on the disk before the folder gets its own.

mod archive;
mod carried;
mod error;
mod restore;
mod write;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::name::{CLIENTS, RecordFile};
use super::seal::{SEALED_START, WorkFactor};
use crate::model::{ClientId, PracticeId};

pub(super) use carried::MOST_FILES;
pub use error::BackupError;
pub(super) use restore::MOST_TIMES;
pub use restore::{Growth, restore, restore_with};
pub use write::{write, write_with};

const FORMAT: &str = "ischia-backup/1";
/// The first entry.
const MANIFEST: &str = "manifest.ron";
/// What the comment at the end begins with; a hash in hexadecimal digits follows.
const SIGN: &str = "ischia-backup blake3 ";
/// Digits of a hash.
const DIGITS: usize = 64;

/// What was carried or restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The practice that lies in the backup.
    pub practice: PracticeId,
    /// When the backup was made.
    pub made: Timestamp,
    /// How many files.
    pub files: usize,
    /// How many bytes they have together, unpacked.
    pub bytes: u64,
    /// What lies in the practice folder and isn't in the backup: folders that aren't a client's,
    /// links, names that not every system takes, files over 256 MiB, and what could not be read.
    pub left_out: Vec<PathBuf>,
}

impl Summary {
    /// The records among what was left out, and what has the place of a folder with records: without
    /// them the practice isn't whole.
    pub fn records_left_out(&self) -> impl Iterator<Item = &Path> {
        let holds_records = |path: &Path| {
            let client = path.strip_prefix(CLIENTS).ok().and_then(Path::to_str);
            client.is_some_and(|client| client.is_empty() || ClientId::parse(client).is_ok())
        };
        let all = self.left_out.iter().map(PathBuf::as_path);
        all.filter(move |path| RecordFile::of(path).is_some() || holds_records(path))
    }
}

/// How a backup is sealed.
#[derive(Debug, Clone, Copy)]
pub struct BackupSeal<'a> {
    /// The backup's own passphrase, whatever the practice has.
    pub passphrase: &'a super::SecretString,
    /// How much work it is to try one.
    pub work: WorkFactor,
}

/// What the first entry says.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BackupManifest {
    format: String,
    practice: PracticeId,
    made: Timestamp,
    files: Vec<ArchiveEntry>,
}

/// A file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ArchiveEntry {
    name: String,
    bytes: u64,
    blake3: String,
}

impl ArchiveEntry {
    fn of(name: &str, bytes: &[u8]) -> Self {
        let blake3 = blake3::hash(bytes).to_hex().to_string();
        Self { name: name.to_owned(), bytes: bytes.len() as u64, blake3 }
    }
}

impl BackupManifest {
    fn summary(&self, left_out: Vec<PathBuf>) -> Summary {
        Summary {
            practice: self.practice,
            made: self.made,
            files: self.files.len(),
            bytes: self.files.iter().map(|file| file.bytes).sum(),
            left_out,
        }
    }
}

/// Whether a backup needs a passphrase to be restored.
pub fn is_sealed(file: &Path) -> Result<bool, BackupError> {
    let failed = |source| BackupError::Read { path: file.to_owned(), source };
    let opened = fs::File::open(file).map_err(failed)?;
    starts_sealed(&opened).map_err(failed)
}

fn starts_sealed(file: impl Read) -> io::Result<bool> {
    let mut start = Vec::new();
    file.take(SEALED_START.len() as u64).read_to_end(&mut start)?;
    Ok(start == SEALED_START)
}
