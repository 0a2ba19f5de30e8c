//! The ids of resources: the same record always gives the same ones, and different records never do.
//!
//! The client is the patient, the plan the care plan, its version the bundle: they keep the ids that
//! the practice knows them by. Everything else gets a UUID of version 8 (RFC 9562, "vendor specific"):
//! the first sixteen bytes of a blake3 hash of the plan's id and of what it is within the plan, so that
//! a later version of the plan names the same caution by the same id. A plan that no practice keeps is
//! told by a hash of all that it says.

use uuid::{Builder, Uuid};

use super::shape::Reference;
use crate::model::{ClientId, Plan};
use crate::text::{EncodeError, to_json};

/// Keeps these hashes apart from all others; changing it would give every resource another id.
const CONTEXT: &str = "ischia 2026-11-30 ids of FHIR resources";

/// The ids of one bundle.
#[derive(Debug)]
pub(super) struct Ids {
    pub bundle: Uuid,
    pub patient: Uuid,
    pub plan: Uuid,
}

impl Ids {
    /// Those of a plan, and of its client where a practice knows one.
    pub(super) fn of(plan: &Plan, client: Option<ClientId>) -> Result<Self, EncodeError> {
        let own = match plan.id {
            Some(id) => Uuid::from_bytes(*id.as_bytes()),
            None => hashed(&["plan", &to_json(plan)?]),
        };
        let within = |what| named(own, what, "");
        Ok(Self {
            bundle: plan
                .revision
                .map_or_else(|| within("bundle"), |id| Uuid::from_bytes(*id.as_bytes())),
            patient: client
                .map_or_else(|| within("patient"), |id| Uuid::from_bytes(*id.as_bytes())),
            plan: own,
        })
    }

    /// That of something within the plan: what it is, and which of its kind.
    pub(super) fn of_part(&self, what: &str, which: &str) -> Uuid {
        named(self.plan, what, which)
    }
}

/// The address of a resource, inside the bundle and outside.
pub(super) fn url(id: Uuid) -> String {
    format!("urn:uuid:{}", id.hyphenated())
}

/// A reference to a resource.
pub(super) fn reference(id: Uuid) -> Reference {
    Reference { reference: url(id) }
}

fn named(plan: Uuid, what: &str, which: &str) -> Uuid {
    hashed(&[&plan.hyphenated().to_string(), what, which])
}

/// The UUID of these words; each is hashed with its length, so that none runs into the next.
fn hashed(words: &[&str]) -> Uuid {
    let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
    for word in words {
        // As wide on every machine.
        hasher.update(&u64::try_from(word.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(word.as_bytes());
    }
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::super::{CAUTION, PLAN, STEP};
    use super::*;

    /// Whoever reads our files knows our elements by these addresses: they never change.
    #[test]
    fn the_addresses_of_our_own_elements_are_made_the_same_way() {
        for (address, name) in [(PLAN, "plan"), (STEP, "step"), (CAUTION, "caution")] {
            assert_eq!(address, url(hashed(&["extension", name])), "{name}");
        }
    }

    #[test]
    fn words_do_not_run_into_each_other() {
        assert_ne!(hashed(&["ab", "c"]), hashed(&["a", "bc"]));
        assert_eq!(hashed(&["a"]).get_version_num(), 8);
    }
}
