//! A new step for hands: where it goes, from which position, with what and how deep.
//!
//! Must not live here: stretches and packs, which stand beside this file.

use super::{StepMaker, run};
use crate::knowledge::Cells;
use crate::model::{ModalityId, Phase, Position, Pressure, RegionId, Side, Step};
use crate::planner::drafting::{Depth, Light, light};
use crate::planner::edit::EditError;
use crate::planner::edit::sheet::{cells, pressed};
use crate::planner::reached_cells;

impl StepMaker<'_, '_, '_> {
    pub(super) fn hands_on(
        self,
        at: Option<usize>,
    ) -> Result<(usize, Step, Vec<usize>), EditError> {
        let regions = self.regions_or_worked();
        if regions.is_empty() {
            return Err(EditError::NoRegion);
        }
        let side = self.side(&regions);
        let mut step = self.step(Position::Standing, self.minutes());
        step.regions = regions;
        step.side = Some(side);
        let own = cells(self.knowledge(), &step);
        let is_warm_up = self.new.phase == Phase::WarmUp;
        let at = at.unwrap_or_else(|| {
            if is_warm_up { self.warm_up_place() } else { self.focus_place(&step) }
        });
        let positions = self.positions(at, side);
        let reached = |position: &&Position| {
            own.without(reached_cells(self.knowledge(), **position)).is_empty()
        };
        let position = positions
            .iter()
            .find(|position| self.is_open(**position) && reached(position))
            .or_else(|| positions.iter().find(reached))
            .or(positions.first());
        step.position = position.copied().unwrap_or(Position::Prone);
        let (modality, level) = self.manner(at, &step, own);
        step.modality = Some(modality);
        step.pressure = Some(level);
        Ok((at, step, Vec::new()))
    }

    /// A warm-up without a place is for what is worked.
    fn regions_or_worked(&self) -> Vec<RegionId> {
        let mut regions: Vec<RegionId> = Vec::new();
        for region in &self.new.regions {
            if !regions.contains(region) {
                regions.push(region.clone());
            }
        }
        if !regions.is_empty() || self.new.phase != Phase::WarmUp {
            return regions;
        }
        let side = self.new.side.unwrap_or(self.assessment().facts.intake().side);
        let focus = self.steps().filter(|(_, step)| step.phase == Phase::Focus);
        let worked =
            focus.fold(Cells::NONE, |all, (_, step)| all.union(cells(self.knowledge(), step)));
        let tables = self.knowledge().tables().regions.iter().enumerate();
        let warmed = tables.filter(|(at, region)| {
            let cells = Cells::of(*at, side);
            !region.whole_body
                && cells.meets(worked)
                && cells.without(self.drafter.workable(cells)).is_empty()
        });
        warmed.map(|(_, region)| region.id.clone()).collect()
    }

    fn warm_up_place(&self) -> usize {
        let opening = self.before(|step| matches!(step.phase, Phase::Focus | Phase::Stretch));
        let warm = self.after(|step| step.phase == Phase::WarmUp);
        let check_in = self.after(|step| step.phase == Phase::CheckIn);
        match (warm, opening) {
            (Some(warm), Some(opening)) => warm.min(opening),
            (warm, opening) => opening.or(warm).or(check_in).unwrap_or(0),
        }
    }

    /// After the work on its side that comes before it in the protocol, and not in the middle of
    /// what a pack lies beside unless it may lie there too.
    fn focus_place(&self, new: &Step) -> usize {
        let rank = |step: &Step| {
            let areas = self.sheet.protocol.areas.iter();
            let mut ranks = areas.enumerate().filter(|(_, share)| {
                self.knowledge().area(&share.area).is_some_and(|area| {
                    area.parts.iter().any(|part| step.regions.contains(&part.region))
                })
            });
            ranks.next().map_or(usize::MAX, |(at, _)| at)
        };
        let shares_side = |step: &Step| match (step.side, new.side) {
            (Some(a), Some(b)) => a == b || a == Side::Both || b == Side::Both,
            (None, _) | (_, None) => true,
        };
        let own = rank(new);
        let goes_before =
            |step: &Step| step.phase == Phase::Focus && shares_side(step) && rank(step) <= own;
        let is = |phase: Phase| move |step: &Step| step.phase == phase;
        let at = self
            .after(goes_before)
            .or_else(|| self.before(is(Phase::Focus)))
            .or_else(|| self.after(is(Phase::WarmUp)))
            .or_else(|| self.after(is(Phase::Heat)))
            .or_else(|| self.after(is(Phase::CheckIn)))
            .unwrap_or(0);
        let under = pressed(self.knowledge(), new);
        let packs = self.sheet.rows.iter().filter(|row| row.step.phase.is_pack());
        let blocking = packs.filter(|row| pressed(self.knowledge(), &row.step).meets(under));
        let ends = blocking.filter_map(|row| run(self.sheet, row)).filter(|(_, last)| at <= *last);
        ends.map(|(_, last)| last + 1).max().unwrap_or(at).max(at)
    }

    /// Modality and level: what is given, and the builder's choice for the rest.
    fn manner(&self, at: usize, step: &Step, own: Cells) -> (ModalityId, Pressure) {
        let session = &self.knowledge().session().limits;
        let warmed = self.steps().take(at).any(|(_, step)| step.phase == Phase::WarmUp);
        let is_warm_up = self.new.phase == Phase::WarmUp;
        let depth = match light(self.assessment(), &step.regions, step.side) {
            _ if is_warm_up => Depth::Light,
            Light::WholeBody => Depth::Calm,
            Light::No if warmed => Depth::Usual,
            Light::OtherSide | Light::No => Depth::Light,
        };
        let drafted = if is_warm_up {
            self.drafter.warm_up_modality(own).map(|modality| (modality, None))
        } else {
            let manner = self.drafter.manner(own, depth);
            manner.map(|manner| (manner.modality, Some(manner.level)))
        };
        let fallback = || (session.light_modality.clone(), None);
        let (modality, level) = match &self.new.modality {
            Some(asked) => match drafted {
                Some((modality, level)) if modality == *asked => (modality, level),
                _ => (asked.clone(), None),
            },
            None => self
                .modality_for_level(own, depth)
                .map_or_else(|| drafted.unwrap_or_else(fallback), |modality| (modality, None)),
        };
        let level = self.new.pressure.or(level).unwrap_or_else(|| {
            let entry = self.knowledge().modality(&modality);
            let lowest = entry.map_or(Pressure::MIN, |entry| entry.lowest);
            let highest = entry.map_or(Pressure::MAX, |entry| entry.highest);
            let (cap, default) = self.drafter.levels(own);
            let most = match depth {
                _ if is_warm_up => cap.min(session.max_warm_up),
                Depth::Light | Depth::Calm => cap.min(session.max_light),
                Depth::Firm | Depth::Usual | Depth::Broad => cap,
            };
            default.max(lowest).min(highest).min(most)
        });
        (modality, level)
    }

    /// Where a level is asked for and no modality, one that suits both, in the builder's order.
    fn modality_for_level(&self, own: Cells, depth: Depth) -> Option<ModalityId> {
        let level = self.new.pressure?;
        let suits = |id: &ModalityId| {
            let range = self.knowledge().modality(id).map(|entry| entry.lowest..=entry.highest);
            range.is_some_and(|range| range.contains(&level))
        };
        let drafted = if self.new.phase == Phase::WarmUp {
            self.drafter.warm_up_modality(own)
        } else {
            self.drafter.manner(own, depth).map(|manner| manner.modality)
        };
        if drafted.as_ref().is_none_or(&suits) {
            return None;
        }
        self.drafter.open_modalities(own).into_iter().find(|id| suits(id))
    }
}
