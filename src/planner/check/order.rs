//! The ordering rules O1 to O8, all of them hard (part 3B of the facts).
//!
//! Each is judged from the places of steps alone, whatever their numbers say; a pack lies where the
//! steps beside it are. Must not live here: the soft rules O9 to O11 (`soft`), and what a step may
//! do at all.

use super::packs;
use super::report::CheckReport;
use super::resolve::{Case, ResolvedStep};
use super::rules::OwnRule;
use crate::knowledge::{Cell, Cells};
use crate::model::{Phase, Side};

/// Judges the order of steps.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    check_in_first(case, report);
    let rows = case.rows.iter().enumerate();
    for (at, row) in rows {
        match row.phase() {
            Phase::Heat => heat_first(case, report, at, row),
            Phase::Cold => cold_last(case, report, at, row),
            Phase::Stretch => stretch_after_work(case, report, at, row),
            Phase::CheckIn
            | Phase::WarmUp
            | Phase::Focus
            | Phase::Rest
            | Phase::ReTest
            | Phase::HomeCare => {}
        }
        if row.is_worked() {
            warm_up_first(case, report, at, row);
            superficial_first(case, report, at, row);
        }
    }
    re_test_after_work(case, report);
    home_care_last(case, report);
}

/// O1: nothing comes before the check-in.
fn check_in_first(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let Some(first) = case.rows.first() else {
        return;
    };
    if first.phase() != Phase::CheckIn && case.of(Phase::CheckIn).next().is_some() {
        let wrong = format!("{} comes before the check-in", case.row_name(first));
        report.conflict(first.number, OwnRule::CheckInFirst, &wrong);
    }
}

/// O2: no hands on the area before its heat is done, except with what warms itself.
fn heat_first(case: &Case<'_>, report: &mut CheckReport<'_>, at: usize, heat: &ResolvedStep<'_>) {
    let beside = packs::beside(case, heat);
    let end = beside.iter().copied().max().map_or(at, |last| last.max(at));
    let early = case.rows.iter().enumerate().take(end).find(|(place, row)| {
        let warms = row.modality.is_some_and(|(_, modality)| modality.warms);
        row.is_worked() && !warms && !beside.contains(place) && row.pressed.meets(heat.pressed)
    });
    if let Some((_, early)) = early {
        let wrong = format!(
            "{} comes after hands have worked there, in step {}",
            case.row_name(heat),
            early.step.number
        );
        report.conflict(heat.number, OwnRule::HeatFirst, &wrong);
    }
}

/// O3: nothing firm and nothing focal before a light warm-up.
fn warm_up_first(case: &Case<'_>, report: &mut CheckReport<'_>, at: usize, row: &ResolvedStep<'_>) {
    let limits = &case.session().limits;
    let focal = row.modality.filter(|(_, modality)| modality.focal);
    let firm = row.step.pressure.filter(|level| *level >= limits.warm_up_before);
    if (focal.is_none() && firm.is_none()) || row.phase() == Phase::WarmUp {
        return;
    }
    let mut before = case.rows.iter().take(at);
    let light = |row: &ResolvedStep<'_>| {
        let level = row.step.pressure;
        row.phase() == Phase::WarmUp && level.is_some_and(|level| level <= limits.max_warm_up)
    };
    if !before.any(light) {
        let wrong = format!("{} comes before any light warm-up", case.row_name(row));
        report.conflict(row.number, OwnRule::WarmUpFirst, &wrong);
    }
}

/// O4: on each side the area above is worked before the deeper one; by its own focus work where
/// the plan has any on that side, by the warm-up otherwise.
fn superficial_first(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    at: usize,
    row: &ResolvedStep<'_>,
) {
    if row.phase() == Phase::WarmUp {
        return;
    }
    for cell in row.cells.iter() {
        let above = cells_above(case, cell);
        if above.is_empty() {
            continue;
        }
        let focused =
            |row: &&ResolvedStep<'_>| row.phase() == Phase::Focus && row.cells.meets(above);
        let needs_focus = case.rows.iter().any(|row| focused(&row));
        let mut before = case.rows.iter().take(at);
        let done = if needs_focus {
            before.any(|row| focused(&row))
        } else {
            before.any(|row| row.is_worked() && row.cells.meets(above))
        };
        if !done {
            let wrong =
                format!("{} is worked before {}", case.cell_name(cell), case.first_name(above));
            report.conflict(row.number, OwnRule::SuperficialFirst, &wrong);
        }
    }
}

