//! The one place where something happens: every action and every result ends up here.
//!
//! What is asked of the practice is performed in `practice`, unsaved work kept in `drafts`.

mod drafts;
mod plan;
mod practice;
mod reading;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Context, ViewportCommand};

use crate::store::WriteError;
use crate::ui::action::{Action, Then};
use crate::ui::app::Window;
use crate::ui::clock;
use crate::ui::draft::IntakeDraft;
use crate::ui::files::{self, Opened, SaveError};
use crate::ui::jobs::{Beside, Done};
use crate::ui::practice::Stored;
use crate::ui::state::{Busy, Dialog, PathUse, Screen};
use crate::ui::undo;
use crate::ui::work::Work;

impl Window {
    /// Does what was asked for.
    pub(super) fn perform(&mut self, action: Action, ctx: &Context, frame: Option<&eframe::Frame>) {
        let state = &mut self.state;
        match action {
            Action::Intake(change) => {
                let (label, gesture) = undo::about(&change, &self.knowledge);
                let today = state.today;
                state.edit(&self.knowledge, label, gesture, |work| {
                    work.intake.apply(change, &self.knowledge, today);
                });
                self.keep_draft();
            }
            Action::Point(pointed) => state.point(pointed),
            Action::Select(step) => self.select(step),
            Action::Undo => {
                state.take_back(&self.knowledge);
                self.keep_draft();
            }
            Action::Redo => {
                state.make_again(&self.knowledge);
                self.keep_draft();
            }
            Action::ShowIntake => state.screen = Screen::Intake,
            Action::ShowPlan => state.screen = Screen::Plan,
            Action::JumpTo(field) => {
                state.screen = Screen::Intake;
                state.marked = Some(field);
                state.scroll_to_marked = true;
            }
            Action::FullQuestions(full) => state.full_questions = full,
            // A folder is chosen first, and whether something is lost asked when it is opened.
            Action::Leave(then @ (Then::ChoosePractice | Then::PracticeTyped)) => {
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
                self.drop_draft();
                self.leave(then, ctx, frame);
            }
            Action::SaveThen(then) => {
                if then.is_some() {
                    state.dialogs.pop();
                }
                self.save(then, ctx, frame);
            }
            Action::SaveTyped => self.ask_path(PathUse::Save, String::new()),
            Action::SaveTo(path, replace) => {
                state.dialogs.pop();
                self.write(path, replace, ctx);
            }
            Action::OpenFrom(path) => {
                state.dialogs.pop();
                self.read(path, ctx);
            }
            Action::Explain(explanation) => state.dialogs.push(Dialog::Explain(explanation)),
            Action::About => state.dialogs.push(Dialog::About),
            Action::CloseDialog => {
                state.dialogs.pop();
                state.after_save = None;
            }
            Action::PathTyped(typed) => {
                if let Some(Dialog::Path { text, replace, .. }) = state.dialogs.last_mut() {
                    *text = typed;
                    *replace = None;
                }
            }
            Action::Copy(text) => ctx.copy_text(text),
            Action::PracticeFrom(path) => {
                state.dialogs.pop();
                self.open_practice(path, ctx);
            }
            Action::Practice(action) => self.perform_practice(action, ctx),
            Action::Plan(action) => self.perform_plan(action, ctx),
        }
        self.know_plan();
    }

