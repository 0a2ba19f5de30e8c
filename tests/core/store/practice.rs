//! A practice that random saves fill, with a note of each save that returned.
//!
//! Seeds make every run the same, but for the ids.

use std::collections::BTreeMap;
use std::path::Path;

use fastrand::Rng;
use ischia::model::{ClientId, PlanId};
use ischia::store::files::Files;
use ischia::store::{Base, Key, Store, StoreError};

use super::support::{at, client, path_of, record, settings, stamp};

/// Saves of one program that looks at what is there before each of them.
pub struct Busy {
    pub store: Store,
    pub rng: Rng,
    clients: BTreeMap<ClientId, Vec<PlanId>>,
    second: i64,
}

impl Busy {
    pub fn new(store: Store, seed: u64) -> Self {
        let mut clients = BTreeMap::new();
        for id in store.clients().unwrap() {
            // The folder of a first save that never happened is nobody's.
            if let Some(folder) = store.client(id).ok().filter(|it| it.client.current().is_some()) {
                clients.insert(id, folder.plans.into_keys().collect());
            }
        }
        Self { store, rng: Rng::with_seed(seed), clients, second: 0 }
    }

    /// One save of whatever kind; the path of its file once it is on the disk.
    pub fn save(&mut self) -> Result<String, StoreError> {
        // Clocks run backwards too.
        self.second += self.rng.i64(-3..10);
        let stamp = stamp(self.second);
        let number = self.rng.u64(..);
        let known: Vec<ClientId> = self.clients.keys().copied().collect();
        let kind = if known.is_empty() { 1 } else { self.rng.u8(0..6) };
        let (key, revision) = match kind {
            0 => {
                let base = self.store.settings()?.base();
                (Key::Settings, self.store.save_settings(base, settings(number), &stamp)?.id)
            }
            1 => {
                let id = ClientId::fresh(at(self.second));
                let saved = self.store.save_client(id, Base::none(), client(number), &stamp)?;
                self.clients.insert(id, Vec::new());
                (Key::Client(id), saved.id)
            }
            2 => {
                let id = known[self.rng.usize(..known.len())];
                let base = self.store.client(id)?.client.base();
                (Key::Client(id), self.store.save_client(id, base, client(number), &stamp)?.id)
            }
            _ => {
                let id = known[self.rng.usize(..known.len())];
                let plans = self.clients.entry(id).or_default();
                let is_new = plans.is_empty() || self.rng.bool();
                let plan = if is_new {
                    PlanId::fresh(at(self.second))
                } else {
                    plans[self.rng.usize(..plans.len())]
                };
                let base = if is_new { Base::none() } else { self.store.plan(id, plan)?.base() };
                let saved = self.store.save_plan(id, plan, base, record(number), &stamp)?;
                if is_new {
                    plans.push(plan);
                }
                (Key::Plan(id, plan), saved.id)
            }
        };
        Ok(path_of(&self.store, key, revision))
    }
}

/// A sample practice: settings, some clients, about thirty plans, several with several revisions.
pub fn sample(root: &Path, seed: u64) -> Store {
    let store = Store::create_with(
        root,
        ischia::model::PracticeId::seeded(at(0), [7; 10]),
        Files::unsynced(),
    )
    .unwrap();
    let mut rng = Rng::with_seed(seed);
    let mut last = store.save_settings(Base::none(), settings(0), &stamp(0)).unwrap();
    last = store.save_settings(Base::of([&last]), settings(1), &stamp(1)).unwrap();
    store.save_settings(Base::of([&last]), settings(2), &stamp(2)).unwrap();
    for number in 0..4 {
        let id = ClientId::fresh(at(number));
        let n = number.unsigned_abs();
        let first = store.save_client(id, Base::none(), client(n), &stamp(number)).unwrap();
        store.save_client(id, Base::of([&first]), client(n + 10), &stamp(number + 5)).unwrap();
        for plan in 0..7_i64 {
            let plan_id = PlanId::fresh(at(plan));
            let mut base = Base::none();
            for edit in 0..=rng.u64(0..4) {
                // The clock goes back now and then.
                let stamp = stamp(rng.i64(0..100));
                let saved = store.save_plan(id, plan_id, base, record(edit), &stamp).unwrap();
                base = Base::of([&saved]);
            }
        }
    }
    store
}
