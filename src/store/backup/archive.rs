//! Reading a backup, for its maker, who compares it, and for whoever restores it.
//!
//! Nothing is taken on trust: first every byte is held against the hash at the end, then the
//! manifest against what the zip holds, and each file against its length and hash.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;

use super::carried::{MOST_BYTES, MOST_FILES, is_carried};
use super::{
    ArchiveEntry, BackupError, BackupManifest, DIGITS, FORMAT, MANIFEST, SIGN, starts_sealed,
};
use crate::store::SecretString;
use crate::store::name::MARKER;
use crate::store::progress::Progress;
use crate::store::seal::{self, SealError};
use crate::text::{Document, Notation};

/// How long what a manifest says about a file is at most, so that it can't grow itself.
const MOST_ABOUT_ONE: u64 = 1024;

/// What can be read from any place.
trait ArchiveSource: Read + Seek {}
impl<T: Read + Seek> ArchiveSource for T {}

/// A backup whose bytes are whole.
pub struct Archive<'a> {
    path: &'a Path,
    /// The bytes of the file, sealed where it is.
    length: u64,
    zip: ZipArchive<Box<dyn ArchiveSource>>,
    manifest: BackupManifest,
}

/// Only enough of a manifest to tell its format.
#[derive(serde::Deserialize)]
struct AnyManifest {
    format: String,
}

impl<'a> Archive<'a> {
    /// Opens a backup; `path` is how it is called in what may be wrong with it.
    pub fn open(
        path: &'a Path,
        mut file: File,
        passphrase: Option<&SecretString>,
        progress: &Progress,
    ) -> Result<Self, BackupError> {
        let unreadable = |source| BackupError::Read { path: path.to_owned(), source };
        let is_sealed = starts_sealed(&file).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        let mut source: Box<dyn ArchiveSource> = if is_sealed {
            let passphrase = passphrase.ok_or_else(|| BackupError::Sealed(path.to_owned()))?;
            let opened = seal::tried(passphrase, |form| {
                let from_start = file.try_clone().and_then(|mut file| {
                    file.rewind()?;
                    Ok(file)
                });
                let file = from_start.map_err(|error| SealError::Seal(error.to_string()))?;
                seal::opening(BufReader::new(file), form)
            });
            Box::new(opened.map_err(|refused| of_seal(path, refused))?)
        } else {
            Box::new(BufReader::new(file))
        };
        check_whole(path, &mut source, progress)?;
        let zip = ZipArchive::new(source).map_err(|fault| damaged(path, fault))?;
        if zip.len() > MOST_FILES + 1 {
            return Err(damaged(path, "it holds more than a million files"));
        }
        let none = BackupManifest {
            format: String::new(),
            practice: crate::model::PracticeId::from_bytes([0; 16]),
            made: jiff::Timestamp::UNIX_EPOCH,
            files: Vec::new(),
        };
        let mut archive = Self { path, length, zip, manifest: none };
        archive.manifest = archive.read_manifest()?;
        archive.check_names()?;
        Ok(archive)
    }

    /// What it says about itself.
    pub fn manifest(&self) -> &BackupManifest {
        &self.manifest
    }

    /// What it takes packed, and what it takes unpacked.
    pub fn sizes(&self) -> (u64, u64) {
        let files = self.manifest.files.iter();
        (self.length, files.fold(0, |sum: u64, file| sum.saturating_add(file.bytes)))
    }

    /// The bytes of the file at this place of the manifest, as they were when the backup was made.
    pub fn bytes(&mut self, at: usize) -> Result<Vec<u8>, BackupError> {
        let Some(entry) = self.manifest.files.get(at).cloned() else {
            return Err(damaged(self.path, "it holds fewer files than it says"));
        };
        let bytes = self.unpack(at + 1, entry.bytes)?;
        if ArchiveEntry::of(&entry.name, &bytes) == entry {
            return Ok(bytes);
        }
        Err(damaged(self.path, format!("{} is not what was saved", entry.name)))
    }

    /// An entry of the zip, up to this length.
    fn unpack(&mut self, at: usize, most: u64) -> Result<Vec<u8>, BackupError> {
        let failed = |fault: &dyn std::fmt::Display| damaged(self.path, fault);
        let mut entry = self.zip.by_index(at).map_err(|fault| failed(&fault))?;
        let mut bytes = Vec::new();
        // One more than it may have, so that more is noticed.
        entry.by_ref().take(most + 1).read_to_end(&mut bytes).map_err(|fault| failed(&fault))?;
        if bytes.len() as u64 > most {
            return Err(damaged(self.path, "a file in it is longer than it says"));
        }
        Ok(bytes)
    }

