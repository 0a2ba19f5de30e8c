//! The index of a practice folder: it says what the folder says, however it was made.

#![expect(clippy::disallowed_methods, reason = "damage is written as it comes")]

mod cache;
mod known;
mod search;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use fastrand::Rng;
use jiff::Timestamp;

use ischia::model::{Client, ClientId, Day, Nprs, Plan, PlanId, PlanRecord, PlanState, PracticeId};
use ischia::store::files::Files;
use ischia::store::index::{Changes, Index};
use ischia::store::{
    Base, ClientSummary, Content, Key, PlanSummary, Progress, Stamp, Store, StoreError,
    client_folder,
};

use crate::support::{calm, plan};

/// A practice folder and a cache folder, for one test.
struct Practice {
    folder: tempfile::TempDir,
    store: Store,
    rng: Rng,
}

/// A plan without steps: what the index reads of it is all there.
static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let mut plan = plan(calm("piriformis"));
    plan.steps.clear();
    plan
});

impl Practice {
    fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut rng = Rng::with_seed(seed);
        let id = PracticeId::seeded(Timestamp::UNIX_EPOCH, random(&mut rng));
        let root = folder.path().join("practice");
        let store = Store::create_with(&root, id, Files::unsynced()).unwrap();
        Self { folder, store, rng }
    }

    /// What another program on the same folder has.
    fn other_store(&self) -> Store {
        Store::open_with(self.store.root(), Files::unsynced()).unwrap().open().unwrap()
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    fn stamp(&mut self) -> Stamp {
        let second = self.rng.i64(1_700_000_000..1_800_000_000);
        Stamp { by: "A. Therapist".to_owned(), at: Timestamp::from_second(second).unwrap() }
    }

    fn add(&mut self, client: Client) -> ClientId {
        let stamp = self.stamp();
        self.add_at(&stamp, client)
    }

    fn add_at(&mut self, stamp: &Stamp, client: Client) -> ClientId {
        let id = ClientId::seeded(stamp.at, random(&mut self.rng));
        self.store.save_client(id, Base::none(), client, stamp).unwrap();
        id
    }

    fn add_named(&mut self, name: &str) -> ClientId {
        self.add(Client::named(name))
    }

    fn add_plan(&mut self, client: ClientId, date: &str, notes: &str) -> PlanId {
        let stamp = self.stamp();
        let id = PlanId::seeded(stamp.at, random(&mut self.rng));
        self.store.save_plan(client, id, Base::none(), record(date, notes), &stamp).unwrap();
        id
    }

    fn open(&self) -> Index {
        Index::open(&self.store, &self.cache(), &Progress::default()).unwrap()
    }

    fn rebuilt(&self) -> Index {
        let mut index = Index::empty(self.store.practice());
        refresh(&mut index, &self.store);
        index
    }

    /// The only file in the cache folder.
    fn cache_file(&self) -> PathBuf {
        let files: Vec<PathBuf> =
            fs::read_dir(self.cache()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 1, "{files:?}");
        files[0].clone()
    }

    fn files_of(&self, client: ClientId) -> Vec<PathBuf> {
        let folder = self.store.root().join(client_folder(client));
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }
}

fn random(rng: &mut Rng) -> [u8; 10] {
    std::array::from_fn(|_| rng.u8(..))
}

fn record(date: &str, notes: &str) -> PlanRecord {
    let mut record = PlanRecord::draft(PLAN.clone());
    record.plan.intake.date = Day::parse(date).unwrap();
    record.plan.intake.notes = Some(notes.to_owned());
    record
}

fn refresh(index: &mut Index, store: &Store) -> Changes {
    let changes = index.refresh(store, &Progress::default()).unwrap();
    assert!(changes.failed.is_empty(), "{:?}", changes.failed);
    changes
}

/// What the records themselves say, read one by one.
fn scan(store: &Store) -> BTreeMap<ClientId, ClientSummary> {
    let clients = store.clients().unwrap();
    let summaries = clients.into_iter().filter_map(|id| store.client(id).unwrap().summary());
    summaries.map(|summary| (summary.id, summary)).collect()
}

