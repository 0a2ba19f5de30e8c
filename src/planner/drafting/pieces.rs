//! Focus work in minutes: which areas are worked, on which side, for how long.
//!
//! Shares of the protocol become whole minutes that add up; areas drop out by priority when time
//! is short, pieces too small for a step join a neighbour, and what a limit closes goes to the low
//! back and the legs first, then to the whole body.

use super::budget::apportion;
use crate::knowledge::schema::{BodyArea, Protocol};
use crate::knowledge::{Cell, Cells};
use crate::model::{Laterality, RegionId, Side};
use crate::planner::Assessment;
use crate::planner::assess::is_workable;

/// Minutes of work on one area and side.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The area's place in the vocabulary.
    pub area: usize,
    /// The area's place in the protocol's order.
    pub order: usize,
    /// The regions that are open there.
    pub regions: Vec<usize>,
    /// `Both` for an area that is worked on both sides together.
    pub side: Side,
    pub minutes: u16,
    /// Whether it is the one light step on the side that doesn't hurt.
    pub is_other_side: bool,
    weight: u64,
    takes_lost: bool,
}

impl Piece {
    /// The cells that it works on.
    pub fn cells(&self) -> Cells {
        cells_of(&self.regions, self.side)
    }
}

/// A side and what it falls back to: of both sides, the one that hurts more.
pub(in crate::planner) fn narrower(side: Side, worse: Laterality) -> Vec<Side> {
    match side {
        Side::Both => vec![Side::Both, Side::from(worse), Side::from(worse.other())],
        Side::Left | Side::Right => vec![side],
    }
}

/// The cells of some regions on a side.
pub(super) fn cells_of(regions: &[usize], side: Side) -> Cells {
    regions.iter().fold(Cells::NONE, |cells, region| cells.union(Cells::of(*region, side)))
}

/// Focus work as a whole.
#[derive(Debug, Clone, Default)]
pub(super) struct BodyWork {
    pub pieces: Vec<Piece>,
    pub whole_body: u16,
}

/// What the shares are drawn from.
pub(super) struct SessionFrame<'a> {
    pub assessment: &'a Assessment<'a>,
    pub protocol: &'a Protocol,
    /// The painful sides, the less painful first.
    pub sides: &'a [Laterality],
    /// The cells that hands reach in the chosen positions.
    pub reached: Cells,
    /// Minutes of focus work.
    pub minutes: u16,
    /// Whether the other side gets one light step.
    pub other_side: bool,
    /// Whether spare time can go to the whole body.
    pub whole_body: bool,
}

