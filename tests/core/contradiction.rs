//! Answers that contradict each other never give “Ok” (4A): the pairs of the facts, set at odds in
//! every way.

use ischia::model::{
    Aggravator, Diagnosis, FurthestPoint, Inflammation, Intake, Nprs, Plan, RegionSide, Side,
    Status, Trend,
};
use ischia::planner::{Level, check};

use crate::generate::{REGIONS, add, finding, findings, place};
use crate::lattice::series;
use crate::oracle::Answers;
use crate::oracle::answers::{INJURY, NUMB};
use crate::support::{SHIPPED, calm, categories, plan};

/// A list of places, and what has to be answered for it (A01 to A03).
struct Place {
    field: &'static str,
    put: fn(&mut Intake, Vec<RegionSide>),
    /// Whether the rest of an intake allows it.
    allows: fn(&Intake) -> bool,
    /// The field that the fault has to name beside it.
    other: &'static str,
}

fn any(intake: &Intake, ids: &[&str]) -> bool {
    ids.iter().any(|id| intake.findings.contains(*id))
}

const PLACES: [Place; 3] = [
    Place {
        field: "numb_regions",
        put: |intake, places| intake.numb_regions = places,
        allows: |intake| any(intake, &NUMB),
        other: "findings",
    },
    Place {
        field: "inflamed_regions",
        put: |intake, places| intake.inflamed_regions = places,
        allows: |intake| intake.inflammation != Inflammation::None,
        other: "inflammation",
    },
    Place {
        field: "injured_regions",
        put: |intake, places| intake.injured_regions = places,
        allows: |intake| any(intake, &INJURY),
        other: "findings",
    },
];

