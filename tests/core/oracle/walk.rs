//! Every step of a plan against the bounds, and the minutes.

use std::collections::BTreeMap;

use ischia::model::{Phase, Plan, RegionId, Side, Step, TechniqueId};

use super::{Answers, Wrongs, bounds, budget, low_back, sides};

fn range(modality: &str) -> (u16, u16) {
    match modality {
        "swedish" | "myofascial-release" | "hot-stone" => (1, 3),
        "trigger-point" | "neuromuscular" => (3, 4),
        "deep-tissue" => (4, 4),
        other => panic!("the documents have no modality {other}"),
    }
}

pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    for step in &plan.steps {
        shape(answers, step, wrongs);
        place(answers, step, wrongs);
        if matches!(step.phase, Phase::WarmUp | Phase::Focus) {
            work(answers, step, wrongs);
        }
        if step.phase == Phase::Stretch {
            stretch(answers, step, wrongs);
        }
    }
    packs(answers, plan, wrongs);
    minutes(answers, plan, wrongs);
    home_care(answers, plan, wrongs);
}

/// The contract's table of phases.
fn shape(answers: &Answers<'_>, step: &Step, wrongs: &mut Wrongs) {
    let (regions, side) = (step.regions.len(), step.side);
    let (modality, pressure) = (step.modality.is_some(), step.pressure.is_some());
    let bare = !modality && !pressure;
    let fine = match step.phase {
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => {
            regions == 0 && side.is_none() && bare && step.counted && step.beside.is_empty()
        }
        Phase::Heat | Phase::Cold => {
            regions > 0 && side.is_some() && bare && !step.counted && !step.beside.is_empty()
        }
        Phase::WarmUp => {
            let gentle = step
                .modality
                .as_ref()
                .is_some_and(|id| ["swedish", "myofascial-release"].contains(&id.as_str()));
            regions > 0 && side.is_some() && gentle && pressure && step.counted
        }
        Phase::Focus => {
            let backs = step.regions.iter().all(|region| low_back(region.as_str()));
            let both = step
                .regions
                .iter()
                .all(|region| !low_back(region.as_str()) && region.as_str() != "whole-body")
                || side == Some(Side::Both);
            let one = regions == 1 || (regions == 2 && backs);
            // Where one half of the low back is ruled out, the other may be worked alone.
            let half = backs && bounds::part_closed(answers);
            one && (both || half) && side.is_some() && modality && pressure && step.counted
        }
        Phase::Stretch => {
            regions > 0 && side.is_some() && bare && step.counted && !step.techniques.is_empty()
        }
    };
    wrongs.unless(fine, &format!("shape of {:?}", step.phase), || format!("{step:?}"));
    let least = if matches!(step.phase, Phase::CheckIn | Phase::Focus) { 3 } else { 2 };
    let long_enough = step.minutes.get() >= least;
    wrongs.unless(long_enough, &format!("least minutes of {:?}", step.phase), || {
        format!("{} minutes", step.minutes)
    });
}

fn place(answers: &Answers<'_>, step: &Step, wrongs: &mut Wrongs) {
    if let Some(why) = bounds::position_closed(answers, step.position) {
        wrongs.say(format!("position: {why}"), format!("{:?} {:?}", step.phase, step.position));
    }
    let needed = bounds::support_needed(answers, step.position);
    if let Some(support) = needed {
        let there = step.supports.iter().any(|id| id.as_str() == support);
        wrongs.unless(there, &format!("support {support}"), || format!("{step:?}"));
    }
}

