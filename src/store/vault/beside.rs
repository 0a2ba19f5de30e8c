//! The folders that lie beside a practice while it is sealed or unsealed, and afterwards.
//!
//! | name | what it is |
//! |---|---|
//! | `NAME.sealing-ID` `NAME.unsealing-ID` | the new folder, half made; or the old one, where the work ended right after the swap |
//! | `NAME.before-sealing-ID` `NAME.before-unsealing-ID` | the old folder, until its owner has it deleted |
//! | `NAME.removing-ID` | something that is being deleted |
//!
//! Nothing here is ever taken for the practice, with one exception: where a swap in two steps was
//! cut off between them, the old folder gets its name back as soon as somebody asks for it.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::error::StoreError;
use super::super::files::{Files, folder_of};
use super::super::name::{Key, MARKER, RecordFile};
use super::Direction;
use crate::model::RevisionId;

const REMOVING: &str = "removing";

/// What a folder beside a practice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A new folder that never came into use; it holds nothing that the practice doesn't.
    HalfMade,
    /// The practice as it was before it was sealed or unsealed.
    Old,
    /// Deleting it was cut off.
    HalfRemoved,
}

/// A folder that lies beside a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is.
    pub role: Role,
}

/// A name beside a practice, taken apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FolderKind {
    New(Direction),
    Before(Direction),
    Removing,
}

impl FolderKind {
    const ALL: [Self; 5] = [
        Self::New(Direction::Seal),
        Self::New(Direction::Unseal),
        Self::Before(Direction::Seal),
        Self::Before(Direction::Unseal),
        Self::Removing,
    ];

    fn word(self) -> String {
        match self {
            Self::New(direction) => direction.word().to_owned(),
            Self::Before(direction) => format!("before-{}", direction.word()),
            Self::Removing => REMOVING.to_owned(),
        }
    }

    fn role(self, folder: &Path) -> Result<Role, StoreError> {
        Ok(match self {
            Self::Removing => Role::HalfRemoved,
            // The marker comes into a new folder last.
            Self::New(_) if !folder.join(MARKER).exists() => Role::HalfMade,
            Self::New(direction) if is_sealed(folder)? == direction.seals() => Role::HalfMade,
            Self::Before(_) | Self::New(_) => Role::Old,
        })
    }
}

/// The new folder of a conversion.
pub fn new_folder(root: &Path, direction: Direction, id: RevisionId) -> PathBuf {
    named(root, FolderKind::New(direction), &id.to_string())
}

/// What the old folder is called after a conversion.
pub fn old_folder(root: &Path, direction: Direction, id: RevisionId) -> PathBuf {
    named(root, FolderKind::Before(direction), &id.to_string())
}

fn named(root: &Path, kind: FolderKind, id: &str) -> PathBuf {
    let mut name = root.file_name().map_or_else(OsString::new, OsString::from);
    name.push(format!(".{}-{id}", kind.word()));
    folder_of(root).join(name)
}

/// The folder itself, where its path goes through links or is not whole.
pub fn real(root: &Path) -> Result<PathBuf, StoreError> {
    let failed = |source| StoreError::Read { path: root.to_owned(), source };
    let whole = std::path::absolute(root).map_err(failed)?;
    match (fs::canonicalize(&whole), whole.file_name()) {
        (Ok(real), _) => Ok(real),
        (Err(absent), Some(name)) if absent.kind() == io::ErrorKind::NotFound => {
            Ok(fs::canonicalize(folder_of(&whole)).map_err(failed)?.join(name))
        }
        (Err(refused), _) => Err(failed(refused)),
    }
}

