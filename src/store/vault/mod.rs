//! The vault: sealing a practice with a passphrase, unsealing it, and what belongs to both.
//!
//! Sealing and unsealing write a whole new folder beside the old one, compare the two, and swap
//! their names. At every moment the folder under the name of the practice is whole: the old one
//! before the swap, the new one after it. The old folder stays until its owner has it deleted.
//!
//! What sealing can't reach: copies that a synchronising engine, a backup or the disk itself keep.
//! [`KEPT_COPIES`] says so, and is to be shown wherever an old folder is deleted.

mod beside;
mod convert;
pub mod idle;
pub(super) mod keys;
mod old;
mod passphrase;
mod strays;
mod survey;
mod swap;

use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret, SecretString};

use super::error::StoreError;
use super::files::{Files, folder_of};
use super::folder::Store;
use super::history::Problem;
use super::name::{Key, RecordFile};
use super::progress::Progress;
use super::revision::{self, Base, Revision, Stamp};
use super::seal::{Seal, WorkFactor, WrappedKey};
use crate::model::RevisionId;
pub(super) use beside::put_back;
pub use beside::{Leftover, Role, leftovers, remove_leftover};
use convert::Conversion;
pub use strays::{Proposal, ProposalKind, Says, Strays};
use swap::Identity;

/// What the owner must hear before sealing.
pub const LOST_PASSPHRASE: &str = "A lost passphrase means lost notes: nobody can open a sealed \
    practice without its passphrase or its recovery key.";
/// What the owner of a sealed practice should know of versions that only a readable old folder had.
pub const FROM_OLD: &str = "What only the earlier copy had is among the readable records now: look at it \
    there.";
/// What the owner of a practice should know that believes what is sealed without a proof.
pub const SEALED_BEFORE: &str = "It was sealed before sealed files said which practice sealed them. \
    Change the passphrase to seal everything anew.";
/// What the owner must hear before an old folder is deleted.
pub const KEPT_COPIES: &str = "Copies that a synchronising engine, a backup or the disk itself \
    keeps are not deleted with it: they may remain, and can be read like the earlier copy.";

/// Which way a practice is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From readable to sealed.
    Seal,
    /// From sealed to readable.
    Unseal,
}

impl Direction {
    fn word(self) -> &'static str {
        match self {
            Self::Seal => "sealing",
            Self::Unseal => "unsealing",
        }
    }

    fn seals(self) -> bool {
        self == Self::Seal
    }
}

/// A practice that was sealed or unsealed.
#[derive(Debug)]
pub struct ConvertedPractice {
    /// The practice as it is now.
    pub store: Store,
    /// The folder that was the practice before, with everything that was in it.
    pub old: PathBuf,
    /// Records that were sealed or opened, each version counted.
    pub records: usize,
    /// Damaged records, which came along as they are; in a practice that is readable now also files
    /// that are no records.
    pub problems: Vec<Problem>,
    /// What is in the earlier copy only: links, earlier versions that an engine keeps, and, where the
    /// practice is sealed now, whatever is no record.
    pub left: Vec<PathBuf>,
    /// Why the last few saves may be in the earlier copy only; they are taken over before that
    /// is deleted.
    pub unfinished: Option<StoreError>,
}

/// The words of a recovery key, to print and keep.
pub fn recovery_sheet(key: &SecretString) -> String {
    format!(
        "RECOVERY KEY of a sealed Ischia practice\n\
         \n\
         {}\n\
         \n\
         Whoever has this key can read everything in the practice, without the passphrase. Keep it\n\
         like the key to the filing cabinet: on paper, locked away, not beside the computer and not\n\
         in the practice folder.\n\
         \n\
         To use it: open the practice and type the key where the passphrase is asked for. Capital\n\
         and small letters are the same. Then set a new passphrase.\n\
         \n\
         The key stays the same when the passphrase is changed. It is an ordinary key of the age\n\
         format (age-encryption.org): any program for that format opens the files of the practice\n\
         with it, also where this program is not at hand.\n",
        key.expose_secret()
    )
}

impl Store {
    /// Seals the practice with a passphrase. Slow: every file is written anew and compared. One
    /// part of the progress is one file, written or compared.
    ///
    /// On an error, and after being stopped, the practice is what it was. This store goes on
    /// working, but what it saves afterwards is readable: use the one that is returned.
    pub fn seal_practice(
        &self,
        passphrase: &SecretString,
        work: WorkFactor,
        stamp: &Stamp,
        progress: &Progress,
    ) -> Result<ConvertedPractice, StoreError> {
        if self.seal.is_some() {
            return Err(StoreError::AlreadySealed);
        }
        let seal = Seal::generate();
        let key = keys::wrapped(&seal, passphrase, work, Base::none(), stamp)?;
        self.convert(Direction::Seal, seal, stamp, progress, &|new, files| {
            write_key(self, new, &key, files)?;
            read_key(self, new, &key, passphrase)
        })
    }

