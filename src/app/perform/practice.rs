//! What is asked of the practice: opening and locking it, choosing clients, opening and saving plans.
//!
//! Folders are read and written beside the window; what is read again and again is in `reading`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reading::settings;
use crate::app::App;
use crate::app::action::{Action, FileAction, PracticeAction, Then};
use crate::app::clock;
use crate::app::jobs::{Loaded, PracticeOpened};
use crate::app::practice::{Left, OpenPractice, Practice, Stored, StoredRecord, left_behind};
use crate::app::reading::screened_before;
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog};
use crate::app::task::Task;
use crate::app::toast::Toasts;
use crate::app::visit::Visit;
use crate::model::{ClientId, PlanKey, RevisionId, Settings};
use crate::store::drafts::Drafts;
use crate::store::{
    Base, Index, Method, Opened, Places, Progress, SecretString, Store, StoreError, Watch,
};
use crate::text::counted;

impl App {
    pub(super) fn perform_practice(&mut self, action: PracticeAction, shell: &dyn Shell) {
        match action {
            PracticeAction::Unlock => self.unlock(shell),
            PracticeAction::Add(name) => self.add_client(name.trim(), true, shell),
            PracticeAction::AddNamesake(name) => self.add_client(name.trim(), false, shell),
            PracticeAction::KeepVersion => self.keep_version(shell),
            PracticeAction::Typed(secret) => {
                if let Practice::Locked(locked) = &mut self.state.practice {
                    locked.typed = secret;
                }
            }
            PracticeAction::Search(query) => {
                self.in_practice(|open| {
                    open.query = query;
                    open.list();
                });
                self.search_notes(shell);
            }
            PracticeAction::Sort(order) => {
                self.state.prefs.order = order;
                self.in_practice(|open| {
                    open.order = order;
                    open.list();
                });
            }
            PracticeAction::NewName(name) => self.in_practice(|open| open.new_name = name),
            PracticeAction::Alone => self.state.visit.alone = true,
            PracticeAction::Ask(kind) => self.ask(kind),
            PracticeAction::Fill(form) => self.fill(*form),
            PracticeAction::Browse(field) => self.browse(field, shell),
            PracticeAction::Submit => self.submit(shell),
            PracticeAction::StopTask => self.stop_task(),
            PracticeAction::RecoveryKey => self.show_recovery_key(),
            PracticeAction::ShowProposals => self.show_proposals(shell),
            PracticeAction::SealStrays => self.seal_strays(shell),
            PracticeAction::RemoveProposals => self.remove_proposals(shell),
            PracticeAction::ShowOld => self.show_old(shell),
            PracticeAction::Show(plan, revision) => self.show_version(plan, revision, shell),
            PracticeAction::Beside(beside) => {
                if let Some(reading) = &mut self.state.visit.reading {
                    reading.beside = beside;
                }
            }
            PracticeAction::StopReading => {
                if let Some(reading) = self.state.visit.reading.take() {
                    self.state.page = reading.from;
                    self.leave_empty_brief();
                }
            }
            PracticeAction::Rail(open) => self.state.prefs.rail_open = open,
            PracticeAction::RemoveClient(client) => self.remove_client(client, shell),
            PracticeAction::RestoreClient(client) => self.show_client(client, true, shell),
            PracticeAction::ShowRemoved => self.show_removed(shell),
            PracticeAction::EraseRemoved(client) => self.ask_to_erase(client),
            PracticeAction::RemovePlan(key) => self.show_plan(key, false, shell),
            PracticeAction::RestorePlan(key) => self.show_plan(key, true, shell),
            PracticeAction::QuitLocked => {
                self.held.clear();
                self.leave(Then::Quit, shell);
            }
            PracticeAction::Recover(found) => self.recover(*found, shell),
            PracticeAction::Forget(key) => self.forget(key, shell),
            PracticeAction::StopIndexing => self.in_practice(|open| {
                if let Some(indexing) = &open.indexing {
                    indexing.progress.cancel();
                }
            }),
        }
    }

    pub(super) fn in_practice(&mut self, change: impl FnOnce(&mut OpenPractice)) {
        if let Some(open) = self.state.practice.open_mut() {
            change(open);
        }
    }

