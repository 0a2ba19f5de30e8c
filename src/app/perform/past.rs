//! Plans that are past: read as they were, kept where there are two versions, screened again before
//! they are used.

use std::path::Path;
use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, FileAction, PracticeAction, Then, WindowAction};
use crate::app::clock;
use crate::app::editing::PlanAction;
use crate::app::jobs::Scope;
use crate::app::reading::{FromFile, Reading, is_past};
use crate::app::shell::Shell;
use crate::app::state::{Busy, Page};
use crate::app::task::{Task, TaskError};
use crate::model::{PlanId, PlanKey, PlanRecord, RevisionId};
use crate::store::{History, PlanCopy, StoreError};

impl App {
    /// What changes or shows what is being made is never done out of sight: a past plan that is read
    /// alone, and pages that ask for a client, give way.
    pub(super) fn turn_to_present(&mut self, action: &Action) {
        let is_about_it = matches!(
            action,
            Action::ShowIntake
                | Action::ShowPlan
                | Action::JumpTo(_)
                | Action::NextMissing(_)
                | Action::Window(WindowAction::FocusQuickAdd)
                | Action::Plan(PlanAction::Rebuild | PlanAction::Fit | PlanAction::Ready(_))
                | Action::Undo
                | Action::Redo
                | Action::Rescreen
        );
        if !is_about_it {
            return;
        }
        self.state.page = Page::Visit;
        if self.state.is_at_start() || self.state.waits_for_client() {
            self.state.visit.alone = true;
        }
        if self.state.visit.reading.as_ref().is_some_and(|reading| !reading.beside) {
            self.state.visit.reading = None;
        }
    }

    /// Reads a plan of the chosen client that is listed and was not read, and then does what needs it.
    /// Says whether that has to be waited for.
    pub(super) fn reads_first(&mut self, key: PlanKey, then: &Action, shell: &dyn Shell) -> bool {
        let Some(open) = self.state.practice.open() else { return false };
        if open.chosen != Some(key.client) || !open.is_unread(key.plan) {
            return false;
        }
        let (store, then) = (open.store.clone(), then.clone());
        self.start_read(
            Task::read("Reading a plan", ""),
            Busy::Opening,
            shell,
            move |_| store.plan(key.client, key.plan).map(Arc::new),
            move |app, result, shell| app.plan_read(key, result, then, shell),
        );
        true
    }

    pub(super) fn plan_read(
        &mut self,
        key: PlanKey,
        result: Result<Arc<History<PlanRecord>>, StoreError>,
        then: Action,
        shell: &dyn Shell,
    ) {
        let Some(open) = self.state.practice.open_mut() else { return };
        if open.chosen != Some(key.client) {
            return;
        }
        match result {
            Ok(history) => {
                open.asked.insert(key.plan, history);
                self.perform(then, shell);
            }
            Err(error) => {
                self.trouble("This plan can't be read", &error, "Is the drive connected?");
            }
        }
    }

    /// Shows a version of a plan of the chosen client. Reading one leaves what is being edited as
    /// it is.
    pub(super) fn show_version(&mut self, plan: PlanId, revision: RevisionId, shell: &dyn Shell) {
        let today = self.state.today;
        let Some(open) = self.state.practice.open() else { return };
        let Some(client) = open.chosen else { return };
        let key = PlanKey { client, plan };
        let asked = Action::Practice(PracticeAction::Show(plan, revision));
        if self.reads_first(key, &asked, shell) {
            return;
        }
        let Some(open) = self.state.practice.open() else { return };
        let version = open.plan(plan).and_then(|history| history.revision(revision));
        // What was left unsaved of it is gone on with.
        let left = open.left_of_chosen().find(|found| found.draft.plan == plan);
        let left = left.and_then(|found| found.stored.as_ref());
        if left.is_some_and(|stored| stored.revision == revision) {
            let then = Then::Draft(key);
            return self.perform(Action::File(FileAction::Leave(then)), shell);
        }
        let stored = self.state.visit.stored.record();
        if stored.is_some_and(|stored| stored.revision == revision) {
            // It is open for editing already.
            self.state.visit.reading = None;
            self.state.page = Page::Visit;
            return;
        }
        let reading = version.and_then(|version| Reading::of(key, version));
        let Some(mut reading) = reading else { return };
        let from = std::mem::replace(&mut self.state.page, Page::Visit);
        if is_past(&reading.record, today) {
            // One that is read after another leads back to where the first came from.
            let before = self.state.visit.reading.as_ref().filter(|_| from == Page::Visit);
            reading.from = before.map_or(from, |before| before.from);
            reading.beside = self.state.visit.reading.as_ref().is_some_and(|before| before.beside);
            self.state.visit.reading = Some(reading);
        } else {
            self.perform(Action::File(FileAction::Leave(Then::Plan(key, revision))), shell);
        }
    }

    /// Shows the plan for whose sake the client was chosen, where it was for one.
    pub(super) fn show_wanted(&mut self, shell: &dyn Shell) {
        let open = self.state.practice.open_mut();
        let Some((key, revision)) = open.and_then(|open| open.wanted.take()) else { return };
        match revision {
            Some(revision) => self.show_version(key.plan, revision, shell),
            None => self.go_on_with_draft(key),
        }
    }

    /// Shows a copy of a plan that was read from a file. What is made stays as it is.
    pub(super) fn read_copy(&mut self, path: &Path, copy: PlanCopy) {
        let open = self.state.practice.open();
        let open = open.filter(|open| open.store.practice() == copy.practice);
        let client = open.and_then(|open| open.index.client(copy.key.client));
        let client = client.map(|row| row.name.to_owned()).unwrap_or_default();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if self.state.is_at_start() {
            self.state.visit.alone = true;
        }
        self.state.visit.reading = Some(Reading::of_copy(copy, FromFile { name, client }));
    }

    /// Writes the version that is shown as the one that takes the place of all others.
    pub(super) fn keep_version(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        if let Some(reading) = self.state.visit.reading.clone() {
            let key = reading.key;
            let Some(history) = open.plan(key.plan) else { return };
            let (store, base, stamp) = (open.store.clone(), history.base(), self.stamp());
            self.start(
                "keep a version",
                Busy::Saving,
                shell,
                move || {
                    let record = (*reading.record).clone();
                    let saved = store.save_plan(key.client, key.plan, base, record, &stamp);
                    saved.map_err(TaskError::from)
                },
                move |app, result, shell| {
                    if let Some(kept) = app.worked("Both versions stay", result) {
                        app.show_kept(key.client, Reading::of(key, &kept));
                        app.read_client(shell);
                        app.index(Scope::Client(key.client), shell);
                    }
                },
            );
            return;
        }
        let Some(stored) = self.state.visit.stored.record() else { return };
        let Some(history) = open.plan(stored.key.plan) else { return };
        let base = history.base();
        let record = self.state.visit.record().unwrap_or_else(|| (*stored.record).clone());
        self.write_record(stored.key, base, record, clock::moment(), shell);
    }
}
