//! The country of a practice as it was typed: its two letters, its name, or nearly that.
//!
//! Which emergency number belongs to it says the knowledge.

use super::told;
use crate::knowledge::countries::{self, Country};
use crate::text::nearest;

/// What people call countries besides their English names.
const ALSO: &[(&str, &str)] = &[
    ("america", "US"),
    ("brasil", "BR"),
    ("britain", "GB"),
    ("czech republic", "CZ"),
    ("deutschland", "DE"),
    ("england", "GB"),
    ("españa", "ES"),
    ("great britain", "GB"),
    ("holland", "NL"),
    ("italia", "IT"),
    ("korea", "KR"),
    ("nederland", "NL"),
    ("northern ireland", "GB"),
    ("schweiz", "CH"),
    ("scotland", "GB"),
    ("suisse", "CH"),
    ("turkey", "TR"),
    ("u.k.", "GB"),
    ("u.s.", "US"),
    ("uk", "GB"),
    ("usa", "US"),
    ("wales", "GB"),
    ("österreich", "AT"),
];

/// The country that this means; none where nothing or several come into question.
pub fn known_country(typed: &str) -> Option<&'static Country> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return None;
    }
    let all = countries::countries();
    let exact = |country: &&Country| {
        country.code.to_lowercase() == typed || country.name.to_lowercase() == typed
    };
    if let Some(country) = all.iter().find(exact) {
        return Some(country);
    }
    if let Some((_, code)) = ALSO.iter().find(|(name, _)| *name == typed) {
        return countries::country(code);
    }
    // Fewer letters begin too many names, and two are a code that isn't listed.
    if typed.chars().count() < 3 {
        return None;
    }
    let mut begun = all.iter().filter(|country| country.name.to_lowercase().starts_with(&typed));
    match (begun.next(), begun.next()) {
        (Some(only), None) => return Some(only),
        (Some(_), Some(_)) => return None,
        (None, _) => {}
    }
    let name = nearest(&typed, all.iter().map(|country| country.name.as_str()))?;
    all.iter().find(|country| country.name == name)
}

/// A country as two capital letters; nothing where nothing was typed. A code that isn't listed
/// stays as it is: then no number is shown.
///
/// # Errors
/// A sentence that says what to type.
pub fn country(typed: &str) -> Result<Option<String>, String> {
    let Some(typed) = told(typed) else { return Ok(None) };
    if let Some(known) = known_country(&typed) {
        return Ok(Some(known.code.clone()));
    }
    let code = typed.to_ascii_uppercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(Some(code))
    } else {
        Err("This country isn't known. Type its English name, or its two letters such as DE, NL \
             or US."
            .to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_its_letters_its_name_or_nearly_that() {
        for (typed, code) in [
            (" nl ", "NL"),
            ("Germany", "DE"),
            ("germny", "DE"),
            ("Nether", "NL"),
            ("the netherlands", "NL"),
            ("new zealand", "NZ"),
            ("united kingdom", "GB"),
            ("UK", "GB"),
            ("usa", "US"),
            ("Holland", "NL"),
            ("türkiye", "TR"),
            ("Turkey", "TR"),
            ("xx", "XX"),
        ] {
            assert_eq!(country(typed), Ok(Some(code.to_owned())), "{typed}");
        }
        assert_eq!(country("  "), Ok(None));
        for typed in ["Atlantis", "united", "1a", "ü", "South"] {
            assert!(country(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn every_other_name_is_of_a_country_that_is_listed() {
        for (name, code) in ALSO {
            assert!(countries::country(code).is_some(), "{name}");
            assert_eq!(*name, name.to_lowercase());
        }
    }
}
