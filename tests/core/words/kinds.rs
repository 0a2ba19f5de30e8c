//! The intakes whose plans are read: of every category, side and length, with every answer alone,
//! and with every two findings.

use ischia::model::{
    Aggravator, BookedMinutes, Course, Day, Diagnosis, FurthestPoint, Inflammation, Intake,
    Laterality, ModalityId, Nprs, Position, Preferences, Pressure, Side, SittingHours, Trend,
    VisitNumber, Weeks,
};

use crate::generate::{self, MODALITIES, REGIONS, add, clearance, place, with_fitting_places};
use crate::support::{calm, categories, samples};

const LENGTHS: [u16; 6] = [15, 30, 45, 60, 90, 120];
const SIDES: [(Side, Option<Laterality>); 4] = [
    (Side::Left, None),
    (Side::Right, None),
    (Side::Both, None),
    (Side::Both, Some(Laterality::Left)),
];

fn booked(intake: &mut Intake, minutes: u16) {
    intake.minutes = BookedMinutes::new(minutes).unwrap();
}

/// The same answers for a booking of another length.
pub fn of_length(mut intake: Intake, minutes: u16) -> Intake {
    booked(&mut intake, minutes);
    intake
}

/// The same with leave for all that can be asked.
pub fn cleared(mut intake: Intake) -> Intake {
    intake.clearances = vec![clearance(None, None)];
    intake
}

/// Every category on every side at every length, calm.
fn plain() -> Vec<Intake> {
    let mut all = Vec::new();
    for category in categories() {
        for (side, worse_side) in SIDES {
            for minutes in LENGTHS {
                all.push(of_length(Intake { side, worse_side, ..calm(category) }, minutes));
            }
        }
    }
    all
}

/// Every finding alone, and every place with the answer it belongs to; cleared, and not.
fn findings_and_places() -> Vec<Intake> {
    let mut all = Vec::new();
    for (at, category) in categories().enumerate() {
        let base = |turn: usize| {
            let (side, worse_side) = SIDES[turn % 3];
            of_length(Intake { side, worse_side, ..calm(category) }, LENGTHS[1 + turn % 5])
        };
        for (turn, id) in generate::findings().enumerate() {
            let mut intake = base(turn + at);
            add(&mut intake, id);
            all.extend([intake.clone(), cleared(intake)]);
        }
        for (turn, region) in REGIONS.into_iter().enumerate() {
            for side in Side::ALL {
                let intake = base(turn);
                let here = vec![place(region, side)];
                let with = |id: &str, intake: &Intake| {
                    let mut intake = intake.clone();
                    add(&mut intake, id);
                    intake
                };
                let numb =
                    Intake { numb_regions: here.clone(), ..with("stable-numbness", &intake) };
                let hurt =
                    Intake { injured_regions: here.clone(), ..with("trauma-within-72h", &intake) };
                let wound =
                    Intake { excluded_regions: here.clone(), ..with("open-wound", &intake) };
                let inflammation = Inflammation::Some;
                let sore = Intake { inflamed_regions: here, inflammation, ..intake };
                all.extend([cleared(numb), cleared(hurt), wound, sore]);
            }
        }
    }
    all
}

/// Every two findings together, cleared and not.
fn pairs() -> Vec<Intake> {
    let mut all = Vec::new();
    let findings: Vec<&str> = generate::findings().collect();
    let categories: Vec<&str> = categories().collect();
    for (at, one) in findings.iter().enumerate() {
        for (turn, other) in findings.iter().enumerate().skip(at + 1) {
            let mut intake = calm(categories[(at + turn) % categories.len()]);
            add(&mut intake, one);
            add(&mut intake, other);
            all.extend([intake.clone(), cleared(intake)]);
        }
    }
    all
}

/// Scores, trend, inflammation, duration, wishes, aggravators, limits of a clearance.
fn answers() -> Vec<Intake> {
    let mut all = Vec::new();
    for category in categories() {
        for minutes in [30, 60, 90] {
            let base = of_length(calm(category), minutes);
            let mut change = |change: &dyn Fn(&mut Intake)| {
                let mut intake = base.clone();
                change(&mut intake);
                all.push(cleared(intake));
            };
            for pain in [0, 1, 5, 8] {
                change(&|intake| intake.pain_leg = Nprs::new(pain).unwrap());
            }
            change(&|intake| intake.trend = Trend::Worse);
            change(&|intake| intake.inflammation = Inflammation::Some);
            change(&|intake| intake.inflammation = Inflammation::Intense);
            for weeks in [0, 1, 2, 5, 9, 300] {
                change(&|intake| intake.onset_weeks = Some(Weeks::new(weeks).unwrap()));
            }
            change(&|intake| intake.onset_weeks = None);
            change(&|intake| {
                intake.diagnosis = Diagnosis::None;
                intake.cause_known = false;
            });
            change(&|intake| intake.sitting_hours = Some(SittingHours::new(1).unwrap()));
            for aggravator in Aggravator::ALL {
                change(&|intake| intake.aggravators = vec![*aggravator]);
            }
            change(&|intake| {
                intake.aggravators =
                    vec![Aggravator::Sitting, Aggravator::Standing, Aggravator::Lying];
            });
            for modality in MODALITIES {
                change(&|intake| {
                    let declined = [ModalityId::new(modality).unwrap()].into_iter().collect();
                    let wishes = Preferences { declined_modalities: declined, ..wishes() };
                    intake.preferences = Some(wishes);
                });
            }
            for position in Position::ALL {
                change(&|intake| {
                    let avoided = [position].into_iter().collect();
                    intake.preferences = Some(Preferences { avoid_positions: avoided, ..wishes() });
                });
            }
            for level in [1, 2, 3] {
                change(&|intake| {
                    let most = Some(Pressure::new(level).unwrap());
                    intake.preferences = Some(Preferences { max_pressure: most, ..wishes() });
                });
            }
            change(&|intake| intake.preferences = Some(Preferences { heat: false, ..wishes() }));
            for hands_on in [6, 20, 40] {
                let mut intake = base.clone();
                add(&mut intake, "stable-numbness");
                intake.clearances = vec![clearance(Some(3), Some(hands_on))];
                all.push(intake);
            }
        }
    }
    all
}

fn wishes() -> Preferences {
    Preferences { heat: true, ..Preferences::default() }
}

/// Visits of a course, better, unchanged and worse, and with symptoms further down than before.
fn courses() -> Vec<Intake> {
    let mut all = Vec::new();
    for category in categories() {
        for visit in [2, 3, 4, 6, 7, 10] {
            for earlier in [1, 3, 7] {
                for last in [None, Some(FurthestPoint::LowBack), Some(FurthestPoint::Foot)] {
                    let course = Course {
                        visit: VisitNumber::new(visit).unwrap(),
                        pain_history: vec![Nprs::new(earlier).unwrap(); usize::from(visit) - 1],
                        first_visit: Some(Day::parse("2026-09-01").unwrap()),
                        last_furthest_point: last,
                    };
                    let intake = Intake { course: Some(course), ..calm(category) };
                    all.push(cleared(intake));
                }
            }
        }
    }
    all
}

/// All of them, each as the knowledge takes it.
pub fn intakes() -> Vec<Intake> {
    let mut all = plain();
    all.extend(findings_and_places());
    all.extend(pairs());
    all.extend(answers());
    all.extend(courses());
    all.extend(samples().into_iter().map(|(_, intake)| intake));
    all.into_iter().map(with_fitting_places).collect()
}
