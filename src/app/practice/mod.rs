//! The practice that is open: its folder, what lists show of it, and which client is chosen.
//!
//! Reads no files: results come in from work beside the window. The index is
//! derived from the folder and may lag behind it; what is shown of one client is read from the
//! folder itself.

mod agenda;
mod elsewhere;
mod rail;
mod removed;
mod unsaved;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::action::Secret;
use super::jobs::Scope;
use super::past::Past;
use super::visit::{Undo, Work};
use crate::model::{Client, ClientId, PlanId, PlanKey, PlanRecord, RevisionId, Settings};
use crate::store::drafts::{DraftKeeper, Unwanted};
use crate::store::index::{ClientRow, Counts, NoteHit, Order};
use crate::store::vault::idle::IdleLock;
use crate::store::{
    Base, ClientFolder, History, Index, Locked, Progress, RecordFile, Revision, Store, Watch,
};

pub use agenda::{Agenda, AgendaKind, AgendaRow, AgendaSection, unsaved_today};
pub use elsewhere::{Elsewhere, News, elsewhere};
pub use rail::{RailPlan, plan_rows, saved_rows};
pub use removed::{RemovedClient, removed_clients};
pub use unsaved::{Found, Left, Unsaved, left_behind};

/// What is known of a practice.
#[derive(Debug, Default)]
pub enum Practice {
    /// None is open.
    #[default]
    None,
    /// It is being opened.
    Opening(PathBuf),
    /// It is sealed, and its passphrase is asked for.
    Locked(LockedPractice),
    /// It is open.
    Open(Box<OpenPractice>),
}

/// A practice that waits for its passphrase.
#[derive(Debug)]
pub struct LockedPractice {
    /// Its folder, which is read once the passphrase is there.
    pub locked: Arc<Locked>,
    /// What was typed so far.
    pub typed: Secret,
    /// Why the last attempt failed.
    pub trouble: Option<String>,
}

/// A practice that is open.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own")]
pub struct OpenPractice {
    /// The practice's folder, which everything is read from and saved to.
    pub store: Store,
    /// The folder's own name, which is what the practice is called on this computer.
    pub name: String,
    /// What the practice says about itself.
    pub settings: Settings,
    /// What the next version of the settings comes after.
    pub settings_base: Base,
    /// Whether the folder was sealed when it was opened; none where that couldn't be seen.
    pub was_sealed: Option<bool>,
    /// When it locks itself, where it is sealed.
    pub idle: Option<IdleLock>,
    /// What lists and searches read; empty until the first one is made.
    pub index: Arc<Index>,
    /// How much the index holds.
    pub counts: Counts,
    /// What waits in the practice, of all clients; none until the first index is made.
    pub agenda: Option<Agenda>,
    /// Whether the index has been compared with the folder since it was opened.
    pub is_current: bool,
    /// When it was written for the next start, the last time.
    pub index_kept: Option<Instant>,
    /// The work on the index that is under way.
    pub indexing: Option<Indexing>,
    /// What is searched for.
    pub query: String,
    /// How clients are sorted while nothing is searched for.
    pub order: Order,
    /// The clients that the rail lists.
    pub listed: Vec<ClientId>,
    /// Whether more clients are found than the rail lists.
    pub more_found: bool,
    /// What was found in notes, and for which words: it comes a moment after the names.
    pub noted: Noted,
    /// Whether notes are being searched.
    pub is_searching: bool,
    /// The client that is chosen.
    pub chosen: Option<ClientId>,
    /// Whether somebody else on the lists bears that client's name.
    pub shares_name: bool,
    /// That client's records.
    pub folder: Option<Arc<ClientFolder>>,
    /// What that client's sessions come to.
    pub past: Option<Arc<Past>>,
    /// Plans of that client that were read because somebody looked at them.
    pub asked: BTreeMap<PlanId, Arc<History<PlanRecord>>>,
    /// How often records were read, and which reading was taken in last: readings may end in another
    /// order than they began in, and an older one never takes the place of a newer one.
    pub readings: (u64, u64),
    /// Whether the chosen client's records are on their way for the first time. Until they are there
    /// nothing can be answered: they bring facts of the last visit, or a plan of today, and move
    /// what somebody would be about to press.
    pub is_awaited: bool,
    /// The plan that is to be shown once the chosen client's records are there: this version, or else what
    /// isn't saved of it.
    pub wanted: Option<(PlanKey, Option<RevisionId>)>,
    /// Whether the rail is to bring the chosen client into view.
    pub scroll_to_chosen: bool,
    /// The name of a client that is being added.
    pub new_name: Option<String>,
    /// Tells of changes by others.
    pub watch: Option<Watch>,
    /// Keeps what is edited.
    pub keeper: Option<DraftKeeper<Unsaved>>,
    /// Why what is edited can't be kept.
    pub draft_trouble: Option<String>,
    /// Why drafts that aren't wanted couldn't be deleted: for each whose it is, where that is known, since
    /// one that is gone says nothing of the others.
    pub draft_stays: BTreeMap<Option<Unwanted>, String>,
    /// What was kept and can't be read.
    pub damaged_drafts: Option<String>,
    /// Clients who are being removed or erased here: what comes of that is no news.
    pub moved_here: BTreeSet<ClientId>,
    /// Readable records of a sealed practice that were told of.
    pub told_proposals: BTreeSet<RecordFile>,
    /// What isn't saved and isn't open: it is there again with its client.
    pub put_aside: Vec<Found>,
    /// What can be taken back of it, with the work that this goes with; in this window alone.
    pub undo: BTreeMap<PlanKey, (Arc<Work>, Undo)>,
}

