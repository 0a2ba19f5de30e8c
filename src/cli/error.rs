//! What can go wrong with a command, and the exit code that it gives.

use std::io;
use std::path::PathBuf;

use super::Exit;
use crate::batch::BatchError;
use crate::export::{DocumentError, ExportError, FormatError};
use crate::knowledge::{IntakeFault, LoadError};
use crate::model::{Client, ClientId, Plan, PlanId};
use crate::planner::{BuildError, TrialError};
use crate::store::backup::BackupError;
use crate::store::client_list::{ListError, MapError};
use crate::store::sample::SampleError;
use crate::store::takeaway::TakeawayError;
use crate::store::{StoreError, WriteError};
use crate::text::{Document, Fault, PathStep, ReadError};

/// Why a command did not give its result. Several faults stand on a line each.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The input couldn't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is no knowledge to work with.
    #[error(transparent)]
    Knowledge(#[from] LoadError),
    /// The input says something that can't be.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
    /// No plan that keeps to the rules could be drafted.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The knowledge is well-formed, and breaks a plan all the same.
    #[error("the files are well-formed, but planning under them fails: {0}")]
    Trial(#[from] TrialError),
    /// The plan file is of another kind.
    #[error(
        "{fault}, this program reads {expected}: build the plan again from its intake",
        expected = Plan::FORMAT
    )]
    PlanFormat {
        /// Where, and what it says.
        fault: Fault,
    },
    /// No such format.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// No such document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The result couldn't be put into its format.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The result couldn't be put into a file.
    #[error("{0}{hint}", hint = hint(.0))]
    Write(#[from] WriteError),
    /// The result would take the place of what it was made from.
    #[error("{}: this is the intake itself, name another file for the plan", .0.display())]
    OverInput(PathBuf),
    /// The practice folder couldn't be opened, read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No backup could be made or restored.
    #[error("{0}{hint}", hint = backup_hint(.0))]
    Backup(#[from] BackupError),
    /// A passphrase that can't be taken.
    #[error("{0}")]
    NewPassphrase(&'static str),
    /// No practice could be made up.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// Something that can't be undone was asked for without the client's name.
    #[error("client {0} has another name than --confirm says, nothing was erased")]
    NotConfirmed(ClientId),
    /// No practice folder was named, and none was opened before.
    #[error("which practice? Name its folder with --practice DIR")]
    NoPractice,
    /// A client without a name.
    #[error("the name is blank, say who the client is with --name NAME")]
    BlankName,
    /// A client whose name no list could show.
    #[error("the name has more than {} characters, shorten it", Client::LONGEST_NAME)]
    LongName,
    /// No practice could be taken away or taken in.
    #[error("{0}{hint}", hint = takeaway_hint(.0))]
    Takeaway(#[from] TakeawayError),
    /// A client or plan is there already and says something else.
    #[error(
        "{0} is in this practice already, and says something else: --on-duplicate add adds this one \
         beside it, skip leaves it out"
    )]
    Duplicate(String),
    /// The practice doesn't know the plan, and nobody said whose it is.
    #[error("whose plan is it? Name the client with --client ID")]
    WhosePlan,
    /// A list of clients was to be taken in as something else.
    #[error("{}: for lists of clients there is `ischia client import`", .0.display())]
    IsList(PathBuf),
    /// The whole practice was asked for, and one client or plan named.
    #[error("zip holds a whole practice: export it with --all")]
    WholePractice,
    /// A year in which no client was born.
    #[error("--birth-year is a year from {first} to {0}", first = Client::FIRST_BIRTH_YEAR)]
    BirthYear(i16),
    /// The file is no list of clients.
    #[error(transparent)]
    List(#[from] ListError),
    /// Its columns can't be assigned so.
    #[error("--map: {0}")]
    Map(#[from] MapError),
    /// Several plans were to go into a file.
    #[error("{}: this is not a folder, several plans need one", .0.display())]
    NeedsFolder(PathBuf),
    /// The client's name was asked for in a format that has no place for it.
    #[error("--names belongs to --format fhir, leave it out or write that")]
    NamesElsewhere,
    /// Files of a batch would take the place of others. Nothing was written.
    #[error("{}", .0.iter().map(|it| format!("{it}{}", hint(it))).collect::<Vec<_>>().join("\n"))]
    InTheWay(Vec<WriteError>),
    /// A withheld plan was to be closed.
    #[error("plan {0} is withheld, so no session took place: there is nothing to close")]
    NoSession(PlanId),
    /// The note of a session was asked for of which nothing is known.
    #[error("plan {0} isn't closed: `ischia close` writes down how the session went")]
    NotClosed(PlanId),
    /// Two sessions of different clients were to be compared.
    #[error("the two plans are of different clients: compare sessions of one client")]
    TwoClients,
    /// Every version of a plan is damaged.
    #[error("plan {0}: no version of it can be read, `ischia verify` says why")]
    PlanUnreadable(PlanId),
    /// The file with the passphrase can't be read.
    #[error("{}: the passphrase could not be read from this file, {source}", path.display())]
    PassphraseFile {
        /// The file that the variable names.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is nobody to ask for the passphrase.
    #[error(
        "there is no terminal to ask for the passphrase ({source}), \
         name a file that holds it in {variable}"
    )]
    NoTerminal {
        /// The variable that names a file instead.
        variable: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A new passphrase that is guessed too soon.
    #[error("the new passphrase is too short, it needs {0} characters or more: take a few words")]
    ShortPassphrase(usize),
    /// Typed twice, and not the same.
    #[error("the two passphrases are not the same, nothing was changed: try again")]
    OtherPassphrase,
    /// No old folder is beside the practice.
    #[error("{}: there is no earlier copy beside this practice", .0.display())]
    NothingToDiscard(PathBuf),
    /// More than one is.
    #[error(
        "there are several earlier copies, name the one to delete: {}",
        .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
    )]
    SeveralToDiscard(Vec<PathBuf>),
    /// Standard output took no more.
    #[error("standard output could not be written, {0}")]
    Output(#[source] io::Error),
}

fn hint(error: &WriteError) -> &'static str {
    match error {
        WriteError::AlreadyExists(_) => ", name another one or replace it with --force",
        WriteError::Folder(_)
        | WriteError::Special(_)
        | WriteError::Link(_)
        | WriteError::Inside(_)
        | WriteError::MissingFolder(_)
        | WriteError::Name(_)
        | WriteError::System { .. } => "",
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "few have an option that helps")]
fn takeaway_hint(error: &TakeawayError) -> &'static str {
    match error {
        TakeawayError::Write(error) => hint(error),
        TakeawayError::Large { .. } => ", if that is right add --any-size",
        TakeawayError::Duplicates(_) => {
            "\nnothing was taken in: --on-duplicate add adds them beside those, skip leaves them out"
        }
        _ => "",
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "few have an option that helps")]
fn backup_hint(error: &BackupError) -> &'static str {
    match error {
        BackupError::Write(error) => hint(error),
        BackupError::Large { .. } => ", if that is right add --any-size",
        _ => "",
    }
}

