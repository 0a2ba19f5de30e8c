//! What a list of sessions says of a coming review agrees with the course that is read whole.

use ischia::model::{CategoryId, PlanRecord, PlanState};
use ischia::planner::course::{Listed, coming_review};

use super::{course, series, start};
use crate::support::SHIPPED;

/// What a list knows of these sessions.
fn listed(records: &[PlanRecord]) -> Vec<Listed> {
    let one = |record: &PlanRecord| Listed {
        date: record.plan.intake.date,
        is_closed: record.state == PlanState::Done,
        is_discharge: record.outcome.as_ref().is_some_and(|outcome| outcome.discharged),
    };
    records.iter().map(one).collect()
}

/// A series in which pain falls, so that nothing but the schedule asks for a review.
fn falling(category: &str, visits: usize) -> Vec<PlanRecord> {
    let days = (0_i32..).step_by(7);
    let pains = [8, 6, 4, 3, 2].into_iter().chain(std::iter::repeat(1));
    let visits: Vec<(i32, u16)> = days.zip(pains).take(visits).collect();
    series(category, &visits)
}

#[test]
fn a_review_comes_where_the_schedule_has_one() {
    for category in ["acute", "chronic", "herniated-disc", "piriformis"] {
        let id = CategoryId::new(category).unwrap();
        let mut reviews = Vec::new();
        for visits in 0..14 {
            let records = falling(category, visits);
            let last = records.last().map_or(start(), |record| record.plan.intake.date);
            let today = last.plus_days(7);
            let whole = course(&records, 90, today);
            let due = whole.reviews.iter().find(|review| review.due).map(|review| review.visit);
            let coming = coming_review(listed(&records), &id, &SHIPPED, 90, today);
            assert_eq!(coming, due, "{category}, after {visits} visits");
            reviews.extend(coming);
        }
        let first = if category == "acute" { 3 } else { 4 };
        assert_eq!(reviews, [first, 6, 10, 14], "{category}");
    }
}

#[test]
fn what_is_over_or_was_not_closed_comes_to_no_review() {
    let id = CategoryId::new("chronic").unwrap();
    let mut records = falling("chronic", 3);
    let last = records[2].plan.intake.date;
    let coming = |records: &[PlanRecord], days: i32| {
        coming_review(listed(records), &id, &SHIPPED, 90, last.plus_days(days))
    };
    assert_eq!((coming(&records, 90), coming(&records, 91)), (Some(4), None));
    records[1].state = PlanState::Ready;
    assert_eq!(coming(&records, 7), None, "two took place");
    records[1].state = PlanState::Done;
    records[2].outcome.as_mut().unwrap().discharged = true;
    assert_eq!(coming(&records, 7), None, "the course has ended");
}
