//! A practice's own numbers laid over the shipped ones: defaults move, limits only tighten.

use super::collect::Collected;
use super::schema::{PracticeFile, Release};
use crate::model::{Status, Urgency};

/// Applies a `Practice` file. Maxima combine by minimum, statuses and severities by maximum, and a
/// default never passes its maximum, so that no file can loosen anything.
pub(super) fn apply(practice: &PracticeFile, all: &mut Collected) {
    for change in &practice.max_levels {
        let protocols = all.protocols.iter_mut().filter(|p| p.value.id == change.category);
        let regions = protocols.flat_map(|p| &mut p.value.regions);
        for region in regions.filter(|r| r.region == change.region) {
            region.max = region.max.min(change.level);
            region.default = region.default.min(region.max);
        }
    }
    for change in &practice.default_levels {
        let protocols = all.protocols.iter_mut().filter(|p| p.value.id == change.category);
        let regions = protocols.flat_map(|p| &mut p.value.regions);
        for region in regions.filter(|r| r.region == change.region) {
            region.shipped_default.get_or_insert(region.default);
            region.default = change.level.min(region.max);
        }
    }
    for change in &practice.gate_statuses {
        for gate in all.gates.iter_mut().filter(|gate| gate.value.id == change.gate) {
            gate.value.status = gate.value.status.max(change.status);
            if gate.value.status == Status::Emergency {
                gate.value.release = Release::Nothing;
                gate.value.urgency = Urgency::Emergency;
                if let Some(higher) = &mut gate.value.escalation {
                    higher.release = Release::Nothing;
                }
            }
        }
    }
    for change in &practice.severities {
        for caution in all.cautions.iter_mut().filter(|c| c.value.id == change.caution) {
            caution.value.severity = caution.value.severity.max(change.severity);
        }
    }
    for change in &practice.intervals {
        for protocol in all.protocols.iter_mut().filter(|p| p.value.id == change.category) {
            protocol.value.follow_up.interval_days = change.days;
        }
    }
}
