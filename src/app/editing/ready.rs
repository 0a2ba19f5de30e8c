//! What keeps a plan from being called ready, in words.
//!
//! Decides nothing clinical: the check says what is a conflict and what a warning.

use crate::app::visit::Standing;
use crate::model::Day;

/// What stands in the way; nothing where the plan may be called ready. `screened` is the earlier day
/// on which the questions were asked, where that wasn't today.
pub fn in_the_way(standing: &Standing, screened: Option<Day>) -> Vec<String> {
    let Some(plan) = &standing.plan else {
        return vec!["the intake isn't complete".to_owned()];
    };
    if plan.referral.is_some() {
        return vec!["there is no session today".to_owned()];
    }
    let mut reasons = Vec::new();
    if let Some(day) = screened {
        let day = day.short();
        reasons.push(format!("it was screened on {day}: today's questions are to be asked"));
    }
    match standing.unconfirmed {
        None => {}
        Some((1, day)) => reasons.push(format!("1 fact from {} isn't confirmed", day.short())),
        Some((facts, day)) => {
            reasons.push(format!("{facts} facts from {} aren't confirmed", day.short()));
        }
    }
    let (conflicts, _) = standing.counts();
    match conflicts {
        0 => {}
        1 => reasons.push("1 conflict is open".to_owned()),
        conflicts => reasons.push(format!("{conflicts} conflicts are open")),
    }
    match standing.open_warnings() {
        0 => {}
        1 => reasons.push("1 warning waits for a word of why".to_owned()),
        open => reasons.push(format!("{open} warnings wait for a word of why")),
    }
    reasons
}
