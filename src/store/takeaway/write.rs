//! A practice into one file: clients are read a few at a time, and none is held longer.

use std::io::{BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{
    FORMAT, MANIFEST, TakeawayError, TakeawayManifest, TakenCounts, TakenEntry, TakenRecord,
    entry_name,
};
use crate::model::ClientId;
use crate::store::backup::MOST_FILES;
use crate::store::error::StoreError;
use crate::store::files::{Files, Passing};
use crate::store::folder::Store;
use crate::store::history::History;
use crate::store::name::Key;
use crate::store::progress::Progress;
use crate::store::write::{Existing, refusal, target};
use crate::text::to_json;

/// Clients that are read at once.
const AT_ONCE: usize = 32;
/// Bytes that are written in one go.
const PART: usize = 1024 * 1024;

/// What was taken away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenAway {
    /// How many of what.
    pub counts: TakenCounts,
    /// Clients and plans that were removed, and stay behind.
    pub removed: usize,
    /// Records of which some version can't be read, the last whole one was taken.
    pub damaged: Vec<Key>,
    /// Records of which none can be read, in words.
    pub lost: Vec<String>,
}

/// Writes a practice into a file. One part of the progress is one client.
///
/// # Errors
/// The practice can't be read, the file can't be written, or somebody asked to stop: then no file is
/// there, or the one that was.
pub fn write(
    store: &Store,
    out: &Path,
    knowledge: &str,
    existing: Existing,
    progress: &Progress,
) -> Result<TakenAway, TakeawayError> {
    let target = target(out, existing)?;
    let files = Files::default();
    let mut new = files.begin(&target).map_err(|source| refusal(out, source))?;
    let taken = pack(&mut new, store, out, knowledge, progress)?;
    new.sync().map_err(|source| refusal(out, source))?;
    let kept = match existing {
        Existing::Refuse => new.keep_new(&target),
        Existing::Replace => new.keep_over(&target),
    };
    kept.map_err(|source| refusal(out, source))?;
    Ok(taken)
}

/// What one client comes to.
#[derive(Default)]
struct Packed {
    entries: Vec<(String, Vec<u8>)>,
    taken: TakenAway,
}

fn pack(
    new: &mut Passing,
    store: &Store,
    out: &Path,
    knowledge: &str,
    progress: &Progress,
) -> Result<TakenAway, TakeawayError> {
    let failed = |source| TakeawayError::from(refusal(out, source));
    let mut buffer = BufWriter::with_capacity(PART, &mut *new);
    let mut zip = ZipWriter::new_stream(&mut buffer);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o600);
    let mut taken = TakenAway::default();
    let mut files: Vec<TakenEntry> = Vec::new();
    let mut put = |packed: Packed, taken: &mut TakenAway| -> Result<(), TakeawayError> {
        taken.add(packed.taken);
        for (name, bytes) in packed.entries {
            if files.len() == MOST_FILES {
                return Err(TakeawayError::TooMany(store.root().to_owned()));
            }
            zip.start_file(name.as_str(), options).map_err(|fault| failed(fault.into()))?;
            zip.write_all(&bytes).map_err(failed)?;
            files.push(TakenEntry::of(name, &bytes));
        }
        Ok(())
    };
    let mut settings = Packed::default();
    settings.record(Key::Settings, &store.settings()?)?;
    put(settings, &mut taken)?;
    let clients = store.clients()?;
    progress.add_parts(clients.len());
    for some in clients.chunks(AT_ONCE) {
        let packed: Vec<Packed> =
            some.par_iter().map(|id| client(store, *id)).collect::<Result<_, _>>()?;
        for packed in packed {
            put(packed, &mut taken)?;
            progress.step()?;
        }
    }
    let manifest = TakeawayManifest {
        format: FORMAT.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        knowledge: knowledge.to_owned(),
        counts: taken.counts,
        files,
    };
    zip.start_file(MANIFEST, options).map_err(|fault| failed(fault.into()))?;
    zip.write_all(to_json(&manifest)?.as_bytes()).map_err(failed)?;
    zip.finish().map_err(|fault| failed(fault.into()))?;
    buffer.flush().map_err(failed)?;
    Ok(taken)
}

fn client(store: &Store, id: ClientId) -> Result<Packed, TakeawayError> {
    let mut packed = Packed::default();
    let folder = match store.client(id) {
        Ok(folder) => folder,
        Err(StoreError::NoSuchClient(_)) => return Ok(packed),
        Err(unreadable) => {
            packed.taken.lost.push(unreadable.to_string());
            return Ok(packed);
        }
    };
    if folder.summary().is_none() {
        let is_erased = folder.client.is_erased() || folder.client.is_empty();
        packed.taken.removed += usize::from(!is_erased);
        return Ok(packed);
    }
    packed.taken.counts.clients += 1;
    packed.record(Key::Client(id), &folder.client)?;
    for (plan, history) in &folder.plans {
        if history.is_removed() {
            packed.taken.removed += 1;
        } else {
            packed.taken.counts.plans += 1;
            packed.record(Key::Plan(id, *plan), history)?;
        }
    }
    Ok(packed)
}

impl Packed {
    fn record<T: Clone + Serialize>(
        &mut self,
        key: Key,
        history: &History<T>,
    ) -> Result<(), TakeawayError> {
        let Some(record) = TakenRecord::of(key, history) else {
            // A practice need not have said anything about itself.
            if key != Key::Settings || !history.is_empty() {
                self.taken.lost.push(format!("{}: no version of it can be read", said(key)));
            }
            return Ok(());
        };
        if !history.problems().is_empty() {
            self.taken.damaged.push(key);
        }
        if key != Key::Settings {
            self.taken.counts.versions += record.versions.len();
        }
        self.entries.push((entry_name(key), to_json(&record)?.into_bytes()));
        Ok(())
    }
}

fn said(key: Key) -> String {
    match key {
        Key::Settings | Key::Vault => "the settings".to_owned(),
        Key::Client(client) => format!("client {client}"),
        Key::Plan(_, plan) => format!("plan {plan}"),
    }
}

impl TakenAway {
    fn add(&mut self, more: Self) {
        self.counts.clients += more.counts.clients;
        self.counts.plans += more.counts.plans;
        self.counts.versions += more.counts.versions;
        self.removed += more.removed;
        self.damaged.extend(more.damaged);
        self.lost.extend(more.lost);
    }
}
