//! When a practice that nobody works with locks itself, with a warning before.
//!
//! Pure: times come in as spans since the program started. Feed it from a clock that goes on while
//! the machine sleeps, or a laptop that is opened in the evening shows what it showed at noon. A
//! clock that goes back adds nothing and takes nothing away: what passed before stays passed.

use std::time::Duration;

/// How long before locking the warning shows.
const WARNING: Duration = Duration::from_mins(1);
/// The shortest time: one that is all warning would never be quiet.
const LEAST_MINUTES: u16 = 2;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdleState {
    /// Nothing is to be done yet.
    Awake {
        /// When the warning begins, if nobody does anything: look again then at the latest.
        quiet_for: Duration,
    },
    /// Say that it is about to lock.
    Warning {
        /// Whole seconds until then, rounded up: 1 to 60.
        seconds_left: u64,
    },
    /// The time is up: lock.
    Lock,
}

/// Watches over the time since somebody last did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdleLock {
    limit: Duration,
    idle: Duration,
    last: Duration,
}

impl IdleLock {
    /// Locks when nobody did anything for so many minutes (at least 2), counted from now.
    pub fn new(minutes: u16, now: Duration) -> Self {
        let limit = Duration::from_mins(u64::from(minutes.max(LEAST_MINUTES)));
        Self { limit, idle: Duration::ZERO, last: now }
    }

    /// Somebody did something: a key, a click, the pointer moved.
    pub fn touched(&mut self, now: Duration) {
        self.idle = Duration::ZERO;
        self.last = now;
    }

    /// What is to be done now.
    pub fn state(&mut self, now: Duration) -> IdleState {
        self.idle = self.idle.saturating_add(now.saturating_sub(self.last));
        self.last = now;
        let left = self.limit.saturating_sub(self.idle);
        if left.is_zero() {
            IdleState::Lock
        } else if left <= WARNING {
            let seconds_left = left.as_secs() + u64::from(left.subsec_nanos() > 0);
            IdleState::Warning { seconds_left }
        } else {
            IdleState::Awake { quiet_for: left.saturating_sub(WARNING) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn it_warns_for_a_minute_and_then_locks() {
        let mut lock = IdleLock::new(5, at(10_000));
        assert_eq!(lock.state(at(10_000)), IdleState::Awake { quiet_for: at(240_000) });
        assert_eq!(lock.state(at(249_999)), IdleState::Awake { quiet_for: at(1) });
        assert_eq!(lock.state(at(250_000)), IdleState::Warning { seconds_left: 60 });
        assert_eq!(lock.state(at(250_001)), IdleState::Warning { seconds_left: 60 });
        assert_eq!(lock.state(at(251_000)), IdleState::Warning { seconds_left: 59 });
        assert_eq!(lock.state(at(309_999)), IdleState::Warning { seconds_left: 1 });
        assert_eq!(lock.state(at(310_000)), IdleState::Lock);
        assert_eq!(lock.state(at(999_000)), IdleState::Lock);
    }

    #[test]
    fn whoever_does_something_has_the_whole_time_again() {
        let mut lock = IdleLock::new(5, at(0));
        assert_eq!(lock.state(at(299_000)), IdleState::Warning { seconds_left: 1 });
        lock.touched(at(299_500));
        assert_eq!(lock.state(at(299_500)), IdleState::Awake { quiet_for: at(240_000) });
        assert_eq!(lock.state(at(599_499)), IdleState::Warning { seconds_left: 1 });
        assert_eq!(lock.state(at(599_500)), IdleState::Lock);
    }

    #[test]
    fn a_clock_that_goes_back_locks_neither_early_nor_late() {
        let mut lock = IdleLock::new(5, at(1_000_000));
        assert_eq!(lock.state(at(1_100_000)), IdleState::Awake { quiet_for: at(140_000) });
        assert_eq!(lock.state(at(0)), IdleState::Awake { quiet_for: at(140_000) });
        assert_eq!(lock.state(at(140_000)), IdleState::Warning { seconds_left: 60 });
        lock.touched(at(5));
        assert_eq!(lock.state(at(300_005)), IdleState::Lock);
    }

    #[test]
    fn a_machine_that_slept_locks_at_once_and_the_shortest_time_has_some_quiet() {
        let mut lock = IdleLock::new(5, at(0));
        assert_eq!(lock.state(at(36_000_000)), IdleState::Lock);
        let mut short = IdleLock::new(0, at(0));
        assert_eq!(short.state(at(0)), IdleState::Awake { quiet_for: at(60_000) });
        assert_eq!(short.state(at(120_000)), IdleState::Lock);
    }
}
