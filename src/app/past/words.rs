//! Words for past sessions: when a course was, what the client said, what can be searched for.

use crate::model::{Day, PlanRecord};
use crate::planner::course::{CourseSession, Trend};
use crate::store::index::fold;

/// From one month to another, such as "Oct to Nov 2026". Seasons would say another thing on the other half
/// of the earth.
pub(super) fn months(from: Day, to: Day) -> String {
    let (first, last) = (from.month(), to.month());
    if first == last {
        return last;
    }
    let same_year = from.date().year() == to.date().year();
    let first = match first.split_once(' ') {
        Some((month, _)) if same_year => month,
        Some(_) | None => &first,
    };
    format!("{first} to {last}")
}

/// What the client said after a session that took place, or how it was taken.
pub(super) fn response(session: &CourseSession<'_>) -> String {
    let typed = [session.response_note, session.note, session.next_time];
    let typed = typed.into_iter().flatten().map(str::trim).find(|text| !text.is_empty());
    let line = typed.and_then(|text| text.lines().next()).map(str::to_owned);
    let response = || session.response.map(|response| response.label().to_owned());
    line.or_else(response).unwrap_or_else(|| "Nothing noted".to_owned())
}

/// What became of pain, inside a sentence.
pub(super) fn trend(trend: Trend) -> String {
    format!("pain {}", crate::export::course::trend(&trend))
}

/// Everything that was typed of a session, without what tells letters apart that are searched alike.
pub(super) fn searched(record: &PlanRecord) -> String {
    let intake = &record.plan.intake;
    let of_intake = [&intake.notes, &intake.complaint].into_iter().filter_map(Option::as_deref);
    let of_outcome = record.outcome.iter().flat_map(crate::model::Outcome::texts);
    let all: Vec<&str> = of_intake.chain(of_outcome).collect();
    fold(&all.join("\n"))
}

/// What is looked for, as what was typed is searched.
pub fn sought(words: &str) -> String {
    fold(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_course_says_its_months_and_its_year_once() {
        assert_eq!(months(day("2026-10-13"), day("2026-11-24")), "Oct to Nov 2026");
        assert_eq!(months(day("2026-11-02"), day("2026-11-24")), "Nov 2026");
        assert_eq!(months(day("2025-12-02"), day("2026-01-24")), "Dec 2025 to Jan 2026");
    }
}
