//! What is asked is heeded (4D): every field of the intake changes some plan, or is listed as told
//! only.
//!
//! The fields are taken apart without a rest, so that a new one has to be given its place here.

use ischia::model::{
    Age, Aggravator, BookedMinutes, CategoryId, Clearance, ClearedPressure, Course, Day, Diagnosis,
    DoctorOnMassage, FurthestPoint, HandsOnLimit, HomeCareKept, Inflammation, Intake, Laterality,
    Nprs, Plan, Position, Preferences, Pressure, Quality, Side, SittingHours, Trend, VisitNumber,
    Weeks,
};

use crate::generate::{clearance, finding, place, today};
use crate::lattice::series;
use crate::support::{calm, categories, plan};

/// What a field is for, with a change of it over an intake that shows it.
enum Field {
    /// It changes the plan.
    Heeded(fn(&mut Intake), fn(&mut Intake)),
    /// It is told only: this change of it changes nothing.
    ToldOnly(fn(&mut Intake), fn(&mut Intake)),
}

use Field::{Heeded, ToldOnly};

/// Takes a type apart into its fields, none left out, each with what it is for.
macro_rules! fields {
    ($type:ident { $($field:ident: $kind:expr,)* }) => {{
        fn apart(value: &$type) {
            let $type { $($field: _),* } = value;
        }
        let whole: fn(&$type) = apart;
        (whole, vec![$((concat!(stringify!($type), ".", stringify!($field)), $kind)),*])
    }};
}

/// The plan without what merely repeats the intake.
fn bare(intake: Intake) -> Plan {
    let mut made = plan(intake);
    made.intake = calm("acute");
    made.intake_digest = None;
    made
}

/// Whether the change shows in the plan of some category.
fn shows(before: fn(&mut Intake), change: fn(&mut Intake)) -> bool {
    categories().any(|category| {
        let mut old = calm(category);
        before(&mut old);
        let mut new = old.clone();
        change(&mut new);
        bare(old) != bare(new)
    })
}

