//! The number to call in a medical emergency, by country.
//!
//! Read from `assets/practice/countries.ron`, which the program carries. Nothing clinical: which
//! answers are an emergency is the planner's business.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::{Document, Notation};

/// A country and its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Two capital letters (ISO 3166).
    pub code: String,
    /// Its English name.
    pub name: String,
    /// The numbers, first the one for an ambulance.
    pub numbers: Vec<String>,
    /// Who says so.
    pub source: String,
}

#[derive(Debug, Deserialize)]
enum CountryFile {
    Countries(Countries),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Countries {
    /// The day on which the list was last compared with its sources.
    #[expect(dead_code, reason = "for those who read the file")]
    reviewed_on: String,
    countries: Vec<Country>,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Vec<Country>, crate::text::Fault> {
    let text = include_str!("../../assets/practice/countries.ron").to_owned();
    let document = Document::from_text("countries.ron", Notation::Ron, text);
    let CountryFile::Countries(file) = document.parse()?;
    Ok(file.countries)
}

/// Every country that is known, by name.
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country of this code.
pub fn country(code: &str) -> Option<&'static Country> {
    countries().iter().find(|country| country.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_code_of_its_own_a_number_and_a_source() {
        let all = read().unwrap();
        assert!(all.len() > 40);
        for (at, country) in all.iter().enumerate() {
            let code = &country.code;
            assert!(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
            assert!(all[..at].iter().all(|other| other.code != *code), "{code} twice");
            assert!(!country.name.is_empty() && !country.source.is_empty(), "{code}");
            assert!(!country.numbers.is_empty(), "{code}");
            for number in &country.numbers {
                assert!(number.len() >= 3 && number.bytes().all(|b| b.is_ascii_digit()), "{code}");
            }
        }
        for (code, numbers) in [
            ("DE", &["112"][..]),
            ("AT", &["144", "112"]),
            ("IT", &["112", "118"]),
            ("IN", &["112", "108"]),
        ] {
            assert_eq!(country(code).unwrap().numbers, numbers, "{code}");
        }
        assert_eq!(country("XX"), None);
    }
}
