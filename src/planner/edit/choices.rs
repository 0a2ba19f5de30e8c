//! What a step could be changed to: every entry there is, the closed ones with their reason.
//!
//! Judged by the functions of `check`, so that a list can't offer what the check then refuses.
//! Must not live here: order and minutes, which `check` judges on the whole plan.

use std::collections::BTreeMap;

use super::apply::pulled_regions;
use super::sheet::cells;
use super::{Edit, StepField};
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{
    ModalityId, Phase, Plan, Position, Pressure, RegionId, Side, Step, TechniqueId,
};
use crate::planner::check::{Aspect, closed_to};
use crate::planner::drafting::{Drafter, supports};
use crate::planner::{Assessment, Explained, reached_cells};
use crate::text::inside_sentence;

/// Regions on a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceChoice {
    /// One region, or all of a focus area.
    pub regions: Vec<RegionId>,
    /// Left, right or both; the whole body has only both.
    pub side: Side,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<T> {
    /// What it stands for.
    pub value: T,
    /// The words for it in the list.
    pub label: String,
    /// Whether the step has it now.
    pub chosen: bool,
    /// Why it isn't allowed here.
    pub closed: Option<Explained>,
    /// What choosing it does, in this order, as one change; nothing where it is chosen or closed.
    /// A stretch that is chosen is taken away.
    pub edits: Vec<Edit>,
    /// What it takes along so that nothing closed comes of it, such as "level 2".
    pub also: Option<String>,
}

/// The lists of a step; a list that its phase doesn't have is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Regions and side.
    pub places: Vec<Choice<PlaceChoice>>,
    /// All modalities of the knowledge, for a step on which hands work.
    pub modalities: Vec<Choice<ModalityId>>,
    /// Levels, 1 to 5.
    pub pressures: Vec<Choice<Pressure>>,
    /// All positions; every step has this list.
    pub positions: Vec<Choice<Position>>,
    /// Stretches; several may be chosen.
    pub techniques: Vec<Choice<TechniqueId>>,
}

/// What a step could be changed to; empty lists where there is no such step.
pub fn choices(plan: &Plan, step: usize, assessment: &Assessment<'_>) -> Choices {
    let Some(found) = step.checked_sub(1).and_then(|at| plan.steps.get(at)) else {
        return Choices::default();
    };
    let lists = Lists { plan, assessment, step: found, number: step };
    let has = |field: StepField| field.is_of(found.phase);
    Choices {
        places: if has(StepField::Place) { lists.places() } else { Vec::new() },
        modalities: if has(StepField::Modality) { lists.modalities() } else { Vec::new() },
        pressures: if has(StepField::Pressure) { lists.pressures() } else { Vec::new() },
        positions: lists.positions(),
        techniques: if has(StepField::Techniques) { lists.techniques() } else { Vec::new() },
    }
}

/// The highest level that [`choices`] leaves open for each step that has one, by the step's number.
/// A step that may have no level at all is missing.
pub fn highest_levels(plan: &Plan, assessment: &Assessment<'_>) -> BTreeMap<usize, Pressure> {
    let with_level = plan.steps.iter().filter(|step| step.pressure.is_some());
    let highest = with_level.filter_map(|step| {
        let lists = Lists { plan, assessment, step, number: step.number };
        Some((step.number, lists.highest_open(step, Pressure::MAX)?))
    });
    highest.collect()
}

/// All levels, the lightest first.
fn levels() -> impl DoubleEndedIterator<Item = Pressure> {
    (Pressure::MIN.get()..=Pressure::MAX.get()).map(Pressure::clamped)
}

struct Lists<'a, 'k> {
    plan: &'a Plan,
    assessment: &'a Assessment<'k>,
    step: &'a Step,
    number: usize,
}

