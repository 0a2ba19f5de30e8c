//! Folders of the user's own that the program keeps things in beside the practice.
//!
//! The cache can be thrown away at any time; the state is each machine's own. Nothing about a client
//! lies here readable where the practice is sealed.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::files::Files;

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

    /// The practice folder that was opened last.
    pub fn last_practice(&self) -> Option<PathBuf> {
        let text = fs::read_to_string(self.last()).ok()?;
        let path = text.trim_end_matches('\n');
        (!path.is_empty()).then(|| PathBuf::from(path))
    }

    /// Keeps in mind that this practice folder was opened last.
    pub fn remember_practice(&self, root: &Path) -> Result<(), StoreError> {
        // A path that is no text can't be kept; it has to be given again next time.
        let Some(path) =
            std::path::absolute(root).ok().and_then(|root| root.to_str().map(String::from))
        else {
            return Ok(());
        };
        if self.last_practice().as_deref() == Some(Path::new(&path)) {
            return Ok(());
        }
        self.make(&self.state)?;
        let target = self.last();
        let written = Files::default().replace(&target, format!("{path}\n").as_bytes());
        written.map_err(|source| StoreError::Save { path: target, source })
    }

    /// Makes one of these folders, or one in them, with every folder above it.
    pub fn make(&self, folder: &Path) -> Result<(), StoreError> {
        Self::make_folder(folder)
    }

    /// Makes a folder that only its owner may open, with every folder above it.
    pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .recursive(true)
            .create(folder)
            .map_err(|source| StoreError::Save { path: folder.to_owned(), source })
    }

    fn last(&self) -> PathBuf {
        self.state.join("last-practice")
    }
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
    }
}
