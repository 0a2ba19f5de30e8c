//! How a place is worked: the best modality and level that limits and wishes leave open.

use super::steps::Drafter;
use super::wishes::Wishes;
use crate::knowledge::Cells;
use crate::knowledge::schema::{Protocol, RegionLimits};
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
    /// Light strokes.
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
    let knowledge = assessment.facts.knowledge;
    let (Some(at), Some(entry)) =
        (knowledge.modality_index(modality), knowledge.modality(modality))
    else {
        return false;
    };
    cap(assessment, cells).is_some_and(|cap| cap >= entry.lowest)
        && cells.iter().all(|cell| {
            assessment.limits.modality_closed(cell, at).is_none()
                && assessment.limits.cell(cell).is_some_and(|entry| entry.no_work.is_none())
        })
}

/// How to work these cells; none where nothing is open.
pub(super) fn choose(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    cells: Cells,
    depth: Depth,
    wishes: &Wishes<'_>,
) -> Option<Manner> {
    let knowledge = assessment.facts.knowledge;
    let session = &knowledge.session().limits;
    let regions: Vec<&RegionLimits> = cells
        .iter()
        .filter_map(|cell| protocol.limits(&knowledge.region_at(cell.region)?.id))
        .collect();
    let cap = cap(assessment, cells)?;
    let default = default(assessment, cells)?;
    if depth == Depth::Firm {
        let firm = regions.first().and_then(|region| region.firm.as_ref());
        let calm = cells.iter().all(|cell| {
            assessment.limits.cell(cell).is_some_and(|entry| entry.cap == entry.hard_max)
        });
        if let Some(firm) = firm.filter(|firm| {
            calm && cap >= firm.level
                && assessment.facts.holds(&firm.when)
                && is_open(assessment, cells, &firm.modality)
                && wishes.welcomes(&firm.modality, firm.level)
        }) {
            return Some(Manner { modality: firm.modality.clone(), level: firm.level });
        }
    }
    // Firm levels are drafted above or not at all.
    let below_firm = Pressure::clamped(session.firm_level.get() - 1);
    let most = match depth {
        Depth::Firm | Depth::Usual | Depth::Broad => cap.min(below_firm),
        Depth::Light | Depth::Calm => cap.min(session.max_light),
    };
    let mut choices: Vec<&ModalityId> = Vec::new();
    if matches!(depth, Depth::Light | Depth::Calm) {
        choices.push(&session.light_modality);
    }
    for region in &regions {
        let drafts = region.drafts.iter();
        let drafts = drafts.filter(|draft| assessment.facts.holds_if_any(draft.when.as_ref()));
        choices.extend(drafts.map(|draft| &draft.modality));
    }
    choices.extend(knowledge.tables().modalities.iter().map(|modality| &modality.id));
    let fits = |modality: &ModalityId| -> bool {
        is_open(assessment, cells, modality)
            && knowledge.modality(modality).is_some_and(|entry| {
                entry.lowest <= most
                    && !(matches!(depth, Depth::Light | Depth::Calm | Depth::Broad) && entry.focal)
            })
    };
    if depth == Depth::Calm && fits(&session.light_modality) {
        choices.truncate(1);
    }
    let level_of = |modality: &ModalityId| {
        let lowest = knowledge.modality(modality).map_or(Pressure::MIN, |entry| entry.lowest);
        let highest = knowledge.modality(modality).map_or(Pressure::MIN, |entry| entry.highest);
        default.max(lowest).min(highest).min(most)
    };
    let welcome = choices.iter().filter(|modality| fits(modality)).find(|modality| {
        let lowest = knowledge.modality(modality).map(|entry| entry.lowest);
        lowest.is_some_and(|lowest| wishes.welcomes(modality, lowest))
    });
    if let Some(modality) = welcome {
        let level = wishes.ease(level_of(modality));
        return Some(Manner { modality: (*modality).clone(), level });
    }
    let gentle = choices.iter().filter(|modality| fits(modality)).find(|modality| {
        let lowest = knowledge.modality(modality).map(|entry| entry.lowest);
        lowest.is_some_and(|lowest| wishes.ease(lowest) == lowest)
    });
    let modality = gentle.or_else(|| choices.iter().find(|modality| fits(modality)))?;
    wishes.gave_way_on(modality);
    let lowest = knowledge.modality(modality).map_or(Pressure::MIN, |entry| entry.lowest);
    let level = wishes.ease(level_of(modality)).max(lowest);
    Some(Manner { modality: (*modality).clone(), level })
}

impl Drafter<'_, '_> {
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
