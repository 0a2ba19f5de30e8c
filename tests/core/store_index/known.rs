//! A client who is read in part: what the index knows isn't read, and what looks different is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

use ischia::model::{ClientId, Day, PlanId, PlanKey};
use ischia::store::index::Index;
use ischia::store::{Base, ClientFolder, Store};

use super::{Practice, record};

fn today() -> Day {
    Day::parse("2026-10-10").unwrap()
}

fn part(index: &Index, store: &Store, client: ClientId) -> ClientFolder {
    index.client_folder(store, client, today(), &BTreeSet::new(), None).unwrap()
}

/// What is read in part says what the whole folder says, however old the index is, and whatever was
/// read before.
pub fn assert_part_is_whole(
    index: &Index,
    store: &Store,
    before: &mut BTreeMap<ClientId, ClientFolder>,
) {
    for client in store.clients().unwrap() {
        let whole = store.client(client).unwrap();
        let none = BTreeSet::new();
        let known = before.get(&client);
        let part = index.client_folder(store, client, today(), &none, known).unwrap();
        assert_eq!(part.client.revisions(), whole.client.revisions());
        assert_eq!(part.foreign, whole.foreign);
        assert_eq!(part.plans.len() + part.known.len(), whole.plans.len());
        for (id, history) in &whole.plans {
            let Some(known) = part.known.get(id) else {
                assert_eq!(part.plans[id].revisions(), history.revisions());
                continue;
            };
            let mut heads = history.heads();
            let head = heads.next().unwrap();
            let plan = &head.content.record().unwrap();
            assert!(heads.next().is_none() && history.problems().is_empty());
            assert_eq!((known.revision, known.date), (head.id, plan.plan.intake.date));
            assert_eq!((known.state, known.status), (plan.state, plan.plan.status));
            assert_eq!(known.minutes, plan.plan.intake.minutes.get());
            assert_eq!(known.pain.0, plan.plan.intake.pain());
        }
        before.insert(client, part);
    }
}

#[test]
fn of_many_plans_the_latest_are_read_and_those_that_look_different() {
    let mut practice = Practice::new(21);
    let client = practice.add_named("Ada");
    let plans: Vec<PlanId> = (1..60)
        .map(|day| {
            let date = Day::parse("2026-01-01").unwrap().plus_days(day).to_string();
            practice.add_plan(client, &date, "a scar")
        })
        .collect();
    let index = practice.open();
    let store = practice.store.clone();
    let first = part(&index, &store, client);
    let latest: Vec<PlanId> = plans[plans.len() - 24..].to_vec();
    assert_eq!(first.plans.keys().copied().collect::<BTreeSet<_>>(), latest.into_iter().collect());
    assert_eq!(first.known.len(), plans.len() - 24);
    // A later plan than today's isn't among them, and one that is asked for is.
    let asked = BTreeSet::from([plans[0]]);
    let early = Day::parse("2026-01-05").unwrap();
    let read = index.client_folder(&store, client, early, &asked, None).unwrap();
    let expected: BTreeSet<PlanId> = plans[..4].iter().copied().collect();
    assert_eq!(read.plans.keys().copied().collect::<BTreeSet<_>>(), expected);
    // What others save is read, and nothing else.
    let stamp = practice.stamp();
    let base = store.plan(client, plans[3]).unwrap().base();
    let other = practice.other_store();
    let saved =
        other.save_plan(client, plans[3], base, record("2026-01-05", "sore"), &stamp).unwrap();
    let new = practice.add_plan(client, "2026-03-20", "new");
    let none = BTreeSet::new();
    let second = index.client_folder(&store, client, today(), &none, Some(&first)).unwrap();
    assert_eq!(second.plans.len(), 26);
    assert_eq!(second.plans[&plans[3]].current().unwrap().id, saved.id);
    assert!(second.plans.contains_key(&new));
    for (plan, history) in &first.plans {
        assert!(Arc::ptr_eq(history, &second.plans[plan]), "it was read again");
    }
    // Nor does the index read more; what it took in is known by its row from then on.
    let mut index = index;
    assert!(index.refresh_client(&store, client).unwrap());
    assert_eq!(index.plans(client).len(), 60);
    assert_eq!(index.matches("sore").plans, [PlanKey { client, plan: plans[3] }]);
    assert_eq!(part(&index, &store, client).known[&plans[3]].revision, saved.id);
    // A file that is written over where it lies is seen, in the list and by whoever reads in part.
    let file = practice
        .files_of(client)
        .into_iter()
        .find(|file| file.file_name().unwrap().to_string_lossy().contains(&plans[5].to_string()));
    fs::write(file.unwrap(), "no record").unwrap();
    let third = index.client_folder(&store, client, today(), &none, Some(&second)).unwrap();
    assert_eq!(third.plans[&plans[5]].problems().len(), 1);
    assert!(index.refresh_client(&store, client).unwrap());
    assert_eq!(index.client(client).unwrap().problems, 1);
    assert!(!index.refresh_client(&store, client).unwrap(), "once");
}

#[test]
fn a_client_who_has_no_plan_and_one_who_is_not_there() {
    let mut practice = Practice::new(22);
    let client = practice.add_named("Ada");
    let index = practice.open();
    let folder = part(&index, &practice.store, client);
    assert_eq!((folder.plans.len(), folder.known.len()), (0, 0));
    let nobody = ClientId::fresh(practice.stamp().at);
    let none = BTreeSet::new();
    let read = index.client_folder(&practice.store, nobody, today(), &none, None);
    assert!(matches!(read, Err(ischia::store::StoreError::NoSuchClient(_))));
    // A plan of hers that arrives before the client does.
    let stamp = practice.stamp();
    let plan = PlanId::fresh(stamp.at);
    let early = record("2026-01-05", "early");
    practice.store.save_plan(nobody, plan, Base::none(), early, &stamp).unwrap();
    assert_eq!(part(&index, &practice.store, nobody).plans.len(), 1);
}
