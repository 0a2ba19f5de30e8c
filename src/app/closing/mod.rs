//! A session that is being closed: what was done, what followed, and the note that writes itself.
//!
//! Values alone: what is asked and pressed changes [`Entered`], and everything that a view shows is made
//! anew from it. What a change of pain means, the planner says. Written is it in `perform/closing`.

mod entered;
#[cfg(test)]
mod tests;
mod told;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use entered::{
    ClosingQuestion, Entered, NextVisit, StepEntered, UnwantedEntered, WEEK, interval,
};
pub use told::{ToldFact, told};
pub use view::{ActivityRow, ClosingView, ScoreChange, StepRow, Tone};

use crate::app::length::{self, LongText};
use crate::app::visit::Work;
use crate::export::note::SessionNote;
use crate::knowledge::Knowledge;
use crate::model::{
    Day, Entry, FurthestPoint, Minutes, NotePart, Nprs, OwnNote, PlanKey, PlanRecord, Pressure,
    Response, SkipReason, StepWent, Unwanted,
};
use crate::store::Base;

/// A text that is typed while a session is being closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClosingText {
    /// The day of the session.
    Day,
    /// What was different in a step.
    Word(usize),
    /// Why a step was left out.
    Reason(usize),
    /// How the client took it.
    Response,
    /// What to keep or change next time.
    NextTime,
    /// What was seen and felt.
    Note,
    /// What else came up that nobody wanted.
    Unwanted,
    /// The day of the next visit.
    NextVisit,
    /// A part of the note in somebody's own words.
    Own(NotePart),
}

/// Something that is entered.
#[derive(Debug, Clone, PartialEq)]
pub enum ClosingChange {
    /// A step was done, changed or left out.
    Went(usize, StepWent),
    /// How long a step took.
    Minutes(usize, Minutes),
    /// How deep it was.
    Level(usize, Pressure),
    /// Why it was left out; pressed again, it isn't why.
    Reason(usize, SkipReason),
    /// Why it was left out is typed, or no more.
    OwnReason(usize),
    /// Leg pain after it.
    Leg(Nprs),
    /// Back pain after it.
    Back(Nprs),
    /// How far down symptoms reach; pressed again, that isn't known.
    Reaches(FurthestPoint),
    /// An activity, scored again.
    Activity(String, Nprs),
    /// How the client took it; pressed again, that isn't known.
    Response(Response),
    /// Nothing came up that nobody wanted.
    NothingUnwanted,
    /// This did, or didn't after all.
    Unwanted(Unwanted),
    /// Something else did, or didn't after all.
    OtherUnwanted,
    /// When the client comes again.
    Next(NextVisit),
    /// What a typed field holds.
    Text(ClosingText, String),
    /// A part of the note writes itself again.
    Written(NotePart),
}

/// Something that is asked while a session is being closed.
#[derive(Debug, Clone, PartialEq)]
pub enum ClosingAction {
    /// Shows the page for the plan that is in sight.
    Open,
    /// Something is entered.
    Enter(ClosingChange),
    /// Brings a question into view, and gives it the focus.
    Jump(ClosingQuestion),
    /// The words of the note can be edited, or are read.
    EditNote(bool),
    /// In a small window, the note is in sight, or the form.
    ShowNote(bool),
    /// In a small window, steps that were done are in sight, or folded.
    ShowDone(bool),
    /// The note on the clipboard.
    Copy,
    /// What was entered isn't wanted.
    Discard,
    /// It is wanted after all.
    BringBack(PlanKey, Box<Entered>),
    /// Writes it down.
    Close,
}

/// What a draft keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptClosing {
    /// What was entered so far.
    pub entered: Entered,
    /// Whether it is of a plan that is read, and not of the one that is being made.
    #[serde(default)]
    pub is_past: bool,
}

