//! Made-up practices, for trying out and measuring: `ischia sample`, and `plans/` in the project.
//!
//! The same arguments give the same bytes and names of files on every machine: ids, times and words
//! come from the seed and a fixed first day, and no clock is asked. Plans come from the real planner
//! and knowledge. Clients are worked on in parallel; each depends on its number alone.
//!
//! Plans are spread over the clients so that everyone has about as many, and one in a pair up to
//! half as many more than the other; with at least one plan a client nobody is left without.

mod client;
mod dice;
mod intake;
mod record;
mod series;
mod words;

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::date;
use rayon::prelude::*;

use super::error::StoreError;
use super::files::Files;
use super::folder::Store;
use super::name::Key;
use super::progress::Progress;
use super::revision::{Base, Content, Revision, Stamp};
use crate::knowledge::{Knowledge, LoadError};
use crate::model::{Client, ClientId, Day, PlanId, PracticeId, RevisionId};
use crate::planner::BuildError;
use crate::text::Fault;
use dice::Dice;
use intake::Person;
use record::SamplePlace;
use series::Story;
use words::SampleWords;

/// What to make up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// How many clients.
    pub clients: u32,
    /// How many plans all of them have together.
    pub plans: u32,
    /// What decides about everything that is left to chance.
    pub seed: u64,
}

/// Why no practice could be made up.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// Plans, but nobody to have them.
    #[error("plans need clients: ask for at least one client, or for no plans")]
    NoClients,
    /// The folder or the disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no knowledge to plan with.
    #[error(transparent)]
    Knowledge(#[from] LoadError),
    /// The lists that everything is drawn from are at fault.
    #[error("{0}")]
    Words(#[from] Fault),
    /// The answers that were made up can't be.
    #[error("the answers of a made-up client can't be: {}", .0.join("; "))]
    Intake(Vec<String>),
    /// No plan that keeps to the rules could be drafted for them.
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl SampleError {
    /// Whether other arguments would do.
    pub fn is_input(&self) -> bool {
        match self {
            Self::NoClients => true,
            Self::Store(error) => error.is_input(),
            Self::Knowledge(_) | Self::Words(_) | Self::Intake(_) | Self::Build(_) => false,
        }
    }
}

/// Makes up a practice in a new or empty folder. One part of the progress is one client.
///
/// # Errors
/// The folder isn't empty, can't be written, or somebody asked to stop: then a part of the practice
/// is there.
pub fn write(root: &Path, wanted: Wanted, progress: &Progress) -> Result<Store, SampleError> {
    if wanted.clients == 0 && wanted.plans > 0 {
        return Err(SampleError::NoClients);
    }
    let words = SampleWords::shipped()?;
    let knowledge = Knowledge::shipped()?;
    let mut dice = Dice::new(wanted.seed, "practice", 0);
    let start = moment(first_day(), 9 * 60);
    let practice = PracticeId::seeded(start, dice.bytes());
    // What is made up can be made up again.
    let store = Store::create_with(root, practice, Files::unsynced())?;
    let maker =
        SampleMaker { store: &store, words: &words, knowledge: &knowledge, seed: wanted.seed };
    maker.save(Key::Settings, Base::none(), words.practice.clone(), start, &mut dice)?;
    progress.add_parts(wanted.clients as usize);
    (0..wanted.clients).into_par_iter().try_for_each(|number| {
        progress.check()?;
        maker.client(number, plans_of(number, wanted))?;
        Ok::<(), SampleError>(progress.step()?)
    })?;
    Ok(store)
}

/// What every client is made with.
#[derive(Clone, Copy)]
struct SampleMaker<'a> {
    store: &'a Store,
    words: &'a SampleWords,
    knowledge: &'a Knowledge,
    seed: u64,
}

impl SampleMaker<'_> {
    fn client(&self, number: u32, plans: u32) -> Result<(), SampleError> {
        let words = self.words;
        let mut dice = Dice::new(self.seed, "client", u64::from(number));
        let Some(story) = Story::new(words, number, plans, first_day(), &mut dice) else {
            return Ok(());
        };
        let first_day = story.visits.first().map_or_else(first_day, |visit| visit.day);
        // Who signs up for the first visit is asked for consent at once.
        let signed_up = first_day.plus_days(-2);
        let added = moment(signed_up, dice.between(9 * 60..=17 * 60));
        let id = ClientId::seeded(added, dice.bytes());
        let made = client::client(words, number, signed_up, &mut dice);
        self.record(id, &made, added, &story, &mut dice)?;
        let person = Person::new(words, &story, &mut dice);
        let last = story.visits.len().saturating_sub(1);
        for (at, visit) in story.visits.iter().enumerate() {
            let intake = person.intake(words, &story, visit, &mut dice);
            let place =
                SamplePlace { is_next: story.is_current && at == last, improves: story.improves };
            let versions =
                record::versions(words, self.knowledge, intake, visit, place, &mut dice)?;
            let Some((first, _)) = versions.first() else { continue };
            let key = Key::Plan(id, PlanId::seeded(*first, dice.bytes()));
            let mut base = Base::none();
            for (saved, record) in versions {
                base = Base::of([&self.save(key, base, record, saved, &mut dice)?]);
            }
        }
        Ok(())
    }

    /// The client's own record, amended later for some.
    fn record(
        &self,
        id: ClientId,
        made: &Client,
        added: Timestamp,
        story: &Story<'_>,
        dice: &mut Dice,
    ) -> Result<(), SampleError> {
        let first = self.save(Key::Client(id), Base::none(), made.clone(), added, dice)?;
        if let Some(visit) = story.visits.get(2)
            && dice.percent(25)
        {
            let amended = client::amended(self.words, made, dice);
            let saved = moment(visit.day, 19 * 60);
            self.save(Key::Client(id), Base::of([&first]), amended, saved, dice)?;
        }
        Ok(())
    }

    fn save<T: serde::Serialize>(
        &self,
        key: Key,
        base: Base,
        record: T,
        at: Timestamp,
        dice: &mut Dice,
    ) -> Result<Revision<T>, StoreError> {
        let stamp = Stamp { by: self.words.practice.therapist.clone(), at };
        let mut revision = Revision::new(&stamp, base, Content::Is(record));
        revision.id = RevisionId::seeded(at, dice.bytes());
        self.store.save_as(key, revision)
    }
}

