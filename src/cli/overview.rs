//! What a practice holds, as lists and searches need it, and where a plan lies.
//!
//! All that commands ask about many clients at once is asked here, so that it can come from another
//! source in one place. What can't be read stops nothing else: it is remarked on standard error.

use rayon::prelude::*;

use super::error::CliError;
use super::output;
use crate::model::{Client, ClientId, PlanId};
use crate::store::index::{Index, Order};
use crate::store::{History, Key, Places, Progress, Store, StoreError, namesakes};
use crate::text::{agreeing, counted};

/// What lists and searches need of every client, brought up to date with the folder.
pub fn index(store: &Store) -> Result<Index, CliError> {
    let progress = Progress::default();
    if let Some(places) = Places::of_user() {
        return Ok(Index::open(store, &places.cache, &progress)?);
    }
    let mut index = Index::empty(store.practice());
    index.refresh(store, &progress)?;
    Ok(index)
}

/// The same, and nothing is written anywhere.
pub fn index_unkept(store: &Store) -> Result<Index, CliError> {
    let known = Places::of_user().and_then(|places| Index::load(store, &places.cache));
    let mut index = known.unwrap_or_else(|| Index::empty(store.practice()));
    index.refresh(store, &Progress::default())?;
    Ok(index)
}

/// The same of one client alone, who wasn't removed.
pub fn index_of(store: &Store, id: ClientId) -> Result<Index, CliError> {
    client(store, id)?;
    let places = Places::of_user();
    let known = places.as_ref().and_then(|places| Index::load(store, &places.cache));
    let mut index = known.unwrap_or_else(|| Index::empty(store.practice()));
    if index.refresh_client(store, id)?
        && let Some(places) = places
    {
        // Only a cache: without it as much is read the next time.
        index.save(store, &places.cache).ok();
    }
    Ok(index.of_one(id))
}

/// The own record of one client who wasn't removed.
pub fn client(store: &Store, id: ClientId) -> Result<History<Client>, CliError> {
    let client = store.client_record(id)?;
    if client.is_erased() {
        return Err(StoreError::Erased(id).into());
    }
    // A visit that was saved since brings a removed client back.
    if client.is_removed() && store.client(id)?.is_removed() {
        return Err(StoreError::NoSuchClient(id).into());
    }
    Ok(client)
}

/// The clients of this name, in whatever order and case it is written.
pub fn clients_named(store: &Store, name: &str) -> Result<Vec<ClientId>, CliError> {
    Ok(namesakes::clients_named(store, &Index::empty(store.practice()), name)?)
}

/// The client whose folder this plan lies in, told by names of files alone.
pub fn client_of(store: &Store, plan: PlanId) -> Result<Option<ClientId>, CliError> {
    let is_there = |id: &ClientId| {
        let is_it = |key: Key| key == Key::Plan(*id, plan);
        store.list(*id).is_ok_and(|listing| listing.records.iter().any(|file| is_it(file.key)))
    };
    let places: Vec<ClientId> = store.clients()?.into_par_iter().filter(is_there).collect();
    // A file that was copied into another client's folder is no plan of that client.
    let is_whole =
        |id: &&ClientId| store.plan(**id, plan).is_ok_and(|history| history.current().is_some());
    Ok(places.iter().find(is_whole).or(places.first()).copied())
}

/// Remarks on files that can't be read and on records in two versions.
pub fn remark_on(index: &Index) {
    let (mut problems, mut divided) = (0, 0);
    for client in index.clients(Order::Recent) {
        problems += u64::from(client.problems);
        let plans = index.plans(client.id);
        let heads = plans.iter().map(|plan| plan.heads).chain([client.heads]);
        divided += heads.map(|heads| u64::from(heads > 1)).sum::<u64>();
    }
    let found = [(problems, "file", "damaged or foreign"), (divided, "record", "in two versions")];
    for (count, noun, what) in found.into_iter().filter(|(count, ..)| *count > 0) {
        let (are, them) = (agreeing(count, "is", "are"), agreeing(count, "it", "them"));
        let many = counted(count, noun);
        output::remark(&format!("{many} {are} {what}: `ischia verify` names {them}"));
    }
}
