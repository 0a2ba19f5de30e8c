//! Which practice folder a command works on, and its passphrase where it is sealed.
//!
//! The folder: `--practice`, else `ISCHIA_PRACTICE`, else the one that was opened last. The
//! passphrase: the file that `ISCHIA_PASSPHRASE_FILE` names, else the terminal, without echo.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;

use super::error::CliError;
use crate::store::seal::SealError;
use crate::store::{ExposeSecret, Locked, Opened, Places, SecretString, Stamp, Store, StoreError};

/// The practice folder of a command.
#[derive(Debug, Clone, Args)]
pub struct PracticeOption {
    /// The practice folder [default: the one opened last].
    #[arg(long = "practice", value_name = "DIR", env = "ISCHIA_PRACTICE")]
    folder: Option<PathBuf>,
}

impl PracticeOption {
    /// The folder, whatever is in it.
    pub fn folder(&self) -> Result<PathBuf, CliError> {
        let given = self.folder.clone().filter(|folder| !folder.as_os_str().is_empty());
        given
            .or_else(|| Places::of_user().and_then(|places| places.last_practice()))
            .ok_or(CliError::NoPractice)
    }

    /// Opens the practice, asking for the passphrase where it is sealed.
    pub fn open(&self) -> Result<Store, CliError> {
        match Store::open(&self.folder()?)? {
            Opened::Open(store) => Ok(store),
            Opened::Sealed(locked) => unlock(&locked),
        }
    }
}

fn unlock(locked: &Locked) -> Result<Store, CliError> {
    let passphrase = passphrase("Passphrase: ")?;
    match locked.unlock(&passphrase) {
        // Who lost the passphrase types the recovery key instead.
        Err(StoreError::Seal(_) | StoreError::NoKey) => {
            let refused = CliError::Store(SealError::Passphrase.into());
            locked.recover(passphrase.expose_secret()).map_err(|_| refused)
        }
        other => Ok(other?),
    }
}

/// A passphrase, from the file that `ISCHIA_PASSPHRASE_FILE` names, or asked for with these words.
pub fn passphrase(words: &str) -> Result<SecretString, CliError> {
    if let Some(path) = std::env::var_os("ISCHIA_PASSPHRASE_FILE").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        let text = std::fs::read_to_string(&path)
            .map(zeroize::Zeroizing::new)
            .map_err(|source| CliError::PassphraseFile { path, source })?;
        let line = text.lines().next().unwrap_or_default();
        return Ok(SecretString::from(line.to_owned()));
    }
    rpassword::prompt_password(words).map(SecretString::from).map_err(CliError::NoTerminal)
}

/// Who saves, and when: the therapist of the settings, and the clock of this machine.
pub fn stamp(store: &Store) -> Result<Stamp, CliError> {
    let settings = store.settings()?;
    let therapist = settings
        .heads()
        .find_map(|head| head.content.record())
        .map(|settings| settings.therapist.clone());
    Ok(Stamp { by: therapist.unwrap_or_default(), at: Timestamp::now() })
}
