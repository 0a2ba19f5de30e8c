//! The one way in which the work of a visit changes: a change is made, what follows from it is drawn,
//! and what it comes to is judged, once.
//!
//! A change is added here: a variant, and its arm in `make`.

use std::sync::Arc;

use super::Visit;
use super::again::{StepsAgain, TakenOver};
use super::follow::Follow;
use super::numbered::NumberedSteps;
use super::standing::Standing;
use super::undo::{Agreed, Gesture, Taken, Undo};
use super::work::{Said, Work};
use crate::app::action::{Change, CommunicationChange};
use crate::app::draft::about;
use crate::app::editing::{self, Notice, Touched, Warned};
use crate::app::state::Screen;
use crate::knowledge::Knowledge;
use crate::model::{Acknowledgement, Addressee, Day, Plan, Status};
use crate::planner;
use crate::planner::edit::{self, Applied, Edit};

/// A change of what is made for a visit.
#[derive(Debug, Clone, PartialEq)]
pub enum VisitChange {
    /// An answer; with it the client's year of birth, where the age follows from the answer.
    Answer(Change, Option<i16>),
    /// What holds for one day only is asked anew. It can't be taken back: old answers mustn't pass for
    /// today's. With it the client's year of birth, where it is known.
    AskAnew(Option<i16>),
    /// Edits of the plan by hand, which are one change.
    Edit(Vec<Edit>),
    /// The minutes of a step are held, or not any more.
    Hold(usize),
    /// Why a warning is right here all the same.
    AnswerWarning(Warned, String),
    /// The answer to a warning is taken back.
    ReopenWarning(Warned),
    /// The plan is called ready, or a draft again.
    Ready(bool),
    /// The plan is built anew, with the changes by hand or without.
    Rebuild {
        /// Whether they are kept, as far as they find a place.
        keep: bool,
    },
    /// What was said to whom, and when and by whom a new entry is.
    Told(CommunicationChange, Said),
    /// Words to hand over in the place of the drafted ones; nothing brings those back.
    Reword(Addressee, String),
    /// Lasting facts of an earlier session come in, and its steps wait for the plan.
    TakeOver(Box<TakenOver>),
    /// The steps of an earlier session come into the plan, as far as today's rules let them.
    StepsAgain(StepsAgain),
}

/// What follows from a change of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settle {
    /// The answers bring another plan: changes by hand are made again to it, and numbers of steps go
    /// along.
    Answers,
    /// Numbers of steps are right already.
    Nothing,
    /// Other work took its place, numbers and all: the choice alone looks for its step.
    Choice,
}

/// What a change was called, what it goes on with, and what follows from it.
struct Made {
    label: String,
    gesture: Option<Gesture>,
    settle: Settle,
    then: Then,
}

/// What is done once a change is made and judged.
enum Then {
    Nothing,
    /// It is said what became of the changes by hand.
    TellRebuilt {
        keep: bool,
    },
    /// Answers of that day aren't gone back to.
    AskAnew {
        from: Day,
    },
    /// It is said what of an earlier session's steps found no place.
    TellAgain {
        from: Day,
        notes: Vec<String>,
    },
}

