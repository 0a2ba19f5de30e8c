//! What answers close besides hands: positions of talks and rests, pauses, the side that lies down,
//! warmth, cold and stretches that make it worse, advice for home, the next visit.

use super::*;
use crate::model::{FollowUp, IntervalDays};
use crate::planner::fill;

fn worse_with(what: &[&str]) -> Plan {
    answering(|answers| answers["aggravators"] = json!(what))
}

fn lying(plan: Plan, number: usize, position: Position) -> Plan {
    edited(plan, |plan| plan.steps[number - 1].position = position)
}

#[test]
fn talks_keep_out_of_positions_that_make_it_worse() {
    let sitting = worse_with(&["Sitting"]);
    conflicts(&sitting, &["worse-sitting@1", "worse-sitting@13"]);
    let up = lying(lying(sitting, 1, Position::Standing), 13, Position::Standing);
    conflicts(&up, &[]);
    for aggravators in [&["Standing"][..], &["Sitting", "Standing"]] {
        let standing = worse_with(aggravators);
        conflicts(&standing, &["worse-standing@12"]);
        conflicts(&lying(standing, 12, Position::Seated), &[]);
    }
}

#[test]
fn warmth_cold_and_bends_that_make_it_worse() {
    let stone =
        |plan: Plan| edited(plan, |plan| plan.steps[8].modality = Some("hot-stone".parse_id()));
    conflicts(&stone(worse_with(&["Heat"])), &["worse-with-heat@2", "worse-with-heat@9"]);
    let cold = |aggravators: &[&str]| {
        let answers = |answers: &mut Value| answers["aggravators"] = json!(aggravators);
        iced(inflamed_calves(answers), 13, 13, Position::Seated)
    };
    conflicts(&cold(&["Cold"]), &["worse-with-cold@13"]);
    conflicts(&cold(&[]), &[]);
    for (aggravator, technique, position, rule) in [
        ("BendingForward", "knee-to-chest", Position::Supine, "worse-bending-forward@11"),
        ("BendingBack", "hip-flexor-stretch", Position::Prone, "worse-bending-back@11"),
    ] {
        let with = |plan: Plan| {
            edited(plan, |plan| {
                plan.steps[10] = stretch(&[technique], 6);
                plan.steps[10].position = position;
            })
        };
        conflicts(&with(baseline()), &[]);
        conflicts(&with(worse_with(&[aggravator])), &[rule]);
    }
}

fn pause(plan: &mut Plan, number: usize) {
    let said = &KNOWLEDGE.session().texts.pause.text;
    let said = fill(said, &[("step", &number.to_string())]);
    plan.steps[number - 1].instructions.push_str(&said);
}

fn pause_within(plan: &mut Plan, number: usize, every: u16) {
    let said = &KNOWLEDGE.session().texts.pause_within.text;
    let (number_said, every_said) = (number.to_string(), every.to_string());
    let said = fill(said, &[("step", &number_said), ("minutes", &every_said)]);
    plan.steps[number - 1].instructions.push_str(&said);
}

#[test]
fn where_lying_makes_it_worse_there_is_a_pause_every_fifteen_minutes() {
    conflicts(&worse_with(&["Lying"]), &["worse-lying@6", "worse-lying@9"]);
    let pausing = |numbers: &[usize]| {
        edited(worse_with(&["Lying"]), |plan| {
            for number in numbers {
                pause(plan, *number);
            }
        })
    };
    conflicts(&pausing(&[6, 8, 10]), &[]);
    conflicts(&pausing(&[6, 10]), &["worse-lying@8"]);
    // A pause is that of its own step.
    let elsewhere = edited(pausing(&[8, 10]), |plan| {
        let said = &KNOWLEDGE.session().texts.pause.text;
        plan.steps[5].instructions = fill(said, &[("step", "7")]);
    });
    conflicts(&elsewhere, &["worse-lying@6"]);
}

