//! Everything about one client, read whole or in part.
//!
//! Which plans need not be read, whoever asks says; the files alone are known here.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::error::StoreError;
use super::folder::{Listing, Store};
use super::glance::{Glance, Outside};
use super::history::History;
use super::name::{Key, client_folder};
use super::summary::KnownPlan;
use crate::model::{Client, ClientId, Outcome, PlanId, PlanRecord};
use crate::planner::course::Kept;

/// Everything about one client.
#[derive(Debug)]
pub struct ClientFolder {
    /// Whose folder it is.
    pub id: ClientId,
    /// What is known about the client.
    pub client: History<Client>,
    /// The plans; where the index knows some, those that were read.
    pub plans: BTreeMap<PlanId, Arc<History<PlanRecord>>>,
    /// The plans that were not read, because the index knows them.
    pub known: BTreeMap<PlanId, KnownPlan>,
    /// Files in the folder that are no records.
    pub foreign: Vec<PathBuf>,
    /// What the files of its records looked like before they were read, where that was looked at.
    pub(super) records: BTreeMap<Key, Outside>,
}

/// How a plan of a client's folder is come by.
pub(super) enum PlanPart {
    /// It is read.
    Read,
    /// It was read before, and its files look as they did then.
    WasRead(Arc<History<PlanRecord>>),
    /// The index knows it, and that is enough.
    Known(KnownPlan),
}

impl ClientFolder {
    /// The plans that were read and weren't removed, as a course is told of them: in the version saved
    /// last, with how often it was written down how each session went.
    pub fn kept(&self) -> impl Iterator<Item = Kept<'_>> {
        let present = self.plans.iter().filter(|(_, history)| !history.is_removed());
        present.filter_map(|(id, history)| {
            let record = history.heads().find_map(|head| head.content.record())?;
            Some(Kept { id: *id, record, versions: outcomes(history) })
        })
    }
}

/// How many different outcomes all versions of a plan tell of; 1 where there is none.
fn outcomes(history: &History<PlanRecord>) -> usize {
    let mut seen: Vec<&Outcome> = Vec::new();
    let records = history.revisions().iter().filter_map(|revision| revision.content.record());
    for record in records {
        let earlier = record.earlier.iter().map(|earlier| &earlier.outcome);
        for outcome in earlier.chain(&record.outcome) {
            if !seen.contains(&outcome) {
                seen.push(outcome);
            }
        }
    }
    seen.len().max(1)
}

impl Store {
    /// Reads everything about a client.
    ///
    /// Damaged and foreign files are reported in the result and stop nothing else.
    pub fn client(&self, id: ClientId) -> Result<ClientFolder, StoreError> {
        let listing = self.list(id)?;
        let glance = Glance { listing, whole: Outside::default(), records: BTreeMap::new() };
        self.client_in_part(id, glance, |_, _| PlanPart::Read)
    }

    /// Reads a client's own record, and of the plans in a folder those that it is told to read.
    pub(super) fn client_in_part(
        &self,
        id: ClientId,
        glance: Glance,
        part: impl Fn(PlanId, Option<&Outside>) -> PlanPart,
    ) -> Result<ClientFolder, StoreError> {
        let Glance { listing, records, .. } = glance;
        if listing.records.is_empty() && !self.root.join(client_folder(id)).is_dir() {
            return Err(StoreError::NoSuchClient(id));
        }
        let mut folder = ClientFolder {
            id,
            client: History::default(),
            plans: BTreeMap::new(),
            known: BTreeMap::new(),
            foreign: listing.foreign,
            records,
        };
        // The files of a record stand together.
        for files in listing.records.chunk_by(|a, b| a.key == b.key) {
            let Some(key) = files.first().map(|file| file.key) else { continue };
            let Key::Plan(_, plan) = key else {
                folder.client = self.history(key, files);
                continue;
            };
            match part(plan, folder.records.get(&key)) {
                PlanPart::Read => {
                    drop(folder.plans.insert(plan, Arc::new(self.history(key, files))));
                }
                PlanPart::WasRead(history) => drop(folder.plans.insert(plan, history)),
                PlanPart::Known(known) => drop(folder.known.insert(plan, known)),
            }
        }
        Ok(folder)
    }

    /// Reads all versions of a client's own record, and none of the plans.
    pub fn client_record(&self, id: ClientId) -> Result<History<Client>, StoreError> {
        let Listing { records, foreign, .. } = self.list(id)?;
        // A folder without a single file is what a crash before the first save leaves.
        if records.is_empty() && foreign.is_empty() {
            return Err(StoreError::NoSuchClient(id));
        }
        Ok(self.history(Key::Client(id), &records))
    }
}
