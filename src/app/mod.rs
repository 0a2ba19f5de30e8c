//! What the program does for its user, with no window in it: the open visit, the practice as it
//! stands open, commands, forms, undo, what is waited for.
//!
//! # From a click to a plan and a file
//! 1. A view of [`crate::ui`] reads [`state::State`] and sends an [`action::Action`], a value.
//! 2. [`App::perform`] does it. What is made for a visit changes by [`visit::Visit::apply`] alone: it
//!    keeps what was before for undo, makes the change, and finds out how the visit stands (the answers
//!    to an intake, the intake to an assessment, the assessment to a plan, the plan checked), each
//!    once. A draft is kept at the end of `perform`.
//! 3. The next frame draws the state as it is then.
//! 4. What takes time runs beside the window: `start` in `perform::waiting` takes the work and what is
//!    done with its result. A file is written by `perform::writing`, a version in the practice by
//!    `perform::saving`.
//!
//! What is needed of the window goes through [`shell::Shell`]. Clinical words come from the knowledge:
//! nothing here decides what an answer means.
//!
//! # Where to add
//! - **a command**: a name in [`command::Command`] and a row in a file of `command/table`. Menus,
//!   palette, list of keys, shortcuts and tests read the row.
//! - **something that is asked for with a value** (typed, dragged, pointed at): an action in [`action`],
//!   and its arm in `perform`; the compiler names the rest.
//! - **an answer of the intake**: a field in `model::Intake` and in [`draft::IntakeDraft`], its row in
//!   `draft/field`, its change in [`action::Change`]; the compiler names the rest. How long it holds,
//!   its question says in `assets/knowledge/questions.ron`. **Free text** that no rule
//!   reads is a variant of `model::FreeText` too: paper, search and window list them all. What lasts is
//!   a `model::Fact` too.
//! - **something that changes the visit**: a variant of [`visit::VisitChange`], and its arm in
//!   `visit/change`.
//! - **a form**: its fields and what they become in [`forms`], what it does in `perform/forms`, its view in
//!   `ui/dialog/form`.
//! - **something that is written as a file**: a row in each list of [`target::Target`], and what stands in
//!   it in `perform/writing`.
//! - **work beside the window**: one call of `start`, `start_read` or `start_task` in `perform` where it
//!   begins, with what is done when it ends. It occupies the window: a second one is refused. What
//!   nobody waits for calls `jobs.start`, as `index` in `perform/reading` does, and drops what comes of
//!   another practice. What is asked of all clients comes from the index: what it lacks begins in
//!   `store/summary`.

pub mod action;
pub mod body;
pub mod clock;
pub mod closing;
pub mod command;
pub mod draft;
pub mod editing;
pub mod explanation;
pub mod files;
pub mod forms;
pub mod head_start;
pub mod highlight;
pub mod history;
pub mod idle;
pub mod jobs;
pub mod length;
pub mod menu;
pub mod outbox;
pub mod palette;
pub mod panes;
pub mod past;
mod perform;
pub mod practice;
pub mod prefs;
pub mod print;
pub mod reading;
pub mod shell;
pub mod state;
pub mod target;
pub mod task;
pub mod toast;
pub mod visit;
pub mod words;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::knowledge::Knowledge;
use crate::model::Day;
use crate::store::printed::{self, Printed};
use crate::store::{Places, Progress};
use action::{FileAction, Then};
use head_start::HeadStart;
use jobs::Jobs;
use panes::Panes;
use prefs::Prefs;
use shell::{Shell, Waker};
use state::State;

pub use files::PathChoice;

/// The program as it is open.
#[derive(Debug)]
pub struct App {
    /// What is open.
    pub state: State,
    /// The clinical files.
    pub knowledge: Arc<Knowledge>,
    jobs: Jobs,
    /// The user's own folders; none where the system names none, as in tests.
    places: Option<Places>,
    /// When the program was opened.
    started: Timestamp,
    /// What is waited for.
    waiting: perform::Waiting,
    /// Whether the practice of the last run is being opened.
    begins: bool,
    /// The practice that is being read since before there was a window.
    begun: Option<(PathBuf, Progress)>,
    /// Where files lie that were handed to a printer, once there was one.
    printed: Option<Printed>,
    /// What wasn't saved when a practice locked itself.
    held: Vec<perform::HeldVisit>,
    /// How the window looked when that was kept last.
    kept_prefs: Prefs,
    /// Whether it is being kept now.
    keeps_prefs: bool,
    /// The window was told to close, whatever isn't saved.
    closing: bool,
}