#[test]
fn a_step_that_is_longer_by_itself_has_pauses_inside() {
    let long = |before: bool, within: Option<u16>| {
        edited(worse_with(&["Lying"]), |plan| {
            book(plan, 70);
            minutes(plan, 9, 18);
            let before_step = before.then_some(9);
            for number in [6, 8, 10].into_iter().chain(before_step) {
                pause(plan, number);
            }
            if let Some(every) = within {
                pause_within(plan, 9, every);
            }
        })
    };
    conflicts(&long(true, Some(15)), &[]);
    conflicts(&long(true, None), &["worse-lying@9"]);
    conflicts(&long(true, Some(20)), &["worse-lying@9"]);
    // Five minutes of the step before come on top of the first fifteen.
    conflicts(&long(false, Some(15)), &["worse-lying@9"]);
}

/// An hour on the left side for a client who is pregnant and hurts on the right.
fn pregnant(change: impl FnOnce(&mut Value)) -> Plan {
    let answers = intake(|answers| {
        answers["findings"] = json!(["pregnancy"]);
        change(answers);
    });
    let right = Side::Right;
    let back = ["low-back-near-spine", "low-back-outer"];
    let mut steps = vec![
        step(Phase::CheckIn, Position::Seated, 5),
        work(Phase::WarmUp, &back, Side::Both, "swedish", 2, 5),
        focus("low-back-outer", Side::Both, "swedish", 3, 9),
        focus("gluteals", right, "swedish", 3, 9),
        focus("hamstrings", right, "swedish", 2, 9),
        focus("calves", right, "swedish", 2, 5),
        stretch(&["gluteal-stretch"], 2),
        step(Phase::Rest, Position::SideLyingLeft, 10),
        step(Phase::ReTest, Position::Seated, 3),
        step(Phase::HomeCare, Position::Seated, 3),
    ];
    for step in &mut steps[1..7] {
        step.position = Position::SideLyingLeft;
    }
    plan(answers, steps, &["warning-signs", "walking"])
}

#[test]
fn a_longer_rest_in_pregnancy_is_on_the_left() {
    conflicts(&pregnant(|_| ()), &[]);
    for position in [Position::SideLyingRight, Position::Seated] {
        conflicts(&lying(pregnant(|_| ()), 8, position), &["k-13@8"]);
        let short = edited(pregnant(|_| ()), |plan| {
            minutes(plan, 8, 4);
            minutes(plan, 5, 15);
        });
        conflicts(&lying(short, 8, position), &[]);
        let other = pregnant(|answers| answers["findings"] = json!([]));
        conflicts(&lying(other, 8, position), &[]);
    }
}

#[test]
fn in_pregnancy_the_painful_side_is_up_while_hands_work() {
    let down = Position::SideLyingRight;
    for number in [2, 3] {
        conflicts(&lying(pregnant(|_| ()), number, down), &[&format!("k-13@{number}")]);
    }
    conflicts(&lying(pregnant(|_| ()), 7, down), &[]);
    conflicts(&lying(pregnant(|answers| answers["findings"] = json!([])), 3, down), &[]);
    // Where both sides hurt, each is up in its turn.
    conflicts(&lying(pregnant(|answers| answers["side"] = json!("Both")), 3, down), &[]);
}

#[test]
fn where_the_left_is_closed_a_pregnant_client_lies_on_the_right() {
    let wound = pregnant(|answers| {
        answers["findings"] = json!(["pregnancy", "open-wound"]);
        answers["excluded_regions"] = json!([{ "region": "gluteals", "side": "Left" }]);
    });
    let turned = edited(wound, |plan| {
        for step in &mut plan.steps[1..8] {
            step.position = Position::SideLyingRight;
        }
    });
    let rules = named(&turned, Level::Conflict);
    assert!(!rules.iter().any(|rule| rule.starts_with("k-13")), "{rules:?}");
    let left = lying(turned, 8, Position::SideLyingLeft);
    assert!(named(&left, Level::Conflict).contains(&"k-11@8".to_owned()));
}

