//! Ticks, filters and what follows from them.

use super::*;
use crate::model::{
    Client, ClientId, Day, Entry, Intake, Nprs, Outcome, PlanRecord, Pressure, Settings,
    StepOutcome, StepWent,
};
use crate::planner;
use crate::store::{Base, Stamp, Store};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn plan(on: &str, leg: u16, knowledge: &Knowledge) -> crate::model::Plan {
    let text = format!(
        r#"{{ "date": "{on}", "category": "chronic", "side": "Left", "pain_back": 3,
        "pain_leg": {leg}, "furthest_point": "Knee", "trend": "Same", "inflammation": "None",
        "onset_weeks": 40, "diagnosis": "ByDoctor", "cause_known": true, "findings": [],
        "doctor_on_massage": "InFavour", "minutes": 60 }}"#
    );
    let intake: Intake = serde_json::from_str(&text).unwrap();
    planner::plan(&knowledge.accept(intake).unwrap(), knowledge).unwrap()
}

/// A client with a course of last year and one of this, and a session that isn't closed.
fn past(knowledge: &Knowledge) -> (tempfile::TempDir, Arc<Past>) {
    let folder = tempfile::tempdir().unwrap();
    let at: jiff::Timestamp = "2026-11-24T08:00:00Z".parse().unwrap();
    let store = Store::create(&folder.path().join("p"), at).unwrap();
    let stamp = Stamp { at, by: String::new() };
    let client = ClientId::fresh(at);
    store.save_client(client, Base::none(), Client::named("Sample"), &stamp).unwrap();
    let sessions = [
        ("2025-03-03", 6, Some(4), "Wanted it quiet", None),
        ("2025-03-10", 5, Some(3), "Slept through", Some(StepWent::Skipped)),
        ("2026-10-13", 6, Some(5), "Little change", None),
        ("2026-10-27", 6, Some(5), "Eased lying", Some(StepWent::Changed)),
        ("2026-11-24", 4, None, "", None),
    ];
    for (on, leg, after, said, went) in sessions {
        let mut record = PlanRecord::draft(plan(on, leg, knowledge));
        if let Some(after) = after {
            let steps = went.map(|went| {
                let focus = record.plan.steps.iter().find(|step| step.pressure.is_some());
                let mut step = StepOutcome::new(focus.unwrap().number, went);
                step.pressure = (went == StepWent::Changed).then(|| Pressure::new(1).unwrap());
                step
            });
            let outcome = Outcome {
                pain_leg: Some(Nprs::new(after).unwrap()),
                response_note: Some(said.to_owned()),
                steps: steps.into_iter().collect(),
                ..Outcome::on(day(on))
            };
            record.close(outcome, Entry { at, by: String::new() });
        }
        let id = PlanId::fresh(format!("{on}T12:00:00Z").parse().unwrap());
        store.save_plan(client, id, Base::none(), record, &stamp).unwrap();
    }
    let read = Arc::new(store.client(client).unwrap());
    (folder, Arc::new(Past::new(read, &Settings::default(), knowledge, day("2026-11-24"))))
}

fn view(past: &Arc<Past>, knowledge: &Knowledge) -> HistoryView {
    let mut view = HistoryView::default();
    assert!(view.look_at(Some(past), knowledge));
    assert!(!view.look_at(Some(past), knowledge), "the same isn't looked at twice");
    view
}

fn days(view: &HistoryView) -> Vec<String> {
    let rows = &view.sessions().unwrap().rows;
    let lines = view.lines.iter().filter_map(|line| match line {
        Line::Course(_) => None,
        Line::Session(at) => rows.get(*at).map(|row| row.day.to_string()),
    });
    lines.collect()
}

#[test]
fn sessions_stand_under_their_course_the_latest_first() {
    let knowledge = Knowledge::shipped().unwrap();
    let (_folder, past) = past(&knowledge);
    let view = view(&past, &knowledge);
    let sessions = view.sessions().unwrap();
    let titles: Vec<&str> = sessions.courses.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["Mar 2025", "Oct to Nov 2026"]);
    assert_eq!(view.lines.first(), Some(&Line::Course(1)));
    assert_eq!(days(&view), ["2026-11-24", "2026-10-27", "2026-10-13", "2025-03-10", "2025-03-03"]);
    assert_eq!((view.found, sessions.closed, sessions.episodes), (5, 4, 2));
    let open = sessions.rows.last().unwrap();
    assert_eq!((open.kind, open.leg), (SessionKind::Open, (4, None)));
    assert_eq!(open.about, "Today, draft · 60 min");
    assert_eq!(open.said, "Not closed yet");
    let heading = sessions.courses.last().unwrap();
    assert_eq!(heading.leg_line, Some(4), "6 less 2 points");
    assert_eq!(heading.back_line, Some(2), "3 less 30 %");
}

