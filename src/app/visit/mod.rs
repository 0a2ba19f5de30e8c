//! One visit as it is open: the answers and the plan, what they come to, where they are stored, what
//! can be taken back, and where the hands are.
//!
//! It is one value. Another visit takes the place of the whole of it, and what waits behind a lock is
//! the whole of it, so that no field of one client can stay beside another's name. What somebody does
//! to its work goes through `apply`, undo and redo (in `change`), which judge once; what the program
//! does by itself (the age, another day) stands here. Must not live here: anything clinical, and how
//! anything is drawn or written.

mod again;
mod change;
mod cleared;
mod follow;
mod numbered;
mod standing;
mod undo;
mod withheld;
mod work;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use again::{StepsAgain, TakenOver};
pub use change::VisitChange;
pub use standing::Standing;
pub use undo::{Agreed, Gesture, Undo};
pub use withheld::{Found, WayOut, Withheld};
pub(in crate::app) use work::shared;
pub use work::{Hand, Said, Work};

use super::draft::{ClearanceField, Field, IntakeDraft, TextField};
use super::editing::{self, Editing, Notice};
use super::highlight::{Highlight, Pointed};
use super::practice::Stored;
use super::reading::Reading;
use super::state::{ConsentDraft, Screen};
use crate::knowledge::Knowledge;
use crate::model::{CautionId, ClientId, Day, Plan, PlanId, PlanKey, PlanRecord, PlanState};
use crate::planner;
use crate::store::Base;

/// A visit as it is open.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is about something else")]
pub struct Visit {
    work: Arc<Work>,
    /// The same as it is stored, or as it was when it was begun.
    saved: Arc<Work>,
    standing: Standing,
    undo: Undo,
    /// The plan whose numbers what is held and what is answered bear: the last one with steps.
    numbered: Option<Arc<Plan>>,
    /// Whether the work changed since that was asked last.
    changed: bool,
    /// Whether a draft of it is on the disk, or on its way there.
    pub drafted: bool,
    /// Texts that are longer than usual and are kept all the same, by their names.
    pub agreed_long: BTreeMap<String, usize>,
    /// The id under which a new plan will be saved, once it has one.
    new_plan: Option<PlanId>,
    /// Goes up with every other visit, so that fields don't share their undo.
    pub generation: u64,
    /// Where the plan is stored.
    pub stored: Stored,
    /// When it was stored, for the eye.
    pub saved_at: Option<String>,
    /// The day of the session as it was when this was opened.
    pub opened_with: Option<Day>,
    /// How many facts of an earlier visit nobody had confirmed at first, as far as that was seen, and when
    /// the last of them was, for the eye.
    pub confirmed: (usize, Option<String>),
    /// Whether it is drafted without a client of the practice.
    pub alone: bool,
    /// The day on which the stored plan was screened, where that wasn't today: the questions have to
    /// be asked again.
    pub rescreen: Option<Day>,
    /// Whether the answers of that day were taken out, so that whatever is answered now is today's.
    pub asked_anew: bool,
    /// What the middle shows.
    pub screen: Screen,
    /// The step that is chosen.
    pub selected: Option<usize>,
    /// What is remembered while the plan is edited.
    pub editing: Editing,
    /// What is pointed at.
    pub pointed: Option<Pointed>,
    /// What lights up with it.
    pub highlight: Highlight,
    /// A plan that is read as it was.
    pub reading: Option<Reading>,
    /// What is being recorded of the client's consents.
    pub consent: ConsentDraft,
    /// The field that was jumped to; marked until the next answer.
    pub marked: Option<Field>,
    /// The field that was jumped to last, from which one goes on.
    pub asked: Option<Field>,
    /// The question that has the keyboard's focus, if one has.
    pub at: Option<Field>,
    /// Whether the marked field still has to be brought into view.
    pub scroll_to_marked: bool,
}

impl Visit {
    /// A visit that begins with this work.
    pub fn of(work: Work, knowledge: &Knowledge, today: Day) -> Self {
        let mut work = Arc::new(work);
        let standing = Standing::of(&mut work, knowledge, today, |_, _| {});
        Self::standing_so(work, standing)
    }

