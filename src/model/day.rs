//! A calendar day, written `2026-11-24` and in no other way.

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the civil calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a day, write it as year-month-day, such as 2026-11-24")]
pub struct DayError(String);

impl Day {
    /// A day that stands for none.
    pub const FIRST: Self = Self(jiff::civil::date(2000, 1, 1));

    /// Reads `YYYY-MM-DD`; nothing shorter, longer or looser.
    pub fn parse(text: &str) -> Result<Self, DayError> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let error = || DayError(text.chars().take(40).collect());
        if !shape {
            return Err(error());
        }
        text.parse::<Date>().map(Self).map_err(|_| error())
    }

    /// The day as the date library knows it.
    pub fn date(self) -> Date {
        self.0
    }

    /// As it is read, such as "10 Nov 2026".
    pub fn long(self) -> String {
        self.said("%-d %b %Y")
    }

    /// The same with its day of the week, such as "Tue 10 Nov 2026".
    pub fn with_weekday(self) -> String {
        self.said("%a %-d %b %Y")
    }

    /// The same without its year, such as "10 Nov".
    pub fn short(self) -> String {
        self.said("%-d %b")
    }

    /// As short as it can be told from others, seen from a day: "10 Nov", of another year "10 Nov 2025".
    pub fn seen_from(self, today: Self) -> String {
        if self.is_in_year_of(today) { self.short() } else { self.long() }
    }

    /// The same, with the day itself as "today".
    pub fn told(self, today: Self) -> String {
        if self == today { "today".to_owned() } else { self.seen_from(today) }
    }

    /// Whether both are of one year.
    pub fn is_in_year_of(self, other: Self) -> bool {
        self.date().year() == other.date().year()
    }

    /// Its month alone, such as "Nov 2026".
    pub fn month(self) -> String {
        self.said("%b %Y")
    }

    fn said(self, format: &str) -> String {
        self.0.strftime(format).to_string()
    }

    /// Whether a session is likely on this day, seen from another: from the year 2000 on, and no more
    /// than a year ahead. What lies outside is a slip of the keys or of a clock.
    pub fn is_likely_session(self, seen_from: Self) -> bool {
        const FIRST_YEAR: i16 = 2000;
        self.0.year() >= FIRST_YEAR && self <= seen_from.plus_years(1)
    }

    /// The whole weeks that have passed since an earlier day; 0 where it isn't earlier.
    #[must_use]
    pub fn weeks_since(self, earlier: Self) -> u16 {
        let passed = earlier.0.until(self.0).map_or(0, |span| span.get_days());
        u16::try_from(passed.max(0) / 7).unwrap_or(u16::MAX)
    }

    /// The days from another day to this one; below 0 where this one is earlier.
    #[must_use]
    pub fn days_since(self, other: Self) -> i32 {
        other.0.until(self.0).map_or(0, |span| span.get_days())
    }

    /// This many days later (earlier, when negative); the end of the calendar at most.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days.days()))
    }

    /// One calendar month later, the last of a shorter month where the day doesn't exist there.
    #[must_use]
    pub fn plus_one_month(self) -> Self {
        Self(self.0.saturating_add(Span::new().months(1)))
    }

    /// This many calendar years later, the last of February where the 29th doesn't exist.
    #[must_use]
    pub fn plus_years(self, years: u8) -> Self {
        Self(self.0.saturating_add(Span::new().years(i64::from(years))))
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_dates_of_the_calendar_are_days() {
        assert_eq!(Day::parse("2026-11-24").unwrap().to_string(), "2026-11-24");
        for wrong in ["2026-1-24", "20261124", "2026-02-30", "2026-11-24T00:00", "", "24.11.2026"] {
            assert!(Day::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_session_is_likely_from_2000_to_a_year_ahead() {
        let day = |text| Day::parse(text).unwrap();
        let today = day("2026-11-28");
        for likely in ["2000-01-01", "2019-05-05", "2026-11-28", "2027-11-28"] {
            assert!(day(likely).is_likely_session(today), "{likely}");
        }
        for odd in ["1999-12-31", "0001-01-01", "2027-11-29", "2062-11-28"] {
            assert!(!day(odd).is_likely_session(today), "{odd}");
        }
    }

    #[test]
    fn a_day_is_said_with_what_is_needed_to_tell_it_from_others() {
        let day = Day::parse("2026-11-03").unwrap();
        assert_eq!(day.short(), "3 Nov");
        assert_eq!(day.long(), "3 Nov 2026");
        assert_eq!(day.with_weekday(), "Tue 3 Nov 2026");
        assert_eq!(day.month(), "Nov 2026");
    }

    #[test]
    fn days_between_two_days_are_counted_both_ways() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(day("2026-12-01").days_since(day("2026-11-24")), 7);
        assert_eq!(day("2026-02-28").days_since(day("2027-03-01")), -366);
    }

    #[test]
    fn a_month_after_the_31st_is_the_last_of_a_short_month() {
        let day = Day::parse("2026-01-31").unwrap();
        assert_eq!(day.plus_one_month().to_string(), "2026-02-28");
    }
}
