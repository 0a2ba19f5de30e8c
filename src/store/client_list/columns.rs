//! Which column holds what: found by the header, or assigned by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::ListField;
use super::error::MapError;
use super::shipped::{Spot, plain, words};
use super::table::without_apostrophe;
use crate::text::{clean, nearest};

/// Which columns a field is taken from. The columns of one place stand on one line, and a field that
/// can't have several values has one place with one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    fields: BTreeMap<ListField, Vec<Vec<usize>>>,
}

impl Mapping {
    /// What the headers say.
    pub fn recognised(columns: &[String]) -> Self {
        let mut found: BTreeMap<ListField, Vec<(Spot, usize)>> = BTreeMap::new();
        for (at, header) in columns.iter().enumerate() {
            if let Some((field, spot)) = words().column(header) {
                found.entry(field).or_default().push((spot, at));
            }
        }
        let fields = found.into_iter().map(|(field, spots)| (field, places(field, spots)));
        let mut mapping = Self { fields: fields.collect() };
        mapping.settle_names();
        mapping
    }

    /// The same with what somebody assigned: `field=column`, separated by commas. A column is its
    /// header, or its number with `#` before it; several are joined with `+`. Nothing behind the `=`
    /// leaves a field out.
    ///
    /// # Errors
    /// A field or a column that there isn't.
    pub fn with(mut self, assigned: &str, columns: &[String]) -> Result<Self, MapError> {
        let mut named = BTreeSet::new();
        for part in assigned.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (field, column) = part.split_once('=').ok_or_else(|| shape(part))?;
            let field = field.trim();
            let known = ListField::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(field));
            let field = known.ok_or_else(|| MapError::Field(shown(field)))?;
            if !named.insert(field) {
                return Err(MapError::Twice(field.name()));
            }
            self.assign(field, column.trim(), columns)?;
        }
        // Who says where names are means these alone.
        let whole = named.contains(&ListField::Name);
        let parts = [ListField::First, ListField::Last];
        if whole {
            self.fields.retain(|field, _| !parts.contains(field) || named.contains(field));
        } else if parts.iter().any(|part| named.contains(part)) {
            self.fields.remove(&ListField::Name);
        }
        Ok(self)
    }

    fn assign(
        &mut self,
        field: ListField,
        column: &str,
        columns: &[String],
    ) -> Result<(), MapError> {
        self.fields.remove(&field);
        if column.is_empty() {
            return Ok(());
        }
        let places = match find(column, columns) {
            Some(at) => vec![vec![at]],
            // A header may have a plus in it.
            None if column.contains('+') => {
                let parts = column.split('+').map(str::trim);
                let found = parts.map(|part| {
                    let at = find(part, columns);
                    at.map(|at| vec![at]).ok_or_else(|| unknown(part, columns))
                });
                found.collect::<Result<_, _>>()?
            }
            None => return Err(unknown(column, columns)),
        };
        self.fields.insert(field, places);
        Ok(())
    }

    /// A column of whole names beside one of first names alone holds last names.
    fn settle_names(&mut self) {
        let has = |field| self.fields.contains_key(&field);
        if has(ListField::Name) && has(ListField::First) && !has(ListField::Last) {
            let names = self.fields.remove(&ListField::Name);
            self.fields.extend(names.map(|names| (ListField::Last, names)));
        }
    }

    /// What a column is taken for; none where it is left out.
    pub fn field_of(&self, column: usize) -> Option<ListField> {
        let has = |places: &Vec<Vec<usize>>| places.iter().flatten().any(|at| *at == column);
        self.fields.iter().find(|(_, places)| has(places)).map(|(field, _)| *field)
    }

    /// Takes a column for something else, or leaves it out. A field that can't have several values is
    /// taken from this column alone; in others it comes last, on a line of its own.
    pub fn put(&mut self, column: usize, field: Option<ListField>) {
        if self.field_of(column) == field {
            return;
        }
        for places in self.fields.values_mut() {
            for place in places.iter_mut() {
                place.retain(|at| *at != column);
            }
            places.retain(|place| !place.is_empty());
        }
        if let Some(field) = field {
            let places = self.fields.entry(field).or_default();
            if field.joined_by().is_none() {
                places.clear();
            }
            places.push(vec![column]);
        }
        self.fields.retain(|_, places| !places.is_empty());
    }

    /// Whether it says where names are.
    pub fn has_names(&self) -> bool {
        let names = [ListField::Name, ListField::First, ListField::Last];
        names.iter().any(|field| self.fields.contains_key(field))
    }

    /// The columns of a field, in the order in which they are put together.
    pub fn columns_of(&self, field: ListField) -> Vec<usize> {
        self.fields.get(&field).into_iter().flatten().flatten().copied().collect()
    }

    /// The columns that no field is taken from.
    pub fn left_out(&self, columns: usize) -> Vec<usize> {
        let used: BTreeSet<usize> = self.fields.values().flatten().flatten().copied().collect();
        (0..columns).filter(|at| !used.contains(at)).collect()
    }

    /// What a row says of a field, cleaned; empty where it says nothing.
    pub fn value(&self, cells: &[String], field: ListField) -> String {
        let between = field.joined_by().unwrap_or(" ");
        let mut lines: Vec<String> = Vec::new();
        for place in self.fields.get(&field).into_iter().flatten() {
            let cells = place.iter().filter_map(|at| cells.get(*at));
            let parts: Vec<String> =
                cells.map(|cell| cleaned(field, cell)).filter(|cell| !cell.is_empty()).collect();
            let line = parts.join(" ");
            // A number that is there twice is one number.
            if !line.is_empty() && !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.join(between)
    }

    /// Each field with its columns, for a sentence.
    pub fn said(&self, columns: &[String]) -> String {
        let name = |at: &usize| match columns.get(*at) {
            Some(name) if !name.is_empty() => format!("“{name}”"),
            Some(_) | None => format!("#{}", at + 1),
        };
        let field = |(field, places): (&ListField, &Vec<Vec<usize>>)| {
            let names: Vec<String> = places.iter().flatten().map(name).collect();
            format!("{} = {}", field.name(), names.join(" + "))
        };
        self.fields.iter().map(field).collect::<Vec<_>>().join(", ")
    }
}

