//! Clients of one name: found before another is saved, so that nobody is there twice by a slip.
//!
//! Which names are one is decided in `index::fold`. Whether it is the same person is for people to say.

use rayon::prelude::*;

use super::error::StoreError;
use super::folder::Store;
use super::history::History;
use super::index::{FoldedName, Index};
use super::name::Key;
use crate::model::{Client, ClientId, Day};

/// A client who bears a name, with what tells people of one name apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namesake {
    /// The client who bears the name.
    pub id: ClientId,
    /// The name as it is written.
    pub name: String,
    /// The practice's own short name.
    pub code: Option<String>,
    /// The year of birth.
    pub birth_year: Option<i16>,
    /// How many plans there are.
    pub plans: usize,
    /// The day of the latest session.
    pub last_visit: Option<Day>,
}

/// The clients of this name, in whatever order and case it is written. `known` spares reading the
/// clients that it lists; with an empty index every client is read.
pub fn clients_named(
    store: &Store,
    known: &Index,
    name: &str,
) -> Result<Vec<ClientId>, StoreError> {
    let wanted = FoldedName::of(name);
    let is_named = |id: &ClientId| match known.client(*id) {
        Some(row) => FoldedName::of(row.name).is(&wanted),
        None => is_named(store, *id, &wanted),
    };
    Ok(store.clients()?.into_par_iter().filter(is_named).collect())
}

/// What tells these clients apart; who is gone by now isn't among them.
pub fn described(store: &Store, clients: &[ClientId]) -> Vec<Namesake> {
    let about = |id: &ClientId| {
        let folder = store.client(*id).ok()?;
        let summary = folder.summary()?;
        let record = folder.record();
        Some(Namesake {
            id: *id,
            last_visit: summary.last_visit(),
            plans: summary.plans.len(),
            name: summary.name,
            code: summary.code,
            birth_year: record.and_then(|client| client.birth_year),
        })
    };
    clients.iter().filter_map(about).collect()
}

fn is_named(store: &Store, id: ClientId, wanted: &FoldedName) -> bool {
    let Ok(listing) = store.list(id) else { return false };
    let client: History<Client> = store.history(Key::Client(id), &listing.records);
    let mut records = client.heads().filter_map(|head| head.content.record());
    !client.is_erased() && records.any(|record| FoldedName::of(&record.name).is(wanted))
}