impl Visit {
    /// Makes a change that can be taken back; gives whether anything changed.
    ///
    /// # Errors
    /// Why no plan could come of it, in words.
    pub fn apply(
        &mut self,
        change: VisitChange,
        knowledge: &Knowledge,
        today: Day,
    ) -> Result<bool, String> {
        let before = Arc::clone(&self.work);
        let made = self.make(change, knowledge, today);
        let is_same = self.work == before;
        if is_same {
            self.work = Arc::clone(&before);
        }
        let Made { label, gesture, settle, then } = made?;
        let mut lost = Vec::new();
        // Keeping changes by hand changes nothing in them; building anew may.
        if !is_same || matches!(then, Then::TellRebuilt { keep: true }) {
            lost = self.settle(&before, settle, knowledge, today);
        }
        let changed = self.work != before;
        if changed {
            self.undo.record(Arc::clone(&before), label, gesture);
            self.marked = None;
            self.changed = true;
            self.go_on(knowledge);
            self.tell_lost(lost.clone());
            // A field that was emptied and filled again asks nothing anew.
            if self.asked_anew && self.standing.plan.is_some() {
                self.rescreen = None;
                self.asked_anew = false;
            }
        }
        match then {
            Then::Nothing => {}
            Then::TellRebuilt { keep } => {
                let title = match (keep, lost.is_empty()) {
                    (true, true) => "Updated, with all of your edits",
                    (true, false) => "Updated; some of your edits no longer fit",
                    (false, _) => "Rebuilt from the answers",
                };
                self.editing.notice =
                    Some(Notice { title: title.to_owned(), lines: lost, undo: changed });
            }
            Then::TellAgain { from, notes } => {
                let day = from.short();
                let title = if notes.is_empty() {
                    format!("Steps as on {day}; all fit today")
                } else {
                    format!("Steps as on {day}, within today's limits")
                };
                self.editing.notice = Some(Notice { title, lines: notes, undo: changed });
            }
            Then::AskAnew { from } => {
                self.rescreen = self.rescreen.or(Some(from));
                self.undo = Undo::default();
                self.asked_anew = true;
                self.screen = Screen::Intake;
            }
        }
        Ok(changed)
    }

    /// Once the question that was jumped to is answered, the next one is the one after it.
    fn go_on(&mut self, knowledge: &Knowledge) {
        let Some(asked) = &self.asked else { return };
        if self.next_question() == Some(asked) {
            return;
        }
        if let Some(next) = self.question_after(asked, knowledge) {
            self.asked = Some(next);
        }
    }

    fn day_or(&self, today: Day) -> Day {
        self.work.intake.day().unwrap_or(today)
    }

    /// Makes the change itself.
    fn make(
        &mut self,
        change: VisitChange,
        knowledge: &Knowledge,
        today: Day,
    ) -> Result<Made, String> {
        let made = |label: &str, gesture| Made {
            label: label.to_owned(),
            gesture,
            settle: Settle::Nothing,
            then: Then::Nothing,
        };
        let from = self.day_or(today);
        let work = Arc::make_mut(&mut self.work);
        Ok(match change {
            VisitChange::Answer(change, born) => {
                let (label, gesture) = about(&change, &work.intake, knowledge);
                // What is typed where a session is withheld begins a record about what withholds it.
                if change.clearance() == Some(work.intake.clearances.len()) {
                    work.intake.begin_clearance(self.standing.cleared().shut.iter().cloned());
                }
                work.intake.apply(change, knowledge, today);
                if born.is_some() {
                    work.intake.set_age(born);
                }
                Made { label, gesture, settle: Settle::Answers, then: Then::Nothing }
            }
            VisitChange::AskAnew(born) => {
                work.intake.ask_anew(from, knowledge, today);
                if born.is_some() {
                    work.intake.set_age(born);
                }
                let then = Then::AskAnew { from };
                Made { settle: Settle::Answers, then, ..made("Asked again", None) }
            }
            VisitChange::Edit(edits) => return self.edit(&edits, knowledge),
            VisitChange::Hold(step) => {
                let was_held = work.held.remove(&step);
                if !was_held {
                    work.held.insert(step);
                }
                let what = if was_held { "Let go of the minutes" } else { "Hold the minutes" };
                made(&format!("{what} of step {step}"), None)
            }
            VisitChange::AnswerWarning(warned, why) => {
                work.take_answer(&warned);
                work.acknowledged.push(Acknowledgement {
                    rule: warned.rule.to_string(),
                    step: warned.step,
                    text: warned.text.clone(),
                    why,
                });
                made("Answer to a warning", Some(Gesture::Why(warned)))
            }
            VisitChange::ReopenWarning(warned) => {
                work.take_answer(&warned);
                made("Answer to a warning", None)
            }
            VisitChange::Ready(ready) => {
                work.ready = ready;
                made(if ready { "Marked as ready" } else { "Back to draft" }, None)
            }
            VisitChange::Rebuild { keep } => {
                if !keep {
                    work.hand = None;
                    work.held.clear();
                }
                let then = Then::TellRebuilt { keep };
                Made { settle: Settle::Answers, then, ..made("Rebuild", None) }
            }
            VisitChange::Told(change, now) => {
                let gesture = match &change {
                    CommunicationChange::At(at, _) | CommunicationChange::Text(at, _) => {
                        Some(Gesture::Told(*at))
                    }
                    CommunicationChange::Add(_, _)
                    | CommunicationChange::Remove(_)
                    | CommunicationChange::How(_, _) => None,
                };
                work.tell(change, now);
                made("What was said", gesture)
            }
            VisitChange::Reword(addressee, text) => {
                if let Some(drafted) = self.standing.drafted_words(addressee) {
                    work.own_words.reword(addressee, drafted, text);
                }
                made("Words to hand over", Some(Gesture::Words(addressee)))
            }
            VisitChange::TakeOver(taken) => {
                let TakenOver { facts, from, replaces, steps } = *taken;
                work.intake.take_facts(&facts, from, replaces);
                work.again = steps;
                let label = format!("Facts of {}", from.short());
                Made { settle: Settle::Answers, ..made(&label, None) }
            }
            VisitChange::StepsAgain(steps) => return self.steps_again(&steps, knowledge),
        })
    }

