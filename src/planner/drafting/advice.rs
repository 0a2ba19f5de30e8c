//! What goes home with the client, and what is said about the plan as a whole.

use super::budget::Budget;
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{
    Condition, FollowUpPlan, HomeCareItem, HomeCareKind, Protocol, Sourced, Technique, Timing,
};
use crate::model::{
    BookedMinutes, FollowUp, HomeCare, Intake, IntervalDays, Phase, Position, Side, Step, Text,
    VisitNumber,
};
use crate::planner::{Assessment, fill};
use crate::text::{inside_sentence, listed};

/// A sentence of the knowledge as a plan carries it.
pub(super) fn text(sourced: &Sourced) -> Text {
    Text { text: sourced.text.clone(), sources: sourced.sources.clone() }
}

/// The advice for home: what is chosen for today, and what may be given another day.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::planner) struct Advised {
    pub today: Vec<HomeCare>,
    pub later: Vec<HomeCare>,
}

/// What the protocol names and the answers bring, without what they close; what to watch for
/// first, then at most four, the others for later (A24, A72).
pub(in crate::planner) fn home_care(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    steps: &[Step],
) -> Advised {
    let knowledge = assessment.facts.knowledge;
    let mut open: Vec<&HomeCareItem> = Vec::new();
    for item in offered(assessment, protocol, steps) {
        let is_new = open.iter().all(|other| other.id != item.id);
        if is_new && is_given(assessment, item, steps) {
            open.push(item);
        }
    }
    // Of relief the first in the order of the knowledge; of the others the first that is offered.
    let place = |item: &HomeCareItem| {
        let all = knowledge.tables().home_care.iter();
        all.take_while(|other| other.id != item.id).count()
    };
    let mut relief: Vec<&HomeCareItem> = of_kind(&open, HomeCareKind::Relief).collect();
    relief.sort_by_key(|item| place(item));
    let most = knowledge.session().limits.max_home_care;
    let safety = of_kind(&open, HomeCareKind::Safety).count();
    let fixed = of_kind(&open, HomeCareKind::Stretch).take(1).chain(relief.into_iter().take(1));
    let fixed: Vec<&HomeCareItem> = fixed.collect();
    let left = most.saturating_sub(safety + fixed.len()).max(1);
    let activity: Vec<&HomeCareItem> = of_kind(&open, HomeCareKind::Activity).take(left).collect();
    let is_today = |item: &&HomeCareItem| match item.kind {
        HomeCareKind::Watch | HomeCareKind::Safety => true,
        HomeCareKind::Activity => activity.iter().any(|other| other.id == item.id),
        HomeCareKind::Stretch | HomeCareKind::Relief => {
            fixed.iter().any(|other| other.id == item.id)
        }
        HomeCareKind::Later => false,
    };
    let (mut today, later): (Vec<&HomeCareItem>, Vec<&HomeCareItem>) =
        open.into_iter().partition(is_today);
    today.sort_by_key(|item| item.kind);
    let advise = |items: Vec<&HomeCareItem>| {
        items.into_iter().map(|item| advice(assessment, item, steps)).collect()
    };
    Advised { today: advise(today), later: advise(later) }
}

fn of_kind<'a, 'k>(
    items: &'a [&'k HomeCareItem],
    kind: HomeCareKind,
) -> impl Iterator<Item = &'k HomeCareItem> + use<'a, 'k> {
    items.iter().copied().filter(move |item| item.kind == kind)
}

/// Everything that the protocol and the answers offer, in their order.
fn offered<'k>(
    assessment: &Assessment<'k>,
    protocol: &Protocol,
    steps: &[Step],
) -> Vec<&'k HomeCareItem> {
    let facts = &assessment.facts;
    let all = &facts.knowledge.tables().home_care;
    let choices = protocol.home_care.iter();
    let choices = choices.filter(|choice| facts.holds_if_any(choice.when.as_ref()));
    let named = choices.map(|choice| &choice.item).chain(&assessment.limits.home_care_added);
    let mut items: Vec<&HomeCareItem> =
        named.filter_map(|id| facts.knowledge.home_care(id)).collect();
    if assessment.limits.can_cool() && !steps.iter().any(|step| step.phase == Phase::Cold) {
        items.extend(all.iter().filter(|item| item.cools));
    }
    // What to watch for goes home from every session.
    items.extend(all.iter().filter(|item| item.kind == HomeCareKind::Watch));
    items
}

