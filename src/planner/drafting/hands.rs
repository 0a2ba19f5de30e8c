//! What is done on the table: warmth, warm-up, focus work and stretches, position by position.
//!
//! In each position the warm pack comes first, then the warm-up, then the work, then the stretches
//! of what was worked (O2, O3, O5).

use crate::knowledge::Cells;
use crate::model::{Minutes, Phase, Position, Side, Text};
use crate::planner::reached_cells;

use super::budget::{Budget, apportion};
use super::pieces::narrower;
use super::steps::Drafter;
use super::stretches::StretchPlace;
use super::tasks::{Block, Light, TaskStep};
use super::{advice, packs, posture, stretches};

impl Drafter<'_, '_> {
    /// Warm-up, work and stretches, position by position.
    pub(super) fn work_and_stretch(
        &mut self,
        budget: &mut Budget,
        mut blocks: Vec<Block>,
        notes: &mut Vec<Text>,
    ) {
        let limits = &self.knowledge.session().limits;
        blocks.retain(|block| !block.tasks.is_empty());
        let planned: u16 =
            blocks.iter().flat_map(|block| &block.tasks).map(|task| task.minutes).sum();
        budget.rest_instead_of_focus(self.knowledge.session(), planned);
        if blocks.is_empty() {
            let fallback = posture::by_ease(self.assessment, self.worse);
            // Broad strokes alone still need a place that hands reach.
            let reached: Vec<Position> = fallback
                .into_iter()
                .filter(|at| !reached_cells(self.knowledge, *at).is_empty())
                .collect();
            let phase = Phase::WarmUp;
            let none = Cells::NONE;
            let position =
                posture::first_open(self.assessment, &reached, phase, none, &self.wishes);
            let position = position.unwrap_or(Position::Standing);
            blocks.push(Block { position, tasks: Vec::new() });
        }
        let turned = blocks.len();
        let parts = |minutes: u16| -> Vec<u16> {
            let whole = u16::try_from(turned).unwrap_or(1);
            if minutes >= limits.min_other * whole {
                apportion(minutes, &vec![1; turned])
            } else {
                let mut parts = vec![0; turned];
                if let Some(last) = parts.last_mut() {
                    *last = minutes;
                }
                parts
            }
        };
        let learnt = self.fit.stretch.clone().filter(|needs| needs.len() == turned);
        let stretch = learnt.unwrap_or_else(|| parts(budget.stretch));
        let mut warm_up = parts(budget.warm_up);
        if warm_up.first() == Some(&0) {
            // Too short to be shared: it opens the work.
            warm_up.reverse();
        }
        let mut warmed_with_pack = false;
        let mut wanted_pack = false;
        let mut worked = Cells::NONE;
        for at in 0..blocks.len() {
            let later = blocks
                .iter()
                .skip(at + 1)
                .flat_map(|block| &block.tasks)
                .fold(Cells::NONE, |cells, task| cells.union(task.cells()));
            let is_last = at + 1 == turned;
            let Some(block) = blocks.get_mut(at) else {
                break;
            };
            let position = block.position;
            let mut tasks = std::mem::take(&mut block.tasks);
            let whole_body: Vec<TaskStep> = if is_last {
                tasks.extract_if(.., |task| task.light == Light::WholeBody).collect()
            } else {
                Vec::new()
            };
            let pack = packs::heat_target(self.assessment, position, self.worse, worked);
            let would_warm = pack.is_some();
            let pack = if warmed_with_pack || self.fit.heat == Some(0) { None } else { pack };
            wanted_pack |= pack.is_some() || (self.fit.heat == Some(0) && would_warm);
            let minutes = warm_up.get(at).copied().unwrap_or(0);
            worked = tasks.iter().fold(worked, |cells, task| cells.union(task.cells()));
            warmed_with_pack |= self.block(position, minutes, tasks, pack.as_ref());
            let side = self.stretch_side(position, turned);
            let minutes = stretch.get(at).copied().unwrap_or(0);
            let place = self.stretch_place(position, side, later, is_last);
            for (at, task) in whole_body.iter().enumerate() {
                let reached = reached_cells(self.knowledge, place.position);
                let there = task.cells().without(reached).is_empty();
                // The upper back comes first, and isn't reached once the client lies on it.
                let stays = at == 0 && self.reaches_first_part(position);
                let moves = there && (!stays || self.reaches_first_part(place.position));
                self.focus(if moves { place.position } else { position }, task);
            }
            let needed = if minutes > 0 { self.stretch(place, minutes) } else { Some(0) };
            self.stretch_needs.push(needed.unwrap_or(minutes));
            if needed.is_none() {
                budget.rest_instead(self.knowledge.session(), minutes);
            }
        }
        if wanted_pack && !warmed_with_pack && self.may_warm_at_home() {
            notes.push(advice::text(&self.knowledge.session().texts.no_heat));
        }
    }

