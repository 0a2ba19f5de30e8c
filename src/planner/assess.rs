//! Assess: intake and knowledge → gates, status, limits, cautions.

use super::gates::{self, JudgedGate};
use super::limits::{Limits, Why, reached_cells};
use super::{Facts, cautions};
use crate::knowledge::schema::{BodyArea, Caution, CautionKind, Modality, Technique};
use crate::knowledge::{Accepted, Cell, Cells, Knowledge};
use crate::model::{CautionNote, Phase, Position, Preferences, Severity, Side, Status, Step};

/// What the answers mean, before any step is chosen.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// The answers under the knowledge.
    pub facts: Facts<'a>,
    /// Every gate that applies.
    pub gates: Vec<JudgedGate<'a>>,
    /// The overall status, the most severe wins.
    pub status: Status,
    /// What is left open.
    pub limits: Limits<'a>,
    /// The cautions that the answers bring; those that come with a step are listed only where one
    /// does.
    pub cautions: Vec<&'a Caution>,
}

impl Assessment<'_> {
    /// A caution as it is listed before any step is known.
    pub fn caution_note(&self, caution: &Caution) -> CautionNote {
        cautions::note(&self.facts, caution, Vec::new(), self.status.withholds())
    }

    /// Seconds that a technique takes: the upper end of its dose on each side, and the time to set
    /// up (A52).
    pub(super) fn stretch_seconds(&self, technique: &Technique, side: Side) -> u16 {
        let (_, timing) = self.facts.dose_of(technique);
        let sides = u16::try_from(side.each().len()).unwrap_or(1);
        let set_up = self.facts.knowledge.session().limits.stretch_set_up;
        timing.seconds().saturating_add(set_up).saturating_mul(sides)
    }

    /// Minutes that techniques take together, no less than the shortest step (A52).
    pub(super) fn stretch_minutes<'t>(
        &self,
        techniques: impl Iterator<Item = &'t Technique>,
        side: Side,
    ) -> u32 {
        let each = techniques.map(|one| u32::from(self.stretch_seconds(one, side)));
        let least = self.facts.knowledge.session().limits.min_other;
        each.sum::<u32>().div_ceil(60).max(least.into())
    }
}

impl<'k> Assessment<'k> {
    /// The techniques of stretch steps that the client can do alone, and that nothing closes on the
    /// side on which they were done (A21).
    pub fn taken_home(&self, steps: &[Step]) -> Vec<&'k Technique> {
        let knowledge = self.facts.knowledge;
        let mut found: Vec<&Technique> = Vec::new();
        for step in steps.iter().filter(|step| step.phase == Phase::Stretch) {
            let side = step.side.unwrap_or(Side::Both);
            for id in &step.techniques {
                let at = knowledge.technique_index(id);
                let open = at.is_some_and(|at| self.limits.technique_closed(at, side).is_none());
                let technique = knowledge.technique(id).filter(|one| one.alone && open);
                found.extend(technique.filter(|one| found.iter().all(|other| other.id != one.id)));
            }
        }
        found
    }
}

/// Judges an intake.
pub fn assess<'a>(accepted: &'a Accepted, knowledge: &'a Knowledge) -> Assessment<'a> {
    let mut facts = Facts::new(accepted, knowledge);
    let mut gates = gates::judge(&facts);
    facts.released =
        gates.iter().filter(|gate| gate.is_released()).map(|gate| &gate.gate.id).collect();
    let limits = Limits::derive(&facts, &gates);
    facts.caps = limits.caps();
    facts.nothing_left = nothing_left(&facts, &limits);
    facts.refusals_leave_nothing = refusals_leave_nothing(&facts, &limits);
    if facts.nothing_left || facts.refusals_leave_nothing {
        gates = gates::judge(&facts);
    }
    let cautions = cautions::active(&facts);
    let triggered = |caution: &&Caution| {
        caution.kind == CautionKind::Triggered && caution.severity >= Severity::Warn
    };
    let of_cautions = if cautions.iter().any(triggered) { Status::Caution } else { Status::Ok };
    let of_gates = gates.iter().map(JudgedGate::counts_as).max().unwrap_or(Status::Ok);
    Assessment { status: of_gates.max(of_cautions), facts, gates, limits, cautions }
}