impl<'k> Lists<'_, 'k> {
    fn knowledge(&self) -> &'k Knowledge {
        self.assessment.facts.knowledge
    }

    fn closed(&self, step: &Step, aspects: &[Aspect]) -> Option<Explained> {
        closed_to(self.plan, step, aspects, self.assessment)
    }

    fn with(&self, change: impl FnOnce(&mut Step)) -> Step {
        let mut step = self.step.clone();
        change(&mut step);
        step
    }

    fn modality_closed(&self, step: &Step, modality: &ModalityId) -> Option<Explained> {
        let mut step = step.clone();
        step.modality = Some(modality.clone());
        step.pressure = None;
        self.closed(&step, &[Aspect::Work, Aspect::Modality])
    }

    fn level_closed(&self, step: &Step, level: Pressure) -> Option<Explained> {
        let mut step = step.clone();
        step.modality = None;
        step.pressure = Some(level);
        self.closed(&step, &[Aspect::Work, Aspect::Level])
    }

    fn highest_open(&self, step: &Step, most: Pressure) -> Option<Pressure> {
        let mut lower = levels().rev().filter(|level| *level <= most);
        lower.find(|level| self.level_closed(step, *level).is_none())
    }

    fn position_closed(&self, step: &Step, position: Position) -> Option<Explained> {
        let mut step = step.clone();
        step.position = position;
        step.supports = supports(self.assessment, position);
        self.closed(&step, &[Aspect::Position])
    }

    fn modalities(&self) -> Vec<Choice<ModalityId>> {
        let all = self.knowledge().tables().modalities.iter();
        all.map(|modality| {
            let chosen = self.step.modality.as_ref() == Some(&modality.id);
            let closed = self.modality_closed(self.step, &modality.id);
            let mut edits = Vec::new();
            let mut also = None;
            if !chosen && closed.is_none() {
                let id = modality.id.clone();
                edits.push(Edit::Modality { step: self.number, modality: id });
                if self.step.pressure.is_some_and(|level| level > modality.highest) {
                    edits.push(Edit::Pressure { step: self.number, pressure: modality.highest });
                    also = Some(format!("level {}", modality.highest));
                }
            }
            let label = modality.name.clone();
            Choice { value: modality.id.clone(), label, chosen, closed, edits, also }
        })
        .collect()
    }

    fn pressures(&self) -> Vec<Choice<Pressure>> {
        levels()
            .map(|level| {
                let closed = self.level_closed(self.step, level);
                let edit = Edit::Pressure { step: self.number, pressure: level };
                self.plain(
                    level,
                    level.to_string(),
                    self.step.pressure == Some(level),
                    closed,
                    edit,
                )
            })
            .collect()
    }

    fn positions(&self) -> Vec<Choice<Position>> {
        let all = Position::ALL.into_iter();
        all.map(|position| {
            let closed = self.position_closed(self.step, position);
            let edit = Edit::Position { step: self.number, position };
            let chosen = self.step.position == position;
            self.plain(position, position.label().to_owned(), chosen, closed, edit)
        })
        .collect()
    }

    #[expect(clippy::unused_self, reason = "reads as the lists beside it do")]
    fn plain<T>(
        &self,
        value: T,
        label: String,
        chosen: bool,
        closed: Option<Explained>,
        edit: Edit,
    ) -> Choice<T> {
        let edits = if chosen || closed.is_some() { Vec::new() } else { vec![edit] };
        Choice { value, label, chosen, closed, edits, also: None }
    }

    fn techniques(&self) -> Vec<Choice<TechniqueId>> {
        let all = self.knowledge().tables().techniques.iter();
        all.map(|technique| {
            let chosen = self.step.techniques.contains(&technique.id);
            let alone = self.with(|step| {
                step.techniques = vec![technique.id.clone()];
                let regions = pulled_regions(self.knowledge(), &step.techniques);
                step.regions = regions;
            });
            let closed = self.closed(&alone, &[Aspect::Techniques, Aspect::Place]);
            let mut techniques = self.step.techniques.clone();
            if chosen {
                techniques.retain(|id| *id != technique.id);
            } else {
                techniques.push(technique.id.clone());
            }
            let is_possible = !techniques.is_empty() && (chosen || closed.is_none());
            let edit = Edit::Techniques { step: self.number, techniques };
            Choice {
                value: technique.id.clone(),
                label: technique.name.clone(),
                chosen,
                closed,
                edits: if is_possible { vec![edit] } else { Vec::new() },
                also: None,
            }
        })
        .collect()
    }

    fn places(&self) -> Vec<Choice<PlaceChoice>> {
        let own = PlaceChoice {
            regions: self.step.regions.clone(),
            side: self.step.side.unwrap_or(Side::Both),
        };
        let mut places = if self.step.phase == Phase::Stretch {
            let sides = Side::ALL.into_iter();
            sides.map(|side| PlaceChoice { regions: own.regions.clone(), side }).collect()
        } else {
            all_places(self.knowledge(), self.step.phase)
        };
        if !places.contains(&own) && !own.regions.is_empty() {
            places.insert(0, own.clone());
        }
        places.into_iter().map(|place| self.place(place, &own)).collect()
    }

    fn place(&self, place: PlaceChoice, own: &PlaceChoice) -> Choice<PlaceChoice> {
        let label = self.knowledge().place(&place.regions, Some(place.side), Voice::Edit);
        let there = self.with(|step| {
            step.regions.clone_from(&place.regions);
            step.side = Some(place.side);
        });
        let chosen = place == *own;
        let mut along = Vec::new();
        let mut words = Vec::new();
        let closed = self.closed(&there, &[Aspect::Place]).or_else(|| match there.phase {
            Phase::Stretch => self.closed(&there, &[Aspect::Techniques]),
            Phase::WarmUp | Phase::Focus => self.brings(&there, &mut along, &mut words),
            Phase::CheckIn
            | Phase::Heat
            | Phase::Cold
            | Phase::Rest
            | Phase::ReTest
            | Phase::HomeCare => None,
        });
        let mut edits = Vec::new();
        if !chosen && closed.is_none() {
            let PlaceChoice { regions, side } = place.clone();
            edits.push(Edit::Place { step: self.number, regions, side });
            edits.extend(along);
        }
        let also = (edits.len() > 1).then(|| words.join(", "));
        Choice { value: place, label, chosen, closed, edits, also }
    }

    /// What has to change with the place: a position that reaches it, a level that is open there,
    /// a modality that is. Levels only ever fall.
    fn brings(
        &self,
        there: &Step,
        along: &mut Vec<Edit>,
        words: &mut Vec<String>,
    ) -> Option<Explained> {
        let step = self.number;
        let own = cells(self.knowledge(), there);
        let reaches =
            |position: Position| own.without(reached_cells(self.knowledge(), position)).is_empty();
        if !reaches(there.position) {
            let mut choices: Vec<Position> =
                self.plan.steps.iter().map(|other| other.position).collect();
            choices.extend(Position::ALL);
            let open = |position: &Position| self.position_closed(there, *position).is_none();
            let Some(position) = choices.into_iter().find(open) else {
                return self.position_closed(there, there.position);
            };
            along.push(Edit::Position { step, position });
            words.push(inside_sentence(position.label()));
        }
        let mut level = there.pressure;
        if let Some(wanted) = level
            && let Some(reason) = self.level_closed(there, wanted)
        {
            let Some(pressure) = self.highest_open(there, wanted) else {
                return Some(reason);
            };
            level = Some(pressure);
        }
        if let Some(modality) = &there.modality
            && let Some(reason) = self.modality_closed(there, modality)
        {
            let protocol = self.knowledge().protocol(&self.assessment.facts.intake().category)?;
            let open = Drafter::new(self.assessment, protocol).open_modalities(own);
            let open: Vec<_> = open
                .into_iter()
                .filter_map(|id| self.knowledge().modality(&id))
                .filter(|entry| self.modality_closed(there, &entry.id).is_none())
                .collect();
            let suits = open.iter().find(|entry| {
                level.is_some_and(|level| (entry.lowest..=entry.highest).contains(&level))
            });
            let Some(entry) = suits.or(open.first()) else {
                return Some(reason);
            };
            level = level.map(|level| level.min(entry.highest));
            along.push(Edit::Modality { step, modality: entry.id.clone() });
            words.push(entry.name.clone());
        }
        if let Some(pressure) = level.filter(|level| there.pressure != Some(*level)) {
            along.push(Edit::Pressure { step, pressure });
            words.push(format!("level {pressure}"));
        }
        None
    }
}

/// Every place that a step of a phase could have: single regions, focus areas, the whole body.
pub(super) fn all_places(knowledge: &Knowledge, phase: Phase) -> Vec<PlaceChoice> {
    let tables = knowledge.tables();
    let mut places = Vec::new();
    let mut add = |regions: Vec<RegionId>, sides: &[Side]| {
        places
            .extend(sides.iter().map(|side| PlaceChoice { regions: regions.clone(), side: *side }));
    };
    for region in &tables.regions {
        if region.whole_body {
            if phase.is_hands_on() {
                add(vec![region.id.clone()], &[Side::Both]);
            }
            continue;
        }
        add(vec![region.id.clone()], &Side::ALL);
        // An area of several regions stands after the last of them.
        let mut areas = tables.areas.iter().filter(|area| area.parts.len() > 1);
        let ends =
            areas.find(|area| area.parts.last().is_some_and(|part| part.region == region.id));
        if let Some(area) = ends {
            let regions = area.parts.iter().map(|part| part.region.clone()).collect();
            add(regions, &Side::ALL);
        }
    }
    places
}
