//! Warnings, and edits that a therapist may make.

use super::*;

#[test]
fn above_the_default_but_under_the_cap_is_a_warning() {
    let plan = edited(baseline(), |plan| level(plan, 9, 3));
    warnings(&plan, &["above-default@9"]);
    let calm = edited(baseline(), |plan| level(plan, 8, 1));
    warnings(&calm, &[]);
}

#[test]
fn a_level_outside_the_range_of_the_modality() {
    let plan = edited(baseline(), |plan| level(plan, 6, 3));
    warnings(&plan, &["modality-range@6"]);
}

#[test]
fn turns_are_counted_between_lying_positions() {
    let turning = edited(baseline(), |plan| {
        plan.steps[7].position = Position::SideLyingLeft;
        plan.steps[8].position = Position::Prone;
    });
    warnings(&turning, &["o-09"]);
}

#[test]
fn the_milder_side_comes_first() {
    let both = |first: Side, second: Side| {
        let plan = answering(|answers| {
            answers["side"] = json!("Both");
            answers["worse_side"] = json!("Right");
        });
        edited(plan, |plan| {
            plan.steps[7].side = Some(second);
            plan.steps[8].side = Some(second);
            plan.steps[5].side = Some(first);
            plan.steps[6].side = Some(first);
            plan.steps[1].side = Some(first);
        })
    };
    assert!(named(&both(Side::Right, Side::Left), Level::Warning).contains(&"o-10@6".to_owned()));
    assert!(!named(&both(Side::Left, Side::Right), Level::Warning).contains(&"o-10@6".to_owned()));
}

#[test]
fn the_order_of_areas_is_soft_and_gives_way_to_heat() {
    let swapped = edited(baseline(), |plan| plan.steps.swap(7, 8));
    warnings(&swapped, &["o-11@9"]);
    let heated = edited(baseline(), |plan| {
        let calves = plan.steps.remove(8);
        plan.steps.insert(3, calves);
        plan.steps[1].beside = vec![3, 9, 4, 5];
    });
    warnings(&heated, &[]);
}

#[test]
fn wishes_that_are_not_kept() {
    let plan = answering(|answers| {
        answers["preferences"] = json!({ "heat": false, "max_pressure": 3,
            "avoid_positions": ["Supine"], "declined_modalities": ["trigger-point"] });
    });
    warnings(&plan, &["preference@2", "preference@6", "preference@7", "preference@10"]);
}

#[test]
fn an_area_that_is_left_out() {
    let plan = edited(baseline(), |plan| {
        plan.steps.remove(7);
        minutes(plan, 7, 15);
    });
    warnings(&plan, &["area-left-out"]);
}

#[test]
fn long_rest_long_stays_and_much_work_are_warnings() {
    let rest = edited(baseline(), |plan| {
        plan.intake.minutes = crate::model::BookedMinutes::new(76).unwrap();
        plan.intake_digest = Some(intake_digest(&plan.intake));
        plan.steps.insert(10, step(Phase::Rest, Position::Seated, 16));
    });
    warnings(&rest, &["rest-too-long"]);
    let much = edited(baseline(), |plan| {
        plan.intake.minutes = crate::model::BookedMinutes::new(74).unwrap();
        plan.intake_digest = Some(intake_digest(&plan.intake));
        minutes(plan, 8, 21);
    });
    warnings(&much, &["regions-over-50", "in-one-position@3"]);
    let paused = edited(much, |plan| {
        plan.steps[6].instructions = KNOWLEDGE.session().texts.pause.text.clone();
    });
    warnings(&paused, &["regions-over-50"]);
}

#[test]
fn whole_body_steps_have_a_length() {
    let plan = edited(baseline(), |plan| {
        plan.intake.minutes = crate::model::BookedMinutes::new(86).unwrap();
        plan.intake_digest = Some(intake_digest(&plan.intake));
        let mut calm = focus("whole-body", Side::Both, "swedish", 1, 26);
        calm.position = Position::Supine;
        plan.steps.insert(9, calm);
    });
    warnings(&plan, &["whole-body-length@10"]);
}
