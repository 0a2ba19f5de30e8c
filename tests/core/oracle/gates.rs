//! Part 3A and the contract's table *Gates*: which apply, what releases them, the status.

use std::collections::BTreeMap;

use ischia::model::{
    Clearance, ClearedPressure, DoctorOnMassage, Inflammation, Plan, Status, Urgency,
};

use super::{Answers, Wrongs, cautions};

/// How a gate has to come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// What it asks for while it is closed.
    pub status: Status,
    pub released: bool,
}

impl Expected {
    fn counts_as(self) -> Status {
        if self.released { Status::Caution } else { self.status }
    }
}

/// Dates that the contract asks of a clearance.
enum Dated {
    /// On or after the day each finding appeared; day unknown: within 7 days.
    SinceOrWeek,
    /// Within 14 days, and not before a day that is given.
    Fortnight,
    /// Not before a day that is given.
    Since,
}

const ESCALATING: [&str; 5] =
    ["foot-drop", "new-numbness", "new-weakness", "stable-numbness", "stable-weakness"];
const G01: [&str; 3] = ["bladder-bowel-change", "saddle-numbness", "sexual-dysfunction"];
const G02: [&str; 2] = ["sudden-both-sides", "both-legs-weak-or-numb"];
const G04: [&str; 2] = ["new-numbness", "new-weakness"];
const G06: [&str; 6] = [
    "suspected-cancer",
    "suspected-spinal-infection",
    "fever",
    "chills",
    "unexplained-weight-loss",
    "unrelenting-night-pain",
];
const G07: [&str; 3] = ["clot-signs", "known-dvt", "known-aneurysm"];
const G14: [&str; 3] = ["systemic-infection", "fever", "skin-infection-in-target-area"];
const G16: [&str; 7] = [
    "recent-surgery",
    "recent-steroid-injection",
    "high-risk-pregnancy",
    "uncontrolled-blood-pressure",
    "severe-osteoporosis",
    "bleeding-disorder",
    "cancer-in-the-past",
];

/// The clearances that release this gate, which rests on these findings of the client.
fn releasing<'a>(
    answers: &'a Answers<'_>,
    gate: &str,
    findings: &[&str],
    dated: &Dated,
) -> Vec<&'a Clearance> {
    let intake = answers.intake;
    let present = || findings.iter().filter(|id| answers.has(id));
    let since = |id: &str| intake.findings_since.get(id).copied();
    let week = intake.date.plus_days(-7);
    let in_time = |record: &Clearance| match dated {
        Dated::SinceOrWeek if present().count() == 0 => record.on >= week,
        Dated::SinceOrWeek => present().all(|id| record.on >= since(id).unwrap_or(week)),
        Dated::Fortnight => {
            record.on >= intake.date.plus_days(-14)
                && present().all(|id| since(id).is_none_or(|day| record.on >= day))
        }
        Dated::Since => present().all(|id| since(id).is_none_or(|day| record.on >= day)),
    };
    answers
        .counting()
        .filter(|record| record.covers.iter().any(|id| id.as_str() == gate) && in_time(record))
        .collect()
}