#[test]
fn the_last_two_are_compared_at_first_and_a_third_tick_replaces_the_older() {
    let knowledge = Knowledge::shipped().unwrap();
    let (_folder, past) = past(&knowledge);
    let mut view = view(&past, &knowledge);
    let plans: Vec<PlanId> = past.sessions.rows.iter().map(|row| row.plan).collect();
    assert_eq!(view.ticked, plans[2..4]);
    assert_eq!((view.letter(plans[2]), view.letter(plans[3])), (Some("A"), Some("B")));
    let compared = view.compared.clone().unwrap();
    assert_eq!(compared.a, "Tue 13 Oct 2026");
    assert!(compared.differences > 0 && compared.differences < compared.lines.len());
    assert_eq!(compared.shown(Rows::Differences).count(), compared.differences);
    view.tick(plans[0]);
    assert_eq!(view.ticked, [plans[3], plans[0]], "the older one went");
    assert_eq!((view.letter(plans[0]), view.letter(plans[3])), (Some("A"), Some("B")));
    assert_eq!(view.chosen().unwrap().plan, plans[0], "the one ticked last");
    view.tick(plans[3]);
    view.compare(&knowledge);
    assert!(view.compared.is_none(), "one alone is compared with nothing");
    view.tick(plans[0]);
    assert_eq!(view.chosen().unwrap().plan, plans[3], "the last one that took place");
}

#[test]
fn filters_narrow_what_is_listed() {
    let knowledge = Knowledge::shipped().unwrap();
    let (_folder, past) = past(&knowledge);
    let mut view = view(&past, &knowledge);
    let mut listed = |filter: Filter| {
        view.filter = filter;
        view.find();
        days(&view)
    };
    let none = Filter::default();
    assert!(none.is_open());
    let words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    assert_eq!(listed(words("LYING eased")), ["2026-10-27"]);
    assert!(listed(words("nothing of the kind")).is_empty());
    assert_eq!(listed(Filter { changed: true, ..none.clone() }), ["2026-10-27", "2025-03-10"]);
    assert_eq!(
        listed(Filter { period: Period::LastCourse, ..none.clone() }),
        ["2026-11-24", "2026-10-27", "2026-10-13"]
    );
    let area = past.sessions.areas.first().cloned();
    assert_eq!(listed(Filter { area, ..none.clone() }).len(), 4, "what isn't closed wasn't done");
    let worked = past.sessions.modalities.first().cloned();
    assert_eq!(listed(Filter { worked, ..none.clone() }).len(), 4);
    let worked = past.sessions.techniques.first().cloned();
    assert_eq!(listed(Filter { worked, ..none.clone() }).len(), 4);
    let area = Some("Elbow".to_owned());
    assert!(listed(Filter { area, ..none }).is_empty());
}

#[test]
fn the_chart_goes_back_and_forth() {
    let knowledge = Knowledge::shipped().unwrap();
    let (_folder, past) = past(&knowledge);
    let mut view = view(&past, &knowledge);
    assert_eq!(view.drawn(3).len(), 3);
    assert_eq!(view.drawn(24).len(), 5);
    assert_eq!(view.done(24).len(), 4);
    assert!(!view.can_go(true) && !view.can_go(false));
    view.go(true);
    assert_eq!(view.later, 0);
}

#[test]
fn nothing_of_a_client_stays_once_nobody_is_chosen() {
    let knowledge = Knowledge::shipped().unwrap();
    let (_folder, past) = past(&knowledge);
    let mut view = view(&past, &knowledge);
    view.filter.words = "eased".to_owned();
    assert!(view.look_at(None, &knowledge));
    assert!(view.sessions().is_none() && view.ticked.is_empty() && view.filter.is_open());
}
