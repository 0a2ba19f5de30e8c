//! Taking a practice in that was taken away elsewhere, record by record: each is whole on the disk
//! before the next of its client, and the client before the plans.
//!
//! A record that is there in these versions is passed over. One that is there in others is a
//! duplicate: nothing is taken in until somebody says what becomes of those.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::archive::{AnyRecord, Takeaway};
use super::{TakeawayError, TakenRecord};
use crate::model::{ClientId, PlanId};
use crate::store::error::StoreError;
use crate::store::folder::Store;
use crate::store::history::History;
use crate::store::name::{Key, RecordFile};
use crate::store::progress::Progress;

/// What becomes of a record that the practice has in other versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDuplicate {
    /// Nothing is taken in, and an error names it.
    Refuse,
    /// It is added beside the one that is there, under another id.
    Add,
    /// The one that is there stays, and it is left out.
    Skip,
}

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Clients that were added, with the names that they have.
    pub clients: Vec<(ClientId, String)>,
    /// How many plans were added.
    pub plans: usize,
    /// How many records were there already.
    pub there: usize,
    /// How many stayed as they were, because they are there in other versions.
    pub skipped: usize,
    /// How many were added under another id.
    pub renamed: usize,
    /// Clients that were erased from this practice, and aren't brought back.
    pub erased: Vec<ClientId>,
}

/// How a record stands to the practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It isn't there, or was cut off while it was taken in.
    New,
    /// It is there.
    There,
    /// It is there in other versions.
    Other,
    /// Its client was erased.
    Erased,
}

/// Takes a practice in. Two or three parts of the progress are one record.
///
/// # Errors
/// The file isn't whole, or holds duplicates that nobody decided on: then nothing was taken in. The
/// disk refuses, or somebody asked to stop: then some is there, and the same again takes in the rest.
pub fn take(
    store: &Store,
    archive: &mut Takeaway,
    on_duplicate: OnDuplicate,
    progress: &Progress,
) -> Result<Taken, TakeawayError> {
    let mut keys: Vec<(Key, usize, String)> =
        archive.keys().enumerate().map(|(at, (key, hash))| (key, at, hash.to_owned())).collect();
    // Settings, then each client before the plans: whatever the order in which they stand there.
    keys.sort_by_key(|(key, ..)| (key.client(), *key));
    archive.check(progress)?;
    let there = Practice::of(store, keys.iter().filter_map(|(key, ..)| key.client()))?;
    let known: Vec<usize> =
        keys.iter().filter(|(key, ..)| there.has(*key)).map(|(_, at, _)| *at).collect();
    let mut standings: BTreeMap<usize, Standing> = BTreeMap::new();
    archive.each(&known, progress, |records| {
        let found = records.par_iter().map(|(at, record)| (*at, there.standing(record)));
        standings.extend(found.collect::<Vec<_>>());
        Ok(())
    })?;
    let is_other = |at: &usize| standings.get(at) == Some(&Standing::Other);
    let duplicates: Vec<Key> =
        keys.iter().filter(|(_, at, _)| is_other(at)).map(|(key, ..)| *key).collect();
    if on_duplicate == OnDuplicate::Refuse && !duplicates.is_empty() {
        return Err(TakeawayError::Duplicates(duplicates));
    }
    let targets = Targets::new(store, &keys, &duplicates, on_duplicate);
    let mut taken = Taken::default();
    let mut wanted = Vec::new();
    for (key, at, _) in &keys {
        let erased = key.client().filter(|client| there.erased.contains(client));
        match standings.get(at) {
            _ if erased.is_some() => taken.note_erased(erased),
            // The practice has said something about itself.
            Some(_) if *key == Key::Settings => {}
            Some(Standing::There) if targets.is_own(*key) => taken.there += 1,
            Some(Standing::Other) if on_duplicate == OnDuplicate::Skip => taken.skipped += 1,
            Some(Standing::Erased) => taken.note_erased(key.client()),
            Some(Standing::There | Standing::Other | Standing::New) | None => wanted.push(*at),
        }
    }
    archive.each(&wanted, progress, |records| {
        let (first, then): (Vec<_>, Vec<_>) =
            records.into_iter().partition(|(_, record)| !matches!(record, AnyRecord::Plan(_)));
        for some in [first, then] {
            let saved: Vec<Saved> = some
                .into_par_iter()
                .map(|(_, record)| targets.save(&there, record))
                .collect::<Result<_, _>>()?;
            for saved in saved {
                taken.add(saved);
            }
        }
        Ok(())
    })?;
    Ok(taken)
}

