//! What was written down of a session, as it is read again: names and values.

use crate::export::course::{before_after, changed, reach};
use crate::export::sheet::step_name;
use crate::knowledge::Knowledge;
use crate::model::{NotePart, Outcome, OwnNote, PlanRecord, Response, StepWent};
use crate::planner::course::Done;
use crate::text::{capital, inside_sentence};

/// A name and what stands beside it.
pub type ToldFact = (String, String);

/// What was written down, in the order in which it is looked for. What nobody said has no place.
pub fn told(
    record: &PlanRecord,
    outcome: &Outcome,
    own: &OwnNote,
    knowledge: &Knowledge,
) -> Vec<ToldFact> {
    let intake = &record.plan.intake;
    let mut facts = Vec::new();
    let mut say = |name: &str, text: String| {
        if !text.trim().is_empty() {
            facts.push((name.to_owned(), text));
        }
    };
    let typed = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let took = outcome.response.map(|took| match took {
        Response::Better => "better than before",
        Response::Same => "as before",
        Response::Worse => "worse than before",
    });
    let line = typed(&outcome.response_note);
    let response = [took.map(str::to_owned), Some(line).filter(|line| !line.is_empty())];
    say("Response", response.into_iter().flatten().collect::<Vec<_>>().join(": "));
    say("For next time", typed(&outcome.next_time));
    let asked = |is_asked: bool| if is_asked { "" } else { ", not asked after" };
    for (name, before, after) in [
        ("Leg pain", intake.pain_leg, outcome.pain_leg),
        ("Back pain", intake.pain_back, outcome.pain_back),
    ] {
        say(name, format!("{}{}", before_after(before, after), asked(after.is_some())));
    }
    let point = outcome.furthest_point;
    let reaches = reach((intake.furthest_point, point));
    say("Reaches", format!("{reaches}{}", asked(point.is_some())));
    for one in &intake.activities {
        let after = outcome.activities.iter().find(|it| it.name == one.name).map(|it| it.score);
        say(&capital(&one.name), format!("{} of 10", before_after(one.score, after)));
    }
    let closed = PlanRecord { outcome: Some(outcome.clone()), ..record.clone() };
    let done = Done::of(&closed);
    say("Done", format!("{} of {} min", done.minutes, intake.minutes));
    for step in &done.steps {
        let what = step_name(step.step, knowledge);
        let note = step.note.map(|note| format!(": {note}")).unwrap_or_default();
        match step.went {
            StepWent::Done => {}
            StepWent::Changed => say("Changed", format!("{what}, {}{note}", changed(step))),
            StepWent::Skipped => say("Skipped", format!("{what}{note}")),
        }
    }
    match outcome.unwanted.as_deref().map(str::trim) {
        None => {}
        Some("") => say("Unwanted", "nothing".to_owned()),
        Some(unwanted) => say("Unwanted", unwanted.to_owned()),
    }
    say("Seen and felt", typed(&outcome.note));
    let next = match outcome.next_visit {
        _ if outcome.discharged => "none: the course ended with this session".to_owned(),
        Some(day) => day.with_weekday(),
        None => "not agreed on".to_owned(),
    };
    say("Next visit", next);
    for part in NotePart::ALL {
        if let Some(words) = own.of(*part) {
            say(&format!("Note, {}", inside_sentence(part.label())), words.trim().to_owned());
        }
    }
    facts
}