fn work(answers: &Answers<'_>, step: &Step, wrongs: &mut Wrongs) {
    let (Some(modality), Some(pressure)) = (&step.modality, step.pressure) else {
        return;
    };
    let (modality, level) = (modality.as_str(), pressure.get());
    let (low, high) = range(modality);
    wrongs.unless((low..=high).contains(&level), "level outside the modality", || {
        format!("{modality} at {level}")
    });
    for region in step.regions.iter().map(RegionId::as_str) {
        if region == "whole-body" {
            let cap = bounds::whole_body_cap(answers);
            wrongs.unless(level <= cap, "whole body level", || format!("{level} over {cap}"));
        }
        for side in sides(step.side) {
            if let Some(why) = bounds::modality_closed(answers, modality, region, *side) {
                wrongs.say(
                    format!("{modality}: {why}"),
                    format!("{:?} {region} {side:?} level {level}", step.phase),
                );
            }
            if region == "whole-body" {
                continue;
            }
            let (cap, why) = bounds::cap(answers, region, *side);
            wrongs.unless(level <= cap, &format!("cap: {why}"), || {
                format!("{:?} {region} {side:?} {modality} {level} over {cap}", step.phase)
            });
            let reach = !bounds::out_of_reach(step.position, region, *side);
            wrongs.unless(reach, "out of reach", || format!("{step:?}"));
            let other = !answers.painful(*side) && !low_back(region);
            wrongs.unless(!other || level <= 2, "the other side is light", || {
                format!("{:?} {region} {side:?} {level}", step.phase)
            });
        }
        drafted_level(answers, step, region, modality, level, wrongs);
    }
    wishes(answers, modality, level, wrongs);
    if step.phase == Phase::WarmUp {
        let light = if answers.acute_limits() || answers.is("herniated-disc") { 2 } else { 3 };
        wrongs.unless(level <= light, "warm-up level", || format!("{level}"));
    }
}

/// 3C "Where the builder uses 4".
fn drafted_level(
    answers: &Answers<'_>,
    step: &Step,
    region: &str,
    modality: &str,
    level: u16,
    wrongs: &mut Wrongs,
) {
    // "Drafted level = the larger of the region's default and the modality's lower end."
    if region != "whole-body" && level < 4 {
        let draft = bounds::default_level(answers, region).max(range(modality).0);
        let kind = format!("drafted above the default: {:?}", step.phase);
        wrongs
            .unless(level <= draft, &kind, || format!("{region} {modality} {level}, not {draft}"));
    }
    if level < 4 {
        return;
    }
    let place = match region {
        "gluteals" => answers.is("chronic") || answers.is("piriformis"),
        "low-back-outer" => answers.is("chronic"),
        _ => false,
    };
    let fine = place && modality == "deep-tissue" && answers.pain() <= 6 && !answers.inflamed();
    wrongs.unless(fine && level == 4, "level 4 where drafts stay below", || format!("{step:?}"));
}

/// What the client wishes; with lower levels and Swedish there is always a way.
fn wishes(answers: &Answers<'_>, modality: &str, level: u16, wrongs: &mut Wrongs) {
    let Some(wish) = &answers.intake.preferences else {
        return;
    };
    let liked = wish.max_pressure.is_none_or(|most| level <= most.get());
    wrongs.unless(liked, "wish: pressure", || format!("{modality} at {level}"));
    let firm = !["swedish", "myofascial-release"].contains(&modality);
    let declined = firm && wish.declined_modalities.contains(modality);
    wrongs.unless(!declined, "wish: modality", || modality.to_owned());
}

fn stretch(answers: &Answers<'_>, step: &Step, wrongs: &mut Wrongs) {
    for technique in step.techniques.iter().map(TechniqueId::as_str) {
        for side in sides(step.side) {
            if let Some(why) = bounds::technique_closed(answers, technique, *side) {
                wrongs.say(format!("{technique}: {why}"), format!("{side:?}"));
            }
        }
    }
}

fn meets(pack: &Step, hands: &Step) -> bool {
    sides(pack.side).iter().any(|side| {
        sides(hands.side).contains(side)
            && pack.regions.iter().any(|region| {
                hands.regions.contains(region)
                    || (region.as_str() == "gluteals"
                        && hands.regions.iter().any(|other| other.as_str() == "piriformis"))
            })
    })
}

