//! `ischia client import`: the clients of another program, out of its CSV list.
//!
//! What a list says is found out in `store::client_list`; here are the arguments and the words.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::error::CliError;
use super::output::{ListFormat, table};
use super::practice::{self, PracticeOption};
use super::{Exit, output, overview};
use crate::export::ExportError;
use crate::model::ClientId;
use crate::store::client_list::{
    self, Arrivals, ClientList, DayOrder, Existing, Mapping, Namesake, People,
};
use crate::store::{Progress, Store};
use crate::text::{counted, to_json};

/// Arguments of `ischia client import`.
#[derive(Debug, Args)]
pub struct ListImportArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The list, a CSV file.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Which columns hold what, where their headers don't say: field=column, separated by commas.
    /// Fields are name, first, last, code, birth, phone, email, address, important and allergies;
    /// a column is its header or, as #3, its number; several are joined with +.
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    map: Option<String>,
    /// In dates of birth the day stands first.
    #[arg(long, conflicts_with = "month_first")]
    day_first: bool,
    /// In dates of birth the month stands first.
    #[arg(long)]
    month_first: bool,
    /// Say what would be added, and add nothing.
    #[arg(long)]
    dry_run: bool,
    /// How the result is written.
    #[arg(long, value_name = "F", default_value = "text", ignore_case = true)]
    format: ListFormat,
}

/// What became of a list, as programs read it.
#[derive(Serialize)]
struct Told {
    read: usize,
    added: usize,
    namesakes: Vec<ToldNamesake>,
    skipped: Vec<ToldRow>,
    /// Of rows whose client was added all the same.
    notes: Vec<ToldNote>,
}

#[derive(Serialize)]
struct ToldNamesake {
    row: usize,
    name: String,
    /// The client of that name; null where it comes from the same list and isn't added yet.
    existing: Option<ClientId>,
    /// The row of that client, where it comes from the same list.
    #[serde(skip_serializing_if = "Option::is_none")]
    existing_row: Option<usize>,
}

#[derive(Serialize)]
struct ToldRow {
    row: usize,
    reason: String,
}

#[derive(Serialize)]
struct ToldNote {
    row: usize,
    field: &'static str,
    note: String,
}

pub fn run(arguments: &ListImportArguments) -> Result<Exit, CliError> {
    let list = ClientList::read(&client_list::bytes_of(&arguments.file)?)?;
    let recognised = Mapping::recognised(&list.columns);
    let mapping = match &arguments.map {
        Some(assigned) => recognised.with(assigned, &list.columns)?,
        None => recognised,
    };
    let order = match (arguments.day_first, arguments.month_first) {
        (true, _) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        (false, false) => None,
    };
    let people = People::of(&list, &mapping, order, practice::today())?;
    let store = store(arguments)?;
    say_how(&list, &mapping, &people);
    let index = store.as_ref().map(overview::index_unkept).transpose()?;
    let arrivals = client_list::against(&people, index.as_ref());
    let added = match &store {
        Some(store) if !arguments.dry_run => {
            let stamp = practice::stamp(store)?;
            client_list::add(store, &arrivals.new, &stamp, &Progress::default())?
        }
        Some(_) | None => Vec::new(),
    };
    let told = told(people, &arrivals, &added);
    let text = match arguments.format {
        ListFormat::Json => to_json(&told).map_err(ExportError::from)?,
        ListFormat::Text => drawn(&told),
    };
    output::result(text.as_bytes())?;
    let done = if arguments.dry_run { "would be added" } else { "added" };
    let what = [
        format!("{} read", counted(told.read, "row")),
        format!("{} {done}", told.added),
        counted(told.namesakes.len(), "namesake"),
        format!("{} skipped", told.skipped.len()),
    ];
    output::remark(&what.join(", "));
    Ok(Exit::Done)
}