fn assert_same(index: &Index, summaries: &BTreeMap<ClientId, ClientSummary>) {
    let plans: usize = summaries.values().map(|client| client.plans.len()).sum();
    let counts = index.counts();
    assert_eq!((counts.clients, counts.plans), (summaries.len(), plans));
    for summary in summaries.values() {
        let row = index.client(summary.id).unwrap();
        assert_eq!(
            (row.id, row.name, row.code),
            (summary.id, &*summary.name, summary.code.as_deref())
        );
        assert_eq!((row.heads, row.problems), (summary.heads, summary.problems));
        assert_eq!(row.retention, summary.retention);
        assert_eq!((row.plans, row.last_visit), (summary.plans.len(), summary.last_visit()));
        let rows = index.plans(summary.id);
        assert_eq!(rows.len(), summary.plans.len());
        for (row, plan) in rows.iter().zip(&summary.plans) {
            let expected = PlanSummary {
                id: row.id,
                revision: row.revision,
                date: row.date,
                is_visit: plan.is_visit,
                category: row.category.clone(),
                status: row.status,
                state: row.state,
                minutes: row.minutes,
                pain_before: row.pain_before,
                pain_after: row.pain_after,
                is_discharge: row.is_discharge,
                cleared_until: row.cleared_until,
                heads: row.heads,
                notes: plan.notes.clone(),
            };
            assert_eq!((expected, row.client), (plan.clone(), summary.id));
            assert_eq!(index.plan(plan.id), Some(*row));
        }
    }
}

/// One random thing that a user of the folder does.
fn act(practice: &mut Practice, other: &Store) {
    let clients = other.clients().unwrap();
    let stamp = practice.stamp();
    let rng = &mut practice.rng;
    let words = ["Scar", "Rücken", "knee", "oil", "坐骨", "sleeps badly"];
    let word = words[rng.usize(..words.len())];
    let name = format!("{} {}", ["Zoë", "İpek", "Ada", "佐藤"][rng.usize(..4)], rng.u8(..));
    let Some(client) = rng.choice(clients).filter(|_| rng.u8(..10) > 1) else {
        let id = ClientId::seeded(stamp.at, random(rng));
        let client = Client { allergies: Some(word.to_owned()), ..Client::named(name) };
        other.save_client(id, Base::none(), client, &stamp).unwrap();
        return;
    };
    let folder = other.client(client).unwrap();
    if folder.client.is_erased() {
        return;
    }
    // An edit of an older version, now and then, leaves two heads.
    let old = rng.u8(..4) == 0;
    let plan = rng.choice(&folder.plans);
    match rng.u8(..12) {
        0 => {
            let code = rng.bool().then(|| format!("c{}", rng.u8(..)));
            let base = if old { Base::none() } else { folder.client.base() };
            let changed = Client { code, ..Client::named(name) };
            other.save_client(client, base, changed, &stamp).unwrap();
        }
        1 => drop(other.remove_client(client, folder.client.base(), &stamp).unwrap()),
        2 => other.erase_client(client, &stamp).unwrap(),
        3 => {
            let path = other.root().join(client_folder(client)).join(format!("n{}", rng.u8(..)));
            fs::write(path, "a file of somebody's").unwrap();
        }
        4..8 if plan.is_some() => {
            let (id, history) = plan.unwrap();
            if rng.u8(..4) == 0 {
                other.remove_plan(client, *id, history.base(), &stamp).unwrap();
                return;
            }
            let mut record = record("2026-11-20", word);
            record.state = PlanState::Done;
            record.plan.intake.pain_back = Nprs::clamped(rng.u16(..11));
            let base = if old { Base::none() } else { history.base() };
            other.save_plan(client, *id, base, record, &stamp).unwrap();
        }
        _ => {
            let mut record = record(&format!("2026-10-{:02}", rng.u8(1..30)), word);
            record.plan.intake.category = calm("herniated-disc").category;
            let id = PlanId::seeded(stamp.at, random(rng));
            other.save_plan(client, id, Base::none(), record, &stamp).unwrap();
        }
    }
}