/// What a search found in notes.
#[derive(Debug, Default)]
pub struct Noted {
    /// The words, as they were typed.
    pub query: String,
    /// Whose notes, and which.
    pub hits: Vec<NoteHit>,
    /// Whether there are more.
    pub more: bool,
}

/// Work on the index.
#[derive(Debug)]
pub struct Indexing {
    /// How far it is.
    pub progress: Progress,
    /// What has changed since it began, so that it has to be done again.
    pub again: Option<Scope>,
}

impl Practice {
    /// A practice that waits for its passphrase.
    pub fn locked(locked: Locked) -> Self {
        Self::Locked(LockedPractice {
            locked: Arc::new(locked),
            typed: Secret::default(),
            trouble: None,
        })
    }

    /// Whether its passphrase is asked for, or it is being opened still.
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Locked(_) | Self::Opening(_))
    }

    /// The practice, where one is open.
    pub fn open(&self) -> Option<&OpenPractice> {
        match self {
            Self::Open(open) => Some(open),
            Self::None | Self::Opening(_) | Self::Locked(_) => None,
        }
    }

    /// The same, to change it.
    pub fn open_mut(&mut self) -> Option<&mut OpenPractice> {
        match self {
            Self::Open(open) => Some(open),
            Self::None | Self::Opening(_) | Self::Locked(_) => None,
        }
    }
}

impl OpenPractice {
    /// A practice that was just opened, with the index of the last time.
    pub fn new(store: Store, settings: Settings, index: Option<Index>, order: Order) -> Self {
        let mut open = Self {
            index: Arc::new(index.unwrap_or_else(|| Index::empty(store.practice()))),
            name: name_of(store.root()),
            settings,
            settings_base: Base::none(),
            was_sealed: None,
            idle: None,
            store,
            counts: Counts::default(),
            agenda: None,
            is_current: false,
            index_kept: None,
            indexing: None,
            query: String::new(),
            order,
            listed: Vec::new(),
            more_found: false,
            noted: Noted::default(),
            is_searching: false,
            chosen: None,
            shares_name: false,
            folder: None,
            past: None,
            asked: BTreeMap::new(),
            readings: (0, 0),
            is_awaited: false,
            wanted: None,
            scroll_to_chosen: false,
            new_name: None,
            watch: None,
            keeper: None,
            draft_trouble: None,
            draft_stays: BTreeMap::new(),
            damaged_drafts: None,
            moved_here: BTreeSet::new(),
            told_proposals: BTreeSet::new(),
            put_aside: Vec::new(),
            undo: BTreeMap::new(),
        };
        open.counts = open.index.counts();
        open.list();
        open
    }

    /// Somebody is chosen in the rail, or nobody is: what belonged to the one before goes.
    pub fn choose(&mut self, client: Option<ClientId>) {
        self.chosen = client;
        self.folder = None;
        self.past = None;
        self.asked.clear();
        self.wanted = None;
        // A reading that is under way began before, and may not know what was saved since.
        self.readings.1 = self.readings.0 + 1;
        self.is_awaited = client.is_some();
        self.look_for_namesakes();
        if let Some(watch) = &self.watch {
            watch.show(client);
        }
    }

    /// Whether what is edited is kept, so that it is offered again wherever the practice is opened.
    pub fn keeps_drafts(&self) -> bool {
        self.keeper.is_some() && self.draft_trouble.is_none()
    }

