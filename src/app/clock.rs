//! The clock: what day and what time it is, for what is shown and for what hangs on the day. When a
//! record was saved, the store's own clock says.
//!
//! It can be stopped for the thread that asks, so that what a test sees is the same tomorrow and in
//! another time zone.

use std::cell::RefCell;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::model::Day;
use crate::store::clock;

thread_local! {
    static STOPPED: RefCell<Option<Zoned>> = const { RefCell::new(None) };
}

/// Stops the clock of this thread; windows of other threads go on with the system's.
pub fn stop(at: Zoned) {
    STOPPED.set(Some(at));
}

fn now() -> Zoned {
    let stopped = STOPPED.with_borrow(Option::clone);
    stopped.unwrap_or_else(|| clock::now().to_zoned(TimeZone::system()))
}

/// Today.
pub fn today() -> Day {
    Day::from(now().date())
}

/// The time of day, as it is shown.
pub fn time() -> String {
    now().strftime("%H:%M").to_string()
}

/// This moment.
pub fn moment() -> Timestamp {
    now().timestamp()
}

/// Where times of day are told.
pub fn zone() -> TimeZone {
    now().time_zone().clone()
}

/// A moment as it is read, such as "24 Nov 2026, 14:05".
pub fn day_and_time(moment: Timestamp) -> String {
    let at = moment.to_zoned(zone());
    format!("{}, {}", day_of(moment).long(), at.strftime("%H:%M"))
}

/// The day of a moment, on this machine's calendar.
pub fn day_of(moment: Timestamp) -> Day {
    Day::from(moment.to_zoned(zone()).date())
}
