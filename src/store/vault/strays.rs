//! Readable records in a sealed practice: another computer saved them before it learnt of the
//! sealing, or somebody put them there who doesn't have the key.
//!
//! They are proposals: no version of anything until the owner of the practice takes them over or
//! removes them. One that erases a client is never taken over: the owner does that where it is meant.
//!
//! The sealed twin is on the disk and compared before the readable file goes.

use std::fmt;
use std::io;

use jiff::Timestamp;
use rayon::prelude::*;
use zeroize::Zeroizing;

use super::super::error::StoreError;
use super::super::folder::Store;
use super::super::history::Problem;
use super::super::name::{Key, RecordFile};
use super::super::progress::Progress;
use super::super::revision::{self, Content, Damage, Revision};
use super::super::seal::Seal;
use crate::model::{Client, ClientId, PlanRecord, Settings};

/// A readable record in a sealed practice.
#[derive(Debug)]
pub struct Proposal {
    /// The file that lies readable among the sealed ones.
    pub file: RecordFile,
    /// What it says of itself; anybody may have written it.
    pub says: Result<Says, Damage>,
}

/// What a proposal says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Says {
    /// What it would bring.
    pub what: ProposalKind,
    /// When it was saved.
    pub saved: Timestamp,
    /// By whom; empty where it says nobody.
    pub by: String,
}

/// What a proposal would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposalKind {
    /// Other settings of the practice.
    Settings,
    /// A client of this name, or another version of one.
    Client(String),
    /// A plan, or another version of one.
    Plan,
    /// A client or a plan would be removed.
    Removal,
    /// A client would be erased for good.
    Erasure,
}

impl fmt::Display for ProposalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings => f.write_str("settings"),
            Self::Client(name) => write!(f, "client “{name}”"),
            Self::Plan => f.write_str("a plan"),
            Self::Removal => f.write_str("a removal"),
            Self::Erasure => f.write_str("an erasure, which is never taken over"),
        }
    }
}

impl Says {
    fn of<T>(revision: Revision<T>, what: impl Fn(T) -> ProposalKind) -> Self {
        let what = match revision.content {
            Content::Is(record) => what(record),
            Content::Removed => ProposalKind::Removal,
            Content::Erased => ProposalKind::Erasure,
        };
        Self { what, saved: revision.saved, by: revision.by }
    }
}

/// What became of readable records.
#[derive(Debug, Default)]
pub struct Strays {
    /// Those that are sealed now.
    pub sealed: usize,
    /// Those that were left as they are, because they are damaged, not what their sealed twin says,
    /// or would erase a client.
    pub problems: Vec<Problem>,
}

