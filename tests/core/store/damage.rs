//! Damaged, cut, renamed and doubled files: each is found by reading that record, and no other
//! record is any different.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fastrand::Rng;
use ischia::model::{Client, ClientId, PlanId, PracticeId, RevisionId, Settings};
use ischia::store::seal::{Seal, WorkFactor, WrappedKey};
use ischia::store::{
    Base, Damage, Key, Opened, Problem, RecordFile, SecretString, Store, StoreError, client_folder,
};

use super::practice::sample;
use super::support::{
    Said, at, client, create_sealed, damaged, open, open_with, parse, record, said, settings,
    stamp, tree,
};

/// The records' files of a practice, by their path from its folder.
fn record_files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    tree(root).into_iter().filter(|(path, _)| parse(path).is_some()).collect()
}

/// What one record says, read by itself.
fn said_of(store: &Store, key: Key) -> Said {
    match key {
        Key::Settings => Said::of(&store.settings().unwrap()),
        Key::Vault => {
            let files = store.list_root().unwrap().records;
            Said::of(&store.history::<WrappedKey>(key, &files))
        }
        Key::Client(id) => {
            let files = store.list(id).unwrap().records;
            Said::of(&store.history::<Client>(key, &files))
        }
        Key::Plan(id, plan) => Said::of(&store.plan(id, plan).unwrap()),
    }
}

/// What reading a record must say once this file of it is damaged: the last whole revision before
/// it, and nothing that was superseded.
fn assert_found(before: &Said, now: &Said, file: &RecordFile) {
    assert_eq!(now.problems, [file.path()]);
    let mut whole = before.revisions.clone();
    whole.remove(&file.revision);
    assert_eq!(now.revisions, whole, "{}", file.name());
    if before.heads == [file.revision] {
        assert!(now.heads.len() <= 1, "{}: a superseded revision is a head", file.name());
        assert_eq!(now.heads.is_empty(), whole.is_empty(), "{}", file.name());
    } else {
        assert_eq!(now.heads, before.heads, "{}: another head", file.name());
    }
}

/// A practice with one whole record of each kind, and the key of a sealed one.
struct Kinds {
    _folder: tempfile::TempDir,
    store: Store,
    files: Vec<RecordFile>,
}

/// A wrapped key as it stands in a file.
fn vault_file(root: &Path, practice: PracticeId, seal: &Seal) -> RecordFile {
    let wrapped = seal.wrap(&SecretString::from("heron".to_owned()), WorkFactor::Least).unwrap();
    let revision = RevisionId::fresh(at(0));
    let before = "(\n  format: \"ischia-record/1\",\n  hash: \"";
    let after = format!(
        "\",\n    id: \"{revision}\",\n    parents: [],\n    practice: \"{practice}\",\n    \
         of: Vault,\n    saved: \"2026-11-21T10:00:00Z\",\n    by: \"\",\n    \
         content: Is((age: {:?})),\n)\n",
        wrapped.age
    );
    let hash = blake3::hash(format!("{before}{after}").as_bytes()).to_hex();
    let file = RecordFile { key: Key::Vault, revision, sealed: false };
    fs::write(root.join(file.path()), format!("{before}{hash}{after}")).unwrap();
    file
}

fn kinds(sealed: bool) -> Kinds {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let mut files = Vec::new();
    let store = if sealed {
        let seal = create_sealed(&root);
        let practice = match Store::open(&root).unwrap() {
            Opened::Sealed(locked) => locked.practice(),
            Opened::Open(_) => panic!("it is sealed"),
        };
        files.push(vault_file(&root, practice, &seal));
        open_with(&root, Some(&seal), ischia::store::files::Files::default())
    } else {
        let store = Store::create(&root, at(0)).unwrap();
        store.save_settings(Base::none(), settings(1), &stamp(1)).unwrap();
        store
    };
    let (id, plan) = (ClientId::fresh(at(0)), PlanId::fresh(at(0)));
    store.save_client(id, Base::none(), client(1), &stamp(1)).unwrap();
    store.save_plan(id, plan, Base::none(), record(1), &stamp(1)).unwrap();
    let gone = ClientId::fresh(at(1));
    store.save_client(gone, Base::none(), client(2), &stamp(1)).unwrap();
    store.erase_client(gone, &stamp(2)).unwrap();
    let removed = PlanId::fresh(at(2));
    store.remove_plan(id, removed, Base::none(), &stamp(2)).unwrap();
    let listings = [store.list_root(), store.list(id), store.list(gone)];
    let listed = listings.into_iter().flat_map(|it| it.unwrap().records);
    files.extend(listed.filter(|file| file.key != Key::Vault));
    assert_eq!(files.len(), if sealed { 6 } else { 5 });
    Kinds { _folder: folder, store, files }
}