/// The places of a field, out of the columns that may be one.
fn places(field: ListField, mut spots: Vec<(Spot, usize)>) -> Vec<Vec<usize>> {
    let has_own = spots.iter().any(|(spot, _)| !spot.is_fallback);
    spots.retain(|(spot, _)| spot.is_fallback != has_own);
    if field.joined_by().is_none() {
        let best = spots.iter().min().map(|(_, at)| vec![vec![*at]]);
        return best.unwrap_or_default();
    }
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (spot, at) in spots {
        places.entry(spot.place).or_default().push(at);
    }
    places.into_values().collect()
}

fn find(name: &str, columns: &[String]) -> Option<usize> {
    let number = name.strip_prefix('#').and_then(|number| number.parse::<usize>().ok());
    if let Some(at) = number.and_then(|number| number.checked_sub(1)) {
        return (at < columns.len()).then_some(at);
    }
    let exact = columns.iter().position(|column| column == name);
    let wanted = plain(name);
    exact.or_else(|| {
        let is_it = |column: &String| !wanted.is_empty() && plain(column) == wanted;
        columns.iter().position(is_it)
    })
}

fn unknown(name: &str, columns: &[String]) -> MapError {
    let there = columns.iter().map(String::as_str).filter(|column| !column.is_empty());
    let quoted = there.clone().map(|column| format!("“{column}”"));
    MapError::Column {
        name: shown(name),
        nearest: nearest(name, there.clone()).map(str::to_owned),
        columns: quoted.collect::<Vec<_>>().join(", "),
    }
}

fn shape(part: &str) -> MapError {
    MapError::Shape(shown(part))
}

fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}