/// Whether nothing stands against an item after these steps.
fn is_given(assessment: &Assessment<'_>, item: &HomeCareItem, steps: &[Step]) -> bool {
    assessment.limits.home_care_closed(&item.id).is_none()
        && (!item.cools || assessment.limits.can_cool())
        && (!item.stretches || !assessment.taken_home(steps).is_empty())
}

fn advice(assessment: &Assessment<'_>, item: &HomeCareItem, steps: &[Step]) -> HomeCare {
    let cautions = assessment.cautions.iter();
    let cautions = cautions.filter(|caution| caution.home_care.contains(&item.id));
    let mut variants = item.variants.iter();
    let variant = variants.find(|(when, _)| assessment.facts.holds(when));
    let is_closed =
        |position: Position| assessment.limits.position_closed(position, Phase::Rest).is_some();
    let without = item.without.iter().find(|(position, _)| is_closed(*position));
    let text = without.map(|(_, text)| text).or(variant.map(|(_, text)| text));
    let text = text.unwrap_or(&item.text);
    let techniques = if item.stretches { assessment.taken_home(steps) } else { Vec::new() };
    let names = techniques.iter().map(|one| {
        let (_, timing) = assessment.facts.dose_of(one);
        let name = inside_sentence(&one.name);
        match side_of(assessment, one, steps) {
            Some(side) => format!("{name}, {side} ({})", at_home(timing)),
            None => format!("{name} ({})", at_home(timing)),
        }
    });
    let names: Vec<String> = names.collect();
    HomeCare {
        id: item.id.clone(),
        text: fill(text, &[("techniques", &listed(&names))]),
        cautions: cautions.map(|caution| caution.id.clone()).collect(),
        sources: item.sources.clone(),
    }
}

/// The side that a technique was done on, where that isn't the side that hurts: what closes the
/// other closes it at home too (A21).
fn side_of(
    assessment: &Assessment<'_>,
    technique: &Technique,
    steps: &[Step],
) -> Option<&'static str> {
    if assessment.facts.knowledge.moves_trunk_alone(technique) {
        return None;
    }
    let done = steps.iter().filter(|step| step.techniques.contains(&technique.id));
    let mut sides = done.map(|step| step.side.unwrap_or(Side::Both));
    let first = sides.next()?;
    let same = sides.all(|side| side == first) && first != Side::Both;
    (same && first != assessment.facts.intake().side).then(|| first.word())
}

/// How long a technique is done at home: what moves is never held (K10).
pub fn at_home(timing: Timing) -> String {
    match timing {
        Timing::Held { seconds, times } => format!("up to {seconds} seconds, {times} times"),
        Timing::Moved { times } => format!("{times} slow repeats, never held"),
    }
}

