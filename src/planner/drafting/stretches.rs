//! Stretches and movements: those of the protocol that are open in a position, or the easy ones
//! that always are.

use crate::knowledge::schema::{Protocol, Technique};
use crate::knowledge::{Cells, Knowledge};
use crate::model::{Position, RegionId, Side, TechniqueId};
use crate::planner::Assessment;

use super::steps::Drafter;

/// Where and on which side to stretch.
#[derive(Debug, Clone, Copy)]
pub(in crate::planner) struct StretchPlace {
    pub position: Position,
    pub side: Side,
    /// Cells that hands still come to work on: nothing may pull there yet (O5).
    pub later: Cells,
}

/// The techniques that are open, at most `most`: those of the protocol, or the only ones that a
/// rule leaves (A20); those that always are, where no other is.
pub(in crate::planner) fn choose<'a>(
    assessment: &'a Assessment<'_>,
    protocol: &'a Protocol,
    place: StretchPlace,
    most: usize,
) -> Vec<&'a Technique> {
    let knowledge = assessment.facts.knowledge;
    let listed: Vec<&TechniqueId> = match &assessment.limits.only_techniques {
        Some(only) => only.iter().collect(),
        None => protocol
            .stretches
            .iter()
            .filter(|stretch| assessment.facts.holds_if_any(stretch.when.as_ref()))
            .map(|stretch| &stretch.technique)
            .collect(),
    };
    let listed = listed.into_iter().filter_map(|id| knowledge.technique(id));
    let mut chosen: Vec<&'a Technique> = listed
        .filter(|technique| is_open(assessment, technique, place))
        .take(most.max(1))
        .collect();
    // A stretch that pulls on no region of the plan doesn't stand alone: easy movement joins it.
    if chosen.iter().all(|technique| technique.pulls.is_empty()) {
        let easy = knowledge.tables().techniques.iter().filter(|t| t.last_resort);
        let easy = easy.filter(|technique| is_open(assessment, technique, place));
        chosen.extend(easy.take(most.max(1)));
    }
    chosen
}

/// The same for so many minutes: as many as have room, one at least, and no more than four.
pub(super) fn choose_for<'a>(
    assessment: &'a Assessment<'_>,
    protocol: &'a Protocol,
    place: StretchPlace,
    minutes: u16,
) -> Vec<&'a Technique> {
    const MOST: usize = 4;
    let mut chosen = choose(assessment, protocol, place, MOST);
    let mut room = minutes * 60;
    let fitting = chosen.iter().take_while(|technique| {
        let seconds = assessment.stretch_seconds(technique, place.side);
        let fits = seconds <= room;
        room = room.saturating_sub(seconds);
        fits
    });
    let fitting = fitting.count().max(1);
    chosen.truncate(fitting);
    chosen
}

/// How many techniques of the protocol are open there.
pub(super) fn count(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    place: StretchPlace,
) -> usize {
    let listed = choose(assessment, protocol, place, usize::MAX);
    listed.iter().filter(|technique| !technique.last_resort).count()
}

/// The regions that some techniques pull on, in the order of the vocabulary; where they pull on
/// none, those that their traits move.
pub(in crate::planner) fn pulled(knowledge: &Knowledge, techniques: &[&Technique]) -> Vec<usize> {
    let mut pulls: Vec<&RegionId> =
        techniques.iter().flat_map(|technique| &technique.pulls).collect();
    if pulls.is_empty() {
        let traits = techniques.iter().flat_map(|technique| &technique.traits);
        let traits = traits.filter_map(|id| knowledge.technique_trait(id));
        pulls.extend(traits.flat_map(|moves| &moves.pulls));
    }
    let pulls = pulls.into_iter();
    let mut regions: Vec<usize> = pulls.filter_map(|id| knowledge.region_index(id)).collect();
    regions.sort_unstable();
    regions.dedup();
    regions
}

/// Whether a technique can be done there and nothing closes it.
pub(in crate::planner) fn is_open(
    assessment: &Assessment<'_>,
    technique: &Technique,
    place: StretchPlace,
) -> bool {
    let knowledge = assessment.facts.knowledge;
    let index = || knowledge.technique_index(&technique.id);
    // In side-lying hands reach the upper leg only; what moves the low back is done on either side.
    let is_reached = || {
        place.position.upper_side().is_none_or(|upper| {
            technique.last_resort
                || place.side == Side::from(upper)
                || knowledge.moves_trunk_alone(technique)
        })
    };
    technique.positions.contains(&place.position)
        && is_reached()
        && index().is_some_and(|at| assessment.limits.technique_closed(at, place.side).is_none())
        && !knowledge.cells_of(&technique.pulls, place.side).meets(place.later)
}

impl<'a> Drafter<'a, '_> {
    /// The stretches that are open at a place, those of the protocol first.
    pub fn stretches(&self, place: StretchPlace) -> Vec<&'a Technique> {
        let mut open = choose(self.assessment, self.protocol, place, usize::MAX);
        let all = self.assessment.facts.knowledge.tables().techniques.iter();
        let easy = all.filter(|technique| technique.last_resort);
        for technique in easy.filter(|technique| is_open(self.assessment, technique, place)) {
            if open.iter().all(|other| other.id != technique.id) {
                open.push(technique);
            }
        }
        open
    }
}
