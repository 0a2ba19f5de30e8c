//! The practice folder: one small interface over its files.
//!
//! Nothing is ever overwritten: each save is a new file under a name that no other writer uses. So a
//! crash can't damage what was there, two programs may work on one folder, and any engine that
//! copies files can carry it between computers. What versions mean is in `history`, what stands in
//! a file in `revision`; no record is judged here.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::files::{ABANDONED, Files, check_folder, is_older, is_passing, open_file};
use super::glance::{Look, look};
use super::history::{History, Problem};
use super::marker::read_marker;
use super::name::{
    CLIENTS, Key, MARKER, RecordFile, client_folder, is_passed_over, is_placeholder,
};
use super::revision::{self, Base, Content, Damage, Revision, Stamp};
use super::seal::{Provenance, Seal};
use crate::model::{Client, ClientId, PlanId, PlanRecord, PracticeId, RevisionId, Settings};
use crate::text::Document;

/// A practice folder that can be read and written.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) root: PathBuf,
    pub(super) practice: PracticeId,
    pub(super) files: Files,
    pub(super) seal: Option<Seal>,
    /// Shared by all copies.
    pub(super) remembered: Arc<Mutex<Remembered>>,
}

/// What need not be looked at again with each save, because no file is ever changed.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    /// What the marker looked like when it was read and was that of this practice.
    marker: Option<Look>,
    /// Client revisions that were read and are no tombstones.
    alive: BTreeSet<RevisionId>,
    /// Folders of clients, and that of the practice, in which nothing of killed saves lies any more.
    swept: BTreeSet<Option<ClientId>>,
}

/// What lies in a folder of records.
#[derive(Debug, Default)]
pub struct Listing {
    /// Files that are named like records, in the order of their names.
    pub records: Vec<RecordFile>,
    /// Names that are none of ours, from the folder of the practice.
    pub foreign: Vec<PathBuf>,
    /// Names that stand for files which a synchronising program holds back, from the same folder.
    pub placeholders: Vec<PathBuf>,
}

impl Listing {
    /// What these names in the folder of this client, or of the practice, stand for.
    pub(super) fn of(client: Option<ClientId>, names: impl IntoIterator<Item = OsString>) -> Self {
        let folder = client.map_or_else(PathBuf::new, client_folder);
        let mut listing = Self::default();
        for name in names {
            let shown = name.to_string_lossy();
            match RecordFile::parse(client, &shown) {
                Some(file) => listing.records.push(file),
                None if is_placeholder(&shown) => listing.placeholders.push(folder.join(&name)),
                None if is_passed_over(&shown) => {}
                None => listing.foreign.push(folder.join(&name)),
            }
        }
        listing.records.sort_unstable();
        listing.foreign.sort();
        listing.placeholders.sort();
        listing
    }
}

impl Store {
    /// The folder of the practice, as it was named when it was opened.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The practice that lives in it.
    pub fn practice(&self) -> PracticeId {
        self.practice
    }

    /// The key, where the practice is sealed.
    pub fn seal(&self) -> Option<&Seal> {
        self.seal.as_ref()
    }

    /// Every client folder, in the order of the ids, which is the order in which they were made.
    pub fn clients(&self) -> Result<Vec<ClientId>, StoreError> {
        let mut clients: Vec<ClientId> = Vec::new();
        for name in self.names_in(Path::new(CLIENTS))? {
            clients.extend(name.to_str().and_then(|name| ClientId::parse(name).ok()));
        }
        clients.sort_unstable();
        Ok(clients)
    }

    /// What lies in a client's folder, by names alone; nothing where there is none.
    pub fn list(&self, client: ClientId) -> Result<Listing, StoreError> {
        self.list_folder(Some(client))
    }

    /// The same; nothing where something else than a readable folder has its place: that stops nothing
    /// else, and `verify` names it.
    pub(super) fn list_if_readable(&self, client: ClientId) -> Result<Listing, StoreError> {
        match self.list(client) {
            Err(StoreError::Read { .. }) => Ok(Listing::default()),
            listing => listing,
        }
    }

    /// What lies in the practice's own folder, by names alone, without the folders in it.
    pub fn list_root(&self) -> Result<Listing, StoreError> {
        self.check_present()?;
        let mut listing = self.list_folder(None)?;
        listing.foreign.retain(|name| ![Path::new(MARKER), Path::new(CLIENTS)].contains(&&**name));
        Ok(listing)
    }

