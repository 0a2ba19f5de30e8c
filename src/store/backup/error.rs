//! Why a practice could not be backed up or restored: one sentence each.

use std::io;
use std::path::PathBuf;

use super::super::error::StoreError;
use super::super::seal::SealError;
use super::super::write::WriteError;

/// Why a backup was not made or not restored. Nothing of it is left behind.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The practice folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file for the backup.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Nobody works with so many files.
    #[error("{}: more than a million files lie in this practice, no backup carries so many", .0.display())]
    TooMany(PathBuf),
    /// It would grow as only a backup does that is meant to fill a disk.
    #[error(
        "{}: unpacked, this backup takes {}, {times} times its own size; nothing was restored",
        path.display(),
        in_words(*bytes)
    )]
    Large {
        /// The backup that isn't restored.
        path: PathBuf,
        /// What it takes unpacked.
        bytes: u64,
        /// How often that is its own size.
        times: u64,
    },
    /// The folder can't be exchanged for the restored one.
    #[error(
        "{}: a drive is mounted in this folder, name a new folder on that drive",
        .0.display()
    )]
    Mounted(PathBuf),
    /// It is something else.
    #[error("{}: this is not a backup of a practice", .0.display())]
    NotABackup(PathBuf),
    /// A later version of the program wrote it.
    #[error("{}: this backup has the format `{format}`, a newer version of the program may read it", path.display())]
    Format {
        /// The backup that was written so.
        path: PathBuf,
        /// What it says.
        format: String,
    },
    /// It isn't whole.
    #[error("{}: the backup is damaged, {what}; nothing was restored", path.display())]
    Damaged {
        /// The backup that isn't whole.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A passphrase is missing.
    #[error("{}: the backup is sealed, its passphrase is needed", .0.display())]
    Sealed(PathBuf),
    /// The passphrase doesn't fit, or sealing failed.
    #[error("{}: {source}", path.display())]
    Seal {
        /// The backup that was sealed or opened.
        path: PathBuf,
        /// Why the seal could not be made or opened.
        source: SealError,
    },
    /// Somebody keeps changing what is being copied.
    #[error("{}: this file kept changing while it was copied, try again in a moment", .0.display())]
    Changing(PathBuf),
    /// A file that can't be read.
    #[error("{}: this could not be read, {source}", path.display())]
    Read {
        /// What couldn't be read: a backup, or a file of the practice.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl BackupError {
    /// Whether another file, folder or passphrase would do; false when the machine is at fault.
    pub fn is_input(&self) -> bool {
        match self {
            Self::Store(error) => error.is_input(),
            Self::Write(error) => error.is_input(),
            Self::Seal { source, .. } => !matches!(source, SealError::Seal(_)),
            Self::Read { source, .. } => source.kind() == io::ErrorKind::NotFound,
            Self::TooMany(_)
            | Self::Large { .. }
            | Self::Mounted(_)
            | Self::NotABackup(_)
            | Self::Format { .. }
            | Self::Damaged { .. }
            | Self::Sealed(_) => true,
            Self::Changing(_) => false,
        }
    }
}

/// A number of bytes as people say it.
fn in_words(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit)
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn sizes_are_said_in_the_unit_that_fits() {
        for (bytes, said) in [
            (0, "0.0 kB"),
            (999_999, "999.9 kB"),
            (1_000_000, "1.0 MB"),
            (16_777_216, "16.7 MB"),
            (u64::MAX, "18446744073.7 GB"),
        ] {
            assert_eq!(in_words(bytes), said);
        }
    }
}