/// Whether a folder holds a sealed practice, by what lies at its top: sealing puts its key there.
pub fn is_sealed(root: &Path) -> Result<bool, StoreError> {
    let failed = |source| StoreError::Read { path: root.to_owned(), source };
    for entry in fs::read_dir(root).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let file = RecordFile::parse(None, &name.to_string_lossy());
        if file.is_some_and(|file| file.key == Key::Vault || file.sealed) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn found(root: &Path) -> Result<Vec<(PathBuf, FolderKind, RevisionId)>, StoreError> {
    let root = real(root)?;
    let parent = folder_of(&root);
    let failed = |source| StoreError::Read { path: parent.to_owned(), source };
    let Some(own) = root.file_name() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in fs::read_dir(parent).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let after = name.as_encoded_bytes().strip_prefix(own.as_encoded_bytes());
        let after = after.and_then(|after| std::str::from_utf8(after).ok());
        let taken_apart = after.and_then(|after| {
            let after = after.strip_prefix('.')?;
            FolderKind::ALL.into_iter().find_map(|kind| {
                let id = after.strip_prefix(&kind.word())?.strip_prefix('-')?;
                Some((kind, RevisionId::parse(id).ok()?))
            })
        });
        if let Some((kind, id)) = taken_apart {
            // A link to a folder is none of ours.
            if entry.file_type().map_err(failed)?.is_dir() {
                found.push((entry.path(), kind, id));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

/// What earlier sealing or unsealing left beside a practice.
pub fn leftovers(root: &Path) -> Result<Vec<Leftover>, StoreError> {
    let mut leftovers = Vec::new();
    for (path, kind, _) in found(root)? {
        let role = kind.role(&path)?;
        leftovers.push(Leftover { path, role });
    }
    Ok(leftovers)
}

/// Gives the old folder its name back where a swap in two steps was cut off between them. True
/// where the practice is there again.
pub fn put_back(root: &Path, files: &Files) -> Result<bool, StoreError> {
    // A folder whose own parent is gone has nothing beside it.
    let Ok(root) = real(root) else { return Ok(false) };
    if fs::symlink_metadata(&root).is_ok() {
        return Ok(false);
    }
    let found = found(&root)?;
    // The new folder is still under its first name only if the swap wasn't finished: who deleted
    // the practice on purpose does not get an old copy in its place.
    let is_cut_off = |direction, id| {
        found.iter().any(|(_, kind, other)| *kind == FolderKind::New(direction) && *other == id)
    };
    for (old, kind, id) in &found {
        if matches!(kind, FolderKind::Before(direction) if is_cut_off(*direction, *id)) {
            let moved = files.rename(old, &root);
            if root.join(MARKER).exists() {
                return Ok(true);
            }
            moved.map_err(|source| StoreError::Save { path: root.clone(), source })?;
        }
    }
    Ok(false)
}

/// Deletes what an interrupted conversion or deletion left. Refuses anything else, the old copy too.
pub fn remove_leftover(root: &Path, path: &Path, files: &Files) -> Result<(), StoreError> {
    let wanted = [Role::HalfMade, Role::HalfRemoved];
    let leftover = find(root, path, &wanted)?;
    remove(root, &leftover, files)
}

/// The leftover at this path, when it is what is wanted.
pub fn find(root: &Path, path: &Path, wanted: &[Role]) -> Result<Leftover, StoreError> {
    let refused = || StoreError::NotACopy(path.to_owned());
    let asked = fs::canonicalize(path).map_err(|_| refused())?;
    leftovers(root)?
        .into_iter()
        .find(|leftover| leftover.path == asked && wanted.contains(&leftover.role))
        .ok_or_else(refused)
}

/// Deletes a leftover. It loses its name first, so that nobody works on with half of it.
pub fn remove(root: &Path, leftover: &Leftover, files: &Files) -> Result<(), StoreError> {
    let found = found(root)?;
    let known = found.iter().find(|(path, _, _)| *path == leftover.path);
    let (path, kind, id) = known.ok_or_else(|| StoreError::NotACopy(leftover.path.clone()))?;
    let mut removing = path.clone();
    if *kind != FolderKind::Removing {
        removing = named(&real(root)?, FolderKind::Removing, &id.to_string());
        let renamed = files.rename(path, &removing);
        renamed.map_err(|source| StoreError::Save { path: path.clone(), source })?;
        // Somebody may have swapped it in since it was looked at.
        if kind.role(&removing)? != leftover.role {
            let renamed = files.rename(&removing, path);
            renamed.map_err(|source| StoreError::Save { path: removing, source })?;
            return Err(StoreError::NotACopy(path.clone()));
        }
    }
    remove_tree(&removing, files)
}

/// Deletes a folder with all that is in it; links are deleted, not followed.
pub fn remove_tree(folder: &Path, files: &Files) -> Result<(), StoreError> {
    let failed = |source| StoreError::Save { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_dir() {
            remove_tree(&entry.path(), files)?;
        } else {
            files.remove(&entry.path()).map_err(failed)?;
        }
    }
    files.remove_folder(folder).map_err(failed)
}
