//! `ischia client add`: a new client of a practice.

use clap::{Args, Subcommand};

use super::error::CliError;
use super::practice::{self, PracticeOption};
use super::{Exit, output, overview};
use crate::export::clean;
use crate::model::{Client, ClientId};
use crate::store::Base;

/// The commands about clients.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Add a client and print the id. Where the named folder is missing or empty, the practice is
    /// made there.
    Add(AddArguments),
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
}

/// Performs one.
pub fn run(command: &ClientCommand) -> Result<Exit, CliError> {
    match command {
        ClientCommand::Add(arguments) => add(arguments),
    }
}

fn add(arguments: &AddArguments) -> Result<Exit, CliError> {
    let name = clean::one_line(&arguments.name);
    if name.is_empty() {
        return Err(CliError::BlankName);
    }
    let code = arguments.code.as_deref().map(clean::one_line).filter(|code| !code.is_empty());
    let (store, made) = arguments.practice.open_or_create()?;
    if made {
        output::remark(&format!("made a new practice in {}", store.root().display()));
    }
    let namesakes = overview::clients_named(&store, &name)?;
    let stamp = practice::stamp(&store)?;
    let id = ClientId::fresh(stamp.at);
    let client = Client { code, ..Client::named(name) };
    store.save_client(id, Base::none(), client, &stamp)?;
    remark_on_namesakes(&namesakes);
    output::result(format!("{id}\n").as_bytes())?;
    Ok(Exit::Done)
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
