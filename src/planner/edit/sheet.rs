//! A plan opened for changes: which of its parts follow, and the plan that comes of it.
//!
//! A part follows as long as it is what the builder would have written for the step as it stood:
//! words, sources, pillows, the length of a pack, cautions, advice for home. Must not live here:
//! what the single edits do (`apply`).

use super::EditError;
use crate::knowledge::schema::Protocol;
use crate::knowledge::{Cells, Knowledge};
use crate::model::{CautionId, CautionNote, Minutes, Phase, Plan, Side, Step, Text};
use crate::planner::drafting::{
    Advised, drafted_home_care, longest_heat, supports, unused_note, words,
};
use crate::planner::{Assessment, cautions, stated_limits};

/// A step and what of it follows.
#[derive(Debug, Clone)]
pub(in crate::planner) struct SheetRow {
    /// Who it is, whatever its number.
    pub key: usize,
    /// The step; its number and the numbers beside it count again only when the sheet is closed.
    pub step: Step,
    /// The steps that a pack runs beside, by key.
    pub beside: Vec<usize>,
    /// Parts that nobody changed by hand.
    pub follows: Follows,
    /// Cautions that stand here although nothing known brings them.
    pub extra: Vec<CautionId>,
}

/// Which parts of a step are the builder's own.
#[expect(clippy::struct_excessive_bools, reason = "one for each part that may be changed alone")]
#[derive(Debug, Clone, Copy)]
pub(in crate::planner) struct Follows {
    pub instructions: bool,
    pub why: bool,
    pub sources: bool,
    pub supports: bool,
    pub pack_minutes: bool,
    pub pack_run: bool,
}

impl Follows {
    pub(super) const ALL: Self = Self {
        instructions: true,
        why: true,
        sources: true,
        supports: true,
        pack_minutes: true,
        pack_run: true,
    };
}

/// A plan opened for changes.
pub(in crate::planner) struct EditSheet<'a, 'k> {
    plan: &'a Plan,
    pub assessment: &'a Assessment<'k>,
    pub protocol: &'a Protocol,
    pub rows: Vec<SheetRow>,
    placed: Vec<CautionNote>,
    next_key: usize,
}

impl<'a, 'k> EditSheet<'a, 'k> {
    /// Opens a plan.
    pub fn open(plan: &'a Plan, assessment: &'a Assessment<'k>) -> Result<Self, EditError> {
        let facts = &assessment.facts;
        let protocol =
            facts.knowledge.protocol(&facts.intake().category).ok_or(EditError::NoSession)?;
        if plan.steps.is_empty() && (assessment.status.withholds() || plan.status.withholds()) {
            return Err(EditError::NoSession);
        }
        let place = |number: usize| plan.steps.iter().position(|step| step.number == number);
        let mut steps = plan.steps.clone();
        for (at, step) in steps.iter_mut().enumerate() {
            step.number = at + 1;
            step.beside.retain_mut(|number| {
                let found = place(*number).map(|at| at + 1);
                *number = found.unwrap_or(*number);
                found.is_some()
            });
        }
        let written = words(assessment, protocol, &steps);
        let given = plan.home_care.iter().chain(&plan.home_care_later);
        let placed = cautions::place(facts, &assessment.cautions, &steps, given);
        let lengths: Vec<Option<u16>> =
            steps.iter().map(|step| pack_minutes(assessment, protocol, step, &steps)).collect();
        let runs: Vec<Vec<usize>> = (steps.iter().zip(&lengths).enumerate())
            .map(|(at, (step, length))| {
                let own = step.minutes.get();
                let by_hand = (*length != Some(own)).then_some(own);
                pack_run(assessment, protocol, &steps, at, by_hand)
            })
            .collect();
        let lengths = lengths.into_iter().zip(runs);
        let rows = steps.into_iter().zip(written).zip(lengths).enumerate();
        let rows: Vec<SheetRow> = rows
            .map(|(key, ((step, words), (length, run)))| SheetRow {
                key,
                beside: step.beside.iter().map(|number| number - 1).collect(),
                follows: Follows {
                    instructions: step.instructions == words.instructions,
                    why: step.why == words.why,
                    sources: step.sources == words.sources,
                    supports: step.supports == supports(assessment, step.position),
                    pack_minutes: length == Some(step.minutes.get()),
                    pack_run: !run.is_empty() && run == step.beside,
                },
                extra: {
                    let here = |id: &&CautionId| !is_placed(&placed, id, step.number);
                    step.cautions.iter().filter(here).cloned().collect()
                },
                step,
            })
            .collect();
        let next_key = rows.len();
        Ok(Self { plan, assessment, protocol, rows, placed, next_key })
    }

