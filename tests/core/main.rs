//! Tests of everything that needs no window, through the public face and the real program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that fails says so"
)]

mod architecture;
mod cli;
mod contradiction;
mod course;
mod edit;
mod exercises;
mod exhaustive;
mod fhir;
mod generate;
mod heeded;
mod knowledge;
mod lattice;
mod mutations;
mod oracle;
mod oracle_runs;
mod paper;
mod properties;
mod quick;
mod reach;
mod samples;
mod store;
mod store_backup;
mod store_forged;
mod store_index;
mod store_sample;
mod store_vault;
mod support;
mod words;
