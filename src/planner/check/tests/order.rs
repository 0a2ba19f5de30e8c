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
    conflicts(&moved(13, 1), &["o-01@1", "o-08@1", "o-07@13"]);
    conflicts(&moved(1, 2), &["o-01@1"]);
}

#[test]
fn heat_comes_before_hands_on_its_area() {
    let late = edited(baseline(), |plan| {
        plan.steps[1].beside = vec![9, 10];
        plan.steps[1].minutes = Minutes::new(10).unwrap();
    });
    conflicts(&late, &["o-02@2"]);
    let warmed = edited(late, |plan| {
        plan.steps[5] = focus("gluteals", Side::Right, "hot-stone", 3, 3);
        plan.steps[6] = focus("gluteals", Side::Right, "hot-stone", 3, 9);
        plan.steps[7] = focus("gluteals", Side::Right, "hot-stone", 3, 5);
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
        minutes(plan, 2, 10);
        minutes(plan, 3, 9);
    });
    let rules = named(&cold, Level::Conflict);
    assert!(rules.iter().all(|rule| rule.starts_with("o-03@")), "{rules:?}");
    assert_eq!(rules.len(), 6, "{rules:?}");
}

#[test]
fn the_gluteals_come_before_the_piriformis() {
    conflicts(&moved(8, 6), &["o-04@6"]);
    conflicts(&moved(8, 7), &[]);
    // Without focus work on the gluteals the warm-up has to cover them.
    let merged = |warm: bool| {
        edited(baseline(), |plan| {
            plan.steps.remove(1);
            plan.steps[4] = focus("hamstrings", Side::Right, "swedish", 3, 3);
            plan.steps[5] = focus("hamstrings", Side::Right, "swedish", 3, 9);
            if warm {
                plan.steps[1].regions.push("gluteals".parse_id());
            }
        })
    };
    conflicts(&merged(false), &["o-04@7"]);
    conflicts(&merged(true), &[]);
}

#[test]
fn stretches_come_after_the_work_on_what_they_pull() {
    conflicts(&moved(9, 11), &["o-05@10"]);
    conflicts(&moved(10, 11), &[]);
}

#[test]
fn cold_comes_last_and_for_inflammation_only() {
    let talk = || inflamed_calves(|_| ());
    conflicts(&iced(talk(), 13, 13, Position::Seated), &[]);
    conflicts(&iced(talk(), 14, 13, Position::Seated), &[]);
    conflicts(&iced(talk(), 7, 7, Position::Prone), &["o-06@7"]);
    let healthy = iced(long_talk(baseline()), 13, 13, Position::Seated);
    conflicts(&healthy, &["o-06@13"]);
}

#[test]
fn the_re_test_comes_after_the_work_and_home_care_is_last() {
    conflicts(&moved(12, 11), &["o-07@11"]);
    conflicts(&moved(13, 12), &["o-08@12", "o-07@13"]);
}
