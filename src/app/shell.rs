//! What the program needs of the window around it, so that it can be performed without one.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::files::PathChoice;

/// Asks for a frame, from whatever thread, after something has come of work beside the window.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Opens a file or folder with the program that the system has for it, and waits until that has begun;
/// else says why there is none.
pub type Opener = Arc<dyn Fn(&Path) -> Result<(), String> + Send + Sync>;

/// The window, as what is performed sees it.
pub trait Shell {
    /// What asks for a frame.
    fn waker(&self) -> Waker;
    /// Asks for a frame after this time, where none comes before.
    fn wake_after(&self, time: Duration);
    /// Puts a text on the clipboard.
    fn copy(&self, text: String);
    /// Closes the window.
    fn close(&self);
    /// Keeps the window open, which somebody wants to be closed.
    fn stay_open(&self);
    /// Forgets what fields remember of what was typed into them. Theme and size stay.
    fn forget(&self);
    /// Has a file or folder chosen, in a dialog that opens now.
    fn choose(&self, what: Choose<'_>) -> PathChoice;
    /// Whether there may be such dialogs on this computer.
    fn has_dialogs(&self) -> bool;
    /// What opens files with other programs.
    fn opener(&self) -> Opener;
}

/// What is chosen in a file dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choose<'a> {
    /// A plan or an intake that is there.
    Plan,
    /// A path for a file, with this name to begin with.
    NewFile(&'a str),
    /// The same, in this folder to begin with.
    NewFileIn(&'a str, Option<&'a Path>),
    /// A folder.
    Folder,
    /// The same, with this one to begin with.
    FolderFrom(Option<&'a Path>),
    /// A list of clients that is there.
    ClientList,
    /// A backup that is there.
    Backup,
    /// A path for a backup, with this name to begin with.
    NewBackup(&'a str),
}

/// For tests: no window is around what is performed, and nobody chooses a file.
#[cfg(test)]
pub struct NoWindow;

#[cfg(test)]
impl Shell for NoWindow {
    fn waker(&self) -> Waker {
        Arc::new(|| {})
    }

    fn wake_after(&self, _: Duration) {}

    fn copy(&self, _: String) {}

    fn close(&self) {}

    fn stay_open(&self) {}

    fn forget(&self) {}

    fn choose(&self, _: Choose<'_>) -> PathChoice {
        Box::new(|| None)
    }

    fn has_dialogs(&self) -> bool {
        false
    }

    fn opener(&self) -> Opener {
        Arc::new(|_| Err(String::new()))
    }
}
