//! Making and opening a practice folder.
//!
//! A folder is a practice by its marker, `practice.ron`, which is written once. It is sealed when
//! there is a wrapped key or any sealed record in it; opening then needs the passphrase or the
//! recovery key.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use age::secrecy::SecretString;
use jiff::Timestamp;
use rayon::prelude::*;

use super::error::StoreError;
use super::files::Files;
use super::folder::Store;
use super::history::{History, Problem};
use super::marker::{self, read_marker};
use super::name::{CLIENTS, Key, MARKER, RecordFile, client_folder, is_passed_over, may_be_sealed};
use super::process;
use super::revision::Damage;
use super::seal::{Provenance, Seal, SealError, WrappedKey};
use super::vault::{self, keys};
use super::write::check_outside;
use crate::model::{ClientId, PracticeId};

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
    /// A sealed record; there may be none yet.
    sealed: Option<PathBuf>,
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
    /// The folder of the practice.
    pub fn root(&self) -> &Path {
        self.store.root()
    }

    /// The practice that lives in it.
    pub fn practice(&self) -> PracticeId {
        self.store.practice
    }

    /// Opens it with its passphrase. Slow on purpose, about a second.
    pub fn unlock(&self, passphrase: &SecretString) -> Result<Store, StoreError> {
        process::guard();
        match keys::unlock(&self.keys, passphrase) {
            Ok(seal) => Ok(self.with(seal)),
            Err(StoreError::NoKey) if self.keys.is_empty() => {
                Err(self.sealed.clone().map_or(StoreError::NoKey, StoreError::KeyGone))
            }
            Err(error) => Err(error),
        }
    }

    /// Opens it with the recovery key that was printed when it was sealed.
    pub fn recover(&self, words: &str) -> Result<Store, StoreError> {
        process::guard();
        let seal = Seal::of_recovery_key(words)?;
        let store = self.with(seal.clone());
        // A key of another practice would open it, and show every record as damaged.
        if keys::proves(&self.keys, &seal) {
            return Ok(store);
        }
        let mut opens = false;
        let clients = store.clients()?.into_iter().map(|client| store.list_if_readable(client));
        for listing in std::iter::once(store.list_root()).chain(clients) {
            for file in listing?.records.iter().filter(|file| file.sealed) {
                match store.origin(file) {
                    Some(Provenance::Proven) => opens = true,
                    // Sealed before there were proofs, and not anew since: a key file would prove it.
                    Some(Provenance::Unproven) => {
                        seal.believe_unproven(true);
                        return Ok(store);
                    }
                    None => {}
                }
            }
        }
        if opens { Ok(store) } else { Err(SealError::Passphrase.into()) }
    }

    fn with(&self, seal: Seal) -> Store {
        Store { seal: Some(seal), ..self.store.clone() }
    }
}

/// Whether this program may not write into a folder, as far as the system says.
fn refuses_writing(folder: &Path) -> bool {
    #[cfg(unix)]
    return rustix::fs::access(folder, rustix::fs::Access::WRITE_OK)
        .is_err_and(|error| error != rustix::io::Errno::NOENT);
    #[cfg(not(unix))]
    return fs::metadata(folder).is_ok_and(|folder| folder.permissions().readonly());
}

impl Store {
    /// Whether nothing can be saved: the folder, or the disk that it lies on, is read-only for this
    /// program. Tries nothing: what only looks leaves no trace.
    pub fn is_read_only(&self) -> bool {
        refuses_writing(self.root()) || refuses_writing(&self.root().join(CLIENTS))
    }

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
        check_outside(root).map_err(|_| StoreError::Inside(root.to_owned()))?;
        files.make_folder(root).map_err(failed(root))?;
        let clients = root.join(CLIENTS);
        files.make_folder(&clients).map_err(failed(&clients))?;
        let target = root.join(MARKER);
        let marker = marker::write(practice)?;
        files.write_new(&target, marker.as_bytes()).map_err(failed(&target))?;
        Ok(Self::without_key(root, practice, files))
    }

    fn without_key(root: &Path, practice: PracticeId, files: Files) -> Self {
        Self { root: root.to_owned(), practice, files, seal: None, remembered: Arc::default() }
    }

    /// Opens a practice folder.
    pub fn open(root: &Path) -> Result<Opened, StoreError> {
        Self::open_with(root, Files::default())
    }

    /// Opens a practice folder, which is written by these operations.
    pub fn open_with(root: &Path, files: Files) -> Result<Opened, StoreError> {
        Self::open_and(root, files, |_| ()).map(|(opened, ())| opened)
    }

    /// Opens a practice folder, and does something with it while its clients are looked through; for a
    /// sealed one it is done without the key, and thrown away.
    pub fn open_beside<T: Send + Default>(
        root: &Path,
        beside: impl FnOnce(&Self) -> T + Send,
    ) -> Result<(Opened, T), StoreError> {
        Self::open_and(root, Files::default(), beside)
    }

    fn open_and<T: Send + Default>(
        root: &Path,
        files: Files,
        beside: impl FnOnce(&Self) -> T + Send,
    ) -> Result<(Opened, T), StoreError> {
        let practice = match read_marker(root) {
            Err(StoreError::Missing(_)) if vault::put_back(root, &files)? => read_marker(root)?,
            read => read?,
        };
        let store = Self::without_key(root, practice, files);
        let records = store.list_root()?.records;
        let keys: History<WrappedKey> = store.history(Key::Vault, &records);
        // A file of another kind that was given the name of a key doesn't seal the practice.
        let is_foreign = |problem: &Problem| matches!(problem.damage, Damage::OtherRecord);
        let has_key = !keys.revisions().is_empty() || !keys.problems().iter().all(is_foreign);
        let is_sealed = |file: &RecordFile| file.sealed.then(|| file.path());
        let sealed = records.iter().find_map(is_sealed);
        if has_key || sealed.is_some() {
            return Ok((Opened::Sealed(Locked { store, keys, sealed }), T::default()));
        }
        let (sealed, done) = rayon::join(|| store.sealed_client(), || beside(&store));
        match sealed? {
            None => Ok((Opened::Open(store), done)),
            sealed => Ok((Opened::Sealed(Locked { store, keys, sealed }), T::default())),
        }
    }

    /// A sealed record of some client. One is enough to make the practice a sealed one: where the key
    /// is gone, nothing readable must be written beside it, whatever readable record was put there.
    fn sealed_client(&self) -> Result<Option<PathBuf>, StoreError> {
        let found = |client: ClientId| match self.names_in(&client_folder(client)) {
            Ok(names) => {
                let mut files = names
                    .iter()
                    .filter(|name| may_be_sealed(name))
                    .filter_map(|name| RecordFile::parse(Some(client), &name.to_string_lossy()));
                files.find(|file| file.sealed).map(|file| Ok(file.path()))
            }
            // Something else than a readable folder has its place: `verify` names it.
            Err(StoreError::Read { .. }) => None,
            Err(error) => Some(Err(error)),
        };
        self.clients()?.into_par_iter().find_map_any(found).transpose()
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
