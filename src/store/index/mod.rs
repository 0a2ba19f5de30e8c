//! The index: what lists and searches need of every client, without reading every file.
//!
//! It lives in memory and, between two runs, as one summary file in the user's cache folder, which
//! is loaded whole. Never the truth: it is made from the practice folder and can be thrown away at
//! any time. `rows` is its form in memory, `cache` the file, `refresh` how it follows the folder,
//! `known` how a client is read whose plans it knows, `lost` what was in the folder and isn't any more,
//! `search` and `fold` how words are found. No window and no wording of lists here. What a list shows
//! more begins in `store/summary`; a change of what is kept raises `cache::FORMAT`.
//!
//! # Why one file and no database
//! A clinic of 100,000 plans gives some 35 MB, most of it notes. That loads in less time than a
//! person notices, is searched from end to end within the time of a keystroke, and is either whole
//! (its hash fits) or made again. A database would bring its own format, locks and recovery to
//! something that may be lost, and sealing it would mean sealing each page; sealing one file is one
//! call. What it costs is that a change writes the whole file again: a fraction of a second at that
//! size, in the background.

mod cache;
mod fold;
mod known;
mod lost;
mod namesake;
mod refresh;
mod rows;
mod search;

use std::cmp::Reverse;
use std::fmt;
use std::path::Path;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::folder::Store;
use super::progress::Progress;
use crate::model::{
    CategoryId, ClientId, Day, Nprs, PlanId, PlanState, PracticeId, Retention, RevisionId, Status,
};
use lost::Lost;
use rows::{Entry, IndexedPlan, Row};

pub use fold::{FoldedName, fold, is_blank};
pub(in crate::store) use fold::{NameBook, fold as folded};
pub use refresh::Changes;
pub use search::{Hits, MOST_HITS, Matches, NoteHit};

/// What is known of every client of a practice. A copy shares the clients that it doesn't change.
#[derive(Clone)]
pub struct Index {
    practice: PracticeId,
    /// The categories that plans name, by the number that a plan keeps.
    categories: Vec<CategoryId>,
    /// A client folder each, in the order of the ids.
    entries: Vec<Entry>,
    /// Newest versions that were in the folder and aren't any more.
    lost: Vec<Lost>,
}

/// The order of a list of clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Order {
    /// The latest session first; who had none stands where they were added.
    #[default]
    Recent,
    /// By name, whatever the case and the accents, then by id.
    Name,
}

/// How much a practice holds, without what was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Clients, with those of whom nothing can be read.
    pub clients: usize,
    /// Plans of all of them together.
    pub plans: usize,
}

/// A client, as a row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientRow<'a> {
    /// Whose row it is.
    pub id: ClientId,
    /// The name as it was typed; empty where no version can be read.
    pub name: &'a str,
    /// The practice's own short name.
    pub code: Option<&'a str>,
    /// Versions that wait to be combined; 1 where all is well, 0 where none can be read.
    pub heads: u32,
    /// Files of this client that can't be read.
    pub problems: u32,
    /// How many plans there are.
    pub plans: usize,
    /// The day of the latest session.
    pub last_visit: Option<Day>,
    /// How long the record is kept.
    pub retention: Retention,
}

/// A plan, as a row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanRow<'a> {
    /// The plan, by the id that it has through all its versions.
    pub id: PlanId,
    /// Whose it is.
    pub client: ClientId,
    /// The version that the row tells of.
    pub revision: RevisionId,
    /// The day of the session.
    pub date: Day,
    /// The diagnosis category.
    pub category: &'a CategoryId,
    /// How the screening came out.
    pub status: Status,
    /// How far the plan is.
    pub state: PlanState,
    /// The booked length in minutes.
    pub minutes: u16,
    /// Pain before the session: the larger of back and leg.
    pub pain_before: Nprs,
    /// Pain after it.
    pub pain_after: Option<Nprs>,
    /// Whether a course ended with it.
    pub is_discharge: bool,
    /// The last day of the clearance that ends first, of those that counted on the day of the session.
    pub cleared_until: Option<Day>,
    /// Versions that wait to be combined; 1 where all is well.
    pub heads: u32,
}

impl Index {
    /// An index that knows no client yet.
    pub fn empty(practice: PracticeId) -> Self {
        Self { practice, categories: Vec::new(), entries: Vec::new(), lost: Vec::new() }
    }

    /// The index as it should be now: from the cache as far as that is right, brought up to date,
    /// and kept for the next time.
    ///
    /// Where somebody stops it, what was read by then is kept too.
    pub fn open(store: &Store, cache: &Path, progress: &Progress) -> Result<Self, StoreError> {
        let mut index = Self::load(store, cache).unwrap_or_else(|| Self::empty(store.practice()));
        let refreshed = index.refresh(store, progress);
        let is_worth_keeping = match &refreshed {
            Ok(changes) => !changes.is_empty(),
            Err(stopped) => matches!(stopped, StoreError::Cancelled),
        };
        if is_worth_keeping {
            // Without a cache the next start is slower; nothing else is lost.
            index.save(store, cache).ok();
        }
        refreshed.map(|_| index)
    }

