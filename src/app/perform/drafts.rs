//! Keeping what isn't saved, so that leaving it asks nothing: it is on the disk within a second, stands
//! under its client, and is there again when the client is chosen.
//!
//! Only for plans of a practice: what is in a file of its own belongs to no client.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, FileAction, PracticeAction, Then};
use crate::app::clock;
use crate::app::practice::{Found, Stored, StoredRecord, Unsaved, left_behind};
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog, State};
use crate::app::toast::ToastKind;
use crate::app::visit::{Visit, Work};
use crate::model::{ClientId, Day, PlanKey};
use crate::store::StoreError;
use crate::store::drafts::{Draft, DraftKeeper, Drafts, Told, Unwanted};

impl App {
    /// A keeper for the practice that was just opened.
    pub(super) fn keeper(&self, drafts: Drafts, shell: &dyn Shell) -> Option<DraftKeeper<Unsaved>> {
        let teller = self.jobs.teller();
        let waker = shell.waker();
        let told = move |told: Told| {
            teller.tell(move |app, shell| match told {
                Told::Kept => app.drafts_kept(None),
                Told::NotKept(error) => app.drafts_kept(Some(error.to_string())),
                Told::Stays(whose, error) => app.draft_stays(whose, error.to_string()),
                Told::Gone(whose) => {
                    app.in_practice(|open| _ = open.draft_stays.remove(&Some(whose)));
                }
                Told::Left => app.find_left_since(shell),
            });
            waker();
        };
        DraftKeeper::new(drafts, told).ok()
    }

    /// Unsaved work couldn't be kept, or can be again.
    fn drafts_kept(&mut self, trouble: Option<String>) {
        if trouble.is_some() {
            self.trust_no_draft();
        }
        let Some(open) = self.state.practice.open_mut() else { return };
        let is_new = open.draft_trouble.is_none() && trouble.is_some();
        open.draft_trouble = trouble;
        // What was left in the belief that it is kept has to be gone back to.
        if is_new && !open.put_aside.is_empty() {
            let lines = open.draft_trouble.iter().cloned().chain(names(&open.put_aside)).collect();
            self.state.dialogs.push(Dialog::Trouble {
                title: "Unsaved work can't be kept on this computer".to_owned(),
                lines,
                advice: "It is there as long as this window is open. Choose each client that is \
                         named here, and save."
                    .to_owned(),
            });
        }
    }

    /// A draft that isn't wanted couldn't be deleted. Nothing is lost by it; what is in it stays readable.
    fn draft_stays(&mut self, whose: Option<Unwanted>, trouble: String) {
        let Some(open) = self.state.practice.open_mut() else { return };
        open.draft_stays.insert(whose, trouble.clone());
        let text = "An old draft couldn't be deleted from this computer".to_owned();
        self.state.toasts.add_lasting(ToastKind::Refused, text, None);
        self.state.toasts.explain(trouble);
    }

    /// Keeps what is being edited. What is as it was saved, after an undo say, needs no draft any more.
    pub(super) fn keep_draft(&mut self) {
        if let Some(draft) = self.draft(false) {
            self.keep(draft);
            self.state.visit.drafted = true;
        } else if !self.state.visit.is_unsaved() {
            self.drop_draft();
        }
    }

    /// Keeps what is open and isn't saved, before something else takes its place: it stands under its
    /// client, and is there again with it.
    pub(super) fn set_aside(&mut self) {
        self.set_closing_aside();
        if !self.state.keeps_drafts() {
            return;
        }
        let Some(found) = self.found_open() else { return };
        self.keep(found.draft.clone());
        let undo = self.state.visit.leave_undo();
        let Some(open) = self.state.practice.open_mut() else { return };
        // Who was just left may be left once more: then it is here already.
        if undo.undoes().is_some() || undo.redoes().is_some() {
            open.undo.insert(found.key(), (Arc::clone(&found.draft.content.work), undo));
        }
        open.put_aside.retain(|other| other.key() != found.key());
        open.put_aside.push(found);
    }

