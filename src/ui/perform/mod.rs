//! The one place where something happens: every action and every result ends up here.
//!
//! What is asked of the practice is performed in `practice`, unsaved work kept in `drafts`.

mod chores;
mod clients;
mod drafts;
mod elsewhere;
mod forms;
mod holding;
mod intake;
mod leaving;
mod past;
mod plan;
mod practice;
mod prefs;
mod reading;
mod saving;
mod sealing;
mod shell;
mod waiting;

pub(super) use holding::Held;
pub(super) use practice::read_practice;
pub use prefs::read as read_prefs;
pub use waiting::Waiting;

use std::path::PathBuf;

use eframe::egui::{Context, ViewportCommand};

use crate::store::Places;
use crate::ui::action::{Action, PracticeAction, Then};
use crate::ui::app::Window;
use crate::ui::clock;
use crate::ui::draft::IntakeDraft;
use crate::ui::files::{self, Kept, Opened};
use crate::ui::forms::FormKind;
use crate::ui::jobs::{Beside, Done};
use crate::ui::practice::Stored;
use crate::ui::state::{Busy, Dialog, PathUse, Screen};
use crate::ui::toast::ToastKind;
use crate::ui::work::Work;

impl Window {
    /// Does what was asked for.
    pub(super) fn perform(&mut self, action: Action, ctx: &Context, frame: Option<&eframe::Frame>) {
        self.turn_to_present(&action);
        let Some(action) = self.perform_shell(action, ctx) else { return };
        let Some(action) = self.perform_file(action, ctx, frame) else { return };
        let state = &mut self.state;
        match action {
            Action::Intake(change) => self.change_answer(change),
            Action::Point(pointed) => state.point(pointed),
            Action::Arrange(panes) => {
                panes.keep(&mut state.prefs);
                state.panes = panes;
            }
            Action::Select(step) => self.select(step),
            Action::Undo => {
                if let Some(agreed) = state.take_back(&self.knowledge) {
                    self.save_consent(ctx, None, move |client| agreed.strike_out(client));
                }
                self.keep_draft();
            }
            Action::Redo => {
                if let Some(agreed) = state.make_again(&self.knowledge) {
                    self.save_consent(ctx, None, move |client| agreed.put_down(client));
                }
                self.keep_draft();
            }
            Action::ShowIntake => state.screen = Screen::Intake,
            Action::ShowPlan => state.screen = Screen::Plan,
            Action::JumpTo(field) => state.jump_to(field),
            Action::AddClearance => self.add_clearance(ctx),
            Action::NextMissing(from) => self.next_missing(from),
            Action::Rescreen => self.rescreen(),
            Action::Told(change) => self.record_told(change),
            Action::KeepTold(line) => self.keep_told(line, ctx),
            Action::Consent(action) => self.perform_consent(action, ctx),
            Action::SaveNote(text) => self.save_note(text, ctx, frame),
            Action::NoteTo(path, replace) => {
                state.dialogs.pop();
                self.write_note(path, replace, ctx);
            }
            Action::FullQuestions(full) => state.full_questions = full,
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
            Action::Settings => self.ask(FormKind::Settings),
            Action::BackUp => self.ask(FormKind::BackUp),
            Action::Restore => self.ask(FormKind::Restore),
            Action::Practice(PracticeAction::Browse(field)) => self.browse(field, ctx, frame),
            Action::Practice(action) => self.perform_practice(action, ctx),
            // Performed in `shell` and `leaving` before.
            Action::Menu(_)
            | Action::Palette
            | Action::PaletteTyped(_)
            | Action::PaletteStep(_)
            | Action::Keys
            | Action::Refused(_)
            | Action::Dismiss(_)
            | Action::SetTheme(_)
            | Action::SetZoom(_)
            | Action::FocusQuickAdd
            | Action::FocusSearch
            | Action::FocusNewClient
            | Action::Leave(_)
            | Action::LeaveUnsaved(_)
            | Action::PutAside(_)
            | Action::SaveThen(_)
            | Action::TypePath(_)
            | Action::SaveTo(..)
            | Action::SaveCopy
            | Action::CopyTo(..)
            | Action::OpenFrom(_)
            | Action::Export(_)
            | Action::ExportTo(..)
            | Action::CopyPlan
            | Action::Dropped(_) => {}
            Action::Plan(action) => self.perform_plan(action),
        }
        self.know_plan();
    }

