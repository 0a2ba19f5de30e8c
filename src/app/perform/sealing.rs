//! The passphrase of a practice taken off, readable records sealed that came in later, and the old
//! folders that both sealing and unsealing leave deleted.
//!
//! Sealing itself is asked for with its passphrase in `forms`. All of it runs beside the window.

use jiff::tz::TimeZone;

use crate::app::App;
use crate::app::action::PracticeAction;
use crate::app::forms::{DiscardForm, Form};
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog};
use crate::app::task::{Task, TaskError};
use crate::store::drafts::Drafts;
use crate::store::files::Files;
use crate::store::vault::{
    self, ConvertedPractice, FROM_OLD, KEPT_COPIES, Leftover, Proposal, Role, Says,
};
use crate::store::{Index, Opened, Places, Progress, SecretString, Store, StoreError};
use crate::text::{agreeing, counted};

impl App {
    /// Makes the practice readable again.
    pub(super) fn unseal(&mut self, shell: &dyn Shell) -> Result<(), String> {
        if self.state.visit.is_unsaved() {
            return Err("Save the open plan first.".to_owned());
        }
        let stamp = self.stamp();
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let (store, places) = (open.store.clone(), self.places.clone());
        self.start_task(
            "Unsealing the practice",
            "files",
            shell,
            move |progress| {
                let done = store.unseal_practice(&stamp, &progress)?;
                Ok(converted(&done, "were made readable", &store, places.as_ref()))
            },
            |app, result, shell| {
                if let Some(lines) = app.succeeded(result) {
                    app.open_converted(shell);
                    app.tell("The practice is readable", lines, None);
                }
            },
        );
        Ok(())
    }

    /// Looks for readable records, which a sealed practice doesn't believe.
    pub(super) fn show_proposals(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        let store = open.store.clone();
        self.start_read(
            Task::read("Readable records", "Looking for readable records…"),
            Busy::Opening,
            shell,
            move |_| {
                let found = store.proposals().map(|found| found.iter().map(told).collect());
                found.map_err(TaskError::from)
            },
            |app, result, _| {
                if let Some(lines) = app.worked("Readable records can't be looked for", result) {
                    app.proposals_found(lines);
                }
            },
        );
    }

    /// Shows them, to be taken over or removed.
    pub(super) fn proposals_found(&mut self, mut lines: Vec<String>) {
        const TITLE: &str = "Readable records";
        if lines.is_empty() {
            self.tell(TITLE, vec!["Every record is sealed.".to_owned()], None);
            return;
        }
        let advice = "Anybody who can write into the folder may have put them there. Take them over \
                      where you know whose they are.";
        lines.insert(0, advice.to_owned());
        let offers = [
            ("Take over", PracticeAction::SealStrays.into()),
            ("Remove", PracticeAction::RemoveProposals.into()),
        ];
        self.tell(TITLE, lines, offers);
    }

    /// Removes what is readable.
    pub(super) fn remove_proposals(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        let store = open.store.clone();
        self.start_task(
            "Removing readable records",
            "",
            shell,
            move |_| {
                let removed = store.remove_proposals();
                let lines = removed.map(|count| {
                    let are = agreeing(count, "is", "are");
                    vec![format!("{} {are} removed.", counted(count, "readable record"))]
                });
                lines.map_err(TaskError::from)
            },
            Self::proposals_settled,
        );
    }

    /// Seals what another computer saved readable.
    pub(super) fn seal_strays(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        let store = open.store.clone();
        self.start_task(
            "Taking over readable records",
            "clients",
            shell,
            move |progress| {
                let strays = store.seal_strays(&progress).map(|strays| {
                    let are = agreeing(strays.sealed, "is", "are");
                    let sealed = counted(strays.sealed, "readable record");
                    let mut lines = vec![format!("{sealed} {are} taken over, and sealed now.")];
                    lines.extend(strays.problems.iter().map(|problem| {
                        format!("{}: left as it is, {}", problem.file.display(), problem.damage)
                    }));
                    lines
                });
                strays.map_err(TaskError::from)
            },
            Self::proposals_settled,
        );
    }