impl SessionFrame<'_> {
    fn area(&self, at: usize) -> Option<&BodyArea> {
        self.assessment.facts.knowledge.tables().areas.get(at)
    }

    fn is_free(&self, region: usize, side: Side) -> bool {
        side.each().iter().all(|side| {
            let cell = Cell { region, side: *side };
            self.reached.contains(cell)
                && is_workable(&self.assessment.facts, &self.assessment.limits, cell)
        })
    }

    fn region_indices(&self, area: &BodyArea) -> Vec<usize> {
        let knowledge = self.assessment.facts.knowledge;
        area.parts.iter().filter_map(|part| knowledge.region_index(&part.region)).collect()
    }

    /// The pieces of an area as the protocol wants them, open or not, with their side weights.
    fn wanted(&self, area: &BodyArea) -> Vec<(Side, u64)> {
        if area.both_sides {
            return vec![(Side::Both, 100)];
        }
        match self.sides {
            [only] => vec![(Side::from(*only), 100)],
            sides => {
                let worse = u64::from(match self.assessment.facts.intake().worse_side {
                    Some(_) => self.assessment.facts.knowledge.session().limits.worse_share,
                    None => 50,
                });
                // The less painful side comes first.
                let weights = [100 - worse.min(100), worse];
                sides.iter().map(|side| Side::from(*side)).zip(weights).collect()
            }
        }
    }

    /// The regions that are open on a side, and that side; one side of two where only one is.
    fn open_part(&self, area: &BodyArea, side: Side) -> Option<(Vec<usize>, Side)> {
        let free = |side: Side| -> Vec<usize> {
            let all = self.region_indices(area).into_iter();
            all.filter(|region| self.is_free(*region, side)).collect()
        };
        let sides = narrower(side, self.sides.last().copied().unwrap_or(Laterality::Right));
        sides.iter().map(|side| (free(*side), *side)).find(|(regions, _)| !regions.is_empty())
    }

    /// Places of the areas in the vocabulary, the most important first.
    fn ranked(&self) -> Vec<(usize, usize, u16)> {
        let knowledge = self.assessment.facts.knowledge;
        let booked = self.assessment.facts.intake().minutes.get();
        let is_short = booked <= knowledge.session().limits.first_areas_up_to;
        let mut ranked: Vec<(usize, usize, u16)> = Vec::new();
        for (order, share) in self.protocol.areas.iter().enumerate() {
            let at = knowledge.tables().areas.iter().position(|area| area.id == share.area);
            if share.share > 0
                && let Some(at) = at
            {
                ranked.push((at, order, share.share));
            }
        }
        let first = |at: usize| {
            let id = self.area(at).map(|area| &area.id);
            let among = self.protocol.first_areas.iter().position(|first| Some(first) == id);
            match among {
                Some(place) if is_short => place,
                Some(_) | None => usize::MAX,
            }
        };
        ranked.sort_by_key(|(at, _, share)| (first(*at), std::cmp::Reverse(*share), *at));
        ranked
    }

    fn area_count(&self) -> usize {
        let booked = self.assessment.facts.intake().minutes.get();
        let steps = &self.assessment.facts.knowledge.session().limits.areas_up_to;
        let passed = steps.iter().position(|up_to| booked <= *up_to);
        passed.map_or(usize::MAX, |at| at + 1)
    }

    /// Shares the minutes out.
    pub fn share_out(&self) -> BodyWork {
        let limits = &self.assessment.facts.knowledge.session().limits;
        let ranked = self.ranked();
        let count = self.area_count();
        let is_open = |(at, _, _): &&(usize, usize, u16)| {
            self.area(*at).is_some_and(|area| {
                self.wanted(area).iter().any(|(side, _)| self.open_part(area, *side).is_some())
            })
        };
        // With time for all areas, what is closed is lost and shared out again; with less, the
        // next area in line takes its place.
        let chosen: Vec<(usize, usize, u16)> = if count >= ranked.len() {
            ranked
        } else {
            ranked.iter().filter(is_open).take(count).copied().collect()
        };
        let mut lost = 0;
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, order, share) in chosen {
            let Some(area) = self.area(at) else { continue };
            for (side, part) in self.wanted(area) {
                let weight = u64::from(share) * part * 100;
                match self.open_part(area, side) {
                    Some((regions, side)) => pieces.push(Piece {
                        area: at,
                        order,
                        regions,
                        side,
                        minutes: 0,
                        is_other_side: false,
                        weight,
                        takes_lost: area.takes_lost,
                    }),
                    None => lost += weight,
                }
            }
        }
        let mut spare = self.share_lost(&mut pieces, lost);
        let on_regions = self.minutes.min(limits.max_on_regions);
        let mut whole_body = self.minutes - on_regions;
        if pieces.is_empty() || !self.whole_body {
            // Without the whole body the regions take what there is.
            whole_body = 0;
            spare = 0;
        }
        let on_regions = self.minutes - whole_body;
        let mut weights: Vec<u64> = pieces.iter().map(|piece| piece.weight).collect();
        weights.push(spare);
        let mut minutes = apportion(on_regions, &weights);
        whole_body += minutes.pop().unwrap_or(0);
        for (piece, minutes) in pieces.iter_mut().zip(minutes) {
            piece.minutes = minutes;
        }
        let mut work = BodyWork { pieces, whole_body };
        if self.other_side {
            self.add_other_side(&mut work);
        }
        self.merge_small(&mut work);
        self.round_whole_body(&mut work);
        work
    }

    /// Gives the weight of what is closed to the low back and the legs, as far as they may take
    /// it, and returns the rest for the whole body.
    fn share_lost(&self, pieces: &mut [Piece], lost: u64) -> u64 {
        let limits = &self.assessment.facts.knowledge.session().limits;
        let takers: u64 = pieces.iter().filter(|p| p.takes_lost).map(|p| p.weight).sum();
        if lost == 0 || takers == 0 {
            return if self.whole_body { lost } else { 0 };
        }
        let booked = self.assessment.facts.intake().minutes.get();
        let room = if booked <= limits.first_areas_up_to || !self.whole_body {
            lost
        } else {
            takers * u64::from(limits.lost_weight_up_to.saturating_sub(100)) / 100
        };
        let given = lost.min(room);
        for piece in pieces.iter_mut().filter(|piece| piece.takes_lost) {
            piece.weight += given * piece.weight / takers;
        }
        lost - given
    }

    /// One light step on the side that doesn't hurt, out of the minutes of buttock and leg.
    fn add_other_side(&self, work: &mut BodyWork) {
        let limits = &self.assessment.facts.knowledge.session().limits;
        let [painful] = self.sides else { return };
        let side = Side::from(painful.other());
        let is_leg = |piece: &Piece| self.area(piece.area).is_some_and(|area| !area.both_sides);
        let on_leg: u16 = work.pieces.iter().filter(|p| is_leg(p)).map(|p| p.minutes).sum();
        let share = on_leg * limits.affected_share.min(100).abs_diff(100) / 100;
        let minutes = share.min(limits.max_other_side);
        if minutes < limits.min_focus {
            return;
        }
        let areas = self.assessment.facts.knowledge.tables().areas.iter().enumerate();
        let open = areas.filter(|(_, area)| !area.both_sides).find_map(|(at, area)| {
            let order = self.protocol.areas.iter().position(|share| share.area == area.id)?;
            self.open_part(area, side).map(|(regions, _)| (at, order, regions))
        });
        let Some((area, order, regions)) = open else {
            return;
        };
        let legs: Vec<u64> =
            work.pieces.iter().filter(|p| is_leg(p)).map(|p| u64::from(p.minutes)).collect();
        let shares = apportion(on_leg - minutes, &legs);
        for (piece, share) in work.pieces.iter_mut().filter(|p| is_leg(p)).zip(shares) {
            piece.minutes = share;
        }
        work.pieces.push(Piece {
            area,
            order,
            regions,
            side,
            minutes,
            is_other_side: true,
            weight: 0,
            takes_lost: false,
        });
    }

    /// Joins pieces that are too small for a step to a neighbour.
    fn merge_small(&self, work: &mut BodyWork) {
        let least = self.assessment.facts.knowledge.session().limits.min_focus;
        while work.pieces.len() > 1 {
            let small = work.pieces.iter().enumerate().filter(|(_, p)| p.minutes < least);
            let Some(at) = small.min_by_key(|(_, p)| (p.minutes, p.weight)).map(|(at, _)| at)
            else {
                break;
            };
            merge(self, work, at);
        }
        if work.pieces.first().is_some_and(|piece| piece.minutes < least) {
            let minutes: u16 = work.pieces.iter().map(|piece| piece.minutes).sum();
            work.pieces.clear();
            work.whole_body += minutes;
        }
    }

    /// Joins the smallest piece to a neighbour, for a plan with too many steps.
    pub fn merge_smallest(&self, work: &mut BodyWork) {
        let smallest =
            work.pieces.iter().enumerate().min_by_key(|(_, piece)| (piece.minutes, piece.weight));
        if let Some(at) = smallest.map(|(at, _)| at)
            && work.pieces.len() > 1
        {
            merge(self, work, at);
        }
    }

    /// Whole-body work of less than a step takes its missing minutes from the largest piece, or
    /// gives its few to it.
    fn round_whole_body(&self, work: &mut BodyWork) {
        let limits = &self.assessment.facts.knowledge.session().limits;
        if work.whole_body == 0 || work.whole_body >= limits.min_focus {
            return;
        }
        let on_regions: u16 = work.pieces.iter().map(|piece| piece.minutes).sum();
        let Some(largest) = work.pieces.iter_mut().max_by_key(|piece| piece.minutes) else {
            return;
        };
        if on_regions + work.whole_body <= limits.max_on_regions {
            largest.minutes += work.whole_body;
            work.whole_body = 0;
        } else {
            let missing = limits.min_focus - work.whole_body;
            largest.minutes -= missing;
            work.whole_body = limits.min_focus;
        }
    }
}

