//! One saved version of a record, and how it stands in a file.
//!
//! The first lines of every file are those of `frame`: format and hash. What a file says about itself must agree with its name and its place.
//!
//! A revision names its parents, and some of their ancestors: where a parent is damaged or still on
//! its way from another computer, it is yet known that the older ones are superseded.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::frame;
use super::name::{Key, RecordFile};
use super::seal::SealError;
use crate::model::{PracticeId, RevisionId};
use crate::text::{self, Document, Fault, Notation, ReadError};

/// The format that is written. Raise it with any change that an older program would misread, and
/// let `read` upgrade what the older one wrote.
///
/// | format | what was new |
/// |---|---|
/// | 1 | |
/// | 2 | how a session went in full, who wrote it down, and what was written before it was amended |
const VERSION: u32 = 2;
const KIND: &str = "record";
/// Ancestors beyond the parents that a revision names: more are named by its parents.
const MOST_ANCESTORS: usize = 16;

/// Who saves, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The name of the one who saves; empty where nobody said.
    pub by: String,
    /// The time on this machine's clock.
    pub at: Timestamp,
}

/// What a new revision comes after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base {
    parents: Vec<RevisionId>,
    ancestors: Vec<RevisionId>,
}

impl Base {
    /// Nothing: the record is new.
    pub fn none() -> Self {
        Self::default()
    }

    /// These revisions: one for an edit, two where versions are combined.
    pub fn of<'a, T: 'a>(revisions: impl IntoIterator<Item = &'a Revision<T>>) -> Self {
        let mut base = Self::default();
        let mut nearest = Vec::new();
        let mut further: Vec<(usize, RevisionId)> = Vec::new();
        for revision in revisions {
            base.parents.push(revision.id);
            nearest.extend(&revision.parents);
            further.extend(revision.ancestors.iter().copied().enumerate());
        }
        // The nearest first, as each revision has them. Ids would not do: clocks go wrong.
        further.sort_by_key(|(steps, _)| *steps);
        let mut seen: BTreeSet<RevisionId> = base.parents.iter().copied().collect();
        nearest.retain(|id| seen.insert(*id));
        further.retain(|(_, id)| seen.insert(*id));
        // Where a parent is damaged, all that it came from must still be known.
        let room = MOST_ANCESTORS.saturating_sub(nearest.len());
        base.ancestors = nearest;
        base.ancestors.extend(further.into_iter().take(room).map(|(_, id)| id));
        base
    }

    /// The revisions that the new one comes after.
    pub fn parents(&self) -> &[RevisionId] {
        &self.parents
    }

    /// A revision that is known by its id alone.
    pub fn id(revision: RevisionId) -> Self {
        Self { parents: vec![revision], ancestors: Vec::new() }
    }
}

/// What a revision says about its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content<T> {
    /// The record is this.
    Is(T),
    /// The record was removed; an older revision brings it back.
    Removed,
    /// Everything about this client was erased for good, and is to be erased wherever it turns up.
    Erased,
}

impl<T> Content<T> {
    /// The record, where there is one.
    pub fn record(&self) -> Option<&T> {
        match self {
            Self::Is(record) => Some(record),
            Self::Removed | Self::Erased => None,
        }
    }
}

/// One saved version of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision<T> {
    /// Its id, which is part of its file's name.
    pub id: RevisionId,
    /// The revisions that it came from: none for a new record, two where versions were combined.
    pub parents: Vec<RevisionId>,
    /// Some revisions that those came from.
    pub ancestors: Vec<RevisionId>,
    /// When it was saved, on the clock of the machine that saved it.
    pub saved: Timestamp,
    /// Who saved it.
    pub by: String,
    /// What it says.
    pub content: Content<T>,
}

impl<T> Revision<T> {
    fn of(read: Read<T>) -> Self {
        Self {
            id: read.id,
            parents: read.parents,
            ancestors: read.ancestors,
            saved: read.saved,
            by: read.by,
            content: read.content,
        }
    }

    /// A new revision.
    pub fn new(stamp: &Stamp, base: Base, content: Content<T>) -> Self {
        Self {
            id: RevisionId::fresh(stamp.at),
            parents: base.parents,
            ancestors: base.ancestors,
            saved: stamp.at,
            by: stamp.by.clone(),
            content,
        }
    }
}