    /// Names in the folder of clients that are no client's.
    pub fn foreign_clients(&self) -> Result<Vec<PathBuf>, StoreError> {
        let mut foreign = Vec::new();
        for name in self.names_in(Path::new(CLIENTS))? {
            let shown = name.to_string_lossy();
            if ClientId::parse(&shown).is_err() && !is_passed_over(&shown) {
                foreign.push(Path::new(CLIENTS).join(&name));
            }
        }
        foreign.sort();
        Ok(foreign)
    }

    fn list_folder(&self, client: Option<ClientId>) -> Result<Listing, StoreError> {
        let folder = client.map_or_else(PathBuf::new, client_folder);
        Ok(Listing::of(client, self.names_in(&folder)?))
    }

    /// Reads one revision.
    pub fn read<T: DeserializeOwned>(&self, file: &RecordFile) -> Result<Revision<T>, Damage> {
        revision::read(self.bytes(file)?, file, self.practice)
    }

    /// The bytes of a record's file, opened where it is sealed. A sealed practice believes no
    /// readable record.
    pub fn bytes(&self, file: &RecordFile) -> Result<Vec<u8>, Damage> {
        if self.is_proposal(file) { Err(Damage::Proposal) } else { self.any_bytes(file) }
    }

    /// The same, of a readable record too.
    pub(super) fn any_bytes(&self, file: &RecordFile) -> Result<Vec<u8>, Damage> {
        let bytes = read_file(&self.root.join(file.path())).map_err(Damage::Unreadable)?;
        match (&self.seal, file.sealed) {
            (_, false) => Ok(bytes),
            (Some(seal), true) => seal.open(&bytes).map_err(Damage::from),
            (None, true) => Err(Damage::NoKey),
        }
    }

    /// Who sealed a file that this practice's key opens.
    pub(super) fn origin(&self, file: &RecordFile) -> Option<Provenance> {
        let bytes = read_file(&self.root.join(file.path())).ok()?;
        self.seal.as_ref()?.open_any(&bytes).ok().map(|(_, origin)| origin)
    }

    /// Whether a file is a readable record in a sealed practice: anybody may have put it there, so it
    /// is no version of anything until its owner takes it over.
    pub fn is_proposal(&self, file: &RecordFile) -> bool {
        self.seal.is_some() && !file.sealed && file.key != Key::Vault
    }

    /// All versions of one record among these files.
    pub fn history<T: DeserializeOwned>(&self, key: Key, files: &[RecordFile]) -> History<T> {
        let mut revisions: Vec<Revision<T>> = Vec::new();
        let mut problems = Vec::new();
        for file in files.iter().filter(|file| file.key == key) {
            match self.read(file) {
                // A record that is being sealed lies there twice for a moment.
                Ok(revision) if revisions.iter().any(|known| known.id == revision.id) => {}
                Ok(revision) => revisions.push(revision),
                // Gone since it was listed, as when a client is erased.
                Err(Damage::Unreadable(gone))
                    if gone.kind() == io::ErrorKind::NotFound && self.check_present().is_ok() => {}
                Err(damage) => problems.push(Problem { file: file.path(), damage }),
            }
        }
        let mut history = History::new(revisions, problems);
        let is_circular = |file: &&RecordFile| history.circular().contains(&file.revision);
        let own = files.iter().filter(|file| file.key == key);
        let circles: Vec<Problem> = own
            .filter(is_circular)
            .map(|file| Problem { file: file.path(), damage: Damage::Circle })
            .collect();
        history.add_problems(circles);
        history
    }

    /// Reads all versions of one plan.
    pub fn plan(&self, client: ClientId, plan: PlanId) -> Result<History<PlanRecord>, StoreError> {
        Ok(self.history(Key::Plan(client, plan), &self.list(client)?.records))
    }

    /// Reads all versions of the settings.
    pub fn settings(&self) -> Result<History<Settings>, StoreError> {
        Ok(self.history(Key::Settings, &self.list_root()?.records))
    }

    /// Saves the settings.
    pub fn save_settings(
        &self,
        base: Base,
        settings: Settings,
        stamp: &Stamp,
    ) -> Result<Revision<Settings>, StoreError> {
        self.save(Key::Settings, base, Content::Is(settings), stamp)
    }

    /// Saves a client, a new one under a new id.
    pub fn save_client(
        &self,
        id: ClientId,
        base: Base,
        client: Client,
        stamp: &Stamp,
    ) -> Result<Revision<Client>, StoreError> {
        self.save(Key::Client(id), base, Content::Is(client), stamp)
    }

    /// Saves a plan of a client, a new one under a new id.
    pub fn save_plan(
        &self,
        client: ClientId,
        id: PlanId,
        base: Base,
        plan: PlanRecord,
        stamp: &Stamp,
    ) -> Result<Revision<PlanRecord>, StoreError> {
        self.save(Key::Plan(client, id), base, Content::Is(plan), stamp)
    }

