//! Closing a session: begun with the plan that is in sight, kept while it is entered, written down, and
//! the note that goes with it.
//!
//! It is written as every version of a plan is, after the one that it began from: what somebody else
//! wrote meanwhile stands beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::App;
use crate::app::clock;
use crate::app::closing::{Closing, ClosingAction, ClosingOf, Entered, KeptClosing};
use crate::app::command::Command;
use crate::app::jobs::{Saving, Scope};
use crate::app::practice::{Found, OpenPractice, Stored, StoredRecord, Unsaved};
use crate::app::reading::Reading;
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog, Page};
use crate::app::toast::ToastKind;
use crate::app::visit::Visit;
use crate::export::note::{NoteSource, SessionNote};
use crate::model::{Entry, PlanKey, PlanRecord, Pressure};
use crate::planner::course::{ClientCourse, Kept, accept_outcome};
use crate::planner::{self, edit};
use crate::store::drafts::Draft;
use crate::store::{Base, Revision, Stamp, StoreError};
use crate::text::inside_sentence;

impl App {
    /// Does what is asked while a session is being closed.
    pub(super) fn perform_closing(&mut self, action: ClosingAction, shell: &dyn Shell) {
        if action == ClosingAction::Open {
            return self.open_closing();
        }
        let Some(closing) = self.state.closing.as_deref_mut() else { return };
        match action {
            ClosingAction::Open => {}
            ClosingAction::Enter(change) => {
                closing.enter(change, &self.knowledge);
                self.keep_closing();
            }
            ClosingAction::Jump(question) => closing.jump_to(question),
            ClosingAction::EditNote(edits) => {
                closing.edit_note(edits);
                self.keep_closing();
            }
            ClosingAction::ShowNote(shows) => closing.sight.note = shows,
            ClosingAction::ShowDone(shows) => closing.sight.done = shows,
            ClosingAction::Copy => self.copy_session_note(shell),
            ClosingAction::Discard => {
                let key = closing.of.key;
                let entered = closing.discard(&self.knowledge);
                self.keep_closing();
                let back = ClosingAction::BringBack(key, Box::new(entered)).into();
                self.state.toast("What was entered is deleted", Some(("Undo", back)));
            }
            // Another plan's, or what was entered since, stays as it is.
            ClosingAction::BringBack(key, _) if closing.of.key != key || closing.is_begun() => {}
            ClosingAction::BringBack(_, entered) => {
                closing.bring_back(*entered, &self.knowledge);
                self.state.page = Page::Closing;
                self.keep_closing();
            }
            ClosingAction::Close => self.close_session(shell),
        }
    }

    /// Shows the page for the plan that is in sight, with what was entered of it before.
    fn open_closing(&mut self) {
        if let Err(reason) = Command::CloseSession.enabled(&self.state) {
            return self.state.toasts.add(ToastKind::Refused, reason.to_owned(), None);
        }
        let Some(of) = self.closing_of() else { return };
        self.change_closing(of.is_past);
        let is_it =
            |closing: &Closing| closing.of.key == of.key && closing.of.is_past == of.is_past;
        if self.state.closing.as_deref().is_some_and(is_it) {
            self.follow_closing(of);
        } else {
            self.set_closing_aside();
            let waits = if of.is_past { None } else { self.state.closing_waits.take() };
            let entered = waits.map(|kept| kept.entered).or_else(|| self.take_aside(of.key));
            self.begin_closing(of, entered);
        }
        self.state.page = Page::Closing;
    }

    /// Lays aside what was entered of the plan that is being made while one of a past plan is in sight, or
    /// takes it up again.
    fn change_closing(&mut self, is_past: bool) {
        if self.state.closing.as_deref().is_some_and(|closing| closing.of.is_past == is_past) {
            return;
        }
        if is_past {
            self.state.closing_beside = self.state.closing.take();
        } else {
            self.set_closing_aside();
            self.state.closing = self.state.closing_beside.take();
        }
    }

    /// The plan in sight as it is by now; none where no session of it can be closed.
    fn closing_of(&mut self) -> Option<ClosingOf> {
        let reading = self.state.visit.reading.as_ref().filter(|reading| !reading.beside);
        if let Some(reading) = reading {
            let open = self.state.practice.open()?;
            let version = history(open, reading.key)?.revision(reading.revision)?;
            return self.of_version(reading.key, Base::of([version]), version);
        }
        self.closing_of_visit()
    }

    /// The plan that is being made.
    fn closing_of_visit(&mut self) -> Option<ClosingOf> {
        let record = self.state.visit.record()?;
        let stored = self.state.visit.stored.record().cloned();
        let open = self.state.practice.open()?;
        let saved = stored.and_then(|stored| {
            let version = history(open, stored.key)?.revision(stored.revision)?;
            Some(entry_of(version))
        });
        let (key, base) = self.state.visit.place(open.chosen)?;
        let work = self.state.visit.shared_work();
        Some(ClosingOf { key, base, record: Arc::new(record), saved, work, is_past: false })
    }

