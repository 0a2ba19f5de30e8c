//! What the client would rather have, and what the category would have as well: warnings.
//!
//! Must not live here: anything about safety.

use super::report::CheckReport;
use super::resolve::Case;
use super::rules::OwnRule;
use super::time::any_workable;
use crate::knowledge::Cells;
use crate::knowledge::schema::{AreaShare, BodyArea};
use crate::model::{AreaId, Phase, Position, Side};
use crate::planner::assess;

/// Looks for wishes that aren't kept and areas that are left out.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    preferences(case, report);
    areas_left_out(case, report);
}

fn preferences(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let Some(wishes) = &case.intake().preferences else {
        return;
    };
    let mut told: Vec<Position> = Vec::new();
    for row in &case.rows {
        let number = row.number;
        let position = row.step.position;
        if wishes.avoid_positions.contains(&position) && !told.contains(&position) {
            told.push(position);
            let wrong = format!("“{}”, which the client would rather not", position.label());
            report.warning(number, OwnRule::Preference, &wrong);
            let words =
                format!("The client would rather not lie or sit like this: {}", position.label());
            report.said(&wrong, &words);
        }
    }
}

/// Areas that the booked time has room for, that hands may work and reach, and that no focus step
/// works. Where hands-on time is limited, areas drop out by themselves.
fn areas_left_out(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let Some(protocol) = case.protocol() else {
        return;
    };
    if !case.limits().hands_on.is_empty() {
        return;
    }
    let focus = case.of(Phase::Focus).filter(|row| !row.whole_body);
    let (worked, minutes) = focus.fold((Cells::NONE, 0), |(cells, minutes), row| {
        (cells.union(row.cells), minutes + row.minutes())
    });
    let is_worked = |area: &BodyArea| assess::area_cells(case.facts(), area).meets(worked);
    let rows: Vec<(&AreaShare, &BodyArea)> = protocol
        .areas
        .iter()
        .filter(|share| share.share > 0)
        .filter_map(|share| Some((share, case.knowledge().area(&share.area)?)))
        .collect();
    // Most sessions work all of them, and this runs on every edit.
    if rows.iter().all(|(_, area)| is_worked(area)) {
        return;
    }
    let reached = assess::open_reach(case.facts(), case.limits(), Phase::Focus);
    let mut expected: Vec<(&AreaShare, &BodyArea)> = rows
        .into_iter()
        .filter(|(_, area)| {
            let cells = assess::area_cells(case.facts(), area).intersection(reached);
            any_workable(case, cells)
        })
        .collect();
    let booked = case.intake().minutes.get();
    let limits = &case.session().limits;
    let first: &[AreaId] =
        if booked <= limits.first_areas_up_to { &protocol.first_areas } else { &[] };
    let tie =
        |area: &BodyArea| case.knowledge().tables().areas.iter().position(|a| a.id == area.id);
    expected.sort_by_key(|(share, area)| {
        let comes_first = first.iter().position(|id| *id == area.id);
        (comes_first.unwrap_or(first.len()), u16::MAX - share.share, tie(area))
    });
    let room = limits.areas_up_to.iter().position(|up_to| booked <= *up_to);
    let room = room.map_or(expected.len(), |at| at + 1);
    for (share, area) in expected.into_iter().take(room) {
        // A piece under the least focus minutes is merged into its neighbour; two sides share an
        // area's minutes, and a painful one may leave some to the other.
        let part = match case.intake().side {
            _ if area.both_sides => 100,
            Side::Both => 50,
            Side::Left | Side::Right => u32::from(limits.affected_share),
        };
        let fair = minutes * u32::from(share.share) * part / 10_000;
        if !is_worked(area) && fair >= limits.min_focus.into() {
            let wrong = format!("No focus work on {}", area.name);
            report.warning(None, OwnRule::AreaLeftOut, &wrong);
        }
    }
}
