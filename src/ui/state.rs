//! What is open in the window: answers, what they come to, where they are stored, which dialogs
//! stand in front. No egui here.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::action::{Explanation, Then};
use super::draft::Field;
use super::judge::Judged;
use super::lit::{Lit, Pointed};
use super::practice::{Found, Practice, Stored};
use super::undo::{Gesture, Undo};
use super::work::Work;
use crate::knowledge::Knowledge;
use crate::model::{ConsentItem, Day};

/// What the middle of the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The questions.
    Intake,
    /// The plan, or the referral in its place.
    Plan,
}

/// What is being done beside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Busy {
    /// A file is being chosen to open.
    ChoosingToOpen,
    /// A path is being chosen to save to.
    ChoosingToSave,
    /// A practice folder is being chosen.
    ChoosingPractice,
    /// A practice is being opened.
    OpeningPractice,
    /// The key of a sealed practice is being unwrapped.
    Unlocking,
    /// A file is being read.
    Opening,
    /// A file is being written.
    Saving,
}

impl Busy {
    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ChoosingToOpen => "Choosing a file…",
            Self::ChoosingToSave => "Choosing where to save…",
            Self::ChoosingPractice => "Choosing a folder…",
            Self::OpeningPractice => "Opening the practice…",
            Self::Unlocking => "Unlocking…",
            Self::Opening => "Opening…",
            Self::Saving => "Saving…",
        }
    }

    /// Whether answers given meanwhile would be lost.
    pub fn blocks(self) -> bool {
        match self {
            Self::ChoosingToOpen
            | Self::Opening
            | Self::ChoosingPractice
            | Self::OpeningPractice
            | Self::Unlocking => true,
            Self::ChoosingToSave | Self::Saving => false,
        }
    }
}

/// What a typed path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathUse {
    /// To open.
    Open,
    /// To save.
    Save,
    /// To save words to hand over.
    Note,
    /// To open or make a practice in.
    Practice,
}

/// What is being recorded of the client's consents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentDraft {
    /// Items that the client didn't agree to today.
    pub left_out: BTreeSet<ConsentItem>,
    /// The guardian's name as typed so far.
    pub guardian: String,
}

/// Something in front of the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// There are unsaved changes.
    Unsaved(Then),
    /// A path is typed.
    Path {
        /// What for.
        what: PathUse,
        /// As typed so far.
        text: String,
        /// A sentence above the field.
        hint: String,
        /// The path at which there is a file already, so that the next attempt replaces it.
        replace: Option<PathBuf>,
    },
    /// Something didn't work.
    Trouble {
        /// What.
        title: String,
        /// Each fault in a line.
        lines: Vec<String>,
        /// What to do.
        advice: String,
    },
    /// Why something is said.
    Explain(Explanation),
    /// Work that was left behind.
    Drafts(Vec<Found>),
    /// What the knowledge says of itself.
    About,
}

/// Everything that the views read.
#[derive(Debug)]
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
    /// What is pointed at.
    pub pointed: Option<Pointed>,
    /// What lights up with it.
    pub lit: Lit,
    /// The step that is chosen.
    pub selected: Option<usize>,
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
    /// The file that a copy of the practice's plan was last written to.
    pub copied: Option<String>,
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
    /// The earlier day on which the plan was screened, while today's answers aren't complete.
    pub rescreen: Option<Day>,
    /// Whether the answers of that day were taken out, so that whatever is answered now is today's.
    pub asked_anew: bool,
    /// What is being recorded of the client's consents.
    pub consent: ConsentDraft,
    /// Words to hand over that are being saved.
    pub note: Option<String>,
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
            undo: Undo::default(),
            pointed: None,
            lit: Lit::default(),
            selected: None,
            screen: Screen::Intake,
            full_questions: false,
            stored: Stored::Nowhere,
            practice: Practice::None,
            saved_at: None,
            copied: None,
            busy: None,
            marked: None,
            asked: None,
            scroll_to_marked: false,
            dialogs: Vec::new(),
            generation: 0,
            locks_in: None,
            after_save: None,
            rescreen: None,
            asked_anew: false,
            consent: ConsentDraft::default(),
            note: None,
        }
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

    /// Begins with something else.
    pub fn begin(&mut self, work: Work, knowledge: &Knowledge) {
        self.judged = Judged::of(&work, knowledge, self.today);
        self.screen = if self.judged.plan.is_some() { Screen::Plan } else { Screen::Intake };
        self.saved = work.clone();
        self.work = work;
        self.undo = Undo::default();
        self.selected = None;
        self.point(None);
        self.stored = Stored::Nowhere;
        self.saved_at = None;
        self.copied = None;
        self.marked = None;
        self.asked = None;
        self.rescreen = None;
        self.asked_anew = false;
        self.consent = ConsentDraft::default();
        self.generation += 1;
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
        self.work.settle(&before);
        self.undo.record(before, label, gesture);
        self.marked = None;
        self.changed(knowledge);
        // A field that was emptied and filled again asks nothing anew.
        if self.asked_anew && self.judged.plan.is_some() {
            self.rescreen = None;
            self.asked_anew = false;
        }
    }

    /// Lights what belongs to what is pointed at.
    pub fn point(&mut self, pointed: Option<Pointed>) {
        let plan = self.judged.plan.as_ref();
        let lit = pointed.as_ref().zip(plan).map(|(pointed, plan)| Lit::of(pointed, plan));
        self.lit = lit.unwrap_or_default();
        self.pointed = pointed;
    }

    /// Brings a field into view and gives it the focus.
    pub fn jump_to(&mut self, field: Field) {
        self.screen = Screen::Intake;
        self.asked = Some(field.clone());
        self.marked = Some(field);
        self.scroll_to_marked = true;
    }

    /// Takes the last change back.
    pub fn take_back(&mut self, knowledge: &Knowledge) {
        if let Some(work) = self.undo.undo(&self.work) {
            self.work = work;
            self.changed(knowledge);
        }
    }

    /// Makes the change again that was taken back last.
    pub fn make_again(&mut self, knowledge: &Knowledge) {
        if let Some(work) = self.undo.redo(&self.work) {
            self.work = work;
            self.changed(knowledge);
        }
    }

    /// Judges the work anew after a change.
    fn changed(&mut self, knowledge: &Knowledge) {
        let was_complete = self.judged.plan.is_some();
        let was = self.judged.status();
        let reasons = self.reasons();
        self.judged = Judged::of(&self.work, knowledge, self.today);
        let steps = self.judged.plan.as_ref().map_or(0, |plan| plan.steps.len());
        self.selected = self.selected.filter(|step| *step <= steps);
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
