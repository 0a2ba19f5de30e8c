//! What is left, and what is opened as a file or dropped on the window; the clipboard.
//!
//! What isn't saved is asked about first. How files are written stands in `writing`.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, Then};
use crate::app::command::Command;
use crate::app::files;
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog};
use crate::app::toast::ToastKind;
use crate::export::{Beside, Format, export_with};

impl App {
    /// Does what opens or writes a file; gives back everything else.
    pub(super) fn perform_file(&mut self, action: Action, shell: &dyn Shell) -> Option<Action> {
        if let Action::Leave(Then::Plan(client, plan, _)) = &action
            && self.reads_first(*client, *plan, &action, shell)
        {
            return None;
        }
        let state = &mut self.state;
        #[expect(clippy::wildcard_enum_match_arm, reason = "all others are given back")]
        match action {
            // A folder is chosen first, and whether something is lost asked when it is opened.
            Action::Leave(then @ Then::ChoosePractice) => {
                self.leave(then, shell);
            }
            Action::Leave(then) if state.is_unsaved() => {
                let asked = |dialog: &Dialog| matches!(dialog, Dialog::Unsaved(_));
                if !state.dialogs.iter().any(asked) {
                    state.dialogs.push(Dialog::Unsaved(then));
                }
            }
            Action::Leave(then) => self.leave(then, shell),
            Action::LeaveUnsaved(then) => {
                state.dialogs.pop();
                self.leave_draft(&then);
                self.leave(then, shell);
                self.keep_keeper();
            }
            Action::PutAside(then) => {
                state.dialogs.pop();
                self.put_aside();
                self.leave(then, shell);
            }
            Action::SaveThen(then) => {
                if then.is_some() {
                    state.dialogs.pop();
                }
                self.save(then, shell);
            }
            Action::TypePath(what) => self.type_path(what),
            Action::OpenFrom(path) => {
                state.dialogs.pop();
                self.read(path, shell);
            }
            Action::CopyPlan => self.copy_plan(shell),
            Action::Write(target) => self.choose_for(target, shell),
            Action::WriteTo(target, path, replace) => {
                state.dialogs.pop();
                self.write_to(target, path, replace, shell);
            }
            Action::Dropped(paths) => self.dropped(paths, shell),
            other => return Some(other),
        }
        None
    }

    /// Puts the sheet on the clipboard.
    pub(super) fn copy_plan(&mut self, shell: &dyn Shell) {
        let Some(plan) = self.state.judged.plan.as_ref() else { return };
        let answers = self.state.answers();
        let beside = Beside {
            letterhead: self.state.letterhead(),
            answers: &answers,
            unconfirmed: self.state.work.intake.unconfirmed(),
        };
        let text = export_with(Format::Txt, plan, beside, &self.knowledge).ok();
        let Some(text) = text.and_then(|bytes| String::from_utf8(bytes).ok()) else { return };
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
            Ok([path]) => self.perform(Action::Leave(Then::File(path)), shell),
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
        let about = (format!("Opening “{name}”"), files::shown_path(&path).1);
        let from = path.clone();
        self.start_read(
            about,
            "",
            Busy::Opening,
            shell,
            move |_| (!from.is_dir()).then(|| files::read(&from, &knowledge)),
            move |app, read, shell| match read {
                None => app.open_practice(path, shell),
                // What is opened while a practice is locked would lie unseen behind its question.
                Some(_) if app.state.practice.is_locked() => {}
                Some(result) => app.opened(path, result),
            },
        );
    }
}
