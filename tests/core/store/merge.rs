//! Three copies of a practice that are edited apart and merged by copying files, in any order and
//! now and then only some of them: in the end all are the same and nothing is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use ischia::model::{Client, ClientId, PlanId, RevisionId};
use ischia::store::files::Files;
use ischia::store::{Base, Key, RecordFile, Revision, Store, StoreError};

use super::support::{
    at, client, copy, damaged, is_erased, parse, record, said, settings, stamp, tree,
};

/// The copies, and what was acknowledged on any of them.
struct Copies {
    roots: Vec<PathBuf>,
    stores: Vec<Store>,
    rng: Rng,
    clients: Vec<ClientId>,
    plans: Vec<(ClientId, PlanId)>,
    /// Each file that was acknowledged, with its parents.
    saved: BTreeMap<RecordFile, Vec<RevisionId>>,
    erased: BTreeSet<ClientId>,
    second: i64,
    refused: usize,
}

impl Copies {
    fn new(folder: &Path, seed: u64) -> Self {
        let roots: Vec<PathBuf> = (0..3).map(|number| folder.join(number.to_string())).collect();
        Store::create(&roots[0], at(0)).unwrap();
        copy(&roots[0], &roots[1]);
        copy(&roots[0], &roots[2]);
        let open = |root: &PathBuf| Store::open_with(root, Files::unsynced()).unwrap().open();
        let stores = roots.iter().map(|root| open(root).unwrap()).collect();
        Self {
            roots,
            stores,
            rng: Rng::with_seed(seed),
            clients: Vec::new(),
            plans: Vec::new(),
            saved: BTreeMap::new(),
            erased: BTreeSet::new(),
            second: 0,
            refused: 0,
        }
    }

    fn note<T>(&mut self, key: Key, saved: Result<Revision<T>, StoreError>) {
        match saved {
            Ok(saved) => {
                let file = RecordFile { key, revision: saved.id, sealed: false };
                self.saved.insert(file, saved.parents);
            }
            Err(StoreError::Erased(_)) => self.refused += 1,
            Err(other) => panic!("{other}"),
        }
    }

    /// A base as people have it: all heads, one of them, or an old version that is undone to.
    fn base<T>(&mut self, history: &ischia::store::History<T>) -> Base {
        let revisions = history.revisions();
        if revisions.is_empty() || self.rng.u8(0..20) == 0 {
            return Base::none();
        }
        match self.rng.u8(0..4) {
            0 => Base::of([&revisions[self.rng.usize(..revisions.len())]]),
            1 => Base::of(history.current()),
            _ => history.base(),
        }
    }

    /// Something that somebody does on one of the copies.
    fn act(&mut self) {
        self.second += self.rng.i64(-5..20);
        let number = self.rng.u64(..1000);
        let store = self.stores[self.rng.usize(..3)].clone();
        let stamp = stamp(self.second);
        let kind = if self.clients.is_empty() { 0 } else { self.rng.u8(0..24) };
        match kind {
            0 | 1 => {
                let id = ClientId::fresh(at(self.second));
                self.clients.push(id);
                let saved = store.save_client(id, Base::none(), client(number), &stamp);
                self.note(Key::Client(id), saved);
            }
            2..=4 => {
                let id = self.clients[self.rng.usize(..self.clients.len())];
                let plan = PlanId::fresh(at(self.second));
                self.plans.push((id, plan));
                let saved = store.save_plan(id, plan, Base::none(), record(number), &stamp);
                self.note(Key::Plan(id, plan), saved);
            }
            5..=7 => {
                let base = self.base(&store.settings().unwrap());
                self.note(Key::Settings, store.save_settings(base, settings(number), &stamp));
            }
            8..=10 => {
                let id = self.clients[self.rng.usize(..self.clients.len())];
                let files = store.list(id).unwrap().records;
                let history = store.history::<Client>(Key::Client(id), &files);
                let base = self.base(&history);
                let saved = if self.rng.bool() {
                    store.save_client(id, base, client(number), &stamp)
                } else {
                    store.remove_client(id, base, &stamp)
                };
                self.note(Key::Client(id), saved);
            }
            11 if self.rng.bool() => {
                let id = self.clients[self.rng.usize(..self.clients.len())];
                store.erase_client(id, &stamp).unwrap();
                self.erased.insert(id);
                self.saved.retain(|file, _| file.key.client() != Some(id));
            }
            12..=15 => {
                self.carry();
            }
            _ if self.plans.is_empty() => {}
            _ => {
                let (id, plan) = self.plans[self.rng.usize(..self.plans.len())];
                let base = self.base(&store.plan(id, plan).unwrap());
                let saved = if self.rng.u8(0..4) == 0 {
                    store.remove_plan(id, plan, base, &stamp)
                } else {
                    store.save_plan(id, plan, base, record(number), &stamp)
                };
                self.note(Key::Plan(id, plan), saved);
            }
        }
    }

