//! What isn't saved when a sealed practice is locked: it waits behind the lock, and comes back once the
//! same folder is unlocked with the same key.
//!
//! No view can read it meanwhile. Forms in which a secret is typed aren't held.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, PracticeAction};
use crate::app::closing::{Closing, KeptClosing};
use crate::app::forms::Form;
use crate::app::jobs::Saving;
use crate::app::practice::Stored;
use crate::app::shell::Shell;
use crate::app::state::{Dialog, Page};
use crate::app::visit::{Visit, Work};
use crate::model::{ClientId, PlanKey};

/// What waits behind a lock.
#[derive(Debug)]
pub struct HeldVisit {
    /// The folder of the practice: a copy of it has another's work as little as its drafts.
    folder: PathBuf,
    /// The public half of the practice's key: a folder that only claims to be the practice gets
    /// nothing.
    key: String,
    /// Whether a draft on the disk holds it too.
    is_kept: bool,
    chosen: Option<ClientId>,
    visit: Visit,
    closing: [Option<Box<Closing>>; 2],
    /// What was entered of one whose plan couldn't be built.
    closing_waits: Option<Box<KeptClosing>>,
    form: Option<Dialog>,
}

impl HeldVisit {
    /// The plan whose draft would be about the same.
    fn key(&self) -> Option<PlanKey> {
        self.visit.draft_key(self.chosen)
    }
}

impl App {
    /// Takes what isn't saved out of sight, before the practice is locked.
    pub(in crate::app) fn hold_work(&mut self) {
        let state = &mut self.state;
        let is_unsaved = state.visit.is_unsaved() || state.closes_unsaved();
        let is_held = |dialog: &&Dialog| {
            let Dialog::Form { form, .. } = dialog else { return false };
            matches!(**form, Form::Client(_) | Form::Settings(_))
        };
        let form = state.dialogs.iter().find(is_held).cloned();
        if !is_unsaved && form.is_none() {
            return;
        }
        let is_kept = state.keeps_drafts() && form.is_none();
        let Some(open) = state.practice.open() else { return };
        let Some(seal) = open.store.seal() else { return };
        let (folder, key) = (open.store.root().to_owned(), seal.public_key());
        let chosen = open.chosen;
        let nothing = Visit::of(Work::new(state.today), &self.knowledge, state.today);
        let visit = std::mem::replace(&mut state.visit, nothing);
        let closing = [state.closing.take(), state.closing_beside.take()];
        let closing_waits = state.closing_waits.take();
        let held = HeldVisit { folder, key, is_kept, chosen, visit, closing, closing_waits, form };
        self.held.push(held);
    }

    /// Brings back what was held of the practice that was just opened; whether there was something.
    pub(super) fn bring_back(&mut self, shell: &dyn Shell) -> bool {
        let Some(open) = self.state.practice.open() else { return false };
        let folder = open.store.root();
        let Some(key) = open.store.seal().map(crate::store::seal::Seal::public_key) else {
            return false;
        };
        let is_it = |held: &HeldVisit| held.folder == folder && held.key == key;
        let Some(at) = self.held.iter().position(is_it) else { return false };
        let held = self.held.remove(at);
        let draft = held.key();
        if let Some(key) = draft {
            self.go_on_with(key);
        }
        for closing in held.closing.iter().flatten().filter(|closing| closing.of.is_past) {
            self.go_on_with(closing.of.key);
        }
        if let Some(client) = held.chosen {
            self.choose_client(client, shell);
        }
        self.in_practice(|open| open.scroll_to_chosen = true);
        let state = &mut self.state;
        state.visit = held.visit;
        state.visit.come_back(&self.knowledge, state.today);
        state.dialogs.extend(held.form);
        [state.closing, state.closing_beside] = held.closing;
        state.closing_waits = held.closing_waits;
        if state.closing.is_some() {
            state.page = Page::Closing;
            self.keep_closing();
        }
        if self.state.visit.is_unsaved() || self.state.closes_unsaved() {
            self.keep_draft();
        } else if draft.is_some() {
            // It was saved while the practice was locked.
            self.drop_draft();
        }
        true
    }

    /// A save that was under way when the practice locked has ended.
    pub(super) fn saved_behind_lock(&mut self, saving: &Saving, stored: Stored) {
        let is_it = |held: &&mut HeldVisit| held.visit.generation == saving.generation;
        if let Some(held) = self.held.iter_mut().find(is_it) {
            if held.visit.is_still(&saving.work) {
                held.is_kept = held.form.is_none();
            }
            held.visit.is_stored(Arc::clone(&saving.work), stored);
        }
    }

    /// A draft couldn't be written: it may have been of what waits here.
    pub(super) fn trust_no_draft(&mut self) {
        self.held.iter_mut().for_each(|held| held.is_kept = false);
    }

    /// Whether something waits behind a lock that would be gone with the window.
    pub(in crate::app) fn holds_the_only_copy(&self) -> bool {
        self.held.iter().any(|held| !held.is_kept)
    }

    /// Asks before that is lost.
    pub(super) fn ask_about_held(&mut self) {
        let title = "Unsaved work waits behind the lock";
        let is_it =
            |dialog: &Dialog| matches!(dialog, Dialog::Message { title: of, .. } if of == title);
        if self.state.dialogs.iter().any(is_it) {
            return;
        }
        let text = "The practice locked before this was saved. Unlock it to continue, or quit \
                    and lose it.";
        let quit = Action::from(PracticeAction::QuitLocked);
        self.tell(title, vec![text.to_owned()], Some(("Quit without it", quit)));
    }
}
