//! The words that the field knows, and how well a typed word fits each.
//!
//! Names, ids and short forms come from the vocabulary; phases, sides and positions have the words
//! of everyday. Must not live here: what the words mean together (`parse`).

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::knowledge::Knowledge;
use crate::model::{ModalityId, Phase, RegionId, Side, TechniqueId};

/// What a word stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TermMeaning {
    /// Regions that are worked together.
    Place(Vec<RegionId>),
    Modality(ModalityId),
    Technique(TechniqueId),
    Phase(Phase),
    Side(Side),
    Position(Lies),
    Level(u16),
    Minutes(u16),
    /// A word that only says what the number beside it is.
    Unit,
}

/// A position as it is said; on the side means the worked side up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lies {
    Prone,
    Supine,
    OnSide,
    Seated,
}

/// Of each kind a line takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TermKind {
    Place,
    Modality,
    Technique,
    Phase,
    Side,
    Position,
    Level,
    Minutes,
    Unit,
}

impl TermMeaning {
    pub fn kind(&self) -> TermKind {
        match self {
            Self::Place(_) => TermKind::Place,
            Self::Modality(_) => TermKind::Modality,
            Self::Technique(_) => TermKind::Technique,
            Self::Phase(_) => TermKind::Phase,
            Self::Side(_) => TermKind::Side,
            Self::Position(_) => TermKind::Position,
            Self::Level(_) => TermKind::Level,
            Self::Minutes(_) => TermKind::Minutes,
            Self::Unit => TermKind::Unit,
        }
    }
}

/// An entry with the words that find it.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub meaning: TermMeaning,
    /// Its name, for people.
    pub label: String,
    /// What is put into the line for it.
    pub insert: String,
    /// Words that are it exactly.
    short: Vec<String>,
    /// Its name and its id, word by word.
    names: Vec<Vec<String>>,
}

/// How well a word fits; greater is better.
pub(super) type Closeness = u32;

pub(super) const EXACT: Closeness = 6_000;
const FIRST_WORD: Closeness = 5_000;
const INNER_WORD: Closeness = 4_000;
const PREFIX: Closeness = 3_000;
const INNER_PREFIX: Closeness = 2_000;
const SLIP: Closeness = 1_500;
const FUZZY: Closeness = 0;
/// Letters below which a word isn't taken for a slip of another.
const SLIP_FROM: usize = 4;

/// All of them.
pub(super) struct Terms {
    pub all: Vec<Term>,
}

impl Terms {
    pub fn of(knowledge: &Knowledge) -> Self {
        let tables = knowledge.tables();
        let mut all = Vec::new();
        for area in tables.areas.iter().filter(|area| area.parts.len() > 1) {
            let regions = area.parts.iter().map(|part| part.region.clone()).collect();
            all.push(Term::new(
                TermMeaning::Place(regions),
                &area.name,
                area.id.as_str(),
                &area.short,
            ));
        }
        for region in &tables.regions {
            let place = TermMeaning::Place(vec![region.id.clone()]);
            all.push(Term::new(place, &region.name, region.id.as_str(), &region.short));
        }
        for modality in &tables.modalities {
            let meaning = TermMeaning::Modality(modality.id.clone());
            all.push(Term::new(meaning, &modality.name, modality.id.as_str(), &modality.short));
        }
        for technique in &tables.techniques {
            let meaning = TermMeaning::Technique(technique.id.clone());
            all.push(Term::new(meaning, &technique.name, technique.id.as_str(), &technique.short));
        }
        for (phase, words) in PHASES {
            all.push(Term::plain(TermMeaning::Phase(phase), phase.label(), words));
        }
        for (side, label, words) in SIDES {
            all.push(Term::plain(TermMeaning::Side(side), label, words));
        }
        for (lies, label, words) in POSITIONS {
            all.push(Term::plain(TermMeaning::Position(lies), label, words));
        }
        for word in UNITS {
            all.push(Term::plain(TermMeaning::Unit, word, &[word]));
        }
        Self { all }
    }

    /// The terms that a word fits, the best first; ties keep the order of the terms.
    pub fn fitting(&self, word: &str) -> Vec<(Closeness, &Term)> {
        let word = word.to_lowercase();
        let mut matcher = Matcher::new(Config::DEFAULT);
        let atom =
            Atom::new(&word, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy, false);
        let mut letters = Vec::new();
        let mut found: Vec<(Closeness, &Term)> = Vec::new();
        for term in &self.all {
            let fit = term.fit(&word).or_else(|| {
                let fuzzy = term.may_be_fuzzy(&word).then(|| {
                    let names = term.names.iter().map(|name| name.concat());
                    names
                        .filter_map(|name| {
                            atom.score(Utf32Str::new(&name, &mut letters), &mut matcher)
                        })
                        .max()
                });
                fuzzy.flatten().map(|score| FUZZY + Closeness::from(score).min(SLIP - 1))
            });
            found.extend(fit.map(|fit| (fit, term)));
        }
        found.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
        found
    }

    /// The terms whose names have all of these words, in their order; two words at least.
    pub fn phrased(&self, words: &[String]) -> Vec<(Closeness, &Term)> {
        let mut found: Vec<(Closeness, &Term)> =
            self.all.iter().filter_map(|term| Some((term.phrase(words)?, term))).collect();
        found.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
        found
    }
}

