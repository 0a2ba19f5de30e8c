//! What came of something that a dialog asked for: told in the dialog where it didn't work, in a
//! note in passing where it did.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::app::action::{Action, FileAction, PracticeAction, Secret, Then};
use crate::app::clock;
use crate::app::forms::{Form, PathField};
use crate::app::jobs::Scope;
use crate::app::reading::Reading;
use crate::app::shell::Shell;
use crate::app::state::Dialog;
use crate::app::task::TaskError;
use crate::app::toast::ToastKind;
use crate::model::{ClientId, PlanId, PlanKey};
use crate::store::WriteError;
use crate::store::backup::{BackupError, Summary};

impl App {
    /// Shows a version that was kept, unless somebody else is chosen by now.
    pub(super) fn show_kept(&mut self, client: ClientId, kept: Option<Reading>) {
        if self.state.practice.open().is_some_and(|open| open.chosen == Some(client)) {
            self.state.visit.reading = kept;
        }
    }

    /// Closes the form where it worked, and says in it why it didn't.
    pub(super) fn succeeded<T>(&mut self, result: Result<T, TaskError>) -> Option<T> {
        match result {
            Ok(what) => {
                self.close_form();
                Some(what)
            }
            Err(error) if error.is_stopped() => {
                self.object("Stopped. Nothing was changed.");
                None
            }
            Err(error) => {
                self.object(error.to_string());
                None
            }
        }
    }

    /// Says why something didn't work that no form asked for.
    pub(super) fn worked<T>(&mut self, title: &str, result: Result<T, TaskError>) -> Option<T> {
        let error = match result {
            Ok(what) => return Some(what),
            Err(error) => error,
        };
        self.state.dialogs.push(Dialog::Trouble {
            title: title.to_owned(),
            lines: vec![error.to_string()],
            advice: "Is the drive connected? Try again.".to_owned(),
        });
        None
    }

    pub(super) fn close_form(&mut self) {
        if let Some(Dialog::Form { .. }) = self.state.dialogs.last() {
            self.state.dialogs.pop();
        }
    }

    pub(super) fn tell<'l>(
        &mut self,
        title: &str,
        lines: Vec<String>,
        offers: impl IntoIterator<Item = (&'l str, Action)>,
    ) {
        let offers = offers.into_iter().map(|(label, action)| (label.to_owned(), action)).collect();
        self.state.dialogs.push(Dialog::Message { title: title.to_owned(), lines, offers });
    }

    pub(super) fn path_chosen(&mut self, field: PathField, path: Option<PathBuf>, no_dialog: bool) {
        let Some(Dialog::Form { form, trouble }) = self.state.dialogs.last_mut() else { return };
        match path {
            Some(chosen) => {
                *trouble = None;
                if let Some(path) = form.path_mut(field) {
                    *path = chosen.display().to_string();
                }
                // The dialog asked about the file that it knew.
                if let Form::BackUp(form) = &mut **form {
                    form.replaces = true;
                }
                // Leave to take any size was for another file.
                if let Form::Restore(form) = &mut **form {
                    form.any_size = false;
                }
            }
            None if no_dialog => {
                let words = "No file dialog answered on this computer, so type the path.";
                *trouble = Some(words.to_owned());
            }
            None => {}
        }
    }

    /// A practice was made, and sealed where a recovery key comes with it.
    pub(super) fn made(
        &mut self,
        result: Result<(PathBuf, Option<Secret>), TaskError>,
        shell: &dyn Shell,
    ) {
        match result {
            Ok((root, key)) => {
                self.close_form();
                self.perform(Action::File(FileAction::Leave(Then::Reopen(root))), shell);
                if let Some(key) = key {
                    self.state.dialogs.push(Dialog::RecoveryKey(key));
                }
            }
            Err(error) if error.is_stopped() => {
                self.object("Stopped. What was made so far is in the folder, and can be deleted.");
            }
            Err(error) => self.object(error.to_string()),
        }
    }

    pub(super) fn client_shown(
        &mut self,
        client: ClientId,
        is_back: bool,
        result: Result<String, TaskError>,
        shell: &dyn Shell,
    ) {
        let Some(name) = self.worked("The client stays as it is", result) else {
            self.in_practice(|open| _ = open.moved_here.remove(&client));
            return;
        };
        self.index(Scope::Client(client), shell);
        let name = if name.is_empty() { "The client" } else { &name };
        if is_back {
            self.state.toasts.add_about(ToastKind::Done, name, "is back".to_owned(), None);
            self.perform(Action::File(FileAction::Leave(Then::Client(client))), shell);
        } else {
            self.left_client(client);
            let undo = PracticeAction::RestoreClient(client);
            let text = "is removed from the lists".to_owned();
            let undo = Some(("Undo", undo.into()));
            self.state.toasts.add_about(ToastKind::Done, name, text, undo);
        }
    }

