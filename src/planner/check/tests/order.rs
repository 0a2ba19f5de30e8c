//! O1 to O8.

use super::*;

fn moved(from: usize, to: usize) -> Plan {
    edited(baseline(), |plan| {
        let step = plan.steps.remove(from - 1);
        plan.steps.insert(to - 1, step);
    })
}

#[test]
fn the_check_in_is_first() {
    conflicts(&moved(12, 1), &["o-01@1", "o-08@1", "o-07@12"]);
    conflicts(&moved(1, 2), &["o-01@1"]);
}

#[test]
fn heat_comes_before_hands_on_its_area() {
    let late = edited(baseline(), |plan| {
        plan.steps[1].beside = vec![8, 9];
        plan.steps[1].minutes = Minutes::new(10).unwrap();
    });
    conflicts(&late, &["o-02@2"]);
    let warmed = edited(late, |plan| {
        plan.steps[5] = focus("gluteals", Side::Right, "hot-stone", 3, 9);
        plan.steps[6] = focus("gluteals", Side::Right, "hot-stone", 3, 8);
    });
    conflicts(&warmed, &[]);
}

#[test]
fn a_pack_listed_late_still_lies_where_its_steps_are() {
    conflicts(&moved(2, 8), &["o-02@8"]);
}

#[test]
fn a_light_warm_up_comes_before_firm_and_focal_work() {
    conflicts(&moved(3, 5), &["o-03@3", "o-03@4"]);
    let cold = edited(baseline(), |plan| {
        plan.steps.remove(2);
        plan.steps[1].beside = vec![4, 5];
        minutes(plan, 2, 9);
        minutes(plan, 3, 9);
    });
    let rules = named(&cold, Level::Conflict);
    assert!(rules.iter().all(|rule| rule.starts_with("o-03@")), "{rules:?}");
    assert_eq!(rules.len(), 5, "{rules:?}");
}

#[test]
fn the_gluteals_come_before_the_piriformis() {
    conflicts(&moved(7, 6), &["o-04@6"]);
    // Without focus work on the gluteals the warm-up has to cover them.
    let merged = |warm: bool| {
        edited(baseline(), |plan| {
            plan.steps.remove(1);
            plan.steps[4] = focus("hamstrings", Side::Right, "swedish", 3, 9);
            if warm {
                plan.steps[1].regions.push("gluteals".parse_id());
            }
        })
    };
    conflicts(&merged(false), &["o-04@6"]);
    conflicts(&merged(true), &[]);
}

#[test]
fn stretches_come_after_the_work_on_what_they_pull() {
    conflicts(&moved(8, 10), &["o-05@9"]);
    conflicts(&moved(9, 10), &[]);
}

#[test]
fn cold_comes_last_and_for_inflammation_only() {
    let inflamed = |answers: &mut Value| {
        answers["inflammation"] = json!("Some");
        answers["inflamed_regions"] = json!([{ "region": "calves", "side": "Right" }]);
    };
    let with_pack = |plan: &mut Plan, at: usize, beside: usize, position: Position| {
        let number = 100;
        let mut pack = pack(Phase::Cold, "calves", position, 8, &[beside]);
        pack.number = number;
        plan.steps.insert(at - 1, pack);
    };
    let lighter = edited(answering(inflamed), |plan| {
        minutes(plan, 9, 3);
        minutes(plan, 8, 3);
        minutes(plan, 12, 8);
    });
    let end = edited(lighter.clone(), |plan| with_pack(plan, 12, 12, Position::Seated));
    conflicts(&end, &[]);
    let after = edited(lighter.clone(), |plan| with_pack(plan, 13, 12, Position::Seated));
    conflicts(&after, &[]);
    let early = edited(lighter, |plan| with_pack(plan, 7, 7, Position::Prone));
    conflicts(&early, &["o-06@7"]);
    let healthy = edited(baseline(), |plan| {
        minutes(plan, 8, 3);
        minutes(plan, 9, 3);
        minutes(plan, 12, 8);
        with_pack(plan, 12, 12, Position::Seated);
    });
    conflicts(&healthy, &["o-06@12"]);
}

#[test]
fn the_re_test_comes_after_the_work_and_home_care_is_last() {
    conflicts(&moved(11, 10), &["o-07@10"]);
    conflicts(&moved(12, 11), &["o-08@11", "o-07@12"]);
}