#[test]
fn it_says_what_the_folder_says_whatever_others_do() {
    for seed in 0..6 {
        let mut practice = Practice::new(seed);
        let other = practice.other_store();
        let mut index = practice.open();
        let mut saved = practice.open();
        let mut read = BTreeMap::new();
        for round in 0..60 {
            for _ in 0..practice.rng.u8(1..4) {
                act(&mut practice, &other);
            }
            let store = practice.store.clone();
            known::assert_part_is_whole(&index, &store, &mut read);
            if round % 3 == 0 {
                for client in store.clients().unwrap() {
                    index.refresh_client(&store, client).unwrap();
                }
            }
            refresh(&mut index, &store);
            let expected = scan(&store);
            assert_same(&index, &expected);
            if round % 7 == 0 {
                saved = practice.open();
                assert_same(&saved, &expected);
            }
        }
        refresh(&mut saved, &practice.store);
        assert_same(&saved, &scan(&practice.store));
        assert_eq!(saved.matches("scar"), practice.rebuilt().matches("scar"));
        assert!(index.counts().plans > 5, "the random acts made something");
    }
}

#[test]
fn a_file_that_is_changed_in_place_is_read_again() {
    let mut practice = Practice::new(1);
    let changed = practice.add_named("Ada");
    let damaged = practice.add_named("Zoë");
    practice.add_plan(damaged, "2026-11-20", "a scar");
    let mut index = practice.open();
    assert!(refresh(&mut index, &practice.store).is_empty());
    for file in practice.files_of(damaged) {
        fs::write(file, "not a record").unwrap();
    }
    assert_eq!(refresh(&mut index, &practice.store).read, [damaged]);
    assert!(!index.refresh_client(&practice.store, damaged).unwrap());
    practice.add_plan(changed, "2026-11-21", "a knee");
    assert_eq!(refresh(&mut index, &practice.store).read, [changed]);
    // The client still shows.
    for index in [&index, &practice.open(), &practice.rebuilt()] {
        let row = index.client(damaged).unwrap();
        assert_eq!((row.name, row.heads, row.plans, row.problems), ("", 0, 0, 2));
    }
    // A file that joins them has the folder read.
    practice.add_plan(damaged, "2026-11-21", "new");
    assert!(index.refresh_client(&practice.store, damaged).unwrap());
    assert_eq!(index.client(damaged).unwrap().problems, 2);
}

#[test]
fn removed_and_erased_clients_are_not_read_again_either() {
    let mut practice = Practice::new(2);
    let removed = practice.add_named("Removed");
    let erased = practice.add_named("Erased");
    practice.add_plan(erased, "2026-11-20", "a secret");
    let stamp = practice.stamp();
    let base = practice.store.client(removed).unwrap().client.base();
    let mut index = practice.open();
    practice.store.remove_client(removed, base, &stamp).unwrap();
    practice.store.erase_client(erased, &stamp).unwrap();
    assert_eq!(refresh(&mut index, &practice.store).read.len(), 2);
    assert_eq!(index.counts().clients, 0);
    assert!(refresh(&mut index, &practice.store).is_empty());
    index.save(&practice.store, &practice.cache()).unwrap();
    let mut loaded = Index::load(&practice.store, &practice.cache()).unwrap();
    assert!(refresh(&mut loaded, &practice.store).is_empty());
}

