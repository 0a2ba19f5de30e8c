//! Closed doors that need no hands: positions, supports, techniques, warmth, cold, advice for home.
//!
//! Reads them off the limits. Must not live here: when a pack or a stretch comes (`order`) and what
//! lies beside it (`packs`).

use super::packs;
use super::report::CheckReport;
use super::resolve::{Case, ResolvedStep};
use super::rules::OwnRule;
use crate::knowledge::schema::HomeCareKind;
use crate::knowledge::{Cell, Cells};
use crate::model::{Inflammation, Phase, Side};
use crate::planner::{CellLimits, Why};

/// Judges every step.
pub(super) fn steps(case: &Case<'_>, report: &mut CheckReport<'_>) {
    for row in &case.rows {
        position(case, report, row);
        techniques(case, report, row);
        place(case, report, row);
    }
}

/// Whether warmth, cold or a pull may come to where a step is.
pub(super) fn place(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    if row.phase().is_pack() {
        packs::bears_no_weight(case, report, row);
    }
    match row.phase() {
        Phase::Heat => heat(case, report, row),
        Phase::Cold => cold(case, report, row),
        Phase::Stretch => stretched(case, report, row),
        Phase::CheckIn
        | Phase::WarmUp
        | Phase::Focus
        | Phase::Rest
        | Phase::ReTest
        | Phase::HomeCare => {}
    }
}

/// Judges the advice for home.
pub(super) fn home_care(case: &Case<'_>, report: &mut CheckReport<'_>) {
    for item in case.advice() {
        let entry = case.knowledge().home_care(&item.id);
        let name = entry.map_or(item.id.as_str(), |entry| entry.name.as_str());
        if let Some(why) = case.limits().home_care_closed(&item.id) {
            let wrong = format!("The advice “{name}” is ruled out");
            report.limit(None, why, OwnRule::HomeCareClosed, &wrong);
            report.said(&wrong, &format!("The advice “{name}” doesn't go with today's answers"));
        } else if entry.is_some_and(|entry| entry.cools) && !case.limits().can_cool() {
            let wrong = format!("The advice “{name}” has no place that may be cooled");
            report.conflict(None, OwnRule::HomeCareClosed, &wrong);
        } else if entry.is_some_and(|entry| entry.stretches)
            && case.assessment.taken_home(&case.plan.steps).is_empty()
        {
            let wrong = format!("The advice “{name}” has no stretch of today to take home");
            report.conflict(None, OwnRule::HomeCareClosed, &wrong);
        }
    }
    if !case.has_session() {
        return;
    }
    what_to_watch_for(case, report);
}

/// What to watch for goes home from every session, before all other advice (A72).
fn what_to_watch_for(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let watched = case.knowledge().tables().home_care.iter();
    let watched = watched.filter(|item| item.kind == HomeCareKind::Watch);
    let due = watched.filter(|item| case.limits().home_care_closed(&item.id).is_none());
    let leading = case.plan.home_care.iter().take_while(|item| {
        let entry = case.knowledge().home_care(&item.id);
        entry.is_some_and(|entry| entry.kind == HomeCareKind::Watch)
    });
    for item in due {
        if leading.clone().any(|given| given.id == item.id) {
            continue;
        }
        let given = case.plan.home_care.iter().any(|given| given.id == item.id);
        let word = if given { "does not come first" } else { "is missing" };
        let wrong = format!("The advice “{}” {word}", item.name);
        report.conflict(None, OwnRule::WatchMissing, &wrong);
    }
}

pub(super) fn position(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let position = row.step.position;
    if let Some(why) = case.limits().position_closed(position, row.phase()) {
        let wrong = format!("The position “{}” is ruled out", position.label());
        report.limit(row.number, why, OwnRule::PositionReach, &wrong);
        report.said(&wrong, &format!("“{}” isn't a position for today", position.label()));
    }
    if row.phase() == Phase::Rest {
        rest(case, report, row);
    }
    for (wanted_in, support, why) in &case.limits().supports {
        if *wanted_in == position && !row.step.supports.contains(support) {
            let name = case.knowledge().support_in(support, position);
            let name = name.unwrap_or(support.as_str());
            let wrong = format!("The position “{}” lacks {name}", position.label());
            report.limit(row.number, *why, OwnRule::SupportMissing, &wrong);
            report.said(&wrong, &format!("“{}” needs a support: {name}", position.label()));
        }
    }
}