/// What a frame brought, beside actions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Frame {
    /// The window came to the front.
    pub is_back: bool,
    /// Somebody did something in it.
    pub is_touched: bool,
    /// Somebody wants it closed.
    pub is_to_close: bool,
}

impl App {
    /// The program with an empty intake.
    pub fn new(knowledge: Arc<Knowledge>, today: Day) -> Self {
        Self {
            state: State::new(today, &knowledge),
            knowledge,
            jobs: Jobs::default(),
            places: None,
            started: clock::moment(),
            waiting: perform::Waiting::default(),
            begins: false,
            begun: None,
            printed: None,
            held: Vec::new(),
            kept_prefs: Prefs::default(),
            keeps_prefs: false,
            closing: false,
        }
    }

    /// Gives it a cache and a memory of its own on this computer.
    pub fn live_in(&mut self, places: Option<Places>) {
        if let Some(places) = &places {
            self.state.prefs = perform::read_prefs(places);
            self.kept_prefs = self.state.prefs.clone();
            self.state.panes = Panes::kept(&self.state.prefs);
            self.state.known_practices = places.practices();
            self.jobs.close(Left(places.clone()));
        }
        self.places = places;
    }

    /// Takes over a practice that is being read already. One of the `begin` functions shows it.
    pub fn take_head_start(&mut self, head_start: HeadStart, waker: Waker) {
        let HeadStart { root, jobs, progress } = head_start;
        jobs.belong_to(waker);
        self.jobs = jobs;
        self.begun = Some((root, progress));
    }

    /// Opens a practice folder that somebody named; it shows when it has been read.
    pub fn begin_with(&mut self, practice: PathBuf, shell: &dyn Shell) {
        self.open_practice(practice, shell);
    }

    /// Opens the practice that was open last, where there is one and its drive is connected.
    pub fn begin_as_before(&mut self, shell: &dyn Shell) {
        if let Some(last) = self.state.known_practices.first().cloned() {
            self.begins = true;
            self.perform(FileAction::Leave(Then::Reopen(last)).into(), shell);
        }
    }

    /// Takes what was finished beside the window, and keeps it open where something isn't saved.
    pub fn advance(&mut self, frame: Frame, shell: &dyn Shell) {
        for done in self.jobs.finished() {
            self.receive(done, shell);
        }
        // Other computers may have changed something while another window was in front.
        if frame.is_back {
            self.refresh_index(shell);
        }
        self.watch_idle(frame.is_touched, shell);
        // What was locked away isn't looked at any more.
        self.follow_history();
        self.keep_prefs(shell);
        let is_loss = self.state.visit.is_unsaved()
            || self.state.closes_unsaved()
            || self.holds_the_only_copy()
            || self.keeps_in_window_alone();
        if frame.is_to_close && !self.closing && is_loss {
            shell.stay_open();
            self.perform(FileAction::Leave(Then::Quit).into(), shell);
        }
    }

    /// Whether nothing is being done beside the window, and whatever came of it was taken in: what
    /// shows then stays until somebody does something, or another program does.
    pub fn is_at_rest(&self) -> bool {
        self.jobs.are_done()
    }

    /// Keeps what is to be kept, and waits until it is on the disk.
    pub fn end(&mut self) {
        self.keep_prefs_now();
        self.state.print = None;
        self.printed = None;
        // No draft of a practice that was just closed may be lost.
        self.jobs.closing().wait();
    }
}

/// What runs of the program left that ended by force: it is cleared away beside the window.
struct Left(Places);

impl Drop for Left {
    fn drop(&mut self) {
        printed::clear_left(&self.0);
    }
}
