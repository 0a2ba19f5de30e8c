//! What is made for one visit: the answers, the plan as a hand changed it, the warnings that were
//! answered. One value, so that undo, drafts and "is it saved?" are about the same thing.
//!
//! No clinical decision: the planner builds, keeps and checks.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::action::ToldChange;
use super::draft::IntakeDraft;
use super::editing::{Follow, Warned};
use crate::knowledge::Knowledge;
use crate::model::{Acknowledgement, Day, Plan, PlanEdit, PlanRecord, PlanState, Told};
use crate::planner::edit::Kept;
use crate::planner::{self, Finding, edit};

/// What is made for one visit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// The answers.
    pub intake: IntakeDraft,
    /// The plan, where it isn't the one that the answers would bring now.
    #[serde(default)]
    pub hand: Option<Hand>,
    /// Warnings that were answered.
    #[serde(default)]
    pub acknowledged: Vec<Acknowledgement>,
    /// Steps whose minutes stay as they are when the rest is spread.
    #[serde(default)]
    pub held: BTreeSet<usize>,
    /// Whether the plan was called ready.
    #[serde(default)]
    pub ready: bool,
    /// What was said to whom where no session takes place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
}

/// A plan that a hand changed, or that was stored and would be built otherwise today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hand {
    /// What the answers brought before it was changed.
    #[serde(with = "shared")]
    pub base: Arc<Plan>,
    /// The plan.
    #[serde(with = "shared")]
    pub plan: Arc<Plan>,
    /// What was changed, oldest first; nothing where the plan is as it was stored.
    pub edits: Vec<PlanEdit>,
}

/// What became of changes by hand when the plan was built anew.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// What found no place, a sentence each.
    pub lost: Vec<String>,
    /// Where the planner put the steps; nothing where no change by hand was made again.
    pub follow: Option<Follow>,
}

impl Work {
    /// Nothing answered yet.
    pub fn new(today: Day) -> Self {
        Self { intake: IntakeDraft::new(today), ..Self::default() }
    }

    /// These answers, and the plan that they bring.
    pub fn of_intake(intake: IntakeDraft) -> Self {
        Self { intake, ..Self::default() }
    }

    /// A plan that was stored in a file of its own.
    pub fn of_plan(plan: Plan, knowledge: &Knowledge) -> Self {
        Self::of_record(PlanRecord::draft(plan), knowledge)
    }

    /// A plan that a practice keeps.
    pub fn of_record(record: PlanRecord, knowledge: &Knowledge) -> Self {
        let mut intake = IntakeDraft::from_intake(&record.plan.intake, knowledge);
        intake.recall(record.unconfirmed, &record.no_longer);
        let mut plan = record.plan;
        // Which record it is, the record's own name says.
        plan.id = None;
        plan.revision = None;
        let built = knowledge.accept_recorded(plan.intake.clone()).ok();
        let built = built.and_then(|accepted| planner::plan(&accepted, knowledge).ok());
        let is_as_built = record.edits.is_empty() && built.as_ref() == Some(&plan);
        let hand = (!is_as_built).then(|| Hand {
            base: Arc::new(built.unwrap_or_else(|| plan.clone())),
            plan: Arc::new(plan),
            edits: record.edits,
        });
        Self {
            intake,
            hand,
            acknowledged: record.acknowledged,
            held: record.held.into_iter().collect(),
            ready: record.state != PlanState::Draft,
            told: record.told,
        }
    }

    /// Changes the record of what was said. `now` is the local time, for a new entry.
    pub fn tell(&mut self, change: ToldChange, now: &str) {
        match change {
            ToldChange::Add(to, text) => self.told.push(Told { at: now.to_owned(), to, text }),
            ToldChange::Remove(at) if at < self.told.len() => drop(self.told.remove(at)),
            ToldChange::Remove(_) => {}
            ToldChange::At(at, when) => {
                if let Some(told) = self.told.get_mut(at) {
                    told.at = when;
                }
            }
            ToldChange::Text(at, text) => {
                if let Some(told) = self.told.get_mut(at) {
                    told.text = text;
                }
            }
        }
    }