    /// A plan that is read, in this version.
    fn of_version(
        &self,
        key: PlanKey,
        base: Base,
        version: &Revision<PlanRecord>,
    ) -> Option<ClosingOf> {
        let record = version.content.record()?.clone();
        let visit = Visit::of_record(record.clone(), &self.knowledge, self.state.today);
        let (record, saved) = (Arc::new(record), Some(entry_of(version)));
        Some(ClosingOf { key, base, record, saved, work: visit.shared_work(), is_past: true })
    }

    fn begin_closing(&mut self, of: ClosingOf, entered: Option<Entered>) {
        let highest = self.highest_levels(&of.record);
        let today = clock::today().max(self.state.today);
        let mut closing = Closing::new(of, highest, &self.knowledge, today);
        if let Some(entered) = entered {
            closing.bring_back(entered, &self.knowledge);
            closing.kept_at = Some(clock::time());
        }
        self.state.closing = Some(Box::new(closing));
    }

    /// The plan may have been changed since.
    fn follow_closing(&mut self, of: ClosingOf) {
        let highest = self.highest_levels(&of.record);
        if let Some(closing) = self.state.closing.as_deref_mut() {
            closing.follow(of, highest, &self.knowledge);
        }
    }

    /// How deep each step may go; nothing where what was answered can't be judged any more.
    fn highest_levels(&self, record: &PlanRecord) -> BTreeMap<usize, Pressure> {
        let accepted = self.knowledge.accept_recorded(record.plan.intake.clone());
        let Ok(accepted) = accepted else { return BTreeMap::new() };
        edit::highest_levels(&record.plan, &planner::assess(&accepted, &self.knowledge))
    }

    /// Keeps what was entered, so that it is offered again however the program ends.
    pub(super) fn keep_closing(&mut self) {
        let time = clock::time();
        let Some(closing) = self.state.closing.as_deref_mut() else { return };
        closing.kept_at = closing.is_begun().then_some(time);
        if !closing.of.is_past {
            return self.keep_draft();
        }
        let key = closing.of.key;
        match closing_draft(closing, false) {
            Some(draft) => self.keep(draft),
            None => self.discard_draft(key),
        }
    }

    /// Keeps what was entered of a past plan, before something else takes its place: it stands under its
    /// client, and is there again with the plan. What belongs to the plan that is being made goes with
    /// that.
    pub(super) fn set_closing_aside(&mut self) {
        let Some(closing) = self.state.closing.take_if(|closing| closing.of.is_past) else {
            return;
        };
        let Some(draft) = closing_draft(&closing, true) else { return };
        self.keep(draft.clone());
        let Some(open) = self.state.practice.open_mut() else { return };
        if open.keeper.is_none() {
            return;
        }
        let name = open.index.client(draft.client).map(|client| client.name.to_owned());
        let stored = stored_of(&closing.of);
        let found = Found { draft, stored, name: name.unwrap_or_default() };
        open.put_aside.retain(|other| other.key() != found.key());
        open.put_aside.push(found);
    }

    /// What was entered before of a plan that is read, which is gone on with.
    fn take_aside(&mut self, key: PlanKey) -> Option<Entered> {
        let open = self.state.practice.open()?;
        let found = open.put_aside.iter().find(|found| found.key() == key)?;
        let kept = found.draft.content.closing.clone().filter(|kept| kept.is_past)?;
        self.go_on_with(key);
        Some(kept.entered)
    }

    /// Goes on with what was entered when it was left behind. Says whether it is of a past plan, which
    /// stays as it is.
    pub(super) fn resume_closing_of_past(&mut self, found: &Found) -> bool {
        let kept = found.draft.content.closing.as_deref().filter(|kept| kept.is_past);
        let Some(KeptClosing { entered, .. }) = kept.cloned() else { return false };
        let key = found.key();
        let of =
            self.state.practice.open().zip(found.stored.as_ref()).and_then(|(open, stored)| {
                let version = history(open, key)?.revision(stored.revision)?;
                let reading = Reading::of(key, version)?;
                Some((self.of_version(key, stored.base.clone(), version)?, reading))
            });
        let Some((of, reading)) = of else { return false };
        self.change_closing(true);
        self.set_closing_aside();
        self.go_on_with(key);
        self.state.visit.reading = Some(reading);
        self.begin_closing(of, Some(entered));
        self.state.page = Page::Closing;
        true
    }

