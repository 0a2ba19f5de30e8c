//! Focus work as tasks: each with its place, manner and minutes, grouped by position.

use crate::knowledge::Cells;
use crate::model::{Position, Side};
use crate::planner::reached_cells;

use super::budget::{Budget, apportion};
use super::pieces::{BodyWork, Piece, SessionFrame, cells_of, split_regions};
use super::steps::Drafter;
use super::work::{Depth, Manner, choose};

/// Focus work of one step.
#[derive(Debug, Clone)]
pub(super) struct TaskStep {
    /// The area's place in the vocabulary; none for the whole body.
    pub area: Option<usize>,
    pub regions: Vec<usize>,
    pub side: Side,
    pub minutes: u16,
    pub manner: Manner,
    pub light: Light,
}

/// Why a step is a light one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::planner) enum Light {
    No,
    OtherSide,
    WholeBody,
}

impl TaskStep {
    pub fn cells(&self) -> Cells {
        cells_of(&self.regions, self.side)
    }
}

/// What is done in one position.
#[derive(Debug)]
pub(super) struct Block {
    pub position: Position,
    pub tasks: Vec<TaskStep>,
}

impl Drafter<'_, '_> {
    /// Focus work, grouped by the position that it is done in.
    pub(super) fn blocks(
        &self,
        budget: &Budget,
        booked: u16,
        positions: &[Position],
    ) -> Vec<Block> {
        let limits = &self.knowledge.session().limits;
        let reach = |position: &Position| reached_cells(self.knowledge, *position);
        let reached = positions.iter().map(reach).fold(Cells::NONE, Cells::union);
        let whole_body = self.whole_body_regions();
        let frame = SessionFrame {
            assessment: self.assessment,
            protocol: self.protocol,
            sides: &self.sides,
            reached,
            minutes: budget.focus,
            other_side: positions == [Position::Prone] && booked >= limits.other_side_from,
            whole_body: !self.workable(cells_of(&whole_body, Side::Both)).is_empty(),
        };
        let mut work = frame.share_out();
        let most = usize::from((limits.focus_steps_an_hour * booked / 60).max(1));
        let shape = |division: Division, work: &BodyWork| {
            let mut work = work.clone();
            self.pass_on_focal(&mut work, budget.warm_up > 0, division);
            self.tasks(&work, budget, positions, &whole_body, division)
        };
        let first = if self.fit.few_steps { Division::FirmOnly } else { Division::All };
        let mut blocks = shape(first, &work);
        // Divided work gives way before an area does.
        for division in [Division::FirmOnly, Division::FirmAwayFromBack, Division::None] {
            if count(&blocks) > most {
                blocks = shape(division, &work);
            }
        }
        while count(&blocks) > most && work.pieces.len() > 1 {
            frame.merge_smallest(&mut work);
            blocks = shape(Division::None, &work);
        }
        blocks
    }

    /// Work on spots has its time (A51). What passes it and is too little for a step of broader
    /// work there, or would be a step too many, goes to the next area.
    fn pass_on_focal(&self, work: &mut BodyWork, warmed: bool, division: Division) {
        let limits = &self.knowledge.session().limits;
        let mut order: Vec<usize> = (0..work.pieces.len()).collect();
        let is_worse = |piece: &Piece| piece.side == Side::from(self.worse);
        order.sort_by_key(|at| work.pieces.get(*at).map(|piece| (is_worse(piece), piece.order)));
        let is_focal = |piece: &Piece| {
            let manner =
                self.manner(piece.cells(), self.depth_of(piece, piece.minutes, warmed, division));
            let entry = manner.and_then(|manner| self.knowledge.modality(&manner.modality));
            entry.is_some_and(|entry| entry.focal)
        };
        let focal: Vec<bool> = work.pieces.iter().map(is_focal).collect();
        let is_focal = |at: usize| focal.get(at).copied().unwrap_or(false);
        let mut carried = 0;
        for &at in &order {
            let Some(piece) = work.pieces.get_mut(at).filter(|piece| !piece.is_other_side) else {
                continue;
            };
            piece.minutes += carried;
            carried = 0;
            let over = piece.minutes.saturating_sub(limits.max_focal);
            let splits = division == Division::All && over >= limits.min_focus;
            if is_focal(at) && over > 0 && !splits {
                piece.minutes = limits.max_focal;
                carried = over;
            }
        }
        if carried == 0 {
            return;
        }
        // Nothing comes after the last: the first area that can take it does.
        let taker = order.iter().find(|at| {
            let piece = work.pieces.get(**at);
            !is_focal(**at) && piece.is_some_and(|piece| !piece.is_other_side)
        });
        if let Some(piece) = taker.and_then(|at| work.pieces.get_mut(*at)) {
            piece.minutes += carried;
        } else if work.whole_body > 0 {
            work.whole_body += carried;
        } else if let Some(piece) = order.last().and_then(|at| work.pieces.get_mut(*at)) {
            piece.minutes += carried;
        }
    }

    pub(super) fn whole_body_regions(&self) -> Vec<usize> {
        let regions = self.knowledge.tables().regions.iter().enumerate();
        regions.filter(|(_, region)| region.whole_body).map(|(at, _)| at).collect()
    }