    /// Takes what came of some work.
    pub(super) fn receive(&mut self, done: Done, ctx: &Context) {
        // What comes beside other work leaves that work under way.
        if !matches!(done, Done::Beside(_)) {
            self.state.busy = None;
        }
        match done {
            Done::ChosenToOpen { path, no_dialog } => match path {
                Some(path) => self.read(path, ctx),
                None if no_dialog => self.ask_path(PathUse::Open, no_dialog_hint()),
                None => {}
            },
            Done::ChosenToSave { path, no_dialog } => match path {
                Some(path) => {
                    let full = files::with_extension(path.clone());
                    // The dialog asked about the path that it knew, and about no other.
                    let replace = full == path;
                    self.write(full, replace, ctx);
                }
                None if no_dialog => self.ask_path(PathUse::Save, no_dialog_hint()),
                None => self.state.after_save = None,
            },
            Done::ChosenPractice { path, no_dialog } => match path {
                Some(path) => self.open_practice(path, ctx),
                None if no_dialog => self.ask_path(PathUse::Practice, no_dialog_hint()),
                None => {}
            },
            Done::PracticeOpened(result) => self.practice_opened(result, ctx),
            Done::ClientAdded(result) => self.client_added(result, ctx),
            Done::RecordSaved { client, plan, work, result } => {
                self.record_saved((client, plan), *work, result, ctx);
            }
            Done::Opened { path, result } => self.opened(path, result),
            Done::Saved { path, work, result } => self.saved(path, *work, result, ctx),
            Done::Beside(Beside::DraftTrouble(trouble)) => {
                if let Some(open) = self.state.practice.open_mut() {
                    open.draft_trouble = Some(trouble);
                }
            }
            Done::Beside(Beside::Changed(changed)) => self.changed(changed, ctx),
            Done::Beside(Beside::Indexed { practice, scope, result }) => {
                self.indexed(practice, scope, result, ctx);
            }
            Done::Beside(Beside::ClientRead { client, result }) => self.client_read(client, result),
        }
    }

    fn opened(&mut self, path: PathBuf, result: Result<Box<Opened>, Vec<String>>) {
        let knowledge = &self.knowledge;
        let state = &mut self.state;
        match result.map(|opened| *opened) {
            Ok(Opened::Plan(plan)) => {
                state.begin(Work::of_plan(plan, knowledge), knowledge);
                state.stored = Stored::File(path);
            }
            Ok(Opened::Intake(intake)) => {
                let draft = IntakeDraft::from_intake(&intake, knowledge);
                state.begin(Work::of_intake(draft), knowledge);
            }
            Err(lines) => state.dialogs.push(Dialog::Trouble {
                title: "This file can't be opened".to_owned(),
                lines,
                advice: "Correct what is named in a text editor, or choose another file. What was \
                         open stays as it was."
                    .to_owned(),
            }),
        }
    }

