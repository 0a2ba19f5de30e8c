//! `ischia vault …`: sealing a practice with a passphrase, and what belongs to it.
//!
//! Passphrases come from the terminal without echo, or from files that the environment names; never
//! from an argument, which other users of the machine could see. The recovery key is the one result
//! of sealing and goes to standard output, or into a file that its owner alone can read.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::error::CliError;
use super::practice::{self, PracticeOption};
use super::{Exit, output};
use crate::export::clean;
use crate::store::drafts::Drafts;
use crate::store::files::Files;
use crate::store::index::Index;
use crate::store::seal::{Seal, WorkFactor};
use crate::store::vault::{
    self, ConvertedPractice, FROM_OLD, KEPT_COPIES, LOST_PASSPHRASE, Leftover, Proposal, Role, Says,
};
use crate::store::{
    Existing, Opened, Places, Progress, Store, StoreError, check_target, write_new,
};

const NEW_PASSPHRASE: &str = "The new passphrase is asked for twice, or read from the first line of \
    the file that ISCHIA_NEW_PASSPHRASE_FILE names.";

/// The commands about the vault.
#[derive(Debug, Subcommand)]
pub enum VaultCommand {
    /// Seal the practice with a passphrase, and print its recovery key.
    #[command(after_help = NEW_PASSPHRASE)]
    Seal(SealArguments),
    /// Make a sealed practice readable again.
    Unseal(VaultArguments),
    /// Give a sealed practice another passphrase.
    #[command(after_help = NEW_PASSPHRASE)]
    Passphrase(VaultArguments),
    /// Print the recovery key of a sealed practice again.
    RecoveryKey(SealArguments),
    /// Seal records that another computer saved readable before it learnt of the sealing.
    ///
    /// Anybody who can write into the folder may have put them there: look at them first.
    Strays(StraysArguments),
    /// Delete the earlier copy that sealing or unsealing left beside the practice, for good.
    DiscardOld(DiscardArguments),
}

/// The practice of a command.
#[derive(Debug, Args)]
pub struct VaultArguments {
    #[command(flatten)]
    practice: PracticeOption,
}

/// Arguments of commands that give a recovery key.
#[derive(Debug, Args)]
pub struct SealArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// Write the recovery key into this new file and not to standard output.
    #[arg(long, value_name = "FILE")]
    recovery: Option<PathBuf>,
}

/// Arguments of `ischia vault strays`.
#[derive(Debug, Args)]
pub struct StraysArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// Only list them, with what they say of themselves.
    #[arg(long, conflicts_with = "remove")]
    list: bool,
    /// Remove them all.
    #[arg(long)]
    remove: bool,
}

/// Arguments of `ischia vault discard-old`.
#[derive(Debug, Args)]
pub struct DiscardArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The folder to delete [default: the only one there is].
    #[arg(value_name = "FOLDER")]
    old: Option<PathBuf>,
}

pub fn run(command: &VaultCommand) -> Result<Exit, CliError> {
    match command {
        VaultCommand::Seal(arguments) => seal(arguments),
        VaultCommand::Unseal(arguments) => unseal(&arguments.practice),
        VaultCommand::Passphrase(arguments) => passphrase(&arguments.practice),
        VaultCommand::RecoveryKey(arguments) => recovery_key(arguments),
        VaultCommand::Strays(arguments) => strays(arguments),
        VaultCommand::DiscardOld(arguments) => discard_old(arguments),
    }
}

fn seal(arguments: &SealArguments) -> Result<Exit, CliError> {
    check_recovery(arguments)?;
    let folder = arguments.practice.folder()?;
    let store = match Store::open(&folder)? {
        Opened::Open(store) => store,
        Opened::Sealed(_) => return Err(StoreError::AlreadySealed.into()),
    };
    output::remark(LOST_PASSPHRASE);
    let passphrase = practice::new_passphrase()?;
    let stamp = practice::stamp(&store)?;
    let done = store.seal_practice(&passphrase, WorkFactor::Usual, &stamp, &Progress::default())?;
    let key = done.store.seal().map(Seal::recovery_key).ok_or(StoreError::NotSealed)?;
    settle_drafts(&done.store, None);
    report(&done, "sealed");
    give_recovery(arguments, &vault::recovery_sheet(&key))?;
    Ok(Exit::Done)
}

fn unseal(option: &PracticeOption) -> Result<Exit, CliError> {
    let store = option.open()?;
    let done = store.unseal_practice(&practice::stamp(&store)?, &Progress::default())?;
    settle_drafts(&done.store, store.seal());
    report(&done, "readable again");
    Ok(Exit::Done)
}

fn passphrase(option: &PracticeOption) -> Result<Exit, CliError> {
    let store = option.open()?;
    if store.seal().is_none() {
        return Err(StoreError::NotSealed.into());
    }
    let passphrase = practice::new_passphrase()?;
    let stamp = practice::stamp(&store)?;
    store.change_passphrase(&passphrase, WorkFactor::Usual, &stamp, &Progress::default())?;
    output::remark(
        "the passphrase is changed; older copies of the practice, such as backups, still open \
         with the old one",
    );
    Ok(Exit::Done)
}