#[test]
fn a_place_without_its_answer_is_refused_and_both_fields_are_named() {
    let mut wrong = Vec::new();
    for category in categories() {
        for inflammation in Inflammation::ALL {
            for found in findings().map(Some).chain([None]) {
                let mut base = calm(category);
                base.inflammation = *inflammation;
                if let Some(found) = found {
                    add(&mut base, found);
                }
                for list in &PLACES {
                    for region in REGIONS {
                        let mut intake = base.clone();
                        (list.put)(&mut intake, vec![place(region, Side::Right)]);
                        let allowed = (list.allows)(&intake);
                        let what = format!("{category} {inflammation:?} {found:?} {}", list.field);
                        match SHIPPED.accept(intake) {
                            Ok(_) if allowed => {}
                            Ok(_) => wrong.push(format!("{what}: taken")),
                            Err(faults) if allowed => wrong.push(format!("{what}: {faults:?}")),
                            Err(faults) => {
                                let named = faults.iter().any(|fault| {
                                    fault.message.contains(list.field)
                                        && fault.message.contains(list.other)
                                });
                                if !named {
                                    wrong.push(format!("{what}: {faults:?}"));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong, such as {:#?}", wrong.len(), &wrong[..wrong.len().min(5)]);
}

/// "In a plan that was made before such a pair was refused it is no error: the plan opens, and
/// `check` gives a conflict that names both fields."
#[test]
fn in_a_plan_that_was_made_before_it_is_a_conflict() {
    for category in categories() {
        let made = plan(calm(category));
        for list in &PLACES {
            let mut old = made.clone();
            (list.put)(&mut old.intake, vec![place("calves", Side::Right)]);
            let found = check(&old, &SHIPPED).unwrap_or_else(|faults| panic!("{faults:?}"));
            let named = found.iter().any(|finding| {
                finding.level == Level::Conflict
                    && finding.text.contains(list.field)
                    && finding.text.contains(list.other)
            });
            assert!(named, "{category} {}: {found:#?}", list.field);
        }
    }
}

fn shows(plan: &Plan, caution: &str) -> bool {
    plan.cautions.iter().any(|note| note.id.as_str() == caution)
}

/// A04: every pair of scores and every score of today, under each answer.
#[test]
fn scores_that_say_worse_than_the_answer_are_never_ok() {
    let mut at_odds = 0;
    for category in categories() {
        for trend in Trend::ALL {
            for today in 0..=6u16 {
                for first in 0..=6u16 {
                    for last in 0..=6u16 {
                        let mut intake = calm(category);
                        intake.trend = *trend;
                        intake.pain_back = Nprs::clamped(today);
                        intake.pain_leg = Nprs::clamped(today.min(1));
                        intake.course = Some(series(&[first, last], None));
                        let made = plan(intake.clone());
                        let answers = Answers::new(&intake);
                        let rose = answers.scores_rose();
                        let odd = rose && *trend != Trend::Worse;
                        let what = format!("{category} {trend:?} {first} {last} {today}");
                        assert_eq!(shows(&made, "k-31"), odd, "{what}");
                        let held = made.gates.iter().any(|gate| gate.id.as_str() == "g-11");
                        assert_eq!(held, answers.worsening(), "{what}");
                        assert!(!odd || made.status >= Status::Hold, "{what}: {:?}", made.status);
                        at_odds += usize::from(odd);
                    }
                }
            }
        }
    }
    assert!(at_odds > 500, "{at_odds}");
}

/// A05: a client who feels better while symptoms spread.
#[test]
fn symptoms_that_spread_are_never_ok_and_never_improved() {
    for category in categories() {
        for trend in [Trend::Better, Trend::Same] {
            for now in FurthestPoint::ALL {
                for last in FurthestPoint::ALL {
                    for scores in [&[8, 8][..], &[3], &[4, 4, 4, 4, 4]] {
                        let mut intake = calm(category);
                        (intake.trend, intake.furthest_point) = (trend, *now);
                        intake.course = Some(series(scores, Some(*last)));
                        let made = plan(intake);
                        let what = format!("{category} {trend:?} {last:?} to {now:?} {scores:?}");
                        if now <= last {
                            continue;
                        }
                        assert!(made.status != Status::Ok && shows(&made, "k-27"), "{what}");
                        let days = made.follow_up.and_then(|follow| follow.interval_days);
                        assert!(days.is_none_or(|days| days.get() <= 7), "{what}: {days:?}");
                    }
                }
            }
        }
    }
}

/// A06: each pair that can be at odds, and what each of the two says.
#[test]
fn two_answers_at_odds_are_named_and_never_ok() {
    let mut wrong = Vec::new();
    for category in categories() {
        for side in Side::ALL {
            for (what, intake) in pairs(category) {
                let intake = Intake { side, ..intake };
                let made = plan(intake);
                if made.status == Status::Ok || !shows(&made, "k-36") {
                    wrong.push(format!("{category} {side:?} {what}: {:?}", made.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn pairs(category: &str) -> Vec<(String, Intake)> {
    let mut all = Vec::new();
    let mut offer = |what: String, change: &dyn Fn(&mut Intake)| {
        let mut intake = calm(category);
        change(&mut intake);
        all.push((what, intake));
    };
    for onset in [None, Some(1), Some(8), Some(30)] {
        let weeks = onset.map(ischia::model::Weeks::clamped);
        offer(format!("a known disc that nobody named, {onset:?}"), &|intake| {
            intake.findings.insert(finding("known-herniated-disc"));
            (intake.diagnosis, intake.cause_known) = (Diagnosis::None, false);
            intake.onset_weeks = weeks;
        });
        offer(format!("a cause that nobody named, {onset:?}"), &|intake| {
            (intake.diagnosis, intake.cause_known) = (Diagnosis::None, true);
            intake.onset_weeks = weeks;
        });
    }
    for leg in 1..=10 {
        offer(format!("leg pain of {leg} in the low back"), &|intake| {
            intake.pain_leg = Nprs::clamped(leg);
            intake.furthest_point = FurthestPoint::LowBack;
        });
    }
    for told in Aggravator::ALL {
        offer(format!("{told:?} makes it worse and better"), &|intake| {
            intake.aggravators = vec![Aggravator::Standing, *told];
            intake.eases = vec![*told];
        });
    }
    all
}

/// "No other pair is a contradiction of its own."
#[test]
fn what_goes_together_is_no_contradiction() {
    for category in categories() {
        let mut intake = calm(category);
        intake.pain_leg = Nprs::clamped(0);
        intake.furthest_point = FurthestPoint::LowBack;
        intake.aggravators = vec![Aggravator::Sitting, Aggravator::Heat];
        intake.eases = vec![Aggravator::Walking, Aggravator::Cold];
        intake.course = Some(series(&[4, 4], Some(FurthestPoint::Buttock)));
        let made = plan(intake);
        for id in ["k-31", "k-36", "k-27"] {
            assert!(!shows(&made, id), "{category} {id}");
        }
    }
}

#[test]
fn a_clearance_by_nobody_releases_nothing() {
    for by in ["", " ", "\t"] {
        let mut intake = calm("chronic");
        intake.clearances = vec![crate::generate::clearance(None, None)];
        intake.clearances[0].by = by.to_owned();
        let faults = SHIPPED.accept(intake).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].message.starts_with("`by` is empty"), "{faults:?}");
    }
}

#[test]
fn a_list_that_is_wrong_throughout_is_answered_in_a_few_lines() {
    let mut intake = calm("chronic");
    intake.findings = (0..2000).map(|at| finding(&format!("made-up-{at}"))).collect();
    let faults = SHIPPED.accept(intake).unwrap_err();
    assert_eq!(faults.len(), 10, "{faults:?}");
}

#[test]
fn a_clearance_that_ends_before_it_begins_is_bad_input() {
    let day = |text: &str| ischia::model::Day::parse(text).unwrap();
    for (on, until, sound) in [
        ("2026-11-20", "2026-11-19", false),
        ("2026-11-20", "2026-11-20", true),
        ("2026-11-20", "2027-11-20", true),
    ] {
        let mut intake = calm("chronic");
        let given = crate::generate::clearance(None, None);
        intake.clearances =
            vec![ischia::model::Clearance { on: day(on), until: Some(day(until)), ..given }];
        let accepted = SHIPPED.accept(intake);
        assert_eq!(accepted.is_ok(), sound, "{on} to {until}");
        if let Err(faults) = accepted {
            assert!(faults[0].message.starts_with("`until` is 2026-11-19"), "{faults:?}");
        }
    }
}