/// Cuts every kind of record at every so manyth length.
fn cut(sealed: bool, stride: usize) -> usize {
    let Kinds { _folder, store, files } = kinds(sealed);
    let all: Vec<(Key, Said)> = files.iter().map(|it| (it.key, said_of(&store, it.key))).collect();
    let mut cuts = 0;
    for file in &files {
        let path = store.root().join(file.path());
        let bytes = fs::read(&path).unwrap();
        let before = said_of(&store, file.key);
        assert_eq!(before.heads, [file.revision]);
        let ends = [0, 1, bytes.len() - 2, bytes.len() - 1];
        for length in (0..bytes.len()).step_by(stride).chain(ends) {
            fs::write(&path, &bytes[..length]).unwrap();
            assert_found(&before, &said_of(&store, file.key), file);
            cuts += 1;
            if length % 397 == 0 {
                for (key, said) in all.iter().filter(|(key, _)| *key != file.key) {
                    assert_eq!(said_of(&store, *key), *said, "{} cut at {length}", file.name());
                }
            }
        }
        fs::write(&path, &bytes).unwrap();
        assert_eq!(said_of(&store, file.key), before);
    }
    cuts
}

#[test]
fn a_record_that_is_cut_short_is_found() {
    println!("{} cuts", cut(false, 1) + cut(true, 7));
}

#[test]
#[ignore = "takes some minutes"]
fn a_record_that_is_cut_short_anywhere_is_found() {
    println!("{} cuts", cut(false, 1) + cut(true, 1));
}

/// Flips so many bits, one at a time, in a sample practice that is read whole now and then.
fn flip(times: usize, seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = sample(&root, seed);
    let before = said(&store);
    let files: Vec<(String, Vec<u8>)> = record_files(&root).into_iter().collect();
    let mut rng = Rng::with_seed(seed);
    for number in 0..times {
        let (path, bytes) = &files[rng.usize(..files.len())];
        let file = parse(path).unwrap();
        let mut other = bytes.clone();
        let at = rng.usize(..other.len());
        other[at] ^= 1 << rng.u8(0..8);
        fs::write(root.join(path), &other).unwrap();
        assert_found(&before[&file.key], &said_of(&store, file.key), &file);
        if number % 250 == 0 {
            assert_eq!(damaged(&store), [path.as_str()]);
            for (key, said) in said(&store) {
                assert!(key == file.key || said == before[&key], "{path} changed another record");
            }
        }
        fs::write(root.join(path), bytes).unwrap();
    }
    assert_eq!(said(&store), before);
    println!("{times} flips in {} files", files.len());
}

#[test]
fn every_flipped_bit_of_ten_thousand_is_found() {
    flip(10_000, 1);
}

#[test]
#[ignore = "takes some minutes"]
fn every_flipped_bit_of_fifty_thousand_is_found() {
    for seed in 2..7 {
        flip(10_000, seed);
    }
}