    /// What is open and isn't saved, as it would be found again.
    fn found_open(&mut self) -> Option<Found> {
        let draft = self.draft(true)?;
        let stored = self.state.visit.stored.record().cloned();
        let open = self.state.practice.open()?;
        let name = open.index.client(draft.client).map(|client| client.name.to_owned());
        Some(Found { draft, stored, name: name.unwrap_or_default() })
    }

    pub(super) fn keep(&self, draft: Draft<Unsaved>) {
        let open = self.state.practice.open();
        if let Some(keeper) = open.and_then(|open| open.keeper.as_ref()) {
            keeper.keep(draft);
        }
    }

    /// What is being edited, where it isn't saved and belongs to a client.
    fn draft(&mut self, put_aside: bool) -> Option<Draft<Unsaved>> {
        let closing = self.kept_closing();
        let visit = &mut self.state.visit;
        if !visit.is_unsaved() && closing.is_none() {
            return None;
        }
        // Once the answers of another day were taken out, what is answered is today's.
        let screened = visit.rescreen.filter(|_| !visit.asked_anew);
        let content = Unsaved { work: visit.shared_work(), put_aside, screened, closing };
        let chosen = self.state.practice.open()?.chosen;
        let (PlanKey { client, plan }, base) = visit.place(chosen)?;
        let base = base.parents().to_vec();
        Some(Draft { client, plan, base, changed: clock::moment(), content })
    }

    /// Leaves what isn't saved. What is kept as a draft asks nothing; what can't be is asked about.
    pub(super) fn leave_unsaved(&mut self, then: Then, shell: &dyn Shell) {
        let keeps = self.state.practice.open().is_some_and(|open| open.keeper.is_some());
        let is_unsaved = self.state.visit.is_unsaved() || self.state.closes_unsaved();
        if is_unsaved && !(keeps && self.state.belongs_to_practice()) {
            return self.ask_unsaved(then);
        }
        if then == Then::Lock && !self.keeps_in_window_alone() {
            // It waits behind the lock as it is, and nobody is kept from locking.
            self.hold_work();
            return self.leave(then, shell);
        }
        if then.leaves_practice() || !self.state.keeps_drafts() {
            self.leave_once_kept(then, shell);
        } else {
            self.leave(then, shell);
        }
    }

    /// Asks before something is lost.
    fn ask_unsaved(&mut self, then: Then) {
        let asked = |dialog: &Dialog| matches!(dialog, Dialog::Unsaved(_));
        if !self.state.dialogs.iter().any(asked) {
            self.state.dialogs.push(Dialog::Unsaved(then));
        }
    }

    /// Leaves once every draft is on the disk, which is waited for beside the window.
    fn leave_once_kept(&mut self, then: Then, shell: &dyn Shell) {
        self.keep_draft();
        let keeper = self.state.practice.open().and_then(|open| open.keeper.as_ref());
        let Some(flush) = keeper.map(DraftKeeper::flushing) else { return self.ask_unsaved(then) };
        // Closing the practice writes what is left; a dialog that hangs keeps nobody in it.
        if self.state.busy.is_some() && self.state.keeps_drafts() {
            return self.leave(then, shell);
        }
        let saving = self.saving();
        self.start("keep drafts", Busy::Saving, shell, flush, move |app, is_kept, shell| {
            if !is_kept {
                return app.ask_unsaved(then);
            }
            app.in_practice(|open| open.draft_trouble = None);
            if app.is_open(&saving) && app.state.visit.is_still(&saving.work) {
                app.leave(then, shell);
            } else {
                // Somebody went on meanwhile.
                app.perform(Action::File(FileAction::Leave(then)), shell);
            }
        });
    }

    /// Whether something was left that may be in this window alone.
    pub(in crate::app) fn keeps_in_window_alone(&self) -> bool {
        let open = self.state.practice.open();
        open.is_some_and(|open| open.draft_trouble.is_some() && !open.put_aside.is_empty())
    }