    fn proposals_settled(&mut self, result: Result<Vec<String>, TaskError>, shell: &dyn Shell) {
        // Some may be settled where others couldn't be.
        self.refresh_index(shell);
        self.read_client(shell);
        match result {
            Ok(lines) => self.tell("Readable records", lines, None),
            Err(error) if error.is_stopped() => {}
            Err(error) => {
                self.worked::<()>("Readable records stay as they are", Err(error));
            }
        }
    }

    /// Looks for folders that sealing and unsealing left beside the practice.
    pub(super) fn show_old(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        let root = open.store.root().to_owned();
        self.start_read(
            Task::read("Earlier copies", "Looking beside the practice…"),
            Busy::Opening,
            shell,
            move |_| vault::leftovers(&root).map_err(TaskError::from),
            |app, result, _| {
                if let Some(found) = app.worked("Earlier copies can't be looked for", result) {
                    app.old_found(found);
                }
            },
        );
    }

    /// Offers to delete them.
    pub(super) fn old_found(&mut self, found: Vec<Leftover>) {
        if found.is_empty() {
            let text = "Sealing and unsealing leave a copy of the practice beside it. There is \
                        none here any more.";
            self.tell("No earlier copy is left", vec![text.to_owned()], None);
            return;
        }
        let form = Box::new(Form::Discard(DiscardForm { found, chosen: 0, passphrase: None }));
        self.state.dialogs.push(Dialog::Form { form, trouble: None });
    }

    /// Deletes the one that is chosen.
    pub(super) fn discard_old(
        &mut self,
        form: &DiscardForm,
        shell: &dyn Shell,
    ) -> Result<(), String> {
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let store = open.store.clone();
        let old = form.found.get(form.chosen).cloned().ok_or("Choose a folder first.")?;
        let passphrase = form.passphrase.as_ref().map(super::forms::secret);
        self.start_task(
            "Deleting the earlier copy",
            "clients",
            shell,
            move |progress| {
                let done = discard(&store, &old, passphrase.as_ref(), &progress);
                let lines = done.map(|taken| {
                    let mut lines = vec![old.path.display().to_string(), KEPT_COPIES.to_owned()];
                    lines
                        .extend((taken > 0 && store.seal().is_some()).then(|| FROM_OLD.to_owned()));
                    lines
                });
                lines.map_err(TaskError::from)
            },
            |app, result, _| app.old_discarded(result),
        );
        Ok(())
    }

    /// Says what came of it, or asks for the passphrase that the folder had.
    pub(super) fn old_discarded(&mut self, result: Result<Vec<String>, TaskError>) {
        if let Err(TaskError::Store(StoreError::OldHoldsMore(_))) = &result
            && let Some(Dialog::Form { form, trouble }) = self.state.dialogs.last_mut()
            && let Form::Discard(form) = &mut **form
            && form.passphrase.is_none()
        {
            form.passphrase.get_or_insert_default();
            let text = "Something in this copy isn't in the practice, and is taken over first. \
                        Type the passphrase that the copy had.";
            *trouble = Some(text.to_owned());
            return;
        }
        if let Some(lines) = self.succeeded(result) {
            self.tell("The earlier copy is deleted", lines, None);
        }
    }