    /// Makes a sealed practice readable again, in the same way.
    ///
    /// Another computer must not work on it meanwhile: what it goes on sealing can't be opened here
    /// without the key, which only the old folder and the recovery key still hold.
    pub fn unseal_practice(
        &self,
        stamp: &Stamp,
        progress: &Progress,
    ) -> Result<ConvertedPractice, StoreError> {
        let seal = self.seal.clone().ok_or(StoreError::NotSealed)?;
        self.convert(Direction::Unseal, seal, stamp, progress, &|_, _| Ok(()))
    }

    /// Whether the folder is sealed by now, whatever it was when it was opened: another window, or
    /// another computer, may have sealed or unsealed it since.
    pub fn is_sealed_now(&self) -> Result<bool, StoreError> {
        beside::is_sealed(&self.root)
    }

    fn convert(
        &self,
        direction: Direction,
        seal: Seal,
        stamp: &Stamp,
        progress: &Progress,
        start: &dyn Fn(&Path, &Files) -> Result<(), StoreError>,
    ) -> Result<ConvertedPractice, StoreError> {
        let root = beside::real(&self.root)?;
        let identity = Identity::of(&root)?;
        let check = || -> Result<(), StoreError> {
            let is_same = Identity::of(&root)? == identity;
            if is_same && beside::is_sealed(&root)? != direction.seals() {
                Ok(())
            } else {
                Err(StoreError::Exchanged(root.clone()))
            }
        };
        check()?;
        swap::check_beside(&root)?;
        let id = RevisionId::fresh(stamp.at);
        let new = beside::new_folder(&root, direction, id);
        let mut conversion = Conversion {
            direction,
            seal: seal.clone(),
            files: self.files.clone(),
            old: root.clone(),
            new: new.clone(),
            carried: std::collections::BTreeMap::new(),
            left: Vec::new(),
        };
        let old = self
            .files
            .make_folder(&new)
            .map_err(|source| StoreError::Save { path: new.clone(), source })
            .and_then(|()| start(&new, &self.files))
            .and_then(|()| conversion.run(progress))
            .and_then(|()| check())
            .and_then(|()| {
                let before = beside::old_folder(&root, direction, id);
                swap::swap(&root, &new, &before, identity, &self.files)
            });
        let old = match old {
            Ok(old) => old,
            Err(error) => {
                // What can't be removed now is found among the leftovers.
                discard_new(&root, &new, &self.files);
                return Err(error);
            }
        };
        let seal = direction.seals().then_some(seal);
        let full = std::path::absolute(&self.root).unwrap_or(root.clone());
        let store = Self { root: full, seal, ..self.clone() };
        conversion.old.clone_from(&old);
        conversion.new = root;
        let late = conversion.catch_up_late().and_then(|late| store.finish_erasures(&late));
        let left = std::mem::take(&mut conversion.left);
        let (records, problems) = conversion.outcome();
        Ok(ConvertedPractice { store, old, records, problems, left, unfinished: late.err() })
    }

    /// An erasure that came in at the last moment is finished in the new folder too.
    fn finish_erasures(&self, late: &[PathBuf]) -> Result<(), StoreError> {
        let mut clients: Vec<_> =
            late.iter().filter_map(|path| survey::record_of(path)?.key.client()).collect();
        clients.dedup();
        clients.into_iter().try_for_each(|client| self.finish_erasure(client))
    }
}

/// Removes a new folder that did not come into use; leaves everything else alone.
fn discard_new(root: &Path, new: &Path, files: &Files) {
    let half_made = beside::find(root, new, &[Role::HalfMade]);
    if let Ok(leftover) = half_made {
        beside::remove(root, &leftover, &files.lazily()).ok();
    }
}

fn write_key(
    store: &Store,
    new: &Path,
    key: &Revision<WrappedKey>,
    files: &Files,
) -> Result<(), StoreError> {
    let bytes = revision::write(key, Key::Vault, store.practice)?;
    let target = new.join(key_file(key).path());
    let written = files.write_new(&target, &bytes);
    written.map_err(|source| StoreError::Save { path: target, source })
}

/// The key must come out of its file again before anything depends on it.
fn read_key(
    store: &Store,
    new: &Path,
    key: &Revision<WrappedKey>,
    passphrase: &SecretString,
) -> Result<(), StoreError> {
    let there = Store { root: new.to_owned(), ..store.clone() };
    let read = there.read::<WrappedKey>(&key_file(key)).ok();
    let wrapped = read.as_ref().and_then(|revision| revision.content.record());
    let wrapped = wrapped.ok_or_else(|| StoreError::Different(folder_of(new).to_owned()))?;
    Seal::unwrap(wrapped, passphrase)?;
    Ok(())
}

fn key_file(key: &Revision<WrappedKey>) -> RecordFile {
    RecordFile { key: Key::Vault, revision: key.id, sealed: false }
}
