//! What packs lie beside, for how long, over what and under what.

use super::*;

fn heat(change: impl FnOnce(&mut Step)) -> Plan {
    edited(baseline(), |plan| change(&mut plan.steps[1]))
}

fn lasting(minutes: u16) -> Plan {
    heat(|pack| pack.minutes = Minutes::new(minutes).unwrap())
}

#[test]
fn a_pack_lies_beside_steps_that_are_there_and_follow_each_other() {
    conflicts(&heat(|pack| pack.beside = vec![3, 5]), &["pack-beside@2", "pack-length@2"]);
    conflicts(&heat(|pack| pack.beside = vec![3, 4, 5, 99]), &["pack-beside@2"]);
    conflicts(&heat(|pack| pack.beside = vec![3, 4, 4, 5]), &["pack-beside@2"]);
    conflicts(&heat(|pack| pack.beside = Vec::new()), &["phase-shape@2"]);
    conflicts(&heat(|pack| pack.beside = vec![2, 3, 4, 5]), &["pack-beside@2"]);
}

#[test]
fn never_beside_the_check_in_and_never_in_another_position() {
    let prone = edited(baseline(), |plan| {
        plan.steps[0].position = Position::Prone;
        plan.steps[1].beside = vec![1, 3, 4];
    });
    conflicts(&prone, &["pack-beside@2"]);
    conflicts(&heat(|pack| pack.position = Position::SideLyingLeft), &["pack-beside@2"]);
}

#[test]
fn a_pack_is_no_longer_than_its_steps_or_twenty_minutes() {
    conflicts(&lasting(14), &[]);
    conflicts(&lasting(15), &["pack-length@2"]);
    let long = edited(lasting(21), |plan| {
        minutes(plan, 3, 12);
        minutes(plan, 6, 2);
    });
    assert!(named(&long, Level::Conflict).contains(&"pack-length@2".to_owned()));
    let beside_one_step = |minutes: u16| {
        heat(|pack| {
            pack.beside = vec![3];
            pack.minutes = Minutes::new(minutes).unwrap();
        })
    };
    warnings(&beside_one_step(5), &["pack-length@2"]);
    conflicts(&beside_one_step(1), &["step-too-short@2"]);
}

#[test]
fn no_pack_under_hands_above_or_below() {
    let further = heat(|pack| {
        pack.beside = vec![3, 4, 5, 6];
        pack.minutes = Minutes::new(15).unwrap();
    });
    conflicts(&further, &["pack-under-hands@2"]);
    let deeper = edited(baseline(), |plan| {
        plan.steps[2].regions.push("piriformis".parse_id());
    });
    conflicts(&deeper, &["pack-under-hands@2"]);
    let other = edited(baseline(), |plan| {
        plan.steps[2].regions.push("hamstrings".parse_id());
    });
    conflicts(&other, &[]);
}

#[test]
fn a_pack_is_off_before_a_step_beside_it_begins() {
    conflicts(&lasting(10), &[]);
    conflicts(&lasting(9), &["pack-beside@2"]);
    let one_less = edited(lasting(9), |plan| plan.steps[1].beside = vec![3, 4]);
    conflicts(&one_less, &[]);
}

#[test]
fn nobody_lies_on_a_pack() {
    let talk = |position: Position| {
        let plan = edited(inflamed_calves(|_| ()), |plan| plan.steps[12].position = position);
        iced(plan, 13, 13, position)
    };
    conflicts(&talk(Position::Supine), &["pack-loaded@13"]);
    conflicts(&talk(Position::SideLyingRight), &["pack-loaded@13"]);
    for open in [Position::SideLyingLeft, Position::Prone, Position::Seated] {
        conflicts(&talk(open), &[]);
    }
}

#[test]
fn medicine_that_dulls_feeling_shortens_the_warm_pack() {
    let dulled = |minutes: u16| {
        edited(with_finding("opioid"), |plan| {
            plan.steps[6] = focus("gluteals", Side::Right, "swedish", 3, 9);
            plan.steps[1].minutes = Minutes::new(minutes).unwrap();
        })
    };
    conflicts(&dulled(11), &["k-18@2"]);
    conflicts(&dulled(10), &[]);
    let unpinned = forged(dulled(10), |plan| {
        plan.steps[1].cautions.retain(|id| id.as_str() != "k-18");
    });
    conflicts(&unpinned, &["k-18@2"]);
}

fn placed(plan: Plan, region: &str, side: Side) -> Plan {
    edited(plan, |plan| {
        let pack = plan.steps.iter_mut().find(|step| step.phase == Phase::Cold).unwrap();
        pack.regions = vec![region.parse_id()];
        pack.side = Some(side);
    })
}

#[test]
fn cold_goes_where_it_is_inflamed() {
    let calves = || iced(inflamed_calves(|_| ()), 13, 13, Position::Seated);
    conflicts(&placed(calves(), "calves", Side::Right), &[]);
    conflicts(&placed(calves(), "calves", Side::Left), &["cold-place@13"]);
    conflicts(&placed(calves(), "calves", Side::Both), &["cold-place@13"]);
    conflicts(&placed(calves(), "low-back-outer", Side::Right), &["cold-place@13"]);
}

#[test]
fn where_no_place_was_entered_cold_goes_to_the_painful_side_of_the_low_back() {
    let anywhere = |side: &str| {
        let inflamed = long_talk(answering(|answers| {
            answers["side"] = json!(side);
            answers["inflammation"] = json!("Some");
        }));
        let lighter = edited(inflamed, |plan| {
            level(plan, 4, 2);
            level(plan, 5, 2);
            plan.steps[10] = stretch(&["hamstring-stretch", "gluteal-stretch"], 6);
        });
        iced(lighter, 13, 13, Position::Seated)
    };
    conflicts(&placed(anywhere("Right"), "low-back-outer", Side::Right), &[]);
    conflicts(&placed(anywhere("Right"), "low-back-outer", Side::Left), &["cold-place@13"]);
    conflicts(&placed(anywhere("Right"), "calves", Side::Right), &["cold-place@13"]);
    conflicts(&placed(anywhere("Both"), "low-back-outer", Side::Both), &[]);
}
