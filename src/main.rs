//! Entry point: hands the arguments to the library and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ischia::run(std::env::args_os())
}