fn cleaned(field: ListField, cell: &str) -> String {
    let cell = without_apostrophe(cell);
    if field.has_lines() { clean::lines(cell).join("\n") } else { clean::one_line(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(header: &str) -> Vec<String> {
        header.split(';').map(str::to_owned).collect()
    }

    fn recognised(header: &str) -> String {
        let columns = columns(header);
        Mapping::recognised(&columns).said(&columns)
    }

    #[test]
    fn usual_headers_are_known() {
        for (header, said) in [
            (
                "First Name;Last Name;Phone;Email;Notes",
                "first = “First Name”, last = “Last Name”, phone = “Phone”, email = “Email”, \
                 important = “Notes”",
            ),
            (
                "Name;Vorname;PLZ;Ort;Straße",
                "first = “Vorname”, last = “Name”, address = “Straße” + “PLZ” + “Ort”",
            ),
            (
                "Numero;Nom de Famille;Nom de jeune fille/ou jeune homme;Prénom;\
                 Date de naissance (JJ/MM/AAAA);Rue;Complément d’adresse;code postal;ville;\
                 Téléphone;Mobile;Informations importantes",
                "first = “Prénom”, last = “Nom de Famille”, code = “Numero”, \
                 birth = “Date de naissance (JJ/MM/AAAA)”, phone = “Mobile” + “Téléphone”, \
                 address = “Rue” + “Complément d’adresse” + “code postal” + “ville”, \
                 important = “Informations importantes”",
            ),
            (
                "ID;Last Name;First Name;Home Phone;Mobile Phone;Red Alert;Yellow Alert;Notes",
                "first = “First Name”, last = “Last Name”, code = “ID”, \
                 phone = “Mobile Phone” + “Home Phone”, important = “Red Alert” + “Yellow Alert”",
            ),
            ("Gender;Since", ""),
        ] {
            assert_eq!(recognised(header), said);
        }
    }

    #[test]
    fn what_is_assigned_by_hand_comes_before_what_is_known() {
        let columns = columns("Who;Name;Tel.;a+b;Strasse;Ort;Notes");
        let with = |assigned: &str| Mapping::recognised(&columns).with(assigned, &columns);
        let said = |assigned: &str| with(assigned).map(|mapping| mapping.said(&columns));
        assert_eq!(
            said("name=who,address=Strasse+ort,phone=,important=a+b,code=#3").unwrap(),
            "name = “Who”, code = “Tel.”, address = “Strasse” + “Ort”, important = “a+b”"
        );
        assert_eq!(said("last=Who").unwrap().split(", ").next(), Some("last = “Who”"));
        assert!(said("nam=Who").unwrap_err().to_string().contains("no field"));
        assert!(said("name=Whom").unwrap_err().to_string().contains("did you mean “Who”?"));
        assert!(matches!(said("name"), Err(MapError::Shape(_))));
        assert!(matches!(said("name=#8"), Err(MapError::Column { .. })));
        assert!(matches!(said("name=#0"), Err(MapError::Column { .. })));
        assert_eq!(said("name=Who,name=Name"), Err(MapError::Twice("name")));
    }

    #[test]
    fn a_column_is_taken_for_one_thing_at_a_time() {
        let columns = columns("Vorname;Nachname;Handy;Privat;Ort");
        let mut mapping = Mapping::recognised(&columns);
        let is = |mapping: &Mapping| (0..5).map(|at| mapping.field_of(at)).collect::<Vec<_>>();
        let [first, last, phone, address] =
            [ListField::First, ListField::Last, ListField::Phone, ListField::Address];
        assert_eq!(is(&mapping), [Some(first), Some(last), Some(phone), None, Some(address)]);
        mapping.put(3, Some(phone));
        mapping.put(1, Some(ListField::Name));
        mapping.put(0, None);
        assert!(mapping.has_names());
        mapping.put(4, Some(ListField::Name));
        assert_eq!(
            mapping.said(&columns),
            "name = “Ort”, phone = “Handy” + “Privat”",
            "one column has the name, several the telephone"
        );
        mapping.put(4, None);
        assert!(!mapping.has_names());
        assert_eq!(is(&mapping), [None, None, Some(phone), Some(phone), None]);
    }

    #[test]
    fn values_are_put_together_and_cleaned() {
        let columns = columns("Strasse;PLZ;Ort;Land;Phone;Mobile;Vorname;Notes");
        let mapping = Mapping::recognised(&columns);
        let cells: Vec<String> =
            ["1 Way\r\n2nd ", "8000", " Zürich", "", "'+41 1", "+41 1", "A\nB\u{202e}", " x "]
                .map(str::to_owned)
                .into();
        let value = |field| mapping.value(&cells, field);
        assert_eq!(value(ListField::Address), "1 Way\n2nd\n8000 Zürich");
        assert_eq!(value(ListField::Phone), "+41 1");
        assert_eq!(value(ListField::First), "A B");
        assert_eq!(value(ListField::Important), "x");
        assert_eq!(value(ListField::Email), "");
        assert_eq!(mapping.value(&[], ListField::Address), "");
        assert_eq!(mapping.left_out(columns.len()), Vec::<usize>::new());
    }
}
