//! What a backup carries: every file of a practice, as it is.
//!
//! Damaged and foreign files are carried too, since nobody here can tell what they are worth. What
//! is left out is said: folders that aren't a client's, links, and names that not every system
//! takes. The same rule decides which names a restore accepts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::BackupError;
use crate::model::ClientId;
use crate::store::files::check_folder;
use crate::store::name::{CLIENTS, MARKER, is_passed_over};

/// The largest file that is carried, 256 MiB: each is held in memory once.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// How many files are carried: far more than a practice ever has, and few enough to be looked through
/// at once.
pub const MOST_FILES: usize = 1_000_000;

/// What lies in a practice folder.
#[derive(Debug, Default)]
pub struct CarriedOver {
    /// Files to carry, by their way from the folder with `/` between, sorted; the marker first.
    pub files: Vec<String>,
    /// What is left out.
    pub left_out: Vec<PathBuf>,
}

/// Whether a way in a practice folder, with `/` between, is one that a practice's file may have.
pub fn is_carried(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let file = match parts.as_slice() {
        [file] => file,
        [folder, file] if *folder == CLIENTS => file,
        [folder, client, file] if *folder == CLIENTS && ClientId::parse(client).is_ok() => file,
        _ => return false,
    };
    let is_taken = name == CLIENTS || (parts.len() == 2 && ClientId::parse(file).is_ok());
    is_plain(file) && !is_taken
}

/// A name that every system takes for one file in one folder.
fn is_plain(name: &str) -> bool {
    let strange = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    !name.is_empty()
        && name.len() <= 255
        && !is_passed_over(name)
        && !name.ends_with(['.', ' '])
        && !name.contains(strange)
        && !is_device(name)
}

/// A name that Windows keeps for a device, whatever stands behind its first dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_uppercase();
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    let is_port = port.is_some_and(|number| {
        // The raised digits count there too.
        matches!(number, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    });
    is_port || ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&&*stem)
}

impl CarriedOver {
    /// Looks through a practice folder.
    pub fn of(root: &Path) -> Result<Self, BackupError> {
        let mut found = Self::default();
        found.folder(root, "", &|name| name == CLIENTS)?;
        // A link to a folder is named among what is left out, and not followed.
        let is_folder = |way: &Path| way.is_dir() && check_folder(way).is_ok();
        if is_folder(&root.join(CLIENTS)) {
            let mut clients = Vec::new();
            for name in names_in(&root.join(CLIENTS))? {
                let is_client = |name: &&str| {
                    ClientId::parse(name).is_ok() && is_folder(&root.join(CLIENTS).join(name))
                };
                clients.extend(name.to_str().filter(is_client).map(str::to_owned));
            }
            found.folder(root, CLIENTS, &|name| ClientId::parse(name).is_ok())?;
            for client in clients {
                found.folder(root, &format!("{CLIENTS}/{client}"), &|_| false)?;
            }
        }
        // A restore that looks at the marker first can stop early.
        found.files.sort_unstable_by_key(|name| (name != MARKER, name.clone()));
        found.left_out.sort();
        Ok(found)
    }

    /// Adds the files of one folder, all but the folders that are looked through by themselves.
    fn folder(
        &mut self,
        root: &Path,
        way: &str,
        is_ours: &dyn Fn(&str) -> bool,
    ) -> Result<(), BackupError> {
        let folder = root.join(way);
        for name in names_in(&folder)? {
            let path = folder.join(&name);
            let shown = name.to_string_lossy();
            let there = match fs::symlink_metadata(&path) {
                // Gone since it was listed, as when a client is erased.
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => continue,
                there => there.map_err(|source| BackupError::Read { path, source })?,
            };
            if is_passed_over(&shown) || (there.is_dir() && is_ours(&shown)) {
                continue;
            }
            let whole = if way.is_empty() { shown.to_string() } else { format!("{way}/{shown}") };
            let is_text = name.to_str().is_some();
            if there.is_file() && is_text && is_carried(&whole) && there.len() <= MOST_BYTES {
                self.files.push(whole);
            } else {
                self.left_out.push(Path::new(way).join(&name));
            }
        }
        Ok(())
    }
}

fn names_in(folder: &Path) -> Result<Vec<std::ffi::OsString>, BackupError> {
    let failed = |source| BackupError::Read { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        // A file in the place of a folder is left out, not looked into.
        Err(other) if other.kind() == io::ErrorKind::NotADirectory => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    entries.map(|entry| Ok(entry.map_err(failed)?.file_name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_practices_own_places_are_carried() {
        let client = "01945eff-a5c0-7261-8ed0-84c6dbbff5e4";
        for good in ["practice.ron", "settings-x.ron", "letter ä.pdf", "clients/stray.txt"] {
            assert!(is_carried(good), "{good}");
        }
        assert!(is_carried(&format!("clients/{client}/anything.ron")));
        for bad in [
            "",
            ".",
            "..",
            "/practice.ron",
            "../practice.ron",
            "clients",
            "clients/",
            "clients/../x",
            "clients/./x",
            "a/b",
            ".hidden",
            "C:x",
            "a\\b",
            "x.",
            "x ",
            "a\nb",
            "Thumbs.db",
            "clients//x",
        ] {
            assert!(!is_carried(bad), "{bad:?}");
        }
        for device in
            ["CON", "nul.txt", "Aux.tar.gz", "prn .ron", "com1.ron", "LPT9", "COM¹.x", "conin$"]
        {
            for folder in ["", "clients/", &format!("clients/{client}/")] {
                assert!(!is_carried(&format!("{folder}{device}")), "{folder}{device}");
            }
        }
        for fine in ["console.txt", "com10.ron", "com.txt", "COM0", "nul-1.ron", "x.con"] {
            assert!(is_carried(fine), "{fine}");
        }
        assert!(!is_carried(&format!("clients/{client}")), "a file in the place of a folder");
        assert!(!is_carried(&format!("clients/{client}/a/b")));
        assert!(!is_carried(&format!("clients/{}/a", client.to_uppercase())));
        assert!(!is_carried(&"x".repeat(256)));
    }
}
