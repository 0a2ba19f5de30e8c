//! Keeping what isn't saved, and offering it again after a crash.
//!
//! Only for plans of a practice: what is in a file of its own belongs to no client.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::Then;
use crate::app::clock;
use crate::app::practice::{Found, Stored, Unsaved, Unwanted};
use crate::app::shell::Shell;
use crate::app::state::{Dialog, State};
use crate::app::visit::{Visit, Work};
use crate::model::{ClientId, PlanKey};
use crate::store::drafts::{Draft, DraftKeeper, Drafts};

impl App {
    /// A keeper for the practice that was just opened.
    pub(super) fn keeper(&self, drafts: Drafts, shell: &dyn Shell) -> Option<DraftKeeper<Unsaved>> {
        let teller = self.jobs.teller();
        let waker = shell.waker();
        let told = move |error: crate::store::StoreError| {
            teller.tell(move |app, _| app.draft_trouble(error.to_string()));
            waker();
        };
        DraftKeeper::new(drafts, told).ok()
    }

    /// Unsaved work couldn't be kept.
    fn draft_trouble(&mut self, trouble: String) {
        self.trust_no_draft();
        if let Some(open) = self.state.practice.open_mut() {
            open.draft_trouble = Some(trouble);
        }
    }

    /// Keeps what is being edited.
    pub(super) fn keep_draft(&mut self) {
        if let Some(draft) = self.draft(false) {
            self.keep(draft);
        }
    }

    /// Keeps it to go on with it another time: it is offered again with its client.
    pub(super) fn put_aside(&mut self) {
        let Some(draft) = self.draft(true) else { return };
        let stored = self.state.visit.stored.record().cloned();
        self.keep(draft.clone());
        let Some(open) = self.state.practice.open_mut() else { return };
        let name = open.index.client(draft.client).map(|client| client.name.to_string());
        let found = Found { draft, stored, name: name.unwrap_or_default() };
        open.put_aside.retain(|other| other.key() != found.key());
        open.put_aside.push(found);
    }

    fn keep(&self, draft: Draft<Unsaved>) {
        let open = self.state.practice.open();
        if let Some(keeper) = open.and_then(|open| open.keeper.as_ref()) {
            keeper.keep(draft);
        }
    }

    /// What is being edited, where it isn't saved and belongs to a client.
    fn draft(&mut self, put_aside: bool) -> Option<Draft<Unsaved>> {
        if !self.state.visit.is_unsaved() {
            return None;
        }
        let content = Unsaved { work: self.state.visit.shared_work(), put_aside };
        let chosen = self.state.practice.open()?.chosen;
        let (PlanKey { client, plan }, base) = self.state.visit.place(chosen)?;
        let base = base.parents().to_vec();
        Some(Draft { client, plan, base, changed: clock::moment(), content })
    }

    /// Offers what was put aside of the client that was just chosen.
    pub(super) fn offer_put_aside(&mut self) {
        let offered = |dialog: &Dialog| matches!(dialog, Dialog::Drafts(_));
        if self.state.visit.is_unsaved() || self.state.dialogs.iter().any(offered) {
            return;
        }
        let Some(open) = self.state.practice.open() else { return };
        let here = open.put_aside.iter().filter(|found| Some(found.draft.client) == open.chosen);
        let here: Vec<Found> = here.cloned().collect();
        if !here.is_empty() {
            self.state.dialogs.push(Dialog::Drafts(here));
        }
    }

    /// Deletes the draft of what is in the window: it is saved, or isn't wanted.
    pub(super) fn drop_draft(&mut self) {
        if let Some(key) = self.draft_key() {
            self.discard_draft(key);
        }
    }

    /// The plan whose draft is about what is in the window.
    fn draft_key(&self) -> Option<PlanKey> {
        let open = self.state.practice.open()?;
        self.state.visit.draft_key(open.chosen)
    }

    /// The draft isn't wanted once what comes next is there; where that may fail, it is kept so long.
    pub(super) fn leave_draft(&mut self, then: &Then) {
        match then {
            // What is in the window goes when the file is taken in.
            Then::Open | Then::OpenTyped | Then::File(_) => {}
            Then::Practice(_) | Then::Reopen(_) => {
                let Some(key) = self.draft_key() else { return };
                let keeper = self.state.practice.open_mut().and_then(|open| open.keeper.take());
                self.unwanted = keeper.map(|keeper| Unwanted { key, keeper });
            }
            Then::New
            | Then::ChoosePractice
            | Then::Start
            | Then::Client(_)
            | Then::Remove(_)
            | Then::Plan(..)
            | Then::Lock
            | Then::Quit => self.drop_draft(),
        }
    }

