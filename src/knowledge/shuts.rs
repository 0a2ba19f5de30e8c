//! What a yes to one question comes to by itself.
//!
//! Read off the conditions alone, without an intake. Must not live here: what holds for a client,
//! which is the planner's business.

use super::collect::Collected;
use super::schema::Condition;
use crate::model::{FindingId, Status};

/// The gravest status that a yes to this finding brings by itself, with all that it implies; none
/// where no gate shuts for it.
pub(super) fn severity_alone(all: &Collected, finding: &FindingId) -> Option<Status> {
    let mut with = vec![finding];
    let mut at = 0;
    while let Some(id) = with.get(at).copied() {
        let entry = all.findings.iter().find(|entry| entry.value.id == *id);
        let implied = entry.map_or(&[][..], |entry| &entry.value.implies);
        let new: Vec<&FindingId> = implied.iter().filter(|id| !with.contains(id)).collect();
        with.extend(new);
        at += 1;
    }
    let alone = |condition: &Condition| with.iter().any(|id| holds_alone(condition, id));
    let shut = all.gates.iter().map(|entry| &entry.value);
    let shut = shut.filter(|gate| gate.causes.iter().any(|cause| alone(&cause.when)));
    let status = shut.map(|gate| {
        let higher = gate.escalation.as_ref().filter(|higher| alone(&higher.when));
        higher.map_or(gate.status, |higher| higher.status.max(gate.status))
    });
    status.max()
}

/// Whether a yes to this finding is enough for the condition.
#[expect(clippy::wildcard_enum_match_arm, reason = "no other condition names a finding")]
fn holds_alone(condition: &Condition, finding: &FindingId) -> bool {
    match condition {
        Condition::Finding(id) => id == finding,
        Condition::AnyFinding(ids) => ids.contains(finding),
        Condition::Any(parts) => parts.iter().any(|part| holds_alone(part, finding)),
        Condition::All(parts) => parts.iter().all(|part| holds_alone(part, finding)),
        _ => false,
    }
}
