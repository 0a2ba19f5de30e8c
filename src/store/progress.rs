//! How far a long task is, and whether somebody wants it to stop.
//!
//! Shared between the thread that works and the one that watches; knows nothing of what is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::error::StoreError;

/// A handle on a long task; clones are the same task.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    done: AtomicUsize,
    total: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// Parts done so far.
    pub fn done(&self) -> usize {
        self.shared.done.load(Ordering::Relaxed)
    }

    /// Parts in all; 0 until it is known.
    pub fn total(&self) -> usize {
        self.shared.total.load(Ordering::Relaxed)
    }

    /// Asks the task to stop.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// More parts are to be done.
    pub fn add_parts(&self, parts: usize) {
        self.shared.total.fetch_add(parts, Ordering::Relaxed);
    }

    /// One part is done; an error where somebody asked to stop.
    pub fn step(&self) -> Result<(), StoreError> {
        self.shared.done.fetch_add(1, Ordering::Relaxed);
        self.check()
    }

    /// An error where somebody asked to stop.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.shared.cancelled.load(Ordering::Relaxed) {
            Err(StoreError::Cancelled)
        } else {
            Ok(())
        }
    }
}