/// The plan whose session is closed.
#[derive(Debug, Clone)]
pub struct ClosingOf {
    /// Whose it is, and which plan.
    pub key: PlanKey,
    /// What the next version comes after.
    pub base: Base,
    /// The record before.
    pub record: Arc<PlanRecord>,
    /// Who saved that, and when; none where it never was.
    pub saved: Option<Entry>,
    /// Its answers and its plan as they are kept.
    pub work: Arc<Work>,
    /// Whether it is a past plan that is read, and not the one that is being made.
    pub is_past: bool,
}

/// What of the page is in sight, and not kept.
#[derive(Debug, Clone, Copy, Default)]
pub struct ClosingSight {
    /// Whether the words of the note can be edited.
    pub edits: bool,
    /// In a small window, whether the note is in sight.
    pub note: bool,
    /// In a small window, whether steps that were done are.
    pub done: bool,
    /// The question that is to come into view and to get the focus.
    pub jump: Option<ClosingQuestion>,
}

/// A session that is being closed.
#[derive(Debug)]
pub struct Closing {
    /// The plan whose session it is.
    pub of: ClosingOf,
    /// What is entered.
    pub entered: Entered,
    /// What stood there before anything was.
    begun: Entered,
    /// The highest level that each step may have.
    highest: BTreeMap<usize, Pressure>,
    /// What the views show of it.
    pub view: ClosingView,
    /// What of the page is in sight.
    pub sight: ClosingSight,
    /// The note as it is written so far.
    pub note: Option<Arc<SessionNote>>,
    /// What that note was written from.
    pub noted: Option<Entered>,
    /// Whether a note is being written.
    pub writes: bool,
    /// When what is entered was kept last.
    pub kept_at: Option<String>,
    /// How long the texts were that are meant to be so long.
    agreed: BTreeMap<String, usize>,
    today: Day,
}

impl Closing {
    /// Begins with the plan, or with what was written down before.
    pub fn new(
        of: ClosingOf,
        highest: BTreeMap<usize, Pressure>,
        knowledge: &Knowledge,
        today: Day,
    ) -> Self {
        let begun = Self::begun_of(&of, today);
        let view = ClosingView::default();
        let mut closing = Self {
            entered: begun.clone(),
            begun,
            of,
            highest,
            view,
            sight: ClosingSight::default(),
            note: None,
            noted: None,
            writes: false,
            kept_at: None,
            agreed: BTreeMap::new(),
            today,
        };
        closing.settle(knowledge);
        closing
    }

    fn begun_of(of: &ClosingOf, today: Day) -> Entered {
        let plan = &of.record.plan;
        match of.record.outcome.as_ref().filter(|_| of.record.is_closed()) {
            Some(outcome) => Entered::of(outcome, &of.record.own_note, plan),
            None => Entered::begun(plan, plan.intake.date.min(today)),
        }
    }

    /// Whether it was written down before, so that this is an amendment.
    pub fn is_amendment(&self) -> bool {
        self.of.record.outcome.is_some()
    }

