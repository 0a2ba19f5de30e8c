//! Saving: a plan as a version in the practice, or as a file of its own.
//!
//! Written beside the window, which goes on meanwhile: what comes back is taken in only where the
//! same thing is open still.

use std::path::Path;

use jiff::Timestamp;

use crate::app::App;
use crate::app::action::{Action, FileAction, Then};
use crate::app::clock;
use crate::app::command::Command;
use crate::app::jobs::{Saving, Scope};
use crate::app::length;
use crate::app::practice::{Stored, StoredRecord};
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog, State};
use crate::app::target::Target;
use crate::app::toast::ToastKind;
use crate::model::{PlanKey, PlanRecord, RevisionId};
use crate::store::{Base, Revision, Stamp, StoreError};
use crate::text::counted;

impl App {
    /// Saves the plan where it is kept, or asks where that is to be.
    pub(super) fn save(&mut self, then: Option<Then>, shell: &dyn Shell) {
        if self.state.visit.standing().plan.is_none() {
            let count = self.state.visit.standing().missing.len();
            self.state.dialogs.push(Dialog::Trouble {
                title: "There is no plan to save yet".to_owned(),
                lines: vec![format!("{} left.", counted(count, "question"))],
                advice: "Answer what is left; then the plan appears and can be saved.".to_owned(),
            });
            return;
        }
        // What can't begin now would be lost without a word, and what was to come after it would come
        // after some other save.
        if let Err(reason) = Command::Save.enabled(&self.state) {
            self.state.toasts.add(ToastKind::Refused, reason.to_owned(), None);
            return;
        }
        if self.asks_about_length(Target::Plan, FileAction::SaveThen(then.clone())) {
            return;
        }
        self.state.after_save = then;
        if let Some(path) = self.state.visit.stored.file().map(Path::to_owned) {
            self.write_to(Target::Plan, path, true, shell);
            return;
        }
        if self.save_in_practice(shell) {
            return;
        }
        self.choose_for(Target::Plan, shell);
    }

    /// Saves the plan in the practice; false where it belongs to no client of it.
    pub(super) fn save_in_practice(&mut self, shell: &dyn Shell) -> bool {
        let State { visit, practice, .. } = &mut self.state;
        let Some(open) = practice.open() else { return false };
        let Some((key, _)) = visit.place(open.chosen) else { return false };
        // A newest version that others took away is made again.
        let is_whole = !visit.is_unsaved() && !open.index.lacks_newest(key);
        match visit.stored.record().map(|stored| stored.revision) {
            Some(revision) if is_whole => self.save_unchanged(key, revision, shell),
            Some(_) | None => self.save_now(shell),
        }
        true
    }

    /// Writes nothing where the version that is shown is there still.
    fn save_unchanged(&mut self, key: PlanKey, shown: RevisionId, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        let store = open.store.clone();
        let saving = self.saving();
        self.start(
            "look for the version",
            Busy::Saving,
            shell,
            move || {
                let history = store.plan(key.client, key.plan)?;
                Ok(history.revision(shown).is_some())
            },
            move |app, is_there, shell| app.looked_for(&saving, is_there, shell),
        );
    }

    fn looked_for(
        &mut self,
        saving: &Saving,
        is_there: Result<bool, StoreError>,
        shell: &dyn Shell,
    ) {
        if !self.is_open(saving) {
            return;
        }
        match is_there {
            Ok(true) if !self.state.visit.is_unsaved() => {
                self.state.toast("Nothing has changed since it was saved", None);
                self.go_on_after_save(shell);
            }
            Ok(_) => self.save_now(shell),
            Err(error) => self.not_saved(&error),
        }
    }

    /// Writes the plan in the practice, whatever is there.
    fn save_now(&mut self, shell: &dyn Shell) {
        let State { visit, practice, .. } = &mut self.state;
        let (Some(record), Some(open)) = (visit.record(), practice.open()) else { return };
        if let Some((key, base)) = visit.place(open.chosen) {
            self.write_record(key, base, record, clock::moment(), shell);
        }
    }

    /// What was to come after a save comes now.
    fn go_on_after_save(&mut self, shell: &dyn Shell) {
        if let Some(then) = self.state.after_save.take() {
            self.perform(Action::File(FileAction::Leave(then)), shell);
        }
    }

    fn not_saved(&mut self, error: &StoreError) {
        self.state.after_save = None;
        let advice = "The plan stays open here. If this goes on, save a copy from the File menu.";
        self.trouble("The plan isn't saved", error, advice);
    }

