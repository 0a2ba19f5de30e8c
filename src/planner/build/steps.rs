//! The steps of a session, put in order: the frame around the work, packs beside it, positions.
//!
//! Order comes first here, minutes and manners come from the files beside this one. The hard
//! ordering rules O1 to O8 hold by the way in which steps are laid down: check-in, then for each
//! position warm-up, work and stretches, then rest, re-test, cold, home care.

use crate::knowledge::schema::Protocol;
use crate::knowledge::{Cell, Cells, Knowledge};
use crate::model::{Laterality, Minutes, Phase, Position, Side, Step, Text};
use crate::planner::Assessment;
use crate::planner::assess::{is_workable, target_cells};

use super::budget::Budget;
use super::wishes::Wishes;
use super::{advice, packs, posture, wording};

/// Steps and the booked minutes that they leave.
#[derive(Debug, Default)]
pub(super) struct Drafted {
    pub steps: Vec<Step>,
    pub unused: u16,
}

/// Lays down steps under what the answers leave open.
pub(in crate::planner) struct Drafter<'a, 'k> {
    pub assessment: &'a Assessment<'k>,
    pub knowledge: &'k Knowledge,
    pub protocol: &'a Protocol,
    pub wishes: Wishes<'k>,
    pub steps: Vec<Step>,
    /// The painful sides, the less painful first.
    pub sides: Vec<Laterality>,
    /// The side that counts where one has to be chosen.
    pub worse: Laterality,
}

/// Drafts the steps, and adds what has to be said about them to the notes.
pub(super) fn draft(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    notes: &mut Vec<Text>,
) -> Drafted {
    let mut drafter = Drafter::new(assessment, protocol);
    let unused = drafter.run(notes);
    notes.extend(drafter.wishes.remarks());
    Drafted { steps: drafter.steps, unused }
}

impl<'a, 'k> Drafter<'a, 'k> {
    /// A drafter that has laid down nothing yet.
    pub fn new(assessment: &'a Assessment<'k>, protocol: &'a Protocol) -> Self {
        let intake = assessment.facts.intake();
        let worse = intake.side.single().or(intake.worse_side).unwrap_or(Laterality::Right);
        let sides = match intake.side {
            Side::Both => vec![worse.other(), worse],
            Side::Left | Side::Right => vec![worse],
        };
        let knowledge = assessment.facts.knowledge;
        Self {
            assessment,
            knowledge,
            protocol,
            wishes: Wishes::new(knowledge, intake.preferences.as_ref()),
            steps: Vec::new(),
            sides,
            worse,
        }
    }
}

impl Drafter<'_, '_> {
    pub(super) fn run(&mut self, notes: &mut Vec<Text>) -> u16 {
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
        wording::write(self.assessment, self.protocol, &mut self.steps);
        if budget.unused > 0 {
            notes.push(advice::unused(self.assessment, budget.unused));
        }
        budget.unused
    }

    /// Those of some places that hands may work.
    pub fn workable(&self, cells: Cells) -> Cells {
        let open =
            |cell: &Cell| is_workable(&self.assessment.facts, &self.assessment.limits, *cell);
        cells.iter().filter(open).collect()
    }

    /// Rest in the easiest position, the painful side up, unless that is one turn too many.
    pub fn rest(&mut self, minutes: u16) {
        if minutes == 0 {
            return;
        }
        let current = self.steps.last().map_or(Position::Standing, |step| step.position);
        let allowed = self.protocol.turns + u16::from(self.sides.len() > 1);
        let mut choices = vec![current];
        choices.retain(|position| position.upper_side() != Some(self.worse.other()));
        if !current.is_lying() || turns(&self.steps) < usize::from(allowed) {
            choices.insert(0, Position::side_lying_with_up(self.worse));
        }
        choices.extend(posture::by_ease(self.assessment, self.worse));
        let position = posture::first_open(self.assessment, &choices, Cells::NONE, &self.wishes);
        self.push(Phase::Rest, &[], None, position.unwrap_or(current), minutes, |_| {});
    }

    /// Check-in or re-test, on the feet where that is open.
    pub fn talk(&mut self, phase: Phase, minutes: u16) {
        let mut choices = vec![Position::Standing, Position::Seated];
        choices.extend(posture::by_ease(self.assessment, self.worse));
        let position = posture::first_open(self.assessment, &choices, Cells::NONE, &self.wishes);
        let position = position.unwrap_or(Position::Standing);
        self.push(phase, &[], None, position, minutes, |_| {});
    }

    /// Home care, with a cold pack beside it where one is due.
    pub fn close(&mut self, minutes: u16, cold: Option<packs::Pack>) {
        let limits = &self.knowledge.session().limits;
        let under = cold.as_ref().map_or(Cells::NONE, packs::Pack::cells);
        let lying = self.steps.iter().rev().map(|step| step.position).find(|p| p.is_lying());
        let mut choices = vec![Position::Seated];
        if cold.is_none() {
            choices.push(Position::Standing);
        }
        choices.extend(lying);
        choices.extend(posture::by_ease(self.assessment, self.worse));
        let position = posture::first_open(self.assessment, &choices, under, &self.wishes);
        let cold = cold.filter(|_| position.is_some() && minutes >= limits.min_pack);
        let position = position
            .or_else(|| posture::first_open(self.assessment, &choices, Cells::NONE, &self.wishes))
            .unwrap_or(Position::Standing);
        if let Some(pack) = &cold {
            self.pack(Phase::Cold, pack, position, minutes.min(limits.max_cold));
            let beside = self.steps.len();
            if let Some(step) = self.steps.last_mut() {
                step.beside = vec![beside];
            }
        }
        self.push(Phase::HomeCare, &[], None, position, minutes, |_| {});
    }

    /// A pack; the steps beside it are filled in by places now and by numbers later.
    pub(super) fn pack(
        &mut self,
        phase: Phase,
        pack: &packs::Pack,
        position: Position,
        minutes: u16,
    ) {
        self.push(phase, &pack.regions, Some(pack.side), position, minutes, |step| {
            step.counted = false;
        });
    }

    /// Lays down a step; its words are written when all of them lie there.
    pub(super) fn push(
        &mut self,
        phase: Phase,
        regions: &[usize],
        side: Option<Side>,
        position: Position,
        minutes: u16,
        rest: impl FnOnce(&mut Step),
    ) {
        let ids = regions.iter().filter_map(|at| Some(self.knowledge.region_at(*at)?.id.clone()));
        let mut step = Step::blank(phase, position, Minutes::clamped(minutes));
        step.regions = ids.collect();
        step.side = side;
        step.supports = wording::supports(self.assessment, position);
        rest(&mut step);
        self.steps.push(step);
    }

    /// Numbers the steps, those beside packs too, which had places until now.
    pub(super) fn number(&mut self) {
        for (at, step) in self.steps.iter_mut().enumerate() {
            step.number = at + 1;
            step.beside.iter_mut().for_each(|place| *place += 1);
        }
    }
}

/// Turns on the table so far; sitting and standing don't count.
fn turns(steps: &[Step]) -> usize {
    let lying: Vec<Position> =
        steps.iter().map(|step| step.position).filter(|position| position.is_lying()).collect();
    lying.windows(2).filter(|pair| pair.first() != pair.last()).count()
}
