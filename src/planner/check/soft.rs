//! Soft rules about levels, turns, order and lengths: warnings, which a therapist may overrule.
//!
//! Must not live here: anything that a limit forbids, and what the client wishes (`wishes`).

use super::report::CheckReport;
use super::resolve::{Case, ResolvedStep};
use super::rules::OwnRule;
use super::{hands, packs, stays};
use crate::model::{Laterality, Phase, Pressure, Side};

/// Looks for what a careful therapist would ask about.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    for row in case.rows.iter().filter(|row| row.is_worked()) {
        default_and_range(case, report, row);
    }
    turns(case, report);
    milder_side_first(case, report);
    area_order(case, report);
    lengths(case, report);
    in_one_position(case, report);
    other_side(case, report);
    focal(case, report);
    stretch_length(case, report);
}

/// The draft is the larger of the default and the modality's lower end; of several regions the
/// lower default counts (part 3C).
fn default_and_range(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let Some(level) = row.step.pressure else {
        return;
    };
    let cells = row.cells.iter();
    let defaults = cells.filter_map(|cell| case.limits().cell(cell).map(|entry| entry.default));
    let lowest = row.modality.map_or(Pressure::MIN, |(_, m)| m.lowest);
    if let Some(default) = defaults.min().map(|default| default.max(lowest))
        && level > default
    {
        let name = case.row_name(row);
        let wrong = format!("{name} is at level {level}, the default is {default}");
        report.warning(row.number, OwnRule::AboveDefault, &wrong);
        let words = format!("{name} is at level {level}; {default} is usual here");
        report.said(&wrong, &words);
    }
    if let Some((_, modality)) = row.modality
        && !(modality.lowest..=modality.highest).contains(&level)
    {
        let wrong = format!(
            "{} is at level {level}, its range is {} to {}",
            modality.name, modality.lowest, modality.highest
        );
        report.warning(row.number, OwnRule::ModalityRange, &wrong);
        let words = format!(
            "{} is at level {level}; usual for it are {} to {}",
            modality.name, modality.lowest, modality.highest
        );
        report.said(&wrong, &words);
    }
}

/// O9. Sitting and standing at either end don't count; both sides in side-lying take one more.
fn turns(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let Some(protocol) = case.protocol() else {
        return;
    };
    let rows = case.rows.iter().filter(|row| !row.phase().is_pack());
    let lying = rows.map(|row| row.step.position).filter(|p| p.is_lying());
    let mut turns = 0;
    let mut on_side = false;
    let mut last = None;
    for position in lying {
        on_side |= position.upper_side().is_some();
        if last.is_some_and(|last| last != position) {
            turns += 1;
        }
        last = Some(position);
    }
    let one_more = u16::from(case.intake().side == Side::Both && on_side);
    let most = protocol.turns.get() + one_more;
    if turns > most {
        let wrong = format!("The client turns {turns} times, {most} would do");
        report.warning(None, OwnRule::FewTurns, &wrong);
    }
}

/// The side of focus work that has one.
fn focus_side(row: &ResolvedStep<'_>) -> Option<Laterality> {
    let is_focus = row.phase() == Phase::Focus && !row.whole_body;
    if is_focus { row.step.side.and_then(Side::single) } else { None }
}

/// O10: of two painful sides the milder one is worked first.
fn milder_side_first(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let intake = case.intake();
    let (Side::Both, Some(worse)) = (intake.side, intake.worse_side) else {
        return;
    };
    let mut sided = case.rows.iter().filter(|row| focus_side(row).is_some());
    let Some(first) = sided.next().filter(|row| focus_side(row) == Some(worse)) else {
        return;
    };
    if sided.any(|row| focus_side(row) == Some(worse.other())) {
        let wrong = format!("Focus work begins on the {} side, which hurts more", worse.word());
        report.warning(first.number, OwnRule::MilderSideFirst, &wrong);
    }
}

/// O11, side by side. Only the first piece of an area counts, and heat moves what lies beside it.
/// Where both sides hurt, an area worked on both at once can't be in order for each.
fn area_order(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let Some(protocol) = case.protocol() else {
        return;
    };
    let heated: Vec<usize> =
        case.of(Phase::Heat).flat_map(|pack| packs::beside(case, pack)).collect();
    let rank = |row: &ResolvedStep<'_>| {
        protocol.areas.iter().position(|share| {
            let area = case.knowledge().area(&share.area);
            area.is_some_and(|area| {
                let mut parts = area.parts.iter();
                parts.any(|part| row.step.regions.contains(&part.region))
            })
        })
    };
    let painful = case.intake().side;
    for side in painful.each() {
        let mut seen: Vec<usize> = Vec::new();
        let mut deepest = None;
        for (at, row) in case.rows.iter().enumerate() {
            let on_side = row
                .step
                .side
                .is_some_and(|one| one.covers(*side) && (one != Side::Both || painful != one));
            if row.phase() != Phase::Focus || !on_side {
                continue;
            }
            let Some(rank) = rank(row).filter(|rank| !seen.contains(rank)) else {
                continue;
            };
            seen.push(rank);
            if heated.contains(&at) {
                continue;
            }
            if deepest.is_some_and(|deepest| rank < deepest) {
                let wrong = format!("{} comes late", case.row_name(row));
                report.warning(row.number, OwnRule::AreaOrder, &wrong);
            }
            deepest = deepest.max(Some(rank));
        }
    }
}

