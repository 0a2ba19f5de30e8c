//! The index of a sealed practice: nothing readable lies in the cache folder.

#![expect(clippy::disallowed_methods, reason = "damage is written as it comes")]

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::Index;
use crate::model::{Client, ClientId, PracticeId};
use crate::store::files::Files;
use crate::store::seal::Seal;
use crate::store::{Base, Progress, Stamp, Store};

const NAME: &str = "Persephone";
const NOTE: &str = "Lavender oil";

fn practice(folder: &Path, seal: Option<Seal>) -> Store {
    let id = PracticeId::seeded(Timestamp::UNIX_EPOCH, [1; 10]);
    let root = folder.join("practice");
    let store = Store::create_with(&root, id, Files::unsynced()).unwrap();
    let store = Store { seal, ..store };
    let client = Client { allergies: Some(NOTE.to_owned()), ..Client::named(NAME) };
    let stamp = Stamp { by: String::new(), at: Timestamp::UNIX_EPOCH };
    store.save_client(ClientId::fresh(stamp.at), Base::none(), client, &stamp).unwrap();
    store
}

fn open(store: &Store, cache: &Path) -> Index {
    Index::open(store, cache, &Progress::default()).unwrap()
}

fn files(cache: &Path) -> Vec<PathBuf> {
    fs::read_dir(cache).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Whether a file holds the name or the note, in whatever case.
fn is_readable(file: &Path) -> bool {
    let bytes = fs::read(file).unwrap().to_ascii_lowercase();
    [NAME, NOTE].iter().any(|word| {
        let word = word.to_ascii_lowercase();
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    })
}

#[test]
fn nothing_readable_lies_in_the_cache_of_a_sealed_practice() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let store = practice(folder.path(), Some(Seal::generate()));
    let made = open(&store, &cache);
    assert_eq!(made.matches("lavender").clients.len(), 1);
    let there = files(&cache);
    assert!(matches!(&there[..], [file] if file.extension().is_some_and(|end| end == "age")));
    assert!(!is_readable(&there[0]), "{there:?}");
    let loaded = Index::load(&store, &cache).unwrap();
    assert_eq!(loaded.matches("lavender"), made.matches("lavender"));
    // With another key it is of no use.
    let other = Store { seal: Some(Seal::generate()), ..store.clone() };
    assert!(Index::load(&other, &cache).is_none());
    fs::write(&there[0], b"age-encryption.org/v1\nnothing").unwrap();
    assert!(Index::load(&store, &cache).is_none());
}

#[test]
fn sealing_a_practice_removes_what_lay_readable() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let store = practice(folder.path(), None);
    open(&store, &cache);
    let readable = files(&cache);
    assert!(is_readable(&readable[0]), "this test can fail");
    // One of a copy elsewhere, one that a crash left, and what isn't ours or may be in use.
    let elsewhere = cache.join(format!("{}-0123456789abcdef.index", store.practice()));
    let crashed = cache.join(".ischia-abc.tmp");
    let spared = [cache.join("other.index"), cache.join(".ischia-now.tmp")];
    for path in [&elsewhere, &crashed, &spared[0], &spared[1]] {
        fs::copy(&readable[0], path).unwrap();
    }
    let old = std::time::SystemTime::now() - std::time::Duration::from_mins(5);
    fs::File::options().write(true).open(&crashed).unwrap().set_modified(old).unwrap();
    let sealed = Store { seal: Some(Seal::generate()), ..store.clone() };
    assert!(Index::load(&sealed, &cache).is_none());
    let mut there = files(&cache);
    there.sort();
    let mut expected = spared.to_vec();
    expected.sort();
    assert_eq!(there, expected);
    // An older program that wrote one in between is cleaned up behind, too.
    open(&store, &cache).save(&store, &cache).unwrap();
    open(&sealed, &cache).save(&sealed, &cache).unwrap();
    assert!(!readable[0].exists());
    assert_eq!(files(&cache).len(), 3);
}