#[test]
fn a_plan_saved_after_a_removal_brings_the_client_back_and_one_that_was_there_does_not() {
    let mut practice = Practice::new(1);
    let client = practice.add_named("Zoë Berg");
    practice.add_plan(client, "2026-11-20", "before");
    // The clock of who removes the client is far behind: the plans that are there were known.
    let behind = Stamp { by: "B".to_owned(), at: Timestamp::UNIX_EPOCH };
    let base = practice.store.client(client).unwrap().client.base();
    practice.store.remove_client(client, base, &behind).unwrap();
    let mut index = practice.open();
    assert_eq!(index.client(client), None);
    assert!(index.is_off_the_lists(client));
    let after = Stamp { at: Timestamp::from_second(1_900_000_000).unwrap(), ..practice.stamp() };
    let id = PlanId::seeded(after.at, random(&mut practice.rng));
    let plan = record("2026-11-21", "after");
    practice.store.save_plan(client, id, Base::none(), plan, &after).unwrap();
    index.refresh_client(&practice.store, client).unwrap();
    let row = index.client(client).unwrap();
    assert_eq!((row.name, row.plans), ("Zoë Berg", 2));
    assert!(!index.is_off_the_lists(client));
    // Removed once more, the client is off the lists again.
    let base = practice.store.client(client).unwrap().client.base();
    practice.store.remove_client(client, base, &behind).unwrap();
    index.refresh_client(&practice.store, client).unwrap();
    assert_eq!(index.client(client), None);
}

#[test]
fn an_erased_client_that_is_carried_back_is_erased_again() {
    let mut practice = Practice::new(3);
    let client = practice.add_named("Erased");
    practice.add_plan(client, "2026-11-20", "a secret");
    let copies: Vec<(PathBuf, Vec<u8>)> = practice
        .files_of(client)
        .into_iter()
        .map(|file| (file.clone(), fs::read(file).unwrap()))
        .collect();
    let mut index = practice.open();
    let stamp = practice.stamp();
    practice.store.erase_client(client, &stamp).unwrap();
    for (file, bytes) in copies {
        fs::write(file, bytes).unwrap();
    }
    assert_eq!(practice.files_of(client).len(), 3);
    refresh(&mut index, &practice.store);
    assert_eq!(index.client(client), None);
    assert_eq!(index.matches("secret").plans, []);
    let files = practice.files_of(client);
    assert_eq!(files.len(), 1);
    assert!(!fs::read_to_string(&files[0]).unwrap().contains("Erased\""));
}

#[test]
fn a_folder_that_vanishes_is_forgotten_and_a_practice_that_vanishes_is_not() {
    let mut practice = Practice::new(4);
    let stays = practice.add_named("Ada");
    let goes = practice.add_named("Zoë");
    let mut index = practice.open();
    fs::remove_dir_all(practice.store.root().join(client_folder(goes))).unwrap();
    assert_eq!(refresh(&mut index, &practice.store).gone, [goes]);
    assert!(index.client(goes).is_none() && index.client(stays).is_some());
    let away = practice.folder.path().join("away");
    fs::rename(practice.store.root(), &away).unwrap();
    let refused = index.refresh(&practice.store, &Progress::default()).unwrap_err();
    assert!(matches!(refused, StoreError::Gone(_)), "{refused}");
    assert!(index.refresh_client(&practice.store, stays).is_err());
    assert_eq!(index.client(stays).unwrap().name, "Ada");
    fs::rename(away, practice.store.root()).unwrap();
    assert!(refresh(&mut index, &practice.store).is_empty());
    fs::remove_dir_all(practice.store.root().join(client_folder(stays))).unwrap();
    assert!(index.refresh_client(&practice.store, stays).unwrap());
    assert_eq!(index.counts().clients, 0);
}

#[test]
fn a_folder_that_cannot_be_read_shows_and_is_tried_again() {
    let mut practice = Practice::new(5);
    let known = practice.add_named("Known");
    let mut index = practice.open();
    let unknown = ClientId::fresh(Timestamp::UNIX_EPOCH);
    let away = practice.folder.path().join("away");
    fs::rename(practice.store.root().join(client_folder(known)), &away).unwrap();
    for client in [known, unknown] {
        fs::write(practice.store.root().join(client_folder(client)), "a file").unwrap();
    }
    let changes = index.refresh(&practice.store, &Progress::default()).unwrap();
    assert_eq!(changes.failed.len(), 2);
    assert!(index.client(known).is_some_and(|row| row.name == "Known" && row.problems > 0));
    assert!(index.client(unknown).is_some_and(|row| row.name.is_empty() && row.problems > 0));
    for client in [known, unknown] {
        fs::remove_file(practice.store.root().join(client_folder(client))).unwrap();
    }
    fs::rename(&away, practice.store.root().join(client_folder(known))).unwrap();
    let changes = refresh(&mut index, &practice.store);
    assert_eq!((changes.read, changes.gone), (vec![known], vec![unknown]));
    assert_same(&index, &scan(&practice.store));
}

