//! `ischia backup` and `ischia restore`: a practice into one file, and back.
//!
//! What a backup is stands in `store::backup`; here are the arguments, the passphrase and the word
//! when it is done.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::practice::{PracticeOption, passphrase};
use super::{Exit, output};
use crate::store::backup::{self, Growth, Summary};
use crate::store::{Existing, ExposeSecret, Progress, SecretString, check_target, clock};

/// Arguments of `ischia backup`.
#[derive(Debug, Args)]
pub struct BackupArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The file for the backup.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Seal the backup with a passphrase.
    #[arg(long)]
    seal: bool,
    /// Replace FILE where it exists.
    #[arg(long)]
    force: bool,
}

/// Arguments of `ischia restore`.
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The backup.
    file: PathBuf,
    /// The folder to restore into, a new or empty one.
    // Not the folder used last: what is restored has its place named.
    #[arg(long = "practice", value_name = "DIR", env = "ISCHIA_PRACTICE")]
    folder: PathBuf,
    /// Restore a backup that takes over a hundred times its own size, too.
    #[arg(long)]
    any_size: bool,
}

/// Makes the backup.
pub fn run(arguments: &BackupArguments) -> Result<Exit, CliError> {
    let existing = if arguments.force { Existing::Replace } else { Existing::Refuse };
    let root = arguments.practice.folder()?;
    // Refused before anybody is asked for a passphrase.
    check_target(&arguments.out, existing)?;
    let seal = if arguments.seal { Some(new_passphrase()?) } else { None };
    let progress = Progress::default();
    let now = clock::now();
    let made = backup::write(&root, &arguments.out, seal.as_ref(), existing, now, &progress)?;
    for left in &made.left_out {
        output::remark(&format!("left out: {}", left.display()));
    }
    output::remark(&format!("{}: {}, compared", arguments.out.display(), counted(&made)));
    // The backup is there, and lacks what the practice has.
    Ok(if made.records_left_out().next().is_some() { Exit::Outside } else { Exit::Done })
}

/// Restores a backup.
pub fn restore(arguments: &RestoreArguments) -> Result<Exit, CliError> {
    let RestoreArguments { file, folder, any_size } = arguments;
    let growth = if *any_size { Growth::Any } else { Growth::Usual };
    let seal = if backup::is_sealed(file)? {
        Some(passphrase("Passphrase of the backup: ")?)
    } else {
        None
    };
    let made = backup::restore(file, folder, seal.as_ref(), growth, &Progress::default())?;
    let (files, day) = (counted(&made), made.made.strftime("%Y-%m-%d %H:%M UTC"));
    output::remark(&format!("{}: {files}, as of {day}", folder.display()));
    Ok(Exit::Done)
}

fn counted(made: &Summary) -> String {
    format!("{} files, {} bytes", made.files, made.bytes)
}

/// A passphrase that nobody has typed before: twice, where it comes from the terminal.
fn new_passphrase() -> Result<SecretString, CliError> {
    let first = passphrase("Passphrase for the backup: ")?;
    if first.expose_secret().is_empty() {
        return Err(CliError::NewPassphrase("the passphrase is empty, choose one"));
    }
    let from_file = std::env::var_os("ISCHIA_PASSPHRASE_FILE").is_some_and(|path| !path.is_empty());
    if from_file || passphrase("The same again: ")?.expose_secret() == first.expose_secret() {
        return Ok(first);
    }
    Err(CliError::NewPassphrase("the two passphrases differ, try again"))
}
