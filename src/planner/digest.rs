//! A fingerprint of the answers that a plan rests on, so that a later change of them shows.
//!
//! Words as told (complaint, notes …) are left out: changing them changes no limit. Earlier
//! knowledge left out wishes and what makes it better or worse too; a fingerprint of that time is
//! known by its form and is compared in its own way.

use crate::model::Intake;

/// What a fingerprint begins with since wishes and aggravators count.
const FORM: &str = "2-";

/// The fingerprint of the clinical answers, as a new plan carries it.
pub fn intake_digest(intake: &Intake) -> String {
    let mut clinical = intake.clone();
    clinical.leave_clinical();
    format!("{FORM}{}", hash(&clinical))
}

/// Whether this is the fingerprint of these answers, in its own form.
pub(super) fn is_digest_of(digest: &str, intake: &Intake) -> bool {
    if digest.starts_with(FORM) {
        return digest == intake_digest(intake);
    }
    let mut clinical = intake.clone();
    clinical.leave_clinical();
    clinical.preferences = None;
    clinical.quality = Vec::new();
    clinical.aggravators = Vec::new();
    clinical.eases = Vec::new();
    digest == hash(&clinical)
}

fn hash(intake: &Intake) -> String {
    // An intake holds nothing that JSON can't; were it ever to, an empty text never equals a
    // fingerprint, and the check would say that the answers changed.
    let bytes = serde_json::to_vec(intake).unwrap_or_default();
    blake3::hash(&bytes).to_hex().chars().take(32).collect()
}
