//! Where steps went: numbers that were noted before a change find their steps after it.
//!
//! No egui here. An edit says itself where its steps go; after a rebuild steps are known again by
//! what is done in them.

use crate::model::{ModalityId, Phase, Plan, RegionId, Side, Step};
use crate::planner::edit::Edit;

/// The numbers after a change, by the numbers before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow(Vec<Option<usize>>);

impl Follow {
    /// Where an edit puts the steps.
    pub fn edit(edit: &Edit, before: &Plan, after: &Plan) -> Self {
        let count = before.steps.len();
        let numbers = 1..=count;
        let numbers: Vec<Option<usize>> = match edit {
            Edit::Move { step, to } => {
                let mut order: Vec<usize> = numbers.filter(|number| number != step).collect();
                order.insert(to.saturating_sub(1).min(order.len()), *step);
                let place = |number| order.iter().position(|other| *other == number);
                (1..=count).map(|number| Some(place(number)? + 1)).collect()
            }
            Edit::Duplicate { step } => {
                numbers.map(|number| Some(number + usize::from(number > *step))).collect()
            }
            Edit::Add { .. } => {
                let same = before.steps.iter().zip(&after.steps);
                let first = same.take_while(|(old, new)| kind(old) == kind(new)).count();
                numbers.map(|number| Some(number + usize::from(number > first))).collect()
            }
            Edit::Remove { step } => {
                let mut next = 0;
                let mut place = |old: &Step| {
                    // A pack goes with the only step that it lay beside.
                    let goes = old.number == *step || old.beside == [*step];
                    next += usize::from(!goes);
                    (!goes).then_some(next)
                };
                before.steps.iter().map(&mut place).collect()
            }
            Edit::Place { .. }
            | Edit::Modality { .. }
            | Edit::Pressure { .. }
            | Edit::Position { .. }
            | Edit::Minutes { .. }
            | Edit::Techniques { .. }
            | Edit::Instructions { .. }
            | Edit::Fit { .. } => numbers.map(Some).collect(),
        };
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