/// What the practice has of the clients in the file.
struct Practice<'a> {
    store: &'a Store,
    files: BTreeMap<ClientId, Vec<RecordFile>>,
    /// The records of which there are files.
    keys: BTreeSet<Key>,
    erased: BTreeSet<ClientId>,
}

impl<'a> Practice<'a> {
    fn of(store: &'a Store, clients: impl Iterator<Item = ClientId>) -> Result<Self, StoreError> {
        let own: BTreeSet<ClientId> = store.clients()?.into_iter().collect();
        let mut there =
            Self { store, files: BTreeMap::new(), keys: BTreeSet::new(), erased: BTreeSet::new() };
        if !store.settings()?.is_empty() {
            there.keys.insert(Key::Settings);
        }
        let wanted: BTreeSet<ClientId> = clients.filter(|client| own.contains(client)).collect();
        for client in wanted {
            let files = store.list(client)?.records;
            there.keys.extend(files.iter().map(|file| file.key));
            if store.tombstones(client, &files).next().is_some() {
                there.erased.insert(client);
            }
            there.files.insert(client, files);
        }
        Ok(there)
    }

    fn has(&self, key: Key) -> bool {
        self.keys.contains(&key)
    }

    fn standing(&self, record: &AnyRecord) -> Standing {
        match record {
            // What the practice says about itself is its own business.
            AnyRecord::Settings(_) => Standing::There,
            AnyRecord::Client(record) => self.of_record(record.key(), record),
            AnyRecord::Plan(record) => self.of_record(record.key(), record),
        }
    }

    fn of_record<T: DeserializeOwned + PartialEq>(
        &self,
        key: Key,
        record: &TakenRecord<T>,
    ) -> Standing {
        let client = key.client();
        if client.is_some_and(|client| self.erased.contains(&client)) {
            return Standing::Erased;
        }
        let files = client.and_then(|client| self.files.get(&client));
        match files {
            Some(files) => standing(&self.store.history(key, files), record),
            None => Standing::New,
        }
    }
}

pub(super) fn is_there<T: PartialEq>(history: &History<T>, record: &TakenRecord<T>) -> bool {
    let says = |told: &T| history.heads().any(|head| head.content.record() == Some(told));
    record.versions.iter().all(|version| {
        history.revision(version.revision).is_some() || version.record.as_ref().is_some_and(says)
    })
}

fn standing<T: PartialEq>(history: &History<T>, record: &TakenRecord<T>) -> Standing {
    if history.is_empty() {
        return Standing::New;
    }
    if is_there(history, record) {
        return Standing::There;
    }
    // Taken in by one that was stopped between two versions.
    let is_part = history.problems().is_empty()
        && history
            .revisions()
            .iter()
            .all(|there| record.versions.iter().any(|version| version.revision == there.id));
    if is_part { Standing::New } else { Standing::Other }
}

/// Under which ids records are saved.
struct Targets<'a> {
    store: &'a Store,
    clients: BTreeMap<ClientId, ClientId>,
    plans: BTreeMap<PlanId, PlanId>,
}

/// What became of one record.
enum Saved {
    Client(ClientId, String),
    Plan { is_renamed: bool },
    RenamedClient(ClientId, String),
    There,
    Settings,
}

