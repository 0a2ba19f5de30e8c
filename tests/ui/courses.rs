//! A client with two courses behind her, made the same way each time.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

use ischia::knowledge::Knowledge;
use ischia::model::{
    Client, ClientId, Day, Entry, FurthestPoint, Intake, Minutes, Nprs, Outcome, Phase, PlanId,
    PlanRecord, Pressure, Response, Step, StepOutcome, StepWent,
};
use ischia::planner;
use ischia::store::{Base, Stamp, Store};
use ischia::text::{Document, Notation};

use crate::scenes::{add, stamp};

/// Who has two courses.
pub const COURSED: &str = "Iris Exemplar";

/// A session: its day, minutes, pain before and after in leg and back, and what the client said.
struct Was {
    on: &'static str,
    minutes: u16,
    leg: (u16, u16),
    back: (u16, u16),
    said: &'static str,
    went: &'static [(Phase, StepWent, &'static str)],
}

const SPRING: [Was; 4] = [
    Was {
        on: "2025-03-03",
        minutes: 30,
        leg: (6, 4),
        back: (4, 3),
        said: "Wanted it quiet",
        went: &[],
    },
    Was {
        on: "2025-03-10",
        minutes: 45,
        leg: (5, 3),
        back: (3, 3),
        said: "Slept through the night",
        went: &[],
    },
    Was {
        on: "2025-03-17",
        minutes: 45,
        leg: (3, 2),
        back: (3, 2),
        said: "Sat through a whole film",
        went: &[(Phase::Focus, StepWent::Skipped, "no time left")],
    },
    Was {
        on: "2025-03-31",
        minutes: 60,
        leg: (2, 1),
        back: (2, 1),
        said: "Only a tug when lifting",
        went: &[],
    },
];

const AUTUMN: [Was; 3] = [
    Was {
        on: "2026-10-13",
        minutes: 45,
        leg: (6, 5),
        back: (3, 3),
        said: "Little change on standing",
        went: &[],
    },
    Was {
        on: "2026-10-27",
        minutes: 45,
        leg: (6, 5),
        back: (3, 2),
        said: "Eased lying on the left",
        went: &[],
    },
    Was {
        on: "2026-11-10",
        minutes: 60,
        leg: (5, 3),
        back: (2, 2),
        said: "Leg easier on standing",
        went: &[
            (Phase::Focus, StepWent::Changed, "tender"),
            (Phase::Stretch, StepWent::Skipped, "tingling"),
        ],
    },
];

/// Adds her, with a course of last year and one that goes on.
pub fn add_coursed(store: &Store) -> ClientId {
    let client = add(store, Client { birth_year: Some(1970), ..Client::named(COURSED) });
    add_sessions(store, client, "acute", 1, &SPRING);
    add_sessions(store, client, "herniated-disc", 14, &AUTUMN);
    client
}

/// Saves a draft for today.
pub fn plan_today(store: &Store, client: ClientId) {
    let knowledge = Knowledge::shipped().unwrap();
    let today =
        Was { on: "2026-11-24", minutes: 60, leg: (4, 4), back: (2, 2), said: "", went: &[] };
    let record = record("herniated-disc", 20, &AUTUMN, &today, &knowledge);
    save(store, client, PlanRecord::draft(record.plan), Day::parse(today.on).unwrap());
}

/// Adds a client with so many sessions, a week apart, the last one two weeks ago.
pub fn add_long_course(store: &Store, name: &str, count: i32) -> ClientId {
    let knowledge = Knowledge::shipped().unwrap();
    let client = add(store, Client::named(name));
    let last = Day::parse("2026-11-10").unwrap();
    let first = record("herniated-disc", 14, &[], &AUTUMN[0], &knowledge);
    for at in 0..count {
        let day = last.plus_days(-7 * (count - 1 - at));
        let mut record = first.clone();
        record.plan.intake.date = day;
        let outcome = record.outcome.as_mut().unwrap();
        outcome.on = day;
        outcome.response_note = Some(format!("Said at session {}", at + 1));
        save(store, client, record, day);
    }
    client
}

fn add_sessions(store: &Store, client: ClientId, category: &str, weeks: u16, all: &[Was]) {
    let knowledge = Knowledge::shipped().unwrap();
    for (at, was) in all.iter().enumerate() {
        let passed = u16::try_from(at).unwrap();
        let record = record(category, weeks + passed, &all[..at], was, &knowledge);
        save(store, client, record, Day::parse(was.on).unwrap());
    }
}

fn save(store: &Store, client: ClientId, record: PlanRecord, day: Day) {
    let at: jiff::Timestamp = format!("{day}T12:00:00Z").parse().unwrap();
    let stamp = Stamp { at, ..stamp(0) };
    store.save_plan(client, PlanId::fresh(at), Base::none(), record, &stamp).unwrap();
}

fn record(
    category: &str,
    weeks: u16,
    before: &[Was],
    was: &Was,
    knowledge: &Knowledge,
) -> PlanRecord {
    let scores: Vec<String> =
        before.iter().map(|one| one.leg.0.max(one.back.0).to_string()).collect();
    let course = format!(
        "course: (visit: {}, pain_history: [{}], first_visit: \"{}\", last_furthest_point: Calf),",
        before.len() + 1,
        scores.join(", "),
        before.first().map_or("", |first| first.on)
    );
    let course = if before.is_empty() { String::new() } else { course };
    let text = format!(
        r#"(
            date: "{}", category: "{category}", side: Right, pain_back: {}, pain_leg: {},
            furthest_point: Calf, trend: Same, inflammation: None, onset_weeks: {weeks},
            diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
            minutes: {}, medicines: "ibuprofen at night", {course}
        )"#,
        was.on, was.back.0, was.leg.0, was.minutes
    );
    let document = Document::from_text("intake.ron", Notation::Ron, text);
    let intake: Intake = document.parse().unwrap();
    let plan = planner::plan(&knowledge.accept(intake).unwrap(), knowledge).unwrap();
    assert!(!plan.status.withholds(), "{} is withheld", was.on);
    let mut record = PlanRecord::draft(plan);
    let steps = was.went.iter().map(|(phase, went, note)| {
        let step = record.plan.steps.iter().find(|step| step.phase == *phase).unwrap();
        outcome_of(step, *went, note)
    });
    let outcome = Outcome {
        steps: steps.collect(),
        pain_leg: Nprs::new(was.leg.1).ok(),
        pain_back: Nprs::new(was.back.1).ok(),
        furthest_point: Some(FurthestPoint::Knee),
        response: Some(if was.leg.1 < was.leg.0 { Response::Better } else { Response::Same }),
        response_note: Some(was.said.to_owned()),
        unwanted: Some(String::new()),
        ..Outcome::on(Day::parse(was.on).unwrap())
    };
    let at = format!("{}T16:00:00Z", was.on).parse().unwrap();
    record.close(outcome, Entry { at, by: "A. Therapist".to_owned() });
    record
}

fn outcome_of(step: &Step, went: StepWent, note: &str) -> StepOutcome {
    let mut one = StepOutcome::new(step.number, went);
    one.note = Some(note.to_owned());
    if went == StepWent::Changed {
        one.minutes = Minutes::new(step.minutes.get() / 2).ok();
        one.pressure = Pressure::new(1).ok();
    }
    one
}