/// 3D "Packs run beside" and the contract's rows on packs.
fn packs(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    for pack in plan.steps.iter().filter(|step| step.phase.is_pack()) {
        let heat = pack.phase == Phase::Heat;
        let kind = if heat { "heat" } else { "cold" };
        let beside: Vec<&Step> =
            plan.steps.iter().filter(|step| pack.beside.contains(&step.number)).collect();
        let sum: u16 = beside.iter().map(|step| step.minutes.get()).sum();
        let fine = beside.len() == pack.beside.len()
            && beside.iter().all(|step| {
                step.phase != Phase::CheckIn && step.counted && step.position == pack.position
            });
        wrongs.unless(fine, &format!("{kind} beside"), || format!("{pack:?} {beside:?}"));
        let counted = plan.steps.iter().filter(|step| step.counted);
        let between = counted
            .filter(|step| {
                pack.beside.iter().min().is_some_and(|first| step.number >= *first)
                    && pack.beside.iter().max().is_some_and(|last| step.number <= *last)
            })
            .count();
        wrongs.unless(between == beside.len(), &format!("{kind} beside consecutive"), || {
            format!("{pack:?}")
        });
        let most = if heat { 20 } else { 15 };
        let length = pack.minutes.get();
        wrongs.unless(
            (8..=most).contains(&length) && length <= sum,
            &format!("{kind} length"),
            || format!("{length} beside {sum}"),
        );
        for hands in beside.iter().filter(|step| step.phase.is_hands_on()) {
            wrongs.unless(!meets(pack, hands), &format!("{kind} under hands"), || {
                format!("{pack:?} {hands:?}")
            });
        }
        for region in pack.regions.iter().map(RegionId::as_str) {
            for side in sides(pack.side) {
                let closed = if heat {
                    bounds::no_heat(answers, region, *side)
                } else {
                    bounds::no_cold(answers, region, *side)
                };
                if let Some(why) = closed {
                    wrongs.say(format!("{kind}: {why}"), format!("{region} {side:?}"));
                }
            }
        }
        if heat {
            let wanted = answers.intake.preferences.as_ref().is_none_or(|wish| wish.heat);
            wrongs.unless(wanted, "wish: heat", String::new);
            let target =
                pack.regions.iter().all(|id| ["gluteals", "low-back-outer"].contains(&id.as_str()));
            wrongs.unless(target, "heat target", || format!("{:?}", pack.regions));
        } else {
            wrongs.unless(plan.intake.minutes.get() >= 40, "cold from 40 minutes", String::new);
        }
    }
}

