//! Two programs that save the same plan at the same time.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use ischia::model::{ClientId, PlanId, RevisionId};
use ischia::store::{Base, Store};

use super::child::{after, start};
use super::support::{at, client, damaged, open, record, stamp};

/// Two programs save this plan so many times each; all the revisions that they acknowledged.
fn save_twice(root: &Path, id: ClientId, plan: PlanId, count: usize, how: &str) -> Vec<RevisionId> {
    let mut children: Vec<_> =
        (0..2).map(|_| start(root, &format!("edit {id} {plan} {count} {how}"))).collect();
    let mut saved = Vec::new();
    for child in &mut children {
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let lines: Vec<String> = lines.collect();
        saved.extend(
            lines
                .iter()
                .filter_map(|line| after(line, "saved"))
                .map(|id| RevisionId::parse(id).unwrap()),
        );
    }
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    saved
}

fn two_programs(count: usize, how: &str) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = Store::create(&root, at(0)).unwrap();
    let (id, plan) = (ClientId::fresh(at(0)), PlanId::fresh(at(0)));
    store.save_client(id, Base::none(), client(0), &stamp(0)).unwrap();
    store.save_plan(id, plan, Base::none(), record(0), &stamp(0)).unwrap();
    let started = Instant::now();
    let saved = save_twice(&root, id, plan, count, how);
    let saving = started.elapsed();
    assert_eq!(saved.len(), 2 * count);
    let store = open(&root);
    let started = Instant::now();
    let history = store.plan(id, plan).unwrap();
    let reading = started.elapsed();
    assert_eq!(history.revisions().len(), 2 * count + 1);
    for id in &saved {
        assert!(history.revision(*id).is_some(), "{id} is not there");
    }
    let heads = history.heads().count();
    println!("{how}: {} saves in {saving:.1?}, read in {reading:.1?}, {heads} heads", saved.len());
    if how == "looking" {
        assert!((1..=2).contains(&heads), "{heads} heads of two programs that look");
    } else {
        assert_eq!(heads, 2, "heads of two programs that don't look");
        assert!(history.has_two_versions());
    }
    assert_eq!(damaged(&store), Vec::<String>::new());
    store.save_plan(id, plan, history.base(), record(1), &stamp(1)).unwrap();
    let combined = store.plan(id, plan).unwrap();
    assert_eq!(combined.heads().count(), 1);
    assert_eq!(combined.revisions().len(), 2 * count + 2);
}

#[test]
fn two_programs_that_do_not_look_make_two_versions_and_lose_none() {
    two_programs(150, "blind");
}

#[test]
fn two_programs_that_look_first_lose_none() {
    two_programs(40, "looking");
}

#[test]
#[ignore = "takes a minute or more"]
fn two_programs_save_one_plan_a_thousand_times_each() {
    two_programs(1000, "blind");
}

#[test]
#[ignore = "takes a minute or more: each save reads all that were before it"]
fn two_programs_that_look_first_save_one_plan_many_times() {
    two_programs(120, "looking");
}