/// The practice; in a dry run none where it would be made.
fn store(arguments: &ListImportArguments) -> Result<Option<Store>, CliError> {
    if arguments.dry_run {
        return arguments.practice.open_if_there();
    }
    let (store, made) = arguments.practice.open_or_create()?;
    if made {
        output::remark(&format!("made a new practice in {}", store.root().display()));
    }
    Ok(Some(store))
}

/// Says how the list was understood.
fn say_how(list: &ClientList, mapping: &Mapping, people: &People) {
    let written = format!("{}, separated by {}", list.encoding.label(), list.separator.label());
    output::remark(&written);
    if list.has_gaps {
        output::remark("some of its letters can't be read, “�” stands in their place");
    }
    output::remark(&format!("columns: {}", mapping.said(&list.columns)));
    let left = mapping.left_out(list.columns.len());
    let names = left.iter().filter_map(|at| list.columns.get(*at));
    let names: Vec<String> =
        names.filter(|name| !name.is_empty()).map(|name| format!("“{name}”")).collect();
    if !names.is_empty() {
        output::remark(&format!("left out: {}", names.join(", ")));
    }
    let births = people.birth_days;
    match births.order {
        Some(DayOrder::DayFirst) => output::remark("dates: the day first"),
        Some(DayOrder::MonthFirst) => output::remark("dates: the month first"),
        None if births.is_mixed => {
            output::remark("dates: some with the day first, some with the month first");
        }
        None => {}
    }
    if births.short_years > 0 {
        let years = counted(births.short_years, "year");
        output::remark(&format!(
            "{years} of birth with two digits: taken for the last one that ended so"
        ));
    }
    if births.unclear > 0 {
        let dates = counted(births.unclear, "date");
        output::remark(&format!(
            "{dates} may have the year first or last: --day-first or --month-first says last"
        ));
    }
}

fn told(people: People, arrivals: &Arrivals, added: &[ClientId]) -> Told {
    let new: BTreeMap<usize, usize> =
        arrivals.new.iter().enumerate().map(|(at, arrival)| (arrival.row, at)).collect();
    let of_row = |row: usize| added.get(*new.get(&row)?).copied();
    let namesake = |namesake: &Namesake| {
        let (existing, existing_row) = match namesake.existing {
            Existing::Client(id) => (Some(id), None),
            Existing::Row(row) => (of_row(row), Some(row)),
        };
        let Namesake { arrival, .. } = namesake;
        ToldNamesake { row: arrival.row, name: arrival.client.name.clone(), existing, existing_row }
    };
    let notes = people.notes.into_iter().filter(|note| new.contains_key(&note.row));
    Told {
        read: people.read,
        added: arrivals.new.len(),
        namesakes: arrivals.namesakes.iter().map(namesake).collect(),
        skipped: people
            .skipped
            .into_iter()
            .map(|row| ToldRow { row: row.row, reason: row.reason })
            .collect(),
        notes: notes
            .map(|note| ToldNote { row: note.row, field: note.field.name(), note: note.text })
            .collect(),
    }
}

/// The rows that something is to be known of, in their order.
fn drawn(told: &Told) -> String {
    let mut rows: Vec<(usize, [String; 3])> = Vec::new();
    let mut add = |row: usize, what: &str, text: String| {
        rows.push((row, [row.to_string(), what.to_owned(), text]));
    };
    for namesake in &told.namesakes {
        let there = match (namesake.existing, namesake.existing_row) {
            (Some(id), None) => format!("{}: client {id} has this name", namesake.name),
            (_, Some(row)) => format!("{}: row {row} has this name", namesake.name),
            (None, None) => namesake.name.clone(),
        };
        add(namesake.row, "namesake, not added", there);
    }
    for row in &told.skipped {
        add(row.row, "skipped", row.reason.clone());
    }
    for note in &told.notes {
        add(note.row, "added", format!("{}: {}", note.field, note.note));
    }
    rows.sort_by_key(|(row, _)| *row);
    let rows: Vec<[String; 3]> = rows.into_iter().map(|(_, row)| row).collect();
    table(["row", "what became of it", "why"], &rows)
}
