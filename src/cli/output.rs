//! The two streams: the result on standard output, all else on standard error.
//!
//! A reader that goes away, such as `head`, is no fault: the verdict in the exit code still counts.

use std::io::{self, Write};

use super::error::CliError;
use crate::export::clean;

/// Writes a result to standard output.
pub fn result(bytes: &[u8]) -> Result<(), CliError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(gone) if gone.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(CliError::Output),
    }
}

/// Writes a line to standard error.
pub fn remark(line: &str) {
    // If not even this can be written, there is nobody to tell.
    writeln!(io::stderr().lock(), "{}", clean::one_line(line)).ok();
}

/// Writes what went wrong, a line for each fault.
pub fn errors(error: &CliError) {
    for line in error.to_string().lines() {
        remark(&format!("error: {line}"));
    }
}
