//! Packs: beside what they lie, for how long, and never under working hands (part 3D).
//!
//! Must not live here: whether warmth or cold is allowed there (`closed`), and when it comes
//! (`order`).

use super::report::CheckReport;
use super::resolve::{Case, ResolvedStep};
use super::rules::OwnRule;
use crate::model::Phase;
use crate::planner::loaded_cells;
use crate::text::counted;

/// No pack lies longer than this, whatever the knowledge says of the usual length.
const LONGEST: u32 = 20;

/// The places of the steps that a pack lies beside, each once, ascending; unknown numbers are left
/// out.
pub(super) fn beside(case: &Case<'_>, pack: &ResolvedStep<'_>) -> Vec<usize> {
    let numbers = pack.step.beside.iter();
    let mut places: Vec<usize> = numbers.filter_map(|number| case.at(*number)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Judges every pack.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    for pack in case.rows.iter().filter(|row| row.phase().is_pack()) {
        let places = beside(case, pack);
        lies_beside(case, report, pack, &places);
        length(case, report, pack, &places);
        under_hands(case, report, pack, &places);
        ends_in_time(case, report, pack, &places);
    }
}

/// A pack is taken off when its time is over: no step beside it begins after that (A25).
fn ends_in_time(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    pack: &ResolvedStep<'_>,
    places: &[usize],
) {
    let mut begun = 0;
    for row in places.iter().filter_map(|place| case.rows.get(*place)) {
        if begun > 0 && begun >= pack.minutes() {
            let wrong = format!(
                "{} takes {}, step {} alongside it begins after {begun}",
                case.row_name(pack),
                counted(pack.minutes(), "minute"),
                row.step.number
            );
            report.conflict(pack.number, OwnRule::PackBeside, &wrong);
            return;
        }
        begun += row.minutes();
    }
}

/// Nobody lies, sits or stands on a pack (A25).
pub(super) fn bears_no_weight(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    pack: &ResolvedStep<'_>,
) {
    let loaded = loaded_cells(case.knowledge(), pack.step.position).intersection(pack.cells);
    if !loaded.is_empty() {
        let wrong = format!(
            "{} lies under the client's weight in the position “{}”",
            case.first_name(loaded),
            pack.step.position.label()
        );
        report.conflict(pack.number, OwnRule::PackLoaded, &wrong);
    }
}

fn lies_beside(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    pack: &ResolvedStep<'_>,
    places: &[usize],
) {
    let mut wrong = |text: &str| {
        let text = format!("{} {text}", case.row_name(pack));
        report.conflict(pack.number, OwnRule::PackBeside, &text);
    };
    for number in &pack.step.beside {
        if case.at(*number).is_none() {
            wrong(&format!("lies alongside step {number}, which doesn't exist"));
        }
    }
    if pack.step.beside.len() > places.len() && places.len() > 1 {
        let mut numbers = pack.step.beside.clone();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.len() < pack.step.beside.len() {
            wrong("names a step twice");
        }
    }
    for row in places.iter().filter_map(|place| case.rows.get(*place)) {
        let number = row.step.number;
        if row.phase().is_pack() {
            wrong(&format!("lies alongside step {number}, which is a pack"));
        } else if row.phase() == Phase::CheckIn {
            wrong("lies alongside the check-in");
        } else if row.step.position != pack.step.position {
            wrong(&format!("lies alongside step {number}, which has another position"));
        }
    }
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return;
    };
    let between = case.rows.iter().enumerate().take(*last).skip(*first);
    let mut skipped = between.filter(|(at, row)| !row.phase().is_pack() && !places.contains(at));
    if let Some((_, row)) = skipped.next() {
        let number = row.step.number;
        wrong(&format!(
            "lies alongside steps that don't follow each other, step {number} is between"
        ));
    }
}

fn length(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    pack: &ResolvedStep<'_>,
    places: &[usize],
) {
    let rows = places.iter().filter_map(|place| case.rows.get(*place));
    let room: u32 = rows.map(ResolvedStep::minutes).sum();
    let minutes = pack.minutes();
    let limits = &case.session().limits;
    let name = || case.row_name(pack);
    // The knowledge may ask for a shorter heat pack; for cold its number is the usual length, from
    // which the contract leaves room up to its own.
    let (hard, soft) = if pack.phase() == Phase::Cold {
        (LONGEST, u32::from(limits.max_cold))
    } else {
        let of_category = case.protocol().map_or(limits.max_heat, |p| p.heat_minutes.get());
        (LONGEST.min(limits.max_heat.into()), u32::from(of_category))
    };
    if minutes > room && !places.is_empty() {
        let wrong = format!("{} takes {minutes} minutes, the steps alongside take {room}", name());
        report.conflict(pack.number, OwnRule::PackLength, &wrong);
        let words =
            format!("{} lies for {minutes} minutes, the steps alongside it take {room}", name());
        report.said(&wrong, &words);
    }
    if pack.phase() == Phase::Heat
        && let Some((most, why)) = case.limits().longest_heat
        && minutes > most.into()
    {
        let wrong = format!("{} takes {minutes} minutes, allowed is up to {most}", name());
        report.limit(pack.number, why, OwnRule::PackLength, &wrong);
        let words = format!("{} lies for {minutes} minutes; {most} are the most", name());
        report.said(&wrong, &words);
    }
    if minutes > hard {
        let wrong = format!("{} takes {minutes} minutes, allowed is up to {hard}", name());
        report.conflict(pack.number, OwnRule::PackLength, &wrong);
        let words = format!("{} lies for {minutes} minutes; {hard} are the most", name());
        report.said(&wrong, &words);
    } else if minutes > soft {
        let wrong = format!("{} takes {minutes} minutes, usual is up to {soft}", name());
        report.warning(pack.number, OwnRule::PackLength, &wrong);
        let words = format!("{} lies for {minutes} minutes; up to {soft} are usual", name());
        report.said(&wrong, &words);
    }
    let least = limits.min_pack;
    if minutes < least.into() {
        let takes = counted(minutes, "minute");
        let wrong = format!("{} takes {takes}, useful is from {least}", name());
        report.warning(pack.number, OwnRule::PackLength, &wrong);
        let words = format!("{} lies for {takes}; it needs {least} to help", name());
        report.said(&wrong, &words);
    }
}

/// A pack lies on all that is above its regions, and hands go through all that is above theirs.
fn under_hands(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    pack: &ResolvedStep<'_>,
    places: &[usize],
) {
    let rows = places.iter().filter_map(|place| case.rows.get(*place));
    for row in rows.filter(|row| row.is_treatment()) {
        let shared = row.pressed.intersection(pack.pressed);
        if !shared.is_empty() {
            let wrong = format!(
                "{} lies under hands on {} in step {}",
                case.row_name(pack),
                case.first_name(shared),
                row.step.number
            );
            report.conflict(pack.number, OwnRule::PackUnderHands, &wrong);
        }
    }
}
