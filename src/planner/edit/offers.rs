//! What could be added to a plan: every step there is, the closed ones with their reason.
//!
//! Judged as [`choices`](super::choices()) are. Must not live here: making a step (`add`).

use super::add::make;
use super::choices::{PlaceChoice, all_places};
use super::sheet::EditSheet;
use super::{EditError, NewStep};
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{Phase, Plan, RuleId, Step};
use crate::planner::check::{Aspect, closed_to};
use crate::planner::drafting::supports;
use crate::planner::{Assessment, Explained};

/// A step that could be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The step as [`Edit::Add`] takes it.
    pub new: NewStep,
    /// The words for it in the list of what can be added.
    pub label: String,
    /// Why it isn't allowed.
    pub closed: Option<Explained>,
}

/// A step that would be added, and whether it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The number that it would have.
    pub number: usize,
    /// The step, without the words that follow.
    pub step: Step,
    /// Why it isn't allowed.
    pub closed: Option<Explained>,
}

/// What adding a step would give, judged on its own.
///
/// # Errors
/// No step could come of it.
pub fn preview(
    plan: &Plan,
    at: Option<usize>,
    new: &NewStep,
    assessment: &Assessment<'_>,
) -> Result<Added, EditError> {
    let sheet = EditSheet::open(plan, assessment)?;
    previewed(&sheet, plan, at, new)
}

/// The same for a plan that is open already.
pub(in crate::planner) fn previewed(
    sheet: &EditSheet<'_, '_>,
    plan: &Plan,
    at: Option<usize>,
    new: &NewStep,
) -> Result<Added, EditError> {
    let (at, mut step, beside) = make(sheet, at.map(|at| at.saturating_sub(1)), new)?;
    step.supports = supports(sheet.assessment, step.position);
    step.beside = beside.iter().map(|key| key + 1).collect();
    let closed = second_of_its_kind(sheet.knowledge(), plan, new.phase).or_else(|| {
        let aspects =
            [Aspect::Place, Aspect::Modality, Aspect::Level, Aspect::Position, Aspect::Techniques];
        closed_to(plan, &step, &aspects, sheet.assessment)
    });
    Ok(Added { number: at + 1, step, closed })
}

fn second_of_its_kind(knowledge: &Knowledge, plan: &Plan, phase: Phase) -> Option<Explained> {
    let (rule, text) = match phase {
        Phase::CheckIn => ("phase-shape", "There is a check-in already, allowed is one"),
        Phase::HomeCare => ("o-08", "There is home care already, and it is the last step"),
        Phase::Heat
        | Phase::WarmUp
        | Phase::Focus
        | Phase::Stretch
        | Phase::Cold
        | Phase::Rest
        | Phase::ReTest => return None,
    };
    let is_there = plan.steps.iter().any(|step| step.phase == phase);
    is_there.then(|| explained(knowledge, rule, text)).flatten()
}

/// A reason in words of the editor, under a rule that the knowledge explains.
fn explained(knowledge: &Knowledge, rule: &str, text: &str) -> Option<Explained> {
    let sources = knowledge.check(rule).map_or_else(Vec::new, |check| check.sources.clone());
    Some(Explained { rule: RuleId::new(rule).ok()?, text: text.to_owned(), sources })
}

/// Why a step can't even be made, as a reason.
pub(in crate::planner) fn refused(
    knowledge: &Knowledge,
    phase: Phase,
    error: &EditError,
) -> Option<Explained> {
    match (phase, error) {
        (Phase::Heat, EditError::NoRegion) => {
            let text = "Wherever a warm pack could lie in this position, warmth isn't allowed";
            explained(knowledge, "hard-maximum", text)
        }
        (Phase::Cold, EditError::NoRegion) => {
            let text = "No inflammation is recorded that a cold pack could lie on";
            explained(knowledge, "o-06", text)
        }
        (_, EditError::NothingBeside) => explained(knowledge, "pack-beside", &error.to_string()),
        (_, EditError::NoTechnique) => {
            let text = "No stretch is allowed there";
            explained(knowledge, "hard-maximum", text)
        }
        _ => explained(knowledge, "phase-shape", &error.to_string()),
    }
}

/// Every step that could be added; a list for a menu, in the order of phases.
pub fn new_steps(plan: &Plan, assessment: &Assessment<'_>) -> Vec<Offer> {
    let Ok(sheet) = EditSheet::open(plan, assessment) else {
        return Vec::new();
    };
    let knowledge = sheet.knowledge();
    let offer = |new: NewStep, label: String| {
        let closed = match previewed(&sheet, plan, None, &new) {
            Ok(added) => added.closed,
            Err(error) => refused(knowledge, new.phase, &error),
        };
        Offer { new, label, closed }
    };
    let mut offers = Vec::new();
    for phase in Phase::ALL {
        match phase {
            Phase::Focus => offers.extend(all_places(knowledge, phase).into_iter().map(|place| {
                let label = knowledge.place(&place.regions, Some(place.side), Voice::Edit);
                let PlaceChoice { regions, side } = place;
                offer(NewStep { regions, side: Some(side), ..NewStep::of(phase) }, label)
            })),
            Phase::Stretch => {
                let all = knowledge.tables().techniques.iter();
                offers.extend(all.map(|technique| {
                    let techniques = vec![technique.id.clone()];
                    let label = knowledge.technique_names(&techniques);
                    offer(NewStep { techniques, ..NewStep::of(phase) }, label)
                }));
            }
            Phase::CheckIn
            | Phase::Heat
            | Phase::WarmUp
            | Phase::Cold
            | Phase::Rest
            | Phase::ReTest
            | Phase::HomeCare => offers.push(offer(NewStep::of(phase), phase.label().to_owned())),
        }
    }
    offers
}
