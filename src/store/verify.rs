//! Reading every file of a practice and saying what is whole, damaged, missing, or there in two
//! versions.
//!
//! Looks and reports; mends nothing.

use std::fmt;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::folder::Store;
use super::history::{History, Problem};
use super::name::{Key, RecordFile, client_folder};
use super::progress::Progress;
use super::revision::Damage;
use super::seal::WrappedKey;
use super::vault::keys;
use crate::model::{Client, ClientId, PlanRecord, RevisionId, Settings};

/// What a look at every file found.
#[derive(Debug, Default)]
pub struct Report {
    /// Records, whole or not: settings, key, clients, plans.
    pub records: usize,
    /// Files that aren't what they should be.
    pub damaged: Vec<Problem>,
    /// Records that were changed in two places.
    pub two_versions: Vec<Key>,
    /// Files that anybody can read although the practice is sealed.
    pub unsealed: Vec<PathBuf>,
    /// What records or names say should be there.
    pub missing: Vec<Missing>,
}

/// Something that records or names say should be there, and isn't.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The own record of a client who has plans.
    Client(ClientId),
    /// A version that another one names as that which it came from.
    Parent(Key, RevisionId),
    /// The newest version of a record, which this computer saw in the folder.
    Newest(Key, RevisionId),
    /// A file that a synchronising program holds back, by its placeholder.
    Placeholder(PathBuf),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(_) => f.write_str(
                "the client has plans and no record: look for it in a backup or on another computer",
            ),
            Self::Parent(key, _) => write!(
                f,
                "a later version of this {} came from it: look for it in a backup or on another \
                 computer",
                key.kind()
            ),
            Self::Newest(key, _) => write!(
                f,
                "this computer saw it as the newest version of this {}: look for it in a backup or on \
                 another computer",
                key.kind()
            ),
            Self::Placeholder(_) => f.write_str(
                "it is a placeholder: let the synchronising program download the file",
            ),
        }
    }
}

impl Report {
    fn add(&mut self, other: Report) {
        self.records += other.records;
        self.damaged.extend(other.damaged);
        self.two_versions.extend(other.two_versions);
        self.unsealed.extend(other.unsealed);
        self.missing.extend(other.missing);
    }

    fn foreign(&mut self, files: Vec<PathBuf>) {
        let foreign = files.into_iter().map(|file| Problem { file, damage: Damage::Foreign });
        self.damaged.extend(foreign);
    }
}

impl Store {
    /// Reads every file, on all cores. One part of the progress is one client.
    pub fn verify(&self, progress: &Progress) -> Result<Report, StoreError> {
        let root = self.list_root()?;
        let mut report = self.verify_records(&root.records);
        report.foreign(root.foreign);
        report.missing.extend(root.placeholders.into_iter().map(Missing::Placeholder));
        report.foreign(self.foreign_clients()?);
        let clients = self.clients()?;
        progress.add_parts(clients.len());
        let found: Result<Vec<Report>, StoreError> = clients
            .into_par_iter()
            .map(|client| {
                progress.check()?;
                let listing = match self.list(client) {
                    // Something else than a readable folder: that stops nothing else.
                    Err(StoreError::Read { source, .. }) => {
                        let damage = Damage::Unreadable(source);
                        let problem = Problem { file: client_folder(client), damage };
                        progress.step()?;
                        return Ok(Report { damaged: vec![problem], ..Report::default() });
                    }
                    listing => listing?,
                };
                let mut found = self.verify_records(&listing.records);
                found.foreign(listing.foreign);
                let held_back = listing.placeholders.into_iter().map(Missing::Placeholder);
                found.missing.extend(held_back);
                let own = || listing.records.iter().filter(|file| !self.is_proposal(file));
                let has = |is_it: fn(&Key) -> bool| own().any(|file| is_it(&file.key));
                if has(|key| matches!(key, Key::Plan(..)))
                    && !has(|key| matches!(key, Key::Client(_)))
                {
                    found.missing.push(Missing::Client(client));
                }
                progress.step()?;
                Ok(found)
            })
            .collect();
        found?.into_iter().for_each(|found| report.add(found));
        report.damaged.sort_by(|a, b| a.file.cmp(&b.file));
        report.two_versions.sort_unstable();
        report.missing.sort_unstable();
        Ok(report)
    }

    fn verify_records(&self, files: &[RecordFile]) -> Report {
        let mut report = Report::default();
        // The files of a record stand together.
        for files in files.chunk_by(|a, b| a.key == b.key) {
            let Some(key) = files.first().map(|file| file.key) else { continue };
            match key {
                Key::Settings => self.verify_record::<Settings>(key, files, &mut report),
                Key::Vault => {
                    self.verify_record::<WrappedKey>(key, files, &mut report);
                    report.damaged.extend(self.forged_keys(files));
                }
                Key::Client(_) => self.verify_record::<Client>(key, files, &mut report),
                Key::Plan(_, _) => self.verify_record::<PlanRecord>(key, files, &mut report),
            }
        }
        let unsealed = files.iter().filter(|file| self.is_proposal(file));
        report.unsealed.extend(unsealed.map(RecordFile::path));
        report
    }

    /// Files with a wrapped key that who has the key of this practice didn't write.
    fn forged_keys(&self, files: &[RecordFile]) -> Vec<Problem> {
        let Some(seal) = self.seal.as_ref().filter(|seal| !seal.believes_unproven()) else {
            return Vec::new();
        };
        let keys: History<WrappedKey> = self.history(Key::Vault, files);
        let forged = files.iter().filter(|file| {
            let version = keys.revision(file.revision);
            file.key == Key::Vault && version.is_some_and(|version| !keys::is_proven(seal, version))
        });
        forged.map(|file| Problem { file: file.path(), damage: Damage::Forged }).collect()
    }

    fn verify_record<T: DeserializeOwned>(
        &self,
        key: Key,
        files: &[RecordFile],
        report: &mut Report,
    ) {
        let history: History<T> = self.history(key, files);
        report.records += 1;
        if history.has_two_versions() {
            report.two_versions.push(key);
        }
        // A key that was wrapped anew takes the place of the older ones.
        if key != Key::Vault {
            let is_there = |id| files.iter().any(|file| file.key == key && file.revision == id);
            let missing = history.missing_parents(is_there).into_iter();
            report.missing.extend(missing.map(|id| Missing::Parent(key, id)));
        }
        let is_damaged = |problem: &Problem| !matches!(problem.damage, Damage::Proposal);
        report.damaged.extend(history.into_problems().into_iter().filter(is_damaged));
    }
}
