//! A list of clients out of another program, as a CSV file: read, looked at, and taken into a practice.
//!
//! In this order, and each by itself: `decode` makes text of bytes, `table` rows of text, `columns`
//! finds out which column is what, `birth` what a date says, `people` makes clients of rows, and
//! `arrive` holds them against the practice and adds them. All but the last write nothing, so that a
//! window can show what would come of a list, with its first rows, before anybody agrees.
//!
//! Nothing is guessed and nothing is lost: every row becomes a client, or is named with the reason
//! why not. How columns are called elsewhere stands in `assets/practice/client-lists.ron`.

mod arrive;
mod birth;
mod columns;
mod decode;
mod error;
mod people;
mod shipped;
mod table;

use serde::Deserialize;

pub use arrive::{Arrivals, Existing, Namesake, add, against};
pub use birth::DayOrder;
pub use columns::Mapping;
pub use decode::Encoding;
pub use error::{ListError, MapError};
pub use people::{Arrival, BirthDays, Note, People, Skipped};
pub use table::{ClientList, ListRow, Separator, bytes_of};

/// What a column may say of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum ListField {
    /// The whole name.
    Name,
    /// The first name, where the last one has a column of its own.
    First,
    /// The last name.
    Last,
    /// The practice's own short name, or the number that the other program gave.
    Code,
    /// The day or the year of birth.
    Birth,
    /// Telephone numbers.
    Phone,
    /// The e-mail address.
    Email,
    /// The postal address.
    Address,
    /// What has to be seen before anything is done.
    Important,
    /// Allergies.
    Allergies,
}

impl ListField {
    /// All of them, in the order in which they are said.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::First,
        Self::Last,
        Self::Code,
        Self::Birth,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::Important,
        Self::Allergies,
    ];

    /// The word for it, on the command line and in remarks.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::First => "first",
            Self::Last => "last",
            Self::Code => "code",
            Self::Birth => "birth",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Important => "important",
            Self::Allergies => "allergies",
        }
    }

    /// What stands between the values of several places; none where there is one value.
    fn joined_by(self) -> Option<&'static str> {
        match self {
            Self::Phone => Some(", "),
            Self::Address | Self::Important | Self::Allergies => Some("\n"),
            Self::Name | Self::First | Self::Last | Self::Code | Self::Birth | Self::Email => None,
        }
    }

    /// Characters that are usual in it; what has more is taken all the same, and named.
    fn usual_length(self) -> usize {
        match self {
            Self::Name
            | Self::First
            | Self::Last
            | Self::Code
            | Self::Birth
            | Self::Phone
            | Self::Email => 200,
            Self::Address | Self::Important | Self::Allergies => 2000,
        }
    }

    /// Whether it may stand on several lines.
    fn has_lines(self) -> bool {
        self.joined_by() == Some("\n")
    }
}
