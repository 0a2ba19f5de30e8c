//! Where steps went: numbers that were noted before a change find their steps after it.
//!
//! No egui here. The planner says where an edit puts the steps; after a rebuild steps are known again by
//! what is done in them.

use crate::model::{ModalityId, Phase, Plan, RegionId, Side, Step};

/// The numbers after a change, by the numbers before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow(Vec<Option<usize>>);

impl Follow {
    /// Where an edit put the steps, as the planner tells it.
    pub fn edit(numbers: Vec<Option<usize>>) -> Self {
        Self(numbers)
    }

    /// Which steps of one plan are found again in another.
    pub fn between(before: &Plan, after: &Plan) -> Self {
        let mut taken = vec![false; after.steps.len()];
        let mut numbers = vec![None; before.steps.len()];
        // Those that are quite the same first, then those that are about the same.
        for alike in [exactly, broadly] {
            for (old, number) in before.steps.iter().zip(&mut numbers) {
                let mut places = after.steps.iter().zip(&mut taken);
                if number.is_none()
                    && let Some((new, taken)) =
                        places.find(|(new, taken)| !**taken && alike(old, new))
                {
                    *taken = true;
                    *number = Some(new.number);
                }
            }
        }
        Self(numbers)
    }

    /// The number of a step now; none where it has gone.
    pub fn number(&self, before: usize) -> Option<usize> {
        *self.0.get(before.checked_sub(1)?)?
    }
}

type Kind<'a> = (Phase, &'a [RegionId], Option<Side>, Option<&'a ModalityId>);

fn kind(step: &Step) -> Kind<'_> {
    (step.phase, &step.regions, step.side, step.modality.as_ref())
}

fn exactly(old: &Step, new: &Step) -> bool {
    kind(old) == kind(new) && old.techniques == new.techniques
}

fn broadly(old: &Step, new: &Step) -> bool {
    old.phase == new.phase && old.regions == new.regions
}