    pub fn knowledge(&self) -> &'k Knowledge {
        self.assessment.facts.knowledge
    }

    /// The place of a step, by its number.
    pub fn place(&self, step: usize) -> Result<usize, EditError> {
        let missing = EditError::NoSuchStep { step, steps: self.rows.len() };
        step.checked_sub(1).filter(|at| *at < self.rows.len()).ok_or(missing)
    }

    /// A step, by its number.
    pub fn row(&mut self, step: usize) -> Result<&mut SheetRow, EditError> {
        let missing = EditError::NoSuchStep { step, steps: self.rows.len() };
        let at = self.place(step)?;
        self.rows.get_mut(at).ok_or(missing)
    }

    /// Puts a step at a place; what lies beside it is given by keys.
    pub fn insert(&mut self, at: usize, step: Step, beside: Vec<usize>, follows: Follows) -> usize {
        let key = self.next_key;
        self.next_key += 1;
        let row = SheetRow { key, step, beside, follows, extra: Vec::new() };
        self.rows.insert(at.min(self.rows.len()), row);
        key
    }

    pub fn booked(&self) -> u16 {
        self.assessment.facts.intake().minutes.get()
    }

    /// The plan with all that follows.
    pub fn close(self) -> Plan {
        let facts = &self.assessment.facts;
        let keys: Vec<usize> = self.rows.iter().map(|row| row.key).collect();
        let number = |key: usize| keys.iter().position(|other| *other == key).map(|at| at + 1);
        let mut steps: Vec<Step> = Vec::with_capacity(self.rows.len());
        for (at, row) in self.rows.iter().enumerate() {
            let mut step = row.step.clone();
            step.number = at + 1;
            step.beside = row.beside.iter().filter_map(|key| number(*key)).collect();
            step.beside.sort_unstable();
            if row.follows.supports {
                step.supports = supports(self.assessment, step.position);
            }
            steps.push(step);
        }
        for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| !row.beside.is_empty()) {
            if row.follows.pack_run {
                let by_hand = (!row.follows.pack_minutes).then_some(row.step.minutes.get());
                let run = pack_run(self.assessment, self.protocol, &steps, at, by_hand);
                if !run.is_empty()
                    && let Some(step) = steps.get_mut(at)
                {
                    step.beside = run;
                }
            }
            let length = steps
                .get(at)
                .and_then(|step| pack_minutes(self.assessment, self.protocol, step, &steps));
            if row.follows.pack_minutes
                && let Some(length) = length
                && let Some(step) = steps.get_mut(at)
            {
                step.minutes = Minutes::clamped(length);
            }
        }
        let written = words(self.assessment, self.protocol, &steps);
        for ((row, step), words) in self.rows.iter().zip(&mut steps).zip(written) {
            step.cue = words.cue;
            if row.follows.instructions {
                step.instructions = words.instructions;
            } else if Step::is_short(&step.instructions) {
                // Words of somebody's own are the better cue, as far as they fit.
                step.cue.clone_from(&step.instructions);
            }
            if row.follows.why {
                step.why = words.why;
            }
            if row.follows.sources {
                step.sources = words.sources;
            }
        }
        let Advised { today: home_care, later: home_care_later } = self.home_care(&steps);
        let given = home_care.iter().chain(&home_care_later);
        let placed = cautions::place(facts, &self.assessment.cautions, &steps, given);
        for (row, step) in self.rows.iter().zip(&mut steps) {
            let number = step.number;
            let here = placed.iter().filter(|note| note.steps.contains(&number));
            step.cautions = here.map(|note| note.id.clone()).collect();
            let extra = row.extra.iter().filter(|id| !is_placed(&placed, id, number));
            step.cautions.extend(extra.cloned());
        }
        let total: u16 = steps
            .iter()
            .filter(|step| step.counted)
            .fold(0, |sum, step| sum.saturating_add(step.minutes.get()));
        let unused = self.booked().saturating_sub(total);
        Plan {
            cautions: self.cautions(&placed, number),
            notes: self.notes(unused),
            home_care,
            home_care_later,
            steps,
            total_minutes: total,
            unused_minutes: unused,
            ..self.plan.clone()
        }
    }

    /// The advice for home, which knows of a cold pack and of the stretches in the session; as it
    /// stands, where it isn't what the builder would have given.
    fn home_care(&self, steps: &[Step]) -> Advised {
        let drafted = |steps: &[Step]| drafted_home_care(self.assessment, self.protocol, steps);
        let before = Advised {
            today: self.plan.home_care.clone(),
            later: self.plan.home_care_later.clone(),
        };
        if before == drafted(&self.plan.steps) { drafted(steps) } else { before }
    }

    /// The cautions of the plan: those that apply, never milder than they stood, and those that
    /// somebody added.
    fn cautions(
        &self,
        placed: &[CautionNote],
        number: impl Fn(usize) -> Option<usize>,
    ) -> Vec<CautionNote> {
        let old = |id: &CautionId| self.placed.iter().find(|note| note.id == *id);
        let mut notes: Vec<CautionNote> = Vec::with_capacity(placed.len());
        for noted in &self.plan.cautions {
            let before = old(&noted.id);
            let now = placed.iter().find(|note| note.id == noted.id);
            if before.is_some() && now.is_none() {
                continue;
            }
            let mut note = noted.clone();
            let own = noted
                .steps
                .iter()
                .filter(|step| before.is_none_or(|before| !before.steps.contains(step)));
            let own: Vec<usize> = own
                .filter_map(|step| {
                    let at = self.plan.steps.iter().position(|other| other.number == *step)?;
                    number(at)
                })
                .collect();
            note.steps = now.map_or_else(Vec::new, |now| now.steps.clone());
            for step in own {
                if !note.steps.contains(&step) {
                    note.steps.push(step);
                }
            }
            if let Some(now) = now {
                note.severity = note.severity.max(now.severity);
                if note.text.trim().is_empty() {
                    note.text.clone_from(&now.text);
                }
            }
            notes.push(note);
        }
        let rank = |id: &CautionId| self.knowledge().caution_index(id).unwrap_or(usize::MAX);
        for new in placed {
            if notes.iter().all(|note| note.id != new.id) {
                let later = notes.iter().position(|note| rank(&note.id) > rank(&new.id));
                notes.insert(later.unwrap_or(notes.len()), new.clone());
            }
        }
        notes
    }

    /// The remarks; the one on unused minutes says how many there are.
    fn notes(&self, unused: u16) -> Vec<Text> {
        let mut notes = self.plan.notes.clone();
        let before = self.plan.unused_minutes;
        if before == unused || self.assessment.limits.hands_on.is_empty() {
            return notes;
        }
        let said = (before > 0).then(|| unused_note(self.assessment, before));
        let place = said.and_then(|said| notes.iter().position(|note| *note == said));
        match (place, unused) {
            (Some(at), 0) => {
                notes.remove(at);
            }
            (Some(at), _) => {
                if let Some(note) = notes.get_mut(at) {
                    *note = unused_note(self.assessment, unused);
                }
            }
            (None, 1..) if before == 0 => {
                let no_heat = &self.knowledge().session().texts.no_heat;
                let stated = stated_limits(self.assessment.facts.intake(), self.knowledge());
                let is_before = |note: &Text| {
                    stated.contains(note)
                        || self.assessment.limits.notes.contains(note)
                        || note.text == no_heat.text
                };
                let at = notes.iter().take_while(|note| is_before(note)).count();
                notes.insert(at, unused_note(self.assessment, unused));
            }
            (None, _) => {}
        }
        notes
    }
}