#[test]
fn names_that_were_exchanged_are_found_and_no_other_record_is_different() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    sample(&root, 4);
    let store = open(&root);
    let before = said(&store);
    let files: Vec<String> = record_files(&root).into_keys().collect();
    let mut rng = Rng::with_seed(4);
    for _ in 0..300 {
        let (a, b) = (&files[rng.usize(..files.len())], &files[rng.usize(..files.len())]);
        if a == b {
            continue;
        }
        let exchange = || {
            fs::rename(root.join(a), root.join("x")).unwrap();
            fs::rename(root.join(b), root.join(a)).unwrap();
            fs::rename(root.join("x"), root.join(b)).unwrap();
        };
        exchange();
        let mut wrong = vec![a.clone(), b.clone()];
        wrong.sort();
        let store = open(&root);
        assert_eq!(damaged(&store), wrong);
        let touched = [parse(a).unwrap().key, parse(b).unwrap().key];
        for (key, said) in said(&store) {
            assert!(touched.contains(&key) || said == before[&key], "{a} and {b}");
            if touched.contains(&key) {
                let known = &before[&key].revisions;
                assert!(said.revisions.iter().all(|(id, it)| known.get(id) == Some(it)));
            }
        }
        exchange();
    }
    assert_eq!(said(&store), before);
}

#[test]
fn a_copy_under_another_name_is_found_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = sample(&root, 5);
    let before = said(&store);
    let files: Vec<String> = record_files(&root).into_keys().collect();
    let mut rng = Rng::with_seed(5);
    let clients = store.clients().unwrap();
    for path in &files {
        let file = parse(path).unwrap();
        let any = clients[rng.usize(..clients.len())];
        let revision = RevisionId::fresh(at(7));
        let keys = [
            Key::Settings,
            Key::Vault,
            Key::Client(any),
            Key::Client(ClientId::fresh(at(3))),
            Key::Plan(any, PlanId::fresh(at(3))),
            file.key,
        ];
        for key in keys {
            let other = RecordFile { key, revision, sealed: false };
            let at = root.join(other.path());
            let is_new = !at.parent().unwrap().exists();
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::copy(root.join(path), &at).unwrap();
            // The practice opens, whatever a file calls itself.
            let store = open(&root);
            assert_eq!(damaged(&store), [other.path().to_str().unwrap()]);
            let now = said(&store);
            for (key, said) in &before {
                assert_eq!((&said.heads, &said.revisions), (&now[key].heads, &now[key].revisions));
            }
            assert!(
                now.iter().all(|(key, said)| before.contains_key(key) || said.heads.is_empty())
            );
            fs::remove_file(&at).unwrap();
            if is_new {
                fs::remove_dir(at.parent().unwrap()).unwrap();
            }
        }
    }
    assert_eq!(said(&store), before);
}

#[test]
fn each_misplaced_file_gets_its_own_reason() {
    let Kinds { _folder, store, files } = kinds(false);
    let problem = |from: &RecordFile, to: RecordFile| -> Problem {
        let at = store.root().join(to.path());
        fs::copy(store.root().join(from.path()), &at).unwrap();
        let report = store.verify(&ischia::store::Progress::default()).unwrap();
        fs::remove_file(at).unwrap();
        report.damaged.into_iter().next().unwrap()
    };
    let revision = RevisionId::fresh(at(1));
    for from in &files {
        let damage = problem(from, RecordFile { revision, ..*from }).damage;
        assert!(matches!(damage, Damage::OtherRevision(id) if id == from.revision), "{damage}");
        for to in &files {
            if to.key != from.key {
                let damage = problem(from, RecordFile { revision, ..*to }).damage;
                assert!(matches!(damage, Damage::OtherRecord), "{}: {damage}", from.name());
            }
        }
    }
}

