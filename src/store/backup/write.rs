//! Making a backup: every file is looked at, copied, and compared, and only then the file gets its
//! name.
//!
//! The practice may be worked on meanwhile. Records are only ever added or erased: what comes
//! meanwhile is for the next backup, and where something goes the backup is made again without it,
//! so that what was erased is not carried on.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::archive::Archive;
use super::carried::{CarriedOver, MOST_FILES};
use super::{
    ArchiveEntry, BackupError, BackupManifest, BackupSeal, DIGITS, FORMAT, MANIFEST, SIGN, Summary,
};
use crate::model::PracticeId;
use crate::store::files::{Files, Passing};
use crate::store::name::MARKER;
use crate::store::open::Opened;
use crate::store::progress::Progress;
use crate::store::seal::{self, WorkFactor};
use crate::store::write::{Existing, refusal, target};
use crate::store::{SecretString, Store};
use crate::text;

/// How often a backup is made again when files go or change meanwhile.
const MOST_TRIES: usize = 5;
/// Bytes that are written in one go.
const PART: usize = 1024 * 1024;

/// Backs up a practice into one file, sealed with this passphrase if there is one. Three parts of
/// the progress are one file.
///
/// # Errors
/// The practice can't be read, the file can't be written, or somebody asked to stop: then no file is
/// there, or the one that was.
pub fn write(
    root: &Path,
    out: &Path,
    passphrase: Option<&SecretString>,
    existing: Existing,
    at: Timestamp,
    progress: &Progress,
) -> Result<Summary, BackupError> {
    let seal = passphrase.map(|passphrase| BackupSeal { passphrase, work: WorkFactor::Usual });
    write_with(&Files::default(), root, out, seal, existing, at, progress)
}

/// The same, by these operations.
pub fn write_with(
    files: &Files,
    root: &Path,
    out: &Path,
    seal: Option<BackupSeal<'_>>,
    existing: Existing,
    at: Timestamp,
    progress: &Progress,
) -> Result<Summary, BackupError> {
    let practice = match Store::open(root)? {
        Opened::Open(store) => store.practice(),
        Opened::Sealed(locked) => locked.practice(),
    };
    let target = target(out, existing)?;
    let mut gone = None;
    for _ in 0..MOST_TRIES {
        let mut new = files.begin(&target).map_err(|source| refusal(out, source))?;
        match attempt(&mut new, root, out, practice, seal, at, progress)? {
            Tried::Whole(summary) => {
                let kept = match existing {
                    Existing::Refuse => new.keep_new(&target),
                    Existing::Replace => new.keep_over(&target),
                };
                kept.map_err(|source| refusal(out, source))?;
                return Ok(summary);
            }
            Tried::Changed(name) => gone = Some(name),
        }
    }
    Err(BackupError::Changing(root.join(gone.unwrap_or_default())))
}

/// How an attempt went.
enum Tried {
    /// The backup is whole and the same as the practice.
    Whole(Summary),
    /// This file went or changed meanwhile.
    Changed(String),
}

fn attempt(
    new: &mut Passing,
    root: &Path,
    out: &Path,
    practice: PracticeId,
    seal: Option<BackupSeal<'_>>,
    made: Timestamp,
    progress: &Progress,
) -> Result<Tried, BackupError> {
    let mut carried = CarriedOver::of(root)?;
    if carried.files.len() > MOST_FILES {
        return Err(BackupError::TooMany(root.to_owned()));
    }
    progress.add_parts(carried.files.len() * 3);
    let mut files = Vec::with_capacity(carried.files.len());
    for name in carried.files {
        progress.step()?;
        match read(root, &name) {
            Ok(Some(bytes)) => files.push(ArchiveEntry::of(&name, &bytes)),
            Ok(None) => return Ok(Tried::Changed(name)),
            // One file that can't be read must not cost all others their backup.
            Err(BackupError::Read { .. }) if name != MARKER => carried.left_out.push(name.into()),
            Err(failed) => return Err(failed),
        }
    }
    carried.left_out.sort();
    let manifest = BackupManifest { format: FORMAT.to_owned(), practice, made, files };
    if let Some(name) = pack(new, root, out, &manifest, seal, progress)? {
        return Ok(Tried::Changed(name));
    }
    let file = new.reopen().map_err(|source| refusal(out, source))?;
    let passphrase = seal.map(|seal| seal.passphrase);
    let mut archive = Archive::open(out, file, passphrase, progress)?;
    for (at, entry) in manifest.files.iter().enumerate() {
        progress.step()?;
        let bytes = archive.bytes(at)?;
        if read(root, &entry.name)?.as_ref() != Some(&bytes) {
            return Ok(Tried::Changed(entry.name.clone()));
        }
    }
    Ok(Tried::Whole(manifest.summary(carried.left_out)))
}

