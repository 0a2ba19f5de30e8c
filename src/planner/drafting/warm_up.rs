//! The warm-up: broad, light strokes over what is worked in a position, before anything firm (O3).
//!
//! A step has one side, so what is worked on both sides and what is worked on one may need a step
//! each; where time is too short for two, one covers as much as it can.

use crate::knowledge::Cells;
use crate::model::{ModalityId, Phase, Position, Pressure, Side};
use crate::planner::assess::target_cells;
use crate::planner::reached_cells;

use super::budget::apportion;
use super::pieces::cells_of;
use super::steps::Drafter;
use super::tasks::{Light, TaskStep};
use super::work::{self, is_open};

/// One step of the warm-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WarmUp {
    pub regions: Vec<usize>,
    pub side: Side,
    pub minutes: u16,
}

impl WarmUp {
    fn cells(&self) -> Cells {
        cells_of(&self.regions, self.side)
    }
}

impl Drafter<'_, '_> {
    /// The steps that open a position. Nothing is warmed where a pack lies; where nothing that is
    /// worked can be warmed, calm strokes over the rest of the body open the work. None where
    /// hands may not even do that.
    pub(super) fn warm_ups(
        &self,
        position: Position,
        tasks: &[TaskStep],
        clear: Cells,
        minutes: u16,
    ) -> Vec<WarmUp> {
        let least = self.knowledge.session().limits.min_other;
        if minutes < least {
            return Vec::new();
        }
        let worked = tasks.iter().filter(|task| task.light == Light::No);
        let mut left =
            worked.fold(Cells::NONE, |cells, task| cells.union(task.cells())).without(clear);
        let mut chosen: Vec<WarmUp> = Vec::new();
        let sides = [Side::Both, Side::from(self.worse), Side::from(self.worse.other())];
        let most = if minutes >= 2 * least { 2 } else { 1 };
        while chosen.len() < most && !left.is_empty() {
            // With time for two, each keeps to what is worked; a single one may go beyond it.
            let within =
                if most > 1 { left } else { Cells::all(self.knowledge.tables().regions.len()) };
            // What is worked on both sides at once is warmed on both first.
            let both = || self.best_warm_up(position, left, within, clear, &[Side::Both]);
            let best = if most > 1 && chosen.is_empty() { both() } else { None };
            let best = best.or_else(|| self.best_warm_up(position, left, within, clear, &sides));
            let Some(best) = best else { break };
            left = left.without(best.cells());
            chosen.push(best);
        }
        if chosen.is_empty() {
            let regions = self.whole_body_regions();
            let cells = cells_of(&regions, Side::Both);
            if self.warm_up_modality(cells).is_some() {
                chosen.push(WarmUp { regions, side: Side::Both, minutes });
            } else {
                // General strokes are closed: what the session is about is stroked instead.
                let target = self.workable(target_cells(&self.assessment.facts)).without(clear);
                let all = Cells::all(self.knowledge.tables().regions.len());
                chosen.extend(self.best_warm_up(position, target, all, clear, &sides));
            }
        }
        let weights: Vec<u64> = chosen.iter().map(|step| step.regions.len() as u64).collect();
        let mut parts = apportion(minutes, &weights);
        if let [first, second] = parts.as_mut_slice() {
            let short = least.saturating_sub(*second);
            *first -= short;
            *second += short;
            let short = least.saturating_sub(*first);
            *second -= short;
            *first += short;
        }
        for (step, part) in chosen.iter_mut().zip(parts) {
            step.minutes = part;
        }
        chosen
    }

    /// The side, and the regions on it, that warm most of what is left and least besides.
    fn best_warm_up(
        &self,
        position: Position,
        left: Cells,
        within: Cells,
        clear: Cells,
        sides: &[Side],
    ) -> Option<WarmUp> {
        let reached = reached_cells(self.knowledge, position);
        let mut best: Option<(usize, usize, WarmUp)> = None;
        for &side in sides {
            let open = |region: &usize| {
                let cells = Cells::of(*region, side);
                cells.meets(left)
                    && cells.without(within).is_empty()
                    && cells.without(reached).is_empty()
                    && !cells.meets(clear)
                    && self.warm_up_modality(cells).is_some()
            };
            let regions: Vec<usize> =
                (0..self.knowledge.tables().regions.len()).filter(open).collect();
            let step = WarmUp { regions, side, minutes: 0 };
            let warmed = step.cells().intersection(left).iter().count();
            let besides = step.cells().without(left).iter().count();
            let is_better = best.as_ref().is_none_or(|(most, least, _)| {
                warmed > *most || (warmed == *most && besides < *least)
            });
            if warmed > 0 && is_better {
                best = Some((warmed, besides, step));
            }
        }
        best.map(|(_, _, step)| step)
    }

    /// The modality of a warm-up there.
    pub(in crate::planner) fn warm_up_modality(&self, cells: Cells) -> Option<ModalityId> {
        let all = self.knowledge.tables().modalities.iter().filter(|modality| modality.warm_up);
        let mut choices: Vec<_> = all.map(|modality| &modality.id).collect();
        choices.sort_by_key(|id| **id != self.protocol.warm_up);
        let light = &self.knowledge.session().limits.light_modality;
        if cells == cells_of(&self.whole_body_regions(), Side::Both) {
            choices.retain(|id| *id == light);
        }
        choices.into_iter().find(|id| is_open(self.assessment, cells, id)).cloned()
    }

    /// Lays down one step of the warm-up.
    pub(super) fn warm_up(&mut self, position: Position, step: WarmUp) {
        let limits = &self.knowledge.session().limits;
        let cells = step.cells();
        let Some(modality) = self.warm_up_modality(cells) else { return };
        let cap = work::cap(self.assessment, cells).unwrap_or(Pressure::MIN);
        let default = work::default(self.assessment, cells).unwrap_or(Pressure::MIN);
        let level = default.min(cap).min(limits.max_warm_up);
        let WarmUp { regions, side, minutes } = step;
        self.push(Phase::WarmUp, &regions, Some(side), position, minutes, |step| {
            step.modality = Some(modality);
            step.pressure = Some(level);
        });
    }
}
