//! What each edit does to the rows of a plan.
//!
//! Must not live here: what follows from it (`sheet`), defaults of new steps (`add`), the sharing
//! out of minutes (`fit`).

use super::sheet::{EditSheet, SheetRow};
use super::{Edit, EditError, MINUTES, StepField, add, fit};
use crate::knowledge::Knowledge;
use crate::model::{Minutes, Plan, Position, RegionId, Step, TechniqueId};
use crate::planner::Assessment;
use crate::planner::drafting::pulled;

/// A plan after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The whole plan, with all that follows from the edit.
    pub plan: Plan,
    /// For each step of the plan before it the number that it has now; none where it is gone.
    pub numbers: Vec<Option<usize>>,
}

/// The plan after one edit.
///
/// # Errors
/// No plan could come of it; the plan stays as it is.
pub fn apply(plan: &Plan, edit: &Edit, assessment: &Assessment<'_>) -> Result<Plan, EditError> {
    apply_numbered(plan, edit, assessment).map(|applied| applied.plan)
}

/// The same, with what became of the steps' numbers, for whatever names steps besides the plan.
///
/// # Errors
/// No plan could come of it; the plan stays as it is.
pub fn apply_numbered(
    plan: &Plan,
    edit: &Edit,
    assessment: &Assessment<'_>,
) -> Result<Applied, EditError> {
    let mut sheet = EditSheet::open(plan, assessment)?;
    let knowledge = sheet.knowledge();
    match edit {
        Edit::Place { step, regions, side } => {
            known_regions(knowledge, regions)?;
            let step = field(&mut sheet, *step, StepField::Place)?;
            step.regions.clear();
            for region in regions {
                if !step.regions.contains(region) {
                    step.regions.push(region.clone());
                }
            }
            step.side = Some(*side);
        }
        Edit::Modality { step, modality } => {
            if knowledge.modality(modality).is_none() {
                return Err(EditError::Unknown(modality.to_string()));
            }
            field(&mut sheet, *step, StepField::Modality)?.modality = Some(modality.clone());
        }
        Edit::Pressure { step, pressure } => {
            field(&mut sheet, *step, StepField::Pressure)?.pressure = Some(*pressure);
        }
        Edit::Position { step, position } => set_position(&mut sheet, *step, *position)?,
        Edit::Minutes { step, minutes } => {
            let minutes = checked_minutes(*minutes)?;
            let row = sheet.row(*step)?;
            row.step.minutes = minutes;
            row.follows.pack_minutes = false;
        }
        Edit::Techniques { step, techniques } => set_techniques(&mut sheet, *step, techniques)?,
        Edit::Instructions { step, text } => {
            let row = sheet.row(*step)?;
            row.follows.instructions = text.trim().is_empty();
            row.step.instructions.clone_from(text);
        }
        Edit::Move { step, to } => {
            let (from, to) = (sheet.place(*step)?, sheet.place(*to)?);
            let row = sheet.rows.remove(from);
            sheet.rows.insert(to, row);
        }
        Edit::Add { at, new } => add::add(&mut sheet, *at, new)?,
        Edit::Duplicate { step } => duplicate(&mut sheet, *step)?,
        Edit::Remove { step } => remove(&mut sheet, *step)?,
        Edit::Fit { held } => fit::fit(&mut sheet, held)?,
    }
    let numbers = (0..plan.steps.len())
        .map(|old| sheet.rows.iter().position(|row| row.key == old).map(|at| at + 1))
        .collect();
    Ok(Applied { plan: sheet.close(), numbers })
}

/// Minutes that a step may take.
pub(super) fn checked_minutes(minutes: u16) -> Result<Minutes, EditError> {
    if !MINUTES.contains(&minutes) {
        return Err(EditError::Minutes(minutes));
    }
    Ok(Minutes::clamped(minutes))
}

