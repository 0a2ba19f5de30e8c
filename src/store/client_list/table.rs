//! Rows and cells of a list, before anybody knows what they mean.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::decode::{Encoding, decode};
use super::error::ListError;
use super::shipped::words;
use crate::text::{ReadError, clean};

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tabulator.
    Tab,
}

impl Separator {
    const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// The word for several of it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Comma => "commas",
            Self::Semicolon => "semicolons",
            Self::Tab => "tabs",
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its number, the header being row 1. Lines with nothing at all on them have none.
    pub number: usize,
    /// Its cells, as they stand there.
    pub cells: Vec<String>,
}

/// A list as it was read.
#[derive(Debug, Clone)]
pub struct ClientList {
    /// How it was written.
    pub encoding: Encoding,
    /// Whether there were bytes that stand for no letter.
    pub has_gaps: bool,
    /// What stands between cells.
    pub separator: Separator,
    /// What the columns are called.
    pub columns: Vec<String>,
    /// All other rows.
    pub rows: Vec<ListRow>,
}

impl ClientList {
    /// The largest list that is read, 32 MiB.
    pub const MOST_BYTES: u64 = 32 * 1024 * 1024;
    /// The most rows.
    pub const MOST_ROWS: usize = 100_000;

    /// Reads a list. The first row that holds anything says what the columns are called.
    pub fn read(bytes: &[u8]) -> Result<Self, ListError> {
        if u64::try_from(bytes.len()).is_ok_and(|length| length > Self::MOST_BYTES) {
            return Err(ListError::TooLarge);
        }
        // Spreadsheets' own files are zip or OLE files.
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(ListError::NotText);
        }
        let decoded = decode(bytes);
        let (separator, text) = match stated(&decoded.text) {
            Some((separator, rest)) => (separator, rest),
            None => (likely(&decoded.text), &*decoded.text),
        };
        let mut records = records(text, separator);
        let header = records.next().ok_or(ListError::Empty)?;
        let columns: Vec<String> =
            header.iter().map(|cell| clean::one_line(without_apostrophe(cell))).collect();
        if columns.iter().all(String::is_empty) {
            return Err(ListError::Empty);
        }
        let mut rows = Vec::new();
        for (number, record) in (2..).zip(records) {
            if rows.len() == Self::MOST_ROWS {
                return Err(ListError::TooManyRows);
            }
            rows.push(ListRow { number, cells: record.iter().map(str::to_owned).collect() });
        }
        check_quotes(text, separator, rows.last())?;
        let (encoding, has_gaps) = (decoded.encoding, decoded.has_gaps);
        Ok(Self { encoding, has_gaps, separator, columns, rows })
    }

    /// The columns by name, in quotes, for a sentence.
    pub fn columns_said(&self) -> String {
        let named = self.columns.iter().filter(|name| !name.is_empty());
        named.map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
    }
}