impl Store {
    /// Every readable record of a sealed practice, and what it says.
    pub fn proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let mut found = self.proposals_among(self.list_root()?.records);
        for client in self.clients()? {
            found.extend(self.proposals_among(self.list_if_readable(client)?.records));
        }
        Ok(found)
    }

    /// The files of readable records in a sealed practice, by names alone: those of one client, or of
    /// everything.
    pub fn proposal_files(&self, of: Option<ClientId>) -> Result<Vec<RecordFile>, StoreError> {
        if self.seal.is_none() {
            return Ok(Vec::new());
        }
        let mut files = match of {
            Some(client) => self.list_if_readable(client)?.records,
            None => self.list_root()?.records,
        };
        if of.is_none() {
            for client in self.clients()? {
                files.extend(self.list_if_readable(client)?.records);
            }
        }
        files.retain(|file| self.is_proposal(file));
        Ok(files)
    }

    fn proposals_among(&self, mut files: Vec<RecordFile>) -> Vec<Proposal> {
        files.retain(|file| self.is_proposal(file));
        let says =
            |file: &RecordFile| self.any_bytes(file).and_then(|bytes| self.says(file, bytes));
        files.into_iter().map(|file| Proposal { says: says(&file), file }).collect()
    }

    /// What these bytes of a file say.
    fn says(&self, file: &RecordFile, bytes: Vec<u8>) -> Result<Says, Damage> {
        Ok(match file.key {
            Key::Settings => {
                let read = revision::read::<Settings>(bytes, file, self.practice)?;
                Says::of(read, |_| ProposalKind::Settings)
            }
            Key::Client(_) => {
                let read = revision::read::<Client>(bytes, file, self.practice)?;
                Says::of(read, |client| ProposalKind::Client(client.name))
            }
            Key::Plan(..) => {
                let read = revision::read::<PlanRecord>(bytes, file, self.practice)?;
                Says::of(read, |_| ProposalKind::Plan)
            }
            // A wrapped key is readable in every practice.
            Key::Vault => return Err(Damage::OtherRecord),
        })
    }

    /// Removes every readable record of a sealed practice, and says how many there were.
    pub fn remove_proposals(&self) -> Result<usize, StoreError> {
        if self.seal.is_none() {
            return Err(StoreError::NotSealed);
        }
        let found = self.proposals()?;
        for proposal in &found {
            let path = self.root.join(proposal.file.path());
            let folder = self.root.join(proposal.file.key.folder());
            let removed = self.files.remove(&path).and_then(|()| self.files.sync_folder(&folder));
            removed.map_err(|source| StoreError::Save { path, source })?;
        }
        Ok(found.len())
    }

    /// Takes over and seals every readable record of a sealed practice. One part of the progress is one client.
    ///
    /// A damaged file is left: it may be on its way still.
    pub fn seal_strays(&self, progress: &Progress) -> Result<Strays, StoreError> {
        let seal = self.seal.as_ref().ok_or(StoreError::NotSealed)?;
        let mut strays = self.seal_strays_of(seal, &self.list_root()?.records)?;
        let clients = self.clients()?;
        progress.add_parts(clients.len());
        let found: Result<Vec<Strays>, StoreError> = clients
            .into_par_iter()
            .map(|client| {
                let found = self.seal_strays_of(seal, &self.list_if_readable(client)?.records)?;
                progress.step()?;
                Ok(found)
            })
            .collect();
        for found in found? {
            strays.sealed += found.sealed;
            strays.problems.extend(found.problems);
        }
        strays.problems.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(strays)
    }

    fn seal_strays_of(&self, seal: &Seal, files: &[RecordFile]) -> Result<Strays, StoreError> {
        let mut strays = Strays::default();
        for file in files.iter().filter(|file| !file.sealed && file.key != Key::Vault) {
            match self.seal_stray(seal, file)? {
                None => strays.sealed += 1,
                // Gone since it was listed.
                Some(Damage::Unreadable(gone)) if gone.kind() == io::ErrorKind::NotFound => {}
                Some(damage) => strays.problems.push(Problem { file: file.path(), damage }),
            }
        }
        Ok(strays)
    }

    fn seal_stray(&self, seal: &Seal, file: &RecordFile) -> Result<Option<Damage>, StoreError> {
        let bytes = match self.any_bytes(file).map(Zeroizing::new) {
            Ok(bytes) => bytes,
            Err(damage) => return Ok(Some(damage)),
        };
        // The bytes that are judged are those that are sealed, whatever the file says by now.
        match self.says(file, bytes.to_vec()) {
            Ok(Says { what: ProposalKind::Erasure, .. }) => return Ok(Some(Damage::Proposal)),
            Ok(_) => {}
            Err(damage) => return Ok(Some(damage)),
        }
        let twin = RecordFile { sealed: true, ..*file };
        let target = self.root.join(twin.path());
        let plain = self.root.join(file.path());
        match self.files.write_new(&target, &seal.seal(&bytes)?) {
            Err(there) if there.kind() == io::ErrorKind::AlreadyExists => {}
            written => written.map_err(|source| StoreError::Save { path: target, source })?,
        }
        match self.bytes(&twin).map(Zeroizing::new) {
            Ok(sealed) if sealed == bytes => {}
            Ok(_) => return Ok(Some(Damage::Altered)),
            Err(damage) => return Ok(Some(damage)),
        }
        let folder = self.root.join(file.key.folder());
        let removed = self.files.remove(&plain).and_then(|()| self.files.sync_folder(&folder));
        removed.map_err(|source| StoreError::Save { path: plain, source })?;
        Ok(None)
    }
}
