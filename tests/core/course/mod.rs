//! The course of a client over stored series: minutes, courses, trend, reviews.
//!
//! Expectations are written from the facts (3F, R-85, A40 to A42), not from what the program says.

mod exhaustive;
mod listed;
mod sample;

use ischia::model::{
    Day, Intake, Minutes, ModalityId, Nprs, Outcome, Phase, Plan, PlanId, PlanRecord, PlanState,
    Pressure, RegionId, Side, StepOutcome, StepWent,
};
use ischia::planner::course::{ClientCourse, Ended, Kept, accept_outcome, compare};

use crate::support::{SHIPPED, calm, plan};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn start() -> Day {
    day("2026-09-01")
}

/// A session on a day, that many after the first, with this pain in the leg; it took place.
fn session(base: &Plan, after: i32, pain: u16) -> PlanRecord {
    let mut plan = base.clone();
    plan.intake.date = start().plus_days(after);
    plan.intake.pain_back = Nprs::MIN;
    plan.intake.pain_leg = Nprs::clamped(pain);
    let on = plan.intake.date;
    let mut record = PlanRecord::draft(plan);
    record.state = PlanState::Done;
    record.outcome = Some(Outcome::on(on));
    record
}

fn base(category: &str) -> Plan {
    let mut intake: Intake = calm(category);
    intake.activities.clear();
    plan(intake)
}

fn id(number: u8) -> PlanId {
    PlanId::from_bytes([number; 16])
}

/// The course of these records, in the order in which they are given.
fn course(records: &[PlanRecord], gap: u16, today: Day) -> ClientCourse<'_> {
    let kept = (1..).zip(records).map(|(number, record)| Kept::new(id(number), record));
    ClientCourse::new(kept, &SHIPPED, gap, today)
}

/// A series of one category: the day of each visit after the first, with its pain.
fn series(category: &str, visits: &[(i32, u16)]) -> Vec<PlanRecord> {
    let base = base(category);
    visits.iter().map(|(after, pain)| session(&base, *after, *pain)).collect()
}

#[test]
fn minutes_are_of_what_was_done() {
    let base = base("chronic");
    let mut record = session(&base, 0, 4);
    let planned = course(std::slice::from_ref(&record), 90, start()).sessions[0].clone();
    assert_eq!(planned.minutes, base.total_minutes);
    let focus = || base.steps.iter().filter(|step| step.phase == Phase::Focus);
    let hands: u16 = base
        .steps
        .iter()
        .filter(|step| step.phase.is_hands_on())
        .map(|step| step.minutes.get())
        .sum();
    let sum = |minutes: Vec<u16>| minutes.into_iter().sum::<u16>();
    let areas: Vec<(RegionId, Side, u16)> =
        planned.areas.iter().map(|it| (it.region.clone(), it.side, it.minutes)).collect();
    let modalities: Vec<(ModalityId, u16)> =
        planned.modalities.iter().map(|it| (it.modality.clone(), it.minutes)).collect();
    assert_eq!(
        sum(areas.iter().map(|it| it.2).collect()),
        focus().map(|it| it.minutes.get()).sum::<u16>()
    );
    assert_eq!(sum(modalities.iter().map(|it| it.1).collect()), hands);

    let mut steps = focus();
    let (skipped, changed) = (steps.next().unwrap().clone(), steps.next().unwrap().clone());
    let pack = base.steps.iter().find(|step| step.phase == Phase::Heat).unwrap().number;
    record.outcome.as_mut().unwrap().steps = vec![
        StepOutcome::new(skipped.number, StepWent::Skipped),
        StepOutcome {
            minutes: Some(Minutes::clamped(2)),
            pressure: Some(Pressure::MIN),
            ..StepOutcome::new(changed.number, StepWent::Changed)
        },
        StepOutcome::new(pack, StepWent::Skipped),
    ];
    let records = [record];
    let course = course(&records, 90, start());
    let done = &course.sessions[0];
    let lost = skipped.minutes.get() + changed.minutes.get() - 2;
    assert_eq!(done.minutes, base.total_minutes - lost, "a pack counts no minutes");
    let mut left_out = vec![pack, skipped.number];
    left_out.sort_unstable();
    assert_eq!(done.skipped, left_out);
    assert_eq!(done.changed, [changed.number]);
    let left: u16 = done.areas.iter().map(|it| it.minutes).sum();
    assert_eq!(left, sum(areas.iter().map(|it| it.2).collect()) - lost);
    let of = |step: &ischia::model::Step| {
        let place = |it: &&ischia::planner::course::AreaMinutes<'_>| {
            *it.region == step.regions[0] && Some(it.side) == step.side
        };
        done.areas.iter().find(place).map(|it| it.minutes)
    };
    let same_place =
        focus().filter(|it| (&it.regions, it.side) == (&skipped.regions, skipped.side));
    if same_place.count() == 1 {
        assert_eq!(of(&skipped), None, "what was skipped counts nothing");
    }
    assert!(of(&changed).unwrap() >= 2);
}