/// A longer rest is in the position that an answer asks for, where that is open (A34).
fn rest(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    for (position, from, why) in &case.limits().rest_in {
        let is_open = case.limits().position_closed(*position, Phase::Rest).is_none();
        if is_open && row.minutes() >= u32::from(from.get()) && row.step.position != *position {
            let wrong = format!(
                "A rest of {} minutes is taken “{}”, allowed is “{}”",
                row.minutes(),
                row.step.position.label(),
                position.label()
            );
            report.limit(row.number, *why, OwnRule::PositionReach, &wrong);
        }
    }
}

fn techniques(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    closed_techniques(case, report, row);
    technique_positions(report, row);
}

pub(super) fn closed_techniques(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    row: &ResolvedStep<'_>,
) {
    let side = row.step.side.unwrap_or(Side::Both);
    for (at, technique) in &row.techniques {
        if let Some(why) = case.limits().technique_closed(*at, side) {
            let wrong = format!("“{}” ({}) is ruled out", technique.name, side.word());
            report.limit(row.number, why, OwnRule::HardMaximum, &wrong);
            let words = format!("“{}” ({}) isn't allowed today", technique.name, side.word());
            report.said(&wrong, &words);
        }
    }
}

pub(super) fn technique_positions(report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let position = row.step.position;
    for (_, technique) in &row.techniques {
        if !technique.positions.contains(&position) {
            let wrong = format!(
                "“{}” can't be done in the position “{}”",
                technique.name,
                position.label()
            );
            report.conflict(row.number, OwnRule::TechniquePosition, &wrong);
        }
    }
}

/// Warmth on the deeper region passes through the one above it.
pub(super) fn heat(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    each_reason(
        case,
        row.pressed,
        |entry| entry.no_heat,
        |why, cell| {
            let wrong =
                format!("{} lies under heat, which isn't allowed there", case.cell_name(cell));
            report.limit(row.number, why, OwnRule::HardMaximum, &wrong);
            report.said(&wrong, &format!("No heat today on {}", case.cell_name(cell)));
        },
    );
}

pub(super) fn cold(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    each_reason(
        case,
        row.pressed,
        |entry| entry.no_cold,
        |why, cell| {
            let wrong =
                format!("{} lies under cold, which isn't allowed there", case.cell_name(cell));
            report.limit(row.number, why, OwnRule::HardMaximum, &wrong);
            report.said(&wrong, &format!("No cold today on {}", case.cell_name(cell)));
        },
    );
    let elsewhere = row.cells.without(case.limits().cold);
    if case.intake().inflammation != Inflammation::None && !elsewhere.is_empty() {
        let wrong = format!("{} lies under cold, but isn't inflamed", case.first_name(elsewhere));
        report.conflict(row.number, OwnRule::ColdPlace, &wrong);
    }
    if case.intake().inflammation == Inflammation::None {
        let wrong = "A cold pack, though no inflammation is recorded";
        report.conflict(row.number, OwnRule::ColdLast, wrong);
    }
}

/// A region that nothing may pull on is not stretched, whatever the technique claims to pull.
pub(super) fn stretched(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    each_reason(
        case,
        row.cells,
        |entry| entry.no_pull,
        |why, cell| {
            let wrong = format!("{} is stretched, which isn't allowed there", case.cell_name(cell));
            report.limit(row.number, why, OwnRule::HardMaximum, &wrong);
            report.said(&wrong, &format!("No stretch today on {}", case.cell_name(cell)));
        },
    );
}

fn each_reason(
    case: &Case<'_>,
    cells: Cells,
    closed: impl Fn(&CellLimits) -> Option<Why>,
    mut tell: impl FnMut(Why, Cell),
) {
    let mut named: Vec<Why> = Vec::new();
    for cell in cells.iter() {
        if let Some(why) = case.limits().cell(cell).and_then(&closed)
            && !named.contains(&why)
        {
            named.push(why);
            tell(why, cell);
        }
    }
}
