//! Drafts: what is being edited and not saved yet, kept for the case that the program ends.
//!
//! One file a plan, in the user's own state folder and not in the practice: no other computer sees
//! half of an edit. Each is replaced whole. In a sealed practice drafts are sealed with its key. What
//! is in a draft is the window's business; here it is anything that can be written as RON.
//!
//! They belong to a folder, not only to a practice: a copy of a practice has the same id, and what is
//! typed into one is nothing to the other. `moved` takes along what lay elsewhere.

mod keeper;
mod moved;

use std::collections::BTreeSet;
use std::fs::{self, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::error::StoreError;
use super::files::{Files, PASSING_PREFIX};
use super::folder::Store;
use super::frame;
use super::history::Problem;
use super::places::Places;
use super::process::is_ending;
use super::revision::Damage;
use super::seal::Seal;
use crate::model::{ClientId, PlanId, PlanKey, PracticeId, RevisionId};
use crate::text::{self, Document, Notation};
pub use keeper::{DraftKeeper, Told, Unwanted};

const KIND: &str = "draft";
/// Raise it with any change that an older program would misread.
const VERSION: u32 = 1;
const PLAIN: &str = ".ron";
const SEALED: &str = ".ron.age";
const HELD: &str = ".held";
/// A passing file that is older than this was left by a program that ended.
const PASSING_FOR: Duration = Duration::from_mins(1);
/// How long a program that was killed may take to be gone, and to let go of what it held. A window that
/// opens while another holds a draft takes so much longer, since both look alike from outside: nobody can
/// tell a program that goes on from one that was killed and doesn't know it yet. That is waited for
/// beside the window, which is drawn meanwhile, and only where something is held.
const ENDING_FOR: Duration = Duration::from_secs(1);

/// An edit that isn't saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<T> {
    /// The client whose plan it is.
    pub client: ClientId,
    /// Which plan, a new one too.
    pub plan: PlanId,
    /// The versions that the edit began from; none for a new plan.
    pub base: Vec<RevisionId>,
    /// When it was last changed.
    pub changed: Timestamp,
    /// What the window needs to show it again.
    pub content: T,
}

impl<T> Draft<T> {
    /// The plan that it is of.
    pub fn key(&self) -> PlanKey {
        PlanKey { client: self.client, plan: self.plan }
    }
}

/// A draft in its file.
#[derive(Serialize)]
struct WrittenDraft<'a, T> {
    practice: PracticeId,
    client: ClientId,
    plan: PlanId,
    base: &'a [RevisionId],
    changed: Timestamp,
    content: &'a T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Draft")]
struct ReadDraft<T> {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "hash")]
    _hash: String,
    practice: PracticeId,
    client: ClientId,
    plan: PlanId,
    base: Vec<RevisionId>,
    changed: Timestamp,
    content: T,
}

/// The drafts of one practice on this machine.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
    practice: PracticeId,
    files: Files,
    seal: Option<Seal>,
}

/// Says that a draft is being edited, as long as this is there: other windows don't offer it. The
/// system takes it back however the program ends, though not at once.
#[derive(Debug)]
pub struct Hold {
    _locked: fs::File,
}

/// A file of the folder that is named like a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DraftFile {
    client: ClientId,
    plan: PlanId,
    sealed: bool,
}

impl DraftFile {
    fn key(self) -> PlanKey {
        PlanKey { client: self.client, plan: self.plan }
    }

    fn name(self) -> String {
        let end = if self.sealed { SEALED } else { PLAIN };
        format!("{}-{}{end}", self.client, self.plan)
    }

    /// The file that is locked while the draft is edited. It says which process does that, and is never
    /// replaced, which a draft is with each change.
    fn held_name(self) -> String {
        format!("{}-{}{HELD}", self.client, self.plan)
    }

    fn parse(name: &str) -> Option<Self> {
        let (stem, sealed) = match name.strip_suffix(SEALED) {
            Some(stem) => (stem, true),
            None => (name.strip_suffix(PLAIN)?, false),
        };
        let (client, plan) = stem.split_at_checked(36)?;
        let client = ClientId::parse(client).ok()?;
        Some(Self { client, plan: PlanId::parse(plan.strip_prefix('-')?).ok()?, sealed })
    }
}

