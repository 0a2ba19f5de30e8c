//! What is open in the window: answers, what they come to, where they are stored, which dialogs
//! stand in front.

mod dialog;
mod follow;
mod shown;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use dialog::{Busy, ConsentDraft, Dialog, PathUse};

use super::action::{Action, Focus, Then};
use super::draft::Field;
use super::editing::{Editing, Follow, Notice, Touched, Warned};
use super::files::shown_path;
use super::highlight::{Highlight, Pointed};
use super::judge::Judged;
use super::menu::OpenMenu;
use super::panes::Panes;
use super::practice::{OpenPractice, Practice, Stored};
use super::prefs::Prefs;
use super::reading::Reading;
use super::task::Task;
use super::toast::{ToastKind, Toasts};
use super::undo::{Agreed, Gesture, Taken, Undo};
use super::work::{Rebuilt, Work};
use crate::knowledge::Knowledge;
use crate::model::{Acknowledgement, CautionId, Day, Plan};
use crate::planner::edit::Edit;
use crate::planner::{self, edit};

/// What the middle of the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The questions.
    Intake,
    /// The plan, or the referral in its place.
    Plan,
}

/// Everything that the views read.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is about something else")]
pub struct State {
    /// The day on which the window was opened, or the intake begun.
    pub today: Day,
    /// What is made for this visit.
    pub work: Work,
    /// The same as it is stored, or as it was when it was begun.
    pub saved: Work,
    /// What can be taken back.
    pub undo: Undo,
    /// What the answers and the edits come to.
    pub judged: Judged,
    /// The plan whose numbers what is held and what is answered bear: the last one with steps.
    numbered: Option<Plan>,
    /// What is pointed at.
    pub pointed: Option<Pointed>,
    /// What lights up with it.
    pub highlight: Highlight,
    /// How wide the panes are.
    pub panes: Panes,
    /// The step that is chosen.
    pub selected: Option<usize>,
    /// What is remembered while the plan is edited.
    pub editing: Editing,
    /// What the middle shows.
    pub screen: Screen,
    /// Whether questions stand in full.
    pub full_questions: bool,
    /// Where the plan is stored.
    pub stored: Stored,
    /// The practice that is open.
    pub practice: Practice,
    /// When it was stored, for the eye.
    pub saved_at: Option<String>,
    /// What is being done beside the window.
    pub busy: Option<Busy>,
    /// The field that was jumped to; marked until the next answer.
    pub marked: Option<Field>,
    /// The field that was jumped to last, from which one goes on.
    pub asked: Option<Field>,
    /// Whether the marked field still has to be brought into view.
    pub scroll_to_marked: bool,
    /// What is in front, the topmost last.
    pub dialogs: Vec<Dialog>,
    /// Goes up with every other intake, so that fields don't share their undo.
    pub generation: u64,
    /// Seconds until the practice locks, once that is about to happen.
    pub locks_in: Option<u64>,
    /// What happens after the save that is under way.
    pub after_save: Option<Then>,
    /// How the window looks, and what it shows next time.
    pub prefs: Prefs,
    /// Practices that were open before, the last one first.
    pub known_practices: Vec<PathBuf>,
    /// Whether a plan is drafted without a practice.
    pub alone: bool,
    /// A plan that is read as it was.
    pub reading: Option<Reading>,
    /// The day on which the stored plan in the middle was screened, where that wasn't today: the
    /// questions have to be asked again.
    pub rescreen: Option<Day>,
    /// Long work that is under way.
    pub task: Option<Task>,
    /// The menu bar, while it is in use.
    pub menu: Option<OpenMenu>,
    /// Messages that go by themselves.
    pub toasts: Toasts,
    /// The field that gets the focus in the frame that comes.
    pub focus: Option<Focus>,
    /// Whether the answers of that day were taken out, so that whatever is answered now is today's.
    pub asked_anew: bool,
    /// What is being recorded of the client's consents.
    pub consent: ConsentDraft,
    /// Words to hand over that are being saved.
    pub note: Option<String>,
    /// Width of the middle in the last frame, in points.
    pub middle: f32,
}

