//! Who a plan is for: what a practice keeps about a client.
//!
//! Values as they were told and typed; nothing is judged here. What the law asks a record to hold:
//! R-92 (guardian's consent under 18, conditions, dates), how long it is kept.

use serde::{Deserialize, Serialize};

use super::Day;

/// A client of the practice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// The name, as the client writes it.
    pub name: String,
    /// A short name of the practice's own, for lists that others may see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Year of birth, such as 1968.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<i16>,
    /// The consent that a client under 18 needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<GuardianConsent>,
    /// How to reach the client.
    #[serde(default, skip_serializing_if = "Contact::is_empty")]
    pub contact: Contact,
    /// What has to be seen before anything is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub important: Option<String>,
    /// Allergies, oils and lotions among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allergies: Option<String>,
    /// What the client wants from the treatment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<String>,
    /// Consents, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    /// How long the record is kept.
    #[serde(default, skip_serializing_if = "Retention::is_default")]
    pub retention: Retention,
}

impl Client {
    /// Characters of the longest name.
    pub const LONGEST_NAME: usize = 200;

    /// The first year in which somebody alive may have been born.
    pub const FIRST_BIRTH_YEAR: i16 = 1900;

    /// The age in years at which a client consents alone.
    pub const ADULT_YEARS: i16 = 18;

    /// A client of whom only the name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Whether the client may be under 18 on this day. Of the birthday only the year is known, so
    /// in the year of the 18th birthday the answer is yes.
    pub fn may_be_minor(&self, on: Day) -> bool {
        self.birth_year.is_some_and(|born| on.date().year() - born <= Self::ADULT_YEARS)
    }

    /// The day until which the record is kept, once the relationship has ended; `years` is the
    /// practice's own rule, where the client has none.
    pub fn keep_until(&self, years: u8) -> Option<Day> {
        self.retention.until(years)
    }
}

/// Ways to reach a client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Telephone number, as it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail address, as it was typed; the program sends nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Postal address, on several lines where it was typed so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Contact {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A guardian's consent for a client under 18.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardianConsent {
    /// The name of whoever consented.
    pub name: String,
    /// The day on which the consent was given.
    pub on: Day,
}

/// A consent that the client gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The day on which it was given.
    pub on: Day,
    /// What the client agreed to; of several days for an item the latest counts.
    pub covers: Vec<ConsentItem>,
    /// Its words, or where it is filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a consent covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConsentItem {
    /// Massage as it was explained.
    Treatment,
    /// Work on the buttocks.
    GlutealWork,
    /// How the client is draped.
    Draping,
    /// That notes on health are kept.
    Records,
}

impl ConsentItem {
    /// Every item, in the order in which the client is asked.
    pub const ALL: [Self; 4] = [Self::Treatment, Self::GlutealWork, Self::Draping, Self::Records];

    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Treatment => "Treatment",
            Self::GlutealWork => "Work on the buttocks",
            Self::Draping => "Draping",
            Self::Records => "Keeping records",
        }
    }
}

/// How long a record is kept; laws differ from 4 to 10 years and more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The last day of the relationship; unknown while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Day>,
    /// Years after that day, where the practice's own rule doesn't fit this client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u8>,
}

impl Retention {
    /// The day until which the record is kept, once the relationship has ended; `years` is the
    /// practice's own rule, where the client has none.
    pub fn until(self, years: u8) -> Option<Day> {
        Some(self.ended?.plus_years(self.years.unwrap_or(years)))
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_year_of_the_eighteenth_birthday_a_client_may_be_a_minor() {
        let born = |year| Client { birth_year: Some(year), ..Client::named("A") };
        let day = Day::parse("2026-11-24").unwrap();
        assert!(born(2008).may_be_minor(day) && born(2015).may_be_minor(day));
        assert!(!born(2007).may_be_minor(day) && !Client::named("A").may_be_minor(day));
    }

    #[test]
    fn years_of_keeping_count_from_the_end_of_the_relationship() {
        let mut client = Client::named("A");
        assert_eq!(client.keep_until(10), None);
        client.retention.ended = Some(Day::parse("2024-02-29").unwrap());
        assert_eq!(client.keep_until(10).unwrap().to_string(), "2034-02-28");
        client.retention.years = Some(4);
        assert_eq!(client.keep_until(10).unwrap().to_string(), "2028-02-29");
    }
}
