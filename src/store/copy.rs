//! A plan's file out of a practice folder, read as a copy wherever it lies now: in its place, in a
//! backup, on a stick, in a mail.
//!
//! What it says of itself is believed as far as its own hash goes, and nothing of it becomes a record
//! of the practice that is open.

use jiff::Timestamp;

use super::name::Key;
use super::revision::{self, Content, Damage};
use super::seal::{SEALED_START, Seal, SealError};
use crate::model::{PlanKey, PlanRecord, PracticeId, RevisionId};

/// A version of a plan, as its file has it.
#[derive(Debug, Clone)]
pub struct PlanCopy {
    /// The practice that it is of.
    pub practice: PracticeId,
    /// Whose it is, and which plan.
    pub key: PlanKey,
    /// Which version.
    pub revision: RevisionId,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it; empty where nobody said.
    pub by: String,
    /// The plan and what became of it.
    pub record: PlanRecord,
}

/// Why a file of a practice can't be read as a copy of a plan.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// It is sealed, and no sealed practice is open.
    #[error("this plan is sealed: open the practice that it belongs to, then open the file again")]
    Sealed,
    /// It is sealed, and the key of the open practice doesn't fit.
    #[error(
        "this file is sealed, and not for the practice that is open: open the practice that it \
         belongs to, then open the file again"
    )]
    OtherKey,
    /// It is whole, and holds something else.
    #[error("this file of a practice holds no plan: it is about its {0}")]
    NoPlan(&'static str),
    /// The version says that the plan was removed.
    #[error("this version says only that the plan was removed: open the version before it")]
    Removed,
    /// It isn't whole.
    #[error("this plan’s file is damaged: bring it back from a backup")]
    Damaged(#[source] Damage),
}

/// Whether a file that begins so is one of a practice.
pub fn is_of_a_practice(start: &[u8]) -> bool {
    start.starts_with(SEALED_START) || revision::is_record(start)
}

/// The plan in the bytes of a file called `name`. `seal` is the key of the practice that is open.
pub fn read_copy(bytes: Vec<u8>, name: &str, seal: Option<&Seal>) -> Result<PlanCopy, CopyError> {
    let bytes = if bytes.starts_with(SEALED_START) {
        let seal = seal.ok_or(CopyError::Sealed)?;
        seal.open(&bytes).map_err(|error| match error {
            SealError::Forged => CopyError::Damaged(Damage::Forged),
            SealError::Passphrase | SealError::Key | SealError::Damaged | SealError::Seal(_) => {
                CopyError::OtherKey
            }
        })?
    } else {
        bytes
    };
    let address = revision::address(&bytes, name).map_err(CopyError::Damaged)?;
    let Key::Plan(client, plan) = address.of else {
        return Err(CopyError::NoPlan(address.of.kind()));
    };
    let read = revision::read_anywhere(bytes, name).map_err(CopyError::Damaged)?;
    let Content::Is(record) = read.content else { return Err(CopyError::Removed) };
    Ok(PlanCopy {
        practice: address.practice,
        key: PlanKey { client, plan },
        revision: read.id,
        saved: read.saved,
        by: read.by,
        record,
    })
}
