//! A step in words, put together from the names in the knowledge.

use crate::knowledge::Knowledge;
use crate::model::{Intake, Phase, Side, Step};
use crate::planner::edit::StepField;

/// What is done, and how, for a row.
pub fn title(step: &Step, knowledge: &Knowledge) -> (String, String) {
    let places = places(step, knowledge);
    let modality = step.modality.as_ref().and_then(|id| knowledge.modality(id));
    let modality = modality.map(|modality| modality.name.clone());
    match step.phase {
        Phase::Focus if !places.is_empty() => (places, modality.unwrap_or_default()),
        Phase::Stretch => {
            let techniques = step.techniques.iter();
            let names: Vec<&str> = techniques
                .map(|id| knowledge.technique(id).map_or(id.as_str(), |one| one.name.as_str()))
                .collect();
            if names.is_empty() {
                (step.phase.label().to_owned(), places)
            } else {
                (names.join(", "), side(step).unwrap_or_default().to_owned())
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
    let protocol = knowledge.protocol(&intake.category);
    let name = protocol.map_or(intake.category.as_str(), |protocol| protocol.name.as_str());
    let line = format!(
        "{} · back {}, leg {} · reaches {}",
        intake.side.word(),
        intake.pain_back,
        intake.pain_leg,
        intake.furthest_point.label().to_lowercase()
    );
    (name.to_owned(), line)
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
        let id = step.modality.as_ref();
        let name = id.map(|id| knowledge.modality(id).map_or(id.as_str(), |one| one.name.as_str()));
        part(name.unwrap_or("Modality").to_owned(), false, Some(StepField::Modality))
    };
    let phase = || part(step.phase.label().to_owned(), true, None);
    match step.phase {
        Phase::Focus => vec![TitlePart { strong: true, ..places() }, modality()],
        Phase::WarmUp => vec![phase(), places(), modality()],
        Phase::Heat | Phase::Cold => vec![phase(), places()],
        Phase::Stretch => {
            let (names, side) = names_and_side(step, knowledge);
            let side = side.map(|side| format!(", {side}")).unwrap_or_default();
            vec![part(format!("{names}{side}"), true, Some(StepField::Techniques))]
        }
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => vec![phase()],
    }
}

/// The regions with their side.
pub fn places(step: &Step, knowledge: &Knowledge) -> String {
    let regions = step.regions.iter();
    let names: Vec<&str> = regions
        .map(|id| knowledge.region(id).map_or(id.as_str(), |region| region.name.as_str()))
        .collect();
    let whole = |id| knowledge.region(id).is_some_and(|region| region.whole_body);
    let names = names.join(", ");
    match step.side {
        Some(side @ (Side::Left | Side::Right)) => format!("{names}, {}", side.word()),
        Some(Side::Both) if !step.regions.iter().any(whole) => {
            format!("{names}, {}", Side::Both.word())
        }
        Some(Side::Both) | None => names,
    }
}

/// What is done or where, and the side in one word, for where there is little room.
pub fn names_and_side(step: &Step, knowledge: &Knowledge) -> (String, Option<&'static str>) {
    let alone = Step { side: None, ..step.clone() };
    let whole = |id| knowledge.region(id).is_some_and(|region| region.whole_body);
    let side = side(step).filter(|_| !step.regions.iter().any(whole));
    let names = if step.phase == Phase::Stretch {
        title(&alone, knowledge).0
    } else {
        places(&alone, knowledge)
    };
    (names, side)
}

/// The side in one word.
fn side(step: &Step) -> Option<&'static str> {
    match step.side? {
        Side::Both => Some("both"),
        side @ (Side::Left | Side::Right) => Some(side.word()),
    }
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
    let numbers: Vec<String> = step.beside.iter().map(ToString::to_string).collect();
    let minutes = step.minutes;
    match numbers.as_slice() {
        [] => format!("{minutes} min beside the work"),
        [only] => format!("{minutes} min beside step {only}"),
        [rest @ .., last] => format!("{minutes} min beside steps {} and {last}", rest.join(", ")),
    }
}
