//! How anything is written as a file: a path chosen or typed, asked about where a file is there,
//! written beside the window, and said where.
//!
//! What there is to write is listed in [`Target`]. Whole or not at all, and never over a file without
//! leave.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::app::action::{Action, FileAction};
use crate::app::clock;
use crate::app::files::{self, NotWritten};
use crate::app::jobs::Saving;
use crate::app::practice::Stored;
use crate::app::shell::{Choose, Shell};
use crate::app::state::{Busy, Dialog, PathUse};
use crate::app::target::Target;
use crate::export::Written;
use crate::store::{Existing, WriteError, write_new};

/// What is to be written, made beside the window for the path that it goes to.
pub(super) type FileContent = Box<dyn FnOnce(&Path) -> Result<Written, NotWritten> + Send>;

fn unremarked(bytes: Vec<u8>) -> Written {
    Written { bytes, remark: None }
}

impl App {
    /// Asks where something is to be written.
    pub(super) fn choose_for(&mut self, target: Target, shell: &dyn Shell) {
        if self.content(target).is_none() {
            return;
        }
        let name = self.proposed_name(target);
        let last = self.state.prefs.last_folder.as_deref();
        let choice = shell.choose(match target {
            Target::Plan | Target::Copy | Target::Note => Choose::NewFile(&name),
            Target::Export(..) => Choose::NewFileIn(&name, last),
            Target::Several(_) => Choose::FolderFrom(last),
        });
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
        let named = match target {
            Target::Export(document, format) => self.document_name(document, format),
            Target::Plan | Target::Copy | Target::Several(_) | Target::Note => None,
        };
        named.unwrap_or_else(|| target.name(self.state.visit.work().intake.date.trim()))
    }

    /// Writes it.
    pub(super) fn write_to(
        &mut self,
        target: Target,
        path: PathBuf,
        replace: bool,
        shell: &dyn Shell,
    ) {
        if let Target::Several(format) = target {
            return self.write_several(format, path, shell);
        }
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
                let Written { bytes, remark } = content(&to)?;
                // What is in the plan's own file already isn't written again.
                let is_there = || std::fs::read(&to).is_ok_and(|there| there == bytes);
                if target == Target::Plan && existing == Existing::Replace && is_there() {
                    return Ok(remark);
                }
                write_new(&to, &bytes, existing)?;
                Ok(remark)
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
                Some(Box::new(move |_| Ok(unremarked(text.into_bytes()))))
            }
            Target::Plan | Target::Copy => {
                let plan = state.visit.standing().plan.clone()?;
                Some(Box::new(move |path| Ok(unremarked(files::plan_as_file(&plan, path)?))))
            }
            Target::Export(document, format) => self.document(document, format),
            // Each of them is written by itself.
            Target::Several(_) => Some(Box::new(|_| Ok(unremarked(Vec::new())))),
        }
    }

    /// Takes in what came of that.
    fn written(
        &mut self,
        target: Target,
        path: PathBuf,
        saving: Saving,
        result: Result<Option<&'static str>, NotWritten>,
        shell: &dyn Shell,
    ) {
        let is_plan = matches!(target, Target::Plan | Target::Copy);
        match result {
            Ok(remark) if matches!(target, Target::Export(..)) => {
                self.document_saved(&path, remark);
            }
            Ok(_) => self.is_written(target, path, saving, shell),
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
            // What is printed says so itself.
            Target::Export(..) | Target::Several(_) => {}
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
