//! Packs that work beside other steps: warmth before hands reach a place, cold at the end.

use crate::knowledge::schema::Protocol;
use crate::knowledge::{Cell, Cells};
use crate::model::{Laterality, Position, Side};
use crate::planner::{Assessment, loaded_cells};

use super::pieces::cells_of;

/// A pack on some regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::planner) struct Pack {
    pub regions: Vec<usize>,
    pub side: Side,
}

impl Pack {
    /// The cells under it.
    pub fn cells(&self) -> Cells {
        cells_of(&self.regions, self.side)
    }
}

/// Where warmth goes in a position: the first target that is open, bears no weight there and
/// wasn't worked before (O2).
pub(in crate::planner) fn heat_target(
    assessment: &Assessment<'_>,
    position: Position,
    painful: Laterality,
    worked: Cells,
) -> Option<Pack> {
    let knowledge = assessment.facts.knowledge;
    let loaded = loaded_cells(knowledge, position);
    let targets = knowledge.session().limits.heat_targets.iter();
    targets.filter_map(|id| knowledge.region_index(id)).find_map(|region| {
        let cell = Cell { region, side: painful };
        let entry = assessment.limits.cell(cell)?;
        let pack = Pack { regions: vec![region], side: Side::from(painful) };
        let open = entry.no_heat.is_none()
            && entry.no_work.is_none()
            && !loaded.contains(cell)
            && !kept_clear(assessment, &pack).meets(worked);
        open.then_some(pack)
    })
}

/// The cells that hands must keep off while a pack lies: its own, and what is worked through them.
pub(in crate::planner) fn kept_clear(assessment: &Assessment<'_>, pack: &Pack) -> Cells {
    let knowledge = assessment.facts.knowledge;
    let regions = 0..knowledge.tables().regions.len();
    let through = regions.filter(|region| {
        knowledge.worked_through(*region).iter().any(|above| pack.regions.contains(above))
    });
    pack.cells().union(cells_of(&through.collect::<Vec<_>>(), pack.side))
}

/// The longest warm pack of this protocol under what the answers allow, in minutes.
pub(in crate::planner) fn longest_heat(assessment: &Assessment<'_>, protocol: &Protocol) -> u16 {
    let of_answers = assessment.limits.longest_heat.map_or(u16::MAX, |(minutes, _)| minutes);
    let most = assessment.facts.knowledge.session().limits.max_heat;
    protocol.heat_minutes.get().min(most).min(of_answers)
}

/// Where a cold pack goes, as far as the area may be cooled; the painful side first.
pub(in crate::planner) fn cold_target(
    assessment: &Assessment<'_>,
    painful: Laterality,
) -> Option<Pack> {
    let knowledge = assessment.facts.knowledge;
    let open = |region: usize, side: Side| {
        side.each().iter().all(|side| {
            let cell = Cell { region, side: *side };
            assessment.limits.cold.contains(cell)
                && assessment.limits.cell(cell).is_some_and(|entry| entry.no_cold.is_none())
        })
    };
    [Side::Both, Side::from(painful), Side::from(painful.other())].into_iter().find_map(|side| {
        let all = 0..knowledge.tables().regions.len();
        let regions: Vec<usize> = all.filter(|region| open(*region, side)).collect();
        (!regions.is_empty()).then_some(Pack { regions, side })
    })
}
