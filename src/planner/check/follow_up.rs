//! The next visit: no later than the answers allow, and none where none may be agreed on.
//!
//! Must not live here: which interval a category proposes, and at which visit progress is judged.

use super::report::Report;
use super::resolve::Case;
use super::rules::Own;

/// Judges the next visit.
pub(super) fn check(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(days) = case.plan.follow_up.as_ref().and_then(|next| next.interval_days) else {
        return;
    };
    if let Some((_, why)) = &case.limits().no_interval {
        let wrong = format!("The next visit is agreed on in {days} days");
        report.limit(None, *why, Own::Interval, &wrong);
    } else if let Some((most, why)) = case.limits().longest_interval
        && days > most
    {
        let wrong = format!("The next visit is in {days} days, allowed is up to {most}");
        report.limit(None, why, Own::Interval, &wrong);
        report.said(&wrong, &format!("The next visit is in {days} days; {most} are the most"));
    }
}
