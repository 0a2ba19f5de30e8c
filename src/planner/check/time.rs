//! Minutes: do they add up, is every phase there, is nothing too short, is nothing too firm for too
//! long (contract, and part 3D of the facts).
//!
//! Must not live here: packs, which take no minutes of their own (`packs`), and lengths that only
//! bring a warning (`soft`).

use super::report::CheckReport;
use super::resolve::{Case, ResolvedStep};
use super::rules::OwnRule;
use crate::knowledge::schema::Technique;
use crate::knowledge::{Cell, Cells};
use crate::model::{Phase, Position, Side};
use crate::planner::HandsOn;
use crate::text::counted;

/// Judges the minutes of a session.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    sum(case, report);
    missing(case, report);
    too_short(case, report);
    firm(case, report);
    for limit in &case.limits().hands_on {
        let used = hands_on(case, limit);
        if used > limit.minutes.into() {
            let stretch = if limit.stretch { " with stretches" } else { "" };
            let wrong = format!(
                "Hands-on work{stretch} takes {used} minutes, allowed is up to {}",
                limit.minutes
            );
            report.limit(None, limit.why, OwnRule::HandsOnLimit, &wrong);
            let most = limit.minutes;
            let words =
                format!("Hands-on work{stretch} takes {used} minutes; today {most} are the most");
            report.said(&wrong, &words);
        }
    }
    unused(case, report);
}

/// Total, unused and booked minutes. A withheld plan has no minutes, used or unused.
pub(super) fn sum(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let counted = case.rows.iter().filter(|row| row.step.counted);
    let counted: u32 = counted.map(ResolvedStep::minutes).sum();
    let total = u32::from(case.plan.total_minutes);
    if counted != total {
        let wrong = format!("The steps come to {counted} minutes, the plan says {total}");
        report.conflict(None, OwnRule::MinutesSum, &wrong);
        let words = format!("The steps add up to {counted} minutes, but the plan says {total}");
        report.said(&wrong, &words);
    }
    let unused = u32::from(case.plan.unused_minutes);
    let booked = u32::from(case.intake().minutes.get());
    if case.has_session() && counted + unused != booked {
        let wrong = format!("{counted} counted and {unused} unused minutes, booked are {booked}");
        report.conflict(None, OwnRule::MinutesSum, &wrong);
        let words = match (unused, booked.checked_sub(counted)) {
            (0, None) => {
                let over = counted - booked;
                format!("The steps take {counted} minutes, {over} more than the {booked} booked")
            }
            (0, Some(left)) => {
                format!("The steps take {counted} of the {booked} booked minutes; {left} are left")
            }
            (unused, _) => format!(
                "The steps take {counted} minutes and {unused} stay unused; {booked} are booked"
            ),
        };
        report.said(&wrong, &words);
    }
}

fn missing(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let needed = [
        (Phase::CheckIn, OwnRule::CheckInMissing, "There is no check-in"),
        (Phase::ReTest, OwnRule::ReTestMissing, "There is no re-test"),
        (Phase::HomeCare, OwnRule::HomeCareMissing, "There is no home care"),
        (Phase::Stretch, OwnRule::StretchMissing, "There is no stretch"),
    ];
    for (phase, rule, wrong) in needed {
        let there = case.of(phase).next().is_some();
        if !there && (phase != Phase::Stretch || a_stretch_is_open(case)) {
            report.conflict(None, rule, wrong);
        }
    }
}

