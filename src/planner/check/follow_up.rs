//! The next visit: no later than the answers allow, and none where none may be agreed on.
//!
//! Progress is judged again at a visit that is still to come (A40). Must not live here: which
//! interval a category proposes.

use super::report::CheckReport;
use super::resolve::Case;
use super::rules::OwnRule;
use crate::text::counted;

/// Judges the next visit.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let visit = case.intake().course.as_ref().map_or(1, |course| course.visit.get());
    if case.has_session()
        && let Some(next) = &case.plan.follow_up
        && next.review_at_visit <= visit
    {
        let wrong =
            format!("Progress is judged at visit {}, this is visit {visit}", next.review_at_visit);
        report.conflict(None, OwnRule::ReviewPast, &wrong);
    }
    let Some(days) = case.plan.follow_up.as_ref().and_then(|next| next.interval_days) else {
        return;
    };
    if let Some((_, why)) = &case.limits().no_interval {
        let wrong = format!("The next visit is agreed on in {}", counted(days.get(), "day"));
        report.limit(None, *why, OwnRule::Interval, &wrong);
    } else if let Some((most, why)) = case.limits().longest_interval
        && days > most
    {
        let wrong = format!("The next visit is in {days} days, allowed is up to {most}");
        report.limit(None, why, OwnRule::Interval, &wrong);
        report.said(&wrong, &format!("The next visit is in {days} days; {most} are the most"));
    }
}