    /// The same for the plan that is being made, which was gone on with.
    pub(super) fn resume_closing(&mut self, kept: Option<Box<KeptClosing>>) {
        let Some(kept) = kept else { return };
        let Some(of) = self.closing_of_visit() else {
            // There is no plan as long as an answer is missing.
            self.state.closing_waits = Some(kept);
            return;
        };
        self.begin_closing(of, Some(kept.entered));
        self.state.page = Page::Closing;
        self.keep_draft();
    }

    /// What a draft of the plan that is being made keeps of its closing.
    pub(super) fn kept_closing(&self) -> Option<Box<KeptClosing>> {
        let both = [self.state.closing.as_deref(), self.state.closing_beside.as_deref()];
        let closing = both.into_iter().flatten().find(|closing| !closing.of.is_past);
        closing.map_or_else(|| self.state.closing_waits.clone(), Closing::kept)
    }

    /// Keeps what was entered of it, where that is all that isn't saved.
    pub(super) fn keep_begun_closing(&mut self) {
        if self.kept_closing().is_some() {
            self.keep_draft();
        }
    }

    /// Writes down how the session went.
    fn close_session(&mut self, shell: &dyn Shell) {
        let Some(closing) = self.state.closing.as_deref_mut() else { return };
        if let Some(question) = closing.missing().first().copied() {
            closing.jump_to(question);
            let text = format!("Still open: {}", inside_sentence(question.label()));
            return self.state.toasts.add(ToastKind::Refused, text, None);
        }
        if closing.is_amendment() && !closing.is_begun() {
            let text = "Nothing was changed".to_owned();
            return self.state.toasts.add(ToastKind::Refused, text, None);
        }
        let texts = closing.too_long();
        if !texts.is_empty() {
            let go_on = Box::new(ClosingAction::Close.into());
            return self.state.dialogs.push(Dialog::Long { texts, go_on });
        }
        let is_past = closing.of.is_past;
        if !is_past {
            // What is closed is the plan as it is now, and nothing that was said of a step goes unseen.
            let before = closing.entered.steps.clone();
            let Some(of) = self.closing_of_visit() else { return };
            self.follow_closing(of);
            let now = self.state.closing.as_deref().map(|closing| &closing.entered.steps);
            if now != Some(&before) {
                let text = "The plan changed: look at its steps again".to_owned();
                return self.state.toasts.add(ToastKind::Refused, text, None);
            }
        }
        let Some(closing) = self.state.closing.as_deref() else { return };
        let Some(open) = self.state.practice.open() else { return };
        let at = clock::moment();
        let by = open.settings.therapist.clone();
        let stamp = Stamp { by: by.clone(), at };
        let record = closing.record(Entry { at, by });
        let faults = record.outcome.as_ref().map(|outcome| accept_outcome(outcome, &record.plan));
        let faults = faults.unwrap_or_default();
        if !faults.is_empty() {
            self.state.dialogs.push(Dialog::Trouble {
                title: "This session can't be closed yet".to_owned(),
                lines: faults.into_iter().map(|fault| fault.message).collect(),
                advice: "Go back to the plan and look at its steps.".to_owned(),
            });
            return;
        }
        let (key, base) = (closing.of.key, closing.of.base.clone());
        let store = open.store.clone();
        let entered = closing.entered.clone();
        let saving = self.saving();
        self.start(
            "close a session",
            Busy::Closing,
            shell,
            move || store.save_plan(key.client, key.plan, base, record, &stamp),
            move |app, result, shell| app.closed(key, (saving, entered), result, shell),
        );
    }

    /// A session was written down. What is open by now may be something else.
    fn closed(
        &mut self,
        key: PlanKey,
        (saving, entered): (Saving, Entered),
        result: Result<Revision<PlanRecord>, StoreError>,
        shell: &dyn Shell,
    ) {
        let version = match result {
            Ok(version) => version,
            Err(error) => {
                let advice = "Your entries are kept. Try again.";
                return self.trouble("The session isn't closed", &error, advice);
            }
        };
        let is_it = |closing: &Closing| closing.of.key == key && closing.entered == entered;
        let is_here = self.is_open(&saving) && self.state.closing.as_deref().is_some_and(is_it);
        let is_again = version.content.record().is_some_and(|record| !record.earlier.is_empty());
        if is_here {
            let closing = self.state.closing.take();
            let is_past = closing.is_some_and(|closing| closing.of.is_past);
            if is_past {
                self.discard_draft(key);
            } else if let Some(stored) = StoredRecord::of(key, &version) {
                self.state.visit.is_stored(saving.work, Stored::Record(stored));
                if !self.state.visit.is_unsaved() {
                    self.drop_draft();
                }
            }
            // The client is met anew: the closed session is read, and today is another visit.
            self.choose_client(key.client, shell);
            self.in_practice(|open| open.wanted = Some((key, Some(version.id))));
        } else {
            self.closed_aside(key, (&saving, &entered), &version);
            self.read_client(shell);
        }
        self.index(Scope::Client(key.client), shell);
        // An undo would take back what was written down; an amendment leaves it readable.
        let text = if is_again { "Amendment saved" } else { "Session closed. Amend… changes it" };
        self.state.toast(text, None);
    }