    /// Removes a client; saving an older version after this one brings the client back, and so does
    /// a plan that is saved later by somebody who doesn't know of it. Whatever the clocks say, the
    /// removal comes after every plan that is there now.
    pub fn remove_client(
        &self,
        id: ClientId,
        base: Base,
        stamp: &Stamp,
    ) -> Result<Revision<Client>, StoreError> {
        let folder = self.client(id).ok();
        let last = folder
            .as_ref()
            .and_then(super::client::ClientFolder::last_saved_plan)
            .map(|plan| plan.saved);
        let stamp =
            Stamp { by: stamp.by.clone(), at: last.map_or(stamp.at, |at| at.max(stamp.at)) };
        self.save(Key::Client(id), base, Content::Removed, &stamp)
    }

    /// Removes a plan; saving an older version after this one brings it back.
    pub fn remove_plan(
        &self,
        client: ClientId,
        id: PlanId,
        base: Base,
        stamp: &Stamp,
    ) -> Result<Revision<PlanRecord>, StoreError> {
        self.save(Key::Plan(client, id), base, Content::Removed, stamp)
    }

    /// Writes a new revision. It is on the disk when this returns.
    pub(super) fn save<T: Serialize>(
        &self,
        key: Key,
        base: Base,
        content: Content<T>,
        stamp: &Stamp,
    ) -> Result<Revision<T>, StoreError> {
        self.save_as(key, Revision::new(stamp, base, content))
    }

