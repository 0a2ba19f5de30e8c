//! Making and opening a practice folder.
//!
//! A folder is a practice by its marker, `practice.ron`, which is written once. It is sealed when
//! there is a wrapped key in it; opening then needs the passphrase or the recovery key.

use std::fs;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files::Files;
use super::folder::{Listing, Store};
use super::history::History;
use super::name::{CLIENTS, Key, MARKER, is_passed_over};
use super::seal::{Seal, SealError, WrappedKey};
use super::vault;
use crate::model::PracticeId;
use crate::text::{self, Document, Format, Step};

const FORMAT: &str = "ischia-practice/1";

/// What `practice.ron` says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marker {
    format: String,
    id: PracticeId,
}

/// Only enough of a marker to tell its format.
#[derive(Deserialize)]
struct AnyMarker {
    format: String,
}

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
        let marker = text::to_ron(&Marker { format: FORMAT.to_owned(), id: practice })?;
        let target = root.join(MARKER);
        files.write_new(&target, marker.as_bytes()).map_err(failed(&target))?;
        Ok(Self { root: root.to_owned(), practice, files, seal: None })
    }

    /// Opens a practice folder.
    pub fn open(root: &Path) -> Result<Opened, StoreError> {
        Self::open_with(root, Files::default())
    }

    /// Opens a practice folder, which is written by these operations.
    pub fn open_with(root: &Path, files: Files) -> Result<Opened, StoreError> {
        let practice = match practice_of(root) {
            Err(StoreError::Missing(_)) if vault::put_back(root, &files)? => practice_of(root)?,
            read => read?,
        };
        let store = Self { root: root.to_owned(), practice, files, seal: None };
        let records = store.list_root()?.records;
        let is_sealed = records.iter().any(|file| file.key == Key::Vault || file.sealed);
        if !is_sealed {
            return Ok(Opened::Open(store));
        }
        let keys = store.history(Key::Vault, &records);
        Ok(Opened::Sealed(Locked { store, keys }))
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
        if !is_passed_over(&name.to_string_lossy()) {
            return Err(StoreError::NotEmpty(root.to_owned()));
        }
    }
    Ok(())
}

/// The practice that a folder says it is.
pub(super) fn practice_of(root: &Path) -> Result<PracticeId, StoreError> {
    let is_folder = fs::metadata(root).map(|there| there.is_dir());
    match is_folder {
        Ok(true) => {}
        Ok(false) => return Err(StoreError::NotAFolder(root.to_owned())),
        Err(absent) if absent.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Missing(root.to_owned()));
        }
        Err(source) => return Err(StoreError::Read { path: root.to_owned(), source }),
    }
    let path: PathBuf = root.join(MARKER);
    if !path.exists() {
        return Err(StoreError::NotAPractice(root.to_owned()));
    }
    let document = Document::read_as(&path, Format::Ron).map_err(StoreError::MarkerUnreadable)?;
    let any: AnyMarker = document.parse().map_err(StoreError::Marker)?;
    if any.format != FORMAT {
        let said = format!("`format` is “{}”", any.format);
        let fault = document.fault_at(&[Step::Field("format".to_owned())], said);
        return Err(StoreError::MarkerFormat(fault, FORMAT));
    }
    let marker: Marker = document.parse().map_err(StoreError::Marker)?;
    Ok(marker.id)
}
