//! What the window alone says: a step's row in parts and to a screen reader, and how much is open.
//!
//! The words themselves are those of check and paper (`knowledge::words`, `text`).

use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{Intake, Phase, Side, Step};
use crate::planner::edit::StepField;
use crate::text::{agreeing, counted, numbered};

/// What is done, and how, for a row.
pub fn title(step: &Step, knowledge: &Knowledge) -> (String, String) {
    let places = places(step, knowledge);
    let modality = step.modality.as_ref().map(|id| knowledge.modality_name(id).to_owned());
    match step.phase {
        Phase::Focus if !places.is_empty() => (places, modality.unwrap_or_default()),
        Phase::Stretch => {
            let names = knowledge.technique_names(&step.techniques);
            if names.is_empty() {
                (step.phase.label().to_owned(), places)
            } else {
                (names, step.side.map_or("", Side::short).to_owned())
            }
        }
        Phase::Heat | Phase::Cold => (step.phase.label().to_owned(), places),
        Phase::WarmUp => {
            let how = [Some(places), modality].into_iter().flatten().collect::<Vec<_>>();
            (step.phase.label().to_owned(), how.join(" · "))
        }
        Phase::CheckIn | Phase::Focus | Phase::Rest | Phase::ReTest | Phase::HomeCare => {
            (step.phase.label().to_owned(), modality.unwrap_or_default())
        }
    }
}

/// The category's name, and the answers that matter most in a line.
pub fn answers(intake: &Intake, knowledge: &Knowledge) -> (String, String) {
    let line = format!(
        "{} · back {}, leg {} · reaches {}",
        intake.side.word(),
        intake.pain_back,
        intake.pain_leg,
        intake.furthest_point.label().to_lowercase()
    );
    (knowledge.category_name(&intake.category).to_owned(), line)
}

/// A part of a row's title, and what pressing it changes.
pub struct TitlePart {
    /// The words.
    pub text: String,
    /// Whether they stand out.
    pub strong: bool,
    /// What they are about; none where nothing can be changed.
    pub field: Option<StepField>,
}

/// A row's title in parts.
pub fn parts(step: &Step, knowledge: &Knowledge) -> Vec<TitlePart> {
    let part = |text: String, strong, field| TitlePart { text, strong, field };
    let places = || part(places(step, knowledge), false, Some(StepField::Place));
    let modality = || {
        let name = step.modality.as_ref().map_or("Modality", |id| knowledge.modality_name(id));
        part(name.to_owned(), false, Some(StepField::Modality))
    };
    let phase = || part(step.phase.label().to_owned(), true, None);
    match step.phase {
        Phase::Focus => vec![TitlePart { strong: true, ..places() }, modality()],
        Phase::WarmUp => vec![phase(), places(), modality()],
        Phase::Heat | Phase::Cold => vec![phase(), places()],
        Phase::Stretch => {
            let (names, _) = title(step, knowledge);
            let whole = |id| knowledge.region(id).is_some_and(|region| region.whole_body);
            let side = step.side.filter(|_| !step.regions.iter().any(whole)).map(Side::short);
            let side = side.map(|side| format!(", {side}")).unwrap_or_default();
            vec![part(format!("{names}{side}"), true, Some(StepField::Techniques))]
        }
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => vec![phase()],
    }
}

/// The regions with their side.
pub fn places(step: &Step, knowledge: &Knowledge) -> String {
    knowledge.place(&step.regions, step.side, Voice::Row)
}

/// A row as a screen reader says it.
pub fn spoken(step: &Step, knowledge: &Knowledge) -> String {
    let (what, how) = title(step, knowledge);
    let mut parts = vec![format!("Step {}: {what}", step.number)];
    if !how.is_empty() {
        parts.push(how);
    }
    parts.push(step.position.label().to_owned());
    if let Some(level) = step.pressure {
        parts.push(format!("level {level} of 5"));
    }
    parts.push(if step.counted { format!("{} minutes", step.minutes) } else { beside(step) });
    parts.join(", ")
}

/// Which steps a pack runs beside.
pub fn beside(step: &Step) -> String {
    let steps = numbered("step", &step.beside);
    let steps = if steps.is_empty() { "the work" } else { &steps };
    format!("{} min beside {steps}", step.minutes)
}

/// How many warnings nobody has answered.
pub fn warnings_waiting(open: usize) -> String {
    let wait = agreeing(open, "waits", "wait");
    format!("{} {wait} for a word of why", counted(open, "warning"))
}
