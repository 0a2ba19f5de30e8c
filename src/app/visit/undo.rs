//! Undo and redo of what is made for one visit: values as they were, each with the words for the
//! change that came after it.
//!
//! Whole values instead of inverses: they can't drift.
//! Changes of one field in a row are one step.

use std::sync::Arc;

use super::work::Work;
use crate::app::draft::Field;
use crate::app::editing::{Touched, Warned};
use crate::model::{Addressee, Client, Consent, GuardianConsent};

/// How many changes can be taken back.
const DEPTH: usize = 500;

/// What a change is about, so that repeated ones become one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gesture {
    /// A field that is typed into, a score or another value that is moved through.
    Value(Field),
    /// A field of a step.
    Step(Touched),
    /// The answer to a warning.
    Why(Warned),
    /// An entry of what was said.
    Told(usize),
    /// Words to hand over.
    Words(Addressee),
}

/// What was agreed to. It is kept with the client, not with the visit, and put down at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreed {
    /// By the client.
    Consent(Consent),
    /// By a guardian.
    Guardian(GuardianConsent),
}

impl Agreed {
    /// Puts it down with the client.
    pub fn put_down(&self, client: &mut Client) {
        match self {
            Self::Consent(consent) if client.consents.contains(consent) => {}
            Self::Consent(consent) => client.consents.push(consent.clone()),
            Self::Guardian(guardian) => client.guardian = Some(guardian.clone()),
        }
    }

    /// Strikes it out again; what was agreed to before or elsewhere stays.
    pub fn strike_out(&self, client: &mut Client) {
        match self {
            Self::Consent(consent) => client.consents.retain(|other| other != consent),
            Self::Guardian(guardian) if client.guardian.as_ref() == Some(guardian) => {
                client.guardian = None;
            }
            Self::Guardian(_) => {}
        }
    }
}

/// What is to be had again: the work as it was, or something agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The work.
    pub work: Arc<Work>,
    /// What was agreed to, where the change was that.
    pub agreed: Option<Agreed>,
}

/// A value as it was, and what was done to it.
#[derive(Debug, Clone)]
struct UndoPoint {
    work: Arc<Work>,
    label: String,
    gesture: Option<Gesture>,
    agreed: Option<Agreed>,
}

/// What can be taken back, and done again.
#[derive(Debug, Default)]
pub struct Undo {
    past: Vec<UndoPoint>,
    future: Vec<UndoPoint>,
}

impl Undo {
    /// Keeps what was before a change.
    pub fn record(&mut self, before: Arc<Work>, label: String, gesture: Option<Gesture>) {
        self.future.clear();
        let goes_on =
            gesture.is_some() && self.past.last().is_some_and(|last| last.gesture == gesture);
        if goes_on {
            return;
        }
        self.push(UndoPoint { work: before, label, gesture, agreed: None });
    }

    /// Keeps that something was agreed to, and put down.
    pub fn record_agreed(&mut self, now: Arc<Work>, agreed: Agreed) {
        self.future.clear();
        let label = "Consent".to_owned();
        self.push(UndoPoint { work: now, label, gesture: None, agreed: Some(agreed) });
    }

    fn push(&mut self, point: UndoPoint) {
        if self.past.len() == DEPTH {
            self.past.remove(0);
        }
        self.past.push(point);
    }

    /// What was before the gesture that goes on, where it does.
    pub fn begun(&self, gesture: &Gesture) -> Option<&Arc<Work>> {
        let last = self.past.last().filter(|last| last.gesture.as_ref() == Some(gesture));
        last.map(|last| &last.work)
    }

    /// Changes what was before, and after, every change: what was never somebody's doing isn't taken
    /// back either.
    pub(super) fn each(&mut self, change: impl Fn(&mut Work)) {
        for point in self.past.iter_mut().chain(&mut self.future) {
            change(Arc::make_mut(&mut point.work));
        }
    }

    /// Whether the next undo would strike out what was agreed to, for which the client's record is
    /// written.
    pub fn undoes_consent(&self) -> bool {
        self.past.last().is_some_and(|point| point.agreed.is_some())
    }

