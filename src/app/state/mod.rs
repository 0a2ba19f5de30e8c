//! What is open in the window: answers, what they come to, where they are stored, which dialogs
//! stand in front.

mod dialog;
mod shown;

use std::path::{Path, PathBuf};

pub use dialog::{Busy, ConsentDraft, Dialog, PathUse};

use super::action::{Action, FieldFocus, Then};
use super::closing::{Closing, KeptClosing};
use super::files::shown_path;
use super::history::HistoryView;
use super::menu::OpenMenu;
use super::panes::Panes;
use super::practice::{OpenPractice, Practice, Stored};
use super::prefs::Prefs;
use super::print::{Choices, Print};
use super::task::Task;
use super::toast::{ToastKind, Toasts};
use super::visit::{Visit, Work};
use crate::knowledge::Knowledge;
use crate::model::{ClientId, Day};

/// What the middle of the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The questions.
    Intake,
    /// The plan, or the referral in its place.
    Plan,
}

/// What of the chosen client fills the window between its bars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// What is being made for the visit, or a past plan that is read.
    #[default]
    Visit,
    /// What matters before the client comes in.
    Brief,
    /// Past sessions, and what became of them.
    History,
    /// A session that is being closed.
    Closing,
}

/// Everything that the views read.
#[derive(Debug)]
pub struct State {
    /// The day on which the window was opened, or the intake begun.
    pub today: Day,
    /// The visit that is open.
    pub visit: Visit,
    /// How many visits were begun.
    begun: u64,
    /// What of the chosen client is in sight.
    pub page: Page,
    /// What was in sight before past sessions were, to come back to.
    pub page_before: Page,
    /// How past sessions are looked at.
    pub history: HistoryView,
    /// The session that is being closed.
    pub closing: Option<Box<Closing>>,
    /// What was entered of the plan that is being made, while the session of a past one is closed.
    pub closing_beside: Option<Box<Closing>>,
    /// What was entered of a closing whose plan can't be built at the moment.
    pub closing_waits: Option<Box<KeptClosing>>,
    /// How wide the panes are.
    pub panes: Panes,
    /// Whether questions stand in full.
    pub full_questions: bool,
    /// The practice that is open.
    pub practice: Practice,
    /// What is being done beside the window.
    pub busy: Option<Busy>,
    /// What is in front, the topmost last.
    pub dialogs: Vec<Dialog>,
    /// Seconds until the practice locks, once that is about to happen.
    pub locks_in: Option<u64>,
    /// What happens after the save that is under way.
    pub after_save: Option<Then>,
    /// How the window looks, and what it shows next time.
    pub prefs: Prefs,
    /// Practices that were open before, the last one first.
    pub known_practices: Vec<PathBuf>,
    /// Long work that is under way.
    pub task: Option<Task>,
    /// The menu bar, while it is in use.
    pub menu: Option<OpenMenu>,
    /// Messages that go by themselves.
    pub toasts: Toasts,
    /// The field that gets the focus in the frame that comes.
    pub focus: Option<FieldFocus>,
    /// *Print or save*, while it is open.
    pub print: Option<Box<Print>>,
    /// How it was set when it was open last.
    pub print_choices: Choices,
    /// Words to hand over that are being saved.
    pub note: Option<String>,
    /// Width of the middle in the last frame, in points.
    pub middle: f32,
}

impl State {
    /// An empty intake.
    pub fn new(today: Day, knowledge: &Knowledge) -> Self {
        Self {
            today,
            visit: Visit::of(Work::new(today), knowledge, today),
            begun: 0,
            page: Page::default(),
            page_before: Page::default(),
            history: HistoryView::default(),
            closing: None,
            closing_beside: None,
            closing_waits: None,
            panes: Panes::default(),
            full_questions: false,
            practice: Practice::None,
            busy: None,
            dialogs: Vec::new(),
            locks_in: None,
            after_save: None,
            prefs: Prefs::default(),
            known_practices: Vec::new(),
            task: None,
            menu: None,
            toasts: Toasts::default(),
            focus: None,
            print: None,
            print_choices: Choices::default(),
            note: None,
            middle: 0.0,
        }
    }

    /// Whether the window shows the page from which it starts.
    pub fn is_at_start(&self) -> bool {
        let nothing = self.visit.stored == Stored::Nowhere && !self.visit.is_unsaved();
        matches!(self.practice, Practice::None) && nothing && !self.visit.alone
    }

    /// Whether the cautions of what is being made are shown: a past plan alone brings its own.
    pub fn shows_cautions(&self) -> bool {
        let beside = self.visit.reading.as_ref().is_none_or(|reading| reading.beside);
        let is_visit = self.shown_page() == Page::Visit && !self.awaits_brief();
        is_visit && !self.waits_for_client() && beside
    }

