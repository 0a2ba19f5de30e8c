//! Which cautions apply, and which steps each belongs to.
//!
//! One function places them for the builder and the checker alike, so that a caution can't be
//! where the one puts it and missing where the other looks.

use super::{Facts, fill, pulled_cells};
use crate::knowledge::Cells;
use crate::knowledge::schema::{Area, Caution, CautionKind, ShortWords, StepMatch};
use crate::model::{CautionNote, HomeCare, Phase, Position, Side, Step};

/// The cautions that the answers bring, in the order of the knowledge.
pub(super) fn active<'a>(facts: &Facts<'a>) -> Vec<&'a Caution> {
    facts.knowledge.tables().cautions.iter().filter(|c| facts.holds(&c.when)).collect()
}

/// The numbers of the steps that a caution belongs to.
pub(super) fn steps_of(facts: &Facts<'_>, caution: &Caution, steps: &[Step]) -> Vec<usize> {
    let mut seen: Vec<Position> = Vec::new();
    let mut numbers = Vec::new();
    for step in steps {
        let is_first = !seen.contains(&step.position);
        if is_first {
            seen.push(step.position);
        }
        if caution.steps.iter().any(|wanted| matches(facts, wanted, step, is_first)) {
            numbers.push(step.number);
        }
    }
    numbers
}

fn matches(facts: &Facts<'_>, wanted: &StepMatch, step: &Step, is_first: bool) -> bool {
    let warms = || {
        let modality = step.modality.as_ref().and_then(|id| facts.knowledge.modality(id));
        step.phase == Phase::Heat || modality.is_some_and(|modality| modality.warms)
    };
    let painful = || {
        let painful = facts.intake().side;
        step.side.is_some_and(|side| side.each().iter().any(|one| painful.covers(*one)))
    };
    let there = |area: &Area| touched(facts, step).meets(facts.cells(area));
    (wanted.phases.is_empty() || wanted.phases.contains(&step.phase))
        && (wanted.regions.is_empty()
            || wanted.regions.iter().any(|region| step.regions.contains(region)))
        && (wanted.modalities.is_empty()
            || step.modality.as_ref().is_some_and(|id| wanted.modalities.contains(id)))
        && (wanted.techniques.is_empty()
            || wanted.techniques.iter().any(|technique| step.techniques.contains(technique)))
        && (!wanted.warms || warms())
        && (!wanted.painful_side || painful())
        && (!wanted.first_in_position || is_first)
        && wanted.area.as_ref().is_none_or(there)
}

/// The cells that a step works, or that its techniques pull.
fn touched(facts: &Facts<'_>, step: &Step) -> Cells {
    let knowledge = facts.knowledge;
    let side = step.side.unwrap_or(Side::Both);
    let techniques = step.techniques.iter().filter_map(|id| knowledge.technique(id));
    let pulled = techniques.map(|technique| pulled_cells(knowledge, technique, side));
    pulled.fold(knowledge.cells_of(&step.regions, side), Cells::union)
}

/// What a caution says, with the answers behind it.
fn text(facts: &Facts<'_>, caution: &Caution, withheld: bool) -> String {
    let own = if withheld {
        caution.text_withheld.as_ref()
    } else {
        shorter(facts, caution).and_then(|known| known.text.as_ref())
    };
    let causes = caution.causes.iter().filter(|cause| facts.holds(&cause.when));
    let causes: Vec<&str> = causes.map(|cause| cause.text.as_str()).collect();
    fill(own.unwrap_or(&caution.text), &[("causes", &causes.join("; "))])
}

/// The words for what is known of the answers, where those differ.
fn shorter<'c>(facts: &Facts<'_>, caution: &'c Caution) -> Option<&'c ShortWords> {
    caution.shorter.iter().find(|short| facts.holds(&short.when))
}

/// The cautions of a page in place of a plan: those that concern no hands (A19).
pub(super) fn without_session(facts: &Facts<'_>, active: &[&Caution]) -> Vec<CautionNote> {
    let here = active.iter().filter(|caution| caution.without_session);
    here.map(|caution| note(facts, caution, Vec::new(), true)).collect()
}

/// A caution as a plan lists it.
pub(super) fn note(
    facts: &Facts<'_>,
    caution: &Caution,
    steps: Vec<usize>,
    withheld: bool,
) -> CautionNote {
    let (title, line) = match shorter(facts, caution) {
        Some(short) => (&short.title, &short.line),
        None => (&caution.title, &caution.line),
    };
    CautionNote {
        id: caution.id.clone(),
        severity: caution.severity,
        title: title.clone(),
        line: with_level(facts, caution, line),
        text: text(facts, caution, withheld),
        steps,
        sources: caution.sources.clone(),
    }
}

/// A line that names a level names the one that holds today: the body beside it shows that one.
fn with_level(facts: &Facts<'_>, caution: &Caution, line: &str) -> String {
    let Some(named) = &caution.level_of else { return line.to_owned() };
    let today = facts.level_of(&named.regions).unwrap_or(named.usual);
    fill(line, &[("level", today.min(named.usual).to_string())])
}

/// The cautions of a whole plan as it lists them, each with its steps.
///
/// One that comes with a step is left out where neither a step nor a piece of home care matches.
pub(super) fn place<'h>(
    facts: &Facts<'_>,
    active: &[&Caution],
    steps: &[Step],
    home_care: impl Iterator<Item = &'h HomeCare>,
) -> Vec<CautionNote> {
    let given: Vec<&HomeCare> = home_care.collect();
    let placed = active.iter().map(|caution| (caution, steps_of(facts, caution, steps)));
    placed
        .filter(|(caution, steps)| match caution.kind {
            CautionKind::Always | CautionKind::Triggered => true,
            CautionKind::WithStep => {
                !steps.is_empty() || given.iter().any(|item| caution.home_care.contains(&item.id))
            }
        })
        .map(|(caution, steps)| note(facts, caution, steps, false))
        .collect()
}
