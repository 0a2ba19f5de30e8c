//! Faults from outside while a practice is open: each is said in a sentence, nothing is lost, and
//! saving works again once it is mended.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ischia::model::{ClientId, PlanId};
use ischia::store::files::{FileOp, Files};
use ischia::store::{Base, Key, Progress, RecordFile, Stamp, Store, StoreError, client_folder};

use super::practice::{Busy, sample};
use super::support::{
    at, client, damaged, open, passing_files, record, said, settings, stamp, tree,
};

/// Operations of which one, or every one from it on, is refused; removing works on a full disk too.
fn failing(first: usize, forever: bool, kind: io::ErrorKind) -> (Files, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let files = Files::observed(Arc::new(move |op| {
        let number = counted.fetch_add(1, Ordering::Relaxed);
        let hit = number == first || (forever && number > first);
        if hit && !matches!(op, FileOp::RemoveFile(_)) { Err(kind.into()) } else { Ok(()) }
    }));
    (files, count)
}

/// A sentence for people: one line, and these words in it.
fn assert_says(error: &StoreError, words: &[&str]) {
    let said = error.to_string();
    assert!(!said.contains('\n') && said.len() < 400, "{said}");
    for word in words {
        assert!(said.contains(word), "“{word}” is not in: {said}");
    }
}

const KINDS: [(io::ErrorKind, &str); 4] = [
    (io::ErrorKind::StorageFull, "the disk is full"),
    (io::ErrorKind::ReadOnlyFilesystem, "the disk takes no changes"),
    (io::ErrorKind::PermissionDenied, "you have no permission to change it"),
    (io::ErrorKind::QuotaExceeded, "the disk is full"),
];

#[test]
fn a_save_that_fails_at_any_operation_leaves_nothing_and_works_when_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    sample(&root, 1);
    for (kind, words) in KINDS {
        for forever in [false, true] {
            for first in 0.. {
                let before = tree(&root);
                let (files, count) = failing(first, forever, kind);
                let store = Store::open_with(&root, files).unwrap().open().unwrap();
                // A new client has a folder to be made, too.
                let id = ClientId::fresh(at(1));
                let Err(failed) = store.save_client(id, Base::none(), client(1), &stamp(1)) else {
                    assert!(count.load(Ordering::Relaxed) <= first, "an error was swallowed");
                    break;
                };
                assert_says(&failed, &["could not be saved", words, "untouched", "save again"]);
                assert!(!failed.is_input());
                assert_eq!(passing_files(&root), Vec::<String>::new());
                let mut after = tree(&root);
                after.remove(&format!("{}/", client_folder(id).display()));
                assert_eq!(after, before, "{kind}, operation {first}");
                let again = open(&root);
                again.save_client(id, Base::none(), client(1), &stamp(2)).unwrap();
                let history = again.client(id).unwrap().client;
                assert_eq!(history.revisions().len(), 1, "what failed is there all the same");
                assert_eq!(damaged(&again), Vec::<String>::new());
            }
        }
    }
}

#[test]
fn an_edit_that_fails_and_is_saved_again_makes_no_second_version() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = sample(&root, 1);
    let id = store.clients().unwrap()[0];
    let plan = *store.client(id).unwrap().plans.keys().next().unwrap();
    for first in 0..5 {
        let base = open(&root).plan(id, plan).unwrap().base();
        let (files, _) = failing(first, false, io::ErrorKind::StorageFull);
        let store = Store::open_with(&root, files).unwrap().open().unwrap();
        let failed = store.save_plan(id, plan, base.clone(), record(70), &stamp(1)).unwrap_err();
        assert_says(&failed, &["the disk is full"]);
        store.save_plan(id, plan, base, record(71), &stamp(1)).unwrap();
        let history = store.plan(id, plan).unwrap();
        assert!(!history.has_two_versions(), "operation {first}");
        assert_eq!(history.current().unwrap().content.record(), Some(&record(71)));
    }
}

#[test]
fn an_erasure_that_fails_at_any_operation_is_finished_later() {
    for first in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        let id = sample(&root, 1).clients().unwrap()[0];
        let before = said(&open(&root));
        let count = Arc::new(AtomicUsize::new(0));
        let files = Files::observed(Arc::new(move |_| {
            let hit = count.fetch_add(1, Ordering::Relaxed) == first;
            if hit { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
        }));
        let store = Store::open_with(&root, files).unwrap().open().unwrap();
        let Err(failed) = store.erase_client(id, &stamp(1)) else {
            assert!(first > 20, "all files of a client are removed one by one");
            return;
        };
        assert_says(&failed, &["you have no permission to change it", "again"]);
        let store = open(&root);
        if store.client(id).unwrap().client.is_erased() {
            assert_says(&failed, &["not wholly erased"]);
            store.finish_erasure(id).unwrap();
            assert_eq!(store.list(id).unwrap().records.len(), 1);
        } else {
            assert_eq!(said(&store), before);
            store.erase_client(id, &stamp(2)).unwrap();
        }
        assert_eq!(fs::read_dir(root.join(client_folder(id))).unwrap().count(), 1);
    }
}