    /// Another window or computer sealed the practice or unsealed it: nothing in the folder can be
    /// read or saved as before, so it is opened anew. What wasn't saved is there again then.
    pub(super) fn converted_elsewhere(&mut self, shell: &dyn Shell) {
        let busy = self.state.busy.is_some();
        let unsaved = self.state.visit.is_unsaved();
        let belongs = self.state.belongs_to_practice();
        let Some(open) = self.state.practice.open_mut() else { return };
        open.indexing = None;
        // What this window is doing ends first; the next look at the folder comes back here.
        if busy {
            return;
        }
        let title = if open.was_sealed == Some(true) {
            "The practice was unsealed elsewhere"
        } else {
            "The practice was sealed elsewhere"
        };
        let what = "Another window or computer did it while the practice was open here.".to_owned();
        if unsaved && !(belongs && open.keeps_drafts()) {
            let told = |dialog: &Dialog| matches!(dialog, Dialog::Trouble { .. });
            if !self.state.dialogs.iter().any(told) {
                self.state.dialogs.push(Dialog::Trouble {
                    title: title.to_owned(),
                    lines: vec![what],
                    advice: "Save a copy of what is open from the File menu, then open the \
                             practice again."
                        .to_owned(),
                });
            }
            return;
        }
        let mut lines = vec![what, "It is opened again.".to_owned()];
        if unsaved {
            lines.push("Unsaved work is kept.".to_owned());
        }
        self.open_converted(shell);
        self.tell(title, lines, None);
    }

    /// Opens the practice anew after it was sealed or unsealed: the store that was open would go on
    /// saving as before.
    pub(super) fn open_converted(&mut self, shell: &dyn Shell) {
        // The settings may wait below, with the store of before.
        self.state.dialogs.clear();
        let root = self.state.practice.open().map(|open| open.store.root().to_owned());
        self.put_away_practice();
        self.empty_intake();
        if let Some(root) = root {
            self.load_practice(root, false, shell);
        }
    }
}

/// What is to be known after sealing or unsealing. Drafts of the practice come along.
pub(super) fn converted(
    done: &ConvertedPractice,
    what: &str,
    before: &Store,
    places: Option<&Places>,
) -> Vec<String> {
    let mut lines = vec![format!("{} versions of records {what}.", done.records)];
    if let Some(places) = places {
        Index::forget_readable(&done.store, &places.cache);
        let drafts = Drafts::new(places, &done.store);
        let settled = drafts.and_then(|drafts| drafts.settle(before.seal()));
        if let Err(error) = settled {
            lines.push(format!("Drafts could not be brought along: {error}"));
        }
    }
    let file = |file: &std::path::Path| file.display().to_string();
    let problems = done.problems.iter();
    lines.extend(problems.map(|problem| {
        format!("{}: came along as it is, {}", file(&problem.file), problem.damage)
    }));
    let left = done.left.iter();
    lines.extend(left.map(|path| format!("{}: is in the earlier copy only", file(path))));
    if let Some(error) = &done.unfinished {
        lines.push(format!(
            "The last few saves may be in the earlier copy only ({error}). They are taken over \
             before it is deleted."
        ));
    }
    lines.push(format!("The folder as it was is still there: {}", file(&done.old)));
    lines.push(
        "Delete it with “Earlier copies…” in the settings, once everything is there.".to_owned(),
    );
    lines
}

fn discard(
    store: &Store,
    old: &Leftover,
    passphrase: Option<&SecretString>,
    progress: &Progress,
) -> Result<usize, StoreError> {
    match old.role {
        Role::HalfMade | Role::HalfRemoved => {
            vault::remove_leftover(store.root(), &old.path, &Files::default()).map(|()| 0)
        }
        Role::Old => {
            let opened = Store::open(&old.path)?;
            let before = if let (Opened::Sealed(locked), Some(passphrase)) = (opened, passphrase) {
                Some(locked.unlock(passphrase)?)
            } else {
                None
            };
            let key = before.as_ref().and_then(Store::seal);
            store.discard_old(&old.path, key, progress)
        }
    }
}

/// A line about a readable record.
fn told(proposal: &Proposal) -> String {
    match &proposal.says {
        Ok(Says { what, saved, by }) => {
            let day = saved.to_zoned(TimeZone::system()).date();
            let by = if by.is_empty() { String::new() } else { format!(", by {by}") };
            format!("{what}, {day}{by}")
        }
        Err(damage) => format!("{}: {damage}", proposal.file.path().display()),
    }
}
