//! Keeping edits over a rebuild: what a hand changed in one draft is carried over onto the next.
//!
//! Three plans come together: the draft as it was, the same after the hand, and the new draft.
//! Steps carry no names, so they are told by what they do; a change finds its step again only where
//! both work the same place. Must not live here: whether what comes of it is sound (`check`).

use std::collections::BTreeSet;

use super::StepField;
use super::sheet::{EditSheet, Follows, SheetRow, cells};
use super::words::step_name;
use crate::knowledge::Knowledge;
use crate::model::{Phase, Plan, Step};
use crate::planner::{Assessment, assess};
use crate::text::listed;

/// A new draft with the edits of the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The new draft, with every change that found its step again.
    pub plan: Plan,
    /// What found no place any more, a sentence each.
    pub lost: Vec<String>,
    /// For each step of the edited plan its number now.
    pub numbers: Vec<Option<usize>>,
}

/// Carries the changes between `base` and `edited` over onto `rebuilt`, which the assessment is of.
///
/// Where the new draft changed a field as well, the hand's value stays.
pub fn keep(edited: &Plan, base: &Plan, rebuilt: &Plan, assessment: &Assessment<'_>) -> Kept {
    let all = |plan: &Plan| (1..=plan.steps.len()).map(Some).collect();
    if rebuilt == base {
        return Kept { plan: edited.clone(), lost: Vec::new(), numbers: all(edited) };
    }
    let knowledge = assessment.facts.knowledge;
    let of_base = pairs(&base.steps, &edited.steps, |_, _| true);
    let shares_place = |old: &Step, new: &Step| match old.phase {
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => true,
        Phase::Heat | Phase::WarmUp | Phase::Focus | Phase::Stretch | Phase::Cold => {
            cells(knowledge, old).meets(cells(knowledge, new))
        }
    };
    let again = pairs(&base.steps, &rebuilt.steps, shares_place);
    if edited == base {
        let numbers = again.iter().map(|at| at.map(|at| at + 1)).collect();
        return Kept { plan: rebuilt.clone(), lost: Vec::new(), numbers };
    }
    // What was typed is told by the answers that the plan was edited under.
    let accepted = knowledge.accept_recorded(edited.intake.clone()).ok();
    let then = accepted.as_ref().map(|accepted| assess(accepted, knowledge));
    let then = then.as_ref().unwrap_or(assessment);
    let opened = EditSheet::open(edited, then).map(|sheet| sheet.rows).unwrap_or_default();
    let Ok(sheet) = EditSheet::open(rebuilt, assessment) else {
        let changed = changes(base, &opened, &of_base);
        let added = edited.steps.iter().enumerate();
        let added = added.filter(|(at, _)| !of_base.contains(&Some(*at))).map(|(at, step)| {
            format!("Step {} ({}), which had been added", at + 1, step_name(knowledge, step))
        });
        let changed = changed.iter().map(|change| change.lost(knowledge));
        let lost = changed.chain(added.map(|step| format!("{step}, is no longer in the plan")));
        let lost = lost.collect();
        return Kept { plan: rebuilt.clone(), lost, numbers: vec![None; edited.steps.len()] };
    };
    let mut merge = Merge { sheet, edited: &opened, keys: vec![None; opened.len()] };
    let mut lost = Vec::new();
    for change in changes(base, &opened, &of_base) {
        let key = again.get(change.base).copied().flatten();
        match (key, change.edited) {
            (Some(key), Some(row)) => merge.set(key, row, &change.fields),
            (Some(key), None) => merge.remove(key),
            (None, Some(_)) => lost.push(change.lost(knowledge)),
            (None, None) => {}
        }
    }
    for (at, place) in of_base.iter().enumerate() {
        if let Some(key) = place.and_then(|place| merge.keys.get_mut(place)) {
            *key = again.get(at).copied().flatten();
        }
    }
    let moved = moved(&of_base);
    for at in 0..opened.len() {
        let is_new = !of_base.contains(&Some(at));
        if is_new || moved.contains(&at) {
            merge.place(at, is_new);
        }
    }
    merge.beside(&of_base);
    let numbers = merge.numbers();
    Kept { plan: merge.sheet.close(), lost, numbers }
}

