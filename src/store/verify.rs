//! Reading every file of a practice and saying what is whole, damaged, or there in two versions.
//!
//! Looks and reports; mends nothing.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::folder::Store;
use super::history::{History, Problem};
use super::name::{Key, RecordFile};
use super::progress::Progress;
use super::revision::Damage;
use super::seal::WrappedKey;
use crate::model::{Client, PlanRecord, Settings};

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
}

impl Report {
    fn add(&mut self, other: Report) {
        self.records += other.records;
        self.damaged.extend(other.damaged);
        self.two_versions.extend(other.two_versions);
        self.unsealed.extend(other.unsealed);
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
        report.foreign(self.foreign_clients()?);
        let clients = self.clients()?;
        // A client is a part of the progress.
        progress.expect(clients.len());
        let found: Result<Vec<Report>, StoreError> = clients
            .into_par_iter()
            .map(|client| {
                progress.check()?;
                let listing = self.list(client)?;
                let mut found = self.verify_records(&listing.records);
                found.foreign(listing.foreign);
                progress.step()?;
                Ok(found)
            })
            .collect();
        found?.into_iter().for_each(|found| report.add(found));
        report.damaged.sort_by(|a, b| a.file.cmp(&b.file));
        report.two_versions.sort_unstable();
        Ok(report)
    }

    fn verify_records(&self, files: &[RecordFile]) -> Report {
        let keys: BTreeSet<Key> = files.iter().map(|file| file.key).collect();
        let mut report = Report::default();
        for key in keys {
            match key {
                Key::Settings => self.verify_record::<Settings>(key, files, &mut report),
                Key::Vault => self.verify_record::<WrappedKey>(key, files, &mut report),
                Key::Client(_) => self.verify_record::<Client>(key, files, &mut report),
                Key::Plan(_, _) => self.verify_record::<PlanRecord>(key, files, &mut report),
            }
        }
        if self.seal.is_some() {
            let unsealed = files.iter().filter(|file| !file.sealed && file.key != Key::Vault);
            report.unsealed.extend(unsealed.map(RecordFile::path));
        }
        report
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
        report.damaged.extend(history.into_problems());
    }
}
