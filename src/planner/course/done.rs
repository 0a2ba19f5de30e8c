//! What was done of a plan: steps and minutes as they went, by region and side, and by modality.
//!
//! Steps that were left out count nothing, changed minutes count as changed. Of a session of which nothing
//! is known nothing was done. Areas are those of focus work, as the rows of a plan give it; modalities are
//! those of all work by hand.

use serde::Serialize;

use super::outcome_of;
use crate::model::{
    ModalityId, Phase, PlanRecord, Pressure, RegionId, Side, Step, StepOutcome, StepWent,
};

/// Minutes at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AreaMinutes<'a> {
    /// The region.
    pub region: &'a RegionId,
    /// Its side; both where the step was on both.
    pub side: Side,
    /// Whole minutes; the regions of a step share its minutes.
    pub minutes: u16,
}

/// Minutes of a modality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModalityMinutes<'a> {
    /// The modality.
    pub modality: &'a ModalityId,
    /// Whole minutes.
    pub minutes: u16,
}

/// A step as it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepDone<'a> {
    /// As it was planned.
    pub step: &'a Step,
    /// What became of it; done, where nothing is known.
    pub went: StepWent,
    /// The minutes that it took; 0 where it was left out.
    pub minutes: u16,
    /// How deep it was.
    pub pressure: Option<Pressure>,
    /// What was said of it.
    pub note: Option<&'a str>,
}

impl<'a> StepDone<'a> {
    fn new(step: &'a Step, other: Option<&'a StepOutcome>) -> Self {
        let went = other.map_or(StepWent::Done, |it| it.went);
        let changed = other.filter(|_| went == StepWent::Changed);
        let minutes = changed.and_then(|it| it.minutes).unwrap_or(step.minutes).get();
        Self {
            step,
            went,
            minutes: if went == StepWent::Skipped { 0 } else { minutes },
            pressure: changed.and_then(|it| it.pressure).or(step.pressure),
            note: other.and_then(|it| it.note.as_deref()).filter(|note| !note.trim().is_empty()),
        }
    }
}

/// What was done of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done<'a> {
    /// Minutes in all, packs not counted.
    pub minutes: u16,
    /// By region and side, in the order in which they were worked.
    pub areas: Vec<AreaMinutes<'a>>,
    /// By modality, in the same order.
    pub modalities: Vec<ModalityMinutes<'a>>,
    /// The steps, in their order; none where nothing is known.
    pub steps: Vec<StepDone<'a>>,
}

impl<'a> Done<'a> {
    /// What was done; nothing, where that isn't known.
    pub fn of(record: &'a PlanRecord) -> Self {
        if !record.is_closed() {
            return Self::default();
        }
        let outcome = outcome_of(record);
        let steps = record.plan.steps.iter();
        let steps = steps
            .map(|step| StepDone::new(step, outcome.and_then(|outcome| outcome.step(step.number))));
        Self::of_steps(steps.collect())
    }

    /// As it was planned.
    pub fn planned(record: &'a PlanRecord) -> Self {
        Self::of_steps(record.plan.steps.iter().map(|step| StepDone::new(step, None)).collect())
    }

    fn of_steps(steps: Vec<StepDone<'a>>) -> Self {
        let mut done = Self::default();
        for one in steps.iter().filter(|one| one.went != StepWent::Skipped) {
            if one.step.counted {
                done.minutes = done.minutes.saturating_add(one.minutes);
            }
            if one.step.phase == Phase::Focus {
                done.add_areas(one);
            }
            if let Some(modality) =
                one.step.modality.as_ref().filter(|_| one.step.phase.is_hands_on())
            {
                done.add_modality(modality, one.minutes);
            }
        }
        done.steps = steps;
        done
    }

    /// The regions of a step share its minutes, the first ones take what is over.
    fn add_areas(&mut self, one: &StepDone<'a>) {
        let Some(side) = one.step.side else { return };
        let parts = u16::try_from(one.step.regions.len()).unwrap_or(u16::MAX).max(1);
        for (at, region) in (0..).zip(&one.step.regions) {
            let minutes = one.minutes / parts + u16::from(at < one.minutes % parts);
            let known = self.areas.iter_mut().find(|it| it.region == region && it.side == side);
            match known {
                Some(known) => known.minutes = known.minutes.saturating_add(minutes),
                None => self.areas.push(AreaMinutes { region, side, minutes }),
            }
        }
    }

    fn add_modality(&mut self, modality: &'a ModalityId, minutes: u16) {
        match self.modalities.iter_mut().find(|it| it.modality == modality) {
            Some(known) => known.minutes = known.minutes.saturating_add(minutes),
            None => self.modalities.push(ModalityMinutes { modality, minutes }),
        }
    }
}
