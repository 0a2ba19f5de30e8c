//! Numbers of steps that are noted somewhere, while the plan is built anew: what is held, answered and chosen
//! goes along to where the planner put the steps.

use std::sync::Arc;

use super::change::Settle;
use super::follow::Follow;
use super::standing::Brought;
use super::work::{Rebuilt, Work};
use crate::model::Plan;

/// Numbers of steps that are noted somewhere, while the plan is built anew. As long as there is no
/// plan with steps, all of them wait.
pub(super) struct NumberedSteps {
    pub settle: Settle,
    /// The plan whose numbers they are.
    pub numbered: Option<Arc<Plan>>,
    /// The plan that was shown.
    pub shown: Option<Arc<Plan>>,
    pub selected: Option<usize>,
    pub lost: Vec<String>,
}

impl NumberedSteps {
    /// What is held, answered and chosen goes along to where the planner put the steps.
    pub fn settle(&mut self, work: &mut Arc<Work>, brought: &Brought<'_>) {
        let Brought { built, assessment, .. } = *brought;
        match self.settle {
            Settle::Nothing => {}
            Settle::Answers => {
                let Rebuilt { lost, follow } = if work.hand.is_some() {
                    Arc::make_mut(work).build_again(built, assessment)
                } else {
                    Rebuilt::default()
                };
                self.lost = lost;
                if built.referral.is_some() {
                    return;
                }
                let plan = work.shown(built);
                let before = self.numbered.take();
                let found = || Some(Follow::into(before.as_ref()?, &plan, assessment));
                let Some(follow) = follow.or_else(found) else { return };
                if !(work.held.is_empty() && work.acknowledged.is_empty()) {
                    Arc::make_mut(work).follow(&follow);
                }
                self.selected = self.selected.and_then(|step| follow.number(step));
            }
            Settle::Choice => {
                let Some(before) = &self.shown else { return };
                let plan = work.shown(built);
                let follow = Follow::into(before, &plan, assessment);
                // Where a step has gone, keys go on at what took its place.
                let here = |step: &usize| *step <= plan.steps.len();
                self.selected =
                    self.selected.and_then(|step| follow.number(step).or(Some(step).filter(here)));
            }
        }
    }
}
