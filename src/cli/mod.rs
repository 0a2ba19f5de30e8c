//! The command line: arguments in, one core call, result out.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | something outside failed (disk, permission), said in one line |
//! | 2 | bad arguments or bad input, said with file, line, column |
//! | 3 | plan withheld: `Hold`, `Refer` or `Emergency` (the output is written all the same) |
//! | 4 | `check` found a conflict, or `verify` found damage |
//!
//! Standard output carries the result alone, everything else goes to standard error. No clinical
//! decision and no wording of plans here; one file a command.

mod backup;
mod check;
mod client;
mod client_list;
mod close;
mod course;
mod error;
mod export;
mod import;
mod knowledge;
mod list;
mod note;
mod output;
mod overview;
mod page;
mod plan;
pub mod practice;
mod sample;
mod save;
mod take_away;
mod vault;
mod verify;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::knowledge::Knowledge;
use error::CliError;
use practice::PracticeOption;

/// What the arguments ask for.
#[derive(Debug)]
pub enum Parsed {
    /// Open the window.
    Window(WindowOptions),
    /// Perform a command.
    Command(Command),
    /// Everything is said already, such as the help or what is wrong with the arguments.
    Exit(Exit),
}

/// What the window is opened on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowOptions {
    /// The practice folder that was named; none for the one opened last.
    pub practice: Option<PathBuf>,
}

/// How a command went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All of it was done.
    Done,
    /// Something outside failed.
    Outside,
    /// Bad arguments or bad input.
    BadInput,
    /// The plan is withheld.
    Withheld,
    /// A conflict was found.
    Conflict,
    /// Damage was found.
    Damaged,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Outside => 1,
            Exit::BadInput => 2,
            Exit::Withheld => 3,
            Exit::Conflict | Exit::Damaged => 4,
        })
    }
}

const EXIT_CODES: &str = "Without a command, the window opens on the practice folder.

Exit codes:
  0  done
  1  something outside failed (disk, permission)
  2  bad arguments or bad input
  3  the plan is withheld: Hold, Refer or Emergency (it is written all the same)
  4  check found a conflict, or verify found damage";

/// Plans massage sessions for clients with sciatica.
#[derive(Debug, Parser)]
#[command(
    name = "ischia",
    version,
    after_help = EXIT_CODES,
    disable_help_subcommand = true,
    // Behind a command the option is that command's own; before it, it would be passed over.
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(flatten)]
    practice: PracticeOption,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build a plan from an intake.
    Plan(plan::PlanArguments),
    /// Check a plan file against its intake and the guidance.
    Check(check::CheckArguments),
    /// Add, remove or erase clients of a practice.
    #[command(subcommand, disable_help_subcommand = true)]
    Client(client::ClientCommand),
    /// List clients, or one client's plans.
    List(list::ListArguments),
    /// Put a plan file into a practice, and print the plan's id.
    Save(save::SaveArguments),
    /// Write down how a session went.
    Close(close::CloseArguments),
    /// What has to be known before a client comes in.
    Brief(course::BriefArguments),
    /// The course of a client: sessions, what became of pain, reviews.
    History(course::HistoryArguments),
    /// The note of a session that took place.
    Note(note::NoteArguments),
    /// Two sessions of a client, row by row.
    Compare(course::CompareArguments),
    /// An intake for a new session with the lasting facts of an earlier one.
    Again(course::AgainArguments),
    /// Write plans of a practice into files.
    Export(export::ExportArguments),
    /// Take in a practice that was taken away, or a file of one client or plan.
    Import(import::ImportArguments),
    /// Read every record of a practice and say what is whole, damaged or in two versions.
    Verify(verify::VerifyArguments),
    /// Check guidance (knowledge) files.
    #[command(subcommand, disable_help_subcommand = true)]
    Knowledge(knowledge::KnowledgeCommand),
    /// Put a practice folder into one file.
    Backup(backup::BackupArguments),
    /// Bring a practice folder back from a backup.
    Restore(backup::RestoreArguments),
    /// Write a made-up practice, for trying out and measuring.
    Sample(sample::SampleArguments),
    /// Seal a practice with a passphrase, change or remove the seal.
    #[command(subcommand, disable_help_subcommand = true)]
    Vault(vault::VaultCommand),
}

/// The knowledge that a command works with.
#[derive(Debug, Args)]
struct KnowledgeOption {
    /// A practice's own knowledge files, laid over what the program carries.
    #[arg(id = "knowledge", long = "knowledge", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl KnowledgeOption {
    fn load(&self) -> Result<Knowledge, CliError> {
        load(self.folder.as_deref())
    }
}

fn load(folder: Option<&Path>) -> Result<Knowledge, CliError> {
    let loaded = match folder {
        Some(folder) => Knowledge::with_overlay(folder),
        None => Knowledge::shipped(),
    };
    Ok(loaded?)
}

/// Reads the arguments (the first is the program's own name). Help, version and whatever is wrong
/// with them is printed here.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Parsed {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: None, practice }) => {
            Parsed::Window(WindowOptions { practice: practice.named() })
        }
        Ok(Arguments { command: Some(command), .. }) => Parsed::Command(command),
        Err(answer) => {
            // Nobody may be left to read it; the exit code says enough.
            answer.print().ok();
            Parsed::Exit(if answer.use_stderr() { Exit::BadInput } else { Exit::Done })
        }
    }
}

/// Performs a command, with what went wrong on standard error.
pub fn perform(command: &Command) -> Exit {
    let done = match command {
        Command::Plan(arguments) => plan::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Client(command) => client::run(command),
        Command::List(arguments) => list::run(arguments),
        Command::Save(arguments) => save::run(arguments),
        Command::Close(arguments) => close::run(arguments),
        Command::Brief(arguments) => course::brief(arguments),
        Command::History(arguments) => course::history(arguments),
        Command::Note(arguments) => note::run(arguments),
        Command::Compare(arguments) => course::compare_two(arguments),
        Command::Again(arguments) => course::plan_again(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Knowledge(command) => knowledge::run(command),
        Command::Backup(arguments) => backup::run(arguments),
        Command::Restore(arguments) => backup::restore(arguments),
        Command::Sample(arguments) => sample::run(arguments),
        Command::Vault(command) => vault::run(command),
    };
    done.unwrap_or_else(|error| {
        output::errors(&error);
        error.exit()
    })
}

/// Says why the window can't open; the last words of a program that was started without a command.
pub fn fail_without_window(reason: &impl std::fmt::Display) -> Exit {
    output::remark(&format!("error: {reason}"));
    Exit::Outside
}