#[test]
fn nothing_is_saved_for_a_client_who_was_erased() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(&folder.path().join("practice"), 1);
    let id = store.clients().unwrap()[0];
    let plan = *store.client(id).unwrap().plans.keys().next().unwrap();
    let base = store.plan(id, plan).unwrap().base();
    // Another computer's erasure arrives while a plan is being edited.
    store.erase_client(id, &stamp(1)).unwrap();
    let refused = store.save_plan(id, plan, base, record(5), &stamp(2)).unwrap_err();
    assert_says(&refused, &["was erased for good", &id.to_string()]);
    let refused = store.save_client(id, Base::none(), client(5), &stamp(2)).unwrap_err();
    assert!(matches!(refused, StoreError::Erased(_)));
    assert_eq!(store.list(id).unwrap().records.len(), 1);
}

#[test]
fn a_practice_that_vanishes_is_never_taken_for_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = sample(&root, 1);
    let mut before = said(&store);
    let id = store.clients().unwrap()[0];
    let away = folder.path().join("away");
    for leaves_empty_folder in [false, true] {
        fs::rename(&root, &away).unwrap();
        if leaves_empty_folder {
            fs::create_dir(&root).unwrap();
        }
        let failures = [
            store.clients().unwrap_err(),
            store.list_root().unwrap_err(),
            store.client(id).unwrap_err(),
            store.settings().unwrap_err(),
            store.verify(&Progress::default()).unwrap_err(),
            store.save_settings(Base::none(), settings(1), &stamp(1)).unwrap_err(),
            store.save_client(id, Base::none(), client(1), &stamp(1)).unwrap_err(),
            store.erase_client(id, &stamp(1)).unwrap_err(),
        ];
        for failure in failures {
            assert_says(&failure, &["not there any more", "drive is connected"]);
            assert!(!failure.is_input());
        }
        assert!(!root.exists() || fs::read_dir(&root).unwrap().next().is_none());
        if leaves_empty_folder {
            fs::remove_dir(&root).unwrap();
        }
        fs::rename(&away, &root).unwrap();
        assert_eq!(said(&store), before);
        store.save_client(id, Base::none(), client(2), &stamp(2)).unwrap();
        before = said(&store);
    }
}

#[test]
fn another_practice_in_the_same_place_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = Store::create(&root, at(0)).unwrap();
    fs::rename(&root, folder.path().join("away")).unwrap();
    Store::create(&root, at(0)).unwrap();
    let before = tree(&root);
    let refused = store.save_settings(Base::none(), settings(1), &stamp(1)).unwrap_err();
    assert_says(&refused, &["another practice", "open it again"]);
    assert_eq!(tree(&root), before);
}

#[test]
fn a_file_in_the_place_of_a_folder_stops_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = sample(&root, 1);
    let before = said(&store);
    let ids = store.clients().unwrap();
    let place = root.join(client_folder(ids[1]));
    fs::rename(&place, folder.path().join("away")).unwrap();
    fs::write(&place, "a file").unwrap();
    assert_says(&store.client(ids[1]).unwrap_err(), &["could not be read", "place of a folder"]);
    let refused = store.save_client(ids[1], Base::none(), client(1), &stamp(1)).unwrap_err();
    assert_says(&refused, &["could not be saved", "place of a folder"]);
    assert_eq!(damaged(&store), [client_folder(ids[1]).to_str().unwrap()]);
    let now = said(&store);
    assert!(before.iter().all(|(key, said)| key.client() == Some(ids[1]) || now[key] == *said));
    store
        .save_client(ids[0], store.client(ids[0]).unwrap().client.base(), client(2), &stamp(1))
        .unwrap();
    fs::remove_file(&place).unwrap();
    fs::rename(folder.path().join("away"), &place).unwrap();
    assert_eq!(said(&store)[&Key::Client(ids[1])], before[&Key::Client(ids[1])]);
    // All clients at once.
    let place = root.join("clients");
    fs::rename(&place, folder.path().join("away")).unwrap();
    fs::write(&place, "a file").unwrap();
    assert_says(&store.clients().unwrap_err(), &["could not be read", "place of a folder"]);
    let refused = store.save_client(ids[1], Base::none(), client(1), &stamp(1)).unwrap_err();
    assert_says(&refused, &["could not be saved", "place of a folder"]);
    assert_says(&store.verify(&Progress::default()).unwrap_err(), &["place of a folder"]);
    fs::remove_file(&place).unwrap();
    fs::rename(folder.path().join("away"), &place).unwrap();
    assert_eq!(damaged(&store), Vec::<String>::new());
}

