//! The clock: the one place of the window that asks what day it is.

use crate::model::Day;

#[expect(clippy::disallowed_methods, reason = "the window asks the clock")]
fn now() -> jiff::Zoned {
    jiff::Zoned::now()
}

/// Today.
pub fn today() -> Day {
    Day::from(now().date())
}

/// The time of day, as it is shown.
pub fn time() -> String {
    now().strftime("%H:%M").to_string()
}

/// The day of a moment, on this machine's calendar.
pub fn day_of(moment: jiff::Timestamp) -> Day {
    Day::from(moment.to_zoned(jiff::tz::TimeZone::system()).date())
}