/// The findings behind G-05 that a date could be asked of.
fn g05(answers: &Answers<'_>) -> Vec<&'static str> {
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

/// The clearances that release a gate; none for gates that no clearance releases.
pub fn released_by<'a>(answers: &'a Answers<'_>, gate: &str) -> Vec<&'a Clearance> {
    let (findings, dated): (Vec<&str>, _) = match gate {
        "g-03" => (vec!["foot-drop"], Dated::SinceOrWeek),
        "g-04" => (G04.to_vec(), Dated::SinceOrWeek),
        "g-05" => (g05(answers), Dated::SinceOrWeek),
        "g-06" if answers.any(&ESCALATING) => return Vec::new(),
        "g-06" => (G06.to_vec(), Dated::SinceOrWeek),
        "g-08" => (Vec::new(), Dated::SinceOrWeek),
        "g-10" => (Vec::new(), Dated::Fortnight),
        "g-11" => (vec!["swelling"], Dated::Fortnight),
        "g-12" => (vec!["stable-numbness", "stable-weakness"], Dated::Since),
        "g-13" => (Vec::new(), Dated::Since),
        "g-16" => (G16.to_vec(), Dated::Since),
        _ => return Vec::new(),
    };
    releasing(answers, gate, &findings, &dated)
}

/// Which gates apply by the answers alone (G-15 as a Hold is for `judge`).
pub fn expected(answers: &Answers<'_>) -> BTreeMap<&'static str, Expected> {
    let intake = answers.intake;
    let undiagnosed = !answers.diagnosed();
    let g06 = if answers.any(&ESCALATING) { Status::Emergency } else { Status::Refer };
    let weeks = answers.weeks();
    let long = answers.is("chronic") || weeks.is_some_and(|weeks| weeks > 12);
    let young = weeks.is_none_or(|weeks| weeks < 6);
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
        ("g-13", answers.is("herniated-disc") && (undiagnosed || young), Status::Hold),
        ("g-14", answers.any(&G14), Status::Refer),
        ("g-15", answers.wound(), Status::Caution),
        ("g-16", answers.any(&G16), Status::Hold),
        ("g-17", answers.has("anticoagulant"), Status::Caution),
        ("g-18", answers.is("acute") && undiagnosed, Status::Caution),
    ];
    table
        .into_iter()
        .filter(|(_, applies, _)| *applies)
        .map(|(gate, _, status)| {
            (gate, Expected { status, released: !released_by(answers, gate).is_empty() })
        })
        .collect()
}

/// Level that stays as a floor after releases (3A): 2 unless the clearance states a higher one.
/// Nothing where no gate with a floor was released.
pub fn floor(answers: &Answers<'_>) -> Option<u16> {
    let young = answers.weeks().is_none_or(|weeks| weeks < 6);
    let gates = expected(answers);
    let floored = gates.iter().filter(|(gate, expected)| {
        let refer = ["g-03", "g-04", "g-05", "g-06", "g-08"].contains(gate);
        let hold = ["g-10", "g-11", "g-12", "g-16"].contains(gate);
        expected.released && (refer || hold || (**gate == "g-13" && young))
    });
    floored
        .map(|(gate, _)| {
            let stated = released_by(answers, gate).into_iter();
            let levels = stated.filter_map(|record| record.max_pressure.map(ClearedPressure::get));
            levels.max().unwrap_or(2).max(2)
        })
        .min()
}

/// Every position goes (G-15 as a Hold) only where areas or positions are ruled out.
fn may_be_empty(answers: &Answers<'_>) -> bool {
    !answers.intake.excluded_regions.is_empty()
        || answers.has("trauma-within-72h")
        || !answers.intake.injured_regions.is_empty()
}

/// Whether nothing that the session is about may be worked: then G-15 has to hold the plan.
fn must_be_empty(answers: &Answers<'_>) -> bool {
    let target = |region: &str, side| super::low_back(region) || answers.painful(side);
    crate::generate::REGIONS.iter().all(|region| {
        ischia::model::Laterality::ALL.iter().all(|side| {
            !target(region, *side)
                || answers.excluded(region, *side)
                || answers.injured(region, *side)
        })
    })
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
    wrongs.unless(plan.status == status, "status", || {
        format!("wanted {status:?}, found {:?}; {expected:?}", plan.status)
    });
    wrongs.unless(plan.steps.is_empty() == status.withholds(), "withheld means no steps", || {
        format!("{status:?}, {} steps", plan.steps.len())
    });
    referral(&expected, status, plan, wrongs);
}

fn referral(
    expected: &BTreeMap<&'static str, Expected>,
    status: Status,
    plan: &Plan,
    wrongs: &mut Wrongs,
) {
    let Some(referral) = &plan.referral else {
        wrongs.unless(!status.withholds(), "referral missing", || format!("{status:?}"));
        return;
    };
    wrongs.unless(status.withholds(), "referral on an open plan", || format!("{status:?}"));
    for (gate, _) in expected.iter().filter(|(_, gate)| gate.counts_as().withholds()) {
        let named = referral.reasons.iter().any(|reason| reason.gate.as_str() == *gate);
        wrongs.unless(named, "referral names every closed gate", || (*gate).to_owned());
    }
    let emergency = referral.urgency == Urgency::Emergency;
    wrongs.unless(emergency == (status == Status::Emergency), "referral urgency", || {
        format!("{status:?} {:?}", referral.urgency)
    });
    let clot = expected.contains_key("g-07") && status != Status::Emergency;
    wrongs.unless(!clot || referral.urgency == Urgency::Urgent, "g-07 is urgent", || {
        format!("{:?}", referral.urgency)
    });
}
