//! How a place is worked: the best modality and level that limits leave open.

use super::steps::Drafter;
use crate::knowledge::Cells;
use crate::knowledge::schema::{Firm, Protocol, RegionLimits};
use crate::model::{ModalityId, Pressure};
use crate::planner::Assessment;

/// A modality at a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::planner) struct Manner {
    pub modality: ModalityId,
    pub level: Pressure,
}

/// What a place is worked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::planner) enum Depth {
    /// As the protocol drafts it, firm work included.
    Firm,
    /// As the protocol drafts it, without firm work.
    Usual,
    /// As the protocol drafts it, nothing firm and nothing focal.
    Broad,
    /// No deeper than light work; its own modality first, then those of the protocol.
    Light,
    /// Light strokes of the one modality for that, wherever it is open.
    Calm,
}

/// The deepest level open on all of these cells.
pub(super) fn cap(assessment: &Assessment<'_>, cells: Cells) -> Option<Pressure> {
    cells.iter().filter_map(|cell| assessment.limits.cell(cell)).map(|entry| entry.cap).min()
}

/// The level that is drafted on all of these cells; of several the lowest.
pub(super) fn default(assessment: &Assessment<'_>, cells: Cells) -> Option<Pressure> {
    cells.iter().filter_map(|cell| assessment.limits.cell(cell)).map(|entry| entry.default).min()
}

/// Whether a modality is open on all of these cells, at its lowest level at least.
pub(super) fn is_open(assessment: &Assessment<'_>, cells: Cells, modality: &ModalityId) -> bool {
    let at = assessment.facts.knowledge.modality_index(modality);
    let allows = |at: usize| cells.iter().all(|cell| assessment.limits.may_work(cell, at));
    !cells.is_empty() && at.is_some_and(allows)
}

/// How to work these cells; none where nothing is open.
pub(super) fn choose(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    cells: Cells,
    depth: Depth,
) -> Option<Manner> {
    let choice = ModalityChoice::new(assessment, protocol, cells, depth)?;
    let mut drafts = choice.drafts();
    let first = drafts.next();
    let as_drafted = matches!(depth, Depth::Firm | Depth::Usual);
    let varied = if as_drafted && choice.is_varied() { drafts.next() } else { None };
    varied.or(first).or_else(|| choice.any_other())
}

/// The modality that comes first today where the protocol would have another (A41).
pub(super) fn variation(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    cells: Cells,
    depth: Depth,
) -> Option<ModalityId> {
    let choice = ModalityChoice::new(assessment, protocol, cells, depth)?;
    let now = choice.drafts().nth(1)?;
    choice.is_varied().then_some(now.modality)
}

/// The choice of a manner for some cells.
struct ModalityChoice<'a, 'k> {
    assessment: &'a Assessment<'k>,
    cells: Cells,
    depth: Depth,
    regions: Vec<&'a RegionLimits>,
    cap: Pressure,
    default: Pressure,
}

impl<'a, 'k> ModalityChoice<'a, 'k> {
    fn new(
        assessment: &'a Assessment<'k>,
        protocol: &'a Protocol,
        cells: Cells,
        depth: Depth,
    ) -> Option<Self> {
        let knowledge = assessment.facts.knowledge;
        let regions = cells.iter();
        let regions = regions
            .filter_map(|cell| protocol.limits(&knowledge.region_at(cell.region)?.id))
            .collect();
        let (cap, default) = (cap(assessment, cells)?, default(assessment, cells)?);
        Some(Self { assessment, cells, depth, regions, cap, default })
    }

    /// The deepest level that is drafted here; firm levels are drafted by `firm` or not at all.
    fn most(&self) -> Pressure {
        let limits = &self.assessment.facts.knowledge.session().limits;
        let below_firm = Pressure::clamped(limits.firm_level.get() - 1);
        match self.depth {
            Depth::Firm | Depth::Usual | Depth::Broad => self.cap.min(below_firm),
            Depth::Light | Depth::Calm => self.cap.min(limits.max_light),
        }
    }

    fn is_light(&self) -> bool {
        matches!(self.depth, Depth::Light | Depth::Calm)
    }

    /// Whether the approach is to differ from what has not helped (A41).
    fn is_varied(&self) -> bool {
        let varied = &self.assessment.limits.varied;
        self.regions.iter().any(|limits| varied.contains(&limits.region))
    }

