//! Tests of everything that needs no window, through the public face and the real program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that fails says so"
)]

mod cli;
mod exhaustive;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod oracle_runs;
#[cfg(test)]
mod properties;
mod support;
