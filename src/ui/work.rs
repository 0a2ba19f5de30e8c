//! What is made for one visit: the answers, the plan as a hand changed it, the warnings that were
//! answered. One value, so that undo, drafts and "is it saved?" are about the same thing.
//!
//! No egui here and no clinical decision: the planner builds, keeps and checks.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::action::ToldChange;
use super::draft::IntakeDraft;
use crate::knowledge::Knowledge;
use crate::model::{Acknowledgement, Day, Plan, PlanEdit, PlanRecord, PlanState, Told};
use crate::planner;

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
        let intake = IntakeDraft::from_intake(&record.plan.intake, knowledge);
        let mut plan = record.plan;
        // Which record it is, the record's own name says.
        plan.id = None;
        plan.revision = None;
        let built = knowledge.accept(plan.intake.clone()).ok();
        let built = built.map(|accepted| planner::plan(&accepted, knowledge));
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
            held: BTreeSet::new(),
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

    /// Draws the conclusions of a change: a plan as stored gives way to the one that changed answers
    /// bring, and what changed has to be called ready anew.
    pub fn settle(&mut self, before: &Self) {
        if self.intake != before.intake && self.is_as_stored() {
            self.hand = None;
        }
        if self.ready == before.ready {
            self.ready = false;
        }
    }

    /// Whether the plan stands as it was stored, and would be built otherwise today.
    pub fn is_as_stored(&self) -> bool {
        self.hand.as_ref().is_some_and(|hand| hand.edits.is_empty())
    }

    /// The record of it, after `before` where there was one.
    pub fn record(&self, plan: Plan, before: Option<&PlanRecord>) -> PlanRecord {
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
            acknowledged: self.acknowledged.clone(),
            outcome: before.and_then(|before| before.outcome.clone()),
            told: self.told.clone(),
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
