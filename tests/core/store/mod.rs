//! The practice folder when things go wrong: killed programs, cut power, full disks, damaged files,
//! two programs, three copies, and an engine that carries files about.
//!
//! Everything goes through the public face of the store and through files as anybody else sees
//! them. What takes long is ignored by default and run by name: `cargo test --test core store:: --
//! --ignored --nocapture`.

#![expect(clippy::print_stdout, reason = "suites say what they counted and what they skipped")]
#![expect(
    clippy::disallowed_methods,
    reason = "what damages, copies and hides files here is anybody but the program"
)]

mod child;
mod closing;
mod damage;
#[cfg(target_os = "linux")]
mod exfat;
mod faults;
mod kill;
#[cfg(unix)]
mod links;
mod merge;
mod power;
mod power_model;
mod power_restore;
mod practice;
mod processes;
mod reading;
mod support;
mod syncthing;
mod system_calls;
