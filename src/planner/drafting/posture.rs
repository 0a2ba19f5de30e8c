//! Positions: where the client lies for what, with the fewest changes.
//!
//! Limits are hard. Wishes are soft: where nothing else would do, they give way and are noted.

use super::wishes::Wishes;
use crate::knowledge::Cells;
use crate::knowledge::schema::{PositionChoice, Protocol};
use crate::model::{Laterality, Phase, Position};
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
    let best = |keep_wishes: bool| -> (usize, Vec<Position>) {
        let mut best = (0, Vec::new());
        for choice in &choices {
            let is_open = |position: &Position| {
                assessment.limits.position_closed(*position, Phase::Focus).is_none()
                    && (!keep_wishes || wishes.welcomes_position(*position))
            };
            let mut positions: Vec<Position> = Vec::new();
            for position in sides.iter().map(|side| choice.with_up(*side)) {
                if is_open(&position) && !positions.contains(&position) {
                    positions.push(position);
                }
            }
            if positions.is_empty() {
                // Lying on the side that hurts still opens the low back.
                let others = sides.iter().map(|side| choice.with_up(side.other()));
                positions.extend(others.filter(is_open).take(1));
            }
            let reached = positions
                .iter()
                .map(|position| reached_cells(assessment.facts.knowledge, *position))
                .fold(Cells::NONE, Cells::union);
            let count = reached.intersection(workable).iter().count();
            if count > best.0 {
                best = (count, positions);
            }
        }
        best
    };
    // A wish is kept as long as it leaves nothing out of reach.
    let kept = best(true);
    let any = best(false);
    let positions = if kept.0 >= any.0 { kept.1 } else { any.1 };
    for position in &positions {
        wishes.used_position(*position);
    }
    positions
}

/// The first of these that is open in a step of this phase and rests no weight on some cells;
/// wishes give way last.
pub(super) fn first_open(
    assessment: &Assessment<'_>,
    choices: &[Position],
    phase: Phase,
    unloaded: Cells,
    wishes: &Wishes<'_>,
) -> Option<Position> {
    let open = |position: &&Position| {
        assessment.limits.position_closed(**position, phase).is_none()
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

/// Every position, the easiest to rest in first; lying on this side comes last.
pub(in crate::planner) fn by_ease(assessment: &Assessment<'_>, up: Laterality) -> Vec<Position> {
    let mut positions = Position::ALL.to_vec();
    positions.sort_by_key(|position| {
        let ease = assessment.facts.knowledge.position(*position).map_or(u16::MAX, |p| p.ease);
        (position.upper_side() == Some(up.other()), ease)
    });
    positions
}
