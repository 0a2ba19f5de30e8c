//! Warnings, and edits that a therapist may make.

use super::*;
use crate::planner::fill;

#[test]
fn above_the_default_but_under_the_cap_is_a_warning() {
    let plan = edited(baseline(), |plan| level(plan, 10, 3));
    warnings(&plan, &["above-default@10"]);
    let calm = edited(baseline(), |plan| level(plan, 9, 1));
    warnings(&calm, &[]);
}

#[test]
fn a_level_outside_the_range_of_the_modality() {
    let plan = edited(baseline(), |plan| level(plan, 7, 3));
    warnings(&plan, &["modality-range@7"]);
}

#[test]
fn turns_are_counted_between_lying_positions() {
    let turning = edited(baseline(), |plan| {
        plan.steps[8].position = Position::SideLyingLeft;
        plan.steps[9].position = Position::Prone;
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
            plan.steps[8].side = Some(second);
            plan.steps[9].side = Some(second);
            plan.steps[5].side = Some(first);
            plan.steps[6].side = Some(first);
            plan.steps[7].side = Some(first);
            plan.steps[1].side = Some(first);
        })
    };
    assert!(named(&both(Side::Right, Side::Left), Level::Warning).contains(&"o-10@6".to_owned()));
    assert!(!named(&both(Side::Left, Side::Right), Level::Warning).contains(&"o-10@6".to_owned()));
}

#[test]
fn the_order_of_areas_is_soft_and_gives_way_to_heat() {
    let swapped = edited(baseline(), |plan| plan.steps.swap(8, 9));
    warnings(&swapped, &["o-11@10"]);
    let heated = edited(baseline(), |plan| {
        let calves = plan.steps.remove(9);
        plan.steps.insert(3, calves);
        plan.steps[1].beside = vec![3, 10, 4];
    });
    warnings(&heated, &[]);
}

#[test]
fn positions_to_avoid_stay_a_wish() {
    let plan = answering(|answers| {
        answers["preferences"] = json!({ "avoid_positions": ["Supine", "Standing"] });
    });
    warnings(&plan, &["preference@11", "preference@12"]);
}

#[test]
fn an_area_that_is_left_out() {
    let plan = edited(baseline(), |plan| {
        plan.steps.remove(8);
        minutes(plan, 9, 12);
    });
    warnings(&plan, &["area-left-out"]);
}

#[test]
fn long_rest_long_stays_and_much_work_are_warnings() {
    let rest = edited(baseline(), |plan| {
        book(plan, 76);
        plan.steps.insert(11, step(Phase::Rest, Position::Seated, 16));
    });
    warnings(&rest, &["rest-too-long"]);
    let much = edited(baseline(), |plan| {
        book(plan, 74);
        minutes(plan, 9, 22);
    });
    warnings(&much, &["regions-over-50", "in-one-position@3"]);
    let paused = edited(much, |plan| {
        let said = &KNOWLEDGE.session().texts.pause.text;
        plan.steps[7].instructions = fill(said, &[("step", "8")]);
    });
    warnings(&paused, &["regions-over-50"]);
}

#[test]
fn whole_body_steps_have_a_length() {
    let plan = edited(baseline(), |plan| {
        book(plan, 86);
        let mut calm = focus("whole-body", Side::Both, "swedish", 1, 26);
        calm.position = Position::Supine;
        plan.steps.insert(10, calm);
    });
    warnings(&plan, &["whole-body-length@11"]);
}

#[test]
fn one_light_step_is_enough_on_the_other_side() {
    let left = |first: u16, second: u16| {
        edited(baseline(), |plan| {
            plan.steps[8] = focus("gluteals", Side::Left, "swedish", 2, first);
            plan.steps[9] = focus("hamstrings", Side::Left, "swedish", 2, second);
            minutes(plan, 5, 5 + 12 - first - second);
            let legs = ["hamstrings", "calves"].map(str::parse_id);
            plan.steps[2].regions.extend(legs);
        })
    };
    let about = |plan: &Plan| {
        conflicts(plan, &[]);
        let rules = named(plan, Level::Warning);
        rules.into_iter().filter(|rule| rule.starts_with("other-side-long")).collect::<Vec<_>>()
    };
    assert_eq!(about(&left(3, 3)), ["other-side-long@10"]);
    let one = edited(left(3, 3), |plan| plan.steps[9].side = Some(Side::Right));
    assert_eq!(about(&one), [""; 0]);
    let five = edited(one, |plan| {
        minutes(plan, 9, 5);
        minutes(plan, 5, 9);
    });
    assert_eq!(about(&five), [""; 0]);
    let six = edited(five, |plan| {
        minutes(plan, 9, 6);
        minutes(plan, 5, 8);
    });
    assert_eq!(about(&six), ["other-side-long@9"]);
}

#[test]
fn pressing_on_spots_has_its_time_place_by_place() {
    let pressed = |first: u16, second: &str, more: u16| {
        edited(baseline(), |plan| {
            minutes(plan, 8, first);
            plan.steps[8] = focus(second, Side::Right, "neuromuscular", 3, more);
            minutes(plan, 10, 17 - first - more);
        })
    };
    let about = |plan: &Plan| {
        conflicts(plan, &[]);
        let rules = named(plan, Level::Warning);
        rules.into_iter().filter(|rule| rule.starts_with("focal-too-long")).collect::<Vec<_>>()
    };
    assert_eq!(about(&pressed(6, "gluteals", 3)), ["focal-too-long@8"]);
    assert_eq!(about(&pressed(3, "piriformis", 3)), ["focal-too-long@9"]);
    assert_eq!(about(&pressed(5, "gluteals", 5)), [""; 0]);
}

#[test]
fn a_stretch_step_is_no_longer_than_its_techniques() {
    let stretched = |techniques: &[&str], side: Side, length: u16| {
        edited(baseline(), |plan| {
            plan.steps[10] = stretch(techniques, length);
            plan.steps[10].side = Some(side);
            minutes(plan, 13, 9 - length);
        })
    };
    // Three times 30 seconds, and 30 to set up, on each side.
    warnings(&stretched(&["gluteal-stretch"], Side::Right, 2), &[]);
    warnings(&stretched(&["gluteal-stretch"], Side::Right, 3), &["stretch-too-long@11"]);
    warnings(&stretched(&["gluteal-stretch"], Side::Both, 4), &[]);
    warnings(&stretched(&["gluteal-stretch"], Side::Both, 5), &["stretch-too-long@11"]);
    // Ten slow repeats and 30 seconds come to 70, which is rounded up, and never to less than 2.
    warnings(&stretched(&["ankle-pumps"], Side::Right, 2), &[]);
    warnings(&stretched(&["ankle-pumps"], Side::Right, 3), &["stretch-too-long@11"]);
}
