//! Whole numbers with a range: pain, pressure, minutes, weeks.
//!
//! A value outside its range can't be made, and reading one says which range it missed. All of them
//! are read through `deserialize_any`, so that a number too large for its type still reaches our
//! own message.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A number that misses the range of its scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{value} is out of range, allowed is {min} to {max}")]
pub struct RangeError {
    value: i64,
    min: u16,
    max: u16,
}

/// Reads any number and keeps those that fit. Its message goes on after the field's name.
struct RangeVisitor {
    what: &'static str,
    min: u16,
    max: u16,
}

impl RangeVisitor {
    fn fit<E: de::Error>(&self, value: Option<u16>, written: impl fmt::Display) -> Result<u16, E> {
        match value {
            Some(value) if (self.min..=self.max).contains(&value) => Ok(value),
            Some(_) | None => Err(E::custom(format_args!(
                "is {written}, allowed is a whole number from {} to {}",
                self.min, self.max
            ))),
        }
    }
}

impl de::Visitor<'_> for RangeVisitor {
    type Value = u16;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, a whole number from {} to {}", self.what, self.min, self.max)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<u16, E> {
        self.fit(u16::try_from(value).ok(), value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<u16, E> {
        self.fit(u16::try_from(value).ok(), value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<u16, E> {
        self.fit(None, value)
    }
}

macro_rules! scales {
    ($($(#[$doc:meta])* $name:ident: $min:literal..=$max:literal, $what:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            /// The least value.
            pub const MIN: $name = $name($min);
            /// The greatest value.
            pub const MAX: $name = $name($max);

            /// Makes a value of this scale, or says which range the number missed.
            pub fn new(value: u16) -> Result<Self, RangeError> {
                if (Self::MIN.0..=Self::MAX.0).contains(&value) {
                    Ok(Self(value))
                } else {
                    Err(RangeError { value: i64::from(value), min: $min, max: $max })
                }
            }

            /// The nearest value of this scale.
            pub fn clamped(value: u16) -> Self {
                Self(value.clamp(Self::MIN.0, Self::MAX.0))
            }

            /// The plain number.
            pub fn get(self) -> u16 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u16(self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let visitor = RangeVisitor { what: $what, min: $min, max: $max };
                deserializer.deserialize_any(visitor).map(Self)
            }
        }
    )*};
}

scales! {
    /// Numeric Pain Rating Scale, 0 (no pain) to 10 (worst imaginable). R-85.
    Nprs: 0..=10, "a pain score (NPRS)";
    /// Walton pressure scale, 1 (light lotioning) to 5 (deepest, never planned here). R-72.
    Pressure: 1..=5, "a pressure level (Walton)";
    /// The highest level that a clearance may state, 1 to 4.
    ClearedPressure: 1..=4, "a cleared pressure level";
    /// Booked length of a session in minutes, 15 to 180.
    BookedMinutes: 15..=180, "the booked minutes";
    /// Hands-on minutes that a clearance allows, 6 to 120.
    HandsOnLimit: 6..=120, "the hands-on minutes";
    /// Minutes of one step.
    Minutes: 0..=999, "the minutes of a step";
    /// Whole weeks since symptoms began.
    Weeks: 0..=5200, "the weeks since it began";
    /// Which visit of a series, from 1.
    VisitNumber: 1..=999, "the visit of the series";
    /// Age in years.
    Age: 0..=120, "the age in years";
    /// Days between two visits, 1 to 90.
    IntervalDays: 1..=90, "the days between two visits";
    /// Minutes that a warm pack may lie at most, 1 to 20..
    PackMinutes: 1..=20, "the minutes of a pack";
    /// Minutes in one position after which the client moves, 5 to 90.
    PauseMinutes: 5..=90, "the minutes until a pause";
    /// Minutes of rest from which a position is asked for, 2 to 15.
    RestMinutes: 2..=15, "the minutes of a rest";
    /// Levels by which a hard maximum falls, 1 to 4.
    LevelDrop: 1..=4, "the levels by which a maximum falls";
    /// Turns on the table, 0 to 9.
    Turns: 0..=9, "the turns on the table";
    /// Visits from one review to the next, 1 to 52.
    ReviewInterval: 1..=52, "the visits between two reviews";
    /// Days within which a clearance must be given, 1 to 90.
    ClearanceDays: 1..=90, "the days of a clearance";
    /// Seconds for which a stretch is held, 1 to 300.
    HoldSeconds: 1..=300, "the seconds of a hold";
    /// How often a stretch or a movement is done, 1 to 60.
    Repeats: 1..=60, "the repeats";
    /// Points by which pain rises, 1 to 10.
    PainRise: 1..=10, "the points by which pain rises";
    /// Hours a day spent sitting.
    SittingHours: 0..=24, "the hours of sitting a day";
}

impl From<ClearedPressure> for Pressure {
    fn from(level: ClearedPressure) -> Self {
        Self(level.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_holds_its_range_and_nothing_else() {
        assert!(Nprs::new(0).is_ok() && Nprs::new(10).is_ok());
        assert_eq!(
            Nprs::new(11).unwrap_err().to_string(),
            "11 is out of range, allowed is 0 to 10"
        );
        assert!(Pressure::new(0).is_err());
        assert_eq!(BookedMinutes::clamped(7), BookedMinutes::MIN);
    }

    #[test]
    fn reading_a_wrong_number_names_the_range() {
        for wrong in ["14", "-1", "3.5", "99999999999"] {
            let message = serde_json::from_str::<Nprs>(wrong).unwrap_err().to_string();
            assert!(message.contains("from 0 to 10"), "{wrong}: {message}");
        }
    }
}
