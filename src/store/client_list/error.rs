//! Why a list can't be taken in at all: one sentence each, what to do included.

use super::table::ClientList;

/// Why a file is no list of clients.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Nothing in it.
    #[error("there is nothing in this list")]
    Empty,
    /// More than anybody has.
    #[error("the list is too large, at most {} MiB are read", ClientList::MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// More rows than anybody has clients.
    #[error("the list has more than {} rows: split it", ClientList::MOST_ROWS)]
    TooManyRows,
    /// A spreadsheet's own file, or something else.
    #[error("this is not a text file: save the list as CSV in the program that it comes from")]
    NotText,
    /// A quotation mark that swallows the rest of the file.
    #[error(
        "row {0}: a quotation mark opens a cell here and none closes it, so that the rest of the \
         list is taken for one cell: close or remove it"
    )]
    OpenQuote(usize),
    /// No column says who anybody is.
    #[error(
        "no column is known to hold names: say which with --map, such as --map name=…; the columns \
         are {0}"
    )]
    NoNames(String),
}

/// Why columns can't be assigned as somebody asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// Not written as `field=column`.
    #[error("“{0}” assigns no column, write field=column")]
    Shape(String),
    /// No such field.
    #[error("“{0}” is no field, those are {fields}", fields = fields())]
    Field(String),
    /// No such column.
    #[error(
        "the list has no column “{name}”{hint}, it has {columns}",
        hint = nearest.as_ref().map(|near| format!(", did you mean “{near}”?")).unwrap_or_default()
    )]
    Column {
        /// What was asked for.
        name: String,
        /// The column that was probably meant.
        nearest: Option<String>,
        /// Those that there are.
        columns: String,
    },
    /// Named twice.
    #[error("“{0}” is assigned twice")]
    Twice(&'static str),
}

fn fields() -> String {
    super::ListField::ALL.map(super::ListField::name).join(", ")
}
