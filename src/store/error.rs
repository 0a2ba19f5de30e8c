//! Why a practice folder could not be opened, read or written: one sentence each, what to do included.

use std::io;
use std::path::PathBuf;

use super::seal::SealError;
use crate::model::{ClientId, PlanId};
use crate::text::{Document, EncodeError, Fault, ReadError};

/// Why something about a practice folder failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing is there.
    #[error("{}: there is no such folder, check the name or whether its drive is connected", .0.display())]
    Missing(PathBuf),
    /// It is a file.
    #[error("{}: this is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// A folder, but of something else.
    #[error("{}: this is not the folder of a practice, there is no practice.ron in it", .0.display())]
    NotAPractice(PathBuf),
    /// A practice was to be made where something is.
    #[error("{}: the folder is not empty, choose an empty or a new one", .0.display())]
    NotEmpty(PathBuf),
    /// A practice was to be made inside another one, whose files would be taken for damage there.
    #[error("{}: this lies inside the practice folder, choose a place outside it", .0.display())]
    Inside(PathBuf),
    /// The marker can't be read.
    #[error(transparent)]
    MarkerUnreadable(ReadError),
    /// The marker says what can't be.
    #[error("{0}")]
    Marker(Fault),
    /// The marker is of another format.
    #[error("{0}, this program reads `{1}`: a newer version of it may read more")]
    MarkerFormat(Fault, &'static str),
    /// A sealed practice is asked for without its key.
    #[error("the practice is sealed, its passphrase is needed")]
    Locked,
    /// The key is damaged or gone.
    #[error(
        "the file with the wrapped key (vault-….ron) is missing or damaged: \
         the recovery key opens the practice, or bring the file back from a backup"
    )]
    NoKey,
    /// The key is gone, and this is sealed.
    #[error(
        "{}: this is sealed, so the practice is, but its file with the wrapped key (vault-….ron) is \
         gone: the recovery key opens the practice, or bring the file back from a backup; where it \
         is readable on purpose, that file is of a computer that didn't know it, or of somebody \
         else: move it elsewhere",
        .0.display()
    )]
    KeyGone(PathBuf),
    /// Sealing was asked for twice.
    #[error("the practice is sealed already, its passphrase can be changed")]
    AlreadySealed,
    /// There is no passphrase to change or take away.
    #[error("the practice is not sealed, anybody can read its files")]
    NotSealed,
    /// The folder is a whole disk, or lies alone on one.
    #[error(
        "{}: a new folder is written beside this one, and that must be on the same disk: \
         move the practice into a folder of its disk first",
        .0.display()
    )]
    NothingBeside(PathBuf),
    /// Another program sealed, unsealed, moved or removed the practice.
    #[error(
        "{}: another program exchanged or removed this folder meanwhile, nothing was changed: \
         open the practice again",
        .0.display()
    )]
    Exchanged(PathBuf),
    /// What was written doesn't read back.
    #[error(
        "{}: the new copy of this file is not the same when it is read back, nothing was changed: \
         check the disk, then try again",
        .0.display()
    )]
    Different(PathBuf),
    /// A folder was to be deleted that is none of those that may be.
    #[error("{}: this is no earlier copy of this practice, it stays", .0.display())]
    NotACopy(PathBuf),
    /// An old folder was to be deleted that holds what can't be taken over.
    #[error(
        "{}: the practice doesn't have this version, and it can't be read without the passphrase \
         of the earlier copy, which stays",
        .0.display()
    )]
    OldHoldsMore(PathBuf),
    /// The passphrase was changed, but the old one still opens a file.
    #[error(
        "{}: the new passphrase holds, but this file still opens the practice with the old one and \
         could not be removed, {}: delete it",
        path.display(),
        said(source)
    )]
    OldKeyStays {
        /// A wrapped key that the old passphrase still opens.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The key doesn't fit.
    #[error("{0}, try again")]
    Seal(#[from] SealError),
    /// There is no such client.
    #[error("there is no client {0} in this practice")]
    NoSuchClient(ClientId),
    /// There is no such plan.
    #[error("there is no plan {0} in this practice")]
    NoSuchPlan(PlanId),
    /// Erased for good.
    #[error("client {0} was erased for good, add a new client")]
    Erased(ClientId),
    /// The folder of an open practice vanished.
    #[error(
        "{}: the practice is not there any more, nothing was changed; \
         check whether its drive is connected and practice.ron is in it",
        .0.display()
    )]
    Gone(PathBuf),
    /// Something else took the place of an open practice.
    #[error("{}: another practice lies there now, nothing was changed; open it again", .0.display())]
    OtherPractice(PathBuf),
    /// It would be saved, but never read again.
    #[error("this is too long to be saved, at most {limit} MiB are: shorten its notes", limit = Document::MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// The marker's id is not the one that was written.
    #[error("{0}: bring practice.ron back from a backup or another computer")]
    MarkerDamaged(Fault),
    /// The system refused while a client was erased.
    #[error(
        "{}: the client is not wholly erased, {}; {}, then erase again",
        path.display(),
        said(source),
        remedy(source)
    )]
    Erase {
        /// The client's folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A record could not be put into words.
    #[error(transparent)]
    Words(#[from] EncodeError),
    /// The system refused while something was saved.
    #[error(
        "{}: this could not be saved, {}; what was saved before is untouched: {}, then save again",
        path.display(),
        said(source),
        remedy(source)
    )]
    Save {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused while a draft was deleted.
    #[error(
        "{}: this draft could not be deleted, {}; it stays on this computer: {}, then delete the file",
        path.display(),
        said(source),
        remedy(source)
    )]
    DraftStays {
        /// The draft.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused while something was read.
    #[error("{}: this could not be read, {}", path.display(), said(source))]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Somebody asked to stop.
    #[error("stopped")]
    Cancelled,
}