    /// Draws the conclusions of a change: after changed answers a plan as stored gives way to the
    /// one that they bring, changes by hand are made to that one again, and what changed has to be
    /// called ready anew. Gives what became of the changes by hand.
    pub fn settle(&mut self, before: &Self, knowledge: &Knowledge) -> Rebuilt {
        let mut rebuilt = Rebuilt::default();
        if self.intake != before.intake {
            if self.is_as_stored() {
                self.hand = None;
            } else {
                rebuilt = self.build_again(knowledge);
            }
        }
        if self.ready == before.ready {
            self.ready = false;
        }
        rebuilt
    }

    /// Makes the changes by hand again to the plan that the answers bring now. While they bring
    /// none the changes wait.
    pub fn build_again(&mut self, knowledge: &Knowledge) -> Rebuilt {
        let Some(hand) = &self.hand else { return Rebuilt::default() };
        let stays = || Rebuilt { lost: Vec::new(), follow: Some(Follow::nowhere(&hand.plan)) };
        let Ok(intake) = self.intake.to_intake(knowledge) else { return stays() };
        let Ok(accepted) = knowledge.accept(intake) else { return stays() };
        let assessment = planner::assess(&accepted, knowledge);
        let Ok(built) = planner::build(&assessment) else { return stays() };
        if built.referral.is_some() || built == *hand.base {
            return stays();
        }
        let kept = edit::keep(&hand.plan, &hand.base, &built, &assessment);
        let Kept { plan, lost, numbers } = kept;
        self.hand = (plan != built).then(|| Hand {
            base: Arc::new(built),
            plan: Arc::new(plan),
            edits: hand.edits.clone(),
        });
        Rebuilt { lost, follow: Some(Follow::told(numbers)) }
    }

    /// Takes in a plan after a change of it by hand. `edits` are all that stay on record, this one
    /// among them; `built` is what the answers bring.
    pub fn take_edit(&mut self, built: &Arc<Plan>, plan: Plan, edits: Vec<PlanEdit>) {
        let base = self.hand.take().map_or_else(|| Arc::clone(built), |hand| hand.base);
        self.hand = (plan != *base).then(|| Hand { base, plan: Arc::new(plan), edits });
    }

    /// Numbers of steps follow their steps.
    pub fn follow(&mut self, follow: &Follow) {
        self.held = self.held.iter().filter_map(|step| follow.number(*step)).collect();
        self.acknowledged.retain_mut(|answer| match answer.step {
            Some(step) => {
                answer.step = follow.number(step);
                answer.step.is_some()
            }
            None => true,
        });
    }

    /// The answer to a warning.
    pub fn answer(&self, warned: &Warned) -> Option<&Acknowledgement> {
        self.acknowledged.iter().find(|answer| {
            answer.rule == warned.rule.as_str()
                && answer.step == warned.step
                && answer.text == warned.text
        })
    }

    /// Whether the plan stands as it was stored, and would be built otherwise today.
    pub fn is_as_stored(&self) -> bool {
        self.hand.as_ref().is_some_and(|hand| hand.edits.is_empty())
    }

    /// The record of it, after `before` where there was one. Answers to warnings that aren't among
    /// the findings any more stay out.
    pub fn record(
        &self,
        plan: Plan,
        findings: &[Finding],
        before: Option<&PlanRecord>,
    ) -> PlanRecord {
        let state = match (self.ready, before.map(|before| before.state)) {
            (_, Some(PlanState::Done)) if before.is_some_and(|before| before.plan == plan) => {
                PlanState::Done
            }
            (true, _) => PlanState::Ready,
            (false, _) => PlanState::Draft,
        };
        PlanRecord {
            state,
            plan,
            edits: self.hand.as_ref().map(|hand| hand.edits.clone()).unwrap_or_default(),
            acknowledged: findings
                .iter()
                .filter_map(|finding| self.answer(&Warned::of(finding)))
                .cloned()
                .collect(),
            held: self.held.iter().copied().collect(),
            outcome: before.and_then(|before| before.outcome.clone()),
            told: self.told.clone(),
            unconfirmed: self.intake.unconfirmed().cloned(),
            no_longer: self.intake.no_longer(),
        }
    }
}

/// A shared plan is written as what it is.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::model::Plan;

    pub fn serialize<S: Serializer>(plan: &Arc<Plan>, to: S) -> Result<S::Ok, S::Error> {
        plan.as_ref().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Plan>, D::Error> {
        Plan::deserialize(from).map(Arc::new)
    }
}