#[test]
fn a_folder_in_the_place_of_a_file_is_one_damaged_record() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = sample(&root, 1);
    let id = store.clients().unwrap()[0];
    let listing = store.list(id).unwrap().records;
    let file: &RecordFile = listing.iter().find(|it| matches!(it.key, Key::Plan(..))).unwrap();
    fs::remove_file(root.join(file.path())).unwrap();
    fs::create_dir(root.join(file.path())).unwrap();
    assert_eq!(damaged(&store), [file.path().to_str().unwrap()]);
    let Key::Plan(_, plan) = file.key else { panic!() };
    let history = store.plan(id, plan).unwrap();
    let damage = history.problems()[0].damage.to_string();
    assert!(damage.contains("could not be read"), "{damage}");
    store.save_plan(id, plan, history.base(), record(1), &stamp(1)).unwrap();
    // The marker, too.
    fs::remove_file(root.join("practice.ron")).unwrap();
    fs::create_dir(root.join("practice.ron")).unwrap();
    assert_says(&Store::open(&root).unwrap_err(), &["practice.ron", "folder"]);
}

#[test]
fn a_missing_marker_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = Store::create(&root, at(0)).unwrap();
    let marker = fs::read(root.join("practice.ron")).unwrap();
    fs::remove_file(root.join("practice.ron")).unwrap();
    assert_says(
        &Store::open(&root).unwrap_err(),
        &["not the folder of a practice", "practice.ron"],
    );
    let refused = store.save_settings(Base::none(), settings(1), &stamp(1)).unwrap_err();
    assert_says(&refused, &["not there any more", "practice.ron"]);
    fs::write(root.join("practice.ron"), marker).unwrap();
    store.save_settings(Base::none(), settings(1), &stamp(1)).unwrap();
}

#[test]
fn a_clock_that_goes_backwards_mixes_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("practice"), at(0)).unwrap();
    let (id, plan) = (ClientId::fresh(at(0)), PlanId::fresh(at(0)));
    let mut base = Base::none();
    let mut order = Vec::new();
    for number in 0..40_u64 {
        let second = -i64::try_from(number).unwrap() * 86_400;
        let saved = store.save_plan(id, plan, base, record(number), &stamp(second)).unwrap();
        order.push(saved.id);
        base = Base::of([&saved]);
    }
    let history = store.plan(id, plan).unwrap();
    assert_eq!(history.revisions().iter().map(|it| it.id).collect::<Vec<_>>(), order);
    assert_eq!(history.heads().map(|it| it.id).collect::<Vec<_>>(), [order[39]]);
    // Any one of them may be missing, and no older one comes back.
    for missing in 0..39 {
        let file = RecordFile { key: Key::Plan(id, plan), revision: order[missing], sealed: false };
        let path = store.root().join(file.path());
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let heads: Vec<_> = store.plan(id, plan).unwrap().heads().map(|it| it.id).collect();
        assert_eq!(heads, [order[39]], "without revision {missing}");
        fs::write(&path, bytes).unwrap();
    }
    // Clocks at the ends of time.
    for at in [jiff::Timestamp::MIN, jiff::Timestamp::MAX, jiff::Timestamp::UNIX_EPOCH] {
        let stamp = Stamp { by: String::new(), at };
        let base = store.plan(id, plan).unwrap().base();
        let saved = store.save_plan(id, plan, base, record(99), &stamp).unwrap();
        assert_eq!(store.plan(id, plan).unwrap().current().map(|it| it.id), Some(saved.id));
    }
}

#[test]
fn making_a_practice_that_was_stopped_half_way_is_made_again() {
    for first in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        let (files, _) = failing(first, true, io::ErrorKind::StorageFull);
        let made = Store::create_with(&root, ischia::model::PracticeId::fresh(at(0)), files);
        if made.is_ok() {
            assert!(first > 5);
            return;
        }
        assert_says(&made.unwrap_err(), &["the disk is full"]);
        Store::create(&root, at(0)).unwrap_or_else(|error| panic!("operation {first}: {error}"));
    }
}