impl StoreError {
    /// Whether another folder, id or passphrase would do; false when the machine is at fault.
    pub fn is_input(&self) -> bool {
        match self {
            Self::Missing(_)
            | Self::NotAFolder(_)
            | Self::NotAPractice(_)
            | Self::NotEmpty(_)
            | Self::Inside(_)
            | Self::Marker(_)
            | Self::MarkerFormat(_, _)
            | Self::Locked
            | Self::NoKey
            | Self::KeyGone(_)
            | Self::AlreadySealed
            | Self::NotSealed
            | Self::NothingBeside(_)
            | Self::NotACopy(_)
            | Self::OldHoldsMore(_)
            | Self::Seal(_)
            | Self::NoSuchClient(_)
            | Self::NoSuchPlan(_)
            | Self::MarkerDamaged(_)
            | Self::TooLarge
            | Self::Erased(_) => true,
            Self::MarkerUnreadable(error) => error.is_input(),
            Self::Words(_)
            | Self::Exchanged(_)
            | Self::Different(_)
            | Self::OldKeyStays { .. }
            | Self::Gone(_)
            | Self::OtherPractice(_)
            | Self::Erase { .. }
            | Self::Save { .. }
            | Self::DraftStays { .. }
            | Self::Read { .. }
            | Self::Cancelled => false,
        }
    }
}

/// The system's words, in plainer ones where they are known.
#[expect(clippy::wildcard_enum_match_arm, reason = "the system's reasons are many and not ours")]
fn said(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk takes no changes".to_owned(),
        io::ErrorKind::PermissionDenied => "you have no permission to change it".to_owned(),
        io::ErrorKind::NotFound => "its folder is not there (any more)".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a file has the place of a folder".to_owned()
        }
        io::ErrorKind::IsADirectory => "a folder has the place of a file".to_owned(),
        _ => source.to_string(),
    }
}

/// What to do about it, for the middle of a sentence.
#[expect(clippy::wildcard_enum_match_arm, reason = "the system's reasons are many and not ours")]
fn remedy(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk",
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            "ask for write access"
        }
        io::ErrorKind::NotFound => "look whether its drive is connected",
        io::ErrorKind::NotADirectory
        | io::ErrorKind::AlreadyExists
        | io::ErrorKind::IsADirectory => "move it elsewhere",
        _ => "check the disk",
    }
}
