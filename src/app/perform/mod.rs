//! The one place where something happens: every action and every result ends up here.
//!
//! Of the visit: `intake` and `plan` change it, `past` reads an earlier one, `saving` and `writing` put it
//! on the disk, `closing` tells how its session went, `printing` on paper, `drafts` keeps what isn't saved, `holding` puts it behind a lock. Of the practice:
//! `practice` opens it, `reading` follows its folder, `clients` and `forms` change its records, `files` writes many of them out, `sealing`
//! seals it, `elsewhere` tells what others did. `opening` leaves one thing for another, `waiting` begins
//! what takes time, `results` tells what came of it, `window` and `prefs` are about the window.

mod client_list;
mod clients;
mod closing;
mod course;
mod drafts;
mod elsewhere;
mod files;
mod forms;
mod history;
mod holding;
mod intake;
mod opening;
mod past;
mod plan;
mod practice;
mod prefs;
mod printing;
mod reading;
mod results;
mod saving;
mod sealing;
mod waiting;
mod window;
mod writing;

pub(super) use holding::HeldVisit;
pub(super) use practice::read_practice;
pub use prefs::read as read_prefs;
pub use waiting::Waiting;

use std::path::PathBuf;

use crate::app::App;
use crate::app::action::{Action, Then};
use crate::app::clock;
use crate::app::draft::IntakeDraft;
use crate::app::files::{NotOpened, OpenedFile};
use crate::app::forms::FormKind;
use crate::app::practice::Stored;
use crate::app::shell::{Choose, Shell};
use crate::app::state::{Busy, Dialog, PathUse, Screen};
use crate::app::target::Target;
use crate::app::visit::{Visit, VisitChange, Work};
use crate::model::PlanRecord;
use crate::store::Places;

impl App {
    /// Does what was asked for.
    pub fn perform(&mut self, action: Action, shell: &dyn Shell) {
        self.turn_from_print(&action);
        self.turn_to_present(&action);
        let state = &mut self.state;
        match action {
            Action::Intake(change) => self.change_answer(change),
            Action::Point(pointed) => state.visit.point(pointed),
            Action::Arrange(panes) => {
                panes.keep(&mut state.prefs);
                state.panes = panes;
            }
            Action::Select(step) => self.select(step),
            Action::Undo => match state.visit.take_back(&self.knowledge, state.today) {
                Some(agreed) => {
                    self.save_consent(shell, None, move |client| agreed.strike_out(client));
                }
                None => state.toasts.outdate(),
            },
            Action::Redo => match state.visit.make_again(&self.knowledge, state.today) {
                Some(agreed) => {
                    self.save_consent(shell, None, move |client| agreed.put_down(client));
                }
                None => state.toasts.outdate(),
            },
            Action::ShowIntake => state.visit.screen = Screen::Intake,
            Action::ShowPlan => {
                state.visit.screen = Screen::Plan;
                state.visit.at = None;
            }
            Action::JumpTo(field) => state.visit.jump_to(field),
            Action::AddClearance => self.add_clearance(shell),
            Action::NextMissing(from) => self.next_missing(from),
            Action::At(field) => state.visit.at = field,
            Action::Rescreen => self.rescreen(),
            Action::Told(change) => self.record_told(change),
            Action::Reword(addressee, text) => {
                self.change_visit(VisitChange::Reword(addressee, text));
            }
            Action::KeepTold(line) => self.keep_told(line, shell),
            Action::Consent(action) => self.perform_consent(action, shell),
            Action::SaveNote(text) => {
                state.note = Some(text);
                self.choose_for(Target::Note, shell);
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
            Action::Copy(text) => shell.copy(text),
            Action::PracticeFrom(path) => {
                state.dialogs.pop();
                self.open_practice(path, shell);
            }
            Action::Settings => self.ask(FormKind::Settings),
            Action::BackUp => self.ask(FormKind::BackUp),
            Action::Restore => self.ask(FormKind::Restore),
            Action::Practice(action) => self.perform_practice(action, shell),
            Action::File(action) => self.perform_file(action, shell),
            Action::Print(action) => self.perform_print(action, shell),
            Action::Show(page) => self.turn_to_page(page, shell),
            Action::History(action) => self.perform_history(action, shell),
            Action::Closing(action) => self.perform_closing(action, shell),
            Action::Window(action) => self.perform_window(action, shell),
            Action::Plan(action) => self.perform_plan(action, shell),
        }
        self.follow_history();
        self.keep_what_changed();
        self.know_plan();
        self.follow_print(shell);
        self.follow_note(shell);
    }

    /// Keeps what is made, where it changed since that was done last.
    pub(in crate::app) fn keep_what_changed(&mut self) {
        if self.state.visit.take_changed() {
            self.keep_draft();
        }
    }

    fn opened(&mut self, path: PathBuf, result: Result<OpenedFile, NotOpened>) {
        // What is read leaves what is made as it is.
        let result = match result {
            Ok(OpenedFile::Copy(copy)) => return self.read_copy(&path, *copy),
            result => result,
        };
        let is_open = result.is_ok();
        if is_open {
            self.set_aside();
            // Whose it is, a file doesn't say.
            self.choose_nobody();
            self.state.today = clock::today().max(self.state.today);
        }
        let knowledge = &self.knowledge;
        let state = &mut self.state;
        match result {
            Ok(OpenedFile::Plan(plan)) => {
                state.begin(Visit::of_record(PlanRecord::draft(plan), knowledge, state.today));
                state.visit.stored = Stored::File(path);
            }
            Ok(OpenedFile::Intake(intake)) => {
                let draft = IntakeDraft::from_intake(&intake, knowledge);
                state.begin_with(Work::of_intake(draft), knowledge);
                state.visit.alone = true;
            }
            // It was shown above.
            Ok(OpenedFile::Copy(_)) => {}
            Err(why) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let file = name.into_owned();
                state.dialogs.push(Dialog::NotOpened { file, why, shows_details: false });
            }
        }
        if is_open {
            // Answers of another day don't count today; when a file was written says nothing.
            let day = self.state.visit.work().intake.day();
            self.state.visit.rescreen = day.filter(|day| *day != self.state.today);
        }
    }

