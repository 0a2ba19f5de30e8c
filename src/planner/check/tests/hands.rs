//! Levels, modalities, reach, closed doors, what the client refuses.

use super::*;

#[test]
fn a_level_over_the_cap_is_named_by_what_lowers_it() {
    let deeper = |plan: &mut Plan| level(plan, 4, 4);
    conflicts(&edited(baseline(), deeper), &["hard-maximum@4"]);
    let thin_blood = with_finding("anticoagulant");
    let named = named(&thin_blood, Level::Conflict);
    for wanted in ["k-12@4", "k-12@5", "k-12@6", "k-12@7", "k-12@8", "k-12@9"] {
        assert!(named.iter().any(|rule| rule == wanted), "{named:?}");
    }
}

#[test]
fn a_disc_near_the_spine_is_named_by_its_caution_and_not_by_the_maximum() {
    let disc = answering(|answers| answers["category"] = json!("herniated-disc"));
    let findings = found(&disc);
    let near = findings.iter().find(|f| f.step == Some(4) && f.level == Level::Conflict);
    let near = near.expect("level 3 beside the spine");
    assert_eq!(near.rule.as_str(), "k-03");
    assert!(near.text.contains("level 3, allowed is up to 2"), "{}", near.text);
}

#[test]
fn level_five_is_never_offered() {
    let plan = edited(baseline(), |plan| level(plan, 7, 5));
    conflicts(&plan, &["hard-maximum@7", "level-five@7"]);
}

#[test]
fn the_lower_cap_of_two_regions_holds() {
    let both = |plan: &mut Plan| {
        plan.steps[4].regions = ["low-back-near-spine", "low-back-outer"].map(str::parse_id).into();
        level(plan, 5, 4);
    };
    conflicts(&edited(baseline(), both), &["hard-maximum@5"]);
}

#[test]
fn a_closed_modality_is_a_conflict() {
    let plan = edited(baseline(), |plan| plan.steps[8].modality = Some("trigger-point".parse_id()));
    conflicts(&plan, &["modality-closed@9"]);
    let pregnant = |answers: &mut Value| answers["findings"] = json!(["pregnancy"]);
    let plan = plan_with_stone(answering(pregnant));
    assert!(named(&plan, Level::Conflict).contains(&"k-13@9".to_owned()));
}

fn plan_with_stone(plan: Plan) -> Plan {
    edited(plan, |plan| plan.steps[8].modality = Some("hot-stone".parse_id()))
}

#[test]
fn a_modality_that_begins_above_the_cap_is_closed_at_any_level() {
    let stenosis = edited(with_finding("spinal-stenosis"), |plan| {
        plan.steps[4].modality = Some("deep-tissue".parse_id());
        level(plan, 5, 2);
    });
    assert!(named(&stenosis, Level::Conflict).contains(&"k-14@5".to_owned()));
}

#[test]
fn no_hands_on_or_through_a_wound() {
    let wound = |answers: &mut Value| {
        answers["findings"] = json!(["open-wound"]);
        answers["excluded_regions"] = json!([{ "region": "gluteals", "side": "Right" }]);
    };
    let named = named(&answering(wound), Level::Conflict);
    for wanted in ["k-11@2", "k-11@6", "k-11@7", "k-11@8", "k-11@11", "k-11@13"] {
        assert!(named.iter().any(|rule| rule == wanted), "{wanted}: {named:?}");
    }
    assert!(!named.contains(&"k-11@9".to_owned()), "{named:?}");
}

#[test]
fn hands_have_to_reach() {
    let turned = edited(baseline(), |plan| plan.steps[9].position = Position::SideLyingRight);
    conflicts(&turned, &["position-reach@10"]);
    let up = edited(baseline(), |plan| plan.steps[9].position = Position::SideLyingLeft);
    conflicts(&up, &[]);
}

