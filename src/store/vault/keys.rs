//! The files with the wrapped key: which of them are tried with a passphrase, in which order, and which
//! of them who has the key in them has written.
//!
//! Whoever can write into the folder can put another one there. It opens nothing that is sealed, but
//! it could take the place of the right one, or cost a minute of work at each opening.

use age::secrecy::SecretString;

use super::super::error::StoreError;
use super::super::history::History;
use super::super::revision::{Base, Content, Revision, Stamp};
use super::super::seal::{Seal, SealError, WorkFactor, WrappedKey};

/// As many files as are tried, of those that no other takes the place of, and of the others: each
/// costs a second, and a practice has one, or two where its passphrase was changed in two places.
const MOST_TRIED: usize = 3;

/// A version of the wrapped key, with the proof that who has the key wrote it. A practice that still
/// believes what was sealed without one gets none: with it, nothing else would be believed.
pub(super) fn wrapped(
    seal: &Seal,
    passphrase: &SecretString,
    work: WorkFactor,
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
pub(in crate::store) fn is_proven(seal: &Seal, revision: &Revision<WrappedKey>) -> bool {
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
            // A key file that is damaged inside is as good as gone, and no passphrase is wrong about it.
            Err(SealError::Damaged) => {}
            Err(error) => refused = Some(error),
        }
    }
    Err(refused.map_or(StoreError::NoKey, StoreError::Seal))
}

/// The versions in the order in which they are tried: those that ask for the usual work first. Others
/// than the heads are tried as well: a forged one may say that it takes the place of the right one.
fn tried(keys: &History<WrappedKey>) -> Vec<&Revision<WrappedKey>> {
    let heads: Vec<_> = keys.heads().collect();
    let is_head = |id| heads.iter().any(|head| head.id == id);
    let others = keys.revisions().iter().filter(|revision| !is_head(revision.id)).collect();
    [in_order(heads), in_order(others)].concat()
}

/// As many of these as are tried.
fn in_order(mut versions: Vec<&Revision<WrappedKey>>) -> Vec<&Revision<WrappedKey>> {
    versions.retain(|version| version.content.record().is_some_and(|key| key.work().is_some()));
    versions.sort_by_key(|version| version.content.record().is_none_or(WrappedKey::is_costly));
    versions.truncate(MOST_TRIED);
    versions
}

/// The key that came out of this version, where that counts: not where a version that is proven takes
/// its place, nor where it has a proof that doesn't fit.
fn judged(keys: &History<WrappedKey>, seal: Seal, revision: &Revision<WrappedKey>) -> Option<Seal> {
    if revision.content.record().is_some_and(|key| key.mac.is_none()) {
        // Sealed before there were proofs, unless it was sealed anew since.
        seal.believe_unproven(true);
        return (!proves(keys, &seal)).then_some(seal);
    }
    let takes_its_place = |other: &Revision<WrappedKey>| {
        let mut before = other.parents.iter().chain(&other.ancestors);
        before.any(|id| *id == revision.id) && is_proven(&seal, other)
    };
    let counts = is_proven(&seal, revision) && !keys.revisions().iter().any(takes_its_place);
    counts.then_some(seal)
}

/// Whether one of these versions proves that the key's practice was sealed with proofs.
pub(in crate::store) fn proves(keys: &History<WrappedKey>, seal: &Seal) -> bool {
    keys.revisions().iter().any(|revision| is_proven(seal, revision))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::Path;

    use age::armor::{ArmoredWriter, Format};
    use jiff::Timestamp;

    use super::*;
    use crate::store::name::Key;
    use crate::store::{Opened, Progress, Store, files};

    /// A key file that asks for so much work, as anybody can write it.
    fn asking(work: u32) -> WrappedKey {
        let mut text = Vec::new();
        let mut armor = ArmoredWriter::wrap_output(&mut text, Format::AsciiArmor).unwrap();
        let salt = "A".repeat(22);
        write!(armor, "age-encryption.org/v1\n-> scrypt {salt} {work}\nAAAA\n--- AAAA\n").unwrap();
        armor.finish().unwrap();
        WrappedKey { age: String::from_utf8(text).unwrap(), mac: None }
    }

    #[test]
    fn a_passphrase_is_tried_on_three_keys_at_most_and_on_usual_ones_first() {
        let works = |asked: &[u32]| -> Vec<u8> {
            let stamp = Stamp { by: String::new(), at: Timestamp::UNIX_EPOCH };
            let version =
                |work: &u32| Revision::new(&stamp, Base::none(), Content::Is(asking(*work)));
            let versions: Vec<Revision<WrappedKey>> = asked.iter().map(version).collect();
            let tried = in_order(versions.iter().collect()).into_iter();
            tried.filter_map(|version| version.content.record()?.work()).collect()
        };
        assert_eq!(works(&[18]), [18]);
        assert_eq!(works(&[20, 18]), [18, 20]);
        assert_eq!(works(&[20, 19, 20, 20, 18, 20]), [18, 20, 19]);
        assert_eq!(works(&[18, 17, 1, 18]), [18, 17, 1]);
        for refused in [21, 22, 30, 255, 256, 100_000] {
            assert_eq!(works(&[refused, refused, refused, 18]), [18], "{refused}");
        }
    }

    #[test]
    fn forged_key_files_keep_nobody_out_and_are_no_wrong_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("p");
        let at = Timestamp::from_second(1_790_000_000).unwrap();
        let stamp = |seconds| Stamp {
            by: String::new(),
            at: at + jiff::SignedDuration::from_secs(seconds),
        };
        let secret = |words: &str| SecretString::from(words.to_owned());
        let store = Store::create(&root, at).unwrap();
        let right = secret("heron over the bay");
        let progress = Progress::default();
        let sealed = store.seal_practice(&right, WorkFactor::Least, &stamp(1), &progress).unwrap();
        let locked = |root: &Path| match Store::open(root).unwrap() {
            Opened::Sealed(locked) => locked,
            Opened::Open(_) => panic!("it is sealed"),
        };
        for number in 0..6 {
            let forged = Content::Is(asking(20));
            let forged = Revision::new(&stamp(10 + number), Base::none(), forged);
            sealed.store.save_as(Key::Vault, forged).unwrap();
        }
        locked(&root).unlock(&right).unwrap();
        let wrong = locked(&root).unlock(&secret("heron")).unwrap_err();
        assert!(matches!(wrong, StoreError::Seal(SealError::Passphrase)), "{wrong}");
        // Without the practice's own file there is none that the passphrase could be wrong for.
        let own = sealed.store.list_root().unwrap().records;
        let own = own.iter().filter(|file| file.key == Key::Vault).min_by_key(|file| file.revision);
        files::Files::default().remove(&root.join(own.unwrap().path())).unwrap();
        let gone = locked(&root).unlock(&right).unwrap_err();
        assert!(matches!(gone, StoreError::NoKey), "{gone}");
    }
}