impl Drafts {
    /// The drafts of this folder of the practice. Makes the folder that they lie in; where the practice
    /// is sealed, seals drafts that are readable still. Drafts of a folder that was renamed since come
    /// along. That a readable one couldn't be deleted is no reason to keep none from now on:
    /// [`Self::settle`] says it.
    pub fn new(places: &Places, store: &Store) -> Result<Self, StoreError> {
        let all = places.state.join("drafts");
        let folder = all.join(Places::name_of(store));
        places.make(&folder)?;
        let drafts = Self {
            folder,
            practice: store.practice,
            files: store.files.clone(),
            seal: store.seal.clone(),
        };
        drafts.take_along(&all, store)?;
        match drafts.settle(None) {
            Ok(()) | Err(StoreError::DraftStays { .. }) => Ok(drafts),
            Err(error) => Err(error),
        }
    }

    /// Keeps a draft, in the place of the one that was kept of this plan before.
    pub fn keep<T: Serialize>(&self, draft: &Draft<T>) -> Result<(), StoreError> {
        let written = WrittenDraft {
            practice: self.practice,
            client: draft.client,
            plan: draft.plan,
            base: &draft.base,
            changed: draft.changed,
            content: &draft.content,
        };
        let body = Zeroizing::new(text::to_ron_tight(&written)?);
        let bytes = Zeroizing::new(frame::write(KIND, VERSION, &body));
        // What would never be read again isn't kept.
        if u64::try_from(bytes.len()).is_ok_and(|length| length > Document::MAX_BYTES) {
            return Err(StoreError::TooLarge);
        }
        self.put(draft.client, draft.plan, &bytes)
    }

    /// Holds the draft of a plan while it is edited; none where another window does, or where the
    /// folder knows no locks.
    pub fn hold(&self, plan: PlanKey) -> Option<Hold> {
        let PlanKey { client, plan } = plan;
        let file = DraftFile { client, plan, sealed: false };
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut locked = options.open(self.folder.join(file.held_name())).ok()?;
        locked.try_lock().ok()?;
        // Without it others wait until the system has let go.
        locked.set_len(0).and_then(|()| write!(locked, "{}", std::process::id())).ok();
        Some(Hold { _locked: locked })
    }

    /// Whether a window that runs is editing this draft.
    fn is_held(&self, file: DraftFile) -> bool {
        let held = fs::File::open(self.folder.join(file.held_name()));
        // Looking shares the lock, so that two that look don't take each other for an editor.
        let is_locked =
            |held: &fs::File| matches!(held.try_lock_shared(), Err(TryLockError::WouldBlock));
        held.is_ok_and(|held| is_locked(&held) && !is_let_go(held))
    }

    /// The drafts that a window which runs is editing.
    pub fn held(&self) -> Result<BTreeSet<PlanKey>, StoreError> {
        let held = self.list()?.into_iter().filter(|file| self.is_held(*file));
        Ok(held.map(DraftFile::key).collect())
    }