/// Whether a technique of the protocol, or one that is always left, can be done on a painful side
/// in a position that is open.
fn a_stretch_is_open(case: &Case<'_>) -> bool {
    let offered = |technique: &Technique| {
        technique.last_resort
            || case.protocol().is_some_and(|protocol| {
                let mut stretches = protocol.stretches.iter();
                stretches.any(|stretch| stretch.technique == technique.id)
            })
    };
    let position_open =
        |position: &Position| case.limits().position_closed(*position, Phase::Stretch).is_none();
    let techniques = case.knowledge().tables().techniques.iter().enumerate();
    let mut offered = techniques.filter(|(_, technique)| offered(technique));
    offered.any(|(at, technique)| {
        let open_on = |side: Side| case.limits().technique_closed(at, side).is_none();
        let sides = case.intake().side.each();
        technique.positions.iter().any(position_open)
            && sides.iter().any(|side| open_on(Side::from(*side)))
    })
}

fn too_short(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let limits = &case.session().limits;
    for row in &case.rows {
        let least = limits.least_minutes(row.phase());
        let minutes = row.minutes();
        if minutes < least.into() {
            let name = case.row_name(row);
            let takes = counted(minutes, "minute");
            let wrong = format!("{name} takes {takes}, allowed is no less than {least}");
            report.conflict(row.number, OwnRule::StepTooShort, &wrong);
            let words = format!("{name} takes {takes}; it needs at least {least}");
            report.said(&wrong, &words);
        }
    }
}

/// At the firm level, a step on both sides counts in full for each. Reported at the step with which
/// a place passes the limit.
fn firm(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let limits = &case.session().limits;
    let is_firm = |row: &&ResolvedStep<'_>| {
        let level = row.step.pressure;
        row.is_worked() && level.is_some_and(|level| level >= limits.firm_level)
    };
    let most = u32::from(limits.max_firm);
    let mut spent = [0_u32; 64];
    for row in case.rows.iter().filter(is_firm) {
        let mut over: Option<(Cell, u32)> = None;
        for cell in row.cells.iter() {
            let Some(minutes) = spent.get_mut(cell.index()) else {
                continue;
            };
            *minutes += row.minutes();
            if *minutes > most && over.is_none() {
                over = Some((cell, *minutes));
            }
        }
        if let Some((cell, minutes)) = over {
            let wrong = format!(
                "{} is worked at level {} for {minutes} minutes, allowed is up to {most}",
                case.cell_name(cell),
                limits.firm_level
            );
            report.conflict(row.number, OwnRule::FirmTooLong, &wrong);
            let words = format!(
                "{} is worked at level {} for {minutes} minutes; {most} are the most",
                case.cell_name(cell),
                limits.firm_level
            );
            report.said(&wrong, &words);
        }
    }
}

/// The minutes that a limit of hands-on time counts.
fn hands_on(case: &Case<'_>, limit: &HandsOn) -> u32 {
    let counts = |row: &&ResolvedStep<'_>| {
        row.is_worked() || (limit.stretch && row.phase() == Phase::Stretch)
    };
    case.rows.iter().filter(counts).map(ResolvedStep::minutes).sum()
}

/// Booked minutes stay unused only where hands-on time is limited and used up, and rest has taken
/// all that it may.
fn unused(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let unused = case.plan.unused_minutes;
    if unused == 0 {
        return;
    }
    let limits = &case.limits().hands_on;
    let used_up = |limit: &HandsOn| hands_on(case, limit) >= limit.minutes.into();
    let rest: u32 = case.of(Phase::Rest).map(ResolvedStep::minutes).sum();
    let most = case.session().limits.max_rest;
    let unused = counted(unused, "minute");
    let wrong = if limits.is_empty() {
        format!("{unused} without use, though nothing limits hands-on time")
    } else if rest < most.into() {
        format!("{unused} without use, though rest takes only {rest} of {most}")
    } else if !limits.iter().any(used_up) {
        format!("{unused} without use, though hands-on time is not used up")
    } else {
        return;
    };
    report.conflict(None, OwnRule::UnusedWithoutCause, &wrong);
}

/// Whether some place of a set may be worked at all.
pub(super) fn any_workable(case: &Case<'_>, cells: Cells) -> bool {
    cells.iter().any(|cell| crate::planner::assess::is_workable(case.facts(), case.limits(), cell))
}
