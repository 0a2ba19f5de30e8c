//! What the system and other programs may see of this process: nothing of its memory, from the moment
//! at which a passphrase may be in it.
//!
//! Knows no practice and no secret; it only asks the system.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What was asked of the system.
#[derive(Debug)]
struct AskedOnce {
    /// Whether the memory is kept from others.
    is_guarded: bool,
    /// How much waits for another program that has to look at this one.
    seen: usize,
}

static ASKED: Mutex<AskedOnce> = Mutex::new(AskedOnce { is_guarded: false, seen: 0 });

/// Keeps the memory of this process to itself: no core dump is written, and no other program of the
/// same user reads it. Once asked for it stays so until the process ends, for nobody knows what still
/// lies in its memory.
pub fn guard() {
    let mut asked = asked();
    if !asked.is_guarded {
        asked.is_guarded = true;
        forbid_core_dumps();
        set_readable(asked.seen > 0);
    }
}

/// Lets other programs of the same user look at this process, as long as it is there. The desktop's
/// file dialogs need that: they ask which program wants them. No core dump is written meanwhile.
#[derive(Debug)]
pub struct Visible(());

/// Begins to let others look.
pub fn seen() -> Visible {
    let mut asked = asked();
    asked.seen += 1;
    if asked.is_guarded {
        set_readable(true);
    }
    Visible(())
}

impl Drop for Visible {
    fn drop(&mut self) {
        let mut asked = asked();
        asked.seen -= 1;
        if asked.is_guarded && asked.seen == 0 {
            set_readable(false);
        }
    }
}

fn asked() -> MutexGuard<'static, AskedOnce> {
    ASKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the system refuses there is nothing more to do: the work goes on as it did before.
#[cfg(unix)]
fn forbid_core_dumps() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let none = Rlimit { current: Some(0), ..getrlimit(Resource::Core) };
    setrlimit(Resource::Core, none).ok();
}

#[cfg(not(unix))]
fn forbid_core_dumps() {}

/// As above: a refusal changes nothing.
#[cfg(target_os = "linux")]
fn set_readable(readable: bool) {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    let behavior =
        if readable { DumpableBehavior::Dumpable } else { DumpableBehavior::NotDumpable };
    set_dumpable_behavior(behavior).ok();
}

#[cfg(not(target_os = "linux"))]
fn set_readable(_readable: bool) {}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    #[test]
    fn a_guarded_process_is_seen_only_while_a_dialog_asks_and_never_dumped() {
        use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

        use super::{guard, seen};

        guard();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        let (one, other) = (seen(), seen());
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::Dumpable);
        drop(one);
        guard();
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::Dumpable);
        drop(other);
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
    }
}