fn lengths(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let limits = &case.session().limits;
    let rest: u32 = case.of(Phase::Rest).map(ResolvedStep::minutes).sum();
    if rest > limits.max_rest.into() {
        let wrong = format!("Rest takes {rest} minutes, useful is up to {}", limits.max_rest);
        report.warning(None, OwnRule::RestTooLong, &wrong);
    }
    let regions = case.of(Phase::Focus).filter(|row| !row.whole_body);
    let regions: u32 = regions.map(ResolvedStep::minutes).sum();
    if regions > limits.max_on_regions.into() {
        let most = limits.max_on_regions;
        let wrong =
            format!("Focus work on regions takes {regions} minutes, useful is up to {most}");
        report.warning(None, OwnRule::RegionsOver, &wrong);
    }
    let most = limits.max_whole_body_step;
    for row in case.of(Phase::Focus).filter(|row| row.whole_body) {
        if row.minutes() > most.into() {
            let minutes = row.minutes();
            let wrong =
                format!("The whole-body step takes {minutes} minutes, useful is up to {most}");
            report.warning(row.number, OwnRule::WholeBodyLength, &wrong);
        }
    }
}

/// A stay in one lying position, unless one of its steps tells the client to move.
fn in_one_position(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let most = case.session().limits.max_in_position;
    for stay in stays::stays(case) {
        let Some(first) = stay.first() else { continue };
        let minutes: u32 = stay.iter().map(|row| row.minutes()).sum();
        let every = case.limits().pause_every.map_or(most, |(every, _)| every);
        let paused = |row: &&ResolvedStep<'_>| {
            stays::pauses_before(case, row) || stays::pauses_within(case, row, every)
        };
        if minutes > most.into() && !stay.iter().any(paused) {
            let position = first.step.position.label();
            let wrong = format!("“{position}” lasts {minutes} minutes, useful is up to {most}");
            report.warning(first.number, OwnRule::InOnePosition, &wrong);
        }
    }
}

/// One light step on the side that doesn't hurt is enough (A50).
fn other_side(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let most = u32::from(case.session().limits.max_other_side);
    let is_other = |row: &&ResolvedStep<'_>| {
        let cells = hands::light_cells(case, row);
        !row.whole_body && !cells.is_empty() && row.cells.without(cells).is_empty()
    };
    let rows: Vec<&ResolvedStep<'_>> = case.of(Phase::Focus).filter(is_other).collect();
    let minutes: u32 = rows.iter().map(|row| row.minutes()).sum();
    if minutes > most {
        let wrong = format!("The other side takes {minutes} minutes, useful is up to {most}");
        report.warning(rows.last().and_then(|row| row.number), OwnRule::OtherSideLong, &wrong);
    }
}

/// Work that presses on one spot has its time on each place (A51).
fn focal(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let most = u32::from(case.session().limits.max_focal);
    let mut spent = [0_u32; 64];
    for row in &case.rows {
        if !row.modality.is_some_and(|(_, modality)| modality.focal) {
            continue;
        }
        let mut over = None;
        for cell in row.cells.iter() {
            let Some(minutes) = spent.get_mut(cell.index()) else { continue };
            *minutes += row.minutes();
            if *minutes > most {
                over = over.or(Some((cell, *minutes)));
            }
        }
        if let Some((cell, minutes)) = over {
            let place = case.cell_name(cell);
            let wrong = format!(
                "{place} has {minutes} minutes of pressing on spots, useful is up to {most}"
            );
            report.warning(row.number, OwnRule::FocalTooLong, &wrong);
        }
    }
}

/// A stretch step is no longer than its techniques take together (A52).
fn stretch_length(case: &Case<'_>, report: &mut CheckReport<'_>) {
    for row in case.of(Phase::Stretch) {
        let side = row.step.side.unwrap_or(Side::Both);
        let techniques = row.techniques.iter().map(|(_, technique)| *technique);
        let needed = case.assessment.stretch_minutes(techniques, side);
        let minutes = row.minutes();
        if minutes > needed {
            let wrong =
                format!("The stretches take {minutes} minutes, together they come to {needed}");
            report.warning(row.number, OwnRule::StretchTooLong, &wrong);
        }
    }
}