/// Regions that the knowledge has, one at least.
pub(super) fn known_regions(knowledge: &Knowledge, regions: &[RegionId]) -> Result<(), EditError> {
    if regions.is_empty() {
        return Err(EditError::NoRegion);
    }
    match regions.iter().find(|id| knowledge.region(id).is_none()) {
        Some(unknown) => Err(EditError::Unknown(unknown.to_string())),
        None => Ok(()),
    }
}

fn field<'s>(
    sheet: &'s mut EditSheet<'_, '_>,
    step: usize,
    field: StepField,
) -> Result<&'s mut Step, EditError> {
    let row = sheet.row(step)?;
    if !field.is_of(row.step.phase) {
        return Err(EditError::NoSuchField { phase: row.step.phase, field });
    }
    Ok(&mut row.step)
}

/// Pillows of one's own stay; what the new position asks for joins them.
fn set_position(
    sheet: &mut EditSheet<'_, '_>,
    step: usize,
    position: Position,
) -> Result<(), EditError> {
    let needed = sheet.assessment.limits.supports.iter();
    let needed: Vec<_> = needed
        .filter(|(wanted_in, _, _)| *wanted_in == position)
        .map(|(_, support, _)| support.clone())
        .collect();
    let row = sheet.row(step)?;
    row.step.position = position;
    for support in needed {
        if !row.step.supports.contains(&support) {
            row.step.supports.push(support);
        }
    }
    Ok(())
}

/// The regions follow, unless they were chosen apart from the stretches or nothing is pulled on.
fn set_techniques(
    sheet: &mut EditSheet<'_, '_>,
    step: usize,
    techniques: &[TechniqueId],
) -> Result<(), EditError> {
    let knowledge = sheet.knowledge();
    if techniques.is_empty() {
        return Err(EditError::NoTechnique);
    }
    if let Some(unknown) = techniques.iter().find(|id| knowledge.technique(id).is_none()) {
        return Err(EditError::Unknown(unknown.to_string()));
    }
    let step = field(sheet, step, StepField::Techniques)?;
    let followed = step.regions == pulled_regions(knowledge, &step.techniques);
    step.techniques.clear();
    for technique in techniques {
        if !step.techniques.contains(technique) {
            step.techniques.push(technique.clone());
        }
    }
    let regions = pulled_regions(knowledge, &step.techniques);
    if followed && !regions.is_empty() {
        step.regions = regions;
    }
    Ok(())
}

/// The regions that stretches pull on.
pub(super) fn pulled_regions(knowledge: &Knowledge, techniques: &[TechniqueId]) -> Vec<RegionId> {
    let techniques: Vec<_> = techniques.iter().filter_map(|id| knowledge.technique(id)).collect();
    let regions = pulled(knowledge, &techniques).into_iter();
    regions.filter_map(|at| Some(knowledge.region_at(at)?.id.clone())).collect()
}

/// A pack that lies beside the step lies beside its copy too.
fn duplicate(sheet: &mut EditSheet<'_, '_>, step: usize) -> Result<(), EditError> {
    let at = sheet.place(step)?;
    let SheetRow { key: old, step, beside, follows, extra } = sheet.row(step)?.clone();
    let key = sheet.insert(at + 1, step, beside, follows);
    for row in &mut sheet.rows {
        if row.key == key {
            row.extra.clone_from(&extra);
        } else if let Some(place) = row.beside.iter().position(|other| *other == old) {
            row.beside.insert(place + 1, key);
        }
    }
    Ok(())
}

/// A pack keeps what is left beside it; one that is left with nothing goes too, since nobody lies
/// under a pack while nothing is done.
fn remove(sheet: &mut EditSheet<'_, '_>, step: usize) -> Result<(), EditError> {
    let at = sheet.place(step)?;
    let gone = sheet.rows.remove(at).key;
    sheet.rows.retain_mut(|row| {
        let had = !row.beside.is_empty();
        row.beside.retain(|key| *key != gone);
        !(had && row.beside.is_empty())
    });
    Ok(())
}
