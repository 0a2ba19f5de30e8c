//! Files that another program opens and nobody keeps, such as pages on their way to a printer.
//!
//! Each run of the program has a folder of its own in the user's cache, which nobody else may open and
//! which goes with the run. What a run left that ended by force goes with the next one's start; a folder
//! whose run goes on is locked, and stays.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::places::Places;
use super::write::{Existing, WriteError, write_new};

/// The folder in the user's cache.
const FOLDER: &str = "print";
/// The file in each run's folder that is locked as long as the run goes on.
const LOCK: &str = "lock";
/// So many files of one name are told apart by a number.
const MOST: usize = 999;

/// The folder of this run. It goes when this is dropped.
#[derive(Debug)]
pub struct Printed {
    folder: TempDir,
    _lock: File,
}

impl Printed {
    /// A new folder, in the user's cache where there is one.
    pub fn new(places: Option<&Places>) -> io::Result<Self> {
        let mut folder = tempfile::Builder::new();
        folder.prefix("run-");
        #[cfg(unix)]
        folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = match places.map(|places| places.cache.join(FOLDER)) {
            Some(inside) => {
                Places::make_folder(&inside).map_err(io::Error::other)?;
                folder.tempdir_in(inside)
            }
            None => folder.tempdir(),
        }?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        // Where the drive knows no locks, what is left goes at the next start all the same.
        lock.try_lock().ok();
        Ok(Self { folder, _lock: lock })
    }

    /// Writes a file that only its owner may read, under this name, or with a number where it is taken.
    pub fn write(&self, stem: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, WriteError> {
        write_beside(self.folder.path(), stem, ending, bytes)
    }
}

/// Writes a file under this name, or with a number where it is taken: never over another.
pub fn write_beside(
    folder: &Path,
    stem: &str,
    ending: &str,
    bytes: &[u8],
) -> Result<PathBuf, WriteError> {
    let mut path = free_name(folder, stem, ending);
    for _ in 0..MOST {
        match write_new(&path, bytes, Existing::Refuse) {
            // Somebody was quicker.
            Err(WriteError::AlreadyExists(_)) => path = free_name(folder, stem, ending),
            Ok(()) => return Ok(path),
            Err(error) => return Err(error),
        }
    }
    Err(WriteError::AlreadyExists(path))
}

/// The first path of this name that nothing has: `name.pdf`, `name 2.pdf`.
pub fn free_name(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.{ending}"));
    let more = (2..=MOST).map(|number| folder.join(format!("{stem} {number}.{ending}")));
    let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    std::iter::once(first.clone()).chain(more).find(is_free).unwrap_or(first)
}

/// Removes what runs left that ended by force.
pub fn clear_left(places: &Places) {
    let Ok(runs) = fs::read_dir(places.cache.join(FOLDER)) else { return };
    for run in runs.flatten().map(|run| run.path()) {
        let is_over = match File::open(run.join(LOCK)) {
            Ok(lock) => lock.try_lock().is_ok(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        // What can't be removed now is tried again at the next start.
        if is_over && fs::symlink_metadata(&run).is_ok_and(|there| there.is_dir()) {
            fs::remove_dir_all(&run).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> (TempDir, Places) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places { cache: folder.path().join("c"), state: folder.path().join("s") };
        (folder, places)
    }

    #[test]
    fn what_is_written_is_its_owners_alone_never_replaced_and_goes_with_the_run() {
        let (_folder, places) = places();
        let printed = Printed::new(Some(&places)).unwrap();
        let first = printed.write("plan", "pdf", b"one").unwrap();
        let second = printed.write("plan", "pdf", b"two").unwrap();
        assert_eq!(fs::read(&first).unwrap(), b"one");
        assert!(second.ends_with("plan 2.pdf"), "{}", second.display());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&first), 0o600);
            assert_eq!(mode(first.parent().unwrap()), 0o700);
        }
        // Another window that starts leaves it alone.
        clear_left(&places);
        assert!(first.exists());
        drop(printed);
        assert!(!first.exists());
    }

    #[test]
    fn what_a_run_left_goes_at_the_next_start() {
        let (_folder, places) = places();
        let printed = Printed::new(Some(&places)).unwrap();
        let left = printed.write("plan", "pdf", b"one").unwrap();
        let Printed { folder, _lock: lock } = printed;
        let _left = folder.keep();
        drop(lock);
        clear_left(&places);
        assert!(!left.exists());
    }
}
