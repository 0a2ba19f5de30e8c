//! A new step: what is left open takes the builder's defaults, and its place among the others.
//!
//! Must not live here: whether it is allowed there, which `choices` and `check` say.

use super::apply::{checked_minutes, known_regions, pulled_regions};
use super::sheet::{Follows, Row, Sheet, cells, pressed};
use super::{EditError, Field, NewStep};
use crate::knowledge::{Cells, Knowledge};
use crate::model::{Minutes, ModalityId, Phase, Position, Pressure, RegionId, Side, Step};
use crate::planner::build::{
    Depth, Drafter, Light, Pack, StretchPlace, by_ease, cold_target, heat_target, is_open_stretch,
    light, narrower,
};
use crate::planner::{Assessment, reached_cells};

/// Minutes of a new step on the body: as many as are left, within these.
const SHORT: u16 = 3;
const LONG: u16 = 5;

/// Adds a step.
pub(super) fn add(
    sheet: &mut Sheet<'_, '_>,
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
    sheet: &Sheet<'_, '_>,
    at: Option<usize>,
    new: &NewStep,
) -> Result<(usize, Step, Vec<usize>), EditError> {
    shape(sheet.knowledge(), new)?;
    let maker = Maker { sheet, new, drafter: Drafter::new(sheet.assessment, sheet.protocol) };
    match new.phase {
        Phase::Heat | Phase::Cold => maker.pack(at),
        Phase::WarmUp | Phase::Focus => maker.hands_on(at),
        Phase::Stretch => maker.stretch(at),
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => maker.frame(at),
    }
}

