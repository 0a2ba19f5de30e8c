//! The steps of a session, put in order: the frame around the work, packs beside it, positions.
//!
//! Order comes first here, minutes and manners come from the files beside this one. The hard
//! ordering rules O1 to O8 hold by the way in which steps are laid down: check-in, then for each
//! position warm-up, work and stretches, then rest, re-test, cold, home care.

use crate::knowledge::schema::Protocol;
use crate::knowledge::{Cell, Cells, Knowledge};
use crate::model::{Laterality, Minutes, Phase, Position, Side, Step, Text};
use crate::planner::assess::{is_workable, target_cells};
use crate::planner::{Assessment, fill, reached_cells};

use super::budget::{Budget, apportion};
use super::pieces::{Frame, Piece, Work, cells_of, split_regions};
use super::stretches::Place;
use super::wishes::Wishes;
use super::words::{Words, phrase_of, steps_phrase};
use super::work::{Depth, Manner, choose, is_open};
use super::{advice, packs, posture, stretches};

/// Steps and the booked minutes that they leave.
#[derive(Debug, Default)]
pub(super) struct Drafted {
    pub steps: Vec<Step>,
    pub unused: u16,
}

/// Focus work of one step.
#[derive(Debug, Clone)]
struct Task {
    /// The area's place in the vocabulary; none for the whole body.
    area: Option<usize>,
    regions: Vec<usize>,
    side: Side,
    minutes: u16,
    manner: Manner,
    light: Light,
}

/// Why a step is a light one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Light {
    No,
    OtherSide,
    WholeBody,
}

impl Task {
    fn cells(&self) -> Cells {
        cells_of(&self.regions, self.side)
    }
}

/// What is done in one position.
#[derive(Debug)]
struct Block {
    position: Position,
    tasks: Vec<Task>,
}

struct Drafter<'a, 'k> {
    assessment: &'a Assessment<'k>,
    knowledge: &'k Knowledge,
    protocol: &'a Protocol,
    wishes: Wishes<'k>,
    steps: Vec<Step>,
    /// The painful sides, the less painful first.
    sides: Vec<Laterality>,
    /// The side that counts where one has to be chosen.
    worse: Laterality,
}

/// Drafts the steps, and adds what has to be said about them to the notes.
pub(super) fn draft(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    notes: &mut Vec<Text>,
) -> Drafted {
    let intake = assessment.facts.intake();
    let worse = intake.side.single().or(intake.worse_side).unwrap_or(Laterality::Right);
    let sides = match intake.side {
        Side::Both => vec![worse.other(), worse],
        Side::Left | Side::Right => vec![worse],
    };
    let knowledge = assessment.facts.knowledge;
    let mut drafter = Drafter {
        assessment,
        knowledge,
        protocol,
        wishes: Wishes::new(knowledge, intake.preferences.as_ref()),
        steps: Vec::new(),
        sides,
        worse,
    };
    let unused = drafter.run(notes);
    notes.extend(drafter.wishes.remarks());
    Drafted { steps: drafter.steps, unused }
}

impl Drafter<'_, '_> {
    fn run(&mut self, notes: &mut Vec<Text>) -> u16 {
        let session = self.knowledge.session();
        let booked = self.assessment.facts.intake().minutes.get();
        let mut budget = Budget::of(session, booked);
        let cold = packs::cold_target(self.assessment, self.worse)
            .filter(|_| booked >= session.limits.cold_from);
        if cold.is_some() {
            budget.lengthen_home_care(session);
        }
        budget.limit_hands_on(session, &self.assessment.limits.hands_on);

        let target = self.workable(target_cells(&self.assessment.facts));
        let positions = posture::work_positions(
            self.assessment,
            self.protocol,
            &self.sides,
            target,
            &self.wishes,
        );
        self.talk(Phase::CheckIn, budget.check_in);
        let blocks = self.blocks(&budget, booked, &positions);
        self.work_and_stretch(&mut budget, blocks, notes);
        self.rest(budget.rest);
        self.talk(Phase::ReTest, budget.re_test);
        self.close(budget.home_care, cold);
        self.number();
        self.pauses();
        if budget.unused > 0 {
            let words = [
                ("unused", budget.unused.to_string()),
                ("booking", (booked - budget.unused).to_string()),
            ];
            let words: Vec<(&str, &str)> =
                words.iter().map(|(name, word)| (*name, word.as_str())).collect();
            let said = &session.texts.unused;
            notes.push(Text { text: fill(&said.text, &words), sources: said.sources.clone() });
        }
        budget.unused
    }

