//! Every series of up to three visits with every score: trend and next review against an oracle that knows
//! the facts alone.

use ischia::model::Nprs;
use ischia::planner::real_change_from;

use super::{base, course, session, start};

/// By two points, or by 30 % (R-85).
fn improved(first: u16, now: u16) -> bool {
    let fall = i32::from(first) - i32::from(now);
    fall >= 2 || (fall > 0 && f64::from(fall) / f64::from(first) >= 0.3)
}

/// What the next review of a chronic client comes to (3F, A40): at visit 4, by the last score; K22 from a
/// month after the first visit on, where the first score is 3 or more, or the score has risen by 2. Severe
/// pain is no reason to space visits wider.
fn expected(pains: &[u16], is_month_over: bool) -> (u16, bool, &'static str) {
    let next = u16::try_from(pains.len()).unwrap() + 1;
    let (first, last) = (pains[0], *pains.last().unwrap());
    let is_review = next == 4;
    let stays = !improved(first, last);
    if is_month_over && stays && (first >= 3 || last >= first + 2) {
        (next, true, "k-22")
    } else if is_review && stays && (first >= 1 || last > first) {
        (4, true, "change-approach")
    } else if is_review && improved(first, last) && last < 7 {
        (4, true, "improved")
    } else {
        (4, is_review, "review")
    }
}

#[test]
fn every_series_of_three_visits_comes_to_what_the_tables_say() {
    let base = base("chronic");
    for first in 0..=10 {
        for second in [0, 3, 6, 10] {
            for third in 0..=10 {
                let pains = [first, second, third];
                for count in 1..=3 {
                    // Acute pain holds a plan back, and a session with it took place all the same.
                    let records: Vec<_> = (0..)
                        .step_by(7)
                        .zip(&pains[..count])
                        .map(|(after, pain)| session(&base, after, *pain))
                        .collect();
                    for (today, is_month_over) in [(22, false), (60, true)] {
                        let course = course(&records, 90, start().plus_days(today));
                        let next = course.reviews.last().unwrap();
                        let found = (next.visit, next.due, next.rule.as_str());
                        let pains = &pains[..count];
                        assert_eq!(found, expected(pains, is_month_over), "{pains:?}, {today}");
                        let change = i32::from(pains[count - 1]) - i32::from(first);
                        let trend = course.trend.map(|it| (i32::from(it.change), it.meaningful));
                        let real = improved(first, pains[count - 1]) || change >= 2;
                        assert_eq!(trend, (count > 1).then_some((change, real)), "{pains:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_line_of_real_change_is_the_highest_score_that_is_one() {
    for first in 0..=10 {
        let line = real_change_from(Nprs::clamped(first)).map(Nprs::get);
        assert_eq!(line, (0..first).rev().find(|now| improved(first, *now)), "{first}");
    }
    assert_eq!(real_change_from(Nprs::clamped(6)).map(Nprs::get), Some(4));
    assert_eq!(real_change_from(Nprs::clamped(3)).map(Nprs::get), Some(2));
}
