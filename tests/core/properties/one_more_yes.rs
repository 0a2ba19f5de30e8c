//! One more yes-answer never makes any part of a plan more aggressive: status, hands, stretches,
//! packs, home care, the next visit.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;

use ischia::knowledge::Cell;
use ischia::model::{Intake, Laterality, Phase, Plan, Position, Pressure, Side, Status};
use ischia::planner::assess;

use super::{Outcome, caps, hold, ids, planned};
use crate::generate::{self, finding, with_fitting_places, with_wound_place};
use crate::support::{SHIPPED, accept};

/// Advice that says to see somebody is never the bolder advice.
/// `stretching` only names what was done today (A21), and what may be done has a property above.
const CAREFUL: [&str; 4] = ["warning-signs", "see-professional", "ask-pharmacist", "stretching"];

/// The answers with one more yes. Its places are told to both beforehand, so that the answer alone
/// is what changes.
fn with_one_more(before: &mut Intake, id: &str) -> Intake {
    if before.excluded_regions.is_empty() && ["open-wound", "skin-problem"].contains(&id) {
        before.excluded_regions =
            with_wound_place(Intake { findings: [finding(id)].into(), ..before.clone() })
                .excluded_regions;
    }
    let mut after = before.clone();
    after.findings.insert(finding(id));
    after
}

/// A caution that is gone had steps or home care before, and all of them are gone.
fn only_with_its_steps(before: &Plan, after: &Plan, gone: &str) -> Outcome {
    let note = before.cautions.iter().find(|caution| caution.id.as_str() == gone).unwrap();
    let home = |plan: &Plan| {
        ids(plan
            .home_care
            .iter()
            .filter(|item| item.cautions.iter().any(|id| id.as_str() == gone))
            .map(|item| &item.id))
    };
    let had = !note.steps.is_empty() || !home(before).is_empty();
    prop_assert!(had, "{gone} stood on the whole plan and is gone");
    let at_home: BTreeSet<String> = ids(after.home_care.iter().map(|item| &item.id));
    prop_assert!(home(before).is_disjoint(&at_home), "{gone} is gone, its advice is not");
    // Alike: the same phase, regions in common, one modality or technique.
    let kind = |plan: &Plan, number: usize| {
        let step = plan.steps.iter().find(|step| step.number == number).unwrap();
        (
            step.phase,
            step.regions.clone(),
            step.side,
            step.modality.clone(),
            step.techniques.clone(),
        )
    };
    for number in &note.steps {
        let wanted = kind(before, *number);
        let stays = after.steps.iter().any(|step| kind(after, step.number) == wanted);
        prop_assert!(!stays, "{gone} is gone, its step {number} is not");
    }
    Ok(())
}

#[test]
fn one_more_yes_never_loosens_anything() {
    let all: Vec<&str> = generate::findings().collect();
    let strategy = (generate::intake(), select(all));
    hold(6000, 1, strategy, |(mut before, id)| {
        let after = with_one_more(&mut before, id);
        let (old, new) = (planned(before.clone())?, planned(after.clone())?);
        prop_assert!(new.status >= old.status, "status {:?} < {:?}", new.status, old.status);
        let (old_caps, new_caps) = (caps(&before, &SHIPPED), caps(&after, &SHIPPED));
        // A gate that nothing releases any more leaves no floor, and no plan either.
        let is_open = !new.status.withholds();
        for (cell, (cap, no_work)) in old_caps.iter().filter(|_| is_open) {
            let (now, closed) = new_caps[cell];
            prop_assert!(now <= *cap && (closed || !no_work), "{cell:?} {cap} → {now}");
        }
        let gates = |plan: &Plan| ids(plan.gates.iter().map(|gate| &gate.id));
        prop_assert!(gates(&old).is_subset(&gates(&new)), "gates {:?} {:?}", old.gates, new.gates);
        for gate in &old.gates {
            let now = new.gates.iter().find(|other| other.id == gate.id).unwrap();
            // A12: a caution can become a referral, and a referral can be released.
            let graver = !gate.released && gate.status == Status::Caution;
            let kept = now.released <= gate.released || graver;
            prop_assert!(now.status >= gate.status && kept, "{now:?}");
        }
        let kept = ids(new.cautions.iter().map(|caution| &caution.id));
        // What is withheld carries the cautions that concern no hands (A19).
        let open = |_: &&_| !new.status.withholds();
        for caution in
            old.cautions.iter().filter(open).filter(|caution| !kept.contains(caution.id.as_str()))
        {
            only_with_its_steps(&old, &new, caution.id.as_str())?;
        }
        Ok(())
    });
}

