//! What comes into a practice, and what leaves it in one file: lists of clients, tables of sessions, whole
//! practices, single files; and all of it killed halfway.

mod client_list;
mod hostile;
mod killed;
mod sessions;
mod shapes;
mod single;
mod whole;

use std::collections::BTreeMap;

use ischia::model::{Client, ClientId, PlanId, PlanRecord, RevisionId, Settings};
use ischia::store::{Content, History, Store, StoreError};

use super::{Place, Went};

/// The versions of a record that count, and what they say.
type Heads<T> = Vec<(RevisionId, Content<T>)>;

/// All that a practice says now.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    settings: Heads<Settings>,
    clients: BTreeMap<ClientId, Heads<Client>>,
    plans: BTreeMap<(ClientId, PlanId), Heads<PlanRecord>>,
}

fn heads<T: Clone>(history: &History<T>) -> Heads<T> {
    history.heads().map(|head| (head.id, head.content.clone())).collect()
}

fn said(store: &Store) -> Said {
    let mut said = Said {
        settings: heads(&store.settings().unwrap()),
        clients: BTreeMap::new(),
        plans: BTreeMap::new(),
    };
    for id in store.clients().unwrap() {
        let folder = store.client(id).unwrap();
        said.clients.insert(id, heads(&folder.client));
        for (plan, history) in &folder.plans {
            said.plans.insert((id, *plan), heads(history));
        }
    }
    said
}

impl Place {
    fn practice(&self, name: &str) -> Store {
        Store::open(&self.path(name)).unwrap().open().unwrap()
    }

    fn sample(&self, name: &str, clients: usize, plans: usize) {
        let (clients, plans) = (clients.to_string(), plans.to_string());
        let all = ["sample", "--practice", name, "--clients", &clients, "--plans", &plans];
        let mut command = self.command([&all[..], &["--seed", "7"]].concat());
        assert!(command.output().unwrap().status.success());
    }

    /// The clients of a practice, in the order in which they were added. One who was killed on the way
    /// has a folder and no record yet: that is no client.
    fn clients_of(&self, name: &str) -> Vec<Client> {
        let store = self.practice(name);
        let ids = store.clients().unwrap().into_iter();
        ids.filter_map(|id| match store.client_record(id) {
            Err(StoreError::NoSuchClient(_)) => None,
            history => Some(history.unwrap().last_record().unwrap().clone()),
        })
        .collect()
    }

    /// Nothing of a practice is damaged or missing.
    fn is_whole(&self, name: &str) {
        self.run(["verify", "--practice", name]).expect(0);
    }
}

fn json(went: &Went) -> serde_json::Value {
    serde_json::from_str(&went.out).unwrap()
}
