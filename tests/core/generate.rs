//! Intakes to try the planner with: random whole ones, and the lists they are drawn from.
//!
//! The lists repeat the contract on purpose: nothing here is asked of the program but
//! its categories, of which one more is data.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use ischia::model::{
    Age, Aggravator, BookedMinutes, CategoryId, Clearance, ClearedPressure, Course, Day, Diagnosis,
    DoctorOnMassage, FindingId, FurthestPoint, GateId, HandsOnLimit, HomeCareKept, Inflammation,
    Intake, Laterality, ModalityId, Nprs, Position, Preferences, Pressure, Quality, RegionId,
    RegionSide, Side, Trend, VisitNumber, Weeks,
};

use crate::oracle::answers::{INJURY, NUMB};
use crate::support::categories;

pub const REGIONS: [&str; 6] =
    ["low-back-near-spine", "low-back-outer", "gluteals", "piriformis", "hamstrings", "calves"];
pub const MODALITIES: [&str; 6] =
    ["swedish", "myofascial-release", "trigger-point", "neuromuscular", "deep-tissue", "hot-stone"];
/// Gates that can keep a plan back, or that a clearance may name.
pub const GATES: [&str; 21] = [
    "g-01", "g-02", "g-03", "g-04", "g-05", "g-06", "g-07", "g-08", "g-09", "g-10", "g-11", "g-12",
    "g-13", "g-14", "g-15", "g-16", "g-17", "g-18", "g-20", "g-21", "g-22",
];
pub const EMERGENCY: [&str; 5] = [
    "bladder-bowel-change",
    "saddle-numbness",
    "sexual-dysfunction",
    "sudden-both-sides",
    "both-legs-weak-or-numb",
];
pub const REFER: [&str; 16] = [
    "foot-drop",
    "new-numbness",
    "new-weakness",
    "suspected-fracture",
    "deep-tissue-damage",
    "suspected-cancer",
    "suspected-spinal-infection",
    "fever",
    "chills",
    "unexplained-weight-loss",
    "unrelenting-night-pain",
    "clot-signs",
    "known-dvt",
    "known-aneurysm",
    "systemic-infection",
    "skin-infection-in-target-area",
];
pub const HOLD: [&str; 10] = [
    "swelling",
    "stable-numbness",
    "stable-weakness",
    "recent-surgery",
    "recent-steroid-injection",
    "high-risk-pregnancy",
    "uncontrolled-blood-pressure",
    "severe-osteoporosis",
    "bleeding-disorder",
    "cancer-in-the-past",
];
pub const MODIFIER: [&str; 21] = [
    "tingling",
    "open-wound",
    "skin-problem",
    "trauma-within-72h",
    "anticoagulant",
    "pregnancy",
    "pregnancy-after-week-13",
    "spinal-stenosis",
    "spondylolisthesis",
    "degenerative-disc-disease",
    "osteoporosis",
    "long-term-steroids",
    "hip-replacement",
    "opioid",
    "muscle-relaxant",
    "poor-circulation-or-diabetes",
    "varicose-veins",
    "immune-suppression",
    "known-herniated-disc",
    "past-clot",
    "bruises-easily",
];

/// Every finding of the contract.
pub fn findings() -> impl Iterator<Item = &'static str> {
    EMERGENCY.into_iter().chain(REFER).chain(HOLD).chain(MODIFIER)
}

pub fn finding(id: &str) -> FindingId {
    FindingId::new(id).unwrap()
}

pub fn place(region: &str, side: Side) -> RegionSide {
    RegionSide { region: RegionId::new(region).unwrap(), side }
}

pub fn today() -> Day {
    Day::parse("2026-11-24").unwrap()
}

