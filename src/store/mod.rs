//! Files on disk. So far: one file, written whole or not at all.
//!
//! Knows paths and bytes; knows nothing of what a plan says. The practice folder will live here.

pub mod write;

pub use write::{Existing, WriteError, check_target, write_new};
