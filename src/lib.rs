//! Ischia plans massage sessions for clients with sciatica.

pub mod knowledge;
pub mod model;
pub mod planner;
pub mod text;
pub mod ui;

/// Runs the program with these arguments (the first is its own name) and says how it went.
pub fn run(_arguments: impl IntoIterator<Item = std::ffi::OsString>) -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
