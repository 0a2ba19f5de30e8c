//! Work that the window waits for: begun, shown, taken in, or given up.
//!
//! What is given up can't always be stopped, a read from a drive that hangs for one. Nobody waits for
//! it then, and what comes of it later is dropped: the window never changes under somebody's hands.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::app::App;
use crate::app::action::{Action, FileAction, Then};
use crate::app::command::Command;
use crate::app::files::{self, PathChoice};
use crate::app::jobs::{Finished, Ticket};
use crate::app::practice::Practice;
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog, PathUse};
use crate::app::target::Target;
use crate::app::task::{Ends, Task};
use crate::app::toast::ToastKind;
use crate::store::Progress;

/// How long a file dialog is open before the window says so: by then it may be that there is none.
const CHOOSING: Duration = Duration::from_secs(3);

/// What is waited for.
#[derive(Debug, Default)]
pub struct Waiting {
    /// How much was begun.
    begun: u64,
    /// What was begun last.
    now: Ticket,
    /// What nobody waits for any more.
    given_up: BTreeSet<Ticket>,
    /// What the path is for that is being chosen.
    what: Option<PathUse>,
}

impl App {
    /// Begins something, unless something else is being waited for. Says whether it was begun.
    pub(super) fn start<T: Send + 'static>(
        &mut self,
        name: &str,
        shown: Busy,
        shell: &dyn Shell,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T, &dyn Shell) + Send + 'static,
    ) -> bool {
        if self.state.busy.is_some() {
            // Nobody is left to believe that it was begun.
            let text = "Wait a moment, then try again".to_owned();
            self.state.toasts.add(ToastKind::Refused, text, None);
            return false;
        }
        let ticket = Ticket(self.waiting.begun + 1);
        match self.jobs.start_waited(ticket, name, shell.waker(), work, then) {
            Ok(()) => {
                self.waiting.begun += 1;
                self.waiting.now = ticket;
                self.waiting.what = None;
                self.state.busy = Some(shown);
                true
            }
            Err(error) => {
                self.too_busy(&error);
                false
            }
        }
    }

    /// Begins something that can be given up.
    pub(super) fn start_read<T: Send + 'static>(
        &mut self,
        task: Task,
        shown: Busy,
        shell: &dyn Shell,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T, &dyn Shell) + Send + 'static,
    ) {
        let progress = task.progress.clone();
        if self.start("read", shown, shell, move || work(&progress), then) {
            self.state.task = Some(task);
        }
    }

    /// Waits for a file dialog. `then` takes the path, if one was chosen, and whether there seems to
    /// be no dialog at all.
    pub(super) fn start_dialog(
        &mut self,
        what: Option<PathUse>,
        shown: Busy,
        choice: PathChoice,
        shell: &dyn Shell,
        then: impl FnOnce(&mut Self, Option<PathBuf>, bool, &dyn Shell) + Send + 'static,
    ) {
        let there = shell.has_dialogs();
        let is_begun = self.start(
            "file dialog",
            shown,
            shell,
            move || files::wait_for(choice, there),
            |app, (path, no_dialog), shell| then(app, path, no_dialog, shell),
        );
        if !is_begun {
            return;
        }
        self.waiting.what = what;
        // Behind a dialog for saving one goes on working.
        if shown.blocks() {
            let about = "Choose in the file dialog. If you can't see it, cancel and type the path.";
            let task = Task::read("A file dialog is open", about);
            self.state.task = Some(Task { shows: Instant::now() + CHOOSING, ..task });
        }
    }

    /// The practice is being read that was begun before there was a window.
    pub(super) fn wait_for_early(&mut self, progress: Progress) {
        self.waiting.now = Ticket::EARLY;
        self.state.busy = Some(Busy::OpeningPractice);
        self.state.task = Some(Task { progress, ..Task::read("", "") });
    }

    /// Takes what came of some work; where nobody waits for it any more, it is dropped.
    pub(in crate::app) fn receive(&mut self, done: Finished, shell: &dyn Shell) {
        if let Some(ticket) = done.ticket {
            if self.waiting.given_up.remove(&ticket) {
                // A practice that was opened after all is closed again, which may wait for the disk.
                self.jobs.close(done);
                return;
            }
            if ticket == self.waiting.now {
                self.state.busy = None;
                self.state.task = None;
            }
        }
        (done.then)(self, shell);
        self.follow_history();
        self.keep_what_changed();
        self.know_plan();
        self.follow_print(shell);
        self.follow_note(shell);
    }

    /// Whether another plan is open than the one that something was begun for; says so then.
    pub(super) fn is_another_open(&mut self, generation: u64) -> bool {
        let is_another = generation != self.state.visit.generation;
        if is_another {
            self.state.after_save = None;
            let text = "Another plan is open by now, so nothing was written";
            self.state.toasts.add(ToastKind::Refused, text.to_owned(), None);
        }
        is_another
    }

    /// Stops what is under way, or waits for it no longer.
    pub(super) fn stop_task(&mut self) {
        match &self.state.task {
            Some(task) if task.ends == Ends::Stopped => task.progress.cancel(),
            Some(_) | None => self.give_up(),
        }
    }

    /// Waits no longer for what only reads or asks. What is being written ends by itself.
    pub(super) fn give_up(&mut self) {
        let Some(busy) = self.state.busy.filter(|busy| busy.can_be_given_up()) else { return };
        self.waiting.given_up.insert(self.waiting.now);
        self.state.busy = None;
        if let Some(task) = self.state.task.take() {
            task.progress.cancel();
        }
        match busy {
            Busy::OpeningPractice => {
                self.begins = false;
                self.state.practice = Practice::None;
                self.empty_intake();
            }
            Busy::ChoosingToOpen | Busy::ChoosingToSave | Busy::ChoosingPractice => {
                self.state.after_save = None;
                if let Some(what) = self.waiting.what.take() {
                    self.nothing_chosen(what, false);
                }
            }
            Busy::Unlocking | Busy::Opening | Busy::Saving | Busy::Closing | Busy::Working => {}
        }
    }

    /// No path came from a file dialog. Where there seems to be none, it is typed instead; where it
    /// may have been closed or may have failed, which nobody can tell, typing it is offered.
    pub(super) fn nothing_chosen(&mut self, what: PathUse, no_dialog: bool) {
        if no_dialog {
            let hint = "No file dialog answered on this computer, so type the path.";
            self.ask_path(what, hint.to_owned());
            return;
        }
        let text = match what {
            PathUse::Practice => "No folder was chosen",
            PathUse::Open | PathUse::Write(_) => "No file was chosen",
        };
        // What is unsaved by then is asked about once more.
        let opens = what == PathUse::Open;
        let typed = if opens {
            Action::File(FileAction::Leave(Then::OpenTyped))
        } else {
            Action::File(FileAction::TypePath(what))
        };
        self.state.toast(text, Some(("Type a path…", typed)));
    }

    /// Asks for a path to be typed, where there is still something to be put there.
    pub(super) fn type_path(&mut self, what: PathUse) {
        // Who keeps the plan by now goes on keeping it.
        let is_copy = what == PathUse::Write(Target::Plan) && self.state.has_a_keeper();
        let what = if is_copy { PathUse::Write(Target::Copy) } else { what };
        let possible = match what {
            PathUse::Write(Target::Plan | Target::Copy) => Command::SaveTyped.enabled(&self.state),
            PathUse::Write(Target::Export(..) | Target::Several(_)) => {
                Command::Print.enabled(&self.state)
            }
            PathUse::Write(Target::Note) | PathUse::Open | PathUse::Practice => Ok(()),
        };
        match possible {
            Ok(()) => self.ask_path(what, String::new()),
            Err(reason) => self.state.toasts.add(ToastKind::Refused, reason.to_owned(), None),
        }
    }

    pub(super) fn too_busy(&mut self, error: &std::io::Error) {
        self.state.dialogs.push(Dialog::Trouble {
            title: "The computer is too busy for this".to_owned(),
            lines: vec![error.to_string()],
            advice: "Close other programs and try again.".to_owned(),
        });
    }
}