fn recovery_key(arguments: &SealArguments) -> Result<Exit, CliError> {
    check_recovery(arguments)?;
    let store = arguments.practice.open()?;
    let key = store.seal().map(Seal::recovery_key).ok_or(StoreError::NotSealed)?;
    give_recovery(arguments, &vault::recovery_sheet(&key))?;
    Ok(Exit::Done)
}

fn strays(arguments: &StraysArguments) -> Result<Exit, CliError> {
    let store = arguments.practice.open()?;
    if arguments.list {
        let lines: String = store.proposals()?.iter().map(told).collect();
        output::result(lines.as_bytes())?;
        return Ok(Exit::Done);
    }
    if arguments.remove {
        let removed = store.remove_proposals()?;
        output::result(format!("{removed} removed\n").as_bytes())?;
        return Ok(Exit::Done);
    }
    let strays = store.seal_strays(&Progress::default())?;
    output::result(format!("{} sealed\n", strays.sealed).as_bytes())?;
    for problem in &strays.problems {
        let file = problem.file.display();
        output::remark(&format!("{file}: left as it is, {}", problem.damage));
    }
    Ok(Exit::Done)
}

/// A line about a readable record.
fn told(proposal: &Proposal) -> String {
    let said = match &proposal.says {
        Ok(Says { what, saved, by }) if by.is_empty() => format!("{what}, {saved}"),
        Ok(Says { what, saved, by }) => format!("{what}, {saved}, by {by}"),
        Err(damage) => damage.to_string(),
    };
    let file = proposal.file.path();
    format!("{}: {}\n", clean::one_line(&file.to_string_lossy()), clean::one_line(&said))
}

fn discard_old(arguments: &DiscardArguments) -> Result<Exit, CliError> {
    let root = arguments.practice.folder()?;
    let leftovers = vault::leftovers(&root)?;
    let asked = match &arguments.old {
        Some(folder) => {
            let real = folder.canonicalize().ok();
            leftovers
                .iter()
                .find(|leftover| Some(&leftover.path) == real.as_ref())
                .ok_or_else(|| CliError::from(StoreError::NotACopy(folder.clone())))?
        }
        None => match leftovers.as_slice() {
            [only] => only,
            [] => return Err(CliError::NothingToDiscard(root)),
            several => return Err(CliError::SeveralToDiscard(paths(several))),
        },
    };
    match asked.role {
        Role::HalfMade | Role::HalfRemoved => {
            vault::remove_leftover(&root, &asked.path, &Files::default())?;
        }
        Role::Old => {
            let store = arguments.practice.open()?;
            if discard(&store, &asked.path)? > 0 && store.seal().is_some() {
                output::remark(FROM_OLD);
            }
        }
    }
    output::remark(&format!("{}: deleted", asked.path.display()));
    output::remark(KEPT_COPIES);
    Ok(Exit::Done)
}

fn discard(store: &Store, old: &Path) -> Result<usize, CliError> {
    let done = store.discard_old(old, None, &Progress::default());
    if !matches!(done, Err(StoreError::OldHoldsMore(_))) {
        return Ok(done?);
    }
    // It was sealed with a key that the practice has no more.
    let before = practice::open(old)?;
    Ok(store.discard_old(old, before.seal(), &Progress::default())?)
}

fn paths(leftovers: &[Leftover]) -> Vec<PathBuf> {
    leftovers.iter().map(|leftover| leftover.path.clone()).collect()
}

/// Says what was done, and where the old folder is.
fn report(done: &ConvertedPractice, what: &str) {
    output::remark(&format!("the practice is {what}: {} versions of records", done.records));
    for problem in &done.problems {
        let file = problem.file.display();
        output::remark(&format!("{file}: came along as it is, {}", problem.damage));
    }
    for left in &done.left {
        output::remark(&format!("{}: is in the earlier copy only", left.display()));
    }
    if let Some(error) = &done.unfinished {
        output::remark(&format!(
            "the last few saves may be in the earlier copy only, {error}; they are taken over \
             before it is deleted"
        ));
    }
    output::remark(&format!(
        "the earlier copy is still there: {}; `ischia vault discard-old` deletes it",
        done.old.display()
    ));
}

/// Drafts that another window left get the form of the practice too, and a readable index goes.
fn settle_drafts(store: &Store, before: Option<&Seal>) {
    let Some(places) = Places::of_user() else { return };
    Index::forget_readable(store, &places.cache);
    let settled = Drafts::new(&places, store).and_then(|drafts| drafts.settle(before));
    if let Err(error) = settled {
        output::remark(&format!("drafts could not be brought along, {error}"));
    }
}

/// Refused before any work.
fn check_recovery(arguments: &SealArguments) -> Result<(), CliError> {
    let target = arguments.recovery.as_deref();
    Ok(target.map_or(Ok(()), |target| check_target(target, Existing::Refuse))?)
}

/// The recovery key into its file; where that fails, to standard output, for it must not be lost.
fn give_recovery(arguments: &SealArguments, sheet: &str) -> Result<(), CliError> {
    let Some(target) = &arguments.recovery else { return output::result(sheet.as_bytes()) };
    match write_new(target, sheet.as_bytes(), Existing::Refuse) {
        Ok(()) => {
            let target = clean::one_line(&target.display().to_string());
            output::remark(&format!("{target}: the recovery key, print it and lock it away"));
            Ok(())
        }
        Err(error) => {
            output::result(sheet.as_bytes())?;
            Err(error.into())
        }
    }
}
