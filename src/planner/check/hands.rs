//! Hands: how deep, with what, where, and whether they reach.
//!
//! Every step on which hands work is held to the limits of each of its regions on each of its
//! sides, so that of several caps the lowest holds. Must not live here: minutes (`time`) and what
//! is merely above a default (`soft`).

use super::report::CheckReport;
use super::resolve::{Case, ResolvedStep};
use super::rules::OwnRule;
use crate::knowledge::schema::Modality;
use crate::knowledge::{Cell, Cells};
use crate::model::{Phase, Pressure, Side};
use crate::planner::Why;
use crate::text::inside_sentence;

/// Judges every step on which hands work.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    for row in case.rows.iter().filter(|row| row.is_worked()) {
        level(case, report, row);
        modality(case, report, row);
        no_work(case, report, row);
        reach(case, report, row);
        light_only(case, report, row);
    }
    prepared(case, report);
}

/// The firm level comes only where this visit has spent some minutes on the same place with lighter,
/// broader work before (A53).
fn prepared(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let limits = &case.session().limits;
    let mut spent = [0_u32; 64];
    for row in case.rows.iter().filter(|row| row.is_worked()) {
        let Some(level) = row.step.pressure else { continue };
        if level < limits.firm_level {
            let is_broad = row.modality.is_some_and(|(_, modality)| modality.warm_up);
            if row.phase() == Phase::WarmUp || is_broad {
                for cell in row.cells.iter() {
                    if let Some(minutes) = spent.get_mut(cell.index()) {
                        *minutes += row.minutes();
                    }
                }
            }
            continue;
        }
        let needed = u32::from(limits.before_firm);
        let mut cells = row.cells.iter();
        let unprepared = cells.find(|cell| spent.get(cell.index()).is_none_or(|m| *m < needed));
        if let Some(cell) = unprepared {
            let before = spent.get(cell.index()).copied().unwrap_or(0);
            let wrong = format!(
                "{} is at level {level} after {before} min of lighter work there, needed are {needed}",
                case.cell_name(cell)
            );
            report.conflict(row.number, OwnRule::FirmUnprepared, &wrong);
        }
    }
}

pub(super) fn level(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let Some(level) = row.step.pressure else {
        return;
    };
    let never = case.session().limits.never_level;
    if level >= never {
        let wrong = format!("{} is at level {level}", case.row_name(row));
        report.conflict(row.number, OwnRule::LevelFive, &wrong);
    }
    // A53: in a short visit the firm level isn't open at all.
    let limits = &case.session().limits;
    let booked = case.intake().minutes.get();
    if level >= limits.firm_level && booked < limits.firm_from {
        let wrong = format!(
            "{} is at level {level} in {booked} minutes, allowed from {}",
            case.row_name(row),
            limits.firm_from
        );
        report.conflict(row.number, OwnRule::FirmInShortVisit, &wrong);
    }
    let mut named: Vec<Why> = Vec::new();
    for cell in row.cells.iter() {
        let Some(entry) = case.limits().cell(cell) else {
            continue;
        };
        if level <= entry.cap {
            continue;
        }
        let why = entry.cap_why;
        if !named.contains(&why) {
            named.push(why);
            let place = case.cell_name(cell);
            let wrong = format!("{place} is at level {level}, allowed is up to {}", entry.cap);
            report.limit(row.number, why, OwnRule::HardMaximum, &wrong);
            let most = entry.cap;
            let words =
                format!("{place} is at level {level}; {most} is the highest level there today");
            report.said(&wrong, &words);
        }
    }
}

pub(super) fn modality(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let Some((at, modality)) = row.modality else {
        return;
    };
    let mut named: Vec<Why> = Vec::new();
    for cell in row.cells.iter() {
        let Some((why, wrong)) = modality_wrong(case, row, cell, at, modality) else {
            continue;
        };
        if !named.contains(&why) {
            named.push(why);
            report.limit(row.number, why, OwnRule::ModalityClosed, &wrong);
        }
    }
}

fn modality_wrong(
    case: &Case<'_>,
    row: &ResolvedStep<'_>,
    cell: Cell,
    at: usize,
    modality: &Modality,
) -> Option<(Why, String)> {
    let entry = case.limits().cell(cell)?;
    if let Some(why) = case.limits().modality_closed(cell, at) {
        let (name, place) = (&modality.name, case.cell_name(cell));
        return Some((why, format!("{name} isn't used at {}", inside_sentence(&place))));
    }
    // A step that is over the cap is reported for its level already.
    let too_deep = row.step.pressure.is_some_and(|level| level > entry.cap);
    (entry.cap < modality.lowest && !too_deep).then(|| {
        let wrong = format!(
            "{} is worked with {}, which begins at level {}, allowed is up to {}",
            case.cell_name(cell),
            case.knowledge().modality_in_sentence(&modality.id),
            modality.lowest,
            entry.cap
        );
        (entry.cap_why, wrong)
    })
}

/// Hands that work the deeper region press on the one above it.
pub(super) fn no_work(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let mut named: Vec<Why> = Vec::new();
    for cell in row.pressed.iter() {
        let closed = case.limits().cell(cell).and_then(|entry| entry.no_work);
        if let Some(why) = closed
            && !named.contains(&why)
        {
            named.push(why);
            let wrong = format!("{}: hands work where none are allowed", case.cell_name(cell));
            report.limit(row.number, why, OwnRule::ModalityClosed, &wrong);
            let words = format!("{} is out of bounds for hands today", case.cell_name(cell));
            report.said(&wrong, &words);
        }
    }
}

pub(super) fn reach(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let beyond = row.cells.without(case.reached(row.step.position));
    if !beyond.is_empty() {
        let wrong = format!(
            "{} is out of reach in the position “{}”",
            case.first_name(beyond),
            row.step.position.label()
        );
        report.conflict(row.number, OwnRule::PositionReach, &wrong);
    }
}

/// The side that doesn't hurt and the whole body get light work, never on one spot (part 3D).
pub(super) fn light_only(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let light = light_cells(case, row);
    if light.is_empty() {
        return;
    }
    let limits = &case.session().limits;
    let place = || case.first_name(light);
    if let Some(level) = row.step.pressure
        && level > limits.max_light
    {
        let most: Pressure = limits.max_light;
        let wrong = format!("{} is at level {level}, allowed is up to {most}", place());
        report.conflict(row.number, OwnRule::OtherSideFocal, &wrong);
        let words = format!("{} is at level {level}; {most} is the highest level there", place());
        report.said(&wrong, &words);
    }
    let Some((_, modality)) = row.modality else {
        return;
    };
    let name = case.knowledge().modality_in_sentence(&modality.id);
    if modality.focal {
        let wrong = format!("{} is worked with {name}", place());
        report.conflict(row.number, OwnRule::OtherSideFocal, &wrong);
    } else if row.whole_body && modality.id != limits.light_modality {
        let wrong = format!("{} is worked with {name}", place());
        report.warning(row.number, OwnRule::OtherSideFocal, &wrong);
    }
}

/// What of a step is on the side that doesn't hurt, leaving out areas that belong to both sides,
/// or is the whole body.
pub(super) fn light_cells(case: &Case<'_>, row: &ResolvedStep<'_>) -> Cells {
    let knowledge = case.knowledge();
    let painful = case.intake().side;
    let cells = row.cells.iter();
    cells
        .filter(|cell| {
            let Some(region) = knowledge.region_at(cell.region) else {
                return false;
            };
            let has_side = !knowledge.has_no_side(&region.id);
            let other = painful != Side::Both && !painful.covers(cell.side) && has_side;
            region.whole_body || other
        })
        .collect()
}