/// Joins the piece at this place to the one that takes its minutes; before it goes, the deeper
/// area that must come after it on its side joins it (O4).
fn merge(frame: &SessionFrame<'_>, work: &mut BodyWork, at: usize) {
    let Some(piece) = work.pieces.get(at) else { return };
    let above = frame.area(piece.area).map(|area| &area.id);
    let deeper = work.pieces.iter().position(|other| {
        let after = frame.area(other.area).and_then(|area| area.after.as_ref());
        other.side == piece.side && after.is_some() && after == above && !piece.is_other_side
    });
    if let Some(deeper) = deeper {
        let minutes = work.pieces.get(deeper).map_or(0, |deeper| deeper.minutes);
        if let Some(piece) = work.pieces.get_mut(at) {
            piece.minutes += minutes;
        }
        work.pieces.remove(deeper);
        return;
    }
    let small = work.pieces.remove(at);
    let into = frame.area(small.area).and_then(|area| area.merges_into.as_ref());
    let named = into.and_then(|id| {
        work.pieces.iter().position(|piece| {
            piece.side == small.side
                && !piece.is_other_side
                && frame.area(piece.area).is_some_and(|area| area.id == *id)
        })
    });
    let across = || {
        let same = |piece: &Piece| piece.area == small.area && !piece.is_other_side;
        work.pieces.iter().position(same)
    };
    let largest = || {
        let pieces = work.pieces.iter().enumerate().filter(|(_, piece)| !piece.is_other_side);
        pieces.max_by_key(|(at, piece)| (piece.minutes, usize::MAX - at)).map(|(at, _)| at)
    };
    let target = named.or_else(across).or_else(largest);
    // The light step on the other side takes nothing over (A50).
    match target.and_then(|at| work.pieces.get_mut(at)) {
        Some(piece) => piece.minutes += small.minutes,
        None => work.whole_body += small.minutes,
    }
}

