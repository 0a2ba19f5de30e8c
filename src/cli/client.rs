//! `ischia client`: a new client of a practice, one that goes, and one that is erased for good. Lists of
//! another program are taken in next door.

use clap::{Args, Subcommand};

use super::client_list::{self, ListImportArguments};
use super::error::CliError;
use super::practice::{self, PracticeOption};
use super::{Exit, output, overview};
use crate::export::clean;
use crate::model::{Client, ClientId, Contact};
use crate::store::drafts::Drafts;
use crate::store::index::is_blank;
use crate::store::{Base, Index, Places, Progress, StoreError};

/// The commands about clients.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Add a client and print the id. Where the named folder is missing or empty, the practice is
    /// made there.
    Add(AddArguments),
    /// Add the clients of another program, from the list that it writes as CSV. Whoever bears the
    /// name of a client who is there is listed and not added.
    Import(ListImportArguments),
    /// Remove a client from the lists. Nothing is deleted: `restore` brings the client back.
    Remove(OneArguments),
    /// Bring back a client that was removed.
    Restore(OneArguments),
    /// Delete everything about a client, with all plans, for good. Backups and what other programs
    /// have copied stay.
    Erase(EraseArguments),
}

/// A client of a practice.
#[derive(Debug, Args)]
pub struct OneArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The client's id.
    #[arg(long, value_name = "ID")]
    client: ClientId,
}

/// Arguments of `ischia client erase`.
#[derive(Debug, Args)]
pub struct EraseArguments {
    #[command(flatten)]
    one: OneArguments,
    /// The client's name, once more: this can't be undone.
    #[arg(long, value_name = "NAME")]
    confirm: String,
}

/// Arguments of `ischia client add`.
#[derive(Debug, Args)]
pub struct AddArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The client's name.
    #[arg(long)]
    name: String,
    /// A short name of your own, for lists that others may see.
    #[arg(long)]
    code: Option<String>,
    /// The year of birth, such as 1968.
    #[arg(long, value_name = "YEAR")]
    birth_year: Option<i16>,
    /// Telephone number.
    #[arg(long)]
    phone: Option<String>,
    /// E-mail address.
    #[arg(long)]
    email: Option<String>,
    /// Postal address, on several lines if you like.
    #[arg(long)]
    address: Option<String>,
    /// What has to be seen before anything is done.
    #[arg(long, value_name = "NOTE")]
    important: Option<String>,
    /// Allergies, oils and lotions among them.
    #[arg(long)]
    allergies: Option<String>,
}

pub fn run(command: &ClientCommand) -> Result<Exit, CliError> {
    match command {
        ClientCommand::Add(arguments) => add(arguments),
        ClientCommand::Import(arguments) => client_list::run(arguments),
        ClientCommand::Remove(arguments) => remove(arguments),
        ClientCommand::Restore(arguments) => restore(arguments),
        ClientCommand::Erase(arguments) => erase(arguments),
    }
}

fn remove(arguments: &OneArguments) -> Result<Exit, CliError> {
    let store = arguments.practice.open()?;
    let client = overview::client(&store, arguments.client)?;
    store.remove_client(arguments.client, client.base(), &practice::stamp(&store)?)?;
    Ok(Exit::Done)
}

fn restore(arguments: &OneArguments) -> Result<Exit, CliError> {
    let store = arguments.practice.open()?;
    let client = store.client_record(arguments.client)?;
    if client.is_erased() {
        return Err(StoreError::Erased(arguments.client).into());
    }
    if !client.is_removed() {
        output::remark("this client wasn't removed");
        return Ok(Exit::Done);
    }
    let last = client.revisions().iter().rev().find_map(|it| it.content.record());
    let last = last.cloned().ok_or(StoreError::NoSuchClient(arguments.client))?;
    store.save_client(arguments.client, client.base(), last, &practice::stamp(&store)?)?;
    Ok(Exit::Done)
}

fn erase(arguments: &EraseArguments) -> Result<Exit, CliError> {
    let store = arguments.one.practice.open()?;
    let folder = store.client(arguments.one.client)?;
    if folder.client.is_erased() {
        return Err(StoreError::Erased(folder.id).into());
    }
    let records = folder.client.revisions().iter().filter_map(|it| it.content.record());
    let names: Vec<&str> = records.map(|client| client.name.as_str()).collect();
    // Where no version can be read there is no name to compare with, and no reason to keep it.
    if !names.is_empty() && !names.contains(&arguments.confirm.trim()) {
        return Err(CliError::NotConfirmed(folder.id));
    }
    let places = Places::of_user();
    if let Some(places) = &places {
        Index::forget(store.practice(), &places.cache)?;
    }
    store.erase_client(folder.id, &practice::stamp(&store)?)?;
    if let Some(places) = places {
        Drafts::new(&places, &store)?.discard_client(folder.id)?;
        Index::open(&store, &places.cache, &Progress::default())?;
    }
    output::remark("erased; backups, and copies that a sync program or the disk keeps, may remain");
    Ok(Exit::Done)
}

fn add(arguments: &AddArguments) -> Result<Exit, CliError> {
    let name = clean::one_line(&arguments.name);
    if is_blank(&name) {
        return Err(CliError::BlankName);
    }
    if name.chars().count() > Client::LONGEST_NAME {
        return Err(CliError::LongName);
    }
    let born = Client::FIRST_BIRTH_YEAR..=practice::today().date().year();
    if arguments.birth_year.is_some_and(|year| !born.contains(&year)) {
        return Err(CliError::BirthYear(*born.end()));
    }
    let (store, made) = arguments.practice.open_or_create()?;
    if made {
        output::remark(&format!("made a new practice in {}", store.root().display()));
    }
    let namesakes = overview::clients_named(&store, &name)?;
    let stamp = practice::stamp(&store)?;
    let id = ClientId::fresh(stamp.at);
    let client = Client {
        code: line(arguments.code.as_deref()),
        birth_year: arguments.birth_year,
        contact: Contact {
            phone: line(arguments.phone.as_deref()),
            email: line(arguments.email.as_deref()),
            address: lines(arguments.address.as_deref()),
        },
        important: lines(arguments.important.as_deref()),
        allergies: lines(arguments.allergies.as_deref()),
        ..Client::named(name)
    };
    store.save_client(id, Base::none(), client, &stamp)?;
    remark_on_namesakes(&namesakes);
    output::result(format!("{id}\n").as_bytes())?;
    Ok(Exit::Done)
}

/// What was typed, on one line; none where that is nothing.
fn line(typed: Option<&str>) -> Option<String> {
    typed.map(clean::one_line).filter(|text| !text.is_empty())
}

/// The same on as many lines as it has.
fn lines(typed: Option<&str>) -> Option<String> {
    typed.map(|text| clean::lines(text).join("\n")).filter(|text| !text.is_empty())
}

/// Two clients may well have one name, but adding one twice is a slip that is worth a word.
fn remark_on_namesakes(others: &[ClientId]) {
    match others {
        [] => {}
        [other] => output::remark(&format!("another client has this name too: {other}")),
        [other, ..] => output::remark(&format!(
            "{} other clients have this name too, {other} among them",
            others.len()
        )),
    }
}