    /// A visit whose plan is kept as this record. Where the answers would bring the same plan today,
    /// nothing of it counts as changed by hand.
    pub fn of_record(record: PlanRecord, knowledge: &Knowledge, today: Day) -> Self {
        let mut intake = IntakeDraft::from_intake(&record.plan.intake, knowledge);
        intake.recall(record.unconfirmed, &record.no_longer);
        let mut plan = record.plan;
        // Which record it is, the record's own name says.
        plan.id = None;
        plan.revision = None;
        if let Some(referral) = &mut plan.referral {
            record.own_words.take_out_of(referral);
        }
        let plan = Arc::new(plan);
        let hand = Hand { base: Arc::clone(&plan), plan: Arc::clone(&plan), edits: record.edits };
        let mut work = Arc::new(Work {
            intake,
            hand: Some(hand),
            acknowledged: record.acknowledged,
            held: record.held.into_iter().collect(),
            ready: record.state != PlanState::Draft,
            told: record.told,
            own_words: record.own_words,
            again: None,
        });
        let standing = Standing::of(&mut work, knowledge, today, |work, brought| {
            if brought.is_built {
                Arc::make_mut(work).found_built(brought.built, brought.is_recorded);
            }
        });
        Self::standing_so(work, standing)
    }

    fn standing_so(work: Arc<Work>, standing: Standing) -> Self {
        let is_complete = standing.plan.is_some();
        let opened_with = work.intake.day();
        Self {
            opened_with,
            confirmed: (0, None),
            saved: Arc::clone(&work),
            work,
            undo: Undo::default(),
            numbered: standing.session().cloned(),
            standing,
            changed: false,
            drafted: false,
            agreed_long: BTreeMap::new(),
            new_plan: None,
            generation: 0,
            stored: Stored::Nowhere,
            saved_at: None,
            alone: false,
            rescreen: None,
            asked_anew: false,
            screen: if is_complete { Screen::Plan } else { Screen::Intake },
            selected: None,
            editing: Editing::default(),
            pointed: None,
            highlight: Highlight::default(),
            reading: None,
            consent: ConsentDraft::default(),
            marked: None,
            asked: None,
            at: None,
            scroll_to_marked: false,
        }
    }

    /// What is made.
    pub fn work(&self) -> &Work {
        &self.work
    }

    /// The same to keep: a copy would be made only if it changed meanwhile.
    pub fn shared_work(&self) -> Arc<Work> {
        Arc::clone(&self.work)
    }

    /// What it comes to.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// What can be taken back.
    pub fn undo(&self) -> &Undo {
        &self.undo
    }

    /// The next change begins a step of its own in what can be taken back.
    pub fn pause_undo(&mut self) {
        self.undo.pause();
    }

    /// Gives away what can be taken back, before another visit takes the place of this one.
    pub fn leave_undo(&mut self) -> Undo {
        std::mem::take(&mut self.undo)
    }

    /// Goes on with what can be taken back, as it was left with this work.
    pub fn take_up_undo(&mut self, undo: Undo) {
        self.undo = undo;
        self.undo.pause();
    }

    /// How many facts of an earlier visit nobody confirmed.
    pub fn unconfirmed(&self) -> usize {
        self.work.intake.unconfirmed().map_or(0, |carried| carried.facts.len())
    }

    /// So many facts were unconfirmed before a change that was made at this time.
    pub fn were_unconfirmed(&mut self, before: usize, time: impl FnOnce() -> String) {
        let (most, at) = &mut self.confirmed;
        *most = before.max(*most);
        if before > 0 && self.work.intake.unconfirmed().is_none() {
            *at = Some(time());
        }
    }

    /// Whether there is something that would be lost.
    pub fn is_unsaved(&self) -> bool {
        self.work != self.saved
    }

    /// Whether this is how it is.
    pub fn is_still(&self, work: &Arc<Work>) -> bool {
        self.work == *work
    }