    fn tasks(
        &self,
        work: &BodyWork,
        budget: &Budget,
        positions: &[Position],
        whole_body: &[usize],
        division: Division,
    ) -> Vec<Block> {
        let mut blocks: Vec<Block> = positions
            .iter()
            .map(|position| Block { position: *position, tasks: Vec::new() })
            .collect();
        let mut pieces: Vec<&Piece> = work.pieces.iter().collect();
        // Both sides: all of the less painful one first. The light step on the other side comes
        // before the buttock and leg that hurt.
        let rank = |piece: &Piece| match piece.side.single() {
            _ if self.sides.len() < 2 => 0,
            Some(side) if side != self.worse => 0,
            Some(_) => 1,
            None => usize::from(self.low_back_last(piece)) * 2,
        };
        pieces.sort_by_key(|piece| (rank(piece), piece.order, !piece.is_other_side));
        for piece in pieces {
            let last = blocks.len().saturating_sub(1);
            let can = |block: &Block| {
                let reached = reached_cells(self.knowledge, block.position);
                piece.cells().without(reached).is_empty()
            };
            let at = if self.low_back_last(piece) && blocks.get(last).is_some_and(can) {
                Some(last)
            } else {
                blocks.iter().position(can)
            };
            let tasks = self.manners(piece, budget.warm_up > 0, division);
            if let Some(block) = at.and_then(|at| blocks.get_mut(at)) {
                block.tasks.extend(tasks);
            }
        }
        let left = work.whole_body;
        let longest = self.knowledge.session().limits.max_whole_body_step;
        let steps = left.div_ceil(longest.max(1)).max(1);
        let manner = (left > 0)
            .then(|| self.manner(cells_of(whole_body, Side::Both), Depth::Calm))
            .flatten();
        if let (Some(manner), Some(block)) = (manner, blocks.last_mut()) {
            for part in apportion(left, &vec![1; usize::from(steps)]) {
                block.tasks.push(TaskStep {
                    area: None,
                    regions: whole_body.to_vec(),
                    side: Side::Both,
                    minutes: part,
                    manner: manner.clone(),
                    light: Light::WholeBody,
                });
            }
        }
        blocks
    }

    /// What a piece, or a part of it, is worked for.
    fn depth_of(&self, piece: &Piece, minutes: u16, warmed: bool, division: Division) -> Depth {
        if piece.is_other_side || !warmed {
            return Depth::Light;
        }
        let areas = &self.knowledge.tables().areas;
        let is_back = areas.get(piece.area).is_some_and(|area| area.both_sides);
        let is_firm = match division {
            Division::All | Division::FirmOnly => true,
            Division::FirmAwayFromBack => !is_back,
            Division::None => false,
        };
        if is_firm { self.depth_for(minutes) } else { Depth::Usual }
    }

    /// Whether an area that is worked on both sides comes after the others in the protocol.
    pub(super) fn low_back_last(&self, piece: &Piece) -> bool {
        piece.side == Side::Both && piece.order + 1 == self.protocol.areas.len()
    }

    /// How some places are worked.
    pub(in crate::planner) fn manner(&self, cells: Cells, depth: Depth) -> Option<Manner> {
        choose(self.assessment, self.protocol, cells, depth)
    }

    /// How a piece is worked: one step, or two where regions differ or firm work would last too
    /// long.
    fn manners(&self, piece: &Piece, warmed: bool, division: Division) -> Vec<TaskStep> {
        let limits = &self.knowledge.session().limits;
        let mut tasks = Vec::new();
        let parts = if piece.is_other_side {
            vec![(piece.regions.clone(), piece.minutes)]
        } else {
            split_regions(self.assessment, piece)
        };
        for (regions, minutes) in parts {
            let cells = cells_of(&regions, piece.side);
            let task = |minutes: u16, manner: Manner| TaskStep {
                area: Some(piece.area),
                regions: regions.clone(),
                side: piece.side,
                minutes,
                manner,
                light: if piece.is_other_side { Light::OtherSide } else { Light::No },
            };
            let depth = self.depth_of(piece, minutes, warmed, division);
            let Some(manner) = self.manner(cells, depth) else {
                continue;
            };
            let entry = self.knowledge.modality(&manner.modality);
            let is_focal = entry.is_some_and(|entry| entry.focal);
            let is_firm = manner.level >= limits.firm_level;
            // Firm work is prepared by lighter work on the place, and both firm work and work on
            // spots have their time; broader work before them takes the rest.
            let broad = if is_firm {
                limits.before_firm.max(minutes.saturating_sub(limits.max_firm))
            } else if is_focal && minutes > limits.max_focal {
                limits.min_focus.max(minutes - limits.max_focal)
            } else {
                0
            };
            let first = if broad > 0 { self.manner(cells, Depth::Broad) } else { None };
            match first {
                None => tasks.push(task(minutes, manner)),
                Some(first) if minutes < broad + limits.min_focus => {
                    tasks.push(task(minutes, first));
                }
                Some(first) => {
                    tasks.push(task(broad, first));
                    tasks.push(task(minutes - broad, manner));
                }
            }
        }
        tasks
    }
}

/// Which work is divided into a broad step and the step that it prepares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Division {
    /// Firm work, and work on spots that is too long by itself.
    All,
    /// Firm work; work on spots stays in one step.
    FirmOnly,
    /// Firm work, but not at the back, which has two steps already.
    FirmAwayFromBack,
    /// None: there is no firm work then.
    None,
}

fn count(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.tasks.len()).sum()
}
