//! Clients out of rows, by themselves: what each row says of whom, and which rows say nothing.

use std::collections::BTreeMap;

use super::ListField;
use super::birth::{BirthColumn, BirthFault, DayOrder};
use super::columns::Mapping;
use super::error::ListError;
use super::table::{ClientList, ListRow};
use crate::model::{Client, Contact, Day};
use crate::store::index::FoldedName;

/// A client whom a list has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Its row in the file, which the header is the first of.
    pub row: usize,
    /// What it says.
    pub client: Client,
}

/// A row that no client comes of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its row in the file, which the header is the first of.
    pub row: usize,
    /// Why, in a few words.
    pub reason: String,
}

/// Something about a row whose client comes all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its row in the file, which the header is the first of.
    pub row: usize,
    /// The field that it is about.
    pub field: ListField,
    /// What is to be known.
    pub text: String,
}

/// How the dates of birth were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BirthDays {
    /// The order of day and month, where it was stated or shows.
    pub order: Option<DayOrder>,
    /// Whether both orders show.
    pub is_mixed: bool,
    /// How many years have two digits and were taken for the last such year.
    pub short_years: usize,
    /// How many dates may have their year first or last, so that none was taken.
    pub unclear: usize,
}

/// What a list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// Rows that were looked at.
    pub read: usize,
    /// Clients, in the order of their rows.
    pub arrivals: Vec<Arrival>,
    /// Rows that no client comes of.
    pub skipped: Vec<Skipped>,
    /// What is to be known of others.
    pub notes: Vec<Note>,
    /// How dates of birth were read.
    pub birth_days: BirthDays,
}

impl People {
    /// The clients of a list, of whom nothing is written anywhere. For the first rows alone, cut the
    /// list before.
    ///
    /// # Errors
    /// No column holds names.
    pub fn of(
        list: &ClientList,
        mapping: &Mapping,
        order: Option<DayOrder>,
        today: Day,
    ) -> Result<Self, ListError> {
        if !mapping.has_names() {
            return Err(ListError::NoNames(list.columns_said()));
        }
        let births: Vec<String> =
            list.rows.iter().map(|row| mapping.value(&row.cells, ListField::Birth)).collect();
        let column = BirthColumn::of(births.iter().map(String::as_str), order, today);
        let mut people = Self {
            read: list.rows.len(),
            arrivals: Vec::new(),
            skipped: Vec::new(),
            notes: Vec::new(),
            birth_days: BirthDays {
                order: column.order(),
                is_mixed: column.is_mixed(),
                ..BirthDays::default()
            },
        };
        let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for (row, birth) in list.rows.iter().zip(&births) {
            match people.row(row, list.columns.len(), mapping, &mut seen) {
                Ok(client) => people.add(row.number, client, birth, column),
                Err(reason) => people.skipped.push(Skipped { row: row.number, reason }),
            }
        }
        Ok(people)
    }

