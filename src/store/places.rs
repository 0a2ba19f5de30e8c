//! Folders of the user's own that the program keeps things in beside the practice.
//!
//! The cache can be thrown away at any time; the state is each machine's own. Nothing about a client
//! lies here readable where the practice is sealed.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::files::Files;
use super::folder::Store;

/// The file that names the practices that were opened.
const LAST: &str = "last-practice";
/// How many practices are kept in mind.
const MOST_PRACTICES: usize = 6;

/// The folders. They need not be there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// For what can be made again.
    pub cache: PathBuf,
    /// For drafts and for what was opened last.
    pub state: PathBuf,
}

impl Places {
    /// The user's folders; none where the system names no home.
    pub fn of_user() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "ischia")?;
        let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
        Some(Self { cache: folders.cache_dir().to_owned(), state: state.to_owned() })
    }

    /// The folder in which the user keeps documents, to propose it for a practice; none where the
    /// system names no home.
    pub fn documents() -> Option<PathBuf> {
        let folders = directories::UserDirs::new()?;
        let documents = folders.document_dir().filter(|folder| folder.is_dir());
        Some(documents.unwrap_or_else(|| folders.home_dir()).to_owned())
    }

    /// The practice folder that was opened last.
    pub fn last_practice(&self) -> Option<PathBuf> {
        self.practices().into_iter().next()
    }

    /// Practice folders that were opened, the last one first.
    pub fn practices(&self) -> Vec<PathBuf> {
        let text = fs::read_to_string(self.last()).unwrap_or_default();
        text.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect()
    }

    /// Keeps in mind that this practice folder was opened last.
    pub fn remember_practice(&self, root: &Path) -> Result<(), StoreError> {
        let path = std::path::absolute(root).ok();
        // A path that is no text, or of several lines, can't be kept; it has to be given again.
        let path = path.filter(|path| path.to_str().is_some_and(|text| !text.contains('\n')));
        let Some(path) = path else { return Ok(()) };
        let mut practices = self.practices();
        if practices.first() == Some(&path) {
            return Ok(());
        }
        practices.retain(|known| *known != path);
        practices.insert(0, path);
        practices.truncate(MOST_PRACTICES);
        let lines: Vec<String> = practices.iter().map(|path| path.display().to_string()).collect();
        self.keep(LAST, format!("{}\n", lines.join("\n")).as_bytes())
    }

    /// A small file of the program's own in the state folder; none where it can't be read.
    pub fn kept(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.state.join(name)).ok()
    }

    /// Writes such a file, the old one or the whole new one.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.make(&self.state)?;
        let target = self.state.join(name);
        let written = Files::default().replace(&target, bytes);
        written.map_err(|source| StoreError::Save { path: target, source })
    }

    /// Makes one of these folders, or one in them, with every folder above it.
    pub fn make(&self, folder: &Path) -> Result<(), StoreError> {
        Self::make_folder(folder)
    }

    /// Makes a folder that only its owner may open, with every folder above it.
    pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .recursive(true)
            .create(folder)
            .map_err(|source| StoreError::Save { path: folder.to_owned(), source })
    }

    /// The name of what belongs to one folder of a practice alone: copies of it have the same id. It
    /// says which practice and, as a hash, which folder; no more.
    pub(super) fn name_of(store: &Store) -> String {
        let path = canonical(store.root());
        let hash = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex();
        format!("{}-{}", store.practice(), hash.get(..16).unwrap_or_default())
    }

    fn last(&self) -> PathBuf {
        self.state.join(LAST)
    }
}

/// A folder's path without links in it, as far as that can be told.
pub(super) fn canonical(root: &Path) -> PathBuf {
    fs::canonicalize(root)
        .or_else(|_| std::path::absolute(root))
        .unwrap_or_else(|_| root.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_practice_opened_last_is_kept_in_mind() {
        let folder = tempfile::tempdir().unwrap();
        let places =
            Places { cache: folder.path().join("c"), state: folder.path().join("s/ischia") };
        assert_eq!(places.last_practice(), None);
        places.remember_practice(Path::new("/a b/ü")).unwrap();
        assert_eq!(places.last_practice(), Some(PathBuf::from("/a b/ü")));
        places.remember_practice(Path::new("plans")).unwrap();
        assert!(places.last_practice().unwrap().is_absolute());
        places.remember_practice(Path::new("/a b/ü")).unwrap();
        let practices = places.practices();
        assert_eq!(practices.len(), 2, "each is named once");
        assert_eq!(practices[0], Path::new("/a b/ü"));
    }
}
