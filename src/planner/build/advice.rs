//! What goes home with the client, and what is said about the plan as a whole.

use super::budget::Budget;
use crate::knowledge::schema::{Condition, HomeCareItem, Protocol, Sourced};
use crate::model::{FollowUp, HomeCare, HomeCareId, IntervalDays, Phase, Step, Text, Visit};
use crate::planner::{Assessment, fill};

/// A sentence of the knowledge as a plan carries it.
pub(super) fn text(sourced: &Sourced) -> Text {
    Text { text: sourced.text.clone(), sources: sourced.sources.clone() }
}

/// The advice for home: what the protocol names and the answers bring, without what they close.
pub(in crate::planner) fn home_care(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    steps: &[Step],
) -> Vec<HomeCare> {
    let facts = &assessment.facts;
    let limits = &assessment.limits;
    let mut ids: Vec<&HomeCareId> = protocol
        .home_care
        .iter()
        .filter(|choice| facts.holds_if_any(choice.when.as_ref()))
        .map(|choice| &choice.item)
        .collect();
    ids.extend(&limits.home_care_added);
    if limits.can_cool() && !steps.iter().any(|step| step.phase == Phase::Cold) {
        let cooling = facts.knowledge.tables().home_care.iter().filter(|item| item.cools);
        ids.extend(cooling.map(|item| &item.id));
    }
    let mut chosen: Vec<HomeCare> = Vec::with_capacity(ids.len());
    for id in ids {
        let is_new = chosen.iter().all(|other| other.id != *id);
        let Some(item) = facts.knowledge.home_care(id) else {
            continue;
        };
        let is_open = limits.home_care_closed(id).is_none() && (!item.cools || limits.can_cool());
        if is_new && is_open {
            let cautions =
                assessment.cautions.iter().filter(|caution| caution.home_care.contains(id));
            chosen.push(HomeCare {
                id: id.clone(),
                text: words(assessment, item),
                cautions: cautions.map(|caution| caution.id.clone()).collect(),
                sources: item.sources.clone(),
            });
        }
    }
    chosen
}

fn words(assessment: &Assessment<'_>, item: &HomeCareItem) -> String {
    let mut variants = item.variants.iter();
    let variant = variants.find(|(when, _)| assessment.facts.holds(when));
    variant.map_or(&item.text, |(_, text)| text).clone()
}

/// When to come again, and at which visit to look back.
pub(super) fn follow_up(assessment: &Assessment<'_>, protocol: &Protocol) -> FollowUp {
    let facts = &assessment.facts;
    let plan = &protocol.follow_up;
    let visit = facts.intake().course.as_ref().map_or(Visit::MIN, |course| course.visit).get();
    let improved = facts.holds(plan.improved_when.as_ref().unwrap_or(&Condition::Improved));
    let (interval_days, words) = if improved {
        (plan.improved_interval_days.max(plan.interval_days), &plan.improved_text)
    } else {
        (plan.interval_days, &plan.text)
    };
    let review_at_visit = plan.reviews.iter().copied().find(|review| *review >= visit);
    let review_at_visit = review_at_visit.unwrap_or(visit);
    let review = review_at_visit.to_string();
    FollowUp {
        interval_days: Some(IntervalDays::clamped(interval_days)),
        review_at_visit,
        text: fill(words, &[("review", &review)]),
        sources: plan.sources.clone(),
    }
}

/// The remark on booked minutes that stay unused, with the longest booking that leaves none.
pub(in crate::planner) fn unused(assessment: &Assessment<'_>, unused: u16) -> Text {
    let session = assessment.facts.knowledge.session();
    let booked = assessment.facts.intake().minutes.get();
    let fits = |minutes: &u16| {
        let mut budget = Budget::of(session, *minutes);
        budget.limit_hands_on(session, &assessment.limits.hands_on);
        budget.unused == 0
    };
    let booking = (1..=booked).rev().find(fits).unwrap_or(booked).to_string();
    let said = &session.texts.unused;
    let words = [("unused", unused.to_string()), ("booking", booking)];
    let words: Vec<(&str, &str)> =
        words.iter().map(|(name, word)| (*name, word.as_str())).collect();
    Text { text: fill(&said.text, &words), sources: said.sources.clone() }
}

/// Remarks on the visit as a whole.
pub(super) fn remarks(assessment: &Assessment<'_>, notes: &mut Vec<Text>) {
    let session = assessment.facts.knowledge.session();
    let minutes = assessment.facts.intake().minutes.get();
    if minutes <= session.limits.short_visit {
        let short = &session.texts.short_visit;
        let said = fill(&short.text, &[("minutes", &minutes.to_string())]);
        notes.push(Text { text: said, sources: short.sources.clone() });
    }
    notes.push(text(&session.texts.evidence));
}