impl State {
    /// An empty intake.
    pub fn new(today: Day, knowledge: &Knowledge) -> Self {
        let work = Work::new(today);
        Self {
            today,
            judged: Judged::of(&work, knowledge, today),
            saved: work.clone(),
            work,
            numbered: None,
            undo: Undo::default(),
            pointed: None,
            highlight: Highlight::default(),
            panes: Panes::default(),
            selected: None,
            editing: Editing::default(),
            screen: Screen::Intake,
            full_questions: false,
            stored: Stored::Nowhere,
            practice: Practice::None,
            saved_at: None,
            busy: None,
            marked: None,
            asked: None,
            scroll_to_marked: false,
            dialogs: Vec::new(),
            generation: 0,
            locks_in: None,
            after_save: None,
            prefs: Prefs::default(),
            known_practices: Vec::new(),
            alone: false,
            reading: None,
            rescreen: None,
            task: None,
            menu: None,
            toasts: Toasts::default(),
            focus: None,
            asked_anew: false,
            consent: ConsentDraft::default(),
            note: None,
            middle: 0.0,
        }
    }

    /// Whether the window shows the page from which it starts.
    pub fn is_at_start(&self) -> bool {
        let nothing = self.stored == Stored::Nowhere && !self.is_unsaved();
        matches!(self.practice, Practice::None) && nothing && !self.alone
    }

    /// Whether the cautions of what is being made are shown: a past plan alone brings its own.
    pub fn shows_cautions(&self) -> bool {
        !self.waits_for_client() && self.reading.as_ref().is_none_or(|reading| reading.beside)
    }

    /// Whether the window shows what to do instead of a session.
    pub fn shows_referral(&self) -> bool {
        self.screen == Screen::Plan && self.judged.referral().is_some()
    }

    /// What the middle shows, as far as it matters for where the focus is.
    pub fn view(&self) -> (Screen, bool) {
        (self.screen, self.shows_referral())
    }

    /// Gives the focus to where one goes on after the middle turned: the question that one came
    /// from, or else the first open one; the first step; or what to do instead of a session.
    pub fn focus_view(&mut self) {
        match self.screen {
            Screen::Plan => self.editing.focus = Some(super::editing::Focus::First),
            Screen::Intake if self.scroll_to_marked => {}
            Screen::Intake => {
                let missing = self.judged.missing.first().map(|one| one.field.clone());
                self.jump_to(self.asked.clone().or(missing).unwrap_or(Field::Category));
            }
        }
    }

    /// Whether a practice is open, and nobody is chosen in it yet.
    pub fn waits_for_client(&self) -> bool {
        let nobody = self.practice.open().is_some_and(|open| open.chosen.is_none());
        let nothing = self.stored == Stored::Nowhere && !self.is_unsaved();
        nobody && nothing && !self.alone
    }

    /// Whether there is something that would be lost.
    pub fn is_unsaved(&self) -> bool {
        self.work != self.saved
    }

    /// Whether the plan in the window is the practice's to keep.
    pub fn belongs_to_practice(&self) -> bool {
        match &self.stored {
            Stored::Record(_) => true,
            Stored::File(_) => false,
            Stored::Nowhere => self.practice.open().is_some_and(|open| open.chosen.is_some()),
        }
    }

    /// Whether the plan is kept somewhere, so that another file is a copy of it.
    pub fn has_a_keeper(&self) -> bool {
        self.stored != Stored::Nowhere || self.belongs_to_practice()
    }

    /// Whether what is being made is kept as a draft until it is saved.
    pub fn keeps_drafts(&self) -> bool {
        let open = self.practice.open().filter(|_| self.belongs_to_practice());
        open.is_some_and(OpenPractice::keeps_drafts)
    }

