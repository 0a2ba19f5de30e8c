//! What is left, and what is opened as a file or dropped on the window; the clipboard.
//!
//! What isn't saved is kept or asked about in `drafts`. How files are written stands in `writing`.

use std::path::PathBuf;
use std::sync::Arc;

use super::printing::written;
use crate::app::App;
use crate::app::action::{Action, FileAction, Then};
use crate::app::command::Command;
use crate::app::files;
use crate::app::print::{Choices, Subject};
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog, PathUse};
use crate::app::task::Task;
use crate::app::toast::ToastKind;
use crate::export::{Detail, Document, Format};

impl App {
    /// Leaves, opens or writes something.
    pub(super) fn perform_file(&mut self, action: FileAction, shell: &dyn Shell) {
        if let FileAction::Leave(Then::Plan(key, _)) = &action
            && self.reads_first(*key, &action.clone().into(), shell)
        {
            return;
        }
        if let FileAction::Write(target) | FileAction::TypePath(PathUse::Write(target)) = &action
            && self.asks_about_length(*target, action.clone())
        {
            return;
        }
        let state = &mut self.state;
        match action {
            // A folder is chosen first, and whether something is lost asked when it is opened.
            FileAction::Leave(then @ Then::ChoosePractice) => {
                self.leave(then, shell);
            }
            // Who is there already stays there.
            FileAction::Leave(Then::Client(client)) if state.is_unsaved_of(client) => {
                state.visit.reading = None;
                state.panes.rail_over = false;
            }
            FileAction::Leave(then) => {
                let alone = then.leaves_practice() && self.keeps_in_window_alone();
                let is_unsaved = self.state.visit.is_unsaved() || self.state.closes_unsaved();
                if is_unsaved || alone {
                    self.leave_unsaved(then, shell);
                } else {
                    self.leave(then, shell);
                }
            }
            FileAction::LeaveUnsaved(then) => {
                state.dialogs.pop();
                self.give_up_draft(&then);
                self.leave(then, shell);
            }
            FileAction::KeepLong(action) => {
                state.dialogs.pop();
                self.agree_to_length();
                self.perform(*action, shell);
            }
            FileAction::SaveThen(then) => {
                if let Some(Dialog::Unsaved(_)) = state.dialogs.last() {
                    state.dialogs.pop();
                    // What is left is the present plan, whatever is being read.
                    state.visit.reading = None;
                }
                self.save(then, shell);
            }
            FileAction::TypePath(what) => self.type_path(what),
            FileAction::OpenFrom(path) => {
                state.dialogs.pop();
                self.read(path, shell);
            }
            FileAction::Details(shows) => {
                if let Some(Dialog::NotOpened { shows_details, .. }) = state.dialogs.last_mut() {
                    *shows_details = shows;
                }
            }
            FileAction::CopyPlan => self.copy_plan(shell),
            FileAction::Write(target) => self.choose_for(target, shell),
            FileAction::WriteTo(target, path, replace) => {
                state.dialogs.pop();
                self.write_to(target, path, replace, shell);
            }
            FileAction::Dropped(paths) => self.dropped(paths, shell),
        }
    }

    /// Puts the sheet on the clipboard.
    pub(super) fn copy_plan(&mut self, shell: &dyn Shell) {
        // Whose it is doesn't go along.
        let subject = Subject { client: None, ..self.subject() };
        // As full as the file, for what is pasted has no second page to turn to.
        let choices = Choices { detail: Detail::Full, ..Choices::default() };
        let written = written(&subject, &choices, Document::Plan, Format::Txt);
        let text = written.ok().and_then(|written| String::from_utf8(written.bytes).ok());
        let Some(text) = text else { return };
        shell.copy(text);
        self.state.toast("The plan is on the clipboard", None);
    }

    /// Opens the plan file that was dropped.
    pub(super) fn dropped(&mut self, paths: Vec<PathBuf>, shell: &dyn Shell) {
        if let Err(reason) = Command::OpenPlan.enabled(&self.state) {
            self.state.toasts.add(ToastKind::Refused, reason.to_owned(), None);
            return;
        }
        match <[PathBuf; 1]>::try_from(paths) {
            Ok([path]) => self.perform(Action::File(FileAction::Leave(Then::File(path))), shell),
            Err(several) => {
                let text = format!("{} files were dropped; drop one plan at a time", several.len());
                self.state.toasts.add(ToastKind::Refused, text, None);
            }
        }
    }

    /// Reads a plan file; a folder is opened as a practice.
    pub(super) fn read(&mut self, path: PathBuf, shell: &dyn Shell) {
        let knowledge = Arc::clone(&self.knowledge);
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let task = Task::read(format!("Opening “{name}”"), files::shown_path(&path).1);
        let from = path.clone();
        let store = self.state.practice.open().map(|open| open.store.clone());
        self.start_read(
            task,
            Busy::Opening,
            shell,
            move |_| (!from.is_dir()).then(|| files::read(&from, &knowledge, store.as_ref())),
            move |app, read, shell| match read {
                None => app.open_practice(path, shell),
                // What is opened while a practice is locked would lie unseen behind its question.
                Some(_) if app.state.practice.is_locked() => {}
                Some(result) => app.opened(path, result),
            },
        );
    }
}