    /// Writes a revision that was made already, with the id that it has.
    pub(super) fn save_as<T: Serialize>(
        &self,
        key: Key,
        revision: Revision<T>,
    ) -> Result<Revision<T>, StoreError> {
        let names = self.names_beside(key)?;
        if let (Some(client), Content::Is(_) | Content::Removed) = (key.client(), &revision.content)
        {
            self.check_not_erased(client, &names)?;
        }
        let bytes = revision::write(&revision, key, self.practice)?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > Document::MAX_BYTES) {
            return Err(StoreError::TooLarge);
        }
        self.put_beside(&names, key, revision.id, &bytes)?;
        Ok(revision)
    }

    /// The names in the folder of a client, where this is a record of one.
    fn names_beside(&self, key: Key) -> Result<Vec<OsString>, StoreError> {
        let Some(client) = key.client() else { return Ok(Vec::new()) };
        match self.names_in(&client_folder(client)) {
            // Making the folder says it better.
            Err(StoreError::Read { .. }) => Ok(Vec::new()),
            names => names,
        }
    }

    /// Writes the bytes of a revision, sealed where the practice is.
    pub(super) fn put(
        &self,
        key: Key,
        revision: RevisionId,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        self.put_beside(&self.names_beside(key)?, key, revision, bytes)
    }

    fn put_beside(
        &self,
        names: &[OsString],
        key: Key,
        revision: RevisionId,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        self.check_present()?;
        let seal = if key == Key::Vault { None } else { self.seal.as_ref() };
        let sealed = seal.map(|seal| seal.seal(bytes)).transpose()?;
        let file = RecordFile { key, revision, sealed: sealed.is_some() };
        let target = self.root.join(file.path());
        self.make_folder(key, names)?;
        self.sweep(key, names);
        let written = self.files.write_new(&target, sealed.as_deref().unwrap_or(bytes));
        written.map_err(|source| StoreError::Save { path: target, source })
    }

    /// Puts a readable record into a sealed practice, for its owner to look at.
    pub(super) fn put_readable(&self, file: &RecordFile, bytes: &[u8]) -> Result<(), StoreError> {
        self.check_present()?;
        self.make_folder(file.key, &self.names_beside(file.key)?)?;
        let target = self.root.join(RecordFile { sealed: false, ..*file }.path());
        match self.files.write_new(&target, bytes) {
            Err(there) if there.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            written => written.map_err(|source| StoreError::Save { path: target, source }),
        }
    }

    /// A drive that is gone leaves an empty folder in its place, or another drive has it: nothing
    /// must be saved there, and no list there is the practice's.
    fn check_present(&self) -> Result<(), StoreError> {
        let there = fs::symlink_metadata(self.root.join(MARKER));
        let looks = there.ok().map(|there| look(&there));
        if looks.is_some() && self.remembered().marker == looks {
            return Ok(());
        }
        match read_marker(&self.root) {
            Ok(practice) if practice == self.practice => {
                self.remembered().marker = looks;
                Ok(())
            }
            Ok(_) => Err(StoreError::OtherPractice(self.root.clone())),
            Err(
                StoreError::Missing(root)
                | StoreError::NotAPractice(root)
                | StoreError::NotAFolder(root),
            ) => Err(StoreError::Gone(root)),
            // A damaged marker is said when the practice is opened; what is open can be saved.
            Err(_) => Ok(()),
        }
    }

    /// What is saved for a client who was erased, here or elsewhere, would go with the next look.
    fn check_not_erased(&self, client: ClientId, names: &[OsString]) -> Result<(), StoreError> {
        // Most of thousands of files are plans.
        let own = names.iter().filter(|name| name.as_encoded_bytes().starts_with(b"client-"));
        for file in Listing::of(Some(client), own.cloned()).records {
            if self.remembered().alive.contains(&file.revision) {
                continue;
            }
            match self.read::<Client>(&file).map(|revision| revision.content) {
                Ok(Content::Erased) => return Err(StoreError::Erased(client)),
                Ok(Content::Is(_) | Content::Removed) => {
                    self.remembered().alive.insert(file.revision);
                }
                // It may be a tombstone that is still on its way.
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        // Each change of it is whole.
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files among these that say that the client was erased for good.
    pub(super) fn tombstones(
        &self,
        client: ClientId,
        files: &[RecordFile],
    ) -> impl Iterator<Item = RecordFile> {
        let own = files.iter().filter(move |file| file.key == Key::Client(client)).copied();
        own.filter(|file| {
            let read = self.read::<Client>(file);
            read.is_ok_and(|revision| matches!(revision.content, Content::Erased))
        })
    }

    /// The names in a folder of the practice, in no order; none where it isn't there, unless the
    /// whole practice is gone.
    pub(super) fn names_in(&self, folder: &Path) -> Result<Vec<OsString>, StoreError> {
        let entries = self.entries_in(folder)?.into_iter();
        Ok(entries.map(|entry| entry.file_name()).collect())
    }

    /// The same as what the system says of each.
    pub(super) fn entries_in(&self, folder: &Path) -> Result<Vec<DirEntry>, StoreError> {
        let is_own = folder.as_os_str().is_empty();
        let folder = self.root.join(folder);
        let failed = |source| StoreError::Read { path: folder.clone(), source };
        // Where the practice itself lies is its owner's choice.
        if !is_own {
            check_folder(&folder).map_err(failed)?;
        }
        let entries = match fs::read_dir(&folder) {
            Err(absent) if absent.kind() == io::ErrorKind::NotFound => {
                self.check_present()?;
                return Ok(Vec::new());
            }
            entries => entries.map_err(failed)?,
        };
        entries.map(|entry| entry.map_err(failed)).collect()
    }

    /// Removes what killed saves left under passing names, whole records for all to read, where this
    /// store writes into a folder for the first time. Only what is old enough that nobody is at it.
    fn sweep(&self, key: Key, names: &[OsString]) {
        let client = key.client();
        if !self.remembered().swept.insert(client) {
            return;
        }
        let folder = client.map_or_else(PathBuf::new, client_folder);
        let of_practice = match client {
            Some(_) => Vec::new(),
            None => self.names_in(&folder).unwrap_or_default(),
        };
        for name in names.iter().chain(&of_practice) {
            let path = self.root.join(&folder).join(name);
            // What can't be removed now is tried again the next time.
            if is_passing(&name.to_string_lossy()) && is_older(&path, ABANDONED) {
                self.files.remove(&path).ok();
            }
        }
    }

    /// Makes the folder of a client in which there are these names.
    fn make_folder(&self, key: Key, names: &[OsString]) -> Result<(), StoreError> {
        let Some(client) = key.client() else { return Ok(()) };
        // With a record in it, its name and that of the folder around it are on the disk.
        let is_in_use = names.iter().any(|name| !is_passed_over(&name.to_string_lossy()));
        for folder in [self.root.join(CLIENTS), self.root.join(client_folder(client))] {
            let made = check_folder(&folder)
                .and_then(|()| if is_in_use { Ok(()) } else { self.files.make_folder(&folder) });
            made.map_err(|source| StoreError::Save { path: folder, source })?;
        }
        Ok(())
    }
}

/// A file's bytes, up to the size that is read anywhere.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let file = open_file(path)?;
    // Sealing adds some hundred bytes.
    let most = Document::MAX_BYTES + 4096;
    let length = usize::try_from(file.metadata()?.len().min(most)).unwrap_or_default();
    // Room for one more byte, with which the end shows without another try.
    let mut bytes = Vec::with_capacity(length + 1);
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
