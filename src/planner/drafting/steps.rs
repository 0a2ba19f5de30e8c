//! The steps of a session, put in order: the frame around the work, packs beside it, positions.
//!
//! Order comes first here, minutes and manners come from the files beside this one. The hard
//! ordering rules O1 to O8 hold by the way in which steps are laid down: check-in, then for each
//! position warm-up, work and stretches, then rest, re-test, home care, with cold beside one of them.

use crate::knowledge::schema::Protocol;
use crate::knowledge::words::with_side;
use crate::knowledge::{Cell, Cells, Knowledge};
use crate::model::{Laterality, Minutes, Phase, Position, Side, Step, Text};
use crate::planner::assess::{is_workable, target_cells};
use crate::planner::{Assessment, fill, reached_cells};

use super::budget::Budget;
use super::tasks::Light;
use super::wishes::Wishes;
use super::{advice, packs, posture, wording, work};

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
    /// What earlier drafts taught.
    pub(super) fit: StepFit,
    /// The minutes that the stretches of each position could use, as far as they are laid down.
    pub(super) stretch_needs: Vec<u16>,
}

/// What a draft learns from the one before it, whose minutes did not come out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StepFit {
    /// The minutes that the stretches of each position need (A52).
    pub stretch: Option<Vec<u16>>,
    /// Whether there are steps enough: work on spots then isn't followed by broader work on the
    /// same place, its spare minutes go to the next area (A51).
    pub few_steps: bool,
    /// The minutes of the warm pack before the stretches gave theirs up, 0 where it had no room: a
    /// shorter stretch, as a graver answer brings it, makes no more warmth.
    pub heat: Option<u16>,
}

/// Drafts the steps, and adds what has to be said about them to the notes.
///
/// The length of the stretches is known only when it is known where they are done, and what they
/// don't need goes to the work before them: so a draft may be made again with what it taught.
pub(super) fn draft(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    notes: &mut Vec<Text>,
) -> Drafted {
    /// Each of the two lessons may change what the other one sees, once.
    const MOST: usize = 4;
    let mut fit = StepFit::default();
    let mut drafter = Drafter::new(assessment, protocol);
    let mut said = Vec::new();
    let mut unused = 0;
    for _ in 0..MOST {
        drafter = Drafter::new(assessment, protocol);
        drafter.fit.clone_from(&fit);
        said = Vec::new();
        unused = drafter.run(&mut said);
        let learnt = drafter.lessons();
        // The length of the pack alone is no reason to begin anew.
        let is_new = (&learnt.stretch, learnt.few_steps) != (&fit.stretch, fit.few_steps);
        if !is_new {
            break;
        }
        fit = learnt;
    }
    drafter.finish();
    if unused > 0 {
        said.push(advice::unused(assessment, unused));
    }
    notes.extend(said);
    notes.extend(drafter.variations());
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
            fit: StepFit::default(),
            stretch_needs: Vec::new(),
        }
    }
}

impl Drafter<'_, '_> {
    pub(super) fn run(&mut self, notes: &mut Vec<Text>) -> u16 {
        let booked = self.assessment.facts.intake().minutes.get();
        let session = self.knowledge.session();
        let is_long = booked >= session.limits.cold_from;
        let cold = if is_long { packs::cold_target(self.assessment, self.worse) } else { None };
        let mut budget = self.budget(booked, cold.is_some());
        let target = self.workable(target_cells(&self.assessment.facts));
        let positions = posture::work_positions(
            self.assessment,
            self.protocol,
            &self.sides,
            target,
            &self.wishes,
        );
        notes.extend(self.out_of_reach(target, &positions));
        self.talk(Phase::CheckIn, budget.check_in);
        let blocks = self.blocks(&budget, booked, &positions);
        self.work_and_stretch(&mut budget, blocks, notes);
        if budget.unused > 0 && !self.hands_are_used_up() {
            // Not the limit of hands-on time leaves them, but that nothing is left to work on.
            budget.home_care += std::mem::take(&mut budget.unused);
        }
        let cold = self.rest(budget.rest, cold);
        self.talk(Phase::ReTest, budget.re_test);
        self.close(budget.home_care, cold);
        budget.unused
    }

