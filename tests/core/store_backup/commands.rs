//! Which folders take a restore; `ischia backup` and `ischia restore`, by the real program.

use std::fs;
use std::process::Command;

use ischia::store::backup::{self, BackupError, Growth};
use ischia::store::{Progress, StoreError};

use super::{Place, assert_same};

/// Runs the program; its exit code and what it said.
pub(super) fn ischia(place: &Place, arguments: &[&str], passphrase: Option<&str>) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ischia"));
    command.args(arguments).current_dir(place.folder.path()).env_remove("ISCHIA_PRACTICE");
    match passphrase {
        Some(words) => {
            place.put("words", words.as_bytes());
            command.env("ISCHIA_PASSPHRASE_FILE", place.path("words"))
        }
        None => command.env_remove("ISCHIA_PASSPHRASE_FILE"),
    };
    let went = command.output().unwrap();
    assert!(went.stdout.is_empty(), "nothing is the asked-for result but the file");
    (went.status.code().unwrap(), String::from_utf8(went.stderr).unwrap())
}

#[test]
fn the_commands_say_what_was_done_and_refuse_with_their_codes() {
    let place = Place::new();
    let backup = ["backup", "--practice", "p", "--out", "b.zip"];
    let (code, said) = ischia(&place, &backup, None);
    assert!(code == 0 && said.starts_with("b.zip: ") && said.contains("compared"), "{said}");
    let before = fs::read(place.path("b.zip")).unwrap();
    let (code, said) = ischia(&place, &backup, None);
    assert!(code == 2 && said.contains("--force"), "{said}");
    assert!(before == fs::read(place.path("b.zip")).unwrap());

    let inside = ["backup", "--practice", "p", "--out", "p/b.zip"];
    assert_eq!(ischia(&place, &inside, None).0, 2);
    let missing = ["backup", "--practice", "q", "--out", "c.zip"];
    assert_eq!(ischia(&place, &missing, None).0, 2);
    assert_eq!(ischia(&place, &["restore", "b.zip", "--practice", "p"], None).0, 2);
    assert_eq!(ischia(&place, &["restore", "c.zip", "--practice", "r"], None).0, 2);
    assert_eq!(ischia(&place, &["restore", "b.zip", "--practice", "r"], None).0, 0);
    assert_same(&place);
}

#[test]
fn a_passphrase_comes_from_its_file() {
    let place = Place::new();
    let sealed = ["backup", "--practice", "p", "--out", "b.zip", "--seal"];
    assert_eq!(ischia(&place, &sealed, Some("\n")).0, 2, "an empty one");
    let (code, said) = ischia(&place, &sealed, Some("heron over the bay\n"));
    assert_eq!(code, 0, "{said}");
    let restore = ["restore", "b.zip", "--practice", "r"];
    let (code, said) = ischia(&place, &restore, Some("heron"));
    assert!(code == 2 && said.contains("passphrase"), "{said}");
    assert!(!place.path("r").exists());
    assert_eq!(ischia(&place, &restore, Some("heron over the bay\n")).0, 0);
    assert_same(&place);
}

#[test]
fn only_an_empty_or_new_folder_takes_a_restore() {
    let place = Place::new();
    place.backup();
    fs::create_dir(place.path("r")).unwrap();
    place.restore("b.zip").unwrap();
    assert_same(&place);
    let refused = place.restore("b.zip").unwrap_err();
    assert!(matches!(refused, BackupError::Store(StoreError::NotEmpty(_))));
    let onto = |name: &str| {
        let (file, root) = (place.path("b.zip"), place.path(name));
        backup::restore(&file, &root, None, Growth::Usual, &Progress::default()).unwrap_err()
    };
    assert!(matches!(onto("b.zip"), BackupError::Store(StoreError::NotAFolder(_))));
    assert!(matches!(onto("no/where"), BackupError::Store(StoreError::Missing(_))));
    place.assert_only(&["b.zip", "p", "r"]);
}

#[cfg(unix)]
#[test]
fn a_record_that_cannot_be_carried_is_named_and_costs_no_other_its_backup() {
    let place = Place::new();
    let mut records = Vec::new();
    for folder in fs::read_dir(place.path("p/clients")).unwrap() {
        let folder = folder.unwrap().path();
        for entry in fs::read_dir(folder).unwrap() {
            records.push(entry.unwrap().path());
        }
    }
    records.sort();
    let [first, second, ..] = records.as_slice() else { panic!("too few records") };
    fs::rename(first, place.path("elsewhere.ron")).unwrap();
    std::os::unix::fs::symlink(place.path("elsewhere.ron"), first).unwrap();
    fs::remove_file(second).unwrap();
    assert!(Command::new("mkfifo").arg(second).status().unwrap().success());
    let (code, said) = ischia(&place, &["backup", "--practice", "p", "--out", "b.zip"], None);
    assert_eq!(code, 1, "{said}");
    for left in [first, second] {
        let name = left.file_name().unwrap().to_str().unwrap();
        assert!(said.contains("left out: ") && said.contains(name), "{said}");
    }
    let (code, said) = ischia(&place, &["restore", "b.zip", "--practice", "r"], None);
    assert_eq!(code, 0, "{said}");
    for other in &records[2..] {
        let way = other.strip_prefix(place.path("p")).unwrap();
        assert_eq!(fs::read(other).unwrap(), fs::read(place.path("r").join(way)).unwrap());
    }
    for left in [first, second] {
        let way = left.strip_prefix(place.path("p")).unwrap();
        assert!(!place.path("r").join(way).exists());
    }
}

#[test]
#[cfg(unix)]
fn a_linked_folder_is_named_and_nothing_behind_it_is_carried() {
    let place = Place::new();
    let elsewhere = place.path("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    super::put(&elsewhere.join("letter.txt"), b"a stranger's").unwrap();
    let client = ischia::model::ClientId::fresh(jiff::Timestamp::UNIX_EPOCH).to_string();
    let link = place.path("p/clients").join(&client);
    std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
    let (code, said) = ischia(&place, &["backup", "--practice", "p", "--out", "b.zip"], None);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("left out: ") && said.contains(&client), "{said}");
    let (code, said) = ischia(&place, &["restore", "b.zip", "--practice", "r"], None);
    assert_eq!(code, 0, "{said}");
    assert!(!place.path("r/clients").join(&client).exists());
}