    /// Opens a practice folder, or makes one where nothing is, after asking about unsaved changes.
    pub(in crate::app) fn open_practice(&mut self, root: PathBuf, shell: &dyn Shell) {
        self.perform(Action::File(FileAction::Leave(Then::Practice(root))), shell);
    }

    /// Opens a practice folder; `makes` where a new or empty folder becomes one. The folder of a
    /// practice that was open before never does: its drive may be away.
    pub(super) fn load_practice(&mut self, root: PathBuf, makes: bool, shell: &dyn Shell) {
        if let Some((_, progress)) = self.begun.take().filter(|(begun, _)| *begun == root) {
            self.wait_for_early(progress);
            self.state.practice = Practice::Opening(root);
            return;
        }
        if self.state.busy.is_some() {
            return;
        }
        // It is kept with the practice that it belongs to, and stays in sight of no other.
        if self.state.belongs_to_practice() {
            self.empty_intake();
        }
        self.put_away_practice();
        self.state.practice = Practice::Opening(root.clone());
        let (places, closing) = (self.places.clone(), self.jobs.closing());
        self.start_read(
            Task::read("", ""),
            Busy::OpeningPractice,
            shell,
            move |progress| {
                // Drafts of the practice before may be of this one.
                closing.wait();
                read_practice(&root, makes, places.as_ref(), progress)
            },
            Self::practice_opened,
        );
        if self.state.busy.is_none() {
            self.state.practice = Practice::None;
        }
    }

    /// Closes the practice beside the window: its drafts are written to the end.
    pub(super) fn put_away_practice(&mut self) {
        if let Practice::Open(open) = std::mem::take(&mut self.state.practice) {
            // Whom it was about is of no concern to another practice.
            self.state.toasts = Toasts::default();
            self.jobs.close(open);
        }
    }

    pub(in crate::app) fn practice_opened(
        &mut self,
        result: Result<PracticeOpened, StoreError>,
        shell: &dyn Shell,
    ) {
        let begins = std::mem::take(&mut self.begins);
        match result {
            // A drive that isn't connected now is no reason to begin with a complaint.
            Err(StoreError::Missing(_)) if begins => self.state.practice = Practice::None,
            Ok(PracticeOpened::Sealed(locked)) => {
                self.remember(locked.root());
                self.empty_intake();
                self.state.practice = Practice::locked(locked);
            }
            Ok(PracticeOpened::Open(loaded)) => {
                self.remember(loaded.store.root());
                self.empty_intake();
                let order = self.state.prefs.order;
                let mut open =
                    OpenPractice::new(loaded.store, loaded.settings, loaded.index, order);
                open.settings_base = loaded.settings_base;
                open.was_sealed = loaded.was_sealed;
                open.watch = self.watch(open.store.root(), shell);
                open.keeper = loaded.drafts.and_then(|drafts| self.keeper(drafts, shell));
                if let Some(keeper) = open.keeper.as_ref().filter(|_| !loaded.held.is_empty()) {
                    keeper.watch(loaded.held);
                }
                open.draft_trouble = loaded.draft_trouble;
                open.draft_stays.extend(loaded.draft_stays.map(|stays| (None, stays)));
                open.damaged_drafts = loaded.damaged_drafts;
                open.put_aside = loaded.found;
                let practice = open.store.practice();
                if loaded.is_read_only {
                    self.tell_read_only(open.store.root());
                }
                self.state.visit.alone = false;
                self.state.practice = Practice::Open(Box::new(open));
                let is_back = self.bring_back(shell);
                match self.state.prefs.last_client {
                    _ if is_back => {}
                    Some((of, client)) if of == practice => {
                        self.choose_client(client, shell);
                        self.in_practice(|open| open.scroll_to_chosen = true);
                    }
                    _ => {}
                }
                self.offer_left_behind();
                self.refresh_index(shell);
            }
            Err(error) => {
                if let Practice::Locked(locked) = &mut self.state.practice {
                    locked.trouble = Some(error.to_string());
                    return;
                }
                self.state.practice = Practice::None;
                self.trouble("This practice can't be opened", &error, "Choose another folder.");
            }
        }
    }