/// Leave from yesterday for all that can be asked, with these limits.
pub fn clearance(max_pressure: Option<u16>, hands_on: Option<u16>) -> Clearance {
    Clearance {
        by: "Dr Rossi".to_owned(),
        on: today().plus_days(-1),
        until: None,
        covers: GATES.iter().map(|gate| GateId::new(gate).unwrap()).collect(),
        limits: "as agreed".to_owned(),
        max_pressure: max_pressure.map(|level| ClearedPressure::new(level).unwrap()),
        max_hands_on_minutes: hands_on.map(|minutes| HandsOnLimit::new(minutes).unwrap()),
    }
}

/// A wound needs its place: gives one where none was named.
pub fn with_wound_place(mut intake: Intake) -> Intake {
    let wound = ["open-wound", "skin-problem"].iter().any(|id| intake.findings.contains(*id));
    if wound && intake.excluded_regions.is_empty() {
        intake.excluded_regions = vec![place("calves", Side::Right)];
    }
    intake
}

/// Places only with their answer (A01 to A03), and a wound with a place: takes away or gives what
/// an intake needs to be accepted.
pub fn with_fitting_places(mut intake: Intake) -> Intake {
    let any = |ids: &[&str]| ids.iter().any(|id| intake.findings.contains(*id));
    let (numb, injured) = (any(&NUMB), any(&INJURY));
    if !numb {
        intake.numb_regions.clear();
    }
    if !injured {
        intake.injured_regions.clear();
    }
    if intake.inflammation == Inflammation::None {
        intake.inflamed_regions.clear();
    }
    with_wound_place(intake)
}

/// Adds a yes-answer, with a place for it where it needs one.
pub fn add(intake: &mut Intake, id: &str) {
    intake.findings.insert(finding(id));
    if ["open-wound", "skin-problem"].contains(&id) && intake.excluded_regions.is_empty() {
        intake.excluded_regions = vec![place("gluteals", intake.side)];
    }
}

/// A runner with a seed of its own, that leaves no files behind.
pub fn runner(cases: u32, seed: u64) -> TestRunner {
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        max_shrink_iters: 4000,
        ..Config::default()
    })
}

/// This many values of a strategy, the same every time.
pub fn samples<T: std::fmt::Debug>(
    strategy: &impl Strategy<Value = T>,
    count: u32,
    seed: u64,
) -> impl Iterator<Item = T> {
    let mut runner = runner(count, seed);
    (0..count).map(move |_| strategy.new_tree(&mut runner).unwrap().current())
}

fn side() -> impl Strategy<Value = Side> {
    select(vec![Side::Left, Side::Right, Side::Both])
}

fn places() -> impl Strategy<Value = Vec<RegionSide>> {
    let one = (select(REGIONS.to_vec()), side()).prop_map(|(region, side)| place(region, side));
    prop_oneof![2 => Just(Vec::new()), 3 => prop::collection::vec(one, 1..4)]
}

fn some_findings() -> impl Strategy<Value = Vec<(&'static str, Option<i32>)>> {
    let one = prop_oneof![
        1 => select(EMERGENCY.to_vec()),
        4 => select(REFER.to_vec()),
        6 => select(HOLD.to_vec()),
        20 => select(MODIFIER.to_vec()),
    ];
    let since = prop_oneof![3 => Just(None), 2 => select(vec![0, 1, 7, 8, 14, 60]).prop_map(Some)];
    prop_oneof![
        2 => Just(Vec::new()),
        6 => prop::collection::vec((one, since), 1..5),
    ]
}

