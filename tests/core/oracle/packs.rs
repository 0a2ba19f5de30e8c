//! Warm and cold packs: where they may lie (3D, 3F, A15, A27, A29–A31), beside what, how long
//! (A25, A26), and whether their words keep to it.

use ischia::model::{Aggravator, Laterality, Phase, Plan, Position, RegionId, Step};

use super::answers::listed;
use super::positions::{loads, lying_on};
use super::{Answers, Wrongs, brief, low_back, release, sides, words};

/// Why there may be no warmth there.
pub fn no_heat(answers: &Answers<'_>, region: &str, side: Laterality) -> Option<&'static str> {
    let table = [
        (answers.excluded(region, side), "k-11"),
        (answers.numb(region, side), "numb"),
        (answers.injured(region, side), "72 h after injury"),
        (answers.inflamed_there(region, side), "inflamed"),
        (answers.has("bleeding-disorder"), "bleeding disorder: no heat"),
        (answers.has("pregnancy") && low_back(region), "k-13 no heat on the low back"),
        (answers.is("acute") && answers.inflamed(), "acute with inflammation: none"),
        (
            release::no_heat_after(answers, "g-22") && low_back(region),
            "G-22 released: none on the low back",
        ),
        (no_heat_at_all(answers).is_some(), "no heat at all"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Why there may be no warmth anywhere, at home neither.
pub fn no_heat_at_all(answers: &Answers<'_>) -> Option<&'static str> {
    let table = [
        (answers.has("bleeding-disorder"), "bleeding disorder"),
        (answers.intense(), "A15"),
        (answers.has("poor-circulation-or-diabetes"), "A29"),
        (answers.told(Aggravator::Heat), "A30 heat makes it worse"),
        (answers.declines_heat(), "A31 refused"),
        (release::no_heat_after(answers, "g-20"), "G-20 released"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Why there may be no cold there.
pub fn no_cold(answers: &Answers<'_>, region: &str, side: Laterality) -> Option<&'static str> {
    let table = [
        (!answers.inflamed(), "no inflammation recorded"),
        (answers.numb(region, side), "numb"),
        (answers.excluded(region, side), "k-11"),
        (answers.told(Aggravator::Cold), "A30 cold makes it worse"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

fn of(plan: &Plan, phase: Phase) -> impl Iterator<Item = &Step> {
    plan.steps.iter().filter(move |step| step.phase == phase)
}

fn beside<'a>(plan: &'a Plan, pack: &Step) -> Vec<&'a Step> {
    plan.steps.iter().filter(|step| pack.beside.contains(&step.number)).collect()
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
pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    for pack in plan.steps.iter().filter(|step| step.phase.is_pack()) {
        let heat = pack.phase == Phase::Heat;
        let kind = if heat { "heat" } else { "cold" };
        let beside = beside(plan, pack);
        let sum: u16 = beside.iter().map(|step| step.minutes.get()).sum();
        let fine = beside.len() == pack.beside.len()
            && beside.iter().all(|step| {
                step.phase != Phase::CheckIn && step.counted && step.position == pack.position
            });
        wrongs.unless(fine, &format!("{kind} beside"), || brief(pack));
        let counted = plan.steps.iter().filter(|step| step.counted);
        let between = counted
            .filter(|step| {
                pack.beside.iter().min().is_some_and(|first| step.number >= *first)
                    && pack.beside.iter().max().is_some_and(|last| step.number <= *last)
            })
            .count();
        wrongs
            .unless(between == beside.len(), &format!("{kind} beside consecutive"), || brief(pack));
        let most = if heat { 20 } else { 15 };
        let length = pack.minutes.get();
        let fits = (8..=most).contains(&length) && length <= sum;
        wrongs.unless(fits, &format!("{kind} length"), || format!("{length} beside {sum}"));
        for hands in beside.iter().filter(|step| step.phase.is_hands_on()) {
            wrongs.unless(!meets(pack, hands), &format!("{kind} under hands"), || {
                format!("{} under {}", brief(pack), brief(hands))
            });
        }
        for region in pack.regions.iter().map(RegionId::as_str) {
            for side in sides(pack.side) {
                let closed = if heat {
                    no_heat(answers, region, *side)
                } else {
                    no_cold(answers, region, *side)
                };
                if let Some(why) = closed {
                    wrongs.say(format!("{kind}: {why}"), format!("{region} {side:?}"));
                }
            }
        }
        if heat {
            let target =
                pack.regions.iter().all(|id| ["gluteals", "low-back-outer"].contains(&id.as_str()));
            wrongs.unless(target, "heat target", || format!("{:?}", pack.regions));
        } else {
            wrongs.unless(plan.intake.minutes.get() >= 40, "cold from 40 minutes", String::new);
        }
    }
}

/// A25, and "heat words longer than its minutes or its steps".
pub fn a25(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut any = false;
    for pack in plan.steps.iter().filter(|step| step.phase.is_pack()) {
        any = true;
        let beside = beside(plan, pack);
        let sum: u16 = beside.iter().map(|step| step.minutes.get()).sum();
        let last = beside.last().map_or(0, |step| step.minutes.get());
        let length = pack.minutes.get();
        // "The fewest", and "never one that begins after its time", are one and the same.
        wrongs.unless(sum - last < length, "pack beside more steps than it needs", || {
            format!("{} beside {sum}, the last {last}", brief(pack))
        });
        let said = words::minutes(&pack.instructions);
        let short = said.iter().all(|minutes| *minutes <= length.min(sum));
        wrongs.unless(short, "words of a pack longer than the pack", || {
            format!("{length} min beside {sum}: {}", pack.instructions)
        });
        wrongs.unless(said.contains(&length), "words say when a pack is taken off", || {
            format!("{length}: {}", pack.instructions)
        });
        if pack.phase == Phase::Cold {
            ice(answers, plan, pack, wrongs);
        }
    }
    any
}

/// "Ice lies beside `Rest` where that has 8 min or more, else beside home care, in a position in
/// which nobody lies on the pack …, with the talk alone."
fn ice(answers: &Answers<'_>, plan: &Plan, pack: &Step, wrongs: &mut Wrongs) {
    let rest = of(plan, Phase::Rest).any(|step| step.minutes.get() >= 8);
    let wanted = if rest { Phase::Rest } else { Phase::HomeCare };
    // Who rests with the painful side up lies on ice that is on the other side: then either will do.
    // In pregnancy a longer rest is on the left (A34), and nobody lies on ice that is there.
    let on_left = answers.has("pregnancy") && sides(pack.side).contains(&Laterality::Left);
    let beyond = on_left
        || pack.regions.iter().any(|_| sides(pack.side).iter().any(|side| !answers.painful(*side)));
    let alone = beside(plan, pack)
        .iter()
        .all(|step| step.phase == wanted || (beyond && step.phase == Phase::HomeCare));
    wrongs.unless(alone, "ice beside rest or the talk alone", || brief(pack));
    let aside = matches!(
        pack.position,
        Position::Prone | Position::SideLyingLeft | Position::SideLyingRight
    );
    wrongs.unless(aside, "ice in side-lying or prone", || brief(pack));
    let lies_on = pack.regions.iter().any(|region| {
        sides(pack.side).iter().any(|side| loads(pack.position, region.as_str(), *side))
    });
    let back = pack.regions.iter().all(|region| low_back(region.as_str()));
    let single = pack.side.and_then(ischia::model::Side::single).filter(|_| !back);
    let down = single.is_some_and(|side| pack.position == lying_on(side));
    wrongs.unless(!lies_on && !down, "nobody lies on the ice", || brief(pack));
}

/// A26: at most 10 minutes of heat with K18, which stands on the heat step.
pub fn a26(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if !answers.any(&["opioid", "muscle-relaxant"]) || plan.steps.is_empty() {
        return false;
    }
    for heat in of(plan, Phase::Heat) {
        wrongs.unless(heat.minutes.get() <= 10, "heat over 10 minutes with K18", || brief(heat));
        let warned = heat.cautions.iter().any(|id| id.as_str() == "k-18");
        wrongs.unless(warned, "K18 on the heat step", || brief(heat));
    }
    for item in plan.home_care.iter().chain(&plan.home_care_later) {
        if item.id.as_str() == "heat-pack" {
            let short = words::minutes(&item.text).iter().all(|minutes| *minutes <= 10);
            wrongs.unless(short, "heat at home over 10 minutes with K18", || item.text.clone());
        }
    }
    true
}

/// A27, the cold: "on the places that were entered, and where none were on the painful side (both,
/// where both hurt) of the default area".
pub fn a27(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut any = false;
    for cold in of(plan, Phase::Cold) {
        any = true;
        for region in cold.regions.iter().map(RegionId::as_str) {
            for side in sides(cold.side) {
                let entered = &answers.intake.inflamed_regions;
                let there = if entered.is_empty() {
                    answers.inflamed_there(region, *side) && answers.painful(*side)
                } else {
                    // Cold on the gluteals is on what lies under them too.
                    listed(entered, region, *side)
                        || (region == "piriformis" && listed(entered, "gluteals", *side))
                };
                wrongs.unless(there, "cold beside the inflamed place", || {
                    format!("{region} {side:?}: {}", brief(cold))
                });
            }
        }
    }
    any || answers.inflamed()
}

/// A15, A29: no heat step where there may be no heat at all.
pub fn none_at_all(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let Some(why) = no_heat_at_all(answers) else {
        return;
    };
    for step in &plan.steps {
        let stone = step.modality.as_ref().is_some_and(|id| id.as_str() == "hot-stone");
        let warm = step.phase == Phase::Heat || stone;
        wrongs.unless(!warm, &format!("warmth: {why}"), || brief(step));
    }
    for item in plan.home_care.iter().chain(&plan.home_care_later) {
        let warm = item.id.as_str() == "heat-pack";
        wrongs.unless(!warm, &format!("warmth at home: {why}"), || item.text.clone());
    }
}