/// Sums, least and greatest lengths, limits on hands-on time.
fn minutes(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let length = |phase: Phase| -> u16 {
        plan.steps.iter().filter(|step| step.phase == phase).map(|step| step.minutes.get()).sum()
    };
    let counted: u16 =
        plan.steps.iter().filter(|step| step.counted).map(|step| step.minutes.get()).sum();
    let booked = plan.intake.minutes.get();
    let exact = counted == plan.total_minutes && counted + plan.unused_minutes == booked;
    wrongs.unless(exact, "minutes exact", || {
        format!("{counted} {} {} of {booked}", plan.total_minutes, plan.unused_minutes)
    });
    let rest = length(Phase::Rest);
    wrongs.unless(rest <= 15, "rest at most 15", || format!("{rest}"));
    let limits = bounds::hands_on(answers);
    let cause = !limits.is_empty() && rest == 15;
    wrongs.unless(plan.unused_minutes == 0 || cause, "unused without cause", || {
        format!("unused {}, rest {rest}", plan.unused_minutes)
    });
    wrongs.unless(
        rest == 0 || !limits.is_empty() || may_rest(answers),
        "rest without cause",
        || format!("rest {rest}"),
    );
    let hands = length(Phase::WarmUp) + length(Phase::Focus);
    for (most, stretched, why) in limits {
        let sum = if stretched { hands + length(Phase::Stretch) } else { hands };
        wrongs.unless(sum <= most, &format!("hands-on: {why}"), || format!("{sum} over {most}"));
    }
    let mut firm: BTreeMap<(String, bool), u16> = BTreeMap::new();
    let mut on_regions = 0;
    for step in plan.steps.iter().filter(|step| step.phase == Phase::Focus) {
        let whole = step.regions.iter().any(|region| region.as_str() == "whole-body");
        if whole {
            wrongs.unless(step.minutes.get() <= 25, "whole-body step at most 25", String::new);
        } else {
            on_regions += step.minutes.get();
        }
        if step.pressure.is_some_and(|level| level.get() >= 4) {
            for region in &step.regions {
                for side in sides(step.side) {
                    let left = *side == ischia::model::Laterality::Left;
                    *firm.entry((region.to_string(), left)).or_default() += step.minutes.get();
                }
            }
        }
    }
    wrongs.unless(on_regions <= 50, "regions at most 50", || format!("{on_regions}"));
    for (place, sum) in firm {
        wrongs.unless(sum <= 10, "level 4 at most 10 minutes", || format!("{place:?} {sum}"));
    }
    for (phase, name) in [
        (Phase::CheckIn, "one check-in"),
        (Phase::ReTest, "one re-test"),
        (Phase::HomeCare, "one home care"),
    ] {
        let count = plan.steps.iter().filter(|step| step.phase == phase).count();
        wrongs.unless(count == 1, name, || format!("{count}"));
    }
    // "no stretch (unless every stretch is excluded)"; 2 + 3 + 2 minutes are the least.
    let stretched = length(Phase::Stretch) > 0 || may_rest(answers);
    wrongs.unless(stretched, "a stretch", String::new);
    wrongs.unless(length(Phase::WarmUp) > 0, "a warm-up", String::new);
    let tiny = bounds::hands_on(answers).iter().any(|(most, _, _)| *most < 7);
    wrongs.unless(length(Phase::Focus) > 0 || tiny, "focus work", String::new);
    for (index, step) in plan.steps.iter().enumerate() {
        wrongs.unless(step.number == index + 1, "numbers in order", || format!("{}", step.number));
    }
    if length(Phase::Cold) > 0 {
        let talk = length(Phase::HomeCare);
        wrongs.unless(talk >= 8, "home care beside cold at least 8", || format!("{talk}"));
    }
    budget::judge(answers, plan, wrongs);
}

/// Areas that are ruled out can leave time that nothing may fill.
pub fn may_rest(answers: &Answers<'_>) -> bool {
    let intake = answers.intake;
    !intake.excluded_regions.is_empty()
        || !intake.injured_regions.is_empty()
        || answers.has("trauma-within-72h")
}

fn home_care(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    for item in &plan.home_care {
        if let Some(why) = bounds::home_care_closed(answers, item.id.as_str()) {
            wrongs.say(format!("home care {}: {why}", item.id), String::new());
        }
    }
    let exercise = ["walking", "strengthening", "stretching", "physical-therapy"];
    let moves = plan.home_care.iter().any(|item| exercise.contains(&item.id.as_str()));
    wrongs.unless(moves, "S2-10 an exercise at home", String::new);
    let asked = answers.inflamed() && plan.intake.minutes.get() < 40;
    let free = answers.intake.numb_regions.is_empty()
        && answers.intake.excluded_regions.is_empty()
        && !answers.has("trauma-within-72h")
        && !answers.any(&["new-numbness", "new-weakness", "stable-numbness", "stable-weakness"]);
    let ice = plan.home_care.iter().any(|item| item.id.as_str() == "cold-pack");
    wrongs.unless(!(asked && free) || ice, "ice as home care in a short visit", String::new);
    if let (Some(follow), None) = (&plan.follow_up, &answers.intake.course) {
        let review = if answers.is("acute") { 3 } else { 4 };
        wrongs.unless(follow.review_at_visit == review, "review visit", || {
            format!("{} not {review}", follow.review_at_visit)
        });
    }
}
