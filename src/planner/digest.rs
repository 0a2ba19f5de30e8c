//! A fingerprint of the answers that a plan rests on, so that a later change of them shows.
//!
//! Words as told (complaint, notes …), wishes and what makes it better or worse are left out:
//! changing them changes no limit.

use crate::model::Intake;

/// The fingerprint, 32 hexadecimal digits.
pub fn intake_digest(intake: &Intake) -> String {
    let mut clinical = intake.clone();
    clinical.preferences = None;
    clinical.complaint = None;
    clinical.diagnosed_by = None;
    clinical.medicines = None;
    clinical.treatments = None;
    clinical.notes = None;
    clinical.quality = Vec::new();
    clinical.aggravators = Vec::new();
    clinical.eases = Vec::new();
    clinical.goals = Vec::new();
    clinical.activities = Vec::new();
    clinical.sitting_hours = None;
    // An intake holds nothing that JSON can't; were it ever to, an empty text never equals a
    // fingerprint, and the check would say that the answers changed.
    let bytes = serde_json::to_vec(&clinical).unwrap_or_default();
    let hex = blake3::hash(&bytes).to_hex();
    hex.chars().take(32).collect()
}
