//! A small made-up practice, written into folders.

use std::fs;

use super::*;
use crate::store::sample::{self, Wanted};

fn practice() -> (tempfile::TempDir, Store, Knowledge) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("p");
    let wanted = Wanted { clients: 4, plans: 10, seed: 3 };
    sample::write(&root, wanted, &Progress::default()).unwrap();
    let store = Store::open(&root).unwrap().open().unwrap();
    (folder, store, Knowledge::shipped().unwrap())
}

fn batch<'a>(store: &'a Store, knowledge: &'a Knowledge) -> Batch<'a> {
    Batch {
        store,
        knowledge,
        practice: None,
        document: Document::HomeCare,
        format: Format::Txt,
        detail: Detail::Brief,
        look: Look::default(),
        names: false,
        today: Day::FIRST,
        naming: Naming::ByCode,
        in_the_way: InTheWay::PassOver,
    }
}

fn all(store: &Store) -> Plans {
    Plans::Of(store.clients().unwrap())
}

#[test]
fn every_plan_is_written_or_named_and_doing_it_again_completes_it() {
    let (folder, store, knowledge) = practice();
    let batch = batch(&store, &knowledge);
    let out = folder.path().join("out");
    let report = batch.run(&all(&store), &out, &Progress::default()).unwrap();
    assert_eq!(report.written + report.passed().count(), 10);
    assert!(report.passed().all(|note| note.kind == NoteKind::Unfit), "{:?}", report.notes);
    let mut names: Vec<_> = fs::read_dir(&out).unwrap().map(|it| it.unwrap().path()).collect();
    names.sort();
    assert_eq!(names.len(), report.written);
    let text = names[0].file_name().unwrap().to_str().unwrap();
    assert!(text.contains(" home-care ") && text.starts_with("20"), "{text}");
    // One is missing, and one is somebody else's by now.
    fs::remove_file(&names[0]).unwrap();
    crate::store::write_new(&names[1], b"mine", Existing::Replace).unwrap();
    let again = batch.run(&all(&store), &out, &Progress::default()).unwrap();
    assert_eq!((again.written, again.same), (1, report.written - 2));
    let in_the_way =
        again.passed().filter(|note| note.kind == NoteKind::InTheWay(names[1].clone()));
    assert_eq!(in_the_way.count(), 1);
    assert_eq!(fs::read(&names[1]).unwrap(), b"mine");
}

#[test]
fn what_is_stopped_leaves_whole_files_alone() {
    let (folder, store, knowledge) = practice();
    let batch = batch(&store, &knowledge);
    let progress = Progress::default();
    progress.cancel();
    let out = folder.path().join("out");
    let report = batch.run(&all(&store), &out, &progress).unwrap();
    assert!(report.is_stopped);
    assert_eq!((report.written, fs::read_dir(&out).unwrap().count()), (0, 0));
}

#[test]
fn chosen_plans_alone_are_written() {
    let (folder, store, knowledge) = practice();
    let batch = Batch { document: Document::Plan, ..batch(&store, &knowledge) };
    let client = store.clients().unwrap()[0];
    let plan = *store.client(client).unwrap().plans.keys().next().unwrap();
    let plans = Plans::These(vec![(client, BTreeSet::from([plan]))]);
    let report = batch.run(&plans, &folder.path().join("out"), &Progress::default()).unwrap();
    assert_eq!((report.written, report.notes.len()), (1, 0));
}
