//! The two streams: the result on standard output, all else on standard error.
//!
//! A reader that goes away, such as `head`, is no fault: the verdict in the exit code still counts.

use std::io::{self, Write};

use clap::ValueEnum;
use unicode_width::UnicodeWidthStr;

use super::error::CliError;
use crate::export::{Detail, clean};

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Lines, for people.
    Text,
    /// JSON, for programs.
    Json,
}

/// How much a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DetailArgument {
    /// Cautions as title and line, steps with their cue, home care as titles.
    Brief,
    /// All of it, with why and with sources.
    Full,
}

impl From<DetailArgument> for Detail {
    fn from(detail: DetailArgument) -> Self {
        match detail {
            DetailArgument::Brief => Self::Brief,
            DetailArgument::Full => Self::Full,
        }
    }
}

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

/// Lines in columns as wide as their widest cell, the first line being the headings; nothing where
/// there are no others. Cells are cleaned to one line each.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut lines: Vec<[String; N]> = vec![headings.map(str::to_owned)];
    lines.extend(rows.iter().map(|row| row.each_ref().map(|cell| clean::one_line(cell))));
    let mut widths = [0; N];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.width().max(*width);
        }
    }
    let mut text = String::new();
    for line in &lines {
        let mut row = String::new();
        for (width, cell) in widths.iter().zip(line) {
            row.push_str(cell);
            row.extend(std::iter::repeat_n(' ', width - cell.width() + 2));
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_is_in_them() {
        let rows =
            [["x", "二つ", "a\nb"], ["long", "", "\u{202e}z"]].map(|row| row.map(str::to_owned));
        let drawn = table(["id", "name", "note"], &rows);
        assert_eq!(drawn, "id    name  note\nx     二つ  a b\nlong        z\n");
        assert_eq!(table(["id"], &[]), "");
    }
}
