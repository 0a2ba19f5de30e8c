//! What others did to clients, told from two states of the index: who was taken off the lists, and
//! visits saved for somebody who was removed.
//!
//! Nothing is decided here; who is on the lists the store says.

use jiff::Timestamp;

use crate::model::ClientId;
use crate::store::{Index, Store, StoreError, clock};

/// Something that was done to a client in another window or on another computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// To whom.
    pub client: ClientId,
    /// The client's name; empty where no version can be read.
    pub name: String,
    /// What.
    pub what: News,
    /// Who did it; empty where nobody signed.
    pub by: String,
    /// When, on the clock of the computer that did it; where nobody says, when it was seen.
    pub on: Timestamp,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// The client was removed from the lists.
    Removed,
    /// The client was erased for good.
    Erased,
    /// The folder is gone, and nobody said that the client was erased.
    Gone,
    /// A visit was saved after the client was removed: the client is on the lists again.
    SavedSince,
    /// A visit came in of a client who was removed later than it was saved.
    SavedBefore,
}

/// What is new of the clients whose folders were read since the index of before.
pub fn elsewhere(
    store: &Store,
    before: &Index,
    after: &Index,
    read: &[ClientId],
) -> Vec<Elsewhere> {
    let news = read.iter().filter_map(|id| {
        let left = if after.client(*id).is_none() { before.client(*id) } else { None };
        if left.is_none() && !before.is_off_the_lists(*id) {
            return None;
        }
        let folder = match store.client(*id) {
            Err(StoreError::NoSuchClient(_)) => {
                let (name, by, on) = (left?.name.to_owned(), String::new(), clock::now());
                return Some(Elsewhere { client: *id, name, what: News::Gone, by, on });
            }
            folder => folder.ok()?,
        };
        let is_erased = folder.client.is_erased();
        let (what, by, on) = if left.is_some() {
            let what = if is_erased { News::Erased } else { News::Removed };
            let head = folder.client.heads().find(|head| head.content.record().is_none())?;
            (what, &head.by, head.saved)
        } else if is_erased || !folder.client.is_removed() {
            // Brought back, which whoever looks at the lists sees.
            return None;
        } else {
            let plan = folder.last_saved_plan()?;
            let is_since = folder.is_saved_since_removal();
            let what = if is_since { News::SavedSince } else { News::SavedBefore };
            (what, &plan.by, plan.saved)
        };
        let name = left.map(|row| row.name.to_owned());
        let name = name.or_else(|| folder.record().map(|client| client.name.clone()));
        let (name, by) = (name.unwrap_or_default(), by.clone());
        Some(Elsewhere { client: *id, name, what, by, on })
    });
    news.collect()
}