    /// Asks about texts that are longer than usual, before they are saved or exported for the first
    /// time; whether it did.
    pub(super) fn asks_about_length(&mut self, target: Target, asked: FileAction) -> bool {
        if target == Target::Note {
            return false;
        }
        let agreed = &self.state.visit.agreed_long;
        let mut long = length::of_visit(&self.state.visit, &self.knowledge);
        long.retain(|text| agreed.get(&text.name).is_none_or(|count| *count < text.count));
        if long.is_empty() {
            return false;
        }
        let go_on = Box::new(Action::File(asked));
        self.state.dialogs.push(Dialog::Long { texts: long, go_on });
        true
    }

    /// All that is longer than usual is meant to be.
    pub(super) fn agree_to_length(&mut self) {
        let long = length::of_visit(&self.state.visit, &self.knowledge).into_iter();
        self.state.visit.agreed_long.extend(long.map(|text| (text.name, text.count)));
        if let Some(closing) = self.state.closing.as_deref_mut() {
            closing.agree_to_length();
        }
    }

    pub(super) fn write_record(
        &mut self,
        key: PlanKey,
        base: Base,
        record: PlanRecord,
        at: Timestamp,
        shell: &dyn Shell,
    ) {
        let Some(open) = self.state.practice.open() else { return };
        let store = open.store.clone();
        let by = open.settings.therapist.clone();
        let saving = self.saving();
        self.start(
            "save",
            Busy::Saving,
            shell,
            move || {
                let stamp = Stamp { by, at };
                store.save_plan(key.client, key.plan, base, record, &stamp)
            },
            move |app, result, shell| app.record_saved(key, saving, result, shell),
        );
    }

    pub(super) fn record_saved(
        &mut self,
        key: PlanKey,
        saving: Saving,
        result: Result<Revision<PlanRecord>, StoreError>,
        shell: &dyn Shell,
    ) {
        if !self.is_open(&saving) {
            self.saved_before(key, &saving, result, shell);
            return;
        }
        let work = saving.work;
        let version = match result {
            Ok(version) => version,
            Err(error) => return self.not_saved(&error),
        };
        // What was changed meanwhile is still unsaved, and its draft is kept.
        if self.state.visit.is_still(&work) {
            self.drop_draft();
        }
        let stored = StoredRecord::of(key, &version).map(Stored::Record);
        let stored = stored.unwrap_or_else(|| self.state.visit.stored.clone());
        self.state.visit.is_stored(work, stored);
        self.keep_begun_closing();
        self.state.visit.saved_at = Some(clock::time());
        self.read_client(shell);
        self.index(Scope::Client(key.client), shell);
        self.go_on_after_save(shell);
    }

    /// What is open now, as it is handed to the disk.
    pub(super) fn saving(&self) -> Saving {
        let folder = self.state.practice.open().map(|open| open.store.root().to_owned());
        let work = self.state.visit.shared_work();
        Saving { work, generation: self.state.visit.generation, folder }
    }

    /// Whether the same thing is open still.
    pub(super) fn is_open(&self, saving: &Saving) -> bool {
        self.state.visit.generation == saving.generation
    }

    /// Takes in a save that ended after something else was opened: what is open now has nothing to
    /// do with it, and stays as it is.
    fn saved_before(
        &mut self,
        key: PlanKey,
        saving: &Saving,
        result: Result<Revision<PlanRecord>, StoreError>,
        shell: &dyn Shell,
    ) {
        let stored = match result {
            Ok(version) => StoredRecord::of(key, &version),
            Err(error) => {
                self.not_saved_before(error.to_string());
                return;
            }
        };
        if let Some(stored) = &stored {
            self.saved_behind_lock(saving, Stored::Record(stored.clone()));
        }
        let open = self.state.practice.open();
        if open.map(|open| open.store.root()) != saving.folder.as_deref() {
            return;
        }
        self.saved_aside(key, &saving.work, stored);
        self.state.toast("The plan that was open before is saved", None);
        self.read_client(shell);
        self.index(Scope::Client(key.client), shell);
    }

    pub(super) fn not_saved_before(&mut self, error: String) {
        self.state.dialogs.push(Dialog::Trouble {
            title: "The plan that was open before isn't saved".to_owned(),
            lines: vec![error],
            advice: "It isn't open any more. Open it again, and save it once more.".to_owned(),
        });
    }
}
