//! What the system and other programs may see of this process: nothing of its memory, from the moment
//! at which a passphrase may be in it. And whether another one is ending.
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

/// Whether a process was ended and isn't gone yet: what it held, such as a lock, may be held for seconds
/// still, until the last of its threads is taken apart. No where that isn't known.
#[cfg(target_os = "linux")]
pub fn is_ending(process: u32) -> bool {
    let said = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // Behind its name, which may hold anything, stands its state: a zombie, or dead.
    let state = said.rsplit_once(')').and_then(|(_, rest)| rest.trim_start().chars().next());
    matches!(state, Some('Z' | 'X' | 'x'))
}

#[cfg(not(target_os = "linux"))]
pub fn is_ending(_process: u32) -> bool {
    false
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
    fn a_process_that_was_killed_is_ending_until_it_is_gone() {
        use super::is_ending;

        let mut other = std::process::Command::new("sleep").arg("100").spawn().unwrap();
        let process = other.id();
        assert!(!is_ending(std::process::id()) && !is_ending(process));
        other.kill().unwrap();
        let begun = std::time::Instant::now();
        while !is_ending(process) {
            assert!(begun.elapsed() < std::time::Duration::from_secs(30));
        }
        other.wait().unwrap();
        assert!(!is_ending(process), "it is gone");
    }

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
