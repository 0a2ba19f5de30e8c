//! What is made for one visit: the answers, the plan as a hand changed it, the warnings that were
//! answered. One value, so that undo, drafts and "is it saved?" are about the same thing.
//!
//! What it comes to stands in `standing`; how it changes, in `change`.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::again::StepsAgain;
use super::follow::Follow;
use crate::app::action::CommunicationChange;
use crate::app::draft::IntakeDraft;
use crate::app::editing::Warned;
use crate::model::{
    Acknowledgement, Communication, Day, OwnWords, Plan, PlanEdit, PlanRecord, PlanState, Referral,
};
use crate::planner::edit::{self, Kept};
use crate::planner::{Assessment, Finding};

/// What is made for one visit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// The answers.
    pub intake: IntakeDraft,
    /// The plan, where it isn't the one that the answers would bring now.
    #[serde(default)]
    pub hand: Option<Hand>,
    /// Warnings answered.
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
    pub told: Vec<Communication>,
    /// Words to hand over in the place of the drafted ones.
    #[serde(default, skip_serializing_if = "OwnWords::is_empty")]
    pub own_words: OwnWords,
    /// Steps of an earlier session that wait for today's plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<StepsAgain>,
}

/// When something is said, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The local time.
    pub at: String,
    /// The therapist; empty where nobody is named.
    pub by: String,
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
pub(super) struct Rebuilt {
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

    /// Changes the record of what was said. `now` is for a new entry.
    pub(super) fn tell(&mut self, change: CommunicationChange, now: Said) {
        match change {
            CommunicationChange::Add(to, text) => {
                let Said { at, by } = now;
                self.told.push(Communication { at, to, how: None, by, text });
            }
            CommunicationChange::How(at, how) => {
                if let Some(told) = self.told.get_mut(at) {
                    told.how = how;
                }
            }
            CommunicationChange::Remove(at) if at < self.told.len() => drop(self.told.remove(at)),
            CommunicationChange::Remove(_) => {}
            CommunicationChange::At(at, when) => {
                if let Some(told) = self.told.get_mut(at) {
                    told.at = when;
                }
            }
            CommunicationChange::Text(at, text) => {
                if let Some(told) = self.told.get_mut(at) {
                    told.text = text;
                }
            }
        }
    }

    /// Takes in what the answers of a stored plan bring today. Where that is the plan, nothing was
    /// changed by hand, unless the answers count only because they were stored so.
    pub(super) fn found_built(&mut self, built: &Arc<Plan>, is_recorded: bool) {
        let Some(hand) = &mut self.hand else { return };
        hand.base = Arc::clone(built);
        if hand.plan != hand.base {
            Arc::make_mut(&mut hand.plan).fill_short_words(built);
        }
        if hand.edits.is_empty() && hand.plan == hand.base && !is_recorded {
            self.hand = None;
        }
    }

    /// Makes the changes by hand again to the plan that the answers bring now. While they bring
    /// none the changes wait.
    pub(super) fn build_again(
        &mut self,
        built: &Arc<Plan>,
        assessment: &Assessment<'_>,
    ) -> Rebuilt {
        let Some(hand) = &self.hand else { return Rebuilt::default() };
        if built.referral.is_some() || *built == hand.base {
            return Rebuilt { lost: Vec::new(), follow: Some(Follow::unmoved(&hand.plan)) };
        }
        let Kept { plan, lost, numbers } = edit::keep(&hand.plan, &hand.base, built, assessment);
        self.hand = (plan != **built).then(|| Hand {
            base: Arc::clone(built),
            plan: Arc::new(plan),
            edits: hand.edits.clone(),
        });
        Rebuilt { lost, follow: Some(Follow::told(numbers)) }
    }

    /// Takes in a plan after a change of it by hand. `edits` are all that stay on record, this one
    /// among them; `built` is what the answers bring.
    pub(super) fn take_edit(&mut self, built: &Arc<Plan>, plan: Plan, edits: Vec<PlanEdit>) {
        let base = self.hand.take().map_or_else(|| Arc::clone(built), |hand| hand.base);
        self.hand = (plan != *base).then(|| Hand { base, plan: Arc::new(plan), edits });
    }

    /// Numbers of steps follow their steps.
    pub(super) fn follow(&mut self, follow: &Follow) {
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
        self.acknowledged.iter().find(|answer| is_about(answer, warned))
    }

    /// Takes the answer to a warning away.
    pub(super) fn take_answer(&mut self, warned: &Warned) {
        self.acknowledged.retain(|answer| !is_about(answer, warned));
    }

    /// The plan that shows: a reason to withhold it is stronger than any edit.
    pub(super) fn shown(&self, built: &Arc<Plan>) -> Arc<Plan> {
        match &self.hand {
            Some(hand) if built.referral.is_none() => Arc::clone(&hand.plan),
            Some(_) | None => match &built.referral {
                Some(referral) if !self.own_words.is_empty() => {
                    let referral = Some(self.in_own_words(referral.clone()));
                    Arc::new(Plan { referral, ..Plan::clone(built) })
                }
                Some(_) | None => Arc::clone(built),
            },
        }
    }

    /// What is to be done instead of a session, with own words where there are some.
    pub(super) fn in_own_words(&self, mut referral: Referral) -> Referral {
        self.own_words.put_into(&mut referral);
        referral
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
            entered: before.and_then(|before| before.entered.clone()),
            own_note: before.map(|before| before.own_note.clone()).unwrap_or_default(),
            earlier: before.map(|before| before.earlier.clone()).unwrap_or_default(),
            told: self.told.clone(),
            own_words: self.own_words.clone(),
            unconfirmed: self.intake.unconfirmed().cloned(),
            no_longer: self.intake.no_longer(),
        }
    }
}

fn is_about(answer: &Acknowledgement, warned: &Warned) -> bool {
    answer.rule == warned.rule.as_str() && answer.step == warned.step && answer.text == warned.text
}

/// What is shared is written as what it is.
pub(in crate::app) mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(it: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
        it.as_ref().serialize(to)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}