#[test]
fn the_other_side_gets_light_work_only() {
    let left = |modality: &str, height: u16| {
        let modality = modality.to_owned();
        edited(baseline(), move |plan| {
            plan.steps[9] = focus("gluteals", Side::Left, &modality, height, 4);
        })
    };
    conflicts(&left("trigger-point", 3), &["other-side-focal@10"]);
    conflicts(&left("swedish", 3), &["other-side-focal@10"]);
    conflicts(&left("swedish", 2), &[]);
    let both = answering(|answers| answers["side"] = json!("Both"));
    let both = edited(both, |plan| plan.steps[9].side = Some(Side::Left));
    conflicts(&both, &[]);
}

#[test]
fn positions_and_supports_that_the_answers_ask_for() {
    let standing = edited(with_finding("pregnancy-after-week-13"), |plan| {
        plan.steps[12].position = Position::Standing;
    });
    let late = named(&standing, Level::Conflict);
    for wanted in ["k-13@3", "k-13@11", "k-13@13"] {
        assert!(late.iter().any(|rule| rule == wanted), "{wanted}: {late:?}");
    }
    assert!(!late.contains(&"k-13@12".to_owned()), "a re-test may be standing: {late:?}");
    let lighter = |plan: &mut Plan| {
        level(plan, 4, 2);
        level(plan, 5, 2);
    };
    let stenosis = edited(with_finding("spinal-stenosis"), lighter);
    let rules = named(&stenosis, Level::Conflict);
    assert!(rules.iter().all(|rule| rule.starts_with("k-14@")), "{rules:?}");
    let pillows = edited(stenosis, |plan| {
        for step in &mut plan.steps {
            step.supports = ["abdomen-pillow", "knees-pillow"].map(str::parse_id).into();
        }
    });
    conflicts(&pillows, &[]);
}

#[test]
fn techniques_are_judged_by_their_traits_and_their_position() {
    let crossed = |plan: &mut Plan| plan.steps[10] = stretch(&["hip-cross-over"], 6);
    conflicts(&edited(baseline(), crossed), &[]);
    conflicts(&edited(with_finding("hip-replacement"), crossed), &["k-17@11"]);
    let prone = edited(baseline(), |plan| plan.steps[10].position = Position::Prone);
    conflicts(&prone, &["technique-position@11"]);
}

#[test]
fn heat_and_cold_where_they_are_closed() {
    let piriformis = numb(&json!([{ "region": "piriformis", "side": "Right" }]));
    let rules = named(&piriformis, Level::Conflict);
    assert!(rules.contains(&"numb@2".to_owned()), "{rules:?}");
    let hamstrings = numb(&json!([{ "region": "hamstrings", "side": "Right" }]));
    let plan = edited(plan_with_stone(hamstrings), |plan| level(plan, 9, 2));
    conflicts(&plan, &["numb@9"]);
}

#[test]
fn advice_that_the_answers_close() {
    let disc = |answers: &mut Value| answers["category"] = json!("herniated-disc");
    let plan = plan(intake(disc), an_hour(), &["warning-signs", "walking", "roller-low-back"]);
    let rules = named(&plan, Level::Conflict);
    assert!(rules.contains(&"k-03".to_owned()), "{rules:?}");
}

#[test]
fn a_cap_of_a_clearance_is_a_cap() {
    let cleared = answering(|answers| {
        answers["clearances"] = json!([{ "by": "Dr A", "on": "2026-11-20", "covers": [],
            "limits": "light", "max_pressure": 2 }]);
    });
    let rules = named(&cleared, Level::Conflict);
    assert!(rules.contains(&"clearance-limit@9".to_owned()), "{rules:?}");
}