    /// Whether some advice for home that warms is open.
    fn may_warm_at_home(&self) -> bool {
        let limits = &self.assessment.limits;
        let mut warming = self.knowledge.tables().home_care.iter().filter(|item| item.warms);
        warming.any(|item| limits.home_care_closed(&item.id).is_none())
    }

    /// One position: warmth where it fits, warm-up, focus work. Says whether a warm pack lay.
    pub(super) fn block(
        &mut self,
        position: Position,
        warm_up: u16,
        tasks: Vec<TaskStep>,
        pack: Option<&packs::Pack>,
    ) -> bool {
        let limits = &self.knowledge.session().limits;
        let clear = pack.map(|pack| packs::kept_clear(self.assessment, pack));
        let clear = clear.unwrap_or(Cells::NONE);
        // What lies beside the pack comes first until it has lain long enough.
        let longest = packs::longest_heat(self.assessment, self.protocol);
        let longest = longest.min(self.fit.heat.unwrap_or(u16::MAX));
        let opening = self.warm_ups(position, &tasks, clear, warm_up);
        let mut beside: u16 = opening.iter().map(|step| step.minutes).sum();
        let mut first: Vec<TaskStep> = Vec::new();
        let mut rest = Vec::new();
        for task in tasks.iter().cloned() {
            // The two parts of the low back stay together.
            let goes_on =
                first.last().is_some_and(|last| (last.area, last.side) == (task.area, task.side));
            let is_beside = !task.cells().meets(clear) && (beside < longest || goes_on);
            if pack.is_some() && is_beside {
                beside += task.minutes;
                first.push(task);
            } else {
                rest.push(task);
            }
        }
        let pack = if beside >= limits.min_pack { pack } else { None };
        let (opening, first, rest) = if pack.is_some() {
            (opening, first, rest)
        } else {
            // Without the pack nothing has to wait, and the warm-up covers what it would.
            let opening = self.warm_ups(position, &tasks, Cells::NONE, warm_up);
            (opening, Vec::new(), tasks)
        };
        let heat_at = self.steps.len();
        if let Some(pack) = pack {
            let minutes = beside.min(longest);
            self.pack(Phase::Heat, pack, position, minutes);
        }
        let start = self.steps.len();
        let opened: u16 = opening.iter().map(|step| step.minutes).sum();
        self.add_to_check_in(warm_up.saturating_sub(opened));
        for step in opening {
            self.warm_up(position, step);
        }
        for task in &first {
            self.focus(position, task);
        }
        self.lies_beside(heat_at, start);
        for task in &rest {
            self.focus(position, task);
        }
        pack.is_some()
    }

    /// Whether hands reach the first part for general relaxation from there.
    fn reaches_first_part(&self, position: Position) -> bool {
        let mut parts = self.knowledge.session().parts.iter();
        parts.next().is_some_and(|part| part.positions.contains(&position))
    }

    /// Minutes that no hands may use lengthen the check-in.
    fn add_to_check_in(&mut self, minutes: u16) {
        if let Some(step) = self.steps.first_mut() {
            step.minutes = Minutes::clamped(step.minutes.get() + minutes);
        }
    }