    /// What the button is called that writes it down.
    pub fn button(&self) -> &'static str {
        if self.is_amendment() { "Save amendment" } else { "Close session" }
    }

    /// Whether anything was entered that would be lost.
    pub fn is_begun(&self) -> bool {
        self.entered != self.begun
    }

    /// What is still to be answered.
    pub fn missing(&self) -> &[ClosingQuestion] {
        &self.view.missing
    }

    /// The record as it would be written now: who enters it and when is said then.
    pub fn record(&self, entry: Entry) -> PlanRecord {
        let mut record = PlanRecord::clone(&self.of.record);
        let outcome = self.entered.outcome(&record.plan, self.today);
        record.close_again(outcome, entry, self.of.saved.clone());
        record.own_note = self.entered.own_note();
        record
    }

    /// What a draft keeps of it; nothing where nothing was entered.
    pub fn kept(&self) -> Option<Box<KeptClosing>> {
        let kept = || KeptClosing { entered: self.entered.clone(), is_past: self.of.is_past };
        self.is_begun().then(|| Box::new(kept()))
    }

    /// Goes on with what was entered before; gives what stood there.
    pub fn bring_back(&mut self, entered: Entered, knowledge: &Knowledge) -> Entered {
        let before = std::mem::replace(&mut self.entered, entered);
        self.settle(knowledge);
        before
    }

    /// What was entered isn't wanted; gives it.
    pub fn discard(&mut self, knowledge: &Knowledge) -> Entered {
        self.sight.edits = false;
        self.bring_back(self.begun.clone(), knowledge)
    }

    /// Takes the plan as it is by now.
    pub fn follow(
        &mut self,
        of: ClosingOf,
        highest: BTreeMap<usize, Pressure>,
        knowledge: &Knowledge,
    ) {
        let begun = Self::begun_of(&of, self.today);
        // What nobody touched follows the plan.
        if self.entered.next == self.begun.next {
            self.entered.next.clone_from(&begun.next);
        }
        if self.entered.on == self.begun.on {
            self.entered.on.clone_from(&begun.on);
        }
        self.entered.follow(&self.of.record.plan, &of.record.plan);
        (self.of, self.highest, self.begun) = (of, highest, begun);
        self.noted = None;
        self.settle(knowledge);
    }

    /// Brings a question into view, and gives it the focus.
    pub fn jump_to(&mut self, question: ClosingQuestion) {
        self.sight.jump = Some(question);
        self.sight.note = false;
    }

    /// Enters something. A change that doesn't belong to the plan changes nothing.
    pub fn enter(&mut self, change: ClosingChange, knowledge: &Knowledge) {
        let entered = &mut self.entered;
        match change {
            ClosingChange::Went(step, went) => entered.step(step).went = went,
            ClosingChange::Minutes(step, minutes) => entered.step(step).minutes = Some(minutes),
            ClosingChange::Level(step, level) => entered.step(step).level = Some(level),
            ClosingChange::Reason(step, reason) => {
                let step = entered.step(step);
                step.own_reason = None;
                step.reason = Some(reason).filter(|_| step.reason != Some(reason));
            }
            ClosingChange::OwnReason(step) => {
                let step = entered.step(step);
                step.reason = None;
                step.own_reason =
                    if step.own_reason.is_none() { Some(String::new()) } else { None };
            }
            ClosingChange::Leg(score) => entered.leg = Some(score),
            ClosingChange::Back(score) => entered.back = Some(score),
            ClosingChange::Reaches(point) => {
                entered.reaches = Some(point).filter(|_| entered.reaches != Some(point));
            }
            ClosingChange::Activity(name, score) => drop(entered.activities.insert(name, score)),
            ClosingChange::Response(response) => {
                entered.response = Some(response).filter(|_| entered.response != Some(response));
            }
            ClosingChange::NothingUnwanted => {
                let none = !entered.unwanted.none;
                entered.unwanted = UnwantedEntered { none, ..UnwantedEntered::default() };
            }
            ClosingChange::Unwanted(what) => {
                let unwanted = &mut entered.unwanted;
                unwanted.none = false;
                if !unwanted.pressed.remove(&what) {
                    unwanted.pressed.insert(what);
                }
            }
            ClosingChange::OtherUnwanted => {
                let unwanted = &mut entered.unwanted;
                unwanted.none = false;
                unwanted.other = if unwanted.other.is_none() { Some(String::new()) } else { None };
            }
            ClosingChange::Next(next) => entered.next = Some(next),
            ClosingChange::Text(text, typed) => entered.put(text, typed),
            ClosingChange::Written(part) => entered.own_note.put(part, None),
        }
        self.settle(knowledge);
    }

    /// The words of the note can be edited, or are read: a part that was emptied writes itself again, but
    /// not while somebody still types.
    pub fn edit_note(&mut self, edits: bool) {
        self.sight.edits = edits;
        if !edits {
            self.entered.own_note = self.entered.own_note();
        }
    }

    /// Makes anew what the views show.
    fn settle(&mut self, knowledge: &Knowledge) {
        self.view = ClosingView::of(self, knowledge, self.today);
    }

    /// Texts that are longer than usual, and that nobody meant to be.
    pub fn too_long(&self) -> Vec<LongText> {
        let mut long = self.entered.long();
        long.retain(|text| self.agreed.get(&text.name).is_none_or(|count| *count < text.count));
        long
    }

    /// All that is longer than usual is meant to be.
    pub fn agree_to_length(&mut self) {
        let long = self.entered.long().into_iter();
        self.agreed.extend(long.map(|text| (text.name, text.count)));
    }
}