    /// Something else was opened before it was written: what was kept of it isn't needed any more.
    fn closed_aside(
        &mut self,
        key: PlanKey,
        (saving, entered): (&Saving, &Entered),
        version: &Revision<PlanRecord>,
    ) {
        let Some(open) = self.state.practice.open_mut() else { return };
        let mut aside = open.put_aside.iter_mut();
        let Some(found) = aside.find(|found| found.key() == key) else { return };
        let content = &mut found.draft.content;
        let Some(kept) = content.closing.take_if(|it| it.entered == *entered) else { return };
        // What was changed in the plan meanwhile isn't saved yet.
        let work = Arc::clone(if kept.is_past { &content.work } else { &saving.work });
        self.saved_aside(key, &work, StoredRecord::of(key, version));
    }

    fn copy_session_note(&mut self, shell: &dyn Shell) {
        let Some(note) = self.state.closing.as_deref().and_then(|it| it.note.as_deref()) else {
            return;
        };
        let parts = note.now.parts.iter();
        let parts: Vec<String> =
            parts.map(|part| format!("{}: {}", part.letter, part.plain())).collect();
        shell.copy(parts.join("\n\n"));
        self.state.toast("The note is on the clipboard", None);
    }

    /// Writes the note anew where something changed since. Beside the window: a client may have been here
    /// five hundred times.
    pub(in crate::app) fn follow_note(&mut self, shell: &dyn Shell) {
        let Some(closing) = self.state.closing.as_deref_mut() else { return };
        let Some(open) = self.state.practice.open() else { return };
        let Some(past) = open.past.clone() else { return };
        if closing.writes || closing.noted.as_ref() == Some(&closing.entered) {
            return;
        }
        let entry = Entry { at: clock::moment(), by: open.settings.therapist.clone() };
        let therapist = open.settings.therapist.clone();
        let record = closing.record(entry);
        let (key, entered) = (closing.of.key, closing.entered.clone());
        let knowledge = Arc::clone(&self.knowledge);
        closing.writes = true;
        let work = move || {
            let kept = past.folder.kept().filter(|kept| kept.id != key.plan);
            let kept = kept.chain([Kept::new(key.plan, &record)]);
            let course = ClientCourse::new(kept, &knowledge, past.gap_days, past.today);
            SessionNote::new(NoteSource {
                id: key.plan,
                record: &record,
                client: past.folder.record(),
                course: &course,
                therapist: &therapist,
                others: &[],
                saved: None,
                knowledge: &knowledge,
            })
        };
        let then = move |app: &mut Self, note: Option<SessionNote>, _: &dyn Shell| {
            let closing = app.state.closing.as_deref_mut();
            if let Some(closing) = closing.filter(|closing| closing.of.key == key) {
                closing.writes = false;
                closing.note = note.map(Arc::new);
                closing.noted = Some(entered);
            }
        };
        if self.jobs.start("note", shell.waker(), work, then).is_err()
            && let Some(closing) = self.state.closing.as_deref_mut()
        {
            closing.writes = false;
        }
    }
}

/// All versions of a plan of the chosen client.
fn history(open: &OpenPractice, key: PlanKey) -> Option<&crate::store::History<PlanRecord>> {
    let read = open.plan(key.plan);
    read.or_else(|| open.past.as_ref()?.folder.plans.get(&key.plan).map(|history| &**history))
}

fn entry_of(version: &Revision<PlanRecord>) -> Entry {
    Entry { at: version.saved, by: version.by.clone() }
}

/// What a draft keeps of a past plan whose session is closed; nothing where nothing was entered.
fn closing_draft(closing: &Closing, put_aside: bool) -> Option<Draft<Unsaved>> {
    let kept = closing.kept()?;
    let PlanKey { client, plan } = closing.of.key;
    let work = Arc::clone(&closing.of.work);
    let content = Unsaved { work, put_aside, screened: None, closing: Some(kept) };
    let base = closing.of.base.parents().to_vec();
    Some(Draft { client, plan, base, changed: clock::moment(), content })
}

/// The version that a closing began from.
fn stored_of(of: &ClosingOf) -> Option<StoredRecord> {
    let revision = of.base.parents().first().copied()?;
    let record = Box::new(PlanRecord::clone(&of.record));
    Some(StoredRecord { key: of.key, revision, base: of.base.clone(), record })
}
