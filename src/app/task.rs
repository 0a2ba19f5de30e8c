//! Long work that shows how far it is, and why work that a dialog asked for wasn't done.

use std::time::{Duration, Instant};

use crate::batch::BatchError;
use crate::store::backup::BackupError;
use crate::store::client_list::ListError;
use crate::store::takeaway::TakeawayError;
use crate::store::{Progress, StoreError};
use crate::text::ReadError;

/// Long work that is under way.
#[derive(Debug)]
pub struct Task {
    /// What is being done.
    pub title: String,
    /// What a part of it is, as in "3 of 12 clients".
    pub unit: &'static str,
    /// What shows as long as nobody knows how much there is to do.
    pub about: String,
    /// How far it is.
    pub progress: Progress,
    /// What ends it early.
    pub ends: Ends,
    /// When it shows: what takes no longer than a glance needs no words.
    pub shows: Instant,
}

impl Task {
    /// Something that is read. It shows once it takes longer than a glance.
    pub fn read(title: impl Into<String>, about: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            unit: "",
            about: about.into(),
            progress: Progress::default(),
            ends: Ends::GivenUp,
            shows: Instant::now() + Duration::from_millis(200),
        }
    }
}

/// What ends work early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It stops by itself where nothing is half done, and says what came of it.
    Stopped,
    /// Nobody waits for it any more: what comes of it later is dropped.
    GivenUp,
}

/// Why something that a dialog asked for wasn't done.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// The practice folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The file of a list of clients.
    #[error(transparent)]
    File(#[from] ReadError),
    /// A list of clients.
    #[error(transparent)]
    List(#[from] ListError),
    /// Documents of many plans could not be written.
    #[error(transparent)]
    Files(Box<BatchError>),
    /// A whole practice to be taken away.
    #[error(transparent)]
    TakeAway(#[from] TakeawayError),
    /// Made-up clients.
    #[error(transparent)]
    Sample(#[from] crate::store::sample::SampleError),
}

impl TaskError {
    /// Whether somebody asked to stop, which is no trouble.
    pub fn is_stopped(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Cancelled)
                | Self::TakeAway(TakeawayError::Store(StoreError::Cancelled))
                | Self::Backup(BackupError::Store(StoreError::Cancelled))
                | Self::Sample(crate::store::sample::SampleError::Store(StoreError::Cancelled))
        )
    }
}
