//! How anything is written as a file: a path chosen or typed, asked about where a file is there,
//! written beside the window, and said where.
//!
//! What there is to write is listed in [`Target`]. Whole or not at all, and never over a file without
//! leave.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, FileAction};
use crate::app::clock;
use crate::app::files::{self, NotWritten};
use crate::app::jobs::Saving;
use crate::app::practice::Stored;
use crate::app::shell::{Choose, Shell};
use crate::app::state::{Busy, Dialog, PathUse};
use crate::app::target::Target;
use crate::export::{Detail, SheetContext, export_with};
use crate::store::{Existing, WriteError, write_new};

/// What is to be written, made beside the window for the path that it goes to.
pub(super) type FileContent = Box<dyn FnOnce(&Path) -> Result<Vec<u8>, NotWritten> + Send>;

impl App {
    /// Asks where something is to be written.
    pub(super) fn choose_for(&mut self, target: Target, shell: &dyn Shell) {
        if self.content(target).is_none() {
            return;
        }
        let choice = shell.choose(Choose::NewFile(&self.proposed_name(target)));
        let generation = self.state.visit.generation;
        let (what, shown) = (PathUse::Write(target), Busy::ChoosingToSave);
        self.start_dialog(Some(what), shown, choice, shell, move |app, path, no_dialog, shell| {
            match path {
                Some(_) if app.is_another_open(generation) => {}
                Some(path) => {
                    // The dialog asked about the path that it knew, and about no other.
                    let replace = target.trusts_dialog() && target.complete(path.clone()) == path;
                    app.write_to(target, path, replace, shell);
                }
                None => {
                    // A path that is typed at once goes on with what was to come after the save.
                    app.state.after_save.take_if(|_| !no_dialog);
                    app.nothing_chosen(what, no_dialog);
                }
            }
        });
    }

    /// The name of the file that is proposed.
    pub(super) fn proposed_name(&self, target: Target) -> String {
        target.name(self.state.visit.work().intake.date.trim())
    }

    /// Writes it.
    pub(super) fn write_to(
        &mut self,
        target: Target,
        path: PathBuf,
        replace: bool,
        shell: &dyn Shell,
    ) {
        let Some(content) = self.content(target) else { return };
        let path = target.complete(path);
        let to = path.clone();
        let existing = if replace { Existing::Replace } else { Existing::Refuse };
        let saving = self.saving();
        self.start(
            "write a file",
            Busy::Saving,
            shell,
            move || {
                let bytes = content(&to)?;
                // What is in the plan's own file already isn't written again.
                let is_there = || std::fs::read(&to).is_ok_and(|there| there == bytes);
                if target == Target::Plan && existing == Existing::Replace && is_there() {
                    return Ok(());
                }
                Ok(write_new(&to, &bytes, existing)?)
            },
            move |app, result, shell| app.written(target, path, saving, result, shell),
        );
    }

    /// What there is to write; none where there is nothing.
    pub(super) fn content(&self, target: Target) -> Option<FileContent> {
        let state = &self.state;
        match target {
            Target::Note => {
                let text = state.note.clone()?;
                Some(Box::new(move |_| Ok(text.into_bytes())))
            }
            Target::Plan | Target::Copy => {
                let plan = state.visit.standing().plan.clone()?;
                Some(Box::new(move |path| files::plan_as_file(&plan, path)))
            }
            Target::Export(format) => {
                let plan = state.visit.standing().plan.clone()?;
                let (answers, letterhead) = (state.visit.answers(), state.letterhead().to_vec());
                let unconfirmed = state.visit.work().intake.unconfirmed().cloned();
                let knowledge = Arc::clone(&self.knowledge);
                Some(Box::new(move |_| {
                    let beside = SheetContext {
                        detail: Detail::Full,
                        letterhead: &letterhead,
                        answers: &answers,
                        unconfirmed: unconfirmed.as_ref(),
                        ..SheetContext::default()
                    };
                    Ok(export_with(format, &plan, beside, &knowledge)?)
                }))
            }
        }
    }

    /// Takes in what came of that.
    fn written(
        &mut self,
        target: Target,
        path: PathBuf,
        saving: Saving,
        result: Result<(), NotWritten>,
        shell: &dyn Shell,
    ) {
        let is_plan = matches!(target, Target::Plan | Target::Copy);
        match result {
            Ok(()) => self.is_written(target, path, saving, shell),
            // A path asked for now would be where another plan is saved.
            Err(error) if is_plan && !self.is_open(&saving) => {
                self.not_saved_before(error.to_string());
            }
            Err(NotWritten::File(WriteError::AlreadyExists(_))) => {
                self.state.dialogs.push(Dialog::Path {
                    what: PathUse::Write(target),
                    text: path.display().to_string(),
                    hint: "There is a file of that name already.".to_owned(),
                    replace: Some(path),
                });
            }
            Err(error) => {
                if is_plan {
                    self.state.after_save = None;
                }
                let (title, advice) = target.trouble();
                self.state.dialogs.push(Dialog::Trouble {
                    title: title.to_owned(),
                    lines: vec![error.to_string()],
                    advice: advice.to_owned(),
                });
            }
        }
    }

    fn is_written(&mut self, target: Target, path: PathBuf, saving: Saving, shell: &dyn Shell) {
        let is_open = self.is_open(&saving);
        let state = &mut self.state;
        match target {
            Target::Export(_) => state.toast_path("Plan exported to", &path),
            Target::Note => {
                state.toast_path("Saved as", &path);
                state.note = None;
            }
            Target::Plan | Target::Copy if !is_open => {
                state.toast_path("The plan that was open before is in", &path);
                if target == Target::Plan {
                    self.saved_behind_lock(&saving, Stored::File(path));
                }
            }
            // Whoever keeps the plan goes on keeping it; the file is a copy.
            Target::Copy if state.has_a_keeper() => state.toast_path("A copy is in", &path),
            Target::Plan | Target::Copy => {
                state.visit.is_stored(saving.work, Stored::File(path));
                state.visit.saved_at = Some(clock::time());
                if let Some(then) = state.after_save.take() {
                    self.perform(Action::File(FileAction::Leave(then)), shell);
                }
            }
        }
    }
}