    /// The minutes of each phase, within the limits of hands-on time.
    fn budget(&self, booked: u16, cools: bool) -> Budget {
        let session = self.knowledge.session();
        let hands_on = &self.assessment.limits.hands_on;
        let mut plain = Budget::of(session, booked);
        let mut budget = plain;
        budget.limit_hands_on(session, hands_on);
        // A cold pack lies beside rest where that is long enough, else beside the talk about home.
        if cools && budget.rest < session.limits.min_pack {
            plain.lengthen_home_care(session);
            budget = plain;
            budget.limit_hands_on(session, hands_on);
        }
        let hands = |budget: &Budget| (budget.warm_up + budget.focus, budget.stretch);
        let limited = hands(&budget).0 < hands(&plain).0 || hands(&budget).1 < hands(&plain).1;
        if let Some(needs) = &self.fit.stretch {
            let needed: u16 = needs.iter().sum();
            let spare = budget.stretch.saturating_sub(needed);
            budget.free_stretch(session, hands_on, spare, limited);
        }
        budget
    }

    /// Whether some limit of hands-on time is reached by the steps so far.
    fn hands_are_used_up(&self) -> bool {
        self.assessment.limits.hands_on.iter().any(|limit| {
            let counts = |step: &&Step| {
                step.phase.is_hands_on() || (limit.stretch && step.phase == Phase::Stretch)
            };
            let used: u16 = self.steps.iter().filter(counts).map(|s| s.minutes.get()).sum();
            used >= limit.minutes
        })
    }

    /// What the next draft should know of this one.
    fn lessons(&self) -> StepFit {
        let booked = usize::from(self.assessment.facts.intake().minutes.get());
        let most = self.knowledge.session().limits.steps_an_hour * booked.max(60) / 60;
        let stretches = self.steps.iter().filter(|step| step.phase == Phase::Stretch);
        let laid: Vec<u16> = stretches.map(|step| step.minutes.get()).collect();
        let comes_out = self.stretch_needs.iter().filter(|needed| **needed > 0).eq(&laid);
        StepFit {
            stretch: if comes_out {
                self.fit.stretch.clone()
            } else {
                Some(self.stretch_needs.clone())
            },
            few_steps: self.fit.few_steps || self.steps.len() > most,
            heat: self.fit.heat.or_else(|| {
                let packs = self.steps.iter().filter(|step| step.phase == Phase::Heat);
                Some(packs.map(|step| step.minutes.get()).max().unwrap_or(0))
            }),
        }
    }

    /// Numbers and words, when all steps lie there.
    fn finish(&mut self) {
        self.number();
        wording::write(self.assessment, self.protocol, &mut self.steps);
    }

    /// Painful places that hands reach in no position of this session (A34).
    fn out_of_reach(&self, target: Cells, positions: &[Position]) -> Option<Text> {
        let reached = positions.iter().map(|at| reached_cells(self.knowledge, *at));
        let missed = target.without(reached.fold(Cells::NONE, Cells::union));
        let names: Vec<String> = missed
            .iter()
            .filter_map(|cell| {
                let region = self.knowledge.region_at(cell.region)?;
                Some(with_side(&region.phrase, cell.side))
            })
            .collect();
        if names.is_empty() {
            return None;
        }
        let position = positions.first()?;
        let said = &self.knowledge.session().texts.out_of_reach;
        let words = [("places", names.join("; ")), ("position", position.phrase().to_owned())];
        Some(Text { text: fill(&said.text, &words), sources: said.sources.clone() })
    }

    /// A remark for each place where another modality comes first than before (A41).
    fn variations(&self) -> Vec<Text> {
        let said = &self.knowledge.session().texts.varied;
        let mut remarks: Vec<Text> = Vec::new();
        let is_light =
            |step: &Step| wording::light(self.assessment, &step.regions, step.side) != Light::No;
        for step in self.steps.iter().filter(|step| step.phase == Phase::Focus && !is_light(step)) {
            let cells = self.knowledge.cells_of(&step.regions, step.side.unwrap_or(Side::Both));
            let here = self.steps.iter().filter(|other| {
                other.phase == Phase::Focus
                    && (&other.regions, other.side) == (&step.regions, step.side)
            });
            let minutes = here.map(|other| other.minutes.get()).sum();
            let depth = self.depth_for(minutes);
            let varied = work::variation(self.assessment, self.protocol, cells, depth);
            let Some(now) = varied.filter(|now| step.modality.as_ref() == Some(now)) else {
                continue;
            };
            let place = step.regions.first().and_then(|id| self.knowledge.region(id));
            let words = [
                ("place", place.map_or(String::new(), |region| region.phrase.clone())),
                ("now", self.knowledge.modality_in_sentence(&now)),
            ];
            let text = Text { text: fill(&said.text, &words), sources: said.sources.clone() };
            if !remarks.contains(&text) {
                remarks.push(text);
            }
        }
        remarks
    }

