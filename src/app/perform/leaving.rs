//! What is opened or written as a file: plans, copies, exports, what is dropped on the window, and
//! the clipboard.
//!
//! Read and written beside the window, whole or not at all, and never over a file without leave.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, Then};
use crate::app::command::Command;
use crate::app::files::{self, ExportError, Kept};
use crate::app::shell::{Choose, Shell};
use crate::app::state::{Busy, Dialog, PathUse};
use crate::app::toast::ToastKind;
use crate::export::{Beside, Format, export_with};
use crate::store::WriteError;

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
            Action::SaveTo(path, replace) => {
                state.dialogs.pop();
                self.write(path, replace, Kept::There, shell);
            }
            Action::OpenFrom(path) => {
                state.dialogs.pop();
                self.read(path, shell);
            }
            Action::CopyPlan => self.copy_plan(shell),
            Action::Export(format) => self.export(format, shell),
            Action::ExportTo(format, path, replace) => {
                state.dialogs.pop();
                self.export_to(format, path, replace, shell);
            }
            Action::SaveCopy => self.choose_copy(shell),
            Action::CopyTo(path, replace) => {
                state.dialogs.pop();
                self.write(path, replace, Kept::Beside, shell);
            }
            Action::Dropped(paths) => self.dropped(paths, shell),
            other => return Some(other),
        }
        None
    }

    /// Asks where to export to.
    pub(super) fn export(&mut self, format: Format, shell: &dyn Shell) {
        if self.state.judged.plan.is_none() {
            return;
        }
        let choice = shell.choose(Choose::NewFile(&self.export_name(format)));
        let generation = self.state.generation;
        let (what, shown) = (Some(PathUse::Export(format)), Busy::ChoosingToSave);
        self.start_dialog(what, shown, choice, shell, move |app, path, no_dialog, shell| {
            match path {
                Some(_) if app.is_another_open(generation) => {}
                // Some dialogs ask about a file that is there, some don't; this asks again.
                Some(path) => app.export_to(format, path, false, shell),
                None => app.nothing_chosen(PathUse::Export(format), no_dialog),
            }
        });
    }

    /// The name of the file that is proposed; no client's name ever becomes part of one.
    pub(super) fn export_name(&self, format: Format) -> String {
        format!("plan-{}.{}", self.state.work.intake.date.trim(), format.name())
    }

    /// Writes the plan in a format.
    pub(super) fn export_to(
        &mut self,
        format: Format,
        path: PathBuf,
        replace: bool,
        shell: &dyn Shell,
    ) {
        let Some(plan) = self.state.judged.plan.clone() else { return };
        let answers = self.state.answers();
        let letterhead = self.state.letterhead().to_vec();
        let unconfirmed = self.state.work.intake.unconfirmed().cloned();
        let knowledge = Arc::clone(&self.knowledge);
        let path = files::with_ending(path, format.name());
        let to = path.clone();
        self.start(
            "export",
            Busy::Saving,
            shell,
            move || {
                let beside = Beside {
                    letterhead: &letterhead,
                    answers: &answers,
                    unconfirmed: unconfirmed.as_ref(),
                };
                files::export((&plan, beside), format, &knowledge, &to, replace)
            },
            move |app, result, _| app.exported(format, path, result),
        );
    }

    /// Says what came of it.
    pub(super) fn exported(
        &mut self,
        format: Format,
        path: PathBuf,
        result: Result<(), ExportError>,
    ) {
        match result {
            Ok(()) => self.state.toast_path("Plan exported to", &path),
            Err(ExportError::File(WriteError::AlreadyExists(_))) => {
                self.state.dialogs.push(Dialog::Path {
                    what: PathUse::Export(format),
                    text: path.display().to_string(),
                    hint: "There is a file of that name already.".to_owned(),
                    replace: Some(path),
                });
            }
            Err(error) => self.state.dialogs.push(Dialog::Trouble {
                title: "The plan isn't exported".to_owned(),
                lines: vec![error.to_string()],
                advice: "Choose another folder, or make room, and export again.".to_owned(),
            }),
        }
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
