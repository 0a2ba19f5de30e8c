//! What the window alone says: a step's row in parts and to a screen reader, and how much is open.
//!
//! The words themselves are those of check and paper (`knowledge::words`, `text`).

use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Technique, Timing};
use crate::knowledge::words::Voice;
use crate::model::{
    CautionNote, Clearance, FindingId, GateId, Intake, Phase, Plan, Severity, Side, Step,
};
use crate::planner::edit::StepField;
use crate::text::{agreeing, capital, counted, inside_sentence, listed, numbered, sentences};

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

/// The answers that matter most.
pub struct AnswersLine {
    /// The category's name.
    pub category: String,
    /// Side, pain and reach of today in a line.
    pub today: String,
    /// The same with the last score behind today's two, where there is one.
    pub with_last: String,
}

/// The answers that matter most in a line.
pub fn answers(intake: &Intake, knowledge: &Knowledge) -> AnswersLine {
    // Of earlier visits only the larger score is known, and not whether it was the back's or the leg's:
    // it stands behind both.
    let history = intake.course.as_ref().map(|course| course.pain_history.as_slice());
    let last = history.and_then(|scores| scores.last());
    let was = last.map(|score| format!(" · was {score}")).unwrap_or_default();
    let line = |was: &str| {
        format!(
            "{} · back {}, leg {}{was} · reaches {}",
            intake.side.word(),
            intake.pain_back,
            intake.pain_leg,
            intake.furthest_point.label().to_lowercase()
        )
    };
    AnswersLine {
        category: knowledge.category_name(&intake.category).to_owned(),
        today: line(""),
        with_last: line(&was),
    }
}

/// The pillows and bolsters of a step in a few words; empty where rows name none.
pub fn supports(step: &Step, knowledge: &Knowledge) -> String {
    let named = step.supports.iter().filter_map(|id| knowledge.support(id)?.row.as_deref());
    named.collect::<Vec<_>>().join(", ")
}

/// A part of a row's title, and what pressing it changes.
pub struct TitlePart {
    /// What stands between it and the part before.
    pub before: &'static str,
    /// The words.
    pub text: String,
    /// Whether they stand out.
    pub strong: bool,
    /// What they are about; none where nothing can be changed.
    pub field: Option<StepField>,
}

/// A row's title in parts: what is done and where, then with what.
pub fn parts(step: &Step, knowledge: &Knowledge) -> Vec<TitlePart> {
    let part = |text: String, field| TitlePart { before: "", text, strong: true, field };
    let quiet = |text: String, field| TitlePart { before: "  ", text, strong: false, field };
    let places = || places(step, knowledge);
    let modality = || {
        let name = step.modality.as_ref().map_or("Modality", |id| knowledge.modality_in_row(id));
        quiet(name.to_owned(), Some(StepField::Modality))
    };
    let phase = || part(step.phase.label().to_owned(), None);
    match step.phase {
        Phase::Focus => vec![part(places(), Some(StepField::Place)), modality()],
        Phase::WarmUp => {
            let place = part(inside_sentence(&places()), Some(StepField::Place));
            vec![phase(), TitlePart { before: ", ", ..place }, modality()]
        }
        Phase::Heat | Phase::Cold => {
            vec![phase(), quiet(inside_sentence(&places()), Some(StepField::Place))]
        }
        Phase::Stretch => {
            let known: Vec<&Technique> =
                step.techniques.iter().filter_map(|id| knowledge.technique(id)).collect();
            let whole = |id| knowledge.region(id).is_some_and(|region| region.whole_body);
            let side = step.side.filter(|_| !step.regions.iter().any(whole)).map(Side::word);
            let holds = known.iter().any(|one| matches!(one.timing, Timing::Held { .. }));
            let what = if holds { "Stretch" } else { "Easy movement" };
            let what = [Some(what), side].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let names = known.iter().map(|one| one.row.as_str()).collect::<Vec<_>>();
            let names = if names.is_empty() { "technique".to_owned() } else { names.join(" · ") };
            vec![part(what, None), quiet(names, Some(StepField::Techniques))]
        }
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => vec![phase()],
    }
}

/// The cautions that set a step apart: those that most of the steps where hands work share stand in
/// the column alone.
pub fn own_cautions<'a>(step: &'a Step, plan: &'a Plan) -> impl Iterator<Item = &'a CautionNote> {
    let worked = plan.steps.iter().filter(|step| step.phase.is_hands_on()).count();
    plan.cautions.iter().filter(move |caution| {
        step.cautions.contains(&caution.id) && caution.steps.len() * 2 <= worked
    })
}

/// The full text of a step, by what it answers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct InFull {
    /// How it is done.
    pub how: String,
    /// Where to work, and where not.
    pub place: String,
    /// What to watch: the lines of the cautions that set it apart.
    pub watch: String,
    /// What it is good for.
    pub why: String,
}

/// The full text of a step of `plan`: what the knowledge says of its regions is where, all else how.
pub fn in_full(step: &Step, plan: &Plan, knowledge: &Knowledge) -> InFull {
    let known = knowledge.guidance_of(&plan.intake.category, &step.regions);
    let is_place = |sentence: &&str| known.iter().any(|text| text.contains(*sentence));
    let (place, how): (Vec<&str>, Vec<&str>) = sentences(&step.instructions).partition(is_place);
    let watched = own_cautions(step, plan).filter(|caution| caution.severity > Severity::Note);
    let watched = watched.map(|caution| {
        let title = knowledge.caution_title(caution);
        if caution.line.is_empty() {
            format!("{title}.")
        } else {
            format!("{title}: {}.", inside_sentence(&caution.line))
        }
    });
    InFull {
        how: how.join(" "),
        place: place.join(" "),
        watch: watched.collect::<Vec<_>>().join(" "),
        why: step.why.clone(),
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
    format!("{} min alongside {steps}", step.minutes)
}

/// What a clearance opens, in a line: what it is about, how deep, by whom and until when.
pub fn cleared(given: &Clearance, gate: &GateId, intake: &Intake, knowledge: &Knowledge) -> String {
    let behind = |id: &&FindingId| knowledge.gate(gate).is_some_and(|gate| gate.can_rest_on(id));
    let found = intake.findings.iter().filter(behind).map(|id| knowledge.finding_tag(id));
    let found = listed(&found.collect::<Vec<_>>());
    let about = if found.is_empty() { knowledge.gate_topic(gate) } else { &found };
    let level = given.max_pressure.map(|level| format!(" to level {level}")).unwrap_or_default();
    let by = given.by.trim();
    format!("{} cleared{level} by {by}, until {}", capital(about), given.until().short())
}

/// What a clearance allows in words alone: no rule holds it.
pub fn stated(given: &Clearance) -> Option<String> {
    let limits = given.limits.trim();
    (!limits.is_empty()).then(|| format!("Yours to check: “{limits}”"))
}

/// How many warnings nobody has answered.
pub fn warnings_waiting(open: usize) -> String {
    let need = agreeing(open, "needs", "need");
    format!("{} {need} a reason", counted(open, "warning"))
}

/// What to watch in a step, for a screen reader: its cautions that stop or warn, by their words.
pub fn cautions(step: &Step, plan: &Plan, knowledge: &Knowledge) -> String {
    let here = plan
        .cautions
        .iter()
        .filter(|caution| caution.severity > Severity::Note && step.cautions.contains(&caution.id));
    let said = here.map(|caution| {
        let word = knowledge.word_of(&caution.id, caution.severity);
        format!("{word}: {}", knowledge.caution_title(caution))
    });
    said.collect::<Vec<_>>().join("; ")
}
