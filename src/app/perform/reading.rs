//! What is read of an open practice beside the window: the index, and the client that is chosen.
//!
//! Results come back later. One that comes for a client or a practice that isn't shown any more is
//! dropped.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::App;
use crate::app::clock;
use crate::app::jobs::Scope;
use crate::app::past::Past;
use crate::app::practice::{Agenda, Indexing, Noted, elsewhere};
use crate::app::shell::Shell;
use crate::model::{ClientId, PlanId, Settings};
use crate::store::{Base, Changed, ClientFolder, Index, Progress, Store, StoreError};

/// While others save a lot, the index of a clinic is not written whole with each of their saves: with
/// 100,000 plans it rests for four seconds, with those of one therapist for none.
const REST_A_PLAN: Duration = Duration::from_micros(40);

impl App {
    /// Compares the index with the folder, beside the window, and keeps it for the next start.
    pub(in crate::app) fn refresh_index(&mut self, shell: &dyn Shell) {
        self.index(Scope::All, shell);
    }

    pub(super) fn index(&mut self, scope: Scope, shell: &dyn Shell) {
        let places = self.places.clone();
        let Some(open) = self.state.practice.open_mut() else { return };
        if let Some(indexing) = &mut open.indexing {
            // What is being read may be older than what this is about.
            indexing.again = Some(match indexing.again {
                Some(before) if before != scope => Scope::All,
                Some(_) | None => scope,
            });
            return;
        }
        let progress = Progress::default();
        let plans = u32::try_from(open.counts.plans).unwrap_or(u32::MAX);
        let rest = REST_A_PLAN.saturating_mul(plans);
        let was_kept = open.index_kept.is_some_and(|kept| kept.elapsed() < rest);
        let keeps = scope == Scope::All || !was_kept;
        if keeps {
            open.index_kept = Some(Instant::now());
        }
        let store = open.store.clone();
        let known = Arc::clone(&open.index);
        let was_sealed = open.was_sealed;
        let knowledge = Arc::clone(&self.knowledge);
        let today = clock::today().max(self.state.today);
        let work = {
            let progress = progress.clone();
            move || {
                let is_sealed = store.is_sealed_now().ok();
                if is_sealed.is_some() && was_sealed.is_some() && is_sealed != was_sealed {
                    return None;
                }
                let mut index = Index::clone(&known);
                let read = match scope {
                    Scope::All => index.refresh(&store, &progress).map(|changes| {
                        let is_changed = !changes.is_empty();
                        (is_changed, [changes.read, changes.gone].concat())
                    }),
                    Scope::Client(client) => {
                        let read = index.refresh_client(&store, client);
                        read.map(|read| (read, Vec::from_iter(read.then_some(client))))
                    }
                };
                let mut news = Vec::new();
                if let Ok((changed, clients)) = &read {
                    news = elsewhere(&store, &known, &index, clients);
                    if *changed
                        && keeps
                        && let Some(places) = &places
                    {
                        // Only a cache: without it the next start takes longer, and nobody remembers
                        // what was here.
                        index.save(&store, &places.cache).ok();
                    }
                }
                let settings = settings(&store);
                let agenda = Agenda::of(&index, &knowledge, &settings.0, today);
                let result = read.map(|_| (index, agenda, settings));
                let of = match scope {
                    Scope::All => None,
                    Scope::Client(client) => Some(client),
                };
                // What can't be listed now is at the next look; nothing is told or forgotten till then.
                let proposals = store.proposal_files(of).ok();
                Some((result, news, proposals))
            }
        };
        let root = open.store.root().to_owned();
        let then = move |app: &mut Self, indexed: Option<_>, shell: &dyn Shell| {
            if !app.is_open_in(&root) {
                return;
            }
            let Some((result, news, proposals)) = indexed else {
                return app.converted_elsewhere(shell);
            };
            app.indexed(scope, result, shell);
            app.tell_news(news);
            if let Some(proposals) = proposals {
                app.tell_proposals(scope, proposals);
            }
        };
        if self.jobs.start("index", shell.waker(), work, then).is_ok() {
            open.indexing = Some(Indexing { progress, again: None });
        }
    }

    /// Goes by what the practice says about itself now.
    pub(super) fn take_settings(&mut self, settings: Settings, base: Base) {
        let Some(open) = self.state.practice.open_mut() else { return };
        if open.settings.lock_after_minutes != settings.lock_after_minutes {
            open.idle = None;
        }
        open.settings = settings;
        open.settings_base = base;
    }

    /// Searches the notes for what is typed, beside the window, one search at a time.
    pub(super) fn search_notes(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open_mut() else { return };
        if open.is_searching || !open.wants_notes() {
            return;
        }
        let (index, query) = (Arc::clone(&open.index), open.query.clone());
        let root = open.store.root().to_owned();
        let work = move || {
            let (hits, more) = index.search_notes(&query);
            (index, Noted { query, hits, more })
        };
        let then = move |app: &mut Self, (index, noted), shell: &dyn Shell| {
            if app.is_open_in(&root) {
                app.searched(&index, noted, shell);
            }
        };
        open.is_searching = self.jobs.start("search", shell.waker(), work, then).is_ok();
    }

    /// Whether the practice that is open lies in this folder. A copy of it bears the same id.
    pub(super) fn is_open_in(&self, root: &Path) -> bool {
        self.state.practice.open().is_some_and(|open| open.store.root() == root)
    }