/// How many of all plans this client has.
fn plans_of(number: u32, wanted: Wanted) -> u32 {
    let share = wanted.plans / wanted.clients;
    let rest = u32::from(number < wanted.plans % wanted.clients);
    let pair = number / 2;
    // The last of an odd number has nobody to give to.
    if number == wanted.clients - 1 && number.is_multiple_of(2) {
        return share + rest;
    }
    let given = Dice::new(wanted.seed, "pair", u64::from(pair)).between(0..=share / 2);
    if number.is_multiple_of(2) { share - given + rest } else { share + given + rest }
}

/// The day on which the first session of every made-up practice may lie.
fn first_day() -> Day {
    Day::from(date(2025, 1, 6))
}

/// So many minutes after the midnight with which a day begins (UTC).
fn moment(day: Day, minutes: u32) -> Timestamp {
    let time = jiff::civil::time(0, 0, 0, 0)
        .wrapping_add(jiff::SignedDuration::from_mins(i64::from(minutes)));
    let moment = jiff::tz::TimeZone::UTC.to_timestamp(day.date().to_datetime(time));
    moment.unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_plans_are_spread_and_nobody_is_left_without() {
        for (clients, plans) in [(1, 0), (1, 9), (2, 3), (7, 7), (12, 60), (13, 61), (30, 1000)] {
            for seed in 0..20 {
                let wanted = Wanted { clients, plans, seed };
                let shares: Vec<u32> = (0..clients).map(|it| plans_of(it, wanted)).collect();
                assert_eq!(shares.iter().sum::<u32>(), plans, "{wanted:?}");
                assert!(plans < clients || shares.iter().all(|share| *share > 0), "{wanted:?}");
            }
        }
    }

    #[test]
    fn a_moment_lies_on_its_day() {
        assert_eq!(moment(first_day(), 9 * 60 + 5).to_string(), "2025-01-06T09:05:00Z");
    }
}