/// The regions of a piece as steps: together, alone, or one after the other.
pub(super) fn split_regions(assessment: &Assessment<'_>, piece: &Piece) -> Vec<(Vec<usize>, u16)> {
    let knowledge = assessment.facts.knowledge;
    let least = knowledge.session().limits.min_focus;
    let whole = || vec![(piece.regions.clone(), piece.minutes)];
    let Some(area) = knowledge.tables().areas.get(piece.area) else {
        return whole();
    };
    if piece.regions.len() < 2 {
        return whole();
    }
    if piece.minutes < area.split_from {
        let index = |id: &RegionId| knowledge.region_index(id);
        let alone = area.alone.as_ref().and_then(index);
        let alone = alone.filter(|region| piece.regions.contains(region));
        let alone = alone.or_else(|| piece.regions.first().copied());
        return vec![(alone.into_iter().collect(), piece.minutes)];
    }
    let count = u16::try_from(piece.regions.len()).unwrap_or(u16::MAX);
    if piece.minutes < least * count {
        return whole();
    }
    let weight = |region: &usize| {
        let id = knowledge.region_at(*region).map(|entry| &entry.id);
        let part = area.parts.iter().find(|part| Some(&part.region) == id);
        part.map_or(0, |part| u64::from(part.share))
    };
    // Every region gets the least; the shares decide about the rest as far as they can.
    let weights: Vec<u64> = piece.regions.iter().map(weight).collect();
    let mut minutes = apportion(piece.minutes, &weights);
    while let Some(short) = minutes.iter().position(|part| *part < least) {
        let Some(long) = (0..minutes.len()).max_by_key(|at| minutes.get(*at)) else {
            break;
        };
        if let Some(part) = minutes.get_mut(long) {
            *part -= 1;
        }
        if let Some(part) = minutes.get_mut(short) {
            *part += 1;
        }
    }
    piece.regions.iter().map(|region| vec![*region]).zip(minutes).collect()
}
