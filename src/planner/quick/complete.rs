//! What the last word could become: only what is allowed with the words before it.
//!
//! Must not live here: the judgement itself (`edit::choices`).

use super::parse::Understood;
use super::terms::{Term, TermKind, TermMeaning, Terms};
use super::{Completion, MOST_COMPLETIONS, painful};
use crate::knowledge::{Cell, Knowledge};
use crate::model::{Laterality, Phase, Plan};
use crate::planner::Assessment;
use crate::planner::edit::previewed;
use crate::planner::edit::sheet::EditSheet;

/// The completions of a line, the best first.
pub(super) fn completions(
    text: &str,
    terms: &Terms,
    sheet: &EditSheet<'_, '_>,
    plan: &Plan,
) -> Vec<Completion> {
    let (before, last) = Understood::before_last(text, terms);
    if before.unknown().is_some() {
        return Vec::new();
    }
    let typed = text.get(last.clone()).unwrap_or_default();
    let fitting: Vec<&Term> = if typed.is_empty() {
        let next = next_kinds(&before);
        terms.all.iter().filter(|term| next.contains(&term.meaning.kind())).collect()
    } else {
        terms.fitting(typed).into_iter().map(|(_, term)| term).collect()
    };
    let wanted = fitting.into_iter().filter(|term| {
        let kind = term.meaning.kind();
        kind != TermKind::Unit && !before.has(kind)
    });
    let open = wanted.filter(|term| is_open(&before.with(term.meaning.clone()), sheet, plan));
    open.take(MOST_COMPLETIONS)
        .map(|term| Completion {
            replaces: last.clone(),
            insert: term.insert.clone(),
            label: term.label.clone(),
            detail: detail(term, sheet.assessment),
        })
        .collect()
}

/// What usually comes next in a line.
fn next_kinds(before: &Understood) -> Vec<TermKind> {
    let named = [TermKind::Place, TermKind::Technique, TermKind::Phase];
    if !named.into_iter().any(|kind| before.has(kind)) {
        return named.to_vec();
    }
    let is_work = before.has(TermKind::Place) && !before.has(TermKind::Phase);
    let mut next = Vec::new();
    if is_work {
        next.push(TermKind::Modality);
    }
    if before.has(TermKind::Place) || before.has(TermKind::Technique) {
        next.push(TermKind::Side);
    }
    next
}

/// Whether the step that a line comes to may be added; where it comes to none yet, whether what
/// it names is open anywhere.
fn is_open(reading: &Understood, sheet: &EditSheet<'_, '_>, plan: &Plan) -> bool {
    let knowledge = sheet.knowledge();
    if let Some(new) = reading.step(painful(sheet.assessment)) {
        return previewed(sheet, plan, None, &new).is_ok_and(|added| added.closed.is_none());
    }
    reading.modality().is_none_or(|modality| {
        let regions = 0..knowledge.tables().regions.len();
        let mut cells =
            regions.flat_map(|region| Laterality::ALL.map(|side| Cell { region, side }));
        let limits = &sheet.assessment.limits;
        cells.any(|cell| {
            let at = knowledge.modality_index(modality);
            at.is_some_and(|at| limits.modality_closed(cell, at).is_none())
        })
    })
}

fn detail(term: &Term, assessment: &Assessment<'_>) -> String {
    let knowledge: &Knowledge = assessment.facts.knowledge;
    match &term.meaning {
        TermMeaning::Place(regions) => {
            let cells = regions
                .iter()
                .filter_map(|id| knowledge.region_index(id))
                .flat_map(|at| Laterality::ALL.map(|side| Cell { region: at, side }));
            let caps = cells.filter_map(|cell| assessment.limits.cell(cell));
            let open = caps.filter(|entry| entry.no_work.is_none()).map(|entry| entry.cap).max();
            open.map_or(String::new(), |cap| format!("up to level {cap}"))
        }
        TermMeaning::Modality(id) => knowledge.modality(id).map_or(String::new(), |entry| {
            if entry.lowest == entry.highest {
                format!("level {}", entry.lowest)
            } else {
                format!("levels {} to {}", entry.lowest, entry.highest)
            }
        }),
        TermMeaning::Technique(_) => Phase::Stretch.label().to_owned(),
        TermMeaning::Side(_) => String::from("side"),
        TermMeaning::Position(_) => String::from("position"),
        TermMeaning::Phase(_)
        | TermMeaning::Level(_)
        | TermMeaning::Minutes(_)
        | TermMeaning::Unit => String::new(),
    }
}