    /// Whether the work changed since this was asked last.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Where it is kept in the practice, and after what; a new one is this client's, under an id
    /// that stays the same until it is saved. None where it is no client's, or lies in a file.
    pub fn place(&mut self, chosen: Option<ClientId>) -> Option<(PlanKey, Base)> {
        match &self.stored {
            Stored::Record(stored) => Some((stored.key, stored.base.clone())),
            Stored::File(_) => None,
            Stored::Nowhere => {
                let client = chosen?;
                let fresh = || PlanId::fresh(crate::store::clock::now());
                let plan = *self.new_plan.get_or_insert_with(fresh);
                Some((PlanKey { client, plan }, Base::none()))
            }
        }
    }

    /// The plan whose draft is about it; a new one is this client's.
    pub fn draft_key(&self, chosen: Option<ClientId>) -> Option<PlanKey> {
        let making = chosen.zip(self.new_plan);
        self.stored.draft_key(making.map(|(client, plan)| PlanKey { client, plan }))
    }

    /// Goes on with a plan that has an id and wasn't saved.
    pub fn go_on_as(&mut self, plan: PlanId) {
        self.new_plan = Some(plan);
    }

    /// This much of the work is stored, there.
    pub fn is_stored(&mut self, work: Arc<Work>, stored: Stored) {
        self.saved = work;
        self.stored = stored;
        self.new_plan = None;
    }

    /// What isn't saved of it isn't wanted.
    pub fn abandon(&mut self) {
        self.saved = Arc::clone(&self.work);
        self.drafted = false;
    }

    /// How far the plan is, as the pane says it.
    pub fn plan_state(&self) -> PlanState {
        let stored = self.stored.record().map(|stored| stored.record.state);
        match (stored, self.work.ready) {
            (Some(PlanState::Done), _) if !self.is_unsaved() => PlanState::Done,
            (_, true) => PlanState::Ready,
            (_, false) => PlanState::Draft,
        }
    }

    /// What was ready on another day is a draft until it is asked anew.
    pub fn reopened(&mut self, screened: Day) {
        self.rescreen = Some(screened);
        self.asked_anew = false;
        self.undo.each(|work| work.ready = false);
        let was_saved = !self.is_unsaved();
        if self.work.ready {
            Arc::make_mut(&mut self.work).ready = false;
        }
        if was_saved {
            self.saved = Arc::clone(&self.work);
        } else if self.saved.ready {
            Arc::make_mut(&mut self.saved).ready = false;
        }
    }

    /// Comes back after a time in which days may have passed.
    pub fn come_back(&mut self, knowledge: &Knowledge, today: Day) {
        if let Some(earlier) = self.work.intake.day().filter(|day| *day < today) {
            self.reopened(earlier);
        }
        self.standing = Standing::of(&mut self.work, knowledge, today, |_, _| {});
        self.editing.plan_changed();
        self.point(None);
    }

    /// Takes the age from the year of birth. What the program fills in by itself is no change that
    /// would have to be saved, unless the plan was ready, and none that can be taken back.
    pub fn set_age(&mut self, born: Option<i16>, knowledge: &Knowledge, today: Day) {
        let before = Arc::clone(&self.work);
        let was_saved = !self.is_unsaved();
        Arc::make_mut(&mut self.work).intake.set_age(born);
        if self.work == before {
            self.work = before;
            return;
        }
        let age = self.work.intake.age;
        self.undo.each(|work| work.intake.age = age);
        Arc::make_mut(&mut self.saved).intake.age = age;
        let lost = self.settle(&before, change::Settle::Answers, knowledge, today);
        if was_saved && !before.ready {
            self.saved = Arc::clone(&self.work);
        }
        self.changed = true;
        self.tell_lost(lost);
    }

    /// Says what of the changes by hand found no place.
    fn tell_lost(&mut self, lost: Vec<String>) {
        self.editing.notice = (!lost.is_empty()).then(|| Notice {
            title: "The answers changed, and some of your edits no longer fit".to_owned(),
            lines: lost,
            undo: true,
        });
    }

    /// Keeps that something was agreed to, and put down.
    pub fn record_agreed(&mut self, agreed: Agreed) {
        self.undo.record_agreed(Arc::clone(&self.work), agreed);
        // What the client declined today isn't asked once more.
        let ConsentDraft { left_out, was_asked, .. } = std::mem::take(&mut self.consent);
        self.consent = ConsentDraft { left_out, was_asked, ..ConsentDraft::default() };
        self.marked.take_if(|field| *field == Field::Consent);
    }