    /// Goes on with what was left of the client who was just chosen, where that is about today. What is
    /// older is named: today is another visit.
    pub(super) fn go_on_by_itself(&mut self) {
        if self.state.visit.is_unsaved() {
            return;
        }
        let Some(open) = self.state.practice.open() else { return };
        let Some(found) = open.left_of_chosen().max_by_key(|found| found.draft.changed) else {
            return;
        };
        let found = found.clone();
        if is_about(&found, self.state.today) {
            self.resume(found);
        } else {
            let day = found.day().short();
            let open = PracticeAction::Recover(Box::new(found)).into();
            self.state.toast(format!("Unsaved work of {day} is kept"), Some(("Open it", open)));
        }
    }

    /// Offers what was left behind when the program ended. What is of the client who is chosen comes
    /// with the client.
    pub(super) fn offer_left_behind(&mut self) {
        let Some(open) = self.state.practice.open() else { return };
        let left = open.put_aside.iter().filter(|found| !found.draft.content.put_aside);
        let left = left.filter(|found| Some(found.draft.client) != open.chosen);
        let left: Vec<Found> = left.cloned().collect();
        if !left.is_empty() {
            self.state.dialogs.push(Dialog::Drafts(left));
        }
    }

    /// Looks for what another window left behind since the practice was opened here: it ended, or it was
    /// ending still.
    fn find_left_since(&mut self, shell: &dyn Shell) {
        let Some((places, open)) = self.places.clone().zip(self.state.practice.open()) else {
            return;
        };
        let (store, root) = (open.store.clone(), open.store.root().to_owned());
        let work = move || {
            let drafts = Drafts::new(&places, &store)?;
            left_behind(&drafts, &store).map(|left| left.found)
        };
        let then = move |app: &mut Self, found: Result<Vec<Found>, StoreError>, _: &dyn Shell| {
            if app.is_open_in(&root) {
                app.left_since(found.unwrap_or_default());
            }
        };
        // What isn't found now is when the practice is opened next.
        self.jobs.start("drafts", shell.waker(), work, then).ok();
    }

    /// Offers what was left behind meanwhile. Nothing gives way to it by itself: somebody may be about to
    /// press something.
    fn left_since(&mut self, mut found: Vec<Found>) {
        let here = self.draft_key().filter(|_| self.state.visit.is_unsaved());
        let Some(open) = self.state.practice.open_mut() else { return };
        let known = |found: &Found| {
            let mut aside = open.put_aside.iter().filter(|other| other.key() == found.key());
            aside.any(|other| other.draft.changed >= found.draft.changed)
        };
        found.retain(|found| Some(found.key()) != here && !known(found));
        open.put_aside.retain(|other| found.iter().all(|found| found.key() != other.key()));
        open.put_aside.extend(found.iter().cloned());
        let Some(first) = found.first() else { return };
        if self.state.dialogs.is_empty() && !self.state.visit.is_unsaved() {
            self.state.dialogs.push(Dialog::Drafts(found));
        } else {
            let text = format!("Unsaved work was found: {}", names(&found).join(", "));
            let open = PracticeAction::Recover(Box::new(first.clone())).into();
            self.state.toasts.add_lasting(ToastKind::Done, text, Some(("Open it", open)));
        }
    }

    /// Goes on with a draft that was left behind, after its client is chosen.
    pub(super) fn recover(&mut self, found: Found, shell: &dyn Shell) {
        if let Some(Dialog::Drafts(_)) = self.state.dialogs.last() {
            self.state.dialogs.pop();
        }
        if self.state.visit.is_unsaved() && !self.state.keeps_drafts() {
            let text = "Save what is open first".to_owned();
            return self.state.toasts.add(ToastKind::Refused, text, None);
        }
        let key = found.key();
        if self.draft_key() == Some(key) && self.state.visit.is_unsaved() {
            return;
        }
        // Somebody may have gone on with it since it was offered.
        let open = self.state.practice.open();
        let newer = open.and_then(|open| open.put_aside.iter().find(|other| other.key() == key));
        let found = newer.cloned().unwrap_or(found);
        // What was entered of a session goes with what is read of its client.
        let is_read =
            open.is_some_and(|open| open.chosen == Some(key.client) && open.past.is_some());
        if found.draft.content.closing.is_some() && !is_read {
            self.in_practice(|open| {
                open.put_aside.retain(|other| other.key() != key);
                open.put_aside.push(found);
            });
            self.choose_client(key.client, shell);
            return self.in_practice(|open| open.wanted = Some((key, None)));
        }
        if self.state.practice.open().is_none_or(|open| open.chosen != Some(key.client)) {
            self.choose_client(key.client, shell);
        }
        self.resume(found);
        // It may have been deleted since.
        self.keep_draft();
        self.keep_closing();
    }