    /// The same of the next redo.
    pub fn redoes_consent(&self) -> bool {
        self.future.last().is_some_and(|point| point.agreed.is_some())
    }

    /// The next change begins a step of its own.
    pub fn pause(&mut self) {
        if let Some(last) = self.past.last_mut() {
            last.gesture = None;
        }
    }

    /// What was before the last change.
    pub fn undo(&mut self, now: &Arc<Work>) -> Option<Taken> {
        let taken = cross(&mut self.past, &mut self.future, now)?;
        self.pause();
        Some(taken)
    }

    /// What was before the last undo.
    pub fn redo(&mut self, now: &Arc<Work>) -> Option<Taken> {
        cross(&mut self.future, &mut self.past, now)
    }

    /// What the next undo takes back.
    pub fn undoes(&self) -> Option<&str> {
        self.past.last().map(|point| point.label.as_str())
    }

    /// What the next redo does again.
    pub fn redoes(&self) -> Option<&str> {
        self.future.last().map(|point| point.label.as_str())
    }
}

/// Takes the last of one side, and leaves what is now on the other.
fn cross(from: &mut Vec<UndoPoint>, to: &mut Vec<UndoPoint>, now: &Arc<Work>) -> Option<Taken> {
    let UndoPoint { work, label, agreed, .. } = from.pop()?;
    to.push(UndoPoint { work: Arc::clone(now), label, gesture: None, agreed: agreed.clone() });
    Some(Taken { work, agreed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::draft::TextField;
    use crate::model::FreeText;

    fn work(notes: &str) -> Arc<Work> {
        let mut work = Work::default();
        notes.clone_into(&mut work.intake.notes);
        Arc::new(work)
    }

    #[test]
    fn typing_in_one_field_is_one_step_and_another_field_another() {
        let mut undo = Undo::default();
        let notes = || Some(Gesture::Value(Field::Text(TextField::Free(FreeText::Notes))));
        undo.record(work(""), "Notes".to_owned(), notes());
        undo.record(work("a"), "Notes".to_owned(), notes());
        undo.record(
            work("ab"),
            "Complaint".to_owned(),
            Some(Gesture::Value(Field::Text(TextField::Free(FreeText::Complaint)))),
        );
        assert_eq!(undo.undoes(), Some("Complaint"));
        assert_eq!(undo.undo(&work("now")).map(|taken| taken.work), Some(work("ab")));
        assert_eq!(undo.undo(&work("ab")).map(|taken| taken.work), Some(work("")));
        assert_eq!(undo.undo(&work("")).map(|taken| taken.work), None);
        assert_eq!(undo.redoes(), Some("Notes"));
        assert_eq!(undo.redo(&work("")).map(|taken| taken.work), Some(work("ab")));
        assert_eq!(undo.redo(&work("ab")).map(|taken| taken.work), Some(work("now")));
    }

    #[test]
    fn what_is_done_after_an_undo_takes_the_place_of_what_was_undone() {
        let mut undo = Undo::default();
        undo.record(work("1"), "one".to_owned(), None);
        undo.record(work("2"), "two".to_owned(), None);
        assert_eq!(undo.undo(&work("3")).map(|taken| taken.work), Some(work("2")));
        undo.record(work("2"), "three".to_owned(), None);
        assert_eq!(undo.redoes(), None);
        assert_eq!(undo.undo(&work("4")).map(|taken| taken.work), Some(work("2")));
        assert_eq!(undo.undo(&work("2")).map(|taken| taken.work), Some(work("1")));
    }

    #[test]
    fn typing_after_an_undo_is_a_step_of_its_own() {
        let mut undo = Undo::default();
        let notes = || Some(Gesture::Value(Field::Text(TextField::Free(FreeText::Notes))));
        undo.record(work(""), "Notes".to_owned(), notes());
        undo.record(work("a"), "Complaint".to_owned(), None);
        assert_eq!(undo.undo(&work("b")).map(|taken| taken.work), Some(work("a")));
        undo.record(work("a"), "Notes".to_owned(), notes());
        assert_eq!(undo.undo(&work("c")).map(|taken| taken.work), Some(work("a")));
    }
}