    /// Says before anybody types that nothing can be saved.
    fn tell_read_only(&mut self, root: &Path) {
        let lines = [
            "Clients and plans can be read here, and nothing can be saved: this folder, or the disk \
             that it lies on, is read-only for you.",
            "To work in it, ask for write access, or copy the folder to a place of your own and \
             open the copy.",
        ];
        let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        lines.push(root.display().to_string());
        let title = "This practice can only be read".to_owned();
        self.state.dialogs.push(Dialog::Message { title, lines, offers: Vec::new() });
    }

    /// Leaves the practice, and shows the page from which the window starts.
    pub(super) fn close_practice(&mut self) {
        if let Some(indexing) = self.state.practice.open().and_then(|open| open.indexing.as_ref()) {
            indexing.progress.cancel();
        }
        self.put_away_practice();
        self.empty_intake();
    }

    fn remember(&mut self, root: &Path) {
        let Some(places) = &self.places else { return };
        self.state.known_practices.retain(|known| known != root);
        self.state.known_practices.insert(0, root.to_owned());
        // Without it the folder has to be chosen again next time, which is no harm.
        places.remember_practice(root).ok();
    }

    fn watch(&self, root: &Path, shell: &dyn Shell) -> Option<Watch> {
        let teller = self.jobs.teller();
        let waker = shell.waker();
        let told = move |changed| {
            teller.tell(move |app, shell| app.changed(changed, shell));
            waker();
        };
        Watch::start(root, Method::EventsAndLooks, told).ok()
    }

    fn unlock(&mut self, shell: &dyn Shell) {
        let Practice::Locked(gate) = &mut self.state.practice else { return };
        let typed = std::mem::take(&mut gate.typed);
        gate.trouble = None;
        let locked = Arc::clone(&gate.locked);
        let places = self.places.clone();
        self.start_read(
            Task::read("", ""),
            Busy::Unlocking,
            shell,
            move |progress| {
                let passphrase = SecretString::from(typed.0.to_string());
                let store = match locked.unlock(&passphrase) {
                    // Who lost the passphrase types the recovery key instead.
                    Err(refused) => locked.recover(&typed.0).map_err(|_| refused),
                    unlocked => unlocked,
                };
                store.and_then(|store| {
                    let places = places.as_ref();
                    let index = places.and_then(|places| Index::load(&store, &places.cache));
                    loaded(store, index, places, progress)
                })
            },
            Self::practice_opened,
        );
    }

    /// Forgets everything about the practice but where it lies, and asks for the passphrase.
    pub(in crate::app) fn lock(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        if open.store.seal().is_none() {
            return;
        }
        let root = open.store.root().to_owned();
        if let Some(indexing) = &open.indexing {
            indexing.progress.cancel();
        }
        // A file dialog or a write that is under way is no reason to stay open.
        match self.state.busy {
            Some(Busy::Opening | Busy::OpeningPractice | Busy::Unlocking) => self.give_up(),
            Some(Busy::Working) | None => {}
            Some(_) => {
                self.state.busy = None;
                self.state.task = None;
            }
        }
        self.state.after_save = None;
        self.put_away_practice();
        self.state.dialogs.clear();
        self.state.note = None;
        self.state.menu = None;
        self.empty_intake();
        // Text fields keep what was typed, for their undo.
        shell.forget();
        self.load_practice(root, false, shell);
    }

    pub(super) fn choose_client(&mut self, client: ClientId, shell: &dyn Shell) {
        self.empty_intake();
        if self.state.practice.open().is_some_and(|open| open.chosen != Some(client)) {
            self.state.toasts.client_left();
        }
        self.in_practice(|open| open.choose(Some(client)));
        let practice = self.state.practice.open().map(|open| open.store.practice());
        self.state.prefs.last_client = practice.map(|practice| (practice, client));
        self.read_client(shell);
    }

    /// What is open belongs to no client of the practice.
    pub(super) fn choose_nobody(&mut self) {
        self.state.toasts.client_left();
        self.in_practice(|open| open.choose(None));
    }

    pub(super) fn empty_intake(&mut self) {
        self.set_aside();
        let state = &mut self.state;
        state.today = clock::today().max(state.today);
        state.begin_with(state.blank(), &self.knowledge);
    }