/// Why a file is no whole revision of the record that it is named for.
#[derive(Debug, thiserror::Error)]
pub enum Damage {
    /// Its name is none that the program gives.
    #[error("no record has such a name, move the file elsewhere if it is yours")]
    Foreign,
    /// Its first lines are none that the program writes.
    #[error("this is not a record of this program, or its first lines are damaged")]
    NotARecord,
    /// Written by a later version of the program.
    #[error("it was written by a newer version of the program (format {0}), update to read it")]
    Newer(u32),
    /// The hash doesn't fit.
    #[error("its bytes are not those that were saved: it is damaged or cut short")]
    Altered,
    /// The name says another revision than the file.
    #[error("it holds revision {0}, so it was renamed, or its content exchanged")]
    OtherRevision(RevisionId),
    /// The name or place says another record than the file.
    #[error("it belongs to another record, so it was renamed or moved")]
    OtherRecord,
    /// The file belongs to another practice.
    #[error("it belongs to another practice ({0})")]
    OtherPractice(PracticeId),
    /// It says that it came from itself, directly or by way of others.
    #[error("it says that it came from itself, which no version can: look at it, and remove it")]
    Circle,
    /// It is whole, but says what can't be.
    #[error("{0}")]
    Content(Fault),
    /// It is no text.
    #[error(transparent)]
    Text(ReadError),
    /// The system would not hand it over.
    #[error("it could not be read, {0}")]
    Unreadable(std::io::Error),
    /// It is sealed, and there is no key.
    #[error("it is sealed, and this practice has no key for it")]
    NoKey,
    /// It is sealed with another key, or damaged.
    #[error("it can't be opened with the key of this practice: it is damaged or not from here")]
    WrongKey,
    /// It is sealed for the key of the practice, by somebody who doesn't have it.
    #[error("it was not sealed by this practice: look where it comes from, and remove it")]
    Forged,
    /// It is readable in a sealed practice.
    #[error(
        "it is not sealed although the practice is, so anybody may have written it: take it over \
         where you know whose it is, else remove it"
    )]
    Proposal,
}

impl From<SealError> for Damage {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Forged => Self::Forged,
            SealError::Passphrase | SealError::Key | SealError::Damaged | SealError::Seal(_) => {
                Self::WrongKey
            }
        }
    }
}

/// The part of a file that the hash is not itself.
#[derive(Serialize)]
struct Written<'a, T> {
    id: RevisionId,
    parents: &'a [RevisionId],
    #[serde(skip_serializing_if = "<[RevisionId]>::is_empty")]
    ancestors: &'a [RevisionId],
    practice: PracticeId,
    of: Key,
    saved: Timestamp,
    by: &'a str,
    content: &'a Content<T>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Revision")]
struct Read<T> {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "hash")]
    _hash: String,
    id: RevisionId,
    parents: Vec<RevisionId>,
    #[serde(default)]
    ancestors: Vec<RevisionId>,
    practice: PracticeId,
    of: Key,
    saved: Timestamp,
    by: String,
    content: Content<T>,
}

/// Which record a file says that it holds.
#[derive(Deserialize)]
#[serde(rename = "Revision")]
pub(super) struct Address {
    id: RevisionId,
    pub(super) practice: PracticeId,
    pub(super) of: Key,
}

impl Address {
    /// Whether that is what its name and place say.
    fn check(&self, file: &RecordFile, practice: PracticeId) -> Result<(), Damage> {
        if self.practice != practice {
            Err(Damage::OtherPractice(self.practice))
        } else if self.of != file.key {
            Err(Damage::OtherRecord)
        } else if self.id != file.revision {
            Err(Damage::OtherRevision(self.id))
        } else {
            Ok(())
        }
    }
}

/// The bytes of a revision's file, before any sealing.
pub fn write<T: Serialize>(
    revision: &Revision<T>,
    key: Key,
    practice: PracticeId,
) -> Result<Vec<u8>, text::EncodeError> {
    let body = text::to_ron_tight(&Written {
        id: revision.id,
        parents: &revision.parents,
        ancestors: &revision.ancestors,
        practice,
        of: key,
        saved: revision.saved,
        by: &revision.by,
        content: &revision.content,
    })?;
    Ok(frame::write(KIND, VERSION, &body))
}

/// The revision in the bytes of a file, after any opening, when it is whole and what its name says.
pub fn read<T: DeserializeOwned>(
    bytes: Vec<u8>,
    file: &RecordFile,
    practice: PracticeId,
) -> Result<Revision<T>, Damage> {
    let document = document(bytes, &file.name())?;
    let read: Read<T> = document.parse().map_err(|fault| {
        // A record of another kind can't be read as one of this kind: that is the better reason.
        let address = document.parse::<Address>();
        let misplaced = address.ok().and_then(|address| address.check(file, practice).err());
        misplaced.unwrap_or(Damage::Content(fault))
    })?;
    Address { id: read.id, practice: read.practice, of: read.of }.check(file, practice)?;
    Ok(Revision::of(read))
}

/// The revision in the bytes of a file, after any opening, when it is whole: of whatever practice and
/// record it says, and under whatever name.
pub(super) fn read_anywhere<T: DeserializeOwned>(
    bytes: Vec<u8>,
    name: &str,
) -> Result<Revision<T>, Damage> {
    document(bytes, name)?.parse().map(Revision::of).map_err(Damage::Content)
}

/// Which record a whole file, after any opening, says that it holds.
pub(super) fn address(bytes: &[u8], name: &str) -> Result<Address, Damage> {
    document(bytes.to_vec(), name)?.parse().map_err(Damage::Content)
}

/// Whether the bytes begin as every readable record does.
pub(super) fn is_record(start: &[u8]) -> bool {
    frame::is_of_kind(KIND, start)
}

fn document(bytes: Vec<u8>, name: &str) -> Result<Document, Damage> {
    check_bytes(&bytes)?;
    Document::from_bytes(name, Notation::Ron, bytes).map_err(Damage::Text)
}

/// Whether the bytes are those that were saved, in a format that is read here.
pub fn check_bytes(bytes: &[u8]) -> Result<(), Damage> {
    frame::check(KIND, VERSION, bytes)
}

#[cfg(test)]
mod tests;
