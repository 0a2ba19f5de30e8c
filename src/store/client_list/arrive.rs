//! Clients of a list held against the practice, and added to it.
//!
//! Whoever bears the name of somebody who is there is listed and not added: whether it is the same
//! person is for people to say. So a list that was taken in half, or twice, doubles nobody.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use rayon::prelude::*;

use super::people::{Arrival, People};
use crate::model::ClientId;
use crate::store::error::StoreError;
use crate::store::folder::Store;
use crate::store::index::{FoldedName, Index, NameBook, Order};
use crate::store::progress::Progress;
use crate::store::revision::{Base, Stamp};

/// Who bears a name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// A client of the practice.
    Client(ClientId),
    /// A client of the same list, by the row.
    Row(usize),
}

/// A client of a list whose name somebody bears already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namesake {
    /// Who would be added.
    pub arrival: Arrival,
    /// Who is there.
    pub existing: Existing,
}

/// The clients of a list, by what becomes of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrivals {
    /// Nobody there bears their name.
    pub new: Vec<Arrival>,
    /// Somebody does.
    pub namesakes: Vec<Namesake>,
}

/// Holds the clients of a list against those that are known, and against each other: of two with one
/// name and different years of birth both are new.
pub fn against(people: &People, known: Option<&Index>) -> Arrivals {
    let mut there = NameBook::default();
    for client in known.into_iter().flat_map(|index| index.clients(Order::Name)) {
        there.add(&FoldedName::of(client.name), client.id);
    }
    let names: Vec<FoldedName> =
        people.arrivals.par_iter().map(|it| FoldedName::of(&it.client.name)).collect();
    let mut arrivals = Arrivals::default();
    // The first row of a name, and under it the years of birth of all that bear it.
    let mut listed: NameBook<usize> = NameBook::default();
    let mut years: BTreeMap<usize, Vec<(Option<i16>, usize)>> = BTreeMap::new();
    for (arrival, name) in people.arrivals.iter().zip(&names) {
        let born = arrival.client.birth_year;
        let existing = match (there.find(name), listed.find(name)) {
            (Some(client), _) => Some(Existing::Client(client)),
            (None, Some(first)) => {
                let bearers = years.get(&first).map(Vec::as_slice).unwrap_or_default();
                let may_be =
                    |other: &Option<i16>| born.is_none() || other.is_none() || *other == born;
                let same = bearers.iter().find(|(other, _)| may_be(other));
                same.map(|(_, row)| Existing::Row(*row))
            }
            (None, None) => None,
        };
        if let Some(existing) = existing {
            arrivals.namesakes.push(Namesake { arrival: arrival.clone(), existing });
            continue;
        }
        let first = listed.find(name).unwrap_or(arrival.row);
        listed.add(name, first);
        years.entry(first).or_default().push((born, arrival.row));
        arrivals.new.push(arrival.clone());
    }
    arrivals
}

/// Adds clients to the practice, each by itself, in the order in which they are handed over. One part
/// of the progress is one client. Gives their ids in the same order.
///
/// # Errors
/// The disk refuses, or somebody asked to stop: then some of them are there.
pub fn add(
    store: &Store,
    arrivals: &[Arrival],
    stamp: &Stamp,
    progress: &Progress,
) -> Result<Vec<ClientId>, StoreError> {
    progress.add_parts(arrivals.len());
    let numbered: Vec<(i64, &Arrival)> = (0..).zip(arrivals).collect();
    numbered
        .par_iter()
        .map(|(number, arrival)| {
            // Ids tell the order in which clients were added.
            let at = stamp.at.saturating_add(SignedDuration::from_millis(*number));
            let id = ClientId::fresh(at.unwrap_or(stamp.at));
            store.save_client(id, Base::none(), arrival.client.clone(), stamp)?;
            progress.step()?;
            Ok(id)
        })
        .collect()
}