/// What a hand did to a step.
struct KeptChange<'a> {
    base: usize,
    old: &'a Step,
    /// None where it was removed.
    edited: Option<&'a SheetRow>,
    fields: Vec<StepField>,
}

impl KeptChange<'_> {
    fn lost(&self, knowledge: &Knowledge) -> String {
        let fields: Vec<String> =
            self.fields.iter().map(|field| field.label().to_lowercase()).collect();
        let name = step_name(knowledge, self.old);
        let number = self.base + 1;
        let changed = match listed(&fields).as_str() {
            "" => String::new(),
            fields => format!(", whose {fields} had been changed,"),
        };
        format!("Step {number} ({name}){changed} is no longer in the plan")
    }
}

/// The steps that a hand changed or removed.
fn changes<'a>(
    base: &'a Plan,
    edited: &'a [SheetRow],
    pairs: &[Option<usize>],
) -> Vec<KeptChange<'a>> {
    let steps = base.steps.iter().zip(pairs).enumerate();
    let changes = steps.map(|(at, (old, place))| {
        let row = place.and_then(|place| edited.get(place));
        let fields = row.map_or_else(Vec::new, |row| changed_fields(old, row));
        KeptChange { base: at, old, edited: row, fields }
    });
    changes.filter(|change| change.edited.is_none() || !change.fields.is_empty()).collect()
}

fn changed_fields(old: &Step, row: &SheetRow) -> Vec<StepField> {
    let new = &row.step;
    let is_typed = !row.follows.instructions && new.instructions != old.instructions;
    let techniques = new.techniques != old.techniques;
    let place = (&new.regions, new.side) != (&old.regions, old.side);
    let follows_length = new.phase.is_pack() && row.follows.pack_minutes;
    let changed = [
        (StepField::Techniques, techniques),
        (StepField::Place, place),
        (StepField::Modality, new.modality != old.modality),
        (StepField::Pressure, new.pressure != old.pressure),
        (StepField::Position, new.position != old.position),
        (StepField::Minutes, new.minutes != old.minutes && !follows_length),
        (StepField::Instructions, is_typed),
    ];
    changed.into_iter().filter(|(_, is)| *is).map(|(field, _)| field).collect()
}

struct Merge<'s, 'a, 'k> {
    sheet: EditSheet<'a, 'k>,
    edited: &'s [SheetRow],
    /// For each edited step its key in the new plan.
    keys: Vec<Option<usize>>,
}