/// A small disk of its own, taken away again at the end; none where this may not be done.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn new(at: &Path) -> Option<Self> {
        fs::create_dir(at).unwrap();
        let disk = Self(at.to_owned());
        if disk.mount(&["-t", "tmpfs", "-o", "size=160k,mode=0700", "tmpfs"]) {
            return Some(disk);
        }
        println!("skipped: no disk can be mounted here");
        None
    }

    fn mount(&self, arguments: &[&str]) -> bool {
        let out = Command::new("mount").args(arguments).arg(&self.0).output();
        out.is_ok_and(|out| out.status.success())
    }

    fn remount(&self, option: &str) {
        assert!(self.mount(&["-o", &format!("remount,{option}")]), "{option}");
    }

    fn unmount(&self) -> bool {
        let out = Command::new("umount").arg(&self.0).output();
        out.is_ok_and(|out| out.status.success())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        self.unmount();
    }
}

#[test]
fn a_real_disk_that_is_full_read_only_or_gone_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("disk");
    let Some(disk) = SmallDisk::new(&root) else { return };
    let mut busy = Busy::new(Store::create(&root, at(0)).unwrap(), 5);
    let store = busy.store.clone();
    let failed = loop {
        if let Err(failed) = busy.save() {
            break failed;
        }
    };
    assert_says(&failed, &["the disk is full", "save again"]);
    assert_eq!(passing_files(&root), Vec::<String>::new());
    assert_eq!(damaged(&store), Vec::<String>::new());
    disk.remount("size=4m");
    let path = busy.save().unwrap();
    let before = said(&store);
    disk.remount("ro");
    let failed = store.save_settings(Base::none(), settings(1), &stamp(1)).unwrap_err();
    assert_says(&failed, &["the disk takes no changes"]);
    assert_eq!(said(&store), before);
    disk.remount("rw");
    busy.save().unwrap();
    assert!(root.join(path).is_file());
    assert!(disk.unmount());
    let failed = store.save_settings(Base::none(), settings(1), &stamp(1)).unwrap_err();
    assert_says(&failed, &["not there any more", "drive is connected"]);
    assert_says(&store.clients().unwrap_err(), &["not there any more"]);
    assert_eq!(tree(&root), std::collections::BTreeMap::new());
}

/// How drives refuse what they can't do: shared folders, FUSE, and `link` where there are no links.
fn refusals() -> [fn() -> io::Error; 3] {
    [
        || io::ErrorKind::Unsupported.into(),
        || io::ErrorKind::InvalidInput.into(),
        || io::Error::from_raw_os_error(1),
    ]
}

#[test]
fn where_nothing_can_be_moved_a_file_is_made_under_its_own_name() {
    for refusal in refusals() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("record.ron");
        let large = vec![7_u8; (5 << 20) / 2];
        for last in 0.. {
            let count = Arc::new(AtomicUsize::new(0));
            let counted = Arc::clone(&count);
            let files = Files::observed(Arc::new(move |op| {
                if matches!(op, FileOp::Move(..)) {
                    return Err(refusal());
                }
                let counts = !matches!(op, FileOp::RemoveFile(_));
                let is_last = counts && counted.fetch_add(1, Ordering::Relaxed) == last;
                if is_last { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
            }));
            let written = files.write_new(&target, &large);
            let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
            if count.load(Ordering::Relaxed) <= last {
                written.unwrap();
                assert_eq!((fs::read(&target).unwrap(), left.len()), (large, 1));
                break;
            }
            assert_eq!(written.unwrap_err().kind(), io::ErrorKind::StorageFull);
            assert!(left.is_empty(), "{left:?} after the operation {last} was refused");
        }
        let files = Files::observed(Arc::new(move |op| {
            if matches!(op, FileOp::Move(..)) { Err(refusal()) } else { Ok(()) }
        }));
        let taken = files.write_new(&target, b"another").unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AlreadyExists);
        assert_ne!(fs::read(&target).unwrap(), b"another");
    }
}

#[test]
fn a_practice_works_where_nothing_can_be_moved() {
    for refusal in refusals() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        sample(&root, 1);
        let files = Files::observed(Arc::new(move |op| {
            if matches!(op, FileOp::Move(..)) { Err(refusal()) } else { Ok(()) }
        }));
        let store = Store::open_with(&root, files).unwrap().open().unwrap();
        let id = ClientId::fresh(at(1));
        let saved = store.save_client(id, Base::none(), client(1), &stamp(2)).unwrap();
        store.save_client(id, Base::of([&saved]), client(2), &stamp(3)).unwrap();
        let read = open(&root).client(id).unwrap().client;
        assert_eq!((read.revisions().len(), read.heads().count()), (2, 1));
        assert!(damaged(&store).is_empty() && passing_files(&root).is_empty());
    }
}
