//! Parts 3A and 4B, and the contract's table *Gates*: which apply, and the status.

use std::collections::BTreeMap;

use ischia::model::{DoctorOnMassage, Inflammation, Laterality, Plan, Quality, Side, Status};

use super::{Answers, Wrongs, cautions, low_back, release, withheld};
use crate::generate::REGIONS;

/// How a gate has to come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// What it asks for while it is closed.
    pub status: Status,
    pub released: bool,
}

impl Expected {
    pub fn counts_as(self) -> Status {
        if self.released { Status::Caution } else { self.status }
    }
}

pub const ESCALATING: [&str; 5] =
    ["foot-drop", "new-numbness", "new-weakness", "stable-numbness", "stable-weakness"];
const G01: [&str; 3] = ["bladder-bowel-change", "saddle-numbness", "sexual-dysfunction"];
const G02: [&str; 2] = ["sudden-both-sides", "both-legs-weak-or-numb"];
pub const G04: [&str; 2] = ["new-numbness", "new-weakness"];
pub const G06: [&str; 6] = [
    "suspected-cancer",
    "suspected-spinal-infection",
    "fever",
    "chills",
    "unexplained-weight-loss",
    "unrelenting-night-pain",
];
const G07: [&str; 3] = ["clot-signs", "known-dvt", "known-aneurysm"];
const G14: [&str; 3] = ["systemic-infection", "fever", "skin-infection-in-target-area"];
pub const G16: [&str; 7] = [
    "recent-surgery",
    "recent-steroid-injection",
    "high-risk-pregnancy",
    "uncontrolled-blood-pressure",
    "severe-osteoporosis",
    "bleeding-disorder",
    "cancer-in-the-past",
];