impl Merge<'_, '_, '_> {
    fn set(&mut self, key: usize, from: &SheetRow, fields: &[StepField]) {
        let Some(row) = self.sheet.rows.iter_mut().find(|row| row.key == key) else {
            return;
        };
        let step = &mut row.step;
        for field in fields {
            match field {
                StepField::Place => {
                    step.regions.clone_from(&from.step.regions);
                    step.side = from.step.side;
                }
                StepField::Modality => step.modality.clone_from(&from.step.modality),
                StepField::Pressure => step.pressure = from.step.pressure,
                StepField::Position => step.position = from.step.position,
                StepField::Minutes => {
                    step.minutes = from.step.minutes;
                    row.follows.pack_minutes = false;
                }
                StepField::Techniques => step.techniques.clone_from(&from.step.techniques),
                StepField::Instructions => {
                    step.instructions.clone_from(&from.step.instructions);
                    row.follows.instructions = false;
                }
            }
        }
    }

    fn remove(&mut self, key: usize) {
        self.sheet.rows.retain_mut(|row| {
            let had = !row.beside.is_empty();
            row.beside.retain(|other| *other != key);
            row.key != key && !(had && row.beside.is_empty())
        });
    }

    fn place_of(&self, edited: usize) -> Option<usize> {
        let key = self.keys.get(edited).copied().flatten()?;
        self.sheet.rows.iter().position(|row| row.key == key)
    }

    /// Puts a step that a hand added or moved behind the one that it came after.
    fn place(&mut self, edited: usize, is_new: bool) {
        let Some(from) = self.edited.get(edited) else { return };
        let taken = match self.place_of(edited) {
            Some(at) => Some(self.sheet.rows.remove(at)),
            None if is_new => None,
            None => return,
        };
        let before = (0..edited).rev().find_map(|other| self.place_of(other));
        let after = || (edited + 1..self.edited.len()).find_map(|other| self.place_of(other));
        let at = before.map(|at| at + 1).or_else(after).unwrap_or(self.sheet.rows.len());
        if let Some(row) = taken {
            self.sheet.rows.insert(at.min(self.sheet.rows.len()), row);
        } else {
            let follows = Follows { supports: true, ..from.follows };
            let key = self.sheet.insert(at, from.step.clone(), Vec::new(), follows);
            if let Some(own) = self.keys.get_mut(edited) {
                *own = Some(key);
            }
        }
    }

    /// What a pack and its neighbours came to be by hand: an added pack lies beside the steps that
    /// it lay beside, an added step beside the packs that lay beside it.
    fn beside(&mut self, of_base: &[Option<usize>]) {
        let is_new = |at: &usize| !of_base.contains(&Some(*at));
        for (at, row) in self.edited.iter().enumerate().filter(|(_, row)| row.step.phase.is_pack())
        {
            let Some(pack) = self.keys.get(at).copied().flatten() else { continue };
            let wanted = row.beside.iter().filter(|other| is_new(&at) || is_new(other));
            let wanted: Vec<usize> =
                wanted.filter_map(|other| self.keys.get(*other).copied().flatten()).collect();
            let Some(own) = self.sheet.rows.iter_mut().find(|own| own.key == pack) else {
                continue;
            };
            for key in wanted {
                if !own.beside.contains(&key) {
                    own.beside.push(key);
                }
            }
        }
        let keys: BTreeSet<usize> = self.sheet.rows.iter().map(|row| row.key).collect();
        let is_lone = |row: &SheetRow| {
            row.step.phase.is_pack() && !row.beside.iter().any(|key| keys.contains(key))
        };
        self.sheet.rows.retain(|row| !is_lone(row));
    }

    fn numbers(&self) -> Vec<Option<usize>> {
        (0..self.edited.len()).map(|at| self.place_of(at).map(|at| at + 1)).collect()
    }
}

/// For each step of one plan the one of another that does the same, each at most once: the best
/// pairs first.
pub(super) fn pairs(
    of: &[Step],
    among: &[Step],
    may: impl Fn(&Step, &Step) -> bool,
) -> Vec<Option<usize>> {
    let mut all: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (at, step) in of.iter().enumerate() {
        for (place, other) in among.iter().enumerate() {
            if step.phase == other.phase && may(step, other) {
                all.push((likeness(step, other), at.abs_diff(place), at, place));
            }
        }
    }
    all.sort_by_key(|(likeness, away, at, place)| {
        (std::cmp::Reverse(*likeness), *away, *at, *place)
    });
    let mut found = vec![None; of.len()];
    let mut taken = BTreeSet::new();
    for (_, _, at, place) in all {
        if let Some(pair) = found.get_mut(at).filter(|pair| pair.is_none())
            && taken.insert(place)
        {
            *pair = Some(place);
        }
    }
    found
}

fn likeness(a: &Step, b: &Step) -> usize {
    let shares = a.regions.iter().any(|region| b.regions.contains(region));
    let stretches = a.techniques.iter().filter(|id| b.techniques.contains(id)).count();
    let same = [
        (a.regions == b.regions, 8),
        (shares, 4),
        (a.side == b.side, 4),
        (a.instructions == b.instructions, 2),
        (a.modality == b.modality, 2),
        (a.position == b.position, 1),
        (a.pressure == b.pressure, 1),
        (a.minutes == b.minutes, 1),
    ];
    let points = same.iter().filter(|(is, _)| *is).map(|(_, points)| points);
    points.sum::<usize>() + stretches * 2
}

/// The edited steps that a hand took out of their order: all but the longest run that kept it.
fn moved(of_base: &[Option<usize>]) -> BTreeSet<usize> {
    let places: Vec<usize> = of_base.iter().flatten().copied().collect();
    let mut best: Vec<Vec<usize>> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let before = best.iter().take(at).filter(|run| run.last().is_some_and(|last| last < place));
        let mut run: Vec<usize> = before.max_by_key(|run| run.len()).cloned().unwrap_or_default();
        run.push(*place);
        best.push(run);
    }
    let kept = best.into_iter().max_by_key(Vec::len).unwrap_or_default();
    places.into_iter().filter(|place| !kept.contains(place)).collect()
}
