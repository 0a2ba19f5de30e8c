//! How columns are called in other programs, read from `assets/practice/client-lists.ron`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::ListField;
use crate::store::index::folded;
use crate::text::{Document, Fault, Notation};

#[derive(Debug, Deserialize)]
enum ListsFile {
    ClientLists(Lists),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[expect(dead_code, reason = "for those who read the file")]
    reviewed_on: String,
    whose: BTreeSet<String>,
    fields: Vec<FieldNames>,
    months: Vec<Vec<String>>,
    beside: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldNames {
    field: ListField,
    columns: Vec<Vec<String>>,
    #[serde(default)]
    otherwise: Vec<Vec<String>>,
}

/// Where a column's values stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Whether it counts only where none of the others is there.
    pub is_fallback: bool,
    /// The place among those of the field.
    pub place: usize,
    /// The rank of the name in that place.
    pub rank: usize,
}

/// The names, ready to be looked up.
#[derive(Debug, Default)]
pub struct ListWords {
    names: BTreeMap<String, (ListField, Spot)>,
    whose: BTreeSet<String>,
    months: BTreeMap<String, i8>,
    beside: BTreeSet<String>,
}

static WORDS: LazyLock<ListWords> = LazyLock::new(|| read().unwrap_or_default());

/// The names that the program carries.
pub fn words() -> &'static ListWords {
    &WORDS
}

fn read() -> Result<ListWords, Fault> {
    let text = include_str!("../../../assets/practice/client-lists.ron");
    let document = Document::from_text("client-lists.ron", Notation::Ron, text);
    let ListsFile::ClientLists(lists) = document.parse()?;
    let mut words = ListWords { whose: lists.whose, beside: lists.beside, ..Default::default() };
    for FieldNames { field, columns, otherwise } in lists.fields {
        for (is_fallback, places) in [(false, columns), (true, otherwise)] {
            for (place, names) in places.into_iter().enumerate() {
                for (rank, name) in names.into_iter().enumerate() {
                    let spot = Spot { is_fallback, place, rank };
                    words.names.entry(plain(&name)).or_insert((field, spot));
                }
            }
        }
    }
    for (names, number) in lists.months.into_iter().zip(1..) {
        words.months.extend(names.into_iter().map(|name| (folded(&name), number)));
    }
    Ok(words)
}

impl ListWords {
    /// What a column of this header holds.
    pub fn column(&self, header: &str) -> Option<(ListField, Spot)> {
        let plain = plain(header);
        let whole = self.names.get(&plain);
        let of_whom = || {
            let (owner, rest) = plain.split_once(' ')?;
            self.names.get(rest).filter(|_| self.whose.contains(owner))
        };
        whole.or_else(of_whom).copied()
    }

    /// The month that a word names, from 1.
    pub fn month(&self, word: &str) -> Option<i8> {
        self.months.get(&folded(word)).copied()
    }

    /// Whether a word in a date says nothing.
    pub fn is_beside(&self, word: &str) -> bool {
        self.beside.contains(&folded(word))
    }
}

/// A header as headers are compared: its words without case, accents, signs and brackets.
pub fn plain(header: &str) -> String {
    let mut spaced = String::with_capacity(header.len() + 8);
    let (mut depth, mut was_small) = (0_usize, false);
    for letter in header.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => {
                // "FirstName" is two words.
                if was_small && letter.is_uppercase() {
                    spaced.push(' ');
                }
                spaced.push(letter);
            }
        }
        was_small = letter.is_lowercase();
    }
    let folded = folded(&spaced);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_and_no_name_stands_for_two_things() {
        let words = read().unwrap_or_else(|fault| panic!("{fault}"));
        assert!(words.names.len() > 150 && words.months.len() > 40);
        let text = include_str!("../../../assets/practice/client-lists.ron");
        let document = Document::from_text("client-lists.ron", Notation::Ron, text);
        let ListsFile::ClientLists(lists) = document.parse().unwrap();
        let mut seen = BTreeSet::new();
        for field in lists.fields {
            for name in field.columns.into_iter().chain(field.otherwise).flatten() {
                assert!(seen.insert(plain(&name)), "{name} stands there twice");
                assert_eq!(name, plain(&name), "as it is compared");
            }
        }
        assert_eq!(lists.months.len(), 12);
    }

    #[test]
    fn headers_are_found_however_they_are_written() {
        let field = |header: &str| words().column(header).map(|(field, _)| field);
        for (header, expected) in [
            ("First Name", ListField::First),
            ("FIRST_NAME", ListField::First),
            ("FirstName", ListField::First),
            ("  first-name ", ListField::First),
            ("Client First Name", ListField::First),
            ("Prénom", ListField::First),
            ("Nom de Famille", ListField::Last),
            ("Date de naissance (JJ/MM/AAAA)", ListField::Birth),
            ("birth_date", ListField::Birth),
            ("E-mail", ListField::Email),
            ("Email Address", ListField::Email),
            ("Complément d’adresse", ListField::Address),
            ("Mobile Phone #", ListField::Phone),
            ("Client", ListField::Name),
            ("Client Name", ListField::Name),
            ("Informations importantes", ListField::Important),
        ] {
            assert_eq!(field(header), Some(expected), "{header}");
        }
        for unknown in ["Gender", "", "Days Since Last Appointment", "Profession", "()"] {
            assert_eq!(field(unknown), None, "{unknown}");
        }
    }
}
