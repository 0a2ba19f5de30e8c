//! Any bytes as the file of a record, and as its name: refused with a reason, or a revision that is
//! written and read again as the same.
//!
//! The hash of a file is put right before it is read, else no changed file would get past it; as
//! they are, the bytes are read too.
#![no_main]

use std::fmt::Debug;

use ischia_fuzz::model::{Client, ClientId, PlanId, PlanRecord, PracticeId, RevisionId, Settings};
use ischia_fuzz::record::name::{Key, RecordFile};
use ischia_fuzz::record::revision::{self, Damage};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;

const HASH: &[u8] = b"hash: \"";
const DIGITS: usize = 64;

fuzz_target!(|bytes: &[u8]| {
    names(bytes);
    let practice = id("019362b0-0000-7000-8000-000000000000", PracticeId::parse);
    let client = id("019362b0-0000-7000-8000-000000000001", ClientId::parse);
    let plan = id("019362b0-0000-7000-8000-000000000002", PlanId::parse);
    let own = id("019362b0-0000-7000-8000-000000000003", RevisionId::parse);
    let file = |key| RecordFile { key, revision: own, sealed: false };
    for bytes in [bytes.to_vec(), with_its_hash(bytes)] {
        read::<Settings>(&bytes, &file(Key::Settings), practice);
        read::<Client>(&bytes, &file(Key::Client(client)), practice);
        read::<PlanRecord>(&bytes, &file(Key::Plan(client, plan)), practice);
    }
});

fn id<T, E: Debug>(text: &str, parse: fn(&str) -> Result<T, E>) -> T {
    parse(text).unwrap_or_else(|error| panic!("{error:?}"))
}

fn read<T>(bytes: &[u8], file: &RecordFile, practice: PracticeId)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let read = match revision::read::<T>(bytes.to_vec(), file, practice) {
        Ok(read) => read,
        Err(damage) => {
            assert!(!damage.to_string().is_empty());
            // No file is read as a record of another practice, kind or revision.
            assert!(!matches!(damage, Damage::Unreadable(_) | Damage::WrongKey | Damage::NoKey));
            return;
        }
    };
    assert_eq!(read.id, file.revision);
    let written = revision::write(&read, file.key, practice).unwrap_or_else(|it| panic!("{it}"));
    let again = revision::read::<T>(written, file, practice);
    assert_eq!(again.as_ref().ok(), Some(&read), "{again:?}");
}

/// The same bytes with the hash that they should have.
fn with_its_hash(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let found = bytes.windows(HASH.len()).position(|window| window == HASH);
    let Some(start) = found.map(|at| at + HASH.len()) else { return bytes };
    let Some((before, rest)) = bytes.split_at_checked(start) else { return bytes };
    let Some((_, after)) = rest.split_at_checked(DIGITS) else { return bytes };
    let mut hasher = blake3::Hasher::new();
    hasher.update(before).update(after);
    let hash = hasher.finalize().to_hex();
    bytes[start..start + DIGITS].copy_from_slice(hash.as_bytes());
    bytes
}

/// A name that is taken for a record's is the name that the record has.
fn names(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let client = id("019362b0-0000-7000-8000-000000000001", ClientId::parse);
    for client in [None, Some(client)] {
        for name in text.lines() {
            if let Some(file) = RecordFile::parse(client, name) {
                assert_eq!(file.name(), name);
                assert_eq!(file.key.client(), client);
            }
        }
    }
}
