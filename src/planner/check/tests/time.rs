//! Sums, missing phases, lengths, limits of time, shapes.

use super::*;

#[test]
fn a_dropped_step_is_missed() {
    for (number, given_to, rule) in [
        (1, 7, "check-in-missing"),
        (11, 8, "stretch-missing"),
        (12, 8, "re-test-missing"),
        (13, 8, "home-care-missing"),
    ] {
        let plan = edited(baseline(), |plan| {
            let dropped = plan.steps.remove(number - 1).minutes.get();
            let neighbour = &mut plan.steps[given_to];
            neighbour.minutes = Minutes::new(neighbour.minutes.get() + dropped).unwrap();
        });
        assert_eq!(named(&plan, Level::Conflict), [rule], "{number}");
    }
}

#[test]
fn minutes_add_up_to_the_booked_ones() {
    conflicts(&edited(baseline(), |plan| minutes(plan, 9, 7)), &["minutes-sum"]);
    conflicts(&forged(baseline(), |plan| plan.total_minutes = 59), &["minutes-sum"]);
    conflicts(
        &edited(baseline(), |plan| {
            minutes(plan, 9, 7);
            plan.unused_minutes = 1;
        }),
        &["unused-without-cause"],
    );
    conflicts(
        &edited(baseline(), |plan| {
            minutes(plan, 9, 7);
            minutes(plan, 10, 5);
        }),
        &[],
    );
}

#[test]
fn only_packs_go_uncounted() {
    let uncounted = edited(baseline(), |plan| plan.steps[8].counted = false);
    conflicts(&uncounted, &["minutes-sum", "counted-pack@9"]);
    let counted = edited(baseline(), |plan| plan.steps[1].counted = true);
    conflicts(&counted, &["minutes-sum", "counted-pack@2"]);
}

#[test]
fn no_step_is_too_short() {
    for (number, short, neighbour, rest) in
        [(1, 2, 9, 11), (10, 2, 9, 10), (12, 1, 9, 10), (13, 1, 9, 10)]
    {
        let plan = edited(baseline(), |plan| {
            minutes(plan, number, short);
            minutes(plan, neighbour, rest);
        });
        conflicts(&plan, &[&format!("step-too-short@{number}")]);
    }
}

#[test]
fn firm_work_is_counted_place_by_place() {
    let firm = |first: u16, second: u16| {
        edited(baseline(), |plan| {
            minutes(plan, 7, first);
            plan.steps[8] = focus("gluteals", Side::Right, "deep-tissue", 4, second);
            minutes(plan, 10, 21 - first - second);
        })
    };
    conflicts(&firm(6, 4), &[]);
    conflicts(&firm(6, 5), &["firm-too-long@9"]);
    conflicts(&firm(11, 3), &["firm-too-long@7", "firm-too-long@9"]);
}

fn acute() -> Plan {
    let answers = intake(|answers| {
        answers["category"] = json!("acute");
        answers["onset_weeks"] = json!(2);
    });
    let side = Position::SideLyingLeft;
    let light = |region: &str, minutes: u16| {
        let mut step = focus(region, Side::Right, "swedish", 2, minutes);
        step.position = side;
        step
    };
    let back = ["low-back-near-spine", "low-back-outer"];
    let mut warm_up = work(Phase::WarmUp, &back, Side::Both, "swedish", 1, 5);
    warm_up.position = side;
    let mut low_back = work(Phase::Focus, &["low-back-outer"], Side::Both, "swedish", 2, 8);
    low_back.position = side;
    let mut easy = stretch(&["gluteal-stretch"], 7);
    easy.position = side;
    let steps = vec![
        step(Phase::CheckIn, Position::Seated, 5),
        warm_up,
        low_back,
        light("gluteals", 9),
        light("hamstrings", 8),
        easy,
        step(Phase::Rest, side, 12),
        step(Phase::ReTest, Position::Seated, 3),
        step(Phase::HomeCare, Position::Seated, 3),
    ];
    plan(answers, steps, &["warning-signs", "walking", "see-professional"])
}

#[test]
fn hands_on_time_keeps_to_its_limit() {
    conflicts(&acute(), &[]);
    let longer = edited(acute(), |plan| {
        minutes(plan, 5, 9);
        minutes(plan, 7, 11);
    });
    conflicts(&longer, &["acute-time"]);
}

#[test]
fn minutes_stay_unused_only_past_fifteen_of_rest() {
    let with = |rest: u16, unused: u16| {
        let mut plan = edited(acute(), |plan| minutes(plan, 7, rest));
        book(&mut plan, 48 + rest + unused);
        plan.unused_minutes = unused;
        plan
    };
    conflicts(&with(15, 4), &[]);
    conflicts(&with(14, 5), &["unused-without-cause"]);
    let idle = edited(with(15, 4), |plan| {
        minutes(plan, 5, 7);
        plan.unused_minutes = 5;
    });
    conflicts(&idle, &["unused-without-cause"]);
}

#[test]
fn a_step_has_the_shape_of_its_phase() {
    type Change = fn(&mut Step);
    let shapes: [(usize, Change); 9] = [
        (1, |step| step.pressure = Some(Pressure::new(1).unwrap())),
        (4, |step| step.side = Some(Side::Right)),
        (7, |step| step.modality = None),
        (7, |step| step.pressure = None),
        (7, |step| step.beside = vec![8]),
        (9, |step| step.regions.push("calves".parse_id())),
        (9, |step| step.techniques.push("ankle-pumps".parse_id())),
        (11, |step| step.techniques.clear()),
        (11, |step| step.side = None),
    ];
    for (number, change) in shapes {
        let plan = edited(baseline(), |plan| change(&mut plan.steps[number - 1]));
        let rules = named(&plan, Level::Conflict);
        assert!(rules.contains(&format!("phase-shape@{number}")), "{number}: {rules:?}");
    }
    let renumbered = forged(baseline(), |plan| plan.steps[12].number = 14);
    assert!(named(&renumbered, Level::Conflict).contains(&"phase-shape@14".to_owned()));
    let twice = edited(baseline(), |plan| {
        minutes(plan, 9, 5);
        plan.steps.insert(1, step(Phase::CheckIn, Position::Seated, 3));
    });
    conflicts(&twice, &["phase-shape@2"]);
}

#[test]
fn a_warm_up_is_light_and_broad() {
    conflicts(
        &edited(baseline(), |plan| level(plan, 3, 3)),
        &["warm-up-level@3", "o-03@4", "o-03@5", "o-03@6", "o-03@7", "o-03@8", "o-03@9"],
    );
    let stone = edited(baseline(), |plan| plan.steps[2].modality = Some("hot-stone".parse_id()));
    conflicts(&stone, &["warm-up-level@3"]);
}

#[test]
fn both_low_back_regions_in_one_step_are_legal() {
    let joined = edited(baseline(), |plan| {
        plan.steps.remove(3);
        let both = ["low-back-near-spine", "low-back-outer"];
        plan.steps[3].regions = both.map(str::parse_id).into();
        minutes(plan, 4, 9);
    });
    conflicts(&joined, &["pack-beside@2"]);
    let joined = edited(joined, |plan| plan.steps[1].beside = vec![3, 4]);
    conflicts(&joined, &[]);
}