/// When to come again, and at which visit to look back.
pub(super) fn follow_up(assessment: &Assessment<'_>, protocol: &Protocol) -> FollowUp {
    let facts = &assessment.facts;
    let limits = &assessment.limits;
    let texts = &facts.knowledge.session().texts;
    let plan = &protocol.follow_up;
    let visit =
        facts.intake().course.as_ref().map_or(VisitNumber::MIN, |course| course.visit).get();
    let improved = facts.holds(plan.improved_when.as_ref().unwrap_or(&Condition::Improved));
    let (days, words) = if improved {
        (plan.improved_interval_days.max(plan.interval_days), &plan.improved_text)
    } else {
        (plan.interval_days, &plan.text)
    };
    let most = limits.longest_interval.map_or(IntervalDays::MAX, |(most, _)| most);
    let next = review_after(plan, visit);
    let is_today = review_after(plan, visit - 1) == visit;
    let review = next.to_string();
    let review =
        fill(if is_today { &texts.review_today } else { &texts.review }, &[("review", &review)]);
    let (interval_days, words) = match (&limits.no_interval, &limits.interval_words) {
        (Some((instead, _)), _) => (None, instead),
        (None, Some(instead)) => (Some(days.min(most)), instead),
        (None, None) => (Some(days), words),
    };
    FollowUp {
        interval_days,
        review_at_visit: next,
        text: fill(words, &[("review", &review)]),
        sources: plan.sources.clone(),
    }
}

/// The first review after a visit (A40).
pub fn review_after(plan: &FollowUpPlan, visit: u16) -> u16 {
    let mut reviews = plan.reviews.iter().map(|review| review.get());
    if let Some(review) = reviews.clone().find(|review| *review > visit) {
        return review;
    }
    let last = reviews.next_back().unwrap_or(visit);
    let every = plan.then_every.get();
    last + ((visit - last) / every + 1) * every
}

/// The remark on booked minutes that stay unused, with a booking that would do, where it differs
/// enough to be worth a word (A55).
pub(in crate::planner) fn unused(assessment: &Assessment<'_>, unused: u16) -> Text {
    let session = assessment.facts.knowledge.session();
    let booked = assessment.facts.intake().minutes.get();
    let fits = |minutes: &u16| {
        let mut budget = Budget::of(session, *minutes);
        budget.limit_hands_on(session, &assessment.limits.hands_on);
        budget.unused == 0
    };
    let step = session.limits.booking_step.max(1);
    let least = BookedMinutes::MIN.get();
    let booking = (least..=booked).rev().find(fits).map(|minutes| minutes - minutes % step);
    let booking = booking.filter(|booking| *booking >= least && booked - booking >= step);
    let said = &session.texts.unused;
    let unused = unused.to_string();
    let mut text = fill(&said.text, &[("unused", &unused)]);
    if let Some(booking) = booking {
        let booking = booking.to_string();
        text.push(' ');
        text.push_str(&fill(&session.texts.booking, &[("booking", &booking)]));
    }
    Text { text, sources: said.sources.clone() }
}

/// What clearances that count have to say in words, which nothing enforces (A32).
pub fn stated_limits(intake: &Intake, knowledge: &Knowledge) -> Vec<Text> {
    let texts = &knowledge.session().texts;
    let counting = intake.clearances.iter().filter(|one| one.counts_on(intake.date));
    let stated = counting.filter(|clearance| !clearance.limits.trim().is_empty());
    let mut said: Vec<Text> = stated
        .map(|clearance| {
            let on = clearance.on.to_string();
            let words = [
                ("by", clearance.by.trim()),
                ("on", on.as_str()),
                // The text around it ends the sentence.
                ("limits", clearance.limits.trim().trim_end_matches('.')),
            ];
            let text = fill(&texts.clearance.text, &words);
            Text { text, sources: texts.clearance.sources.clone() }
        })
        .collect();
    if let Some(last) = said.last_mut() {
        last.text.push(' ');
        last.text.push_str(&texts.not_enforced);
    }
    said
}

/// What to leave out: what the category says, that of a cause that is known (A10), and what the
/// answers add.
pub(super) fn avoid(assessment: &Assessment<'_>, protocol: &Protocol) -> Vec<Text> {
    let facts = &assessment.facts;
    let known = facts.known_causes().filter(|other| other.id != protocol.id);
    let said = known.flat_map(|other| &other.avoid).chain(&protocol.avoid).map(text);
    let mut all: Vec<Text> = Vec::new();
    for one in assessment.limits.avoid.iter().cloned().chain(said) {
        if all.iter().all(|other| other.text != one.text) {
            all.push(one);
        }
    }
    all
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
