//! What stands around the plan: the client, cautions, scores, the referral, and the session itself once
//! it has taken place.

use uuid::Uuid;

use super::care_plan::{ids, notes};
use super::ids::reference;
use super::shape::{
    Annotation, CodeableConcept, Coding, Extension, Flag, HumanName, Identifier, Observation,
    Patient, Period, Priority, Procedure, RequestStatus, Resource, ServiceRequest, Value,
};
use super::{CAUTION, Source, about_plan, part, words};
use crate::model::{
    CautionNote, Communication, Day, Nprs, Outcome, Referral, Response, Status, Urgency,
};

/// The client: the code alone, unless the name may leave too.
pub(super) fn patient(source: &Source<'_>) -> Resource {
    let code = source.kept.and_then(|kept| words::string(kept.code?));
    let name = source.kept.and_then(|kept| words::string(kept.name?));
    let identifier = code.map(|value| Identifier {
        kind: Some(words::concept("Client code of the practice")),
        system: None,
        value,
    });
    Resource::Patient(Patient {
        id: source.ids.patient.to_string(),
        identifier: identifier.into_iter().collect(),
        name: name.map(|text| HumanName { text }).into_iter().collect(),
    })
}

/// The cautions, the gravest first.
pub(super) fn flags(source: &Source<'_>) -> Vec<(Uuid, Resource)> {
    let mut cautions: Vec<&CautionNote> = source.plan.cautions.iter().collect();
    cautions.sort_by_key(|one| source.knowledge.rank(&one.id, one.severity));
    // A file that was edited by hand may hold a caution twice.
    let flag = |(at, caution): (usize, &&CautionNote)| {
        let earlier = cautions.iter().take(at).filter(|one| one.id == caution.id).count();
        let which = format!("{} {earlier}", caution.id);
        let id = source.ids.of_part("caution", &which);
        (id, flag(caution, id, source))
    };
    cautions.iter().enumerate().map(flag).collect()
}

fn flag(caution: &CautionNote, id: Uuid, source: &Source<'_>) -> Resource {
    let knowledge = source.knowledge;
    let title = knowledge.caution_title(caution);
    let said = match words::string(&caution.text) {
        Some(text) => format!("{title}: {text}"),
        None => title.to_owned(),
    };
    let mut parts = vec![
        part("caution", Value::Id(caution.id.to_string())),
        part("severity", Value::Severity(caution.severity)),
    ];
    parts.extend(caution.steps.iter().map(|number| part("step", Value::Number(*number))));
    parts.extend(ids("source", &caution.sources));
    Resource::Flag(Flag {
        id: id.to_string(),
        extension: vec![Extension { url: CAUTION, value: Value::Parts(parts) }],
        status: "active",
        category: vec![words::concept(knowledge.word_of(&caution.id, caution.severity))],
        code: words::concept(&said),
        subject: reference(source.ids.patient),
        period: Period { start: source.plan.intake.date.to_string(), end: None },
    })
}

/// Where it hurts.
#[derive(Debug, Clone, Copy)]
enum Place {
    Back,
    Leg,
}

/// When a score was asked for.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Before,
    /// After the session that has this id.
    After(Uuid),
}

/// The scores of the intake.
pub(super) fn scores_before(source: &Source<'_>) -> Vec<(Uuid, Resource)> {
    let intake = &source.plan.intake;
    let scores = [(Place::Back, intake.pain_back), (Place::Leg, intake.pain_leg)];
    let score = |(place, score)| observation(source, place, Moment::Before, intake.date, score);
    scores.map(score).into()
}

fn observation(
    source: &Source<'_>,
    place: Place,
    moment: Moment,
    on: Day,
    score: Nprs,
) -> (Uuid, Resource) {
    let (site, which) = match place {
        Place::Back => ("Back", "back"),
        Place::Leg => ("Leg", "leg"),
    };
    let (what, when) = match moment {
        Moment::Before => ("score before", "now"),
        Moment::After(_) => ("score after", "after the session"),
    };
    let id = source.ids.of_part(what, which);
    let part_of = match moment {
        Moment::Before => Vec::new(),
        Moment::After(session) => vec![reference(session)],
    };
    let observation = Observation {
        id: id.to_string(),
        part_of,
        status: "final",
        code: CodeableConcept {
            coding: vec![Coding {
                system: "http://loinc.org",
                code: "72514-3",
                display: "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
            }],
            text: format!("Pain {when}, {which} (NPRS, 0 to 10)"),
        },
        subject: reference(source.ids.patient),
        effective_date_time: on.to_string(),
        value_integer: score.get(),
        body_site: words::concept(site),
    };
    (id, Resource::Observation(observation))
}

