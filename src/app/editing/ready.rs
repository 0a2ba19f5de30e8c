//! What keeps a plan from being called ready, in words.
//!
//! Decides nothing clinical: the check says what is a conflict and what a warning.

use crate::app::visit::Standing;
use crate::app::words;
use crate::model::Day;
use crate::text::{agreeing, counted};

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
        reasons.push(format!("it was screened on {day}: ask today's questions first"));
    }
    match standing.unconfirmed {
        None => {}
        Some((facts, day)) => reasons.push(format!(
            "{} from {} {} confirmed",
            counted(facts, "fact"),
            day.short(),
            agreeing(facts, "isn't", "aren't")
        )),
    }
    let (conflicts, _) = standing.counts();
    if conflicts > 0 {
        let are = agreeing(conflicts, "is", "are");
        reasons.push(format!("{} {are} open", counted(conflicts, "conflict")));
    }
    match standing.open_warnings() {
        0 => {}
        open => reasons.push(words::warnings_waiting(open)),
    }
    reasons
}
