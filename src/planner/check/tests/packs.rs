//! What packs lie beside, for how long, and over what.

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
    warnings(&lasting(5), &["pack-length@2"]);
    conflicts(&lasting(1), &["step-too-short@2"]);
}

#[test]
fn no_pack_under_hands_above_or_below() {
    conflicts(&heat(|pack| pack.beside = vec![3, 4, 5, 6]), &["pack-under-hands@2"]);
    let deeper = edited(baseline(), |plan| {
        plan.steps[2].regions.push("piriformis".parse_id());
    });
    conflicts(&deeper, &["pack-under-hands@2"]);
    let other = edited(baseline(), |plan| {
        plan.steps[2].regions.push("hamstrings".parse_id());
    });
    conflicts(&other, &[]);
}
