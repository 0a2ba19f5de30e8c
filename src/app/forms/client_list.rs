//! The list of clients of another program, on its way into the practice: which file, what its columns
//! hold, and what would come of it. A page each; nothing is saved before the last.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use crate::store::client_list::{
    Arrival, Arrivals, ClientList, DayOrder, Existing, ListField, Mapping, Namesake, Note, People,
    Skipped,
};
use crate::text::clean;

/// A list that is to be taken in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClientListForm {
    /// The path of the file, as it is typed.
    pub file: String,
    /// How far it is.
    pub page: ListPage,
}

/// What is asked about a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ListPage {
    /// Which file it is.
    #[default]
    File,
    /// What its columns hold.
    Columns(ListColumns),
    /// Whether what comes of it is to be saved.
    Outcome(ListColumns, ListOutcome),
}

/// A list that was read, with what its columns hold.
#[derive(Debug, Clone, PartialEq)]
pub struct ListColumns {
    /// Its rows as they were read, unchanged.
    pub list: Shared<ClientList>,
    /// What its columns hold.
    pub mapping: Mapping,
    /// The order of day and month in dates of birth; none where the list shows it.
    pub order: Option<DayOrder>,
}

/// What would come of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListOutcome {
    /// Who would be added, who wouldn't, and why.
    pub found: Shared<FoundInList>,
    /// Rows of namesakes who are other people, and are added too.
    pub others: BTreeSet<usize>,
}

/// Who is in a list.
#[derive(Debug)]
pub struct FoundInList {
    /// What its rows say by themselves.
    pub people: People,
    /// The same beside the practice.
    pub arrivals: Arrivals,
}