    /// Takes what came of some work.
    pub(super) fn receive(&mut self, done: Done, ctx: &Context) {
        match done {
            Done::Waited(ticket, done) => {
                if let Some(done) = self.waited(ticket, *done) {
                    self.receive(done, ctx);
                }
            }
            // What is opened while a practice is locked would lie unseen behind its question.
            Done::ChosenToOpen { .. } | Done::Opened { .. } if self.state.practice.is_locked() => {}
            Done::ChosenToOpen { path, no_dialog } => match path {
                Some(path) => self.read(path, ctx),
                None => self.nothing_chosen(PathUse::Open, no_dialog),
            },
            Done::ChosenToSave { path: Some(_), generation, .. }
            | Done::ChosenToExport { path: Some(_), generation, .. }
                if generation != self.state.generation =>
            {
                self.state.after_save = None;
                let text = "Another plan is open by now, so nothing was written";
                self.state.toasts.add(ToastKind::Refused, text.to_owned(), None);
            }
            Done::ChosenToSave { path: Some(path), kept, .. } => {
                let full = files::with_extension(path.clone());
                // The dialog asked about the path that it knew, and about no other.
                let replace = full == path;
                self.write(full, replace, kept, ctx);
            }
            Done::ChosenToSave { path: None, no_dialog, kept, .. } => {
                // A path that is typed at once goes on with what was to come after the save.
                self.state.after_save.take_if(|_| !no_dialog);
                self.nothing_chosen(kept.path_use(), no_dialog);
            }
            Done::ChosenToExport { format, path, no_dialog, .. } => match path {
                // Some dialogs ask about a file that is there, some don't; this asks again.
                Some(path) => self.export_to(format, path, false, ctx),
                None => self.nothing_chosen(PathUse::Export(format), no_dialog),
            },
            Done::Exported { format, path, result } => self.exported(format, path, result),
            Done::ChosenPractice { path, no_dialog } => match path {
                Some(path) => self.open_practice(path, ctx),
                None => self.nothing_chosen(PathUse::Practice, no_dialog),
            },
            Done::ChosenForNote { path, no_dialog } => match path {
                Some(path) => {
                    let full = files::with_ending(path.clone(), "txt");
                    // As above: it asked about the bare name.
                    let replace = full == path;
                    self.write_note(full, replace, ctx);
                }
                None => self.nothing_chosen(PathUse::Note, no_dialog),
            },
            Done::NoteSaved { path, result } => self.note_saved(path, result),
            Done::ToldKept(result) => self.told_kept(result, ctx),
            Done::ConsentSaved { agreed, generation, result } => {
                // Another client's undo has nothing to do with it.
                let agreed = agreed.filter(|_| generation == self.state.generation);
                self.consent_saved(agreed, result, ctx);
            }
            Done::PracticeOpened(result) => self.practice_opened(result, ctx),
            Done::PlanRead { client, plan, then, result } => {
                self.plan_read((client, plan), result, *then, ctx);
            }
            Done::ClientAdded(result) => self.client_added(result, ctx),
            Done::NameIsThere { name, others } => {
                self.state.dialogs.push(Dialog::Namesakes { name, others });
            }
            Done::RecordSaved { client, plan, saving, result } => {
                self.record_saved((client, plan), *saving, result, ctx);
            }
            Done::Opened { path, result } => self.opened(path, result),
            Done::Saved { path, saving, kept, result } => {
                self.saved((path, kept), *saving, result, ctx);
            }
            Done::Chore(chore) => self.chore_done(chore, ctx),
            Done::Beside(Beside::PrefsKept) => self.prefs_kept(),
            Done::Beside(Beside::DraftTrouble(trouble)) => {
                self.trust_no_draft();
                if let Some(open) = self.state.practice.open_mut() {
                    open.draft_trouble = Some(trouble);
                }
            }
            Done::Beside(Beside::Changed(changed)) => self.changed(changed, ctx),
            Done::Beside(Beside::Converted(practice)) => self.converted_elsewhere(practice, ctx),
            Done::Beside(Beside::Indexed { practice, scope, news, result }) => {
                self.indexed(practice, scope, result, ctx);
                self.tell_news(practice, news);
            }
            Done::Beside(Beside::Searched { practice, index, noted }) => {
                self.searched(practice, &index, noted, ctx);
            }
            Done::Beside(Beside::ClientRead { client, reading, result }) => {
                self.client_read(client, reading, result);
            }
        }
    }