    fn saved(&mut self, path: PathBuf, work: Work, result: Result<(), SaveError>, ctx: &Context) {
        let state = &mut self.state;
        match result {
            // The practice goes on holding the plan; the file is a copy.
            Ok(()) if state.belongs_to_practice() => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                state.copied = Some(name.to_string_lossy().into_owned());
            }
            Ok(()) => {
                state.stored = Stored::File(path);
                state.saved = work;
                state.saved_at = Some(clock::time());
                if let Some(then) = state.after_save.take() {
                    self.perform(Action::Leave(then), ctx, None);
                }
            }
            Err(SaveError::File(WriteError::AlreadyExists(_))) => {
                state.dialogs.push(Dialog::Path {
                    what: PathUse::Save,
                    text: path.display().to_string(),
                    hint: "There is a file of that name already.".to_owned(),
                    replace: Some(path),
                });
            }
            Err(error @ (SaveError::Format(_) | SaveError::File(_))) => {
                state.after_save = None;
                state.dialogs.push(Dialog::Trouble {
                    title: "The plan isn't saved".to_owned(),
                    lines: vec![error.to_string()],
                    advice: "Choose another folder, or make room, and save again. The plan stays \
                             open here."
                        .to_owned(),
                });
            }
        }
    }

    fn leave(&mut self, then: Then, ctx: &Context, frame: Option<&eframe::Frame>) {
        match then {
            Then::New => {
                let state = &mut self.state;
                state.today = clock::today().max(state.today);
                state.begin(Work::new(state.today), &self.knowledge);
            }
            Then::Open => {
                let choice = self.dialogs.open(frame);
                self.start("open dialog", Busy::ChoosingToOpen, ctx, move || {
                    let (path, no_dialog) = files::wait_for(choice);
                    Done::ChosenToOpen { path, no_dialog }
                });
            }
            Then::OpenTyped => self.ask_path(PathUse::Open, String::new()),
            Then::ChoosePractice => {
                let choice = self.dialogs.folder(frame);
                self.start("folder dialog", Busy::ChoosingPractice, ctx, move || {
                    let (path, no_dialog) = files::wait_for(choice);
                    Done::ChosenPractice { path, no_dialog }
                });
            }
            Then::PracticeTyped => self.ask_path(PathUse::Practice, String::new()),
            Then::Practice(root) => self.load_practice(root, ctx),
            Then::Client(client) => self.choose_client(client, ctx),
            Then::Plan(client, plan, revision) => self.open_plan(client, plan, revision),
            Then::Lock => self.lock(ctx),
            Then::Quit => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn save(&mut self, then: Option<Then>, ctx: &Context, frame: Option<&eframe::Frame>) {
        let Some(plan) = &self.state.judged.plan else {
            let count = self.state.judged.missing.len();
            self.state.dialogs.push(Dialog::Trouble {
                title: "There is no plan to save yet".to_owned(),
                lines: vec![format!("{count} answers are missing.")],
                advice:
                    "Answer what is listed at the right; then the plan builds and can be saved."
                        .to_owned(),
            });
            return;
        };
        let name = format!("plan-{}.ron", plan.intake.date);
        self.state.after_save = then;
        if let Some(path) = self.state.stored.file().map(Path::to_owned) {
            self.write(path, true, ctx);
            return;
        }
        if self.save_in_practice(ctx) {
            return;
        }
        let choice = self.dialogs.save(frame, &name);
        self.start("save dialog", Busy::ChoosingToSave, ctx, move || {
            let (path, no_dialog) = files::wait_for(choice);
            Done::ChosenToSave { path, no_dialog }
        });
    }

    fn write(&mut self, path: PathBuf, replace: bool, ctx: &Context) {
        let Some(plan) = self.state.judged.plan.clone() else {
            return;
        };
        let path = files::with_extension(path);
        let work = Box::new(self.state.work.clone());
        self.start("save", Busy::Saving, ctx, move || {
            let result = files::save(&plan, &path, replace);
            Done::Saved { path, work, result }
        });
    }

    fn read(&mut self, path: PathBuf, ctx: &Context) {
        let knowledge = Arc::clone(&self.knowledge);
        self.start("open", Busy::Opening, ctx, move || {
            let result = files::read(&path, &knowledge).map(Box::new);
            Done::Opened { path, result }
        });
    }

    fn ask_path(&mut self, what: PathUse, hint: String) {
        let date = self.state.work.intake.date.trim();
        let text = match (what, self.state.stored.file()) {
            (PathUse::Save, Some(path)) => path.display().to_string(),
            (PathUse::Save, None) => format!("plan-{date}.ron"),
            (PathUse::Open | PathUse::Practice, _) => String::new(),
        };
        self.state.dialogs.push(Dialog::Path { what, text, hint, replace: None });
    }

    fn start(
        &mut self,
        name: &str,
        shown: Busy,
        ctx: &Context,
        work: impl FnOnce() -> Done + Send + 'static,
    ) {
        if self.state.busy.is_some() {
            return;
        }
        match self.jobs.start(name, ctx, work) {
            Ok(()) => self.state.busy = Some(shown),
            Err(error) => self.too_busy(&error),
        }
    }

    fn too_busy(&mut self, error: &std::io::Error) {
        self.state.dialogs.push(Dialog::Trouble {
            title: "The computer is too busy for this".to_owned(),
            lines: vec![error.to_string()],
            advice: "Close other programs and try again.".to_owned(),
        });
    }
}

fn no_dialog_hint() -> String {
    "No file dialog answered on this computer, so type the path.".to_owned()
}