#[test]
fn an_empty_folder_is_no_client() {
    let mut practice = Practice::new(6);
    let client = practice.add_named("Ada");
    for file in practice.files_of(client) {
        fs::remove_file(file).unwrap();
    }
    assert_eq!(practice.open().counts().clients, 0);
}

#[test]
fn a_refresh_that_is_stopped_keeps_what_it_has() {
    let mut practice = Practice::new(13);
    let first = ClientId::seeded(Timestamp::UNIX_EPOCH, [0; 10]);
    let stamp = practice.stamp();
    practice.store.save_client(first, Base::none(), Client::named("Erased"), &stamp).unwrap();
    let copy = practice.files_of(first).remove(0);
    let bytes = fs::read(&copy).unwrap();
    practice.store.erase_client(first, &stamp).unwrap();
    fs::write(copy, bytes).unwrap();
    for number in 0..700 {
        practice.add_named(&format!("Client {number}"));
    }
    // The erasure that is met on the way is the moment when somebody presses Cancel.
    let progress = Progress::default();
    let presses = progress.clone();
    let files = Files::observed(std::sync::Arc::new(move |_| {
        presses.cancel();
        Ok(())
    }));
    let watched = Store::open_with(practice.store.root(), files).unwrap().open().unwrap();
    let mut index = Index::empty(watched.practice());
    let stopped = index.refresh(&watched, &progress).unwrap_err();
    assert!(matches!(stopped, StoreError::Cancelled));
    assert_eq!(progress.total(), 701);
    let kept = index.counts().clients;
    assert!(kept < 700 && progress.done() == kept + 1, "{kept}, {}", progress.done());
    let rest = refresh(&mut index, &practice.store);
    // The erased one is looked at once more, because its files have become fewer.
    assert_eq!(rest.read.len(), 701 - kept);
    assert_same(&index, &scan(&practice.store));
    // Stopped before it began, it knows what it knew.
    assert!(index.refresh(&practice.store, &progress).is_err());
    assert_eq!(index.counts().clients, 700);
}

#[test]
fn an_opening_that_is_stopped_goes_on_from_there() {
    let mut practice = Practice::new(14);
    practice.add_named("Ada");
    practice.open();
    practice.add_named("Zoë");
    let progress = Progress::default();
    progress.cancel();
    let stopped = Index::open(&practice.store, &practice.cache(), &progress);
    assert!(matches!(stopped, Err(StoreError::Cancelled)));
    assert_eq!(Index::load(&practice.store, &practice.cache()).unwrap().counts().clients, 1);
    assert_eq!(practice.open().counts().clients, 2);
}

#[test]
fn a_removed_plan_is_found_no_more_and_one_in_two_versions_by_both() {
    let mut practice = Practice::new(19);
    let client = practice.add_named("Ada");
    let removed = practice.add_plan(client, "2026-11-20", "elbow");
    let split = practice.add_plan(client, "2026-11-21", "shoulder");
    let mut index = practice.open();
    let stamp = practice.stamp();
    let base = practice.store.plan(client, removed).unwrap().base();
    practice.store.remove_plan(client, removed, base, &stamp).unwrap();
    let other = record("2026-11-21", "hip");
    practice.store.save_plan(client, split, Base::none(), other, &stamp).unwrap();
    assert!(index.refresh_client(&practice.store, client).unwrap());
    assert_eq!(index.matches("elbow").plans, []);
    assert_eq!(index.matches("hip").plans, index.matches("shoulder").plans);
    assert_eq!(index.plan(split).map(|plan| plan.heads), Some(2));
    assert_eq!(index.plan(removed), None);
    let history = practice.store.plan(client, removed).unwrap();
    assert!(matches!(history.current().unwrap().content, Content::Removed));
    assert_eq!(Key::Plan(client, removed).client(), Some(client));
}