    /// The client of a row, without the year of birth; else why there is none.
    fn row(
        &mut self,
        row: &ListRow,
        columns: usize,
        mapping: &Mapping,
        seen: &mut BTreeMap<Vec<String>, usize>,
    ) -> Result<Client, String> {
        let filled = row.cells.iter().rposition(|cell| !cell.trim().is_empty());
        let Some(last) = filled else { return Err("the row is empty".to_owned()) };
        if last >= columns {
            return Err(format!(
                "it has {} cells and the header {columns}: is a cell with a separator in it \
                 without quotation marks?",
                last + 1
            ));
        }
        let values: Vec<String> =
            ListField::ALL.iter().map(|field| mapping.value(&row.cells, *field)).collect();
        let value = |field: ListField| {
            let known = ListField::ALL.iter().zip(&values).find(|(known, _)| **known == field);
            known.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let parts = [value(ListField::First), value(ListField::Last)];
        let parts: Vec<&str> =
            parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let name = if parts.is_empty() { value(ListField::Name) } else { parts.join(" ") };
        if FoldedName::of(&name).is_nobody() {
            return Err(if name.is_empty() {
                "it has no name".to_owned()
            } else {
                format!("“{}” is no name", name.chars().take(40).collect::<String>())
            });
        }
        let length = name.chars().count();
        if length > Client::LONGEST_NAME {
            let most = Client::LONGEST_NAME;
            return Err(format!("its name has {length} characters, at most {most} are taken"));
        }
        if let Some(earlier) = seen.insert(values.clone(), row.number) {
            seen.insert(values, earlier);
            return Err(format!("it says the same as row {earlier}"));
        }
        for (field, value) in ListField::ALL.into_iter().zip(&values) {
            let (length, usual) = (value.chars().count(), field.usual_length());
            if length > usual {
                let text = format!("{length} characters, where {usual} are usual");
                self.notes.push(Note { row: row.number, field, text });
            }
        }
        let told = |field| Some(value(field)).filter(|value| !value.is_empty());
        Ok(Client {
            code: told(ListField::Code),
            contact: Contact {
                phone: told(ListField::Phone),
                email: told(ListField::Email),
                address: told(ListField::Address),
            },
            important: told(ListField::Important),
            allergies: told(ListField::Allergies),
            ..Client::named(name)
        })
    }

    fn add(&mut self, row: usize, mut client: Client, birth: &str, column: BirthColumn) {
        match column.year(birth) {
            Ok(None) => {}
            Ok(Some(found)) => {
                client.birth_year = Some(found.year);
                self.birth_days.short_years += usize::from(found.is_short);
            }
            Err(fault) => self.note_birth(row, &fault),
        }
        self.arrivals.push(Arrival { row, client });
    }

    fn note_birth(&mut self, row: usize, fault: &BirthFault) {
        self.birth_days.unclear += usize::from(matches!(fault, BirthFault::WhichYear(_)));
        self.notes.push(Note { row, field: ListField::Birth, text: fault.to_string() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> People {
        let list = ClientList::read(text.as_bytes()).unwrap();
        let mapping = Mapping::recognised(&list.columns);
        People::of(&list, &mapping, None, Day::parse("2026-11-24").unwrap()).unwrap()
    }

    #[test]
    fn every_row_is_a_client_or_has_a_reason() {
        let long = "x".repeat(201);
        let people = people(&format!(
            "First Name,Last Name,Phone,Birthday\n\
             Zoë,Berg,'+49 1,29/02/1984\n\
             ,,,\n\
             ,,123,\n\
             Zoë,Berg,+49 1,29/02/1984\n\
             Zoë,Berg,+49 2,\n\
             Ann,,{long},31/02/1990\n\
             {long},,,\n\
             -,?,,\n\
             A,B,C,1990,E\n\
             Bo\n"
        ));
        let names: Vec<&str> = people.arrivals.iter().map(|it| it.client.name.as_str()).collect();
        assert_eq!(names, ["Zoë Berg", "Zoë Berg", "Ann", "Bo"]);
        assert_eq!(people.arrivals[0].client.birth_year, Some(1984));
        assert_eq!(people.arrivals[0].client.contact.phone.as_deref(), Some("+49 1"));
        let reasons: Vec<(usize, &str)> =
            people.skipped.iter().map(|it| (it.row, it.reason.as_str())).collect();
        assert_eq!(reasons[0], (3, "the row is empty"));
        assert_eq!(reasons[1], (4, "it has no name"));
        assert_eq!(reasons[2], (5, "it says the same as row 2"));
        assert!(reasons[3].1.contains("201 characters") && reasons[4].1.contains("no name"));
        assert!(reasons[5].1.contains("5 cells"));
        assert_eq!(people.read, people.arrivals.len() + people.skipped.len());
        let notes: Vec<(usize, ListField)> =
            people.notes.iter().map(|it| (it.row, it.field)).collect();
        assert_eq!(notes, [(7, ListField::Phone), (7, ListField::Birth)]);
    }

    #[test]
    fn whole_names_are_taken_where_there_are_no_parts() {
        let people = people("Name,First Name,Last Name\n\"Berg, Zoë\",,\nx,Ann,Lee\n");
        let names: Vec<&str> = people.arrivals.iter().map(|it| it.client.name.as_str()).collect();
        assert_eq!(names, ["Berg, Zoë", "Ann Lee"]);
    }

    #[test]
    fn a_list_without_names_says_what_it_has() {
        let list = ClientList::read(b"Gender,Since\nF,2001\n").unwrap();
        let mapping = Mapping::recognised(&list.columns);
        let refused = People::of(&list, &mapping, None, Day::parse("2026-11-24").unwrap());
        assert_eq!(refused, Err(ListError::NoNames("“Gender”, “Since”".to_owned())));
    }
}