#[test]
fn a_damaged_marker_is_said_and_never_opens_as_another_practice() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = sample(&root, 6);
    let path = root.join("practice.ron");
    let bytes = fs::read(&path).unwrap();
    let assert_said = |what: &str| match Store::open(&root).and_then(Opened::open) {
        // A blank more or less is no damage.
        Ok(opened) => assert_eq!(opened.practice(), store.practice(), "{what}"),
        Err(error) => {
            let said = error.to_string();
            assert!(said.contains("practice.ron") && !said.contains('\n'), "{what}: {said}");
        }
    };
    for length in 0..bytes.len() {
        fs::write(&path, &bytes[..length]).unwrap();
        assert_said(&format!("cut at {length}"));
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[length] ^= 1 << bit;
            fs::write(&path, &other).unwrap();
            assert_said(&format!("bit {bit} of byte {length}"));
        }
    }
    fs::write(&path, vec![0; bytes.len()]).unwrap();
    assert_said("zeros");
    let text = String::from_utf8(bytes).unwrap();
    let at = text.find("id: \"").unwrap() + 8;
    let digit = if text.as_bytes()[at] == b'1' { "2" } else { "1" };
    let mut other = text.clone();
    other.replace_range(at..=at, digit);
    fs::write(&path, other).unwrap();
    let said = Store::open(&root).unwrap_err().to_string();
    assert!(said.contains("damaged") && said.contains("backup"), "{said}");
    fs::write(&path, text.replace("ischia-practice/1", "ischia-practice/2")).unwrap();
    let said = Store::open(&root).unwrap_err().to_string();
    assert!(said.contains("newer version"), "{said}");
}

#[test]
fn a_sealed_practice_without_its_key_is_never_written_to_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let seal = create_sealed(&root);
    let store = open_with(&root, Some(&seal), ischia::store::files::Files::default());
    store.save_client(ClientId::fresh(at(0)), Base::none(), client(1), &stamp(1)).unwrap();
    // The settings are lost, and a wrapped key there never was.
    for file in store.list_root().unwrap().records {
        fs::remove_file(root.join(file.path())).unwrap();
    }
    let Opened::Sealed(locked) = Store::open(&root).unwrap() else {
        panic!("it opened as a practice that isn't sealed");
    };
    let refused = locked.unlock(&SecretString::from("heron".to_owned())).unwrap_err();
    assert!(matches!(refused, StoreError::KeyGone(_)), "{refused}");
}

#[test]
fn a_combined_version_that_is_damaged_leaves_both_that_it_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("practice"), at(0)).unwrap();
    let first = store.save_settings(Base::none(), settings(1), &stamp(1)).unwrap();
    let sides = [2, 3].map(|number| {
        store.save_settings(Base::of([&first]), settings(number), &stamp(2)).unwrap()
    });
    let both = store.save_settings(Base::of(&sides), settings(4), &stamp(3)).unwrap();
    let file = RecordFile { key: Key::Settings, revision: both.id, sealed: false };
    fs::write(store.root().join(file.path()), "damaged").unwrap();
    let history = store.settings().unwrap();
    let mut heads: Vec<_> = history.heads().map(|head| head.id).collect();
    heads.sort();
    let mut expected = sides.each_ref().map(|side| side.id);
    expected.sort();
    assert_eq!(heads, expected);
    assert_eq!(history.problems().len(), 1);
}

#[test]
fn foreign_files_are_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = sample(&root, 7);
    let before = said(&store);
    let inside = client_folder(store.clients().unwrap()[0]);
    let plan = store.list(store.clients().unwrap()[0]).unwrap().records.pop().unwrap().name();
    let conflict = plan.replace(".ron", ".sync-conflict-20261121-101010-ABCDEFG.ron");
    let mut names = vec![
        "notes.txt".to_owned(),
        "clients/somebody".to_owned(),
        inside.join("photo.jpg").to_str().unwrap().to_owned(),
        inside.join(conflict).to_str().unwrap().to_owned(),
        inside.join(format!("{plan}~")).to_str().unwrap().to_owned(),
    ];
    names.sort();
    for name in &names {
        fs::write(root.join(name), "mine").unwrap();
    }
    for hidden in [".stfolder", ".syncthing.plan.tmp", "Thumbs.db", "clients/.DS_Store"] {
        fs::write(root.join(hidden), "theirs").unwrap();
    }
    assert_eq!(damaged(&store), names);
    assert_eq!(said(&store), before);
    assert!(names.iter().all(|name| fs::read(root.join(name)).unwrap() == b"mine"));
    let whole = |history: ischia::store::History<Settings>| history.problems().is_empty();
    assert!(whole(store.settings().unwrap()));
}