    fn read_manifest(&mut self) -> Result<BackupManifest, BackupError> {
        let path = self.path;
        if self.zip.name_for_index(0).and_then(Result::ok).as_deref() != Some(MANIFEST) {
            return Err(damaged(path, format!("{MANIFEST} is missing")));
        }
        let most = u64::try_from(self.zip.len()).unwrap_or(u64::MAX).saturating_mul(MOST_ABOUT_ONE);
        let bytes = self.unpack(0, most)?;
        let text = String::from_utf8(bytes).map_err(|fault| damaged(path, fault))?;
        let document = Document::from_text(MANIFEST, Notation::Ron, text);
        let any: AnyManifest = document.parse().map_err(|fault| damaged(path, fault))?;
        if any.format != FORMAT {
            return Err(BackupError::Format { path: path.to_owned(), format: any.format });
        }
        document.parse().map_err(|fault| damaged(path, fault))
    }

    /// The zip holds what the manifest names, in its order, once, and nothing that would not lie in
    /// a practice folder.
    fn check_names(&self) -> Result<(), BackupError> {
        let files = &self.manifest.files;
        if self.zip.has_duplicate_names() || self.zip.len() != files.len() + 1 {
            return Err(damaged(self.path, "it holds other files than it says"));
        }
        for (at, entry) in files.iter().enumerate() {
            if !is_carried(&entry.name) {
                let what = format!("it holds “{}”, which no practice has", shown(&entry.name));
                return Err(damaged(self.path, what));
            }
            if self.zip.name_for_index(at + 1).and_then(Result::ok).as_deref() != Some(&entry.name)
            {
                return Err(damaged(self.path, "it holds other files than it says"));
            }
            if entry.bytes > MOST_BYTES {
                return Err(damaged(self.path, format!("{} is too large", entry.name)));
            }
        }
        if files.first().is_none_or(|first| first.name != MARKER) {
            return Err(damaged(self.path, format!("{MARKER} is missing")));
        }
        Ok(())
    }
}

pub fn damaged(path: &Path, what: impl std::fmt::Display) -> BackupError {
    BackupError::Damaged { path: path.to_owned(), what: what.to_string() }
}

pub fn of_seal(path: &Path, source: SealError) -> BackupError {
    match source {
        SealError::Damaged => damaged(path, "it can't be unsealed"),
        SealError::Passphrase | SealError::Key | SealError::Forged | SealError::Seal(_) => {
            BackupError::Seal { path: path.to_owned(), source }
        }
    }
}

/// A name from a stranger's file, short and without line breaks.
fn shown(name: &str) -> String {
    name.chars().take(80).map(|c| if c.is_control() { '?' } else { c }).collect()
}

/// Holds every byte against the hash at the end.
fn check_whole(
    path: &Path,
    source: &mut dyn ArchiveSource,
    progress: &Progress,
) -> Result<(), BackupError> {
    // What is sealed can't be read where it isn't what was sealed.
    let failed = |fault: io::Error| {
        if matches!(fault.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof) {
            damaged(path, "its bytes are not those that were written, or some are missing")
        } else {
            BackupError::Read { path: path.to_owned(), source: fault }
        }
    };
    let mut hasher = blake3::Hasher::new();
    // The sign and the digits of the hash, as far as is known the last bytes.
    let mut end: Vec<u8> = Vec::new();
    let mut start = Vec::new();
    let mut part = vec![0; 256 * 1024];
    loop {
        progress.check()?;
        let read = match source.read(&mut part) {
            Err(again) if again.kind() == io::ErrorKind::Interrupted => continue,
            read => read.map_err(failed)?,
        };
        if read == 0 {
            break;
        }
        end.extend_from_slice(part.get(..read).unwrap_or_default());
        if start.is_empty() {
            start = end.iter().copied().take(2).collect();
        }
        let before = end.len().saturating_sub(SIGN.len() + DIGITS);
        hasher.update(end.get(..before).unwrap_or_default());
        end.drain(..before);
    }
    if start != b"PK" {
        return Err(BackupError::NotABackup(path.to_owned()));
    }
    hasher.update(SIGN.as_bytes());
    let digits = end.strip_prefix(SIGN.as_bytes());
    if digits != Some(hasher.finalize().to_hex().as_bytes()) {
        return Err(damaged(
            path,
            "its bytes are not those that were written, or some are missing",
        ));
    }
    source.seek(SeekFrom::Start(0)).map_err(failed)?;
    Ok(())
}