    /// Brings the steps of an earlier session into the plan.
    fn steps_again(&mut self, again: &StepsAgain, knowledge: &Knowledge) -> Result<Made, String> {
        let (Some(plan), Some(accepted)) = (&self.standing.plan, &self.standing.accepted) else {
            return Err("There is no plan to change yet".to_owned());
        };
        let assessment = planner::assess(accepted, knowledge);
        let found = edit::again(&again.steps, plan, &assessment);
        let held = self.work.held.clone();
        let made = self.edit(&found.edits, knowledge)?;
        // Nobody typed these minutes: another length shares them out anew.
        if held.is_empty() {
            Arc::make_mut(&mut self.work).held.clear();
        }
        let label = format!("Steps as on {}", again.from.short());
        let then = Then::TellAgain { from: again.from, notes: found.notes };
        Ok(Made { label, gesture: None, then, ..made })
    }

    /// Changes the plan by hand; the edits are one change.
    fn edit(&mut self, changes: &[Edit], knowledge: &Knowledge) -> Result<Made, String> {
        let stands = &self.standing;
        let (Some(plan), Some(accepted), Some(built)) =
            (&stands.plan, &stands.accepted, &stands.built)
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
        let mut first = Plan::clone(match (begun, hand) {
            (Some(_), Some(hand)) => &hand.plan,
            (Some(_), None) => built,
            (None, _) => plan,
        });
        let assessment = planner::assess(accepted, knowledge);
        let mut after = Plan::clone(plan);
        let mut ways = Vec::new();
        let mut typed = Vec::new();
        for change in changes {
            let next = edit::apply_numbered(&after, change, &assessment);
            let next = next.map_err(|error| error.to_string())?;
            edits.push(edit::describe(change, &first, knowledge));
            typed.push(typed_minutes(change, &next));
            ways.push(Follow::told(next.numbers));
            first.clone_from(&next.plan);
            after = next.plan;
        }
        let label = edits.last().map(|edit| edit.what.clone()).unwrap_or_default();
        let made = Made { label, gesture, settle: Settle::Nothing, then: Then::Nothing };
        if after == **plan {
            return Ok(made);
        }
        let built = Arc::clone(built);
        let work = Arc::make_mut(&mut self.work);
        work.take_edit(&built, after, edits);
        for (way, typed) in ways.iter().zip(typed) {
            work.follow(way);
            // Whoever typed a number meant it: fitting to time leaves it until it is let go.
            work.held.extend(typed);
        }
        let follow = |step: usize| ways.iter().try_fold(step, |step, way| way.number(step));
        self.selected = self.selected.and_then(follow);
        Ok(made)
    }

