//! What was done, changed and left out, what was given along, and what is next.

use super::{NoteLine, NoteSource, joined};
use crate::export::course::changed;
use crate::export::sheet::step_name;
use crate::knowledge::Knowledge;
use crate::model::{Outcome, Phase, PlanRecord, Severity, SkipReason, StepWent};
use crate::planner::course::{Done, StepDone};
use crate::text::{capital, inside_sentence};

/// P: steps done, changes with their reasons, cautions, home care, the next visit, what was told.
pub(super) fn plan(source: NoteSource<'_>, outcome: &Outcome) -> Vec<NoteLine> {
    let (knowledge, record) = (source.knowledge, source.record);
    let told = PlanRecord { outcome: Some(outcome.clone()), ..record.clone() };
    let done = Done::of(&told);
    let mut lines = vec![work(&done, record, knowledge)];
    let went = |wanted: StepWent| done.steps.iter().filter(move |one| one.went == wanted);
    for one in went(StepWent::Changed) {
        let mut line = NoteLine::labelled("Changed");
        let end = if one.note.is_some() { ":" } else { "." };
        line.say(format!("{}, {}{end}", step_name(one.step, knowledge), changed(one)));
        line.typed(one.note);
        lines.push(line);
    }
    for one in went(StepWent::Skipped) {
        let mut line = NoteLine::labelled("Skipped");
        let end = if one.note.is_some() { ":" } else { "." };
        line.say(format!("{}{end}", step_name(one.step, knowledge)));
        match one.note.and_then(SkipReason::of_label) {
            Some(pressed) => line.say(format!("{}.", inside_sentence(pressed.label()))),
            None => line.typed(one.note),
        }
        lines.push(line);
    }
    lines.extend(edits(record));
    lines.push(cautions(record, knowledge));
    lines.push(home_care(record, knowledge));
    lines.push(next(record, outcome));
    let mut note = NoteLine::labelled("For next time");
    note.typed(outcome.next_time.as_deref());
    lines.push(note);
    for told in &record.told {
        let mut line = NoteLine::labelled("Told");
        line.say(format!("{}:", told.heading()));
        line.typed(Some(&told.text));
        lines.push(line);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// "54 of 60 min. Gluteals, right 13: myofascial, level 3. Stretch and movement 7: hamstring stretch."
fn work(done: &Done<'_>, record: &PlanRecord, knowledge: &Knowledge) -> NoteLine {
    let mut line = NoteLine::labelled("Done");
    line.say(format!("{} of {} min.", done.minutes, record.plan.intake.minutes));
    let taken: Vec<&StepDone<'_>> =
        done.steps.iter().filter(|one| one.went != StepWent::Skipped).collect();
    let of = |phase: Phase| taken.iter().filter(move |one| one.step.phase == phase).copied();
    let how = |one: &StepDone<'_>| {
        let modality = one.step.modality.as_ref().map(|id| knowledge.modality_in_sentence(id));
        let level = one.pressure.map(|level| format!("level {level}"));
        joined([modality, level].into_iter().flatten())
    };
    for phase in [Phase::WarmUp, Phase::Focus] {
        // What was done in the same way is said together.
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for one in of(phase) {
            let place =
                format!("{} {}", inside_sentence(&step_name(one.step, knowledge)), one.minutes);
            let how = how(one);
            match groups.last_mut().filter(|(known, _)| *known == how) {
                Some((_, places)) => places.push(place),
                None => groups.push((how, vec![place])),
            }
        }
        for (how, places) in groups {
            line.say(format!("{}: {how}.", capital(&places.join("; "))));
        }
    }
    for one in of(Phase::Stretch) {
        let names = knowledge.techniques_in_sentence(&one.step.techniques);
        line.say(format!("{} {}: {names}.", one.step.phase.label(), one.minutes));
    }
    for one in of(Phase::Heat).chain(of(Phase::Cold)) {
        line.say(format!("{} {} min.", step_name(one.step, knowledge), one.minutes));
    }
    line
}

/// What was changed in the draft by hand, and warnings that were answered, each with its reason.
fn edits(record: &PlanRecord) -> Vec<NoteLine> {
    let step = |step: Option<usize>| step.map(|it| format!("step {it}, ")).unwrap_or_default();
    let edits = record.edits.iter().map(|edit| {
        let mut line = NoteLine::labelled("Plan changed");
        let end = if edit.why.is_some() { ":" } else { "." };
        line.say(format!("{}{}{end}", capital(&step(edit.step)), edit.what));
        line.typed(edit.why.as_deref());
        line
    });
    let answers = record.acknowledged.iter().map(|answer| {
        let mut line = NoteLine::labelled("Warning answered");
        let text = answer.text.trim().trim_end_matches('.');
        line.say(format!("{}{text}:", capital(&step(answer.step))));
        line.typed(Some(&answer.why));
        line
    });
    edits.chain(answers).collect()
}

/// The titles of what was pinned, the gravest first; notes are no cautions.
fn cautions(record: &PlanRecord, knowledge: &Knowledge) -> NoteLine {
    let mut notes: Vec<_> = record.plan.cautions.iter().collect();
    notes.retain(|note| note.severity != Severity::Note);
    notes.sort_by_key(|note| knowledge.rank(&note.id, note.severity));
    let titles: Vec<&str> = notes.into_iter().map(|note| knowledge.caution_title(note)).collect();
    let mut line = NoteLine::labelled("Cautions");
    if !titles.is_empty() {
        line.say(format!("{}.", titles.join("; ")));
    }
    line
}

fn home_care(record: &PlanRecord, knowledge: &Knowledge) -> NoteLine {
    let names = record.plan.home_care.iter().map(|item| {
        let known = knowledge.home_care(&item.id).map_or(item.id.as_str(), |known| &known.name);
        inside_sentence(known)
    });
    let names = joined(names);
    let mut line = NoteLine::labelled("Home care");
    if !names.is_empty() {
        line.say(format!("{}.", capital(&names)));
    }
    line
}

fn next(record: &PlanRecord, outcome: &Outcome) -> NoteLine {
    let mut line = NoteLine::labelled("Next visit");
    if outcome.discharged {
        line.say("None: the course ends with this session.");
        return line;
    }
    match outcome.next_visit {
        Some(day) => line.say(format!("{}.", day.with_weekday())),
        None => line.say("Not agreed on."),
    }
    if let Some(next) = &record.plan.follow_up {
        line.say(format!("Review at visit {}.", next.review_at_visit));
    }
    line
}