fn is_placed(placed: &[CautionNote], id: &CautionId, step: usize) -> bool {
    placed.iter().any(|note| note.id == *id && note.steps.contains(&step))
}

/// The places of a step's regions on its side.
pub(super) fn cells(knowledge: &Knowledge, step: &Step) -> Cells {
    knowledge.cells_of(&step.regions, step.side.unwrap_or(Side::Both))
}

/// The same with what hands, or a pack, go through to reach them.
pub(super) fn pressed(knowledge: &Knowledge, step: &Step) -> Cells {
    let side = step.side.unwrap_or(Side::Both);
    let regions = step.regions.iter().filter_map(|id| knowledge.region_index(id));
    let above = regions.flat_map(|region| knowledge.worked_through(region));
    above.fold(cells(knowledge, step), |cells, region| cells.union(Cells::of(*region, side)))
}

/// The steps that a warm pack lies beside where nobody chose others: those that follow it in its
/// position and keep off its place, until it has lain long enough: for the minutes that it was given
/// by hand, or as long as is good (A25).
fn pack_run(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    steps: &[Step],
    at: usize,
    by_hand: Option<u16>,
) -> Vec<usize> {
    let knowledge = assessment.facts.knowledge;
    let Some(pack) = steps.get(at).filter(|step| step.phase == Phase::Heat) else {
        return Vec::new();
    };
    let under = pressed(knowledge, pack);
    let mut left = by_hand.unwrap_or_else(|| longest_heat(assessment, protocol));
    let after = steps.iter().skip(at + 1).filter(|step| !step.phase.is_pack());
    let run = after.take_while(|step| {
        let treats = step.phase.is_hands_on() || step.phase == Phase::Stretch;
        let lies = left > 0
            && step.position == pack.position
            && !(treats && pressed(knowledge, step).meets(under));
        left = left.saturating_sub(step.minutes.get());
        lies
    });
    run.map(|step| step.number).collect()
}

/// How long a pack lies where nothing else was said: as long as what it lies beside, and no longer
/// than is good.
fn pack_minutes(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    step: &Step,
    steps: &[Step],
) -> Option<u16> {
    let limits = &assessment.facts.knowledge.session().limits;
    let longest = match step.phase {
        Phase::Heat => longest_heat(assessment, protocol),
        Phase::Cold => limits.max_cold,
        Phase::CheckIn
        | Phase::WarmUp
        | Phase::Focus
        | Phase::Stretch
        | Phase::Rest
        | Phase::ReTest
        | Phase::HomeCare => return None,
    };
    let beside = steps.iter().filter(|other| step.beside.contains(&other.number));
    let room = beside.fold(0_u16, |sum, other| sum.saturating_add(other.minutes.get()));
    Some(room.min(longest))
}