    /// Draws the conclusions of a change, and judges the work anew: after changed answers a plan as
    /// stored gives way to the one that they bring, changes by hand are made to that one again, and
    /// what changed has to be called ready anew. Gives what of the changes by hand found no place.
    pub(super) fn settle(
        &mut self,
        before: &Work,
        settle: Settle,
        knowledge: &Knowledge,
        today: Day,
    ) -> Vec<String> {
        let answers_changed = self.work.intake != before.intake;
        if answers_changed && settle == Settle::Answers && self.work.is_as_stored() {
            Arc::make_mut(&mut self.work).hand = None;
        }
        let shown = self.standing.plan.clone();
        let mut steps = NumberedSteps {
            settle,
            numbered: self.numbered.take(),
            shown,
            selected: self.selected,
            lost: Vec::new(),
        };
        let had = Had::of(&self.standing);
        self.standing = Standing::of(&mut self.work, knowledge, today, |work, brought| {
            steps.settle(work, brought);
        });
        if settle != Settle::Choice && self.work.ready && before.ready && *self.work != *before {
            Arc::make_mut(&mut self.work).ready = false;
        }
        self.numbered = self.standing.session().cloned().or(steps.numbered);
        self.selected = steps.selected;
        let count = self.standing.plan.as_ref().map_or(0, |plan| plan.steps.len());
        self.selected = self.selected.filter(|step| *step <= count);
        self.editing.plan_changed();
        self.point(None);
        self.turn(&had);
        steps.lost
    }

    /// Turns the middle at once to a new emergency, also where another one is known already, and back
    /// to the questions where nothing else is left to show. A plan is offered, never turned to.
    fn turn(&mut self, had: &Had) {
        let has = Had::of(&self.standing);
        let emergency = Status::Emergency;
        let alarmed =
            has.status == emergency && (had.status != emergency || has.reasons > had.reasons);
        if alarmed {
            self.screen = Screen::Plan;
        } else if self.standing.plan.is_none() && self.standing.referral().is_none() {
            self.screen = Screen::Intake;
        }
    }

    /// Takes the last change back. A field that took its own typing back left nothing to do there.
    /// Gives what was agreed to, where the change was that: the client's record is to follow.
    pub fn take_back(&mut self, knowledge: &Knowledge, today: Day) -> Option<Agreed> {
        self.take(Undo::undo, knowledge, today)
    }

    /// Repeats the change that was taken back.
    /// Gives what was agreed to, where the change was that: the client's record is to follow.
    pub fn make_again(&mut self, knowledge: &Knowledge, today: Day) -> Option<Agreed> {
        self.take(Undo::redo, knowledge, today)
    }

    /// Takes in what was before, or after, another change.
    fn take(
        &mut self,
        from: impl Fn(&mut Undo, &Arc<Work>) -> Option<Taken>,
        knowledge: &Knowledge,
        today: Day,
    ) -> Option<Agreed> {
        while let Some(Taken { work, agreed }) = from(&mut self.undo, &self.work) {
            if agreed.is_some() {
                return agreed;
            }
            if work == self.work {
                continue;
            }
            let before = std::mem::replace(&mut self.work, work);
            self.changed = true;
            self.editing.notice = None;
            self.editing.written = None;
            let was = self.selected;
            self.settle(&before, Settle::Choice, knowledge, today);
            if self.selected != was {
                self.editing.focus = Some(editing::PlanFocus::Row);
            }
            break;
        }
        None
    }
}

/// The step whose minutes a hand typed, by its number after the change. A pack has none of its own.
fn typed_minutes(change: &Edit, after: &Applied) -> Option<usize> {
    let mut numbers = 1..=after.plan.steps.len();
    let number = match change {
        Edit::Minutes { step, .. } => *step,
        // The one that wasn't there before.
        Edit::Add { new, .. } if new.minutes.is_some() => {
            numbers.find(|number| !after.numbers.contains(&Some(*number)))?
        }
        Edit::Add { .. }
        | Edit::Place { .. }
        | Edit::Modality { .. }
        | Edit::Pressure { .. }
        | Edit::Position { .. }
        | Edit::Techniques { .. }
        | Edit::Instructions { .. }
        | Edit::Move { .. }
        | Edit::Duplicate { .. }
        | Edit::Remove { .. }
        | Edit::Fit { .. } => return None,
    };
    let step = after.plan.steps.iter().find(|step| step.number == number)?;
    step.counted.then_some(number)
}

/// What a visit had before a change, as far as it turns the middle.
struct Had {
    status: Status,
    reasons: usize,
}

impl Had {
    fn of(standing: &Standing) -> Self {
        Self {
            status: standing.status(),
            reasons: standing.referral().map_or(0, |referral| referral.reasons.len()),
        }
    }
}