/// Writes the backup; the name of a file that went or changed meanwhile.
fn pack(
    new: &mut Passing,
    root: &Path,
    out: &Path,
    manifest: &BackupManifest,
    seal: Option<BackupSeal<'_>>,
    progress: &Progress,
) -> Result<Option<String>, BackupError> {
    let failed = |source| BackupError::from(refusal(out, source));
    let text = text::to_ron_tight(manifest).map_err(crate::store::StoreError::from)?;
    let mut buffer = BufWriter::with_capacity(PART, &mut *new);
    let changed = match seal {
        None => entries(&mut buffer, root, out, manifest, &text, progress)?,
        Some(seal) => {
            let sealed = seal::sealing(&mut buffer, seal.passphrase, seal.work);
            let mut sealed = sealed.map_err(|refused| super::archive::of_seal(out, refused))?;
            let changed = entries(&mut sealed, root, out, manifest, &text, progress)?;
            sealed.finish().map_err(failed)?;
            changed
        }
    };
    buffer.flush().map_err(failed)?;
    drop(buffer);
    new.sync().map_err(failed)?;
    Ok(changed)
}

/// Writes the zip with its hash at the end.
fn entries(
    to: &mut dyn Write,
    root: &Path,
    out: &Path,
    manifest: &BackupManifest,
    text: &str,
    progress: &Progress,
) -> Result<Option<String>, BackupError> {
    let failed = |source| BackupError::from(refusal(out, source));
    let mut hashed = Hashed { to, hasher: blake3::Hasher::new(), end: Vec::new() };
    let mut zip = ZipWriter::new_stream(&mut hashed);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o600);
    zip.set_comment(format!("{SIGN}{}", "0".repeat(DIGITS)))
        .map_err(|fault| failed(fault.into()))?;
    zip.start_file(MANIFEST, options).map_err(|fault| failed(fault.into()))?;
    zip.write_all(text.as_bytes()).map_err(failed)?;
    for entry in &manifest.files {
        progress.step()?;
        let bytes = match read(root, &entry.name)? {
            Some(bytes) if ArchiveEntry::of(&entry.name, &bytes) == *entry => bytes,
            Some(_) | None => return Ok(Some(entry.name.clone())),
        };
        zip.start_file(entry.name.as_str(), options).map_err(|fault| failed(fault.into()))?;
        zip.write_all(&bytes).map_err(failed)?;
    }
    zip.finish().map_err(|fault| failed(fault.into()))?;
    hashed.finish().map_err(failed)?;
    Ok(None)
}

/// A file of the practice; none where it is gone.
fn read(root: &Path, name: &str) -> Result<Option<Vec<u8>>, BackupError> {
    let path = root.join(name);
    match crate::store::files::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(BackupError::Read { path, source }),
    }
}

/// Hashes what is written and puts the hash in the place of its last bytes.
struct Hashed<'a> {
    to: &'a mut dyn Write,
    hasher: blake3::Hasher,
    /// The last bytes so far, which are not written yet.
    end: Vec<u8>,
}

impl Hashed<'_> {
    fn finish(self) -> io::Result<()> {
        self.to.write_all(self.hasher.finalize().to_hex().as_bytes())
    }
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.end.extend_from_slice(bytes);
        let before = self.end.len().saturating_sub(DIGITS);
        if let Some(before) = self.end.get(..before) {
            self.hasher.update(before);
            self.to.write_all(before)?;
        }
        self.end.drain(..before);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
