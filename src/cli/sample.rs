//! `ischia sample`: a made-up practice, for trying out and measuring.
//!
//! What is made up stands in `store::sample`; here are only the arguments and the word when it is
//! done.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::{Exit, output};
use crate::store::Progress;
use crate::store::sample::{self, Wanted};

/// Arguments of `ischia sample`.
#[derive(Debug, Args)]
pub struct SampleArguments {
    /// The folder to create the practice in, a new or empty one.
    // Not the folder used last: nobody wants made-up clients there.
    #[arg(long = "practice", value_name = "DIR", env = "ISCHIA_PRACTICE")]
    folder: PathBuf,
    /// How many clients.
    #[arg(long, value_name = "N")]
    clients: u32,
    /// How many plans, spread over all clients.
    #[arg(long, value_name = "M")]
    plans: u32,
    /// The same number gives the same practice on every machine.
    #[arg(long, value_name = "S")]
    seed: u64,
}

/// Makes up the practice.
pub fn run(arguments: &SampleArguments) -> Result<Exit, CliError> {
    let SampleArguments { folder, clients, plans, seed } = arguments;
    let wanted = Wanted { clients: *clients, plans: *plans, seed: *seed };
    sample::write(folder, wanted, &Progress::default())?;
    output::remark(&format!("{}: {clients} clients, {plans} plans", folder.display()));
    Ok(Exit::Done)
}
