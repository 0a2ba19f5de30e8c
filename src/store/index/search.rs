//! Finding clients and plans by what somebody types.
//!
//! Clients are found by name and code, fuzzily: letters may be left out, initials do, and the best
//! come first. Notes are found by words: each must occur, in any order, whatever the case and the
//! accents. A word may be any part of a longer one, because German and Dutch put words together,
//! Japanese puts no spaces between them, and endings change in nearly every language.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use rayon::prelude::*;

use super::fold::words;
use super::rows::{Entry, Row};
use super::{Index, Order};
use crate::model::{ClientId, Day, PlanId, PlanKey};

/// How many hits of each kind a search for the screen gives.
pub const MOST_HITS: usize = 50;

/// What a search found first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Clients by name and code, the best first; [`MOST_HITS`] at most.
    pub clients: Vec<ClientId>,
    /// Whether there are more clients.
    pub more_clients: bool,
    /// Notes with these words, those on clients first, then those of plans, the latest session
    /// first; [`MOST_HITS`] at most.
    pub notes: Vec<NoteHit>,
    /// Whether there are more notes.
    pub more_notes: bool,
}

/// Notes with the words in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteHit {
    /// Whose they are.
    pub client: ClientId,
    /// The plan that they stand in; none where they are about the client.
    pub plan: Option<PlanId>,
}

/// Everything that a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// Clients by name and code, the best first, then those with the words in the notes on them.
    pub clients: Vec<ClientId>,
    /// Plans with the words in their notes, the latest session first.
    pub plans: Vec<PlanKey>,
}

/// The order of hits in notes: those on clients, then by day, the latest first.
type NoteKey = (bool, Reverse<(Option<Day>, [u8; 16])>);

impl Index {
    /// The first hits for what somebody typed. Nothing typed finds every client and every plan.
    pub fn search(&self, typed: &str) -> Hits {
        let (clients, more_clients) = self.search_names(typed);
        let (notes, more_notes) = self.search_notes(typed);
        Hits { clients, more_clients, notes, more_notes }
    }

    /// The first clients by name and code, and whether there are more.
    pub fn search_names(&self, typed: &str) -> (Vec<ClientId>, bool) {
        let mut clients = self.named(&words(typed));
        let more = clients.len() > MOST_HITS;
        clients.truncate(MOST_HITS);
        (clients, more)
    }

    /// The first notes with every word, and whether there are more.
    pub fn search_notes(&self, typed: &str) -> (Vec<NoteHit>, bool) {
        let mut noted = self.noted(&words(typed));
        let more = noted.len() > MOST_HITS;
        if more {
            // Putting all in order would take longer than finding them.
            noted.select_nth_unstable_by_key(MOST_HITS, |(key, _)| *key);
            noted.truncate(MOST_HITS);
        }
        noted.sort_unstable_by_key(|(key, _)| *key);
        (noted.into_iter().map(|(_, hit)| hit).collect(), more)
    }

    /// Every client and plan that a search finds.
    pub fn matches(&self, typed: &str) -> Matches {
        let words = words(typed);
        let mut clients = self.named(&words);
        let mut named = clients.clone();
        named.sort_unstable();
        let mut noted = self.noted(&words);
        noted.sort_unstable_by_key(|(key, _)| *key);
        let mut plans = Vec::new();
        for (_, hit) in noted {
            match hit.plan {
                Some(plan) => plans.push(PlanKey { client: hit.client, plan }),
                None if named.binary_search(&hit.client).is_ok() => {}
                None => clients.push(hit.client),
            }
        }
        Matches { clients, plans }
    }

    /// The clients whose names or codes have all the words, the best first.
    fn named(&self, words: &[String]) -> Vec<ClientId> {
        if words.is_empty() {
            return self.clients(Order::Recent).into_iter().map(|client| client.id).collect();
        }
        // Both sides are folded already.
        let atom = |word: &String| {
            let (case, accents) = (CaseMatching::Respect, Normalization::Never);
            Atom::new(word, case, accents, AtomKind::Fuzzy, false)
        };
        let atoms: Vec<Atom> = words.iter().map(atom).collect();
        let mut config = Config::DEFAULT;
        // People type the beginning of a name.
        config.prefer_prefix = true;
        let mut matcher = Matcher::new(config);
        let mut letters = Vec::new();
        let mut found: Vec<(u32, Option<Day>, ClientId)> = Vec::new();
        for (entry, row) in self.rows() {
            let key = Utf32Str::new(&row.key, &mut letters);
            let scores = atoms.iter().map(|atom| atom.score(key, &mut matcher).map(u32::from));
            if let Some(score) = scores.sum() {
                found.push((score, row.last_visit(), entry.client()));
            }
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.into_iter().map(|(_, _, client)| client).collect()
    }

    /// The notes with all the words, in no order; all plans where there are no words.
    fn noted(&self, words: &[String]) -> Vec<(NoteKey, NoteHit)> {
        self.entries
            .par_iter()
            .filter_map(|entry| Some((entry, entry.row.as_deref()?)))
            .filter(|(_, row)| has_all(row, words))
            .flat_map_iter(|(entry, row)| noted_of(entry, row, words))
            .collect()
    }
}

fn noted_of<'a>(
    entry: &'a Entry,
    row: &'a Row,
    words: &'a [String],
) -> impl Iterator<Item = (NoteKey, NoteHit)> + 'a {
    let client = entry.client();
    let is_hit = !words.is_empty() && has_own(row.notes(), &row.key, words);
    let own = is_hit.then(|| {
        let key = (false, Reverse((row.last_visit(), entry.id)));
        (key, NoteHit { client, plan: None })
    });
    let plans = row.plans_with_notes().filter(|(_, notes)| has_own(notes, &row.key, words));
    let plans = plans.map(move |(plan, _)| {
        let key = (true, Reverse((Some(plan.date), plan.id)));
        (key, NoteHit { client, plan: Some(PlanId::from_bytes(plan.id)) })
    });
    own.into_iter().chain(plans)
}

/// Whether notes have all the words, of which some may be the client's name or code.
fn has_own(notes: &str, key: &str, words: &[String]) -> bool {
    let is_own = |word: &String| notes.contains(word.as_str());
    let is_named = |word: &String| key.contains(word.as_str());
    words.is_empty()
        || (words.iter().any(is_own) && words.iter().all(|word| is_own(word) || is_named(word)))
}

/// Whether the words may all stand in one of the notes of a client: a look at all of them at once.
fn has_all(row: &Row, words: &[String]) -> bool {
    words.iter().all(|word| row.text().contains(word.as_str()) || row.key.contains(word.as_str()))
}