/// The bytes of a list, up to one more than are read.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadError> {
    let name = || path.display().to_string();
    let failed = |cause: std::io::Error| {
        if cause.kind() == std::io::ErrorKind::NotFound {
            ReadError::Missing(name())
        } else {
            ReadError::System { name: name(), cause }
        }
    };
    let there = std::fs::metadata(path).map_err(failed)?;
    if there.is_dir() {
        return Err(ReadError::Folder(name()));
    }
    if !there.is_file() {
        return Err(ReadError::Special(name()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(ClientList::MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// A cell without the apostrophe with which spreadsheets keep a number from being counted with. That of
/// a name stays, as in “'t Hooft” and “'s-Gravesande”.
pub fn without_apostrophe(cell: &str) -> &str {
    let Some(rest) = cell.trim_start().strip_prefix('\'') else { return cell };
    let mut letters = rest.chars();
    let is_particle = letters.next().is_some_and(char::is_lowercase)
        && letters.next().is_some_and(|next| matches!(next, ' ' | '-' | '’' | '\''));
    if is_particle { cell } else { rest }
}

/// The separator that the first line states for spreadsheets, and what comes behind that line.
fn stated(text: &str) -> Option<(Separator, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let separator = rest.chars().next()?;
    let rest = rest.strip_prefix(separator)?;
    let rest = rest.strip_prefix('\r').unwrap_or(rest);
    let rest = rest.strip_prefix('\n')?;
    let is_it = |known: &Separator| char::from(known.byte()) == separator;
    Some((Separator::ALL.into_iter().find(is_it)?, rest))
}

/// The separator with which the header makes the most sense: the most columns that are known, then
/// the most columns, then the most rows that have as many cells.
fn likely(text: &str) -> Separator {
    const LOOKED_AT: usize = 30;
    let sense = |separator: &Separator| {
        let mut records = records(text, *separator);
        let Some(header) = records.next() else { return (0, 0, 0) };
        let known = header.iter().filter(|cell| words().column(cell).is_some()).count();
        let alike = records.take(LOOKED_AT).filter(|row| row.len() == header.len()).count();
        (known, header.len(), alike)
    };
    // Of equals the first: the order is that in which they are common.
    let all = Separator::ALL.into_iter().rev();
    all.max_by_key(sense).unwrap_or(Separator::Comma)
}

fn records(text: &str, separator: Separator) -> impl Iterator<Item = StringRecord> {
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.byte())
        .from_reader(text.as_bytes());
    // Bytes that are at hand and are text can't fail; rows of any length are allowed.
    reader.into_records().map_while(Result::ok)
}

/// A quotation mark that nothing closes makes one cell of all that comes after it.
fn check_quotes(text: &str, separator: Separator, last: Option<&ListRow>) -> Result<(), ListError> {
    let Some(last) = last else { return Ok(()) };
    let is_odd = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let separator = char::from(separator.byte());
    let swallows = |cell: &String| cell.contains('\n') && cell.contains(separator);
    if is_odd && last.cells.iter().any(swallows) {
        return Err(ListError::OpenQuote(last.number));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Separator, Vec<Vec<String>>) {
        let list = ClientList::read(text.as_bytes()).unwrap();
        let rows = list.rows.into_iter().map(|row| row.cells);
        (list.separator, [list.columns].into_iter().chain(rows).collect())
    }

    #[test]
    fn separators_are_told_by_the_header() {
        for (text, separator) in [
            ("First Name,Last Name;x,Email\n", Separator::Comma),
            ("Nom;Prénom;Adresse, ville\n", Separator::Semicolon),
            ("Name\tPhone\n", Separator::Tab),
            ("Name\nA, B; C\n", Separator::Tab),
            ("sep=;\r\nName;Phone,x\r\n", Separator::Semicolon),
            ("\"Last, first\";Tel\n", Separator::Semicolon),
        ] {
            assert_eq!(rows(text).0, separator, "{text}");
        }
    }

    #[test]
    fn quoted_line_breaks_and_quotes_stay_in_their_cell() {
        let (_, all) = rows("Name,Address\r\n\"O\"\"B\",\"1 Way\r\n2nd\"\r\n\r\nC,\n");
        assert_eq!(all[1], ["O\"B", "1 Way\r\n2nd"]);
        assert_eq!(all[2], ["C", ""]);
    }

    #[test]
    fn a_quote_that_swallows_the_rest_is_an_error() {
        let read = |text: &str| ClientList::read(text.as_bytes()).map(|list| list.rows.len());
        assert_eq!(read("Name,City\nA,x\n\"B,y\nC,z\n"), Err(ListError::OpenQuote(3)));
        assert_eq!(read("Name,City\nA,5\" high\nB,z\n"), Ok(2));
        assert_eq!(read("\n \n"), Err(ListError::Empty));
        assert_eq!(read(""), Err(ListError::Empty));
        assert_eq!(read("PK\u{3}\u{4}"), Err(ListError::NotText));
    }

    #[test]
    fn apostrophes_before_numbers_go_and_those_of_names_stay() {
        for (cell, left) in [
            ("'0171 234", "0171 234"),
            ("'+49 171", "+49 171"),
            ("'Anna", "Anna"),
            ("'=1+1", "=1+1"),
            ("'t Hooft", "'t Hooft"),
            ("'s-Gravesande", "'s-Gravesande"),
            ("O'Brien", "O'Brien"),
            ("'", ""),
            ("", ""),
        ] {
            assert_eq!(without_apostrophe(cell), left);
        }
    }
}
