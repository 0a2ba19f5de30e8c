//! Every answer that can matter, alone and in pairs: no panic, no conflict, minutes exact, and
//! nothing gets milder because more is the matter.

mod lasting;

use ischia::knowledge::Cell;
use ischia::model::{
    BookedMinutes, Diagnosis, DoctorOnMassage, FindingId, Inflammation, Intake, Laterality, Side,
    Status,
};
use ischia::planner::{self, Level};

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::support::{self, SHIPPED, all_cleared, calm, categories};
use super::{generate, lattice};

const SIDES: [(Side, Option<Laterality>); 4] = [
    (Side::Left, None),
    (Side::Right, None),
    (Side::Both, None),
    (Side::Both, Some(Laterality::Left)),
];

/// How much is cleared.
#[derive(Debug, Clone, Copy)]
enum Cleared {
    No,
    /// Every gate, no level stated: the floor holds.
    Floor,
    /// Every gate, up to level 4.
    Firm,
}

const CLEARED: [Cleared; 3] = [Cleared::No, Cleared::Floor, Cleared::Firm];

fn clear(intake: &mut Intake, cleared: Cleared) {
    match cleared {
        Cleared::No => {}
        Cleared::Floor => intake.clearances = vec![all_cleared(intake.date, None)],
        Cleared::Firm => intake.clearances = vec![all_cleared(intake.date, Some(4))],
    }
}

fn findings() -> Vec<FindingId> {
    SHIPPED.tables().findings.iter().map(|finding| finding.id.clone()).collect()
}

/// Adds a yes-answer, with a place for it where it needs one.
fn add(intake: &mut Intake, finding: &FindingId) {
    generate::add(intake, finding.as_str());
}

/// What must only ever tighten.
struct Judged {
    status: Status,
    gates: Vec<String>,
    caps: Vec<u16>,
}

fn judge(intake: Intake) -> Judged {
    let accepted = SHIPPED.accept(intake).unwrap_or_else(|faults| panic!("{faults:?}"));
    let assessment = planner::assess(&accepted, &SHIPPED);
    let most = assessment.gates.iter().map(planner::JudgedGate::counts_as).max();
    assert!(assessment.status >= most.unwrap_or(Status::Ok), "a gate was forgotten");
    let regions = 0..SHIPPED.tables().regions.len();
    let cells = regions.flat_map(|region| Laterality::ALL.map(|side| Cell { region, side }));
    Judged {
        status: assessment.status,
        gates: assessment.gates.iter().map(|gate| gate.gate.id.to_string()).collect(),
        caps: cells.map(|cell| assessment.limits.cell(cell).unwrap().cap.get()).collect(),
    }
}

fn assert_no_milder(more: &Judged, less: &Judged, what: &str) {
    assert!(more.status >= less.status, "{what}: {:?} from {:?}", more.status, less.status);
    assert!(less.gates.iter().all(|gate| more.gates.contains(gate)), "{what}: a gate vanished");
    assert!(more.caps.iter().zip(&less.caps).all(|(more, less)| more <= less), "{what}: cap rose");
}

