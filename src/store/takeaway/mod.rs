//! A whole practice for taking away: one zip file with every client and plan as JSON, that any
//! program can read and this one takes in again.
//!
//! ```text
//! settings.json
//! clients/<client id>/client.json
//! clients/<client id>/plan-<plan id>.json
//! manifest.json                            last: format, counts, length and hash of each file
//! ```
//! A file holds the versions of a record that count: mostly one, several where it was changed in two
//! places. Earlier versions stay behind, and so does what was removed: a backup carries those. What is
//! taken away is readable, whatever the practice is. The same practice gives the same bytes.
//!
//! Taking in, nothing of a stranger's file is believed before all of it was held against its hashes and
//! read; no name in it becomes a path. What is there already, version for version, is passed over, so
//! that one that was stopped goes on where it was.

mod archive;
mod error;
mod file;
mod take;
mod write;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::folder::Store;
use super::history::History;
use super::name::Key;
use super::revision::{Content, Revision};
use crate::model::{Client, ClientId, PlanId, RevisionId};

pub use archive::Takeaway;
pub use error::TakeawayError;
pub use file::TakenFile;
pub use take::{OnDuplicate, Taken, take};
pub use write::{TakenAway, write};

/// The format of the whole.
const FORMAT: &str = "ischia-practice/2";
/// What is read too: sessions were told of in fewer words.
const OLDER: &str = "ischia-practice/1";
/// The entry that names all others.
const MANIFEST: &str = "manifest.json";
/// The entry with what the practice says about itself.
const SETTINGS: &str = "settings.json";
/// The folder of all others.
const CLIENTS: &str = "clients/";

/// A version of a record, without those that it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenVersion<T> {
    /// Its id.
    pub revision: RevisionId,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What it says; nothing where it says that the record was removed.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub record: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// The versions of a record that count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenRecord<T> {
    /// `ischia-client/1` and the like.
    pub format: String,
    /// Whose it is; none for settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    /// Which plan; none for all else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// The versions, the one saved last first.
    pub versions: Vec<TakenVersion<T>>,
}

impl<T: Clone> TakenRecord<T> {
    /// The versions that count of a history: its heads, or the last one before it was removed. None
    /// where no version can be read.
    fn of(key: Key, history: &History<T>) -> Option<Self> {
        let heads: Vec<&Revision<T>> =
            if history.is_removed() { history.told().collect() } else { history.heads().collect() };
        let versions: Vec<TakenVersion<T>> = heads.into_iter().map(TakenVersion::of).collect();
        let (client, plan) = match key {
            Key::Settings | Key::Vault => (None, None),
            Key::Client(client) => (Some(client), None),
            Key::Plan(client, plan) => (Some(client), Some(plan)),
        };
        let is_told = versions.iter().any(|version| version.record.is_some());
        is_told.then(|| Self { format: format_of(key).to_owned(), client, plan, versions })
    }
}

impl<T> TakenRecord<T> {
    /// Which record it says it is.
    pub fn key(&self) -> Key {
        match (self.client, self.plan) {
            (None, _) => Key::Settings,
            (Some(client), None) => Key::Client(client),
            (Some(client), Some(plan)) => Key::Plan(client, plan),
        }
    }
}

impl<T: Clone + PartialEq + Serialize> TakenRecord<T> {
    /// Whether all of its versions are in a history, or say what one of its heads says.
    pub fn is_in(&self, history: &History<T>) -> bool {
        take::is_there(history, self)
    }

    /// Saves all of its versions as those of this record.
    pub fn save(&self, store: &Store, target: Key) -> Result<(), StoreError> {
        for version in &self.versions {
            store.save_as(target, version.revision())?;
        }
        Ok(())
    }
}

impl<T: Clone> TakenVersion<T> {
    fn of(revision: &Revision<T>) -> Self {
        Self {
            revision: revision.id,
            saved: revision.saved,
            by: revision.by.clone(),
            record: revision.content.record().cloned(),
        }
    }

