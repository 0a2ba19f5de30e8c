//! Which record a file holds, told by where it lies and what it is called.
//!
//! Ids only: no client's name ever becomes part of a file's name. A file's own words must agree
//! with its name; that is checked where it is read.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::{ClientId, PlanId, RevisionId};

/// The folder that holds a folder for each client.
pub const CLIENTS: &str = "clients";
/// The file that makes a folder a practice.
pub const MARKER: &str = "practice.ron";
/// What the names of readable records end with.
const PLAIN: &str = ".ron";
/// What the names of sealed records end with.
const SEALED: &str = ".ron.age";

/// One record of a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Key {
    /// The settings of the practice.
    Settings,
    /// The wrapped key of a sealed practice.
    Vault,
    /// What is known about a client.
    Client(ClientId),
    /// A plan of a client.
    Plan(ClientId, PlanId),
}

impl Key {
    /// The word for this kind of record.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Vault => "vault",
            Self::Client(_) => "client",
            Self::Plan(_, _) => "plan",
        }
    }

    /// The client that the record belongs to.
    pub fn client(&self) -> Option<ClientId> {
        match self {
            Self::Settings | Self::Vault => None,
            Self::Client(client) | Self::Plan(client, _) => Some(*client),
        }
    }

    /// The folder that its files lie in, from the folder of the practice.
    pub fn folder(&self) -> PathBuf {
        self.client().map_or_else(PathBuf::new, client_folder)
    }
}

/// A client's folder, from the folder of the practice.
pub fn client_folder(client: ClientId) -> PathBuf {
    Path::new(CLIENTS).join(client.to_string())
}

/// A file that holds one revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordFile {
    /// Whose revision it holds.
    pub key: Key,
    /// Which version of the record it is.
    pub revision: RevisionId,
    /// Whether it is sealed.
    pub sealed: bool,
}

impl RecordFile {
    /// What the file is called.
    pub fn name(&self) -> String {
        let start = match self.key {
            Key::Settings | Key::Vault | Key::Client(_) => self.key.kind().to_owned(),
            Key::Plan(_, plan) => format!("plan-{plan}"),
        };
        let end = if self.sealed { SEALED } else { PLAIN };
        format!("{start}-{}{end}", self.revision)
    }

    /// Where it lies, from the folder of the practice.
    pub fn path(&self) -> PathBuf {
        self.key.folder().join(self.name())
    }

    /// Reads a path from the folder of the practice.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let client = match folder {
            None => None,
            Some(folder) => {
                let client = ClientId::parse(folder.file_name()?.to_str()?).ok()?;
                (folder == client_folder(client)).then_some(())?;
                Some(client)
            }
        };
        Self::parse(client, name)
    }

    /// Reads the name of a file in the folder of this client, or (without one) of the practice.
    pub fn parse(client: Option<ClientId>, name: &str) -> Option<Self> {
        let (stem, sealed) = match name.strip_suffix(SEALED) {
            Some(stem) => (stem, true),
            None => (name.strip_suffix(PLAIN)?, false),
        };
        let (kind, rest) = stem.split_once('-')?;
        let (key, revision) = match (client, kind) {
            (None, "settings") => (Key::Settings, rest),
            // A key that is wrapped needs no sealing, and could not be opened with it.
            (None, "vault") if !sealed => (Key::Vault, rest),
            (Some(client), "client") => (Key::Client(client), rest),
            (Some(client), "plan") => {
                let (plan, revision) = rest.split_at_checked(36)?;
                (Key::Plan(client, PlanId::parse(plan).ok()?), revision.strip_prefix('-')?)
            }
            _ => return None,
        };
        Some(Self { key, revision: RevisionId::parse(revision).ok()?, sealed })
    }
}

/// Whether a name ends as those of sealed records do: asked of all files before any is parsed.
pub fn may_be_sealed(name: &OsStr) -> bool {
    name.as_encoded_bytes().ends_with(SEALED.as_bytes())
}

/// Whether a name is none of ours and nobody's loss: hidden files, and what systems leave about.
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || ["Thumbs.db", "desktop.ini"].contains(&name)
}

/// Whether a name stands for a file that a synchronising program has not brought down from its server.
pub fn is_placeholder(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(".icloud")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn paths_are_read_where_records_lie_and_nowhere_else() {
        let at = Timestamp::UNIX_EPOCH;
        let client = ClientId::fresh(at);
        let keys = [Key::Settings, Key::Client(client), Key::Plan(client, PlanId::fresh(at))];
        for key in keys {
            let file = RecordFile { key, revision: RevisionId::fresh(at), sealed: false };
            assert_eq!(RecordFile::of(&file.path()), Some(file));
            for elsewhere in ["other", "clients", "clients/x"] {
                let path = Path::new(elsewhere).join(file.name());
                assert_eq!(RecordFile::of(&path), None, "{}", path.display());
            }
        }
    }

    #[test]
    fn names_are_read_as_they_are_written_and_in_no_other_way() {
        let at = Timestamp::UNIX_EPOCH;
        let client = ClientId::fresh(at);
        let keys =
            [Key::Settings, Key::Vault, Key::Client(client), Key::Plan(client, PlanId::fresh(at))];
        for key in keys {
            for sealed in [false, true] {
                let file = RecordFile { key, revision: RevisionId::fresh(at), sealed };
                let name = file.name();
                let expected = (!(sealed && key == Key::Vault)).then_some(file);
                assert_eq!(RecordFile::parse(key.client(), &name), expected, "{name}");
                for wrong in [
                    name.to_uppercase(),
                    format!("{name}.bak"),
                    format!(" {name}"),
                    name.replacen('-', "", 1),
                    name.replace(".ron", ".sync-conflict-20261121-101010-ABCDEFG.ron"),
                ] {
                    assert_eq!(RecordFile::parse(key.client(), &wrong), None, "{wrong}");
                }
                // A client's record at the top, or settings in a client's folder, is foreign.
                let elsewhere = if key.client().is_some() { None } else { Some(client) };
                assert_eq!(RecordFile::parse(elsewhere, &name), None, "{name} elsewhere");
            }
        }
    }

    #[test]
    fn strange_names_are_no_trouble() {
        for name in ["", "-", "plan-", "plan-é", "plan-ääääääääääääääääääääääääääääääääääää-x.ron"]
        {
            assert_eq!(RecordFile::parse(None, name), None);
            assert_eq!(RecordFile::parse(Some(ClientId::fresh(Timestamp::UNIX_EPOCH)), name), None);
        }
    }
}
