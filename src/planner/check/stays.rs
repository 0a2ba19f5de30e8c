//! How long a client lies in one position.
//!
//! A limit that an answer brings is a conflict (A30); the usual limit of a stay is a matter of
//! taste and lives in `soft`.

use super::report::CheckReport;
use super::resolve::{Case, ResolvedStep};
use super::rules::OwnRule;
use crate::planner::fill;

/// Judges how long the client lies without a pause, where an answer limits it (A30).
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    let Some((most, why)) = case.limits().pause_every else { return };
    for stay in stays(case) {
        let mut since = 0;
        for row in stay {
            if pauses_before(case, row) {
                since = 0;
            }
            // The first pause inside a step comes when its time has passed in that step: what the
            // client has lain before counts on top.
            let every = u32::from(most);
            let has_pauses = row.minutes() >= every && pauses_within(case, row, most);
            since += if has_pauses { every } else { row.minutes() };
            if since > every {
                let position = row.step.position.label();
                let wrong = format!(
                    "“{position}” lasts {since} minutes without a pause, allowed is up to {most}"
                );
                report.limit(row.number, why, OwnRule::InOnePosition, &wrong);
                since = 0;
            } else if has_pauses {
                since = row.minutes() % every;
            }
        }
    }
}

/// The runs of counted steps in one lying position.
pub(super) fn stays<'c, 'a>(case: &'c Case<'a>) -> Vec<Vec<&'c ResolvedStep<'a>>> {
    let rows: Vec<&ResolvedStep<'a>> =
        case.rows.iter().filter(|row| !row.phase().is_pack()).collect();
    let runs = rows.chunk_by(|a, b| a.step.position == b.step.position);
    let lying = runs.filter(|stay| stay.first().is_some_and(|row| row.step.position.is_lying()));
    lying.map(<[&ResolvedStep<'a>]>::to_vec).collect()
}

/// Whether a step begins with a pause for the client.
pub(super) fn pauses_before(case: &Case<'_>, row: &ResolvedStep<'_>) -> bool {
    let said = &case.session().texts.pause.text;
    row.step.instructions.contains(&fill(said, &[("step", &row.step.number.to_string())]))
}

/// Whether a step has a pause every so many minutes inside it.
pub(super) fn pauses_within(case: &Case<'_>, row: &ResolvedStep<'_>, every: u16) -> bool {
    let said = &case.session().texts.pause_within.text;
    let words = [("step", row.step.number.to_string()), ("minutes", every.to_string())];
    row.step.instructions.contains(&fill(said, &words))
}
