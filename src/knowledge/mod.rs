//! The clinical files: what the program knows.
//!
//! Loads, lays over and validates the RON files under `assets/knowledge` (embedded in the binary)
//! and a practice's own. Decides nothing about a client: that is the planner's business.

pub mod schema;
