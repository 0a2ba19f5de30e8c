//! What the window remembers while a plan is edited, and isn't part of the plan: what may be
//! chosen, what is typed and not yet said, where the focus goes next.
//!
//! What is part of the plan stands in `Work`; what may be chosen says the planner.

mod action;
mod ready;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use action::{PlanAction, Warned};
pub use ready::in_the_way;

use crate::model::Pressure;
use crate::planner::edit::{Choices, Edit, Offer, StepField};
use crate::planner::quick::Quick;

/// What the focus goes to in the next frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFocus {
    /// The row of the chosen step.
    Row,
    /// The field that adds steps.
    Quick,
    /// The list of what can be added below the chosen step.
    Below,
    /// What the middle begins with, after it turned to something else.
    First,
    /// What was found about the whole plan.
    Findings,
}

/// What was changed, so that repeated changes of it become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The step.
    pub step: usize,
    /// The field.
    pub field: StepField,
}

impl Touched {
    /// What an edit changes, where the next one of its kind belongs to it.
    pub fn of(edit: &Edit) -> Option<Self> {
        let (step, field) = match edit {
            Edit::Pressure { step, .. } => (*step, StepField::Pressure),
            Edit::Minutes { step, .. } => (*step, StepField::Minutes),
            Edit::Instructions { step, .. } => (*step, StepField::Instructions),
            Edit::Place { .. }
            | Edit::Modality { .. }
            | Edit::Position { .. }
            | Edit::Techniques { .. }
            | Edit::Move { .. }
            | Edit::Add { .. }
            | Edit::Duplicate { .. }
            | Edit::Remove { .. }
            | Edit::Fit { .. } => return None,
        };
        Some(Self { step, field })
    }
}

/// Something to be told about the last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened, or why nothing did.
    pub title: String,
    /// What it is about, each in a line.
    pub lines: Vec<String>,
    /// Whether taking the change back is offered with it.
    pub undo: bool,
}

/// The field that adds steps.
#[derive(Debug, Default)]
pub struct QuickField {
    /// As typed so far.
    pub text: String,
    /// What it is understood as.
    pub read: Option<Quick>,
}

/// What the window remembers while a plan is edited.
#[derive(Debug, Default)]
pub struct Editing {
    /// What may be chosen for the steps that are chosen or pointed at, until the next change.
    pub choices: BTreeMap<usize, Arc<Choices>>,
    /// The highest level that each step may have, by its number, until the next change; a step that
    /// may have none is missing.
    pub highest: Option<BTreeMap<usize, Pressure>>,
    /// The steps that may be added, until the next change.
    pub offers: Option<Arc<Vec<Offer>>>,
    /// The instructions that are being written, and of which step.
    pub written: Option<(usize, String)>,
    /// Answers to warnings that are being typed.
    pub whys: BTreeMap<Warned, String>,
    /// The field that adds steps.
    pub quick: QuickField,
    /// What the focus goes to in the next frame.
    pub focus: Option<PlanFocus>,
    /// What is to be told.
    pub notice: Option<Notice>,
    /// Steps that a change has just touched, to be brought into view.
    pub touched: BTreeSet<usize>,
}

impl Editing {
    /// Forgets what was true of the plan before a change.
    pub fn plan_changed(&mut self) {
        self.choices.clear();
        self.highest = None;
        self.offers = None;
        self.quick.read = None;
    }

    /// A frame has been drawn.
    pub fn drawn(&mut self) {
        self.focus = None;
        self.touched.clear();
    }
}