    /// What could be drafted, best first: firm work, then the list of the protocol.
    fn drafts(&self) -> impl Iterator<Item = Manner> {
        let facts = &self.assessment.facts;
        let light = &facts.knowledge.session().limits.light_modality;
        let is_calm = self.depth == Depth::Calm && self.fits(light);
        let listed = self.regions.iter().filter(move |_| !is_calm);
        let listed = listed.flat_map(|region| &region.drafts);
        let listed = listed.filter(|draft| facts.holds_if_any(draft.when.as_ref()));
        let ids = self.is_light().then_some(light).into_iter();
        let ids = ids.chain(listed.map(|draft| &draft.modality));
        let firm = self.firm();
        let mut had: Vec<&ModalityId> = firm.iter().map(|firm| &firm.modality).collect();
        let others = ids.filter_map(move |id| {
            let is_new = !had.contains(&id) && self.fits(id);
            is_new.then(|| {
                had.push(id);
                self.manner(id)
            })
        });
        let firm = firm.map(|firm| Manner { modality: firm.modality.clone(), level: firm.level });
        firm.into_iter().chain(others)
    }

    /// Any other modality that is open there.
    fn any_other(&self) -> Option<Manner> {
        let all = self.assessment.facts.knowledge.tables().modalities.iter();
        all.map(|modality| &modality.id).find(|id| self.fits(id)).map(|id| self.manner(id))
    }

    /// Firm work, where nothing lowers the hard maximum and the client is calm.
    fn firm(&self) -> Option<&'a Firm> {
        if self.depth != Depth::Firm {
            return None;
        }
        let assessment = self.assessment;
        let firm = self.regions.first()?.firm.as_ref()?;
        let booked = assessment.facts.intake().minutes.get();
        let calm = self.cells.iter().all(|cell| {
            assessment.limits.cell(cell).is_some_and(|entry| entry.cap == entry.hard_max)
        });
        // The half of the low back that doesn't hurt is not worked deeply for itself (A50).
        let painful = assessment.facts.intake().side;
        let hurts = self.cells.iter().any(|cell| painful.covers(cell.side));
        (calm
            && hurts
            && booked >= assessment.facts.knowledge.session().limits.firm_from
            && self.cap >= firm.level
            && assessment.facts.holds(&firm.when)
            && is_open(assessment, self.cells, &firm.modality))
        .then_some(firm)
    }

    fn fits(&self, modality: &ModalityId) -> bool {
        let entry = self.assessment.facts.knowledge.modality(modality);
        let suits = entry.is_some_and(|entry| {
            entry.lowest <= self.most()
                && !(entry.focal && (self.is_light() || self.depth == Depth::Broad))
        });
        suits && is_open(self.assessment, self.cells, modality)
    }

    fn manner(&self, modality: &ModalityId) -> Manner {
        let entry = self.assessment.facts.knowledge.modality(modality);
        let lowest = entry.map_or(Pressure::MIN, |entry| entry.lowest);
        let highest = entry.map_or(Pressure::MIN, |entry| entry.highest);
        let level = self.default.max(lowest).min(highest).min(self.most());
        Manner { modality: modality.clone(), level }
    }
}

impl Drafter<'_, '_> {
    /// What a place is worked for in so many minutes: firm work takes time to be prepared (A53).
    pub(super) fn depth_for(&self, minutes: u16) -> Depth {
        let least = self.knowledge.session().limits.divide_firm_from;
        if minutes < least { Depth::Usual } else { Depth::Firm }
    }

    /// The cap and the default on some places.
    pub fn levels(&self, cells: Cells) -> (Pressure, Pressure) {
        let cap = cap(self.assessment, cells).unwrap_or(Pressure::MIN);
        (cap, default(self.assessment, cells).unwrap_or(Pressure::MIN).min(cap))
    }

    /// The modalities that are open on some places, those that the protocol drafts there first.
    pub fn open_modalities(&self, cells: Cells) -> Vec<ModalityId> {
        let facts = &self.assessment.facts;
        let regions = cells.iter().filter_map(|cell| self.knowledge.region_at(cell.region));
        let limits = regions.filter_map(|region| self.protocol.limits(&region.id));
        let drafts = limits.flat_map(|limits| &limits.drafts);
        let drafts = drafts.filter(|draft| facts.holds_if_any(draft.when.as_ref()));
        let all = self.knowledge.tables().modalities.iter().map(|modality| &modality.id);
        let mut open: Vec<ModalityId> = Vec::new();
        for id in drafts.map(|draft| &draft.modality).chain(all) {
            if !open.contains(id) && is_open(self.assessment, cells, id) {
                open.push(id.clone());
            }
        }
        open
    }
}