    /// Those of some places that hands may work.
    pub fn workable(&self, cells: Cells) -> Cells {
        let open =
            |cell: &Cell| is_workable(&self.assessment.facts, &self.assessment.limits, *cell);
        cells.iter().filter(open).collect()
    }

    /// Rest in the easiest position, the painful side up, unless that is one turn too many; with
    /// the cold pack beside it, where it is long enough. Gives the pack back where it isn't.
    pub fn rest(&mut self, minutes: u16, cold: Option<packs::Pack>) -> Option<packs::Pack> {
        if minutes == 0 {
            return cold;
        }
        let limits = &self.knowledge.session().limits;
        let open = |choices: &[Position], under: Cells| {
            posture::first_open(self.assessment, choices, Phase::Rest, under, &self.wishes)
        };
        let asked = self.assessment.limits.rest_in.iter();
        let asked =
            asked.filter(|(_, from, _)| minutes >= from.get()).map(|(position, ..)| *position);
        let asked: Vec<Position> = asked.collect();
        let is_asked = open(&asked, Cells::NONE).is_some();
        let choices = if is_asked { asked } else { self.easy_rests() };
        // Nobody sits or stands through a pack, whatever is wished for, and nobody lies on it.
        let lying: Vec<Position> = choices.iter().copied().filter(|at| at.is_lying()).collect();
        if minutes >= limits.min_pack
            && let Some(pack) = &cold
            && let Some(position) = open(&lying, pack.cells())
        {
            self.pack(Phase::Cold, pack, position, minutes.min(limits.max_cold));
            self.lies_beside_next();
            self.push(Phase::Rest, &[], None, position, minutes, |_| {});
            return None;
        }
        let current = self.steps.last().map_or(Position::Standing, |step| step.position);
        let position = open(&choices, Cells::NONE).unwrap_or(current);
        self.push(Phase::Rest, &[], None, position, minutes, |_| {});
        cold
    }

    /// Positions to rest in, the easiest first.
    fn easy_rests(&self) -> Vec<Position> {
        let current = self.steps.last().map_or(Position::Standing, |step| step.position);
        let allowed = self.protocol.turns.get() + u16::from(self.sides.len() > 1);
        let mut choices = Vec::new();
        if !current.is_lying() || turns(&self.steps) < usize::from(allowed) {
            choices.push(Position::side_lying_with_up(self.worse));
        }
        if current.upper_side() != Some(self.worse.other()) {
            choices.push(current);
        }
        choices.extend(posture::by_ease(self.assessment, self.worse));
        choices
    }

    /// The pack that was laid last runs beside the step that comes next.
    fn lies_beside_next(&mut self) {
        let next = self.steps.len();
        if let Some(step) = self.steps.last_mut() {
            step.beside = vec![next];
        }
    }

    /// Check-in or re-test, on the feet where that is open.
    pub fn talk(&mut self, phase: Phase, minutes: u16) {
        let mut choices = vec![Position::Standing, Position::Seated];
        choices.extend(posture::by_ease(self.assessment, self.worse));
        let none = Cells::NONE;
        let position = posture::first_open(self.assessment, &choices, phase, none, &self.wishes);
        let position = position.unwrap_or(Position::Standing);
        self.push(phase, &[], None, position, minutes, |_| {});
    }

    /// Home care, with a cold pack beside it where one is due: then the client lies, the painful
    /// side up or prone, and nobody lies on the pack (A25).
    pub fn close(&mut self, minutes: u16, cold: Option<packs::Pack>) {
        let limits = &self.knowledge.session().limits;
        let phase = Phase::HomeCare;
        let easy = posture::by_ease(self.assessment, self.worse);
        let open = |choices: &[Position], under: Cells| {
            posture::first_open(self.assessment, choices, phase, under, &self.wishes)
        };
        if minutes >= limits.min_pack
            && let Some(pack) = cold
        {
            let mut choices = vec![Position::side_lying_with_up(self.worse), Position::Prone];
            choices.extend(easy.iter().copied().filter(|position| position.is_lying()));
            if let Some(position) = open(&choices, pack.cells()) {
                self.pack(Phase::Cold, &pack, position, minutes.min(limits.max_cold));
                self.lies_beside_next();
                self.push(phase, &[], None, position, minutes, |_| {});
                return;
            }
        }
        let mut choices = vec![Position::Seated, Position::Standing];
        choices.extend(self.steps.iter().rev().map(|step| step.position).find(|p| p.is_lying()));
        choices.extend(easy);
        let position = open(&choices, Cells::NONE).unwrap_or(Position::Standing);
        self.push(phase, &[], None, position, minutes, |_| {});
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