impl<'a> Targets<'a> {
    fn new(
        store: &'a Store,
        keys: &[(Key, usize, String)],
        duplicates: &[Key],
        on_duplicate: OnDuplicate,
    ) -> Self {
        let mut targets = Self { store, clients: BTreeMap::new(), plans: BTreeMap::new() };
        if on_duplicate != OnDuplicate::Add {
            return targets;
        }
        let duplicates: BTreeSet<Key> = duplicates.iter().copied().collect();
        // Clients come before their plans.
        for (key, _, hash) in keys {
            match *key {
                Key::Client(client) if duplicates.contains(key) => {
                    let random = targets.random("client", hash);
                    let at = client.made_at().unwrap_or(Timestamp::UNIX_EPOCH);
                    targets.clients.insert(client, ClientId::seeded(at, random));
                }
                Key::Plan(client, plan)
                    if duplicates.contains(key) || targets.clients.contains_key(&client) =>
                {
                    let random = targets.random("plan", hash);
                    let at = plan.made_at().unwrap_or(Timestamp::UNIX_EPOCH);
                    targets.plans.insert(plan, PlanId::seeded(at, random));
                }
                Key::Settings | Key::Vault | Key::Client(_) | Key::Plan(_, _) => {}
            }
        }
        targets
    }

    /// The same for the same file in the same practice: taken in twice, nothing is there twice.
    fn random(&self, kind: &str, hash: &str) -> [u8; 10] {
        let mut hasher = blake3::Hasher::new();
        for part in [kind.as_bytes(), self.store.practice().as_bytes(), hash.as_bytes()] {
            hasher.update(part);
            hasher.update(&[0]);
        }
        let mut random = [0; 10];
        hasher.finalize_xof().fill(&mut random);
        random
    }

    /// Whether a record keeps its ids.
    fn is_own(&self, key: Key) -> bool {
        self.target(key) == key
    }

    fn target(&self, key: Key) -> Key {
        let client = |id: ClientId| self.clients.get(&id).copied().unwrap_or(id);
        match key {
            Key::Settings | Key::Vault => key,
            Key::Client(id) => Key::Client(client(id)),
            Key::Plan(id, plan) => {
                Key::Plan(client(id), self.plans.get(&plan).copied().unwrap_or(plan))
            }
        }
    }

    fn save(&self, there: &Practice<'_>, record: AnyRecord) -> Result<Saved, TakeawayError> {
        match record {
            AnyRecord::Settings(record) => {
                self.save_record(there, Key::Settings, &record)?;
                Ok(Saved::Settings)
            }
            AnyRecord::Client(record) => {
                let key = record.key();
                let target = self.target(key);
                if !self.save_record(there, target, &record)? {
                    return Ok(Saved::There);
                }
                let named = record.versions.iter().find_map(|version| version.record.as_ref());
                let name = named.map(|client| client.name.clone()).unwrap_or_default();
                Ok(match target.client() {
                    Some(id) if target != key => Saved::RenamedClient(id, name),
                    Some(id) => Saved::Client(id, name),
                    None => Saved::There,
                })
            }
            AnyRecord::Plan(record) => {
                let key = record.key();
                let target = self.target(key);
                if !self.save_record(there, target, &record)? {
                    return Ok(Saved::There);
                }
                Ok(Saved::Plan { is_renamed: target != key })
            }
        }
    }

    /// Saves the versions that aren't there; false where all are.
    fn save_record<T: Clone + PartialEq + Serialize + DeserializeOwned>(
        &self,
        there: &Practice<'_>,
        target: Key,
        record: &TakenRecord<T>,
    ) -> Result<bool, TakeawayError> {
        let is_known = there.has(target) || !self.is_own(record.key());
        let history: History<T> = match target.client() {
            Some(client) if is_known => {
                self.store.history(target, &self.store.list(client)?.records)
            }
            Some(_) | None => History::default(),
        };
        if standing(&history, record) == Standing::There {
            return Ok(false);
        }
        for version in &record.versions {
            if history.revision(version.revision).is_none() {
                self.store.save_as(target, version.revision())?;
            }
        }
        Ok(true)
    }
}

impl Taken {
    fn add(&mut self, saved: Saved) {
        match saved {
            Saved::Client(id, name) => self.clients.push((id, name)),
            Saved::RenamedClient(id, name) => {
                self.clients.push((id, name));
                self.renamed += 1;
            }
            Saved::Plan { is_renamed } => {
                self.plans += 1;
                self.renamed += usize::from(is_renamed);
            }
            Saved::There => self.there += 1,
            Saved::Settings => {}
        }
    }

    fn note_erased(&mut self, client: Option<ClientId>) {
        self.erased.extend(client.filter(|client| self.erased.last() != Some(client)));
    }
}