    /// Goes on with a draft that was left of the client who is chosen.
    pub(super) fn go_on_with_draft(&mut self, key: PlanKey) {
        let open = self.state.practice.open();
        let found = open.and_then(|open| open.put_aside.iter().find(|found| found.key() == key));
        if let Some(found) = found.cloned() {
            self.resume(found);
        }
    }

    /// Puts a draft in the window.
    fn resume(&mut self, found: Found) {
        if self.resume_closing_of_past(&found) {
            return;
        }
        self.set_aside();
        let key = found.key();
        let screened = found.screened_before(self.state.today);
        let undo = self.state.practice.open_mut().and_then(|open| open.undo.remove(&key));
        // It goes with the work as it was left, and with no other.
        let undo = undo.filter(|(work, _)| *work == found.draft.content.work);
        self.go_on_with(key);
        let fresh = Arc::new(self.fresh_work());
        let closing = found.draft.content.closing;
        let work = Arc::unwrap_or_clone(found.draft.content.work);
        self.state.begin_with(work, &self.knowledge);
        let State { visit, today, .. } = &mut self.state;
        if let Some((_, undo)) = undo {
            visit.take_up_undo(undo);
        }
        // What was left behind is saved nowhere yet.
        if let Some(stored) = found.stored {
            let record = (*stored.record).clone();
            let saved = Visit::of_record(record, &self.knowledge, *today).shared_work();
            visit.is_stored(saved, Stored::Record(stored));
        } else {
            visit.is_stored(fresh, Stored::Nowhere);
            visit.go_on_as(key.plan);
        }
        visit.drafted = true;
        // Answers of an earlier day don't count today.
        if let Some(earlier) = screened {
            visit.reopened(earlier);
        }
        self.fill_age();
        self.resume_closing(closing);
    }

    /// Deletes the draft of what is in the window, where there is one: it is saved, or isn't wanted.
    pub(super) fn drop_draft(&mut self) {
        if std::mem::take(&mut self.state.visit.drafted)
            && let Some(key) = self.draft_key()
        {
            self.discard_draft(key);
        }
    }

    /// The plan whose draft is about what is in the window.
    fn draft_key(&self) -> Option<PlanKey> {
        let open = self.state.practice.open()?;
        self.state.visit.draft_key(open.chosen)
    }

    /// What is in the window isn't wanted. Where what comes next may fail, it stays open until then.
    pub(super) fn give_up_draft(&mut self, then: &Then) {
        match then {
            Then::Open | Then::OpenTyped | Then::File(_) => {}
            Then::New
            | Then::NewPlan(_)
            | Then::PlanAgain(..)
            | Then::ChoosePractice
            | Then::Practice(_)
            | Then::Reopen(_)
            | Then::Start
            | Then::Client(_)
            | Then::Remove(_)
            | Then::Plan(..)
            | Then::Draft(_)
            | Then::PlanOf(..)
            | Then::Overview
            | Then::Lock
            | Then::Quit => self.drop_draft(),
        }
    }

    pub(super) fn discard_draft(&self, key: PlanKey) {
        let Some(open) = self.state.practice.open() else { return };
        if let Some(keeper) = &open.keeper {
            keeper.forget(key);
        }
    }

