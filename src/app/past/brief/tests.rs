//! What the chart claims of stored series: with few points nothing.

use super::chart::Chart;
use crate::knowledge::Knowledge;
use crate::model::{Day, Intake, Nprs, Outcome, PlanId, PlanRecord, PlanState};
use crate::planner;
use crate::planner::course::{ClientCourse, Kept};
use crate::text::{Document, Notation};

/// Sessions that took place, so many days after the first, with this pain of leg and back before each.
fn series(visits: &[(i32, u16, u16)]) -> Vec<PlanRecord> {
    let knowledge = Knowledge::shipped().unwrap();
    let text = r#"(date: "2026-06-01", category: "chronic", side: Left, pain_back: 0, pain_leg: 2,
        furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
        minutes: 45)"#;
    let document = Document::from_text("intake.ron", Notation::Ron, text.to_owned());
    let accepted = knowledge.accept(document.parse::<Intake>().unwrap()).unwrap();
    let base = planner::plan(&accepted, &knowledge).unwrap();
    let records = visits.iter().map(|(after, leg, back)| {
        let mut plan = base.clone();
        plan.intake.date = plan.intake.date.plus_days(*after);
        plan.intake.pain_leg = Nprs::clamped(*leg);
        plan.intake.pain_back = Nprs::clamped(*back);
        let mut record = PlanRecord::draft(plan);
        record.state = PlanState::Done;
        record.outcome = Some(Outcome::on(record.plan.intake.date));
        record
    });
    records.collect()
}

/// The chart of these, seen so many days after the first.
fn chart(records: &[PlanRecord], days: i32) -> Chart {
    let today = Day::parse("2026-06-01").unwrap().plus_days(days);
    let kept =
        (1..).zip(records).map(|(at, record)| Kept::new(PlanId::from_bytes([at; 16]), record));
    let knowledge = Knowledge::shipped().unwrap();
    Chart::new(&ClientCourse::new(kept, &knowledge, 90, today), today)
}

#[test]
fn the_title_is_what_the_rules_say_of_the_first_and_the_last_session() {
    for (visits, title, line) in [
        (&[(0, 6, 3), (7, 5, 3)][..], "Leg 6 → 5: no real change yet", Some(4)),
        (&[(0, 6, 3), (7, 6, 3), (14, 4, 3)], "Leg 6 → 4: a real change", Some(4)),
        // 30 % of a small score is less than 2 points.
        (&[(0, 3, 1), (7, 2, 1)], "Leg 3 → 2: a real change", Some(2)),
        (&[(0, 2, 5), (7, 2, 5)], "Back 5 → 5: no change", Some(3)),
        (&[(0, 3, 1), (7, 5, 1)], "Leg 3 → 5: a real change for the worse", Some(2)),
        (&[(0, 3, 1), (7, 4, 1)], "Leg 3 → 4: no real change", Some(2)),
        // Once it is the leg that hurts more, once the back.
        (&[(0, 6, 3), (7, 2, 5)], "Pain 6 → 5: no real change yet", Some(4)),
        // Without pain there is nothing that could fall.
        (&[(0, 0, 0), (7, 1, 0)], "Leg 0 → 1: no real change", None),
    ] {
        let records = series(visits);
        let chart = chart(&records, 28);
        assert_eq!(chart.title, title);
        assert_eq!(chart.real.map(|(score, _)| score), line, "{title}");
    }
}

#[test]
fn with_one_session_or_after_the_end_no_trend_is_claimed() {
    let mut records = series(&[(0, 6, 3)]);
    let one = chart(&records, 7);
    assert_eq!((one.title.as_str(), &one.real, one.points.len()), ("One session so far", &None, 1));
    // A course that was left long ago says nothing of the first session of another.
    records.extend(series(&[(7, 3, 3), (200, 5, 2)]));
    let after_a_gap = chart(&records, 207);
    assert_eq!((after_a_gap.title.as_str(), after_a_gap.points.len()), ("One session so far", 1));
    // Entered in another order it is the same.
    records.swap(0, 2);
    assert_eq!(chart(&records, 207), after_a_gap);
    let mut records = series(&[(0, 6, 3), (7, 2, 2)]);
    assert_eq!(chart(&records, 98).about, "Last seen 8 Jun; a new course begins");
    records[1].outcome.as_mut().unwrap().discharged = true;
    let ended = chart(&records, 14);
    assert_eq!((ended.title.as_str(), &ended.real), ("Last course: Leg 6 → 2", &None));
    assert_eq!(ended.about, "Discharged 8 Jun; a new course begins");
}

#[test]
fn of_many_sessions_the_last_are_drawn_and_all_are_counted() {
    let visits: Vec<(i32, u16, u16)> = (0..30).map(|at| (at * 7, 6, 3)).collect();
    let records = series(&visits);
    let chart = chart(&records, 210);
    assert_eq!(chart.points.len(), 10);
    assert_eq!(chart.about, "Before the last 10 of 30 sessions, and how far down it reached");
    assert!(chart.words.contains("21 Dec: leg 6, back 3, to the thigh"), "{}", chart.words);
}
