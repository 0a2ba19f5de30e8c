//! Which practice folder a command works on, and its passphrase where it is sealed.
//!
//! The folder: `--practice`, else `ISCHIA_PRACTICE`, else the one that was opened last. The
//! passphrase: the file that `ISCHIA_PASSPHRASE_FILE` names, else the terminal, without echo. Only
//! the window keeps in mind which folder was opened last: a script must not move it.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;

use super::error::CliError;
use crate::model::Day;
use crate::store::files::folder_of;
use crate::store::{
    ExposeSecret, Locked, Opened, Places, SecretString, Stamp, Store, StoreError, clock, process,
};

/// Characters that a new passphrase has at least.
const LEAST_CHARACTERS: usize = 8;

/// The practice folder of a command.
#[derive(Debug, Clone, Args)]
pub struct PracticeOption {
    // The variable is read below and not by clap, to which one that is set to nothing is a fault.
    #[arg(
        id = "practice",
        long = "practice",
        value_name = "DIR",
        help = "The practice folder [default: what ISCHIA_PRACTICE names, else the one opened last]"
    )]
    folder: Option<PathBuf>,
}

impl PracticeOption {
    /// The folder that somebody named, by the option or by `ISCHIA_PRACTICE`.
    pub fn named(&self) -> Option<PathBuf> {
        // A variable that is set to nothing names nothing.
        let of_variable = || std::env::var_os("ISCHIA_PRACTICE").filter(|name| !name.is_empty());
        self.folder.clone().or_else(|| of_variable().map(PathBuf::from))
    }

    /// The folder, whatever is in it.
    pub fn folder(&self) -> Result<PathBuf, CliError> {
        self.named()
            .or_else(|| Places::of_user().and_then(|places| places.last_practice()))
            .ok_or(CliError::NoPractice)
    }

    /// Opens the practice, asking for the passphrase where it is sealed.
    pub fn open(&self) -> Result<Store, CliError> {
        unsealed(Store::open(&self.folder()?)?)
    }

    /// The same; none where a practice would be made by [`Self::open_or_create`].
    pub fn open_if_there(&self) -> Result<Option<Store>, CliError> {
        let Some(root) = self.named() else { return self.open().map(Some) };
        let is_free = match std::fs::read_dir(&root) {
            Ok(mut entries) => entries.next().is_none(),
            Err(absent) => {
                absent.kind() == std::io::ErrorKind::NotFound && folder_of(&root).is_dir()
            }
        };
        if is_free { Ok(None) } else { self.open().map(Some) }
    }

    /// The same, after making a practice where the folder that somebody named is missing or empty;
    /// true where it was made. The folder used last is never made anew: its drive may be away.
    pub fn open_or_create(&self) -> Result<(Store, bool), CliError> {
        let Some(root) = self.named() else { return Ok((self.open()?, false)) };
        let refused = match Store::open(&root) {
            Ok(opened) => return Ok((unsealed(opened)?, false)),
            Err(refused @ (StoreError::Missing(_) | StoreError::NotAPractice(_))) => refused,
            Err(other) => return Err(other.into()),
        };
        let above = folder_of(&root);
        if matches!(refused, StoreError::Missing(_)) && !above.is_dir() {
            return Err(StoreError::Missing(above.to_owned()).into());
        }
        match Store::create(&root, clock::now()) {
            Ok(store) => Ok((store, true)),
            Err(StoreError::NotEmpty(_)) => Err(refused.into()),
            // Somebody else may have made it in the same moment.
            Err(error) => match Store::open(&root) {
                Ok(opened) => Ok((unsealed(opened)?, false)),
                Err(_) => Err(error.into()),
            },
        }
    }
}

/// Opens the practice in a folder, asking for the passphrase where it is sealed.
pub fn open(folder: &Path) -> Result<Store, CliError> {
    unsealed(Store::open(folder)?)
}

fn unsealed(opened: Opened) -> Result<Store, CliError> {
    match opened {
        Opened::Open(store) => Ok(store),
        Opened::Sealed(locked) => unlock(&locked),
    }
}

fn unlock(locked: &Locked) -> Result<Store, CliError> {
    let passphrase = passphrase("Passphrase: ")?;
    match locked.unlock(&passphrase) {
        // Who lost the passphrase types the recovery key instead.
        Err(refused @ (StoreError::Seal(_) | StoreError::NoKey | StoreError::KeyGone(_))) => {
            let recovered = locked.recover(passphrase.expose_secret());
            recovered.map_err(|_| refused.into())
        }
        other => Ok(other?),
    }
}

/// A passphrase, from the file that `ISCHIA_PASSPHRASE_FILE` names, or asked for with these words.
pub fn passphrase(words: &str) -> Result<SecretString, CliError> {
    match from_file("ISCHIA_PASSPHRASE_FILE")? {
        Some(passphrase) => Ok(passphrase),
        None => ask(words, "ISCHIA_PASSPHRASE_FILE"),
    }
}

/// A new passphrase, from the file that `ISCHIA_NEW_PASSPHRASE_FILE` names, or typed twice.
pub fn new_passphrase() -> Result<SecretString, CliError> {
    const VARIABLE: &str = "ISCHIA_NEW_PASSPHRASE_FILE";
    let given = from_file(VARIABLE)?;
    let is_given = given.is_some();
    let passphrase = match given {
        Some(passphrase) => passphrase,
        None => ask("New passphrase: ", VARIABLE)?,
    };
    if passphrase.expose_secret().chars().count() < LEAST_CHARACTERS {
        return Err(CliError::ShortPassphrase(LEAST_CHARACTERS));
    }
    if !is_given {
        let again = ask("Once more: ", VARIABLE)?;
        if again.expose_secret() != passphrase.expose_secret() {
            return Err(CliError::OtherPassphrase);
        }
    }
    Ok(passphrase)
}

/// The first line of the file that a variable names; nothing where it names none.
fn from_file(variable: &str) -> Result<Option<SecretString>, CliError> {
    let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) else {
        return Ok(None);
    };
    process::guard();
    let path = PathBuf::from(path);
    let text = std::fs::read_to_string(&path)
        .map(zeroize::Zeroizing::new)
        .map_err(|source| CliError::PassphraseFile { path, source })?;
    // Editors put a mark of the encoding at the start of a file, which nobody typed.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let line = text.lines().next().unwrap_or_default();
    Ok(Some(SecretString::from(line.to_owned())))
}

fn ask(words: &str, variable: &'static str) -> Result<SecretString, CliError> {
    process::guard();
    rpassword::prompt_password(words)
        .map(SecretString::from)
        .map_err(|source| CliError::NoTerminal { variable, source })
}

/// Today, by the clock and the time zone of this machine.
pub fn today() -> Day {
    Day::from(clock::now().to_zoned(TimeZone::system()).date())
}

/// Who saves, and when: the therapist of the settings, and the clock of this machine.
pub fn stamp(store: &Store) -> Result<Stamp, CliError> {
    let settings = store.settings()?;
    let therapist = settings
        .heads()
        .find_map(|head| head.content.record())
        .map(|settings| settings.therapist.clone());
    Ok(Stamp { by: therapist.unwrap_or_default(), at: clock::now() })
}