/// Something about a row of a list.
#[derive(Debug, Clone, Copy)]
pub enum RowRemark<'a> {
    /// Somebody has its name already.
    Namesake(&'a Namesake),
    /// Nobody comes of it.
    Skipped(&'a Skipped),
    /// Its client comes without something.
    Note(&'a Note),
}

/// What was read once and is handed around: it is equal to itself alone, so that comparing takes no
/// time however much it is.
#[derive(Debug)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Something that was just read.
    pub fn new(read: T) -> Self {
        Self(Arc::new(read))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl ListColumns {
    /// A list with what its headers say.
    pub fn of(list: ClientList) -> Self {
        let mapping = Mapping::recognised(&list.columns);
        Self { list: Shared::new(list), mapping, order: None }
    }

    /// What the first rows that have something in a column have there, each on one line.
    pub fn samples(&self, column: usize) -> Vec<String> {
        const SHOWN: usize = 3;
        // A column that is nearly empty isn't searched to its end in every frame.
        const LOOKED_AT: usize = 50;
        let rows = self.list.rows.iter().take(LOOKED_AT);
        let cells = rows.filter_map(|row| row.cells.get(column));
        cells
            .map(|cell| clean::one_line(cell))
            .filter(|cell| !cell.is_empty())
            .take(SHOWN)
            .collect()
    }
}

impl ListOutcome {
    /// What was found, with nobody of a name that is there already.
    pub fn of(found: FoundInList) -> Self {
        Self { found: Shared::new(found), others: BTreeSet::new() }
    }

    /// Who is added, in the order of the rows.
    pub fn wanted(&self) -> Vec<Arrival> {
        let arrivals = &self.found.arrivals;
        let namesakes = arrivals.namesakes.iter().map(|namesake| &namesake.arrival);
        let others = namesakes.filter(|arrival| self.others.contains(&arrival.row));
        let mut wanted: Vec<Arrival> = arrivals.new.iter().chain(others).cloned().collect();
        wanted.sort_by_key(|arrival| arrival.row);
        wanted
    }

    /// How many that are.
    pub fn count(&self) -> usize {
        self.found.arrivals.new.len() + self.others.len()
    }
}

impl FoundInList {
    /// How many remarks there are.
    pub fn remarks(&self) -> usize {
        let Self { people, arrivals } = self;
        arrivals.namesakes.len() + people.skipped.len() + people.notes.len()
    }

    /// A remark by its place: namesakes first, who are asked about.
    pub fn remark(&self, at: usize) -> Option<RowRemark<'_>> {
        let Self { people, arrivals } = self;
        if let Some(namesake) = arrivals.namesakes.get(at) {
            return Some(RowRemark::Namesake(namesake));
        }
        let at = at.checked_sub(arrivals.namesakes.len())?;
        if let Some(skipped) = people.skipped.get(at) {
            return Some(RowRemark::Skipped(skipped));
        }
        let at = at.checked_sub(people.skipped.len())?;
        people.notes.get(at).map(RowRemark::Note)
    }
}

impl RowRemark<'_> {
    /// Which row of the file it is about, which the header is the first of.
    pub fn row(self) -> usize {
        match self {
            Self::Namesake(namesake) => namesake.arrival.row,
            Self::Skipped(skipped) => skipped.row,
            Self::Note(note) => note.row,
        }
    }

    /// What is to be known of it, as a sentence of its own.
    pub fn said(self) -> String {
        match self {
            Self::Namesake(namesake) => {
                format!("{} {}", namesake.arrival.client.name, self.text())
            }
            Self::Skipped(_) | Self::Note(_) => self.text(),
        }
    }

    /// What is to be known of it, beside a name.
    pub fn text(self) -> String {
        match self {
            Self::Namesake(namesake) => match namesake.existing {
                Existing::Client(_) => "is on the lists already".to_owned(),
                Existing::Row(row) => format!("is in row {row} too"),
            },
            Self::Skipped(skipped) => format!("Left out: {}", skipped.reason),
            Self::Note(note) => format!("{}: {}", list_label(note.field), note.text),
        }
    }
}

/// What a field is called.
pub fn list_label(field: ListField) -> &'static str {
    match field {
        ListField::Name => "Name",
        ListField::First => "First name",
        ListField::Last => "Last name",
        ListField::Code => "Code",
        ListField::Birth => "Date of birth",
        ListField::Phone => "Telephone",
        ListField::Email => "E-mail",
        ListField::Address => "Address",
        ListField::Important => "Important note",
        ListField::Allergies => "Allergies",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;
    use crate::store::client_list::against;

    fn outcome(text: &str) -> ListOutcome {
        let columns = ListColumns::of(ClientList::read(text.as_bytes()).unwrap());
        let today = Day::parse("2026-11-24").unwrap();
        let people = People::of(&columns.list, &columns.mapping, None, today).unwrap();
        let arrivals = against(&people, None);
        ListOutcome::of(FoundInList { people, arrivals })
    }

    #[test]
    fn every_row_is_added_or_has_its_remark() {
        let mut outcome = outcome("Name,Born\nAnn,1980\n,\nAnn,1980-01-01\nBo,soon\nBo,\n");
        let remarks = |outcome: &ListOutcome| {
            let found = &outcome.found;
            let all = (0..found.remarks()).map(|at| found.remark(at).unwrap());
            all.map(|remark| (remark.row(), remark.text())).collect::<Vec<_>>()
        };
        let said: Vec<(usize, String)> = [
            (4, "is in row 2 too"),
            (6, "is in row 5 too"),
            (3, "Left out: the row is empty"),
            (5, "Date of birth: “soon” is no date of birth"),
        ]
        .map(|(row, text)| (row, text.to_owned()))
        .into();
        assert_eq!(remarks(&outcome), said);
        assert!(outcome.found.remark(4).is_none());
        let rows = |outcome: &ListOutcome| {
            outcome.wanted().iter().map(|arrival| arrival.row).collect::<Vec<_>>()
        };
        assert_eq!((rows(&outcome), outcome.count()), (vec![2, 5], 2));
        outcome.others.insert(4);
        assert_eq!((rows(&outcome), outcome.count()), (vec![2, 4, 5], 3));
    }

    #[test]
    fn a_column_shows_what_its_first_rows_have() {
        let columns = ListColumns::of(
            ClientList::read(b"Name,Tel\nA, \nB, 1 \nC,\"2\n+\"\nD,3\nE,4\n").unwrap(),
        );
        assert_eq!(columns.samples(0), ["A", "B", "C"]);
        assert_eq!(columns.samples(1), ["1", "2 +", "3"]);
        assert!(columns.samples(2).is_empty());
        assert_eq!(columns, columns.clone());
    }
}