/// The workable cells of the area that comes before the one of this cell, on its side.
fn cells_above(case: &Case<'_>, cell: Cell) -> Cells {
    let knowledge = case.knowledge();
    let Some(region) = knowledge.region_at(cell.region) else {
        return Cells::NONE;
    };
    let mut areas = knowledge.tables().areas.iter();
    let own = areas.find(|area| area.parts.iter().any(|part| part.region == region.id));
    let Some(above) = own.and_then(|area| area.after.as_ref()).and_then(|id| knowledge.area(id))
    else {
        return Cells::NONE;
    };
    let parts = above.parts.iter();
    let regions = parts.filter_map(|part| knowledge.region_index(&part.region));
    let cells = regions.flat_map(|region| Cells::of(region, Side::from(cell.side)).iter());
    let workable = |cell: &Cell| {
        let entry = case.limits().cell(*cell);
        entry.is_some_and(|entry| entry.no_work.is_none())
    };
    cells.filter(workable).collect()
}

/// O5: what was stretched isn't worked any more.
fn stretch_after_work(
    case: &Case<'_>,
    report: &mut CheckReport<'_>,
    at: usize,
    stretch: &ResolvedStep<'_>,
) {
    let mut after = case.rows.iter().skip(at + 1);
    let late = after.find(|row| row.is_worked() && row.pressed.meets(stretch.pulled));
    if let Some(late) = late {
        let wrong = format!(
            "{} is stretched before the work on it is done, in step {}",
            case.first_name(late.pressed.intersection(stretch.pulled)),
            late.step.number
        );
        report.conflict(stretch.number, OwnRule::StretchAfterWork, &wrong);
    }
}

/// O6: cold after everything that hands and stretches do.
fn cold_last(case: &Case<'_>, report: &mut CheckReport<'_>, at: usize, cold: &ResolvedStep<'_>) {
    let beside = packs::beside(case, cold);
    let start = beside.iter().copied().min().map_or(at, |first| first.min(at));
    let mut later = case.rows.iter().skip(start);
    if let Some(late) = later.find(|row| row.is_treatment()) {
        let wrong = format!(
            "{} comes before the end of hands-on work and stretches, in step {}",
            case.row_name(cold),
            late.step.number
        );
        report.conflict(cold.number, OwnRule::ColdLast, &wrong);
    }
}

/// O7: the last re-test comes after all treatment, and before the first home care.
fn re_test_after_work(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let is_re_test = |row: &ResolvedStep<'_>| row.phase() == Phase::ReTest;
    let Some(place) = case.rows.iter().rposition(is_re_test) else {
        return;
    };
    let number = case.rows.get(place).and_then(|row| row.number);
    let mut after = case.rows.iter().skip(place);
    if let Some(late) = after.find(|row| row.is_treatment()) {
        let wrong = format!(
            "The re-test comes before {} in step {}",
            case.row_name(late),
            late.step.number
        );
        report.conflict(number, OwnRule::ReTestAfterWork, &wrong);
    }
    let mut before = case.rows.iter().take(place);
    if before.any(|row| row.phase() == Phase::HomeCare) {
        report.conflict(number, OwnRule::ReTestAfterWork, "The re-test comes after home care");
    }
}

/// O8: nothing after home care but a pack that lies beside it.
fn home_care_last(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let is_home_care = |row: &ResolvedStep<'_>| row.phase() == Phase::HomeCare;
    let Some(place) = case.rows.iter().position(is_home_care) else {
        return;
    };
    let mut after = case.rows.iter().skip(place + 1);
    let late = after.find(|row| {
        !(is_home_care(row) || row.phase().is_pack() && packs::beside(case, row).contains(&place))
    });
    if let Some(late) = late {
        let wrong = format!("{} comes after home care", case.row_name(late));
        report.conflict(
            case.rows.get(place).and_then(|row| row.number),
            OwnRule::HomeCareLast,
            &wrong,
        );
    }
}
