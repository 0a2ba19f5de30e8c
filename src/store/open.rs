//! Making and opening a practice folder.
//!
//! A folder is a practice by its marker, `practice.ron`, which is written once. It is sealed when
//! there is a wrapped key in it; opening then needs the passphrase or the recovery key.

use std::fs;
use std::path::Path;

use age::secrecy::SecretString;
use jiff::Timestamp;

use super::error::StoreError;
use super::files::Files;
use super::folder::{Alive, Listing, Store, Swept};
use super::history::{History, Problem};
use super::marker::{self, read_marker};
use super::name::{CLIENTS, Key, MARKER, is_passed_over};
use super::revision::Damage;
use super::seal::{Seal, SealError, WrappedKey};
use super::vault;
use crate::model::PracticeId;

/// A folder that was opened.
#[derive(Debug)]
pub enum Opened {
    /// It can be read.
    Open(Store),
    /// It is sealed.
    Sealed(Locked),
}

/// A sealed practice without its key.
#[derive(Debug)]
pub struct Locked {
    store: Store,
    keys: History<WrappedKey>,
}

impl Opened {
    /// The store, where no passphrase is needed.
    pub fn open(self) -> Result<Store, StoreError> {
        match self {
            Self::Open(store) => Ok(store),
            Self::Sealed(_) => Err(StoreError::Locked),
        }
    }
}

impl Locked {
    /// The folder.
    pub fn root(&self) -> &Path {
        self.store.root()
    }

    /// The practice that lives in it.
    pub fn practice(&self) -> PracticeId {
        self.store.practice
    }

    /// Opens it with its passphrase. Slow on purpose, about a second.
    pub fn unlock(&self, passphrase: &SecretString) -> Result<Store, StoreError> {
        let mut refused = None;
        // Where the passphrase was changed in two places, either opens.
        for key in self.keys.heads().filter_map(|head| head.content.record()) {
            match Seal::unwrap(key, passphrase) {
                Ok(seal) => return Ok(self.with(seal)),
                Err(error) => refused = Some(error),
            }
        }
        Err(refused.map_or(StoreError::NoKey, StoreError::Seal))
    }

    /// Opens it with the recovery key that was printed when it was sealed.
    pub fn recover(&self, words: &str) -> Result<Store, StoreError> {
        let store = self.with(Seal::of_recovery_key(words)?);
        let opens = |listing: Listing| {
            let mut sealed = listing.records.into_iter().filter(|file| file.sealed);
            sealed.any(|file| store.bytes(&file).is_ok())
        };
        // A key of another practice would open it, and show every record as damaged.
        if opens(store.list_root()?) {
            return Ok(store);
        }
        for client in store.clients()? {
            if opens(store.list(client)?) {
                return Ok(store);
            }
        }
        Err(SealError::Passphrase.into())
    }

    fn with(&self, seal: Seal) -> Store {
        Store { seal: Some(seal), ..self.store.clone() }
    }
}

impl Store {
    /// Makes a practice in a new or empty folder.
    pub fn create(root: &Path, at: Timestamp) -> Result<Self, StoreError> {
        Self::create_with(root, PracticeId::fresh(at), Files::default())
    }

    /// Makes a practice with this id, by these operations.
    pub fn create_with(
        root: &Path,
        practice: PracticeId,
        files: Files,
    ) -> Result<Self, StoreError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Save { path, source }
        };
        // A practice whose swap was cut off is there, only under another name.
        vault::put_back(root, &files)?;
        check_empty(root)?;
        files.make_folder(root).map_err(failed(root))?;
        let clients = root.join(CLIENTS);
        files.make_folder(&clients).map_err(failed(&clients))?;
        let target = root.join(MARKER);
        let marker = marker::write(practice)?;
        files.write_new(&target, marker.as_bytes()).map_err(failed(&target))?;
        Ok(Self {
            root: root.to_owned(),
            practice,
            files,
            seal: None,
            alive: Alive::default(),
            swept: Swept::default(),
        })
    }

    /// Opens a practice folder.
    pub fn open(root: &Path) -> Result<Opened, StoreError> {
        Self::open_with(root, Files::default())
    }

    /// Opens a practice folder, which is written by these operations.
    pub fn open_with(root: &Path, files: Files) -> Result<Opened, StoreError> {
        let practice = match read_marker(root) {
            Err(StoreError::Missing(_)) if vault::put_back(root, &files)? => read_marker(root)?,
            read => read?,
        };
        let store = Self {
            root: root.to_owned(),
            practice,
            files,
            seal: None,
            alive: Alive::default(),
            swept: Swept::default(),
        };
        let records = store.list_root()?.records;
        let keys: History<WrappedKey> = store.history(Key::Vault, &records);
        // A file of another kind that was given the name of a key doesn't seal the practice.
        let is_foreign = |problem: &Problem| matches!(problem.damage, Damage::OtherRecord);
        let has_key = !keys.revisions().is_empty() || !keys.problems().iter().all(is_foreign);
        if has_key || records.iter().any(|file| file.sealed) || store.has_sealed_clients_alone()? {
            return Ok(Opened::Sealed(Locked { store, keys }));
        }
        Ok(Opened::Open(store))
    }

    /// Whether clients have sealed records alone: where the key is gone, nothing readable must be
    /// written beside them. One that another computer sealed too late doesn't seal a practice.
    fn has_sealed_clients_alone(&self) -> Result<bool, StoreError> {
        let mut is_sealed = false;
        for client in self.clients()? {
            let records = match self.list(client) {
                Err(StoreError::Read { .. }) => continue,
                listing => listing?.records,
            };
            if records.iter().any(|file| !file.sealed) {
                return Ok(false);
            }
            is_sealed |= !records.is_empty();
        }
        Ok(is_sealed)
    }
}

fn check_empty(root: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::Read { path: root.to_owned(), source };
    match fs::metadata(root) {
        Err(absent) if absent.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(refused) => return Err(failed(refused)),
        Ok(there) if !there.is_dir() => return Err(StoreError::NotAFolder(root.to_owned())),
        Ok(_) => {}
    }
    for entry in fs::read_dir(root).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        // What was stopped before the marker was written leaves an empty folder of clients.
        let is_start = name == CLIENTS
            && fs::read_dir(root.join(CLIENTS)).is_ok_and(|mut clients| clients.next().is_none());
        if !is_start && !is_passed_over(&name.to_string_lossy()) {
            return Err(StoreError::NotEmpty(root.to_owned()));
        }
    }
    Ok(())
}
