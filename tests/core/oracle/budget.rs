//! Part 3D where nothing bends it: the rows of the table, which areas, their shares.

use std::collections::BTreeMap;

use ischia::model::{Phase, Plan, Side};

use super::{Answers, Wrongs, bounds, low_back, minutes};

/// Booked minutes; check-in, warm-up, focus, stretch, re-test and home care.
const ROWS: [(u16, [u16; 5]); 6] = [
    (30, [3, 2, 17, 4, 4]),
    (45, [4, 3, 28, 5, 5]),
    (60, [5, 5, 37, 7, 6]),
    (75, [6, 5, 48, 9, 7]),
    (90, [7, 6, 58, 11, 8]),
    (120, [8, 8, 80, 14, 10]),
];

/// Low back, gluteals, piriformis, hamstrings, calves, in percent.
fn shares(category: &str) -> [u16; 5] {
    match category {
        "acute" => [35, 30, 10, 15, 10],
        "chronic" => [25, 25, 20, 20, 10],
        "herniated-disc" => [10, 35, 20, 20, 15],
        _ => [15, 30, 35, 15, 5],
    }
}

const AREAS: [&str; 5] = ["low-back", "gluteals", "piriformis", "hamstrings", "calves"];

pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let limited = !bounds::hands_on(answers).is_empty();
    if limited || answers.inflamed() || minutes::may_rest(answers) {
        return;
    }
    row(plan, wrongs);
    areas(answers, plan, wrongs);
}

fn row(plan: &Plan, wrongs: &mut Wrongs) {
    let Some((_, row)) = ROWS.iter().find(|(booked, _)| *booked == plan.intake.minutes.get())
    else {
        return;
    };
    let sum = |phases: &[Phase]| -> u16 {
        let of = plan.steps.iter().filter(|step| phases.contains(&step.phase));
        of.map(|step| step.minutes.get()).sum()
    };
    let found = [
        sum(&[Phase::CheckIn]),
        sum(&[Phase::WarmUp]),
        sum(&[Phase::Focus]),
        sum(&[Phase::Stretch]),
        sum(&[Phase::ReTest, Phase::HomeCare]),
    ];
    // A stretch that is shorter than its row gives the rest to focus work (A52).
    let given = row[3].saturating_sub(found[3]);
    let wanted = [row[0], row[1], row[2] + given, row[3] - given, row[4]];
    wrongs.unless(found == wanted, "row of the time budget", || format!("{found:?}, not {row:?}"));
}

/// Minutes of focus work on each area of the category.
fn worked(plan: &Plan) -> BTreeMap<&'static str, u16> {
    let mut minutes = BTreeMap::new();
    for step in plan.steps.iter().filter(|step| step.phase == Phase::Focus) {
        let region = step.regions[0].as_str();
        let area = if low_back(region) { "low-back" } else { region };
        if let Some(area) = AREAS.into_iter().find(|id| *id == area) {
            *minutes.entry(area).or_default() += step.minutes.get();
        }
    }
    minutes
}

/// Minutes on the side that doesn't hurt; the light step there is on the gluteals.
fn other_side(answers: &Answers<'_>, plan: &Plan) -> u16 {
    let focus = plan.steps.iter().filter(|step| step.phase == Phase::Focus);
    let other = focus.filter(|step| {
        step.regions[0].as_str() == "gluteals" && step.side != Some(answers.intake.side)
    });
    other.map(|step| step.minutes.get()).sum()
}

fn areas(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    let booked = plan.intake.minutes.get();
    let found = worked(plan);
    let most = match booked {
        ..=20 => 1,
        21..=37 => 2,
        38..=52 => 3,
        _ => 5,
    };
    let kind = format!("areas up to {booked} minutes");
    wrongs.unless(found.len() <= most, &kind, || format!("{found:?}"));
    if booked <= 37 {
        let first: [&str; 2] =
            if answers.is("acute") { ["low-back", "gluteals"] } else { ["gluteals", "piriformis"] };
        let fine = found.keys().all(|area| first.contains(area));
        wrongs.unless(fine, "the first areas of a short visit", || format!("{found:?}"));
    }
    // Shares hold from an hour on one side: what is shorter leaves areas out or merges them.
    let calm = answers.intake.findings.is_empty()
        && answers.intake.side != Side::Both
        && answers.intake.preferences.is_none()
        && answers.intake.clearances.is_empty();
    // A51: where a step more would be the fifteenth of the hour, what passes 5 minutes of focal
    // work goes to the next area, whatever its share.
    let full = booked == 60 && plan.steps.len() >= 14;
    if booked >= 60 && calm && !full {
        let all: u16 = found.values().sum();
        // "the affected buttock and leg get about 70 %, the other side one light step".
        let other = other_side(answers, plan);
        let back = found.get("low-back").copied().unwrap_or(0);
        let shares = shares(answers.category());
        for (area, share) in AREAS.into_iter().zip(shares) {
            let (whole, parts) =
                if area == "low-back" { (all, 100) } else { (all - back - other, 100 - shares[0]) };
            let wanted = (whole * share + parts / 2) / parts;
            let minutes = found.get(area).copied().unwrap_or(0);
            let minutes = if area == "gluteals" { minutes - other } else { minutes };
            let merged = wanted < 3 && minutes == 0;
            wrongs.unless(minutes.abs_diff(wanted) <= 3 || merged, "share of an area", || {
                format!("{area} {minutes}, about {wanted}: {found:?}")
            });
        }
    }
}
