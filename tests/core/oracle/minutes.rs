//! Minutes: sums, least and greatest lengths, limits on hands-on time (3D), and 4F.

use std::collections::BTreeMap;

use ischia::model::{Aggravator, BookedMinutes, Intake, Laterality, Phase, Plan, Step};

use super::{Answers, Wrongs, bounds, brief, budget, low_back, release, sides, words};
use crate::support::try_plan;

fn length(plan: &Plan, phase: Phase) -> u16 {
    plan.steps.iter().filter(|step| step.phase == phase).map(|step| step.minutes.get()).sum()
}

fn is(step: &Step, modalities: &[&str]) -> bool {
    step.modality.as_ref().is_some_and(|id| modalities.contains(&id.as_str()))
}

fn focus(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.steps.iter().filter(|step| step.phase == Phase::Focus)
}

/// The cells of a step: region and side.
fn cells(step: &Step) -> impl Iterator<Item = (&str, Laterality)> {
    step.regions
        .iter()
        .flat_map(|region| sides(step.side).iter().map(move |side| (region.as_str(), *side)))
}

pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    sums(answers, plan, wrongs);
    limits(answers, plan, wrongs);
    parts(answers, plan, wrongs);
    firm(plan, wrongs);
    for (index, step) in plan.steps.iter().enumerate() {
        wrongs.unless(step.number == index + 1, "numbers in order", || format!("{}", step.number));
    }
    budget::judge(answers, plan, wrongs);
}

fn sums(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let counted: u16 =
        plan.steps.iter().filter(|step| step.counted).map(|step| step.minutes.get()).sum();
    let booked = plan.intake.minutes.get();
    let exact = counted == plan.total_minutes && counted + plan.unused_minutes == booked;
    wrongs.unless(exact, "minutes exact", || {
        format!("{counted} {} {} of {booked}", plan.total_minutes, plan.unused_minutes)
    });
    let rest = length(plan, Phase::Rest);
    wrongs.unless(rest <= 15, "rest at most 15", || format!("{rest}"));
    let limited = !bounds::hands_on(answers).is_empty();
    // Without Swedish there is no work on the whole body to fill a long visit with.
    let cause = (limited || answers.declines("swedish")) && rest == 15;
    wrongs.unless(plan.unused_minutes == 0 || cause, "unused without cause", || {
        format!("unused {}, rest {rest}", plan.unused_minutes)
    });
    wrongs.unless(rest == 0 || limited || may_rest(answers), "rest without cause", || {
        format!("rest {rest}")
    });
}

fn limits(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let hands = length(plan, Phase::WarmUp) + length(plan, Phase::Focus);
    for (most, stretched, why) in bounds::hands_on(answers) {
        let sum = if stretched { hands + length(plan, Phase::Stretch) } else { hands };
        wrongs.unless(sum <= most, &format!("hands-on: {why}"), || format!("{sum} over {most}"));
    }
    let on_regions: u16 = focus(plan)
        .filter(|step| step.regions.iter().all(|region| region.as_str() != "whole-body"))
        .map(|step| step.minutes.get())
        .sum();
    wrongs.unless(on_regions <= 50, "regions at most 50", || format!("{on_regions}"));
    let whole = focus(plan)
        .filter(|step| step.regions.iter().any(|region| region.as_str() == "whole-body"));
    for step in whole {
        let fine = step.minutes.get() <= 25;
        wrongs.unless(fine, "whole-body step at most 25", || brief(step));
    }
}

fn parts(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    for (phase, name) in [
        (Phase::CheckIn, "one check-in"),
        (Phase::ReTest, "one re-test"),
        (Phase::HomeCare, "one home care"),
    ] {
        let count = plan.steps.iter().filter(|step| step.phase == phase).count();
        wrongs.unless(count == 1, name, || format!("{count}"));
    }
    // "No stretch (unless every stretch is excluded)".
    let stretched = length(plan, Phase::Stretch) > 0 || may_rest(answers);
    wrongs.unless(stretched, "a stretch", String::new);
    wrongs.unless(length(plan, Phase::WarmUp) > 0, "a warm-up", String::new);
    // 2 + 3 + 2 minutes are the least.
    let tiny = bounds::hands_on(answers).iter().any(|(most, _, _)| *most < 7);
    wrongs.unless(length(plan, Phase::Focus) > 0 || tiny, "focus work", String::new);
    let beside_talk = plan.steps.iter().filter(|step| step.phase == Phase::Cold).any(|cold| {
        plan.steps
            .iter()
            .any(|step| step.phase == Phase::HomeCare && cold.beside.contains(&step.number))
    });
    if beside_talk {
        let talk = length(plan, Phase::HomeCare);
        wrongs.unless(talk >= 8, "home care beside cold at least 8", || format!("{talk}"));
    }
}