    /// Waits until nothing is held any more, for a second at most: a program that was killed a moment
    /// ago may not know it yet, and a window that runs goes on holding.
    pub fn wait_for_ending(&self) -> Result<(), StoreError> {
        let begun = Instant::now();
        while !self.held()?.is_empty() && begun.elapsed() < ENDING_FOR {
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Whether a draft of this plan lies here that no window is editing.
    fn is_left(&self, plan: PlanKey) -> bool {
        let mut files = self.list().into_iter().flatten().filter(|file| file.key() == plan);
        files.any(|file| !self.is_held(file))
    }

    /// Every draft that was kept and that no window is editing, the last changed first, and the
    /// files that can't be read. Nothing is deleted.
    pub fn left_behind<T: DeserializeOwned>(
        &self,
    ) -> Result<(Vec<Draft<T>>, Vec<Problem>), StoreError> {
        self.those(|file| !self.is_held(file))
    }

    /// Some of the drafts that were kept.
    fn those<T: DeserializeOwned>(
        &self,
        is_meant: impl Fn(DraftFile) -> bool,
    ) -> Result<(Vec<Draft<T>>, Vec<Problem>), StoreError> {
        let mut drafts: Vec<Draft<T>> = Vec::new();
        let mut problems = Vec::new();
        for file in self.list()?.into_iter().filter(|file| is_meant(*file)) {
            match self.read(file) {
                Ok(draft) => drafts.push(draft),
                Err(Damage::Unreadable(gone)) if gone.kind() == io::ErrorKind::NotFound => {}
                Err(damage) => {
                    problems.push(Problem { file: PathBuf::from(file.name()), damage });
                }
            }
        }
        drafts.sort_by_key(|draft| (std::cmp::Reverse(draft.changed), draft.plan));
        // A draft may be there twice while the practice is being sealed.
        let mut seen = BTreeSet::new();
        drafts.retain(|draft| seen.insert(draft.key()));
        Ok((drafts, problems))
    }

    /// Deletes the draft of a plan: it was saved, or is not wanted.
    pub fn discard(&self, plan: PlanKey) -> Result<(), StoreError> {
        self.remove(|file| file.key() == plan, true)
    }

    /// Deletes every draft of a client, damaged ones too: the client is erased.
    pub fn discard_client(&self, client: ClientId) -> Result<(), StoreError> {
        self.remove(|file| file.client == client, true)
    }

    /// The folder that they lie in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Brings drafts of before the practice was sealed or unsealed into the form of now: sealed with
    /// its key, or readable. `before` is the key that the practice had, where it had one.
    ///
    /// Call it with the new store's drafts when the practice was converted. What can't be opened
    /// stays and is told by [`Self::left_behind`].
    pub fn settle(&self, before: Option<&Seal>) -> Result<(), StoreError> {
        for file in self.list()? {
            let key = if file.sealed { before } else { None };
            let is_settled = !file.sealed && self.seal.is_none();
            if is_settled || (file.sealed && key.is_none()) {
                continue;
            }
            let Ok(bytes) = fs::read(self.folder.join(file.name())).map(Zeroizing::new) else {
                continue;
            };
            let opened = match key {
                Some(key) => key.open_any(&bytes).map(|(bytes, _)| Zeroizing::new(bytes)),
                None => Ok(bytes),
            };
            let Ok(opened) = opened else { continue };
            self.move_over(file, &opened)?;
        }
        self.sweep()
    }

    /// Writes a draft in the form of now and removes the other one, unless a later one is there.
    fn move_over(&self, file: DraftFile, opened: &[u8]) -> Result<(), StoreError> {
        let now = DraftFile { sealed: self.seal.is_some(), ..file };
        if now == file {
            return self.put(file.client, file.plan, opened);
        }
        let changed = |bytes: Vec<u8>| {
            let read: Result<Draft<serde::de::IgnoredAny>, _> = self.parse(file, bytes);
            read.ok().map(|draft| draft.changed)
        };
        let there = self.open_file(now).ok().and_then(changed);
        if there.is_none() || there <= changed(opened.to_vec()) {
            self.put(file.client, file.plan, opened)?;
        }
        let is_kept = self.open_file(now).is_ok();
        if is_kept { self.remove(|other| other == file, false) } else { Ok(()) }
    }

    /// Removes what a program that ended left under passing names: it may be readable.
    fn sweep(&self) -> Result<(), StoreError> {
        for entry in self.entries()? {
            let is_passing = entry.file_name().to_string_lossy().starts_with(PASSING_PREFIX);
            let age = entry.metadata().and_then(|there| there.modified()).ok();
            let age = age.and_then(|modified| modified.elapsed().ok());
            if is_passing && age.is_some_and(|age| age > PASSING_FOR) {
                let path = entry.path();
                let removed = self.files.remove(&path);
                removed.map_err(|source| StoreError::Save { path, source })?;
            }
        }
        Ok(())
    }

    fn put(&self, client: ClientId, plan: PlanId, bytes: &[u8]) -> Result<(), StoreError> {
        let sealed = self.seal.as_ref().map(|seal| seal.seal(bytes)).transpose()?;
        let file = DraftFile { client, plan, sealed: sealed.is_some() };
        let path = self.folder.join(file.name());
        let written = self.files.replace(&path, sealed.as_deref().unwrap_or(bytes));
        written.map_err(|source| StoreError::Save { path, source })
    }

    fn read<T: DeserializeOwned>(&self, file: DraftFile) -> Result<Draft<T>, Damage> {
        self.parse(file, self.open_file(file)?)
    }

    fn open_file(&self, file: DraftFile) -> Result<Vec<u8>, Damage> {
        let bytes = fs::read(self.folder.join(file.name())).map_err(Damage::Unreadable)?;
        match (&self.seal, file.sealed) {
            (_, false) => Ok(bytes),
            // The user's own folder: nobody else writes there, and what was kept before sealed files
            // said who sealed them stays readable.
            (Some(seal), true) => match seal.open_any(&bytes) {
                Ok((bytes, _)) => Ok(bytes),
                Err(_) => Err(Damage::WrongKey),
            },
            (None, true) => Err(Damage::NoKey),
        }
    }

    fn parse<T: DeserializeOwned>(
        &self,
        file: DraftFile,
        bytes: Vec<u8>,
    ) -> Result<Draft<T>, Damage> {
        frame::check(KIND, VERSION, &bytes)?;
        let document =
            Document::from_bytes(file.name(), Notation::Ron, bytes).map_err(Damage::Text)?;
        let read: ReadDraft<T> = document.parse().map_err(Damage::Content)?;
        if read.practice != self.practice {
            return Err(Damage::OtherPractice(read.practice));
        }
        let ReadDraft { client, plan, base, changed, content, .. } = read;
        let draft = Draft { client, plan, base, changed, content };
        if draft.key() == file.key() { Ok(draft) } else { Err(Damage::OtherRecord) }
    }

    fn list(&self) -> Result<Vec<DraftFile>, StoreError> {
        let mut files: Vec<DraftFile> = Vec::new();
        for entry in self.entries()? {
            files.extend(DraftFile::parse(&entry.file_name().to_string_lossy()));
        }
        files.sort_by_key(|file| (file.client, file.plan, file.sealed));
        Ok(files)
    }

    fn entries(&self) -> Result<Vec<fs::DirEntry>, StoreError> {
        let failed = |source| StoreError::Read { path: self.folder.clone(), source };
        match fs::read_dir(&self.folder) {
            // Without a folder there are no drafts.
            Err(absent)
                if matches!(
                    absent.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                Ok(Vec::new())
            }
            entries => entries.and_then(Iterator::collect).map_err(failed),
        }
    }

    /// Removes drafts; for good also what was locked while they were edited.
    fn remove(
        &self,
        is_meant: impl Fn(DraftFile) -> bool,
        for_good: bool,
    ) -> Result<(), StoreError> {
        let stays = |path| move |source| StoreError::DraftStays { path, source };
        let mut removed = false;
        for file in self.list()?.into_iter().filter(|file| is_meant(*file)) {
            let path = self.folder.join(file.name());
            self.files.remove(&path).map_err(stays(path))?;
            if for_good {
                // It holds nothing of anybody where it stays.
                self.files.remove(&self.folder.join(file.held_name())).ok();
            }
            removed = true;
        }
        if !removed {
            return Ok(());
        }
        self.files.sync_folder(&self.folder).map_err(stays(self.folder.clone()))
    }
}

/// Whether what was locked waits for nothing but the system: the process that says that it holds it was
/// ended.
fn is_let_go(mut held: fs::File) -> bool {
    let mut process = String::new();
    let read = held.read_to_string(&mut process).ok();
    let process = read.and_then(|_| process.trim().parse().ok());
    process.is_some_and(is_ending)
}

#[cfg(test)]
mod tests;