#[test]
fn firm_work_needs_lighter_work_on_the_same_place() {
    // The warm pack lies on the gluteals all the while, and prepares nothing.
    let unprepared = edited(baseline(), |plan| {
        plan.steps.remove(5);
        minutes(plan, 8, 11);
    });
    conflicts(&unprepared, &["firm-unprepared@6"]);
    let short = edited(baseline(), |plan| {
        minutes(plan, 6, 2);
        minutes(plan, 9, 9);
    });
    conflicts(&short, &["step-too-short@6", "firm-unprepared@7"]);
    let late = edited(baseline(), |plan| plan.steps.swap(5, 6));
    conflicts(&late, &["firm-unprepared@6"]);
    let with = |region: &str, side: Side, modality: &str, height: u16| {
        let light = focus(region, side, modality, height, 3);
        edited(baseline(), |plan| plan.steps[5] = light)
    };
    conflicts(&with("gluteals", Side::Right, "myofascial-release", 1), &[]);
    conflicts(&with("gluteals", Side::Both, "swedish", 2), &[]);
    conflicts(&with("gluteals", Side::Left, "swedish", 2), &["firm-unprepared@7"]);
    conflicts(&with("hamstrings", Side::Right, "swedish", 3), &["firm-unprepared@7"]);
    conflicts(&with("gluteals", Side::Right, "trigger-point", 3), &["firm-unprepared@7"]);
    conflicts(&with("gluteals", Side::Right, "hot-stone", 2), &["firm-unprepared@7"]);
    let firm = with("gluteals", Side::Right, "swedish", 4);
    conflicts(&firm, &["firm-unprepared@6", "firm-too-long@7", "firm-unprepared@7"]);
}

#[test]
fn a_warm_up_prepares_each_of_its_regions_in_full() {
    let warmed = |warm_up: u16| {
        edited(baseline(), |plan| {
            plan.steps.remove(5);
            plan.steps.remove(1);
            plan.steps[1].regions.push("gluteals".parse_id());
            plan.steps[1].minutes = Minutes::new(warm_up).unwrap();
            plan.steps[3] = focus("low-back-outer", Side::Both, "deep-tissue", 4, 5);
            plan.steps[6].minutes = Minutes::new(16 - warm_up).unwrap();
        })
    };
    conflicts(&warmed(5), &[]);
    conflicts(&warmed(3), &[]);
    conflicts(&warmed(2), &["firm-unprepared@4", "firm-unprepared@5"]);
}

#[test]
fn nothing_firm_and_nothing_focal_under_thirty_minutes() {
    let visit = |booked: u16, modality: &str, height: u16| {
        let right = Side::Right;
        let steps = vec![
            step(Phase::CheckIn, Position::Seated, 3),
            work(Phase::WarmUp, &["gluteals"], right, "swedish", 2, 5),
            focus("gluteals", right, modality, height, 5),
            focus("hamstrings", right, "swedish", 3, booked - 19),
            stretch(&["gluteal-stretch"], 2),
            step(Phase::ReTest, Position::Standing, 2),
            step(Phase::HomeCare, Position::Seated, 2),
        ];
        let answers = intake(|answers| answers["minutes"] = json!(booked));
        plan(answers, steps, &["warning-signs", "walking"])
    };
    conflicts(&visit(30, "deep-tissue", 4), &[]);
    conflicts(&visit(29, "deep-tissue", 4), &["firm-in-short-visit@3", "short-visit@3"]);
    conflicts(&visit(30, "trigger-point", 3), &[]);
    conflicts(&visit(29, "trigger-point", 3), &["short-visit@3"]);
    conflicts(&visit(29, "swedish", 3), &[]);
}

fn refusing(refused: &Value) -> Plan {
    answering(|answers| answers["preferences"] = refused.clone())
}

#[test]
fn what_the_client_refuses_is_a_conflict() {
    conflicts(&refusing(&json!({ "declined_modalities": ["trigger-point"] })), &["refusal@8"]);
    conflicts(&refusing(&json!({ "max_pressure": 3 })), &["refusal@7"]);
    let cold = json!({ "heat": false });
    conflicts(&refusing(&cold), &["refusal@2"]);
    conflicts(&plan_with_stone(refusing(&cold)), &["refusal@2", "refusal@9"]);
    let answers = intake(|answers| answers["preferences"] = cold.clone());
    let at_home = plan(answers, an_hour(), &["warning-signs", "heat-pack"]);
    conflicts(&at_home, &["refusal", "refusal@2"]);
    let all = json!({ "heat": false, "max_pressure": 3, "declined_modalities": ["trigger-point"] });
    conflicts(&refusing(&all), &["refusal@2", "refusal@7", "refusal@8"]);
}