/// The findings behind G-05 that a date could be asked of.
pub fn g05(answers: &Answers<'_>) -> Vec<&'static str> {
    let fragile = answers.any(&["osteoporosis", "long-term-steroids"]);
    let mut behind: Vec<&'static str> = ["suspected-fracture", "deep-tissue-damage"]
        .into_iter()
        .filter(|id| answers.has(id))
        .collect();
    if answers.has("trauma-within-72h") && fragile {
        // "the finding": of a gate that takes two, the documents don't say which; the later binds.
        let both =
            ["trauma-within-72h", "osteoporosis", "severe-osteoporosis", "long-term-steroids"];
        behind.extend(both.into_iter().filter(|id| answers.has(id)));
    }
    behind
}

/// A12: what makes G-21 a `REFER`.
pub fn grave_injury(answers: &Answers<'_>) -> bool {
    answers.has("trauma-within-72h")
        && (answers.bleeding() || (answers.is("acute") && !answers.diagnosed()))
}

/// A11.
fn both_sides_unclear(answers: &Answers<'_>) -> bool {
    let recent = answers.weeks().is_none_or(|weeks| weeks < 4);
    answers.intake.side == Side::Both && (recent || !answers.diagnosed())
}

/// A13; the trend as A04 reads it.
fn slip_on_the_move(answers: &Answers<'_>) -> bool {
    let shooting = answers.feels(Quality::Shooting)
        || answers.feels(Quality::Tingling)
        || answers.has("tingling");
    answers.has("spondylolisthesis")
        && (answers.further_down() || (answers.worsening() && shooting))
}

/// Which gates apply by the answers alone (G-15 as a Hold is for `judge`).
pub fn expected(answers: &Answers<'_>) -> BTreeMap<&'static str, Expected> {
    let intake = answers.intake;
    let undiagnosed = !answers.diagnosed();
    let g06 = if answers.any(&ESCALATING) { Status::Emergency } else { Status::Refer };
    let g21 = if grave_injury(answers) { Status::Refer } else { Status::Caution };
    let long = answers.is("chronic") || answers.weeks().is_some_and(|weeks| weeks > 12);
    let table = [
        ("g-01", answers.any(&G01), Status::Emergency),
        ("g-02", answers.any(&G02), Status::Emergency),
        ("g-03", answers.has("foot-drop"), Status::Refer),
        ("g-04", answers.any(&G04), Status::Refer),
        ("g-05", !g05(answers).is_empty(), Status::Refer),
        ("g-06", answers.any(&G06), g06),
        ("g-07", answers.any(&G07), Status::Refer),
        ("g-08", intake.doctor_on_massage == DoctorOnMassage::Against, Status::Refer),
        ("g-09", long && (undiagnosed || !intake.cause_known), Status::Hold),
        ("g-10", intake.inflammation == Inflammation::Intense, Status::Hold),
        (
            "g-11",
            answers.pain() >= 7 || answers.worsening() || answers.has("swelling"),
            Status::Hold,
        ),
        ("g-12", answers.any(&["stable-numbness", "stable-weakness"]), Status::Hold),
        ("g-13", answers.disc() && (undiagnosed || answers.young()), Status::Hold),
        ("g-14", answers.any(&G14), Status::Refer),
        ("g-15", answers.wound(), Status::Caution),
        ("g-16", answers.any(&G16), Status::Hold),
        ("g-17", answers.any(&["anticoagulant", "bruises-easily"]), Status::Caution),
        ("g-18", answers.is("acute") && undiagnosed, Status::Caution),
        ("g-20", both_sides_unclear(answers), Status::Refer),
        // "Alone" the trauma is a caution. Beside G-05 it stays listed: an answer more may not
        // take a gate away.
        ("g-21", answers.has("trauma-within-72h"), g21),
        ("g-22", slip_on_the_move(answers), Status::Refer),
    ];
    table
        .into_iter()
        .filter(|(_, applies, _)| *applies)
        .map(|(gate, _, status)| {
            let released = !release::released_by(answers, gate).is_empty();
            (gate, Expected { status, released })
        })
        .collect()
}

/// Every position goes (G-15 as a Hold) only where areas or positions are ruled out, or where the
/// client refuses what a session is made of (A17).
fn may_be_empty(answers: &Answers<'_>) -> bool {
    let refuses = answers
        .intake
        .preferences
        .as_ref()
        .is_some_and(|wish| !wish.declined_modalities.is_empty());
    !answers.intake.excluded_regions.is_empty() || release::injured(answers) || refuses
}

/// Whether nothing that the session is about may be worked: then G-15 has to hold the plan.
fn must_be_empty(answers: &Answers<'_>) -> bool {
    let target = |region: &str, side| low_back(region) || answers.painful(side);
    let shut = REGIONS.iter().all(|region| {
        Laterality::ALL.iter().all(|side| !target(region, *side) || answers.closed(region, *side))
    });
    // A17: every warm-up is Swedish or myofascial.
    shut || (answers.declines("swedish") && answers.declines("myofascial-release"))
}

/// Gates, their state, the status, the referral.
pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let mut expected = expected(answers);
    let found: BTreeMap<&str, _> =
        plan.gates.iter().map(|gate| (gate.id.as_str(), (gate.status, gate.released))).collect();
    let held = found.get("g-15").is_some_and(|(status, _)| *status == Status::Hold);
    if held && may_be_empty(answers) {
        expected.insert("g-15", Expected { status: Status::Hold, released: false });
    }
    if must_be_empty(answers) {
        wrongs.unless(held, "g-15 holds where nothing is left", || format!("{found:?}"));
    }
    for (gate, wanted) in &expected {
        match found.get(gate) {
            None => wrongs.say(format!("gate {gate} missing"), format!("{wanted:?}")),
            Some((status, released)) => {
                let shown = wanted.counts_as();
                wrongs.unless(
                    *status == shown && *released == wanted.released,
                    &format!("gate {gate} state"),
                    || format!("wanted {shown:?} {wanted:?}, found {status:?} {released}"),
                );
            }
        }
    }
    for gate in found.keys().filter(|gate| !expected.contains_key(*gate)) {
        // "A bleeding disorder gets the anticoagulant rules": whether with the gate, nobody says.
        let open = *gate == "g-17" && answers.bleeding();
        wrongs.unless(open, &format!("gate {gate} listed without ground"), || format!("{found:?}"));
    }
    let of_gates = expected.values().map(|gate| gate.counts_as()).max().unwrap_or(Status::Ok);
    let status = of_gates.max(cautions::status(answers));
    // An optional caution may raise the status, never beyond `Caution`.
    let most = status.max(cautions::most_status(answers));
    wrongs.unless((status..=most).contains(&plan.status), "status", || {
        format!("wanted {status:?} to {most:?}, found {:?}; {expected:?}", plan.status)
    });
    wrongs.unless(plan.steps.is_empty() == status.withholds(), "withheld means no steps", || {
        format!("{status:?}, {} steps", plan.steps.len())
    });
    withheld::referral(&expected, status, plan, wrongs);
}