#[test]
fn a_plan_that_is_not_closed_has_done_nothing() {
    let base = base("chronic");
    let records = [PlanRecord { outcome: None, state: PlanState::Ready, ..session(&base, 0, 4) }];
    let course = course(&records, 90, start());
    let session = &course.sessions[0];
    assert_eq!((session.minutes, session.booked), (0, 60));
    assert!(session.areas.is_empty() && session.modalities.is_empty());
    assert_eq!((course.trend, course.reviews.len()), (None, 0));
    assert_eq!((course.episodes[0].sessions, course.episodes[0].ended), (1, Ended::Open));
}

#[test]
fn a_course_ends_by_a_gap_of_over_90_days_or_by_discharge_in_whatever_order_it_was_entered() {
    let mut records = series("chronic", &[(0, 6), (90, 5), (181, 5), (188, 4), (195, 3)]);
    records[3].outcome.as_mut().unwrap().discharged = true;
    let told = |records: &[PlanRecord], gap: u16| -> Vec<(usize, Ended)> {
        let course = course(records, gap, day("2027-06-01"));
        course.episodes.iter().map(|it| (it.sessions, it.ended)).collect()
    };
    let expected = [(2, Ended::Gap), (2, Ended::Discharged), (1, Ended::Open)];
    assert_eq!(told(&records, 90), expected);
    records.reverse();
    assert_eq!(told(&records, 90), expected);
    assert_eq!(told(&records, 91), [(4, Ended::Discharged), (1, Ended::Open)]);
    assert_eq!(
        told(&records, 89),
        [(1, Ended::Gap), (1, Ended::Gap), (2, Ended::Discharged), (1, Ended::Open)]
    );
    // The day that was written down afterwards counts.
    let mut later = series("chronic", &[(0, 6), (90, 5)]);
    later[1].outcome.as_mut().unwrap().on = start().plus_days(91);
    assert_eq!(told(&later, 90), [(1, Ended::Gap), (1, Ended::Open)]);
}

#[test]
fn a_withheld_plan_is_no_session_and_a_draft_is_none_that_took_place() {
    let base = base("chronic");
    let mut held = session(&base, 80, 9);
    held.plan.status = ischia::model::Status::Hold;
    let draft = PlanRecord { outcome: None, state: PlanState::Draft, ..session(&base, 21, 1) };
    let records = [session(&base, 0, 6), session(&base, 7, 5), draft, held, session(&base, 112, 5)];
    let course = course(&records, 90, day("2027-01-01"));
    // The withheld plan of day 80 bridges no gap; the draft of day 21 is planned in the first course.
    let told: Vec<(usize, Ended)> =
        course.episodes.iter().map(|it| (it.sessions, it.ended)).collect();
    assert_eq!(told, [(3, Ended::Gap), (1, Ended::Open)]);
    assert_eq!(course.sessions.len(), 5);
    assert_eq!(course.trend, None, "the open course has one session");
}

#[test]
fn a_trend_needs_two_closed_sessions_and_is_real_from_two_points_or_30_percent() {
    for (pains, expected) in [
        (&[][..], None),
        (&[6][..], None),
        (&[6, 6][..], Some((0, false))),
        (&[6, 5][..], Some((-1, false))),
        (&[6, 9, 4][..], Some((-2, true))),
        (&[3, 2][..], Some((-1, true))),
        (&[4, 3][..], Some((-1, false))),
        (&[3, 4][..], Some((1, false))),
        (&[3, 5][..], Some((2, true))),
        (&[0, 0][..], Some((0, false))),
        (&[10, 2, 10][..], Some((0, false))),
    ] {
        let visits: Vec<(i32, u16)> = (0..).step_by(7).zip(pains.iter().copied()).collect();
        let records = series("chronic", &visits);
        let found = course(&records, 90, day("2026-12-01")).trend;
        assert_eq!(found.map(|it| (it.change, it.meaningful)), expected, "{pains:?}");
    }
}

/// The next review of a series: its visit, whether it is due, and what it comes to.
fn next(category: &str, visits: &[(i32, u16)], today: i32) -> (u16, bool, String) {
    let records = series(category, visits);
    let course = course(&records, 90, start().plus_days(today));
    let next = course.reviews.last().unwrap();
    (next.visit, next.due, next.rule.clone())
}

