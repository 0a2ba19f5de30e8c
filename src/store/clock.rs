//! The clock of the machine, and the one place that asks it.

use std::time::SystemTime;

use jiff::Timestamp;

/// The moment by the machine's clock.
pub fn now() -> Timestamp {
    moment(SystemTime::now())
}

/// The moment that a clock shows; the epoch where that is none of the calendar, which ends with the
/// year 9999. Such a clock is wrong anyway, and nobody must lose their work over it.
pub fn moment(clock: SystemTime) -> Timestamp {
    Timestamp::try_from(clock).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn a_clock_beyond_the_calendar_shows_the_epoch() {
        let end = u64::try_from(Timestamp::MAX.as_second()).unwrap();
        let after = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(moment(after(1_790_000_000)).as_second(), 1_790_000_000);
        assert_eq!(moment(after(end)).as_second(), Timestamp::MAX.as_second());
        for beyond in [end + 1, end * 2, 1 << 60] {
            assert_eq!(moment(after(beyond)), Timestamp::UNIX_EPOCH, "{beyond}");
        }
        let before = UNIX_EPOCH - Duration::from_secs(1 << 60);
        assert_eq!(moment(before), Timestamp::UNIX_EPOCH);
        assert_eq!(moment(UNIX_EPOCH - Duration::from_secs(5)).as_second(), -5);
    }
}
