//! The files with the wrapped key: which of them are tried with a passphrase, in which order, and which
//! of them who has the key in them has written.
//!
//! Whoever can write into the folder can put another one there. It opens nothing that is sealed, but
//! it could take the place of the right one, or cost a minute of work at each opening.

use age::secrecy::SecretString;

use super::super::error::StoreError;
use super::super::history::History;
use super::super::revision::{Base, Content, Revision, Stamp};
use super::super::seal::{Seal, SealError, Work, WrappedKey};

/// As many files as are tried, of those that no other takes the place of, and of the others: each
/// costs a second, and a practice has one, or two where its passphrase was changed in two places.
const MOST_TRIED: usize = 3;

/// A version of the wrapped key, with the proof that who has the key wrote it. A practice that still
/// believes what was sealed without one gets none: with it, nothing else would be believed.
pub(super) fn wrapped(
    seal: &Seal,
    passphrase: &SecretString,
    work: Work,
    base: Base,
    stamp: &Stamp,
) -> Result<Revision<WrappedKey>, SealError> {
    // The file is readable: who sealed the practice is nobody's business.
    let stamp = Stamp { by: String::new(), at: stamp.at };
    let key = seal.wrap(passphrase, work)?;
    let mut revision = Revision::new(&stamp, base, Content::Is(key.clone()));
    if !seal.believes_unproven() {
        let mac = Some(seal.proof_of(&key.age, &company(&revision)));
        revision.content = Content::Is(WrappedKey { mac, ..key });
    }
    Ok(revision)
}

/// The version's own id and those that it comes after: a copy under another id, or in another place,
/// is not what was written.
fn company(revision: &Revision<WrappedKey>) -> Vec<String> {
    let before = revision.parents.iter().chain(&revision.ancestors);
    std::iter::once(&revision.id).chain(before).map(ToString::to_string).collect()
}

/// Whether who has this key wrote this version.
fn is_proven(seal: &Seal, revision: &Revision<WrappedKey>) -> bool {
    revision.content.record().is_some_and(|key| {
        let said = key.mac.as_deref().map(str::as_bytes).map(blake3::Hash::from_hex);
        let own = blake3::Hash::from_hex(seal.proof_of(&key.age, &company(revision)));
        // Compared in constant time.
        matches!((said, own), (Some(Ok(said)), Ok(own)) if said == own)
    })
}

/// The key that a passphrase opens.
pub(in crate::store) fn unlock(
    keys: &History<WrappedKey>,
    passphrase: &SecretString,
) -> Result<Seal, StoreError> {
    let mut refused = None;
    for revision in tried(keys) {
        let Some(key) = revision.content.record() else { continue };
        match Seal::unwrap(key, passphrase).map(|seal| judged(keys, seal, revision)) {
            Ok(Some(seal)) => return Ok(seal),
            // An older passphrase, or a file that somebody else put there.
            Ok(None) => refused = Some(SealError::Passphrase),
            // What is damaged says less than that the passphrase is not the right one.
            Err(error) if refused.is_none() || !matches!(error, SealError::Damaged) => {
                refused = Some(error);
            }
            Err(_) => {}
        }
    }
    Err(refused.map_or(StoreError::NoKey, StoreError::Seal))
}

/// The versions in the order in which they are tried. Others than the heads are tried as well: a
/// forged one may say that it takes the place of the right one.
fn tried(keys: &History<WrappedKey>) -> impl Iterator<Item = &Revision<WrappedKey>> {
    let work = |revision: &&Revision<WrappedKey>| revision.content.record().map(WrappedKey::work);
    let mut heads: Vec<&Revision<WrappedKey>> = keys.heads().collect();
    let is_head = |id| heads.iter().any(|head| head.id == id);
    let mut others: Vec<&Revision<WrappedKey>> =
        keys.revisions().iter().filter(|revision| !is_head(revision.id)).collect();
    heads.sort_by_key(work);
    others.sort_by_key(work);
    heads.into_iter().take(MOST_TRIED).chain(others.into_iter().take(MOST_TRIED))
}

/// The key that came out of this version, where that counts: not where a version that is proven takes
/// its place, nor where it has a proof that doesn't fit.
fn judged(keys: &History<WrappedKey>, seal: Seal, revision: &Revision<WrappedKey>) -> Option<Seal> {
    let mut proven = keys.revisions().iter().filter(|other| is_proven(&seal, other)).peekable();
    let says_so = revision.content.record().is_some_and(|key| key.mac.is_some());
    if !says_so {
        // Sealed before there were proofs, unless it was sealed anew since.
        let is_of_before = proven.peek().is_none();
        drop(proven);
        seal.believe_unproven(true);
        return is_of_before.then_some(seal);
    }
    let proven: Vec<_> = proven.collect();
    let comes_before = |other: &&Revision<WrappedKey>| {
        other.parents.iter().chain(&other.ancestors).any(|id| *id == revision.id)
    };
    let counts =
        proven.iter().any(|other| other.id == revision.id) && !proven.iter().any(comes_before);
    counts.then_some(seal)
}

/// Whether one of these versions proves that the key's practice was sealed with proofs.
pub(in crate::store) fn proves(keys: &History<WrappedKey>, seal: &Seal) -> bool {
    keys.revisions().iter().any(|revision| is_proven(seal, revision))
}
