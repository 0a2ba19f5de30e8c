//! Made-up practices: the same arguments give the same folder, and the one in the project stays
//! readable for ever.
//!
//! What is in `plans/` was written once and is held to what it promises, not to what the program
//! would write today: knowledge and words may change.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use ischia::model::{ClientId, Course, PlanRecord, PlanState, Status};
use ischia::planner::{self, Level};
use ischia::store::sample::{self, SampleError, Wanted};
use ischia::store::{Opened, Progress, Store, StoreError};

use crate::support::{SHIPPED, categories, in_crate};

fn committed() -> Store {
    Store::open(&in_crate("plans")).and_then(Opened::open).unwrap()
}

fn made(wanted: Wanted) -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = sample::write(&folder.path().join("p"), wanted, &Progress::default()).unwrap();
    (folder, store)
}

/// Every file, by its path from the folder.
fn contents(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The plans of each client in the order of their days, as they stand.
fn plans(store: &Store) -> BTreeMap<ClientId, Vec<PlanRecord>> {
    let clients = store.clients().unwrap();
    clients
        .into_iter()
        .map(|id| {
            let folder = store.client(id).unwrap();
            let heads = folder.plans.values().map(|plan| plan.current().unwrap());
            let mut plans: Vec<PlanRecord> =
                heads.map(|head| head.content.record().unwrap().clone()).collect();
            plans.sort_by_key(|record| record.plan.intake.date);
            (id, plans)
        })
        .collect()
}

fn all(store: &Store) -> Vec<PlanRecord> {
    plans(store).into_values().flatten().collect()
}

/// The pain at the visits of each series of at least three.
fn series(store: &Store) -> Vec<Vec<u16>> {
    let mut found = Vec::new();
    for plans in plans(store).into_values() {
        for record in plans {
            let intake = &record.plan.intake;
            let course: &Course = intake.course.as_ref().unwrap();
            if course.visit.get() == 1 {
                found.push(Vec::new());
            }
            let before: Vec<u16> = course.pain_history.iter().map(|pain| pain.get()).collect();
            let known: &mut Vec<u16> = found.last_mut().unwrap();
            assert_eq!(*known, before, "the visits of a series agree with each other");
            known.push(intake.pain().get());
        }
    }
    found.retain(|pains| pains.len() >= 3);
    found
}

/// What every made-up practice of this size or more holds, the one in the project too.
fn assert_varied(store: &Store) {
    let report = store.verify(&Progress::default()).unwrap();
    assert!(report.damaged.is_empty() && report.two_versions.is_empty(), "{report:?}");

    let records = all(store);
    let found: BTreeSet<&str> =
        records.iter().map(|record| record.plan.intake.category.as_str()).collect();
    assert_eq!(found, categories().collect());
    assert!(records.iter().any(|record| record.plan.status.withholds()), "a withheld plan");
    assert!(records.iter().any(|record| record.plan.status == Status::Caution));
    assert!(records.iter().any(|record| record.state == PlanState::Done));
    assert!(records.iter().any(|record| record.state != PlanState::Done));
    for record in &records {
        let took_place = record.state == PlanState::Done;
        assert_eq!(record.outcome.is_some(), took_place, "{:?}", record.plan.intake.date);
        assert!(!took_place || !record.plan.status.withholds(), "withheld and done");
    }

    let series = series(store);
    let fall = |pains: &[u16]| i32::from(pains[0]) - i32::from(*pains.last().unwrap());
    assert!(series.iter().any(|pains| fall(pains) >= 2), "a series that improves: {series:?}");
    assert!(
        series.iter().any(|pains| pains.iter().all(|pain| *pain >= pains[0])),
        "a series that doesn't: {series:?}"
    );
}

fn assert_no_conflict(store: &Store) {
    for record in all(store).iter().filter(|record| !record.plan.status.withholds()) {
        let found = planner::check(&record.plan, &SHIPPED).unwrap();
        let conflicts: Vec<_> =
            found.iter().filter(|finding| finding.level == Level::Conflict).collect();
        assert!(conflicts.is_empty(), "{}: {conflicts:?}", record.plan.intake.date);
    }
}

#[test]
fn the_practice_in_the_project_is_whole_and_holds_what_it_promises() {
    let store = committed();
    assert_varied(&store);
    let plans = plans(&store);
    assert_eq!(plans.len(), 12);
    assert_eq!(plans.values().map(Vec::len).sum::<usize>(), 60);
    assert!(plans.values().all(|plans| !plans.is_empty()));
    let settings = store.settings().unwrap();
    assert!(settings.current().unwrap().content.record().unwrap().name.contains("made up"));
}

#[test]
fn no_plan_of_the_practice_in_the_project_breaks_a_hard_rule() {
    assert_no_conflict(&committed());
}

#[test]
fn whatever_the_seed_the_practice_is_varied_and_sound() {
    for seed in 0..4 {
        let (_folder, store) = made(Wanted { clients: 12, plans: 60, seed });
        assert_varied(&store);
        assert_no_conflict(&store);
    }
}

#[test]
fn a_larger_practice_shows_changes_answers_and_every_reason_to_wait() {
    let (_folder, store) = made(Wanted { clients: 120, plans: 900, seed: 3 });
    assert_varied(&store);
    assert_no_conflict(&store);
    let records = all(&store);
    assert_eq!(records.len(), 900);
    for status in Status::ALL {
        let has = |record: &PlanRecord| record.plan.status == status;
        assert!(records.iter().any(has), "{status:?}");
    }
    let released = |record: &PlanRecord| record.plan.gates.iter().any(|gate| gate.released);
    assert!(records.iter().any(released), "a clearance that counts");
    assert!(records.iter().any(|record| !record.edits.is_empty()), "changes by hand");
    assert!(records.iter().any(|record| !record.acknowledged.is_empty()), "answered warnings");
    assert!(records.iter().flat_map(|record| &record.outcome).any(|it| !it.steps.is_empty()));
    let clients = store.clients().unwrap().into_iter().map(|id| store.client(id).unwrap());
    let versions: Vec<usize> = clients.map(|it| it.client.revisions().len()).collect();
    assert!(versions.contains(&1) && versions.contains(&2), "some records were amended");
}

#[test]
fn the_same_arguments_give_the_same_folder_and_another_seed_another() {
    let wanted = Wanted { clients: 9, plans: 40, seed: 11 };
    let (first, _) = made(wanted);
    let (second, _) = made(wanted);
    let (other, _) = made(Wanted { seed: 12, ..wanted });
    assert!(contents(first.path()) == contents(second.path()), "the same bytes and names");
    assert!(contents(first.path()) != contents(other.path()));
}

#[test]
fn nothing_can_be_asked_for_and_plans_need_clients() {
    let (_folder, store) = made(Wanted { clients: 0, plans: 0, seed: 1 });
    assert_eq!(store.clients().unwrap(), []);
    let (_folder, store) = made(Wanted { clients: 3, plans: 0, seed: 1 });
    assert_eq!(store.clients().unwrap().len(), 3);
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("p");
    let wanted = Wanted { clients: 0, plans: 1, seed: 1 };
    let refused = sample::write(&root, wanted, &Progress::default());
    assert!(matches!(refused, Err(SampleError::NoClients)));
    assert!(!root.exists());
}

#[test]
fn a_folder_that_is_not_empty_is_refused_and_a_stop_is_heard() {
    let (folder, store) = made(Wanted { clients: 1, plans: 1, seed: 1 });
    let before = contents(folder.path());
    let wanted = Wanted { clients: 5, plans: 5, seed: 2 };
    let refused = sample::write(store.root(), wanted, &Progress::default());
    assert!(matches!(refused, Err(SampleError::Store(StoreError::NotEmpty(_)))));
    assert!(contents(folder.path()) == before);

    let stopped = Progress::default();
    stopped.cancel();
    let refused = sample::write(&folder.path().join("q"), wanted, &stopped);
    assert!(matches!(refused, Err(SampleError::Store(StoreError::Cancelled))));
}