fn firm(plan: &Plan, wrongs: &mut Wrongs) {
    let mut sums: BTreeMap<(&str, Laterality), u16> = BTreeMap::new();
    for step in focus(plan).filter(|step| step.pressure.is_some_and(|level| level.get() >= 4)) {
        for cell in cells(step) {
            *sums.entry(cell).or_default() += step.minutes.get();
        }
    }
    for (place, sum) in sums {
        wrongs.unless(sum <= 10, "level 4 at most 10 minutes", || format!("{place:?} {sum}"));
    }
}

/// Areas that are ruled out, or refused, can leave time that nothing may fill; who can't lie long
/// pauses (A30).
pub fn may_rest(answers: &Answers<'_>) -> bool {
    !answers.intake.excluded_regions.is_empty()
        || release::injured(answers)
        || answers.declines("swedish")
        || answers.told(Aggravator::Lying)
        // An inflamed place may leave no stretch (A27), whose minutes nothing else may take.
        || !answers.intake.inflamed_regions.is_empty()
}

/// A50: "one light step of ≤5 min" on the other side.
pub fn a50(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let Some(painful) = answers.one_side() else {
        return false;
    };
    let other: Vec<&Step> = focus(plan)
        .filter(|step| {
            let beside =
                step.regions.iter().all(|id| !low_back(id.as_str()) && id.as_str() != "whole-body");
            beside && sides(step.side).contains(&painful.other())
        })
        .collect();
    let sum: u16 = other.iter().map(|step| step.minutes.get()).sum();
    wrongs.unless(other.len() <= 1, "one step on the other side", || format!("{}", other.len()));
    wrongs.unless(sum <= 5, "5 minutes on the other side", || format!("{sum}"));
    for step in &other {
        let light = step.pressure.is_some_and(|level| level.get() <= 2);
        wrongs.unless(light, "light on the other side", || brief(step));
    }
    !other.is_empty()
}

/// A51: trigger point and neuromuscular "together ≤5 min per region and side in one visit".
pub fn a51(_: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut sums: BTreeMap<(&str, Laterality), u16> = BTreeMap::new();
    for step in focus(plan).filter(|step| is(step, &["trigger-point", "neuromuscular"])) {
        for cell in cells(step) {
            *sums.entry(cell).or_default() += step.minutes.get();
        }
    }
    for (place, sum) in &sums {
        wrongs.unless(*sum <= 5, "focal at most 5 minutes", || format!("{place:?} {sum}"));
    }
    !sums.is_empty()
}

/// A53: level 4 from half an hour on, after 3 minutes at level 3 or below on that very place;
/// under half an hour nothing focal either.
pub fn a53(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut warmed: BTreeMap<(&str, Laterality), u16> = BTreeMap::new();
    let mut any = answers.minutes() < 30 && !plan.steps.is_empty();
    for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
        let firm = step.pressure.is_some_and(|level| level.get() >= 4);
        let focal = is(step, &["trigger-point", "neuromuscular", "deep-tissue"]);
        let short = answers.minutes() < 30;
        wrongs.unless(!short || (!firm && !focal), "level 4 or focal under half an hour", || {
            brief(step)
        });
        for cell in cells(step) {
            if firm {
                any = true;
                let before = warmed.get(&cell).copied().unwrap_or(0);
                wrongs.unless(before >= 3, "level 4 on a place that isn't warm", || {
                    format!("{before} min before {}", brief(step))
                });
            } else if step.phase == Phase::WarmUp || is(step, &["swedish", "myofascial-release"]) {
                *warmed.entry(cell).or_default() += step.minutes.get();
            }
        }
    }
    any
}

/// A55: a booking that would fit better is rounded down to 5 minutes, and named only where it
/// differs by 5 or more. A booking fits where none of its minutes stay unused; rows differ, so it
/// may be less than what is used today.
pub fn a55(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let used = plan.total_minutes;
    if plan.unused_minutes == 0 || answers.minutes() < used + 10 {
        return false;
    }
    let fits = |number: &u16| {
        let minutes = BookedMinutes::clamped(*number);
        let shorter = Intake { minutes, ..answers.intake.clone() };
        let all_used = |plan: Plan| plan.unused_minutes == 0;
        number.is_multiple_of(5) && *number <= used && try_plan(shorter).is_ok_and(all_used)
    };
    let named = plan.notes.iter().any(|note| words::numbers(&note.text).iter().any(fits));
    wrongs.unless(named, "the booking that would fit", || format!("{used}: {:?}", plan.notes));
    true
}