    fn leave(&mut self, then: Then, shell: &dyn Shell) {
        // What was chosen in the rail is what is looked at next.
        self.state.panes.rail_over = false;
        match then {
            Then::New => {
                self.set_aside();
                let state = &mut self.state;
                state.today = clock::today().max(state.today);
                state.begin_with(state.blank(), &self.knowledge);
                state.visit.alone = true;
                self.carry_over();
                self.fill_age();
            }
            Then::Open => {
                let choice = shell.choose(Choose::Plan);
                let (what, shown) = (Some(PathUse::Open), Busy::ChoosingToOpen);
                self.start_dialog(what, shown, choice, shell, |app, path, no_dialog, shell| {
                    match path {
                        // It would lie unseen behind the question for the passphrase.
                        _ if app.state.practice.is_locked() => {}
                        Some(path) => app.read(path, shell),
                        None => app.nothing_chosen(PathUse::Open, no_dialog),
                    }
                });
            }
            Then::OpenTyped => self.ask_path(PathUse::Open, String::new()),
            Then::ChoosePractice => {
                let choice = shell.choose(Choose::Folder);
                let (what, shown) = (Some(PathUse::Practice), Busy::ChoosingPractice);
                self.start_dialog(what, shown, choice, shell, |app, path, no_dialog, shell| {
                    match path {
                        Some(path) => app.open_practice(path, shell),
                        None => app.nothing_chosen(PathUse::Practice, no_dialog),
                    }
                });
            }
            Then::Practice(root) => self.load_practice(root, true, shell),
            Then::Reopen(root) => self.load_practice(root, false, shell),
            Then::Start => self.close_practice(),
            Then::File(path) => self.read(path, shell),
            Then::Client(client) => self.choose_client(client, shell),
            Then::NewPlan(client) => self.new_plan(client, shell),
            Then::PlanAgain(_, plan) => self.begin_again(plan),
            Then::Remove(client) => self.show_client(client, false, shell),
            Then::Plan(key, revision) => self.open_plan(key, revision),
            Then::Draft(key) => self.go_on_with_draft(key),
            Then::PlanOf(key, revision) => {
                self.choose_client(key.client, shell);
                self.in_practice(|open| open.wanted = Some((key, revision)));
            }
            Then::Overview => {
                self.empty_intake();
                self.choose_nobody();
                self.state.prefs.last_client = None;
            }
            Then::Lock => self.lock(shell),
            Then::Quit if self.holds_the_only_copy() => self.ask_about_held(),
            Then::Quit => {
                self.closing = true;
                shell.close();
            }
        }
    }

    fn ask_path(&mut self, what: PathUse, hint: String) {
        // With its folder, so that nobody has to guess where the program was started.
        let documents = self.places.as_ref().and_then(|_| Places::documents()).unwrap_or_default();
        let path = match (what, self.state.visit.stored.file()) {
            (PathUse::Write(Target::Plan | Target::Copy), Some(path)) => path.to_owned(),
            (PathUse::Write(target @ (Target::Export(..) | Target::Several(_))), _) => {
                let folder = self.state.prefs.last_folder.clone().unwrap_or(documents);
                folder.join(self.proposed_name(target))
            }
            (PathUse::Write(target), _) => documents.join(self.proposed_name(target)),
            (PathUse::Open | PathUse::Practice, _) => PathBuf::new(),
        };
        let text = path.display().to_string();
        self.state.dialogs.push(Dialog::Path { what, text, hint, replace: None });
    }
}
