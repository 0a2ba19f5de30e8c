//! The series: what the scores say (A04, A05), reviews (A40), another approach (A41), no next visit
//! (A42).

use ischia::model::{Course, Intake, Laterality, Phase, Plan, VisitNumber};

use super::{Answers, Wrongs, bounds, sides, words};
use crate::generate::MODALITIES;
use crate::support;

/// The visits at which progress is judged: 3 (acute) or 4, 6, and every fourth after it.
fn is_review(answers: &Answers<'_>, visit: u16) -> bool {
    visit == first_review(answers) || (visit >= 6 && (visit - 6).is_multiple_of(4))
}

fn first_review(answers: &Answers<'_>) -> u16 {
    if answers.is("acute") { 3 } else { 4 }
}

fn visit(answers: &Answers<'_>) -> u16 {
    answers.course().map_or(1, |course| course.visit.get())
}

/// A04: scores that rose count as worse.
pub fn a04(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if !answers.scores_rose() {
        return false;
    }
    let held = plan.gates.iter().any(|gate| gate.id.as_str() == "g-11");
    wrongs.unless(held, "scores that rose close G-11", String::new);
    true
}

/// A05: further down than last time is no reason for wider spacing.
pub fn a05(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if !answers.further_down() {
        return false;
    }
    if let Some(days) = plan.follow_up.as_ref().and_then(|follow| follow.interval_days) {
        wrongs.unless(days.get() <= 7, "a week at most when symptoms spread", || format!("{days}"));
    }
    true
}

/// A40: "the next one lies after today's visit …; on the review visit itself the text says
/// “today”".
pub fn a40(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let Some(follow) = &plan.follow_up else {
        return false;
    };
    let now = visit(answers);
    let next = (now + 1..=now + 100).find(|visit| is_review(answers, *visit));
    wrongs.unless(Some(follow.review_at_visit) == next, "the next review", || {
        format!("visit {now}: {} not {next:?}", follow.review_at_visit)
    });
    if is_review(answers, now) && answers.course().is_some() {
        wrongs.unless(words::has(&follow.text, "today"), "a review today", || follow.text.clone());
    }
    true
}

/// A42: K22 leaves no interval; everyone else has one.
pub fn a42(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let Some(follow) = &plan.follow_up else {
        return false;
    };
    let none = follow.interval_days.is_none();
    wrongs.unless(none == answers.no_progress(), "an interval unless K22 applies", || {
        format!("{:?}, K22 {}", follow.interval_days, answers.no_progress())
    });
    answers.no_progress()
}

/// The first modality of the focus work on one place.
fn leading(plan: &Plan, region: &str, side: Laterality) -> Option<String> {
    let there = plan.steps.iter().find(|step| {
        step.phase == Phase::Focus
            && step.regions.iter().any(|id| id.as_str() == region)
            && sides(step.side).contains(&side)
    });
    there?.modality.as_ref().map(ToString::to_string)
}

/// How many modalities are open at this place today.
fn open(answers: &Answers<'_>, region: &str, side: Laterality) -> usize {
    let level = bounds::cap(answers, region, side).0;
    let least = |modality: &str| match modality {
        "deep-tissue" => 4,
        "trigger-point" | "neuromuscular" => 3,
        _ => 1,
    };
    MODALITIES
        .into_iter()
        .filter(|modality| least(modality) <= level)
        .filter(|modality| bounds::modality_closed(answers, modality, region, side).is_none())
        .count()
}

/// A41: from the first review on, while not improved, other work at gluteals and piriformis, and a
/// note that says so. Which of two is meant by "second" is the planner's: here it only differs from
/// what the same client would get at the visit before the review.
pub fn a41(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let now = visit(answers);
    let due = now >= first_review(answers) && answers.scores().is_some() && !answers.improved();
    if !due || plan.steps.is_empty() {
        return false;
    }
    let Some(earlier) = before_the_review(answers) else {
        return false;
    };
    // Another state of the series may change limits too (K27, K31): then nothing can be compared.
    let then = Answers::new(&earlier);
    if then.worsening() != answers.worsening() || then.further_down() != answers.further_down() {
        return false;
    }
    let Ok(old) = support::try_plan(earlier.clone()) else {
        return false;
    };
    let mut compared = false;
    for region in ["gluteals", "piriformis"] {
        for side in sides(Some(answers.intake.side)) {
            let (Some(was), Some(is)) =
                (leading(&old, region, *side), leading(plan, region, *side))
            else {
                continue;
            };
            // A third modality is the safe bound: with two, one may be there for A53 alone. After a
            // release nothing focal is drafted, and a refusal may leave one of the list alone: then
            // what is open says little of what could be drafted.
            let is_released = plan.gates.iter().any(|gate| gate.released);
            let wishes = answers.intake.preferences.as_ref();
            let refuses = wishes.is_some_and(|wishes| !wishes.declined_modalities.is_empty());
            if open(answers, region, *side) >= 3 && !is_released && !refuses {
                compared = true;
                let differs = modalities(&old, region, *side) != modalities(plan, region, *side);
                wrongs.unless(differs, "another approach after the review", || {
                    format!("{region} {side:?}: {was} and {is}")
                });
            }
        }
    }
    compared
}

fn modalities(plan: &Plan, region: &str, side: Laterality) -> Vec<String> {
    plan.steps
        .iter()
        .filter(|step| {
            step.phase == Phase::Focus
                && step.regions.iter().any(|id| id.as_str() == region)
                && sides(step.side).contains(&side)
        })
        .filter_map(|step| step.modality.as_ref().map(ToString::to_string))
        .collect()
}

/// The same client at the visit before the first review, with the same first and last score.
fn before_the_review(answers: &Answers<'_>) -> Option<Intake> {
    let course = answers.course()?;
    let visits = first_review(answers) - 1;
    let (first, last) = (course.pain_history.first()?, course.pain_history.last()?);
    let history = if visits == 2 { vec![*first] } else { vec![*first, *last] };
    (visits > 2 || first == last).then(|| {
        let earlier = Course {
            visit: VisitNumber::clamped(visits),
            pain_history: history,
            first_visit: None,
            last_furthest_point: course.last_furthest_point,
        };
        Intake { course: Some(earlier), ..answers.intake.clone() }
    })
}