fn assess_category(category: &str) {
    let findings = findings();
    for inflammation in Inflammation::ALL {
        for diagnosis in Diagnosis::ALL {
            for doctor in DoctorOnMassage::ALL {
                for cleared in [Cleared::No, Cleared::Floor] {
                    let mut base = calm(category);
                    base.inflammation = *inflammation;
                    base.diagnosis = *diagnosis;
                    base.doctor_on_massage = *doctor;
                    clear(&mut base, cleared);
                    let none = judge(base.clone());
                    let with = |chosen: &[&FindingId]| {
                        let mut intake = base.clone();
                        for finding in chosen {
                            add(&mut intake, finding);
                        }
                        judge(intake)
                    };
                    let alone: Vec<Judged> = findings.iter().map(|one| with(&[one])).collect();
                    for (at, first) in findings.iter().enumerate() {
                        let what = format!("{category} {first} {cleared:?}");
                        assert_no_milder(&alone[at], &none, &what);
                        for (later, second) in findings.iter().enumerate().skip(at + 1) {
                            let both = with(&[first, second]);
                            let what = format!("{category} {first} {second} {cleared:?}");
                            assert_no_milder(&both, &alone[at], &what);
                            assert_no_milder(&both, &alone[later], &what);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn assess_every_category() {
    categories().par_bridge().for_each(assess_category);
}

/// Builds and checks a plan, and says what is wrong with it.
fn trouble(intake: Intake) -> Option<String> {
    let booked = intake.minutes.get();
    let accepted = SHIPPED.accept(intake).unwrap_or_else(|faults| panic!("{faults:?}"));
    let assessment = planner::assess(&accepted, &SHIPPED);
    let plan = match support::build(&assessment) {
        Ok(plan) => plan,
        Err(why) => return Some(why),
    };
    let found = planner::check_assessed(&plan, &assessment);
    if let Some(found) = found.iter().find(|finding| finding.level == Level::Conflict) {
        return Some(format!("step {:?} {}: {}", found.step, found.rule, found.text));
    }
    if let Some(found) = found.first() {
        return Some(format!("warning, step {:?} {}: {}", found.step, found.rule, found.text));
    }
    let counted: u16 =
        plan.steps.iter().filter(|step| step.counted).map(|step| step.minutes.get()).sum();
    if plan.status.withholds() {
        let is_empty = plan.steps.is_empty() && plan.total_minutes == 0 && plan.referral.is_some();
        return (!is_empty).then(|| "a withheld plan has steps".to_owned());
    }
    (counted != plan.total_minutes || counted + plan.unused_minutes != booked)
        .then(|| format!("{counted} and {} of {booked} minutes", plan.unused_minutes))
}

fn assert_sound(intakes: impl Iterator<Item = (String, Intake)> + Send) {
    let count = AtomicUsize::new(0);
    let wrong: Vec<String> = intakes
        .par_bridge()
        .filter_map(|(what, intake)| {
            count.fetch_add(1, Ordering::Relaxed);
            trouble(intake).map(|trouble| format!("{what}: {trouble}"))
        })
        .collect();
    let shown: Vec<&String> = wrong.iter().step_by((wrong.len() / 25).max(1)).collect();
    assert!(wrong.is_empty(), "{} of {count:?} plans, such as\n{shown:#?}", wrong.len());
}

/// Intakes of a category on a side, cleared in every way, with these findings.
fn variants(category: &str, minutes: u16, chosen: &[&FindingId]) -> Vec<(String, Intake)> {
    let mut base = calm(category);
    base.minutes = BookedMinutes::new(minutes).unwrap();
    let mut all = Vec::with_capacity(SIDES.len() * CLEARED.len());
    for (side, worse) in SIDES {
        for cleared in CLEARED {
            let mut intake = base.clone();
            intake.side = side;
            intake.worse_side = worse;
            for finding in chosen {
                add(&mut intake, finding);
            }
            clear(&mut intake, cleared);
            let what = format!("{category} {side:?} {worse:?} {minutes} {chosen:?} {cleared:?}");
            all.push((what, intake));
        }
    }
    all
}

fn each_finding_at_each_length(category: &str) {
    let findings = findings();
    let lengths = BookedMinutes::MIN.get()..=BookedMinutes::MAX.get();
    assert_sound(lengths.flat_map(|minutes| {
        let alone = findings.iter().flat_map(move |one| variants(category, minutes, &[one]));
        variants(category, minutes, &[]).into_iter().chain(alone).collect::<Vec<_>>()
    }));
}

#[test]
fn build_every_category_with_each_finding() {
    categories().for_each(each_finding_at_each_length);
}

fn each_pair(category: &str) {
    let findings = findings();
    let pairs = findings
        .iter()
        .enumerate()
        .flat_map(|(at, first)| findings.iter().skip(at + 1).map(move |second| (first, second)));
    assert_sound(pairs.flat_map(|(first, second)| {
        let lengths = [15, 30, 45, 60, 120].into_iter();
        lengths.flat_map(move |minutes| variants(category, minutes, &[first, second]))
    }));
}

#[test]
fn build_every_category_with_each_pair() {
    categories().for_each(each_pair);
}

/// Wounds, inflammation, injuries and numbness anywhere, at the usual lengths.
#[test]
fn build_with_every_place_closed_in_every_way() {
    let places = lattice::places();
    let mut intakes = Vec::new();
    for category in categories() {
        for minutes in [15, 21, 30, 38, 45, 60, 75, 90, 120, 180] {
            for (what, base) in variants(category, minutes, &[]) {
                for place in &places {
                    let mut intake = base.clone();
                    place.put(&mut intake);
                    intakes.push((format!("{what} {}", place.name), intake));
                }
            }
        }
    }
    assert_sound(intakes.into_iter());
}