    /// Deletes every draft of a client who was erased, one that waits to be written too.
    pub(super) fn forget_client(&mut self, client: ClientId) {
        let Some(open) = self.state.practice.open_mut() else { return };
        open.put_aside.retain(|found| found.draft.client != client);
        open.undo.retain(|plan, _| plan.client != client);
        if let Some(keeper) = &open.keeper {
            // What stays is tried again, and at the latest when the practice is opened next.
            keeper.forget_client(client);
        }
    }

    /// Whether this work on a plan was put aside.
    fn is_aside(&self, key: PlanKey, work: &Work) -> bool {
        let mut aside = self.state.practice.open().into_iter().flat_map(|open| &open.put_aside);
        aside.any(|found| {
            let content = &found.draft.content;
            // What was entered of a closing is nowhere else.
            found.key() == key && content.closing.is_none() && *content.work == *work
        })
    }

    fn not_aside(&mut self, key: PlanKey) {
        if let Some(open) = self.state.practice.open_mut() {
            open.put_aside.retain(|found| found.key() != key);
            open.undo.remove(&key);
        }
    }

    /// A draft is edited here from now on, and isn't offered.
    pub(super) fn go_on_with(&mut self, key: PlanKey) {
        if let Some(keeper) = self.state.practice.open().and_then(|open| open.keeper.as_ref()) {
            keeper.hold(key);
        }
        self.not_aside(key);
    }

    /// A plan that was left was saved meanwhile: what was put aside is that, or came after it.
    pub(super) fn saved_aside(&mut self, key: PlanKey, work: &Work, stored: Option<StoredRecord>) {
        if self.draft_key() == Some(key) {
            // Somebody came back to it meanwhile, and goes on from what is saved now.
            let work = Arc::new(work.clone());
            let is_still = self.state.visit.is_still(&work);
            if let Some(stored) = stored {
                self.state.visit.is_stored(work, Stored::Record(stored));
            }
            if is_still {
                self.drop_draft();
            }
            self.keep_begun_closing();
        } else if self.is_aside(key, work) {
            self.discard_draft(key);
            self.not_aside(key);
        } else if let Some(open) = self.state.practice.open_mut()
            && let Some(found) = open.put_aside.iter_mut().find(|found| found.key() == key)
            && let Some(stored) = stored
        {
            found.draft.base = stored.base.parents().to_vec();
            found.stored = Some(stored);
            let draft = found.draft.clone();
            self.keep(draft);
        }
    }

    /// Deletes a draft: the plan is as it was saved, or was never begun.
    pub(super) fn forget(&mut self, key: PlanKey, shell: &dyn Shell) {
        let is_open = self.draft_key() == Some(key) && self.state.visit.is_unsaved();
        let found = if is_open {
            self.found_open()
        } else {
            let open = self.state.practice.open();
            let mut aside = open.into_iter().flat_map(|open| &open.put_aside);
            aside.find(|found| found.key() == key).cloned()
        };
        self.discard_draft(key);
        self.not_aside(key);
        if let Some(Dialog::Drafts(found)) = self.state.dialogs.last_mut() {
            found.retain(|found| found.key() != key);
            if found.is_empty() {
                self.state.dialogs.pop();
            }
        }
        let Some(found) = found else { return };
        if is_open {
            // What was found has a closing of it.
            self.state.closing.take_if(|closing| !closing.of.is_past);
            self.state.closing_beside.take_if(|closing| !closing.of.is_past);
            self.state.closing_waits = None;
            self.state.visit.abandon();
            self.begin_anew();
            if let Some(stored) = &found.stored {
                let then = Then::Plan(key, stored.revision);
                self.perform(Action::File(FileAction::Leave(then)), shell);
            }
        }
        let undo = PracticeAction::Recover(Box::new(found)).into();
        self.state.toast("The unsaved changes are deleted", Some(("Undo", undo)));
    }
}

/// Whether a draft is what one would go on with today: it is about today, or was left today.
fn is_about(found: &Found, today: Day) -> bool {
    found.day() == today || clock::day_of(found.draft.changed) == today
}

/// Whose work these are, each once.
fn names(found: &[Found]) -> Vec<String> {
    let mut names: Vec<String> = found.iter().map(|found| found.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}