fn some_clearance() -> impl Strategy<Value = Clearance> {
    let on = prop_oneof![
        3 => 0..=6i32,
        3 => select(vec![-1, 7, 8, 13, 14, 15, 30, 89, 90, 91, 200]),
    ];
    let until = prop_oneof![3 => Just(None), 2 => select(vec![-1, 0, 1, 40]).prop_map(Some)];
    let covers = prop_oneof![
        3 => Just(GATES.to_vec()),
        2 => prop::collection::vec(select(GATES.to_vec()), 0..4),
    ];
    let pressure = prop_oneof![3 => Just(None), 4 => (1u16..=4).prop_map(Some)];
    let minutes = prop_oneof![
        4 => Just(None),
        2 => select(vec![6, 7, 8, 12, 20, 29, 30, 31, 45, 60, 120]).prop_map(Some),
    ];
    (on, until, covers, pressure, minutes).prop_map(|(on, until, covers, pressure, minutes)| {
        Clearance {
            on: today().plus_days(-on),
            // None ends before it begins.
            until: until.map(|days| today().plus_days(days.max(-on))),
            covers: covers.iter().map(|gate| GateId::new(gate).unwrap()).collect(),
            ..clearance(pressure, minutes)
        }
    })
}

/// Clearances: none, one, several; half of the time the first covers all of it in time.
fn clearances() -> impl Strategy<Value = Vec<Clearance>> {
    let full = (prop_oneof![2 => Just(None), 1 => (1u16..=4).prop_map(Some)], any::<bool>())
        .prop_map(|(level, _)| clearance(level, None));
    prop_oneof![
        2 => Just(Vec::new()),
        3 => full.prop_map(|one| vec![one]),
        3 => prop::collection::vec(some_clearance(), 1..4),
    ]
}

fn course() -> impl Strategy<Value = Option<Course>> {
    let some = (
        prop::collection::vec(0u16..=10, 0..8),
        prop::option::of(select(vec![0, 29, 30, 31, 90])),
        prop::option::of(select(FurthestPoint::ALL.to_vec())),
    )
        .prop_map(|(history, first, last)| {
            let visit = u16::try_from(history.len()).unwrap() + 1;
            let later = visit > 1;
            Some(Course {
                visit: VisitNumber::new(visit).unwrap(),
                pain_history: history.into_iter().map(Nprs::clamped).collect(),
                first_visit: first.filter(|_| later).map(|days: i32| today().plus_days(-days)),
                last_furthest_point: last.filter(|_| later),
            })
        });
    prop_oneof![2 => Just(None), 1 => some]
}

fn preferences() -> impl Strategy<Value = Option<Preferences>> {
    let avoided = prop_oneof![
        5 => prop::collection::btree_set(select(Position::ALL.to_vec()), 0..3),
        // Every position there is, or every one but one.
        1 => prop::collection::btree_set(select(Position::ALL.to_vec()), 5..7),
    ];
    let declined = prop_oneof![
        5 => prop::collection::btree_set(select(MODALITIES.to_vec()), 0..3),
        1 => prop::collection::btree_set(select(MODALITIES.to_vec()), 3..6),
    ];
    let some = (any::<bool>(), prop::option::of(1u16..=4), avoided, declined).prop_map(
        |(heat, level, positions, declined)| {
            Some(Preferences {
                heat,
                max_pressure: level.map(Pressure::clamped),
                avoid_positions: positions,
                declined_modalities: declined
                    .into_iter()
                    .map(|id| ModalityId::new(id).unwrap())
                    .collect(),
            })
        },
    );
    prop_oneof![3 => Just(None), 1 => some]
}

/// Everything else that is told: aggravators, what eases, what it feels like, age.
type Lasting = (Vec<Aggravator>, Vec<Aggravator>, Vec<Quality>, Option<u16>, Option<HomeCareKept>);

fn some_of<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> BoxedStrategy<Vec<T>> {
    let few = prop::collection::vec(select(all), 1..4);
    prop_oneof![3 => Just(Vec::new()), 2 => few].boxed()
}

fn lasting() -> impl Strategy<Value = Lasting> {
    let age = prop_oneof![
        3 => Just(None),
        2 => select(vec![0u16, 19, 20, 35, 50, 51, 80, 120]).prop_map(Some),
    ];
    (
        some_of(Aggravator::ALL),
        prop_oneof![4 => Just(Vec::new()), 1 => some_of(Aggravator::ALL)],
        some_of(Quality::ALL),
        age,
        prop::option::of(select(HomeCareKept::ALL)),
    )
}

