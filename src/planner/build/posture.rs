//! Positions: where the client lies for what, with the fewest changes.
//!
//! Limits are hard. Wishes are soft: where nothing else would do, they give way and are noted.

use super::wishes::Wishes;
use crate::knowledge::Cells;
use crate::knowledge::schema::{PositionChoice, Protocol};
use crate::model::{Laterality, Position};
use crate::planner::{Assessment, loaded_cells, reached_cells};

/// The positions that hands work in, in their order; more than one only where the client turns
/// from one side to the other.
pub(super) fn work_positions(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    sides: &[Laterality],
    workable: Cells,
    wishes: &Wishes<'_>,
) -> Vec<Position> {
    let mut choices: Vec<PositionChoice> = assessment.limits.preferred.clone();
    choices.extend(&protocol.positions);
    choices.extend([
        PositionChoice::SideLying,
        PositionChoice::Prone,
        PositionChoice::Supine,
        PositionChoice::Seated,
    ]);
    let mut best: Option<(usize, Vec<Position>)> = None;
    // The second round allows what the client would rather not: reaching the body comes first.
    for keep_wishes in [true, false] {
        for choice in &choices {
            let mut positions: Vec<Position> = Vec::new();
            for side in sides {
                let position = choice.with_up(*side);
                let is_open = assessment.limits.position_closed(position).is_none()
                    && (!keep_wishes || wishes.welcomes_position(position));
                if is_open && !positions.contains(&position) {
                    positions.push(position);
                }
            }
            let reached = positions
                .iter()
                .map(|position| reached_cells(assessment.facts.knowledge, *position))
                .fold(Cells::NONE, Cells::union);
            let count = reached.intersection(workable).iter().count();
            if count > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((count, positions));
            }
        }
        // A wish is kept as long as half of what the session is about can be reached.
        let half = workable.iter().count().div_ceil(2);
        if best.as_ref().is_some_and(|(count, _)| *count >= half) {
            break;
        }
    }
    let positions = best.map(|(_, positions)| positions).unwrap_or_default();
    for position in &positions {
        wishes.used_position(*position);
    }
    positions
}

/// The first open position of these that rests no weight on some cells; wishes give way last.
pub(super) fn first_open(
    assessment: &Assessment<'_>,
    choices: &[Position],
    unloaded: Cells,
    wishes: &Wishes<'_>,
) -> Option<Position> {
    let open = |position: &&Position| {
        assessment.limits.position_closed(**position).is_none()
            && !loaded_cells(assessment.facts.knowledge, **position).meets(unloaded)
    };
    let mut welcome = choices.iter().filter(open);
    let found = welcome
        .find(|position| wishes.welcomes_position(**position))
        .or_else(|| choices.iter().find(open));
    if let Some(position) = found {
        wishes.used_position(*position);
    }
    found.copied()
}

/// Every position, the easiest to rest in first; with this side up before the other.
pub(super) fn by_ease(assessment: &Assessment<'_>, up: Laterality) -> Vec<Position> {
    let mut positions = Position::ALL.to_vec();
    positions.sort_by_key(|position| {
        let ease = assessment.facts.knowledge.position(*position).map_or(u16::MAX, |p| p.ease);
        (ease, *position != Position::side_lying_with_up(up))
    });
    positions
}
