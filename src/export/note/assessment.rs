//! What it comes to: category, screening, clearances, change, response.

use super::{NoteLine, NoteSource, joined};
use crate::knowledge::Knowledge;
use crate::model::{Clearance, Diagnosis, Inflammation, Outcome, Plan, Response, Unwanted};
use crate::planner::course::{CourseSession, Trend};
use crate::text::{counted, inside_sentence};

/// A: category, modifiers, gates, clearances, change since the course began, response.
pub(super) fn assessment(source: NoteSource<'_>, outcome: &Outcome) -> NoteLine {
    let (knowledge, plan) = (source.knowledge, &source.record.plan);
    let intake = &plan.intake;
    let mut line = NoteLine::default();
    let by = match (intake.diagnosis, intake.cause_known) {
        (Diagnosis::None, _) => "not diagnosed",
        (Diagnosis::ByDoctor, true) => "diagnosed by a doctor, cause named",
        (Diagnosis::ByDoctor, false) => "diagnosed by a doctor, cause not named",
    };
    let side = intake.side.and_worse(intake.worse_side);
    line.say(format!("{}, {side}; {by}.", knowledge.category_name(&intake.category)));
    line.typed(intake.diagnosed_by.as_deref());
    line.say(modifiers(plan, knowledge));
    line.say(gates(plan, knowledge));
    for clearance in intake.clearances.iter().filter(|one| one.counts_on(intake.date)) {
        line.say(cleared(clearance));
        line.typed(Some(&clearance.limits));
    }
    line.say(change(source));
    match outcome.unwanted.as_deref().map(str::trim) {
        None => line.say("Whether anything was unwanted was not asked."),
        Some("") => line.say("Nothing unwanted."),
        Some(unwanted) => {
            let (pressed, typed) = Unwanted::split(unwanted);
            let pressed = joined(pressed.into_iter().map(|it| inside_sentence(it.label())));
            let end = if typed.is_empty() { "." } else { "" };
            line.say(format!("Unwanted: {pressed}{end}"));
            line.typed(Some(typed));
        }
    }
    line.say(match outcome.response {
        None => "",
        Some(Response::Better) => "Better after the session.",
        Some(Response::Same) => "As before after the session.",
        Some(Response::Worse) => "Worse after the session.",
    });
    line.typed(outcome.response_note.as_deref());
    line
}

fn modifiers(plan: &Plan, knowledge: &Knowledge) -> String {
    let intake = &plan.intake;
    let asked = knowledge.tables().findings.iter();
    let found = asked.filter(|one| intake.findings.contains(&one.id));
    let mut found: Vec<String> =
        found.map(|one| knowledge.finding_tag(&one.id).to_owned()).collect();
    match intake.inflammation {
        Inflammation::None => {}
        Inflammation::Some => found.push("inflammation".to_owned()),
        Inflammation::Intense => found.push("intense inflammation".to_owned()),
    }
    if found.is_empty() {
        "No modifiers.".to_owned()
    } else {
        format!("Modifiers: {}.", joined(found))
    }
}

/// How the screening came out, and the gates that it rests on.
fn gates(plan: &Plan, knowledge: &Knowledge) -> String {
    let listed = plan.gates.iter().map(|gate| {
        let topic = inside_sentence(knowledge.gate_topic(&gate.id));
        if gate.released { format!("{topic} (released)") } else { topic }
    });
    let listed = joined(listed);
    let status = inside_sentence(plan.status.label());
    if listed.is_empty() {
        format!("Screening: {status}.")
    } else {
        format!("Screening: {status}: {listed}.")
    }
}

/// "Cleared by Dr Muster on 1 Sep 2026 until 1 Dec 2026, level 3 at most:"
fn cleared(clearance: &Clearance) -> String {
    let level = clearance.max_pressure.map(|level| format!(", level {level} at most"));
    let minutes =
        clearance.max_hands_on_minutes.map(|it| format!(", {it} minutes hands-on at most"));
    let ends = if clearance.limits.trim().is_empty() { "." } else { ":" };
    format!(
        "Cleared by {} on {} until {}{}{}{ends}",
        clearance.by.trim(),
        clearance.on.long(),
        clearance.until().long(),
        level.unwrap_or_default(),
        minutes.unwrap_or_default(),
    )
}

/// What became of pain since the first session of the course.
fn change(source: NoteSource<'_>) -> String {
    let course = source.course;
    let at = course.sessions.iter().position(|session| session.plan == source.id);
    let episode = at.and_then(|at| course.episodes.iter().find(|it| it.places.contains(&at)));
    let Some(episode) = episode else { return String::new() };
    let until = source.record.day();
    let taken = course.of_episode(episode);
    let taken: Vec<&CourseSession<'_>> =
        taken.filter(|session| session.is_closed && session.date <= until).collect();
    let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return String::new() };
    if taken.len() < 2 {
        return "First session of this course.".to_owned();
    }
    let trend = Trend::of(first.pain(), last.pain(), source.knowledge);
    let by = counted(trend.change.unsigned_abs(), "point");
    let said = match (trend.change, trend.meaningful) {
        (0, _) => "no change".to_owned(),
        (..0, true) => format!("{by} less, a real change"),
        (..0, false) => format!("{by} less, no real change"),
        (_, true) => format!("{by} more, a real change for the worse"),
        (_, false) => format!("{by} more, no real change"),
    };
    format!("Pain {} → {} since {}: {said}.", trend.first, trend.last, first.date.long())
}
