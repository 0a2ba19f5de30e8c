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
    /// The backup would lie in what it is of.
    #[error("{}: this lies in the practice folder itself, name a place outside of it", .0.display())]
    Inside(PathBuf),
    /// It is something else.
    #[error("{}: this is not a backup of a practice", .0.display())]
    NotABackup(PathBuf),
    /// A later version of the program wrote it.
    #[error("{}: this backup has the format `{format}`, a newer version of the program may read it", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What it says.
        format: String,
    },
    /// It isn't whole.
    #[error("{}: the backup is damaged, {what}; nothing was restored", path.display())]
    Damaged {
        /// The file.
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
        /// The file.
        path: PathBuf,
        /// Why.
        source: SealError,
    },
    /// Somebody keeps changing what is being copied.
    #[error("{}: this file kept changing while it was copied, try again in a moment", .0.display())]
    Changing(PathBuf),
    /// A file that can't be read.
    #[error("{}: this could not be read, {source}", path.display())]
    Read {
        /// The file.
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
            Self::Inside(_)
            | Self::NotABackup(_)
            | Self::Format { .. }
            | Self::Damaged { .. }
            | Self::Sealed(_) => true,
            Self::Changing(_) => false,
        }
    }
}