    /// Copies some of what one copy lacks from another.
    fn carry(&mut self) {
        let from = self.rng.usize(..3);
        let to = (from + self.rng.usize(1..3)) % 3;
        self.carry_from(from, to, false);
    }

    /// Copies what one copy lacks from another, or some of it, in any order; whether there was any.
    fn carry_from(&mut self, from: usize, to: usize, everything: bool) -> bool {
        let there = tree(&self.roots[to]);
        let new = tree(&self.roots[from]).into_iter().filter(|(path, _)| !there.contains_key(path));
        let mut new: Vec<(String, Vec<u8>)> = new.collect();
        self.rng.shuffle(&mut new);
        if !everything && !new.is_empty() {
            new.truncate(self.rng.usize(..=new.len()));
        }
        for (path, bytes) in &new {
            let to = self.roots[to].join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            if !path.ends_with('/') {
                fs::write(to, bytes).unwrap();
            }
        }
        let store = &self.stores[to];
        for id in store.clients().unwrap() {
            store.finish_erasure(id).unwrap();
        }
        assert_eq!(damaged(store), Vec::<String>::new());
        !new.is_empty()
    }

    /// Copies everything between any two until nothing is new anywhere.
    fn settle(&mut self) {
        for _ in 0..20 {
            let mut pairs: Vec<(usize, usize)> =
                (0..3).flat_map(|from| (1..3).map(move |step| (from, (from + step) % 3))).collect();
            self.rng.shuffle(&mut pairs);
            let mut any = false;
            for (from, to) in pairs {
                any |= self.carry_from(from, to, true);
            }
            if !any {
                return;
            }
        }
        panic!("the copies never settle");
    }

    fn check(&self) {
        // Folders of clients who were erased before they arrived may be bare here and there.
        let files = |root: &PathBuf| {
            let mut files = tree(root);
            files.retain(|path, _| !path.ends_with('/'));
            files
        };
        let all = files(&self.roots[0]);
        assert!(self.roots.iter().all(|root| files(root) == all), "the copies differ");
        for file in self.saved.keys() {
            let path = file.path().to_str().unwrap().to_owned();
            let is_erased = file.key.client().is_some_and(|id| self.erased.contains(&id));
            assert!(is_erased || all.contains_key(&path), "{path} is lost");
        }
        let one = said(&self.stores[0]);
        assert!(self.stores.iter().all(|store| said(store) == one));
        for (key, record) in &one {
            if key.client().is_some_and(|id| self.erased.contains(&id)) {
                continue;
            }
            // The heads, told from what was acknowledged alone.
            let own = || self.saved.iter().filter(|(file, _)| file.key == *key);
            let parents: BTreeSet<&RevisionId> = own().flat_map(|(_, parents)| parents).collect();
            let heads: BTreeSet<RevisionId> =
                own().map(|(file, _)| file.revision).filter(|id| !parents.contains(id)).collect();
            let found: BTreeSet<RevisionId> = record.heads.iter().copied().collect();
            assert_eq!(found, heads, "{key:?}");
        }
        for id in &self.erased {
            let folder = self.stores[0].client(*id).unwrap();
            let mut left = folder.client.revisions().iter();
            assert!(left.all(|it| is_erased(&it.content)) && folder.plans.is_empty());
            assert!(folder.client.is_erased(), "{id} came back");
        }
        assert!(all.keys().all(|path| path == "practice.ron" || parse(path).is_some()));
    }
}

fn merge(cases: std::ops::Range<u64>) {
    let (mut saved, mut erased, mut two, mut refused) = (0, 0, 0, 0);
    for seed in cases {
        let folder = tempfile::tempdir().unwrap();
        let mut copies = Copies::new(folder.path(), seed);
        for _ in 0..copies.rng.usize(5..50) {
            copies.act();
        }
        copies.settle();
        copies.check();
        saved += copies.saved.len();
        erased += copies.erased.len();
        two += said(&copies.stores[0]).values().filter(|it| it.heads.len() > 1).count();
        refused += copies.refused;
    }
    println!(
        "{saved} revisions, {erased} clients erased, {two} records in several versions, {refused} \
         saves for erased clients refused"
    );
    assert!(erased > 0 && two > 0 && refused > 0, "the histories are too tame");
}

#[test]
fn copies_that_are_merged_in_any_order_end_the_same_and_lose_nothing() {
    merge(0..200);
}

#[test]
#[ignore = "takes some minutes"]
fn copies_of_many_histories_end_the_same_and_lose_nothing() {
    merge(1000..2000);
}