/// Everything that is open, each thing by a name of its own.
fn open(intake: &Intake) -> BTreeSet<String> {
    let accepted = accept(intake.clone());
    let limits = assess(&accepted, &SHIPPED).limits;
    let tables = SHIPPED.tables();
    let mut open = BTreeSet::new();
    let mut say = |is_open: bool, what: String| {
        if is_open {
            open.insert(what);
        }
    };
    for (at, technique) in tables.techniques.iter().enumerate() {
        for side in Side::ALL {
            let is_open = limits.technique_closed(at, side).is_none();
            say(is_open, format!("{} {side:?}", technique.id));
        }
    }
    for position in Position::ALL {
        for phase in Phase::ALL {
            let is_open = limits.position_closed(position, phase).is_none();
            say(is_open, format!("{position:?} {phase:?}"));
        }
    }
    for item in &tables.home_care {
        say(limits.home_care_closed(&item.id).is_none(), item.id.to_string());
    }
    for (at, region) in tables.regions.iter().enumerate() {
        for side in Laterality::ALL {
            let cell = Cell { region: at, side };
            let Some(entry) = limits.cell(cell) else {
                continue;
            };
            say(entry.no_heat.is_none(), format!("heat {} {side:?}", region.id));
            say(entry.no_cold.is_none(), format!("cold {} {side:?}", region.id));
            for (at, modality) in tables.modalities.iter().enumerate() {
                let is_open = limits.modality_closed(cell, at).is_none();
                say(is_open, format!("{} {} {side:?}", modality.id, region.id));
            }
        }
    }
    open
}

fn heat(plan: &Plan) -> u16 {
    let packs = plan.steps.iter().filter(|step| step.phase == Phase::Heat);
    packs.map(|step| step.minutes.get()).sum()
}

fn at_home(plan: &Plan) -> BTreeSet<String> {
    ids(plan.home_care.iter().chain(&plan.home_care_later).map(|item| &item.id))
}

/// The highest level on each place that is worked, one side at a time.
fn levels(plan: &Plan) -> BTreeMap<(usize, Laterality), u16> {
    let mut levels = BTreeMap::new();
    for step in &plan.steps {
        let Some(level) = step.pressure.map(Pressure::get) else { continue };
        let sides = Laterality::ALL.into_iter().filter(|side| match step.side {
            None | Some(Side::Both) => true,
            Some(Side::Left) => *side == Laterality::Left,
            Some(Side::Right) => *side == Laterality::Right,
        });
        let regions = step.regions.iter().filter_map(|id| SHIPPED.region_index(id));
        let regions: Vec<usize> = regions.collect();
        for (side, region) in sides.flat_map(|side| regions.iter().map(move |it| (side, *it))) {
            let highest = levels.entry((region, side)).or_insert(level);
            *highest = level.max(*highest);
        }
    }
    levels
}

/// Pairs of an intake and the same with one more yes.
fn pairs() -> impl Strategy<Value = (Intake, Intake)> {
    let all: Vec<&str> = generate::findings().collect();
    (generate::intake(), select(all)).prop_map(|(mut before, id)| {
        let after = with_one_more(&mut before, id);
        (with_fitting_places(before), with_fitting_places(after))
    })
}

#[test]
fn one_more_yes_opens_nothing_for_stretches_packs_home_care_or_positions() {
    hold(6000, 9, pairs(), |(before, after)| {
        if assess(&accept(after.clone()), &SHIPPED).status.withholds() {
            return Ok(());
        }
        let (old, new) = (open(&before), open(&after));
        let opened: Vec<&String> = new.difference(&old).collect();
        prop_assert!(opened.is_empty(), "{opened:?}");
        Ok(())
    });
}

#[test]
fn one_more_yes_gives_no_bolder_plan() {
    hold(6000, 10, pairs(), |(before, after)| {
        let open_before = caps(&before, &SHIPPED);
        let (old, new) = (planned(before)?, planned(after)?);
        if old.status.withholds() || new.status.withholds() {
            return Ok(());
        }
        let most = heat(&old);
        prop_assert!(heat(&new) <= most, "{} minutes of heat, not {most}", heat(&new));
        let more: Vec<String> = at_home(&new)
            .difference(&at_home(&old))
            .filter(|item| !CAREFUL.contains(&item.as_str()))
            .cloned()
            .collect();
        prop_assert!(more.is_empty(), "more at home: {more:?}");
        let days = |plan: &Plan| {
            let follow = plan.follow_up.as_ref();
            follow.and_then(|follow| follow.interval_days).map(ischia::model::IntervalDays::get)
        };
        let sooner = match (days(&old), days(&new)) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(old), Some(new)) => new <= old,
        };
        prop_assert!(sooner, "{:?} days, not {:?}", days(&new), days(&old));
        // Another answer may send hands elsewhere, to where more was open all along: what a place
        // gets now is held against what it could have had before.
        for (place, level) in levels(&new) {
            let (cap, is_closed) = open_before[&place];
            prop_assert!(!is_closed && level <= cap, "{place:?}: {level} over {cap}");
        }
        Ok(())
    });
}