/// What to do instead of a session. Nobody here can order it: it is a proposal.
pub(super) fn referral(source: &Source<'_>, about: &[Uuid]) -> (Uuid, Resource) {
    let plan = source.plan;
    let referral = plan.referral.as_ref();
    // A file that was edited by hand may have lost its referral; its status still says how soon.
    let urgency = referral.map_or_else(|| urgency_of(plan.status), |it| it.urgency);
    let priority = match urgency {
        Urgency::BeforeTreatment => Priority::Routine,
        Urgency::Urgent => Priority::Urgent,
        Urgency::Emergency => Priority::Stat,
    };
    let id = source.ids.of_part("referral", "");
    let reasons = referral.into_iter().flat_map(|it| &it.reasons);
    let request = ServiceRequest {
        id: id.to_string(),
        extension: vec![about_plan(source)],
        status: RequestStatus::Active,
        intent: "proposal",
        priority,
        code: words::concept(&format!("Referral: {}", urgency.label())),
        subject: reference(source.ids.patient),
        authored_on: plan.intake.date.to_string(),
        reason_code: reasons.map(|reason| words::concept(&reason.text)).collect(),
        supporting_info: about.iter().map(|id| reference(*id)).collect(),
        note: referral_notes(source, referral),
        patient_instruction: referral.and_then(|it| words::string(&it.client_text)),
    };
    (id, Resource::ServiceRequest(request))
}

fn urgency_of(status: Status) -> Urgency {
    match status {
        Status::Emergency => Urgency::Emergency,
        Status::Refer => Urgency::Urgent,
        Status::Hold | Status::Caution | Status::Ok => Urgency::BeforeTreatment,
    }
}

/// The words for the doctor, what would release it, what was said to whom, and the page.
fn referral_notes(source: &Source<'_>, referral: Option<&Referral>) -> Vec<Annotation> {
    let mut all: Vec<Annotation> = words::note(source.sheet.status.text).into_iter().collect();
    if let Some(referral) = referral {
        all.extend(words::note(&referral.doctor_text));
        all.extend(words::note(&format!("Released by: {}", referral.released_by)));
    }
    let told = source.kept.iter().flat_map(|kept| &kept.record.told);
    all.extend(told.filter_map(communication));
    // Beside a plan with steps the page stands with the plan.
    if source.plan.status.withholds() {
        all.extend(notes(source));
    }
    all
}

/// What was said, with its time in words: it has no zone, without which FHIR takes none.
fn communication(told: &Communication) -> Option<Annotation> {
    let note = words::note(&format!("{}: {}", told.heading(), told.text))?;
    Some(Annotation { author_string: words::string(&told.by), ..note })
}

/// The session, and the scores after it.
pub(super) fn session(source: &Source<'_>) -> Vec<(Uuid, Resource)> {
    let id = source.ids.of_part("session", "");
    let outcome = source.outcome();
    let response = outcome.and_then(|it| it.response).map(Response::label);
    let procedure = Procedure {
        id: id.to_string(),
        based_on: vec![reference(source.ids.plan)],
        status: "completed",
        code: words::concept("Massage session"),
        subject: reference(source.ids.patient),
        performed_date_time: outcome.map(|it| it.on.to_string()),
        outcome: response.map(words::concept),
        note: outcome.map(session_notes).unwrap_or_default(),
    };
    let mut all = vec![(id, Resource::Procedure(procedure))];
    if let Some(outcome) = outcome {
        let scores = [(Place::Back, outcome.pain_back), (Place::Leg, outcome.pain_leg)];
        let asked = scores.into_iter().filter_map(|(place, score)| Some((place, score?)));
        all.extend(asked.map(|(place, score)| {
            observation(source, place, Moment::After(id), outcome.on, score)
        }));
    }
    all
}

/// What was written down beside the scores, each as a note of its own; the therapist's notes first.
fn session_notes(outcome: &Outcome) -> Vec<Annotation> {
    let typed = |lead: &str, text: &Option<String>| {
        // Where nothing is left to see, a few words that lead to it say nothing either.
        let text = text.as_deref().filter(|text| words::note(text).is_some())?;
        words::note(&format!("{lead}: {text}"))
    };
    let reach = outcome.furthest_point.map(|point| format!("Symptoms reach: {}", point.label()));
    let named = outcome.activities.iter().filter(|one| words::note(&one.name).is_some());
    let scored = named.map(|one| format!("{}: {} of 10", one.name, one.score));
    let next = outcome.next_visit.map(|day| format!("Next visit: {day}"));
    let discharged = outcome.discharged.then(|| "The course ends with this session".to_owned());
    let said = reach.into_iter().chain(scored).chain(next).chain(discharged);
    let said: Vec<Annotation> = said.filter_map(|text| words::note(&text)).collect();
    let own = outcome.note.as_deref().and_then(words::note);
    let others = [
        typed("Response", &outcome.response_note),
        typed("Unwanted", &outcome.unwanted),
        typed("For next time", &outcome.next_time),
    ];
    own.into_iter().chain(others.into_iter().flatten()).chain(said).collect()
}
