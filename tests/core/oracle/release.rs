//! What releases a gate (contract, table *Gates*), and what stays behind afterwards (3A).

use ischia::model::{Clearance, ClearedPressure};

use super::answers::INJURY;
use super::{Answers, gates};

/// Dates that the contract asks of a clearance.
enum Dated {
    /// On or after the day each finding appeared; day unknown: within 7 days.
    SinceOrWeek,
    /// Within 14 days, and not before a day that is given.
    Fortnight,
    /// Not before a day that is given.
    Since,
}

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

/// The clearances that release a gate; none for gates that no clearance releases.
pub fn released_by<'a>(answers: &'a Answers<'_>, gate: &str) -> Vec<&'a Clearance> {
    let (findings, dated): (Vec<&str>, _) = match gate {
        "g-03" => (vec!["foot-drop"], Dated::SinceOrWeek),
        "g-04" => (gates::G04.to_vec(), Dated::SinceOrWeek),
        "g-05" => (gates::g05(answers), Dated::SinceOrWeek),
        "g-06" if answers.any(&gates::ESCALATING) => return Vec::new(),
        "g-06" => (gates::G06.to_vec(), Dated::SinceOrWeek),
        // "For G-20 and G-22 no day can be entered: a clearance of the last 7 days."
        "g-08" | "g-20" | "g-22" => (Vec::new(), Dated::SinceOrWeek),
        "g-21" if !gates::grave_injury(answers) => return Vec::new(),
        // "Released as G-05"; of a gate that takes two findings, the later binds.
        "g-21" => {
            let with =
                ["trauma-within-72h", "anticoagulant", "bleeding-disorder", "bruises-easily"];
            (with.to_vec(), Dated::SinceOrWeek)
        }
        "g-10" => (Vec::new(), Dated::Fortnight),
        "g-11" => (vec!["swelling"], Dated::Fortnight),
        "g-12" => (vec!["stable-numbness", "stable-weakness"], Dated::Since),
        "g-13" => (vec!["known-herniated-disc"], Dated::Since),
        "g-16" => (gates::G16.to_vec(), Dated::Since),
        _ => return Vec::new(),
    };
    releasing(answers, gate, &findings, &dated)
}

/// Whether a gate applies and is released.
pub fn is_released(answers: &Answers<'_>, gate: &str) -> bool {
    gates::expected(answers).get(gate).is_some_and(|expected| expected.released)
}

/// The released gates that leave a floor behind (3A, and Part 4 under 4B).
fn floored<'a>(answers: &Answers<'_>) -> impl Iterator<Item = &'a str> {
    const REFER: [&str; 8] = ["g-03", "g-04", "g-05", "g-06", "g-08", "g-20", "g-21", "g-22"];
    const HOLD: [&str; 4] = ["g-10", "g-11", "g-12", "g-16"];
    let young = answers.young();
    gates::expected(answers)
        .into_iter()
        .filter(move |(gate, expected)| {
            let keeps = REFER.contains(gate) || HOLD.contains(gate) || (*gate == "g-13" && young);
            expected.released && keeps
        })
        .map(|(gate, _)| gate)
}

/// 2, unless a clearance that releases the gate states a higher level.
fn stated(answers: &Answers<'_>, gate: &str) -> u16 {
    let records = released_by(answers, gate).into_iter();
    let levels = records.filter_map(|record| record.max_pressure.map(ClearedPressure::get));
    levels.max().unwrap_or(2).max(2)
}

/// Level that stays as a floor after releases (3A). Nothing where no gate with a floor was
/// released.
pub fn floor(answers: &Answers<'_>) -> Option<u16> {
    floored(answers).map(|gate| stated(answers, gate)).min()
}

/// Part 4: after its release "with no heat: G-20 anywhere … G-22 on the low back". Whether a
/// higher level in the clearance lifts that too the paper leaves open, so here it does.
pub fn no_heat_after(answers: &Answers<'_>, gate: &str) -> bool {
    is_released(answers, gate) && stated(answers, gate) == 2
}

/// A20: a released REFER or HOLD gate "other than G-08, G-09, G-13 by diagnosis".
pub fn easy_movement_after(answers: &Answers<'_>) -> bool {
    floored(answers).any(|gate| gate != "g-08")
}

/// 3F "Anticoagulant", A71: 2, and "3 only with written advice"; contract: a clearance for G-17
/// with `max_pressure: 3`. For a bleeding disorder the documents leave open which gate it is for.
pub fn bleeding_cap(answers: &Answers<'_>) -> u16 {
    let gates: &[&str] =
        if answers.has("bleeding-disorder") { &["g-17", "g-16"] } else { &["g-17"] };
    let advised = answers.counting().any(|record| {
        record.max_pressure.is_some_and(|level| level.get() >= 3)
            && record.covers.iter().any(|gate| gates.contains(&gate.as_str()))
    });
    if advised { 3 } else { 2 }
}

/// Whether an injury is told of whose gate was released, so that hands stay off it (A28).
pub fn injured(answers: &Answers<'_>) -> bool {
    answers.any(&INJURY)
}