type Who = (&'static str, Side, Option<Laterality>, u16, u16, FurthestPoint, Trend);
type Communication = (Inflammation, Option<u16>, Diagnosis, bool, DoctorOnMassage, u16);

fn who() -> impl Strategy<Value = Who> {
    (
        select(categories().collect::<Vec<_>>()),
        side(),
        prop::option::of(select(Laterality::ALL.to_vec())),
        prop_oneof![4 => 0u16..=6, 1 => 7u16..=10],
        prop_oneof![4 => 0u16..=6, 1 => 7u16..=10],
        select(FurthestPoint::ALL.to_vec()),
        prop_oneof![2 => Just(Trend::Better), 2 => Just(Trend::Same), 1 => Just(Trend::Worse)],
    )
}

fn told() -> impl Strategy<Value = Communication> {
    (
        prop_oneof![
            5 => Just(Inflammation::None),
            3 => Just(Inflammation::Some),
            1 => Just(Inflammation::Intense),
        ],
        prop_oneof![
            1 => Just(None),
            2 => select(vec![0u16, 3, 4, 5, 6, 7, 11, 12, 13]).prop_map(Some),
            2 => (13u16..200).prop_map(Some),
        ],
        prop_oneof![1 => Just(Diagnosis::None), 4 => Just(Diagnosis::ByDoctor)],
        prop::bool::weighted(0.85),
        prop_oneof![
            3 => Just(DoctorOnMassage::NotAsked),
            6 => Just(DoctorOnMassage::InFavour),
            1 => Just(DoctorOnMassage::Against),
        ],
        prop_oneof![
            3 => 15u16..=180,
            2 => select(vec![15u16, 30, 39, 40, 45, 60, 75, 90, 120]),
            // Lengths next to where a rule begins or ends.
            1 => select(vec![16u16, 20, 21, 29, 31, 37, 38, 52, 53, 59, 61, 89, 91, 119, 121, 179]),
        ],
    )
}

/// A random whole intake, one that the knowledge takes.
pub fn intake() -> impl Strategy<Value = Intake> {
    let lists = (places(), places(), places(), places());
    let parts =
        (who(), told(), some_findings(), lists, clearances(), course(), preferences(), lasting());
    parts.prop_map(|(who, told, found, lists, clearances, course, preferences, lasting)| {
        let (category, side, worse, back, leg, furthest_point, trend) = who;
        let (inflammation, onset, diagnosis, cause_known, doctor_on_massage, minutes) = told;
        let since = found
            .iter()
            .filter_map(|(id, days)| days.map(|days| (finding(id), today().plus_days(-days))));
        let wound = found.iter().any(|(id, _)| ["open-wound", "skin-problem"].contains(id));
        let intake = Intake {
            date: today(),
            category: CategoryId::new(category).unwrap(),
            side,
            worse_side: worse.filter(|_| side == Side::Both),
            pain_back: Nprs::clamped(back),
            pain_leg: Nprs::clamped(leg),
            furthest_point,
            trend,
            inflammation,
            onset_weeks: onset.map(Weeks::clamped),
            diagnosis,
            cause_known,
            doctor_on_massage,
            findings: found.iter().map(|(id, _)| finding(id)).collect(),
            findings_since: since.collect(),
            excluded_regions: if wound { lists.0 } else { Vec::new() },
            inflamed_regions: lists.1,
            injured_regions: lists.2,
            numb_regions: lists.3,
            clearances,
            minutes: BookedMinutes::clamped(minutes),
            course,
            preferences,
            aggravators: lasting.0,
            eases: lasting.1,
            quality: lasting.2,
            age: lasting.3.map(Age::clamped),
            home_care_kept: lasting.4,
            ..crate::support::calm(category)
        };
        with_fitting_places(intake)
    })
}
