//! Ischia plans massage sessions for clients with sciatica.

pub mod cli;
pub mod export;
pub mod knowledge;
pub mod model;
pub mod planner;
pub mod store;
pub mod text;

/// Runs the program with these arguments (the first is its own name) and says how it went.
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> std::process::ExitCode {
    match cli::parse(arguments) {
        cli::Parsed::Window => cli::say_no_window().into(),
        cli::Parsed::Command(command) => cli::perform(&command).into(),
        cli::Parsed::Exit(exit) => exit.into(),
    }
}