/// Nothing that the phase doesn't have, and nothing that nobody knows.
fn shape(knowledge: &Knowledge, new: &NewStep) -> Result<(), EditError> {
    let given = [
        (Field::Place, !new.regions.is_empty() || new.side.is_some()),
        (Field::Modality, new.modality.is_some()),
        (Field::Pressure, new.pressure.is_some()),
        (Field::Techniques, !new.techniques.is_empty()),
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
    sheet: &Sheet<'_, '_>,
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
fn run(sheet: &Sheet<'_, '_>, pack: &Row) -> Option<(usize, usize)> {
    let rows = sheet.rows.iter().enumerate();
    let beside: Vec<usize> =
        rows.filter(|(_, row)| pack.beside.contains(&row.key)).map(|(at, _)| at).collect();
    Some((*beside.first()?, *beside.last()?))
}

struct Maker<'s, 'a, 'k> {
    sheet: &'s Sheet<'a, 'k>,
    new: &'s NewStep,
    drafter: Drafter<'a, 'k>,
}

impl<'a, 'k> Maker<'_, 'a, 'k> {
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
        let tables = self.knowledge().tables();
        let is_both = |id: &RegionId| {
            let mut areas = tables.areas.iter().filter(|area| area.both_sides);
            self.knowledge().region(id).is_some_and(|region| region.whole_body)
                || areas.any(|area| area.parts.iter().any(|part| part.region == *id))
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
        let indices: Vec<usize> =
            regions.iter().filter_map(|id| self.knowledge().region_index(id)).collect();
        let open = |side: &&Side| {
            let cells =
                indices.iter().fold(Cells::NONE, |all, at| all.union(Cells::of(*at, **side)));
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
        self.assessment().limits.position_closed(position).is_none()
    }

    fn step(&self, position: Position, minutes: u16) -> Step {
        Step {
            number: 0,
            phase: self.new.phase,
            regions: Vec::new(),
            side: None,
            modality: None,
            pressure: None,
            position,
            minutes: Minutes::clamped(minutes),
            counted: !self.new.phase.is_pack(),
            beside: Vec::new(),
            supports: Vec::new(),
            techniques: Vec::new(),
            instructions: String::new(),
            why: String::new(),
            cautions: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Check-in, rest, re-test, home care: as the builder lays them down.
    fn frame(mut self, at: Option<usize>) -> Result<(usize, Step, Vec<usize>), EditError> {
        let phase = self.new.phase;
        let closing = |step: &Step| matches!(step.phase, Phase::HomeCare | Phase::Cold);
        let end = self.sheet.rows.len();
        let at = at.unwrap_or_else(|| match phase {
            Phase::CheckIn => 0,
            Phase::Rest => self.after_treatment(),
            Phase::ReTest => self.before(closing).unwrap_or(end),
            _ => end,
        });
        let minutes = self.minutes();
        self.drafter.steps = self.sheet.rows.iter().take(at).map(|row| row.step.clone()).collect();
        match phase {
            Phase::CheckIn | Phase::ReTest => self.drafter.talk(phase, minutes),
            Phase::Rest => self.drafter.rest(minutes),
            _ => self.drafter.close(minutes, None),
        }
        let position = self.drafter.steps.last().map(|step| step.position);
        let position = self.new.position.or(position).unwrap_or(Position::Standing);
        Ok((at, self.step(position, minutes), Vec::new()))
    }

    fn hands_on(self, at: Option<usize>) -> Result<(usize, Step, Vec<usize>), EditError> {
        let regions = self.regions_or_worked();
        if regions.is_empty() {
            return Err(EditError::NoRegion);
        }
        let side = self.side(&regions);
        let mut step = self.step(Position::Standing, self.minutes());
        step.regions = regions;
        step.side = Some(side);
        let own = cells(self.knowledge(), &step);
        let at = at.unwrap_or_else(|| match self.new.phase {
            Phase::WarmUp => self.warm_up_place(),
            _ => self.focus_place(&step),
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
            Light::OtherSide => Depth::Light,
            Light::No if warmed => Depth::Usual,
            Light::No => Depth::Light,
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

    fn stretch(self, at: Option<usize>) -> Result<(usize, Step, Vec<usize>), EditError> {
        let at = at.unwrap_or_else(|| self.after_treatment());
        let asked = self.new.side.unwrap_or(self.assessment().facts.intake().side);
        let later = self.steps().skip(at).filter(|(_, step)| step.phase.is_hands_on());
        let later =
            later.fold(Cells::NONE, |all, (_, step)| all.union(pressed(self.knowledge(), step)));
        let sides = match self.new.side {
            Some(side) => vec![side],
            None => narrower(asked, self.drafter.worse),
        };
        let mut techniques = self.new.techniques.clone();
        let mut found: Option<(Position, Side)> = None;
        let positions = self.positions(at, asked);
        'places: for side in sides {
            for position in positions.iter().filter(|position| self.is_open(**position)) {
                let place = StretchPlace { position: *position, side, later };
                if techniques.is_empty() {
                    let open = self.open_techniques(place);
                    if open.is_empty() {
                        continue;
                    }
                    techniques = open;
                } else if !techniques.iter().all(|id| {
                    let technique = self.knowledge().technique(id);
                    technique.is_some_and(|t| is_open_stretch(self.assessment(), t, place))
                }) {
                    continue;
                }
                found = Some((*position, side));
                break 'places;
            }
        }
        let (position, side) = found.unwrap_or_else(|| {
            let can = |position: &&Position| {
                let mut asked = techniques.iter().filter_map(|id| self.knowledge().technique(id));
                asked.all(|technique| technique.positions.contains(*position))
            };
            (
                positions
                    .iter()
                    .find(can)
                    .or(positions.first())
                    .copied()
                    .unwrap_or(Position::Supine),
                asked,
            )
        });
        if techniques.is_empty() {
            return Err(EditError::NoTechnique);
        }
        let mut step = self.step(position, self.minutes());
        step.regions = pulled_regions(self.knowledge(), &techniques);
        if step.regions.is_empty() {
            step.regions.clone_from(&self.new.regions);
        }
        step.side = Some(side);
        step.techniques = techniques;
        Ok((at, step, Vec::new()))
    }

    /// The first stretch that is open, of those that pull on a region that was asked for.
    fn open_techniques(&self, place: StretchPlace) -> Vec<crate::model::TechniqueId> {
        let choices = self.drafter.stretches(place);
        let wanted = choices.into_iter().filter(|technique| {
            self.new.regions.is_empty() && !technique.pulls.is_empty()
                || technique.pulls.iter().any(|id| self.new.regions.contains(id))
        });
        wanted.take(1).map(|technique| technique.id.clone()).collect()
    }

    /// A pack lies beside the steps that follow, as long as they keep off it and it isn't warm, or
    /// cold, for too long.
    fn pack(self, at: Option<usize>) -> Result<(usize, Step, Vec<usize>), EditError> {
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
                self.sheet.protocol.heat_minutes.min(limits.max_heat)
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
