//! Ids of what a practice keeps: UUIDs of version 7, one type a kind.
//!
//! They are random enough that two computers never make the same one, and say when they were made,
//! but nothing about whom they stand for. The time comes in as an argument.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::{Builder, NoContext, Uuid};

/// Why a text is no such id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id of a record: those look like 01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e")]
pub struct RecordIdError(String);

fn parse(text: &str) -> Result<Uuid, RecordIdError> {
    let error = || RecordIdError(text.chars().take(64).collect());
    let id = Uuid::try_parse(text).map_err(|_| error())?;
    // One spelling only: ids are names of files too.
    if id.hyphenated().to_string() == text { Ok(id) } else { Err(error()) }
}

macro_rules! record_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// An id that nobody else has, made at this time.
            pub fn fresh(at: Timestamp) -> Self {
                let (seconds, nanos) = parts(at);
                Self(Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos)))
            }

            /// The id of this time and these random bytes: the same ones give the same id.
            pub fn seeded(at: Timestamp, random: [u8; 10]) -> Self {
                let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
                Self(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// Reads it, in lower case with hyphens and in no other way.
            pub fn parse(text: &str) -> Result<Self, RecordIdError> {
                parse(text).map(Self)
            }

            /// When it was made, to the millisecond, by the clock of whoever made it; none where
            /// it doesn't say.
            pub fn made_at(&self) -> Option<Timestamp> {
                let (seconds, nanos) = self.0.get_timestamp()?.to_unix();
                Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?).ok()
            }

            /// Its sixteen bytes.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id of these sixteen bytes.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = RecordIdError;

            fn from_str(text: &str) -> Result<Self, RecordIdError> {
                Self::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0.hyphenated())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).map_err(de::Error::custom)
            }
        }
    )*};
}

record_ids! {
    /// One practice, whatever folder it lies in.
    PracticeId,
    /// One client, through all revisions of the record.
    ClientId,
    /// One plan, through all its revisions.
    PlanId,
    /// One saved version of a record.
    RevisionId,
}

/// A plan of a practice: it lies in the folder of its client, and is found by both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanKey {
    /// Whose it is.
    pub client: ClientId,
    /// Which of the client's plans.
    pub plan: PlanId,
}

fn parts(at: Timestamp) -> (u64, u32) {
    // Before 1970 the clock is wrong, and all that is asked of an id then is that it is unique.
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    (seconds, u32::try_from(at.subsec_nanosecond()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let id = ClientId::fresh(Timestamp::UNIX_EPOCH);
        let text = id.to_string();
        assert_eq!(ClientId::parse(&text), Ok(id));
        let simple = text.replace('-', "");
        for wrong in [text.to_uppercase().as_str(), &simple, &format!("{{{text}}}"), "", "x"] {
            assert!(ClientId::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn ids_of_one_moment_differ_and_a_clock_before_1970_is_no_trouble() {
        let at = Timestamp::from_second(-5).unwrap();
        assert_ne!(PlanId::fresh(at), PlanId::fresh(at));
        assert_eq!(PlanId::seeded(at, [7; 10]), PlanId::seeded(at, [7; 10]));
    }

    #[test]
    fn later_ids_sort_behind_earlier_ones() {
        let (early, late) = (1_700_000_000, 1_700_000_001);
        let id = |second| RevisionId::fresh(Timestamp::from_second(second).unwrap());
        assert!(id(early) < id(late));
    }
}
