//! What is opened or written as a file: plans, copies, exports, what is dropped on the window, and
//! the clipboard.
//!
//! Read and written beside the window, whole or not at all, and never over a file without leave.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Context;

use crate::export::{Beside, Format, export_with};
use crate::store::WriteError;
use crate::ui::action::{Action, Then};
use crate::ui::app::Window;
use crate::ui::command::Command;
use crate::ui::files::{self, ExportError, Kept};
use crate::ui::jobs::Done;
use crate::ui::state::{Busy, Dialog, PathUse};
use crate::ui::toast::ToastKind;

impl Window {
    /// Does what opens or writes a file; gives back everything else.
    pub(super) fn perform_file(
        &mut self,
        action: Action,
        ctx: &Context,
        frame: Option<&eframe::Frame>,
    ) -> Option<Action> {
        if let Action::Leave(Then::Plan(client, plan, _)) = &action
            && self.reads_first(*client, *plan, &action, ctx)
        {
            return None;
        }
        let state = &mut self.state;
        #[expect(clippy::wildcard_enum_match_arm, reason = "all others are given back")]
        match action {
            // A folder is chosen first, and whether something is lost asked when it is opened.
            Action::Leave(then @ Then::ChoosePractice) => {
                self.leave(then, ctx, frame);
            }
            Action::Leave(then) if state.is_unsaved() => {
                let asked = |dialog: &Dialog| matches!(dialog, Dialog::Unsaved(_));
                if !state.dialogs.iter().any(asked) {
                    state.dialogs.push(Dialog::Unsaved(then));
                }
            }
            Action::Leave(then) => self.leave(then, ctx, frame),
            Action::LeaveUnsaved(then) => {
                state.dialogs.pop();
                self.leave_draft(&then);
                self.leave(then, ctx, frame);
                self.keep_keeper();
            }
            Action::PutAside(then) => {
                state.dialogs.pop();
                self.put_aside();
                self.leave(then, ctx, frame);
            }
            Action::SaveThen(then) => {
                if then.is_some() {
                    state.dialogs.pop();
                }
                self.save(then, ctx, frame);
            }
            Action::TypePath(what) => self.type_path(what),
            Action::SaveTo(path, replace) => {
                state.dialogs.pop();
                self.write(path, replace, Kept::There, ctx);
            }
            Action::OpenFrom(path) => {
                state.dialogs.pop();
                self.read(path, ctx);
            }
            Action::CopyPlan => self.copy_plan(ctx),
            Action::Export(format) => self.export(format, ctx, frame),
            Action::ExportTo(format, path, replace) => {
                state.dialogs.pop();
                self.export_to(format, path, replace, ctx);
            }
            Action::SaveCopy => self.choose_copy(ctx, frame),
            Action::CopyTo(path, replace) => {
                state.dialogs.pop();
                self.write(path, replace, Kept::Beside, ctx);
            }
            Action::Dropped(paths) => self.dropped(paths, ctx),
            other => return Some(other),
        }
        None
    }

    /// Asks where to export to.
    pub(super) fn export(&mut self, format: Format, ctx: &Context, frame: Option<&eframe::Frame>) {
        if self.state.judged.plan.is_none() {
            return;
        }
        let choice = self.dialogs.save(frame, &self.export_name(format));
        let generation = self.state.generation;
        let (what, shown) = (Some(PathUse::Export(format)), Busy::ChoosingToSave);
        self.start_dialog(what, shown, choice, ctx, move |path, no_dialog| Done::ChosenToExport {
            format,
            path,
            no_dialog,
            generation,
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
        ctx: &Context,
    ) {
        let Some(plan) = self.state.judged.plan.clone() else { return };
        let answers = self.state.answers();
        let letterhead = self.state.letterhead().to_vec();
        let unconfirmed = self.state.work.intake.unconfirmed().cloned();
        let knowledge = Arc::clone(&self.knowledge);
        let path = files::with_ending(path, format.name());
        self.start("export", Busy::Saving, ctx, move || {
            let beside = Beside {
                letterhead: &letterhead,
                answers: &answers,
                unconfirmed: unconfirmed.as_ref(),
            };
            let result = files::export((&plan, beside), format, &knowledge, &path, replace);
            Done::Exported { format, path, result }
        });
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
    pub(super) fn copy_plan(&mut self, ctx: &Context) {
        let Some(plan) = self.state.judged.plan.as_ref() else { return };
        let answers = self.state.answers();
        let beside = Beside {
            letterhead: self.state.letterhead(),
            answers: &answers,
            unconfirmed: self.state.work.intake.unconfirmed(),
        };
        let text = export_with(Format::Txt, plan, beside, &self.knowledge).ok();
        let Some(text) = text.and_then(|bytes| String::from_utf8(bytes).ok()) else { return };
        ctx.copy_text(text);
        self.state.toast("The plan is on the clipboard", None);
    }

    /// Opens the plan file that was dropped.
    pub(super) fn dropped(&mut self, paths: Vec<PathBuf>, ctx: &Context) {
        if let Err(reason) = Command::OpenPlan.enabled(&self.state) {
            self.state.toasts.add(ToastKind::Refused, reason.to_owned(), None);
            return;
        }
        match <[PathBuf; 1]>::try_from(paths) {
            Ok([path]) => self.perform(Action::Leave(Then::File(path)), ctx, None),
            Err(several) => {
                let text = format!("{} files were dropped; drop one plan at a time", several.len());
                self.state.toasts.add(ToastKind::Refused, text, None);
            }
        }
    }

    /// Reads a plan file; a folder is opened as a practice.
    pub(super) fn read(&mut self, path: PathBuf, ctx: &Context) {
        let knowledge = Arc::clone(&self.knowledge);
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let about = (format!("Opening “{name}”"), files::shown_path(&path).1);
        self.start_read(about, "", Busy::Opening, ctx, move |_| {
            if path.is_dir() {
                return Done::ChosenPractice { path: Some(path), no_dialog: false };
            }
            let result = files::read(&path, &knowledge).map(Box::new);
            Done::Opened { path, result }
        });
    }
}