    /// Begins with something else.
    pub fn begin(&mut self, work: Work, knowledge: &Knowledge) {
        self.judged = Judged::of(&work, knowledge, self.today);
        self.numbered = None;
        self.number();
        self.screen = if self.judged.plan.is_some() { Screen::Plan } else { Screen::Intake };
        self.saved = work.clone();
        self.work = work;
        self.undo = Undo::default();
        self.selected = None;
        self.editing = Editing::default();
        self.point(None);
        self.stored = Stored::Nowhere;
        self.saved_at = None;
        self.marked = None;
        self.reading = None;
        self.rescreen = None;
        self.asked = None;
        self.asked_anew = false;
        self.consent = ConsentDraft::default();
        self.generation += 1;
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

    /// Makes a change that can be taken back. `label` is what undo calls it.
    pub fn edit(
        &mut self,
        knowledge: &Knowledge,
        label: String,
        gesture: Option<Gesture>,
        change: impl FnOnce(&mut Work),
    ) {
        let before = self.work.clone();
        change(&mut self.work);
        if self.work == before {
            return;
        }
        let Rebuilt { lost, follow } = self.work.settle(&before, knowledge);
        let answers_changed = self.work.intake != before.intake;
        self.undo.record(before, label, gesture);
        self.toasts.outdate();
        self.marked = None;
        self.editing.notice = (!lost.is_empty()).then(|| Notice {
            title: "The answers changed, and some of your edits found no place".to_owned(),
            lines: lost,
            undo: true,
        });
        self.changed(knowledge);
        // A field that was emptied and filled again asks nothing anew.
        if self.asked_anew && self.judged.plan.is_some() {
            self.rescreen = None;
            self.asked_anew = false;
        }
        if answers_changed {
            self.go_along(follow, knowledge);
        }
    }

    /// Changes the plan by hand; the edits are one change.
    ///
    /// # Errors
    /// Why no plan could come of it, in words.
    pub fn edit_plan(&mut self, knowledge: &Knowledge, changes: &[Edit]) -> Result<(), String> {
        let judged = &self.judged;
        let (Some(plan), Some(accepted), Some(built)) =
            (&judged.plan, &judged.accepted, &judged.built)
        else {
            return Err("There is no plan to change yet".to_owned());
        };
        let gesture = match changes {
            [only] => Touched::of(only).map(Gesture::Step),
            _ => None,
        };
        // Changes that go on are one change, from what was before all of them.
        let begun = gesture.as_ref().and_then(|gesture| self.undo.begun(gesture));
        let hand = begun.unwrap_or(&self.work).hand.as_ref();
        let mut edits = hand.map(|hand| hand.edits.clone()).unwrap_or_default();
        let mut first = match (begun, hand) {
            (Some(_), Some(hand)) => Plan::clone(&hand.plan),
            (Some(_), None) => Plan::clone(built),
            (None, _) => plan.clone(),
        };
        let assessment = planner::assess(accepted, knowledge);
        let mut after = plan.clone();
        let mut ways = Vec::new();
        for change in changes {
            let next = edit::apply_numbered(&after, change, &assessment);
            let next = next.map_err(|error| error.to_string())?;
            edits.push(edit::describe(change, &first, knowledge));
            ways.push(Follow::told(next.numbers));
            first.clone_from(&next.plan);
            after = next.plan;
        }
        if after == *plan {
            return Ok(());
        }
        let label = edits.last().map(|edit| edit.what.clone()).unwrap_or_default();
        let built = Arc::clone(built);
        self.edit(knowledge, label, gesture, |work| {
            work.take_edit(&built, after, edits);
            for way in &ways {
                work.follow(way);
            }
        });
        let follow = |step: usize| ways.iter().try_fold(step, |step, way| way.number(step));
        self.selected = self.selected.and_then(follow);
        self.number();
        Ok(())
    }

    /// Lights what belongs to what is pointed at.
    pub fn point(&mut self, pointed: Option<Pointed>) {
        let plan = self.judged.plan.as_ref();
        let lit = pointed.as_ref().zip(plan).map(|(pointed, plan)| Highlight::of(pointed, plan));
        self.highlight = lit.unwrap_or_default();
        self.pointed = pointed;
    }

    /// Whether a caution is lit. What was chosen in the plan lights nothing beside the questions.
    pub fn lights(&self, caution: &CautionId) -> bool {
        self.screen == Screen::Plan && self.highlight.cautions.contains(caution)
    }

    /// The answered warnings that the plan still brings.
    pub fn answers(&self) -> Vec<Acknowledgement> {
        let findings = self.judged.findings.iter();
        findings.filter_map(|finding| self.work.answer(&Warned::of(finding)).cloned()).collect()
    }

    /// The lines above exported sheets; none without a practice.
    pub fn letterhead(&self) -> &[String] {
        self.practice.open().map(|open| &*open.settings.letterhead).unwrap_or_default()
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
        let mut blank = Work::new(self.today);
        blank.intake.minutes.clone_from(&self.work.intake.minutes);
        self.stored == Stored::Nowhere && self.work == blank
    }

    /// Brings a field into view and gives it the focus.
    pub fn jump_to(&mut self, field: Field) {
        self.screen = Screen::Intake;
        self.asked = Some(field.clone());
        self.marked = Some(field);
        self.scroll_to_marked = true;
    }

    /// Takes the last change back. A field that took its own typing back left nothing to do there.
    /// Gives what was agreed to, where the change was that: the client's record is to follow.
    pub fn take_back(&mut self, knowledge: &Knowledge) -> Option<Agreed> {
        while let Some(Taken { work, agreed }) = self.undo.undo(&self.work) {
            if agreed.is_some() {
                return agreed;
            }
            if work != self.work {
                self.take(work, knowledge);
                break;
            }
        }
        None
    }

    /// Makes the change again that was taken back last.
    /// Gives what was agreed to, where the change was that: the client's record is to follow.
    pub fn make_again(&mut self, knowledge: &Knowledge) -> Option<Agreed> {
        while let Some(Taken { work, agreed }) = self.undo.redo(&self.work) {
            if agreed.is_some() {
                return agreed;
            }
            if work != self.work {
                self.take(work, knowledge);
                break;
            }
        }
        None
    }

    /// Takes in what was before, or after, another change.
    fn take(&mut self, work: Work, knowledge: &Knowledge) {
        self.toasts.outdate();
        let before = self.judged.plan.clone();
        self.work = work;
        self.editing.notice = None;
        self.editing.written = None;
        self.changed(knowledge);
        // What was held and answered then came back with the work.
        self.number();
        let was = self.selected;
        let follow = before.as_ref().and_then(|before| self.follow_from(before, knowledge));
        if let (Some(follow), Some(after)) = (follow, &self.judged.plan) {
            // Where a step has gone, keys go on at what took its place.
            let here = |step: usize| Some(step).filter(|step| *step <= after.steps.len());
            self.selected = was.and_then(|step| follow.number(step).or(here(step)));
            if self.selected != was {
                self.editing.focus = Some(super::editing::Focus::Row);
            }
        }
    }

    /// Judges the work anew after a change.
    pub fn changed(&mut self, knowledge: &Knowledge) {
        let was_complete = self.judged.plan.is_some();
        let was = self.judged.status();
        let reasons = self.reasons();
        self.judged = Judged::of(&self.work, knowledge, self.today);
        let steps = self.judged.plan.as_ref().map_or(0, |plan| plan.steps.len());
        self.selected = self.selected.filter(|step| *step <= steps);
        self.editing.plan_changed();
        self.point(None);
        let completed = !was_complete && self.judged.plan.is_some();
        // An emergency turns the middle at once, also where another one is known already.
        let emergency = crate::model::Status::Emergency;
        let alarmed =
            self.judged.status() == emergency && (was != emergency || self.reasons() > reasons);
        if completed || alarmed {
            self.screen = Screen::Plan;
        } else if self.judged.plan.is_none() && self.judged.referral().is_none() {
            self.screen = Screen::Intake;
        }
    }

    fn reasons(&self) -> usize {
        self.judged.referral().map_or(0, |referral| referral.reasons.len())
    }
}