impl CliError {
    /// All faults of an intake, with their places. `inside` is the way to it in the document.
    pub fn of_intake(faults: &[IntakeFault], document: &Document, inside: &[PathStep]) -> Self {
        Self::Faults(faults.iter().map(|it| it.at(document, inside)).collect())
    }

    /// The exit code for it.
    pub fn exit(&self) -> Exit {
        let is_input = match self {
            Self::Read(error) => error.is_input(),
            Self::Knowledge(error) => error.is_input(),
            Self::Write(error) => error.is_input(),
            Self::Store(error) => error.is_input(),
            Self::Sample(error) => error.is_input(),
            Self::Backup(error) => error.is_input(),
            Self::Takeaway(error) => error.is_input(),
            Self::Export(error) => error.is_input(),
            Self::Faults(_)
            | Self::Build(_)
            | Self::Trial(_)
            | Self::PlanFormat { .. }
            | Self::Format(_)
            | Self::Document(_)
            | Self::OverInput(_)
            | Self::NoPractice
            | Self::NotConfirmed(_)
            | Self::BlankName
            | Self::LongName
            | Self::BirthYear(_)
            | Self::Duplicate(_)
            | Self::WhosePlan
            | Self::IsList(_)
            | Self::WholePractice
            | Self::NoSession(_)
            | Self::NotClosed(_)
            | Self::TwoClients
            | Self::List(_)
            | Self::Map(_)
            | Self::NeedsFolder(_)
            | Self::NamesElsewhere
            | Self::InTheWay(_)
            | Self::NewPassphrase(_)
            | Self::PassphraseFile { .. }
            | Self::NoTerminal { .. }
            | Self::ShortPassphrase(_)
            | Self::OtherPassphrase
            | Self::NothingToDiscard(_)
            | Self::SeveralToDiscard(_) => true,
            Self::PlanUnreadable(_) | Self::Output(_) => false,
        };
        if is_input { Exit::BadInput } else { Exit::Outside }
    }
}

impl From<BatchError> for CliError {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::InTheWay(files) => Self::InTheWay(files),
            BatchError::Store(error) => error.into(),
            BatchError::Write(error) => error.into(),
            BatchError::Export(error) => error.into(),
        }
    }
}

impl From<Fault> for CliError {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}