    pub(super) fn open_plan(&mut self, key: PlanKey, revision: RevisionId) {
        let Some(open) = self.state.practice.open() else { return };
        if open.folder.as_ref().is_none_or(|folder| folder.id != key.client) {
            return;
        }
        let Some(history) = open.plan(key.plan) else { return };
        let Some(version) = history.revision(revision) else { return };
        let Some(stored) = StoredRecord::of(key, version) else { return };
        let today = self.state.today;
        let rescreen = screened_before(history, version, today);
        let visit = Visit::of_record((*stored.record).clone(), &self.knowledge, today);
        let unknown = self.knowledge.accept_recorded(stored.record.plan.intake.clone()).err();
        self.set_aside();
        self.state.begin(visit);
        self.state.visit.stored = Stored::Record(stored);
        // What was kept once isn't asked about again.
        self.agree_to_length();
        if let Some(day) = rescreen {
            self.state.visit.reopened(day);
        }
        self.fill_age();
        if let Some(faults) = unknown {
            self.state.dialogs.push(Dialog::Trouble {
                title: "This plan can't be checked as it was saved".to_owned(),
                lines: faults.into_iter().map(|fault| fault.message).collect(),
                advice: "It was made with other guidance, which had answers that don't exist any \
                         more: read the plan as it was saved, and ask again."
                    .to_owned(),
            });
        }
    }

    pub(super) fn trouble(&mut self, title: &str, error: &StoreError, advice: &str) {
        self.state.dialogs.push(Dialog::Trouble {
            title: title.to_owned(),
            lines: vec![error.to_string()],
            advice: advice.to_owned(),
        });
    }
}

/// Reads what a practice folder shows first; `makes` where a new or empty folder becomes one.
pub(in crate::app) fn read_practice(
    root: &Path,
    makes: bool,
    places: Option<&Places>,
    progress: &Progress,
) -> Result<PracticeOpened, StoreError> {
    // Nothing is made for somebody who gave up waiting.
    let index = |store: &Store| places.and_then(|places| Index::load(store, &places.cache));
    let opened = match progress.check().and_then(|()| Store::open_beside(root, index)) {
        // A folder in which nothing is yet becomes a practice.
        Err(StoreError::Missing(_) | StoreError::NotAPractice(_)) if makes => {
            let checked = progress.check();
            let made = checked.and_then(|()| Store::create(root, crate::store::clock::now()));
            made.map(|store| (Opened::Open(store), None))
        }
        other => other,
    };
    match opened? {
        (Opened::Sealed(locked), _) => Ok(PracticeOpened::Sealed(locked)),
        (Opened::Open(store), index) => loaded(store, index, places, progress),
    }
}

/// What is read of a practice before it shows.
///
/// # Errors
/// Nobody waits for it any more.
fn loaded(
    store: Store,
    index: Option<Index>,
    places: Option<&Places>,
    progress: &Progress,
) -> Result<PracticeOpened, StoreError> {
    progress.add_parts(3);
    let mut loaded = Loaded {
        settings: Settings::default(),
        settings_base: Base::none(),
        index,
        drafts: None,
        found: Vec::new(),
        held: BTreeSet::new(),
        draft_trouble: None,
        draft_stays: None,
        damaged_drafts: None,
        was_sealed: store.is_sealed_now().ok(),
        is_read_only: store.is_read_only(),
        store,
    };
    progress.step()?;
    (loaded.settings, loaded.settings_base) = settings(&loaded.store);
    progress.step()?;
    let Some(places) = places else {
        progress.step()?;
        return Ok(PracticeOpened::Open(loaded));
    };
    let found = Drafts::new(places, &loaded.store).and_then(|drafts| {
        drafts.wait_for_ending()?;
        let found = left_behind(&drafts, &loaded.store)?;
        Ok((drafts, found))
    });
    match found {
        Ok((drafts, Left { found, held, damaged, stays })) => {
            if damaged > 0 {
                let folder = drafts.folder().display();
                let drafts = counted(damaged, "draft");
                loaded.damaged_drafts = Some(format!("{folder}: {drafts} in it can't be read"));
            }
            loaded.drafts = Some(drafts);
            (loaded.found, loaded.held) = (found, held);
            loaded.draft_stays = stays.map(|error| error.to_string());
        }
        Err(error) => loaded.draft_trouble = Some(error.to_string()),
    }
    progress.step()?;
    Ok(PracticeOpened::Open(loaded))
}
