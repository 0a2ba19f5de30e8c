//! What comes into a practice: lists of clients.

mod client_list;
mod shapes;

use ischia::model::Client;
use ischia::store::{Store, StoreError};

use super::{Place, Went};

impl Place {
    fn practice(&self, name: &str) -> Store {
        Store::open(&self.path(name)).unwrap().open().unwrap()
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
