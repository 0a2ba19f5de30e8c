//! A new pack: where it lies, and beside which steps.
//!
//! Must not live here: whether warmth or cold is allowed there.

use super::StepMaker;
use crate::knowledge::Cells;
use crate::model::{Minutes, Phase, Position, Side, Step};
use crate::planner::drafting::{Pack, cold_target, heat_target, longest_heat};
use crate::planner::edit::EditError;
use crate::planner::edit::sheet::{cells, pressed};

impl StepMaker<'_, '_, '_> {
    /// A pack lies beside the steps that follow, as long as they keep off it and it isn't warm, or
    /// cold, for too long.
    pub(super) fn pack(self, at: Option<usize>) -> Result<(usize, Step, Vec<usize>), EditError> {
        let is_heat = self.new.phase == Phase::Heat;
        let treats = |step: &Step| step.phase.is_hands_on() || step.phase == Phase::Stretch;
        let end = self.sheet.rows.len();
        let start = at.unwrap_or_else(|| {
            let place = if is_heat { self.before(treats) } else { self.before(is_home_care) };
            place.unwrap_or(end)
        });
        let longest = {
            let limits = &self.knowledge().session().limits;
            if is_heat {
                longest_heat(self.assessment(), self.sheet.protocol)
            } else {
                limits.max_cold
            }
        };
        let next = self.sheet.rows.iter().skip(start).find(|row| !row.step.phase.is_pack());
        let next = next.filter(|row| row.step.phase != Phase::CheckIn);
        let position = next.ok_or(EditError::NothingBeside)?.step.position;
        let pack = self.target(start, position).ok_or(EditError::NoRegion)?;
        let mut step = self.step(self.new.position.unwrap_or(position), 0);
        let ids = pack.regions.iter().filter_map(|at| self.knowledge().region_at(*at));
        step.regions = ids.map(|region| region.id.clone()).collect();
        step.side = Some(pack.side);
        let under = pressed(self.knowledge(), &step);
        let mut beside = Vec::new();
        let mut room: u16 = 0;
        for row in self.sheet.rows.iter().skip(start).filter(|row| !row.step.phase.is_pack()) {
            let touches = treats(&row.step) && pressed(self.knowledge(), &row.step).meets(under);
            if row.step.position != position || touches || room >= longest {
                break;
            }
            room = room.saturating_add(row.step.minutes.get());
            beside.push(row.key);
        }
        if beside.is_empty() {
            return Err(EditError::NothingBeside);
        }
        step.minutes = Minutes::clamped(self.new.minutes.unwrap_or(room.min(longest)));
        Ok((start, step, beside))
    }

    fn target(&self, at: usize, position: Position) -> Option<Pack> {
        if !self.new.regions.is_empty() {
            let ids = self.new.regions.iter();
            let regions = ids.filter_map(|id| self.knowledge().region_index(id)).collect();
            let side = self.new.side.unwrap_or(Side::from(self.drafter.worse));
            return Some(Pack { regions, side });
        }
        let painful = self.new.side.and_then(Side::single).unwrap_or(self.drafter.worse);
        if self.new.phase == Phase::Cold {
            return cold_target(self.assessment(), painful);
        }
        let before = self.steps().take(at).filter(|(_, step)| step.phase.is_hands_on());
        let worked =
            before.fold(Cells::NONE, |all, (_, step)| all.union(cells(self.knowledge(), step)));
        heat_target(self.assessment(), position, painful, worked)
    }
}

fn is_home_care(step: &Step) -> bool {
    step.phase == Phase::HomeCare
}