#[test]
fn what_to_watch_for_goes_home_first() {
    let missing = edited(baseline(), |plan| _ = plan.home_care.remove(0));
    conflicts(&missing, &["watch-missing"]);
    let later = edited(baseline(), |plan| {
        let item = plan.home_care.remove(0);
        plan.home_care_later.push(item);
    });
    conflicts(&later, &["watch-missing"]);
    let second = edited(baseline(), |plan| plan.home_care.swap(0, 1));
    conflicts(&second, &["watch-missing"]);
}

#[test]
fn stretching_goes_home_only_from_a_stretch_of_today() {
    let with = |techniques: &[&str]| {
        let home_care = ["warning-signs", "stretching"];
        edited(plan(intake(|_| ()), an_hour(), &home_care), |plan| {
            plan.steps[10] = stretch(techniques, 6);
        })
    };
    conflicts(&with(&["hamstring-stretch"]), &[]);
    conflicts(&with(&["contract-relax"]), &["home-care-closed"]);
    conflicts(&with(&["contract-relax", "hamstring-stretch"]), &[]);
    let later = edited(with(&["contract-relax"]), |plan| {
        let item = plan.home_care.remove(1);
        plan.home_care_later.push(item);
    });
    conflicts(&later, &["home-care-closed"]);
}

#[test]
fn advice_for_later_is_judged_like_that_of_today() {
    let later = |plan: Plan| {
        forged(plan, |plan| {
            let item = plan.home_care.pop().unwrap();
            plan.home_care_later.push(item);
        })
    };
    conflicts(&later(baseline()), &[]);
    let unpinned = forged(later(baseline()), |plan| plan.home_care_later[0].cautions.clear());
    conflicts(&unpinned, &["k-06"]);
    let unknown = forged(later(baseline()), |plan| {
        plan.home_care_later[0].id = "heat-packs".parse_id();
    });
    conflicts(&unknown, &["unknown-id"]);
    let refused = intake(|answers| answers["preferences"] = json!({ "heat": false }));
    let refused = plan(refused, an_hour(), &["warning-signs", "heat-pack"]);
    conflicts(&later(refused), &["refusal", "refusal@2"]);
}

/// A visit with nothing firm and nothing focal, and a day for the next one.
fn next_visit(course: &Value, days: Option<u16>) -> Plan {
    let visit = answering(|answers| answers["course"] = course.clone());
    edited(visit, |plan| {
        plan.steps[6] = focus("gluteals", Side::Right, "swedish", 3, 9);
        plan.steps[7] = focus("piriformis", Side::Right, "myofascial-release", 3, 5);
        plan.follow_up = Some(FollowUp {
            interval_days: days.map(|days| IntervalDays::new(days).unwrap()),
            review_at_visit: 10,
            text: String::new(),
            sources: Vec::new(),
        });
    })
}

#[test]
fn symptoms_further_down_bring_the_next_visit_within_a_week() {
    let course =
        |last: &str| json!({ "visit": 2, "pain_history": [4], "last_furthest_point": last });
    conflicts(&next_visit(&course("Knee"), Some(8)), &["k-27"]);
    conflicts(&next_visit(&course("Knee"), Some(7)), &[]);
    conflicts(&next_visit(&course("Knee"), None), &[]);
    conflicts(&next_visit(&course("Calf"), Some(30)), &[]);
}

#[test]
fn no_next_visit_before_the_doctor_has_seen_the_client() {
    let course = |history: [u16; 5]| json!({ "visit": 6, "pain_history": history });
    conflicts(&next_visit(&course([4; 5]), Some(1)), &["k-22"]);
    conflicts(&next_visit(&course([4; 5]), None), &[]);
    conflicts(&next_visit(&course([8, 7, 6, 5, 4]), Some(7)), &[]);
}