    /// Gives a keeper back whose practice stays open.
    pub(super) fn keep_keeper(&mut self) {
        if let Some(open) = self.state.practice.open_mut()
            && let Some(unwanted) = self.unwanted.take()
        {
            open.keeper = Some(unwanted.keeper);
        }
    }

    /// Another practice is open, or isn't: what wasn't wanted then goes, or stays to be offered.
    pub(super) fn end_unwanted(&mut self, is_open: bool) {
        if let Some(Unwanted { key, keeper }) = self.unwanted.take() {
            if is_open {
                keeper.forget(key.client, key.plan);
            }
            self.jobs.close(keeper);
        }
    }

    /// Deletes the draft of what a file takes the place of, unless it was put aside.
    pub(super) fn give_way(&mut self) {
        if self.state.visit.is_unsaved()
            && let Some(key) = self.draft_key()
            && !self.is_aside(key, self.state.visit.work())
        {
            self.discard_draft(key);
            self.not_aside(key);
        }
    }

    fn discard_draft(&self, key: PlanKey) {
        let Some(open) = self.state.practice.open() else { return };
        if let Some(keeper) = &open.keeper {
            keeper.forget(key.client, key.plan);
        }
    }

    /// Deletes every draft of a client who was erased, one that waits to be written too.
    pub(super) fn forget_client(&self, client: ClientId) {
        let keeper = self.state.practice.open().and_then(|open| open.keeper.as_ref());
        if let Some(keeper) = keeper {
            // What stays is deleted when the practice is opened next.
            keeper.forget_client(client);
        }
    }

    /// Goes on with a draft that was left behind.
    pub(super) fn recover(&mut self, found: Found, shell: &dyn Shell) {
        self.state.dialogs.pop();
        let key = found.key();
        self.go_on_with(key);
        self.choose_client(key.client, shell);
        let blank = self.state.visit.shared_work();
        let work = Arc::unwrap_or_clone(found.draft.content.work);
        self.state.begin_with(work, &self.knowledge);
        let State { visit, today, .. } = &mut self.state;
        // What was left behind is saved nowhere yet.
        if let Some(stored) = found.stored {
            let record = (*stored.record).clone();
            let saved = Visit::of_record(record, &self.knowledge, *today).shared_work();
            visit.is_stored(saved, Stored::Record(stored));
        } else {
            visit.is_stored(blank, Stored::Nowhere);
            visit.go_on_as(key.plan);
        }
        // Answers of an earlier day don't count today.
        if let Some(earlier) = visit.work().intake.day().filter(|day| *day < *today) {
            visit.reopened(earlier);
        }
    }

    /// Whether this work on a plan was put aside.
    fn is_aside(&self, key: PlanKey, work: &Work) -> bool {
        let open = self.state.practice.open();
        let mut aside = open.into_iter().flat_map(|open| &open.put_aside);
        aside.any(|found| found.key() == key && *found.draft.content.work == *work)
    }

    fn not_aside(&mut self, key: PlanKey) {
        if let Some(open) = self.state.practice.open_mut() {
            open.put_aside.retain(|found| found.key() != key);
        }
    }

    /// A draft is edited here from now on, and isn't offered.
    pub(super) fn go_on_with(&mut self, key: PlanKey) {
        if let Some(keeper) = self.state.practice.open().and_then(|open| open.keeper.as_ref()) {
            keeper.hold(key.client, key.plan);
        }
        self.not_aside(key);
    }

    /// Deletes what was put aside of a plan, where it is what was saved meanwhile.
    pub(super) fn saved_aside(&mut self, key: PlanKey, work: &Work) {
        if self.is_aside(key, work) {
            self.discard_draft(key);
            self.not_aside(key);
        }
    }

    /// Deletes a draft that was left behind, and offers the others.
    pub(super) fn forget(&mut self, key: PlanKey) {
        self.discard_draft(key);
        self.not_aside(key);
        if let Some(Dialog::Drafts(found)) = self.state.dialogs.last_mut() {
            found.retain(|found| found.key() != key);
            if found.is_empty() {
                self.state.dialogs.pop();
            }
        }
    }
}