    fn workable(&self, cells: Cells) -> Cells {
        let open =
            |cell: &Cell| is_workable(&self.assessment.facts, &self.assessment.limits, *cell);
        cells.iter().filter(open).collect()
    }

    /// Focus work, grouped by the position that it is done in.
    fn blocks(&self, budget: &Budget, booked: u16, positions: &[Position]) -> Vec<Block> {
        let limits = &self.knowledge.session().limits;
        let reach = |position: &Position| reached_cells(self.knowledge, *position);
        let reached = positions.iter().map(reach).fold(Cells::NONE, Cells::union);
        let whole_body = self.whole_body_regions();
        let frame = Frame {
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
        let mut blocks = self.tasks(&work, budget, positions, &whole_body);
        while count(&blocks) > most && work.pieces.len() > 1 {
            frame.merge_smallest(&mut work);
            blocks = self.tasks(&work, budget, positions, &whole_body);
        }
        blocks
    }

    fn whole_body_regions(&self) -> Vec<usize> {
        let regions = self.knowledge.tables().regions.iter().enumerate();
        regions.filter(|(_, region)| region.whole_body).map(|(at, _)| at).collect()
    }

    fn tasks(
        &self,
        work: &Work,
        budget: &Budget,
        positions: &[Position],
        whole_body: &[usize],
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
            let tasks = self.manners(piece, budget.warm_up > 0);
            if let Some(block) = at.and_then(|at| blocks.get_mut(at)) {
                block.tasks.extend(tasks);
            }
        }
        let left = work.whole_body;
        let longest = self.knowledge.session().limits.max_whole_body_step;
        let steps = left.div_ceil(longest.max(1)).max(1);
        let manner = (left > 0)
            .then(|| self.manner(cells_of(whole_body, Side::Both), Depth::Light))
            .flatten();
        if let (Some(manner), Some(block)) = (manner, blocks.last_mut()) {
            for part in apportion(left, &vec![1; usize::from(steps)]) {
                block.tasks.push(Task {
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

    /// Whether an area that is worked on both sides comes after the others in the protocol.
    fn low_back_last(&self, piece: &Piece) -> bool {
        piece.side == Side::Both && piece.order + 1 == self.protocol.areas.len()
    }

    fn manner(&self, cells: Cells, depth: Depth) -> Option<Manner> {
        choose(self.assessment, self.protocol, cells, depth, &self.wishes)
    }

    /// How a piece is worked: one step, or two where regions differ or firm work would last too
    /// long.
    fn manners(&self, piece: &Piece, warmed: bool) -> Vec<Task> {
        let limits = &self.knowledge.session().limits;
        let mut tasks = Vec::new();
        let parts = if piece.is_other_side {
            vec![(piece.regions.clone(), piece.minutes)]
        } else {
            split_regions(self.assessment, piece)
        };
        for (regions, minutes) in parts {
            let cells = cells_of(&regions, piece.side);
            let task = |minutes: u16, manner: Manner| Task {
                area: Some(piece.area),
                regions: regions.clone(),
                side: piece.side,
                minutes,
                manner,
                light: if piece.is_other_side { Light::OtherSide } else { Light::No },
            };
            let depth = if piece.is_other_side || !warmed { Depth::Light } else { Depth::Firm };
            let Some(manner) = self.manner(cells, depth) else {
                continue;
            };
            let is_focal = self.knowledge.modality(&manner.modality).is_some_and(|m| m.focal);
            let is_firm = manner.level >= limits.firm_level;
            if minutes <= limits.max_firm || !(is_firm || is_focal) {
                tasks.push(task(minutes, manner));
                continue;
            }
            // Firm work and pressing on spots have their time; broader work takes the rest, after
            // the firm and before the focal.
            let intense = limits.max_firm.min(minutes - limits.min_focus);
            let depth = if is_firm { Depth::Usual } else { Depth::Broad };
            match self.manner(cells, depth) {
                Some(broad) if is_firm => {
                    tasks.push(task(intense, manner));
                    tasks.push(task(minutes - intense, broad));
                }
                Some(broad) => {
                    tasks.push(task(minutes - intense, broad));
                    tasks.push(task(intense, manner));
                }
                None => tasks.push(task(minutes, manner)),
            }
        }
        tasks
    }

    /// Warm-up, work and stretches, position by position.
    fn work_and_stretch(
        &mut self,
        budget: &mut Budget,
        mut blocks: Vec<Block>,
        notes: &mut Vec<Text>,
    ) {
        let limits = &self.knowledge.session().limits;
        blocks.retain(|block| !block.tasks.is_empty());
        if blocks.is_empty() {
            let fallback = posture::by_ease(self.assessment, self.worse);
            let position =
                posture::first_open(self.assessment, &fallback, Cells::NONE, &self.wishes);
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
        let stretch = parts(budget.stretch);
        let mut warm_up = parts(budget.warm_up);
        if warm_up.first() == Some(&0) {
            // Too short to be shared: it opens the work.
            warm_up.reverse();
        }
        let mut warmed_with_pack = false;
        let mut wanted_pack = false;
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
            let whole_body: Vec<Task> = if is_last {
                tasks.extract_if(.., |task| task.light == Light::WholeBody).collect()
            } else {
                Vec::new()
            };
            let pack = packs::heat_target(self.assessment, position, self.worse)
                .filter(|_| self.wishes.heat() && !warmed_with_pack);
            wanted_pack |= pack.is_some();
            let minutes = warm_up.get(at).copied().unwrap_or(0);
            warmed_with_pack |= self.block(position, minutes, tasks, pack.as_ref());
            let side = self.stretch_side(position, turned);
            let minutes = stretch.get(at).copied().unwrap_or(0);
            let place = self.stretch_place(position, side, later, is_last);
            for task in whole_body {
                let reached = reached_cells(self.knowledge, place.position);
                let there = task.cells().without(reached).is_empty();
                self.focus(if there { place.position } else { position }, &task);
            }
            if minutes > 0 && !self.stretch(place, minutes, turned) {
                budget.rest += minutes;
            }
        }
        if wanted_pack && !warmed_with_pack {
            notes.push(advice::text(&self.knowledge.session().texts.no_heat));
        }
    }

    /// One position: warmth where it fits, warm-up, focus work. Says whether a warm pack lay.
    fn block(
        &mut self,
        position: Position,
        warm_up: u16,
        tasks: Vec<Task>,
        pack: Option<&packs::Pack>,
    ) -> bool {
        let limits = &self.knowledge.session().limits;
        let clear = pack.map(|pack| packs::kept_clear(self.assessment, pack));
        let clear = clear.unwrap_or(Cells::NONE);
        let regions = self.warm_up_regions(position, &tasks, clear);
        let has_warm_up = warm_up > 0 && !regions.is_empty();
        // What lies beside the pack comes first until it has lain long enough.
        let longest = packs::longest_heat(self.assessment, self.protocol);
        let mut beside = if has_warm_up { warm_up } else { 0 };
        let mut first: Vec<Task> = Vec::new();
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
        let pack = pack.filter(|_| beside >= limits.min_pack);
        let (first, rest, regions) = match pack {
            Some(_) => (first, rest, regions),
            // Without the pack nothing has to wait, and the warm-up covers what it would.
            None => (Vec::new(), tasks, self.warm_up_regions(position, &[], Cells::NONE)),
        };
        let mut regions = regions;
        if pack.is_none() {
            regions = self.warm_up_regions(position, &rest, Cells::NONE);
        }
        let heat_at = self.steps.len();
        if let Some(pack) = pack {
            let minutes = beside.min(longest);
            self.pack(Phase::Heat, pack, position, minutes);
        }
        let start = self.steps.len();
        if warm_up > 0 {
            self.warm_up(position, warm_up, &regions);
        }
        for task in &first {
            self.focus(position, task);
        }
        let lying: Vec<usize> = (start..self.steps.len()).collect();
        if let Some(step) = self.steps.get_mut(heat_at).filter(|step| step.phase == Phase::Heat) {
            step.beside = lying;
        }
        for task in &rest {
            self.focus(position, task);
        }
        pack.is_some()
    }

    /// The regions that the warm-up covers: those worked in the position, as far as broad strokes
    /// are open there and no pack lies on them.
    fn warm_up_regions(&self, position: Position, tasks: &[Task], clear: Cells) -> Vec<usize> {
        let side = self.warm_up_side(position);
        let reached = reached_cells(self.knowledge, position);
        let mut regions: Vec<usize> = tasks
            .iter()
            .filter(|task| task.light == Light::No)
            .flat_map(|task| task.regions.iter().copied())
            .collect();
        regions.sort_unstable();
        regions.dedup();
        let open = |region: &usize| {
            let cells = Cells::of(*region, side);
            cells.without(reached).is_empty()
                && !cells.meets(clear)
                && self.warm_up_modality(cells).is_some()
        };
        regions.retain(open);
        regions
    }

    fn warm_up_side(&self, position: Position) -> Side {
        match (position.upper_side(), self.assessment.facts.intake().side) {
            (Some(upper), Side::Both) => Side::from(upper),
            (_, side) => side,
        }
    }

    fn warm_up_modality(&self, cells: Cells) -> Option<crate::model::ModalityId> {
        let all = self.knowledge.tables().modalities.iter().filter(|modality| modality.warm_up);
        let mut choices: Vec<_> = all.map(|modality| &modality.id).collect();
        choices.sort_by_key(|id| **id != self.protocol.warm_up);
        let open = |id: &&&crate::model::ModalityId| is_open(self.assessment, cells, id);
        let welcome = choices
            .iter()
            .filter(open)
            .find(|id| self.wishes.welcomes(id, crate::model::Pressure::MIN));
        welcome.or_else(|| choices.iter().find(open)).map(|id| (*id).clone())
    }

    fn warm_up(&mut self, position: Position, minutes: u16, regions: &[usize]) {
        let limits = &self.knowledge.session().limits;
        let mut side = self.warm_up_side(position);
        let mut regions = regions.to_vec();
        if regions.is_empty() {
            // Everything that is worked lies under the pack or is closed to broad strokes on that
            // side: calm strokes over the rest of the body open the session.
            regions = self.whole_body_regions();
            side = Side::Both;
        }
        let cells = cells_of(&regions, side);
        let Some(modality) = self.warm_up_modality(cells) else {
            return self.add_to_last_talk(minutes);
        };
        let cap = super::work::cap(self.assessment, cells).unwrap_or(crate::model::Pressure::MIN);
        let level = self.wishes.ease(cap.min(limits.max_warm_up));
        let texts = &self.knowledge.session().texts;
        let mut words = Words::default();
        words.say_sourced(&self.protocol.warm_up_text);
        words.say(&texts.warm_up.instructions);
        words.say_sourced(&texts.comfort);
        words.because(&texts.warm_up.why);
        words.cite(&texts.warm_up.sources);
        self.push(Phase::WarmUp, &regions, Some(side), position, minutes, words, |step| {
            step.modality = Some(modality);
            step.pressure = Some(level);
        });
    }

    /// Minutes that no hands may use lengthen the check-in.
    fn add_to_last_talk(&mut self, minutes: u16) {
        if let Some(step) = self.steps.first_mut() {
            step.minutes = Minutes::clamped(step.minutes.get() + minutes);
        }
    }

    fn focus(&mut self, position: Position, task: &Task) {
        let texts = &self.knowledge.session().texts;
        let mut words = Words::default();
        match task.light {
            Light::No => {}
            Light::OtherSide => words.say(&texts.other_side.instructions),
            Light::WholeBody => words.say(&texts.whole_body.instructions),
        }
        if let Some(modality) = self.knowledge.modality(&task.manner.modality) {
            words.say_sourced(&modality.dose);
        }
        for region in task.regions.iter().filter_map(|at| self.knowledge.region_at(*at)) {
            words.say_sourced(&region.guidance);
            let limits = self.protocol.limits(&region.id);
            if let Some(guidance) = limits.and_then(|limits| limits.guidance.as_ref())
                && task.light == Light::No
            {
                words.say_sourced(guidance);
            }
        }
        words.say_sourced(&texts.comfort);
        match task.light {
            Light::No => {
                for region in task.regions.iter().filter_map(|at| self.knowledge.region_at(*at)) {
                    words.because(&region.why.text);
                    words.cite(&region.why.sources);
                }
            }
            Light::OtherSide => {
                words.because(&texts.other_side.why);
                words.cite(&texts.other_side.sources);
            }
            Light::WholeBody => {
                words.because(&texts.whole_body.why);
                words.cite(&texts.whole_body.sources);
            }
        }
        let manner = task.manner.clone();
        self.push(
            Phase::Focus,
            &task.regions,
            Some(task.side),
            position,
            task.minutes,
            words,
            |step| {
                step.modality = Some(manner.modality);
                step.pressure = Some(manner.level);
            },
        );
    }

    fn stretch_side(&self, position: Position, turned: usize) -> Side {
        match position.upper_side() {
            Some(upper) if turned > 1 => Side::from(upper),
            Some(_) | None => self.assessment.facts.intake().side,
        }
    }

    /// Where to stretch: the working position, unless another one opens more techniques. The
    /// painful side is stretched before the client turns onto it.
    fn stretch_place(&self, working: Position, side: Side, later: Cells, is_last: bool) -> Place {
        let mut choices = vec![working];
        if is_last {
            let up = side.single().unwrap_or(self.worse);
            choices.extend(self.protocol.stretch_positions.iter().map(|choice| choice.with_up(up)));
            choices.extend(posture::by_ease(self.assessment, up));
        }
        let mut best = (0, Place { position: working, side, later });
        for position in choices {
            if self.assessment.limits.position_closed(position).is_some() {
                continue;
            }
            // Where a technique is closed on one of two sides, the other side is still stretched.
            let narrower: &[Side] = match side {
                Side::Both => &[Side::Both, Side::Left, Side::Right],
                Side::Left => &[Side::Left],
                Side::Right => &[Side::Right],
            };
            for side in narrower {
                let place = Place { position, side: *side, later };
                let listed = stretches::count(self.assessment, self.protocol, place);
                let easy = stretches::choose(self.assessment, self.protocol, place, 1).len();
                let welcome = usize::from(self.wishes.welcomes_position(position));
                let score = listed.min(3) * 8 * (1 + 3 * welcome) + easy * (1 + welcome);
                if score > best.0 {
                    best = (score, place);
                }
            }
        }
        best.1
    }

    /// Adds the stretches; says no where every one is closed.
    fn stretch(&mut self, place: Place, minutes: u16, turned: usize) -> bool {
        let each = if place.side == Side::Both && turned < 2 { 3 } else { 2 };
        let most = usize::from((minutes / each).clamp(1, 4));
        let assessment = self.assessment;
        let chosen = stretches::choose(assessment, self.protocol, place, most);
        if chosen.is_empty() {
            return false;
        }
        let texts = &self.knowledge.session().texts.stretch;
        let mut words = Words::default();
        let mut regions = Vec::new();
        for entry in &chosen {
            words.say(&format!("{}: {}", entry.technique.name, entry.dose));
            words.cite(&entry.technique.dose.sources);
            let pulled = entry.technique.pulls.iter();
            regions.extend(pulled.filter_map(|id| self.knowledge.region_index(id)));
        }
        words.say(&texts.instructions);
        words.because(&texts.why);
        words.cite(&texts.sources);
        regions.sort_unstable();
        regions.dedup();
        let ids = chosen.iter().map(|entry| entry.technique.id.clone()).collect();
        self.wishes.used_position(place.position);
        self.push(
            Phase::Stretch,
            &regions,
            Some(place.side),
            place.position,
            minutes,
            words,
            |step| step.techniques = ids,
        );
        true
    }

    /// Rest in the easiest position, the painful side up, unless that is one turn too many.
    fn rest(&mut self, minutes: u16) {
        if minutes == 0 {
            return;
        }
        let current = self.steps.last().map_or(Position::Standing, |step| step.position);
        let allowed = self.protocol.turns + u16::from(self.sides.len() > 1);
        let mut choices = vec![current];
        if !current.is_lying() || turns(&self.steps) < usize::from(allowed) {
            choices.insert(0, Position::side_lying_with_up(self.worse));
        }
        choices.extend(posture::by_ease(self.assessment, self.worse));
        let position = posture::first_open(self.assessment, &choices, Cells::NONE, &self.wishes);
        let words = Words::of(&self.knowledge.session().texts.rest);
        self.push(Phase::Rest, &[], None, position.unwrap_or(current), minutes, words, |_| {});
    }

    /// Check-in or re-test, on the feet where that is open.
    fn talk(&mut self, phase: Phase, minutes: u16) {
        let mut choices = vec![Position::Standing, Position::Seated];
        choices.extend(posture::by_ease(self.assessment, self.worse));
        let position = posture::first_open(self.assessment, &choices, Cells::NONE, &self.wishes);
        let texts = &self.knowledge.session().texts;
        let heading = if phase == Phase::CheckIn { &texts.check_in } else { &texts.re_test };
        let words = Words::of(heading);
        let position = position.unwrap_or(Position::Standing);
        self.push(phase, &[], None, position, minutes, words, |_| {});
    }

    /// Home care, with a cold pack beside it where one is due.
    fn close(&mut self, minutes: u16, cold: Option<packs::Pack>) {
        let limits = &self.knowledge.session().limits;
        let under = cold.as_ref().map_or(Cells::NONE, packs::Pack::cells);
        let lying = self.steps.iter().rev().map(|step| step.position).find(|p| p.is_lying());
        let mut choices = vec![Position::Seated];
        choices.extend(lying);
        choices.extend(posture::by_ease(self.assessment, self.worse));
        let position = posture::first_open(self.assessment, &choices, under, &self.wishes);
        let cold = cold.filter(|_| position.is_some() && minutes >= limits.min_pack);
        let position = position.unwrap_or(Position::Standing);
        if let Some(pack) = &cold {
            self.pack(Phase::Cold, pack, position, minutes.min(limits.max_cold));
            let beside = self.steps.len();
            if let Some(step) = self.steps.last_mut() {
                step.beside = vec![beside];
            }
        }
        let words = Words::of(&self.knowledge.session().texts.home_care);
        self.push(Phase::HomeCare, &[], None, position, minutes, words, |_| {});
    }

    /// A pack; the steps beside it are filled in by places now and by numbers later.
    fn pack(&mut self, phase: Phase, pack: &packs::Pack, position: Position, minutes: u16) {
        let texts = &self.knowledge.session().texts;
        let words = Words::of(if phase == Phase::Heat { &texts.heat } else { &texts.cold });
        self.push(phase, &pack.regions, Some(pack.side), position, minutes, words, |step| {
            step.counted = false;
        });
    }

    #[expect(clippy::too_many_arguments, reason = "a row of the plan has that many columns")]
    fn push(
        &mut self,
        phase: Phase,
        regions: &[usize],
        side: Option<Side>,
        position: Position,
        minutes: u16,
        words: Words,
        rest: impl FnOnce(&mut Step),
    ) {
        let ids = regions.iter().filter_map(|at| Some(self.knowledge.region_at(*at)?.id.clone()));
        let mut step = Step {
            number: 0,
            phase,
            regions: ids.collect(),
            side,
            modality: None,
            pressure: None,
            position,
            minutes: Minutes::clamped(minutes),
            counted: true,
            beside: Vec::new(),
            supports: self.supports(position),
            techniques: Vec::new(),
            instructions: words.instructions,
            why: words.why,
            cautions: Vec::new(),
            sources: words.sources,
        };
        rest(&mut step);
        self.steps.push(step);
    }

    fn supports(&self, position: Position) -> Vec<crate::model::SupportId> {
        let usual = self.knowledge.position(position).map(|entry| entry.supports.as_slice());
        let mut supports = usual.unwrap_or_default().to_vec();
        for (needing, support, _) in &self.assessment.limits.supports {
            if *needing == position && !supports.contains(support) {
                supports.push(support.clone());
            }
        }
        supports
    }

    /// Numbers the steps, and says in each pack's words what lies under it and how long.
    fn number(&mut self) {
        let knowledge = self.knowledge;
        for (at, step) in self.steps.iter_mut().enumerate() {
            step.number = at + 1;
            if step.phase.is_pack() {
                step.beside.iter_mut().for_each(|place| *place += 1);
                let regions: Vec<usize> =
                    step.regions.iter().filter_map(|id| knowledge.region_index(id)).collect();
                let words = [
                    ("regions", phrase_of(knowledge, &regions)),
                    ("steps", steps_phrase(&step.beside)),
                ];
                let words: Vec<(&str, &str)> =
                    words.iter().map(|(name, word)| (*name, word.as_str())).collect();
                step.instructions = fill(&step.instructions, &words);
            }
        }
    }

    /// Where the client lies long in one position, a step says when to pause.
    fn pauses(&mut self) {
        let limits = &self.knowledge.session().limits;
        let pause = &self.knowledge.session().texts.pause;
        let mut position = None;
        let mut minutes = 0;
        for step in self.steps.iter_mut().filter(|step| step.counted) {
            if position != Some(step.position) {
                position = Some(step.position);
                minutes = 0;
            }
            minutes += step.minutes.get();
            if step.position.is_lying() && minutes > limits.max_in_position {
                step.instructions = format!("{} {}", pause.text, step.instructions);
                minutes = step.minutes.get();
            }
        }
    }
}

fn count(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.tasks.len()).sum()
}

/// Turns on the table so far; sitting and standing don't count.
fn turns(steps: &[Step]) -> usize {
    let lying: Vec<Position> =
        steps.iter().map(|step| step.position).filter(|position| position.is_lying()).collect();
    lying.windows(2).filter(|pair| pair.first() != pair.last()).count()
}