    /// The same index with this client alone.
    #[must_use]
    pub fn of_one(mut self, client: ClientId) -> Self {
        self.entries.retain(|entry| entry.client() == client);
        self
    }

    /// How many clients and plans there are.
    pub fn counts(&self) -> Counts {
        self.rows().fold(Counts::default(), |counts, (_, row)| Counts {
            clients: counts.clients + 1,
            plans: counts.plans + row.plans.len(),
        })
    }

    /// Every client that wasn't removed.
    pub fn clients(&self, order: Order) -> Vec<ClientRow<'_>> {
        let mut rows: Vec<(&Entry, &Row)> = self.rows().collect();
        match order {
            Order::Recent => {
                let latest = |entry: &Entry, row: &Row| row.last_visit().or_else(|| added(entry));
                rows.sort_by_cached_key(|(entry, row)| Reverse((latest(entry, row), entry.id)));
            }
            // The folded name is the start of what is searched.
            Order::Name => rows.sort_by_key(|(entry, row)| (&*row.key, entry.id)),
        }
        rows.into_iter().map(|(entry, row)| ClientRow::of(entry, row)).collect()
    }

    /// A client; none where there is no such client or it was removed.
    pub fn client(&self, id: ClientId) -> Option<ClientRow<'_>> {
        let (entry, row) = self.row(id)?;
        Some(ClientRow::of(entry, row))
    }

    /// Whether a client's folder was read, and the client is on no list: removed or erased.
    pub fn is_off_the_lists(&self, id: ClientId) -> bool {
        let entry = self.place(id).ok().and_then(|place| self.entries.get(place));
        entry.is_some_and(|entry| entry.row.is_none())
    }

    /// The plans of a client that weren't removed, the latest session first.
    pub fn plans(&self, client: ClientId) -> Vec<PlanRow<'_>> {
        let plans = self.row(client).map_or(&[][..], |(_, row)| &row.plans);
        plans.iter().filter_map(|plan| self.plan_row(client, plan)).collect()
    }

    /// A plan, by its id alone.
    pub fn plan(&self, id: PlanId) -> Option<PlanRow<'_>> {
        self.rows().find_map(|(entry, row)| {
            let plan = row.plans.iter().find(|plan| plan.id == *id.as_bytes())?;
            self.plan_row(entry.client(), plan)
        })
    }

    fn rows(&self) -> impl Iterator<Item = (&Entry, &Row)> {
        self.entries.iter().filter_map(|entry| Some((entry, entry.row.as_deref()?)))
    }

    fn entry(&self, id: ClientId) -> Option<&Entry> {
        self.entries.get(self.place(id).ok()?)
    }

    fn row(&self, id: ClientId) -> Option<(&Entry, &Row)> {
        let entry = self.entry(id)?;
        Some((entry, entry.row.as_deref()?))
    }

    /// Where a client's entry is, or where it would have to be.
    fn place(&self, id: ClientId) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| entry.id.cmp(id.as_bytes()))
    }

    fn plan_row(&self, client: ClientId, plan: &IndexedPlan) -> Option<PlanRow<'_>> {
        Some(PlanRow {
            id: PlanId::from_bytes(plan.id),
            client,
            revision: RevisionId::from_bytes(plan.revision),
            date: plan.date,
            category: self.categories.get(usize::try_from(plan.category).ok()?)?,
            status: plan.status,
            state: plan.state,
            minutes: plan.minutes,
            pain_before: Nprs::clamped(plan.pain_before.into()),
            pain_after: plan.pain_after.map(|pain| Nprs::clamped(pain.into())),
            is_discharge: plan.is_discharge,
            cleared_until: plan.cleared_until,
            heads: plan.heads,
        })
    }
}

/// The day on which a client was added.
fn added(entry: &Entry) -> Option<Day> {
    let at = entry.client().made_at()?;
    Some(at.to_zoned(TimeZone::UTC).date().into())
}

impl fmt::Debug for Index {
    /// Says no name and no note: this may end in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("practice", &self.practice).finish_non_exhaustive()
    }
}

impl<'a> ClientRow<'a> {
    fn of(entry: &Entry, row: &'a Row) -> Self {
        Self {
            id: entry.client(),
            name: &row.name,
            code: row.code.as_deref(),
            heads: row.heads,
            problems: row.problems,
            plans: row.plans.len(),
            last_visit: row.last_visit(),
            retention: row.retention(),
        }
    }
}

#[cfg(test)]
mod tests;