impl Term {
    fn new(meaning: TermMeaning, name: &str, id: &str, short: &[String]) -> Self {
        Self {
            meaning,
            label: name.to_owned(),
            insert: id.to_owned(),
            short: short.to_vec(),
            names: vec![split(name), split(id)],
        }
    }

    fn plain(meaning: TermMeaning, label: &str, words: &[&str]) -> Self {
        Self {
            meaning,
            label: label.to_owned(),
            insert: words.first().copied().unwrap_or_default().to_owned(),
            short: words.iter().map(|word| (*word).to_owned()).collect(),
            names: words.iter().filter(|word| word.len() > 2).map(|word| split(word)).collect(),
        }
    }

    fn fit(&self, word: &str) -> Option<Closeness> {
        if self.insert == word || self.short.iter().any(|short| short == word) {
            return Some(EXACT);
        }
        let joined = word.replace('-', "");
        let mut best = None;
        for name in &self.names {
            if name.concat() == joined {
                return Some(EXACT);
            }
            for (at, own) in name.iter().enumerate() {
                let fit = if own == word {
                    if at == 0 { FIRST_WORD } else { INNER_WORD }
                } else if own.starts_with(word) && (word.len() > 1 || at == 0) {
                    if at == 0 { PREFIX } else { INNER_PREFIX }
                } else if is_slip(word, own) {
                    SLIP
                } else {
                    continue;
                };
                best = best.max(Some(fit));
            }
            if name.concat().starts_with(&joined) && joined.len() > 1 {
                best = best.max(Some(PREFIX));
            }
        }
        best
    }

    /// Letters may be left out of the names of the body and of what is done there, not of others.
    fn may_be_fuzzy(&self, word: &str) -> bool {
        let has_name = matches!(
            self.meaning.kind(),
            TermKind::Place | TermKind::Modality | TermKind::Technique
        );
        let first = word.chars().next();
        let starts =
            |name: &Vec<String>| name.first().is_some_and(|own| own.chars().next() == first);
        has_name && word.len() > 2 && self.names.iter().any(starts)
    }

    fn phrase(&self, words: &[String]) -> Option<Closeness> {
        // A single letter is a word of its own.
        if words.iter().any(|word| word.len() < 2) {
            return None;
        }
        let fits = self.names.iter().filter_map(|name| {
            let mut left = name.iter().enumerate();
            let mut worst = EXACT;
            for word in words {
                let (at, own) =
                    left.find(|(_, own)| own.starts_with(word.as_str()) || is_slip(word, own))?;
                let fit = match (own == word, at) {
                    (true, 0) => EXACT,
                    (true, _) => FIRST_WORD,
                    (false, _) if own.starts_with(word.as_str()) => PREFIX,
                    (false, _) => SLIP,
                };
                worst = worst.min(fit);
            }
            // Of two that have all the words, the shorter one is meant.
            let spare = Closeness::try_from(name.len() - words.len()).unwrap_or(Closeness::MAX);
            Some(worst.saturating_sub(spare.min(99)))
        });
        fits.max()
    }
}

/// One letter wrong, missing, too many, or two swapped; at the end of a word that goes on as well.
fn is_slip(word: &str, own: &str) -> bool {
    if word.len() < SLIP_FROM || !word.is_ascii() || !own.is_ascii() {
        return false;
    }
    let same_length = own.get(..word.len().min(own.len())).unwrap_or(own);
    strsim::damerau_levenshtein(word, own) == 1
        || word.len() > SLIP_FROM && strsim::damerau_levenshtein(word, same_length) == 1
}

/// The words of a name, small, without what stands between them.
fn split(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

const PHASES: [(Phase, &[&str]); 9] = [
    (Phase::CheckIn, &["check-in", "checkin"]),
    (Phase::Heat, &["heat", "warm-pack", "heat-pack"]),
    (Phase::WarmUp, &["warm-up", "warmup"]),
    (Phase::Focus, &["focus", "work"]),
    (Phase::Stretch, &["stretch", "stretching"]),
    (Phase::Cold, &["cold", "cold-pack", "ice", "ice-pack"]),
    (Phase::Rest, &["rest", "breathing"]),
    (Phase::ReTest, &["re-test", "retest"]),
    (Phase::HomeCare, &["home-care", "homecare", "home"]),
];

const SIDES: [(Side, &str, &[&str]); 3] = [
    (Side::Left, "Left", &["left", "l"]),
    (Side::Right, "Right", &["right", "r"]),
    (Side::Both, "Both sides", &["both", "b", "both-sides"]),
];

const POSITIONS: [(Lies, &str, &[&str]); 4] = [
    (Lies::Prone, "Prone", &["prone", "face-down"]),
    (Lies::Supine, "Supine", &["supine", "face-up"]),
    (Lies::OnSide, "Side-lying, worked side up", &["side-lying", "sidelying"]),
    (Lies::Seated, "Seated", &["seated", "sitting"]),
];

const UNITS: [&str; 5] = ["min", "mins", "minutes", "level", "lvl"];