    pub(super) fn plan_shown(
        &mut self,
        key: PlanKey,
        is_back: bool,
        result: Result<(), TaskError>,
        shell: &dyn Shell,
    ) {
        if self.worked("The plan stays as it is", result).is_none() {
            return;
        }
        self.read_client(shell);
        self.index(Scope::Client(key.client), shell);
        if !is_back {
            self.left_plan(key.plan);
        }
        // Of a client who was chosen before, the list says it.
        if self.state.practice.open().is_none_or(|open| open.chosen != Some(key.client)) {
            return;
        }
        if is_back {
            self.state.toast("The plan is back", None);
        } else {
            let undo = PracticeAction::RestorePlan(key);
            self.state.toast("The plan is removed", Some(("Undo", undo.into())));
        }
    }

    /// Nobody is chosen any more, where this client was.
    fn left_client(&mut self, client: ClientId) {
        let Some(open) = self.state.practice.open_mut() else { return };
        if open.chosen != Some(client) {
            return;
        }
        self.set_aside();
        self.choose_nobody();
        self.state.prefs.last_client = None;
        self.empty_intake();
    }

    /// The middle is empty, where this plan was in it.
    fn left_plan(&mut self, plan: PlanId) {
        if self
            .state
            .visit
            .reading
            .as_ref()
            .is_some_and(|reading| reading.key.plan == plan && reading.copy.is_none())
        {
            self.state.visit.reading = None;
        }
        if self.state.visit.stored.record().is_some_and(|stored| stored.key.plan == plan) {
            self.empty_intake();
        }
    }

    pub(super) fn erased(
        &mut self,
        client: ClientId,
        result: Result<(), TaskError>,
        shell: &dyn Shell,
    ) {
        if result.is_err() {
            self.in_practice(|open| _ = open.moved_here.remove(&client));
        }
        if self.succeeded(result).is_some() {
            if let Some(Dialog::Removed(removed)) = self.state.dialogs.last_mut() {
                removed.retain(|one| one.id != client);
            }
            self.left_client(client);
            self.forget_client(client);
            self.index(Scope::Client(client), shell);
            let lines = vec![
                "Everything about this client is deleted.".to_owned(),
                "Backups, and copies that a sync program or the disk keeps, may remain.".to_owned(),
            ];
            self.tell("Erased for good", lines, None);
        }
    }

    pub(super) fn passphrase_changed(&mut self, result: Result<(), TaskError>) {
        if self.succeeded(result).is_some() {
            let lines = vec![
                "Older copies of the practice, such as backups, still open with the old passphrase."
                    .to_owned(),
            ];
            self.tell("The passphrase is changed", lines, None);
        }
    }

    pub(super) fn backed_up(&mut self, file: &Path, result: Result<Summary, TaskError>) {
        let result = match result {
            Err(TaskError::Backup(BackupError::Write(WriteError::AlreadyExists(_)))) => {
                let dialog = self.state.dialogs.last_mut();
                if let Some(Dialog::Form { form, .. }) = dialog
                    && let Form::BackUp(form) = &mut **form
                {
                    form.replaces = true;
                }
                self.object(
                    "There is a file of that name already. Back up once more to replace it.",
                );
                return;
            }
            other => other,
        };
        if let Some(summary) = self.succeeded(result) {
            let mut lines = vec![
                format!(
                    "{} files are in {}, read back and compared.",
                    summary.files,
                    file.display()
                ),
                "Keep it on a different drive from the practice.".to_owned(),
            ];
            let left = summary.left_out.iter().map(|path| format!("Left out: {}", path.display()));
            lines.extend(left);
            self.tell("The practice is backed up", lines, None);
        }
    }

    pub(super) fn restored(&mut self, root: PathBuf, result: Result<Summary, TaskError>) {
        if let Err(TaskError::Backup(BackupError::Sealed(_))) = result {
            if let Some(Dialog::Form { form, .. }) = self.state.dialogs.last_mut()
                && let Form::Restore(form) = &mut **form
            {
                form.passphrase.get_or_insert_default();
            }
            self.object("This backup is sealed. Type its passphrase.");
            return;
        }
        if let Err(TaskError::Backup(large @ BackupError::Large { .. })) = &result {
            let asked = format!("{large}. If that is right, restore it once more.");
            if let Some(Dialog::Form { form, .. }) = self.state.dialogs.last_mut()
                && let Form::Restore(form) = &mut **form
            {
                form.any_size = true;
            }
            self.object(asked);
            return;
        }
        if let Some(summary) = self.succeeded(result) {
            let made = clock::day_and_time(summary.made);
            let lines =
                vec![format!("{} files as of {made} are in {}.", summary.files, root.display())];
            let open = Action::File(FileAction::Leave(Then::Reopen(root)));
            self.tell("The backup is restored", lines, Some(("Open it", open)));
        }
    }

    /// After sealing, the store that was open would save readably: the practice is opened anew.
    pub(super) fn sealed(
        &mut self,
        result: Result<(Vec<String>, Secret), TaskError>,
        shell: &dyn Shell,
    ) {
        match result {
            Ok((lines, key)) => {
                self.open_converted(shell);
                self.tell("The practice is sealed", lines, None);
                self.state.dialogs.push(Dialog::RecoveryKey(key));
            }
            Err(error) => {
                self.succeeded(Err::<(), _>(error));
            }
        }
    }
}