#[test]
fn reviews_fall_where_the_tables_say_and_come_to_what_was_recorded() {
    let weekly = |pains: &[u16]| -> Vec<(i32, u16)> {
        (0..).step_by(7).zip(pains.iter().copied()).collect()
    };
    for (what, category, visits, today, expected) in [
        ("one visit", "chronic", weekly(&[6]), 7, (4, false, "review")),
        ("stays", "chronic", weekly(&[6, 6, 6]), 21, (4, true, "change-approach")),
        ("improves", "chronic", weekly(&[6, 5, 4]), 21, (4, true, "improved")),
        ("improves by 30 %", "chronic", weekly(&[3, 3, 2]), 21, (4, true, "improved")),
        ("a month has passed", "chronic", vec![(0, 6), (14, 6), (28, 6)], 42, (4, true, "k-22")),
        ("a month, before any review", "chronic", vec![(0, 6), (14, 6)], 31, (3, true, "k-22")),
        (
            "little pain",
            "chronic",
            vec![(0, 2), (14, 2), (28, 2)],
            42,
            (4, true, "change-approach"),
        ),
        ("no pain", "chronic", weekly(&[0, 0, 0]), 21, (4, true, "review")),
        ("worsens from little", "chronic", vec![(0, 2), (14, 3), (28, 4)], 42, (4, true, "k-22")),
        ("jumps", "chronic", weekly(&[6, 2, 6]), 21, (4, true, "change-approach")),
        ("visit 6", "chronic", weekly(&[6, 6, 6, 6, 6]), 29, (6, true, "k-22")),
        ("after visit 6", "chronic", weekly(&[6, 5, 4, 4, 3, 3]), 42, (10, false, "review")),
        ("visit 10", "chronic", weekly(&[6, 5, 4, 4, 3, 3, 3, 3, 3]), 63, (10, true, "improved")),
        ("acute", "acute", weekly(&[5, 5]), 14, (3, true, "change-approach")),
        ("acute, one visit", "acute", weekly(&[5]), 7, (3, false, "review")),
        ("another course before", "chronic", vec![(0, 9), (200, 6)], 207, (4, false, "review")),
    ] {
        let found = next(category, &visits, today);
        let expected = (expected.0, expected.1, expected.2.to_owned());
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn reviews_that_were_stay_and_what_an_intake_tells_of_earlier_visits_counts_nothing() {
    let pains: Vec<(i32, u16)> = (0..6).map(|visit| (visit * 7, 6)).collect();
    let mut records = series("chronic", &pains);
    for record in &mut records {
        record.plan.intake.course = Some(ischia::model::Course {
            visit: ischia::model::VisitNumber::clamped(3),
            pain_history: vec![Nprs::MAX, Nprs::MAX],
            first_visit: None,
            last_furthest_point: None,
        });
    }
    let course = course(&records, 90, start().plus_days(42));
    let told: Vec<(u16, bool, &str)> =
        course.reviews.iter().map(|it| (it.visit, it.due, it.rule.as_str())).collect();
    assert_eq!(told, [(4, false, "change-approach"), (6, false, "k-22"), (7, true, "k-22")]);
    assert_eq!(course.sessions[0].visit, 3, "the number that the therapist gave it");
    let next = &course.reviews[2];
    assert!(next.text.contains("send the client to a doctor"), "{}", next.text);
    assert!(next.sources.iter().any(|source| source.as_str() == "R-96"));
}

#[test]
fn an_outcome_speaks_of_the_steps_and_activities_of_its_plan() {
    let mut intake: Intake = calm("chronic");
    let activity = |name: &str| ischia::model::Activity { name: name.into(), score: Nprs::MIN };
    intake.activities = vec![activity("walk to work")];
    let plan = plan(intake);
    let fine = Outcome {
        steps: vec![StepOutcome::new(1, StepWent::Skipped)],
        activities: vec![activity("walk to work")],
        ..Outcome::on(start())
    };
    assert!(accept_outcome(&fine, &plan).is_empty());
    let wrong = Outcome {
        steps: vec![
            StepOutcome::new(99, StepWent::Done),
            StepOutcome::new(2, StepWent::Done),
            StepOutcome::new(2, StepWent::Skipped),
            StepOutcome {
                minutes: Some(Minutes::clamped(3)),
                ..StepOutcome::new(3, StepWent::Done)
            },
        ],
        activities: vec![activity("walk to wrok")],
        ..fine
    };
    let said: Vec<String> =
        accept_outcome(&wrong, &plan).into_iter().map(|fault| fault.message).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].contains("99") && said[1].contains("second time"), "{said:?}");
    assert!(
        said[2].contains("Changed") && said[3].contains("did you mean “walk to work”?"),
        "{said:?}"
    );
}

#[test]
fn two_sessions_stand_side_by_side_and_say_how_they_differ() {
    let base = base("chronic");
    let mut second = session(&base, 7, 4);
    let step =
        base.steps.iter().find(|it| it.phase == Phase::Focus && it.minutes.get() > 4).unwrap();
    second.outcome.as_mut().unwrap().steps = vec![StepOutcome {
        minutes: Some(Minutes::clamped(step.minutes.get() - 1)),
        ..StepOutcome::new(step.number, StepWent::Changed)
    }];
    let first = session(&base, 0, 6);
    let of = |as_done| compare((id(1), &first), (id(2), &second), as_done, &SHIPPED);
    let done = of(true);
    let row = |what: &str| done.rows.iter().find(|row| row.what == what).unwrap();
    let leg = row("leg pain");
    assert_eq!((leg.a.as_deref(), leg.b.as_deref(), leg.same), (Some("6"), Some("4"), false));
    assert!(row("booked").same);
    assert_eq!(done.differences(), 2, "{:#?}", done.rows);
    assert_eq!(of(false).differences(), 1, "as planned only the pain differs");
    let itself = compare((id(1), &first), (id(1), &first), true, &SHIPPED);
    assert_eq!(itself.differences(), 0);
}