    /// What isn't saved of the client that is chosen, and isn't open. What is of a plan that was removed
    /// waits until the plan is back.
    pub fn left_of_chosen(&self) -> impl Iterator<Item = &Found> {
        let folder = self.folder.as_deref().filter(|folder| Some(folder.id) == self.chosen);
        let is_there = move |found: &&Found| {
            let plan = folder.and_then(|folder| folder.plans.get(&found.draft.plan));
            Some(found.draft.client) == self.chosen && plan.is_none_or(|plan| !plan.is_removed())
        };
        self.put_aside.iter().filter(is_there)
    }

    /// Takes in a newer index.
    pub fn take_index(&mut self, index: Index) {
        self.index = Arc::new(index);
        self.counts = self.index.counts();
        self.noted = Noted::default();
        self.list();
        self.look_for_namesakes();
    }

    fn look_for_namesakes(&mut self) {
        self.shares_name = self.chosen.is_some_and(|id| self.index.has_namesake(id));
    }

    /// What the practice is called: as it calls itself, else as its folder.
    pub fn title(&self) -> &str {
        match self.settings.name.trim() {
            "" => &self.name,
            name => name,
        }
    }

    /// Takes in what was found in notes, unless it is about other words or older than the index.
    pub fn take_noted(&mut self, index: &Arc<Index>, noted: Noted) {
        if Arc::ptr_eq(index, &self.index) && noted.query == self.query {
            self.noted = noted;
            self.list();
        }
    }

    /// Whether what is typed was not searched for in the notes yet.
    pub fn wants_notes(&self) -> bool {
        !self.query.trim().is_empty() && self.noted.query != self.query
    }

    /// Lists the clients anew, after another query, order or index. Names and codes are searched
    /// here, which takes about a millisecond for ten thousand clients; notes take longer, and are
    /// searched beside the window.
    pub fn list(&mut self) {
        self.more_found = false;
        if self.query.trim().is_empty() {
            self.listed = self.index.clients(self.order).iter().map(|client| client.id).collect();
            return;
        }
        (self.listed, self.more_found) = self.index.search_names(&self.query);
        if self.wants_notes() {
            return;
        }
        self.more_found |= self.noted.more;
        // Whoever is found by name stands before those that are found by a note.
        for note in &self.noted.hits {
            if !self.listed.contains(&note.client) {
                self.listed.push(note.client);
            }
        }
    }

    /// What lists show of the client that is chosen.
    pub fn chosen_row(&self) -> Option<ClientRow<'_>> {
        self.index.client(self.chosen?)
    }

    /// The client that is chosen, as the folder knows it.
    pub fn chosen_client(&self) -> Option<&Client> {
        self.folder.as_ref()?.record()
    }

    /// All versions of a plan of the chosen client, where they were read.
    pub fn plan(&self, plan: PlanId) -> Option<&History<PlanRecord>> {
        let read = self.folder.as_ref()?.plans.get(&plan).or_else(|| self.asked.get(&plan));
        read.map(|history| &**history)
    }

    /// Whether a plan of the chosen client is listed and not read.
    pub fn is_unread(&self, plan: PlanId) -> bool {
        let is_known = self.folder.as_ref().is_some_and(|it| it.known.contains_key(&plan));
        is_known && !self.asked.contains_key(&plan)
    }
}

fn name_of(root: &Path) -> String {
    let name = root.canonicalize().ok().and_then(|root| Some(root.file_name()?.to_owned()));
    name.map_or_else(|| root.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Where the plan in the middle of the window is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Stored {
    /// Nowhere yet.
    #[default]
    Nowhere,
    /// In a file of its own.
    File(PathBuf),
    /// In the practice.
    Record(StoredRecord),
}

/// A plan of the practice, in the version that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// Whose it is, and which plan.
    pub key: PlanKey,
    /// Which version.
    pub revision: RevisionId,
    /// What the next version comes after.
    pub base: Base,
    /// The record as it was read or saved, of which a save changes the plan alone.
    pub record: Box<PlanRecord>,
}

impl StoredRecord {
    /// A version that was just saved; none where it removes the plan.
    pub fn of(key: PlanKey, version: &Revision<PlanRecord>) -> Option<Self> {
        let record = Box::new(version.content.record()?.clone());
        Some(Self { key, revision: version.id, base: Base::of([version]), record })
    }
}

impl Stored {
    /// The plan whose draft is about it; where it is nowhere yet, the one that is being made.
    pub fn draft_key(&self, making: Option<PlanKey>) -> Option<PlanKey> {
        match self {
            Self::Record(stored) => Some(stored.key),
            Self::Nowhere => making,
            Self::File(_) => None,
        }
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Nowhere | Self::Record(_) => None,
        }
    }

    /// The record, where it is one.
    pub fn record(&self) -> Option<&StoredRecord> {
        match self {
            Self::Record(record) => Some(record),
            Self::Nowhere | Self::File(_) => None,
        }
    }
}