    /// What of the chosen client is in sight: what is being made, where nobody is chosen or what was is
    /// still on its way.
    pub fn shown_page(&self) -> Page {
        let past = self.practice.open().and_then(|open| open.past.as_ref());
        let is_there = self.page != Page::Closing || self.closing.is_some();
        let is_client = past.is_some() && !self.waits_for_client();
        if is_client && is_there { self.page } else { Page::Visit }
    }

    /// Whether the window shows what to do instead of a session.
    pub fn shows_referral(&self) -> bool {
        self.visit.screen == Screen::Plan && self.visit.standing().referral().is_some()
    }

    /// The session that is being closed, while that is in sight.
    pub fn shown_closing(&self) -> Option<&Closing> {
        self.closing.as_deref().filter(|_| self.shown_page() == Page::Closing)
    }

    /// Whether something was entered of a session that isn't closed yet.
    pub fn closes_unsaved(&self) -> bool {
        let mut both = self.closing.iter().chain(&self.closing_beside);
        both.any(|closing| closing.is_begun()) || self.closing_waits.is_some()
    }

    /// What the middle shows, as far as it matters for where the focus is.
    pub fn view(&self) -> (Page, Screen, bool) {
        (self.shown_page(), self.visit.screen, self.shows_referral())
    }

    /// Whether a practice is open, and nobody is chosen in it yet.
    pub fn waits_for_client(&self) -> bool {
        let nobody = self.practice.open().is_some_and(|open| open.chosen.is_none());
        let nothing = self.visit.stored == Stored::Nowhere && !self.visit.is_unsaved();
        nobody && nothing && !self.visit.alone
    }

    /// Whether the plan in the window is the practice's to keep.
    pub fn belongs_to_practice(&self) -> bool {
        match &self.visit.stored {
            Stored::Record(_) => true,
            Stored::File(_) => false,
            Stored::Nowhere => self.practice.open().is_some_and(|open| open.chosen.is_some()),
        }
    }

    /// Whether the plan is kept somewhere, so that another file is a copy of it.
    pub fn has_a_keeper(&self) -> bool {
        self.visit.stored != Stored::Nowhere || self.belongs_to_practice()
    }

    /// Whether what is being made is kept as a draft until it is saved.
    pub fn keeps_drafts(&self) -> bool {
        self.belongs_to_practice() && self.practice.open().is_some_and(OpenPractice::keeps_drafts)
    }

    /// Whether what is open is this client's and isn't saved.
    pub fn is_unsaved_of(&self, client: ClientId) -> bool {
        let chosen = self.practice.open().and_then(|open| open.chosen);
        chosen == Some(client) && self.visit.is_unsaved() && self.belongs_to_practice()
    }

    /// Opens another visit, in which nothing of the one before is taken back.
    pub fn begin(&mut self, visit: Visit) {
        self.toasts.outdate();
        self.begun += 1;
        self.page = Page::Visit;
        self.page_before = Page::Visit;
        (self.closing, self.closing_beside, self.closing_waits) = (None, None, None);
        self.visit = visit;
        self.visit.generation = self.begun;
    }

    /// Opens one that begins with this work.
    pub fn begin_with(&mut self, work: Work, knowledge: &Knowledge) {
        self.begin(Visit::of(work, knowledge, self.today));
    }

    /// Says something that goes by itself, with one thing to do about it where there is one.
    pub fn toast(&mut self, text: impl Into<String>, offer: Option<(&'static str, Action)>) {
        self.toasts.add(ToastKind::Done, text.into(), offer);
    }

    /// Says which file was written: where, as far as there is room, and the whole of it on demand.
    pub fn toast_path(&mut self, what: &str, path: &Path) {
        let (whole, short) = shown_path(path);
        self.toast(format!("{what} {short}"), None);
        self.toasts.explain(format!("{what} {whole}"));
    }

    /// An empty intake of today, as long as sessions of the practice usually are.
    pub fn blank(&self) -> Work {
        let mut work = Work::new(self.today);
        if let Some(open) = self.practice.open() {
            work.intake.minutes = open.settings.minutes.to_string();
        }
        work
    }

    /// Whether nothing was opened or answered yet. The usual length is no answer.
    pub fn is_blank(&self) -> bool {
        let work = self.visit.work();
        let mut blank = Work::new(self.today);
        blank.intake.minutes.clone_from(&work.intake.minutes);
        self.visit.stored == Stored::Nowhere && *work == blank
    }
}