    /// The version as a practice keeps it. It comes after none: those stayed behind.
    fn revision(&self) -> Revision<T> {
        Revision {
            id: self.revision,
            parents: Vec::new(),
            ancestors: Vec::new(),
            saved: self.saved,
            by: self.by.clone(),
            content: self.record.clone().map_or(Content::Removed, Content::Is),
        }
    }
}

/// The format of a record's file.
fn format_of(key: Key) -> &'static str {
    match key {
        Key::Settings | Key::Vault => "ischia-settings/1",
        Key::Client(_) => "ischia-client/1",
        Key::Plan(_, _) => "ischia-plan-record/2",
    }
}

/// Whether a record's file says that it holds such a record, in this format or in an older one.
fn is_format_of(key: Key, format: &str) -> bool {
    let is_older = matches!(key, Key::Plan(_, _)) && format == "ischia-plan-record/1";
    is_older || format == format_of(key)
}

/// How many of what there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenCounts {
    /// Clients who weren't removed.
    pub clients: usize,
    /// Their plans that weren't removed.
    pub plans: usize,
    /// Versions of all of them.
    pub versions: usize,
}

/// What the last entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeawayManifest {
    format: String,
    /// The version of the program that wrote it.
    program: String,
    /// The version of the clinical knowledge that the program carried.
    knowledge: String,
    counts: TakenCounts,
    files: Vec<TakenEntry>,
}

/// A file of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakenEntry {
    name: String,
    bytes: u64,
    blake3: String,
}

impl TakenEntry {
    fn of(name: String, bytes: &[u8]) -> Self {
        let blake3 = blake3::hash(bytes).to_hex().to_string();
        Self { name, bytes: bytes.len() as u64, blake3 }
    }
}

/// The name of a record's entry.
fn entry_name(key: Key) -> String {
    match key {
        Key::Settings | Key::Vault => SETTINGS.to_owned(),
        Key::Client(client) => format!("{CLIENTS}{client}/client.json"),
        Key::Plan(client, plan) => format!("{CLIENTS}{client}/plan-{plan}.json"),
    }
}

/// The record that an entry of this name holds; none for every other name.
fn key_of(name: &str) -> Option<Key> {
    if name == SETTINGS {
        return Some(Key::Settings);
    }
    let (client, file) = name.strip_prefix(CLIENTS)?.split_once('/')?;
    let client = ClientId::parse(client).ok()?;
    let stem = file.strip_suffix(".json")?;
    if stem == "client" {
        return Some(Key::Client(client));
    }
    let plan = PlanId::parse(stem.strip_prefix("plan-")?).ok()?;
    Some(Key::Plan(client, plan))
}

/// Why a client can't be called so; none where all is well.
pub fn check_name(client: &Client) -> Option<String> {
    let length = client.name.chars().count();
    if super::index::is_blank(&client.name) {
        Some("its name is blank".to_owned())
    } else if length > Client::LONGEST_NAME {
        let most = Client::LONGEST_NAME;
        Some(format!("its name has {length} characters, at most {most} are taken"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_records_and_no_others() {
        let client = ClientId::fresh(Timestamp::UNIX_EPOCH);
        let plan = PlanId::fresh(Timestamp::UNIX_EPOCH);
        for key in [Key::Settings, Key::Client(client), Key::Plan(client, plan)] {
            assert_eq!(key_of(&entry_name(key)), Some(key));
        }
        let own = entry_name(Key::Client(client));
        for other in [
            "",
            "..",
            "/etc/passwd",
            "clients/../settings.json",
            "clients\\x",
            &format!("/{own}"),
            &format!("../{own}"),
            &format!("{own}/x"),
            &own.to_uppercase(),
            &own.replace("client.json", "client.json.exe"),
            &own.replace("client.json", "plan-x.json"),
            &own.replace("clients/", "clients//"),
        ] {
            assert_eq!(key_of(other), None, "{other}");
        }
    }
}
