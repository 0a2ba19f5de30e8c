//! What keeps a plan from being called ready, in words.
//!
//! Decides nothing clinical: the check says what is a conflict and what a warning.

use crate::planner::Level;
use crate::ui::judge::Judged;

/// What stands in the way; nothing where the plan may be called ready.
pub fn in_the_way(judged: &Judged) -> Vec<String> {
    let Some(plan) = &judged.plan else {
        return vec!["the intake isn't complete".to_owned()];
    };
    if plan.referral.is_some() {
        return vec!["there is no session today".to_owned()];
    }
    let mut reasons = Vec::new();
    let (conflicts, _) = judged.counts();
    match conflicts {
        0 => {}
        1 => reasons.push("1 conflict is open".to_owned()),
        conflicts => reasons.push(format!("{conflicts} conflicts are open")),
    }
    let open = judged.findings.iter().enumerate();
    let open = open
        .filter(|(at, finding)| finding.level == Level::Warning && judged.answer(*at).is_none());
    match open.count() {
        0 => {}
        1 => reasons.push("1 warning waits for a word of why".to_owned()),
        open => reasons.push(format!("{open} warnings wait for a word of why")),
    }
    reasons
}
