//! Tests of everything that needs no window, through the public face and the real program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that fails says so"
)]

mod architecture;
mod cli;
mod exhaustive;
mod knowledge;
mod samples;
mod support;