    pub(super) fn searched(&mut self, index: &Arc<Index>, noted: Noted, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open_mut() else { return };
        open.is_searching = false;
        open.take_noted(index, noted);
        // More may have been typed by now.
        self.search_notes(shell);
    }

    pub(super) fn indexed(
        &mut self,
        scope: Scope,
        result: Result<(Index, Agenda, (Settings, Base)), StoreError>,
        shell: &dyn Shell,
    ) {
        let Some(open) = self.state.practice.open_mut() else { return };
        let again = open.indexing.take().and_then(|indexing| indexing.again);
        match result {
            Ok((index, agenda, (settings, base))) => {
                open.is_current |= scope == Scope::All;
                open.take_index(index);
                open.agenda = Some(agenda);
                // What is to be read again was saved since: its settings may be the former ones.
                if again.is_none() {
                    self.take_settings(settings, base);
                }
                self.search_notes(shell);
                if scope == Scope::All {
                    self.read_client(shell);
                }
                if let Some(scope) = again {
                    self.index(scope, shell);
                }
            }
            // Who stopped it knows; the list stays as it was.
            Err(StoreError::Cancelled) => {}
            Err(error) => self.trouble(
                "The practice can't be read",
                &error,
                "Is its drive connected? What is shown may be out of date.",
            ),
        }
    }

    pub(super) fn changed(&mut self, changed: Changed, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        match changed {
            Changed::Client(client) => {
                if open.chosen == Some(client) {
                    self.read_client(shell);
                }
                self.index(Scope::Client(client), shell);
            }
            Changed::Practice | Changed::Clients => self.refresh_index(shell),
        }
    }

    /// Reads the records of the client that is chosen.
    pub(super) fn read_client(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open_mut() else { return };
        let Some(client) = open.chosen else { return };
        open.readings.0 += 1;
        let reading = open.readings.0;
        let store = open.store.clone();
        // What is known already, and what somebody looks at: the rest is in the rows of the index.
        let (index, before) = (Arc::clone(&open.index), open.folder.clone());
        let mut asked: BTreeSet<PlanId> = open.asked.keys().copied().collect();
        asked.extend(self.state.visit.stored.record().map(|stored| stored.key.plan));
        let read = self.state.visit.reading.as_ref().filter(|read| read.copy.is_none());
        asked.extend(read.map(|read| read.key.plan));
        let today = clock::today().max(self.state.today);
        let settings = open.settings.clone();
        let past_before = open.past.clone();
        let knowledge = Arc::clone(&self.knowledge);
        let read = move || {
            let read = |asked: &BTreeSet<PlanId>, before: Option<&ClientFolder>| {
                index.client_folder(&store, client, today, asked, before).map(Arc::new)
            };
            let folder = read(&asked, before.as_deref())?;
            // What a list leaves unread, the course needs.
            let mut whole = Arc::clone(&folder);
            if !folder.known.is_empty() {
                asked.extend(folder.known.keys());
                whole =
                    read(&asked, Some(past_before.as_ref().map_or(&folder, |past| &past.folder)))?;
            }
            let past = Past::new(whole, &settings, &knowledge, today);
            Ok((folder, Arc::new(past)))
        };
        let then = move |app: &mut Self, result, shell: &dyn Shell| {
            app.client_read(client, reading, result, shell);
        };
        if let Err(error) = self.jobs.start("read a client", shell.waker(), read, then) {
            open.is_awaited = false;
            self.too_busy(&error);
        }
    }

    pub(super) fn client_read(
        &mut self,
        client: ClientId,
        reading: u64,
        result: Result<(Arc<ClientFolder>, Arc<Past>), StoreError>,
        shell: &dyn Shell,
    ) {
        let is_unsaved = self.state.visit.is_unsaved();
        let Some(open) = self.state.practice.open_mut() else { return };
        if open.chosen != Some(client) || reading < open.readings.1 {
            return;
        }
        open.readings.1 = reading;
        open.is_awaited = false;
        match result {
            // Removed since it was opened last, here or elsewhere. What isn't saved keeps its client:
            // saved, it brings the client back.
            Ok((folder, _)) if folder.is_removed() && !is_unsaved => {
                open.chosen = None;
                open.folder = None;
                open.past = None;
            }
            Ok((folder, past)) => {
                open.past = Some(past);
                let born = open.chosen_client().map(|client| client.birth_year);
                let first = open.folder.replace(folder).is_none();
                let born_now = open.chosen_client().map(|client| client.birth_year);
                if !first && born != born_now {
                    self.take_age();
                }
                if first {
                    self.begin_visit();
                    self.go_on_by_itself();
                    self.meet_with_brief();
                    self.show_wanted(shell);
                }
                self.leave_empty_brief();
            }
            // Erased on another computer, say.
            Err(StoreError::NoSuchClient(_)) => {
                open.chosen = None;
                open.folder = None;
                open.past = None;
            }
            Err(error) => self.trouble(
                "This client's records can't be read",
                &error,
                "Is the drive connected? Choose the client again.",
            ),
        }
    }
}

/// What a practice says about itself, as far as it can be read, and what the next version comes
/// after.
pub(super) fn settings(store: &Store) -> (Settings, Base) {
    let Ok(history) = store.settings() else { return (Settings::default(), Base::none()) };
    let saved = history.current().and_then(|head| head.content.record());
    (saved.cloned().unwrap_or_default(), history.base())
}
