//! Numbers of steps that are noted somewhere, through everything that builds the plan anew.

use super::State;
use crate::app::editing::Follow;
use crate::app::work::Rebuilt;
use crate::knowledge::Knowledge;
use crate::model::Plan;
use crate::planner;

impl State {
    /// Builds the plan anew from the answers, with the changes by hand or without. Gives what of them
    /// found no place.
    pub fn rebuild(&mut self, knowledge: &Knowledge, keep: bool) -> Vec<String> {
        let mut rebuilt = Rebuilt::default();
        self.edit(knowledge, "Rebuild".to_owned(), None, |work| {
            if keep {
                rebuilt = work.build_again(knowledge);
            } else {
                work.hand = None;
            }
        });
        self.go_along(rebuilt.follow, knowledge);
        rebuilt.lost
    }

    /// What is held, answered and chosen goes along to where the planner put the steps. Where it told
    /// nothing of that, it is asked which steps it finds again. While there is no plan with steps all
    /// of it waits.
    pub(super) fn go_along(&mut self, told: Option<Follow>, knowledge: &Knowledge) {
        if !self.has_steps() {
            return;
        }
        let before = self.numbered.take();
        let found = || before.as_ref().and_then(|before| self.follow_from(before, knowledge));
        if let Some(follow) = told.or_else(found) {
            self.work.follow(&follow);
            self.selected = self.selected.and_then(|step| follow.number(step));
        }
        self.number();
    }

    /// Which steps of a plan the planner finds again in the one that is shown.
    pub(super) fn follow_from(&self, before: &Plan, knowledge: &Knowledge) -> Option<Follow> {
        let after = self.judged.plan.as_ref()?;
        let accepted = self.judged.accepted.as_ref()?;
        Some(Follow::into(before, after, &planner::assess(accepted, knowledge)))
    }

    /// The numbers that are noted are those of the plan that is shown.
    pub(super) fn number(&mut self) {
        if self.has_steps() {
            self.numbered.clone_from(&self.judged.plan);
        }
    }

    fn has_steps(&self) -> bool {
        self.judged.plan.as_ref().is_some_and(|plan| plan.referral.is_none())
    }
}