impl ClosingText {
    /// How many characters are usual here; none where a day is typed.
    pub fn most(self) -> Option<usize> {
        match self {
            Self::Day | Self::NextVisit => None,
            Self::Word(_)
            | Self::Reason(_)
            | Self::Response
            | Self::NextTime
            | Self::Note
            | Self::Unwanted => Some(length::LINE),
            Self::Own(_) => Some(length::WORDS),
        }
    }
}

impl Entered {
    fn step(&mut self, number: usize) -> &mut StepEntered {
        self.steps.entry(number).or_insert_with(|| StepEntered::new(StepWent::Done))
    }

    /// What a typed field holds.
    pub fn text(&self, text: ClosingText) -> &str {
        match text {
            ClosingText::Day => &self.on,
            ClosingText::Word(step) => self.steps.get(&step).map_or("", |step| &step.word),
            ClosingText::Reason(step) => {
                let typed = self.steps.get(&step).and_then(|step| step.own_reason.as_deref());
                typed.unwrap_or_default()
            }
            ClosingText::Response => &self.response_note,
            ClosingText::NextTime => &self.next_time,
            ClosingText::Note => &self.note,
            ClosingText::Unwanted => self.unwanted.other.as_deref().unwrap_or_default(),
            ClosingText::NextVisit => match &self.next {
                Some(NextVisit::On(typed)) => typed,
                Some(NextVisit::After(_) | NextVisit::NotAgreed | NextVisit::Discharged) | None => {
                    ""
                }
            },
            ClosingText::Own(part) => self.own_note.of(part).unwrap_or_default(),
        }
    }

    fn put(&mut self, text: ClosingText, typed: String) {
        match text {
            ClosingText::Day => self.on = typed,
            ClosingText::Word(step) => self.step(step).word = typed,
            ClosingText::Reason(step) => self.step(step).own_reason = Some(typed),
            ClosingText::Response => self.response_note = typed,
            ClosingText::NextTime => self.next_time = typed,
            ClosingText::Note => self.note = typed,
            ClosingText::Unwanted => self.unwanted.other = Some(typed),
            ClosingText::NextVisit => self.next = Some(NextVisit::On(typed)),
            ClosingText::Own(part) => self.own_note.put(part, Some(typed)),
        }
    }

    /// Words in the place of those that the note writes itself: without any, the program's own come back.
    fn own_note(&self) -> OwnNote {
        let mut own = self.own_note.clone();
        for part in NotePart::ALL {
            if own.of(*part).is_some_and(|words| words.trim().is_empty()) {
                own.put(*part, None);
            }
        }
        own
    }

    /// What of it is longer than usual.
    fn long(&self) -> Vec<LongText> {
        let mut fields = vec![
            ("Response, in a line".to_owned(), ClosingText::Response),
            ("For next time".to_owned(), ClosingText::NextTime),
            ("Seen and felt".to_owned(), ClosingText::Note),
            ("Anything unwanted".to_owned(), ClosingText::Unwanted),
        ];
        for number in self.steps.keys().copied() {
            fields.push((format!("Word on step {number}"), ClosingText::Word(number)));
            fields.push((format!("Why step {number} was skipped"), ClosingText::Reason(number)));
        }
        let parts = NotePart::ALL.iter();
        fields.extend(parts.map(|part| (part.label().to_owned(), ClosingText::Own(*part))));
        let long = fields.into_iter();
        long.filter_map(|(name, text)| LongText::of(name, self.text(text), text.most()?)).collect()
    }
}