    /// A warm pack lies beside the fewest of the steps after it whose minutes reach its own (A25).
    fn lies_beside(&mut self, heat: usize, start: usize) {
        let pack = self.steps.get(heat).filter(|step| step.phase == Phase::Heat);
        let Some(mut left) = pack.map(|pack| pack.minutes.get()) else { return };
        let mut beside = Vec::new();
        for (at, step) in self.steps.iter().enumerate().skip(start) {
            if left == 0 {
                break;
            }
            beside.push(at);
            left = left.saturating_sub(step.minutes.get());
        }
        if let Some(pack) = self.steps.get_mut(heat) {
            pack.beside = beside;
        }
    }

    pub(super) fn focus(&mut self, position: Position, task: &TaskStep) {
        let manner = task.manner.clone();
        self.push(Phase::Focus, &task.regions, Some(task.side), position, task.minutes, |step| {
            step.modality = Some(manner.modality);
            step.pressure = Some(manner.level);
        });
    }

    pub(super) fn stretch_side(&self, position: Position, turned: usize) -> Side {
        match position.upper_side() {
            Some(upper) if turned > 1 => Side::from(upper),
            Some(_) | None => self.assessment.facts.intake().side,
        }
    }

    /// Where to stretch: the working position, unless another one opens more techniques. The
    /// painful side is stretched before the client turns onto it.
    pub(super) fn stretch_place(
        &self,
        working: Position,
        side: Side,
        later: Cells,
        is_last: bool,
    ) -> StretchPlace {
        let mut choices = vec![working];
        if is_last {
            let up = side.single().unwrap_or(self.worse);
            choices.extend(self.protocol.stretch_positions.iter().map(|choice| choice.with_up(up)));
            choices.extend(posture::by_ease(self.assessment, up));
            // Nobody turns onto the painful side to be stretched.
            choices.retain(|position| {
                *position == working || position.upper_side() != Some(up.other())
            });
        }
        // Where a technique is closed on one of two sides, the other one is still stretched; where
        // every one is closed on the painful side, the other side moves a little.
        let mut best = (0, StretchPlace { position: working, side, later });
        for sides in [narrower(side, self.worse), vec![Side::from(self.worse.other())]] {
            if best.0 > 0 {
                break;
            }
            let places = choices.iter().flat_map(|position| {
                sides.iter().map(|side| StretchPlace { position: *position, side: *side, later })
            });
            for place in places {
                let score = self.stretch_score(place);
                if score > best.0 {
                    best = (score, place);
                }
            }
        }
        best.1
    }

    /// How well a place suits stretching: many techniques, a welcome position; 0 where none is open.
    fn stretch_score(&self, place: StretchPlace) -> usize {
        if self.assessment.limits.position_closed(place.position, Phase::Stretch).is_some() {
            return 0;
        }
        let listed = stretches::count(self.assessment, self.protocol, place);
        let easy = stretches::choose(self.assessment, self.protocol, place, 1).len();
        let welcome = usize::from(self.wishes.welcomes_position(place.position));
        listed.min(3) * 8 * (1 + 3 * welcome) + easy * (1 + welcome)
    }

    /// Adds the stretches, no longer than they take together (A52), and says how long that is;
    /// nothing where every one is closed.
    pub(super) fn stretch(&mut self, place: StretchPlace, minutes: u16) -> Option<u16> {
        let techniques = stretches::choose_for(self.assessment, self.protocol, place, minutes);
        let regions = stretches::pulled(self.knowledge, &techniques);
        if techniques.is_empty() || regions.is_empty() {
            return None;
        }
        let least = self.knowledge.session().limits.min_other;
        let needed = self.assessment.stretch_minutes(techniques.iter().copied(), place.side);
        let needed = u16::try_from(needed).unwrap_or(u16::MAX).min(minutes.max(least));
        let ids = techniques.iter().map(|technique| technique.id.clone()).collect();
        self.wishes.used_position(place.position);
        self.push(Phase::Stretch, &regions, Some(place.side), place.position, minutes, |step| {
            step.techniques = ids;
        });
        Some(needed)
    }
}
