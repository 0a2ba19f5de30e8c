//! What the views ask for during one frame, on its way to the one place where it is done.

use super::action::{Action, Change, PracticeAction};
use super::editing::PlanAction;
use crate::planner::edit::Edit;

/// Collects what the views ask for during one frame.
#[derive(Debug, Default)]
pub struct Outbox(Vec<Action>);

impl Outbox {
    /// Asks for something.
    pub fn send(&mut self, action: Action) {
        self.0.push(action);
    }

    /// Asks for something of the practice.
    pub fn practice(&mut self, action: PracticeAction) {
        self.send(Action::Practice(action));
    }

    /// Asks for something of the plan.
    pub fn plan(&mut self, action: PlanAction) {
        self.send(Action::Plan(action));
    }

    /// Asks for one change of the plan.
    pub fn edit(&mut self, edit: Edit) {
        self.plan(PlanAction::Change(vec![edit]));
    }

    /// Asks for a change of an answer.
    pub fn change(&mut self, change: Change) {
        self.send(Action::Intake(change));
    }

    /// Everything that was asked for, in order.
    pub fn take(self) -> Vec<Action> {
        self.0
    }
}
