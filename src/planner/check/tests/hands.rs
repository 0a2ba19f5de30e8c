//! Levels, modalities, reach, closed doors.

use super::*;

#[test]
fn a_level_over_the_cap_is_named_by_what_lowers_it() {
    let deeper = |plan: &mut Plan| level(plan, 4, 4);
    conflicts(&edited(baseline(), deeper), &["hard-maximum@4"]);
    let thin_blood = with_finding("anticoagulant");
    let named = named(&thin_blood, Level::Conflict);
    for wanted in ["k-12@4", "k-12@5", "k-12@6", "k-12@7", "k-12@8"] {
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
    let plan = edited(baseline(), |plan| level(plan, 6, 5));
    conflicts(&plan, &["hard-maximum@6", "level-five@6"]);
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
    let plan = edited(baseline(), |plan| plan.steps[7].modality = Some("trigger-point".parse_id()));
    conflicts(&plan, &["modality-closed@8"]);
    let pregnant = |answers: &mut Value| answers["findings"] = json!(["pregnancy"]);
    let plan = plan_with_stone(answering(pregnant));
    assert!(named(&plan, Level::Conflict).contains(&"k-13@8".to_owned()));
}

fn plan_with_stone(plan: Plan) -> Plan {
    edited(plan, |plan| plan.steps[7].modality = Some("hot-stone".parse_id()))
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
    for wanted in ["k-11@2", "k-11@6", "k-11@7", "k-11@10", "k-11@12"] {
        assert!(named.iter().any(|rule| rule == wanted), "{wanted}: {named:?}");
    }
    assert!(!named.contains(&"k-11@8".to_owned()), "{named:?}");
}

#[test]
fn hands_have_to_reach() {
    let turned = edited(baseline(), |plan| plan.steps[8].position = Position::SideLyingRight);
    conflicts(&turned, &["position-reach@9"]);
    let up = edited(baseline(), |plan| plan.steps[8].position = Position::SideLyingLeft);
    conflicts(&up, &[]);
}

#[test]
fn the_other_side_gets_light_work_only() {
    let left = |modality: &str, height: u16| {
        let modality = modality.to_owned();
        edited(baseline(), move |plan| {
            plan.steps[8] = focus("gluteals", Side::Left, &modality, height, 4);
        })
    };
    conflicts(&left("trigger-point", 3), &["other-side-focal@9"]);
    conflicts(&left("swedish", 3), &["other-side-focal@9"]);
    conflicts(&left("swedish", 2), &[]);
    let both = answering(|answers| answers["side"] = json!("Both"));
    let both = edited(both, |plan| plan.steps[8].side = Some(Side::Left));
    conflicts(&both, &[]);
}

#[test]
fn positions_and_supports_that_the_answers_ask_for() {
    let late = named(&with_finding("pregnancy-after-week-13"), Level::Conflict);
    for wanted in ["k-13@3", "k-13@10", "k-13@11"] {
        assert!(late.iter().any(|rule| rule == wanted), "{wanted}: {late:?}");
    }
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
    let crossed = |plan: &mut Plan| plan.steps[9] = stretch(&["hip-cross-over"], 7);
    conflicts(&edited(baseline(), crossed), &[]);
    conflicts(&edited(with_finding("hip-replacement"), crossed), &["k-17@10"]);
    let prone = edited(baseline(), |plan| plan.steps[9].position = Position::Prone);
    conflicts(&prone, &["technique-position@10"]);
}

#[test]
fn heat_and_cold_where_they_are_closed() {
    let numb = |answers: &mut Value| {
        answers["numb_regions"] = json!([{ "region": "piriformis", "side": "Right" }]);
    };
    let rules = named(&answering(numb), Level::Conflict);
    assert!(rules.contains(&"numb@2".to_owned()), "{rules:?}");
    let stone = |answers: &mut Value| {
        answers["numb_regions"] = json!([{ "region": "hamstrings", "side": "Right" }]);
    };
    let plan = edited(plan_with_stone(answering(stone)), |plan| level(plan, 8, 2));
    conflicts(&plan, &["numb@8"]);
}

#[test]
fn advice_that_the_answers_close() {
    let disc = |answers: &mut Value| answers["category"] = json!("herniated-disc");
    let plan = plan(intake(disc), an_hour(), &["walking", "roller-low-back"]);
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
    assert!(rules.contains(&"clearance-limit@8".to_owned()), "{rules:?}");
}
