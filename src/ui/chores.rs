//! What came of something that a dialog asked for, and long work that shows how far it is.
//!
//! No egui here, and no files: results come in from work beside the window.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::action::Secret;
use super::forms::PathField;
use super::practice::RemovedClient;
use crate::model::{ClientId, PlanId, PlanRecord, Settings};
use crate::store::backup::{BackupError, Summary};
use crate::store::vault::Leftover;
use crate::store::{Base, Progress, Revision, StoreError};

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
    pub fn read(title: String, unit: &'static str, about: String, progress: Progress) -> Self {
        let shows = Instant::now() + Duration::from_millis(200);
        Self { title, unit, about, progress, ends: Ends::GivenUp, shows }
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

/// What came of it.
#[derive(Debug)]
pub enum Chore {
    /// A path of the topmost form was chosen.
    Path {
        /// Which.
        field: PathField,
        /// The path; none where the dialog was closed or there is none.
        path: Option<PathBuf>,
        /// Whether no dialog seems to be there.
        no_dialog: bool,
    },
    /// A practice was made, and sealed where a recovery key comes with it.
    Made {
        /// Where.
        root: PathBuf,
        /// The recovery key, or why there is no practice.
        result: Result<Option<Secret>, ChoreError>,
    },
    /// The settings were saved: what holds now, and what the next version comes after.
    Settings(Result<Box<(Settings, Base)>, ChoreError>),
    /// A client's details were saved.
    Client(ClientId, Result<(), ChoreError>),
    /// A client was taken off the lists, or brought back.
    ClientShown {
        /// Who.
        client: ClientId,
        /// What to call the client.
        name: String,
        /// Whether the client is there again.
        is_back: bool,
        /// How it went.
        result: Result<(), ChoreError>,
    },
    /// A plan was taken off the lists, or brought back.
    PlanShown {
        /// Whose.
        client: ClientId,
        /// Which.
        plan: PlanId,
        /// Whether it is there again.
        is_back: bool,
        /// How it went.
        result: Result<(), ChoreError>,
    },
    /// Of two versions of a plan the one was kept that is read.
    VersionKept {
        /// Whose.
        client: ClientId,
        /// Which plan.
        plan: PlanId,
        /// The version that was written.
        result: Result<Box<Revision<PlanRecord>>, ChoreError>,
    },
    /// Who was removed was looked up.
    Removed(Result<Vec<RemovedClient>, ChoreError>),
    /// A client was erased for good.
    Erased(ClientId, Result<(), ChoreError>),
    /// A backup was written.
    BackedUp {
        /// The file.
        file: PathBuf,
        /// What is in it.
        result: Result<Summary, ChoreError>,
    },
    /// A backup was brought back.
    Restored {
        /// The folder.
        root: PathBuf,
        /// What was in it.
        result: Result<Summary, ChoreError>,
    },
    /// The practice was sealed: the old folder, what else is to be known, and the recovery key.
    Sealed(Result<(Vec<String>, Secret), ChoreError>),
    /// The practice was made readable: what is to be known.
    Unsealed(Result<Vec<String>, ChoreError>),
    /// Readable records of a sealed practice were looked for: a line about each.
    ProposalsFound(Result<Vec<String>, ChoreError>),
    /// They were taken over or removed: what is to be known.
    ProposalsSettled(Result<Vec<String>, ChoreError>),
    /// Folders were looked for that sealing and unsealing left.
    OldFound(Result<Vec<Leftover>, ChoreError>),
    /// One of them was deleted: what is to be known.
    OldDiscarded(Result<Vec<String>, ChoreError>),
    /// The passphrase was changed.
    PassphraseChanged(Result<(), ChoreError>),
}

/// Why something that a dialog asked for wasn't done.
#[derive(Debug, thiserror::Error)]
pub enum ChoreError {
    /// The practice folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// Made-up clients.
    #[error(transparent)]
    Sample(#[from] crate::store::sample::SampleError),
}

impl ChoreError {
    /// Whether somebody asked to stop, which is no trouble.
    pub fn is_stopped(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Cancelled)
                | Self::Backup(BackupError::Store(StoreError::Cancelled))
                | Self::Sample(crate::store::sample::SampleError::Store(StoreError::Cancelled))
        )
    }
}
