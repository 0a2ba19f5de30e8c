//! The summary file between two runs: whole and of this practice, or made again.

use std::fs;
use std::path::Path;

use ischia::store::index::Index;
use ischia::store::{Progress, Store};

use super::{Practice, assert_same, scan};

#[test]
fn a_cache_that_is_not_whole_is_made_again() {
    let mut practice = Practice::new(7);
    for name in ["Ada", "Zoë"] {
        let client = practice.add_named(name);
        practice.add_plan(client, "2026-11-20", "a scar on the left");
    }
    practice.open();
    let expected = scan(&practice.store);
    let file = practice.cache_file();
    let whole = fs::read(&file).unwrap();
    let load = || Index::load(&practice.store, &practice.cache());
    assert_same(&load().unwrap(), &expected);
    for length in 0..whole.len() {
        fs::write(&file, &whole[..length]).unwrap();
        assert!(load().is_none(), "cut at {length}");
        let mut other = whole.clone();
        other[length] ^= 1 << (length % 8);
        fs::write(&file, &other).unwrap();
        assert!(load().is_none(), "byte {length}");
        if length % 50 == 0 {
            assert_same(&practice.open(), &expected);
            assert_eq!(fs::read(&file).unwrap(), whole, "it is written again");
        }
    }
    for other in [Vec::new(), [&whole[..], b"x"].concat(), older(&whole)] {
        fs::write(&file, other).unwrap();
        assert!(load().is_none());
        assert_same(&practice.open(), &expected);
    }
}

/// The same from an older version of the program.
fn older(whole: &[u8]) -> Vec<u8> {
    let line = whole.iter().position(|byte| *byte == b'\n').unwrap();
    let mut older = whole.to_vec();
    older[line - 1] -= 1;
    older
}

#[test]
fn a_cache_of_another_practice_is_not_ours() {
    let mut practice = Practice::new(8);
    let mut foreign = Practice::new(9);
    foreign.add_named("Of another practice");
    practice.add_named("Ada");
    foreign.open();
    practice.open();
    fs::copy(foreign.cache_file(), practice.cache_file()).unwrap();
    assert!(Index::load(&practice.store, &practice.cache()).is_none());
    assert_same(&practice.open(), &scan(&practice.store));
}

#[test]
fn the_cache_names_nobody_and_is_the_owners_alone() {
    let mut practice = Practice::new(10);
    practice.add_named("Ada");
    practice.open();
    let file = practice.cache_file();
    let name = file.file_name().unwrap().to_str().unwrap();
    let shape = name.replace(&practice.store.practice().to_string(), "ID");
    let hash = shape.strip_prefix("ID-").unwrap().strip_suffix(".index").unwrap();
    assert!(hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(&practice.cache())), (0o600, 0o700));
    }
    assert!(!format!("{:?}", practice.open()).contains("Ada"));
}

#[test]
fn two_copies_of_a_practice_have_a_cache_each() {
    let mut practice = Practice::new(11);
    practice.add_named("Ada");
    practice.open();
    let copy = practice.folder.path().join("copy");
    fs::create_dir_all(copy.join("clients")).unwrap();
    fs::copy(practice.store.root().join("practice.ron"), copy.join("practice.ron")).unwrap();
    let other = Store::open(&copy).unwrap().open().unwrap();
    assert_eq!(other.practice(), practice.store.practice());
    let opened = Index::open(&other, &practice.cache(), &Progress::default()).unwrap();
    assert_eq!(opened.counts().clients, 0);
    assert_eq!(Index::load(&practice.store, &practice.cache()).unwrap().counts().clients, 1);
}

#[test]
fn a_cache_folder_that_cannot_be_written_stops_nothing() {
    let mut practice = Practice::new(12);
    practice.add_named("Ada");
    fs::write(practice.cache(), "a file in its place").unwrap();
    assert_eq!(practice.open().counts().clients, 1);
    assert!(practice.open().save(&practice.store, &practice.cache()).is_err());
}
