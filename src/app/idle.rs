//! Locking a sealed practice that nobody works with: the warning before, and the lock.
//!
//! When it is due is decided by `store::vault`, which is asked at each frame; the window wakes for the
//! next moment at which something changes. The clock is the one that goes on while a laptop sleeps.

use std::time::Duration;

use super::shell::Shell;
use super::{App, clock};
use crate::store::vault::idle::{IdleLock, IdleState};

impl App {
    /// Warns, or locks, where it is time.
    pub(super) fn watch_idle(&mut self, is_touched: bool, shell: &dyn Shell) {
        let now = self.running();
        let Some(open) = self.state.practice.open_mut().filter(|open| open.store.seal().is_some())
        else {
            self.state.locks_in = None;
            return;
        };
        let minutes = open.settings.lock_after_minutes;
        let idle = open.idle.get_or_insert_with(|| IdleLock::new(minutes, now));
        if is_touched {
            idle.touched(now);
        }
        match idle.state(now) {
            IdleState::Awake { quiet_for } => {
                self.state.locks_in = None;
                shell.wake_after(quiet_for);
            }
            IdleState::Warning { seconds_left } => {
                self.state.locks_in = Some(seconds_left);
                shell.wake_after(Duration::from_secs(1));
            }
            IdleState::Lock => {
                self.state.locks_in = None;
                self.hold_work();
                self.lock(shell);
            }
        }
    }

    /// How long the window has been open; a clock that was put back counts as standing still.
    fn running(&self) -> Duration {
        let passed = clock::moment().duration_since(self.started);
        Duration::try_from(passed).unwrap_or_default()
    }
}