fn assert_placed(fields: Vec<(&str, Field)>) {
    let mut wrong = Vec::new();
    for (name, field) in fields {
        match field {
            Heeded(before, change) if !shows(before, change) => {
                wrong.push(format!("{name} changes no plan"));
            }
            ToldOnly(before, change) if shows(before, change) => {
                wrong.push(format!("{name} is listed as told only, and changes a plan"));
            }
            Heeded(..) | ToldOnly(..) => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn as_is(_: &mut Intake) {}

fn cleared(intake: &mut Intake) {
    intake.findings.insert(finding("stable-numbness"));
    intake.clearances = vec![clearance(Some(2), Some(40))];
}

fn first(intake: &mut Intake) -> &mut Clearance {
    &mut intake.clearances[0]
}

fn wish(intake: &mut Intake) -> &mut Preferences {
    intake.preferences.get_or_insert_with(Preferences::default)
}

#[test]
fn every_field_of_the_intake_has_its_place() {
    let (apart, placed) = fields!(Intake {
        date: Heeded(cleared, |intake| intake.date = today().plus_days(200)),
        category: Heeded(as_is, |intake| intake.category = CategoryId::new("acute").unwrap()),
        side: Heeded(as_is, |intake| intake.side = Side::Left),
        worse_side: Heeded(
            |intake| intake.side = Side::Both,
            |intake| {
                intake.worse_side = Some(Laterality::Right);
            }
        ),
        pain_back: Heeded(as_is, |intake| intake.pain_back = Nprs::clamped(8)),
        pain_leg: Heeded(as_is, |intake| intake.pain_leg = Nprs::clamped(8)),
        furthest_point: Heeded(as_is, |intake| intake.furthest_point = FurthestPoint::LowBack),
        trend: Heeded(as_is, |intake| intake.trend = Trend::Worse),
        inflammation: Heeded(as_is, |intake| intake.inflammation = Inflammation::Some),
        onset_weeks: Heeded(as_is, |intake| intake.onset_weeks = Some(Weeks::clamped(2))),
        diagnosis: Heeded(as_is, |intake| intake.diagnosis = Diagnosis::None),
        cause_known: Heeded(as_is, |intake| intake.cause_known = false),
        doctor_on_massage: Heeded(as_is, |intake| {
            intake.doctor_on_massage = DoctorOnMassage::Against;
        }),
        findings: Heeded(as_is, |intake| {
            intake.findings.insert(finding("tingling"));
        }),
        findings_since: Heeded(
            |intake| {
                intake.findings.insert(finding("foot-drop"));
                intake.clearances = vec![clearance(None, None)];
            },
            |intake| {
                intake.findings_since.insert(finding("foot-drop"), today());
            },
        ),
        excluded_regions: Heeded(
            |intake| {
                intake.findings.insert(finding("open-wound"));
                intake.excluded_regions = vec![place("calves", Side::Right)];
            },
            |intake| intake.excluded_regions = vec![place("gluteals", Side::Right)],
        ),
        inflamed_regions: Heeded(
            |intake| intake.inflammation = Inflammation::Some,
            |intake| {
                intake.inflamed_regions = vec![place("hamstrings", Side::Right)];
            }
        ),
        injured_regions: Heeded(
            |intake| {
                intake.findings.insert(finding("trauma-within-72h"));
            },
            |intake| intake.injured_regions = vec![place("calves", Side::Right)],
        ),
        numb_regions: Heeded(cleared, |intake| {
            intake.numb_regions = vec![place("gluteals", Side::Right)];
        }),
        age: Heeded(
            |intake| {
                intake.onset_weeks = Some(Weeks::clamped(6));
                (intake.diagnosis, intake.cause_known) = (Diagnosis::None, false);
            },
            |intake| intake.age = Some(Age::clamped(60)),
        ),
        home_care_kept: ToldOnly(as_is, |intake| {
            intake.home_care_kept = Some(HomeCareKept::NotKept);
        }),
        clearances: Heeded(cleared, |intake| intake.clearances.clear()),
        minutes: Heeded(as_is, |intake| intake.minutes = BookedMinutes::clamped(90)),
        course: Heeded(as_is, |intake| intake.course = Some(series(&[3, 3, 3, 3, 3], None))),
        preferences: Heeded(as_is, |intake| wish(intake).heat = false),
        complaint: ToldOnly(as_is, |intake| intake.complaint = Some("a pull".to_owned())),
        diagnosed_by: ToldOnly(as_is, |intake| intake.diagnosed_by = Some("a scan".to_owned())),
        medicines: ToldOnly(as_is, |intake| intake.medicines = Some("none".to_owned())),
        treatments: ToldOnly(as_is, |intake| intake.treatments = Some("none".to_owned())),
        notes: ToldOnly(as_is, |intake| intake.notes = Some("none".to_owned())),
        quality: Heeded(
            |intake| {
                intake.findings.insert(finding("spondylolisthesis"));
                intake.trend = Trend::Worse;
            },
            |intake| intake.quality = vec![Quality::Shooting],
        ),
        aggravators: Heeded(as_is, |intake| intake.aggravators = vec![Aggravator::Heat]),
        eases: Heeded(
            |intake| intake.aggravators = vec![Aggravator::Walking],
            |intake| {
                intake.eases = vec![Aggravator::Walking];
            }
        ),
        goals: ToldOnly(as_is, |intake| intake.goals = ischia::model::Goal::ALL.to_vec()),
        activities: ToldOnly(as_is, |intake| {
            let (name, score) = ("walk to work".to_owned(), Nprs::clamped(4));
            intake.activities = vec![ischia::model::Activity { name, score }];
        }),
        sitting_hours: ToldOnly(as_is, |intake| {
            intake.sitting_hours = Some(SittingHours::clamped(9));
        }),
    });
    apart(&calm("acute"));
    assert_placed(placed);
}

/// Each aggravator by itself; coughing and sneezing are told only (A30).
#[test]
fn every_aggravator_has_its_place() {
    for aggravator in Aggravator::ALL {
        // Some of them only show where something would be done that they close.
        let lengths = [15, 30, 60, 90];
        let differs = categories().any(|category| {
            lengths.into_iter().any(|minutes| {
                [Inflammation::None, Inflammation::Some].into_iter().any(|inflammation| {
                    let mut old = calm(category);
                    old.minutes = BookedMinutes::clamped(minutes);
                    old.inflammation = inflammation;
                    let new = Intake { aggravators: vec![*aggravator], ..old.clone() };
                    bare(old) != bare(new)
                })
            })
        });
        let told_only = *aggravator == Aggravator::CoughingSneezing;
        assert_eq!(differs, !told_only, "{aggravator:?}");
    }
}

#[test]
fn every_field_of_the_series_has_its_place() {
    fn later(intake: &mut Intake) {
        intake.course = Some(series(&[4, 4, 4], Some(FurthestPoint::Thigh)));
    }
    fn now(intake: &mut Intake) -> &mut Course {
        intake.course.as_mut().unwrap()
    }
    let (apart, placed) = fields!(Course {
        visit: Heeded(as_is, |intake| intake.course = Some(series(&[3; 9], None))),
        pain_history: Heeded(later, |intake| now(intake).pain_history = vec![Nprs::clamped(1); 3]),
        first_visit: Heeded(later, |intake| now(intake).first_visit = Some(today().plus_days(-60))),
        last_furthest_point: Heeded(later, |intake| {
            now(intake).last_furthest_point = Some(FurthestPoint::LowBack);
        }),
    });
    apart(&series(&[], None));
    assert_placed(placed);
    assert_eq!(series(&[3, 3], None).visit, VisitNumber::clamped(3));
}

#[test]
fn every_wish_has_its_place() {
    let (apart, placed) = fields!(Preferences {
        heat: Heeded(as_is, |intake| wish(intake).heat = false),
        max_pressure: Heeded(as_is, |intake| wish(intake).max_pressure = Some(Pressure::MIN)),
        avoid_positions: Heeded(as_is, |intake| {
            wish(intake).avoid_positions = [Position::Prone, Position::Seated].into();
        }),
        declined_modalities: Heeded(as_is, |intake| {
            let swedish = ischia::model::ModalityId::new("swedish").unwrap();
            wish(intake).declined_modalities = [swedish].into();
        }),
    });
    apart(&Preferences::default());
    assert_placed(placed);
}

#[test]
fn every_field_of_a_clearance_has_its_place() {
    fn drop_cover(intake: &mut Intake) {
        first(intake).covers.clear();
    }
    fn level(intake: &mut Intake) {
        first(intake).max_pressure = Some(ClearedPressure::MIN);
    }
    fn time(intake: &mut Intake) {
        first(intake).max_hands_on_minutes = Some(HandsOnLimit::clamped(12));
    }
    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }
    let (apart, placed) = fields!(Clearance {
        by: Heeded(cleared, |intake| "Dr Bianchi".clone_into(&mut first(intake).by)),
        on: Heeded(cleared, |intake| first(intake).on = day("2026-01-10")),
        until: Heeded(cleared, |intake| first(intake).until = Some(day("2026-11-23"))),
        covers: Heeded(cleared, drop_cover),
        // They stand on the page as they were written (A32), and are enforced nowhere.
        limits: Heeded(cleared, |intake| "Lightly.".clone_into(&mut first(intake).limits)),
        max_pressure: Heeded(cleared, level),
        max_hands_on_minutes: Heeded(cleared, time),
    });
    apart(&clearance(None, None));
    assert_placed(placed);
}
