//! A new step: what is left open takes the builder's defaults, and its place among the others.
//!
//! Must not live here: whether it is allowed there, which `choices` and `check` say.

mod hands;
mod packs;
mod stretches;

use super::apply::{checked_minutes, known_regions};
use super::sheet::{EditSheet, Follows, SheetRow, pressed};
use super::{EditError, NewStep, StepField};
use crate::knowledge::{Cells, Knowledge};
use crate::model::{Minutes, Phase, Position, RegionId, Side, Step};
use crate::planner::Assessment;
use crate::planner::drafting::{Drafter, by_ease, narrower};

/// Minutes of a new step on the body: as many as are left, within these.
const SHORT: u16 = 3;
const LONG: u16 = 5;

/// Adds a step.
pub(super) fn add(
    sheet: &mut EditSheet<'_, '_>,
    at: Option<usize>,
    new: &NewStep,
) -> Result<(), EditError> {
    let last = sheet.rows.len();
    if let Some(at) = at
        && !(1..=last + 1).contains(&at)
    {
        return Err(EditError::NoSuchStep { step: at, steps: last });
    }
    let (at, step, beside) = make(sheet, at.map(|at| at - 1), new)?;
    let under = pressed(sheet.knowledge(), &step);
    let (position, phase) = (step.position, step.phase);
    let follows = Follows { pack_minutes: new.minutes.is_none(), ..Follows::ALL };
    let runs = runs_around(sheet, at, position, phase, under);
    let key = sheet.insert(at, step, beside, follows);
    for row in sheet.rows.iter_mut().filter(|row| runs.contains(&row.key)) {
        row.beside.push(key);
    }
    Ok(())
}

/// The step that would be added, and where: its place from 0 and the keys of what it lies beside.
pub(super) fn make(
    sheet: &EditSheet<'_, '_>,
    at: Option<usize>,
    new: &NewStep,
) -> Result<(usize, Step, Vec<usize>), EditError> {
    shape(sheet.knowledge(), new)?;
    let maker = StepMaker { sheet, new, drafter: Drafter::new(sheet.assessment, sheet.protocol) };
    match new.phase {
        Phase::Heat | Phase::Cold => maker.pack(at),
        Phase::WarmUp | Phase::Focus => maker.hands_on(at),
        Phase::Stretch => maker.stretch(at),
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => Ok(maker.frame(at)),
    }
}

/// Nothing that the phase doesn't have, and nothing that nobody knows.
fn shape(knowledge: &Knowledge, new: &NewStep) -> Result<(), EditError> {
    let given = [
        (StepField::Place, !new.regions.is_empty() || new.side.is_some()),
        (StepField::Modality, new.modality.is_some()),
        (StepField::Pressure, new.pressure.is_some()),
        (StepField::Techniques, !new.techniques.is_empty()),
    ];
    if let Some((field, _)) = given.into_iter().find(|(field, is)| *is && !field.is_of(new.phase)) {
        return Err(EditError::NoSuchField { phase: new.phase, field });
    }
    if !new.regions.is_empty() {
        known_regions(knowledge, &new.regions)?;
    }
    if let Some(id) = new.modality.as_ref().filter(|id| knowledge.modality(id).is_none()) {
        return Err(EditError::Unknown(id.to_string()));
    }
    if let Some(id) = new.techniques.iter().find(|id| knowledge.technique(id).is_none()) {
        return Err(EditError::Unknown(id.to_string()));
    }
    if let Some(minutes) = new.minutes {
        checked_minutes(minutes)?;
    }
    Ok(())
}

/// The packs in whose run a new step comes to lie, where it may lie beside them.
fn runs_around(
    sheet: &EditSheet<'_, '_>,
    at: usize,
    position: Position,
    phase: Phase,
    under: Cells,
) -> Vec<usize> {
    if phase.is_pack() || phase == Phase::CheckIn {
        return Vec::new();
    }
    let packs = sheet.rows.iter().filter(|row| {
        row.step.position == position
            && !pressed(sheet.knowledge(), &row.step).meets(under)
            && run(sheet, row).is_some_and(|(first, last)| first < at && at <= last)
    });
    packs.map(|row| row.key).collect()
}

/// The first and the last place beside a pack.
fn run(sheet: &EditSheet<'_, '_>, pack: &SheetRow) -> Option<(usize, usize)> {
    let rows = sheet.rows.iter().enumerate();
    let beside: Vec<usize> =
        rows.filter(|(_, row)| pack.beside.contains(&row.key)).map(|(at, _)| at).collect();
    Some((*beside.first()?, *beside.last()?))
}

struct StepMaker<'s, 'a, 'k> {
    sheet: &'s EditSheet<'a, 'k>,
    new: &'s NewStep,
    drafter: Drafter<'a, 'k>,
}

