//! Why a practice could not be taken away or taken in: one sentence each.

use std::io;
use std::path::PathBuf;

use crate::store::error::StoreError;
use crate::store::name::Key;
use crate::store::write::WriteError;
use crate::text::{EncodeError, Fault};

/// How many that are there already are named.
const NAMED: usize = 10;

/// Why a practice was not taken away, or not taken in.
#[derive(Debug, thiserror::Error)]
pub enum TakeawayError {
    /// The practice folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file for it.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A record could not be put into words.
    #[error(transparent)]
    Words(#[from] EncodeError),
    /// Nobody works with so many records.
    #[error("{}: more than a million records are in this practice, no file carries so many", .0.display())]
    TooMany(PathBuf),
    /// The file can't be read.
    #[error("{}: this could not be read, {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is something else.
    #[error("{}: this is neither a practice that was taken away nor a backup", .0.display())]
    Other(PathBuf),
    /// It is a backup.
    #[error("{}: this is a backup, `ischia restore` brings it back", .0.display())]
    Backup(PathBuf),
    /// A later version of the program wrote it.
    #[error("{}: it has the format `{format}`, a newer version of the program may read it", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What it says.
        format: String,
    },
    /// It isn't whole, or it isn't what it says.
    #[error("{}: the file is damaged, {what}; nothing was taken in", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// It would grow as only a file does that is meant to fill a disk.
    #[error(
        "{}: unpacked it takes {times} times its own size; nothing was taken in",
        path.display()
    )]
    Large {
        /// The file.
        path: PathBuf,
        /// How often that is its own size.
        times: u64,
    },
    /// A record in it says what can't be.
    #[error("{}: {fault}; nothing was taken in", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// Where in it, and what.
        fault: Fault,
    },
    /// Other versions of these records are in the practice.
    #[error("{}", duplicates(.0))]
    Duplicates(Vec<Key>),
}

impl TakeawayError {
    /// Whether another file or another choice would do; false when the machine is at fault.
    pub fn is_input(&self) -> bool {
        match self {
            Self::Store(error) => error.is_input(),
            Self::Write(error) => error.is_input(),
            Self::Read { source, .. } => source.kind() == io::ErrorKind::NotFound,
            Self::Words(_) => false,
            Self::TooMany(_)
            | Self::Other(_)
            | Self::Backup(_)
            | Self::Format { .. }
            | Self::Damaged { .. }
            | Self::Large { .. }
            | Self::Record { .. }
            | Self::Duplicates(_) => true,
        }
    }
}

/// A line for each, up to some.
fn duplicates(keys: &[Key]) -> String {
    let line = |key: &Key| match key {
        Key::Client(client) => {
            format!("client {client} is in this practice already, and says something else")
        }
        Key::Plan(_, plan) => {
            format!("plan {plan} is in this practice already, and says something else")
        }
        Key::Settings | Key::Vault => "the settings say something else".to_owned(),
    };
    let mut lines: Vec<String> = keys.iter().take(NAMED).map(line).collect();
    if keys.len() > NAMED {
        lines.push(format!("and {} more", keys.len() - NAMED));
    }
    lines.join("\n")
}
