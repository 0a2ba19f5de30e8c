//! One file, written so that a reader finds the old one or the new one and never half of either.
//!
//! The bytes go into a new file in the same folder, readable by its owner alone, which then takes
//! the name in one move. Only ordinary files are replaced, no link is followed, and nothing is written
//! among the files of a practice.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{Files, folder_of};
use super::name::MARKER;

/// What to do with a file that has the name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave it and say so.
    Refuse,
    /// Put the new one in its place.
    Replace,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is a file already.
    #[error("{}: there is a file of that name already", .0.display())]
    AlreadyExists(PathBuf),
    /// The path is a folder, or ends like one.
    #[error("{}: this is a folder, name a file in it", .0.display())]
    Folder(PathBuf),
    /// A pipe, socket or device.
    #[error("{}: this is not an ordinary file, name another one", .0.display())]
    Special(PathBuf),
    /// A link, which may lead anywhere.
    #[error("{}: this is a link, which is not followed, name the file itself", .0.display())]
    Link(PathBuf),
    /// It would lie among the files of a practice, be taken for damage, and be readable where those
    /// are sealed.
    #[error("{}: this lies inside the practice folder, choose a place outside it", .0.display())]
    Inside(PathBuf),
    /// The folder that should hold it isn't there.
    #[error("{}: the folder of that file doesn't exist, create it first", .0.display())]
    MissingFolder(PathBuf),
    /// The system takes no such name.
    #[error("{}: this can't be the name of a file", .0.display())]
    Name(PathBuf),
    /// The system would not write it.
    #[error("{}: the file could not be written, {source}", path.display())]
    System {
        /// The file that was to be written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl WriteError {
    /// Whether another path would do; false when the machine is at fault, such as a refused
    /// permission or a full disk.
    pub fn is_input(&self) -> bool {
        match self {
            Self::AlreadyExists(_)
            | Self::Folder(_)
            | Self::Special(_)
            | Self::Link(_)
            | Self::Inside(_)
            | Self::MissingFolder(_)
            | Self::Name(_) => true,
            Self::System { .. } => false,
        }
    }
}

/// Says what `write_new` would refuse before it writes, without writing anything.
pub fn check_target(path: &Path, existing: Existing) -> Result<(), WriteError> {
    target(path, existing).map(drop)
}

/// Writes a file whole, or leaves everything as it was. (Should the folder alone fail to be made safe
/// against a power cut, a file that replaces another is in place, whole, and the error says what the
/// system said.)
pub fn write_new(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), WriteError> {
    let target = target(path, existing)?;
    let files = Files::default();
    let written = match existing {
        Existing::Refuse => files.write_new(&target, bytes),
        Existing::Replace => files.replace(&target, bytes),
    };
    written.map_err(|source| refusal(path, source))
}

/// The file that a path names, when it may be written.
pub(super) fn target(path: &Path, existing: Existing) -> Result<PathBuf, WriteError> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink());
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(WriteError::Folder(path.to_owned())),
        // Also one that leads nowhere yet: what is written must not turn up elsewhere.
        _ if is_link => return Err(WriteError::Link(path.to_owned())),
        Ok(there) if !there.is_file() => return Err(WriteError::Special(path.to_owned())),
        Ok(_) if existing == Existing::Refuse => {
            return Err(WriteError::AlreadyExists(path.to_owned()));
        }
        Ok(_) => {}
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => {}
        Err(refused) => return Err(refusal(path, refused)),
    }
    let text = path.as_os_str().to_string_lossy();
    if text.ends_with(std::path::is_separator) {
        return Err(WriteError::Folder(path.to_owned()));
    }
    let has_name = path.file_name().is_some_and(|name| name != OsStr::new(""));
    if !has_name {
        return Err(WriteError::Name(path.to_owned()));
    }
    if !folder_of(path).is_dir() {
        return Err(WriteError::MissingFolder(path.to_owned()));
    }
    check_outside(path)?;
    Ok(path.to_owned())
}

/// Refuses a file or folder, there already or not, that lies in a practice folder, however deep, or is
/// one.
pub fn check_outside(path: &Path) -> Result<(), WriteError> {
    let there = if path.is_dir() { path } else { folder_of(path) };
    // What can't be found out fails by itself when it is written.
    let Ok(real) = there.canonicalize() else { return Ok(()) };
    let is_practice = |folder: &Path| fs::symlink_metadata(folder.join(MARKER)).is_ok();
    if real.ancestors().any(is_practice) {
        return Err(WriteError::Inside(path.to_owned()));
    }
    Ok(())
}

/// Why the system would not write this file.
#[expect(clippy::wildcard_enum_match_arm, reason = "the system's reasons are many and not ours")]
pub(super) fn refusal(path: &Path, source: io::Error) -> WriteError {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::AlreadyExists => WriteError::AlreadyExists(path),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => WriteError::MissingFolder(path),
        io::ErrorKind::IsADirectory => WriteError::Folder(path),
        io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput => WriteError::Name(path),
        _ => WriteError::System { path, source },
    }
}

#[cfg(test)]
mod tests;