impl<'a, 'k> StepMaker<'_, 'a, 'k> {
    fn knowledge(&self) -> &'k Knowledge {
        self.sheet.knowledge()
    }

    fn assessment(&self) -> &'a Assessment<'k> {
        self.sheet.assessment
    }

    fn steps(&self) -> impl DoubleEndedIterator<Item = (usize, &Step)> + ExactSizeIterator {
        self.sheet.rows.iter().map(|row| &row.step).enumerate()
    }

    /// The place after the last step that this holds for.
    fn after(&self, wanted: impl Fn(&Step) -> bool) -> Option<usize> {
        self.steps().rev().find(|(_, step)| wanted(step)).map(|(at, _)| at + 1)
    }

    fn before(&self, wanted: impl Fn(&Step) -> bool) -> Option<usize> {
        self.steps().find(|(_, step)| wanted(step)).map(|(at, _)| at)
    }

    /// The end of everything that hands and stretches do.
    fn after_treatment(&self) -> usize {
        let treats = |step: &Step| step.phase.is_hands_on() || step.phase == Phase::Stretch;
        let after = self.after(treats).or_else(|| self.after(|step| step.phase == Phase::CheckIn));
        after.unwrap_or(0)
    }

    fn minutes(&self) -> u16 {
        let counted = self.steps().filter(|(_, step)| step.counted);
        let total = counted.fold(0_u16, |sum, (_, step)| sum.saturating_add(step.minutes.get()));
        let left = self.sheet.booked().saturating_sub(total);
        self.new.minutes.unwrap_or(left.clamp(SHORT, LONG))
    }

    /// The side that is asked for, else the one that hurts, or both where a region has no sides.
    fn side(&self, regions: &[RegionId]) -> Side {
        if let Some(side) = self.new.side {
            return side;
        }
        let is_both = |id: &RegionId| {
            self.knowledge().region(id).is_some_and(|region| region.whole_body)
                || self.knowledge().has_no_side(id)
        };
        let side = if self.new.phase == Phase::WarmUp {
            self.assessment().facts.intake().side
        } else {
            Side::from(self.drafter.worse)
        };
        if !regions.iter().all(is_both) {
            return side;
        }
        let sides = narrower(Side::Both, self.drafter.worse);
        let open = |side: &&Side| {
            let cells = self.knowledge().cells_of(regions, **side);
            cells.without(self.drafter.workable(cells)).is_empty()
        };
        sides.iter().find(open).copied().unwrap_or(Side::Both)
    }

    /// Positions to try, those of the steps around first.
    fn positions(&self, at: usize, side: Side) -> Vec<Position> {
        if let Some(position) = self.new.position {
            return vec![position];
        }
        let rows: Vec<(usize, Position)> = self
            .steps()
            .filter(|(_, step)| !step.phase.is_pack())
            .map(|(at, step)| (at, step.position))
            .collect();
        let before = rows.iter().rev().find(|(place, _)| *place < at);
        let after = rows.iter().find(|(place, _)| *place >= at);
        let up = side.single().unwrap_or(self.drafter.worse);
        let mut choices: Vec<Position> =
            [before, after].into_iter().flatten().map(|(_, p)| *p).collect();
        choices.extend(rows.iter().map(|(_, position)| *position));
        choices.extend(by_ease(self.assessment(), up));
        choices
    }

    fn is_open(&self, position: Position) -> bool {
        self.assessment().limits.position_closed(position, self.new.phase).is_none()
    }

    fn step(&self, position: Position, minutes: u16) -> Step {
        Step::blank(self.new.phase, position, Minutes::clamped(minutes))
    }

    /// Check-in, rest, re-test, home care: as the builder lays them down.
    fn frame(mut self, at: Option<usize>) -> (usize, Step, Vec<usize>) {
        let phase = self.new.phase;
        let closing = |step: &Step| matches!(step.phase, Phase::HomeCare | Phase::Cold);
        let end = self.sheet.rows.len();
        let at = at.unwrap_or_else(|| match phase {
            Phase::CheckIn => 0,
            Phase::Rest => self.after_treatment(),
            Phase::ReTest => self.before(closing).unwrap_or(end),
            Phase::Heat
            | Phase::WarmUp
            | Phase::Focus
            | Phase::Stretch
            | Phase::Cold
            | Phase::HomeCare => end,
        });
        let minutes = self.minutes();
        self.drafter.steps = self.sheet.rows.iter().take(at).map(|row| row.step.clone()).collect();
        match phase {
            Phase::CheckIn | Phase::ReTest => self.drafter.talk(phase, minutes),
            Phase::Rest => _ = self.drafter.rest(minutes, None),
            Phase::Heat
            | Phase::WarmUp
            | Phase::Focus
            | Phase::Stretch
            | Phase::Cold
            | Phase::HomeCare => self.drafter.close(minutes, None),
        }
        let position = self.drafter.steps.last().map(|step| step.position);
        let position = self.new.position.or(position).unwrap_or(Position::Standing);
        (at, self.step(position, minutes), Vec::new())
    }
}
