//! The plan with its ids looked up once: steps as rows of places on the body.
//!
//! Lives here: lookups and the words for a place or a step. Must not live here: any judgement. An
//! id that the knowledge doesn't define has no place here; `ids` reports it.

use crate::knowledge::schema::{Modality, Protocol, Session, Technique};
use crate::knowledge::words::Voice;
use crate::knowledge::{Cell, Cells, Knowledge};
use crate::model::{HomeCare, Intake, Phase, Plan, Position, Side, Step};
use crate::planner::{Assessment, Facts, Limits, reached_cells};

/// A step with its ids looked up.
pub(super) struct ResolvedStep<'a> {
    pub step: &'a Step,
    /// Its number, as findings name it.
    pub number: Option<usize>,
    /// Its regions on its side; on both where it names none.
    pub cells: Cells,
    /// The same with what hands, or a pack, go through to reach them.
    pub pressed: Cells,
    /// What its techniques pull on.
    pub pulled: Cells,
    /// Whether the whole body is among its regions.
    pub whole_body: bool,
    /// Its modality, with its place in the vocabulary.
    pub modality: Option<(usize, &'a Modality)>,
    /// Its techniques, with their places in the vocabulary.
    pub techniques: Vec<(usize, &'a Technique)>,
}

impl<'a> ResolvedStep<'a> {
    fn new(step: &'a Step, knowledge: &'a Knowledge) -> Self {
        let side = step.side.unwrap_or(Side::Both);
        let mut row = Self {
            step,
            number: Some(step.number),
            cells: Cells::NONE,
            pressed: Cells::NONE,
            pulled: Cells::NONE,
            whole_body: false,
            modality: step.modality.as_ref().and_then(|id| {
                let at = knowledge.modality_index(id)?;
                Some((at, knowledge.modality(id)?))
            }),
            techniques: Vec::new(),
        };
        for region in step.regions.iter().filter_map(|id| knowledge.region_index(id)) {
            row.cells = row.cells.union(Cells::of(region, side));
            row.whole_body |= knowledge.region_at(region).is_some_and(|r| r.whole_body);
            for &above in knowledge.worked_through(region) {
                row.pressed = row.pressed.union(Cells::of(above, side));
            }
        }
        row.pressed = row.pressed.union(row.cells);
        for id in &step.techniques {
            let Some(at) = knowledge.technique_index(id) else {
                continue;
            };
            let Some(technique) = knowledge.technique(id) else {
                continue;
            };
            for region in technique.pulls.iter().filter_map(|id| knowledge.region_index(id)) {
                row.pulled = row.pulled.union(Cells::of(region, side));
            }
            row.techniques.push((at, technique));
        }
        row
    }

    /// What it is for.
    pub(super) fn phase(&self) -> Phase {
        self.step.phase
    }

    /// Its minutes, wide enough to be added up.
    pub(super) fn minutes(&self) -> u32 {
        u32::from(self.step.minutes.get())
    }

    /// Whether hands work, by its phase or by what it claims to do.
    pub(super) fn is_worked(&self) -> bool {
        self.phase().is_hands_on() || self.step.modality.is_some() || self.step.pressure.is_some()
    }

    /// Whether it is hands-on work or a stretch.
    pub(super) fn is_treatment(&self) -> bool {
        self.is_worked() || self.phase() == Phase::Stretch
    }
}

/// A plan beside the judgement of its answers.
pub(super) struct Case<'a> {
    pub plan: &'a Plan,
    /// What its answers come to, whatever the plan says of them.
    pub assessment: &'a Assessment<'a>,
    /// Its steps, in the order of the plan.
    pub rows: Vec<ResolvedStep<'a>>,
    reached: [Cells; Position::ALL.len()],
}

impl<'a> Case<'a> {
    /// Looks everything up.
    pub(super) fn new(plan: &'a Plan, assessment: &'a Assessment<'a>) -> Self {
        let knowledge = assessment.facts.knowledge;
        let used = |position| plan.steps.iter().any(|step| step.position == position);
        Self {
            plan,
            assessment,
            rows: plan.steps.iter().map(|step| ResolvedStep::new(step, knowledge)).collect(),
            reached: Position::ALL.map(|position| {
                if used(position) { reached_cells(knowledge, position) } else { Cells::NONE }
            }),
        }
    }

    /// The same for one step alone, in the plan or not.
    pub(super) fn of_step(plan: &'a Plan, step: &'a Step, assessment: &'a Assessment<'a>) -> Self {
        let knowledge = assessment.facts.knowledge;
        Self {
            plan,
            assessment,
            rows: vec![ResolvedStep::new(step, knowledge)],
            reached: Position::ALL.map(|position| {
                let used = step.position == position;
                if used { reached_cells(knowledge, position) } else { Cells::NONE }
            }),
        }
    }

    pub(super) fn knowledge(&self) -> &'a Knowledge {
        self.assessment.facts.knowledge
    }

    /// The answers under the knowledge.
    pub(super) fn facts(&self) -> &'a Facts<'a> {
        &self.assessment.facts
    }

    pub(super) fn intake(&self) -> &'a Intake {
        self.assessment.facts.intake()
    }

    /// What the answers leave open.
    pub(super) fn limits(&self) -> &'a Limits<'a> {
        &self.assessment.limits
    }

    /// The common frame.
    pub(super) fn session(&self) -> &'a Session {
        self.knowledge().session()
    }

    /// The protocol of the category.
    pub(super) fn protocol(&self) -> Option<&'a Protocol> {
        self.knowledge().protocol(&self.intake().category)
    }

    /// Whether steps are what is to be judged: there are some, or nothing keeps them back.
    pub(super) fn has_session(&self) -> bool {
        let withheld = self.assessment.status.withholds() || self.plan.status.withholds();
        !self.rows.is_empty() || !withheld
    }

    /// The place in the plan of the step with this number.
    pub(super) fn at(&self, number: usize) -> Option<usize> {
        self.rows.iter().position(|row| row.step.number == number)
    }

    /// The steps of one phase.
    pub(super) fn of(&self, phase: Phase) -> impl Iterator<Item = &ResolvedStep<'a>> {
        self.rows.iter().filter(move |row| row.phase() == phase)
    }

    /// The advice for home, that for another day too.
    pub(super) fn advice(&self) -> impl Iterator<Item = &'a HomeCare> + Clone {
        self.plan.home_care.iter().chain(&self.plan.home_care_later)
    }

    /// What hands reach in a position that the plan uses.
    pub(super) fn reached(&self, position: Position) -> Cells {
        Position::ALL
            .iter()
            .zip(&self.reached)
            .find(|(one, _)| **one == position)
            .map_or(Cells::NONE, |(_, cells)| *cells)
    }

    /// A place in words, such as "Gluteals, right".
    pub(super) fn cell_name(&self, cell: Cell) -> String {
        let Some(region) = self.knowledge().region_at(cell.region) else {
            return String::from("A region");
        };
        let regions = std::slice::from_ref(&region.id);
        self.knowledge().place(regions, Some(cell.side.into()), Voice::Check)
    }

    /// The first place of a set in words.
    pub(super) fn first_name(&self, cells: Cells) -> String {
        cells.iter().next().map_or_else(|| String::from("A region"), |cell| self.cell_name(cell))
    }

    /// A step in words, such as "Focus on Gluteals (right)".
    pub(super) fn row_name(&self, row: &ResolvedStep<'_>) -> String {
        let label = row.phase().label();
        let place = self.knowledge().place(&row.step.regions, row.step.side, Voice::Check);
        if place.is_empty() { label.to_owned() } else { format!("{label} on {place}") }
    }
}