    fn opened(&mut self, path: PathBuf, result: Result<Box<Opened>, Vec<String>>) {
        let is_open = result.is_ok();
        if is_open {
            self.give_way();
            // Whose it is, a file doesn't say.
            self.choose_nobody();
            self.state.today = clock::today().max(self.state.today);
        }
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
                state.alone = true;
            }
            Err(lines) => state.dialogs.push(Dialog::Trouble {
                title: "This file can't be opened".to_owned(),
                lines,
                advice: "Correct what is named in a text editor, or choose another file. What was \
                         open stays as it was."
                    .to_owned(),
            }),
        }
        if is_open {
            // Answers of another day don't count today; when a file was written says nothing.
            let day = self.state.work.intake.day();
            self.state.rescreen = day.filter(|day| *day != self.state.today);
        }
    }

    fn leave(&mut self, then: Then, ctx: &Context, frame: Option<&eframe::Frame>) {
        // What was chosen in the rail is what is looked at next.
        self.state.panes.rail_over = false;
        match then {
            Then::New => {
                let state = &mut self.state;
                state.today = clock::today().max(state.today);
                state.begin(state.blank(), &self.knowledge);
                state.alone = true;
                self.carry_over();
                self.fill_age();
            }
            Then::Open => {
                let choice = self.dialogs.open(frame);
                let (what, shown) = (Some(PathUse::Open), Busy::ChoosingToOpen);
                self.start_dialog(what, shown, choice, ctx, |path, no_dialog| Done::ChosenToOpen {
                    path,
                    no_dialog,
                });
            }
            Then::OpenTyped => self.ask_path(PathUse::Open, String::new()),
            Then::ChoosePractice => {
                let choice = self.dialogs.folder(frame);
                let (what, shown) = (Some(PathUse::Practice), Busy::ChoosingPractice);
                self.start_dialog(what, shown, choice, ctx, |path, no_dialog| {
                    Done::ChosenPractice { path, no_dialog }
                });
            }
            Then::Practice(root) => self.load_practice(root, true, ctx),
            Then::Reopen(root) => self.load_practice(root, false, ctx),
            Then::Start => self.close_practice(),
            Then::File(path) => self.read(path, ctx),
            Then::Client(client) => self.choose_client(client, ctx),
            Then::Remove(client) => self.show_client(client, false, ctx),
            Then::Plan(client, plan, revision) => self.open_plan(client, plan, revision),
            Then::Lock => self.lock(ctx),
            Then::Quit if self.holds_the_only_copy() => self.ask_about_held(),
            Then::Quit => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Asks where to put a copy.
    fn choose_copy(&mut self, ctx: &Context, frame: Option<&eframe::Frame>) {
        if self.state.judged.plan.is_some() {
            let name = format!("plan-{}.ron", self.state.work.intake.date.trim());
            self.choose_to_save(&name, Kept::Beside, ctx, frame);
        }
    }

    fn choose_to_save(
        &mut self,
        name: &str,
        kept: Kept,
        ctx: &Context,
        frame: Option<&eframe::Frame>,
    ) {
        let choice = self.dialogs.save(frame, name);
        let generation = self.state.generation;
        let (what, shown) = (Some(kept.path_use()), Busy::ChoosingToSave);
        self.start_dialog(what, shown, choice, ctx, move |path, no_dialog| Done::ChosenToSave {
            path,
            no_dialog,
            kept,
            generation,
        });
    }

    fn ask_path(&mut self, what: PathUse, hint: String) {
        let date = self.state.work.intake.date.trim();
        // With its folder, so that nobody has to guess where the program was started.
        let documents = self.places.as_ref().and_then(|_| Places::documents()).unwrap_or_default();
        let path = match (what, self.state.stored.file()) {
            (PathUse::Save | PathUse::Copy, Some(path)) => path.to_owned(),
            (PathUse::Save | PathUse::Copy, None) => documents.join(format!("plan-{date}.ron")),
            (PathUse::Export(format), _) => documents.join(self.export_name(format)),
            (PathUse::Note, _) => documents.join(format!("referral-{date}.txt")),
            (PathUse::Open | PathUse::Practice, _) => PathBuf::new(),
        };
        let text = path.display().to_string();
        self.state.dialogs.push(Dialog::Path { what, text, hint, replace: None });
    }
}