    /// The record that would be saved now; none while there is no plan.
    pub fn record(&self) -> Option<PlanRecord> {
        let plan = Plan::clone(self.standing.plan.as_deref()?);
        let before = self.stored.record().map(|stored| &*stored.record);
        Some(self.work.record(plan, &self.standing.findings, before))
    }

    /// Lights what belongs to what is pointed at.
    pub fn point(&mut self, pointed: Option<Pointed>) {
        let plan = self.standing.plan.as_ref();
        let lit = pointed.as_ref().zip(plan).map(|(pointed, plan)| Highlight::of(pointed, plan));
        self.highlight = lit.unwrap_or_default();
        self.pointed = pointed;
    }

    /// Whether a caution is lit. What was chosen in the plan lights nothing beside the questions.
    pub fn lights(&self, caution: &CautionId) -> bool {
        self.screen == Screen::Plan && self.highlight.cautions.contains(caution)
    }

    /// What of the changes by hand would find no place if the plan were built anew.
    pub fn would_lose(&self, knowledge: &Knowledge) -> Vec<String> {
        let (Some(accepted), Some(built)) = (&self.standing.accepted, &self.standing.built) else {
            return Vec::new();
        };
        let assessment = planner::assess(accepted, knowledge);
        Work::clone(&self.work).build_again(built, &assessment).lost
    }

    /// Brings the clearance form into view where a session is withheld, and gives it the focus.
    pub fn mark_clearance(&mut self) {
        let at = self.work.intake.next_clearance();
        self.marked = Some(Field::Text(TextField::Clearance(at, ClearanceField::By)));
        self.scroll_to_marked = true;
    }

    /// The question that is asked next: where the keyboard is, or else the one that was jumped to
    /// last, as long as it is open; or else the first that is.
    pub fn next_question(&self) -> Option<&Field> {
        let missing = &self.standing.missing;
        let open =
            |field: &Option<Field>| missing.iter().find(|one| Some(&one.field) == field.as_ref());
        let next = open(&self.at).or_else(|| open(&self.asked)).or_else(|| missing.first());
        next.map(|one| &one.field)
    }

    /// The question that takes what is typed, which is lit: the one that has the keyboard's focus,
    /// answered or not, or else the next one.
    pub fn lit_question(&self) -> Option<&Field> {
        self.at.as_ref().or_else(|| self.next_question())
    }

    /// The first open question after a field, in the order in which they stand; after the last one the
    /// first. None where nothing is open.
    pub fn question_after(&self, field: &Field, knowledge: &Knowledge) -> Option<Field> {
        let missing = &self.standing.missing;
        let next = if let Some(at) = missing.iter().position(|one| one.field == *field) {
            missing.get(at + 1)
        } else {
            let order = self.work.intake.required(knowledge);
            let place = |field: &Field| order.iter().position(|(_, other)| other == field);
            let from = place(field);
            missing.iter().find(|one| from.is_some() && place(&one.field) > from)
        };
        next.or_else(|| missing.first()).map(|one| one.field.clone())
    }

    /// Brings a field into view and gives it the focus.
    pub fn jump_to(&mut self, field: Field) {
        self.screen = Screen::Intake;
        self.consent.was_asked |= field == Field::Consent;
        self.asked = Some(field.clone());
        self.marked = Some(field);
        self.scroll_to_marked = true;
    }

    /// Gives the focus to where one goes on after the middle turned: the question that one came
    /// from, or else the first open one; the first step; or what to do instead of a session.
    pub fn focus_view(&mut self) {
        match self.screen {
            Screen::Plan => self.editing.focus = Some(editing::PlanFocus::First),
            Screen::Intake if self.scroll_to_marked => {}
            Screen::Intake => {
                let missing = self.standing.missing.first().map(|one| one.field.clone());
                self.jump_to(self.asked.clone().or(missing).unwrap_or(Field::Category));
            }
        }
    }
}