/// The cells that a session of this intake is about: the painful side or sides, and the low back
/// on both.
pub(super) fn target_cells(facts: &Facts<'_>) -> Cells {
    let intake = facts.intake();
    let Some(protocol) = facts.knowledge.protocol(&intake.category) else {
        return Cells::NONE;
    };
    let shares = protocol.areas.iter().filter(|share| share.share > 0);
    let areas = shares.filter_map(|share| facts.knowledge.area(&share.area));
    areas.fold(Cells::NONE, |cells, area| cells.union(area_cells(facts, area)))
}

/// The cells of a focus area that this client's session works on.
pub(super) fn area_cells(facts: &Facts<'_>, area: &BodyArea) -> Cells {
    let side = if area.both_sides { Side::Both } else { facts.intake().side };
    let regions = area.parts.iter().filter_map(|part| facts.knowledge.region_index(&part.region));
    regions.fold(Cells::NONE, |cells, region| cells.union(Cells::of(region, side)))
}

/// Whether some modality may be used there at some level.
pub(super) fn is_workable(facts: &Facts<'_>, limits: &Limits<'_>, cell: Cell) -> bool {
    is_open_to_some(facts, limits, cell, |_| true, |closed| closed.is_none())
}

/// The same for a client who would decline nothing: refusals are applied last, so one is named only
/// where nothing else closes a modality.
fn is_workable_but_for_refusals(facts: &Facts<'_>, limits: &Limits<'_>, cell: Cell) -> bool {
    is_open_to_some(facts, limits, cell, |_| true, but_for_refusals)
}

fn but_for_refusals(closed: Option<Why>) -> bool {
    matches!(closed, None | Some(Why::Refusal))
}

/// Whether hands may work there with some such modality that counts as open at a level allowed
/// there.
fn is_open_to_some(
    facts: &Facts<'_>,
    limits: &Limits<'_>,
    cell: Cell,
    is_such: impl Fn(&Modality) -> bool,
    counts_as_open: impl Fn(Option<Why>) -> bool,
) -> bool {
    let Some(entry) = limits.cell(cell).filter(|entry| entry.no_work.is_none()) else {
        return false;
    };
    facts.knowledge.tables().modalities.iter().enumerate().any(|(at, modality)| {
        is_such(modality)
            && entry.cap >= modality.lowest
            && counts_as_open(limits.modality_closed(cell, at))
    })
}

/// What hands reach in the positions that are open in steps of this phase.
pub(super) fn open_reach(facts: &Facts<'_>, limits: &Limits<'_>, phase: Phase) -> Cells {
    let open = Position::ALL
        .into_iter()
        .filter(|position| limits.position_closed(*position, phase).is_none());
    open.fold(Cells::NONE, |cells, at| cells.union(reached_cells(facts.knowledge, at)))
}

/// Whether no open position lets hands reach any part of the body that the session is about, or lets
/// the client talk.
fn nothing_left(facts: &Facts<'_>, limits: &Limits<'_>) -> bool {
    let targets = target_cells(facts).iter();
    let workable: Cells =
        targets.filter(|cell| is_workable_but_for_refusals(facts, limits, *cell)).collect();
    // The talks need a place too, and every session has them.
    let is_open = |phase: Phase| {
        Position::ALL.into_iter().any(|at| limits.position_closed(at, phase).is_none())
    };
    let talks = [Phase::CheckIn, Phase::ReTest, Phase::HomeCare];
    !open_reach(facts, limits, Phase::Focus).meets(workable) || !talks.into_iter().all(is_open)
}

/// Whether what the client refuses leaves no warm-up or no focus step, where the rest would (A17).
fn refusals_leave_nothing(facts: &Facts<'_>, limits: &Limits<'_>) -> bool {
    let refuses = |wishes: &Preferences| !wishes.declined_modalities.is_empty();
    if !facts.intake().preferences.as_ref().is_some_and(refuses) {
        return false;
    }
    let warmed = open_reach(facts, limits, Phase::WarmUp);
    let worked = open_reach(facts, limits, Phase::Focus).intersection(target_cells(facts));
    [(warmed, true), (worked, false)].into_iter().any(|(cells, for_warm_up)| {
        let is_such = |modality: &Modality| modality.warm_up || !for_warm_up;
        let open = |cell| is_open_to_some(facts, limits, cell, is_such, |closed| closed.is_none());
        let else_open = |cell| is_open_to_some(facts, limits, cell, is_such, but_for_refusals);
        !cells.iter().any(open) && cells.iter().any(else_open)
    })
}
